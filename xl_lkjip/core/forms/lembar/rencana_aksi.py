"""Rencana Aksi: the year's targets and budgets, divided over the quarters."""

from __future__ import annotations

from ...domain.agregasi import TRIWULAN as SIFAT
from ..layout import Kolom, Lembar, Tabel
from .umum import BANTUAN_SIFAT, TW, ikut, judul, jumlah_kolom, periksa, rupiah, setahun

TARGET = Tabel(
    "rencana_aksi",
    (
        ikut("pk_indikator", "no", "No", 5, rata="center"),
        ikut("pk_indikator", "sasaran", "Sasaran Strategis", 32),
        ikut("pk_indikator", "indikator", "Indikator Kinerja", 34),
        ikut("pk_indikator", "target", "Target Tahun", 14, rata="center", angka=True),
        Kolom("sifat", "Sifat Triwulan", 14, rata="center", pilihan=SIFAT, bantuan=BANTUAN_SIFAT),
        *(Kolom(f"tw{i}", tw, 15.5, grup="Target Triwulan", rata="center", angka=True, bantuan="Ditulis dengan satuan yang sama seperti target tahun.") for i, tw in enumerate(TW, 1)),
        Kolom("setahun", "Target TW Setahun", 15.5, rumus=setahun([f"tw{i}" for i in (1, 2, 3, 4)]), syarat=("indikator",), rata="center", angka=True, seperti="target"),
        periksa("target", "setahun", "Target triwulan mencapai target tahun?", dicetak=True),
    ),
    wajib=("indikator",),
    judul="Target per triwulan",
    ikut="pk_indikator",
    bantuan="Target indikator per triwulan.",
)  # fmt: skip

ANGGARAN = Tabel(
    "rencana_anggaran",
    (
        ikut("pk_program", "no", "No", 5, rata="center"),
        ikut("pk_program", "program", "Program", 32),
        ikut("pk_program", "keterangan", "Keterangan", 34),
        Kolom("pagu", "Anggaran (Rp)", 15.5, format="#,##0", rata="right", angka=True, syarat=("program",), jumlah=jumlah_kolom("pagu"),
              rumus='IF({t.pk_program.pagu_perubahan}<>"",{t.pk_program.pagu_perubahan},IF({t.pk_program.pagu}="","",{t.pk_program.pagu}))'),
        Kolom("porsi", "Porsi", 14, format="0.00%", rata="center", rumus='IF(OR({pagu.jumlah}="",{pagu.jumlah}=0),"",{pagu}/{pagu.jumlah})', syarat=("pagu",), angka=True),
        *(rupiah(f"tw{i}", tw, grup="Anggaran Triwulan (Rp)", jumlah=jumlah_kolom(f"tw{i}"), bantuan="Rencana penarikan dana, rupiah.") for i, tw in enumerate(TW, 1)),
        rupiah("setahun", "Jumlah TW (Rp)", rumus='IF(COUNT({tw1},{tw2},{tw3},{tw4})=0,"",SUM({tw1},{tw2},{tw3},{tw4}))', jumlah=jumlah_kolom("setahun")),
        periksa("pagu", "setahun", "Anggaran triwulan berjumlah anggaran setahun?", toleransi="0.5", dicetak=True),
    ),
    wajib=("program",),
    judul="Anggaran per triwulan",
    judul_jumlah="Jumlah",
    kolom_judul_jumlah="program",
    ikut="pk_program",
    bantuan="Anggaran program per triwulan.",
)  # fmt: skip

LEMBAR = Lembar(
    "Rencana Aksi",
    judul("RENCANA AKSI PERJANJIAN KINERJA"),
    (TARGET, ANGGARAN),
)
