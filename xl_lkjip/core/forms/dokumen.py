"""Typed documents: what the recogniser has read from a workbook, and all that the rules know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..angka import Angka, baca
from ..errors import LkjipError
from ..pernyataan import Pernyataan
from ..workbook import Cell, Workbook
from .nama import normal
from .tabel_umum import TabelUmum

_LEVEL = re.compile(r"(?:level|lvl)\.?\s*(\d{1,2}|i|ii|iii|iv|v)", re.IGNORECASE)
_ROMAWI = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_KATA = re.compile(r"[^\W\d_][\w .,()/+-]{1,60}")
_BELUM = re.compile(
    r"(?:n ?a|nihil data|tidak ada data|belum\b.*|menunggu\b.*|dalam proses|proses\b.*|tba|tbd|data belum.*|tidak tersedia.*)$"
)


@dataclass(frozen=True, slots=True)
class Baris:
    """A row of a table: cells by column key, and the sasaran that the row belongs to."""

    baris: int
    sel: dict[str, Cell]
    sasaran: str = ""

    def __getitem__(self, kunci: str) -> Cell:
        return self.sel.get(kunci) or Cell(self.baris, 0)

    def teks(self, kunci: str) -> str:
        """The text of a cell, "" when blank."""
        nilai = self[kunci].value
        return " ".join(nilai.split()) if isinstance(nilai, str) else self[kunci].tercetak

    def angka(self, kunci: str) -> Angka | None:
        """The number in a cell; None when it is blank or cannot be read."""
        try:
            return baca_sel(self[kunci])
        except LkjipError:
            return None


def baca_sel(cell: Cell) -> Angka | None:
    """Read a cell with its number format; "Level 3" is 3. Fault: ANG001."""
    try:
        return baca(cell.value, persen=cell.persen)
    except LkjipError:
        cocok = _LEVEL.fullmatch(cell.value.strip()) if isinstance(cell.value, str) else None
        if cocok is None:
            raise
        return Angka(float(_ROMAWI.get(cocok.group(1).lower()) or cocok.group(1)), satuan="level")


def sama_teks(a: Cell, b: Cell) -> bool:
    """Target and realisasi are the same words (WTP and WTP): a grade equals itself."""
    return isinstance(b.value, str) and berkata(a) and normal(str(a.value)) == normal(b.value)


def berkata(cell: Cell) -> bool:
    """A grade in words (Paripurna), not one in letters, which `baca` knows (BB, WTP), nor "belum ada"."""
    if not isinstance(cell.value, str) or belum_ada(cell) or not _KATA.fullmatch(cell.value.strip()):
        return False
    try:
        baca(cell.value)
    except LkjipError:
        return True
    return False


def belum_ada(cell: Cell) -> bool:
    """ "n/a", "belum rilis": a figure that is still to come."""
    return isinstance(cell.value, str) and bool(_BELUM.match(normal(cell.value)))


@dataclass(slots=True)
class TabelTerbaca:
    """A table as it was found: which layout, where, its rows and its total row."""

    kunci: str
    lembar: str
    kolom: dict[str, int]
    baris: list[Baris] = field(default_factory=list)
    jumlah: Baris | None = None
    awal: int = 0  # rows of the table, prepared ones included, where they are known
    akhir: int = 0
    asal: TabelUmum | None = None  # what it was read from, when not by the names of our template
    utama: bool = True  # the form itself, not one of the tables that repeat or compare its figures
    waktu: tuple[int, int] = (0, 0)  # year and quarter of this view, 0 where the table has only one


@dataclass(slots=True)
class Dokumen:
    """One workbook as a form: "pk" or "pengukuran"."""

    berkas: str
    jenis: str
    identitas: dict[str, str]
    tabel: list[TabelTerbaca]
    pendukung: list[TabelTerbaca] = field(default_factory=list)  # the other tables of our template
    sel_identitas: dict[str, str] = field(default_factory=dict)  # addresses of the fields, in a workbook made from our template
    umum: list[TabelUmum] = field(default_factory=list)  # every table found by its header words
    pandangan: list[TabelTerbaca] = field(default_factory=list)  # these as rows of a measurement
    pernyataan: list[Pernyataan] = field(default_factory=list)  # figures of the running text
    arah: dict[str, str] = field(default_factory=dict)  # directions that a hint states, by indicator
    maks: float = 0.0  # the most that a capaian can be, where a hint states it
    pk_disebut: str = ""  # the file of its PK, where a hint names it
    buku: Workbook | None = None
    terakhir: bool = True  # the last one: rules on tables of any layout report once
    pertama: bool = True  # the first document of its workbook: rules on the workbook itself report once

    @property
    def nama(self) -> str:
        """The file name without its folder, for messages."""
        return re.split(r"[/\\]", self.berkas)[-1]

    def semua(self, kunci: str) -> list[TabelTerbaca]:
        """The tables of one layout."""
        return [t for t in self.tabel if t.kunci == kunci]

    @property
    def templat(self) -> bool:
        """Made from our template: it has the fields of Identitas."""
        return bool(self.sel_identitas)

    @property
    def skala(self) -> str:
        """The scale in use, "" when the workbook does not say."""
        return self.identitas.get("skala", "")

    @property
    def metode_efisiensi(self) -> str:
        return self.identitas.get("metode_efisiensi", "")
