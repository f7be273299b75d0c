"""CEK101, CEK102."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.dokumen import TabelTerbaca
from ..forms.lembar.umum import BEDA
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat
from ._buku import SEBAB

_SARAN = "Periksa masukan barisnya; bila berisi teks seperti A (86,35), jalankan `xl-lkjip hitung` pada berkas ini."
_SARAN_HILANG = 'Pindahkan isinya ke templat yang utuh: `xl-lkjip isi {} --dari "{}" -o baru.xlsx`; angkanya ikut, rumusnya baru.'


class KolomPeriksa(Rule):
    """Kolom Periksa di lembar pendukung tidak berbunyi BEDA, dan tidak ada sel yang menampilkan galat."""

    kode = ("CEK101", "CEK102")
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Angka yang sama di dua tempat harus sama; lihat petunjuk kolomnya"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.pendukung:
            for baris in [*tabel.baris, *([tabel.jumlah] if tabel.jumlah else [])]:
                cell = baris["periksa"]
                if cell.value == BEDA:
                    nama = baris.teks("indikator") or baris.teks("uraian") or baris.teks("program") or f"baris {baris.baris}"
                    pesan = f"Lembar {tabel.lembar}, {nama}: kolom Periksa berbunyi {BEDA}."
                    yield self.temuan(konteks, tabel, cell, pesan, "Samakan kedua angkanya, atau jelaskan mengapa berbeda.")
                yield from self._galat(konteks, tabel, list(baris.sel.values()))

    def _galat(self, konteks: Konteks, tabel: TabelTerbaca, sel: list[Cell]) -> Iterator[Finding]:
        """The first error of a row: those after it follow from it."""
        for cell in sel:
            if cell.galat:
                pesan = f"{cell.alamat} di lembar {tabel.lembar} menampilkan {cell.galat}: {SEBAB[cell.galat]}."
                hilang = cell.galat == "#REF!"  # a deleted row: the formula cannot be mended by typing
                saran = _SARAN_HILANG.format(konteks.dokumen.jenis, konteks.dokumen.nama) if hilang else _SARAN
                yield self.temuan(konteks, tabel, cell, pesan, saran, kode="CEK102", tingkat=Tingkat.GALAT if hilang else None)
                return
