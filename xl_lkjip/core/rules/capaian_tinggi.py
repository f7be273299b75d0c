"""CAP201."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cetak
from ..angka import bulatkan
from ..domain.capaian import BATAS_TINGGI
from ..errors import LkjipError
from ..parameter import DIGIT_RASIO
from ._base import Finding, Konteks, Rule, Tingkat

_BATAS_TULIS = cetak.persen(BATAS_TINGGI, 0)


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
            if harapan is None or bulatkan(harapan.nilai, DIGIT_RASIO) <= BATAS_TINGGI or baris.teks("catatan").strip(" -"):
                continue
            cell = baris["capaian"] if baris["capaian"].kolom else baris["realisasi"]
            yield self.temuan(
                konteks, tabel, cell,
                f"Capaian {cetak.persen(harapan.nilai)} melampaui {_BATAS_TULIS} tanpa penjelasan.",
                f"Periksa satuan target dan realisasi; bila benar, jelaskan sebabnya di {konteks.kolom_jawaban}.",
            )  # fmt: skip
