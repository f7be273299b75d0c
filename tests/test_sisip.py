"""Rows inserted into a sheet, with everything that refers to it.

1. References move as in Excel; what is no reference, and what refers elsewhere, stays to the letter.
2. Copied formulas are translated as by filling down, also near the end of the sheet.
3. Rows: content moves, new rows have looks and formulas of the copied row but nothing typed, and are shown.
4. Everything else that holds places: names, formats, validation, merges, links, breaks, panes, tables, comments, charts, drawings.
5. What openpyxl does not write: extensions, shared formulas, form controls, pivots, threaded comments.
6. Refusals: no such sheet, no room, through an array formula or pivot, an unreadable formula.
7. Parts that are not concerned keep their bytes; the same input gives the same output.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting import rule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table

from xl_lkjip.core.errors import LkjipError
from xl_lkjip.xlsx.geser import Sisipan, salin, tandai
from xl_lkjip.xlsx.sisip import sisip

ATURAN: Any = rule  # untyped
AKAR = Path(__file__).parents[1]
S5 = Sisipan("Data", 5, 3)  # three rows below row 5
# formula in sheet Data, before and after
RUMUS_DI_DATA = {
    "A5": "A5",
    "A6": "A9",
    "$A$6": "$A$9",
    "a$6+AB6": "a$9+AB9",
    "SUM(A1:A5)": "SUM(A1:A5)",
    "SUM(A1:A6)": "SUM(A1:A9)",
    "SUM(A6:A9)": "SUM(A9:A12)",
    "SUM(A9:A2)": "SUM(A12:A2)",
    "SUM(A:A)+SUM(5:6)+SUM($7:$8)": "SUM(A:A)+SUM(5:9)+SUM($10:$11)",
    "SUM(A1:A1048576)": "SUM(A1:A1048576)",
    "A1048575": "#REF!",
    "Data!A1048575+1": "Data!#REF!+1",
    "DATA!B7+'data'!B7": "DATA!B10+'data'!B10",
    "Lain!A9+'Lain lagi'!A9": "Lain!A9+'Lain lagi'!A9",
    "Data!A1:Data!B9": "Data!A1:Data!B12",
    '"A9"&A9&"""A9"': '"A9"&A12&"""A9"',
    "LOG10(A9)+ATAN2(A9,1)": "LOG10(A12)+ATAN2(A12,1)",
    "Nip9x+XFE9+_A9+A9.b+A9999999": "Nip9x+XFE9+_A9+A9.b+A9999999",
    "A9:INDEX(B1:B9,2)": "A12:INDEX(B1:B12,2)",
    "SUM(INDEX(B1:B9,2):A9)": "SUM(INDEX(B1:B12,2):A12)",
    "A9:LOG10(9)": "A12:LOG10(9)",
    "(A9,B9)": "(A12,B12)",
    "A1:A9  B6:B7": "A1:A12  B9:B10",
    "A9 \n + \t 1E+9 * 9": "A12 \n + \t 1E+9 * 9",
    "{1,9;8,9}+A9%": "{1,9;8,9}+A12%",
    "[1]Data!A9+'[1]Data'!A9+'C:\\x\\[b.xlsx]Data'!A9": "[1]Data!A9+'[1]Data'!A9+'C:\\x\\[b.xlsx]Data'!A9",
    "[0]Data!A9": "[0]Data!A12",
    "Tabel1[[#This Row],[A9]]+Tabel1[A9]+A9": "Tabel1[[#This Row],[A9]]+Tabel1[A9]+A12",
    "#REF!+A9": "#REF!+A12",
    "#REF!A9+Data!#REF!": "#REF!A9+Data!#REF!",
    "Awal:Data!A9+'Awal:Lain'!A9:B9": "Awal:Data!A9+'Awal:Lain'!A9:B9",  # several sheets: Excel leaves them alone
    "Data:Data!A9": "Data:Data!A12",
    "TRUE+9+A9-9.5": "TRUE+9+A12-9.5",
    'IF(A9<>"",A9>=B9,NA())': 'IF(A12<>"",A12>=B12,NA())',
    "": "",
}
RUMUS_DI_LAIN = {
    "A9+$A$9+SUM(9:9)": "A9+$A$9+SUM(9:9)",
    "Data!A9+A9": "Data!A12+A9",
    "SUM(Data!A1:B9,A1:B9)": "SUM(Data!A1:B12,A1:B9)",
    "SUM('Data'!5:6)": "SUM('Data'!5:9)",
    '"Data!A9"': '"Data!A9"',
    "Data2!A9+XData!A9": "Data2!A9+XData!A9",
    "rusak(Data!A1": "rusak(Data!A1",  # nothing in it could move, so it need not be understood
}


