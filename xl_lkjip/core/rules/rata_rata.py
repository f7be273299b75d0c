"""JML102."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..banding import Putusan, putuskan
from ..domain.agregasi import rata_rata
from ..errors import LkjipError
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.nama import normal
from ..workbook import Cell
from ._base import Finding, Konteks, Rule


class RataRata(Rule):
    """Rata-rata capaian per sasaran dan seluruhnya adalah rata-rata capaian indikatornya."""

    kode = ("JML102",)
    dasar = "Rata-rata capaian indikator; seluruhnya: rata-rata indikator atau rata-rata sasaran (praktik Kota Semarang 2020)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.semua("pengukuran"):
            capaian = self._capaian(konteks, tabel) if tabel.asal is None else None  # other tables: rule RataTabel
            if capaian is None:
                continue
            sasaran = [list(g) for _, g in groupby(range(len(tabel.baris)), key=lambda i, t=tabel: normal(t.baris[i].sasaran))]  # type: ignore[misc]
            rata_sasaran = [rata_rata([capaian[i] for i in letak]) for letak in sasaran]
            for letak, rata in zip(sasaran, rata_sasaran, strict=True):
                for i in letak:
                    yield from self._rata(konteks, tabel, tabel.baris[i]["rata_sasaran"], [rata], "sasaran ini")
            if tabel.jumlah:
                seluruh = [rata_rata(capaian), rata_rata(rata_sasaran)]
                yield from self._rata(konteks, tabel, tabel.jumlah["capaian"], seluruh, "seluruh indikator")
                yield from self._rata(konteks, tabel, tabel.jumlah["rata_sasaran"], seluruh[::-1], "seluruh sasaran")

    @staticmethod
    def _capaian(konteks: Konteks, tabel: TabelTerbaca) -> list[float] | None:
        """Capaian of every row; None when one is missing: a mean of some would accuse a right figure."""
        hasil = []
        for baris in tabel.baris:
            try:
                harapan = konteks.hitungan.capaian(baris)
            except LkjipError:
                return None
            if harapan is None:
                return None
            hasil.append(_tercetak_atau(harapan.nilai, harapan.semua, baris))
        return hasil or None

    def _rata(self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, harapan: Sequence[float], siapa: str) -> Iterator[Finding]:
        return self.bandingkan(konteks, tabel, cell, harapan, siapa=f"Rata-rata capaian {siapa}", sebab="hasilnya {hitung}")


def _tercetak_atau(nilai: float, semua: Sequence[float], baris: Baris) -> float:
    """The capaian in another direction, where that is the one that is printed."""
    cocok = [h for h in semua if putuskan(baris["capaian"], [h], rasio=True) is Putusan.COCOK]
    return cocok[0] if cocok else nilai
