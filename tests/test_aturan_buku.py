"""The rules on the workbook itself.

1. Each case changes a clean workbook of another make, or of our template, and names the findings that must come of it, no more and no less.
2. Not one of these rules finds anything in the templates and in the workbooks of the five reports, right or as printed.
3. Every code of these rules has a case.
4. Each finding is made once for a workbook that holds two documents.
5. An error value anywhere in a table of ours is reported, whichever rule does it.
6. Plain formulas are worked out as Excel does; anything else is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bantu import AKAR
from buku_asing import asing, buku, lembar_di, taruh
from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.hitung_polos import hitung
from xl_lkjip.core.rules import semua_aturan
from xl_lkjip.core.rules._buku import AturanBuku
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Nilai, Sheet, State, Workbook, letak
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun

ATURAN = tuple(a for a in semua_aturan() if isinstance(a, AturanBuku))
Temuan = list[tuple[str, str, str, str]]
Ubah = Callable[[Workbook], object]


def _atur(lembar: str, **isi: Any) -> Ubah:
    def ubah(buku: Workbook) -> None:
        for nama, nilai in isi.items():
            setattr(lembar_di(buku, lembar), nama, nilai)

    return ubah


def _tertutup(buku: Workbook) -> None:
    sheet = lembar_di(buku, "Rekap")
    sheet.merged.append((20, 1, 21, 2))
    sheet.cells[20, 1] = Cell(20, 1, "Gabungan")
    sheet.covered = {(20, 2): Cell(20, 2, 125.0), (21, 1): Cell(21, 1, "teks")}


def _tautan(*target: str, nama: Mapping[str, str] | None = None) -> Ubah:
    def ubah(buku: Workbook) -> None:
        buku.external_links = target
        buku.names |= nama or {}

    return ubah


def _tidak(_: Workbook) -> None: ...


def _ganti_baris(lembar: str, baris: int, kolom: str, nilai: float) -> dict[str, Any]:
    return {f"{lembar}!{k}{baris}": nilai + n for n, k in enumerate(kolom)}


# name, cells ("=" a formula) and defined names, values stored in place of the results, other changes, findings
KASUS: list[tuple[str, dict[str, Any], dict[str, Nilai], Ubah, Temuan]] = [
    ("bersih", {}, {}, _tidak, []),
    ("galat di lembar tabel", {"Pengukuran!B14": "=Data!B9/Data!B8"}, {"Pengukuran!B14": "#REF!"}, _tidak, [("BUK101", "galat", "Pengukuran", "B14")]),
    ("galat di lembar lain", {"Data!B5": "=B2/B6"}, {}, _tidak, [("BUK101", "peringatan", "Data", "B5")]),
    ("galat berantai: akarnya saja", {"Rekap!B5": "=B2/B40"}, {}, _tidak, [("BUK101", "galat", "Rekap", "B5")]),
    ("galat sekolom: sekali", {f"Data!D{b}": f"=B{b}/E{b}" for b in range(2, 7)}, {}, _tidak, [("BUK101", "peringatan", "Data", "D2")]),
    ("galat lewat nama", {"Data!B5": "=B2/B6", "Data!D9": "=Rasio+1", "Rasio": "Data!$B$5"}, {}, _tidak, [("BUK101", "peringatan", "Data", "B5")]),
    ("galat tabel milik aturan lain", {"Pengukuran!E5": "=1/0"}, {}, _tidak, []),
    ("rumus ditimpa angka, ke bawah", {"Rekap!F7": 125}, {}, _tidak, [("BUK102", "peringatan", "Rekap", "F7")]),
    ("rumus ditimpa angka, ke samping", {"Rekap!D14": 999}, {}, _tidak, [("BUK102", "peringatan", "Rekap", "D14")]),
    ("rumus kumulatif ditimpa", {"Rekap!G8": 1000}, {}, _tidak, [("BUK102", "peringatan", "Rekap", "G8")]),
    ("dua sel ditimpa", {"Rekap!F7": 125, "Rekap!F8": 130}, {}, _tidak, [("BUK102", "peringatan", "Rekap", "F7")]),
    ("capaian ditimpa", {"Pengukuran!F6": 1.0}, {}, _tidak, [("BUK102", "peringatan", "Pengukuran", "F6")]),
    ("penomoran yang mulai lagi", {**{f"Data!F{b}": f"=F{b - 1}+1" for b in range(2, 9)}, "Data!F1": 1, "Data!F5": 1}, {}, _tidak, []),
    ("nomor kolom yang diulang", {**{f"Data!{k}{b}": f"=B{b}*{n}" for b in range(2, 9) for n, k in enumerate("FGH", 2)}, **_ganti_baris("Data", 5, "FGH", 6)}, {}, _tidak, []),
    ("masukan selang-seling rumus", {"Data!E1": "=E2*2", "Data!F1": 5, "Data!G1": "=G2*2", "Data!H1": 6, "Data!I1": "=I2*2"}, {}, _tidak, []),
    ("sebagian besar angka", {**{f"Data!F{b}": 7 * b for b in range(1, 12)}, "Data!F2": "=B2", "Data!F6": "=B6", "Data!F10": "=B10"}, {}, _tidak, []),
    ("rumus menunjuk baris lain", {"Rekap!F7": "=SUM(B6:E6)"}, {}, _tidak, [("BUK103", "peringatan", "Rekap", "F7")]),
    ("jumlah yang terlalu pendek", {"Rekap!C14": "=SUM(C2:C12)"}, {}, _tidak, [("BUK103", "peringatan", "Rekap", "C14")]),
    ("rumus ditambah angka", {"Rekap!F9": "=SUM(B9:E9)+500"}, {}, _tidak, [("BUK103", "peringatan", "Rekap", "F9")]),
    ("capaian turun di antara capaian naik", {"Pengukuran!F6": "=(2*D6-E6)/D6", "Pengukuran!F8": "=D8/E8"}, {}, _tidak, []),
    ("subjumlah di tengah", {"Rekap!F7": "=SUM(F2:F6)"}, {}, _tidak, []),
    ("rata-rata di antara jumlah", {"Rekap!C14": "=AVERAGE(C2:C13)"}, {}, _tidak, []),
    ("tautan yang tidak berurutan", {**{f"Data!F{b}": f"=Rekap!B{b}" for b in range(2, 9)}, "Data!F5": "=Rekap!B12"}, {}, _tidak, []),
    ("satu baris dihitung lain, seluruhnya", {f"Rekap!{k}14": f"=SUM({k}2:{k}12)" for k in "BCDEF"}, {}, _tidak, []),
    ("angka sebagai teks", {"Rekap!C6": "51"}, {}, _tidak, [("BUK104", "info", "Rekap", "C6")]),
    ("dua angka sebagai teks", {"Rekap!C6": "1.051", "Rekap!C9": "91,5"}, {}, _tidak, [("BUK104", "info", "Rekap", "C6")]),
    ("teks yang lazim", {"Rekap!C6": "13,02 %", "Rekap!C7": "A (86,35)", "Rekap!C8": "1.02.03", "Rekap!C9": "007", "Rekap!C10": "-"}, {}, _tidak, []),
    ("kolom teks seluruhnya", {f"Data!D{b}": f"{b * 7}" for b in range(1, 9)}, {}, _tidak, []),
    ("judul kolom berupa angka", {"Rekap!C1": "2023"}, {}, _tidak, []),
    ("baris tersembunyi ikut dijumlah", {}, {}, _atur("Rekap", hidden_rows=frozenset({5, 6})), [("BUK105", "peringatan", "Rekap", "B5")]),
    ("baris disaring ikut dijumlah", {}, {}, _atur("Rekap", hidden_rows=frozenset({5, 6}), filtered_rows=frozenset({5, 6})), [("BUK105", "peringatan", "Rekap", "B5")]),
    ("SUBTOTAL melewati yang tersembunyi", {**{f"Rekap!{k}14": f"=SUBTOTAL(109,{k}2:{k}13)" for k in "BCDEF"}}, {}, _atur("Rekap", hidden_rows=frozenset({6})), []),
    ("kolom tersembunyi ikut dijumlah", {}, {}, _atur("Rekap", hidden_columns=((3, 3),)), [("BUK105", "peringatan", "Rekap", "C2")]),
    ("baris tabel tersembunyi", {}, {}, _atur("Pengukuran", hidden_rows=frozenset({6})), [("BUK105", "peringatan", "Pengukuran", "A6")]),
    ("kolom tabel tersembunyi", {}, {}, _atur("Pengukuran", hidden_columns=((5, 5),)), [("BUK105", "peringatan", "Pengukuran", "E4")]),
    ("baris dan kolom kosong tersembunyi", {}, {}, _atur("Rekap", hidden_rows=frozenset({15, 30}), hidden_columns=((8, 16_384),)), []),
    ("kolom teks tersembunyi", {}, {}, _atur("Pengukuran", hidden_columns=((7, 7),)), []),
    ("lembar tersembunyi dirujuk", {}, {}, _atur("Data", state=State.HIDDEN), [("BUK105", "peringatan", "Data", "")]),
    ("lembar sangat tersembunyi dirujuk lewat nama", {"Rekap!B16": "=B14/Asn", "Asn": "Data!$B$2"}, {}, _atur("Data", state=State.VERY_HIDDEN), [("BUK105", "peringatan", "Data", "")]),
    ("lembar tersembunyi tidak dirujuk", {"Rekap!B16": 1}, {}, _atur("Data", state=State.HIDDEN), []),
    ("tautan ke berkas lain", {"Data!B3": "=[1]Sheet1!A1"}, {"Data!B3": 41.0}, _tautan("file:///C:/data/anggaran%202023.xlsx"), [("BUK106", "peringatan", "Data", "B3")]),
    ("tautan yang tertulis", {"Data!B3": "='C:\\data\\[anggaran.xlsx]Rekap'!A1"}, {"Data!B3": 41.0}, _tidak, [("BUK106", "peringatan", "Data", "B3")]),
    ("dua tautan", {"Data!B3": "=[1]S!A1+'[2]S b'!A1"}, {"Data!B3": 41.0}, _tautan("a.xlsx", "b.xlsx"), [("BUK106", "peringatan", "Data", "B3")] * 2),
    ("tautan di nama", {}, {}, _tautan("a.xlsx", nama={"Luar": "[1]Sheet1!$A$1"}), [("BUK106", "peringatan", "", "")]),
    ("tautan tersimpan saja", {}, {}, _tautan("a.xlsx"), [("BUK106", "peringatan", "", "")]),
    ("fungsi add-in kami", {"Data!B3": "=[1]!CAPAIAN(B2,B2)"}, {"Data!B3": 1.0}, _tautan("C:\\Add-Ins\\xl_lkjip.xlam"), []),
    ("bukan tautan", {"Data!B3": '="[1]Sheet1!A1"', "Data!C3": "=SUM(Tabel1[Jumlah])"}, {"Data!C3": 2.0}, _tidak, []),
    ("angka di bawah sel gabungan", {}, {}, _tertutup, [("BUK107", "peringatan", "Rekap", "A20")]),
    ("nilai lama", {}, {"Rekap!F5": 1234.0}, _tidak, [("BUK108", "galat", "Rekap", "F14"), ("BUK108", "galat", "Rekap", "F5"), ("BUK108", "galat", "Rekap", "G5")]),
    ("nilai lama di ujung", {}, {"Rekap!B16": 9.9}, _tidak, [("BUK108", "galat", "Rekap", "B16")]),
    ("nilai yang dibulatkan seperti tampilan", {"Pengukuran!F4": "=E4/D4"}, {"Pengukuran!F4": 0.975}, _tidak, []),
    ("rumus tanpa nilai", {"Data!B3": "=FUNGSIASING(B2)"}, {"Data!B3": None}, _tidak, [("BUK109", "peringatan", "Data", "B3")]),
    ("rumus yang dihitung di sini", {}, {}, lambda b: setattr(b, "calculated", frozenset({("Rekap", 14, 2), ("Rekap", 14, 3)})), [("BUK109", "info", "Rekap", "B14")]),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "sel", "tersimpan", "aksi", "harapan"), KASUS, ids=[k[0] for k in KASUS])
def test_kasus(nama: str, sel: dict[str, Any], tersimpan: dict[str, Nilai], aksi: Ubah, harapan: Temuan) -> None:  # 1
    isi = asing()
    for alamat, nilai in sel.items():
        lembar, _, tempat = alamat.partition("!")
        if tempat:
            isi[lembar][tempat] = nilai
    satu = buku(isi, tersimpan, {k: v for k, v in sel.items() if "!" not in k})
    aksi(satu)
    _periksa(satu, harapan)


def _periksa(satu: Workbook, harapan: Temuan) -> None:
    (hasil,) = validasi([satu], ATURAN)
    assert sorted((t.kode, t.tingkat.value, t.lembar, t.sel) for t in hasil.temuan) == sorted(harapan)
    assert all(t.pesan.endswith(".") and t.saran.endswith((".", ")")) and t.dasar for t in hasil.temuan)


@cache
def _templat(formulir: str) -> bytes:
    return bangun(FORMULIR[formulir], contoh.data("kediri_2021"))


def _letak(satu: Workbook, tabel: str, kolom: str, nomor: int) -> tuple[str, str]:
    """Sheet and address of a cell of a table of ours, by the number of its filled row; -1 is the total."""
    milik = next(t for d in kenali(satu) for t in (*d.tabel, *d.pendukung) if t.kunci == tabel)
    baris = milik.jumlah if nomor < 0 else milik.baris[nomor]
    assert baris is not None
    return milik.lembar, Cell(baris.baris, milik.kolom[kolom]).alamat


def _ketik(tabel: str, kolom: str, nomor: int, nilai: Nilai, *, terbuka: bool = False) -> Ubah:
    def ubah(satu: Workbook) -> None:
        lembar, tempat = _letak(satu, tabel, kolom, nomor)
        taruh(satu, lembar, tempat, nilai)
        if terbuka:
            sheet = lembar_di(satu, lembar)
            sheet.cells[letak(tempat)] = replace(sheet.cell(*letak(tempat)), locked=False)

    return ubah


def _sembunyi(tabel: str, nomor: int) -> Ubah:
    def ubah(satu: Workbook) -> None:
        lembar, tempat = _letak(satu, tabel, "indikator", nomor)
        sheet = lembar_di(satu, lembar)
        sheet.hidden_rows |= {letak(tempat)[0]}

    return ubah


def _teks(satu: Workbook) -> None:
    """A budget typed as text, and what the formula of the total makes of it."""
    _ketik("pengukuran", "pagu", 0, "Rp 1.500.000,-")(satu)
    lembar, tempat = _letak(satu, "pengukuran", "pagu", -1)
    sheet = lembar_di(satu, lembar)
    sheet.cells[letak(tempat)] = replace(sheet.cell(*letak(tempat)), value="#N/A")


def _beku(satu: Workbook) -> None:
    for sheet in satu.sheets:
        sheet.cells = {t: replace(c, formula="") for t, c in sheet.cells.items()}


KASUS_TEMPLAT: list[tuple[str, str, Ubah, list[tuple[str, str, str, int]]]] = [
    ("capaian diketik", "pengukuran", _ketik("pengukuran", "capaian", 1, 1.0), [("BUK102", "pengukuran", "capaian", 1)]),
    ("predikat diketik", "pengukuran", _ketik("pengukuran", "predikat", 0, "Baik"), [("BUK102", "pengukuran", "predikat", 0)]),
    ("capaian di sel yang dibuka", "pengukuran", _ketik("pengukuran", "capaian", 1, 1.0, terbuka=True), []),
    ("capaian dikosongkan", "pengukuran", _ketik("pengukuran", "capaian", 1, None), []),
    ("jumlah diketik", "pengukuran", _ketik("pengukuran", "pagu", -1, 5.0), [("BUK102", "pengukuran", "pagu", -1)]),
    ("pagu diketik sebagai teks", "pengukuran", _teks, [("BUK110", "pengukuran", "pagu", 0)]),
    ("masukan diketik", "pengukuran", _ketik("pengukuran", "realisasi", 1, 5.0), []),
    ("konversi IP ASN diketik", "pengukuran", _ketik("ip_asn", "konversi", 1, 80.0), [("BUK102", "ip_asn", "konversi", 1)]),
    ("jumlah pagu PK diketik", "pk", _ketik("pk_program", "pagu", -1, 5.0), [("BUK102", "pk_program", "pagu", -1)]),
    ("baris terisi tersembunyi", "pengukuran", _sembunyi("pengukuran", 2), [("BUK105", "pengukuran", "no", 2)]),
    ("dibekukan", "pengukuran", _beku, []),
    ("Referensi disembunyikan", "pengukuran", _atur("Referensi", state=State.HIDDEN), []),
    ("lembar tak terpakai disembunyikan", "pengukuran", _atur("Merit", state=State.HIDDEN), []),
    ("lembar terpakai disembunyikan", "pengukuran", _atur("Data Dukung", state=State.HIDDEN), []),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "formulir", "aksi", "harapan"), KASUS_TEMPLAT, ids=[k[0] for k in KASUS_TEMPLAT])
def test_kasus_templat(nama: str, formulir: str, aksi: Ubah, harapan: list[tuple[str, str, str, int]]) -> None:  # 1
    satu = baca_buku(_templat(formulir), nama)
    letak_harapan = [(kode, *_letak(satu, tabel, kolom, nomor)) for kode, tabel, kolom, nomor in harapan]
    aksi(satu)
    (hasil,) = validasi([satu], ATURAN)
    assert [(t.kode, t.lembar, t.sel) for t in hasil.temuan if t.kode not in ("BUK108",)] == letak_harapan


@pytest.mark.parametrize("laporan", contoh.LAPORAN)
def test_bersih(laporan: str) -> None:  # 2
    for nama, (isi, _) in contoh.buku(laporan).items():
        _periksa(baca_buku(isi, nama), [])


@pytest.mark.parametrize("berkas", ["Tabel_PK.xlsx", "Pengukuran.xlsx"])
def test_templat_bersih(berkas: str) -> None:  # 2
    for aturan in ATURAN:
        (hasil,) = validasi([baca_buku((AKAR / "templates" / berkas).read_bytes(), berkas)], [aturan])
        assert hasil.temuan == []


def test_setiap_kode_teruji() -> None:  # 3
    assert {k for a in ATURAN for k in a.kode} == {t[0] for k in KASUS for t in k[4]} | {t[0] for k in KASUS_TEMPLAT for t in k[3]}


def test_sekali_saja() -> None:  # 4
    isi = asing()
    isi["Perjanjian Kinerja"] = {"A1": "PERJANJIAN KINERJA TAHUN 2023", "A3": "No", "B3": "Indikator Kinerja", "C3": "Target"}
    isi["Perjanjian Kinerja"] |= {
        f"{k}{b}": v for b in range(4, 8) for k, v in zip("ABC", (b, f"Persentase layanan {b - 3}", 80), strict=True)
    }
    isi["Data"]["B5"] = "=B2/B6"
    satu = buku(isi)
    assert len(kenali(satu)) == 2
    _periksa(satu, [("BUK101", "peringatan", "Data", "B5")])


def test_galat_di_mana_pun() -> None:  # 5
    satu = baca_buku(_templat("pengukuran"), "p")
    (dokumen,) = kenali(satu)
    for tabel in dokumen.tabel:
        sheet = lembar_di(satu, tabel.lembar)
        for baris in [b for b in (*tabel.baris[:1], tabel.jumlah) if b is not None]:
            for nomor in tabel.kolom.values():
                lama = sheet.cells.get((baris.baris, nomor))
                if lama is not None:
                    sheet.cells[baris.baris, nomor] = replace(lama, value="#REF!")
                    (hasil,) = validasi([satu])
                    assert [t.kode for t in hasil.temuan if (t.lembar, t.sel) == (sheet.nama, lama.alamat)], lama.alamat
                    assert not [t for t in hasil.temuan if t.kode == "SYS001"]
                    sheet.cells[baris.baris, nomor] = lama


RUMUS: list[tuple[str, float | None]] = [
    ("A1+A2*2", 12.0), ("(A1+A2)*2", 14.0), ("-A1^2", 4.0), ("A1^A2^2", 1024.0), ("A2%", 0.05), ("SUM(A1:A5)", 7.0), ("SUM(A1:A5,3,A1*2)", 14.0),
    ("AVERAGE(A1:A5)", 3.5), ("MAX(A1:A5)-MIN(A1:A2)", 3.0), ("ROUND(A2/A1,0)", 3.0), ("ABS(-A2)", 5.0), ("COUNT(A1:A5)", 2.0), ("$A$1+Lain!A1", 42.0),
    ("'Lain'!A1", 40.0), ("A6+1", 1.0), ("SUM(A1:A1048576)", None), ("A3+1", None), ("A4", None), ("SUM(B1:B2)", None), ("C1+1", None), ("C2+1", None),
    ("A1/A6", None), ("1+1", None), ("A1:A2+1", None), ("SUM(", None), ("SUM()", None), ("A1 A2", None), ("IF(A1=2,1,0)", None), ("A1&A2", None),
    ("[1]S!A1", None), ("Nama+1", None), ("ROUND(A1:A2,0)", None), ("(" * 40 + "A1" + ")" * 40, None), ("Z9", None), ("A1+", None), ("99^99999*A1", None),
]  # fmt: skip


@pytest.mark.parametrize(("rumus", "harapan"), RUMUS)
def test_hitung_polos(rumus: str, harapan: float | None) -> None:  # 6
    sheet = Sheet("S", {(b, 1): Cell(b, 1, v) for b, v in enumerate((2.0, 5.0, "teks", True, None), 1)})
    sheet.cells |= {
        (1, 2): Cell(1, 2, "#N/A"),
        (1, 3): Cell(1, 3, None, "X()"),
        (2, 3): Cell(2, 3, "2023-10-20 00:00:00"),
        (9, 26): Cell(9, 26, 1.0, rumus),
    }
    lain = Workbook("b", [sheet, Sheet("Lain", {(1, 1): Cell(1, 1, 40.0)})])
    hasil = hitung(lain, sheet, sheet.cell(9, 26))
    assert hasil == (None if harapan is None else pytest.approx(harapan))
