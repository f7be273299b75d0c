"""How a sheet falls on pages: estimated heights, and a signature that is never alone on one.

No spreadsheet is at hand when a workbook is written, and Excel and Calc measure text differently. So every decision has to hold for
both. In order: the sheet falls well by itself; it shrinks a little onto fewer pages; the last rows of the table go to the next page
together with the signature (a manual break, which hosts keep while only the width is fitted); it shrinks as much as it has to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.pagebreak import Break, RowBreak

from . import cache, gaya

_PT_PER_MM = 72 / 25.4
_PT_KOSONG = 15.0  # of a row that says nothing else
_PT_HURUF = 10.0
_SUSUT = 1.15  # a sheet up to so many times as high as its pages is shrunk onto them
_BERSAMA = 2  # rows of the table that go with the signature
_BELUM_TERISI = 3  # blank rows in sight, from which on a table counts as one that is still being filled
_TELITI = (0.97, 1.0, 1.03)
# Widths of Arial in thousandths of its size; every other letter is as wide as a digit.
_LEBAR_HURUF = {
    huruf: lebar
    for lebar, semua in (
        (222, "ijl'"), (278, " !,./:;I[]\\ft|"), (333, "()-r`"), (500, "ckszvxyJ"), (584, "+<=>~"), (611, "FTZ"),
        (667, "ABEKPSVXY&"), (722, "CDHNRUw"), (778, "GOQ"), (833, "mM"), (944, "W%@"),
    )
    for huruf in semua
}  # fmt: skip
_LEBAR_DIGIT = 556


@dataclass(frozen=True, slots=True)
class _Ukuran:
    """How a host measures, in points: a unit of column width, what a cell keeps free beside its text, an indent, a line, a row's edge."""

    kolom: float
    tepi: float
    indentasi: float
    baris: float
    tepi_baris: float


_EXCEL = _Ukuran(kolom=5.25, tepi=4.0, indentasi=6.75, baris=12.75, tepi_baris=0.5)
_CALC = _Ukuran(kolom=5.55, tepi=2.0, indentasi=7.5, baris=11.2, tepi_baris=1.4)
_CALC_SEMPIT = _Ukuran(kolom=5.55, tepi=8.0, indentasi=7.5, baris=11.2, tepi_baris=1.4)  # how much it keeps free differs by font and screen


@dataclass(frozen=True, slots=True)
class _Susunan:
    """A sheet as one host sees it: heights of its rows in points, of a page, and of the header that every page repeats."""

    tinggi: Sequence[float]
    halaman: float
    kepala: float

    def halaman_baris(self, putus: int = 0, skala: float = 1.0) -> list[int]:
        """The page of each row, from 1; `putus`: the row before which a page begins."""
        hasil, ke, terisi = [], 1, 0.0
        for baris, tinggi in enumerate(self.tinggi, 1):
            if tinggi and terisi and (baris == putus or terisi + tinggi > self.halaman / skala):
                ke, terisi = ke + 1, self.kepala
            terisi += tinggi
            hasil.append(ke)
        return hasil

    def susut(self, banyak: int) -> float:
        """How many times as high as so many pages it is."""
        return sum(self.tinggi) / (self.halaman + (banyak - 1) * (self.halaman - self.kepala))


def jaga_tanda_tangan(lembar: Any, *, tanda: int, akhir: int) -> None:
    """Set pages so that rows of the table stand with the signature (rows `tanda` to `akhir`), whoever prints it."""
    isi = [b for b in range(1, tanda) if not lembar.row_dimensions[b].hidden and _baris_isi(lembar, b)]
    semua = [_susunan(lembar, u, t, akhir) for u in (_EXCEL, _CALC, _CALC_SEMPIT) for t in _TELITI]
    lembar.row_breaks = RowBreak()
    lembar.page_setup.fitToHeight = 0
    if all(_baik(s.halaman_baris(), isi, tanda, akhir) for s in semua):
        return
    banyak = _banyak_halaman(semua, isi, tanda, akhir)
    if max(s.susut(banyak) for s in semua) <= _SUSUT:
        lembar.page_setup.fitToHeight = banyak
        return
    putus = _putus(semua, _calon(lembar, isi), isi, tanda, akhir)
    if putus:
        lembar.row_breaks.append(Break(id=putus - 1))  # named by the row above it
        return
    lembar.page_setup.fitToHeight = banyak


def pasang(akar: etree._Element, lembar: Any) -> None:
    """Put the pages of a sheet into the XML of its part."""
    for lama in list(akar.iter(cache.unsur("rowBreaks"))):
        akar.remove(lama)
    terakhir = None
    for nama in ("pageSetup", "headerFooter"):
        for bagian in akar.iter(cache.unsur(nama)):
            terakhir = bagian
            if nama == "pageSetup":
                bagian.set("fitToHeight", str(lembar.page_setup.fitToHeight or 0))
    putus = [str(b.id) for b in lembar.row_breaks.brk]
    if putus and terakhir is not None:
        baru = etree.Element(cache.unsur("rowBreaks"), count=str(len(putus)), manualBreakCount=str(len(putus)))
        for baris in putus:
            etree.SubElement(baru, cache.unsur("brk"), id=baris, max="16383", man="1")
        terakhir.addnext(baru)


