"""JML108."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..angka import kosong
from ..banding import Putusan, putuskan, tercetak, tulis
from ..cetak import PERSEN
from ..domain.agregasi import rata_rata
from ..forms.nama import normal
from ..forms.tabel_umum import BarisUmum, KolomUmum, TabelUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat


class RataTabel(Rule):
    """Rata-rata di tabel mana pun adalah rata-rata baris-barisnya: sejak rata-rata sebelumnya, seluruhnya, atau rata-rata sasaran."""

    kode = ("JML108",)
    jenis = ("pk", "pengukuran")
    dasar = "Rata-rata = jumlah nilai dibagi banyaknya"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for letak, baris in enumerate(tabel.baris):
                if baris.jenis == "rata":
                    for kolom in tabel.kolom:
                        if kolom.nomor in baris.sel and kolom.peran not in ("no", "predikat", "keterangan"):
                            yield from self._satu(konteks, tabel, letak, baris, kolom)

    def _satu(self, konteks: Konteks, tabel: TabelUmum, letak: int, baris: BarisUmum, kolom: KolomUmum) -> Iterator[Finding]:
        cell = baris.sel[kolom.nomor]
        if tercetak(cell) is None:
            return
        atas = tabel.baris[:letak]
        isi, rata = _nilai([b for b in atas if b.jenis == "isi"], kolom), _nilai([b for b in atas if b.jenis == "rata"], kolom)
        akhir = max([i for i, b in enumerate(atas) if b.jenis == "rata"], default=-1)
        sejak = _nilai([b for b in atas[akhir + 1 :] if b.jenis == "isi"], kolom)
        calon = [c for c in ((rata, isi) if "total" in normal(baris.label) or not sejak else (sejak, isi, rata)) if c]
        harapan = [*(rata_rata(c) for c in calon), *_lain(tabel, baris, kolom, calon)]
        if not harapan or putuskan(cell, harapan, rasio=kolom.peran in ("capaian", "serapan")) is Putusan.COCOK:
            return
        persen = tercetak(cell)
        hitung = tulis(harapan[0], cell, format_baku=PERSEN if persen and persen.persen else "0.00")
        dipotong = putuskan(cell, harapan, rasio=kolom.peran in ("capaian", "serapan")) is Putusan.DIPOTONG
        yield Finding(
            "JML108", Tingkat.INFO if dipotong else Tingkat.GALAT, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
            f'{kolom.nama} pada "{baris.label}" tercetak {cell.tercetak}, tetapi rata-rata {len(calon[0])} barisnya {hitung}.',
            f"Ganti dengan {hitung}.", cell.tercetak, hitung, self.dasar,
        )  # fmt: skip


def _lain(tabel: TabelUmum, baris: BarisUmum, kolom: KolomUmum, calon: Sequence[Sequence[float]]) -> list[float]:
    """What else such a row may show: "Rata-rata capaian dan jumlah anggaran" adds budgets up, and divides their sums."""
    if kolom.peran in ("pagu", "realisasi_anggaran"):
        return [sum(c) for c in calon]
    if kolom.peran == "serapan":
        pagu, realisasi = (
            next((t.nilai for k in tabel.berperan(p) if (t := tercetak(baris.sel.get(k.nomor, Cell(0, 0)))) is not None), 0.0)
            for p in ("pagu", "realisasi_anggaran")
        )
        return [realisasi / pagu] if pagu else []
    return []


def _nilai(baris: Sequence[BarisUmum], kolom: KolomUmum) -> list[float]:
    """The figures of a column as they are printed; none when one cannot be read: a mean of some would accuse a right figure."""
    hasil = []
    for b in baris:
        cell = b.sel.get(kolom.nomor, Cell(0, 0))
        if kosong(cell.value):
            continue
        angka = tercetak(cell)
        if angka is None:
            return []
        hasil.append(angka.nilai / 100 if angka.persen else angka.nilai)
    return hasil
