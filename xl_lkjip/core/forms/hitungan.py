"""What each row of a Pengukuran should say, computed from what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..angka import kosong
from ..banding import Putusan, putuskan, tercetak
from ..domain import capaian as _capaian
from ..domain import efisiensi as _efisiensi
from ..domain.predikat import pita
from ..errors import LkjipError
from ..parameter import METODE_EFISIENSI, SKALA
from ..workbook import Cell
from .dokumen import Baris, Dokumen, TabelTerbaca, baca_sel
from .pasangan import PaguPk, pagu_menurut_pk


@dataclass(frozen=True, slots=True)
class Harapan:
    """A value that should stand in a cell. `lain`: others that are right as well (rounded inputs, another method)."""

    nilai: float
    lain: tuple[float, ...] = ()

    @property
    def semua(self) -> tuple[float, ...]:
        return (self.nilai, *self.lain)

    def masukan(self, cell: Cell) -> tuple[float, ...]:
        """The value for a further calculation: exact, and as printed where the printed one is right."""
        angka = tercetak(cell)
        if angka is None or putuskan(cell, self.semua, rasio=True) is Putusan.SALAH:
            return (self.nilai,)
        poin = angka.persen or putuskan(cell, self.semua, rasio=False) is Putusan.SALAH  # a bare 98,5 stands for 98,5%
        return (self.nilai, angka.nilai / 100 if poin else angka.nilai)


class Hitungan:
    """Expected values of a document, with the PK's budgets as evidence where they are given."""

    def __init__(self, dokumen: Dokumen, pk: Dokumen | None) -> None:
        self.dokumen = dokumen
        self.pk = pk

    @cached_property
    def pagu(self) -> list[tuple[TabelTerbaca, PaguPk]]:
        """Groups of rows with the budget that the PK gives them."""
        return [(t, p) for t in self.dokumen.semua("pengukuran") for p in pagu_menurut_pk(t, self.pk)]

    def bukti_pagu(self, baris: Baris) -> PaguPk | None:
        """The PK's budget of a row whose own budget must be wrong."""
        return next((p for _, p in self.pagu if p.tersangka is baris), None)

    def capaian(self, baris: Baris) -> Harapan | None:
        """Expected capaian; None where target or realisasi is blank. Faults: those of CAPAIAN."""
        target, realisasi = baca_sel(baris["target"]), baca_sel(baris["realisasi"])
        if target is None or realisasi is None:
            return None
        nilai = _capaian.dari_angka(target, realisasi, _capaian.baca_arah(baris["arah"].value))
        # Without a column for it, the direction is not known; a blank in such a column means naik.
        if "arah" in baris.sel or target.rentang or not realisasi.nilai:
            return Harapan(nilai)
        lain = tuple(_capaian.dari_angka(target, realisasi, a) for a in _capaian.ARAH)
        return Harapan(nilai, lain)

    def nilai_capaian(self, baris: Baris) -> float:
        """The expected capaian of a row that has one."""
        harapan = self.capaian(baris)
        return harapan.nilai if harapan else 0.0

    def capaian_salah(self, baris: Baris) -> bool:
        """The printed capaian is not what target and realisasi give."""
        try:
            harapan = self.capaian(baris)
        except LkjipError:
            return False
        cell = baris["capaian"]
        return harapan is not None and not kosong(cell.value) and putuskan(cell, harapan.semua, rasio=True) is Putusan.SALAH

    def serapan(self, baris: Baris) -> Harapan | None:
        """Expected serapan: from the PK's budget where the row's own must be wrong."""
        pagu, realisasi = _angka(baris, "pagu"), _angka(baris, "realisasi_anggaran")
        bukti = self.bukti_pagu(baris)
        if pagu is None or realisasi is None:
            return None
        nilai = _efisiensi.serapan(bukti.nilai if bukti else pagu, realisasi)
        return None if nilai is None else Harapan(nilai)

    def efisiensi(self, baris: Baris) -> Harapan | None:
        """Expected efisiensi from exact inputs; from printed inputs as well, where those are right.

        Faults: those of EFISIENSI with the method in use.
        """
        try:
            capaian, serapan = self.capaian(baris), self.serapan(baris)
        except LkjipError:
            return None
        if capaian is None or serapan is None:
            return None
        metode = self.dokumen.metode_efisiensi
        if metode in METODE_EFISIENSI:
            _efisiensi.efisiensi(capaian.nilai, serapan.nilai, metode)
        calon = [metode] if metode in METODE_EFISIENSI else list(METODE_EFISIENSI)
        hasil = _yang_terhitung(
            (c, s, m) for m in calon for c in capaian.masukan(baris["capaian"]) for s in serapan.masukan(baris["serapan"])
        )
        return Harapan(hasil[0], hasil[1:]) if hasil else None

    def predikat(self, baris: Baris) -> tuple[str, ...]:
        """Labels that the scale in use gives to the row's capaian."""
        try:
            capaian = self.capaian(baris)
        except LkjipError:
            return ()
        return _label(capaian, baris["capaian"], self.dokumen.skala)

    def keterangan(self, baris: Baris) -> tuple[str, ...]:
        """Verdicts that fit the row's efisiensi."""
        metode = METODE_EFISIENSI.get(self.dokumen.metode_efisiensi)
        try:
            harapan = self.efisiensi(baris)
        except LkjipError:
            return ()
        return _label(harapan, baris["efisiensi"], metode.skala if metode else "")

    def tanpa_anggaran(self, baris: Baris) -> bool:
        """The row has no budget, or a budget of 0: no serapan and no efisiensi can be computed."""
        return not kosong(baris["indikator"].value) and (kosong(baris["pagu"].value) or _angka(baris, "pagu") == 0)


def _angka(baris: Baris, kunci: str) -> float | None:
    angka = baris.angka(kunci)
    return None if angka is None else angka.nilai


def _yang_terhitung(calon: Iterable[tuple[float, float, str]]) -> tuple[float, ...]:
    hasil = []
    for capaian, serapan, metode in calon:
        try:
            hasil.append(_efisiensi.efisiensi(capaian, serapan, metode))
        except LkjipError:
            continue
    return tuple(hasil)


def _label(harapan: Harapan | None, cell: Cell, skala: str) -> tuple[str, ...]:
    if harapan is None or skala not in SKALA:
        return ()
    try:
        return tuple(dict.fromkeys(pita(n, SKALA[skala]).label for n in harapan.masukan(cell)))
    except LkjipError:
        return ()
