"""Shared by the tests: the data of Blitar 2023, with changes, as workbooks in memory."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.data import baca_data
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Workbook
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun

Data = dict[str, Any]
AKAR = Path(__file__).parents[1]


def data_blitar(*, tercetak: bool = False) -> Data:
    return contoh.data(contoh.BLITAR, tercetak=tercetak)


def ubah(data: Data, aksi: Callable[[Data], object]) -> Data:
    hasil = copy.deepcopy(data)
    aksi(hasil)
    return baca_data(json.dumps(hasil))


# The official sheet alone, for tests of rules: built many times faster than the whole form.
UTAMA = {k: replace(f, lembar=(f.lembar_utama,)) for k, f in FORMULIR.items()}


def buku(formulir: str, data: Data) -> Workbook:
    return baca_buku(bangun(UTAMA[formulir], data), f"{formulir}.xlsx")


def temuan(pengukuran: Data, pk: Data | None = None) -> list[Finding]:
    """Findings on a Pengukuran, checked together with its PK when one is given."""
    semua = [buku("pengukuran", pengukuran)] + ([buku("pk", pk)] if pk else [])
    return validasi(semua)[0].temuan


def indikator(data: Data, nomor: int) -> Data:
    """The one indicator of sasaran `nomor` (from 0)."""
    hasil: Data = data["sasaran"][nomor]["indikator"][0]
    return hasil


def tulis_xlsx(buku_: Workbook) -> bytes:
    """A neutral workbook as a file: values, formats and merged areas."""
    hasil = openpyxl.Workbook()
    del hasil["Sheet"]
    for sheet in buku_.sheets:
        lembar = hasil.create_sheet(sheet.nama)
        for cell in sheet.cells.values():
            sel: Any = lembar.cell(cell.baris, cell.kolom, cell.value)
            if isinstance(cell.value, str):
                sel.data_type = "s"
            sel.number_format = cell.number_format
        for b1, k1, b2, k2 in sheet.merged:
            lembar.merge_cells(start_row=b1, start_column=k1, end_row=b2, end_column=k2)
    keluar = io.BytesIO()
    hasil.save(keluar)
    return keluar.getvalue()
