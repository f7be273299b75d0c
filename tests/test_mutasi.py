"""A thousand damaged workbooks: each ends in findings or a named refusal.

1. 600 workbooks changed cell by cell in memory: blanks, other types, errors, rows and columns gone, merged areas, names, sheets.
2. 400 files changed byte by byte: cut off, scratched, parts lost, doubled, or exchanged, stored values replaced.

None ends in a traceback, none in SYS001 (a rule that crashed), none hangs. A failure names its seed: `MUTASI=sel-17 pytest tests/test_mutasi.py`
runs that one alone.
"""

from __future__ import annotations

import copy
import io
import json
import os
import random
import re
import signal
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import tabel
from bantu import UTAMA, data_blitar
from buku_asing import asing
from xl_lkjip import contoh
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import GALAT_SEL, Cell, Nilai, Sheet, State, Workbook
from xl_lkjip.report.ke_json import ke_json
from xl_lkjip.xlsx import hitung, reader
from xl_lkjip.xlsx.templat import bangun

BANYAK_SEL, BANYAK_BERKAS, SEKELOMPOK = 600, 400, 25
BATAS_DETIK = 60  # a guard against hanging, far above what any of them takes
TUNGGAL = os.environ.get("MUTASI", "")


# --- what is damaged ---------------------------------------------------------------------------------------------------


@cache
def _buku() -> tuple[Workbook, ...]:
    """Our forms, whole and alone, right and as printed; tables of other makes."""
    dibangun = [
        bangun(UTAMA["pengukuran"], data_blitar()),
        bangun(UTAMA["pengukuran"], contoh.data("kediri_2021", tercetak=True)),
        bangun(UTAMA["pk"], data_blitar()),
        bangun(FORMULIR["pengukuran"], contoh.data("mojokerto_2020", tercetak=True)),
        bangun(FORMULIR["pk"], contoh.data("semarang_2020")),
    ]
    return (
        *(reader.baca_buku(isi, f"{n}.xlsx") for n, isi in enumerate(dibangun)),
        reader.baca_buku(_berkas_asing(), "asing.xlsx"),
        tabel.susun("kediri_2021", "tercetak").buku,
        tabel.susun("lumajang_2020", "polos").buku,
    )


@cache
def _berkas_asing() -> bytes:
    """A file of another make, with stored values."""
    buku = openpyxl.Workbook()
    del buku["Sheet"]
    for nama, sel in asing().items():
        lembar: Any = buku.create_sheet(nama)
        for tempat, nilai in sel.items():
            lembar[tempat] = nilai
    lembar.merge_cells("D1:E2")
    lembar.row_dimensions[3].hidden = True
    keluar = io.BytesIO()
    buku.save(keluar)
    return hitung.hitung_bytes(keluar.getvalue(), "asing.xlsx")[0]


@cache
def _berkas() -> tuple[bytes, ...]:
    return _berkas_asing(), bangun(UTAMA["pengukuran"], data_blitar()), bangun(UTAMA["pk"], data_blitar())


# --- 1: cells ----------------------------------------------------------------------------------------------------------

_ISI: tuple[Nilai, ...] = (
    None, "", " ", "-", "0", "teks", "A (86,35)", "13,02 %", "1.234,5", "≥ 80", "60-70", "=1+1", "'", '"', "Jumlah", "Target", "Realisasi", "Indikator Kinerja",
    "2023-10-20 00:00:00", "08:30:00", "\u200b", "é" * 300, "x" * 40_000, "1" * 400, "9,9,9,9", "1e999", "inf", "nan", "%", "Rp", "(1)", "6=5/4", "TRUE", "-0",
    0.0, -0.0, 1.0, -1.0, 1e-300, 1e308, -1e308, 1e15, 123456789012345680.0, 0.1 + 0.2, 2023.0, True, False, *GALAT_SEL,
)  # fmt: skip
_RUMUS = (
    "SUM(", "A1", "1+", '"', "?", "#REF!", "SUM(A1:A1048576)", "SUM(A:A)", "[1]Data!A1", "'[x.xlsx]S'!A1", "(" * 200 + "A1" + ")" * 200, "A1" + "+A1" * 400, "TidakAda+1",
    "ZZZ9999999", "XFE1", "'", "'A'!A1", "{1,2;3,4}", "Tabel[Kolom]", "A1:B2:C3", "99^9^9", "1/0", "ROUND(A1,99999)", "A1 B1", "-A1%%", "\t\n", "é",
)  # fmt: skip
_FORMAT = ("General", "0.00%", "#,##0", "@", "dd/mm/yyyy", "[h]:mm", "", ";;;", '"', "0" * 300, "[Red]0.0;(0.0)")
_NAMA = ("", "Sheet", "Lembar 'x'", "a!b", "[1]", "x" * 300, "PENGUKURAN", "Pengukuran", "Validasi", "é")


