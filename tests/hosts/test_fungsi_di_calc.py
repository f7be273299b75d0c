"""The worksheet functions typed in real Calc: its answer is that of the Python domain.

1. Every example of the registry, and the cases of test_fungsi.py: numbers, Indonesian texts, options, scales, errors.
2. Ranges go element by element in every numeric function; a fault stays in its row.
3. Texts compare and count as in any cell; blanks, and what Calc itself does to arguments.
4. The function wizard shows names, arguments and help of the registry.
5. Files: CAPAIAN in an .xlsx is the function, and stays CAPAIAN when Calc saves; a template notices that the functions are there.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook

from hosts.kantor import Dokumen, Kantor, Nilai
from kosong import KOSONG
from test_fungsi import CONTOH, KASUS
from xl_lkjip.core.errors import KATALOG, LkjipError
from xl_lkjip.core.registry import FUNCTIONS, panggil
from xl_lkjip.core.rumus import Jawaban, evaluasi
from xl_lkjip.hosts.excel.kasus import terjemah
from xl_lkjip.xlsx.evaluate import NAMA_ADA_FUNGSI
from xl_lkjip.xlsx.reader import baca_tersimpan

Buka = Callable[[Path], Dokumen]
Ketik = Callable[[str], Nilai]
TEMPLAT = Path(__file__).parents[2] / "templates" / "Pengukuran.xlsx"
# Faults in the way of calling: the spreadsheet or our own parser of formulas finds those, each with an error of its own.
_CARA_MEMANGGIL = "ARG"
_FORMULA = 16  # com.sun.star.sheet.CellFlags.FORMULA
CASES = [(rumus, harapan) for rumus, harapan, _ in ([s.strip() for s in b.split("|")] for b in KASUS.strip().splitlines())]
CASES = [(rumus, harapan) for rumus, harapan in CASES if not harapan.startswith(_CARA_MEMANGGIL)]

# Required arguments of two rows, which every numeric function answers; then a third row that it refuses.
BARIS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "CAPAIAN": ((270, 271.5), ("A (86,35)", "A (85,49)"), ("abc", 1)),
    "CAPAIAN_INVERS": ((10, 7), ("0,80", "0,30"), (0, 7)),
    "EFISIENSI": ((1.2, 0.8), ("70,34%", "80,81%"), (100, 90)),
    "IP_ASN": ((13, 29.76, 25, 4.98), ("13", "29,76", "25", "4,98"), (26, 1, 1, 1)),
    "IP_ASN_PEGAWAI": (
        ("S1", "pengawas", "ya", "tidak", "ya", "ya", 85, "tidak"),
        ("SMA", "pelaksana", "tidak", "tidak", "ya", "ya", "78,5", "ringan"),
        ("TK", "pelaksana", "tidak", "tidak", "ya", "ya", 78, "ringan"),
    ),
    "INDEKS_KUALIFIKASI": ((0, 10, 0, 0, 0, 0), ("1", 2, 3, 4, 5, 6), (0, 0, 0, 0, 0, 0)),
    "INDEKS_KOMPETENSI": ((5, 10, 5, 10, 50, 50, 100), ("5", "10", 5, 10, 5, 5, "1.000"), (5, 10, 5, 10, 50, 50, 0)),
    "INDEKS_KINERJA": ((560665, 6755), ("560.665", "6.755"), (1, 0)),
    "INDEKS_DISIPLIN": ((16, 11, 17, 6755), (1, 0, 0, "6.755"), (1, 0, 0, 0)),
    "ANGKA": (("Rp.37.740.651.000,-",), (5,), ("lima",)),
}


@pytest.fixture(scope="module")
def doc(kantor_berfungsi: Kantor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dokumen]:
    berkas = tmp_path_factory.mktemp("fungsi") / "kosong.xlsx"
    Workbook().save(berkas)
    doc = kantor_berfungsi.buka(berkas)
    yield doc
    kantor_berfungsi.tutup_dokumen(doc)


@pytest.fixture(scope="module")
def ketik(kantor_berfungsi: Kantor, doc: Dokumen) -> Ketik:
    """Type a formula, written as Calc's programming interface takes it, and read the cell."""

    def ketik(rumus: str) -> Nilai:
        kantor_berfungsi.sel(doc, "Sheet", "A1").Formula = rumus
        return kantor_berfungsi.nilai(doc, "Sheet", "A1")

    return ketik


def ke_calc(rumus: str) -> str:
    """A formula of the Indonesian locale, decimal commas and {row; row\\ column}, in the notation of .Formula."""
    return terjemah(rumus, {",": "."}, {",": ".", ";": "|", "\\": ";"})


@pytest.mark.parametrize(("rumus", "harapan"), CONTOH + CASES)
def test_kasus(rumus: str, harapan: str, ketik: Ketik) -> None:  # 1
    nyata = ketik(ke_calc(rumus))
    if harapan in KATALOG:
        assert nyata == KATALOG[harapan].excel
        return
    jawaban = evaluasi(rumus)
    assert nyata == (pytest.approx(jawaban.nilai, rel=1e-12) if isinstance(jawaban.nilai, float) else jawaban.nilai)
    assert Jawaban(nyata, jawaban.format).tampil == harapan


