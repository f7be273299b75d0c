"""TWR101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan, tercetak, tulis
from ..cetak import UMUM
from ..domain.agregasi import rata_rata, tahunan
from ..forms import TABEL
from ..forms.dokumen import Baris, TabelTerbaca
from ._base import Finding, Konteks, Rule, Tingkat

_SIFAT = "sifat"
_PASTI = "jumlah"
# Table -> first letters of its quarter columns, the column of the year, and what makes a year of the quarters:
# the row says so itself, they are added up, or they fill the year and may be typed over ("").
_TAHUN = {
    "triwulan": [("r", "rencana_tahun", _SIFAT), ("p", "realisasi_tahun", _SIFAT)],
    "triwulan_program": [("p", "realisasi", _SIFAT)],
    "triwulan_anggaran": [("r", "rencana", _PASTI), ("p", "realisasi", "")],
    "rencana_aksi": [("tw", "setahun", _SIFAT)],
    "rencana_anggaran": [("tw", "setahun", _PASTI)],
}


class Triwulan(Rule):
    """Angka setahun mengikuti triwulannya: jumlahnya, triwulan yang terakhir, atau rata-ratanya."""

    kode = ("TWR101",)
    jenis = ("pk", "pengukuran")
    dasar = "Sifat triwulan yang dipilih di barisnya: jumlah, ganti, atau posisi"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.pendukung:
            for awalan, kunci, cara in _TAHUN.get(tabel.kunci, ()):
                for baris in tabel.baris:
                    yield from self._baris(konteks, tabel, baris, awalan, kunci, cara)

    def _baris(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, awalan: str, kunci: str, cara: str) -> Iterator[Finding]:
        cell, sifat = baris[kunci], baris.teks(_SIFAT).lower() if cara == _SIFAT else cara
        terisi = [k for k in (f"{awalan}{i}" for i in (1, 2, 3, 4)) if not kosong(baris[k].value)]
        angka = [n for k in terisi if "/" not in baris.teks(k) and (n := baris.angka(k)) and n.nilai is not None]  # 4/10 adds up otherwise
        tahun = tercetak(cell)
        if tahun is None or len(terisi) < 2 or len(angka) < len(terisi) or any(n.persen != tahun.persen for n in angka):
            return
        nilai = [n.nilai or 0.0 for n in angka]
        jumlah, akhir = tahunan(nilai, "jumlah"), tahunan(nilai, "ganti")
        pasti = sifat == _PASTI and not tahun.persen  # shares do not add up
        calon = [jumlah] if pasti else [akhir, jumlah, rata_rata(nilai)]
        if putuskan(cell, calon, rasio=False) is not Putusan.SALAH:
            return
        teks = [baris[k] for k in terisi if isinstance(baris[k].value, str) and not baris[k].formula]
        if teks and cell.formula:
            yield self.temuan(
                konteks, tabel, teks[0],
                f'{teks[0].alamat} berisi teks "{teks[0].tercetak.strip()}", jadi tidak ikut dihitung di {cell.alamat} ({cell.tercetak}).',
                "Ketik ulang sebagai angka, tanpa titik, spasi, atau satuan.",
            )  # fmt: skip
            return
        judul, tw = TABEL[tabel.kunci][kunci].judul, ", ".join(baris[k].tercetak for k in terisi)
        nama = baris.teks("indikator") or baris.teks("uraian") or baris.teks("program")
        hitung = tulis(calon[0], cell, format_baku=cell.number_format or UMUM)
        if pasti:
            yield self.temuan(
                konteks, tabel, cell, f'{judul} "{nama}" tercetak {cell.tercetak}, tetapi triwulannya ({tw}) berjumlah {hitung}.',
                f"Ganti dengan {hitung}, atau perbaiki triwulan yang salah.", hitung=hitung,
            )  # fmt: skip
        else:
            yield self.temuan(
                konteks, tabel, cell,
                f'{judul} "{nama}" tercetak {cell.tercetak}, bukan jumlah, bukan rata-rata, dan bukan triwulan terakhir dari {tw}.',
                "Cocokkan angka setahun dengan triwulannya, atau jelaskan cara menghitungnya.", tingkat=Tingkat.PERINGATAN,
            )  # fmt: skip
