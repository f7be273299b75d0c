"""TGT101."""

from __future__ import annotations

from collections.abc import Iterator

from ._base import Finding, Konteks, Rule, Tingkat


class TargetNol(Rule):
    """Target dalam PK lebih besar dari nol, supaya capaiannya kelak dapat dihitung."""

    kode = ("TGT101",)
    jenis = ("pk",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Capaian = realisasi / target; target 0 tidak mempunyai capaian (CAP001)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.baris("pk_indikator"):
            angka = baris.angka("target")
            if angka is None or angka.nilai is None or angka.nilai > 0:
                continue
            apa = "0: capaiannya tidak dapat dihitung" if angka.nilai == 0 else f"{baris['target'].tercetak}: negatif"
            yield self.temuan(
                konteks, tabel, baris["target"], f'Target "{baris.teks("indikator")}" {apa}.',
                "Pakai ukuran yang targetnya bukan 0, misalnya persentase pegawai tanpa pelanggaran sebagai ganti jumlah pelanggaran.",
            )  # fmt: skip
