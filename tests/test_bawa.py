"""`isi` from a PK, from an older workbook, and from both.

1. Reading is the inverse of filling: a workbook read and filled again holds the same values, formulas and formats, and nothing is left over.
2. From a PK: names, targets, plans and budgets (DPPA before DPA) arrive, no realisasi; first edition and foreign workbooks as well.
3. From the same form: everything typed is there again; formulas of the user as values, listed.
4. For a later year: figures become the comparison, the year's own cells are blank, names and definitions stay.
5. From both: matched by name, what finds no partner is told.
6. What cannot be placed is listed to the cell; texts and formulas of the template are not.
7. Wrong sources and wrong years: one coded line, nothing written.
8. An edition to come refuses that file, and the others go on.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bantu import AKAR, Data, data_blitar, ubah
from xl_lkjip import cli, contoh
from xl_lkjip.core.forms import FORMULIR, ambil
from xl_lkjip.core.forms.data import baca_data
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.forms.templat_terbaca import NAMA_EDISI, baca_tabel
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Workbook
from xl_lkjip.xlsx import cache, hitung, reader
from xl_lkjip.xlsx.isi import HasilIsi, isi_dari
from xl_lkjip.xlsx.templat import bangun

EDISI_1 = AKAR / "tests" / "edisi"
BAWAAN = {k: ambil.bawaan_templat(reader.baca_tersimpan(bangun(f), f.berkas)) for k, f in FORMULIR.items()}


def sel(buku: Workbook) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {(s.nama, c.alamat): (c.value, c.formula, c.number_format) for s in buku.sheets for c in s.cells.values()}


def tabel(berkas: Path, kunci: str) -> list[dict[str, Any]]:
    """Rows of a table by the names of its columns: the filled cells."""
    buku = reader.baca(berkas)
    satu = next(t for t in baca_tabel(buku) if t.kunci == kunci)
    return [{k: c.tercetak for k, c in b.sel.items() if c.value not in (None, "")} for b in satu.baris]


def identitas(berkas: Path) -> dict[str, str]:
    return kenali(reader.baca(berkas))[0].identitas


def tulis(berkas: Path, isi: bytes, aksi: Callable[[Any], object] | None = None) -> Path:
    """Save a workbook, changed as a user would."""
    if aksi:
        buku = openpyxl.load_workbook(io.BytesIO(isi))
        aksi(buku)
        keluar = io.BytesIO()
        buku.save(keluar)
        isi = hitung.hitung_bytes(keluar.getvalue(), berkas.name)[0]
    berkas.write_bytes(isi)
    return berkas


def kolom(buku: Any, nama: str) -> Any:
    """The first cell of a column of ours."""
    lembar, _, tempat = buku.defined_names[nama].attr_text.rpartition("!")
    return buku[lembar.strip("'")][tempat.split(":")[0].replace("$", "")]


def daftar(hasil: HasilIsi) -> set[tuple[str, str]]:
    return {(s.lembar, s.isi) for s in hasil.sisa}


@pytest.fixture
def pk(tmp_path: Path) -> Path:
    return tulis(tmp_path / "pk.xlsx", bangun(FORMULIR["pk"], data_pk()))


@pytest.fixture
def lama(tmp_path: Path) -> Path:
    return tulis(tmp_path / "lama.xlsx", bangun(FORMULIR["pengukuran"], data_blitar()))


def data_pk() -> Data:
    """A PK Perubahan with a plan for the quarters."""

    def lengkapi(data: Data) -> None:
        satu = data["sasaran"][0]["indikator"][0]
        satu["rencana_aksi"] = {"sifat": "posisi", "tw1": "13,02%", "tw4": 270}
        data["program"][0] |= {"anggaran_awal": 111, "anggaran": 222, "rencana_anggaran": {"tw1": 100, "tw2": 122}}

    return ubah(data_blitar(), lengkapi)


# --- 1 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tercetak", [False, True], ids=["benar", "tercetak"])
@pytest.mark.parametrize("laporan", contoh.LAPORAN)
@pytest.mark.parametrize("formulir", FORMULIR)
def test_membaca_adalah_kebalikan_mengisi(formulir: str, laporan: str, tercetak: bool) -> None:  # 1
    asal = reader.baca_tersimpan(bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=tercetak)), "asal")
    hasil = ambil.ambil(asal, formulir, BAWAAN[formulir])
    lagi = reader.baca_tersimpan(bangun(FORMULIR[formulir], baca_data(json.dumps(ambil.lengkap(hasil.data)))), "lagi")
    assert sel(lagi) == sel(asal)
    assert ambil.sisa(hasil, ambil.daun(hasil.data)) == []
    assert not hasil.rumus


@pytest.mark.parametrize(
    ("nilai", "format_", "teks"),
    [
        (0.1302, "0.00%", "13,02%"),
        (0.13, "0.00%", "13,00%"),
        (0.8635, "0%", "86,35%"),
        (1.0, "0%", "100%"),
        (0.759124087, "0.00%", "75,9124087%"),
        (270.0, "General", 270),
        (86.35, "0.00", 86.35),
        ("2023-10-20 00:00:00", "d mmmm yyyy", "20 Oktober 2023"),
        ("A (86,35)", "General", "A (86,35)"),
    ],
)
def test_isi_kembali_seperti_diketik(nilai: Any, format_: str, teks: object) -> None:  # 1
    cell = Cell(1, 1, nilai, number_format=format_)
    assert ambil.nilai_sel(cell, angka=True, persen=False, teks=False) == teks


def test_rumus_dikenali_siapa_pun_penulisnya() -> None:  # 6
    kita = 'IF(\'IP ASN\'!$B6="","",IF(AdaLKjIP,CAPAIAN($E8,$F8,"naik"),CapaianBiasa))'
    lain = 'IF(\'IP ASN\'!B17="", "", IF(adalkjip, capaian(E19,$F19,"naik"),CapaianBiasa))'
    assert ambil.rangka(kita) == ambil.rangka(lain)
    assert ambil.rangka(kita) != ambil.rangka(kita.replace("naik", "NAIK"))
    assert ambil.rangka("$E8/$F8") != ambil.rangka("$F8/$E8")
    assert ambil.rangka("E8+1") != ambil.rangka("E8+2")


# --- 2 -----------------------------------------------------------------------------------------------------------------


def test_dari_pk(pk: Path, tmp_path: Path) -> None:  # 2
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, pk=pk)
    asal = data_pk()
    baris = tabel(tujuan, "pengukuran")
    semua = [i for s in asal["sasaran"] for i in s["indikator"]]
    assert [b["indikator"] for b in baris] == [i["nama"] for i in semua]
    assert [b["satuan"] for b in baris] == [i["satuan"] for i in semua]
    assert baris[0]["target"] == "270"
    assert not any(k in b for b in baris for k in ("realisasi", "realisasi_anggaran", "pagu", "capaian"))
    triwulan = tabel(tujuan, "triwulan")[0]
    assert (triwulan["sifat"], triwulan["r1"], triwulan["r4"]) == ("posisi", "13,02%", "270")
    assert "p1" not in triwulan
    anggaran = tabel(tujuan, "anggaran")
    assert [(b["tingkat"], b["uraian"]) for b in anggaran] == [("program", p["nama"]) for p in asal["program"]]
    assert anggaran[0]["pagu"] == "222"
    assert [tabel(tujuan, "triwulan_anggaran")[0][k] for k in ("pagu", "r1", "r2")] == ["222", "100", "122"]
    assert tabel(tujuan, "data_dukung")[0]["sumber"] == semua[0]["sumber_data"]
    assert identitas(tujuan)["unit"] == asal["identitas"]["unit"]
    assert ("PK", "111") in daftar(hasil)
    assert {i for lembar, i in daftar(hasil) if lembar == "IKU"} == {" ".join(i["iku"]["definisi"].split()) for i in semua if "iku" in i}
    assert validasi([reader.baca(tujuan)])[0].penolakan is None


def pk_edisi_1(buku: Any) -> None:
    lembar, diri = buku["PK"], buku["Identitas"]
    for alamat, isi in {"B3": "Kota A", "B4": "Dinas B", "B5": 2023, "B7": "Nama", "B8": "Kepala"}.items():
        diri[alamat] = isi
    lembar["A7"], lembar["B7"], lembar["C7"], lembar["D7"], lembar["E7"], lembar["F7"] = (
        1,
        "Sasaran",
        "Indikator satu",
        0.1302,
        "%",
        "turun",
    )
    lembar["D7"].number_format = "0.00%"
    lembar["C8"], lembar["D8"] = "Indikator dua", "A (86,35)"
    lembar["A21"], lembar["B21"], lembar["C21"], lembar["D21"] = 1, "Program satu", 5000, "APBD"
    lembar["H2"] = "catatan di pinggir"


def test_dari_pk_edisi_pertama(tmp_path: Path) -> None:  # 2, 6
    lama = tulis(tmp_path / "pk1.xlsx", (EDISI_1 / "Tabel_PK_1.xlsx").read_bytes(), pk_edisi_1)
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, pk=lama)
    baris = tabel(tujuan, "pengukuran")
    assert [(b["indikator"], b["target"]) for b in baris] == [("Indikator satu", "13,02%"), ("Indikator dua", "A (86,35)")]
    assert (baris[0]["satuan"], baris[0]["arah"]) == ("%", "turun")
    assert tabel(tujuan, "anggaran")[0]["pagu"] == "5.000"
    assert identitas(tujuan)["tahun"] == "2023"
    assert len(tabel(tujuan, "skp")) == len(tabel(AKAR / "templates" / "Pengukuran.xlsx", "skp"))
    assert daftar(hasil) == {("PK", "APBD"), ("PK", "catatan di pinggir")}


def test_dari_pk_asing(tmp_path: Path) -> None:  # 2, 6
    buku = openpyxl.Workbook()
    lembar = buku.create_sheet("Lembar1")
    for satu in (
        ["PERJANJIAN KINERJA"], [], ["No", "Sasaran Program", "Indikator Kinerja", "Target"], ["(1)", "(2)", "(3)", "(4)"],
        [1, "Sasaran X", "Indeks X", "82,00%"], [None, None, "Indeks Y", 7], [],
        ["No", "Program", "Anggaran", "Ket"], [1, "Program P", "Rp 1.000.000,-", "APBD"], [None, "Jumlah", "=SUM(C9:C9)"], [], ["Kepala Dinas"],
    ):  # fmt: skip
        lembar.append(satu)
    buku.save(tmp_path / "asing.xlsx")
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, pk=tmp_path / "asing.xlsx")
    assert [(b["indikator"], b["target"]) for b in tabel(tujuan, "pengukuran")] == [("Indeks X", "82,00%"), ("Indeks Y", "7")]
    assert tabel(tujuan, "anggaran")[0]["pagu"] == "1.000.000"
    assert daftar(hasil) == {("Lembar1", "PERJANJIAN KINERJA"), ("Lembar1", "APBD"), ("Lembar1", "Kepala Dinas")}
    assert "Tahun" in hasil.kurang


# --- 3, 6 --------------------------------------------------------------------------------------------------------------


def test_edisi_ini_tahun_yang_sama(tmp_path: Path) -> None:  # 3, 6
    def ketik(buku: Any) -> None:
        kolom(buku, "LK.pengukuran.realisasi").value = "=271+0.5"
        kolom(buku, "LK.pengukuran.capaian").value = 0.5  # over a formula of a row that still calculates
        kolom(buku, "LK.triwulan_anggaran.realisasi").value = 777  # over a formula that is there to be typed over
        lembar, _, tempat = buku.defined_names["LKJ.pengukuran"].attr_text.rpartition("!")
        jumlah = int(tempat.rpartition("$")[2])
        buku[lembar][f"K{jumlah}"] = 999
        buku[lembar]["Z50"] = "catatan saya"
        buku["Merit"]["A2"] = "JUDUL SENDIRI"
        buku.create_sheet("Coretan")["B2"] = "=1+2"
        buku["Coretan"]["B3"] = 12.5

    lama = tulis(tmp_path / "lama.xlsx", bangun(FORMULIR["pengukuran"], data_blitar()), ketik)
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, lama=lama)
    assert daftar(hasil) == {
        ("Pengukuran", "50,00%"), ("Pengukuran", "999"), ("Pengukuran", "catatan saya"), ("Merit", "JUDUL SENDIRI"),
        ("Coretan", "=1+2 → 3"), ("Coretan", "12,5"),
    }  # fmt: skip
    assert [(s.lembar, s.isi) for s in hasil.rumus] == [("Pengukuran", "=271+0.5 → 271,5")]
    assert tabel(tujuan, "pengukuran")[0]["realisasi"] == "271,5"
    assert tabel(tujuan, "triwulan_anggaran")[0]["realisasi"] == "777"
    asal, baru = sel(reader.baca(lama)), sel(reader.baca(tujuan))
    beda = {
        k for k in baru if asal.get(k, ("",))[0] != baru[k][0] and k[0] in ("Data Dukung", "Langkah", "Identitas", "Analisis", "IP ASN")
    }
    assert {lembar for lembar, _ in beda} <= {"Analisis"}  # its capaian follows the Pengukuran


def test_salinan_beku(tmp_path: Path) -> None:  # 3, 6
    benar = bangun(FORMULIR["pengukuran"], data_blitar())
    lama = tulis(tmp_path / "beku.xlsx", cache.bekukan(benar))
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, lama=lama)
    assert hasil.sisa == ()
    capaian = next(d for d in kenali(reader.baca(tujuan))).semua("pengukuran")[0].baris[0]["capaian"]
    assert capaian.formula
    assert capaian.tercetak == "100,56%"


def test_pengukuran_edisi_pertama(tmp_path: Path) -> None:  # 3, 6
    def ketik(buku: Any) -> None:
        buku["Identitas"]["B5"], buku["Identitas"]["B18"] = 2022, "blitar"
        p = buku["Pengukuran"]
        for alamat, isi in {
            "A8": 1,
            "B8": "S",
            "C8": "I",
            "D8": "x / y",
            "E8": 5,
            "F8": 6,
            "J8": "P\nQ",
            "K8": 9,
            "L8": 8,
            "P8": "c",
            "R8": "naik",
        }.items():
            p[alamat] = isi
        p["G8"] = 1.5

    lama = tulis(tmp_path / "lama.xlsx", (EDISI_1 / "Pengukuran_1.xlsx").read_bytes(), ketik)
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, lama=lama)
    baris = tabel(tujuan, "pengukuran")[0]
    assert {k: baris[k] for k in ("indikator", "formulasi", "target", "realisasi", "program", "pagu", "realisasi_anggaran", "catatan", "arah")} == {
        "indikator": "I", "formulasi": "x / y", "target": "5", "realisasi": "6", "program": "P\nQ", "pagu": "9", "realisasi_anggaran": "8",
        "catatan": "c", "arah": "naik",
    }  # fmt: skip
    assert (identitas(tujuan)["skala"], identitas(tujuan)["metode_efisiensi"]) == ("blitar", "selisih")
    assert daftar(hasil) == {("Pengukuran", "150,00%")}


@pytest.mark.parametrize(("formulir", "berkas"), [("pk", "Tabel_PK_1.xlsx"), ("pengukuran", "Pengukuran_1.xlsx")])
def test_templat_kosong_edisi_pertama(formulir: str, berkas: str, tmp_path: Path) -> None:  # 6
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR[formulir], tujuan, lama=EDISI_1 / berkas)
    assert hasil.sisa == ()
    bawaan = ambil.bawaan_edisi(formulir, 1)
    assert bawaan == ambil.bawaan_templat(reader.baca_tersimpan((EDISI_1 / berkas).read_bytes(), berkas))


# --- 4 -----------------------------------------------------------------------------------------------------------------


def test_tahun_berikutnya(lama: Path, tmp_path: Path) -> None:  # 4
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, lama=lama, tahun=2024)
    asal, baru = tabel(lama, "perbandingan")[0], tabel(tujuan, "perbandingan")[0]
    assert (baru["target1"], baru["realisasi1"]) == ("270", "271,5")
    assert (baru["target2"], baru["realisasi2"]) == (asal["target1"], asal["realisasi1"])
    assert baru["target_akhir"] == asal["target_akhir"]
    assert not {"target", "realisasi", "target_nasional"} & set(baru)
    pengukuran = tabel(tujuan, "pengukuran")[0]
    assert pengukuran["indikator"] == "Indeks Sistem Merit"
    assert pengukuran["satuan"] == "indeks"
    assert pengukuran["program"]
    assert not {"target", "realisasi", "pagu", "realisasi_anggaran", "capaian"} & set(pengukuran)
    assert not any(k in b for b in tabel(tujuan, "triwulan_anggaran") for k in ("pagu", "realisasi", "p1", "r1"))
    assert [b["uraian"] for b in tabel(tujuan, "anggaran")] == [b["uraian"] for b in tabel(lama, "anggaran")]
    diri = identitas(tujuan)
    assert diri["tahun"] == "2024"
    assert diri["profil"] == "blitar2023"
    assert not {"tanggal_pk", "tanggal_pengukuran"} & set(diri)
    assert {lembar for lembar, _ in daftar(hasil)} == {"Perbandingan"}  # the year that falls out of the table
    assert hasil.kosong > 0


def test_dua_tahun_kemudian(lama: Path, tmp_path: Path) -> None:  # 4
    tujuan = tmp_path / "hasil.xlsx"
    isi_dari(FORMULIR["pengukuran"], tujuan, lama=lama, tahun=2025)
    baru = tabel(tujuan, "perbandingan")[0]
    assert baru["realisasi2"] == "271,5"
    assert "realisasi1" not in baru


def test_realisasi_dari_data_dukung(tmp_path: Path) -> None:  # 3, 4
    def tanpa(data: Data) -> None:
        satu = data["sasaran"][0]["indikator"][0]
        del satu["realisasi"]
        satu["data_dukung"] = {"bentuk": "angka", "pembilang": 44, "sumber": "Rekap"}

    lama = tulis(tmp_path / "lama.xlsx", bangun(FORMULIR["pengukuran"], ubah(data_blitar(), tanpa)))
    isi_dari(FORMULIR["pengukuran"], tmp_path / "sama.xlsx", lama=lama)
    isi_dari(FORMULIR["pengukuran"], tmp_path / "baru.xlsx", lama=lama, tahun=2024)
    realisasi = kenali(reader.baca(tmp_path / "sama.xlsx"))[0].semua("pengukuran")[0].baris[0]["realisasi"]
    assert "Data Dukung" in realisasi.formula
    assert realisasi.value == 44
    assert tabel(tmp_path / "baru.xlsx", "perbandingan")[0]["realisasi1"] == "44"
    assert tabel(tmp_path / "baru.xlsx", "data_dukung")[0]["sumber"] == "Rekap"
    assert "pembilang" not in tabel(tmp_path / "baru.xlsx", "data_dukung")[0]


def test_pk_tahun_berikutnya(pk: Path, tmp_path: Path) -> None:  # 4
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pk"], tujuan, lama=pk, tahun=2024)
    buku = reader.baca(tujuan)
    assert all(not b["target"].value for b in kenali(buku)[0].semua("pk_indikator")[0].baris)
    assert [b["program"] for b in tabel(tujuan, "pk_program")] == [p["nama"] for p in data_pk()["program"]]
    assert not any("pagu" in b for b in tabel(tujuan, "pk_program"))
    assert tabel(tujuan, "iku")[0]["definisi"].startswith("Indikator yang digunakan")
    assert tabel(tujuan, "rencana_aksi")[0]["sifat"] == "posisi"
    assert "tw4" not in tabel(tujuan, "rencana_aksi")[0]
    assert hasil.sisa == ()


# --- 5 -----------------------------------------------------------------------------------------------------------------


def test_pk_dan_tahun_lalu(lama: Path, tmp_path: Path) -> None:  # 5
    def baru(data: Data) -> None:
        data["identitas"]["tahun"] = 2024
        data["sasaran"][0]["indikator"][0] |= {"nama": "Indeks Sistem Merit ASN", "target": 280}
        data["sasaran"][1]["indikator"][0]["nama"] = "Indikator yang sama sekali lain"

    pk = tulis(tmp_path / "pk.xlsx", bangun(FORMULIR["pk"], ubah(data_blitar(), baru)))
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, pk=pk, lama=lama, tahun=2024)
    hilang = data_blitar()["sasaran"][1]["indikator"][0]
    assert hasil.bawaan.mirip == [("Indeks Sistem Merit ASN", "Indeks Sistem Merit")]
    assert hasil.bawaan.tanpa_lalu == ["Indikator yang sama sekali lain"]
    assert hasil.bawaan.tanpa_pk == [hilang["nama"]]
    banding = {b["indikator"]: b for b in tabel(tujuan, "perbandingan")}
    assert banding["Indeks Sistem Merit ASN"]["realisasi1"] == "271,5"
    assert banding["Indeks Sistem Merit ASN"]["target"] == "280"
    assert "realisasi1" not in banding["Indikator yang sama sekali lain"]
    assert ("Pengukuran", hilang["nama"]) in daftar(hasil)
    assert identitas(tujuan)["tahun"] == "2024"


def test_rincian_program_tahun_lalu(tmp_path: Path) -> None:  # 5
    def rinci(data: Data) -> None:
        data["anggaran"] = [
            {"tingkat": "program", "sasaran": 1, "uraian": "Program A", "pagu": 10, "realisasi_anggaran": 9},
            {"tingkat": "kegiatan", "uraian": "Kegiatan A.1", "pagu": 10, "realisasi_anggaran": 9},
            {"tingkat": "program", "sasaran": 2, "uraian": "Program B", "pagu": 5},
            {"tingkat": "kegiatan", "uraian": "Kegiatan B.1", "pagu": 5},
        ]
        data["triwulan_program"] = [
            {"tingkat": "program", "uraian": "Program A"},
            {"tingkat": "kegiatan", "uraian": "Kegiatan A.1", "p1": 3},
        ]

    def baru(data: Data) -> None:
        data["identitas"]["tahun"] = 2024
        data["program"] = [{"nama": "Program C", "anggaran": 70}, {"nama": "Program A", "anggaran": 20}]

    lama = tulis(tmp_path / "lama.xlsx", bangun(FORMULIR["pengukuran"], ubah(data_blitar(), rinci)))
    pk = tulis(tmp_path / "pk.xlsx", bangun(FORMULIR["pk"], ubah(data_blitar(), baru)))
    tujuan = tmp_path / "hasil.xlsx"
    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, pk=pk, lama=lama, tahun=2024)
    rincian = tabel(tujuan, "anggaran")
    assert [(b["uraian"], b.get("pagu"), b.get("sasaran")) for b in rincian] == [
        ("Program C", "70", None), ("Program A", "20", "1"), ("Kegiatan A.1", None, None),
    ]  # fmt: skip
    assert [b["uraian"] for b in tabel(tujuan, "triwulan_program")] == ["Program C", "Program A", "Kegiatan A.1"]
    assert {i for lembar, i in daftar(hasil) if lembar == "Anggaran"} == {"program", "2", "Program B", "kegiatan", "Kegiatan B.1"}


# --- 7 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argumen", "kode"),
    [
        (["pengukuran"], "CLI002"),
        (["pengukuran", "data.json", "--pk", "pk.xlsx"], "CLI002"),
        (["pengukuran", "data.json", "--tahun", "2024"], "CLI002"),
        (["pengukuran", "--pk", "pk.xlsx", "--tahun", "2024"], "CLI002"),
        (["pengukuran", "--pk", "pk.xlsx", "--dari", "lama.xlsx"], "CLI002"),
        (["pk", "--pk", "pk.xlsx"], "CLI002"),
        (["pk", "--dari", "lama.xlsx"], "FRM005"),
        (["pengukuran", "--pk", "lama.xlsx"], "FRM005"),
        (["pengukuran", "--dari", "lama.xlsx", "--tahun", "2022"], "FRM006"),
        (["pengukuran", "--dari", "lama.xlsx", "--tahun", "2027"], "FRM006"),
        (["pengukuran", "--pk", "pk.xlsx", "--dari", "lama.xlsx", "--tahun", "2024"], "FRM006"),
        (["pengukuran", "--dari", "lama.xlsx", "--tahun", "besok"], "CLI001"),
        (["pengukuran", "--pk", "tidak_ada.xlsx"], "BRK001"),
        (["pengukuran", "--dari", "./hasil.xlsx", "--timpa"], "CLI002"),
    ],
)
def test_sumber_yang_salah(
    argumen: list[str], kode: str, pk: Path, lama: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # 7
    monkeypatch.chdir(tmp_path)
    assert cli.main(["isi", *argumen, "-o", "hasil.xlsx"]) == 2
    keluar, salah = capsys.readouterr()
    assert salah.startswith(kode)
    assert salah.count("\n") == 1
    assert keluar == ""
    assert not Path("hasil.xlsx").exists()


def test_perintah(pk: Path, lama: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 4, 6
    tujuan = tmp_path / "hasil.xlsx"
    assert cli.main(["isi", "pengukuran", "--dari", str(lama), "--tahun", "2024", "-o", str(tujuan)]) == 0
    keluar = capsys.readouterr().out
    assert "3 sasaran dan 3 indikator terbawa." in keluar
    assert "3 sel tidak terbawa" in keluar
    assert "Perbandingan" in keluar
    assert cli.main(["isi", "pengukuran", "--pk", str(pk), "-o", str(tujuan)]) == 2  # never overwrites
    assert capsys.readouterr().err.startswith("BRK009")


# --- 8 -----------------------------------------------------------------------------------------------------------------


def test_edisi_yang_akan_datang(pk: Path, lama: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 8
    def naikkan(buku: Any) -> None:
        lembar, _, tempat = buku.defined_names[NAMA_EDISI].attr_text.rpartition("!")
        buku[lembar][tempat.replace("$", "")] = 3

    baru = tulis(tmp_path / "baru.xlsx", lama.read_bytes(), naikkan)
    pk_baru = tulis(tmp_path / "pk_baru.xlsx", pk.read_bytes(), naikkan)
    assert cli.main(["validasi", str(baru), str(lama), "--format", "json"]) == 2
    berkas = json.loads(capsys.readouterr().out)["berkas"]
    assert [b["status"] for b in berkas] == ["ditolak", "dibaca"]
    assert berkas[0]["penolakan"]["kode"] == "FRM001"
    for argumen in (
        ["isi", "pengukuran", "--dari", str(baru), "-o", str(tmp_path / "h.xlsx")],
        ["isi", "pengukuran", "--pk", str(pk_baru), "-o", str(tmp_path / "h.xlsx")],
        ["ajukan", str(baru), "-o", str(tmp_path / "kirim")],
        ["ajukan", str(lama), "--pk", str(pk_baru), "-o", str(tmp_path / "kirim")],
    ):
        assert cli.main(argumen) == 2
        assert capsys.readouterr().err.startswith("FRM001")
    assert not (tmp_path / "h.xlsx").exists()
    assert not (tmp_path / "kirim").exists()
