"""PKP103."""

from __future__ import annotations

from collections.abc import Iterator

from ..cetak import angka
from ._base import Finding, Konteks, Rule, Tingkat


class PkAnggaran(Rule):
    """Pagu dalam Pengukuran sama dengan anggaran program dalam PK."""

    kode = ("PKP103",)
    dasar = "PermenPAN-RB 53/2014, Lampiran I (anggaran program dalam PK)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, pagu in konteks.hitungan.pagu:
            if pagu.cocok:
                continue
            program = "; ".join(p.teks("program") for p in pagu.program)
            cell, benar = pagu.baris[0]["pagu"], angka(pagu.nilai, 0)
            if pagu.tersangka:
                yield self.temuan(
                    konteks, tabel, cell,
                    f"Pagu tercetak {cell.tercetak} diduga salah: anggaran {program} dalam PK adalah {benar} ({pagu.bukti}).",
                    f"Ganti dengan {benar}, atau perbaiki PK bila PK yang keliru.", hitung=benar,
                )  # fmt: skip
            else:
                sel = ", ".join(b["pagu"].alamat for b in pagu.baris)
                yield self.temuan(
                    konteks, tabel, cell,
                    f"Pagu {sel} berjumlah {angka(pagu.tercetak, 0)}, tetapi anggaran {program} dalam PK adalah {benar} ({pagu.bukti}).",
                    "Cari bagian yang salah, atau jelaskan anggaran yang tidak dirinci di sini.", hitung=benar, tingkat=Tingkat.PERINGATAN,
                )  # fmt: skip
