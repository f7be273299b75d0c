"""SER101."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cetak
from ..angka import kosong
from ..banding import Putusan, putuskan, tulis
from ..domain.efisiensi import serapan
from ..forms.dokumen import Baris
from ._base import Finding, Konteks, Rule, Tingkat


class Serapan(Rule):
    """Serapan yang tercetak adalah realisasi anggaran dibagi pagu, di setiap baris dan di baris jumlah."""

    kode = ("SER101",)
    dasar = "Serapan = realisasi anggaran / pagu"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.semua("pengukuran"):
            for baris in [*tabel.baris, *([tabel.jumlah] if tabel.jumlah else [])]:
                cell, harapan = baris["serapan"], konteks.hitungan.serapan(baris)
                if harapan is None or kosong(cell.value):
                    continue
                putusan = putuskan(cell, harapan.semua, rasio=True)
                if putusan is Putusan.COCOK:
                    continue
                hitung = tulis(harapan.nilai, cell, format_baku=cetak.PERSEN)
                if putusan is Putusan.DIPOTONG and not konteks.akibat(baris):
                    pesan = f"Serapan tercetak {cell.tercetak} dipotong, bukan dibulatkan: seharusnya {hitung}."
                    yield self.temuan(konteks, tabel, cell, pesan, f"Bulatkan menjadi {hitung}.", hitung=hitung, tingkat=Tingkat.INFO)
                    continue
                pesan = f"Serapan tercetak {cell.tercetak}, tetapi {_rincian(konteks, baris)}."
                yield self.temuan(konteks, tabel, cell, pesan, f"Ganti dengan {hitung}.", hitung=hitung)


def _rincian(konteks: Konteks, baris: Baris) -> str:
    pagu, realisasi = baris.angka("pagu"), baris.angka("realisasi_anggaran")
    sendiri = serapan(pagu.nilai or 0, realisasi.nilai or 0) if pagu and realisasi else None
    teks = f"{baris['realisasi_anggaran'].tercetak} / {baris['pagu'].tercetak} = {cetak.persen(sendiri or 0)}"
    bukti = konteks.hitungan.bukti_pagu(baris)
    if bukti and realisasi:
        benar = serapan(bukti.nilai, realisasi.nilai or 0) or 0
        teks += f", dan dengan pagu menurut PK {cetak.angka(bukti.nilai, 0)} menjadi {cetak.persen(benar)}{konteks.akibat(baris)}"
    return teks
