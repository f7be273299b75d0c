"""Marks findings in a copy of a workbook: cell colours, comments and a sheet "Validasi" with links."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.properties import PageSetupProperties

from ..core.errors import LkjipError
from ..core.rules import Finding, Tingkat
from ..core.workbook import Nilai
from . import cache, evaluate, gaya, reader

LEMBAR = "Validasi"
_WARNA = {Tingkat.GALAT: "FFFFC7CE", Tingkat.PERINGATAN: "FFFFEB9C", Tingkat.INFO: "FFDDEBF7"}
_LEBAR = {
    "Lembar": 16, "Sel": 8, "Tingkat": 12, "Kode": 9, "Tercetak": 20, "Seharusnya": 20, "Temuan": 80, "Saran": 50, "Dasar": 40,
    "Tanggapan": 30,
}  # fmt: skip


def tandai(isi: bytes, temuan: Sequence[Finding]) -> bytes:
    """The marked copy. openpyxl drops stored values, so those of the original are written back."""
    asal = reader.baca_buku(isi, "")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bertanda = _tandai(isi, temuan)
    except Exception as galat:  # noqa: BLE001 - openpyxl answers odd parts with exceptions of every kind
        raise LkjipError("BRK006", masalah=f"tidak dapat diberi tanda ({type(galat).__name__})") from None
    nilai: dict[evaluate.Letak, Nilai] = {(s.nama, c.baris, c.kolom): c.value for s, c in asal.formulas() if c.value is not None}
    return cache.simpan_nilai(bertanda, nilai, buatan_sendiri=True)


def _tandai(isi: bytes, temuan: Sequence[Finding]) -> bytes:
    buku = openpyxl.load_workbook(io.BytesIO(isi), keep_links=False)
    for t in temuan:
        if t.sel and t.lembar in buku.sheetnames:
            sel = _jangkar(buku[t.lembar], t.sel)
            sel.fill = PatternFill("solid", fgColor=_WARNA[t.tingkat])
            lama = f"{sel.comment.text}\n" if sel.comment else ""
            sel.comment = Comment(f"{lama}{t.kode} {t.pesan} {t.saran}", "xl_lkjip", height=140, width=320)
    if LEMBAR in buku.sheetnames:
        del buku[LEMBAR]
    lembar = buku.create_sheet(LEMBAR, 0)
    lembar.append(list(_LEBAR))
    for t in temuan:
        lembar.append([t.lembar, t.sel, t.tingkat.value, t.kode, t.tercetak, t.hitung, t.pesan, t.saran, t.dasar, ""])
        baris = lembar.max_row
        for sel in lembar[baris]:
            sel.data_type = "s"
            sel.font, sel.alignment, sel.border = gaya.BIASA, gaya.letak(tegak="top"), gaya.KOTAK
        lembar.cell(baris, 3).fill = PatternFill("solid", fgColor=_WARNA[t.tingkat])
        if t.sel:
            lembar.cell(baris, 2).hyperlink = f"#'{t.lembar}'!{t.sel}"
    for nomor, lebar in enumerate(_LEBAR.values(), 1):
        kepala = lembar.cell(1, nomor)
        kepala.font, kepala.fill, kepala.border = gaya.TEBAL, gaya.KEPALA, gaya.KOTAK
        lembar.column_dimensions[kepala.column_letter].width = lebar
    lembar.freeze_panes = "A2"
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    gaya.halaman(lembar, mendatar=True)
    lembar.print_title_rows = "1:1"
    lembar.auto_filter.ref = lembar.dimensions
    buku.active = 0
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _jangkar(lembar: Any, alamat: str) -> Any:
    """The cell, or the first cell of its merged area: the others can hold no mark."""
    for area in lembar.merged_cells.ranges:
        if alamat in area:
            return lembar.cell(area.min_row, area.min_col)
    return lembar[alamat]
