"""Statement sheets: figures of the running text, each with its formula, held against the formula.

1. Every example of the arithmetic gives what it says; worksheet functions give what `xl-lkjip rumus` gives.
2. Units: what is right, cut, or wrong under each way of printing.
3. Every figure of the five reports: each wrong one is found with the right value, no right one is called wrong.
4. The sheet is found wherever it stands and however its columns are called.
5. Hostile formulas end in TXT102, each with its cause, and quickly.
6. `validasi` checks the sheet along with the tables of the workbook.
"""

from __future__ import annotations

import io
import time

import openpyxl
import pytest

from bantu import buku as buku_formulir
from bantu import data_blitar
from korpus import JUDUL, Baris, lembar_pernyataan
from korpus.skor import LEMBAR, buku, per_baris, skor, temuan
from xl_lkjip.core.angka import baca
from xl_lkjip.core.banding import Putusan, putuskan
from xl_lkjip.core.errors import KATALOG, LkjipError
from xl_lkjip.core.forms.pernyataan_terbaca import JUDUL as SINONIM
from xl_lkjip.core.forms.pernyataan_terbaca import baca_pernyataan
from xl_lkjip.core.pernyataan import ARITMETIKA, Hasil, evaluasi
from xl_lkjip.core.registry import FUNCTIONS
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.rumus import evaluasi as evaluasi_rumus
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Sheet, Workbook
from xl_lkjip.xlsx.reader import baca_buku


@pytest.mark.parametrize(("rumus", "tampil"), [(c.rumus, c.tampil) for a in ARITMETIKA.values() for c in a.contoh])
def test_contoh(rumus: str, tampil: str) -> None:  # 1
    assert evaluasi(rumus).tampil == tampil
    assert evaluasi(f" = {rumus.lower()} ").tampil == tampil


@pytest.mark.parametrize("rumus", [c.rumus for f in FUNCTIONS.values() for c in f.contoh])
def test_sama_dengan_rumus(rumus: str) -> None:  # 1
    assert evaluasi(rumus).nilai == pytest.approx(evaluasi_rumus(rumus).nilai)


def test_deklarasi() -> None:  # 1
    assert not ARITMETIKA.keys() & FUNCTIONS.keys()
    for a in ARITMETIKA.values():
        assert a.arti.endswith("."), a.nama
        assert a.contoh, a.nama
        with pytest.raises(LkjipError) as galat:
            evaluasi(f"{a.nama}()")
        assert galat.value.kode == "ARG002"
        assert a.tanda_tangan in galat.value.saran


