"""SER101, SER102."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cetak
from ..angka import kosong
from ..banding import Putusan, putuskan
from ..domain.efisiensi import serapan
from ..forms.dokumen import Baris
from ._base import Finding, Konteks, Rule, Tingkat


class Serapan(Rule):
    """Serapan yang tercetak adalah realisasi anggaran dibagi pagu, di setiap baris dan di baris jumlah."""

    kode = ("SER101", "SER102")
    dasar = "Serapan = realisasi anggaran / pagu"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.tabel_ukur():
            for baris in [*tabel.baris, *([tabel.jumlah] if tabel.jumlah else [])]:
                cell, harapan = baris["serapan"], konteks.hitungan.serapan(baris)
                if harapan is None:
                    if konteks.hitungan.tanpa_anggaran(baris) and not kosong(cell.value):
                        tampil = f"menampilkan {cell.galat}" if cell.galat else f"tercetak {cell.tercetak}"
                        yield self.temuan(
                            konteks, tabel, cell, f"Serapan {tampil}, padahal baris ini tidak mempunyai anggaran.",
                            "Kosongkan pagu dan serapannya (bukan strip), atau isi anggarannya.", kode="SER102", tingkat=Tingkat.PERINGATAN,
                        )  # fmt: skip
                    continue
                if kosong(cell.value) or putuskan(cell, harapan.semua, rasio=True) is Putusan.COCOK:
                    continue
                yield from self.bandingkan(
                    konteks, tabel, cell, harapan.semua, siapa="Serapan",
                    sebab=_rincian(konteks, baris), akibat=konteks.akibat(baris), akar=konteks.akar_pagu(tabel, baris),
                )  # fmt: skip


def _rincian(konteks: Konteks, baris: Baris) -> str:
    pagu, realisasi = baris.angka("pagu"), baris.angka("realisasi_anggaran")
    sendiri = serapan(pagu.nilai or 0, realisasi.nilai or 0) if pagu and realisasi else None
    teks = f"{baris['realisasi_anggaran'].tercetak} / {baris['pagu'].tercetak} = {cetak.persen(sendiri or 0)}"
    bukti = konteks.hitungan.bukti_pagu(baris)
    if bukti and realisasi:
        benar = serapan(bukti.nilai, realisasi.nilai or 0) or 0
        teks += f", dan dengan pagu menurut PK {cetak.angka(bukti.nilai, 0)} menjadi {cetak.persen(benar)}"
    return teks
