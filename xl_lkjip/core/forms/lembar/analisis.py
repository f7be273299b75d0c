"""Analisis: why a target was reached or missed, and what will be done (langkah perbaikan as Blitar 2023, Tabel 4.2)."""

from __future__ import annotations

from ... import cetak
from ..layout import Kolom, Lembar, Tabel
from .umum import ikut, judul

ANALISIS = Tabel(
    "analisis",
    (
        ikut("pengukuran", "no", "No", 5, rata="center"),
        ikut("pengukuran", "indikator", "Indikator Kinerja", 32),
        ikut("pengukuran", "capaian", "Capaian", 11, format=cetak.PERSEN, rata="center", angka=True),
        ikut("pengukuran", "predikat", "Predikat", 14, rata="center"),
        Kolom("pendorong", "Faktor Pendorong", 32, bantuan="Apa yang membuat target tercapai."),
        Kolom("penghambat", "Faktor Penghambat", 32, bantuan="Apa yang menghambat; wajib bila target tidak tercapai.",
              curiga='AND(ISNUMBER({capaian}),{capaian}<1,{penghambat}="")'),
        Kolom("tindak_lanjut", "Tindak Lanjut", 32, bantuan="Apa yang akan dilakukan."),
    ),
    wajib=("indikator",),
    ikut="pengukuran",
    bantuan="Analisis capaian indikator.",
)  # fmt: skip

LANGKAH = Tabel(
    "langkah",
    (
        Kolom("no", "No", 5, rata="center", bantuan="Nomor sasaran."),
        Kolom("sasaran", "Sasaran", 28, bantuan="Sasaran yang diperbaiki; cukup sekali."),
        Kolom("tindak_lanjut", "Rencana Tindak Lanjut", 42, bantuan="Satu langkah satu baris."),
        Kolom("program", "Program / Kegiatan / Sub Kegiatan", 42, bantuan="Yang menampung langkah ini."),
        Kolom("tahun1", "Tahun+1", 9, grup="Waktu", judul_rumus='IF(IdTahun="","Tahun+1",IdTahun+1)', pilihan=("v",), rata="center", bantuan="v bila dilaksanakan tahun depan."),
        Kolom("tahun1_perubahan", "Perubahan", 13, grup="Waktu", judul_rumus='IF(IdTahun="","Perubahan","Perubahan "&(IdTahun+1))', pilihan=("v",), rata="center", bantuan="v bila dilaksanakan dalam perubahan anggaran tahun depan."),
        Kolom("tahun2", "Tahun+2", 9, grup="Waktu", judul_rumus='IF(IdTahun="","Tahun+2",IdTahun+2)', pilihan=("v",), rata="center", bantuan="v bila dilaksanakan dua tahun lagi."),
        Kolom("penanggung_jawab", "Penanggung Jawab", 20, bantuan="Bidang atau jabatan yang bertanggung jawab."),
    ),
    wajib=("tindak_lanjut",),
    bantuan="Langkah perbaikan dan waktunya.",
)  # fmt: skip

LEMBAR = Lembar("Analisis", judul("ANALISIS CAPAIAN KINERJA"), (ANALISIS,))
LEMBAR_LANGKAH = Lembar("Langkah Perbaikan", judul("LANGKAH PERBAIKAN KINERJA"), (LANGKAH,))
