"""The neutral workbook: what rules and recogniser see, whatever file or host it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from . import cetak

Nilai = float | str | bool | None
Area = tuple[int, int, int, int]  # first row, first column, last row, last column
GALAT_SEL = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
BARIS_MAKS, KOLOM_MAKS = 1_048_576, 16_384
MAKS_SEL = 400_000  # far above any workbook of an agency, far below what freezes a computer
_TINGGI_GABUNGAN = 1_000  # rows of a merged area that are looked at
_ALAMAT = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def huruf_kolom(kolom: int) -> str:
    """1 -> A, 27 -> AA."""
    teks = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        teks = chr(65 + sisa) + teks
    return teks


def alamat(baris: int, kolom: int) -> str:
    """(3, 2) -> B3."""
    return f"{huruf_kolom(kolom)}{baris}"


def letak(teks: str) -> tuple[int, int]:
    """B3 or $B$3 -> (3, 2)."""
    cocok = _ALAMAT.fullmatch(teks)
    if not cocok:
        raise ValueError(teks)
    kolom = 0
    for huruf in cocok.group(1):
        kolom = kolom * 26 + ord(huruf) - 64
    return int(cocok.group(2)), kolom


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` of a formula is its stored result, None where there is none; an error is its text, e.g. "#N/A".

    `formula` is without "="; "?" where it is only known that there is one (data tables). `locked` counts in a protected sheet only.
    """

    baris: int
    kolom: int
    value: Nilai = None
    formula: str = ""
    number_format: str = cetak.UMUM
    comment: str = ""
    locked: bool = True

    @property
    def alamat(self) -> str:
        return alamat(self.baris, self.kolom)

    @property
    def tercetak(self) -> str:
        """What stands on paper."""
        return cetak.cetak(self.value, self.number_format)

    @property
    def persen(self) -> bool:
        """The format shows percent."""
        return cetak.bentuk(self.number_format).persen

    @property
    def galat(self) -> str:
        """The error value in the cell, or ""."""
        return self.value if isinstance(self.value, str) and self.value in GALAT_SEL else ""


class State(str, Enum):
    """Whether a sheet is to be seen; the menu of Excel does not bring a very hidden one back."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(slots=True)
class Sheet:
    """A sheet: cells by (row, column), merged areas, and what of it is hidden.

    `covered`: cells with content under a merged area, which nobody sees. `hidden_columns`: first and last of each run.
    `filtered_rows`: those of the hidden rows that a filter has hidden.
    """

    nama: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    state: State = State.VISIBLE
    protected: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    filtered_rows: frozenset[int] = frozenset()
    covered: dict[tuple[int, int], Cell] = field(default_factory=dict)
    _banyak_merged: int = -1
    _per_baris: dict[int, list[Area]] = field(default_factory=dict)

    def cell(self, baris: int, kolom: int) -> Cell:
        """The cell, an empty one where nothing stands."""
        return self.cells.get((baris, kolom)) or Cell(baris, kolom)

    def gabungan(self, baris: int, kolom: int) -> Cell:
        """The cell, or the first cell of the merged area that it lies in."""
        if len(self.merged) != self._banyak_merged:  # index once, not at every look-up
            self._banyak_merged, self._per_baris = len(self.merged), {}
            for area in self.merged:
                for b in range(area[0], min(area[2], area[0] + _TINGGI_GABUNGAN) + 1):
                    self._per_baris.setdefault(b, []).append(area)
        for b1, k1, _, k2 in self._per_baris.get(baris, ()):
            if k1 <= kolom <= k2:
                return self.cell(b1, k1)
        return self.cell(baris, kolom)

    def tutup(self) -> None:
        """Take what lies under merged areas out of the cells."""
        per_baris: dict[int, list[Area]] = {}
        for area in self.merged:
            for b in range(area[0], area[2] + 1):
                per_baris.setdefault(b, []).append(area)
        for b, k in [t for t in self.cells if t[0] in per_baris]:
            if any(a[1] <= k <= a[3] and (b, k) != (a[0], a[1]) for a in per_baris[b]):
                self.covered[b, k] = self.cells.pop((b, k))

    def column_hidden(self, kolom: int) -> bool:
        """The column is hidden."""
        return any(awal <= kolom <= akhir for awal, akhir in self.hidden_columns)


@dataclass(slots=True)
class Workbook:
    """A workbook; `names` are the defined names of the whole workbook, without "=".

    `external_links`: the other files, in the order in which formulas count them ([1], [2], ...). `calculated`: formulas that came
    without a value; the one that they have is of our making.
    """

    nama: str
    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    external_links: tuple[str, ...] = ()
    calculated: frozenset[tuple[str, int, int]] = frozenset()

    def sheet(self, nama: str) -> Sheet | None:
        return next((s for s in self.sheets if s.nama == nama), None)

    def bernama(self, nama: str) -> Cell | None:
        """The one cell that a defined name points at."""
        tujuan = self.names.get(nama, "")
        lembar, _, tempat = tujuan.rpartition("!")
        sheet = self.sheet(lembar.strip("'"))
        try:
            return sheet.cell(*letak(tempat)) if sheet else None
        except ValueError:
            return None

    def formulas(self) -> Iterator[tuple[Sheet, Cell]]:
        """Every formula cell with its sheet."""
        for sheet in self.sheets:
            for cell in sheet.cells.values():
                if cell.formula:
                    yield sheet, cell


def tempat(lembar: str, cell: Cell) -> str:
    """A place for messages: Pengukuran!G8."""
    return f"{lembar}!{cell.alamat}"