def _baik(halaman: Sequence[int], isi: Sequence[int], tanda: int, akhir: int) -> bool:
    """The signature is on one page, with a row of the table."""
    satu = {halaman[b - 1] for b in range(tanda, akhir + 1)}
    return len(satu) == 1 and any(halaman[b - 1] in satu for b in isi)


def _banyak_halaman(semua: Sequence[_Susunan], isi: Sequence[int], tanda: int, akhir: int) -> int:
    """The most pages to which every host has to shrink, or on which it falls well without."""
    alami = [s.halaman_baris() for s in semua]
    for banyak in range(max(h[-1] for h in alami), 1, -1):
        if all(h[-1] > banyak or _baik(h, isi, tanda, akhir) for h in alami):
            return banyak
    return 1


def _putus(semua: Sequence[_Susunan], calon: Sequence[int], isi: Sequence[int], tanda: int, akhir: int) -> int:
    """The row that begins the signature's page, for the fewest pages; 0 where there is none."""
    terbaik, paling_sedikit = 0, 0
    for baris in calon:
        halaman = [s.halaman_baris(baris) for s in semua]
        if all(_baik(h, isi, tanda, akhir) for h in halaman) and (not terbaik or max(h[-1] for h in halaman) < paling_sedikit):
            terbaik, paling_sedikit = baris, max(h[-1] for h in halaman)
    return terbaik


def _calon(lembar: Any, isi: Sequence[int]) -> list[int]:
    """Rows before which the sheet may be divided, the best first: in the last table, or before its header."""
    if sum(not _terisi(lembar, b) for b in isi) >= _BELUM_TERISI or len(isi) <= _BERSAMA:
        return []  # still being filled
    tabel = [b for b in isi if b >= _awal_tabel(isi, isi[-1])]
    kepala = tabel[0]  # a header is not left behind with a row or two
    while kepala > 1 and lembar.cell(kepala - 1, 1).border.left.style:
        kepala -= 1
    awal = [kepala] * (tabel[0] != isi[0])
    dalam = tabel[_BERSAMA : 1 - _BERSAMA][::-1]
    return [*dalam, *tabel[_BERSAMA:][-1:], *awal] if lembar.print_title_rows else [*awal, *dalam]


def _awal_tabel(isi: Sequence[int], baris: int) -> int:
    """The first content row of the table in which a row stands."""
    awal = baris
    while awal - 1 in isi:
        awal -= 1
    return awal


def _baris_isi(lembar: Any, baris: int) -> bool:
    """A row of a table: only those have cells to fill."""
    return any(not sel.protection.locked for sel in lembar[baris][: _kanan(lembar)])


def _terisi(lembar: Any, baris: int) -> bool:
    return any(
        sel.value not in (None, "") and not (isinstance(sel.value, str) and sel.value.startswith("="))
        for sel in lembar[baris][: _kanan(lembar)]
    )


def _susunan(lembar: Any, ukuran: _Ukuran, teliti: float, akhir: int) -> _Susunan:
    lebar = [lembar.column_dimensions[get_column_letter(k)] for k in range(1, _kanan(lembar) + 1)]
    skala = min(1.0, (gaya.LEBAR_MM - 2 * gaya.TEPI_MM) * _PT_PER_MM / sum(u.width * ukuran.kolom for u in lebar if not u.hidden))
    tinggi = [tinggi_baris(lembar, b, ukuran) * teliti for b in range(1, akhir + 1)]
    atas, _, bawah = (lembar.print_title_rows or "").replace("$", "").partition(":")
    kepala = sum(tinggi[int(atas) - 1 : int(bawah)]) if bawah else 0.0
    return _Susunan(tinggi, (gaya.TINGGI_MM - 2 * gaya.TEPI_ATAS_MM) * _PT_PER_MM / skala, kepala)


def tinggi_baris(lembar: Any, baris: int, ukuran: _Ukuran) -> float:
    """The height of a row in points: as set, or as its longest text needs."""
    dimensi = lembar.row_dimensions[baris]
    if dimensi.hidden:
        return 0.0
    if dimensi.height is not None:
        return float(dimensi.height)
    terbanyak = 1
    for sel in lembar[baris]:
        if isinstance(sel.value, str) and not sel.value.startswith("=") and sel.alignment.wrap_text:
            kolom = lembar.column_dimensions[get_column_letter(sel.column)]
            if not kolom.hidden and not any(sel.coordinate in a for a in lembar.merged_cells.ranges):
                muat = kolom.width * ukuran.kolom - ukuran.tepi - (sel.alignment.indent or 0) * ukuran.indentasi
                terbanyak = max(terbanyak, sum(banyak_baris(t, muat * 1000 / _PT_HURUF) for t in sel.value.split("\n")))
    return max(_PT_KOSONG, terbanyak * ukuran.baris + ukuran.tepi_baris)


def banyak_baris(teks: str, muat: float) -> int:
    """Lines of a text that is broken between words, or within one that is too long."""
    banyak, terisi = 1, 0.0
    for kata in teks.split(" "):
        lebar = float(sum(_LEBAR_HURUF.get(h, _LEBAR_DIGIT) for h in kata))
        if terisi and terisi + lebar > muat:
            banyak, terisi = banyak + 1, 0.0
        if lebar > muat:
            banyak += math.ceil(lebar / muat) - 1
            lebar %= muat
        terisi += lebar + _LEBAR_HURUF[" "]
    return banyak


def _kanan(lembar: Any) -> int:
    return range_boundaries(lembar.print_area.rpartition("!")[2])[2] or 1
