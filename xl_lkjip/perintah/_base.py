"""argparse in Indonesian, the exit codes, and the options that several commands share."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from ..core.errors import LkjipError

SELESAI, ADA_GALAT, DITOLAK, DIBATALKAN = 0, 1, 2, 130
Jalankan = Callable[[argparse.Namespace], int]


def keluh(pesan: str) -> None:
    """Write one line to standard error, whatever letters it holds."""
    print("".join(c if c.isprintable() else "?" for c in " ".join(pesan.split())), file=sys.stderr)


class Pengurai(argparse.ArgumentParser):
    """argparse in Indonesian."""

    def __init__(self, *argumen: object, **pilihan: object) -> None:
        super().__init__(*argumen, **{"add_help": False, "allow_abbrev": False, **pilihan})  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "argumen", "pilihan"
        self.add_argument("-h", "--help", "--bantuan", action="help", help="tampilkan bantuan ini")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "pemakaian: ")

    def error(self, message: str) -> NoReturn:
        for pola, ganti in _TERJEMAH:
            message = re.sub(pola, ganti, message)
        raise LkjipError("CLI001", masalah=message[:1].upper() + message[1:].rstrip("."), perintah=self.prog)


_TERJEMAH = (
    (r"the following arguments are required: (.*)", r"argumen ini wajib ada: \1"),
    (r"unrecognized arguments: (.*)", r"argumen ini tidak dikenal: \1"),
    (r"argument (\S+): invalid choice: (.*?) \(choose from (.*)\)", r"pilihan \2 untuk \1 tidak dikenal, pilih dari \3"),
    (r"argument (\S+): invalid int value: (.*)", r"\1 bukan bilangan bulat: \2"),
    (r"argument (\S+): expected one argument", r"\1 memerlukan satu isi"),
    (r"argument (\S+): expected at least one argument", r"\1 memerlukan sedikitnya satu isi"),
    (r"argument --tahun: (.*)", r"--tahun \1"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 tidak menerima isi \2"),
)


class Perintah:
    """The list of commands that a group adds its own to."""

    def __init__(self, pengurai: Pengurai) -> None:
        self._daftar = pengurai.add_subparsers(title="perintah", required=True, metavar="PERINTAH", dest="perintah")

    def tambah(self, nama: str, jalankan: Jalankan, bantuan: str) -> Pengurai:
        anak: Pengurai = self._daftar.add_parser(nama, help=bantuan, description=bantuan[0].upper() + bantuan[1:] + ".")
        anak.set_defaults(jalankan=jalankan)
        return anak


def petunjuk(anak: Pengurai) -> None:
    anak.add_argument("--petunjuk", action="append", metavar="TEKS", help='ralat tebakan, misalnya "kolom Lembar1!F = capaian"')


def timpa(anak: Pengurai) -> None:
    anak.add_argument("--timpa", action="store_true", help="ganti berkas tujuan bila sudah ada")


def keluaran(anak: Pengurai, *, wajib: bool = False) -> None:
    anak.add_argument("-o", dest="keluaran", type=Path, metavar="BERKAS", required=wajib, help="nama berkas tujuan, berakhiran .xlsx")
