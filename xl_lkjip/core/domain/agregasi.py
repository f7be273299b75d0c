"""Agregasi: means, sums and progress over indicators, sasaran, quarters and years."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..errors import LkjipError, kutip


def rata_rata(capaian: Sequence[float], maks: float | None = None) -> float:
    """The mean of capaian, each counting the same; with `maks` each is cut there first, as the user chose."""
    return math.fsum(min(c, maks) if maks is not None else c for c in capaian) / len(capaian)


def rata_sasaran(per_sasaran: Sequence[Sequence[float]], maks: float | None = None) -> list[float]:
    """The mean of each sasaran over its indicators."""
    return [rata_rata(capaian, maks) for capaian in per_sasaran]


def total(per_sasaran: Sequence[Sequence[float]], cara: str = "indikator", maks: float | None = None) -> float:
    """The total: mean over all indicators ("indikator"), or over the means of the sasaran ("sasaran", Kota Semarang)."""
    if cara == "sasaran":
        return rata_rata(rata_sasaran(per_sasaran, maks))
    return rata_rata([c for capaian in per_sasaran for c in capaian], maks)


def kemajuan(target_akhir: float, realisasi: float, arah: str = "naik") -> float:
    """Tingkat kemajuan against the end-of-Renstra target: r / akhir; for a falling indicator akhir / r (Kota Kediri)."""
    atas, bawah = (target_akhir, realisasi) if arah != "naik" else (realisasi, target_akhir)
    if bawah == 0:
        raise LkjipError("CAP001" if arah == "naik" else "CAP002")
    return atas / bawah


TRIWULAN = ("jumlah", "ganti", "posisi")


def tahunan(triwulan: Sequence[float], cara: str) -> float:
    """The year of the quarters that are there: their sum ("jumlah"), or the last ("posisi": an end position; "ganti": each replaces)."""
    if cara not in TRIWULAN:
        raise LkjipError("CAP003", nilai=kutip(cara), pilihan=", ".join(TRIWULAN))
    return math.fsum(triwulan) if cara == "jumlah" else triwulan[-1]


def jumlah(bagian: Sequence[float]) -> float:
    """The sum of parts, without binary noise."""
    return math.fsum(bagian)


def bagian(sebagian: float, seluruh: float) -> float:
    """A share, as a ratio."""
    if seluruh == 0:
        raise LkjipError("CAP001")
    return sebagian / seluruh


def perubahan(lama: float, baru: float) -> float:
    """Growth against the former value, as a ratio; negative when it fell."""
    return bagian(baru - lama, lama)
