"""Commands that put the functions and buttons into a spreadsheet program: pasang, lepas, status."""

from __future__ import annotations

import argparse

from .. import __version__
from ._base import SELESAI, Perintah

PROGRAM = ("libreoffice",)


def _pasang(pilihan: argparse.Namespace) -> int:
    from ..hosts.libreoffice import pasang

    keadaan = pasang.pasang()
    print(f"Terpasang untuk pengguna ini: ekstensi xl_lkjip {keadaan.ekstensi} pada LibreOffice {keadaan.libreoffice}.")
    print(f"Python untuk tombolnya dicatat di {pasang.berkas_host()}.")
    print(f"Buka LibreOffice Calc untuk memakainya. Melepasnya: xl-lkjip lepas {pilihan.program}")
    return SELESAI


def _lepas(pilihan: argparse.Namespace) -> int:
    from ..hosts.libreoffice import pasang

    dilepas = pasang.lepas()
    print("Dilepas dari LibreOffice, beserta catatannya." if dilepas else "Memang tidak terpasang pada LibreOffice; tidak ada yang diubah.")
    print(f"Memasangnya: xl-lkjip pasang {pilihan.program}")
    return SELESAI


def _status(_: argparse.Namespace) -> int:
    from ..hosts.libreoffice import pasang

    keadaan = pasang.status()
    ekstensi = f"terpasang, xl_lkjip {keadaan.ekstensi}" if keadaan.ekstensi else "tidak terpasang"
    print(f"LibreOffice {keadaan.libreoffice}: ekstensi {ekstensi}.")
    if keadaan.ekstensi and keadaan.ekstensi != __version__:
        print(f"Perintah ini xl_lkjip {__version__}; samakan dengan: xl-lkjip pasang libreoffice")
    if keadaan.ekstensi:
        print(f"Python untuk tombolnya: {keadaan.python or 'belum dicatat; ulangi xl-lkjip pasang libreoffice'}")
    return SELESAI


def daftarkan(perintah: Perintah) -> None:
    """Add the commands of this group, with their options."""
    for nama, jalankan, bantuan in (
        ("pasang", _pasang, "pasang fungsi dan tombolnya ke dalam program lembar kerja, untuk pengguna ini"),
        ("lepas", _lepas, "lepas kembali apa yang dipasang"),
    ):
        perintah.tambah(nama, jalankan, bantuan).add_argument("program", choices=PROGRAM, type=str.lower)
    perintah.tambah("status", _status, "tampilkan apa yang terpasang di program lembar kerja")
