"""Defined names by which our templates are read back: one for every column of every table, and for its total row."""

from __future__ import annotations

from typing import Any

from openpyxl.workbook.defined_name import DefinedName

from ..core.forms.denah import Denah
from ..core.forms.layout import Rujukan
from ..core.forms.templat_terbaca import nama_jumlah, nama_kolom


def tulis(buku: Any, denah: Denah) -> None:
    """Add the names, hidden from the name box: they are for reading, not for users."""
    for kunci, letak in denah.letak.items():
        for kolom, nomor in letak.kolom.items():
            _tambah(buku, nama_kolom(kunci, kolom), Rujukan(nomor, letak.awal, letak.awal, letak.akhir, lembar=letak.lembar).mutlak)
        if letak.jumlah:
            _tambah(buku, nama_jumlah(kunci), Rujukan(1, letak.jumlah, letak.jumlah, letak.jumlah, lembar=letak.lembar).mutlak)


def _tambah(buku: Any, nama: str, tujuan: str) -> None:
    buku.defined_names[nama] = DefinedName(nama, attr_text=tujuan, hidden=True)
