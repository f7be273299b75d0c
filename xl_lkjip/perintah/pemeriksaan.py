"""Commands that check: validasi, kenali, rumus."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..core.errors import LkjipError
from ._base import ADA_GALAT, DITOLAK, SELESAI, Perintah, keluh, petunjuk

if TYPE_CHECKING:
    from ..core.validation import HasilBerkas
    from ..core.workbook import Workbook

FORMAT = ("teks", "json", "sarif", "xlsx")


def _validasi(pilihan: argparse.Namespace) -> int:
    from ..core.forms.petunjuk import baca_petunjuk
    from ..core.rules import Tingkat
    from ..core.validation import validasi
    from ..report import teks

    hasil = validasi(_baca_semua(pilihan.berkas), petunjuk=baca_petunjuk(pilihan.petunjuk or ()))
    if pilihan.format == "json":
        from ..report.ke_json import ke_json

        print(ke_json(hasil))
    elif pilihan.format == "sarif":
        from ..report.ke_sarif import ke_sarif

        print(ke_sarif(hasil, __version__))
    elif pilihan.format == "xlsx":
        _bertanda(hasil)
    else:
        teks.cetak_hasil(teks.konsol(), hasil, rinci=pilihan.rinci)
        if pilihan.reviu:
            _reviu(hasil)
    if pilihan.format != "teks":
        for satu in hasil:
            if satu.penolakan:
                keluh(str(satu.penolakan))
    if any(h.penolakan for h in hasil):
        return DITOLAK
    return ADA_GALAT if any(h.banyak(Tingkat.GALAT) for h in hasil) else SELESAI


def _reviu(hasil: Sequence[HasilBerkas]) -> None:
    """The filled checklist of every measurement, with the findings of its agreement where that was checked, too."""
    from ..core.reviu import daftar_reviu
    from ..report.reviu import cetak_reviu
    from ..report.teks import konsol

    for satu in hasil:
        for dokumen in satu.dokumen:
            if dokumen.jenis == "pengukuran":
                milik_pk = [t for h in hasil if satu.pk in h.dokumen for t in h.temuan]
                konsol().print(f"\nDaftar periksa reviu: {satu.nama}", style="bold", highlight=False)
                cetak_reviu(konsol(), daftar_reviu(dokumen, satu.pk, [*satu.temuan, *(milik_pk if satu.pk not in satu.dokumen else [])]))


def _kenali(pilihan: argparse.Namespace) -> int:
    from ..core.forms.petunjuk import baca_petunjuk
    from ..core.forms.recogniser import kenali
    from ..core.forms.templat_terbaca import bernama
    from ..core.tanggapan import pisahkan
    from ..report.kenal import cetak_kenal
    from ..report.teks import konsol

    kode = SELESAI
    for satu in _baca_semua(pilihan.berkas):
        try:
            if isinstance(satu, tuple):
                raise satu[1]
            satu, _ = pisahkan(satu)
            cara = "nama sel templat" if bernama(satu) else "judul kolomnya"
            dokumen = kenali(satu, baca_petunjuk(pilihan.petunjuk or ()))
        except LkjipError as galat:
            keluh(str(galat))
            kode = DITOLAK
            continue
        cetak_kenal(konsol(), satu.nama, dokumen, cara=cara)
        kode = kode if dokumen else DITOLAK
    return kode


def _baca_semua(berkas: Sequence[Path]) -> list[Workbook | tuple[str, LkjipError]]:
    """Read every file; progress on the terminal where there are many."""
    from rich.progress import track

    from ..report.teks import konsol
    from ..xlsx import reader

    buku: list[Workbook | tuple[str, LkjipError]] = []
    for lewat in reader.dilewati(berkas):
        keluh(f"Tidak diperiksa: {lewat} ({'folder di dalam folder' if lewat.is_dir() else 'bukan .xlsx'}).")
    berkas = reader.uraikan(berkas)
    for satu in track(berkas, "Membaca", console=konsol(galat=True), disable=len(berkas) < 4 or not sys.stderr.isatty(), transient=True):
        try:
            buku.append(_berjawaban(reader.baca(satu), satu))
        except LkjipError as galat:
            buku.append((str(satu), galat))
        except Exception as galat:  # noqa: BLE001 - one odd file must not cost the reviewer the other thirty-nine
            buku.append((str(satu), LkjipError("SYS002", str(satu), masalah=f"{type(galat).__name__}: {galat}")))
    return buku


def _berjawaban(buku: Workbook, berkas: Path) -> Workbook:
    """The workbook with the sheets of its marked copies, so that answers given there count; they count while the figure is the same."""
    from ..core.tanggapan import lembar_kami
    from ..xlsx import reader

    for salinan in () if reader.SALINAN_BERTANDA.search(berkas.name) else reader.salinan_bertanda(berkas):
        try:
            milik = lembar_kami(reader.baca(salinan))
        except (LkjipError, OSError) as galat:
            keluh(f"Tanggapan di {salinan} tidak terbaca: {galat}")
            continue
        buku.sheets = [*(replace(s, nama=f"{s.nama} {salinan.stem}") for s in reversed(milik)), *buku.sheets]
    return buku


def _bertanda(hasil: Sequence[HasilBerkas]) -> None:
    from ..report.ke_xlsx import simpan_bertanda

    for satu in hasil:
        if satu.temuan:
            print(f"Salinan bertanda: {simpan_bertanda(Path(satu.nama), satu)}")
        elif not satu.penolakan:
            print(f"Tidak ada temuan, tidak ada salinan: {satu.nama}")


def _rumus(pilihan: argparse.Namespace) -> int:
    from ..core import functions  # noqa: F401 - importing it fills the registry
    from ..core.rumus import evaluasi

    jawaban = evaluasi(pilihan.rumus)
    print(jawaban.mentah if pilihan.mentah else jawaban.tampil)
    return SELESAI


def daftarkan(perintah: Perintah) -> None:
    """Add the commands of this group, with their options."""
    validasi = perintah.tambah("validasi", _validasi, "periksa PK dan Pengukuran; beberapa berkas diperiksa bersama")
    validasi.add_argument(
        "berkas", type=Path, metavar="BERKAS", nargs="+", help="berkas .xlsx, folder berisi berkas .xlsx, atau pola *.xlsx"
    )
    validasi.add_argument("--format", choices=FORMAT, default="teks", help="bentuk hasil; xlsx menulis salinan bertanda")
    validasi.add_argument("--rinci", action="store_true", help="tampilkan pesan lengkap, saran, dasar, dan akar tiap temuan")

    validasi.add_argument("--reviu", action="store_true", help="isi juga daftar periksa reviu PermenPAN-RB 53/2014")
    petunjuk(validasi)

    kenali = perintah.tambah("kenali", _kenali, "tampilkan tabel dan kolom yang dikenali dalam berkas, sebelum memeriksanya")
    kenali.add_argument("berkas", type=Path, metavar="BERKAS", nargs="+", help="berkas .xlsx, folder, atau pola *.xlsx")
    petunjuk(kenali)

    rumus = perintah.tambah("rumus", _rumus, "hitung satu rumus, misalnya '=CAPAIAN(78; 80,30)'")
    rumus.add_argument("rumus", metavar="RUMUS")
    rumus.add_argument("--mentah", action="store_true", help="tampilkan angka seadanya, misalnya 1.0294871794871794")
