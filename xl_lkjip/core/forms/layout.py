"""Layout of a form as data: builder, recogniser, validator and manual read the same definition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .. import cetak
from ..workbook import alamat, huruf_kolom

SASARAN, INDIKATOR = "sasaran", "indikator"
BARIS_SIAP = 40  # prepared rows of a table that users fill


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a table.

    An input unless it has a formula: `fungsi`, a worksheet function with its arguments (columns of the row or defined names);
    `rumus`, plain Excel; `ikut`, "table.column" of the table that this one follows. `awalan` is a formula in an input cell, there to be
    typed over. The language of formulas: `{kunci}` is the cell of that column in the same row, `{kunci.awal}` that of the first row,
    `{kunci.semua}` the whole column down to the closing row, `{kunci.bawah}` the rest of it below the row, `{kunci.b3}` the third row,
    `{kunci.jumlah}` the total; `{t.tabel.kunci}` the same of another table, in the row of the same number.
    `syarat` are the columns without which the formula stays blank, `kecuali` a condition under which it does. `angka`: holds numbers (or texts that mean one), not words.
    `judul_rumus`: the title as a formula, such as a year. `ganti`: the column whose place this one takes when it is filled.
    `curiga`: a condition on the row under which the cell is marked. `bentuk`: a condition and the number format that it brings;
    `seperti`: the column whose percent format it takes on.
    """

    kunci: str
    judul: str
    lebar: float
    nomor: str = ""
    grup: str = ""
    format: str = cetak.UMUM
    fungsi: tuple[str, ...] = ()
    rumus: str = ""
    ikut: str = ""
    awalan: str = ""
    syarat: tuple[str, ...] = ()
    kecuali: str = ""
    jumlah: str = ""
    jumlah_fungsi: tuple[str, ...] = ()
    pilihan: tuple[str, ...] = ()
    bantuan: str = ""
    judul_rumus: str = ""
    rata: str = "left"
    angka: bool = False
    dicetak: bool = True
    hanya_perubahan: bool = False
    ganti: str = ""
    curiga: str = ""
    bentuk: tuple[tuple[str, str], ...] = ()
    seperti: str = ""

    @property
    def agregat(self) -> str:
        """What the total row makes of the column: "jumlah", "jumlah program" or "rata-rata"; "" for anything else."""
        cara = re.search(r"(SUMIFS|SUM|AVERAGE)\(\{(\w+)\.semua\}", self.jumlah)
        if not cara or cara[2] != self.kunci:
            return ""
        return {"SUMIFS": "jumlah program", "SUM": "jumlah", "AVERAGE": "rata-rata"}[cara[1]]

    @property
    def dihitung(self) -> bool:
        return bool(self.fungsi or self.rumus or self.ikut)


@dataclass(frozen=True, slots=True)
class BarisTetap:
    """A row whose label is given. `isi`: column key -> label, or a formula (first letter "="), or a function with its arguments."""

    kunci: str
    isi: Mapping[str, str | float | tuple[str, ...]]
    format: str = ""
    bantuan: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: its columns in printed order, helper columns last.

    `wajib`: columns by which a reader knows it, and the first of which says that a row is used. `ikut`: the table whose rows it follows,
    one for one. `tetap`: the rows, where they are given; `sebanyak`: how many of them are in use (SASARAN or INDIKATOR). `bantuan`: what it is for, in the manual of the JSON.
    """

    kunci: str
    kolom: tuple[Kolom, ...]
    wajib: tuple[str, ...]
    baris_siap: int = BARIS_SIAP
    judul: str = ""
    judul_jumlah: str = ""
    kolom_judul_jumlah: str = ""
    ikut: str = ""
    tetap: tuple[BarisTetap, ...] = ()
    bantuan: str = ""
    sebanyak: str = ""

    def __getitem__(self, kunci: str) -> Kolom:
        return next(k for k in self.kolom if k.kunci == kunci)

    @property
    def tercetak(self) -> tuple[Kolom, ...]:
        """The columns of the form."""
        return tuple(k for k in self.kolom if k.dicetak)

    @property
    def pembantu(self) -> tuple[Kolom, ...]:
        """The columns beside the form."""
        return tuple(k for k in self.kolom if not k.dicetak)

    @property
    def masukan(self) -> tuple[Kolom, ...]:
        """The columns that users fill."""
        return tuple(k for k in self.kolom if not k.dihitung and not (self.tetap and all(k.kunci in b.isi for b in self.tetap)))

    def nama_biasa(self, kunci: str, *, jumlah: bool = False) -> str:
        """Defined name of the plain Excel formula behind a function of this table."""
        awalan = "" if self.kunci == "pengukuran" else _judulkan(self.kunci)
        return f"{awalan}{_judulkan(kunci)}{'Jumlah' if jumlah else ''}Biasa"


def _judulkan(kunci: str) -> str:
    return "".join(k.title() for k in kunci.split("_"))


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """A signature: heading and the fields of Identitas that it shows, from column to column."""

    judul: str
    pihak: str
    kolom: tuple[int, int]
    bertanggal: str = ""


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart. `seri`: columns of the table with their titles ("": the title of the column); `label`: the names along the axis."""

    judul: str
    jenis: str
    tabel: str
    label: str
    seri: tuple[tuple[str, str], ...]
    letak: str


