"""PRE101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..cetak import persen
from ..forms.dokumen import normal
from ..parameter import SKALA
from ._base import Finding, Konteks, Rule


class Predikat(Rule):
    """Predikat yang tercetak adalah predikat yang diberikan skala instansi."""

    kode = ("PRE101",)

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
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
