"""PK: the annex of the Perjanjian Kinerja, PermenPAN-RB 53/2014 Lampiran I/5-6 (perangkat daerah)."""

from __future__ import annotations

from ... import cetak
from ..layout import Kolom, Lembar, Tabel, TandaTangan
from .umum import JUDUL_PK, PERUBAHAN, arah, jumlah_kolom

SUMBER_DANA = ("APBD", "APBN", "DAK", "DBHCHT", "BLUD", "Hibah")
SATUAN = ("%", "indeks", "nilai", "orang", "dokumen", "laporan", "kegiatan", "layanan", "unit", "kali", "hari", "kasus", "temuan")

INDIKATOR = Tabel(
    "pk_indikator",
    (
        Kolom("no", "No", 6, "(1)", rata="center", bantuan="Nomor sasaran; cukup sekali untuk tiap sasaran."),
        Kolom("sasaran", "Sasaran Strategis", 50, "(2)", bantuan="Tulis sekali, di baris indikator yang pertama."),
        Kolom("indikator", "Indikator Kinerja", 50, "(3)", bantuan="Satu indikator satu baris."),
        Kolom("target_awal", "Target Awal", 27, "(4)", rata="center", bantuan="Hanya untuk PK Perubahan: target dalam PK murni.", angka=True, hanya_perubahan=True),
        Kolom("target", "Target", 27, '=IF(COUNTA({target_awal.semua})=0,"(4)","(5)")', rata="center", bantuan="Angka atau teks: 270; 13,02%; A (86,35).", judul_rumus=f'IF({PERUBAHAN},"Target Perubahan","Target")', angka=True),
        Kolom("satuan", "Satuan", 12, bantuan="Pilih atau ketik sendiri. Tidak dicetak.", pilihan=SATUAN, rata="center", dicetak=False),
        arah(12),
        Kolom("formulasi", "Formulasi", 30, bantuan="Cara menghitung indikator. Tidak dicetak.", dicetak=False),
        Kolom("sumber_data", "Sumber Data", 24, bantuan="Dari mana realisasinya diperoleh. Tidak dicetak.", dicetak=False),
        Kolom("periksa", "Periksa", 24, dicetak=False, bantuan="Dihitung sendiri.", curiga='AND({periksa}<>"",{periksa}<>"ok")',
              rumus='IF({indikator}="",IF({target}="","","indikator kosong"),IF({target}="","target kosong",IF({satuan}="","satuan kosong","ok")))'),
    ),
    wajib=("indikator", "target"),
    bantuan="Indikator dan target dalam PK.",
)  # fmt: skip

PROGRAM = Tabel(
    "pk_program",
    (
        Kolom("no", "No", 6, rata="center", bantuan="Nomor program."),
        Kolom("program", "Program", 50, bantuan="Nama program seperti dalam DPA."),
        Kolom("pagu", "Anggaran (Rp)", 50, format=cetak.RUPIAH, rata="right", jumlah=jumlah_kolom("pagu"), bantuan="Rupiah, angka saja. Dalam PK Perubahan: anggaran menurut DPA.", judul_rumus='IF(COUNT({pagu_perubahan.semua})=0,"Anggaran (Rp)","DPA (Rp)")', angka=True),
        Kolom("pagu_perubahan", "DPPA (Rp)", 27, format=cetak.RUPIAH, rata="right", jumlah=jumlah_kolom("pagu_perubahan"), bantuan="Hanya untuk PK Perubahan: anggaran menurut DPPA.", angka=True, hanya_perubahan=True, ganti="pagu"),
        Kolom("keterangan", "Keterangan", 27, bantuan="Sumber dana: pilih atau ketik sendiri.", pilihan=SUMBER_DANA),
        Kolom("periksa", "Periksa", 24, dicetak=False, bantuan="Dihitung sendiri.", curiga='AND({periksa}<>"",{periksa}<>"ok")',
              rumus='IF({program}="",IF({pagu}="","","program kosong"),IF({pagu}="","anggaran kosong",IF(NOT(ISNUMBER({pagu})),"anggaran bukan angka","ok")))'),
    ),
    wajib=("program", "pagu"),
    judul_jumlah="Jumlah",
    kolom_judul_jumlah="program",
    bantuan="Program dan anggarannya dalam PK.",
)  # fmt: skip

LEMBAR = Lembar(
    "PK",
    JUDUL_PK,
    (INDIKATOR, PROGRAM),
    (
        TandaTangan("Pihak Kedua,", "2", (1, 2)),
        TandaTangan("Pihak Pertama,", "1", (3, 5), bertanggal="IdTanggalPk"),
    ),
)
