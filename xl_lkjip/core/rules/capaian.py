"""CAP101."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.capaian import DASAR
from ..errors import LkjipError
from ._base import Finding, Konteks, Rule


class Capaian(Rule):
    """Capaian yang tercetak sama dengan hasil rumusnya dari target dan realisasi."""

    kode = ("CAP101",)
    dasar = DASAR

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.baris("pengukuran"):
            try:
                harapan = konteks.hitungan.capaian(baris)
            except LkjipError:  # told by the rule Masukan
                continue
            if harapan is None:
                continue
            dari = f"dari target {baris['target'].tercetak} dan realisasi {baris['realisasi'].tercetak}"
            campur = baris["target"].persen != baris["realisasi"].persen
            yield from self.bandingkan(
                konteks, tabel, baris["capaian"], harapan.semua, siapa="Capaian",
                sebab=lambda hitung, dari=dari: f"{dari} hasilnya {hitung}",  # type: ignore[misc]
                akibat="; satu di antaranya memakai format % dan yang lain tidak" if campur else "",
                saran="Tulis target dan realisasi dengan satuan yang sama." if campur else "",
            )  # fmt: skip
