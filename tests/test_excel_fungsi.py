"""The worksheet functions in Excel: the generator and the call path are those of xlwings, only pywin32 is a stand-in.

1. Every example of the registry and every case of test_fungsi.py gives in Excel what it gives in Python; faults are real errors.
2. Ranges go in one call, element by element, in the shape in which they came; a fault stays in its row.
3. Blanks, errors in cells, dates, currency, TRUE: what Excel really hands over.
4. xlwings would generate the same functions, with the same arguments, as the add-in has.
5. Our modules cost nothing beside xlwings; a call imports neither pandas nor openpyxl.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timezone
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

from excel_tiruan import GALAT, HILANG, BukuAddin, Rentang, Waktu, xlwings_windows
from kosong import KOSONG
from test_fungsi import CONTOH, KASUS
from xl_lkjip.core.errors import KATALOG, LkjipError
from xl_lkjip.core.registry import FUNCTIONS, panggil
from xl_lkjip.core.rumus import Jawaban, evaluasi
from xl_lkjip.hosts.excel.addin import sumber

MODUL = "xl_lkjip.hosts.excel.udfs"
TANDA = "\x01"
Panggil = Callable[..., Any]
_CARA_MEMANGGIL = "ARG"  # found by Excel itself, or by our own parser of formulas
CASES = [(rumus, harapan) for rumus, harapan, _ in ([s.strip() for s in b.split("|")] for b in KASUS.strip().splitlines())]
CASES = [(rumus, harapan) for rumus, harapan in CASES if not harapan.startswith(_CARA_MEMANGGIL)]


@pytest.fixture(scope="module")
def xlwings() -> Iterator[Any]:
    with xlwings_windows() as modul:
        yield modul


@pytest.fixture(scope="module")
def udf(xlwings: Any) -> Panggil:
    """A function called as the add-in calls it: no workbook, no caller, left out arguments as COM passes them."""
    server = import_module("xlwings.com_server").XLPython()

    def udf(nama: str, *nilai: Any) -> Any:
        lengkap = [*nilai, *[HILANG] * (len(FUNCTIONS[nama].argumen) - len(nilai))]
        return server.CallUDF(MODUL, nama, tuple(HILANG if v is None else v for v in lengkap))

    return udf


def excel(nilai: Any) -> Any:
    """A value of the domain as Excel would pass it: a table is an array constant."""
    return tuple(map(tuple, nilai)) if isinstance(nilai, list) else nilai


@pytest.mark.parametrize("sebagai", ["nilai", "sel"])
@pytest.mark.parametrize(("rumus", "harapan"), CONTOH + CASES)
def test_kasus(rumus: str, harapan: str, sebagai: str, udf: Panggil, monkeypatch: pytest.MonkeyPatch) -> None:  # 1
    if harapan in KATALOG:
        harapan_sel: Any = TANDA + KATALOG[harapan].excel
    else:
        harapan_sel = evaluasi(rumus).nilai

    jawaban = []

    def lewat_excel(nama: str, nilai: list[Any]) -> Any:
        jawaban.append(udf(nama.upper(), *[Rentang([v]) if sebagai == "sel" and not isinstance(v, list) else excel(v) for v in nilai]))
        return jawaban[-1]

    monkeypatch.setattr("xl_lkjip.core.rumus.panggil", lewat_excel)
    with suppress(LkjipError):  # the format of the answer is asked of Python
        evaluasi(rumus)
    assert jawaban[-1] == (pytest.approx(harapan_sel, rel=1e-12) if isinstance(harapan_sel, float) else harapan_sel)


@pytest.mark.parametrize("nama", [n for n, f in FUNCTIONS.items() if f.satuan != "teks"])
def test_kolom(nama: str, udf: Panggil) -> None:  # 2
    contoh = next(iter_argumen(nama))
    baris = [contoh, [None] * len(contoh), ["abc"] * len(contoh), contoh]
    kolom = [[[b[k]] for b in baris] for k in range(len(contoh))]
    harapan = panggil(nama, kolom)
    nyata = udf(nama, *[Rentang(*k) for k in kolom])
    assert [v for [v] in nyata] == [TANDA + v.excel if isinstance(v, LkjipError) else "" if v is None else v for [v] in harapan]
    assert isinstance(harapan[2][0], LkjipError)


def iter_argumen(nama: str) -> Iterator[list[Any]]:
    """Arguments of the examples, as they are typed."""
    for contoh in FUNCTIONS[nama].contoh:
        tangkap: list[Any] = []

        def simpan(n: str, nilai: list[Any], tangkap: list[Any] = tangkap) -> Jawaban:
            tangkap[:] = nilai[: FUNCTIONS[n].banyak_wajib]
            return Jawaban(0.0, "")

        evaluasi(contoh.rumus, simpan)
        yield tangkap


@pytest.mark.parametrize(
    ("bentuk", "harapan"),
    [
        (([10.0], [20.0]), [[0.5], [0.25]]),
        (([10.0, 20.0],), [0.5, 0.25]),  # one row: xlwings hands on one dimension, which Excel takes for a row
        (([10.0, 20.0], [0.0, 5.0]), [[0.5, 0.25], [TANDA + "#DIV/0!", 1.0]]),
        (([10.0],), 0.5),
    ],
)
def test_bentuk(bentuk: Any, harapan: Any, udf: Panggil) -> None:  # 2
    assert udf("CAPAIAN", Rentang(*bentuk), Rentang(*[[5.0] * len(b) for b in bentuk])) == harapan
    assert udf("CAPAIAN", Rentang(*bentuk), 5.0) == harapan  # a scalar goes with every element


@pytest.mark.parametrize(
    ("nama", "argumen", "harapan"),
    [
        ("CAPAIAN", (Rentang([None]), 5.0), ""),
        ("CAPAIAN", (Rentang(["-"]), 5.0), ""),
        ("CAPAIAN", (HILANG, 5.0), ""),
        ("CAPAIAN", (10.0, 15.0, Rentang([None]), Rentang([None])), 1.5),
        ("CAPAIAN", (10.0, 15.0, None, 1.2), 1.2),
        ("CAPAIAN", (GALAT["#N/A"], 5.0), TANDA + "#N/A"),
        ("CAPAIAN", (Rentang([GALAT["#REF!"]]), 5.0), TANDA + "#REF!"),
        ("CAPAIAN", (Rentang([10.0], [GALAT["#NAME?"]], [10.0]), 5.0), [[0.5], [TANDA + "#NAME?"], [0.5]]),
        ("CAPAIAN", (Rentang([10.0], [20.0]), Rentang([5.0, 5.0])), TANDA + "#VALUE!"),  # unequal shapes
        ("CAPAIAN", (Decimal("10"), Rentang([Decimal("5")])), 0.5),  # cells in a currency format
        ("CAPAIAN", (Rentang([Waktu(2024, 1, 2, tzinfo=timezone.utc)]), 5.0), TANDA + "#VALUE!"),  # 1-2 typed: Excel made a date of it
        ("CAPAIAN", (True, 5.0), TANDA + "#VALUE!"),
        ("PREDIKAT", (75.0, Rentang([0.0, "C"], [60.0, "B"], [80.0, "A"])), "B"),
        ("PREDIKAT", (75.0, Rentang([0.0, "C"], [GALAT["#N/A"], "B"])), TANDA + "#N/A"),
        ("PREDIKAT", (Rentang([0.95], [0.2]),), [["Sangat Tinggi"], ["Sangat Rendah"]]),
        ("PREDIKAT", (Rentang([0.95], [85.0]), "blitar", "lengkap"), [["Sangat berhasil"], [TANDA + "#VALUE!"]]),
    ],
)
def test_yang_diserahkan_excel(nama: str, argumen: Any, harapan: Any, udf: Panggil) -> None:  # 3
    assert udf(nama, *argumen) == harapan


@pytest.mark.parametrize(("nama", "argumen", "excel", "_"), KOSONG)
def test_sel_kosong(nama: str, argumen: tuple[Any, ...], excel: Any, _: object, udf: Panggil) -> None:  # 3
    harapan = TANDA + excel if str(excel).startswith("#") else excel
    hasil = udf(nama, *(Rentang([None]) if a is None else a for a in argumen))
    assert hasil == (pytest.approx(harapan) if isinstance(harapan, float) else harapan)


def test_kesalahan_program_menjadi_galat(udf: Panggil, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:  # 3
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr("xl_lkjip.core.functions.IP_ASN", lambda *_: 1 // 0)
    assert udf("IP_ASN", 1.0, 2.0, 3.0, 4.0) == TANDA + "#VALUE!"
    assert "ZeroDivisionError" in (tmp_path / "xl_lkjip" / "excel.log").read_text(encoding="utf-8")


def test_seribu_baris_satu_panggilan(udf: Panggil) -> None:  # 2
    assert len(udf("CAPAIAN", Rentang(*[[10.0]] * 1000), Rentang(*[[5.0]] * 1000))) == 1000


def test_pembuat_xlwings_sepakat(xlwings: Any) -> None:  # 4
    buku = BukuAddin()
    import_module("xlwings.udfs").import_udfs(MODUL, buku)
    (asli,) = buku.modul
    kami = sumber.fungsi(FUNCTIONS.values())
    assert _tanda_tangan(kami) == _tanda_tangan(asli)
    assert set(_tanda_tangan(asli)) == set(FUNCTIONS)
    assert "Volatile" not in asli
    daftar = sumber.daftar(FUNCTIONS.values())
    for nama, isi in buku.bantuan.items():
        assert isi["Category"] == "LKjIP"
        for teks in (isi["Description"], *isi["ArgumentDescriptions"]):
            assert len(teks) <= sumber.PANJANG_BANTUAN
            assert '"' + teks.replace('"', '""') + '"' in daftar, nama


def _tanda_tangan(vba: str) -> dict[str, list[list[str]]]:
    """Of each function its parameters, and the arguments that it passes on in an array."""
    hasil = {}
    for nama, parameter, badan in re.findall(r"^(?:Public )?Function (\w+)\((.*?)\)$(.*?)^End Function", vba, re.MULTILINE | re.DOTALL):
        (argumen,) = set(re.findall(r"Array\((.*?)\)", badan))
        hasil[nama] = [[p.strip().rstrip("_") for p in teks.split(",")] for teks in (parameter, argumen)]
    return hasil


@pytest.mark.parametrize("nama", ["pandas", "openpyxl", "lxml", "formualizer", "rich"])
def test_impor_murah(nama: str) -> None:  # 5
    program = f"""
import sys
sys.modules["pandas"] = sys.modules["numpy"] = None
import xlwings
sebelum = set(sys.modules)
import {MODUL}, xl_lkjip.hosts.excel.ribbon
assert {MODUL}.CAPAIAN([[10.0]], [[5.0]], None, None) == 0.5
assert {MODUL}.PREDIKAT([[0.95]], None, None) == "Sangat Tinggi"
assert {nama!r} not in set(sys.modules) - sebelum, "imported by us"
print(len(set(sys.modules) - sebelum))
"""
    hasil = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert hasil.returncode == 0, hasil.stderr
