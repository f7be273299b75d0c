"""KET101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import bulatkan
from ..cetak import persen
from ..errors import LkjipError
from ..forms.dokumen import Baris
from ..forms.judul_kolom import TERCAPAI, TERLAMPAUI, TIDAK_TERCAPAI
from ..forms.nama import normal
from ..parameter import DIGIT_RASIO
from ..workbook import tempat
from ._base import Finding, Konteks, Rule, Tingkat, sesudah

KATA_TARGET = TIDAK_TERCAPAI | TERCAPAI | TERLAMPAUI


class KeteranganCapaian(Rule):
    """Keterangan "Tercapai", "Tidak Tercapai", atau "Melampaui" sesuai dengan capaiannya."""

    kode = ("KET101",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Target tercapai bila capaiannya paling sedikit 100%"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            for kunci in ("catatan", "predikat", "status"):
                teks = normal(baris[kunci].value) if isinstance(baris[kunci].value, str) else ""
                if teks not in KATA_TARGET:
                    continue
                nilai = _capaian(konteks, baris)
                benar = "" if nilai is None or _penuh(konteks, baris, teks) else _seharusnya(nilai, teks)
                if nilai is not None and benar:
                    satu = self.temuan(
                        konteks, tabel, baris[kunci],
                        f'Keterangan tercetak "{baris[kunci].tercetak}", tetapi capaiannya {persen(nilai)}.',
                        f'Ganti dengan "{benar}", atau perbaiki capaiannya.', hitung=benar,
                        akar=f"CAP101 {tempat(tabel.lembar, baris['capaian'])}" if konteks.hitungan.capaian_salah(baris) else "",
                    )  # fmt: skip
                    usul = konteks.usulan_rasio(tabel.lembar, baris["capaian"])
                    akar = next((a for n, a in usul if not _seharusnya(bulatkan(n, DIGIT_RASIO), teks)), "")
                    yield sesudah(satu, baris["capaian"].alamat, akar) if akar else satu


def _capaian(konteks: Konteks, baris: Baris) -> float | None:
    try:
        harapan = konteks.hitungan.capaian_ada(baris)
    except LkjipError:
        return None
    return bulatkan(harapan.masukan(baris["capaian"])[-1], DIGIT_RASIO) if harapan else None


def _penuh(konteks: Konteks, baris: Baris, teks: str) -> bool:
    """Right for a capaian that is printed with a cap."""
    try:
        harapan = konteks.hitungan.capaian(baris)
    except LkjipError:
        return False
    return harapan is not None and harapan.penuh is not None and not _seharusnya(harapan.penuh, teks)


def _seharusnya(nilai: float, teks: str) -> str:
    """What the remark should say, "" when it is right."""
    if nilai < 1:
        return "" if teks in TIDAK_TERCAPAI else "Tidak tercapai"
    if nilai == 1:
        return "" if teks in TERCAPAI else "Tercapai"
    return "Tercapai" if teks in TIDAK_TERCAPAI else ""
