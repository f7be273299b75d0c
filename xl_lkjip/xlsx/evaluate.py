"""Values of formulas without a spreadsheet: formualizer, with our functions registered and defined names written out.

Formualizer is kept behind `hitung`: nothing else in the product knows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import formualizer as fz

from ..core import functions as _functions  # noqa: F401 - importing it fills the registry
from ..core.errors import LkjipError
from ..core.registry import FUNCTIONS, panggil
from ..core.workbook import Nilai, Workbook, alamat, huruf_kolom, letak

# Whether the functions are installed only the host knows. A file says no, which is right everywhere until the host calculates.
NAMA_ADA_FUNGSI = "AdaLKjIP"

Letak = tuple[str, int, int]
_PANJANG_RUMUS = 32_768
_TAK_TERCETAK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
_KURUNG_MAKS = 2_000
_WAKTU_MAKS_MS = 30_000
_JENIS = {"Div": "#DIV/0!", "Na": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!"}
_KODE = {v: k for k, v in _JENIS.items()}
_LEWAT = r"""(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\])"""  # texts, quoted sheet names, other workbooks and tables
_POTONG = re.compile(_LEWAT + r"|(?<![\w.$!])(?P<nama>[A-Za-z_\\][\w.\\]*)(?![\w.!(])")
_SEL = re.compile(_LEWAT + r"|(?<![\w.])(?P<k_tetap>\$?)(?P<kolom>[A-Za-z]{1,3})(?P<b_tetap>\$?)(?P<baris>[1-9]\d{0,6})(?![\w.(!])")
_BARIS_MAKS, _KOLOM_MAKS = 1_048_576, 16_384
_TAK_DIHITUNG = frozenset({"#NAME?"})  # a function that the engine lacks: Excel may know it


def hitung(buku: Workbook) -> dict[Letak, Nilai]:
    """The value of every formula that can be evaluated; the others are left out. Fault: BRK006."""
    tetap: set[Letak] = set()
    while True:
        hasil = _terjaga(buku, tetap)
        gagal = {k for k, v in hasil.items() if v in _TAK_DIHITUNG and _tersimpan(buku, k) is not None}
        if not gagal:
            return {k: v for k, v in hasil.items() if v not in _TAK_DIHITUNG}
        # What Excel has calculated before is taken as it is, and what depends on it is calculated from there.
        tetap |= gagal


def pasang(buku: Workbook, nilai: Mapping[Letak, Nilai]) -> None:
    """Put calculated values into the formulas of a workbook in memory."""
    for (nama, baris, kolom), isi in nilai.items():
        sheet = buku.sheet(nama)
        if sheet:
            sheet.cells[baris, kolom] = replace(sheet.cell(baris, kolom), value=isi)


def _terjaga(buku: Workbook, tetap: set[Letak]) -> dict[Letak, Nilai]:
    try:
        return _sekali(buku, tetap)
    except (ValueError, RuntimeError, fz.ExcelEvaluationError) as galat:
        raise LkjipError("BRK006", buku.nama, masalah=f"rumusnya tidak dapat dihitung ({type(galat).__name__})") from None
    except BaseException as galat:
        if type(galat).__name__ != "PanicException":  # how a panic of the engine arrives: no subclass of Exception
            raise
        raise LkjipError("BRK006", buku.nama, masalah="rumusnya membuat mesin hitung berhenti") from None


def _tersimpan(buku: Workbook, letak: Letak) -> Nilai:
    sheet = buku.sheet(letak[0])
    return sheet.cell(letak[1], letak[2]).value if sheet else None


def _sekali(buku: Workbook, tetap: set[Letak]) -> dict[Letak, Nilai]:
    mesin, nama = _mesin(buku), _Nama(buku.names)
    rumus: list[Letak] = []
    for sheet in buku.sheets:
        for (baris, kolom), cell in sheet.cells.items():
            letak = (sheet.nama, baris, kolom)
            teks = nama.uraikan(cell.formula, alamat(baris, kolom)) if cell.formula else ""
            if teks and letak not in tetap and _dapat_dihitung(teks) and _pasang(mesin, letak, teks):
                rumus.append(letak)
            elif cell.value is not None:
                mesin.set_value(*letak, _ke_mesin(cell.value))
    mesin.evaluate_all()
    ada = _letak_bernama(buku, NAMA_ADA_FUNGSI)
    return {k: False if k == ada else v for k, v in ((k, _dari_mesin(mesin.get_value(*k))) for k in rumus) if v is not None}


def _mesin(buku: Workbook) -> Any:
    atur = fz.EvaluationConfig()
    atur.max_eval_time_ms = _WAKTU_MAKS_MS
    atur.enable_parallel = False
    mesin = fz.Workbook(config=fz.WorkbookConfig(eval_config=atur))
    for sheet in buku.sheets:
        mesin.add_sheet(sheet.nama)
    for nama, fungsi in FUNCTIONS.items():
        mesin.register_function(nama, _jembatan(nama), min_args=fungsi.banyak_wajib, max_args=len(fungsi.argumen))
    return mesin


def _jembatan(nama: str) -> Callable[..., Any]:
    """The worksheet function as the engine calls it: coded errors become cell errors, blank becomes ""."""

    def jawab(*nilai: Any) -> Any:
        for v in nilai:
            if isinstance(v, dict):  # an error in an argument goes on to the result, as in every spreadsheet
                return v
        try:
            hasil = panggil(nama, nilai)
        except LkjipError as galat:
            return {"type": "Error", "kind": _KODE[galat.excel]}
        return "" if hasil is None else hasil

    return jawab


def _pasang(mesin: Any, letak: Letak, teks: str) -> bool:
    try:
        mesin.set_formula(*letak, f"={teks}")
    except (ValueError, RuntimeError, fz.ParserError, fz.TokenizerError):
        return False
    return True


def _dapat_dihitung(teks: str) -> bool:
    """No formula over several cells, no reference to another workbook: those keep what Excel stored."""
    tanpa_teks = re.sub(r'"[^"]*"', "", teks)
    return teks != "?" and "[" not in tanpa_teks and tanpa_teks.count("(") <= _KURUNG_MAKS and len(teks) <= _PANJANG_RUMUS


class _Nama:
    """Defined names written out into formulas, shifted to the cell: row-relative names are beyond the engine."""

    def __init__(self, nama: Mapping[str, str]) -> None:
        self.isi = {n.lower(): t for n, t in nama.items()}
        self.sisa = 0

    def uraikan(self, rumus: str, tempat: str) -> str:
        """The formula without names; "" when it cannot be read, or grows beyond Excel's length."""
        self.sisa = _PANJANG_RUMUS
        baris, kolom = letak(tempat)
        try:
            return self._satu(rumus, baris, kolom, frozenset())
        except ValueError:
            return ""

    def _satu(self, rumus: str, baris: int, kolom: int, sedang: frozenset[str]) -> str:
        def tulis(potong: re.Match[str]) -> str:
            nama = (potong["nama"] or "").lower()
            if nama not in self.isi:
                return potong.group()
            if nama in sedang:
                raise ValueError(nama)
            return f"({self._satu(_geser(self.isi[nama], baris, kolom), baris, kolom, sedang | {nama})})"

        self.sisa -= len(rumus)
        if self.sisa < 0:
            raise ValueError(rumus)
        return _POTONG.sub(tulis, rumus)


