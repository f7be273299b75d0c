"""EFI101, EFI103, and the faults of EFISIENSI under their own codes."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..cetak import DUA_DESIMAL
from ..errors import LkjipError
from ..parameter import METODE_EFISIENSI
from ._base import Finding, Konteks, Rule, Sebab, Tingkat


class Efisiensi(Rule):
    """Tingkat efisiensi yang tercetak sama dengan hasil metodenya."""

    kode = ("EFI101", "EFI002", "EFI003", "EFI103", "PRE002")
    dasar = "Metode efisiensi yang dipilih di lembar Identitas"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            cell = baris["efisiensi"]
            metode = METODE_EFISIENSI.get(konteks.hitungan.metode(baris))
            nama = f"metode {metode.id} ({metode.rumus})" if metode else "metode mana pun"
            ikut = cell.galat and (baris["capaian"].galat or baris["serapan"].galat)
            if kosong(cell.value) or ikut:
                continue
            try:
                harapan = konteks.hitungan.efisiensi(baris)
            except LkjipError as galat:
                yield self.dari_galat(konteks, tabel, cell, galat, "Tingkat efisiensi")
                continue
            if harapan is None:
                if konteks.hitungan.tanpa_anggaran(baris):
                    yield self.temuan(
                        konteks, tabel, cell, f"Tingkat efisiensi tercetak {cell.tercetak}, padahal baris ini tidak mempunyai anggaran.",
                        "Kosongkan efisiensinya, atau isi pagu dan realisasi anggarannya.",
                        kode="EFI103", tingkat=Tingkat.PERINGATAN, hitung="-",
                    )  # fmt: skip
                continue
            ikut_capaian = konteks.hitungan.ikut_tercetak(baris)
            sebab = konteks.dari(tabel, baris, "capaian") if ikut_capaian else Sebab(akar=konteks.akar_pagu(tabel, baris))
            yield from self.bandingkan(
                konteks, tabel, cell, harapan.semua, siapa="Tingkat efisiensi",
                sebab=f"menurut {nama} hasilnya {{hitung}}", akibat=konteks.akibat(baris) or konteks.akibat_capaian(baris),
                format_baku=metode.format if metode else DUA_DESIMAL, dasar=metode.dasar if metode else "",
                **sebab,
            )  # fmt: skip
