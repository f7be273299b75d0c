"""DUP101."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.dokumen import Baris
from ..forms.nama import normal
from ._base import Finding, Konteks, Rule, Tingkat


class IndikatorGanda(Rule):
    """Tidak ada indikator yang tertulis dua kali pada sasaran yang sama."""

    kode = ("DUP101",)
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Indikator yang terhitung dua kali mengubah rata-rata capaian sasarannya"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.tabel:
            pertama: dict[tuple[str, str], Baris] = {}
            for baris in tabel.baris:
                nama = normal(baris.teks("indikator"))
                if not nama or tabel.kunci not in ("pengukuran", "pk_indikator"):
                    continue
                asal = pertama.setdefault((normal(baris.sasaran), nama), baris)
                if asal is not baris:
                    yield self.temuan(
                        konteks, tabel, baris["indikator"],
                        f'Indikator "{baris.teks("indikator")}" sudah tertulis di {asal["indikator"].alamat} pada sasaran yang sama.',
                        "Hapus salah satu barisnya, atau bedakan namanya bila yang diukur memang berbeda.",
                    )  # fmt: skip
