"""CAP101."""

from __future__ import annotations

from collections.abc import Iterator

from ..cetak import persen
from ..domain.capaian import ARAH, DASAR
from ..errors import LkjipError
from ..forms.hitungan import Harapan
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
                sebab=f"{dari} hasilnya {{hitung}}{_arah_lain(harapan)}",
                akibat="; satu di antaranya memakai format % dan yang lain tidak" if campur else "",
                saran="Tulis target dan realisasi dengan satuan yang sama." if campur else "",
            )  # fmt: skip


def _arah_lain(harapan: Harapan) -> str:
    """The readings in the other directions, where the workbook does not say which one is meant."""
    if not harapan.lain:
        return ""
    return f" (naik; {', '.join(f'{a} {persen(h)}' for a, h in zip(ARAH, harapan.lain, strict=True) if a != 'naik')})"
