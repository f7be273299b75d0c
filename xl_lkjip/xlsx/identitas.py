"""The sheet Identitas: one field a row, a defined name for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ..core import cetak
from ..core.forms import identitas
from ..core.forms.layout import Formulir
from . import gaya, isian


def tulis(buku: Any, lembar: Any, formulir: Formulir, data: Mapping[str, Any] | None) -> None:
    """Write the sheet and its names."""
    lembar.title = identitas.LEMBAR
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    lembar.sheet_view.showGridLines = False
    lembar["A1"].value, lembar["A1"].font = f"Identitas - {formulir.judul}", gaya.JUDUL
    for baris, satu in enumerate(identitas.ISIAN, 3):
        _isian(buku, lembar, baris, satu, data)
        if satu.wajib:
            lembar.conditional_formatting.add(f"B{baris}", gaya.isian_kosong(f'B{baris}=""'))
    akhir = len(identitas.ISIAN) + 2
    catatan = lembar.cell(
        akhir + 2, 1, "Tanda * wajib diisi. Skala dan metode terisi dari profil; pilih yang lain bila instansi memakainya."
    )
    catatan.font = gaya.KECIL
    for huruf, lebar in (("A", 28), ("B", 62), ("C", 66)):
        lembar.column_dimensions[huruf].width = lebar
    lembar.freeze_panes = "A3"
    gaya.halaman(lembar, mendatar=True)
    gaya.lindungi(lembar)


def _isian(buku: Any, lembar: Any, baris: int, satu: identitas.Isian, data: Mapping[str, Any] | None) -> None:
    label, sel, bantuan = (lembar.cell(baris, k) for k in (1, 2, 3))
    label.value, label.font, label.border = satu.label + (" *" if satu.wajib else ""), gaya.BIASA, gaya.KOTAK
    label.alignment = gaya.letak()
    nilai = isian.ambil(data, satu.kunci) or satu.baku or None
    if nilai is None and satu.awalan:
        sel.value = f"={satu.awalan}"
    else:
        isian.tulis_teks(sel, nilai)
    # Eighteen digits of a NIP survive only as text; a formula in a cell formatted as text would be shown, not calculated.
    sel.number_format = cetak.UMUM if satu.kunci == "tahun" or satu.awalan else "@"
    sel.font, sel.border, sel.alignment, sel.protection, sel.fill = gaya.TEBAL, gaya.KOTAK, gaya.letak(), isian.TERBUKA, gaya.ISIAN
    bantuan.value, bantuan.font, bantuan.alignment = satu.bantuan, gaya.KECIL, gaya.letak()
    buku.defined_names[satu.nama] = DefinedName(satu.nama, attr_text=f"{identitas.LEMBAR}!$B${baris}")
    aturan = DataValidation(type="list", formula1=f'"{",".join(satu.pilihan)}"') if satu.pilihan else DataValidation()
    aturan.allow_blank = not satu.pilihan
    aturan.promptTitle, aturan.prompt, aturan.showInputMessage = satu.label[:32], satu.bantuan[:255], True
    if satu.pilihan:
        aturan.showErrorMessage = True
        aturan.errorTitle, aturan.error = "Pilihan tidak dikenal", f"Pilih: {', '.join(satu.pilihan)}."[:255]
    aturan.add(sel.coordinate)
    lembar.add_data_validation(aturan)
