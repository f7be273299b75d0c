"""Layout of a form as data: builder, recogniser, validator and manual read the same definition."""

from __future__ import annotations

from dataclasses import dataclass

from .. import cetak
from ..workbook import alamat, huruf_kolom


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a table.

    A formula is either `fungsi`, a worksheet function with its arguments (columns of the row or defined names), or `rumus`, plain
    Excel. In `rumus` and `jumlah`, `{kunci}` is the cell of that column in the same row, `{kunci.awal}` that of the
    first row, `{kunci.semua}` the whole column down to the closing row. `syarat` are the columns without which the formula stays blank.
    `angka`: holds numbers (or texts that mean one), not words.
    """

    kunci: str
    judul: str
    lebar: float
    nomor: str = ""
    grup: str = ""
    format: str = cetak.UMUM
    fungsi: tuple[str, ...] = ()
    rumus: str = ""
    syarat: tuple[str, ...] = ()
    jumlah: str = ""
    jumlah_fungsi: tuple[str, ...] = ()
    pilihan: tuple[str, ...] = ()
    bantuan: str = ""
    judul_lain: tuple[str, ...] = ()
    rata: str = "left"
    angka: bool = False
    dicetak: bool = True

    @property
    def dihitung(self) -> bool:
        return bool(self.fungsi or self.rumus)

    @property
    def nama_biasa(self) -> str:
        """Defined name of the plain Excel formula behind `fungsi`."""
        return "".join(k.title() for k in self.kunci.split("_")) + "Biasa"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: its columns in printed order, helper columns last. `wajib`: columns by which a reader knows it."""

    kunci: str
    kolom: tuple[Kolom, ...]
    wajib: tuple[str, ...]
    baris_siap: int
    judul_jumlah: str = ""
    kolom_judul_jumlah: str = ""

    def __getitem__(self, kunci: str) -> Kolom:
        return next(k for k in self.kolom if k.kunci == kunci)


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """A signature: heading and the fields of Identitas that it shows, from column to column."""

    judul: str
    pihak: str
    kolom: tuple[int, int]
    bertanggal: str = ""


@dataclass(frozen=True, slots=True)
class Lembar:
    """A printed sheet: title lines (formulas), tables under one another, foot notes (formulas) and signatures."""

    nama: str
    judul: tuple[str, ...]
    tabel: tuple[Tabel, ...]
    tanda_tangan: tuple[TandaTangan, ...]
    catatan_kaki: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formulir:
    """A template: which sheet of its own it has beside Identitas and Referensi."""

    kunci: str
    judul: str
    berkas: str
    edisi: int
    lembar: Lembar
    awalan: str


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A column seen from a row, for `str.format` of formulas."""

    kolom: int
    baris: int
    baris_awal: int
    baris_akhir: int

    def __str__(self) -> str:
        return f"${alamat(self.baris, self.kolom)}"

    @property
    def awal(self) -> str:
        return f"{huruf_kolom(self.kolom)}${self.baris_awal}"

    @property
    def semua(self) -> str:
        huruf = huruf_kolom(self.kolom)
        return f"{huruf}${self.baris_awal}:{huruf}${self.baris_akhir}"
