"""Tabel_PK: the Perjanjian Kinerja with its statement, action plan and indicators."""

from __future__ import annotations

from .layout import Formulir
from .lembar import iku, pernyataan, pk, rencana_aksi

FORMULIR = Formulir(
    kunci="pk",
    judul="Perjanjian Kinerja",
    berkas="Tabel_PK.xlsx",
    edisi=2,
    awalan="PK",
    lembar=(pernyataan.LEMBAR, pk.LEMBAR, rencana_aksi.LEMBAR, iku.LEMBAR),
    utama="PK",
    langkah=(
        "Isi lembar Identitas: instansi, kedua pihak, tempat, tanggal, dan profil. Lembar lain mengambilnya dari sana.",
        "Isi lembar PK: sasaran, indikator, target, lalu program dan anggaran. Kolom di kanan garis cetak (satuan, arah, formulasi, sumber data) tidak dicetak.",
        "PK Perubahan: pilih \"perubahan\" di Identitas dan tampilkan kolom D lembar PK (pilih kolom C sampai E, klik kanan, Tampilkan) untuk Target Awal dan DPPA; atau jalankan xl-lkjip rapikan {berkas}",
        "Isi lembar Rencana Aksi: sifat, target, dan anggaran tiap triwulan. Kolom Periksa menyebut BEDA bila tidak mencapai angka setahun.",
        "Isi lembar IKU: definisi dan penanggung jawab.",
        "Simpan, lalu periksa: xl-lkjip validasi {berkas}",
        "Sebelum dicetak, sembunyikan baris kosong: pilih \"ya\" pada panah kolom Cetak, atau jalankan xl-lkjip rapikan {berkas}",
        "Kurang baris? xl-lkjip tambah-baris {berkas} 10",
    ),
)  # fmt: skip