@pytest.mark.parametrize(("lembar", "daftar"), [("Data", RUMUS_DI_DATA), ("Lain", RUMUS_DI_LAIN)])
def test_rumus(lembar: str, daftar: dict[str, str]) -> None:  # 1
    assert {r: S5.rumus(r, lembar) for r in daftar} == daftar


def test_nama_lembar_dengan_petik() -> None:  # 1
    s = Sisipan("Jum'at 1", 5, 3)
    assert s.rumus("'Jum''at 1'!A9+'jum''AT 1'!$B$6:$B$7", "Lain") == "'Jum''at 1'!A12+'jum''AT 1'!$B$9:$B$10"
    assert s.sasaran("#Jum'at 1!A9", "Lain") == "#Jum'at 1!A12"
    assert s.sasaran("NamaBiasa", "Lain") == "NamaBiasa"


def test_rumus_dalam_nama() -> None:  # 1: what is relative has no place
    assert S5.rumus("Data!$A$9+Data!$A9+Data!A$9+$A$9+!$A$9", nama=True) == "Data!$A$12+Data!$A9+Data!A$12+$A$9+!$A$9"
    assert S5.rumus("Data!$A$1:$B$9,Data!$5:$7,Data!$A:$A", nama=True) == "Data!$A$1:$B$12,Data!$5:$10,Data!$A:$A"
    assert S5.rumus("$A$9", "Data", nama=True) == "$A$12"


@pytest.mark.parametrize(
    ("daerah", "geser", "ikut"),
    [
        ("A5", "A5", "A5:A8"),
        ("A6", "A9", "A9"),
        ("A1:B5 C6 D5:E9", "A1:B5 C9 D5:E12", "A1:B8 C9 D5:E12"),
        ("$A$1:$B$5", "$A$1:$B$5", "$A$1:$B$8"),
        ("A1:A4", "A1:A4", "A1:A4"),
        ("4:6", "4:9", "4:9"),
        ("A:C", "A:C", "A:C"),
        ("A1:XFD1048576", "A1:XFD1048576", "A1:XFD1048576"),
    ],
)
def test_daerah(daerah: str, geser: str, ikut: str) -> None:  # 1, 4
    assert (S5.daerah(daerah), S5.daerah(daerah, ikut=True)) == (geser, ikut)


def test_salin() -> None:  # 2
    rumus = "A5+$A5+A$5+Lain!B$1:B5+SUM(5:5)+A:A+[1]X!A5+Tabel1[A5]"
    assert salin(rumus, 2) == "A7+$A7+A$5+Lain!B$1:B7+SUM(7:7)+A:A+[1]X!A7+Tabel1[A5]"
    assert salin("A5+$A5+A:B+$A:B+Z1", -4, 1) == "B1+$A1+B:C+$A:C+#REF!"
    assert salin("A1048576+XFD5", 1, 1) == "#REF!+#REF!"
    assert tandai("A5+A$5").split("\0") == ["A", "5", "+A$5"]


# The workbook: 3 sheets; rows are inserted below row 6 of "Data Pokok"
NAMA, CONTOH, BANYAK = "Data Pokok", 6, 4


