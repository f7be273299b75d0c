"""How well a seal holds: `make segel`. 200 random edits of one cell, 50 harmless re-saves."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import openpyxl
from rich.console import Console
from rich.progress import track
from rich.table import Table

from hosts.kantor import Kantor
from kiriman import SEMUA, kirim, suntingan
from xl_lkjip.core.penerimaan import UTUH
from xl_lkjip.submission import periksa

_T = TypeVar("_T")
SUNTINGAN, SIMPAN_ULANG = 200, 50


def main() -> int:
    """Print the table; 1 when an edit was missed or a re-save refused."""
    with tempfile.TemporaryDirectory() as nama, Kantor("id-ID") as kantor:
        folder = Path(nama)
        berkas = [kirim(laporan, formulir, folder) for laporan, formulir in SEMUA]
        ketahuan, semua = Counter[str](), Counter[str]()
        for nomor, satu in enumerate(_maju(berkas, "Menyunting")):
            for sunting in suntingan(satu.read_bytes(), SUNTINGAN // len(berkas), nomor):
                uji = folder / "uji.xlsx"
                uji.write_bytes(sunting.isi)
                semua[sunting.cara] += 1
                ketahuan[sunting.cara] += periksa([uji])[0].segel != UTUH
        diterima, disimpan = Counter[str](), Counter[str]()
        for nomor in _maju(range(SIMPAN_ULANG), "Menyimpan ulang"):
            asal, uji = berkas[nomor % len(berkas)], folder / "ulang.xlsx"
            cara = "LibreOffice" if nomor % 2 else "openpyxl"
            if nomor % 2:
                doc = kantor.buka(asal)
                kantor.simpan(doc, uji)
                kantor.tutup_dokumen(doc)
            else:
                openpyxl.load_workbook(asal).save(uji)
            disimpan[cara] += 1
            diterima[cara] += periksa([uji])[0].segel == UTUH
    tabel = Table("Perlakuan", "Banyaknya", "Hasil")
    for cara, n in sorted(semua.items()):
        tabel.add_row(f"satu sel: {cara}", str(n), f"{ketahuan[cara]} ketahuan")
    for cara, n in sorted(disimpan.items()):
        tabel.add_row(f"disimpan ulang: {cara}", str(n), f"{diterima[cara]} diterima")
    Console().print(tabel)
    return 0 if ketahuan == semua and diterima == disimpan else 1


def _maju(semua: Sequence[_T], judul: str) -> Iterable[_T]:
    return track(semua, judul, console=Console(stderr=True), disable=not sys.stderr.isatty())


if __name__ == "__main__":
    sys.exit(main())
