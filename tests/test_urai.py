"""The reader of packages.

1. Values, formulas, formats, merged areas and names are those that openpyxl reads, in our workbooks and in foreign ones.
2. What openpyxl does not tell is read as well: comments, locks, what is hidden and by what, links, content under merged areas.
3. A formula without a stored value has none; it is calculated, and said to be so.
4. References in formulas: copied, seen from their cell, and listed.
5. Packages that a reader could be tricked with end in a named refusal.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from bantu import AKAR
from xl_lkjip import contoh
from xl_lkjip.core import rujukan
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.workbook import Cell, Nilai, State
from xl_lkjip.xlsx import geser, reader, urai

_Isi = dict[tuple[int, int], tuple[Nilai, str, str]]


def _asing() -> bytes:
    """A workbook with a bit of everything that openpyxl can write."""
    buku = openpyxl.Workbook()
    s: Any = buku.active
    s.title = "Data 'A'"
    s.append(
        ["teks", 1, 2.5, True, "#N/A", date(2023, 10, 20), datetime(2023, 1, 2, 3, 4, 5), time(8, 30), timedelta(hours=30, seconds=1.5)]
    )
    s.append(["=B1+C1", "=SUM(B1:C1)", "'=bukan rumus", " spasi ", "_x000D_", 1e308, -0.0, 10**15, 0.1 + 0.2])
    s["A3"] = CellRichText("polos ", TextBlock(InlineFont(b=True), "tebal"))
    s["A4"] = ArrayFormula("A4:A6", "=B1:B3*2")
    s["B4"] = DataTableFormula(ref="B4:B6", r1="A1")
    s["C4"], s["C5"], s["C6"] = 45_000, 0.25, 61
    for sel, bentuk in (
        ("C4", "dd/mm/yyyy"),
        ("C5", "h:mm"),
        ("C6", "[h]:mm"),
        ("B1", "0.00%"),
        ("C1", '#,##0" hari"'),
        ("I2", "[Red]0.0"),
    ):
        s[sel].number_format = bentuk
    s["D7"], s["D8"], s["E7"] = "jangkar", "tertutup", 5
    s.merge_cells("D7:E8")
    s["F1"].comment = Comment("catatan di tanggal", "a")
    s["Z9"].comment = Comment("di sel kosong", "a")
    s["B1"].protection = Protection(locked=False)
    s.protection.sheet = True
    for b in (3, 5):
        s.row_dimensions[b].hidden = True
    s.column_dimensions["G"].hidden = True
    sembunyi: Any = buku.create_sheet("Sembunyi")
    sembunyi["A1"], sembunyi.sheet_state = 1, "veryHidden"
    buku.defined_names.add(openpyxl.workbook.defined_name.DefinedName("Nama", attr_text="'Data ''A'''!$B$1"))
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _semua() -> Iterator[tuple[str, bytes]]:
    yield "asing", _asing()
    for berkas in sorted([*AKAR.glob("templates/*.xlsx"), *AKAR.glob("tests/edisi/*.xlsx")]):
        yield berkas.name, berkas.read_bytes()
    for nama, (isi, _) in contoh.buku("kediri_2021").items():
        yield nama, isi


BERKAS = dict(_semua())


def _openpyxl(isi: bytes) -> tuple[dict[str, _Isi], dict[str, set[Any]], dict[str, str]]:
    """Cells, merged areas and names as openpyxl reads them."""
    rumus, nilai = openpyxl.load_workbook(io.BytesIO(isi)), openpyxl.load_workbook(io.BytesIO(isi), data_only=True)
    sel: dict[str, _Isi] = {}
    for lembar in rumus.worksheets:
        isi_lembar = sel.setdefault(lembar.title, {})
        for letak, c in lembar._cells.items():
            if c.value is None:
                continue
            teks = (c.value.text or "")[1:] if isinstance(c.value, ArrayFormula) else "?" if isinstance(c.value, DataTableFormula) else ""
            teks = teks or (str(c.value)[1:] if c.data_type == "f" else "")
            isi_lembar[letak] = (_polos(nilai[lembar.title]._cells[letak].value), teks, c.number_format)
    gabungan = {s.title: {(g.min_row, g.min_col, g.max_row, g.max_col) for g in s.merged_cells.ranges} for s in rumus.worksheets}
    return sel, gabungan, {n: d.attr_text for n, d in rumus.defined_names.items()}


def _polos(nilai: Any) -> Nilai:
    if nilai is None or isinstance(nilai, (bool, str)):
        return nilai
    return float(nilai) if isinstance(nilai, (int, float)) else str(nilai)


def _sama(kita: Cell, mereka: tuple[Nilai, str, str]) -> bool:
    nilai = None if kita.value == "" and mereka[0] is None and kita.formula else kita.value  # openpyxl reads a stored "" as nothing
    return (nilai, kita.formula, kita.number_format) == mereka and type(nilai) is type(mereka[0])


@pytest.mark.parametrize("nama", BERKAS)
def test_seperti_openpyxl(nama: str) -> None:  # 1
    buku = reader.baca_tersimpan(BERKAS[nama], nama)
    sel, gabungan, nama_sel = _openpyxl(BERKAS[nama])
    assert [s.nama for s in buku.sheets] == list(sel)
    for sheet in buku.sheets:
        berisi = {t: c for t, c in sheet.cells.items() if c.value is not None or c.formula}
        assert berisi.keys() == sel[sheet.nama].keys()
        assert [(sheet.nama, c, sel[sheet.nama][t]) for t, c in berisi.items() if not _sama(c, sel[sheet.nama][t])] == []
        assert list(sheet.cells) == sorted(sheet.cells)
        assert set(sheet.merged) == gabungan[sheet.nama]
    assert buku.names == nama_sel


def test_yang_tersembunyi() -> None:  # 2
    data, sembunyi = reader.baca_tersimpan(BERKAS["asing"], "a").sheets
    assert (data.state, sembunyi.state) == (State.VISIBLE, State.VERY_HIDDEN)
    assert (data.protected, sembunyi.protected) == (True, False)
    assert (set(data.hidden_rows), set(data.filtered_rows), data.hidden_columns) == ({3, 5}, set(), ((7, 7),))
    assert data.column_hidden(7)
    assert not data.column_hidden(6)
    assert (data.cell(1, 6).comment, data.cell(9, 26).comment, data.cell(9, 26).value) == ("catatan di tanggal", "di sel kosong", None)
    assert (data.cell(1, 1).locked, data.cell(1, 2).locked) == (True, False)


def _ubah(isi: bytes, ganti: dict[str, Callable[[str], str]], tambah: dict[str, str] | None = None) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for nama in asal.namelist():
            data = asal.read(nama)
            tujuan.writestr(nama, ganti[nama](data.decode()).encode() if nama in ganti else data)
        for nama, teks in (tambah or {}).items():
            tujuan.writestr(nama, teks)
    return keluar.getvalue()


_S1 = "xl/worksheets/sheet1.xml"
_ISI = (
    '<row r="1"><c r="A1"><v>1</v></c><c t="inlineStr"><is><t>dalam </t><r><t>sel</t></r><rPh sb="0" eb="1"><t>baca</t></rPh></is></c></row>'
    '<row><c r="A2"><f t="shared" ref="A2:A4" si="0">A1*$B$1&amp;"A1"</f><v>2</v></c><c t="str"><f>""</f><v/></c><c><f>1+1</f><v/></c></row>'
    '<row r="3" hidden="1"><c r="A3"><f t="shared" si="0"/><v>3</v></c><c r="C3" t="d"><v>2023-10-20T00:00:00Z</v></c></row>'
    '<row r="4" ht="0" customHeight="1"><c r="A4"><f t="shared" si="0"/></c><c r="C4"><f t="shared" si="9"/><v>7</v></c></row>'
    '<row r="5"><c r="A5"><v>50</v></c><c r="B5"><v>51</v></c></row>'
)  # fmt: skip


def _buku(isi: str = _ISI, sesudah: str = "") -> bytes:
    buku = openpyxl.Workbook()
    keluar = io.BytesIO()
    buku.save(keluar)
    lembar = f"<sheetData>{isi}</sheetData>{sesudah}"
    return _ubah(keluar.getvalue(), {_S1: lambda t: re.sub("<sheetData.*?(/>|</sheetData>)", lambda _: lembar, t)})


def test_isi_sel() -> None:  # 1, 2, 3: what openpyxl does not write
    isi = _buku(sesudah='<autoFilter ref="A2:C3"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="A5:B5"/></mergeCells>')
    (sheet,) = reader.baca_tersimpan(isi, "x").sheets
    assert {c.alamat: (c.value, c.formula) for c in sheet.cells.values()} == {
        "A1": (1.0, ""),
        "B1": ("dalam sel", ""),
        "A2": (2.0, 'A1*$B$1&"A1"'),
        "B2": ("", '""'),
        "C2": (None, "1+1"),
        "A3": (3.0, 'A2*$B$1&"A1"'),
        "C3": ("2023-10-20 00:00:00", ""),
        "A4": (None, 'A3*$B$1&"A1"'),
        "C4": (7.0, "?"),
        "A5": (50.0, ""),
    }
    assert {c.alamat: c.value for c in sheet.covered.values()} == {"B5": 51.0}
    assert (set(sheet.hidden_rows), set(sheet.filtered_rows)) == ({3, 4}, {3})


def test_belum_dihitung() -> None:  # 3
    buku = reader.baca_buku(_buku(), "x")
    assert buku.calculated == {("Sheet", 2, 3), ("Sheet", 4, 1)}
    assert buku.sheets[0].cell(2, 3).value == 2.0


def test_tautan() -> None:  # 2
    tipe = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    isi = _ubah(
        _buku(),
        {
            "xl/workbook.xml": lambda t: t.replace(
                "<definedNames", f'<externalReferences xmlns:x="{tipe}"><externalReference x:id="luar"/></externalReferences><definedNames'
            ),
            "xl/_rels/workbook.xml.rels": lambda t: t.replace(
                "</Relationships>",
                f'<Relationship Id="luar" Type="{tipe}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
            ),
        },
        {
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{tipe}/externalLinkPath" Target="file:///C:/data/anggaran.xlsx" TargetMode="External"/></Relationships>',
        },
    )
    assert reader.baca_tersimpan(isi, "x").external_links == ("file:///C:/data/anggaran.xlsx",)


RUMUS = [
    "A1:INDEX(B1:B9,3)", "SUM('Lembar ''x'' A1'!A1:B2)+[1]Sheet1!A1", "Sheet1!A1+Q1!B$2", "SUM(A:A,$B:C,1:3,$4:5)",
    "LOG10(A1)+TAX2023+DEC2HEX(3)", "Tab1[[#This Row],[A1]]+A1", '"A1"&A1&"""B2"', "XFE1+A1", "1E5+A1", "_x1+x.A1+A1.b", "Jan:Mar!A1",
    "'Jan:Mar'!A1", "-A1%+{1,2;3,4}", "'[a.xlsx]S'!A1", "A10-$A$3*$B4+C$5",
]  # fmt: skip