# formula | printed | severity of the finding, or its coded error | the value to print
SATUAN = """
BAGIAN(2283; 3008)                  | 75,90%           |       |
BAGIAN(2283; 3008)                  | 75,9             |       |
BAGIAN(2283; 3008)                  | 0,759            |       |
BAGIAN(2283; 3008)                  | 75,89            | info  | 75,90
BAGIAN(2283; 3008)                  | 75,91 persen     | galat | 75,90%
BAGIAN("25%"; "30%")                | 83,33            |       |
BAGIAN("-"; 5)                      | 10%              | galat | -
JUMLAH(12,5%; 64,5%)                | 77%              |       |
JUMLAH(12,5%; 64,5%)                | 78               | galat | 77,00
JUMLAH("5%"; 60)                    | 65               |       |
JUMLAH("97%"; 0,98)                 | 98               | ANG002 |
JUMLAH("22/22"; "4 / 4")            | 26               |       |
JUMLAH("22/22"; "4 / 5")            | 26 / 27          |       |
JUMLAH("22/22"; "4/4")              | 26/27            | galat | 26/26
JUMLAH(1; "dua")                    | 3                | ANG001 |
JUMLAH("60-70"; 1)                  | 3                | ANG004 |
RATA_RATA(100%; "-"; 100%; "-")     | 50%              |       |
RATA_RATA(CAPAIAN(4; 3); 25%)       | 50               |       |
SELISIH(75,91; 49)                  | 26,91%           |       |
SELISIH(10; 3; 2)                   | 5 orang          |       |
KALI(82,74; 30%)                    | 24,8             |       |
KALI(50%; 50%)                      | 25%              |       |
KALI(BAGIAN(1; 2); 100)             | 50               |       |
BAGI(352; 695)                      | 0,51             |       |
BAGI(352; 695)                      | 51%              |       |
BAGI(1; 0)                          | 1                | CAP001 |
KEMAJUAN("A"; "A")                  | 100%             |       |
KEMAJUAN("A"; "BB")                 | 100%             | ANG003 |
TURUN(9; 5)                         | 44               |       |
NAIK(5; 9)                          | 70%              | galat | 80,00%
SAMA("52,5")                        | 53               |       |
SAMA("52,5")                        | 52               | galat | 52,50
SAMA("Rp 1.000,00")                 | 1000             |       |
TERCAPAI(">82"; 82)                 | tidak tercapai   |       |
TERCAPAI("60-70"; 65)               | Tercapai         |       |
TERCAPAI("60-70"; 71; "turun")      | tercapai         | galat | belum tercapai
TERCAPAI("98%"; 97)                 | belum tercapai   |       |
EFISIENSI("100,56"; "58,14"; "rasio") | 1,73           |       |
EFISIENSI(70,34; 80,81)             | -10%             |       |
EFISIENSI("68,5%"; "-")             | 68%              | galat | -
EFISIENSI(CAPAIAN(270; 271,5); BAGIAN(1;2); "rasio") | 2,01 |  |
PREDIKAT(97,02; "blitar")           | SANGAT BERHASIL  |       |
PREDIKAT(97,02)                     | sangat tinggi    |       |
PREDIKAT(85,49; "sakip88")          | Memuaskan        |       |
PREDIKAT(85,49; "sakip88")          | "A" (Memuaskan)  |       |
PREDIKAT(85,49; "sakip88"; "lengkap") | A              | galat | A (Memuaskan)
PREDIKAT(85,49; "sakip88")          | BB               | galat | A
PREDIKAT(BAGI(173; 100); "efisiensi_rasio") | efisien  |       |
INDEKS_DISIPLIN(16; 11; 17; 6755)   | 1,32             |       |
INDEKS_DISIPLIN(16; 11; 17; 6755)   | 1,32 %           | info  | 1,32
INDEKS_DISIPLIN(16; 11; 17; 6755)   | 1,4 %            | galat | 1,32%
CAPAIAN(10; 7; 0)                   | 70               |       |
CAPAIAN(10; 7)                      | tujuh puluh      | ANG001 |
"""


@pytest.mark.parametrize(
    ("rumus", "tercetak", "harapan", "hitung"), [[s.strip() for s in b.split("|")] for b in SATUAN.strip().splitlines()]
)
def test_satuan(rumus: str, tercetak: str, harapan: str, hitung: str) -> None:  # 2
    ada = temuan(buku([("", "", rumus, tercetak)]))
    if harapan in KATALOG:
        (t,) = ada
        assert (t.kode, t.tingkat) == ("TXT102", Tingkat.PERINGATAN)
        assert harapan in t.pesan
    else:
        assert [(t.kode, t.sel, t.tingkat.value, t.hitung) for t in ada] == ([("TXT101", "D2", harapan, hitung)] if harapan else [])


@pytest.mark.parametrize(
    ("nilai", "format_angka", "tingkat"),
    [
        (0.759, "0.0%", []),
        (0.7591, "0.00%", ["galat"]),
        (75.9, "0.0", []),
        (75.91, "General", ["galat"]),
        ("#N/A", "General", ["galat"]),
        (None, "General", []),
        ("-", "General", []),
    ],
)
def test_sel_angka(nilai: float | str | None, format_angka: str, tingkat: list[str]) -> None:  # 2
    isi = buku([("", "", "BAGIAN(2283; 3008)", "")])
    isi.sheets[0].cells[2, 4] = Cell(2, 4, nilai, number_format=format_angka)
    assert [t.tingkat.value for t in temuan(isi)] == tingkat


def _periksa(baris: Baris, ada: list[Finding]) -> None:
    if baris.putusan == "salah":
        (t,) = ada
        assert t.tingkat is (Tingkat.INFO if baris.kelas == "satuan" else Tingkat.GALAT), t
        assert (t.kode, t.sel[0], t.tercetak) == ("TXT101", "D", baris.tercetak)
        assert _sama(t.hitung, baris.hitung), t
    else:
        assert all(t.tingkat is Tingkat.INFO for t in ada), ada
        assert ada or baris.putusan == "cocok"


def _sama(hitung: str, harapan: str) -> bool:
    """The same value, to the digits of the corpus; whether the unit is repeated is a matter of style."""
    a, b = (t.replace("%", "").strip() for t in (hitung, harapan))
    try:
        angka = baca(a)
    except LkjipError:
        return a.lower() == b.lower()
    if angka is None or angka.nilai is None:
        return a == b
    return putuskan(Cell(1, 1, b), [angka.nilai], rasio=False) is Putusan.COCOK


