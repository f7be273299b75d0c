"""Capaian: how much of a target was reached, as a ratio."""

from __future__ import annotations

from collections.abc import Callable

from .. import cetak
from ..angka import baku
from ..errors import LkjipError, kutip

DASAR = "LAN 239/IX/6/8/2003 (sumber yang lazim dikutip)"
RASIO_TERLALU_BESAR = 20.0  # a ratio beyond this was meant as percent points: nobody reaches 2000%
DASAR_BAGI = "Praktik instansi (LKjIP BKPPD Kota Kediri 2021)"


def naik(target: float, realisasi: float) -> float:
    """Higher is better: r / t."""
    return realisasi / _bukan_nol(target)


def turun_lan(target: float, realisasi: float) -> float:
    """Lower is better, LAN: (2t - r) / t. Negative beyond twice the target, and kept so."""
    return (2 * target - realisasi) / _bukan_nol(target)


def turun_bagi(target: float, realisasi: float) -> float:
    """Lower is better, by division: t / r."""
    if realisasi == 0:
        raise LkjipError("CAP002")
    return _bukan_nol(target) / realisasi


ARAH: dict[str, Callable[[float, float], float]] = {"naik": naik, "turun": turun_lan, "turun-bagi": turun_bagi}
METODE_INVERS = {"lan": "turun", "bagi": "turun-bagi"}


def baca_arah(teks: object) -> str:
    """The arah that a text means; case and spaces are ignored, blank or 0 is naik."""
    return _pilih(teks, "naik", {a: a for a in ARAH})


def baca_metode(teks: object) -> str:
    """The arah behind a method of CAPAIAN_INVERS; blank or 0 is LAN."""
    return _pilih(teks, "lan", METODE_INVERS)


def capaian(target: float, realisasi: float, arah: str = "naik", maks: float | None = None) -> float:
    """Capaian as a ratio, cut at `maks` when the user asks for a cap."""
    if target == 0:
        raise LkjipError("CAP001")
    hasil = ARAH[arah](target, realisasi)
    if maks is None:
        return hasil
    if not 0 < maks < RASIO_TERLALU_BESAR:
        raise LkjipError("CAP004", nilai=cetak.umum(maks))
    return min(hasil, maks)


def _pilih(teks: object, bawaan: str, pilihan: dict[str, str]) -> str:
    kunci = "".join(str(teks).split()).lower() if not baku(teks) else bawaan
    if kunci not in pilihan:
        raise LkjipError("CAP003", nilai=kutip(teks), pilihan=", ".join(pilihan))
    return pilihan[kunci]


def _bukan_nol(target: float) -> float:
    if target == 0:
        raise LkjipError("CAP001")
    return target
