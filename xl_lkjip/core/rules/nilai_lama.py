"""BUK108, BUK109."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..cetak import cetak
from ..hitung_polos import hitung
from ..workbook import Cell, Workbook
from ._base import Finding, Konteks, Tingkat
from ._buku import AturanBuku, bersambung, kutip_rumus, sebut

_TELITI = 1e-9


class NilaiLama(AturanBuku):
    """Nilai yang tersimpan adalah hasil rumusnya, dan setiap rumus mempunyai nilai."""

    kode = ("BUK108", "BUK109")
    tingkat = Tingkat.GALAT
    dasar = "Yang tercetak adalah nilai tersimpan, bukan rumusnya"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        if buku.calculated:
            lembar, baris, kolom = min(buku.calculated)
            pesan = f"{len(buku.calculated)} rumus belum pernah dihitung oleh pembuat berkas; yang diperiksa adalah hitungan xl-lkjip."
            saran = "Buka berkas ini di Excel lalu simpan, atau jalankan `xl-lkjip hitung`, supaya nilainya ikut tersimpan."
            yield self.di(konteks, lembar, Cell(baris, kolom), pesan, saran, kode="BUK109", tingkat=Tingkat.INFO)
        for sheet in buku.sheets:
            lama: dict[tuple[int, int], float] = {}
            kosong: list[Cell] = []
            for cell in sheet.cells.values():
                if not cell.formula:
                    continue
                if cell.value is None:
                    kosong.append(cell)
                elif isinstance(cell.value, float) and (sheet.nama, cell.baris, cell.kolom) not in buku.calculated:
                    hasil = hitung(buku, sheet, cell)
                    if hasil is not None and _beda(cell, hasil):
                        lama[cell.baris, cell.kolom] = hasil
            for satu in bersambung(sheet.cells[t] for t in lama):
                yield self._lama(konteks, sheet.nama, satu, lama[satu[0].baris, satu[0].kolom])
            if kosong:
                pesan = (
                    f"Rumus {sebut(kosong)} di lembar {sheet.nama} belum pernah dihitung, dan tidak dapat dihitung di sini;"
                    " selnya tidak ikut diperiksa."
                )
                saran = "Buka berkas ini di Excel, simpan, lalu periksa lagi."
                yield self.di(konteks, sheet.nama, kosong[0], pesan, saran, kode="BUK109", tingkat=Tingkat.PERINGATAN)

    def _lama(self, konteks: Konteks, lembar: str, sel: list[Cell], hasil: float) -> Finding:
        cell = sel[0]
        tulis = cetak(hasil, cell.number_format)
        pesan = (
            f"{sebut(sel)} di lembar {lembar}: nilai tersimpan bukan hasil rumusnya. {cell.alamat} menampilkan {cell.tercetak},"
            f" padahal {kutip_rumus(cell.formula)} menghasilkan {tulis}."
        )
        saran = "Hitung ulang di Excel (Rumus, Opsi Penghitungan, Otomatis; lalu Ctrl+Alt+F9) dan simpan, atau jalankan `xl-lkjip hitung`."
        return self.di(konteks, lembar, cell, pesan, saran, hitung=tulis)


def _beda(cell: Cell, hasil: float) -> bool:
    """Not the same, and not printed the same: a workbook may calculate with the figures as displayed."""
    assert isinstance(cell.value, float)  # asked of numbers only
    sama = math.isclose(cell.value, hasil, rel_tol=_TELITI, abs_tol=_TELITI)
    return not sama and cell.tercetak != cetak(hasil, cell.number_format)
