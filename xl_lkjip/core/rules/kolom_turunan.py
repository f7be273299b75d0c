"""SER103, JML103, JML104."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import fsum

from ..angka import kosong
from ..banding import Putusan, kasar, putuskan, tercetak
from ..cetak import PERSEN
from ..forms import TABEL
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.layout import Kolom, Tabel
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat

_PEMBAGIAN = {
    # table, column -> numerator, denominator (a column of the row, or of the total row after a dot), multiplier, code
    ("triwulan_anggaran", "serapan"): ("realisasi", "pagu", 1, "SER103"),
    ("anggaran", "serapan"): ("realisasi_anggaran", "pagu", 1, "SER103"),
    ("anggaran_sasaran", "serapan"): ("realisasi_anggaran", "pagu", 1, "SER103"),
    ("anggaran_sasaran", "porsi"): ("pagu", "pagu.jumlah", 1, "JML104"),
    ("rencana_anggaran", "porsi"): ("pagu", "pagu.jumlah", 1, "JML104"),
    ("ip_asn", "konversi"): ("skor", "bobot", 100, "JML104"),
    ("skp", "porsi"): ("jumlah", "jumlah.jumlah", 1, "JML104"),
    ("merit", "porsi"): ("nilai", "nilai.jumlah", 1, "JML104"),
}
_HITUNG: dict[str, Callable[[list[float]], float]] = {
    "jumlah": fsum,
    "jumlah program": fsum,
    "rata-rata": lambda n: fsum(n) / len(n),
}


class KolomTurunan(Rule):
    """Serapan, bagian, dan jumlah di lembar pendukung adalah hasil hitungan dari kolom dan baris yang menjadi asalnya."""

    kode = ("SER103", "JML103", "JML104")
    jenis = ("pk", "pengukuran")
    dasar = "Serapan = realisasi anggaran / pagu; bagian = nilai / jumlah; jumlah dan rata-rata seluruh baris"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.pendukung:
            layout = TABEL[tabel.kunci]
            for kolom in layout.kolom:
                yield from self._bagi(konteks, tabel, kolom)
                if kolom.agregat and tabel.jumlah is not None:
                    yield from self._jumlah(konteks, tabel, layout, kolom, tabel.jumlah)

    def _bagi(self, konteks: Konteks, tabel: TabelTerbaca, kolom: Kolom) -> Iterator[Finding]:
        aturan = _PEMBAGIAN.get((tabel.kunci, kolom.kunci))
        if aturan is None:
            return
        atas, bawah, kali, kode = aturan
        for baris in [*tabel.baris, *([tabel.jumlah] if tabel.jumlah and kolom.jumlah and "jumlah" not in bawah else [])]:
            pembagi = tabel.jumlah if bawah.endswith(".jumlah") else baris
            a, b = _nilai(baris, atas), _nilai(pembagi, bawah.partition(".")[0]) if pembagi else None
            if a is None or not b or kosong(baris[kolom.kunci].value) or kasar(baris[atas]):
                continue
            if _dibulatkan(baris[kolom.kunci], baris[atas], b, kali) or (tabel.kunci == "ip_asn" and a > b):
                continue  # the input is out of bounds: rule IpAsnBatas
            penyebut = (pembagi or baris)[bawah.partition(".")[0]].tercetak
            sebab = f"{baris[atas].tercetak} / {penyebut}{' x 100' if kali == 100 else ''} = {{hitung}}"
            for t in self.bandingkan(
                konteks, tabel, baris[kolom.kunci], [a / b * kali], siapa=f"{kolom.judul} di lembar {tabel.lembar}", sebab=sebab,
                format_baku=kolom.format or PERSEN,
            ):  # fmt: skip
                yield replace(t, kode=kode)

    def _jumlah(self, konteks: Konteks, tabel: TabelTerbaca, layout: Tabel, kolom: Kolom, total: Baris) -> Iterator[Finding]:
        cell, bagian = total[kolom.kunci], tabel.baris
        if kolom.agregat == "jumlah program":
            bagian = [b for b in bagian if b.teks("tingkat").lower() == "program"]
        nilai = [_nilai(b, kolom.kunci) for b in bagian if not kosong(b[kolom.kunci].value)]
        tertulis = tercetak(cell)
        if tertulis is None or not nilai or any(n is None for n in nilai):
            return
        harapan = _HITUNG[kolom.agregat]([n for n in nilai if n is not None])
        siapa = f"{layout.judul_jumlah or 'Jumlah'}, kolom {kolom.judul}, di lembar {tabel.lembar}"
        akar, sebab, saran = _akibat(konteks, tabel, kolom, bagian, cell)
        for t in self.bandingkan(
            konteks, tabel, cell, [harapan], siapa=siapa, sebab=f"{kolom.agregat} {len(nilai)} baris di atasnya {{hitung}}{sebab}",
            format_baku=kolom.format, akar=akar, saran=saran,
        ):  # fmt: skip
            didukung = konteks.hitungan.didukung(cell)  # the total is right elsewhere, so one of its parts is wrong
            yield replace(t, kode="JML103", tingkat=Tingkat.PERINGATAN if didukung else t.tingkat)


def _akibat(konteks: Konteks, tabel: TabelTerbaca, kolom: Kolom, bagian: list[Baris], total: Cell) -> tuple[str, str, str]:
    """The total is right once a part that another finding proves wrong is mended: that finding, the reason and what to do."""
    akar: dict[str, str] = {}
    nilai = []
    for baris in bagian:
        satu = _nilai(baris, kolom.kunci)
        benar = konteks.benar(tabel.lembar, baris[kolom.kunci], satu) if satu else None
        if benar:
            akar[benar[1]] = baris[kolom.kunci].alamat
        nilai.append(benar[0] if benar else satu or 0)
    if not akar or putuskan(total, [_HITUNG[kolom.agregat](nilai)], rasio=False) is not Putusan.COCOK:
        return "", "", ""
    sel = " dan ".join(akar.values())
    return next(iter(akar)), f", dan benar bila {sel} dibetulkan", f"Perbaiki {sel}; jumlahnya lalu benar."


def _dibulatkan(cell: Cell, atas: Cell, bawah: float, kali: float) -> bool:
    """The printed share is right for a numerator that was rounded where it is printed."""
    hasil, asal = tercetak(cell), tercetak(atas)
    if hasil is None or asal is None or asal.persen:
        return False
    setengah, teliti = 0.5 * 10.0**-asal.desimal, 0.5 * 10.0**-hasil.desimal
    besar = 100 if hasil.persen else 1
    batas = sorted((asal.nilai + s) / bawah * kali * besar for s in (-setengah, setengah))
    return batas[0] - teliti <= hasil.nilai <= batas[1] + teliti


def _nilai(baris: Baris, kunci: str) -> float | None:
    angka = baris.angka(kunci)
    return angka.nilai if angka else None
