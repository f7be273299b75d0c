"""The sheet "Validasi": a summary on top, below it a row for each finding, with a cell for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from ..core import lembar_validasi as isi
from ..core.rantai import Simpul
from ..core.rules import Tingkat
from ..core.tanggapan import JUDUL
from ..core.workbook import alamat, huruf_kolom, letak
from . import gaya

KEPALA = isi.KEPALA
_TEBAL_SAMPAI = JUDUL.index("Seharusnya") + 1
_TAUT = Font(name=gaya.HURUF, size=10, color="FF0563C1", underline="single")
_TAUT_TEBAL = Font(name=gaya.HURUF, size=10, bold=True, color="FF0563C1", underline="single")


def bangun(nama: str, berkas: str, simpul: Sequence[Simpul]) -> Any:
    """A workbook with this one sheet."""
    buku = openpyxl.Workbook()
    lembar: Any = buku.active
    lembar.title = nama
    _ringkasan(lembar, berkas, simpul)
    for kolom, judul in enumerate(JUDUL, 1):
        kepala = lembar.cell(KEPALA, kolom, judul)
        kepala.font, kepala.fill, kepala.border, kepala.alignment = gaya.TEBAL, gaya.KEPALA, gaya.KOTAK, gaya.letak("center")
        lembar.column_dimensions[kepala.column_letter].width = isi.LEBAR[judul]
    for baris, (satu, akar) in enumerate(isi.berakibat(simpul), KEPALA + 1):
        _baris(lembar, baris, satu, akar=akar)
    lembar.freeze_panes = f"A{KEPALA + 1}"
    lembar.sheet_view.showGridLines, lembar.sheet_view.tabSelected = False, True
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    gaya.halaman(lembar, mendatar=True)
    lembar.auto_filter.ref = f"A{KEPALA}:{huruf_kolom(len(JUDUL))}{KEPALA + max(1, len(simpul))}"
    return buku


def _ringkasan(lembar: Any, berkas: str, simpul: Sequence[Simpul]) -> None:
    judul = lembar.cell(1, 1, isi.judul(berkas))
    judul.font, judul.alignment, judul.data_type = gaya.JUDUL, gaya.letak(lipat=False), "s"
    for baris, angka_baris in enumerate(isi.ringkasan(simpul), 2):
        for nomor, (label, angka, warna) in enumerate(angka_baris):
            for kolom, nilai, rata in ((2 * nomor + 1, label, "left"), (2 * nomor + 2, angka, "center")):
                sel = lembar.cell(baris, kolom, nilai)
                sel.font, sel.border, sel.alignment = gaya.TEBAL, gaya.KOTAK, gaya.letak(rata)
                if warna:
                    sel.fill = PatternFill("solid", fgColor=f"FF{warna}")
    petunjuk = lembar.cell(4, 1, isi.petunjuk())
    petunjuk.font, petunjuk.alignment = gaya.KECIL, gaya.letak(lipat=False)


def _baris(lembar: Any, baris: int, simpul: Simpul, *, akar: bool) -> None:
    """A root in bold, what follows from it set in."""
    t = simpul.temuan
    for kolom, teks in enumerate(isi.baris(simpul), 1):
        sel = lembar.cell(baris, kolom, teks)
        sel.data_type = "s"  # also what begins with "="
        sel.font, sel.border, sel.alignment = (
            gaya.TEBAL if akar and kolom <= _TEBAL_SAMPAI else gaya.BIASA,
            gaya.KOTAK,
            gaya.letak(tegak="top"),
        )
    sel_temuan, sel_tingkat, sel_akar, sel_jawab = (
        lembar.cell(baris, JUDUL.index(k) + 1) for k in ("Sel", "Tingkat", "Akibat dari", "Tanggapan")
    )
    sel_temuan.alignment = Alignment("left", "top", indent=1 + min(simpul.dalam, isi.DALAM_MAKS))
    sel_tingkat.fill = PatternFill("solid", fgColor=f"FF{isi.WARNA[t.tingkat]}")
    if t.sel:
        _taut(sel_temuan, t.lembar, t.sel)
    if simpul.induk is not None and simpul.induk.sel:
        _taut(sel_akar, simpul.induk.lembar, simpul.induk.sel)
    if t.tingkat is not Tingkat.GALAT:
        sel_jawab.fill = gaya.ISIAN


def _taut(sel: Any, lembar: str, tujuan: str) -> None:
    """A link inside the workbook: by place, since a target would be taken for the name of a file."""
    tempat = "'" + lembar.replace("'", "''") + "'!" + alamat(*letak(tujuan))
    sel.hyperlink = Hyperlink(ref=sel.coordinate, location=tempat)
    sel.font = _TAUT_TEBAL if sel.font.bold else _TAUT
