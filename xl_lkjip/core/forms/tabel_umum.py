"""A table of any layout, as it was found: its columns with what they mean, its rows with what they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..workbook import Cell, huruf_kolom
from .judul_kolom import Arti


@dataclass(frozen=True, slots=True)
class KolomUmum:
    """A column: its header texts from top to bottom, what they mean, and the formula that the column-number row states."""

    nomor: int
    judul: tuple[str, ...]
    arti: Arti
    sebutan: str = ""  # "5" of the row of column numbers
    rumus: str = ""  # "5/4" of "6=5/4"

    @property
    def peran(self) -> str:
        return self.arti.peran

    @property
    def nama(self) -> str:
        """The header in one line, for messages."""
        return " ".join(dict.fromkeys(self.judul)) or huruf_kolom(self.nomor)


@dataclass(frozen=True, slots=True)
class BarisUmum:
    """A row. `jenis`: isi, jumlah, rata, bagian (a label without figures), or tanpa_nama (figures only). `teks`: the label columns, filled down where merged."""

    baris: int
    jenis: str
    label: str
    nomor: str
    sel: dict[int, Cell]
    teks: dict[str, str]


@dataclass(slots=True)
class TabelUmum:
    """A recognised table."""

    lembar: str
    judul: str
    kepala: tuple[int, int]
    kolom: list[KolomUmum]
    judul_atas: tuple[str, ...] = ()  # every line of text right above it, the nearest first
    templat: bool = False  # a sheet of our template, read by its headers as well
    baris: list[BarisUmum] = field(default_factory=list)

    def berperan(self, *peran: str) -> list[KolomUmum]:
        """The columns with one of these meanings."""
        return [k for k in self.kolom if k.peran in peran]

    def isi(self) -> list[BarisUmum]:
        return [b for b in self.baris if b.jenis == "isi"]

    @property
    def luas(self) -> str:
        """Where it stands: B3:H12."""
        nomor = [k.nomor for k in self.kolom]
        akhir = self.baris[-1].baris if self.baris else self.kepala[1]
        return f"{huruf_kolom(min(nomor))}{self.kepala[0]}:{huruf_kolom(max(nomor))}{akhir}"
