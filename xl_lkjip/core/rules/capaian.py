"""CAP101."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cetak
from ..angka import kosong
from ..banding import Putusan, putuskan, tulis
from ..domain.capaian import DASAR
from ..errors import LkjipError
from ._base import Finding, Konteks, Rule, Tingkat


class Capaian(Rule):
    """Capaian yang tercetak sama dengan hasil rumusnya dari target dan realisasi."""

    kode = ("CAP101",)
    dasar = DASAR

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.baris("pengukuran"):
            cell = baris["capaian"]
            try:
                harapan = konteks.hitungan.capaian(baris)
            except LkjipError:
                continue
            if harapan is None or kosong(cell.value):
                continue
            putusan = putuskan(cell, harapan.semua, rasio=True)
            if putusan is Putusan.COCOK:
                continue
            hitung = tulis(harapan.nilai, cell, format_baku=cetak.PERSEN)
            dari = f"target {baris['target'].tercetak} dan realisasi {baris['realisasi'].tercetak}"
            if putusan is Putusan.DIPOTONG:
                pesan = f"Capaian tercetak {cell.tercetak} dipotong, bukan dibulatkan: dari {dari} seharusnya {hitung}."
                yield self.temuan(konteks, tabel, cell, pesan, f"Bulatkan menjadi {hitung}.", hitung=hitung, tingkat=Tingkat.INFO)
                continue
            satuan = baris["target"].persen != baris["realisasi"].persen
            campur = " Satu di antaranya memakai format % dan yang lain tidak." if satuan else ""
            pesan = f"Capaian tercetak {cell.tercetak}, tetapi dari {dari} hasilnya {hitung}.{campur}"
            saran = (
                "Tulis target dan realisasi dengan satuan yang sama."
                if satuan
                else f"Ganti dengan {hitung}, atau periksa target, realisasi, dan arahnya."
            )
            yield self.temuan(konteks, tabel, cell, pesan, saran, hitung=hitung)
