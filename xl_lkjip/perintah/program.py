"""Commands that put the functions and buttons into a spreadsheet program: pasang, lepas, status, periksa-sistem."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..core.errors import LkjipError
from ._base import ADA_GALAT, DITOLAK, SELESAI, Perintah, keluh

if TYPE_CHECKING:
    from ..hosts.excel.sistem import Baris

LIBREOFFICE, EXCEL = "libreoffice", "excel"
PROGRAM = (LIBREOFFICE, EXCEL)


def _pasang(pilihan: argparse.Namespace) -> int:
    if pilihan.program == EXCEL:
        return _pasang_excel(kembali=pilihan.kembali)
    if pilihan.kembali:
        raise LkjipError("CLI001", masalah="--kembali hanya untuk excel", perintah="xl-lkjip pasang")
    from ..hosts.libreoffice import pasang

    keadaan = pasang.pasang()
    print(f"Terpasang untuk pengguna ini: ekstensi xl_lkjip {keadaan.ekstensi} pada LibreOffice {keadaan.libreoffice}.")
    print(f"Python untuk tombolnya dicatat di {pasang.berkas_host()}.")
    print(f"Buka LibreOffice Calc untuk memakainya. Melepasnya: xl-lkjip lepas {pilihan.program}")
    return SELESAI


def _pasang_excel(*, kembali: bool) -> int:
    from ..hosts.excel import pasang

    keadaan = pasang.kembali() if kembali else pasang.pasang()
    if kembali:
        print(f"Add-in sebelumnya dipakai lagi: {keadaan.berkas}")
        print("Paket Python tidak diubah. Kembali ke add-in yang tadi: ulangi perintah ini.")
    else:
        print(f"Terpasang untuk pengguna ini: {keadaan.berkas}")
        print(f"Python untuk add-in: {keadaan.python}")
    print("Buka Excel (bila sedang terbuka, tutup dulu): tab LKjIP ada di pita. Bila tidak: xl-lkjip periksa-sistem")
    return SELESAI


def _lepas(pilihan: argparse.Namespace) -> int:
    if pilihan.program == EXCEL:
        from ..hosts.excel.pasang import lepas as lepas_excel

        dilepas, nama = lepas_excel(), "Excel"
    else:
        from ..hosts.libreoffice.pasang import lepas

        dilepas, nama = lepas(), "LibreOffice"
    print(f"Dilepas dari {nama}, beserta catatannya." if dilepas else f"Memang tidak terpasang pada {nama}; tidak ada yang diubah.")
    print(f"Memasangnya: xl-lkjip pasang {pilihan.program}")
    return SELESAI


def _status(_: argparse.Namespace) -> int:
    """Every program; refused only if none of them can be asked."""
    gagal = 0
    for nama, program in (("LibreOffice", _status_libreoffice), ("Excel", _status_excel)):
        try:
            print("\n".join(program()))
        except LkjipError as galat:
            gagal += 1
            keluh(f"{nama}: {galat}")
    return DITOLAK if gagal == len(PROGRAM) else SELESAI


def _status_libreoffice() -> Iterator[str]:
    from ..hosts.libreoffice import pasang

    keadaan = pasang.status()
    ekstensi = f"terpasang, xl_lkjip {keadaan.ekstensi}" if keadaan.ekstensi else "tidak terpasang"
    yield f"LibreOffice {keadaan.libreoffice}: ekstensi {ekstensi}."
    if keadaan.ekstensi and keadaan.ekstensi != __version__:
        yield f"Perintah ini xl_lkjip {__version__}; samakan dengan: xl-lkjip pasang libreoffice"
    if keadaan.ekstensi:
        yield f"Python untuk tombolnya: {keadaan.python or 'belum dicatat; ulangi xl-lkjip pasang libreoffice'}"


def _status_excel() -> Iterator[str]:
    from ..hosts.excel import pasang

    keadaan = pasang.status()
    yield f"Excel: add-in {keadaan.addin.value} ({keadaan.berkas})."
    if keadaan.addin is pasang.Addin.LAIN:
        yield "Samakan dengan: xl-lkjip pasang excel"
    if keadaan.addin is not pasang.Addin.TIADA:
        yield f"Python untuk add-in: {keadaan.python or 'belum dicatat; ulangi xl-lkjip pasang excel'}"
    if keadaan.sebelumnya:
        yield "Add-in sebelumnya disimpan; memakainya lagi: xl-lkjip pasang excel --kembali"


def _periksa_sistem(pilihan: argparse.Namespace) -> int:
    from rich.table import Table
    from rich.text import Text

    from ..hosts.excel import sistem
    from ..report.teks import konsol

    baris = [*sistem.periksa(pilihan.berkas), *_libreoffice()]
    tabel = Table(box=None, pad_edge=False, header_style="bold")
    for judul in ("", "Yang diperiksa", "Hasil dan perbaikan"):
        tabel.add_column(judul, overflow="fold")
    rupa = {sistem.OK: ("ok", "green"), sistem.MASALAH: ("masalah", "bold red"), sistem.KETERANGAN: ("-", "dim")}
    for b in baris:
        isi = Text(b.isi)
        if b.perbaikan:
            isi.append(f"\n{b.perbaikan}", style="yellow")
        tabel.add_row(Text(*rupa[b.keadaan]), b.nama, isi)
    layar = konsol()
    layar.print(tabel)
    banyak = sum(b.keadaan == sistem.MASALAH for b in baris)
    layar.print(Text(f"{banyak} masalah." if banyak else "Tidak ada masalah.", style="bold"))
    return ADA_GALAT if banyak else SELESAI


def _libreoffice() -> list[Baris]:
    from ..hosts.excel.sistem import KETERANGAN, OK, Baris

    try:
        return [Baris("LibreOffice", OK, "\n".join(_status_libreoffice()))]
    except LkjipError as galat:
        return [Baris("LibreOffice", KETERANGAN, str(galat).removesuffix(galat.saran).rstrip(), galat.saran)]
    except Exception as galat:  # noqa: BLE001 - as in sistem: one line, not the whole report
        return [Baris("LibreOffice", KETERANGAN, f"tidak dapat diperiksa ({type(galat).__name__}: {galat})")]


def daftarkan(perintah: Perintah) -> None:
    """Add the commands of this group, with their options."""
    pasang = perintah.tambah("pasang", _pasang, "pasang fungsi dan tombolnya ke dalam program lembar kerja, untuk pengguna ini")
    pasang.add_argument("program", choices=PROGRAM, type=str.lower)
    pasang.add_argument("--kembali", action="store_true", help="excel: pakai lagi add-in sebelum pemasangan terakhir")
    perintah.tambah("lepas", _lepas, "lepas kembali apa yang dipasang").add_argument("program", choices=PROGRAM, type=str.lower)
    perintah.tambah("status", _status, "tampilkan apa yang terpasang di program lembar kerja")
    periksa = perintah.tambah("periksa-sistem", _periksa_sistem, "cari apa yang menghalangi fungsi LKjIP di Excel, dan cara memperbaikinya")
    periksa.add_argument("berkas", type=Path, metavar="BERKAS", nargs="?", help="buku kerja yang ikut diperiksa")
