"""JML110."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import tercetak
from ..forms.dokumen import TabelTerbaca
from ..forms.tabel_umum import TabelUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat


class BagianAnggaran(Rule):
    """Bagian anggaran (%) adalah anggaran baris itu dibagi jumlahnya."""

    kode = ("JML110",)
    jenis = ("pk", "pengukuran")
    dasar = "Bagian = anggaran / jumlah anggaran"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for kolom in tabel.berperan("bagian"):
                yield from self._kolom(konteks, tabel, kolom.nomor)

    def _kolom(self, konteks: Konteks, tabel: TabelUmum, kolom: int) -> Iterator[Finding]:
        pagu = [k for k in tabel.berperan("pagu") if k.nomor < kolom]
        if not pagu:
            return
        isi = [(b, tercetak(b.sel.get(pagu[-1].nomor, Cell(0, 0)))) for b in tabel.baris]
        nilai = [(b, a.nilai) for b, a in isi if a is not None]
        jumlah = next((n for b, n in nilai if b.jenis == "jumlah"), 0.0) or sum(n for b, n in nilai if b.jenis == "isi")
        for baris, angka in nilai:
            cell = baris.sel.get(kolom)
            if baris.jenis == "isi" and cell is not None and not kosong(cell.value) and jumlah:
                terbukti = konteks.terbukti.get(angka)
                yield from self.bandingkan(
                    konteks, TabelTerbaca("", tabel.lembar, {}), cell, [angka / jumlah], siapa="Bagian anggaran",
                    sebab=f"dari {baris.sel[pagu[-1].nomor].tercetak} hasilnya {{hitung}}",
                    akibat=f" (akibat {terbukti[1]})" if terbukti else "", akar=terbukti[1] if terbukti else "",
                    tingkat=Tingkat.PERINGATAN if terbukti else None,
                )  # fmt: skip
