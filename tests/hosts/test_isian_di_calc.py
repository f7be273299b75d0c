"""The blank Pengukuran, filled by hand in real Calc without our functions.

1. A profile brings its scale and its method; both can be typed over.
2. What is typed moves every sheet: quarters, budgets, comparison, efficiency, employees, dashboard. Formulas are locked.
3. A figure typed as percent is shown as percent wherever it is taken over.
4. Budgets of trillions fit.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bantu import AKAR
from hosts.kantor import Dokumen, Kantor
from hosts.templat_calc import JUMLAH, Templat
from xl_lkjip import EFISIENSI, IP_ASN_PEGAWAI, PREDIKAT
from xl_lkjip.core.cetak import RUPIAH
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.profil import PROFIL
from xl_lkjip.core.workbook import letak

Buka = Callable[[Path], Dokumen]
TEMPLAT = AKAR / "templates" / FORMULIR["pengukuran"].berkas
# Typed into the blank Pengukuran: a column, then its rows. Two sasaran, three indicators; a budget tree of two programs.
KETIKAN = """
IdInstansi | Kota Contoh
IdUnit | Dinas Contoh
IdTahun | 2025
pengukuran.sasaran | Sasaran A | | Sasaran B
pengukuran.indikator | Indeks A | Temuan B | Persen C
pengukuran.target | 80 | 10 | 50%
pengukuran.realisasi | 76 | 7
pengukuran.arah | | turun
pengukuran.pagu | 1000 | | 700
pengukuran.realisasi_anggaran | 750 | | 700
data_dukung.bentuk | | angka | persen
data_dukung.pembilang | | 7 | 30
data_dukung.penyebut | | | 60
triwulan.sifat | jumlah | posisi | ganti
triwulan.r1 | 20 | 1 | 10%
triwulan.r2 | 20 | 3 | 30%
triwulan.r3 | 20 | 5 | 40%
triwulan.r4 | 20 | 10 | 50%
triwulan.p1 | 19 | 1 | 10%
triwulan.p2 | 19 | 2 | 30%
triwulan.p3 | 19 | 3
triwulan.p4 | 19 | 7
triwulan_program.tingkat | program | kegiatan
triwulan_program.uraian | Program 1 | Kegiatan 1
triwulan_program.target | 4
triwulan_program.sifat | jumlah
triwulan_program.p1 | 1
triwulan_program.p2 | 2
triwulan_anggaran.pagu | 1000 | 400
triwulan_anggaran.r1 | 250 | 100
triwulan_anggaran.r2 | 250
triwulan_anggaran.r3 | 250
triwulan_anggaran.r4 | 250
triwulan_anggaran.p1 | 100 | 100
triwulan_anggaran.p2 | 150
anggaran.tingkat | program | kegiatan | sub kegiatan | sub kegiatan | kegiatan | sub kegiatan | program
anggaran.sasaran | 1 | | | | | | 2
anggaran.uraian | P1 | K1 | S1 | S2 | K2 | S3 | P2
anggaran.pagu | | | 300 | 200 | | 500 | 700
anggaran.realisasi_anggaran | | | 150 | 200 | | 400 | 700
perbandingan.target1 | 80 | 10
perbandingan.realisasi1 | 40 | 15
perbandingan.target_akhir | 152 | 7
perbandingan.target_nasional | 50
perbandingan.realisasi_nasional | 40
pegawai.nama | Ani | Budi | Citra
pegawai.pendidikan | S1 | SMA | S2
pegawai.jabatan | pengawas | pelaksana | fungsional
pegawai.diklat_pim | ya | tidak | tidak
pegawai.diklat_fungsional | tidak | tidak | ya
pegawai.diklat_20jp | ya | ya | tidak
pegawai.seminar | ya | tidak | ya
pegawai.nilai_skp | 85 | 78 | 91
pegawai.hukuman | tidak | ringan | tidak
"""
PEGAWAI = list(
    zip(*(b.split("|")[1:] for b in KETIKAN.splitlines() if b.startswith("pegawai.") and not b.startswith("pegawai.nama")), strict=True)
)


def test_profil_berubah(kantor: Kantor, dokumen: Buka) -> None:  # 1
    templat = Templat(kantor, dokumen(TEMPLAT))
    templat.ketik("pengukuran.indikator", 1, "Indeks")
    templat.ketik("pengukuran.target", 1, "100")
    templat.ketik("pengukuran.realisasi", 1, "95")
    hasil = {}
    for profil in PROFIL:
        templat.ketik("IdProfil", 1, profil)
        skala, metode = str(templat.nilai("IdSkala")), str(templat.nilai("IdMetodeEfisiensi"))
        assert (skala, metode) == (
            PROFIL[profil].skala or PROFIL["umum"].skala,
            PROFIL[profil].metode_efisiensi or PROFIL["umum"].metode_efisiensi,
        )
        hasil[profil] = templat.nilai("pengukuran.predikat")
        assert hasil[profil] == PREDIKAT(0.95, skala)
    assert len(set(hasil.values())) > 1
    templat.ketik("IdSkala", 1, "permendagri86")  # typed over the profile's
    templat.ketik("IdProfil", 1, "blitar_2023" if "blitar_2023" in PROFIL else "umum")
    assert templat.nilai("pengukuran.predikat") == PREDIKAT(0.95, "permendagri86")


@pytest.fixture(scope="module")
def terisi(kantor: Kantor) -> Iterator[Templat]:
    """The blank Pengukuran, filled by hand: identity, indicators, quarters, budgets, comparison, employees, data."""
    doc = kantor.buka(TEMPLAT)
    templat = Templat(kantor, doc)
    for nama, *isi in (b.split("|") for b in KETIKAN.strip().splitlines()):
        templat.ketik(nama.strip(), 1, *(i.strip() for i in isi))
    templat.ketik("pengukuran.realisasi", 3, "='{}'.{}".format(*templat.letak("data_dukung.nilai", 3)))
    yield templat
    kantor.tutup_dokumen(doc)


def test_diisi_pengukuran(terisi: Templat, kantor: Kantor) -> None:  # 2
    assert kantor.nilai(terisi.doc, "Pengukuran", "A1") == "PENGUKURAN KINERJA TAHUN 2025"
    assert kantor.nilai(terisi.doc, "Triwulan", "A2") == "DINAS CONTOH"
    assert terisi.kolom("pengukuran.capaian", (1, 2, 3, JUMLAH)) == pytest.approx([0.95, 1.3, 1, 3.25 / 3])
    assert terisi.kolom("pengukuran.rata_sasaran", (1, 2, 3, JUMLAH)) == [pytest.approx(1.125), "", 1, pytest.approx(1.0625)]
    assert terisi.kolom("pengukuran.kelompok", (1, 2, 3, 4)) == [1, 1, 2, ""]
    assert terisi.kolom("pengukuran.pagu", (1, 2, 3, JUMLAH)) == [1000, None, 700, 1700]
    assert terisi.kolom("pengukuran.serapan", (1, 2, 3, JUMLAH)) == [0.75, "", 1, pytest.approx(1450 / 1700)]
    assert terisi.kolom("data_dukung.nilai", (1, 2, 3)) == ["", 7, 0.5]
    assert terisi.kolom("data_dukung.periksa", (1, 2, 3)) == ["", "cocok", "cocok"]
    metode = str(terisi.nilai("IdMetodeEfisiensi"))
    assert terisi.nilai("efisiensi.selisih", 1) == pytest.approx(0.95 - 0.75)
    assert terisi.baris("efisiensi", "hemat efisiensi keterangan_efisiensi", 3) == [
        0,
        EFISIENSI(1, 1, metode),
        terisi.nilai("pengukuran.keterangan_efisiensi", 3),
    ]
    assert terisi.nilai("efisiensi.hemat", 1) == ""  # not meant for a target that was missed
    assert terisi.kolom("analisis.capaian", (1, 2, 3, 4)) == pytest.approx([0.95, 1.3, 1, ""])


def test_diisi_triwulan(terisi: Templat) -> None:  # 2: adding up, the end of the year, replacing
    assert [terisi.baris("triwulan", "rencana_tahun realisasi_tahun capaian periksa", b) for b in (1, 2, 3)] == [
        [80, 76, pytest.approx(0.95), "cocok"],
        [10, 7, pytest.approx(1.3), "cocok"],
        [pytest.approx(0.5), pytest.approx(0.3), pytest.approx(0.6), "BEDA"],
    ]
    assert terisi.baris("triwulan_program", "realisasi capaian", 1) == [3, 0.75]
    assert terisi.kolom("triwulan_anggaran.pagu", (1, 2, JUMLAH)) == [1000, 400, 1000]  # a kegiatan is part of its program
    assert terisi.baris("triwulan_anggaran", "rencana realisasi serapan periksa", 1) == [1000, 250, 0.25, "cocok"]
    assert [terisi.baris("dasbor_triwulan", "rencana realisasi selisih berjalan", b) for b in (1, 2, 3)] == [
        [pytest.approx(v) for v in (0.25, 0.1, -0.15, 1)],
        [pytest.approx(v) for v in (0.5, 0.25, -0.25, 1)],
        [0.75, "", "", pytest.approx(2 / 3)],
    ]


def test_diisi_anggaran(terisi: Templat) -> None:  # 2
    assert terisi.kolom("anggaran.pagu", (*range(1, 8), JUMLAH)) == [1000, 500, 300, 200, 500, 500, 700, 1700]
    assert terisi.kolom("anggaran.realisasi_anggaran", (*range(1, 8), JUMLAH)) == [750, 350, 150, 200, 400, 400, 700, 1450]
    assert terisi.kolom("anggaran.serapan", (2, 7, JUMLAH)) == pytest.approx([0.7, 1, 1450 / 1700])
    assert terisi.baris("anggaran_sasaran", "uraian program indikator capaian pagu realisasi_anggaran periksa", 1) == [
        "Sasaran A", 1, 2, pytest.approx(1.125), 1000, 750, "cocok"
    ]  # fmt: skip
    assert terisi.baris("anggaran_sasaran", "uraian pagu capaian", 2) == ["Sasaran B", 700, 1]
    assert terisi.baris("anggaran_sasaran", "uraian pagu capaian", 3) == ["", "", ""]
    terisi.ketik("anggaran.pagu", 3, "400")
    assert terisi.kolom("anggaran.pagu", (1, 2, JUMLAH)) == [1100, 600, 1800]
    assert terisi.nilai("anggaran_sasaran.periksa") == "BEDA"
    terisi.ketik("anggaran.pagu", 3, "300")


def test_diisi_perbandingan(terisi: Templat) -> None:  # 2
    assert terisi.baris("perbandingan", "target1 target capaian1 capaian kemajuan capaian_nasional", 1) == [
        80, 80, 0.5, pytest.approx(0.95), 0.5, pytest.approx(0.8)
    ]  # fmt: skip
    assert terisi.baris("perbandingan", "capaian1 kemajuan capaian_nasional", 2) == [pytest.approx(0.5), 1, ""]  # turun: the end / now
    sheet = terisi.lembar("perbandingan.target1")
    kepala = terisi.area("perbandingan.target1").RangeAddress.StartRow - 1
    assert [sheet.getCellByPosition(k, kepala).Value for k in range(2, 6)] == [2022, 2023, 2024, 2025]


def test_diisi_pegawai(terisi: Templat) -> None:  # 2
    harapan = [IP_ASN_PEGAWAI(*(i.strip() for i in orang)) for orang in PEGAWAI]
    assert terisi.kolom("pegawai.ip", (1, 2, 3, 4)) == pytest.approx([*harapan, ""])
    rata = sum(harapan) / 3
    assert terisi.nilai("pegawai.ip", JUMLAH) == pytest.approx(rata)
    assert terisi.nilai("ip_asn.skor", JUMLAH) == pytest.approx(rata)
    assert terisi.nilai("ip_asn.predikat", JUMLAH) == PREDIKAT(rata, "ipasn")


def test_diisi_dasbor(terisi: Templat) -> None:  # 2
    assert terisi.kolom("dasbor.capaian", (1, 2, 3, 4)) == [pytest.approx(0.95), pytest.approx(1.3), 1, ""]
    assert terisi.kolom("dasbor.lampu", (1, 2, 3, 4)) == ["▲ hampir", "● tercapai", "● tercapai", ""]
    assert terisi.kolom("dasbor.capaian1", (1, 2, 3)) == [0.5, pytest.approx(0.5), ""]
    assert terisi.nilai("dasbor.serapan") == 0.75
    terisi.ketik("DasborMulai", 1, "2")
    assert terisi.kolom("dasbor.indikator", (1, 2, 3)) == ["Temuan B", "Persen C", ""]
    terisi.ketik("DasborMulai", 1, "1")


def test_terkunci(terisi: Templat) -> None:  # 2: typing into a formula is refused
    terisi.ketik("pengukuran.capaian", 1, "5")
    assert terisi.nilai("pengukuran.capaian") == pytest.approx(0.95)


def test_persen_terlihat(templat_indonesia: Templat) -> None:  # 3
    templat = templat_indonesia
    templat.ketik("pengukuran.indikator", 1, "Persen", "Angka")
    templat.ketik("pengukuran.target", 1, "80,5%", "270")
    templat.ketik("pengukuran.realisasi", 1, "75,91%", "271,5")
    templat.ketik("triwulan.sifat", 1, "ganti")
    templat.ketik("triwulan.p1", 1, "75,91%")
    terlihat = {}
    for nama in (
        "perbandingan.realisasi",
        "perbandingan.target",
        "data_dukung.realisasi",
        "triwulan.target",
        "triwulan.realisasi_tahun",
        "perbandingan.capaian",
    ):
        lembar, _ = templat.letak(nama)
        isi = templat.kantor.tampil(templat.doc, lembar)
        terlihat[nama] = [isi[b - 1][k - 1] for b, k in (letak(templat.letak(nama, n)[1]) for n in (1, 2))]
    assert terlihat == {
        "perbandingan.realisasi": ["75,91%", "271,5"],
        "perbandingan.target": ["80,50%", "270"],
        "data_dukung.realisasi": ["75,91%", "271,5"],
        "triwulan.target": ["80,50%", "270"],
        "triwulan.realisasi_tahun": ["75,91%", ""],
        "perbandingan.capaian": ["94,30%", "100,56%"],
    }


def test_persen_oleh_format_bersyarat(templat_indonesia: Templat, tmp_path: Path) -> None:  # 3: not only as Calc hands on a General format
    templat = templat_indonesia
    templat.ketik("pengukuran.indikator", 1, "Persen", "Angka")
    templat.ketik("pengukuran.realisasi", 1, "75,91%", "271,5")
    bentuk = templat.doc.NumberFormats.addNew("0,0", templat.doc.CharLocale)
    for nama in ("perbandingan.realisasi", "data_dukung.realisasi"):
        templat.lembar(nama).unprotect("")
        templat.area(nama).NumberFormat = bentuk
    baris = [b.split() for b in cetak(templat, tmp_path).splitlines()]  # only paper shows formats of conditions
    terlihat = {n: [b[1] for b in baris if len(b) > 1 and b[0] == n and "," in b[1]] for n in ("Persen", "Angka")}
    assert terlihat == {"Persen": ["75,91%"] * 3, "Angka": ["271,5"] * 3}  # Pengukuran, Perbandingan, Data Dukung


def test_rupiah_triliunan(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 4: eight trillion fit everywhere, in totals, too
    templat = Templat(kantor, dokumen(TEMPLAT))
    for nama in ("pengukuran.indikator", "triwulan_program.uraian", "anggaran.uraian", "pengukuran.sasaran"):
        templat.ketik(nama, 1, "Satu", "Dua")
    for nama in ("triwulan_program.tingkat", "anggaran.tingkat"):
        templat.ketik(nama, 1, "program", "program")
    rupiah = [
        (t.kunci, k)
        for t in FORMULIR["pengukuran"].tabel
        for k in t.kolom
        if k.format == RUPIAH and k in t.masukan and "Rp" in f"{k.judul}{k.grup}"
    ]
    assert len(rupiah) == 14
    for tabel, kolom in rupiah:
        templat.ketik(f"{tabel}.{kolom.kunci}", 1, "8234567890123", "8234567890123")
    assert templat.nilai("triwulan_anggaran.p4", JUMLAH) == 2 * 8234567890123
    for lembar in templat.doc.Sheets.ElementNames:
        templat.doc.Sheets.getByName(lembar).setPrintAreas(())  # print everything
    teks = cetak(templat, tmp_path)
    assert teks.count("16,469,135,780,246") >= len(rupiah)
    assert "###" not in teks


def cetak(templat: Templat, folder: Path) -> str:
    """What would stand on paper."""
    templat.kantor.pdf(templat.doc, folder / "p.pdf")
    return subprocess.run(["pdftotext", "-layout", folder / "p.pdf", "-"], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def kantor_indonesia() -> Iterator[Kantor]:
    with Kantor(locale="id-ID") as kantor:
        yield kantor


@pytest.fixture
def templat_indonesia(kantor_indonesia: Kantor) -> Iterator[Templat]:
    doc = kantor_indonesia.buka(TEMPLAT)
    yield Templat(kantor_indonesia, doc)
    kantor_indonesia.tutup_dokumen(doc)