def _salin(asal: Workbook) -> Workbook:
    sheets = [replace(s, cells=dict(s.cells), merged=list(s.merged), covered=dict(s.covered)) for s in asal.sheets]
    return replace(asal, sheets=sheets, names=dict(asal.names))


def _sel(acak: random.Random, sheet: Sheet) -> Cell:
    return acak.choice(list(sheet.cells.values())) if sheet.cells else Cell(1, 1)


def _taruh(sheet: Sheet, cell: Cell) -> None:
    sheet.cells[cell.baris, cell.kolom] = cell


def _ganti_isi(acak: random.Random, sheet: Sheet) -> None:
    satu = _sel(acak, sheet)
    _taruh(sheet, replace(satu, value=acak.choice(_ISI), formula=acak.choice(("", satu.formula))))


def _ganti_rumus(acak: random.Random, sheet: Sheet) -> None:
    _taruh(sheet, replace(_sel(acak, sheet), formula=acak.choice(_RUMUS), value=acak.choice(_ISI)))


def _ganti_bentuk(acak: random.Random, sheet: Sheet) -> None:
    _taruh(sheet, replace(_sel(acak, sheet), number_format=acak.choice(_FORMAT)))


def _hapus(acak: random.Random, sheet: Sheet) -> None:
    satu = _sel(acak, sheet)
    sheet.cells.pop((satu.baris, satu.kolom), None)


def _tukar(acak: random.Random, sheet: Sheet) -> None:
    a, b = _sel(acak, sheet), _sel(acak, sheet)
    _taruh(sheet, replace(a, value=b.value, formula=b.formula))
    _taruh(sheet, replace(b, value=a.value, formula=a.formula))


def _geser(sheet: Sheet, baris: int, banyak: int, *, kolom: bool = False) -> None:
    """Rows (columns) from one on move; negative: that many are lost."""
    lama, sheet.cells = sheet.cells, {}
    for c in lama.values():
        n = c.kolom if kolom else c.baris
        if n < baris:
            _taruh(sheet, c)
        elif n + banyak >= baris:
            _taruh(sheet, replace(c, kolom=n + banyak) if kolom else replace(c, baris=n + banyak))


def _geser_baris(acak: random.Random, sheet: Sheet) -> None:
    _geser(sheet, _sel(acak, sheet).baris, acak.choice((-3, -1, 1, 2, 50)))


def _geser_kolom(acak: random.Random, sheet: Sheet) -> None:
    _geser(sheet, _sel(acak, sheet).kolom, acak.choice((-1, 1, 3)), kolom=True)


def _gabung(acak: random.Random, sheet: Sheet) -> None:
    if sheet.merged and acak.random() < 0.4:
        sheet.merged.pop(acak.randrange(len(sheet.merged)))
        return
    satu = _sel(acak, sheet)
    tinggi, lebar = acak.choice(((0, 3), (5, 0), (2, 2), (300, 1), (1_000_000, 16_000)))
    sheet.merged.append((satu.baris, satu.kolom, satu.baris + tinggi, satu.kolom + lebar))
    sheet.covered[satu.baris + 1, satu.kolom] = replace(satu, baris=satu.baris + 1)


