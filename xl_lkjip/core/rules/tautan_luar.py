"""BUK106."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rujukan import berkas_target, milik_addin
from ..workbook import Cell, Workbook, tempat
from ._base import Finding, Konteks
from ._buku import AturanBuku

_TEKS = re.compile(r'"(?:[^"]|"")*"')
# '[1]Sheet'!A1, 'C:\data\[Buku.xlsx]Sheet'!A1, [1]Sheet!A1, [1]!Nama. A structured reference has no "!" after its bracket.
_LUAR = re.compile(
    r"'(?P<folder>(?:[^'\[\]]|'')*)\[(?P<kutip>[^\[\]]+)\](?:[^'\[\]]|'')*'!|(?<![\w\]])\[(?P<polos>[^\[\]]+)\][^\[\]'!,;()+*/=<>&^ -]*!"
)
_SARAN = "Salin angkanya ke dalam berkas ini (Tempel Nilai), lalu putuskan tautannya (Data, Edit Tautan, Putuskan Tautan)."


class TautanLuar(AturanBuku):
    """Angka tidak diambil dari berkas lain."""

    kode = ("BUK106",)
    dasar = "Berkas yang dikirim harus dapat dihitung dan diperiksa tanpa berkas lain"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        pemakai: dict[str, list[tuple[str, Cell]]] = {}
        for sheet, cell in buku.formulas():
            if "[" in cell.formula:
                for target in dict.fromkeys(_target(cell.formula, buku)):
                    pemakai.setdefault(target, []).append((sheet.nama, cell))
        bernama: dict[str, str] = {}
        for nama, isi in buku.names.items():
            for target in _target(isi, buku) if "[" in isi else ():
                bernama.setdefault(target, nama)
        semua = dict.fromkeys([*pemakai, *bernama, *(berkas_target(t) for t in buku.external_links if t)])
        for target in semua:
            if milik_addin(target):  # how Excel names the functions of our own add-in
                continue
            dari = pemakai.get(target, [])
            if dari:
                lain = f" dan {len(dari) - 1} rumus lain" if len(dari) > 1 else ""
                lembar, cell = dari[0]
                yield self.di(konteks, lembar, cell, f"{tempat(lembar, cell)}{lain} mengambil angka dari berkas lain: {target}.", _SARAN)
            else:
                cara = f"nama {bernama[target]} menunjuk" if target in bernama else "berkas ini menyimpan tautan ke"
                saran = (
                    "Hapus namanya (Rumus, Pengelola Nama)."
                    if target in bernama
                    else "Putuskan tautannya (Data, Edit Tautan, Putuskan Tautan)."
                )
                yield self.di(
                    konteks, "", Cell(0, 0), f"{cara[0].upper()}{cara[1:]} berkas lain, {target}, tanpa ada rumus yang memakainya.", saran
                )


def _target(rumus: str, buku: Workbook) -> Iterator[str]:
    """The other files that a formula points at."""
    for m in _LUAR.finditer(_TEKS.sub('""', rumus)):
        isi = m["kutip"] or m["polos"]
        if isi.isdecimal():
            nomor = int(isi)
            if nomor == 0:  # this workbook
                continue
            tersimpan = buku.external_links[nomor - 1] if nomor <= len(buku.external_links) else ""
            yield berkas_target(tersimpan) or f"berkas nomor {nomor} yang namanya tidak tersimpan"
        else:
            yield isi
