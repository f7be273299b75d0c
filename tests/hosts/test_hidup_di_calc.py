"""The document that is open in real Calc reads as its file does: the same cells, formulas, names, and so the same findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from hosts.kantor import Dokumen, Kantor
from hosts.menu_calc import BUKU, Menu, isi_buku
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.validation import HasilBerkas, validasi
from xl_lkjip.core.workbook import Sheet, Workbook
from xl_lkjip.hosts.libreoffice.hidup.baca import baca
from xl_lkjip.hosts.libreoffice.oxt import tulis_terurai
from xl_lkjip.xlsx import reader


def lembar(s: Sheet) -> tuple[object, ...]:
    dipakai = max((b for b, _ in s.cells), default=0)
    return s.nama, s.cells, sorted(s.merged), s.state, s.protected, {b for b in s.hidden_rows if b <= dipakai}, s.filtered_rows, s.covered


def tanpa_ada_fungsi(buku: Workbook) -> Workbook:
    """Only the probe for the functions differs: no file can know it."""
    sheet = buku.sheet("Referensi")
    sel = buku.bernama("AdaLKjIP")
    if sheet is not None and sel is not None:
        sheet.cells[sel.baris, sel.kolom] = replace(sel, value=False)
    return buku


def kunci(hasil: HasilBerkas) -> list[Finding]:
    return [replace(t, berkas="") for t in hasil.temuan]


@pytest.fixture(scope="module")
def kantor_indonesia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    with Kantor("id-ID", ekstensi=tulis_terurai(tmp_path_factory.mktemp("bundled"))) as kantor:
        yield kantor


@pytest.mark.parametrize("nama", [f"{n}_tercetak" for n in BUKU])  # the printed figures have most findings
def test_dibaca_seperti_berkasnya(nama: str, menu: Menu) -> None:
    isi = isi_buku(nama)
    sama(isi, menu.buka(isi), nama)


@pytest.mark.parametrize("nama", ["Pengukuran_Kediri_2021", "Tabel_PK_Mojokerto_2020"])
def test_dibaca_di_indonesia(nama: str, kantor_indonesia: Kantor, tmp_path: Path) -> None:  # formats are #.##0,00 there
    (tmp_path / "b.xlsx").write_bytes(isi_buku(nama))
    doc = kantor_indonesia.buka(tmp_path / "b.xlsx")
    inggris = type(doc.CharLocale)("en", "US", "")
    bentuk = doc.NumberFormats.queryKeys(0, inggris, False)
    sama(isi_buku(nama), doc, nama)
    assert doc.NumberFormats.queryKeys(0, inggris, False) == bentuk  # reading leaves nothing behind, and takes nothing away
    kantor_indonesia.tutup_dokumen(doc)


def sama(isi: bytes, doc: Dokumen, nama: str) -> None:
    berkas, hidup = tanpa_ada_fungsi(reader.baca_buku(isi, nama)), tanpa_ada_fungsi(baca(doc))
    assert [lembar(s) for s in hidup.sheets] == [lembar(s) for s in berkas.sheets]
    assert hidup.names == berkas.names
    assert kunci(validasi([hidup])[0]) == kunci(validasi([berkas])[0])


RUMUS = [
    "SUM(A1:B2,C3)", "SUM({1,2;3,4})", "'Lembar Dua'!A1+Lain!$B$2", "SUM('Lembar Dua'!A1:B2)", 'IF(A1="a;b~Lain.A1","x""y",TRUE)', "A1%",
    "CAPAIAN(A1,B1)", "PREDIKAT(A1)", "CAPAIAN_INVERS(80,70)", "SUM(A:A)", "SUM($1:$1)", "SUM(Lain!A:A)", "VLOOKUP(A1,Lain!$A$1:$C$9,2,FALSE)",
    "LK.data.p1+1", "NA()", "1/0", "A1&\" ; \"&'Lembar Dua'!B3", "INDEX(Lain!A1:A9,MATCH(1,B1:B9,0))", "STDEV(A1:A3)", "MAX((A1:A2,B1:B2))",
]  # fmt: skip


def test_rumus_asing(menu: Menu) -> None:  # other notations than those of our templates, dates, merged cells, comments, filters
    buku = openpyxl.Workbook()
    satu: Any = buku.active
    satu.title = "Lain"
    dua: Any = buku.create_sheet("Lembar Dua")
    buku.defined_names["LK.data.p1"] = DefinedName("LK.data.p1", attr_text="Lain!$A$1:$A$9")
    for baris, rumus in enumerate(RUMUS, 1):
        dua.cell(baris, 5, f"={rumus}")
    satu["A1"], satu["A2"], satu["A3"], satu["B1"] = 45291, 0.5, "=A1", True
    satu["A1"].number_format, satu["A2"].number_format, satu["B3"].number_format = "dd/mm/yyyy", "hh:mm", "0.00%"
    satu["C1"], satu["C2"] = "=teks", "'kutip"
    satu["C1"].data_type = "s"
    satu["D1"], satu["D2"] = "atas", "tertutup"
    satu.merge_cells("F1:G3")
    satu["F1"].value = "gabung"
    satu["A9"].comment = Comment("catatan", "Ani")
    satu["XFD1048576"] = "jauh"
    dua.sheet_state = "hidden"
    dua.column_dimensions["B"].hidden = True
    satu.auto_filter.ref = "A10:B14"
    satu.auto_filter.add_filter_column(0, ["a"])
    for b in range(10, 15):
        satu.cell(b, 1, "a" if b % 2 else "b")
        satu.row_dimensions[b].hidden = b > 10 and not b % 2
    buku.save(menu.folder / "r.xlsx")
    isi = (menu.folder / "r.xlsx").read_bytes()
    berkas, hidup = reader.baca_tersimpan(isi, "r"), baca(menu.buka(isi))
    assert [hidup.sheets[1].cell(b, 5).formula for b in range(1, len(RUMUS) + 1)] == RUMUS
    for s, t in zip(berkas.sheets, hidup.sheets, strict=True):
        nilai = {k: (c.value, c.number_format.lower(), c.comment) for k, c in s.cells.items() if not c.formula}
        assert {k: (t.cells[k].value, t.cells[k].number_format.lower(), t.cells[k].comment) for k in nilai} == nilai
        assert (t.merged, t.state, t.filtered_rows) == (s.merged, s.state, s.filtered_rows)
    assert hidup.sheets[1].column_hidden(2)
    assert hidup.names["LK.data.p1"] == "Lain!$A$1:$A$9"
