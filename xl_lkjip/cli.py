"""Baris perintah `xl-lkjip`: the whole parser, and what every failure becomes. The commands stand in `perintah/`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from . import __version__
from .core.errors import LkjipError
from .perintah import formulir, pemeriksaan, pengajuan, program, uji_excel
from .perintah._base import DIBATALKAN, DITOLAK, SELESAI, Jalankan, Pengurai, Perintah, keluh

# In the order of --bantuan, which is that of the work: fill, check, submit, install.
KELOMPOK = (formulir, pemeriksaan, pengajuan, program, uji_excel)


def main(argumen: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: a galat was found; 2: refused, with one line of cause and fix."""
    for aliran in (sys.stdout, sys.stderr):
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(errors="replace")  # an old Windows console lacks some letters
    try:
        pilihan = _semua().parse_args(argumen)
        jalankan: Jalankan = pilihan.jalankan
        return jalankan(pilihan)
    except LkjipError as galat:
        keluh(str(galat))
        return DITOLAK
    except KeyboardInterrupt:
        keluh("Dibatalkan.")
        return DIBATALKAN
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - stays open until the process ends
        return SELESAI
    except Exception as galat:
        if os.environ.get("XL_LKJIP_JEJAK"):
            raise
        keluh(str(LkjipError("SYS002", masalah=f"{type(galat).__name__}: {galat}")))
        return DITOLAK


def _semua() -> Pengurai:
    pengurai = Pengurai(prog="xl-lkjip", description="Mengisi, menghitung, memeriksa, dan membekukan tabel kinerja LKjIP.")
    pengurai.add_argument("--versi", action="version", version=f"xl-lkjip {__version__}", help="tampilkan nomor versi")
    perintah = Perintah(pengurai)
    for kelompok in KELOMPOK:
        kelompok.daftarkan(perintah)
    return pengurai


if __name__ == "__main__":
    sys.exit(main())
