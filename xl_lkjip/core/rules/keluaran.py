"""CAP105."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan
from ..forms.dokumen import Baris
from ._base import Finding, Konteks, Rule, Tingkat

_KELUARAN = re.compile(r"(\d[\d.]*)\s+([A-Za-z][^\d,;]*)")


class Keluaran(Rule):
    """Capaian beberapa keluaran dalam satu sel ("20 usul perceraian, 1 kali, 12 bulan") cocok dengan hitungan keluarannya."""

    kode = ("CAP105",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Capaian = realisasi / target, dijumlah atau dirata-rata per keluaran"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        milik = [(t, b) for t in konteks.dokumen.pendukung if t.kunci == "triwulan_program" for b in t.baris]
        for tabel, baris in (*konteks.ukuran(), *milik):
            cell = baris["capaian"]
            if kosong(cell.value) or all(baris.angka(k) is not None for k in ("target", "realisasi")):
                continue
            target, realisasi = _hitungan(baris, "target"), _hitungan(baris, "realisasi")
            if len(target) < 2 or [s for s, _ in target] != [s for s, _ in realisasi]:
                continue
            bagian = [min(r / t, 1.0) for (_, t), (_, r) in zip(target, realisasi, strict=True)]
            jumlah = sum(r for _, r in realisasi) / sum(t for _, t in target)
            if putuskan(cell, [jumlah, sum(bagian) / len(bagian), *_sisa(target, realisasi)], rasio=True) is Putusan.SALAH:
                yield from self.bandingkan(
                    konteks, tabel, cell, [jumlah], siapa="Capaian",
                    sebab=f"dijumlah {baris['realisasi'].tercetak} dari {baris['target'].tercetak} hasilnya {{hitung}}",
                    saran="Hitung setiap keluaran, atau jelaskan cara menghitungnya.",
                )  # fmt: skip


def _sisa(target: list[tuple[str, float]], realisasi: list[tuple[str, float]]) -> list[float]:
    """The one output that was not simply done: the others may be left out of the count."""
    bagian = [r / t for (_, t), (_, r) in zip(target, realisasi, strict=True) if r != t]
    return bagian if len(bagian) == 1 else []


def _hitungan(baris: Baris, kunci: str) -> list[tuple[str, float]]:
    """Outputs with their counts, in the order of their names."""
    teks = baris[kunci].value
    semua = _KELUARAN.findall(teks) if isinstance(teks, str) else []
    hasil = [(" ".join(satuan.lower().split()), float(n.replace(".", ""))) for n, satuan in semua]
    return sorted(hasil) if all(n for _, n in hasil) or kunci == "realisasi" else []
