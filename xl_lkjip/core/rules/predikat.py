"""PRE101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..cetak import persen
from ..domain.capaian import RASIO_TERLALU_BESAR
from ..domain.predikat import pita
from ..forms.dokumen import Baris, TabelTerbaca, normal
from ..parameter import SKALA
from ._base import Finding, Konteks, Rule


class Predikat(Rule):
    """Predikat yang tercetak adalah predikat yang diberikan skala instansi."""

    kode = ("PRE101",)
    dasar = "Skala predikat yang dipilih di lembar Identitas"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.semua("pengukuran"):
            if tabel.jumlah:
                yield from self._jumlah(konteks, tabel, tabel.jumlah)
        for tabel, baris in konteks.baris("pengukuran"):
            cell, label = baris["predikat"], konteks.hitungan.predikat(baris)
            if kosong(cell.value) or cell.galat or not label or normal(cell.value) in map(normal, label):
                continue
            skala = SKALA[konteks.dokumen.skala]
            yield self.temuan(
                konteks, tabel, cell,
                f'Predikat tercetak "{cell.tercetak}", tetapi capaian {persen(konteks.hitungan.nilai_capaian(baris))}'
                f' pada skala {skala.judul} adalah "{label[0]}"{konteks.akibat_capaian(baris)}.',
                f'Ganti dengan "{label[0]}", atau pilih skala yang benar di lembar Identitas.',
                hitung=label[0], dasar=skala.dasar,
            )  # fmt: skip

    def _jumlah(self, konteks: Konteks, tabel: TabelTerbaca, jumlah: Baris) -> Iterator[Finding]:
        """The total row: its predicate is that of the mean that stands beside it."""
        cell, rata, skala = jumlah["predikat"], jumlah.angka("capaian"), SKALA.get(konteks.dokumen.skala)
        if kosong(cell.value) or cell.galat or rata is None or rata.nilai is None or skala is None or rata.nilai >= RASIO_TERLALU_BESAR:
            return
        label = pita(rata.nilai, skala).label
        if normal(cell.value) != normal(label):
            yield self.temuan(
                konteks, tabel, cell,
                f'Predikat tercetak "{cell.tercetak}", tetapi rata-rata {jumlah["capaian"].tercetak}'
                f' pada skala {skala.judul} adalah "{label}".',
                f'Ganti dengan "{label}".', hitung=label, dasar=skala.dasar,
            )  # fmt: skip
