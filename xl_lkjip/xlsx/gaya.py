"""The look of the templates: fonts, borders, colours, page."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.page import PageMargins

HURUF = "Arial"
BIASA, TEBAL = Font(name=HURUF, size=10), Font(name=HURUF, size=10, bold=True)
PARAGRAF, PARAGRAF_TEBAL = Font(name=HURUF, size=12), Font(name=HURUF, size=12, bold=True)
JUDUL = Font(name=HURUF, size=12, bold=True)
KECIL = Font(name=HURUF, size=10, italic=True, color="FF404040")
GARIS_BAWAH = Font(name=HURUF, size=10, bold=True, underline="single")
PERINGATAN = Font(name=HURUF, size=10, bold=True, color="FF9C0006")
_TIPIS = Side(style="thin", color="FF000000")
KOTAK = Border(_TIPIS, _TIPIS, _TIPIS, _TIPIS)
KEPALA = PatternFill("solid", fgColor="FFDDE6EF")
JUMLAH = PatternFill("solid", fgColor="FFF0F0F0")
ISIAN = PatternFill("solid", fgColor="FFFFFBE6")
KURANG = PatternFill("solid", fgColor="FFFFE48A")
CURIGA = PatternFill("solid", fgColor="FFF8C291")
PUTIH = PatternFill("solid", fgColor="FFFFFFFF")
PEMBANTU = PatternFill("solid", fgColor="FFF3F3F3")
FOLIO = 14  # Excel's number for 8.5 x 13 in, the Indonesian F4
LEBAR_MM, TINGGI_MM = 330.2, 215.9  # landscape
TEPI_MM, TEPI_ATAS_MM = 12, 15
_MM = 1 / 25.4
_PERSEN = {"0.00": 2, "0.00%": 10, "0%": 9}  # Excel's own numbers of these formats


def letak(mendatar: str = "left", tegak: str = "center", lipat: bool = True) -> Alignment:
    """Alignment of a cell; text wraps unless told otherwise, and a figure that is too wide is shown smaller, never as ###."""
    indentasi = 1 if mendatar in ("left", "right") else 0
    return Alignment(
        horizontal=mendatar, vertical=tegak, wrap_text=lipat, shrink_to_fit=mendatar == "right" and not lipat, indent=indentasi
    )


def halaman(lembar: Any, *, mendatar: bool, satu: bool = False) -> None:
    """F4, fitted to the width (`satu`: to one page), page numbers in the footer."""
    lembar.page_setup.paperSize = FOLIO
    lembar.page_setup.orientation = "landscape" if mendatar else "portrait"
    lembar.page_setup.fitToWidth = 1
    lembar.page_setup.fitToHeight = 1 if satu else 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True
    tepi, atas = TEPI_MM * _MM, TEPI_ATAS_MM * _MM
    lembar.page_margins = PageMargins(left=tepi, right=tepi, top=atas, bottom=atas, header=8 * _MM, footer=8 * _MM)
    lembar.print_options.horizontalCentered = True
    lembar.page_setup.firstPageNumber = 1
    lembar.page_setup.useFirstPageNumber = True
    lembar.oddFooter.right.text = "Halaman &P"
    lembar.oddFooter.right.size = 10


def isian_kosong(rumus: str) -> Any:
    """A rule that colours an input cell as long as it waits for content."""
    return _aturan(rumus, PatternFill("solid", bgColor=KURANG.fgColor.rgb))


def isian_curiga(rumus: str) -> Any:
    """A rule that marks a cell that should be looked at, by colour and by weight."""
    return _aturan(rumus, PatternFill("solid", bgColor=CURIGA.fgColor.rgb), Font(bold=True, color="FF9C0006"))


def _aturan(rumus: str, warna: PatternFill, huruf: Font | None = None) -> Any:
    aturan: Any = FormulaRule
    return aturan(formula=[rumus], fill=warna, font=huruf)


def bentuk_angka(rumus: str, number_format: str) -> Any:
    """A rule that shows numbers in another format."""
    bentuk = NumberFormat(numFmtId=_PERSEN[number_format], formatCode=number_format)
    return Rule(type="expression", formula=[rumus], dxf=DifferentialStyle(numFmt=bentuk))


def lindungi(lembar: Any) -> None:
    """Formula cells locked, without a password; widths, heights and filters stay free."""
    lembar.protection.sheet = True
    lembar.protection.formatColumns = False
    lembar.protection.formatRows = False
    lembar.protection.autoFilter = False
    lembar.protection.sort = False
