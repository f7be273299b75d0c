"""CAP203."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.capaian import DASAR
from ._base import Finding, Konteks, Rule, Tingkat


class CapaianDibatasi(Rule):
    """Batas capaian (paling tinggi 100%) dinyatakan, tidak hanya diterapkan diam-diam."""

    kode = ("CAP203",)
    tingkat = Tingkat.INFO
    dasar = DASAR

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        semua = [(t, b["capaian"]) for t, b in konteks.ukuran() if t.asal and konteks.hitungan.dibatasi(b)]
        if semua:
            tabel, cell = semua[0]
            yield self.temuan(
                konteks, tabel, cell,
                f"{len(semua)} capaian yang hitungannya di atas 100% tercetak tepat 100%, mulai {cell.alamat}: dianggap dibatasi.",
                "Bila memang dibatasi, nyatakan dengan petunjuk `maks = 100`; bila tidak, cetak capaian sebenarnya.",
            )  # fmt: skip