def _sembunyikan(acak: random.Random, sheet: Sheet) -> None:
    satu = _sel(acak, sheet)
    sheet.hidden_rows |= {satu.baris, satu.baris + 1}
    sheet.filtered_rows = acak.choice((frozenset(), sheet.hidden_rows))
    sheet.hidden_columns = (*sheet.hidden_columns, (satu.kolom, acak.choice((satu.kolom, 16_384))))
    sheet.state = acak.choice(list(State))


_DI_LEMBAR: tuple[Callable[[random.Random, Sheet], None], ...] = (
    _ganti_isi, _ganti_isi, _ganti_isi, _ganti_rumus, _ganti_bentuk, _hapus, _tukar, _geser_baris, _geser_kolom, _gabung, _sembunyikan,
)  # fmt: skip


def _di_buku(acak: random.Random, buku: Workbook) -> None:
    """Sheets renamed, lost, doubled, exchanged; names that point elsewhere; links."""
    cara = acak.randrange(6)
    sheet = acak.choice(buku.sheets)
    if cara == 0:
        sheet.nama = acak.choice(_NAMA)
    elif cara == 1 and len(buku.sheets) > 1:
        buku.sheets.remove(sheet)
    elif cara == 2:
        buku.sheets.insert(0, replace(sheet, cells=dict(sheet.cells), nama=f"{sheet.nama} (2)"))
    elif cara == 3:
        acak.shuffle(buku.sheets)
    elif cara == 4 and buku.names:
        nama = acak.choice(list(buku.names))
        buku.names[nama] = acak.choice(
            ("", "#REF!", "A1", "Tidak!$A$1", f"'{sheet.nama}'!$A$1:$A$3", f"'{sheet.nama}'!$XFD$1048576", nama, "1+", "(" * 99)
        )
    else:
        buku.external_links = acak.choice(((), ("",), ("file:///C:/a%20b.xlsx", "c.xlsx"), ("%%%", "\\")))
        buku.calculated = frozenset({(sheet.nama, 1, 1)})


def _rusak_sel(benih: int) -> Workbook:
    acak = random.Random(benih)
    buku = _salin(acak.choice(_buku()))
    for _ in range(acak.choice((1, 1, 2, 3, 5, 8, 20))):
        if acak.random() < 0.12:
            _di_buku(acak, buku)
        else:
            acak.choice(_DI_LEMBAR)(acak, acak.choice(buku.sheets))
    return buku


# --- 2: bytes ----------------------------------------------------------------------------------------------------------


def _gores(acak: random.Random, isi: bytes) -> bytes:
    baru = bytearray(isi)
    for _ in range(acak.randint(1, 5)) if baru else ():
        baru[acak.randrange(len(baru))] = acak.choice(b'<>"/=0123456789AZaz &;:!\x00\xff')
    return bytes(baru)


def _nilai(acak: random.Random, isi: bytes) -> bytes:
    """Stored values and attributes replaced in the XML."""
    apa = acak.choice(
        (
            rb"<v>[^<]*</v>",
            rb' t="\w+"',
            rb' r="[A-Z]+\d+"',
            rb' s="\d+"',
            rb"<f>[^<]*</f>",
            rb' ref="[^"]+"',
            rb' si="\d+"',
            rb' numFmtId="\d+"',
        )
    )
    ganti = acak.choice(
        (
            b"",
            b"<v>1E999</v>",
            b"<v>x</v>",
            b"<v>99999999</v>",
            b' t="s"',
            b' t="e"',
            b' t="d"',
            b' r="A1"',
            b' r="ZZZ9"',
            b' s="9999"',
            b"<f>A1</f>",
            b' ref="B2:A1"',
        )
    )
    letak = [m.span() for m in re.finditer(apa, isi)]
    for awal, akhir in sorted(acak.sample(letak, min(len(letak), acak.choice((1, 1, 3)))), reverse=True):
        isi = isi[:awal] + ganti + isi[akhir:]
    return isi