def _buku() -> bytes:
    buku: Any = openpyxl.Workbook()
    data = buku.active
    data.title = NAMA
    for baris in range(1, 21):
        data.cell(baris, 1, f"teks {baris}")
        data.cell(baris, 2, baris)
        data.cell(baris, 3, f"=B{baris}*2+B$8+SUM(B$2:B{baris})")
    data["C20"] = "=SUM(C1:C6)+SUM(C1:C7)+Rekap!A1+SUM(B:B)"
    data["B6"].fill = PatternFill("solid", fgColor="FFFF00")
    data["A6"].font = Font(bold=True)
    data.row_dimensions[6].height, data.row_dimensions[6].hidden = 31, True
    data.row_dimensions[9].height = 40
    data.merge_cells("E6:F6")
    data.merge_cells("E2:F3")
    data.merge_cells("H5:H8")
    data.merge_cells("E10:F12")
    data["H5"], data["G6"] = "=B5", "=B6&B7"
    pilihan = DataValidation(type="list", formula1=f"'{NAMA}'!$B$7:$B$9")
    pilihan.add("B2:B6")
    pilihan.add("B15")
    data.add_data_validation(pilihan)
    data.conditional_formatting.add("A2:A6", ATURAN.FormulaRule(formula=["$B2>$B$10"], fill=PatternFill("solid", bgColor="FF0000")))
    data.conditional_formatting.add("D8:D9", ATURAN.CellIsRule(operator="greaterThan", formula=["$B$3"]))
    data["A9"].hyperlink = Hyperlink(ref="A9", location=f"'{NAMA}'!B10", display="x")
    data["A8"].comment = Comment("catatan", "penulis")
    data["A2"].comment = Comment("atas", "penulis")
    data.row_breaks.append(Break(id=6))
    data.row_breaks.append(Break(id=3))
    data.row_breaks.append(Break(id=12))
    data.freeze_panes = "B3"
    data.sheet_view.selection[0].sqref = data.sheet_view.selection[0].activeCell = "C9"
    data.print_area = ["A1:H20", "A1:C6"]
    data.print_title_rows = "1:2"
    data.auto_filter.ref = "A1:C20"
    data.protection = SheetProtection(sheet=True)
    tabel: Any = Table(displayName="Tabel1", ref="K1:L8")
    data["K1"], data["L1"] = "satu", "dua"
    tabel._initialise_columns()
    for kolom, judul in zip(tabel.tableColumns, ("satu", "dua"), strict=True):
        kolom.name = judul
    data.add_table(tabel)
    rekap = buku.create_sheet("Rekap")
    rekap["A1"] = f"='{NAMA}'!B10+B10+SUM('{NAMA}'!B1:B6)+SUM('{NAMA}'!B6:B7)"
    rekap["A2"] = "=B9"
    rekap["A3"].hyperlink = Hyperlink(ref="A3", location=f"'{NAMA}'!A9")
    rekap.conditional_formatting.add("A8:A9", ATURAN.FormulaRule(formula=[f"'{NAMA}'!$B$9=A8"]))
    grafik = BarChart()
    grafik.add_data(Reference(data, min_col=2, min_row=2, max_row=9))
    grafik.set_categories(Reference(data, min_col=1, min_row=7, max_row=9))
    data.add_chart(grafik, "J9")
    rekap.add_chart(BarChart(), "C9")
    atas = BarChart()
    atas.add_data(Reference(rekap, min_col=2, min_row=2, max_row=9))
    data.add_chart(atas, "J3")
    buku.create_sheet("Kosong")["A1"] = 1
    for nama, isi in {
        "Tetap": f"'{NAMA}'!$B$9",
        "Relatif": f"'{NAMA}'!$B9*2",
        "DuaDaerah": f"'{NAMA}'!$A$1:$A$6,'{NAMA}'!$A$7:$A$9",
        "Lain": "Rekap!$A$9",
    }.items():
        buku.defined_names[nama] = DefinedName(nama, attr_text=isi)
    rekap.defined_names["Lokal"] = DefinedName("Lokal", attr_text=f"'{NAMA}'!$C$20")
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


ISI = _buku()


@pytest.fixture(scope="module")
def hasil() -> bytes:
    return sisip(ISI, NAMA, CONTOH, BANYAK)


@pytest.fixture(scope="module")
def buku(hasil: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(hasil))


