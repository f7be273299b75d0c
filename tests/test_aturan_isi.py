"""The rules on what stands in a form: directions, units, copies, slips of the keyboard, quarters, counts, and the sheets of the PK.

1. Each case overtypes cells of the right workbook of a report and names the findings that must come of it, no more and no less.
2. The right workbooks of all five reports have no galat and no peringatan from these rules, with their PK or alone.
3. Every code of these rules has a case.
4. The words of an indicator tell its direction, or nothing.
5. The printed workbooks have the findings that these rules are for.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest

from xl_lkjip import contoh
from xl_lkjip.core.domain.arah_kata import arah_dari_kata
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.templat_terbaca import nama_kolom
from xl_lkjip.core.rules import Rule, Tingkat
from xl_lkjip.core.rules.angka_bergeser import AngkaBergeser
from xl_lkjip.core.rules.angka_lama import AngkaLama
from xl_lkjip.core.rules.arah import Arah
from xl_lkjip.core.rules.capaian_salinan import CapaianSalinan
from xl_lkjip.core.rules.data_dukung import DataDukung
from xl_lkjip.core.rules.ikm import Ikm
from xl_lkjip.core.rules.indikator_ganda import IndikatorGanda
from xl_lkjip.core.rules.indikator_terukur import IndikatorTerukur
from xl_lkjip.core.rules.ip_asn_batas import IpAsnBatas
from xl_lkjip.core.rules.lebih_pagu import LebihPagu
from xl_lkjip.core.rules.pk_arah import PkArah
from xl_lkjip.core.rules.pk_lembar import PkLembar
from xl_lkjip.core.rules.satuan import Satuan
from xl_lkjip.core.rules.target_nol import TargetNol
from xl_lkjip.core.rules.triwulan import Triwulan
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Workbook, letak
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun

ATURAN: tuple[Rule, ...] = (
    Arah(), CapaianSalinan(), IndikatorGanda(), Satuan(), AngkaBergeser(), AngkaLama(), Triwulan(), DataDukung(), Ikm(),
    IpAsnBatas(), IndikatorTerukur(), TargetNol(), LebihPagu(), PkLembar(), PkArah(),
)  # fmt: skip
PERSEN, RUPIAH = "0.00%", "#,##0"
Isi = dict[str, Any]


@cache
def _asli(laporan: str, formulir: str, tercetak: bool = False) -> Workbook:
    return baca_buku(bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=tercetak)), f"{formulir}.xlsx")


def _tempat(buku: Workbook, letak_sel: str) -> tuple[str, int, int]:
    """ "pengukuran.target.2": sheet, row and column of the second row of that column; "=IdJenisPk": of a defined name."""
    nama = letak_sel[1:] if letak_sel.startswith("=") else nama_kolom(*letak_sel.split(".")[:2])
    lembar, _, tujuan = buku.names[nama].replace("$", "").rpartition("!")
    baris, kolom = letak(tujuan.partition(":")[0])
    return lembar.strip("'"), baris + (0 if letak_sel.startswith("=") else int(letak_sel.split(".")[2]) - 1), kolom


def _ubah(laporan: str, formulir: str, isi: Isi) -> Workbook:
    """The right workbook with these cells overtyped: a value, or a value and its number format."""
    buku = copy.deepcopy(_asli(laporan, formulir))
    for tujuan, nilai in isi.items():
        lembar, baris, kolom = _tempat(buku, tujuan)
        sheet = buku.sheet(lembar)
        assert sheet is not None
        tampil = sheet.cell(baris, kolom).number_format
        nilai, tampil = nilai if isinstance(nilai, tuple) else (nilai, tampil)
        sheet.cells[baris, kolom] = Cell(baris, kolom, float(nilai) if isinstance(nilai, int) else nilai, "", tampil)
    return buku


B, K, L, M, S = "blitar_2023", "kediri_2021", "lumajang_2020", "mojokerto_2020", "semarang_2020"
SAMA: Isi = {"pengukuran.indikator.4": "Nilai SAKIP Perangkat Daerah", "pengukuran.target.4": 80, "pengukuran.realisasi.4": 81}
RENCANA: Isi = {"rencana_aksi.sifat.1": "jumlah", **{f"rencana_aksi.tw{i}.1": 70 for i in (1, 2, 3)}, "rencana_aksi.tw4.1": 60}
LALU_BERUBAH: Isi = {"perbandingan.realisasi1.6": 8}  # Kediri: the one count that did not move

# name | report | form | overtyped | findings: code, severity, place
KASUS: list[tuple[str, str, str, Isi, list[str]]] = [
    ("temuan dihitung naik", K, "pengukuran", {"pengukuran.arah.6": "naik"}, ["ARH101 peringatan pengukuran.arah.6"]),
    ("temuan dihitung naik, tercapai tepat", K, "pengukuran", {"pengukuran.arah.6": "naik", "pengukuran.realisasi.6": 10}, []),
    ("temuan dihitung turun menurut LAN", K, "pengukuran", {"pengukuran.arah.6": "turun"}, []),
    ("penurunan pelanggaran dihitung turun", M, "pengukuran", {"pengukuran.arah.7": "turun"}, ["ARH101 peringatan pengukuran.arah.7"]),
    ("temuan tanpa arah dalam PK", K, "pk", {"pk_indikator.arah.6": None}, ["ARH101 peringatan pk_indikator.arah.6"]),
    ("hukuman disiplin program dihitung naik", S, "pengukuran", {"triwulan_program.realisasi.5": (0.003, PERSEN)}, ["ARH101 peringatan triwulan_program.arah.5"]),
    ("capaian menyalin realisasi", M, "pengukuran", {"pengukuran.capaian.6": (0.6205, PERSEN)}, ["CAP104 peringatan pengukuran.capaian.6"]),
    ("capaian sama dengan realisasi karena targetnya 100%", M, "pengukuran", {"pengukuran.target.1": (1.0, PERSEN), "pengukuran.capaian.1": (0.9069, PERSEN)}, []),
    ("capaian tahun lalu menyalin realisasi", M, "pengukuran", {"perbandingan.capaian1.6": (0.9989, PERSEN)}, ["CAP104 peringatan perbandingan.capaian1.6"]),
    ("indikator tertulis dua kali", B, "pengukuran", SAMA, ["DUP101 peringatan pengukuran.indikator.4"]),
    ("indikator sama pada sasaran lain", B, "pengukuran", {**SAMA, "pengukuran.sasaran.4": "Meningkatnya kinerja unit pelaksana"}, []),
    ("target memakai %, realisasi tidak", M, "pengukuran", {"pengukuran.realisasi.1": (90.69, "General")}, ["SAT101 peringatan pengukuran.realisasi.1"]),
    ("indeks: target memakai %, realisasi tidak", L, "pengukuran", {"pengukuran.target.2": (0.79, PERSEN)}, ["SAT101 peringatan pengukuran.target.2"]),
    ("orang dan dokumen", S, "pengukuran", {"pengukuran.target.3": "10 orang", "pengukuran.realisasi.3": "7 dokumen"}, ["SAT101 peringatan pengukuran.realisasi.3"]),
    ("orang dan org", S, "pengukuran", {"pengukuran.target.3": "10 orang", "pengukuran.realisasi.3": "7 org"}, []),
    ("bagian disebut dengan urutan lain", S, "pengukuran", {"pengukuran.target.3": "2 peserta PKN, 110 peserta latsar", "pengukuran.realisasi.3": "110 peserta latsar, 2 peserta PKN"}, []),
    ("keduanya tanpa %, satuannya %", M, "pengukuran", {"pengukuran.target.1": (99.72, "General"), "pengukuran.realisasi.1": (90.69, "General")}, []),
    ("tahun lalu tanpa %", M, "pengukuran", {"perbandingan.realisasi1.6": (99.89, "General"), "perbandingan.target1.6": (85, "General")}, ["SAT101 peringatan perbandingan.realisasi1.6"]),
    ("indeks ditulis dengan %", L, "pengukuran", {"pengukuran.target.4": (0.81, PERSEN), "pengukuran.realisasi.4": (0.83, PERSEN)}, ["SAT102 peringatan pengukuran.target.4", "SAT102 peringatan pengukuran.realisasi.4"]),
    ("koma realisasi bergeser", K, "pengukuran", {"pengukuran.realisasi.2": (0.09863, "0.000%")}, ["ANG201 peringatan pengukuran.realisasi.2"]),
    ("realisasi sepersepuluh, tetapi bilangan bulat kecil", K, "pengukuran", {"pengukuran.realisasi.6": 1, "triwulan.realisasi_tahun.6": 1, "data_dukung.nilai.6": 1, "data_dukung.pembilang.6": 1}, []),
    ("realisasi jauh, tetapi tidak bergeser", K, "pengukuran", {"pengukuran.realisasi.4": 2.26}, []),
    ("dua angka realisasi tertukar", K, "pengukuran", {"pengukuran.realisasi.1": 29.67}, ["ANG202 peringatan pengukuran.realisasi.1"]),
    ("dua angka pagu tertukar", K, "pengukuran", {"triwulan_anggaran.pagu.1": 1268116850}, ["ANG202 peringatan triwulan_anggaran.pagu.1"]),
    ("realisasi tahun lalu tertinggal", K, "pengukuran", {"perbandingan.realisasi1.1": 29.76, **LALU_BERUBAH}, ["BAS101 peringatan pengukuran.realisasi.1"]),
    ("realisasi tahun lalu mungkin tertinggal", K, "pengukuran", {"perbandingan.realisasi1.4": 3.26, **LALU_BERUBAH}, ["BAS101 info pengukuran.realisasi.4"]),
    ("realisasi sama dengan tahun lalu, yang lain juga", K, "pengukuran", {"perbandingan.realisasi1.1": 29.76}, []),
    ("triwulan tidak berjumlah", K, "pengukuran", {"triwulan_program.realisasi.2": 9}, ["TWR101 galat triwulan_program.realisasi.2"]),
    ("triwulan berjumlah", K, "pengukuran", {"triwulan_program.realisasi.2": 8}, []),
    ("bukan jumlah, bukan yang terakhir, bukan rata-rata", K, "pengukuran", {"triwulan_program.realisasi.4": (0.95, PERSEN)}, ["TWR101 peringatan triwulan_program.realisasi.4"]),
    ("rata-rata triwulan", K, "pengukuran", {"triwulan_program.realisasi.4": (0.999675, PERSEN)}, []),
    ("rencana aksi tidak berjumlah", B, "pk", {**RENCANA, "rencana_aksi.setahun.1": 280}, ["TWR101 galat rencana_aksi.setahun.1"]),
    ("rencana aksi berjumlah", B, "pk", {**RENCANA, "rencana_aksi.setahun.1": 270}, []),
    ("realisasi bukan pembilang / penyebut", M, "pengukuran", {"pengukuran.realisasi.6": (0.63, PERSEN)}, ["HIT101 galat pengukuran.realisasi.6"]),
    ("realisasi pembilang / penyebut dipotong", M, "pengukuran", {"pengukuran.realisasi.6": (0.6204, PERSEN)}, ["HIT101 info pengukuran.realisasi.6"]),
    ("realisasi pembilang / penyebut dengan satu desimal", M, "pengukuran", {"pengukuran.realisasi.6": (0.62, "0.0%")}, []),
    ("nilai data dukung salah ketik", M, "pengukuran", {"data_dukung.nilai.7": (0.55, "0%")}, ["HIT101 peringatan data_dukung.nilai.7"]),
    ("95% dari 32 orang", M, "pengukuran", {"pengukuran.realisasi.5": (0.95, "0%"), "data_dukung.pembilang.5": None, "data_dukung.nilai.5": None}, ["HIT102 peringatan pengukuran.realisasi.5"]),
    ("94% dari 32 orang", M, "pengukuran", {"pengukuran.realisasi.5": (0.94, "0%"), "data_dukung.pembilang.5": None, "data_dukung.nilai.5": None}, []),
    ("nilai survei di luar skala", M, "pengukuran", {"ikm.nilai.1": 8.789}, ["IKM101 galat ikm.nilai.1"]),
    ("konversi nilai survei salah", M, "pengukuran", {"ikm.konversi.1": 88.89}, ["IKM102 galat ikm.konversi.1"]),
    ("nilai interval dikonversi", M, "pengukuran", {"ikm.nilai.1": 3.5156, "ikm.konversi.1": 87.89}, []),
    ("dimensi di atas bobotnya", K, "pengukuran", {"ip_asn.skor.4": 6.6}, ["IPA001 galat ip_asn.skor.4"]),
    ("dimensi tepat bobotnya", K, "pengukuran", {"ip_asn.skor.4": 5}, []),
    ("indeks negatif", L, "pengukuran", {"indeks.nilai.4": -1}, ["IPA002 galat indeks.nilai.4"]),
    ("indeks di atas 100", L, "pengukuran", {"indeks.nilai.1": 120}, ["IPA102 peringatan indeks.nilai.1"]),
    ("indikator tanpa satuan", B, "pengukuran", {"pengukuran.indikator.1": "Sertifikat mutu", "pengukuran.satuan.1": None}, ["SMR101 info pengukuran.satuan.1"]),
    ("indeks tidak perlu satuan", B, "pengukuran", {"pengukuran.satuan.1": None}, []),
    ("keluaran sebagai indikator sasaran", B, "pengukuran", {"pengukuran.indikator.1": "Jumlah dokumen perencanaan"}, ["SMR102 info pengukuran.indikator.1"]),
    ("target nol dalam PK", B, "pk", {"pk_indikator.target.1": 0, "rencana_aksi.target.1": 0}, ["TGT101 peringatan pk_indikator.target.1"]),
    ("realisasi melampaui pagu", K, "pengukuran", {"pengukuran.realisasi_anggaran.1": 1268161851}, ["REA101 peringatan pengukuran.realisasi_anggaran.1"]),
    ("realisasi sama dengan pagu", K, "pengukuran", {"pengukuran.realisasi_anggaran.1": 1268161850}, []),
    ("realisasi tanpa pagu", K, "pengukuran", {"pengukuran.pagu.1": None}, ["REA102 peringatan pengukuran.realisasi_anggaran.1"]),
    ("nama berbeda di rencana aksi", B, "pk", {"rencana_aksi.indikator.1": "Indeks Sistim Merit"}, ["PKP201 peringatan rencana_aksi.indikator.1"]),
    ("indikator lain di IKU", B, "pk", {"iku.indikator.1": "Tingkat kepatuhan LHKPN"}, ["PKP201 peringatan iku.indikator.1"]),
    ("target berbeda di rencana aksi", B, "pk", {"rencana_aksi.target.1": 280}, ["PKP202 galat rencana_aksi.target.1"]),
    ("target ditulis dengan cara lain", B, "pk", {"rencana_aksi.target.2": "13,02 %"}, []),
    ("satuan berbeda di IKU", B, "pk", {"iku.satuan.1": "orang"}, ["PKP203 peringatan iku.satuan.1"]),
    ("anggaran berbeda di rencana aksi", B, "pk", {"rencana_anggaran.pagu.1": 4311989843}, ["PKP204 galat rencana_anggaran.pagu.1"]),
    ("kolom perubahan dalam PK murni", M, "pk", {"=IdJenisPk": "murni"}, ["PKP205 peringatan pk_indikator.target_awal.1", "PKP205 peringatan pk_program.pagu_perubahan.1"]),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "laporan", "formulir", "isi", "harapan"), KASUS, ids=[k[0] for k in KASUS])
def test_kasus(nama: str, laporan: str, formulir: str, isi: Isi, harapan: list[str]) -> None:  # 1
    buku = _ubah(laporan, formulir, isi)
    (hasil,) = validasi([buku], ATURAN)
    seharusnya = []
    for satu in harapan:
        kode, tingkat, tempat = satu.split()
        lembar, baris, kolom = _tempat(buku, tempat)
        seharusnya.append((kode, tingkat, lembar, Cell(baris, kolom).alamat))
    assert sorted((t.kode, t.tingkat.value, t.lembar, t.sel) for t in hasil.temuan) == sorted(seharusnya), [t.pesan for t in hasil.temuan]
    assert all(t.pesan.endswith(".") and t.saran.endswith((".", "?")) and t.dasar for t in hasil.temuan)


def test_arah_dan_satuan_berbeda_dari_pk() -> None:  # 1
    isi = {"pengukuran.arah.1": "turun", "pengukuran.satuan.3": "orang"}
    hasil = validasi([_ubah(B, "pengukuran", isi), _asli(B, "pk")], ATURAN)[0]
    assert [(t.kode, t.sel, t.hitung) for t in hasil.temuan] == [("PKP206", "R8", "naik"), ("PKP206", "Q10", "nilai")]


def test_akibat_disebut() -> None:  # 1: a wrong share in Data Dukung is the root of the same share in the form
    isi = {"data_dukung.nilai.6": (0.63, PERSEN), "pengukuran.realisasi.6": (0.63, PERSEN)}
    hasil = validasi([_ubah(M, "pengukuran", isi)], ATURAN)[0]
    assert [(t.lembar, t.akar) for t in hasil.temuan] == [("Pengukuran", "HIT101 Data Dukung!F11"), ("Data Dukung", "")]


@pytest.mark.parametrize("laporan", contoh.LAPORAN)
def test_benar(laporan: str) -> None:  # 2
    buku = [_asli(laporan, f) for f in FORMULIR]
    for berkas in ([buku[0]], [buku[1]], buku):
        assert [t.pesan for h in validasi(berkas, ATURAN) for t in h.temuan if t.tingkat is not Tingkat.INFO] == []


def test_setiap_kode_teruji() -> None:  # 3
    assert {k for a in ATURAN for k in a.kode} == {h.split()[0] for k in KASUS for h in k[4]} | {"PKP206"}


@pytest.mark.parametrize(
    ("indikator", "arah"),
    [
        ("Jumlah Temuan Audit", "turun"),
        ("Jumlah Temuan Audit Internal/ Eksternal", "turun"),
        ("Persentase pegawai yang mendapatkan hukuman disiplin", "turun"),
        ("Jumlah ASN Mendapat HD", "turun"),
        ("Jumlah ASN yang melanggar disiplin", "turun"),
        ("Jumlah pengaduan yang masuk", "turun"),
        ("Angka Kematian Ibu", "turun"),
        ("Persentase penduduk miskin", "turun"),
        ("Tingkat Pengangguran Terbuka", "turun"),
        ("Prevalensi stunting", "turun"),
        ("Laju inflasi", "turun"),
        ("Persentase luas serangan hama", "turun"),
        ("Luas serangan hama dan penyakit tanaman", "turun"),
        ("Jumlah kejadian luar biasa", "turun"),
        ("Persentase SILPA terhadap APBD", "turun"),
        ("Persentase desa rawan pangan", "turun"),
        ("Persentase KLB yang dilakukan penyelidikan epidemiologi", ""),
        ("Jumlah pelanggaran yang dilakukan oleh ASN", "turun"),
        ("Persentase wabah yang ditangani", "naik"),
        ("Gini Rasio", "turun"),
        ("Rata-rata waktu tunggu pelayanan", "turun"),
        ("Persentase penurunan pelanggaran", "naik"),
        ("% penurunan emisi gas rumah kaca", "naik"),
        ("Persentase tindak lanjut temuan", "naik"),
        ("Persentase temuan BPK yang ditindaklanjuti", "naik"),
        ("Persentase penyelesaian keluhan masyarakat", "naik"),
        ("Persentase ASN yang tidak mendapat hukuman disiplin", "naik"),
        ("Jumlah desa bebas stunting", "naik"),
        ("Persentase temuan yang tidak ditindaklanjuti", ""),
        ("Penurunan angka kemiskinan", ""),
        ("Pengelolaan Penyelesaian Pelanggaran Disiplin ASN", ""),
        ("Jumlah Pelanggaran Disiplin yang ditangani", ""),
        ("Persentase penduduk miskin yang menerima bantuan", ""),
        ("Persentase pasien dengan waktu tunggu kurang dari 60 menit", ""),
        ("Rata-rata Lama Sekolah", ""),
        ("Indeks ketahanan bencana", ""),
        ("Jumlah pasien HD", ""),
        ("Indeks Disiplin ASN", ""),
        ("Tingkat Disiplin ASN", ""),
        ("Nilai SAKIP", ""),
        ("", ""),
    ],
)
def test_arah_dari_kata(indikator: str, arah: str) -> None:  # 4
    assert arah_dari_kata(indikator) == arah


@pytest.mark.parametrize(
    ("laporan", "temuan"),
    [
        (K, {"TWR101 Triwulan Program!N92", "TWR101 Triwulan Program!N93", "SAT101 Triwulan Program!N88"}),
        (L, {"IPA001 IP ASN!C10", "ARH101 Anggaran!L29", "HIT101 Pengukuran!F11"}),
        (M, {"SAT101 Pengukuran!F8", "HIT101 Pengukuran!F12", "HIT101 Pengukuran!F14", "CAP104 Pengukuran!G13"}),
        (S, {"ARH101 Triwulan Program!Q12"}),
    ],
)
def test_tercetak(laporan: str, temuan: set[str]) -> None:  # 5
    (hasil,) = validasi([_asli(laporan, "pengukuran", True)], ATURAN)
    assert temuan <= {f"{t.kode} {t.lembar}!{t.sel}" for t in hasil.temuan}
