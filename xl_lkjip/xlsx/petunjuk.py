"""The sheet Petunjuk: one page with the steps, the colours and what each sheet is for."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.properties import PageSetupProperties

from ..core.forms.layout import Formulir
from . import gaya

LEMBAR = "Petunjuk"
_WARNA = (
    (gaya.ISIAN, "Isi", "Sel kuning muda: boleh diisi. Pilih sel untuk melihat petunjuk; sel dengan daftar memiliki tombol panah."),
    (gaya.KURANG, "Kurang", "Kuning tua: wajib, dan barisnya sudah mulai diisi. Kolom Periksa menyebut apa yang kurang."),
    (gaya.CURIGA, "Curiga", "Jingga dan tebal: patut diperiksa, misalnya skor melebihi bobotnya atau jumlah yang BEDA."),
    (gaya.PUTIH, "Rumus", "Putih: dihitung sendiri dan terkunci. Lembar boleh dibuka lewat Buka Proteksi Lembar; tidak ada kata sandi."),
    (gaya.PEMBANTU, "Bantu", "Abu-abu, di kanan garis cetak: kolom pembantu, tidak dicetak."),
)


def tulis(lembar: Any, formulir: Formulir) -> None:
    """Write the sheet."""
    lembar.title = LEMBAR
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    lembar.sheet_view.showGridLines = False
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 12, 120
    baris = 1
    for judul, isi in (
        (f"Petunjuk - {formulir.judul} (templat edisi {formulir.edisi})", ()),
        ("Langkah", [(str(i), t.format(berkas=formulir.berkas), None) for i, t in enumerate(formulir.langkah, 1)]),
        ("Warna", [(nama, arti, warna) for warna, nama, arti in _WARNA]),
        ("Tanpa fungsi LKjIP", [("", t, None) for t in _TANPA_FUNGSI]),
    ):
        kepala = lembar.cell(baris, 1, judul)
        kepala.font = gaya.JUDUL if baris == 1 else gaya.TEBAL
        baris += 1
        for tanda, teks, warna in isi:
            kiri, kanan = lembar.cell(baris, 1, tanda), lembar.cell(baris, 2, teks)
            kiri.font = kanan.font = gaya.BIASA
            kiri.alignment, kanan.alignment = gaya.letak("center", "top"), gaya.letak("left", "top")
            if warna is not None:
                kiri.fill, kiri.border = warna, gaya.KOTAK
            baris += 1
        baris += 1
    gaya.halaman(lembar, mendatar=True, satu=True)
    gaya.lindungi(lembar)


_TANPA_FUNGSI = (
    "Templat menghitung juga tanpa fungsi LKjIP terpasang: rumus Excel biasa memberi nilai yang sama untuk angka.",
    "Baris yang berisi teks seperti A (86,35) menampilkan #N/A sampai fungsi terpasang atau dihitung dengan xl-lkjip hitung; "
    "tidak pernah angka lain.",
    "Target dan realisasi satu baris ditulis dengan cara yang sama: keduanya 13,02% dan 75,91%, atau keduanya 13,02 dan 75,91.",
)
