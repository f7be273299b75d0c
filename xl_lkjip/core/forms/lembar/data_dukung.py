"""Data Dukung: numerator, denominator, source and date behind each realisasi."""

from __future__ import annotations

from ... import cetak
from ..layout import Kolom, Lembar, Tabel
from .umum import COCOK, ikut, judul

BENTUK = ("persen", "penurunan", "rasio", "angka")
_HASIL = (
    'IF({bentuk}="angka",IF({pembilang}="","",{pembilang}),IF(OR({pembilang}="",{penyebut}=""),"",IF({bentuk}="penurunan",({penyebut}-{pembilang})/{penyebut},'
    'IF(OR({bentuk}="persen",{bentuk}="rasio",{bentuk}=""),{pembilang}/{penyebut},NA()))))'
)
_PERSEN = '{bentuk}<>"angka"'
# The realisasi may be written as 75,91% or as 75,91: both are right, and both may be rounded to what is printed.
_PERIKSA = (
    'IF(OR({nilai}="",{realisasi}=""),"",IF(AND(ISNUMBER({nilai}),ISNUMBER({realisasi})),'
    f'IF(OR(ABS({{nilai}}-{{realisasi}})<0.00006,AND({{bentuk}}<>"angka",{{bentuk}}<>"rasio",ABS({{nilai}}*100-{{realisasi}})<0.006)),"{COCOK}","BEDA"),'
    '"teks: periksa sendiri"))'
)

TABEL = Tabel(
    "data_dukung",
    (
        ikut("pengukuran", "no", "No", 5, rata="center"),
        ikut("pengukuran", "indikator", "Indikator Kinerja", 34),
        Kolom("bentuk", "Bentuk", 12, rata="center", pilihan=BENTUK, bantuan="persen dan rasio: pembilang / penyebut; penurunan: (tahun lalu - tahun ini) / tahun lalu; angka: pembilang saja."),
        Kolom("pembilang", "Pembilang (atau Tahun Ini)", 14, rata="center", angka=True, bantuan="Jumlah yang memenuhi; untuk penurunan: jumlah tahun ini."),
        Kolom("penyebut", "Penyebut (atau Tahun Lalu)", 14, rata="center", angka=True, bantuan="Jumlah seluruhnya; untuk penurunan: jumlah tahun lalu."),
        Kolom("nilai", "Nilai", 12, rumus=_HASIL, syarat=("indikator",), rata="center", angka=True,
              bentuk=((f'AND({_PERSEN},{{bentuk}}<>"rasio")', cetak.PERSEN), ('{bentuk}="rasio"', cetak.DUA_DESIMAL)),
              bantuan="Realisasi di lembar Pengukuran boleh mengambil sel ini: ketik = lalu klik sel ini."),
        ikut("pengukuran", "realisasi", "Realisasi", 12, rata="center", angka=True),
        Kolom("periksa", "Periksa", 12, rumus=_PERIKSA, rata="center", curiga='{periksa}="BEDA"'),
        Kolom("sumber", "Sumber Data", 30, bantuan="Dokumen atau aplikasi asal angka."),
        Kolom("tanggal", "Tanggal Data", 16, rata="center", bantuan="Misalnya 31 Desember 2023."),
    ),
    wajib=("indikator",),
    ikut="pengukuran",
    bantuan="Angka di balik realisasi. Bila realisasi indikator tidak ditulis, selnya mengambil nilai dari sini.",
)  # fmt: skip

LEMBAR = Lembar(
    "Data Dukung",
    judul("DATA DUKUNG REALISASI KINERJA"),
    (TABEL,),
)
