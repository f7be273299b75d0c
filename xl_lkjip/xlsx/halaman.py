"""How a sheet falls on pages: estimated heights, and a signature that is never alone on one.

Excel ignores manual breaks in a sheet that is fitted to the width, so the sheet is fitted to whole pages instead: it shrinks a little
where its signature would fall on a page of its own or be cut in two.
"""

from __future__ import annotations

import math
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from . import gaya

_PT_PER_MM = 72 / 25.4
_PT_KOLOM = 5.25  # points of one unit of column width
_PT_BARIS = 12.75  # points of a line at 10 points
_PT_KOSONG = 15.0
_HURUF = 1.05  # characters that fit into one unit of width, on average
_LONGGAR, _RAPAT = 1.10, 0.92  # hosts measure text differently


def jaga_tanda_tangan(lembar: Any, *, tanda: int, akhir: int) -> None:
    """Fit the sheet to so many pages that rows of the table stand with the signature (rows `tanda` to `akhir`)."""
    lebar = _lebar_cetak(lembar)
    skala = min(1.0, (gaya.LEBAR_MM - 2 * gaya.TEPI_MM) * _PT_PER_MM / lebar)
    halaman = (gaya.TINGGI_MM - 2 * gaya.TEPI_ATAS_MM) * _PT_PER_MM / skala
    kepala = _tinggi_judul(lembar)
    isi = sum(tinggi_baris(lembar, b) for b in range(1, tanda))
    bawah = sum(tinggi_baris(lembar, b) for b in range(tanda, akhir + 1))
    lembar.page_setup.fitToHeight = _banyak_halaman(isi, bawah, halaman, kepala)


def _banyak_halaman(isi: float, bawah: float, halaman: float, kepala: float) -> int:
    """Pages to fit to; 0 where the sheet falls well by itself, whoever measures it."""
    baris = 4 * _PT_KOSONG  # the least of a table that has to stand above a signature
    for ukuran in (_RAPAT, 1.0, _LONGGAR):
        tinggi = (isi + bawah) * ukuran
        banyak = 1 if tinggi <= halaman else 1 + math.ceil((tinggi - halaman) / (halaman - kepala))
        terisi = halaman if banyak == 1 else halaman + (banyak - 1) * (halaman - kepala)
        di_akhir = tinggi - (terisi - (halaman - kepala if banyak > 1 else halaman))
        if banyak > 1 and di_akhir < bawah * ukuran + baris:
            return banyak - 1
    sempit = (isi + bawah) * _RAPAT
    return 1 if sempit <= halaman < (isi + bawah) * _LONGGAR else 0


def tinggi_baris(lembar: Any, baris: int) -> float:
    """The height of a row in points: as set, or as its longest text needs."""
    ukuran = lembar.row_dimensions[baris]
    if ukuran.hidden:
        return 0.0
    if ukuran.height is not None:
        return float(ukuran.height)
    terbanyak = 1
    for sel in lembar[baris]:
        lebar = lembar.column_dimensions[get_column_letter(sel.column)]
        if isinstance(sel.value, str) and not sel.value.startswith("=") and not lebar.hidden and not _tergabung(lembar, sel):
            muat = max(1.0, (lebar.width - 2) * _HURUF)
            terbanyak = max(terbanyak, sum(max(1, math.ceil(len(t) / muat)) for t in sel.value.split("\n")))
    return max(_PT_KOSONG, terbanyak * _PT_BARIS + 2)


def _tergabung(lembar: Any, sel: Any) -> bool:
    return bool(sel.alignment.horizontal == "center" and any(sel.coordinate in a for a in lembar.merged_cells.ranges))


def _lebar_cetak(lembar: Any) -> float:
    kanan = range_boundaries(lembar.print_area.rpartition("!")[2])[2] or 1
    ukuran = [lembar.column_dimensions[get_column_letter(k)] for k in range(1, kanan + 1)]
    return float(sum(u.width * _PT_KOLOM for u in ukuran if not u.hidden))


def _tinggi_judul(lembar: Any) -> float:
    """Header rows that every page repeats."""
    if not lembar.print_title_rows:
        return 0.0
    atas, _, bawah = lembar.print_title_rows.replace("$", "").partition(":")
    return sum(tinggi_baris(lembar, b) for b in range(int(atas), int(bawah) + 1))
