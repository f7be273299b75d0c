"""Predikat: the label that a scale gives to a value."""

from __future__ import annotations

from .. import cetak
from ..angka import bulatkan
from ..errors import LkjipError
from ..parameter import SKALA, Pita, Skala
from .capaian import RASIO_TERLALU_BESAR

NILAI_INTERVAL_MAKS = 4.0  # the highest value of a survey on 1-4
POIN_TERLALU_KECIL = 1.0  # below this a score was meant as a ratio: nobody scores less than one point


def pita(nilai: float, skala: Skala) -> Pita:
    """The band of a value. Bands are in rising order and nested, so the last one that holds is the answer."""
    periksa_satuan(nilai, skala.satuan)
    dibanding = bulatkan(nilai, skala.digit)
    if skala.berbatas_bawah and dibanding < skala.pita[0].batas:
        if skala.interval and nilai <= NILAI_INTERVAL_MAKS:
            return pita(nilai, SKALA[skala.interval])
        raise LkjipError("PRE005", nilai=cetak.umum(nilai), batas=cetak.umum(skala.pita[0].batas))
    cocok = skala.pita[0]
    for calon in skala.pita[1:]:
        if dibanding > calon.batas or (dibanding == calon.batas and calon.operator == ">="):
            cocok = calon
    return cocok


def periksa_satuan(nilai: float, satuan: str) -> None:
    """Refuse points where a ratio is due, and the other way round (PRE002). A user's own scale has no unit."""
    if satuan == "rasio" and nilai >= RASIO_TERLALU_BESAR:
        raise LkjipError(
            "PRE002",
            nilai=cetak.umum(nilai),
            bacaan1=_persen(nilai),
            bacaan2=_persen(nilai / 100),
            satuan="rasio atau persen, misalnya 85%",
        )
    if satuan == "poin" and 0 < nilai < POIN_TERLALU_KECIL:
        raise LkjipError(
            "PRE002", nilai=cetak.umum(nilai), bacaan1=f"{cetak.angka(nilai)} poin", bacaan2=cetak.angka(nilai * 100), satuan="poin 0-100"
        )


def _persen(rasio: float) -> str:
    return cetak.umum(bulatkan(rasio * 100, 6)) + "%"
