"""BUK107."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook import Sheet, Workbook, alamat
from ._base import Finding, Konteks
from ._buku import AturanBuku, angka


class BawahGabungan(AturanBuku):
    """Tidak ada angka di bawah sel gabungan, yang tidak terlihat tetapi ikut dijumlah."""

    kode = ("BUK107",)
    dasar = "Sel gabungan hanya menampilkan sel pertamanya"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        for sheet in buku.sheets:
            for area in sheet.merged if sheet.covered else ():
                yield from self._satu(konteks, sheet, area)

    def _satu(self, konteks: Konteks, sheet: Sheet, area: tuple[int, int, int, int]) -> Iterator[Finding]:
        b1, k1, b2, k2 = area
        isi = [c for (b, k), c in sheet.covered.items() if b1 <= b <= b2 and k1 <= k <= k2 and angka(c)]
        if isi:
            luas = f"{alamat(b1, k1)}:{alamat(b2, k2)}"
            tulis = ", ".join(f"{c.tercetak} di {c.alamat}" for c in isi[:3]) + (f" dan {len(isi) - 3} lagi" if len(isi) > 3 else "")
            pesan = f"Di bawah sel gabungan {luas} lembar {sheet.nama} tersimpan angka yang tidak terlihat: {tulis}."
            saran = "Pisahkan sel gabungannya (Beranda, Gabungkan, Pisahkan), hapus angka yang tidak perlu, lalu gabungkan lagi."
            yield self.di(konteks, sheet.nama, sheet.cell(b1, k1), pesan, saran)
