"""EFI101."""

from __future__ import annotations

from collections.abc import Iterator

from ..cetak import DUA_DESIMAL
from ..parameter import METODE_EFISIENSI
from ._base import Finding, Konteks, Rule


class Efisiensi(Rule):
    """Tingkat efisiensi yang tercetak sama dengan hasil metodenya."""

    kode = ("EFI101",)

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        metode = METODE_EFISIENSI.get(konteks.dokumen.metode_efisiensi)
        nama = f"metode {metode.id} ({metode.rumus})" if metode else "metode mana pun"
        for tabel, baris in konteks.baris("pengukuran"):
            harapan = konteks.hitungan.efisiensi(baris)
            if harapan is None or (baris["efisiensi"].galat and (baris["capaian"].galat or baris["serapan"].galat)):
                continue
            yield from self.bandingkan(
                konteks, tabel, baris["efisiensi"], harapan.semua, siapa="Tingkat efisiensi",
                sebab=f"menurut {nama} hasilnya {{hitung}}", akibat=konteks.akibat(baris) or konteks.akibat_capaian(baris),
                format_baku=metode.format if metode else DUA_DESIMAL, dasar=metode.dasar if metode else "",
            )  # fmt: skip