def _bungkus(bagian: list[tuple[str, bytes]]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bagian:
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def _rusak_berkas(benih: int) -> bytes:
    acak = random.Random(10_000 + benih)
    utuh = acak.choice(_berkas())
    cara = acak.randrange(12)
    if cara == 0:
        return _gores(acak, utuh)
    if cara == 1:
        return utuh[: acak.randrange(len(utuh))]
    with zipfile.ZipFile(io.BytesIO(utuh)) as arsip:
        bagian = [(n, arsip.read(n)) for n in arsip.namelist()]
    nomor = acak.randrange(len(bagian))
    nama, isi = bagian[nomor]
    if cara == 2:
        del bagian[nomor]
    elif cara == 3:
        bagian.append((nama, isi) if acak.random() < 0.5 else (nama.upper(), isi))
    elif cara == 4:
        lain = acak.randrange(len(bagian))
        bagian[nomor], bagian[lain] = (nama, bagian[lain][1]), (bagian[lain][0], isi)
    elif cara == 5:
        bagian[nomor] = (nama, acak.choice((b"", b"<a/>", b"\xff\xfe<\x00a\x00/\x00>\x00", isi[: len(isi) // 2], isi + isi)))
    elif cara == 6:
        bagian[nomor] = (nama, _gores(acak, isi))
    else:
        lembar = [n for n, (b, _) in enumerate(bagian) if b.startswith(("xl/worksheets/", "xl/styles"))]
        nomor = acak.choice(lembar)
        bagian[nomor] = (bagian[nomor][0], _nilai(acak, bagian[nomor][1]))
    return _bungkus(bagian)


# --- the tests ---------------------------------------------------------------------------------------------------------


@contextmanager
def _terbatas() -> Iterator[None]:
    """No hanging, where the system has such a clock."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def henti(*_: object) -> None:
        raise TimeoutError(f"lebih dari {BATAS_DETIK} detik")

    lama = signal.signal(signal.SIGALRM, henti)
    signal.alarm(BATAS_DETIK)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, lama)


def _periksa(benih: str, buat: Callable[[], Workbook | tuple[str, LkjipError]]) -> str:
    """What is wrong with the outcome, "" when nothing is."""
    try:
        with _terbatas():
            hasil = validasi([buat()])
            json.loads(ke_json(hasil))
    except Exception:  # noqa: BLE001 - whatever it is, it is reported with its seed
        return f"{benih}: {traceback.format_exc()}"
    return "".join(f"{benih}: {t.kode} {t.pesan}\n" for h in hasil for t in h.temuan if t.kode in ("SYS001", "SYS002"))


def _baca(benih: int, berkas: Path) -> Workbook | tuple[str, LkjipError]:
    berkas.write_bytes(_rusak_berkas(benih))
    try:
        return reader.baca(berkas)
    except LkjipError as galat:
        assert galat.kode.startswith("BRK")
        return str(berkas), galat


def _kelompok(nama: str, banyak: int) -> list[list[int]]:
    if TUNGGAL:
        return [[int(TUNGGAL.rpartition("-")[2])]] if TUNGGAL.startswith(nama) else []
    return [list(range(n, n + SEKELOMPOK)) for n in range(0, banyak, SEKELOMPOK)]


@pytest.mark.parametrize("benih", _kelompok("sel", BANYAK_SEL), ids=lambda k: f"{k[0]}")
def test_sel(benih: list[int]) -> None:  # 1
    assert not "\n".join(filter(None, (_periksa(f"sel-{n}", partial(_rusak_sel, n)) for n in benih)))


@pytest.mark.parametrize("benih", _kelompok("berkas", BANYAK_BERKAS), ids=lambda k: f"{k[0]}")
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_berkas(benih: list[int], tmp_path: Path) -> None:  # 2
    assert not "\n".join(filter(None, (_periksa(f"berkas-{n}", partial(_baca, n, tmp_path / f"{n}.xlsx")) for n in benih)))


def test_tidak_merusak_asalnya() -> None:
    """The workbooks that are damaged stay whole, so that every seed stands for itself."""
    asal = copy.deepcopy(_buku()[0])
    for n in range(50):
        _rusak_sel(n)
    assert asal == _buku()[0]
