"""Efisiensi: capaian held against serapan of the budget."""

from __future__ import annotations

from .. import cetak
from ..angka import baku, bulatkan
from ..errors import LkjipError, kutip
from ..parameter import DIGIT_RASIO, METODE_EFISIENSI, MetodeEfisiensi
from .predikat import periksa_satuan


def serapan(pagu: float, realisasi: float) -> float | None:
    """Share of the budget that was spent, as a ratio; None where there is no budget."""
    return realisasi / pagu if pagu else None


def baca_metode(teks: object) -> MetodeEfisiensi:
    """The method that a text means; blank or 0 is selisih."""
    kunci = "".join(str(teks).split()).lower() if not baku(teks) else "selisih"
    if kunci not in METODE_EFISIENSI:
        raise LkjipError("EFI001", nilai=kutip(teks), pilihan=", ".join(METODE_EFISIENSI))
    return METODE_EFISIENSI[kunci]


def efisiensi(capaian: float, serapan: float, metode: str = "selisih") -> float:
    """selisih: capaian - serapan; rasio: capaian / serapan; hemat: 1 - serapan where capaian is 100% or more.

    Faults: EFI002, EFI003, and PRE002 for percent points in place of a ratio.
    """
    periksa_satuan(capaian, "rasio")
    periksa_satuan(serapan, "rasio")
    if metode == "rasio":
        if serapan == 0:
            raise LkjipError("EFI003")
        return capaian / serapan
    if metode == "hemat":
        if bulatkan(capaian, DIGIT_RASIO) < 1:
            raise LkjipError("EFI002", nilai=cetak.persen(capaian))
        return 1 - serapan
    return capaian - serapan
