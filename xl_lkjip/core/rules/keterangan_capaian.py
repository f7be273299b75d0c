"""KET101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import bulatkan
from ..cetak import persen
from ..errors import LkjipError
from ..forms.dokumen import Baris
from ..forms.nama import normal
from ..parameter import DIGIT_RASIO
from ..workbook import tempat
from ._base import Finding, Konteks, Rule, Tingkat

# What a remark says of the target: below, at least, or above it.
_TIDAK = frozenset({"tidak tercapai", "belum tercapai", "tidak memenuhi target", "tidak mencapai target", "di bawah target"})
_TERCAPAI = frozenset({"tercapai", "mencapai target", "memenuhi target", "target tercapai", "sesuai target"})
_LEBIH = frozenset({"melampaui", "melampaui target", "melebihi target", "di atas target", "terlampaui", "target terlampaui"})


class KeteranganCapaian(Rule):
    """Keterangan "Tercapai", "Tidak Tercapai", atau "Melampaui" sesuai dengan capaiannya."""

    kode = ("KET101",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Target tercapai bila capaiannya paling sedikit 100%"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            for kunci in ("catatan", "predikat"):
                teks = normal(baris[kunci].value) if isinstance(baris[kunci].value, str) else ""
                if teks not in _TIDAK | _TERCAPAI | _LEBIH:
                    continue
                nilai = _capaian(konteks, baris)
                benar = "" if nilai is None else _seharusnya(nilai, teks)
                if nilai is not None and benar:
                    yield self.temuan(
                        konteks, tabel, baris[kunci],
                        f'Keterangan tercetak "{baris[kunci].tercetak}", tetapi capaiannya {persen(nilai)}.',
                        f'Ganti dengan "{benar}", atau perbaiki capaiannya.', hitung=benar,
                        akar=f"CAP101 {tempat(tabel.lembar, baris['capaian'])}" if konteks.hitungan.capaian_salah(baris) else "",
                    )  # fmt: skip


def _capaian(konteks: Konteks, baris: Baris) -> float | None:
    try:
        harapan = konteks.hitungan.capaian_ada(baris)
    except LkjipError:
        return None
    return bulatkan(harapan.masukan(baris["capaian"])[-1], DIGIT_RASIO) if harapan else None


def _seharusnya(nilai: float, teks: str) -> str:
    """What the remark should say, "" when it is right."""
    if nilai < 1:
        return "" if teks in _TIDAK else "Tidak tercapai"
    if nilai == 1:
        return "" if teks in _TERCAPAI else "Tercapai"
    return "Tercapai" if teks in _TIDAK else ""