@pytest.mark.parametrize("nama", [n for n, f in FUNCTIONS.items() if f.satuan != "teks"])
def test_rentang(nama: str, kantor_berfungsi: Kantor, doc: Dokumen) -> None:  # 2
    baris = [*BARIS[nama], ("",) * len(BARIS[nama][0])]
    isi_kolom(doc, baris)
    kolom = [f"{chr(67 + k)}1:{chr(67 + k)}{len(baris)}" for k in range(len(baris[0]))]
    hasil = doc.Sheets.getByName("Sheet").getCellRangeByName(f"A1:A{len(baris)}")
    hasil.setArrayFormula(f"={nama}({';'.join(kolom)})")
    nyata = [kantor_berfungsi.nilai(doc, "Sheet", f"A{b + 1}") for b in range(len(baris))]
    hasil.clearContents(_FORMULA)
    harapan = [h for [h] in panggil(nama, [[[b[k]] for b in baris] for k in range(len(baris[0]))])]
    assert isinstance(harapan[2], LkjipError)
    assert harapan[3] is None
    assert nyata == [*map(pytest.approx, harapan[:2]), harapan[2].excel, ""]


@pytest.mark.parametrize(
    ("rumus", "harapan"),
    [
        ("=SUM(CAPAIAN({10|20};{5|5}))", 0.75),
        ('=SUM(CAPAIAN({10|20};{5|5};"turun"))', 3.25),  # a scalar goes with every element
        ("=SUM(CAPAIAN({10|20};5;;0.3))", 0.55),
        ("=CAPAIAN({10|20};{5;5})", "#VALUE!"),  # unequal shapes
        ("=PREDIKAT({0.5|0.9})", "#VALUE!"),  # a text function has one value in Calc
    ],
)
def test_bentuk_rentang(rumus: str, harapan: Nilai, ketik: Ketik) -> None:  # 2
    assert ketik(rumus) == harapan


@pytest.mark.parametrize(
    ("rumus", "harapan"),
    [
        ('=PREDIKAT(0.95)="Sangat Tinggi"', 1.0),
        ('=MATCH(PREDIKAT(0.95);{"Tinggi";"Sangat Tinggi"};0)', 2.0),
        ("=PREDIKAT(CAPAIAN(80;76))", "Sangat Tinggi"),
        ("=PREDIKAT(75;C1:D3)", "B"),
        ('=CAPAIAN("";5)', ""),
        ('=CAPAIAN("-";5)&"x"', "x"),
        ('=LEN(CAPAIAN("";5))', 0.0),
        ('=CAPAIAN("";5)=""', 0.0),  # Calc's own: a text inside a sequence equals no other, so templates ask for the blank before they call
        ('=IF(OR(Z1="";Z2="");"";CAPAIAN(Z1;Z2))', ""),
        ("=CAPAIAN(Z1;5)", "#DIV/0!"),  # an empty cell arrives as 0: hence the guard above, in every template
        ("=CAPAIAN(10;15;Z1;Z2)", "#VALUE!"),  # ... which is no limit
        ("=CAPAIAN(10;15;Z1)", 1.5),  # ... but a blank option
        ("=CAPAIAN(1/0;5)", "#DIV/0!"),
        ("=CAPAIAN(NA();5)", "#N/A"),
        ('=EFISIENSI(0.9;0.5;"hemat")', "#N/A"),
        ('=IFERROR(CAPAIAN("abc";1);"dijaga")', "dijaga"),
        ('=ISNA(EFISIENSI(0.9;0.5;"hemat"))', 1.0),
        ('=AVERAGE(CAPAIAN(10;5);CAPAIAN("abc";1))', "#VALUE!"),  # a refused row is never skipped
        ("=SUM(CAPAIAN(E1:E2;E1:E2))", "Err:504"),  # Calc refuses a range with an error in it before we see it
        ("=CAPAIAN(1)", "#VALUE!"),
        ("=CAPAIAN(1;2;3;4;5)", "Err:504"),
    ],
)
def test_perilaku_calc(rumus: str, harapan: Nilai, ketik: Ketik, doc: Dokumen) -> None:  # 3
    isi_kolom(doc, [(0, "C", "=1/0"), (60, "B", 1), (80, "A", 1)])
    assert ketik(rumus) == harapan


@pytest.mark.parametrize(("nama", "argumen", "_", "calc"), KOSONG)
def test_sel_kosong(nama: str, argumen: tuple[Nilai, ...], _: object, calc: Nilai, ketik: Ketik) -> None:  # 3
    tertulis = ";".join(f"Z{n}" if a is None else str(a) for n, a in enumerate(argumen, 1))
    assert ketik(f"={nama}({tertulis})") == (pytest.approx(calc) if isinstance(calc, float) else calc)


