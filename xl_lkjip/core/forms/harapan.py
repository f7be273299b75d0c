"""A value that should stand in a cell, and what rounding before print allows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..banding import POIN_MULAI, Putusan, kasar, putuskan, tercetak
from ..domain.predikat import pita
from ..errors import LkjipError
from ..parameter import Skala
from ..workbook import Cell


@dataclass(frozen=True, slots=True)
class Harapan:
    """A value that should stand in a cell. `lain`: others that are right as well (rounded inputs, another method)."""

    nilai: float
    lain: tuple[float, ...] = ()
    batas: tuple[float, float] | None = None  # what the inputs allow when they were rounded before they were printed
    arah: str = "naik"  # the direction of `nilai`, where the table does not say it
    diduga: bool = False  # it was told by the words of the indicator, its target or a note
    penuh: float | None = None  # what it would be without a cap

    @property
    def semua(self) -> tuple[float, ...]:
        return (self.nilai, *self.lain)

    def mungkin(self, cell: Cell) -> bool:
        """The printed ratio lies within what rounded inputs allow, to half a unit of its last digit."""
        return self.batas is not None and di_dalam(cell, self.batas)

    def masukan(self, cell: Cell) -> tuple[float, ...]:
        """The value for a further calculation: exact, and as printed where the printed one is right."""
        angka = tercetak(cell)
        if angka is None or (putuskan(cell, self.semua, rasio=True) is Putusan.SALAH and not self.mungkin(cell)):
            return (self.nilai,)
        poin = angka.persen or putuskan(cell, self.semua, rasio=False) is Putusan.SALAH  # a bare 98,5 stands for 98,5%
        return (self.nilai, angka.nilai / 100 if poin else angka.nilai)


def di_dalam(cell: Cell, batas: tuple[float, float]) -> bool:
    """The printed ratio lies between the bounds, to half a unit of its last digit."""
    angka = tercetak(cell)
    if angka is None:
        return False
    setengah = 0.5 * 10.0**-angka.desimal
    return batas[0] * 100 - setengah <= angka.nilai <= batas[1] * 100 + setengah


def baca_tertulis(cell: Cell) -> Harapan | None:
    """A printed ratio as it stands: percent, or percent points without a sign."""
    angka = tercetak(cell)
    if angka is None:
        return None
    poin = angka.persen or abs(angka.nilai) >= POIN_MULAI
    return Harapan(angka.nilai / 100 if poin else angka.nilai)


def batas_pembulatan(target: Cell, realisasi: Cell) -> tuple[float, float] | None:
    """Lowest and highest capaian of a realisasi that was rounded before it was printed. Targets and whole counts are exact."""
    if kasar(target) or kasar(realisasi):
        return batas_kasar(target, realisasi)
    t, r = tercetak(target), tercetak(realisasi)
    if t is None or r is None or t.nilai <= 0 or t.persen != r.persen or not (r.persen or r.desimal):
        return None
    setengah = 0.5 * 10.0**-r.desimal
    return (r.nilai - setengah) / t.nilai, (r.nilai + setengah) / t.nilai


def batas_kasar(target: Cell, realisasi: Cell) -> tuple[float, float] | None:
    """The same, only where one of them is printed without its units: "12,5 miliar"."""
    t, r = tercetak(target), tercetak(realisasi)
    if t is None or r is None or not (kasar(target) or kasar(realisasi)) or t.nilai <= kasar(target):
        return None
    return (r.nilai - kasar(realisasi)) / (t.nilai + kasar(target)), (r.nilai + kasar(realisasi)) / (t.nilai - kasar(target))


def label_skala(harapan: Harapan | None, cell: Cell, skala: Sequence[Skala]) -> tuple[str, ...]:
    """The labels that the scales give to a value, as it is and as it is printed."""
    if harapan is None:
        return ()
    try:
        return tuple(dict.fromkeys(pita(n, s).label for n in harapan.masukan(cell) for s in skala))
    except LkjipError:
        return ()
