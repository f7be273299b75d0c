"""The local indices of Kabupaten Lumajang, as its report spells them out: points, a value above 100 is kept."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import LkjipError
from ..parameter import INDEKS_LUMAJANG

DASAR: str = INDEKS_LUMAJANG["dasar"]
_PERSEN = 100


def kualifikasi(jumlah: Sequence[float]) -> float:
    """Staff by education (S3, S2, S1/D4, D3, D2/D1/SMA, SMP/SD), weighted, against all staff holding S1."""
    bobot: list[float] = list(INDEKS_LUMAJANG["kualifikasi"].values())
    pembagi: float = INDEKS_LUMAJANG["kualifikasi_pembagi"]
    return sum(b * n for b, n in zip(bobot, jumlah, strict=True)) / _isi(sum(jumlah) * pembagi) * _PERSEN


def kompetensi(bagian: Sequence[tuple[float, float]]) -> float:
    """The mean of the shares of those who were trained: (trained, of how many)."""
    return sum(a / _isi(b) for a, b in bagian) / len(bagian) * _PERSEN


def kinerja(jumlah_skp: float, jumlah_asn: float) -> float:
    """The sum of all SKP scores against full scores for all."""
    penuh: float = INDEKS_LUMAJANG["skp_penuh"]
    return jumlah_skp / _isi(penuh * jumlah_asn) * _PERSEN


def disiplin(hukuman: Sequence[float], jumlah_asn: float) -> float:
    """Punishments (ringan, sedang, berat), weighted, against all staff: less is better."""
    bobot: list[float] = list(INDEKS_LUMAJANG["disiplin"].values())
    return sum(b * n for b, n in zip(bobot, hukuman, strict=True)) / _isi(jumlah_asn) * _PERSEN


def _isi(pembagi: float) -> float:
    if pembagi == 0:
        raise LkjipError("IPA007")
    return pembagi