def _geser(rumus: str, baris: int, kolom: int) -> str:
    """A formula that is relative to A1, seen from a cell. Fault: ValueError where it would leave the sheet."""

    def tulis(potong: re.Match[str]) -> str:
        if not potong["kolom"]:
            return potong.group()
        k, b = potong["kolom"], potong["baris"]
        if not potong["k_tetap"]:
            k = huruf_kolom((letak(f"{k.upper()}1")[1] + kolom - 2) % _KOLOM_MAKS + 1)
        if not potong["b_tetap"]:
            b = str((int(b) + baris - 2) % _BARIS_MAKS + 1)
        return f"{potong['k_tetap']}{k}{potong['b_tetap']}{b}"

    return _SEL.sub(tulis, rumus)


def _letak_bernama(buku: Workbook, nama: str) -> Letak | None:
    cell = buku.bernama(nama)
    return (buku.names[nama].rpartition("!")[0].strip("'"), cell.baris, cell.kolom) if cell else None


def _ke_mesin(nilai: Nilai) -> Any:
    if isinstance(nilai, str) and nilai in _KODE:
        return {"type": "Error", "kind": _KODE[nilai]}
    return nilai


def _dari_mesin(nilai: Any) -> Nilai:
    """A value of the engine as a cell value; None for what a cell cannot hold (circular references, arrays)."""
    if isinstance(nilai, dict):
        return _JENIS.get(str(nilai.get("kind")))
    if nilai is None:
        return 0.0  # a formula that points at an empty cell
    if isinstance(nilai, (bool, str)):
        return None if isinstance(nilai, str) and _TAK_TERCETAK.search(nilai) else nilai
    return float(nilai) if isinstance(nilai, (int, float)) else None
