"""uji-excel: acceptance on a Windows computer with Excel."""

from __future__ import annotations

import argparse
from pathlib import Path

from ._base import ADA_GALAT, SELESAI, Perintah, timpa


def _uji_excel(pilihan: argparse.Namespace) -> int:
    from datetime import datetime

    from .. import contoh
    from ..core.errors import LkjipError
    from ..core.forms import FORMULIR
    from ..hosts.excel import uji
    from ..hosts.excel.dokumen import ujung_catatan
    from ..hosts.excel.laporan_uji import ke_html
    from ..xlsx import safe_write
    from ..xlsx.templat import bangun

    if pilihan.keluaran.exists() and not pilihan.timpa:
        raise LkjipError("BRK009", str(pilihan.keluaran))  # now, not after minutes
    uji.periksa_komputer()
    print("Excel tersendiri dibuka tanpa jendela; buku kerja Anda yang sedang terbuka tidak disentuh. Ini memerlukan beberapa menit.")
    isi = [bangun(FORMULIR["pengukuran"], contoh.data(contoh.BLITAR, tercetak=tercetak)) for tercetak in (False, True)]
    hasil = uji.jalankan(uji.Bahan(*isi), pilihan.addin, lambda teks: print(teks, flush=True))
    halaman = ke_html(hasil, ujung_catatan(), datetime.now())
    safe_write.simpan(pilihan.keluaran, halaman.encode(), timpa=pilihan.timpa)
    print(f"{'Semua langkah sesuai' if hasil.baik else 'Ada langkah yang tidak sesuai'}. Laporan: {pilihan.keluaran}")
    return SELESAI if hasil.baik else ADA_GALAT


def daftarkan(perintah: Perintah) -> None:
    """Add the command of this group, with its options."""
    uji = perintah.tambah("uji-excel", _uji_excel, "uji add-in di Excel yang sesungguhnya (Windows), dan tulis laporannya")
    uji.add_argument("--addin", type=Path, metavar="BERKAS", help="uji xl_lkjip.xlam ini, bukan yang terpasang")
    uji.add_argument("-o", dest="keluaran", type=Path, metavar="BERKAS", default=Path("uji-excel.html"), help="laporan (uji-excel.html)")
    timpa(uji)