def test_korpus() -> None:  # 3
    for baris, ada in per_baris():
        _periksa(baris, ada)
    assert len(per_baris()) == 796
    assert (len(skor().benar), skor().kurang, skor().lebih) == (119, [], [])
    assert len(skor("blitar_2023", "teks").benar) == 15


def _xlsx(baris: list[tuple[str, str, str, str]]) -> Workbook:
    kerja = openpyxl.Workbook()
    assert kerja.active is not None
    kerja.active.title = LEMBAR
    for satu in (JUDUL, *baris):
        kerja.active.append(satu)
    berkas = io.BytesIO()
    kerja.save(berkas)
    return baca_buku(berkas.getvalue(), "pernyataan.xlsx")


def test_korpus_xlsx() -> None:  # 3
    hasil = per_baris("", _xlsx(lembar_pernyataan("", tempat="")))
    assert len(hasil) == 796
    for baris, ada in hasil:
        _periksa(baris, ada)


def test_ditemukan_di_mana_saja() -> None:  # 4
    isi: dict[tuple[int, int], float | str] = {
        (1, 1): "Angka di dalam teks", (4, 2): "No", (4, 3): "Bagian", (4, 4): "HALAMAN", (4, 6): "Uraian", (4, 7): "Rumus (seperti xl-lkjip rumus)",
        (4, 8): "Tercetak", (4, 9): "Tahun", (4, 10): "Peran", (5, 7): "(3)", (5, 8): "(4)",
        (6, 2): 1.0, (6, 3): "Ikhtisar", (6, 4): 7.0, (6, 6): "Peserta diklat", (6, 7): "=BAGIAN(2283; 3008)", (6, 8): "75,91%",
        (7, 6): "hanya catatan",
        (9, 6): "Capaian", (9, 7): "CAPAIAN(13,02%; 75,91%)", (9, 8): "583,03%", (9, 9): "TA 2022", (9, 10): "Realisasi Anggaran",
        (60, 7): "bukan pernyataan", (60, 8): "lagi",
    }  # fmt: skip
    sheet = Sheet("Teks", {k: Cell(*k, v) for k, v in isi.items()}, merged=[(6, 3, 9, 3)])
    satu, dua = baca_pernyataan(Workbook("b.xlsx", [Sheet("Kosong"), sheet]))
    assert (satu.lembar, satu.letak, satu.besaran, satu.rumus.alamat, satu.tercetak.alamat) == (
        "Teks",
        "Ikhtisar, halaman 7",
        "Peserta diklat",
        "G6",
        "H6",
    )
    assert (satu.tahun, satu.peran) == ("", "realisasi")
    assert (dua.letak, dua.tahun, dua.peran) == ("Ikhtisar", "2022", "realisasi_anggaran")
    assert isinstance(dua.hasil, Hasil)
    assert dua.hasil.tampil == "583,03%"
    (t,) = temuan(Workbook("b.xlsx", [sheet]))
    assert (t.lembar, t.sel, t.hitung) == ("Teks", "H6", "75,90%")
    assert t.pesan.startswith("Peserta diklat (Ikhtisar, halaman 7) tercetak 75,91%, tetapi hasil =BAGIAN(2283; 3008) adalah 75,90%")


@pytest.mark.parametrize("kunci", ["rumus", "tercetak"])
def test_sinonim(kunci: str) -> None:  # 4
    for judul in SINONIM[kunci]:
        kepala = [judul.upper() if j.lower() == kunci else j for j in JUDUL]
        assert len(baca_pernyataan(buku([("a", "b", "SAMA(1)", "1")], kepala))) == 1
    assert not baca_pernyataan(buku([("a", "b", "SAMA(1)", "1")], [j for j in JUDUL if j.lower() != kunci]))


def test_tercetak_belum_dihitung() -> None:  # 4: a formula without a stored value is no printed figure
    isi = buku([("", "", "PREDIKAT(97%)", "")])
    isi.sheets[0].cells[2, 4] = Cell(2, 4, None, "A1")
    assert baca_pernyataan(isi) == []


def test_dua_tabel_selembar() -> None:  # 4
    baris = ("", "", "SAMA(1)", "1")
    assert [p.rumus.baris for p in baca_pernyataan(buku([baris, JUDUL, baris, baris]))] == [2, 4, 5]


