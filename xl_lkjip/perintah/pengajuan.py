"""Commands of a submission: ajukan, periksa, kunci."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ._base import ADA_GALAT, DITOLAK, SELESAI, Perintah


def _ajukan(pilihan: argparse.Namespace) -> int:
    from ..report import teks
    from ..submission import BelumSiapError, Permintaan, ajukan

    minta = Permintaan(pilihan.pk, pilihan.draf, pilihan.dengan_pegawai, pilihan.kunci, pilihan.pdf)
    layar = teks.konsol()
    try:
        with teks.konsol(galat=True).status("Memeriksa, membekukan, dan menyegel ..."):
            jadi = ajukan(pilihan.berkas, pilihan.keluaran, minta)
    except BelumSiapError as galat:
        teks.cetak_berkas(layar, galat.hasil)
        raise
    if jadi.hasil.temuan:
        teks.cetak_berkas(layar, jadi.hasil)
    if minta.pk is None and jadi.berkas.name.startswith("PENGUKURAN"):
        print("Belum dicocokkan dengan PK; sebutkan PK-nya dengan --pk.")
    print(f"{'DRAF, belum untuk diajukan' if minta.draf else 'Siap diajukan'}: {jadi.berkas}")
    print(f"Manifes: {jadi.manifes}")
    if jadi.pdf:
        print(f"PDF: {jadi.pdf}")
    if jadi.tanpa:
        print(f"Lembar yang tidak ikut: {', '.join(jadi.tanpa)}")
    if jadi.gagal_pdf:
        raise jadi.gagal_pdf
    return SELESAI


def _periksa(pilihan: argparse.Namespace) -> int:
    from ..core.penerimaan import UTUH
    from ..report.periksa import cetak_periksa, ke_json
    from ..report.teks import konsol
    from ..submission import periksa

    semua = periksa(_uraikan_pengajuan(pilihan.berkas), pilihan.kunci)
    if pilihan.format == "json":
        print(ke_json(semua))
    else:
        cetak_periksa(konsol(), semua)
    if any(p.penolakan or p.segel == "tanpa segel" for p in semua):
        return DITOLAK
    return SELESAI if all(p.baik and p.segel == UTUH for p in semua) else ADA_GALAT


def _uraikan_pengajuan(berkas: Sequence[Path]) -> list[Path]:
    """Workbooks of folders and patterns; manifests only where they are named."""
    from ..xlsx import reader

    return [*reader.uraikan([b for b in berkas if b.suffix.lower() != ".json"]), *(b for b in berkas if b.suffix.lower() == ".json")]


def _kunci(pilihan: argparse.Namespace) -> int:
    from ..submission.tanda_tangan import SANDI, buat_kunci

    rahasia, umum = buat_kunci(pilihan.nama)
    print(f"Kunci rahasia: {rahasia} (jangan dibagikan; beri sandi lewat variabel {SANDI} sebelum membuatnya)")
    print(f"Kunci umum: {umum} (untuk penerima: xl-lkjip periksa --kunci {umum.name})")
    return SELESAI


def daftarkan(perintah: Perintah) -> None:
    """Add the commands of this group, with their options."""
    ajukan = perintah.tambah("ajukan", _ajukan, "bekukan berkas yang sudah bersih menjadi salinan untuk diajukan")
    ajukan.add_argument("berkas", type=Path, metavar="BERKAS")
    ajukan.add_argument("--pk", type=Path, metavar="BERKAS", help="PK yang harus cocok dengan Pengukuran ini")
    ajukan.add_argument("-o", dest="keluaran", type=Path, metavar="FOLDER", required=True, help="folder tujuan")
    ajukan.add_argument("--draf", action="store_true", help='tetap dibuat meskipun ada galat, dengan cap "DRAF"')
    ajukan.add_argument("--pdf", action="store_true", help="sertakan PDF (memerlukan LibreOffice)")
    ajukan.add_argument("--dengan-pegawai", action="store_true", help="sertakan lembar nama pegawai, NIP, dan hukuman disiplin")
    ajukan.add_argument("--kunci", type=Path, metavar="BERKAS.kunci", help="tanda tangani segelnya dengan kunci ini")

    periksa = perintah.tambah(
        "periksa", _periksa, "periksa pengajuan yang diterima: segelnya utuh, siapa penanda tangannya, dan isinya benar"
    )
    periksa.add_argument("berkas", type=Path, metavar="BERKAS", nargs="+", help="berkas .xlsx, folder, pola *.xlsx, atau manifes .json")
    periksa.add_argument("--kunci", type=Path, metavar="BERKAS.pub", help="kunci umum instansi yang harus menandatangani")
    periksa.add_argument("--format", choices=("teks", "json"), default="teks", help="bentuk hasil")

    kunci = perintah.tambah("kunci", _kunci, "buat sepasang kunci untuk menandatangani pengajuan")
    kunci.add_argument("nama", type=Path, metavar="NAMA", help="menjadi NAMA.kunci dan NAMA.pub")
