"""BUK104."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..workbook import Cell, Sheet, Workbook
from ._base import Finding, Konteks, Tingkat
from ._buku import SERI, AturanBuku, angka, deret, sebut

# Plain numbers only: "13,02 %", "A (86,35)" and codes such as 1.02.03 are texts with good reason.
_SEPERTI_ANGKA = re.compile(r"\s*[-+]?(?:(?:0|[1-9]\d{0,14})(?:,\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)\s*")
_KODE = frozenset({"no", "waktu", "uraian", "indikator", "program", "sasaran", "tujuan"})


class AngkaTeks(AturanBuku):
    """Angka di kolom angka disimpan sebagai angka, bukan teks yang tampak seperti angka."""

    kode = ("BUK104",)
    tingkat = Tingkat.INFO
    dasar = "SUM dan AVERAGE melewati teks tanpa memberi tahu"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        bukan_angka = {(t.lembar, k.nomor) for t in konteks.dokumen.umum for k in t.kolom if k.peran in _KODE}
        for sheet in buku.sheets:
            for isi in deret(sheet):
                if (sheet.nama, isi[0].kolom) not in bukan_angka:
                    yield from self._satu(konteks, sheet, isi)

    def _satu(self, konteks: Konteks, sheet: Sheet, isi: Sequence[Cell]) -> Iterator[Finding]:
        pertama = next((n for n, c in enumerate(isi) if angka(c)), len(isi))
        banyak = sum(map(angka, isi))
        teks = [c for c in isi[pertama:] if isinstance(c.value, str) and not c.formula and _SEPERTI_ANGKA.fullmatch(c.value)]
        if not teks or banyak < SERI or len(teks) * 2 > banyak:
            return
        pesan = (
            f"{sebut(teks)} di lembar {sheet.nama} berisi teks yang tampak seperti angka ({teks[0].tercetak.strip()}),"
            f" sedangkan {banyak} sel lain di kolom itu angka; SUM dan AVERAGE melewatinya."
        )
        yield self.di(konteks, sheet.nama, teks[0], pesan, "Ketik ulang sebagai angka (format sel Umum atau Angka, lalu isi lagi).")