def _bagian(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        assert arsip.testzip() is None
        return {n: arsip.read(n) for n in arsip.namelist()}


def _ganti(isi: bytes, **bagian: Any) -> bytes:
    """The package with parts changed by functions, or added; "__" in a name is "/"."""
    semua = _bagian(isi)
    for nama, ubah in bagian.items():
        jalur = nama.replace("__", "/").replace("_DOT_", ".")
        semua[jalur] = ubah(semua[jalur]) if callable(ubah) else ubah
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, data in semua.items():
            arsip.writestr(nama, data)
    return keluar.getvalue()


LEMBAR1 = "xl__worksheets__sheet1_DOT_xml"
LEMBAR2 = "xl__worksheets__sheet2_DOT_xml"


def _sisip_di(tanda: bytes, baru: bytes) -> Any:
    def ubah(data: bytes) -> bytes:
        assert tanda in data
        return data.replace(tanda, baru + tanda, 1)

    return ubah


def test_baris(buku: Any) -> None:  # 3
    data = buku[NAMA]
    assert [data.cell(b, 1).value for b in (6, 7, 10, 11, 24)] == ["teks 6", None, None, "teks 7", "teks 20"]
    assert [data.cell(b, 2).value for b in (6, 7, 10, 11)] == [6, None, None, 7]
    assert [data.cell(b, 3).value for b in (5, 6, 7, 10)] == [f"=B{b}*2+B$12+SUM(B$2:B{b})" for b in (5, 6, 7, 10)]
    assert data["C11"].value == "=B11*2+B$12+SUM(B$2:B11)"
    assert data["C24"].value == "=SUM(C1:C6)+SUM(C1:C11)+Rekap!A1+SUM(B:B)"
    assert [data.cell(b, 2).fill.fgColor.rgb for b in (6, 7, 10)] == ["00FFFF00"] * 3
    assert [data.cell(b, 1).font.b for b in (6, 7, 10, 11)] == [True, True, True, False]
    assert [(data.row_dimensions[b].height, data.row_dimensions[b].hidden) for b in (6, 7, 10, 11, 13)] == [
        (31, True),
        (31, False),
        (31, False),
        (None, False),
        (40, False),
    ]
    assert [data.cell(b, 7).value for b in (6, 7, 10)] == ["=B6&B11", "=B7&B12", "=B10&B15"]  # as Excel fills down after inserting
    assert data["H7"].value is None
    assert data.dimensions == "A1:L24"


def test_rujukan_lembar_lain(buku: Any) -> None:  # 3
    rekap = buku["Rekap"]
    assert rekap["A1"].value == f"='{NAMA}'!B14+B10+SUM('{NAMA}'!B1:B6)+SUM('{NAMA}'!B6:B11)"
    assert rekap["A2"].value == "=B9"
    assert rekap["A3"].hyperlink.location == f"'{NAMA}'!A13"
    aturan = [(str(d.sqref), d.rules[0].formula) for d in rekap.conditional_formatting]
    assert aturan == [("A8:A9", [f"'{NAMA}'!$B$13=A8"])]


def test_isi_lembar(buku: Any) -> None:  # 4
    data = buku[NAMA]
    assert {str(m) for m in data.merged_cells.ranges} == {f"E{b}:F{b}" for b in range(6, 11)} | {"E2:F3", "H5:H12", "E14:F16"}
    (pilihan,) = data.data_validations.dataValidation
    assert (str(pilihan.sqref), pilihan.formula1) == ("B2:B10 B19", f"'{NAMA}'!$B$11:$B$13")
    aturan = {str(d.sqref): d.rules[0].formula for d in data.conditional_formatting}
    assert aturan == {"A2:A10": ["$B2>$B$14"], "D12:D13": ["$B$3"]}
    assert (data["A13"].hyperlink.ref, data["A13"].hyperlink.location) == ("A13", f"'{NAMA}'!B14")
    assert {c.coordinate: c.comment.text for b in data.iter_rows() for c in b if c.comment} == {"A12": "catatan", "A2": "atas"}
    assert [b.id for b in data.row_breaks.brk] == [10, 3, 16]
    assert (data.freeze_panes, data.sheet_view.selection[0].sqref) == ("B3", "C13")
    assert set(data.print_area.split(",")) == {f"'{NAMA}'!$A$1:$H$24", f"'{NAMA}'!$A$1:$C$6"}
    assert data.print_title_rows == "$1:$2"
    assert data.auto_filter.ref == "A1:C24"
    assert data.tables["Tabel1"].ref == data.tables["Tabel1"].autoFilter.ref == "K1:L12"
    assert data.protection.sheet


def test_nama(buku: Any) -> None:  # 4
    assert {n: d.attr_text for n, d in buku.defined_names.items()} == {
        "Tetap": f"'{NAMA}'!$B$13",
        "Relatif": f"'{NAMA}'!$B9*2",
        "DuaDaerah": f"'{NAMA}'!$A$1:$A$6,'{NAMA}'!$A$11:$A$13",
        "Lain": "Rekap!$A$9",
    }
    assert buku["Rekap"].defined_names["Lokal"].attr_text == f"'{NAMA}'!$C$24"


def test_grafik_dan_gambar(hasil: bytes) -> None:  # 4
    bagian = _bagian(hasil)
    rumus = {r.decode() for n, d in bagian.items() if n.startswith("xl/charts/") for r in re.findall(rb"<(?:c:)?f>([^<]*)<", d)}
    assert rumus == {f"'{NAMA}'!$B$2:$B$13", f"'{NAMA}'!$A$11:$A$13", "'Rekap'!$B$2:$B$9"}
    jangkar = {n: re.findall(rb"row>(\d+)<", d) for n, d in bagian.items() if n.startswith("xl/drawings/drawing")}
    assert sorted(jangkar.values()) == [[b"12", b"2"], [b"8"]]  # row 9 of the sheet and of Rekap, row 3
    vml = next(d for n, d in bagian.items() if n.endswith(".vml"))
    assert sorted(re.findall(rb"Row>(\d+)</", vml)) == [b"1", b"11"]


def test_tidak_disentuh(hasil: bytes) -> None:  # 7
    awal, akhir = _bagian(ISI), _bagian(hasil)
    assert list(awal) == list(akhir)
    sama = {n for n in awal if awal[n] == akhir[n]}
    assert {"xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml"} <= sama
    assert hasil == sisip(ISI, NAMA.upper(), CONTOH, BANYAK)


def test_judul_yang_dibekukan() -> None:  # 4: rows inserted among the frozen ones stay with them
    lembar = openpyxl.load_workbook(io.BytesIO(sisip(ISI, NAMA, 1, 2)))[NAMA]
    assert lembar.freeze_panes == "B5"
    assert lembar.print_title_rows == "$1:$4"


def test_nilai_tersimpan() -> None:  # 3
    isi = _ganti(ISI, **{LEMBAR1: lambda d: re.sub(rb"(<c r=\"C\d+\"[^>]*><f>[^<]*</f>)<v></v>", rb"\1<v>7</v>", d)})
    lembar = openpyxl.load_workbook(io.BytesIO(sisip(isi, NAMA, CONTOH, BANYAK)), data_only=True)[NAMA]
    assert [lembar.cell(b, 3).value for b in (5, 6, 7, 10, 11, 24)] == [7, 7, None, None, 7, 7]


EKSTENSI = b"""<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
 xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" uri="{x}">
<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>Rekap!$A$9&lt;'Data Pokok'!$B$9</xm:f></x14:cfRule>
<xm:sqref>B2:B6</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>
<x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>'Data Pokok'!$A$1:$A$6</xm:f></x14:formula1><xm:sqref>C6 C9</xm:sqref>
</x14:dataValidation></x14:dataValidations>
<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>'Data Pokok'!B1:B9</xm:f><xm:sqref>D9</xm:sqref></x14:sparkline>
</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""


def test_ekstensi() -> None:  # 5
    isi = _ganti(ISI, **{LEMBAR1: _sisip_di(b"</worksheet>", EKSTENSI), LEMBAR2: _sisip_di(b"</worksheet>", EKSTENSI)})
    bagian = _bagian(sisip(isi, NAMA, CONTOH, BANYAK))

    def teks(nomor: int) -> list[bytes]:
        return re.findall(rb"<xm:(?:f|sqref)>([^<]*)<", bagian[f"xl/worksheets/sheet{nomor}.xml"])

    rumus = [b"Rekap!$A$9&lt;'Data Pokok'!$B$13", b"'Data Pokok'!$A$1:$A$6", b"'Data Pokok'!B1:B13"]
    assert teks(1) == [rumus[0], b"B2:B10", rumus[1], b"C6:C10 C13", rumus[2], b"D13"]
    assert teks(2) == [rumus[0], b"B2:B6", rumus[1], b"C6 C9", rumus[2], b"D9"]


def _baris(*sel: str) -> bytes:
    return "".join(sel).encode()


def test_rumus_bersama() -> None:  # 5
    satu = _baris(
        '<row r="30"><c r="M30"><f t="shared" ref="M30:N31" si="0">B8+$B30+SUM(B$2:B7)</f><v>1</v></c><c r="N30"><f t="shared" si="0"/><v>2</v></c></row>',
        '<row r="31"><c r="M31"><f t="shared" si="0"/></c></row>',
    )
    dua = _baris(
        '<row r="30"><c r="M30"><f t="shared" ref="M30:M31" si="0">\'Data Pokok\'!B6</f></c>',
        '<c r="N30"><f t="shared" ref="N30:N31" si="1">B6</f></c></row>',
        '<row r="31"><c r="M31"><f t="shared" si="0"/></c><c r="N31"><f t="shared" si="1"/></c></row>',
        '<row r="32"><c r="M32"><f t="shared" ref="M32:M33" si="2">\'Data Pokok\'!B16</f></c></row><row r="33"><c r="M33"><f t="shared" si="2"/></c></row>',
    )
    isi = _ganti(ISI, **{LEMBAR1: _sisip_di(b"</sheetData>", satu), LEMBAR2: _sisip_di(b"</sheetData>", dua)})
    hasil = sisip(isi, NAMA, CONTOH, BANYAK)
    buku = openpyxl.load_workbook(io.BytesIO(hasil))
    data, rekap = buku[NAMA], buku["Rekap"]
    assert [data[a].value for a in ("M34", "N34", "M35")] == [
        "=B12+$B34+SUM(B$2:B11)",
        "=C12+$B34+SUM(C$2:C11)",
        "=B13+$B35+SUM(B$2:B12)",
    ]
    assert [rekap[a].value for a in ("M30", "M31", "M32", "M33")] == [f"='{NAMA}'!{a}" for a in ("B6", "B11", "B20", "B21")]
    assert [rekap[a].value for a in ("N30", "N31")] == ["=B6", "=B7"]
    assert b'<c r="N34"><f>C12+$B34+SUM(C$2:C11)</f><v>2</v></c>' in _bagian(hasil)["xl/worksheets/sheet1.xml"]


def test_rumus_array() -> None:  # 5
    def isi(*sel: str) -> bytes:
        return _ganti(ISI, **{LEMBAR1: lambda d: d.replace(b"</sheetData>", _baris(*sel) + b"</sheetData>")})

    bawah = isi('<row r="30"><c r="M30"><f t="array" ref="M30:M32">B1:B3*B7</f></c></row>')
    data = openpyxl.load_workbook(io.BytesIO(sisip(bawah, NAMA, CONTOH, BANYAK)))[NAMA]
    assert (data["M34"].value.ref, data["M34"].value.text) == ("M34:M36", "=B1:B3*B11")
    data = openpyxl.load_workbook(io.BytesIO(sisip(bawah, NAMA, 29, 1)))[NAMA]
    assert data["M31"].value.ref == "M31:M33"
    for baris in (30, 31):
        with pytest.raises(LkjipError, match=r"BRK018 .*M30:M32"):
            sisip(bawah, NAMA, baris, 1)
    satu = isi('<row r="30"><c r="M30" cm="1"><f t="array" ref="M30">SUM(B29:B30)</f></c></row>')
    data = openpyxl.load_workbook(io.BytesIO(sisip(satu, NAMA, 30, 2)))[NAMA]
    assert [(data[a].value.ref, data[a].value.text) for a in ("M30", "M32")] == [("M30", "=SUM(B29:B30)"), ("M32", "=SUM(B31:B32)")]
    with pytest.raises(LkjipError, match="BRK018"):
        sisip(isi('<row r="30"><c r="M30"><f t="dataTable" ref="M30:N32" dt2D="1" r1="B1" r2="B9"/></c></row>'), NAMA, 30, 1)


RELASI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _bagian_baru(jenis: str, nama: str, isi: str) -> bytes:
    """The workbook with one more part that belongs to the sheet."""
    relasi = f'<Relationship Id="rIdX" Type="{RELASI}/{jenis}" Target="/{nama}"/>'.encode()
    semua = {
        "xl__worksheets___rels__sheet1_DOT_xml_DOT_rels": _sisip_di(b"</Relationships>", relasi),
        nama.replace("/", "__").replace(".", "_DOT_"): isi.encode(),
    }
    return _ganti(ISI, **semua)


@pytest.mark.parametrize(
    ("jenis", "isi", "harapan"),
    [
        ("threadedComment", '<ThreadedComments><threadedComment ref="A8" id="x"/></ThreadedComments>', 'ref="A12"'),
        ("ctrlProp", "<formControlPr fmlaLink=\"$B$9\" fmlaRange=\"'Data Pokok'!$A$7:$A$9\"/>", "fmlaLink=\"$B$13\" fmlaRange=\"'Data Pokok'!$A$11:$A$13\""),
        ("pivotTable", f'<pivotTableDefinition {S}><location ref="A8:C9"/></pivotTableDefinition>', 'ref="A12:C13"'),
        ("table", f'<table {S} ref="A7:B9"><tableColumns><tableColumn><calculatedColumnFormula>B7</calculatedColumnFormula></tableColumn></tableColumns></table>', 'a>B11<'),
        ("vmlDrawing", "<xml><br><x:ClientData ObjectType=\"Drop\"><x:Anchor>1, 0, 5, 0, 2, 0, 7, 3</x:Anchor><x:FmlaLink>'Data Pokok'!$B$9</x:FmlaLink></x:ClientData></xml>", "1, 0, 5, 0, 2, 0, 11, 3</x:Anchor><x:FmlaLink>'Data Pokok'!$B$13<"),
    ],
)  # fmt: skip
def test_bagian_lain(jenis: str, isi: str, harapan: str) -> None:  # 5
    nama = "xl/lain/bagian.vml" if jenis == "vmlDrawing" else "xl/lain/bagian.xml"
    bagian = _bagian(sisip(_bagian_baru(jenis, nama, isi), NAMA, CONTOH, BANYAK))
    assert harapan in bagian[nama].decode()


def test_jangkar() -> None:  # 4
    xdr = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'

    def gambar(gaya: str, dari: int, ke: int, lebih: int = 5) -> str:
        ujung = "".join(
            f"<xdr:{n}><xdr:row>{b}</xdr:row><xdr:rowOff>{o}</xdr:rowOff></xdr:{n}>" for n, b, o in (("from", dari, 0), ("to", ke, lebih))
        )
        return f'<xdr:twoCellAnchor editAs="{gaya}">{ujung}</xdr:twoCellAnchor>'

    kasus = {("twoCell", 6, 8): (10, 12), ("twoCell", 5, 8): (5, 12), ("twoCell", 5, 6): (5, 10), ("oneCell", 5, 8): (5, 8), ("oneCell", 7, 8): (11, 12), ("absolute", 7, 8): (7, 8)}  # fmt: skip
    isi = f'<xdr:wsDr {xdr}>{"".join(gambar(*k) for k in kasus)}{gambar("twoCell", 5, 6, 0)}<xdr:sp textlink="$A$9"/></xdr:wsDr>'
    bagian = _bagian(sisip(_bagian_baru("drawing", "xl/lain/gambar.xml", isi), NAMA, CONTOH, BANYAK))["xl/lain/gambar.xml"].decode()
    baris = [int(b) for b in re.findall(r"row>(\d+)<", bagian)]
    assert list(zip(baris[::2], baris[1::2], strict=True)) == [*kasus.values(), (5, 6)]
    assert 'textlink="$A$13"' in bagian


def test_urutan_hitung() -> None:  # 5
    jenis = (
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
    )
    relasi = f'<Relationship Id="rId99" Type="{RELASI}/calcChain" Target="calcChain.xml"/>'.encode()
    isi = _ganti(
        ISI,
        xl__calcChain_DOT_xml=b"<calcChain/>",
        xl___rels__workbook_DOT_xml_DOT_rels=_sisip_di(b"</Relationships>", relasi),
        **{"[Content_Types]_DOT_xml": _sisip_di(b"</Types>", jenis)},
    )
    assert not [n for n, d in _bagian(sisip(isi, NAMA, CONTOH, BANYAK)).items() if "calcChain" in n or b"calcChain" in d]


def test_tautan_gambar() -> None:  # 5
    relasi = f'<Relationship Id="rId99" Type="{RELASI}/hyperlink" Target="#\'Data%20Pokok\'!A9"/>'.encode()
    isi = _ganti(ISI, xl__drawings___rels__drawing1_DOT_xml_DOT_rels=_sisip_di(b"</Relationships>", relasi))
    assert b"#'Data%20Pokok'!A13" in _bagian(sisip(isi, NAMA, CONTOH, BANYAK))["xl/drawings/_rels/drawing1.xml.rels"]


def test_awalan_dan_alamat_tersirat() -> None:  # 3: as other programs write it: a prefix, no addresses
    baris = '<x:row q:d="1"><x:c><x:v>{0}</x:v></x:c><x:c s="1"><x:f>A{0}&amp;&quot;&lt;&quot;</x:f></x:c></x:row>'
    ruang = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:q="urn:q"'
    isi = "".join(baris.format(b) for b in (1, 2, 3))
    satu = f"<x:worksheet {ruang}><x:sheetData>{isi}</x:sheetData></x:worksheet>"
    hasil = sisip(_ganti(ISI, **{LEMBAR1: satu.encode()}), NAMA, 2, 2)
    data = openpyxl.load_workbook(io.BytesIO(hasil))[NAMA]
    assert [[s.value for s in b] for b in data.iter_rows(max_row=5, max_col=2)] == [
        [a, f'=A{b}&"<"'] for b, a in enumerate((1, 2, None, None, 3), 1)
    ]
    assert _bagian(hasil)["xl/worksheets/sheet1.xml"].count(b'q:d="1"') == 5


def test_rujukan_di_ujung_lembar() -> None:  # 2
    isi = _ganti(ISI, **{LEMBAR1: _sisip_di(b"</sheetData>", _baris('<row r="30"><c r="M30"><f>A1048574</f></c></row>'))})
    data = openpyxl.load_workbook(io.BytesIO(sisip(isi, NAMA, 30, 3)))[NAMA]
    assert [data.cell(b, 13).value for b in range(30, 34)] == ["=#REF!"] * 4
    isi = _ganti(ISI, **{LEMBAR1: _sisip_di(b"</sheetData>", _baris('<row r="30"><c r="M30"><f>Rekap!A1048574</f></c></row>'))})
    data = openpyxl.load_workbook(io.BytesIO(sisip(isi, NAMA, 30, 3)))[NAMA]
    assert [data.cell(b, 13).value for b in range(30, 34)] == ["=Rekap!A1048574", "=Rekap!A1048575", "=Rekap!A1048576", "=Rekap!#REF!"]


@pytest.mark.parametrize(
    ("lembar", "contoh", "banyak", "kode"),
    [
        ("Tidak ada", 6, 1, "BRK017"),
        (NAMA, 6, 0, "BRK017"),
        (NAMA, 0, 1, "BRK017"),
        (NAMA, 6, 1_048_576, "BRK017"),
        (NAMA, 6, 1_048_557, "BRK017"),
    ],
)
def test_ditolak(lembar: str, contoh: int, banyak: int, kode: str) -> None:  # 6
    with pytest.raises(LkjipError) as e:
        sisip(ISI, lembar, contoh, banyak)
    assert e.value.kode == kode


def test_rumus_dan_berkas_rusak() -> None:  # 6
    isi = _ganti(ISI, **{LEMBAR2: _sisip_di(b"</sheetData>", _baris('<row r="9"><c r="D9"><f>SUM(\'Data Pokok\'!A9</f></c></row>'))})
    with pytest.raises(LkjipError, match=r"BRK019 Rekap!D9") as e:
        sisip(_ganti(isi, **{LEMBAR2: lambda d: d.replace(b"SUM('Data Pokok'!A9", b"SUM('Data Pokok'!A9))")}), NAMA, 6, 1)
    assert e.value.kode == "BRK019"
    with pytest.raises(LkjipError, match="BRK018"):
        sisip(_bagian_baru("pivotTable", "xl/lain/p.xml", f'<p {S}><location ref="A5:C9"/></p>'), NAMA, 6, 1)
    with pytest.raises(LkjipError, match="BRK006"):
        sisip(_ganti(ISI, **{LEMBAR1: b"<rusak"}), NAMA, 6, 1)
    with pytest.raises(LkjipError, match="BRK006"):
        sisip(b"PK", NAMA, 6, 1)


def test_baris_kosong_dan_akhir() -> None:  # 3: a row that is not in the file, and the last one
    for contoh in (20, 25):
        lembar = openpyxl.load_workbook(io.BytesIO(sisip(ISI, NAMA, contoh, 2)))[NAMA]
        assert lembar["C20"].value == "=SUM(C1:C6)+SUM(C1:C7)+Rekap!A1+SUM(B:B)"
        assert lembar.max_row == (22 if contoh == 20 else 20)


def test_sepuluh_ribu_baris() -> None:  # 3
    buku: Any = openpyxl.Workbook()
    for kolom in range(1, 61):
        buku.active.cell(5, kolom, f"=SUM(A$1:A5)+{kolom}")
        buku.active.cell(6, kolom, f"=SUM(A$1:A5)+{kolom}")
    keluar = io.BytesIO()
    buku.save(keluar)
    mulai = time.perf_counter()
    hasil = sisip(keluar.getvalue(), "Sheet", 5, 10_000)
    assert time.perf_counter() - mulai < 10
    assert _bagian(hasil)["xl/worksheets/sheet1.xml"].count(b"<c ") == 60 * 10_002


@pytest.mark.parametrize("berkas", sorted((AKAR / "templates").glob("*.xlsx")), ids=lambda b: b.stem)
def test_templat(berkas: Any) -> None:  # 3, 4
    isi = berkas.read_bytes()
    awal = openpyxl.load_workbook(io.BytesIO(isi))
    for lembar in awal.worksheets:
        akhir: Any = openpyxl.load_workbook(io.BytesIO(sisip(isi, lembar.title, 8, 5)))
        assert set(akhir.defined_names) == set(awal.defined_names)
        asal: Any = lembar
        contoh = sum(s.data_type == "f" for s in asal[8])
        rumus = [sum(s.data_type == "f" for b in w.iter_rows() for s in b) for w in (asal, akhir[lembar.title])]
        assert rumus[1] == rumus[0] + 5 * contoh
