"""CAP101, CAP202."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import POIN_MULAI, Putusan, putuskan, tercetak
from ..cetak import persen
from ..domain.capaian import ARAH, DASAR
from ..errors import LkjipError
from ..forms.harapan import Harapan
from ..workbook import tempat
from ._base import Finding, Konteks, Rule, Tingkat


class Capaian(Rule):
    """Capaian yang tercetak sama dengan hasil rumusnya dari target dan realisasi."""

    kode = ("CAP101", "CAP202")
    dasar = DASAR

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            try:
                harapan = konteks.hitungan.capaian(baris)
            except LkjipError:  # told by the rule Masukan
                continue
            if harapan is None:
                continue
            cell = baris["capaian"]
            if kosong(cell.value):
                continue
            konteks.hitung(tabel, cell)
            if putuskan(cell, [harapan.nilai], rasio=True) is Putusan.COCOK:
                continue
            if tabel.utama and not harapan.diduga and putuskan(cell, [harapan.nilai], rasio=True) is Putusan.SALAH:
                for arah, nilai in zip(ARAH, harapan.lain, strict=False):
                    if putuskan(cell, [nilai], rasio=True) is Putusan.COCOK:
                        sebagai = f"sebagai {harapan.arah} {persen(harapan.nilai)}"
                        pesan = f"Capaian tercetak {cell.tercetak} hanya benar bila arahnya {arah}; {sebagai}."
                        saran = "Tambahkan kolom Arah, atau jelaskan bahwa indikator ini makin kecil makin baik."
                        yield self.temuan(konteks, tabel, cell, pesan, saran, kode="CAP202", tingkat=Tingkat.PERINGATAN)
                        break
            dari = f"dari target {baris['target'].tercetak} dan realisasi {baris['realisasi'].tercetak}"
            campur = baris["target"].persen != baris["realisasi"].persen
            temuan = list(self.bandingkan(
                konteks, tabel, baris["capaian"], harapan.semua, siapa="Capaian",
                sebab=f"{dari} hasilnya {{hitung}}{_dibatasi(harapan)}{_arah_lain(harapan)}",
                akibat="; satu di antaranya memakai format % dan yang lain tidak" if campur else "",
                saran="Tulis target dan realisasi dengan satuan yang sama." if campur else "", batas=harapan.batas,
            ))  # fmt: skip
            angka = tercetak(cell)
            if angka and any(t.tingkat is Tingkat.GALAT for t in temuan):
                kali = 100 if angka.persen or abs(angka.nilai) >= POIN_MULAI else 1
                konteks.duga(tabel.lembar, cell, harapan.nilai * kali, f"CAP101 {tempat(tabel.lembar, cell)}")
            yield from temuan


def _dibatasi(harapan: Harapan) -> str:
    return "" if harapan.penuh is None else f", {persen(harapan.penuh)} yang dibatasi petunjuk maks"


def _arah_lain(harapan: Harapan) -> str:
    """The readings in the other directions, where the workbook does not say which one is meant."""
    if not harapan.lain:
        return ""
    return f" ({harapan.arah}; {', '.join(f'{a} {persen(h)}' for a, h in zip(ARAH, harapan.lain, strict=True) if a != harapan.arah)})"
