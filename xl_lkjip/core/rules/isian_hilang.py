"""KIN001-KIN003."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..errors import LkjipError
from ..forms.dokumen import Baris
from ._base import Finding, Konteks, Rule, Tingkat


class IsianHilang(Rule):
    """Setiap indikator mempunyai target, dan dalam Pengukuran juga realisasi; tabelnya tidak kosong."""

    kode = ("KIN001", "KIN002", "KIN003")
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
            terpakai = konteks.dokumen.templat or any(not kosong(b["capaian"].value) for b in tabel.baris)
            for baris in tabel.baris:
                if tabel.kunci == "pengukuran" and "capaian" in tabel.kolom and terpakai and self._capaian_hilang(konteks, baris):
                    yield self.temuan(
                        konteks, tabel, baris["capaian"], f'Capaian indikator "{baris.teks("indikator")}" belum terisi.',
                        "Salin rumus dari baris di atasnya, atau hitung capaiannya.", kode="KIN003", tingkat=Tingkat.PERINGATAN,
                    )  # fmt: skip
                for kunci in wajib:
                    if baris.teks("indikator") and kosong(baris[kunci].value):
                        yield self.temuan(
                            konteks, tabel, baris[kunci],
                            f'{kunci.capitalize()} indikator "{baris.teks("indikator")}" belum diisi.',
                            f"Isi {kunci}nya, atau hapus baris ini bila indikatornya tidak diukur.",
                        )  # fmt: skip

    @staticmethod
    def _capaian_hilang(konteks: Konteks, baris: Baris) -> bool:
        try:
            return kosong(baris["capaian"].value) and konteks.hitungan.capaian(baris) is not None
        except LkjipError:  # told by the rule Masukan
            return False