def test_rujukan_disalin() -> None:  # 4: as the slower, careful copy that writes files
    semua = {c.formula for _, c in reader.baca_tersimpan(BERKAS["Pengukuran.xlsx"], "").formulas()}
    for rumus in [*RUMUS, *sorted(semua)]:
        for turun, kanan in ((3, 0), (0, 2), (2, 5)):
            assert rujukan.geser(rumus, turun, kanan) == geser.salin(rumus, turun, kanan)
            assert rujukan.r1c1(rujukan.geser(rumus, turun, kanan), 10 + turun, 4 + kanan) == rujukan.r1c1(rumus, 10, 4)
    assert rujukan.geser("A1+B2", -1, 0) == "#REF!+B1"


def test_rujukan_dilihat_dari_selnya() -> None:  # 4
    assert rujukan.r1c1("sum( a1 : $B$2 )&\"a 1\"&'A 1'!C3", 2, 2) == "SUM(R[-1]C[-1]:R2C2)&\"a 1\"&'A 1'!R[1]C[1]"
    assert rujukan.r1c1("A1+1", 2, 1) != rujukan.r1c1("A1+1", 3, 1)
    assert rujukan.r1c1("A$1+1", 2, 1) == rujukan.r1c1("a$1 + 1", 3, 1)


def test_daerah() -> None:  # 4
    def tulis(rumus: str) -> list[str]:
        return [f"{d.lembar}!{d.baris1},{d.kolom1}:{d.baris2},{d.kolom2}" for d in rujukan.daerah(rumus)]

    assert tulis("SUM(B3:A1)+'Lembar ''x'''!$C$4*Data!D5&\"A1\"") == ["!1,1:3,2", "Lembar 'x'!4,3:4,3", "Data!5,4:5,4"]
    assert tulis("[1]Sheet1!A1+'[b.xlsx]S'!A1:B2+'C:\\d\\[b.xlsx]S'!C3+LOG10(2)+Tab1[A1]") == []
    assert list(rujukan.nama("Pagu+SUM(Semua)+'Lembar'!A1+Data!Nama+A1&\"teks\"+TRUE")) == ["Pagu", "Semua", "A1", "TRUE"]


