"""KIN001, KIN002."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ._base import Finding, Konteks, Rule


class IsianHilang(Rule):
    """Setiap indikator mempunyai target, dan dalam Pengukuran juga realisasi; tabelnya tidak kosong."""

    kode = ("KIN001", "KIN002")
    jenis = ("pk", "pengukuran")
    dasar = "PermenPAN-RB 53/2014, Lampiran I dan II"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.tabel:
            wajib = {"pk_indikator": ("target",), "pengukuran": ("target", "realisasi")}.get(tabel.kunci, ())
            if not tabel.baris and wajib:
                yield Finding(
                    "KIN002", self.tingkat, konteks.dokumen.berkas, tabel.lembar, "",
                    "Tabel belum berisi indikator.", "Isi sedikitnya satu indikator beserta targetnya.", dasar=self.dasar,
                )  # fmt: skip
            for baris in tabel.baris:
                for kunci in wajib:
                    if baris.teks("indikator") and kosong(baris[kunci].value):
                        yield self.temuan(
                            konteks, tabel, baris[kunci],
                            f'{kunci.capitalize()} indikator "{baris.teks("indikator")}" belum diisi.',
                            f"Isi {kunci}nya, atau hapus baris ini bila indikatornya tidak diukur.",
                        )  # fmt: skip
