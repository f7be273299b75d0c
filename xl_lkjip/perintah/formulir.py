"""Commands that make and fill the forms: templat, isi, hitung, tambah-baris, rapikan, contoh."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from ..core.errors import LkjipError
from ._base import SELESAI, Perintah, keluaran, timpa

FORMULIR = ("pk", "pengukuran")


def _templat(pilihan: argparse.Namespace) -> int:
    from importlib.resources import files

    from ..core.forms import FORMULIR
    from ..xlsx import safe_write

    formulir = FORMULIR[pilihan.formulir]
    isi = files("xl_lkjip.templates").joinpath(formulir.berkas).read_bytes()
    print(f"Templat disimpan: {safe_write.simpan(pilihan.keluaran or Path(formulir.berkas), isi, timpa=pilihan.timpa)}")
    return SELESAI


def _isi(pilihan: argparse.Namespace) -> int:
    from ..core.forms import FORMULIR
    from ..xlsx.isi import isi_berkas, isi_dari

    formulir, dari_buku = FORMULIR[pilihan.formulir], pilihan.pk or pilihan.dari
    if bool(pilihan.data) == bool(dari_buku):
        raise LkjipError("CLI002", masalah="DATA.json tidak dipakai bersama --pk atau --dari" if dari_buku else "tidak ada yang disebut")
    if not dari_buku:
        if pilihan.tahun is not None:
            raise LkjipError("CLI002", masalah="--tahun hanya dipakai bersama --dari")
        print(f"Terisi: {isi_berkas(formulir, pilihan.data, pilihan.keluaran, timpa=pilihan.timpa)}")
        return SELESAI
    from ..report import teks
    from ..report.terbawa import cetak_terbawa

    hasil = isi_dari(formulir, pilihan.keluaran, pk=pilihan.pk, lama=pilihan.dari, tahun=pilihan.tahun, timpa=pilihan.timpa)
    cetak_terbawa(teks.konsol(), hasil)
    return SELESAI


def _hitung(pilihan: argparse.Namespace) -> int:
    from ..xlsx.hitung import hitung_berkas

    hasil = hitung_berkas(pilihan.berkas, pilihan.keluaran, timpa=pilihan.timpa)
    print(f"{hasil.dihitung} dari {hasil.banyak} rumus dihitung, {len(hasil.berubah)} nilainya berubah.")
    if hasil.gagal:
        print(f"Tidak dapat dihitung, dibiarkan seperti semula: {_sebut(hasil.gagal)}.")
    if hasil.galat:
        print(f"Hasilnya galat, sebabnya ditunjukkan xl-lkjip validasi: {_sebut(hasil.galat)}.")
    return SELESAI


def _sebut(sel: Sequence[str]) -> str:
    return ", ".join(sel[:10]) + (f" dan {len(sel) - 10} lagi" if len(sel) > 10 else "")


def _tambah_baris(pilihan: argparse.Namespace) -> int:
    from ..xlsx.baris import tambah_berkas

    hasil = tambah_berkas(pilihan.berkas, pilihan.banyak, pilihan.tabel, pilihan.keluaran, timpa=pilihan.timpa)
    apa = []
    if hasil.ditampilkan:
        apa.append(f"{hasil.ditampilkan} baris siap yang tersembunyi ditampilkan")
    if hasil.disisipkan:
        apa.append(f"{hasil.disisipkan} baris disisipkan")
    print(f"{' dan '.join(apa)}: lembar {', '.join(hasil.lembar)}.")
    return SELESAI


def _rapikan(pilihan: argparse.Namespace) -> int:
    from ..xlsx.baris import rapikan_berkas

    hasil = rapikan_berkas(pilihan.berkas, pilihan.keluaran, buka=pilihan.buka, timpa=pilihan.timpa)
    print("Semua baris ditampilkan." if pilihan.buka else f"{hasil.disembunyikan} baris kosong disembunyikan; siap dicetak.")
    return SELESAI


def _contoh(pilihan: argparse.Namespace) -> int:
    from .. import contoh
    from ..report import teks

    if pilihan.semua:
        return _contoh_semua(pilihan.folder, timpa=pilihan.timpa)
    hasil = contoh.buat(pilihan.folder, timpa=pilihan.timpa)
    teks.cetak_contoh(teks.konsol(), hasil.berkas, hasil.bersih, hasil.tercetak)
    return SELESAI


def _contoh_semua(folder: Path, *, timpa: bool) -> int:
    from rich.progress import track

    from .. import contoh
    from ..report.teks import konsol

    banyak = 4 * len(contoh.LAPORAN)
    semua = track(contoh.buat_semua(folder, timpa=timpa), "Membuat", banyak, console=konsol(galat=True), disable=not sys.stderr.isatty())
    for berkas, arti in semua:
        print(f"{berkas}: {arti}")
    return SELESAI


def _tahun(teks: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", teks):
        raise argparse.ArgumentTypeError(f"{teks} bukan tahun, misalnya 2024")
    return int(teks)


def daftarkan(perintah: Perintah) -> None:
    """Add the commands of this group, with their options."""
    templat = perintah.tambah("templat", _templat, "simpan templat kosong")
    templat.add_argument("formulir", choices=FORMULIR, type=str.lower)
    keluaran(templat)
    timpa(templat)

    isi = perintah.tambah("isi", _isi, "isi templat dari data JSON, dari PK, atau dari berkas lama")
    isi.add_argument("formulir", choices=FORMULIR, type=str.lower)
    isi.add_argument("data", type=Path, metavar="DATA.json", nargs="?", help="bentuknya dijelaskan di docs/data-json.md")
    isi.add_argument("--pk", type=Path, metavar="BERKAS", help="PK terisi, sumber sasaran, indikator, target, dan program pengukuran")
    isi.add_argument("--dari", type=Path, metavar="BERKAS", help="formulir terisi: edisi lama, atau tahun lalu (dengan --tahun)")
    isi.add_argument(
        "--tahun", type=_tahun, metavar="TAHUN", help="tahun baru: realisasi berkas lama menjadi perbandingan, angka lain dikosongkan"
    )
    keluaran(isi, wajib=True)
    timpa(isi)

    hitung = perintah.tambah("hitung", _hitung, "hitung semua rumus dan simpan nilainya, tanpa mengubah yang lain")
    hitung.add_argument("berkas", type=Path, metavar="BERKAS")
    keluaran(hitung)
    timpa(hitung)

    tambah_baris = perintah.tambah("tambah-baris", _tambah_baris, "tambah baris pada templat yang sedang dipakai, rumus dan jumlahnya ikut")
    tambah_baris.add_argument("berkas", type=Path, metavar="BERKAS")
    tambah_baris.add_argument("banyak", type=int, metavar="BANYAK", help="banyaknya baris")
    tambah_baris.add_argument("--tabel", metavar="LEMBAR", help="lembar atau tabel yang ditambah; tanpa ini: tabel indikator")
    keluaran(tambah_baris)
    timpa(tambah_baris)

    rapikan = perintah.tambah("rapikan", _rapikan, "sembunyikan baris kosong supaya siap dicetak")
    rapikan.add_argument("berkas", type=Path, metavar="BERKAS")
    rapikan.add_argument("--buka", action="store_true", help="sebaliknya: tampilkan semua baris dan kolom")
    keluaran(rapikan)
    timpa(rapikan)

    contoh = perintah.tambah("contoh", _contoh, "buat contoh lengkap Kota Blitar 2023, atau kelima laporan dengan --semua")
    contoh.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", default=Path("contoh-lkjip"))
    contoh.add_argument("--semua", action="store_true", help="kedua formulir kelima laporan, benar dan seperti tercetak")
    timpa(contoh)