def test_teks_terhitung(ketik: Ketik, doc: Dokumen) -> None:  # 3
    isi_kolom(doc, [("=PREDIKAT(0.95)",), ("=PREDIKAT(0.9)",), ("=PREDIKAT(0.99)",)])
    assert ketik('=COUNTIF(C1:C3;"Sangat Tinggi")') == 2
    assert ketik('=MATCH("Tinggi";C1:C3;0)') == 2


def test_sel_berubah(kantor_berfungsi: Kantor, doc: Dokumen) -> None:  # 3: by hand, cell after cell
    isi_kolom(doc, [(10, 5, "=CAPAIAN(C1;D1)")])
    kantor_berfungsi.sel(doc, "Sheet", "D1").Value = 7
    assert kantor_berfungsi.nilai(doc, "Sheet", "E1") == 0.7
    kantor_berfungsi.sel(doc, "Sheet", "D1").String = "7,5"
    assert kantor_berfungsi.nilai(doc, "Sheet", "E1") == 0.75


def test_pemandu_fungsi(kantor_berfungsi: Kantor) -> None:  # 4
    nyata = {}
    for daftar in kantor_berfungsi.layanan("com.sun.star.sheet.FunctionDescriptions"):
        isi = {p.Name: p.Value for p in daftar}
        if isi["Name"] in FUNCTIONS:
            nyata[isi["Name"]] = (isi["Description"], [(a.Name, a.Description, a.IsOptional) for a in isi["Arguments"]])
    # Calc takes every argument of an add-in for required or optional by its type: `any` is optional.
    assert nyata == {n: (f.ringkas, [(a.nama, a.bantuan, True) for a in f.argumen]) for n, f in FUNCTIONS.items()}


def test_xlsx_memakai_nama_excel(kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path) -> None:  # 5
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    nilai = {n: FUNCTIONS[n].contoh[0].rumus for n in FUNCTIONS}
    for baris, (nama, rumus) in enumerate(nilai.items(), 1):
        lembar.cell(baris, 1, ke_calc(rumus).replace(";", ","))
        kosong = ",".join(['""', *"1" * (FUNCTIONS[nama].banyak_wajib - 1)])
        lembar.cell(baris, 2, f"=LEN({nama}({kosong}))")
    buku.save(tmp_path / "masuk.xlsx")
    doc = dokumen_berfungsi(tmp_path / "masuk.xlsx")
    kantor_berfungsi.hitung_ulang(doc)
    for baris, rumus in enumerate(nilai.values(), 1):
        harapan = evaluasi(rumus).nilai
        assert kantor_berfungsi.nilai(doc, "Sheet", f"A{baris}") == (pytest.approx(harapan) if isinstance(harapan, float) else harapan)
        assert kantor_berfungsi.nilai(doc, "Sheet", f"B{baris}") == 0

    kantor_berfungsi.simpan(doc, tmp_path / "keluar.xlsx")

    masuk, keluar = (formulas(tmp_path / n) for n in ("masuk.xlsx", "keluar.xlsx"))
    assert keluar == masuk
    tersimpan = baca_tersimpan((tmp_path / "keluar.xlsx").read_bytes(), "keluar").sheet("Sheet")
    assert tersimpan is not None
    assert tersimpan.cell(1, 1).value == pytest.approx(271.5 / 270, rel=1e-14)  # Calc saves 15 digits


def test_templat_menemukan_fungsi(kantor_berfungsi: Kantor, dokumen_berfungsi: Buka) -> None:  # 5
    ada = baca_tersimpan(TEMPLAT.read_bytes(), "templat").bernama(NAMA_ADA_FUNGSI)
    assert ada is not None
    assert ada.value is False
    doc = dokumen_berfungsi(TEMPLAT)
    kantor_berfungsi.hitung_ulang(doc)
    sel = kantor_berfungsi.sel(doc, "Referensi", ada.alamat)
    assert sel.Value == 1
    assert sel.String == "TRUE"


def isi_kolom(doc: Dokumen, baris: list[tuple[Any, ...]]) -> None:
    """Rows from C1 on."""
    rentang = doc.Sheets.getByName("Sheet").getCellRangeByPosition(2, 0, 1 + len(baris[0]), len(baris) - 1)
    rentang.NumberFormat = 0
    for b, nilai in enumerate(baris):
        for k, v in enumerate(nilai):
            sel = rentang.getCellByPosition(k, b)
            if isinstance(v, str) and not v.startswith("="):
                sel.String = v
            else:
                sel.Formula = str(v)


def formulas(berkas: Path) -> list[str]:
    with zipfile.ZipFile(berkas) as arsip:
        akar = etree.fromstring(arsip.read("xl/worksheets/sheet1.xml"))
    return [(f.text or "").removeprefix("=").replace(" ", "") for f in akar.iter("{*}f")]