_CURANG: list[tuple[str, Callable[[], bytes], str]] = [
    ("gabungan yang disamarkan", lambda: _buku("", '<mergeCells><mergeCell ref="&#65;1:XFD1048576"/></mergeCells>'), "BRK007"),
    ("rumus bersama yang membengkak", lambda: _buku("".join(f'<row r="{i}"><c r="A{i}"><f t="shared" ref="A1:A9" si="0">{"A$1+" * 8_000 if i == 1 else ""}1</f></c></row>' for i in range(1, 5_000))), "BRK007"),
    ("lembar kembar", lambda: _ubah(_buku(), {"xl/workbook.xml": lambda t: re.sub("<sheet [^>]*>", lambda m: m[0] + m[0].replace('"Sheet"', '"SHEET"'), t)}), "BRK006"),
    ("lembar hilang", lambda: _ubah(_buku(), {"xl/_rels/workbook.xml.rels": lambda t: t.replace("sheet1.xml", "sheet9.xml")}), "BRK006"),
    ("bagian lain rusak", lambda: _ubah(_buku(), {"docProps/app.xml": lambda t: t[:-3]}), "BRK006"),
    ("teks bersama di luar daftar", lambda: _buku('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "BRK006"),
    ("OOXML ketat", lambda: _ubah(_buku(), {"xl/workbook.xml": lambda t: t.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")}), "BRK002"),
    ("entitas", lambda: _ubah(_buku(), {_S1: lambda t: t.replace("<worksheet", '<!DOCTYPE x [<!ENTITY y "z">]><worksheet')}), "BRK006"),
]  # fmt: skip


@pytest.mark.parametrize(("buat", "kode"), [k[1:] for k in _CURANG], ids=[k[0] for k in _CURANG])
def test_curang(buat: Callable[[], bytes], kode: str, tmp_path: Path) -> None:  # 5
    berkas = tmp_path / "x.xlsx"
    berkas.write_bytes(buat())
    with pytest.raises(LkjipError) as galat:
        reader.baca(berkas)
    assert galat.value.kode == kode


def test_angka_tak_biasa() -> None:  # 1
    isi = "".join(f'<row r="{i}"><c r="A{i}"><v>{v}</v></c></row>' for i, v in enumerate(("1E999", "-1e-400", " 7 ", "1E+2"), 1))
    (sheet,) = reader.baca_tersimpan(_buku(isi), "x").sheets
    assert [c.value for c in sheet.cells.values()] == ["inf", -0.0, 7.0, 100.0]
    assert math.copysign(1, float(str(sheet.cell(2, 1).value))) == -1


def test_antarmuka() -> None:
    pengurai: reader.Pengurai = urai.urai
    assert reader.baca_tersimpan(BERKAS["asing"], "x", pengurai) == reader.baca_tersimpan(BERKAS["asing"], "x")
