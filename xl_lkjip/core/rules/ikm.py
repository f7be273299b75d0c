"""IKM101, IKM102."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..cetak import DUA_DESIMAL, umum
from ..parameter import SKALA
from ._bantu import pendukung
from ._base import Finding, Konteks, Rule

_NILAI_MAKS = 100.0


class Ikm(Rule):
    """Nilai survei kepuasan berada di 1-4 atau 25-100, dan konversinya 25 kali nilai interval."""

    kode = ("IKM101", "IKM102")
    dasar = SKALA["ikm14"].dasar

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        tabel = pendukung(konteks.dokumen, "ikm")
        bawah, bawah_interval = (SKALA[s].pita[0].batas for s in ("ikm14", "ikm14_interval"))
        kali = bawah / bawah_interval
        for baris in tabel.baris if tabel else ():
            angka = baris.angka("nilai")
            if tabel is None or angka is None or angka.nilai is None:
                continue
            nilai, atas_interval = angka.poin, _NILAI_MAKS / kali
            interval = bawah_interval <= nilai <= atas_interval
            if not interval and not bawah <= nilai <= _NILAI_MAKS:
                batas = f"{umum(bawah_interval)} sampai {umum(atas_interval)}, atau {umum(bawah)} sampai {umum(_NILAI_MAKS)}"
                yield self.temuan(
                    konteks, tabel, baris["nilai"],
                    f'Nilai survei "{baris.teks("uraian")}" tercetak {baris["nilai"].tercetak}, di luar {batas}.',
                    "Isi rata-rata jawaban responden, atau nilai yang sudah dikonversi.",
                )  # fmt: skip
                continue
            sebab = f"dari nilai {baris['nilai'].tercetak} hasilnya {{hitung}}"
            for t in self.bandingkan(
                konteks, tabel, baris["konversi"], [nilai * kali if interval else nilai], siapa=f"Konversi di lembar {tabel.lembar}",
                sebab=sebab, format_baku=DUA_DESIMAL,
            ):  # fmt: skip
                yield replace(t, kode="IKM102")
