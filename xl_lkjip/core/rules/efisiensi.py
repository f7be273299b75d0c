"""EFI101, EFI102."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan, tulis
from ..cetak import DUA_DESIMAL
from ..forms.dokumen import Baris, normal
from ..parameter import METODE_EFISIENSI, SKALA
from ._base import Finding, Konteks, Rule, Tingkat


class Efisiensi(Rule):
    """Tingkat efisiensi yang tercetak sama dengan hasil metodenya, dan keterangannya mengikuti tingkat itu."""

    kode = ("EFI101", "EFI102")

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        metode = METODE_EFISIENSI.get(konteks.dokumen.metode_efisiensi)
        for tabel, baris in konteks.baris("pengukuran"):
            cell, harapan = baris["efisiensi"], konteks.hitungan.efisiensi(baris)
            if harapan is None:
                continue
            format_baku = metode.format if metode else DUA_DESIMAL
            hitung = tulis(harapan.nilai, cell, format_baku=format_baku)
            putusan = Putusan.COCOK if kosong(cell.value) else putuskan(cell, harapan.semua, rasio=format_baku != DUA_DESIMAL)
            if putusan is not Putusan.COCOK:
                potong = putusan is Putusan.DIPOTONG
                nama = f"metode {metode.id} ({metode.rumus})" if metode else "metode mana pun"
                pesan = f"Tingkat efisiensi tercetak {cell.tercetak}, tetapi menurut {nama} hasilnya {hitung}{_akibat(konteks, baris)}."
                if potong:
                    pesan = f"Tingkat efisiensi tercetak {cell.tercetak} dipotong, bukan dibulatkan: seharusnya {hitung}."
                yield self.temuan(
                    konteks, tabel, cell, pesan, f"Ganti dengan {hitung}.", hitung=hitung,
                    tingkat=Tingkat.INFO if potong else None, dasar=metode.dasar if metode else "",
                )  # fmt: skip
            label, keterangan = konteks.hitungan.keterangan(baris), baris["keterangan_efisiensi"]
            if label and metode and not kosong(keterangan.value) and normal(keterangan.value) not in map(normal, label):
                pesan = f'Keterangan efisiensi tercetak "{keterangan.tercetak}", tetapi tingkat efisiensi {hitung} berarti "{label[0]}"{_akibat(konteks, baris)}.'
                yield self.temuan(
                    konteks, tabel, keterangan, pesan, f'Ganti dengan "{label[0]}".',
                    hitung=label[0], kode="EFI102", dasar=SKALA[metode.skala].dasar,
                )  # fmt: skip


def _akibat(konteks: Konteks, baris: Baris) -> str:
    return f" (akibat PKP103 di {baris['pagu'].alamat})" if konteks.hitungan.bukti_pagu(baris) else ""
