"""CAP106."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan
from ..forms.buku_besar import kata
from ..forms.hitungan import beda_satuan
from ..workbook import tempat
from ._base import Finding, Konteks, Rule

_MIRIP = 0.5  # words that the indicator has in common with the one of another table


class CapaianHitungan(Rule):
    """Realisasi yang tertulis sebagai banyaknya (1.620 orang) untuk target dalam persen dibandingkan dengan persentasenya di tabel lain."""

    kode = ("CAP106",)
    dasar = "Capaian = realisasi / target, keduanya dengan satuan yang sama"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            target, realisasi, cell = baris.angka("target"), baris.angka("realisasi"), baris["capaian"]
            if target is None or realisasi is None or kosong(cell.value) or not beda_satuan(target, realisasi) or target.nilai is None:
                continue
            sendiri = kata(baris.teks("indikator"))
            for besaran in konteks.buku_besar.semua():
                lain = next((c for c in besaran.catatan if c.persen and c.cell is not baris["realisasi"]), None)
                if besaran.besaran != "realisasi" or besaran.waktu != (0, 0, "") or lain is None:
                    continue
                if len(kata(lain.nama) & sendiri) < _MIRIP * len(kata(lain.nama) | sendiri):
                    continue
                benar = lain.nilai / 100 / target.nilai
                if putuskan(cell, [benar], rasio=True) is Putusan.SALAH:
                    yield from self.bandingkan(
                        konteks, tabel, cell, [benar], siapa="Capaian",
                        sebab=f"dengan realisasi {lain.cell.tercetak} ({tempat(lain.lembar, lain.cell)})"
                        f" dan target {baris['target'].tercetak} hasilnya {{hitung}}",
                    )  # fmt: skip
                break
