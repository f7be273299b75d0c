"""ANG001-ANG003, CAP001-CAP003: what keeps a capaian from being computed, under the codes of CAPAIAN itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import LkjipError
from ..forms.dokumen import baca_sel
from ._base import Finding, Konteks, Rule

_SEL_ANGKA = {
    "pk_indikator": ("target",),
    "pk_program": ("pagu",),
    "pengukuran": ("target", "realisasi", "pagu", "realisasi_anggaran"),
}
_NAMA = {"target": "Target", "realisasi": "Realisasi", "pagu": "Pagu", "realisasi_anggaran": "Realisasi anggaran"}


class Masukan(Rule):
    """Target, realisasi, dan anggaran terbaca sebagai angka, dan capaiannya dapat dihitung."""

    kode = ("ANG001", "ANG002", "ANG003", "CAP001", "CAP002", "CAP003")
    jenis = ("pk", "pengukuran")

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.tabel:
            for baris in tabel.baris:
                terbaca = True
                for kunci in _SEL_ANGKA[tabel.kunci]:
                    try:
                        baca_sel(baris[kunci])
                    except LkjipError as galat:
                        terbaca = False
                        yield self.dari_galat(konteks, tabel, baris[kunci], galat, _NAMA[kunci])
                if not terbaca or tabel.kunci != "pengukuran":
                    continue
                try:
                    konteks.hitungan.capaian(baris)
                except LkjipError as galat:
                    kunci = "realisasi" if galat.kode == "CAP002" else "arah" if galat.kode == "CAP003" else "target"
                    yield self.dari_galat(konteks, tabel, baris[kunci], galat, f'Capaian "{baris.teks("indikator")}"')
