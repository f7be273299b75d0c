"""The five reports in real Calc, over every formula cell: both forms, the right figures and the printed ones.

1. With our functions every formula gives the stored value, which is that of the Python domain; no cell shows an error.
2. Without them rows of plain numbers give the same value. What depends on a text that only the functions read shows #N/A, and never
   another number; the column Periksa says so in words.
3. Everything is wide enough: no "###", also in the columns that are not printed.
"""

from __future__ import annotations

import re
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from hosts.banding_calc import pisahkan, selisih_formula
from hosts.kantor import Dokumen, Kantor
from xl_lkjip import contoh
from xl_lkjip.core.angka import baca
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.workbook import Nilai, Workbook, alamat, letak
from xl_lkjip.xlsx.evaluate import NAMA_ADA_FUNGSI
from xl_lkjip.xlsx.reader import baca_tersimpan
from xl_lkjip.xlsx.templat import bangun

Buka = Callable[[Path], Dokumen]
Letak = tuple[str, int, int]
_GALAT = 4  # com.sun.star.sheet.FormulaResult.ERROR
_TAK_DIHITUNG = "capaian tidak dapat dihitung"
_RUJUKAN = re.compile(
    r"""(?:(?P<lembar>'(?:[^']|'')+'|[A-Za-z_]+)!)?(?<![\w.])\$?(?P<k1>[A-Z]{1,3})\$?(?P<b1>\d+)(?::\$?(?P<k2>[A-Z]{1,3})\$?(?P<b2>\d+))?(?![\w.(!])"""
)

rupa = pytest.mark.parametrize("tercetak", [False, True], ids=["benar", "tercetak"])
formulir = pytest.mark.parametrize("formulir", FORMULIR)
laporan = pytest.mark.parametrize("laporan", contoh.LAPORAN)


@cache
def buku(laporan: str, formulir: str, tercetak: bool) -> tuple[bytes, Workbook]:
    isi = bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=tercetak))
    return isi, baca_tersimpan(isi, laporan)


@rupa
@formulir
@laporan
def test_dengan_fungsi(
    laporan: str, formulir: str, tercetak: bool, kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path
) -> None:  # 1, 3
    isi, tersimpan = buku(laporan, formulir, tercetak)
    (tmp_path / "b.xlsx").write_bytes(isi)
    doc = dokumen_berfungsi(tmp_path / "b.xlsx")
    assert selisih_formula(kantor_berfungsi, doc, tersimpan) == []
    assert {n: doc.Sheets.getByName(n).queryFormulaCells(_GALAT).RangeAddressesAsString for n in doc.Sheets.ElementNames} == dict.fromkeys(
        doc.Sheets.ElementNames, ""
    )
    if tercetak:
        return  # as wide as the right figures
    semua_terlihat(doc)
    kantor_berfungsi.pdf(doc, tmp_path / "b.pdf")
    teks = subprocess.run(["pdftotext", "-layout", tmp_path / "b.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Periksa" in teks  # a column that is not printed otherwise
    assert "###" not in teks


def semua_terlihat(doc: Dokumen) -> None:
    """Print whole sheets, not their print areas."""
    for nama in doc.Sheets.ElementNames:
        doc.Sheets.getByName(nama).setPrintAreas(())


@rupa
@formulir
@laporan
def test_tanpa_fungsi(laporan: str, formulir: str, tercetak: bool, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2
    isi, tersimpan = buku(laporan, formulir, tercetak)
    (tmp_path / "b.xlsx").write_bytes(isi)
    berteks = sel_berteks(tersimpan)
    boleh = hilir(tersimpan, berteks)
    beda, kosong = pisahkan(selisih_formula(kantor, dokumen(tmp_path / "b.xlsx"), tersimpan))
    assert [s for s in beda if s.calc != _TAK_DIHITUNG] == []
    assert {tempat(k) for k in berteks} <= set(kosong)
    assert {*kosong, *(s.tempat for s in beda)} <= {tempat(k) for k in boleh}


def test_laporan_berteks() -> None:  # 2: the comparison above has something to find
    berteks = {laporan: {tempat(k) for k in sel_berteks(buku(laporan, "pengukuran", False)[1])} for laporan in contoh.LAPORAN}
    assert "Pengukuran!G12" in berteks["kediri_2021"]  # target A, realisasi A
    assert "Anggaran!G11" in berteks["lumajang_2020"]
    assert not berteks[contoh.BLITAR]


def test_hilir() -> None:
    buku_kecil = baca_tersimpan(bangun(FORMULIR["pengukuran"], contoh.data(contoh.BLITAR)), "b")
    [akar] = [k for k in rumus(buku_kecil) if tempat(k) == "Pengukuran!G8"]
    ikut = {tempat(k) for k in hilir(buku_kecil, {akar})}
    assert {f"Pengukuran!{a}" for a in ("G8", "H8", "I8", "N8", "O8", "T8", "G49")} <= ikut
    assert {"Efisiensi", "Perbandingan", "Analisis", "Anggaran", "Dasbor"} <= {t.partition("!")[0] for t in ikut}
    assert not {f"Pengukuran!{a}" for a in ("G9", "M8", "S8", "K49")} & ikut


def rumus(buku: Workbook) -> dict[Letak, str]:
    """Every formula, without its texts."""
    return {(sheet.nama, *k): re.sub(r'"[^"]*"', '""', c.formula) for sheet in buku.sheets for k, c in sheet.cells.items() if c.formula}


def rujukan(rumus: str, lembar: str) -> Iterator[Letak]:
    """The cells that a formula names, those of ranges included."""
    for cocok in _RUJUKAN.finditer(rumus):
        tujuan = (cocok["lembar"] or lembar).strip("'").replace("''", "'")
        baris, kolom = letak(cocok["k1"] + cocok["b1"])
        baris_akhir, kolom_akhir = letak(cocok["k2"] + cocok["b2"]) if cocok["k2"] else (baris, kolom)
        for b in range(baris, baris_akhir + 1):
            for k in range(kolom, kolom_akhir + 1):
                yield tujuan, b, k


def sel_berteks(buku: Workbook) -> set[Letak]:
    """Results of our functions from an argument that is a text for a spreadsheet and a number for them."""
    nilai = {(s.nama, *k): c.value for s in buku.sheets for k, c in s.cells.items()}
    fungsi = {k: f for k, f in rumus(buku).items() if f"IF({NAMA_ADA_FUNGSI}," in f and nilai[k] not in (None, "")}
    return {k for k, f in fungsi.items() if any(berangka(nilai.get(r)) for r in rujukan(f, k[0]))}


def berangka(nilai: Nilai) -> bool:
    """A text that Python reads as a number."""
    try:
        return isinstance(nilai, str) and baca(nilai) is not None
    except LkjipError:
        return False


def hilir(buku: Workbook, akar: set[Letak]) -> set[Letak]:
    """These cells and all that depend on them."""
    pemakai: dict[Letak, set[Letak]] = {}
    for tujuan, f in rumus(buku).items():
        for asal in rujukan(f, tujuan[0]):
            pemakai.setdefault(asal, set()).add(tujuan)
    hasil, antre = set(akar), deque(akar)
    while antre:
        baru = pemakai.get(antre.popleft(), set()) - hasil
        hasil |= baru
        antre.extend(baru)
    return hasil


def tempat(letak: Letak) -> str:
    return f"{letak[0]}!{alamat(letak[1], letak[2])}"
