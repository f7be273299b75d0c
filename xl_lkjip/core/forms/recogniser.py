"""Finds the tables of a workbook by their header words and reads them into typed rows.

Our templates and other workbooks go the same way: nothing is looked up by a fixed address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..angka import kosong
from ..workbook import Cell, Sheet, Workbook
from . import FORMULIR, identitas
from .dokumen import Baris, Dokumen, TabelTerbaca, normal
from .layout import Kolom, Tabel
from .templat_terbaca import baca_tabel, bernama

_KEPALA_MAKS = 3  # rows that a header has at most
_JUDUL_MAKS = 80  # characters of a header text at most
_KOSONG_MAKS = 40  # blank rows after which a table has ended
_NOMOR_KOLOM = re.compile(r"\(?\d{1,2}\)?(\s*=.*)?")
_JUMLAH = re.compile(r"(grand |sub ?)?(jumlah|total|rata rata|rata2|rerata)\b.*")
_BERHITUNG = frozenset({"capaian", "rata_sasaran", "pagu", "realisasi_anggaran", "serapan"})  # what a total row can hold
_HIASAN = re.compile(r"\((rp|%|rupiah)\.?\)|\b(19|20)\d\d\b")


def kenali(buku: Workbook) -> list[Dokumen]:
    """The documents in a workbook, one of each form at most; none when no table of ours is in it."""
    utama = {t.kunci for f in FORMULIR.values() for t in f.lembar_utama.tabel}
    tabel = baca_tabel(buku) if bernama(buku) else []
    milik_templat = {t.lembar for t in tabel}  # sheets of ours hold no other table; sheets that were added may
    pendukung = [t for t in tabel if t.kunci not in utama]
    tabel = [t for t in tabel if t.kunci in utama]
    tabel += [t for sheet in buku.sheets if sheet.nama not in milik_templat for t in _tabel_lembar(sheet)]
    tabel = [t for t in tabel if t.baris] or tabel
    sel = {i.kunci: cell for i in identitas.ISIAN if (cell := buku.bernama(i.nama))}
    isi = {k: c.tercetak for k, c in sel.items() if not kosong(c.value)}
    alamat = {k: c.alamat for k, c in sel.items()}
    hasil = []
    for jenis, formulir in FORMULIR.items():
        milik = [t for t in tabel if t.kunci in {f.kunci for f in formulir.lembar_utama.tabel}]
        if milik:
            lain = [t for t in pendukung if t.kunci in {f.kunci for f in formulir.tabel}]
            hasil.append(Dokumen(buku.nama, jenis, isi, milik, lain, alamat))
    return hasil


def _tabel_lembar(sheet: Sheet) -> Iterator[TabelTerbaca]:
    berjudul = _baris_berjudul(sheet)
    baris = 0
    for calon in sorted(berjudul):
        temuan = _kepala(sheet, calon, berjudul) if calon >= baris else None
        if temuan is not None:
            tabel, kolom, awal = temuan
            terbaca = TabelTerbaca(tabel.kunci, sheet.nama, kolom)
            baris = _isi(sheet, tabel, terbaca, awal, berjudul)
            yield terbaca


def _baris_berjudul(sheet: Sheet) -> set[int]:
    """Rows that hold a title or a group of ours: a header is made of nothing else."""
    tabel = [t for f in FORMULIR.values() for t in f.lembar_utama.tabel]
    judul = {j for t in tabel for k in t.kolom for j in _judul(k)} | {normal_judul(k.grup) for t in tabel for k in t.kolom if k.grup}
    return {
        b for (b, _), c in sheet.cells.items() if isinstance(c.value, str) and len(c.value) < _JUDUL_MAKS and normal_judul(c.value) in judul
    }


def _kepala(sheet: Sheet, baris: int, berjudul: set[int]) -> tuple[Tabel, dict[str, int], int] | None:
    """The table whose header starts in this row, its columns, and its first row of content."""
    terbaik: tuple[Tabel, dict[str, int], int] | None = None
    for tinggi in range(1, _KEPALA_MAKS + 1):
        if baris + tinggi - 1 not in berjudul:
            break
        for formulir in FORMULIR.values():
            for tabel in formulir.lembar_utama.tabel:
                kolom = _cocokkan(sheet, tabel, baris, baris + tinggi - 1)
                if all(k in kolom for k in tabel.wajib) and (terbaik is None or len(kolom) > len(terbaik[1])):
                    terbaik = tabel, kolom, baris + tinggi
    return terbaik


def _cocokkan(sheet: Sheet, tabel: Tabel, atas: int, bawah: int) -> dict[str, int]:
    """Columns by key. Left to right, each takes the first free column of the layout with that title and group."""
    kolom: dict[str, int] = {}
    for nomor in range(1, min(sheet.kolom_akhir, 256) + 1):
        judul = normal_judul(sheet.gabungan(bawah, nomor).value)
        grup = normal_judul(sheet.gabungan(atas, nomor).value) if bawah > atas else ""
        if not judul or (bawah > atas and not any(sheet.cell(b, nomor).value for b in range(atas, bawah + 1)) and judul == grup):
            continue
        for k in tabel.kolom:
            if k.kunci not in kolom and judul in _judul(k) and _grup_cocok(tabel, k, grup, judul):
                kolom[k.kunci] = nomor
                break
    return kolom


def normal_judul(nilai: object) -> str:
    """Header text for comparing: without units and years."""
    teks = _HIASAN.sub(" ", str(nilai or "").lower())
    return "%" if teks.strip() == "%" else normal(teks)


@cache
def _judul(kolom: Kolom) -> frozenset[str]:
    return frozenset(normal_judul(j) for j in (kolom.judul, *kolom.judul_lain))


def _grup_cocok(tabel: Tabel, kolom: Kolom, grup: str, judul: str) -> bool:
    """A group over the header decides where the same title stands under several groups."""
    dikenal = {normal_judul(k.grup) for k in tabel.kolom if k.grup}
    terbaca = next((g for g in dikenal if g in grup.split() or g in grup), "") if grup != judul else ""
    return not terbaca or not kolom.grup or normal_judul(kolom.grup) == terbaca


def _isi(sheet: Sheet, tabel: Tabel, terbaca: TabelTerbaca, awal: int, berjudul: set[int]) -> int:
    """Read the rows; returns the row after the table."""
    kosong_berturut, sasaran, baris, isian = 0, "", awal, _kolom_isian(tabel)
    while kosong_berturut < _KOSONG_MAKS:
        if baris > awal and _kepala(sheet, baris, berjudul):
            return baris
        sel = {k: sheet.cell(baris, n) for k, n in terbaca.kolom.items()}
        penuh = [c for k, c in sel.items() if k in isian and not kosong(c.value)]
        if _baris_jumlah(sheet, baris, terbaca):
            terbaca.jumlah = Baris(baris, sel)
            return baris + 1
        if not penuh:
            kosong_berturut += 1
        elif not _baris_nomor(sel):
            if _di_luar(sheet, baris, terbaca):
                return baris
            kosong_berturut = 0
            sasaran = Baris(baris, sel).teks("sasaran") or sasaran
            terbaca.baris.append(Baris(baris, sel, sasaran))
        baris += 1
    return baris


def _kolom_isian(tabel: Tabel) -> set[str]:
    """Columns that a user fills with content of his own: a row without any of them is an empty prepared row."""
    return {k.kunci for k in tabel.kolom if not k.dihitung and k.kunci not in ("no", "arah")}


def _baris_jumlah(sheet: Sheet, baris: int, terbaca: TabelTerbaca) -> bool:
    """A row labelled as a total that has neither indikator nor target: "Jumlah temuan audit" is an indicator."""
    if any(k in terbaca.kolom and not kosong(sheet.cell(baris, terbaca.kolom[k]).value) for k in ("target", "realisasi")):
        return False
    for kolom in range(min(terbaca.kolom.values()), max(terbaca.kolom.values()) + 1):
        nilai = sheet.cell(baris, kolom).value
        if not kosong(nilai):
            di_indikator = kolom == terbaca.kolom.get("indikator") and _BERHITUNG.isdisjoint(_terisi(sheet, baris, terbaca))
            return isinstance(nilai, str) and bool(_JUMLAH.fullmatch(normal(nilai))) and not di_indikator
    return False


def _terisi(sheet: Sheet, baris: int, terbaca: TabelTerbaca) -> set[str]:
    return {k for k, n in terbaca.kolom.items() if not kosong(sheet.cell(baris, n).value)}


def _baris_nomor(sel: dict[str, Cell]) -> bool:
    """The row of column numbers under a header: 1, 2, 3, ... or (1), (2), "6=5/4"."""
    isi = [c.tercetak.strip() for c in sel.values() if not kosong(c.value) and not c.galat]
    return len(isi) > 1 and all(_NOMOR_KOLOM.fullmatch(t) for t in isi) and len(set(isi)) == len(isi)


def _di_luar(sheet: Sheet, baris: int, terbaca: TabelTerbaca) -> bool:
    """A text merged over most of the table is a note or a signature, no row."""
    kolom = sorted(terbaca.kolom.values())
    for b1, k1, b2, k2 in sheet.merged:
        if b1 <= baris <= b2 and k2 > k1 and sum(k1 <= k <= k2 for k in kolom) > max(2, len(kolom) // 2):
            return True
    return False
