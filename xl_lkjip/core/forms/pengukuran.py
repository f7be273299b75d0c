"""Pengukuran: the measurement of the year, its quarters, budget, comparison, analysis and calculators."""

from __future__ import annotations

from .layout import Formulir
from .lembar import analisis, anggaran, dasbor, data_dukung, efisiensi, ip_asn, kalkulator, pengukuran, perbandingan, triwulan

FORMULIR = Formulir(
    kunci="pengukuran",
    judul="Pengukuran Kinerja",
    berkas="Pengukuran.xlsx",
    edisi=2,
    awalan="PENGUKURAN",
    lembar=(
        pengukuran.LEMBAR,
        triwulan.LEMBAR,
        triwulan.LEMBAR_PROGRAM,
        anggaran.LEMBAR,
        perbandingan.LEMBAR,
        efisiensi.LEMBAR,
        analisis.LEMBAR,
        analisis.LEMBAR_LANGKAH,
        data_dukung.LEMBAR,
        ip_asn.LEMBAR,
        ip_asn.DAFTAR,
        kalkulator.LEMBAR_IKM,
        kalkulator.LEMBAR_SKP,
        kalkulator.LEMBAR_MERIT,
        dasbor.LEMBAR,
    ),
    utama="Pengukuran",
    langkah=(
        "Isi lembar Identitas. Atau mulai dari PK yang sudah terisi: xl-lkjip isi pengukuran --pk Tabel_PK.xlsx -o {berkas}",
        "Isi lembar Pengukuran: target, realisasi, program, pagu, dan realisasi anggaran. Capaian, predikat, serapan, dan efisiensi dihitung sendiri.",
        "Isi Data Dukung: pembilang, penyebut, dan sumber tiap realisasi. Realisasi boleh mengambil nilainya: ketik = lalu klik sel Nilai.",
        "Isi Triwulan, Triwulan Program, Anggaran, Perbandingan, Analisis, dan Langkah Perbaikan. IP ASN, Pegawai, IKM, SKP, dan Merit hanya bila dipakai.",
        "Efisiensi dan Dasbor tidak perlu diisi.",
        "Simpan, lalu periksa: xl-lkjip validasi {berkas}",
        "Sebelum dicetak, sembunyikan baris kosong: pilih \"ya\" pada panah kolom Cetak, atau jalankan xl-lkjip rapikan {berkas}",
        "Kurang baris? xl-lkjip tambah-baris {berkas} 10",
        "Setelah tidak ada galat, bekukan untuk dikirim: xl-lkjip ajukan {berkas} -o kirim",
    ),
)  # fmt: skip
