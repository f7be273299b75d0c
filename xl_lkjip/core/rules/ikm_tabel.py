"""IKM103, IKM104."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..angka import bulatkan, kosong
from ..banding import tercetak
from ..cetak import DUA_DESIMAL
from ..domain.predikat import pita
from ..forms.dokumen import TabelTerbaca
from ..forms.indeks_tabel import kolom_ikm
from ..forms.nama import normal
from ..forms.tabel_umum import BarisUmum, TabelUmum
from ..parameter import SKALA, Pita
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat

_KOSONG = Cell(0, 0)
_KALI, _TERENDAH = 25.0, 25.0


class IkmTabel(Rule):
    """Tabel survei kepuasan buatan sendiri: nilai konversi 25 kali nilai interval, mutu dan kinerjanya menurut nilai itu."""

    kode = ("IKM103", "IKM104")
    jenis = ("pk", "pengukuran")
    dasar = SKALA["ikm14"].dasar

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            interval, konversi, label = kolom_ikm(tabel)
            for baris in tabel.baris if konversi and not tabel.templat else ():
                if baris.jenis in ("isi", "rata"):
                    yield from self._baris(konteks, tabel, baris, (interval, konversi), label)

    def _baris(
        self, konteks: Konteks, tabel: TabelUmum, baris: BarisUmum, kolom: tuple[int, int], label: tuple[int, ...]
    ) -> Iterator[Finding]:
        milik = TabelTerbaca("", tabel.lembar, {})
        asal, cell = (baris.sel.get(n, _KOSONG) for n in kolom)
        a, k = tercetak(asal), tercetak(cell)
        if k is None or k.persen or not _TERENDAH <= k.nilai <= 100:
            return
        nilai, salah = k.nilai, False
        if a is not None and 1 <= a.nilai <= 4:
            setengah = 0.5 * 10.0**-a.desimal * _KALI
            nilai = bulatkan(a.nilai * _KALI, 4)
            # The interval is often printed shorter than it was calculated with.
            salah = abs(nilai - k.nilai) > setengah + 0.5 * 10.0**-k.desimal + 1e-9
            konteks.hitung(milik, cell)
            if salah:
                for t in self.bandingkan(
                    konteks, milik, cell, [nilai], siapa=f'Nilai konversi "{baris.label}"', sebab=f"{asal.tercetak} x 25 = {{hitung}}",
                    format_baku=DUA_DESIMAL,
                ):  # fmt: skip
                    yield replace(t, kode="IKM103")
        for n in label:
            yield from self._mutu(konteks, tabel, baris.sel.get(n, _KOSONG), (k.nilai, nilai), cell, salah=salah)

    def _mutu(
        self, konteks: Konteks, tabel: TabelUmum, tertulis: Cell, nilai: tuple[float, float], cell: Cell, *, salah: bool
    ) -> Iterator[Finding]:
        skala, teks = SKALA["ikm14"], normal(tertulis.value)
        semua = {normal(x) for p in skala.pita for x in (p.label, _huruf(p))}
        if kosong(tertulis.value) or teks not in semua:
            return
        milik = TabelTerbaca("", tabel.lembar, {})
        konteks.hitung(milik, tertulis)
        benar = [pita(n, skala) for n in nilai]
        if teks in {normal(x) for p in benar for x in (p.label, _huruf(p))}:
            return
        seharusnya = _huruf(benar[0]) if len(teks) == 1 else benar[0].label
        yield self.temuan(
            konteks, milik, tertulis, f'Mutu tercetak "{tertulis.tercetak}", tetapi {cell.tercetak} adalah {benar[0].lengkap}.',
            f'Ganti dengan "{seharusnya}".', hitung=seharusnya, kode="IKM104", tingkat=Tingkat.PERINGATAN if salah else None,
            akar=f"IKM103 {tabel.lembar}!{cell.alamat}" if salah else "",
        )  # fmt: skip


def _huruf(satu: Pita) -> str:
    """The letter of a band: "B" of "B (Baik)"."""
    return satu.lengkap.split()[0]
