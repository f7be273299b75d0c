"""Tabel_PK: the annex of the Perjanjian Kinerja, PermenPAN-RB 53/2014 Lampiran I/5-6 (perangkat daerah)."""

from __future__ import annotations

from .. import cetak
from ..domain.capaian import ARAH
from .layout import Formulir, Kolom, Lembar, Tabel, TandaTangan

INDIKATOR = Tabel(
    "pk_indikator",
    (
        Kolom("no", "No", 6, "(1)", rata="center", bantuan="Nomor sasaran; cukup sekali untuk tiap sasaran."),
        Kolom("sasaran", "Sasaran Strategis", 60, "(2)", bantuan="Tulis sekali, di baris indikator yang pertama.", judul_lain=("sasaran", "sasaran program", "tujuan", "sasaran kinerja")),
        Kolom("indikator", "Indikator Kinerja", 60, "(3)", bantuan="Satu indikator satu baris.", judul_lain=("indikator", "indikator kinerja utama", "iku", "indikator sasaran")),
        Kolom("target", "Target", 34, "(4)", rata="center", bantuan="Angka atau teks: 270; 13,02%; A (86,35).", judul_lain=("target kinerja",), angka=True),
        Kolom("satuan", "Satuan", 12, bantuan="Tidak dicetak.", rata="center", dicetak=False),
        Kolom("arah", "Arah", 12, bantuan="naik, turun, atau turun-bagi; kosong berarti naik. Tidak dicetak.", pilihan=tuple(ARAH), rata="center", dicetak=False),
    ),
    wajib=("indikator", "target"),
    baris_siap=12,
)  # fmt: skip

PROGRAM = Tabel(
    "pk_program",
    (
        Kolom("no", "No", 6, rata="center"),
        Kolom("program", "Program", 60, bantuan="Nama program seperti dalam DPA.", judul_lain=("program pendukung", "program strategis", "program/kegiatan")),
        Kolom("pagu", "Anggaran (Rp)", 60, format=cetak.RUPIAH, rata="right", jumlah='IF(COUNT({pagu.semua})=0,"",SUM({pagu.semua}))', bantuan="Rupiah, angka saja.", judul_lain=("anggaran", "pagu", "pagu anggaran", "alokasi"), angka=True),
        Kolom("keterangan", "Keterangan", 34, bantuan="Sumber dana.", judul_lain=("ket", "sumber dana")),
    ),
    wajib=("program", "pagu"),
    baris_siap=8,
    judul_jumlah="Jumlah",
    kolom_judul_jumlah="program",
)  # fmt: skip

FORMULIR = Formulir(
    kunci="pk",
    judul="Perjanjian Kinerja",
    berkas="Tabel_PK.xlsx",
    edisi=1,
    awalan="PK",
    lembar=Lembar(
        "PK",
        (
            'IF(IdJenisPk="perubahan","PERUBAHAN PERJANJIAN KINERJA TAHUN ","PERJANJIAN KINERJA TAHUN ")&IdTahun',
            "UPPER(IdUnit)",
            "UPPER(IdInstansi)",
        ),
        (INDIKATOR, PROGRAM),
        (
            TandaTangan("Pihak Kedua,", "2", (1, 2)),
            TandaTangan("Pihak Pertama,", "1", (3, 4), bertanggal="IdTanggalPk"),
        ),
    ),
)
