"""EFI101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan, tulis
from ..cetak import DUA_DESIMAL
from ..parameter import METODE_EFISIENSI
from ._base import Finding, Konteks, Rule, Tingkat


class Efisiensi(Rule):
    """Tingkat efisiensi yang tercetak sama dengan hasil metodenya."""

    kode = ("EFI101",)

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        metode = METODE_EFISIENSI.get(konteks.dokumen.metode_efisiensi)
        format_baku = metode.format if metode else DUA_DESIMAL
        dasar = metode.dasar if metode else ""
        nama = f"metode {metode.id} ({metode.rumus})" if metode else "metode mana pun"
        for tabel, baris in konteks.baris("pengukuran"):
            cell, harapan = baris["efisiensi"], konteks.hitungan.efisiensi(baris)
            if harapan is None or kosong(cell.value):
                continue
            putusan = putuskan(cell, harapan.semua, rasio=format_baku != DUA_DESIMAL)
            if putusan is Putusan.COCOK:
                continue
            hitung = tulis(harapan.nilai, cell, format_baku=format_baku)
            if putusan is Putusan.DIPOTONG and not konteks.akibat(baris):
                pesan = f"Tingkat efisiensi tercetak {cell.tercetak} dipotong, bukan dibulatkan: seharusnya {hitung}."
                yield self.temuan(
                    konteks, tabel, cell, pesan, f"Bulatkan menjadi {hitung}.", hitung=hitung, tingkat=Tingkat.INFO, dasar=dasar
                )
                continue
            pesan = f"Tingkat efisiensi tercetak {cell.tercetak}, tetapi menurut {nama} hasilnya {hitung}{konteks.akibat(baris)}."
            yield self.temuan(konteks, tabel, cell, pesan, f"Ganti dengan {hitung}.", hitung=hitung, dasar=dasar)
