"""The printed tables of five published reports, and workbooks made of them in two layouts.

A table starts with a line "#", its id, the number of header rows, "tabel" or "lanjutan" (the header repeated after a page
break), and the text above it. Each further line: the line of the report's text that it was taken from, then its cells.
`letak.csv` says in which cell each figure of the corpus stands.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bantu import tulis_xlsx
from xl_lkjip.core.angka import baca
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.workbook import Cell, Sheet, Workbook

FOLDER = Path(__file__).parent
TATA_LETAK = ("tercetak", "polos")
_TABEL_SELEMBAR = 6


@dataclass(frozen=True)
class Cetakan:
    """One printed table: `baris` are (line of the report, cells)."""

    id: str
    kepala: int
    lanjutan: bool
    judul: str
    baris: list[tuple[int, list[str]]] = field(default_factory=list)


@cache
def muat(laporan: str) -> tuple[Cetakan, ...]:
    """The tables of a report, in the order of its pages."""
    hasil: list[Cetakan] = []
    for baris in (FOLDER / f"{laporan}.tsv").read_text(encoding="utf-8").splitlines():
        potong = baris.split("\t")
        if potong[0] == "#":
            hasil.append(Cetakan(potong[1], int(potong[2]), potong[3] == "lanjutan", potong[4] if len(potong) > 4 else ""))
        else:
            hasil[-1].baris.append((int(potong[0]), potong[1:]))
    return tuple(hasil)


@cache
def letak() -> dict[str, tuple[int, int]]:
    """Corpus id -> line of the report and column in its table."""
    with (FOLDER / "letak.csv").open(encoding="utf-8", newline="") as isi:
        return {b["id"]: (int(b["baris"]), int(b["kolom"])) for b in csv.DictReader(isi)}


@dataclass
class Susunan:
    """A workbook of a report in one layout; `tempat`: (line of the report, column) -> (sheet, row, column)."""

    buku: Workbook
    tempat: dict[tuple[int, int], tuple[str, int, int]]

    def xlsx(self) -> bytes:
        """The same as a file."""
        return tulis_xlsx(self.buku)


def susun(laporan: str, tata_letak: str) -> Susunan:
    """A report's tables as a workbook."""
    return (_tercetak if tata_letak == "tercetak" else _polos)(laporan)


def _tercetak(laporan: str) -> Susunan:
    """As printed: several tables on a sheet, under their titles, merged cells, texts for numbers, headers repeated."""
    hasil = Susunan(Workbook(f"{laporan} tercetak.xlsx"), {})
    sheet, baris, kiri, sisa = Sheet(""), 0, 1, 0
    for nomor, tabel in enumerate(muat(laporan)):
        if sisa == 0 and not tabel.lanjutan:
            sheet, baris, sisa = Sheet(f"Bagian {len(hasil.buku.sheets) + 1}"), 1, _TABEL_SELEMBAR
            hasil.buku.sheets.append(sheet)
        sisa -= not tabel.lanjutan
        kiri = kiri if tabel.lanjutan else 1 + nomor % 3
        if tabel.judul:
            baris += 1
            sheet.cells[baris, kiri] = Cell(baris, kiri, tabel.judul)
            baris += 1
        atas = baris + 1
        for urut, (asal, sel) in enumerate(tabel.baris):
            baris += 1
            for k, teks in enumerate(sel):
                if teks:
                    sheet.cells[baris, kiri + k] = Cell(baris, kiri + k, teks)
                hasil.tempat[asal, k + 1] = (sheet.nama, baris, kiri + k)
            if urut < tabel.kepala:
                _gabung_kepala(sheet, tabel, urut, baris, kiri)
        _gabung_isi(sheet, tabel, atas, kiri)
        baris += 2
    return hasil


def _gabung_kepala(sheet: Sheet, tabel: Cetakan, urut: int, baris: int, kiri: int) -> None:
    """A blank in the first row of a header is merged with its left, a column without parts with the blanks below."""
    lebar = max(len(s) for _, s in tabel.baris)
    sel = [*tabel.baris[urut][1], *[""] * lebar][:lebar]
    if urut == 0:
        k = 0
        while k < lebar:
            akhir = k
            while akhir + 1 < lebar and sel[k] and not sel[akhir + 1]:
                akhir += 1
            if akhir > k:
                sheet.merged.append((baris, kiri + k, baris, kiri + akhir))
            k = akhir + 1
        for k in range(lebar):
            bawah = [([*s, *[""] * lebar][k]) for _, s in tabel.baris[1 : tabel.kepala]]
            if sel[k] and bawah and not any(bawah) and not (k + 1 < lebar and not sel[k + 1]):
                sheet.merged.append((baris, kiri + k, baris + len(bawah), kiri + k))


def _gabung_isi(sheet: Sheet, tabel: Cetakan, atas: int, kiri: int) -> None:
    """A sasaran is written once for its indicators: merged downwards."""
    judul = [t.lower() for t in (tabel.baris[0][1] if tabel.baris else [])]
    for k, teks in enumerate(judul):
        if teks not in ("sasaran", "sasaran strategis", "sasaran kinerja"):
            continue
        b = atas + tabel.kepala
        while b < atas + len(tabel.baris):
            akhir = b
            while (
                (akhir + 1 < atas + len(tabel.baris))
                and (b, kiri + k) in sheet.cells
                and (akhir + 1, kiri + k) not in sheet.cells
                and (akhir + 1, kiri + k + 1) in sheet.cells
            ):
                akhir += 1
            if akhir > b:
                sheet.merged.append((b, kiri + k, akhir, kiri + k))
            b = akhir + 1


