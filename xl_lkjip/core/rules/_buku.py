"""What the rules on the workbook itself share: said once for each workbook, cells in runs, and what our own template looks like."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from ..forms.dokumen import TabelTerbaca
from ..forms.templat_terbaca import bernama
from ..workbook import Cell, Sheet, Workbook
from ._base import Finding, Konteks, Rule, Tingkat

SEBAB = {
    "#REF!": "rumusnya menunjuk sel atau lembar yang sudah dihapus",
    "#DIV/0!": "ada pembagian dengan 0 atau dengan sel kosong",
    "#VALUE!": "ada teks di tempat angka",
    "#NAME?": "ada nama atau fungsi yang tidak dikenal",
    "#N/A": "yang dicari tidak ditemukan, atau tidak dapat dihitung",
    "#NUM!": "hasilnya di luar batas hitungan",
    "#NULL!": "dua rentang yang dituju tidak berpotongan",
}
SERI = 3  # so many formulas or numbers make a pattern
_SEBUT = 4  # addresses that a message names


class AturanBuku(Rule):
    """A rule on the workbook itself, not on one of its documents."""

    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if konteks.dokumen.buku is not None and konteks.dokumen.pertama:
            yield from self.periksa_buku(konteks, konteks.dokumen.buku)

    @abstractmethod
    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        """Yield the findings on the workbook."""

    def di(
        self, konteks: Konteks, lembar: str, cell: Cell, pesan: str, saran: str,
        *, kode: str = "", tingkat: Tingkat | None = None, hitung: str = "", akar: str = "",
    ) -> Finding:  # fmt: skip
        """A finding at a cell of any sheet; `Cell(0, 0)` for the sheet as a whole."""
        tabel = TabelTerbaca("", lembar, {})
        return self.temuan(konteks, tabel, cell, pesan, saran, kode=kode, tingkat=tingkat, hitung=hitung, akar=akar)


def tabel_templat(konteks: Konteks) -> list[TabelTerbaca]:
    """The tables of our own template, with their prepared rows; none in a workbook of another make."""
    return [t for t in (*konteks.dokumen.tabel, *konteks.dokumen.pendukung) if t.awal and t.asal is None]


def templat(buku: Workbook) -> bool:
    """Made from our template, of an edition whose tables have names."""
    return bernama(buku)


def lembar_dikenal(konteks: Konteks) -> set[str]:
    """The sheets on which a table was recognised."""
    dokumen = konteks.dokumen
    return {t.lembar for t in (*dokumen.tabel, *dokumen.pendukung, *dokumen.pandangan)} | {t.lembar for t in dokumen.umum}


def angka(cell: Cell) -> bool:
    """The cell holds a number."""
    return isinstance(cell.value, float) and not isinstance(cell.value, bool)


def deret(sheet: Sheet, *, mendatar: bool = False) -> Iterator[list[Cell]]:
    """The filled cells of each column (or row) in runs without a gap."""
    garis: Callable[[Cell], tuple[int, int]] = (lambda c: (c.baris, c.kolom)) if mendatar else (lambda c: (c.kolom, c.baris))
    berisi = sorted((c for c in sheet.cells.values() if c.formula or c.value not in (None, "")), key=garis)
    yield from _runtun(berisi, garis)


def bersambung(sel: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Cells of one sheet as runs down their columns: one finding each."""
    yield from _runtun(sorted(sel, key=lambda c: (c.kolom, c.baris)), lambda c: (c.kolom, c.baris))


def _runtun(sel: Sequence[Cell], garis: Callable[[Cell], tuple[int, int]]) -> Iterator[list[Cell]]:
    bernomor = ((garis(c)[0], garis(c)[1] - n, c) for n, c in enumerate(sel))
    for _, isi in groupby(bernomor, key=lambda t: t[:2]):
        yield [c for _, _, c in isi]


def runtun(nomor: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Whole numbers as runs: first and last of each."""
    for _, isi in groupby(enumerate(sorted(nomor)), key=lambda t: t[1] - t[0]):
        satu = [n for _, n in isi]
        yield satu[0], satu[-1]


def sebut(sel: Sequence[Cell]) -> str:
    """Cells in a message: G8, a run as G8:G12, others by name as far as there is room."""
    if len(sel) > 1 and len({c.kolom for c in sel}) == 1 and sel[-1].baris - sel[0].baris == len(sel) - 1:
        return f"{sel[0].alamat}:{sel[-1].alamat}"
    lebih = f" dan {len(sel) - _SEBUT} sel lain" if len(sel) > _SEBUT else ""
    return ", ".join(c.alamat for c in sel[:_SEBUT]) + lebih


def kutip_rumus(rumus: str) -> str:
    """A formula in a message, short enough for one line."""
    teks = " ".join(rumus.split())
    return f"={teks}" if len(teks) <= 60 else f"={teks[:59]}…"


def di_dalam(tabel: Iterable[TabelTerbaca], lembar: str, cell: Cell) -> bool:
    """The cell stands inside the columns and prepared rows of one of these tables."""
    return any(t.lembar == lembar and t.awal <= cell.baris <= t.akhir and cell.kolom in t.kolom.values() for t in tabel)
