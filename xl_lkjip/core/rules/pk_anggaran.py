"""PKP103, PKP105."""

from __future__ import annotations

from collections.abc import Iterator

from ..cetak import angka
from ..forms.pasangan import program_asing
from ..workbook import tempat
from ._base import Finding, Konteks, Rule, Tingkat


class PkAnggaran(Rule):
    """Program dan pagu dalam Pengukuran sama dengan program dan anggaran dalam PK."""

    kode = ("PKP103", "PKP105")
    dasar = "PermenPAN-RB 53/2014, Lampiran I (anggaran program dalam PK)"
    urutan = -2  # what it proves, the other rules use

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.semua("pengukuran"):
            for baris in program_asing(tabel, konteks.pk) if konteks.pk else ():
                yield self.temuan(
                    konteks, tabel, baris["program"],
                    f'Program "{baris.teks("program")}" tidak ada dalam PK ({konteks.pk.nama if konteks.pk else ""}).',
                    "Tulis nama program seperti dalam PK.", kode="PKP105", tingkat=Tingkat.PERINGATAN,
                )  # fmt: skip
        for tabel, pagu in konteks.hitungan.pagu:
            if pagu.cocok:
                continue
            program = "; ".join(p.teks("program") for p in pagu.program)
            cell, benar = pagu.baris[0]["pagu"], angka(pagu.nilai, 0)
            if pagu.tersangka:
                konteks.terbukti[pagu.tercetak] = (pagu.nilai, f"PKP103 {tempat(tabel.lembar, cell)}")
                yield self.temuan(
                    konteks, tabel, cell,
                    f"Pagu tercetak {cell.tercetak} diduga salah: anggaran {program} dalam PK adalah {benar} ({pagu.bukti}).",
                    f"Ganti dengan {benar}, atau perbaiki PK bila PK yang keliru.", hitung=benar,
                )  # fmt: skip
            else:
                sel = ", ".join(b["pagu"].alamat for b in pagu.baris)
                if len(pagu.baris) == 1:
                    konteks.duga(tabel.lembar, cell, pagu.nilai / pagu.kali, f"PKP103 {tempat(tabel.lembar, cell)}")
                yield self.temuan(
                    konteks, tabel, cell,
                    f"Pagu {sel} berjumlah {angka(pagu.tercetak, 0)}, tetapi anggaran {program} dalam PK adalah {benar} ({pagu.bukti}).",
                    "Cari bagian yang salah, atau jelaskan anggaran yang tidak dirinci di sini.", hitung=benar, tingkat=Tingkat.PERINGATAN,
                )  # fmt: skip
