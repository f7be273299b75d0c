"""BUK101."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.dokumen import TabelTerbaca
from ..rujukan import daerah, nama
from ..workbook import GALAT_SEL, Cell, Workbook
from ._base import Finding, Konteks, Tingkat
from ._buku import SEBAB, AturanBuku, bersambung, lembar_dikenal, sebut, tabel_templat, templat

_SARAN = {
    "#REF!": "Tulis ulang rujukannya, atau kembalikan sel yang dihapus.",
    "#DIV/0!": "Isi pembaginya, atau kosongkan hasilnya selama pembagi kosong.",
    "#NAME?": "Periksa ejaan nama dan fungsinya; bila memakai fungsi LKjIP, jalankan `xl-lkjip hitung` pada berkas ini.",
}
# Columns whose error values other rules report, in the rows of the form and in its total row.
_BARIS = {
    "pengukuran": {"target", "realisasi", "pagu", "realisasi_anggaran", "arah", "capaian", "rata_sasaran", "serapan", "efisiensi"},
    "pk_indikator": {"target"},
    "pk_program": {"pagu", "pagu_perubahan"},
}
_JUMLAH = {"capaian", "rata_sasaran", "serapan"}
_RUSAK = ("#REF!", "#NAME?", "#NULL!")  # errors of a formula itself
_LIPAT = 2_000  # so many errors are said as they are, without asking which follows from which


class SelGalat(AturanBuku):
    """Tidak ada sel yang menampilkan galat seperti #REF! atau #DIV/0!."""

    kode = ("BUK101",)
    tingkat = Tingkat.GALAT
    dasar = "Sel yang galat tidak terbaca sebagai angka, dan merusak setiap rumus yang memakainya"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        galat = {s.nama: sel for s in buku.sheets if (sel := [c for c in s.cells.values() if c.value in GALAT_SEL])}
        if not galat:
            return
        dikenal, milik = lembar_dikenal(konteks), templat(buku)
        sudah, kami = _sudah_dilaporkan(konteks), tabel_templat(konteks)
        banyak = sum(map(len, galat.values()))
        for lembar, sel in galat.items():
            akar = [c for c in sel if not _dari_masukan(kami, lembar, c) and (banyak > _LIPAT or not _ikut(buku, galat, lembar, c))]
            for isi in GALAT_SEL:
                for satu in bersambung(c for c in akar if c.value == isi and (lembar, c.baris, c.kolom) not in sudah):
                    pesan = f"{sebut(satu)} di lembar {lembar} menampilkan {isi}: {SEBAB[isi]}."
                    saran = _SARAN.get(isi, "Perbaiki rumusnya, atau masukan yang dipakainya.")
                    tingkat = Tingkat.GALAT if milik or lembar in dikenal else Tingkat.PERINGATAN
                    yield self.di(konteks, lembar, satu[0], pesan, saran, tingkat=tingkat)


def _dari_masukan(kami: list[TabelTerbaca], lembar: str, cell: Cell) -> bool:
    """A formula of our own form that refuses its inputs: what is wrong with them is said at the inputs."""
    if not cell.formula or cell.value in _RUSAK:
        return False
    return any(
        t.lembar == lembar
        and cell.kolom in t.kolom.values()
        and (t.awal <= cell.baris <= t.akhir or (t.jumlah and t.jumlah.baris == cell.baris))
        for t in kami
    )


def _ikut(buku: Workbook, galat: dict[str, list[Cell]], lembar: str, cell: Cell) -> bool:
    """The error comes from another cell that the formula points at."""
    if not cell.formula:
        return False
    teks = [(lembar, cell.formula)] + [("", t) for n in nama(cell.formula) if (t := buku.names.get(n))]
    for asal, rumus in teks:
        for d in daerah(rumus):
            di = d.lembar or asal
            if any(c is not cell and d.memuat(c.baris, c.kolom) for c in galat.get(di, ())):
                return True
    return False


def _sudah_dilaporkan(konteks: Konteks) -> set[tuple[str, int, int]]:
    """Places whose errors other rules report: columns of the form, and every column of our supporting tables (CEK102)."""
    hasil: set[tuple[str, int, int]] = set()
    for pendukung, semua in ((False, konteks.dokumen.tabel), (True, konteks.dokumen.pendukung)):
        for tabel in semua:
            for kunci, kolom in tabel.kolom.items():
                if pendukung or kunci in _BARIS.get(tabel.kunci, ()):
                    hasil |= {(tabel.lembar, b.baris, kolom) for b in tabel.baris}
                if tabel.jumlah and (pendukung or kunci in _JUMLAH):
                    hasil.add((tabel.lembar, tabel.jumlah.baris, kolom))
    return hasil
