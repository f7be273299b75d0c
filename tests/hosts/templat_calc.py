"""An open template of ours: its cells by table, column and row number, wherever inserted rows have moved them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hosts.kantor import Dokumen, Kantor, Nilai
from xl_lkjip.core.forms.templat_terbaca import nama_jumlah, nama_kolom
from xl_lkjip.core.workbook import alamat

JUMLAH = 0  # the row number of the total row


class Templat:
    """Cells are named "table.column" with a row number from 1, or by a defined name of one cell, such as IdTahun."""

    def __init__(self, kantor: Kantor, doc: Dokumen) -> None:
        self.kantor, self.doc = kantor, doc

    def area(self, nama: str) -> Any:
        """The range behind a name."""
        tabel, titik, kolom = nama.partition(".")
        return self.doc.NamedRanges.getByName(nama_kolom(tabel, kolom) if titik else nama).getReferredCells()

    def letak(self, nama: str, baris: int = 1) -> tuple[str, str]:
        """Sheet and address of a cell."""
        area = self.area(nama)
        tempat = area.RangeAddress
        if baris == JUMLAH:
            nomor = self.doc.NamedRanges.getByName(nama_jumlah(nama.partition(".")[0])).getReferredCells().RangeAddress.StartRow + 1
        else:
            nomor = tempat.StartRow + baris
        return area.Spreadsheet.Name, alamat(nomor, tempat.StartColumn + 1)

    def sel(self, nama: str, baris: int = 1) -> Any:
        """The UNO cell."""
        return self.kantor.sel(self.doc, *self.letak(nama, baris))

    def ketik(self, nama: str, baris: int, *teks: str) -> None:
        """Type texts into a cell and those below it; an empty one is passed over."""
        for nomor, satu in enumerate(teks, baris):
            if satu:
                self.kantor.ketik(self.doc, *self.letak(nama, nomor), satu)

    def nilai(self, nama: str, baris: int = 1) -> Nilai:
        """What a reader sees."""
        return self.kantor.nilai(self.doc, *self.letak(nama, baris))

    def kolom(self, nama: str, baris: Iterable[int]) -> list[Nilai]:
        """The same of several rows."""
        return [self.nilai(nama, b) for b in baris]

    def baris(self, tabel: str, kolom: str, baris: int = 1) -> list[Nilai]:
        """The same of several columns, named with spaces between them."""
        return [self.nilai(f"{tabel}.{k}", baris) for k in kolom.split()]

    def lembar(self, nama: str) -> Any:
        """The sheet of a table."""
        return self.area(nama).Spreadsheet
