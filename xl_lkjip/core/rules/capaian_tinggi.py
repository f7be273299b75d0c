"""CAP201."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cetak
from ..errors import LkjipError
from ._base import Finding, Konteks, Rule, Tingkat

BATAS = 1.5


class CapaianTinggi(Rule):
    """Capaian di atas 150% disertai penjelasan di kolom Catatan."""

    kode = ("CAP201",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Praktik reviu LKjIP: target yang jauh terlampaui tanpa perubahan PK perlu dijelaskan"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.baris("pengukuran"):
            try:
                harapan = konteks.hitungan.capaian(baris)
            except LkjipError:
                continue
            if harapan is None or harapan.nilai <= BATAS or baris.teks("catatan").strip(" -"):
                continue
            cell = baris["capaian"] if baris["capaian"].kolom else baris["realisasi"]
            yield self.temuan(
                konteks, tabel, cell,
                f"Capaian {cetak.persen(harapan.nilai)} melampaui 150% tanpa penjelasan.",
                "Periksa satuan target dan realisasi; bila benar, jelaskan sebabnya di kolom Catatan.",
            )  # fmt: skip
