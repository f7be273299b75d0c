"""PEG101."""

from __future__ import annotations

from collections.abc import Iterator

from ..banding import tercetak
from ..cetak import angka
from ..forms.judul_kolom import triwulan
from ..forms.nama import normal
from ..forms.tabel_umum import TabelUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat

_STRUKTURAL = ("pimpinan tinggi", "administrator", "pengawas")


class PejabatStruktural(Rule):
    """Jumlah pejabat struktural di satu tabel sama dengan jumlah pejabat pimpinan tinggi, administrator, dan pengawas di tabel lain."""

    kode = ("PEG101",)
    tingkat = Tingkat.PERINGATAN
    dasar = "Jabatan pimpinan tinggi, administrator, dan pengawas adalah jabatan struktural (PP 11/2017)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for rinci in konteks.umum:
            jumlah = _per_triwulan(rinci)
            for tabel in konteks.umum if len(jumlah) == 4 else ():
                kolom = [k for k in tabel.kolom if {"pejabat", "struktural", "jumlah"} <= set(normal(" ".join(k.judul)).split())]
                for baris in tabel.isi() if len(kolom) == 1 and tabel.berperan("waktu") else ():
                    cell, tw = baris.sel.get(kolom[0].nomor), triwulan(baris.label)
                    tertulis = tercetak(cell) if cell is not None else None
                    if cell is None or tertulis is None or not tw or tertulis.nilai == jumlah[tw]:
                        continue
                    hitung = angka(jumlah[tw], 0, ribuan="." in cell.tercetak)
                    yield Finding(
                        "PEG101", self.tingkat, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
                        f"Pejabat struktural triwulan {tw} tercetak {cell.tercetak}, tetapi jabatan yang terisi"
                        f" di {rinci.lembar}!{rinci.luas} berjumlah {hitung}.",
                        f"Ganti dengan {hitung}, atau perbaiki tabel jabatannya.", cell.tercetak, hitung, self.dasar,
                    )  # fmt: skip


def _per_triwulan(tabel: TabelUmum) -> dict[int, float]:
    """The three kinds of structural posts added up by quarter; empty where one is missing."""
    baris = [next((b for b in tabel.isi() if jenis in normal(b.label)), None) for jenis in _STRUKTURAL]
    tw = {k.arti.triwulan: k.nomor for k in tabel.kolom if k.arti.triwulan}
    if any(b is None for b in baris) or len(tw) != 4:
        return {}
    hasil = {}
    for i, n in tw.items():
        nilai = [tercetak(b.sel.get(n, Cell(0, 0))) for b in baris if b is not None]
        if all(x is not None for x in nilai):
            hasil[i] = sum(x.nilai for x in nilai if x is not None)
    return hasil
