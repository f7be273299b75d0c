"""BUK110."""

from __future__ import annotations

from collections.abc import Iterator

from .. import asal_galat
from ..angka import baca
from ..cetak import angka
from ..errors import LkjipError
from ..workbook import Cell, Workbook
from ._base import Finding, Konteks, Tingkat
from ._buku import AturanBuku, di_dalam, sebut, tabel_templat


class MasukanTeks(AturanBuku):
    """Angka yang dipakai rumus templat diketik sebagai angka, bukan sebagai teks yang membuat rumusnya galat."""

    kode = ("BUK110",)
    tingkat = Tingkat.GALAT
    dasar = "Rumus lembar kerja tidak menghitung angka yang disimpan sebagai teks"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        kami = tabel_templat(konteks)
        akibat: dict[tuple[str, int, int], list[Cell]] = {}
        teks: dict[tuple[str, int, int], Cell] = {}
        for lembar, cell in asal_galat.semua(buku) if kami else ():
            asal = list(asal_galat.acuan(buku, lembar, cell))
            if any(c.galat for _, c in asal):
                continue  # that one comes first
            for di, satu in asal:
                if di_dalam(kami, di, satu) and _angka(satu) is not None:
                    letak = di, satu.baris, satu.kolom
                    teks[letak] = satu
                    akibat.setdefault(letak, []).append(cell)
        for letak, satu in teks.items():
            galat = akibat[letak]
            yield self.di(
                konteks, letak[0], satu,
                f'{satu.alamat} di lembar {letak[0]} berisi teks "{satu.tercetak.strip()}", yang tidak dapat dihitung rumus:'
                f" {sebut(galat)} menampilkan {galat[0].galat}.",
                f"Ketik ulang sebagai angka saja: {_angka(satu)}.",
            )  # fmt: skip


def _angka(cell: Cell) -> str | None:
    """How to type the number that a text says; None for no number, and for what functions read: grades, ranges, bounds."""
    if not isinstance(cell.value, str) or cell.formula:
        return None
    try:
        isi = baca(cell.value)
    except LkjipError:
        return None
    if isi is None or isi.nilai is None or isi.huruf or isi.pembanding or isi.bagian:
        return None
    return f"{angka(isi.poin, isi.desimal or 0, ribuan=False)}{'%' if isi.persen else ''}"
