"""EFI102."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..cetak import cetak
from ..forms.nama import normal
from ..parameter import METODE_EFISIENSI, SKALA
from ._base import Finding, Konteks, Rule


class KeteranganEfisiensi(Rule):
    """Keterangan efisiensi yang tercetak mengikuti tingkat efisiensinya."""

    kode = ("EFI102",)
    dasar = "Metode efisiensi yang dipilih di lembar Identitas"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            cell = baris["keterangan_efisiensi"]
            if kosong(cell.value):
                continue
            label = konteks.hitungan.keterangan(baris)
            metode = METODE_EFISIENSI.get(konteks.hitungan.metode(baris))
            harapan = konteks.hitungan.efisiensi(baris) if label else None
            if metode is None or harapan is None or kosong(cell.value) or cell.galat or normal(cell.value) in map(normal, label):
                continue
            tingkat = cetak(harapan.nilai, metode.format)
            yield self.temuan(
                konteks, tabel, cell,
                f'Keterangan efisiensi tercetak "{cell.tercetak}", tetapi tingkat efisiensi {tingkat} berarti "{label[0]}"'
                f"{konteks.akibat(baris) or konteks.akibat_capaian(baris)}.",
                f'Ganti dengan "{label[0]}".', hitung=label[0], dasar=SKALA[metode.skala].dasar,
                **konteks.ikut(tabel, baris, "efisiensi", cell),
            )  # fmt: skip
