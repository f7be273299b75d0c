"""What marks need of an open workbook, and how Excel does it (`book.api`).

The marks know nothing but `Papan` and `Lembar`: whatever else can do this, e.g. a client of xlwings in a browser, shows the same marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Protocol

from ...core.lembar_validasi import BATAS, DIKENAL, SELALU
from ...core.workbook import Area
from .baca import petak, polos

_RUMUS, _ATAS, _PENUH = 2, -4160, 1  # xlExpression, xlTop, xlContinuous
_PILIHAN = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns", "AllowInsertingRows",
    "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip


class Lembar(Protocol):
    """A sheet. Rows and columns count from 1; colours are RRGGBB."""

    @property
    def nama(self) -> str: ...

    def terbuka(self) -> AbstractContextManager[bool]:
        """A protected sheet open for a while, then protected as it was; gives True where a password keeps it closed."""

    def gabungan(self, baris: int, kolom: int) -> Area:
        """The merged area that a cell belongs to, else the cell."""

    def warnai(self, area: Area, rgb: str) -> None:
        """A colour over that of the cells, which is untouched."""

    def komentari(self, baris: int, kolom: int, teks: str) -> None:
        """Our words, below those of the user."""

    def bertanda(self) -> bool:
        """Something here is ours."""

    def hapus_tanda(self) -> None:
        """Take out our colours and words."""

    def tulis(self, baris: int, nilai: Sequence[Sequence[Any]]) -> None:
        """Rows from the first column on, in one go; a text stays a text, whatever it begins with."""

    def latar(self, area: Area, rgb: str) -> None: ...

    def tebal(self, area: Area) -> None: ...

    def tabel(self, area: Area) -> None:
        """Borders, wrapped text from the top of the cells."""

    def lebar(self, kolom: int, lebar: float) -> None: ...

    def masuk(self, baris: int, kolom: int, tingkat: int) -> None:
        """Set the text in."""

    def taut(self, baris: int, kolom: int, tujuan: str) -> None:
        """A link to a place in this workbook."""


class Papan(Protocol):
    """A workbook."""

    def lembar(self) -> Sequence[Lembar]: ...

    def terkunci(self) -> bool:
        """Its structure is protected: no sheet can come or go."""

    def tambah(self, nama: str) -> Lembar:
        """A new last sheet."""

    def hapus(self, nama: str) -> None: ...


class BukuExcel:
    """Excel.Workbook"""

    def __init__(self, api: Any) -> None:
        self.api = api

    def lembar(self) -> list[LembarExcel]:
        return [LembarExcel(s) for s in self.api.Worksheets]

    def terkunci(self) -> bool:
        return bool(self.api.ProtectStructure)

    def tambah(self, nama: str) -> LembarExcel:
        baru = self.api.Worksheets.Add(After=self.api.Sheets(self.api.Sheets.Count))
        baru.Name = nama
        return LembarExcel(baru)

    def hapus(self, nama: str) -> None:
        self.api.Worksheets(nama).Delete()


class LembarExcel:
    """Excel.Worksheet"""

    def __init__(self, api: Any) -> None:
        self.api = api

    @property
    def nama(self) -> str:
        return str(self.api.Name)

    @contextmanager
    def terbuka(self) -> Iterator[bool]:
        if not self.api.ProtectContents:
            yield False
            return
        lama = {p: getattr(self.api.Protection, p) for p in _PILIHAN}
        lama |= {"DrawingObjects": self.api.ProtectDrawingObjects, "Scenarios": self.api.ProtectScenarios}
        lama["UserInterfaceOnly"] = self.api.ProtectionMode
        with suppress(Exception):  # a wrong password
            self.api.Unprotect("")
        if self.api.ProtectContents:
            yield True
            return
        try:
            yield False
        finally:
            self.api.Protect(Contents=True, **lama)

    def gabungan(self, baris: int, kolom: int) -> Area:
        milik = self.api.Cells(baris, kolom).MergeArea
        return milik.Row, milik.Column, milik.Row + milik.Rows.Count - 1, milik.Column + milik.Columns.Count - 1

    def warnai(self, area: Area, rgb: str) -> None:
        bentuk = petak(self.api, area).FormatConditions.Add(Type=_RUMUS, Formula1=f"={SELALU}")
        bentuk.Interior.Color = warna(rgb)
        bentuk.SetFirstPriority()

    def komentari(self, baris: int, kolom: int, teks: str) -> None:
        sel = self.api.Cells(baris, kolom)
        with suppress(Exception):  # a cell with a conversation takes no note; its colour and the list say the same
            if sel.Comment is None:
                sel.AddComment(f"{BATAS}\n{teks}")
            else:
                sel.Comment.Text(f"{sel.Comment.Text()}\n\n{BATAS}\n{teks}")

    def bertanda(self) -> bool:
        return bool(self._bentuk() or self._komentar())

    def letak_tanda(self) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """The first cells of our colours, and the cells of our words."""
        bentuk = {(a.Row, a.Column) for b in self._bentuk() for a in b.AppliesTo.Areas}
        return bentuk, {(c.Parent.Row, c.Parent.Column) for c in self._komentar()}

    def hapus_tanda(self) -> None:
        for bentuk in reversed(self._bentuk()):
            bentuk.Delete()
        for komentar in self._komentar():
            lama = polos(str(komentar.Text()))
            if lama:
                komentar.Text(lama)
            else:
                komentar.Delete()

    def _bentuk(self) -> list[Any]:
        hasil = []
        for satu in self.api.Cells.FormatConditions:
            with suppress(Exception):  # colour scales and the like have no formula
                if satu.Type == _RUMUS and DIKENAL in str(satu.Formula1):
                    hasil.append(satu)
        return hasil

    def _komentar(self) -> list[Any]:
        return [c for c in self.api.Comments if BATAS in str(c.Text())]

    def tulis(self, baris: int, nilai: Sequence[Sequence[Any]]) -> None:
        aman = [[f"'{v}" if isinstance(v, str) and v else v for v in b] for b in nilai]
        petak(self.api, (baris, 1, baris + len(aman) - 1, len(aman[0]))).Value = aman

    def latar(self, area: Area, rgb: str) -> None:
        petak(self.api, area).Interior.Color = warna(rgb)

    def tebal(self, area: Area) -> None:
        petak(self.api, area).Font.Bold = True

    def tabel(self, area: Area) -> None:
        isi = petak(self.api, area)
        isi.WrapText, isi.VerticalAlignment, isi.Borders.LineStyle = True, _ATAS, _PENUH

    def lebar(self, kolom: int, lebar: float) -> None:
        self.api.Columns(kolom).ColumnWidth = lebar

    def masuk(self, baris: int, kolom: int, tingkat: int) -> None:
        self.api.Cells(baris, kolom).IndentLevel = tingkat

    def taut(self, baris: int, kolom: int, tujuan: str) -> None:
        self.api.Hyperlinks.Add(Anchor=self.api.Cells(baris, kolom), Address="", SubAddress=tujuan)


def warna(rgb: str) -> int:
    """RRGGBB as Excel counts colours."""
    return int(rgb[4:6] + rgb[2:4] + rgb[:2], 16)
