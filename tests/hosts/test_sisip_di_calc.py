"""Real Calc as the judge of inserted rows.

1. Every formula, and every recalculated value, is what Calc itself makes of inserting the rows and filling the copied row down.
2. Names, merged areas and page breaks, too.
3. The templates open with their names and formulas, and calculate in the new rows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break

from hosts.conftest import Buka
from hosts.kantor import Dokumen, Kantor
from xl_lkjip.xlsx.sisip import sisip

AKAR = Path(__file__).parents[2]
LEMBAR = ("Data", "Lain lagi", "Jum'at")
KOLOM, BARIS, LEBAR = "ABCDEF", 12, 30
_TERKETIK = 1 + 2 + 4  # numbers, dates, texts: what CellFlags call typed content
TETAP = {
    "Data": {
        "G5": "=C5*2+C$6+SUM(C$1:C5)+SUM(C5:C6)",
        "H5": "=SUM(C1:C5)+SUM(C6:C9)+SUM($C$5:$C$6)+C7",
        "I5": "='Lain lagi'!C5+'Jum''at'!$C6",
        "J5": '="C9"&C9&IF(C6>3,"ya","C6")',
        "K5": "=SUM(C:C)+SUM(5:5 C:C)",
        "L4": "=SUM(INDEX(C1:C9,2):C9)+C9:INDEX(C1:C12,12)",
        "L12": "=SUM((C1:C3,C5:C7))+LOG10(C9)",
        "M12": "=Rata+SUM(Dua)",
    },
    "Lain lagi": {
        "G1": "=SUM(Data!C1:C5)+SUM(Data!C1:C6)+Data!$C$6+C6",
        "G2": "=SUM(Data!C:C)+SUM(Data!5:6)+SUM('Lain lagi'!C5:C6)",
        "G9": "=SUM(Data:'Jum''at'!C9)+COUNTIF(Data!C5:C9,\">3\")",
        "G10": "=Rata*2",
    },
    "Jum'at": {"G1": "=VLOOKUP(3,Data!C1:D9,2,FALSE())+'Lain lagi'!G1", "G6": "='Jum''at'!C5+Data!C12"},
}


def _buku(rumus: dict[str, dict[str, str]]) -> bytes:
    buku = openpyxl.Workbook()
    buku.remove(buku.worksheets[0])
    for nomor, nama in enumerate(LEMBAR):
        lembar = buku.create_sheet(nama)
        for baris in range(1, BARIS + 1):
            for kolom in (3, 4):
                lembar.cell(baris, kolom, (baris + 1) * kolom + nomor)
        for alamat, isi in rumus.get(nama, {}).items():
            lembar[alamat] = isi
    data = buku["Data"]
    if rumus is TETAP:  # Calc does not copy a row in which a merged area begins
        data.merge_cells("N4:O6")
        data.merge_cells("N9:O10")
    data.row_breaks.append(Break(id=5))
    data.row_breaks.append(Break(id=3))
    for nama, isi in (("Rata", "AVERAGE(Data!$C$3:$C$9)"), ("Dua", "Data!$C$1:$C$5"), ("Relatif", "Data!$C9*2")):
        buku.defined_names[nama] = DefinedName(nama, attr_text=isi)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _oleh_calc(doc: Dokumen, contoh: int, banyak: int) -> None:
    lembar = doc.Sheets.getByName("Data")
    lembar.Rows.insertByIndex(contoh, banyak)
    asal = lembar.getCellRangeByPosition(0, contoh - 1, LEBAR, contoh - 1).RangeAddress
    for baris in range(contoh, contoh + banyak):
        lembar.copyRange(lembar.getCellByPosition(0, baris).CellAddress, asal)
    lembar.getCellRangeByPosition(0, contoh, LEBAR, contoh + banyak - 1).clearContents(_TERKETIK)


def _semua(doc: Dokumen, fungsi: str, baris: int) -> dict[str, Any]:
    """Formulas or values of every cell of every sheet."""
    return {n: getattr(doc.Sheets.getByName(n).getCellRangeByPosition(0, 0, LEBAR, baris), fungsi)() for n in LEMBAR}


def _banding(isi: bytes, contoh: int, banyak: int, kantor: Kantor, buka: Buka, folder: Path) -> tuple[Dokumen, Dokumen]:
    """The documents of Calc and of ours, equal in formulas and values."""
    nyata = []
    for nama, data in (("calc", isi), ("kita", sisip(isi, "Data", contoh, banyak))):
        berkas = folder / f"{nama}.xlsx"
        berkas.write_bytes(data)
        nyata.append(buka(berkas))
    calc, kita = nyata
    _oleh_calc(calc, contoh, banyak)
    for fungsi in ("getFormulaArray", "getDataArray"):
        for doc in nyata:
            kantor.hitung_ulang(doc)
        harap, hasil = (_semua(d, fungsi, BARIS + banyak + 2) for d in nyata)
        for lembar in LEMBAR:
            for nomor, (satu, dua) in enumerate(zip(harap[lembar], hasil[lembar], strict=True), 1):
                assert satu == dua, (fungsi, lembar, nomor)
    return calc, kita


def _catatan(doc: Dokumen) -> dict[str, Sequence[Any]]:
    lembar = doc.Sheets.getByName("Data")
    gabung = [lembar.getCellByPosition(13, b) for b in range(BARIS + 8)]
    return {
        "nama": [doc.NamedRanges.getByName(n).Content for n in ("Rata", "Dua", "Relatif")],
        "gabungan": [(b, _luas(lembar, s)) for b, s in enumerate(gabung, 1) if s.IsMerged],
        "ganti halaman": [b for b in range(BARIS + 8) if lembar.Rows.getByIndex(b).IsStartOfNewPage],
    }


def _luas(lembar: Any, sel: Any) -> str:
    kursor = lembar.createCursorByRange(sel)
    kursor.collapseToMergedArea()
    return str(kursor.AbsoluteName)


@pytest.mark.parametrize(("contoh", "banyak"), [(5, 3), (5, 1), (1, 2), (8, 2), (12, 1)])
def test_sama_dengan_calc(contoh: int, banyak: int, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 1, 2
    calc, kita = _banding(_buku(TETAP), contoh, banyak, kantor, dokumen, tmp_path)
    assert _catatan(kita) == _catatan(calc)


baris = st.tuples(st.sampled_from(("", "$")), st.integers(1, BARIS)).map(lambda t: f"{t[0]}{t[1]}")
sel = st.tuples(st.sampled_from(("C", "$C", "D", "$D")), baris).map("".join)
# Calc turns a range whose ends are swapped around when it reads it, which is no concern here.
urut = st.tuples(st.integers(1, BARIS), st.integers(1, BARIS)).map(sorted)
daerah = st.tuples(st.sampled_from(("C{0}:D{1}", "$C${0}:$D${1}", "C${0}:C{1}", "C{0}:$D{1}", "{0}:{1}", "C:D", "${0}:${1}")), urut).map(
    lambda t: t[0].format(*t[1])
)
di = st.sampled_from(("", "Data!", "'Data'!", "'Lain lagi'!", "'Jum''at'!"))
suku = st.one_of(
    st.tuples(di, sel).map("".join),
    st.tuples(di, daerah).map(lambda t: f"SUM({t[0]}{t[1]})"),
    st.tuples(di, daerah).map(lambda t: f'COUNTIF({t[0]}{t[1]},">9")'),
    st.tuples(sel, urut).map(lambda t: f"SUM(INDEX(C{t[1][0]}:C{t[1][1]},1):{t[0]})"),
    st.sampled_from(("Rata", "9", 'LEN("C9"&9)', "-C9%")),
)
rumus = st.lists(suku, min_size=1, max_size=3).map(lambda s: "=0+" + "+".join(s))
# Formulas stand right of the rows they read: whole rows would otherwise make circles.
letak = st.tuples(st.sampled_from("PQRS"), st.integers(BARIS + 1, BARIS + 3) | st.integers(1, BARIS)).map(lambda t: f"{t[0]}{t[1]}")


@given(
    isi=st.fixed_dictionaries({n: st.dictionaries(letak, rumus, min_size=15, max_size=25) for n in LEMBAR}),
    contoh=st.integers(1, BARIS),
    banyak=st.integers(1, 3),
)
@settings(max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_acak(isi: dict[str, dict[str, str]], contoh: int, banyak: int, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 1
    _banding(_buku(isi), contoh, banyak, kantor, dokumen, tmp_path)


@pytest.mark.parametrize("berkas", sorted((AKAR / "templates").glob("*.xlsx")), ids=lambda b: b.stem)
def test_templat(berkas: Path, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 3: five rows more in every table that can grow
    isi = berkas.read_bytes()
    awal = dokumen(berkas)
    tambahan: dict[str, int] = {}
    for lembar in openpyxl.load_workbook(io.BytesIO(isi)).worksheets:
        for penutup in sorted((b for b, d in lembar.row_dimensions.items() if d.height == 3), reverse=True):
            isi = sisip(isi, lembar.title, penutup - 1, 5)
            contoh = _rumus(awal.Sheets.getByName(lembar.title).Rows.getByIndex(penutup - 2))
            assert contoh > 0  # the column Cetak at the least
            tambahan[lembar.title] = tambahan.get(lembar.title, 0) + 5 * contoh
    assert len(tambahan) > 2
    (tmp_path / berkas.name).write_bytes(isi)
    akhir = dokumen(tmp_path / berkas.name)
    kantor.hitung_ulang(akhir)
    assert akhir.NamedRanges.ElementNames == awal.NamedRanges.ElementNames
    for nama in awal.Sheets.ElementNames:
        assert _rumus(akhir.Sheets.getByName(nama)) == _rumus(awal.Sheets.getByName(nama)) + tambahan.get(nama, 0), nama
        assert akhir.Sheets.getByName(nama).queryFormulaCells(4).Count == 0  # ERROR


def _rumus(daerah: Any) -> int:
    temu = daerah.queryContentCells(16)  # FORMULA
    return sum((r.EndColumn - r.StartColumn + 1) * (r.EndRow - r.StartRow + 1) for r in temu.RangeAddresses)
