"""KIN001-KIN003."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..errors import LkjipError
from ..forms.dokumen import Baris
from ._base import Finding, Konteks, Rule, Tingkat
from ._buku import sebut

_BANYAK = 4  # so many of a column are said at once
_SARAN_STRIP = "sebut di {} mengapa belum ada, dan kapan dan dari siapa datanya terbit."


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
            hilang = {k: [b for b in tabel.baris if b.teks("indikator") and kosong(b[k].value)] for k in wajib}
            for kunci, semua in hilang.items():
                if len(semua) >= _BANYAK:
                    yield self.temuan(
                        konteks, tabel, semua[0][kunci],
                        f"{kunci.capitalize()} {len(semua)} indikator belum diisi: {sebut([b[kunci] for b in semua])}.",
                        f"Isi {kunci}nya, atau hapus baris yang indikatornya tidak diukur.",
                    )  # fmt: skip
                    semua.clear()
            terpakai = konteks.dokumen.templat or any(not kosong(b["capaian"].value) for b in tabel.baris)
            for baris in tabel.baris:
                if tabel.kunci == "pengukuran" and "capaian" in tabel.kolom and terpakai and self._capaian_hilang(konteks, baris):
                    yield self.temuan(
                        konteks, tabel, baris["capaian"], f'Capaian indikator "{baris.teks("indikator")}" belum terisi.',
                        "Salin rumus dari baris di atasnya, atau hitung capaiannya.", kode="KIN003", tingkat=Tingkat.PERINGATAN,
                    )  # fmt: skip
                for kunci in wajib:
                    if baris in hilang[kunci]:
                        strip = kunci == "realisasi" and bool(baris.teks(kunci)) and kosong(baris["capaian"].value)  # "-": no data yet
                        jalan = _SARAN_STRIP.format(konteks.kolom_jawaban) if strip else "hapus baris ini bila indikatornya tidak diukur."
                        yield self.temuan(
                            konteks, tabel, baris[kunci],
                            f'{kunci.capitalize()} indikator "{baris.teks("indikator")}" {"bertanda strip" if strip else "belum diisi"}.',
                            f"Isi {kunci}nya, atau {jalan}",
                            tingkat=Tingkat.PERINGATAN if strip else None,
                        )  # fmt: skip

    @staticmethod
    def _capaian_hilang(konteks: Konteks, baris: Baris) -> bool:
        try:
            return kosong(baris["capaian"].value) and konteks.hitungan.capaian(baris) is not None
        except LkjipError:  # told by the rule Masukan
            return False
