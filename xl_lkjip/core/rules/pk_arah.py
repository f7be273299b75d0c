"""PKP206."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.capaian import baca_arah
from ..errors import LkjipError
from ..forms.dokumen import Baris
from ..forms.pasangan import pasangkan_indikator
from ..workbook import tempat
from ._bantu import satuan_beda
from ._base import Finding, Konteks, Rule, Tingkat


class PkArah(Rule):
    """Arah dan satuan indikator dalam Pengukuran sama dengan yang tertulis di lembar PK."""

    kode = ("PKP206",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Arah menentukan rumus capaian; PK menetapkannya sebelum realisasi diketahui"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if konteks.pk is None:
            return
        for tabel in konteks.dokumen.semua("pengukuran"):
            pasangan, _ = pasangkan_indikator([b for b in tabel.baris if b.teks("indikator")], konteks.pk)
            for baris, milik in pasangan:
                if milik is None:
                    continue
                for kunci, beda in (("arah", _arah_beda), ("satuan", satuan_beda)):
                    if beda(baris, milik.baris):
                        di_sini, di_pk = (b[kunci].tercetak or "kosong (naik)" for b in (baris, milik.baris))
                        letak = f"{konteks.pk.nama} {tempat(milik.tabel.lembar, milik.baris[kunci])}"
                        yield self.temuan(
                            konteks, tabel, baris[kunci],
                            f'{kunci.capitalize()} "{baris.teks("indikator")}" {di_sini}, tetapi dalam PK {di_pk} ({letak}).',
                            "Samakan dengan PK, atau perbaiki PK bila PK yang keliru.", hitung=di_pk,
                        )  # fmt: skip


def _arah_beda(a: Baris, b: Baris) -> bool:
    if "arah" not in a.sel or "arah" not in b.sel:
        return False
    try:
        return baca_arah(a["arah"].value) != baca_arah(b["arah"].value)
    except LkjipError:  # told by the rule Masukan
        return False
