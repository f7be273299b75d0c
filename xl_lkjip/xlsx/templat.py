"""Builds a template, blank or filled, from the layout of its form. Every formula cell gets its stored value."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.writer.excel import ExcelWriter

from ..core.forms import FORMULIR
from ..core.forms.denah import Denah
from ..core.forms.layout import Formulir
from . import cache, evaluate, gaya, identitas, isian, lembar_paragraf, lembar_tabel, nama, petunjuk, reader, referensi, safe_write

_WAKTU_TETAP = datetime.datetime(2026, 1, 1)  # same content, same bytes


def bangun(
    formulir: Formulir, data: Mapping[str, Any] | None = None, baris: Mapping[str, int] | None = None, *, rapi: bool = True
) -> bytes:
    """The template as .xlsx bytes; with `data` (checked JSON) filled, its unused rows hidden.

    `baris`: at least so many rows in a table. `rapi`: whether unused rows are out of sight.
    """
    buku = Workbook()
    buku.properties.creator = "xl_lkjip"
    buku.properties.created = buku.properties.modified = _WAKTU_TETAP
    buku.calculation.fullCalcOnLoad = True
    _huruf_dasar(buku)
    isi = isian.baris_data(formulir, data)
    denah = Denah(formulir, {k: max(len(b), (baris or {}).get(k, 0)) for k, b in {**dict.fromkeys(baris or {}, ()), **isi}.items()})
    petunjuk.tulis(buku.active, formulir)
    identitas.tulis(buku, buku.create_sheet(), formulir, data)
    for lembar in formulir.lembar:
        tujuan = buku.create_sheet(lembar.nama)
        if lembar.paragraf:
            lembar_paragraf.tulis(tujuan, lembar)
        else:
            lembar_tabel.Penulis(buku, tujuan, denah, lembar, data, isi, rapi=rapi).tulis()
    referensi.tulis(buku, buku.create_sheet(), formulir)
    nama.tulis(buku, denah)
    buku.active = buku.sheetnames.index(formulir.utama) if data else 1
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        ExcelWriter(buku, arsip).save()  # Workbook.save would stamp the time of day
    jadi = keluar.getvalue()
    nilai = evaluate.hitung(reader.dari_openpyxl(buku, formulir.berkas))
    return cache.simpan_nilai(jadi, nilai, tanggal_tetap=True, buatan_sendiri=True)


def _huruf_dasar(buku: Any) -> None:
    """Column widths are counted in digits of the Normal style: Arial, whose measures every system has, so that pages fall alike."""
    buku._fonts = IndexedList([gaya.BIASA])
    buku._named_styles["Normal"].font = gaya.BIASA


def main() -> None:
    """Rebuild the committed templates."""
    folder = Path(__file__).parents[2] / "templates"
    for formulir in FORMULIR.values():
        safe_write.simpan(folder / formulir.berkas, bangun(formulir), timpa=True)


if __name__ == "__main__":
    main()
