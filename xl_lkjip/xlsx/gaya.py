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
JUDUL = Font(name=HURUF, size=12, bold=True)
KECIL = Font(name=HURUF, size=10, italic=True, color="FF404040")
GARIS_BAWAH = Font(name=HURUF, size=10, bold=True, underline="single")
_TIPIS = Side(style="thin", color="FF000000")
KOTAK = Border(_TIPIS, _TIPIS, _TIPIS, _TIPIS)
KEPALA = PatternFill("solid", fgColor="FFDDE6EF")
JUMLAH = PatternFill("solid", fgColor="FFF0F0F0")
BELUM_DIISI = PatternFill("solid", bgColor="FFFFF4CC")
PEMBANTU = PatternFill("solid", fgColor="FFF7F7F7")
FOLIO = 14  # Excel's number for 8.5 x 13 in, the Indonesian F4
_MM = 1 / 25.4


def letak(mendatar: str = "left", tegak: str = "center", lipat: bool = True) -> Alignment:
    """Alignment of a cell; text wraps unless told otherwise."""
    return Alignment(horizontal=mendatar, vertical=tegak, wrap_text=lipat, indent=0 if mendatar == "center" else 1)


def halaman(lembar: Any, *, mendatar: bool, satu: bool = False) -> None:
    """F4, fitted to the width (`satu`: to one page), page numbers in the footer."""
    lembar.page_setup.paperSize = FOLIO
    lembar.page_setup.orientation = "landscape" if mendatar else "portrait"
    lembar.page_setup.fitToWidth = 1
    lembar.page_setup.fitToHeight = 1 if satu else 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True
    lembar.page_margins = PageMargins(left=12 * _MM, right=12 * _MM, top=15 * _MM, bottom=15 * _MM, header=8 * _MM, footer=8 * _MM)
    lembar.print_options.horizontalCentered = True
    lembar.page_setup.firstPageNumber = 1
    lembar.page_setup.useFirstPageNumber = True
    lembar.oddFooter.right.text = "Halaman &P"
    lembar.oddFooter.right.size = 8


def isian_kosong(rumus: str) -> Any:
    """A rule that colours an input cell as long as it waits for content."""
    aturan: Any = FormulaRule
    return aturan(formula=[rumus], fill=BELUM_DIISI)


def bentuk_angka(rumus: str, number_format: str) -> Any:
    """A rule that shows numbers in another format."""
    nomor = {"0.00": 2, "0.00%": 10}[number_format]  # Excel's own numbers of these formats
    return Rule(type="expression", formula=[rumus], dxf=DifferentialStyle(numFmt=NumberFormat(numFmtId=nomor, formatCode=number_format)))


def lindungi(lembar: Any) -> None:
    """Formula cells locked, without a password; widths and heights stay free."""
    lembar.protection.sheet = True
    lembar.protection.formatColumns = False
    lembar.protection.formatRows = False