def _polos(laporan: str) -> Susunan:
    """A plain export: one table a sheet, title and one header row, numbers as numbers, continuations joined."""
    hasil = Susunan(Workbook(f"{laporan} polos.xlsx"), {})
    sheet, baris = Sheet(""), 0
    for tabel in muat(laporan):
        if not tabel.lanjutan:
            sheet, baris = Sheet(_nama_lembar(tabel, hasil.buku)), 0
            hasil.buku.sheets.append(sheet)
            if tabel.judul:
                sheet.cells[1, 1] = Cell(1, 1, tabel.judul)
            baris = 2 if tabel.judul else 1
            for k, teks in enumerate(_kepala_rata(tabel)):
                if teks:
                    sheet.cells[baris, k + 1] = Cell(baris, k + 1, teks)
        isi = [b for b in tabel.baris[tabel.kepala :] if not _baris_nomor(b[1])]
        for urut, (asal, sel) in enumerate(isi):
            if urut == 0 and tabel.lanjutan and _sambungan(sel):
                for k, teks in enumerate(sel):
                    lama = sheet.cells.get((baris, k + 1))
                    if teks and lama is not None:
                        sheet.cells[baris, k + 1] = Cell(baris, k + 1, f"{lama.value} {teks}")
                    hasil.tempat[asal, k + 1] = (sheet.nama, baris, k + 1)
                continue
            baris += 1
            for k, teks in enumerate(sel):
                if teks:
                    sheet.cells[baris, k + 1] = _bernilai(baris, k + 1, teks)
                hasil.tempat[asal, k + 1] = (sheet.nama, baris, k + 1)
    return hasil


def _nama_lembar(tabel: Cetakan, buku: Workbook) -> str:
    """The title as far as it fits, told apart by the number of the table."""
    teks = re.sub(r"[\[\]:*?/\\]", " ", tabel.judul).strip("' ") or "Tabel"
    return f"{teks[:27].strip()} {tabel.id.partition('-t')[2]}" if buku.sheet(teks[:31]) else teks[:31].strip("' ")


def _kepala_rata(tabel: Cetakan) -> list[str]:
    """The header rows in one: the words of each column, group first."""
    lebar = max(len(s) for _, s in tabel.baris)
    grup, hasil = [""] * lebar, [[] for _ in range(lebar)]  # type: list[str], list[list[str]]
    for urut, (_, sel) in enumerate(tabel.baris[: tabel.kepala]):
        penuh = [*sel, *[""] * lebar][:lebar]
        kini = ""
        for k in range(lebar):
            if urut + 1 < tabel.kepala or tabel.kepala == 1:
                ada_anak = any(([*s, *[""] * lebar][k]) for _, s in tabel.baris[urut + 1 : tabel.kepala])
                kini = penuh[k] or (kini if ada_anak else "")
                grup[k] = kini
            if teks := (penuh[k] or (grup[k] if urut + 1 < tabel.kepala else "")):
                hasil[k].append(teks)
    return [" ".join(dict.fromkeys(h)) for h in hasil]


def _sambungan(sel: list[str]) -> bool:
    """A row that a page break has cut: the rest of its texts."""
    isi = [t for t in sel if t]
    return not any(any(c.isdigit() for c in t) for t in isi) and (len(isi) > 1 or isi[0][:1].islower())


def _baris_nomor(sel: list[str]) -> bool:
    isi = [t.split("=")[0].strip() for t in sel if t]
    return len(isi) > 2 and all(t.isdigit() for t in isi) and [int(t) for t in isi] == list(range(int(isi[0]), int(isi[0]) + len(isi)))


def _bernilai(baris: int, kolom: int, teks: str) -> Cell:
    """A printed number as a number with a format that prints the same; other texts stay."""
    try:
        angka = baca(teks)
    except LkjipError:
        angka = None
    polos = angka and angka.nilai is not None and not (angka.satuan or angka.huruf or angka.pembanding or angka.bagian or angka.rentang)
    if not polos or angka is None or angka.nilai is None or "/" in teks or (teks.startswith("0") and teks.isdigit() and len(teks) > 1):
        return Cell(baris, kolom, teks)
    pecahan = "." + "0" * angka.desimal if angka.desimal else ""
    ribuan = "#,##0" if abs(angka.nilai) >= 1000 and any(t in teks for t in ".,") else "0"
    return Cell(baris, kolom, angka.nilai, number_format=f"{ribuan}{pecahan}{'%' if angka.persen else ''}")


def dengan_bukti(susunan: Susunan, laporan: str) -> Susunan:
    """The same workbook with the counts that the running text gives, as a statement sheet."""
    with (FOLDER / "bukti.csv").open(encoding="utf-8", newline="") as isi:
        baris = [b for b in csv.DictReader(isi) if b["laporan"] == laporan]
    if baris:
        sheet = Sheet("Pernyataan")
        for nomor, teks in enumerate(
            [("Letak", "Besaran", "Rumus", "Tercetak"), *((b["letak"], b["besaran"], b["rumus"], b["tercetak"]) for b in baris)], 1
        ):
            for kolom, satu in enumerate(teks, 1):
                sheet.cells[nomor, kolom] = Cell(nomor, kolom, satu)
        susunan.buku.sheets.append(sheet)
    return susunan
