"""Writes a sheet of text: title, paragraphs, signatures, on one portrait page."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.properties import PageSetupProperties

from ..core.forms.layout import Lembar
from . import gaya
from .lembar_tabel import tanda_tangan

_LEBAR = {"A": 16, "B": 28, "C": 48}
_BARIS = 16.5  # points of a line of text


def tulis(lembar: Any, layout: Lembar) -> None:
    """Write everything."""
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    lembar.sheet_view.showGridLines = False
    for huruf, lebar in _LEBAR.items():
        lembar.column_dimensions[huruf].width = lebar
    baris = 1
    for rumus in layout.judul:
        _gabung(lembar, baris, 1, f"={rumus}", gaya.JUDUL, "center")
        lembar.row_dimensions[baris].height = 2 * _BARIS
        baris += 1
    for paragraf in layout.paragraf:
        baris += 1 if not paragraf.label or paragraf.label == "Nama" else 0
        lembar.row_dimensions[baris].height = _BARIS * paragraf.tinggi
        if paragraf.label:
            label = lembar.cell(baris, 1, f"{paragraf.label}")
            label.font, label.alignment = gaya.PARAGRAF, gaya.letak("left", "top")
            _gabung(lembar, baris, 2, f'=": "&{paragraf.isi}', gaya.PARAGRAF_TEBAL if paragraf.tebal else gaya.PARAGRAF, "left")
        else:
            _gabung(lembar, baris, 1, f"={paragraf.isi}", gaya.PARAGRAF, paragraf.rata)
        baris += 1
    akhir = max(tanda_tangan(lembar, baris + 1, t, huruf=gaya.PARAGRAF) for t in layout.tanda_tangan)
    gaya.halaman(lembar, mendatar=layout.mendatar, satu=True)
    lembar.print_area = f"A1:C{akhir}"
    gaya.lindungi(lembar)


def _gabung(lembar: Any, baris: int, kolom: int, nilai: str, huruf: Any, rata: str) -> None:
    sel = lembar.cell(baris, kolom, nilai)
    sel.font, sel.alignment = huruf, gaya.letak(rata, "top")
    lembar.merge_cells(start_row=baris, end_row=baris, start_column=kolom, end_column=3)
