"""Formulas that show an error, and the cells that a formula points at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .rujukan import Daerah, daerah, geser, nama
from .workbook import Cell, Workbook

_SEL_MAKS = 20_000  # of one area


def semua(buku: Workbook) -> list[tuple[str, Cell]]:
    """Every formula that shows an error, with its sheet."""
    return [(s.nama, c) for s in buku.sheets for c in s.cells.values() if c.formula and c.galat]


def acuan(buku: Workbook, lembar: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    """The filled cells that a formula points at, itself or by a name."""
    for di, d in _daerah(buku, lembar, cell):
        sheet = buku.sheet(di)
        if sheet is None:
            continue
        tinggi, lebar = d.baris2 - d.baris1 + 1, d.kolom2 - d.kolom1 + 1
        if tinggi * lebar <= _SEL_MAKS:
            isi = (sheet.cells.get((b, k)) for b in range(d.baris1, d.baris2 + 1) for k in range(d.kolom1, d.kolom2 + 1))
            yield from ((sheet.nama, c) for c in isi if c is not None and c is not cell)


def _daerah(buku: Workbook, lembar: str, cell: Cell) -> Iterator[tuple[str, Daerah]]:
    # A name is written as A1 would read it.
    bernama = (("", geser(buku.names[n], cell.baris - 1, cell.kolom - 1)) for n in _nama(cell.formula) if n in buku.names)
    for asal, teks in ((lembar, cell.formula), *bernama):
        for d in daerah(teks):
            yield d.lembar or asal, d


@lru_cache(4096)
def _nama(rumus: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(nama(rumus)))