@pytest.mark.parametrize(("nilai", "kode"), [(0.759, "ARG005"), ("#NAME?", "ARG005"), (None, "ARG005"), ("BAGIAN(2283;3008)", "")])
def test_rumus_yang_dijalankan_excel(nilai: float | str | None, kode: str) -> None:  # 4, 5
    isi = buku([("", "", "", "75,90%")])
    isi.sheets[0].cells[2, 3] = Cell(2, 3, nilai, "BAGIAN(2283,3008)")
    assert [(t.kode, t.sel) for t in temuan(isi) if kode in t.pesan] == ([("TXT102", "C2")] if kode else [])


JAHAT = {
    "sangat panjang": ("JUMLAH(" + "1;" * 50_000 + "1)", "ARG004"),
    "fungsi tidak dikenal": ("SUM(1;2)", "ARG003"),
    "nama sangat panjang": ("X" * 8000 + "(1)", "ARG003"),
    "kutip ganjil": ('CAPAIAN("13,02;75,91)', "ARG004"),
    "banyak kutip": ('"' * 8001, "ARG004"),
    "kurung bertumpuk": ("JUMLAH(" * 1000 + "1" + ")" * 1000, "ARG004"),
    "kurung kurawal bertumpuk": ("{" * 8000, "ARG004"),
    "tanpa penutup": ("BAGIAN(1;2", "ARG004"),
    "hanya angka": ("75,91%", "ARG004"),
    "hanya teks": ('"halo"', "ARG004"),
    "sel": ("BAGIAN(A1;B2)", "ARG004"),
    "operator": ("2283/3008", "ARG004"),
    "koma": ("BAGIAN(1,2,3)", "ARG004"),
    "argumen kurang": ("BAGIAN(1)", "ARG002"),
    "argumen lebih": ("BAGIAN(1;2;3)", "ARG002"),
    "fungsi lembar tanpa argumen": ("PREDIKAT()", "ARG002"),
    "rentang": ("CAPAIAN({1;2};{3;4})", "ARG002"),
    "rentang di hitungan": ("JUMLAH({1;2})", "ANG001"),
    "rentang berpredikat": ("PREDIKAT({0,9;0,8})", "ARG002"),
    "angka raksasa": (f"KALI({'9' * 250};{'9' * 250})", "ARG006"),
    "jumlah raksasa": (f"JUMLAH({'9' * 299};{'9' * 299})", "ARG006"),
    "indeks raksasa": (f"INDEKS_KUALIFIKASI(0;0;0;{'9' * 299};0;0)", ""),
    "predikat di dalam hitungan": ("JUMLAH(PREDIKAT(97%);1)", "ANG001"),
    "skala berisi hitungan": ('PREDIKAT(85;{BAGI(0;1)\\ "rendah"; "x"\\ "tinggi"})', "ANG001"),
    "kurung di nama": ("{hitung}(1)", "ARG004"),
}


@pytest.mark.parametrize("kasus", JAHAT)
def test_jahat(kasus: str) -> None:  # 5
    rumus, kode = JAHAT[kasus]
    awal = time.perf_counter()
    ada = temuan(buku([("x" * 5000, "y" * 5000, rumus, "1"), ("", "", "SAMA(1)", "2")]))
    assert time.perf_counter() - awal < 2
    assert [t.kode for t in ada if t.sel.endswith("3")] == ["TXT101"]
    (t,) = [t for t in ada if t.sel.endswith("2")]
    assert kode in t.pesan
    assert len(t.pesan) < 800
    if kode:
        assert (t.kode, t.tingkat, t.sel) == ("TXT102", Tingkat.PERINGATAN, "C2")
        assert t.saran


def test_tercetak_aneh() -> None:  # 5
    for tercetak in ("9" * 280, "{hitung}", "1e308", "%", "/", "x" * 40_000, "1/0"):
        for rumus in ("BAGIAN(1;2)", "JUMLAH(1/2;1/2)", "PREDIKAT(97%)", "SAMA(1)"):
            assert all(t.kode.startswith("TXT") for t in temuan(buku([("", "", rumus, tercetak)])))


def test_validasi() -> None:  # 6
    kerja = buku_formulir("pengukuran", data_blitar())
    bersih = [t.kode for t in validasi([kerja])[0].temuan]
    kerja.sheets.append(buku(lembar_pernyataan("blitar")).sheets[0])
    (hasil,) = validasi([kerja])
    assert [t.kode for t in hasil.temuan if not t.kode.startswith("TXT")] == bersih
    assert [t.sel for t in hasil.temuan if t.tingkat is Tingkat.GALAT and t.lembar == LEMBAR] == [
        t.sel for _, ada in per_baris("blitar", tempat="teks") for t in ada if t.tingkat is Tingkat.GALAT
    ]
