"""REA101, REA102."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import kasar
from ..cetak import angka, persen
from ..forms.dokumen import Baris, TabelTerbaca
from ._bantu import semua_tabel
from ._base import Finding, Konteks, Rule, Tingkat

_KOLOM = {
    "pengukuran": ("pagu", "realisasi_anggaran"),
    "anggaran": ("pagu", "realisasi_anggaran"),
    "triwulan_anggaran": ("pagu", "realisasi"),
}


class LebihPagu(Rule):
    """Realisasi anggaran tidak melampaui pagunya, dan tidak ada realisasi tanpa pagu."""

    kode = ("REA101", "REA102")
    tingkat = Tingkat.PERINGATAN
    dasar = "Realisasi anggaran tidak melampaui pagu dalam DPA atau DPPA"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in semua_tabel(konteks.dokumen):
            if tabel.kunci not in _KOLOM:
                continue
            temuan = [t for b in tabel.baris for t in self._baris(konteks, tabel, b)]
            yield from temuan or (list(self._baris(konteks, tabel, tabel.jumlah)) if tabel.jumlah else [])

    def _baris(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> Iterator[Finding]:
        kunci_pagu, kunci = _KOLOM[tabel.kunci]
        pagu, realisasi = _nilai(baris, kunci_pagu), _nilai(baris, kunci)
        if not realisasi:
            return
        if not pagu:
            if tabel.kunci == "pengukuran" and (pagu == 0 or kosong(baris[kunci_pagu].value)) and baris is not tabel.jumlah:
                yield self.temuan(
                    konteks, tabel, baris[kunci], f"Realisasi anggaran {baris[kunci].tercetak} tidak mempunyai pagu.",
                    "Isi pagunya menurut PK atau DPA, atau kosongkan realisasinya.", kode="REA102",
                )  # fmt: skip
        elif realisasi > pagu + kasar(baris[kunci_pagu]) + kasar(baris[kunci]):
            lebih = angka(realisasi - pagu, 0)
            benar = konteks.benar(tabel.lembar, baris[kunci_pagu], pagu)
            akar = benar[1] if benar and realisasi <= benar[0] else ""
            yield self.temuan(
                konteks, tabel, baris[kunci],
                f"Realisasi anggaran {baris[kunci].tercetak} melampaui pagu {baris[kunci_pagu].tercetak}"
                f" sebesar {lebih} (serapan {persen(realisasi / pagu)}){konteks.akibat(baris) if tabel.kunci == 'pengukuran' else ''}.",
                f"Perbaiki {baris[kunci_pagu].alamat}; realisasinya lalu di bawah pagu." if akar
                else f"Cari angka yang salah ketik, atau pakai pagu DPA Perubahan; bila benar, jelaskan di {konteks.kolom_jawaban}.",
                akar=akar,
            )  # fmt: skip


def _nilai(baris: Baris, kunci: str) -> float | None:
    nilai = baris.angka(kunci)
    return None if nilai is None else nilai.nilai
