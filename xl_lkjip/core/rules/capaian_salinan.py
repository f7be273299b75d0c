"""CAP104."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..banding import Putusan, putuskan, tercetak
from ..cetak import persen
from ..domain.capaian import baca_arah, dari_angka
from ..errors import LkjipError
from ..forms.dokumen import Baris
from ..workbook import Cell, tempat
from ._bantu import semua_tabel
from ._base import Finding, Konteks, Rule, Tingkat

# Table -> columns of target, realisasi and capaian, and the rule that computes the capaian there.
_KOLOM = {
    "pengukuran": [("target", "realisasi", "capaian", "CAP101")],
    "perbandingan": [
        ("target", "realisasi", "capaian", ""),
        *((f"target{n}", f"realisasi{n}", f"capaian{n}", "CAP103") for n in (1, 2, 3)),
    ],
    "triwulan": [("target", "realisasi_tahun", "capaian", "CAP103")],
    "triwulan_program": [("target", "realisasi", "capaian", "CAP103")],
    "anggaran": [("target", "realisasi", "capaian", "CAP103")],
}


class CapaianSalinan(Rule):
    """Capaian bukan salinan realisasi: keduanya hanya sama bila targetnya 100."""

    kode = ("CAP104",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Capaian = realisasi dibanding target"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in semua_tabel(konteks.dokumen):
            for target, realisasi, capaian, kode in _KOLOM.get(tabel.kunci, ()):
                for baris in tabel.baris:
                    cell = baris[capaian]
                    benar = _capaian(baris, target, realisasi) if not cell.formula and _disalin(baris[realisasi], cell) else []
                    if not benar or putuskan(cell, benar, rasio=True) is not Putusan.SALAH:
                        continue
                    hitung = persen(benar[0])
                    yield self.temuan(
                        konteks, tabel, cell,
                        f"Capaian {cell.tercetak} sama dengan realisasinya, agaknya tersalin: dengan target {baris[target].tercetak}"
                        f" capaiannya {hitung}.",
                        f"Ganti dengan {hitung}.", hitung=hitung, akar=f"{kode} {tempat(tabel.lembar, cell)}" if kode else "",
                    )  # fmt: skip


def _disalin(realisasi: Cell, capaian: Cell) -> bool:
    a, b = tercetak(realisasi), tercetak(capaian)
    return a is not None and b is not None and a.nilai != 0 and math.isclose(a.nilai, b.nilai, rel_tol=1e-12)


def _capaian(baris: Baris, kunci_target: str, kunci_realisasi: str) -> list[float]:
    """The capaian in the direction of the row; in the usual ones where the table does not say."""
    target, realisasi = baris.angka(kunci_target), baris.angka(kunci_realisasi)
    if target is None or realisasi is None:
        return []
    try:
        arah = [baca_arah(baris["arah"].value)] if "arah" in baris.sel else ["naik", "turun"]
        return [dari_angka(target, realisasi, a) for a in arah]
    except LkjipError:
        return []