@dataclass(frozen=True, slots=True)
class Paragraf:
    """A line of a text sheet: label and formula, or a formula over the whole width. `tinggi` in lines."""

    isi: str
    label: str = ""
    rata: str = "justify"
    tebal: bool = False
    tinggi: float = 1.0


@dataclass(frozen=True, slots=True)
class Lembar:
    """A sheet: title lines (formulas), tables under one another or paragraphs, foot notes (formulas), signatures, charts."""

    nama: str
    judul: tuple[str, ...]
    tabel: tuple[Tabel, ...] = ()
    tanda_tangan: tuple[TandaTangan, ...] = ()
    catatan_kaki: tuple[str, ...] = ()
    paragraf: tuple[Paragraf, ...] = ()
    grafik: tuple[Grafik, ...] = ()
    mendatar: bool = True
    petunjuk: str = ""


@dataclass(frozen=True, slots=True)
class Formulir:
    """A template: its sheets beside Petunjuk, Identitas and Referensi. The first table of `utama` is the one that counts the rows."""

    kunci: str
    judul: str
    berkas: str
    edisi: int
    lembar: tuple[Lembar, ...]
    utama: str
    awalan: str
    langkah: tuple[str, ...] = ()

    @property
    def lembar_utama(self) -> Lembar:
        """The official form."""
        return next(s for s in self.lembar if s.nama == self.utama)

    @property
    def tabel(self) -> tuple[Tabel, ...]:
        """Every table."""
        return tuple(t for s in self.lembar for t in s.tabel)

    def lembar_tabel(self, kunci: str) -> Lembar:
        """The sheet of a table."""
        return next(s for s in self.lembar if kunci in {t.kunci for t in s.tabel})


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A column seen from a row, for `str.format` of formulas."""

    kolom: int
    baris: int
    baris_awal: int
    baris_akhir: int
    baris_jumlah: int = 0
    lembar: str = ""

    def __str__(self) -> str:
        return f"{self._lembar}${alamat(self.baris, self.kolom)}"

    def __getattr__(self, nama: str) -> str:
        """`b3`: the third row."""
        if re.fullmatch(r"b\d+", nama):
            return f"{self._lembar}${huruf_kolom(self.kolom)}${self.baris_awal + int(nama[1:]) - 1}"
        raise AttributeError(nama)

    @property
    def _lembar(self) -> str:
        return f"{kutip_lembar(self.lembar)}!" if self.lembar else ""

    @property
    def awal(self) -> str:
        return f"{self._lembar}{huruf_kolom(self.kolom)}${self.baris_awal}"

    @property
    def semua(self) -> str:
        huruf = huruf_kolom(self.kolom)
        return f"{self._lembar}{huruf}${self.baris_awal}:{huruf}${self.baris_akhir}"

    @property
    def mutlak(self) -> str:
        """The whole column, fixed: for defined names."""
        huruf = huruf_kolom(self.kolom)
        awal = f"{self._lembar}${huruf}${self.baris_awal}"
        return awal if self.baris_awal == self.baris_akhir else f"{awal}:${huruf}${self.baris_akhir}"

    @property
    def bawah(self) -> str:
        """From the next row on. A plain range would leave out a row that is inserted right below this one."""
        huruf = huruf_kolom(self.kolom)
        return f"OFFSET($A{self.baris},1,{self.kolom - 1},ROW({huruf}${self.baris_akhir})-ROW(),1)"

    @property
    def jumlah(self) -> str:
        return f"{self._lembar}${huruf_kolom(self.kolom)}${self.baris_jumlah}"


def kutip_lembar(nama: str) -> str:
    """A sheet name as formulas write it."""
    return nama if re.fullmatch(r"[A-Za-z_]+", nama) else "'" + nama.replace("'", "''") + "'"
