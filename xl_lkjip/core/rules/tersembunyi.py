"""BUK105."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..angka import kosong
from ..rujukan import Daerah, daerah, nama
from ..workbook import Cell, Sheet, State, Workbook, huruf_kolom, tempat
from ._base import Finding, Konteks
from ._buku import AturanBuku, angka, runtun, tabel_templat, templat

_MENJUMLAH = re.compile(r"\b(?:SUM|SUMPRODUCT|SUMIFS?|AVERAGE|AVERAGEIFS?|COUNTA?|COUNTIFS?|PRODUCT)\(", re.IGNORECASE)
_BERHITUNG = frozenset({"target", "realisasi", "pagu", "realisasi_anggaran", "capaian", "serapan"})
_TAMPILKAN = "Tampilkan lagi (pilih tetangganya, klik kanan, Tampilkan), atau hapus bila memang tidak berlaku."
_SARINGAN = "Hapus saringannya (Data, Hapus), lalu periksa angkanya."
_MILIK_TEMPLAT = ("Referensi", "Petunjuk")


@dataclass(slots=True)
class _Pemakai:
    """What is hidden in one sheet, and where each row or column is used."""

    baris: dict[int, str] = field(default_factory=dict)
    kolom: dict[int, str] = field(default_factory=dict)


class Tersembunyi(AturanBuku):
    """Baris, kolom, dan lembar yang ikut dihitung tidak disembunyikan."""

    kode = ("BUK105",)
    dasar = "Yang dihitung harus dapat dibaca oleh yang memeriksa"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        lembar_templat = {t.lembar for t in tabel_templat(konteks)}
        for sheet in buku.sheets:
            pakai = _Pemakai()
            if sheet.hidden_rows or sheet.hidden_columns:
                self._tabel(konteks, sheet, pakai)
                if sheet.nama not in lembar_templat:  # prepared rows and helper columns of ours are hidden by design
                    self._jumlah(buku, sheet, pakai)
                yield from self._temuan(konteks, sheet, pakai)
        yield from self._lembar(konteks, buku)

    def _tabel(self, konteks: Konteks, sheet: Sheet, pakai: _Pemakai) -> None:
        """Rows and columns of recognised tables."""
        dokumen = konteks.dokumen
        for t in (*dokumen.tabel, *dokumen.pendukung, *dokumen.pandangan):
            if t.lembar != sheet.nama:
                continue
            for b in t.baris:
                if b.baris in sheet.hidden_rows and any(angka(c) for c in b.sel.values()):
                    nama_baris = next((b.teks(k) for k in ("indikator", "program", "uraian", "nama") if not kosong(b[k].value)), "")
                    pakai.baris.setdefault(b.baris, f'berisi "{nama_baris}"' if nama_baris else "berisi angka tabelnya")
            for kunci, nomor in t.kolom.items() if t.asal is not None else ():
                if kunci in _BERHITUNG and sheet.column_hidden(nomor) and any(angka(b[kunci]) for b in t.baris):
                    pakai.kolom.setdefault(nomor, f"berisi kolom {kunci.replace('_', ' ')} tabelnya")

    def _jumlah(self, buku: Workbook, sheet: Sheet, pakai: _Pemakai) -> None:
        """Rows and columns inside what a formula that can be seen adds up."""
        angka_baris: dict[int, list[int]] = {}
        angka_kolom: dict[int, list[int]] = {}
        for c in sheet.cells.values():
            if angka(c) and c.baris in sheet.hidden_rows:
                angka_baris.setdefault(c.baris, []).append(c.kolom)
            elif angka(c) and sheet.column_hidden(c.kolom):
                angka_kolom.setdefault(c.kolom, []).append(c.baris)
        if not angka_baris and not angka_kolom:
            return
        for asal, cell in buku.formulas():
            if asal.state is State.VISIBLE and cell.baris not in asal.hidden_rows and _MENJUMLAH.search(cell.formula):
                for d in daerah(cell.formula):
                    if (d.lembar or asal.nama) == sheet.nama and not d.tunggal:
                        _catat(d, angka_baris, angka_kolom, pakai, f"ikut dihitung di {tempat(asal.nama, cell)}")

    def _temuan(self, konteks: Konteks, sheet: Sheet, pakai: _Pemakai) -> Iterator[Finding]:
        for disaring in (False, True):
            for awal, akhir in runtun(b for b in pakai.baris if (b in sheet.filtered_rows) is disaring):
                cara, saran = ("disembunyikan oleh saringan", _SARINGAN) if disaring else ("tersembunyi", _TAMPILKAN)
                mana = f"Baris {awal}" if awal == akhir else f"Baris {awal} sampai {akhir}"
                pesan = f"{mana} lembar {sheet.nama} {cara}, padahal {pakai.baris[awal]}."
                yield self.di(konteks, sheet.nama, _pertama(sheet, baris=awal), pesan, saran)
        for awal, akhir in runtun(pakai.kolom):
            mana = f"Kolom {huruf_kolom(awal)}" if awal == akhir else f"Kolom {huruf_kolom(awal)} sampai {huruf_kolom(akhir)}"
            pesan = f"{mana} lembar {sheet.nama} tersembunyi, padahal {pakai.kolom[awal]}."
            yield self.di(konteks, sheet.nama, _pertama(sheet, kolom=awal), pesan, _TAMPILKAN)

    def _lembar(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        """Hidden sheets with numbers that a sheet to be seen points at."""
        sembunyi = {s.nama: s for s in buku.sheets if s.state is not State.VISIBLE and any(angka(c) for c in s.cells.values())}
        if templat(buku):
            berisi = {t.lembar for t in (*konteks.dokumen.tabel, *konteks.dokumen.pendukung) if t.baris}
            kosong_ = {t.lembar for t in tabel_templat(konteks)} - berisi
            sembunyi = {n: s for n, s in sembunyi.items() if n not in _MILIK_TEMPLAT and n not in kosong_}
        if not sembunyi:
            return
        perujuk: dict[str, list[tuple[str, Cell]]] = {}
        for asal, cell in buku.formulas():
            if asal.state is State.VISIBLE:
                rumus = [cell.formula, *(t for n in nama(cell.formula) if (t := buku.names.get(n)))]
                for lembar in {d.lembar for r in rumus for d in daerah(r)} & sembunyi.keys():
                    perujuk.setdefault(lembar, []).append((asal.nama, cell))
        for lembar, dari in perujuk.items():
            lain = f" dan {len(dari) - 1} rumus lain" if len(dari) > 1 else ""
            pesan = f"Lembar {lembar} disembunyikan, padahal angkanya dipakai oleh {tempat(*dari[0])}{lain}."
            cara = "klik kanan nama lembar mana pun, Tampilkan"
            if sembunyi[lembar].state is State.VERY_HIDDEN:
                cara = "lembar ini tidak ada di menu Tampilkan; mintalah pembuat berkas membukanya"
            yield self.di(
                konteks, lembar, Cell(0, 0), pesan, f"Tampilkan lembarnya ({cara}), atau ganti rujukannya dengan data yang terlihat."
            )


def _catat(d: Daerah, angka_baris: dict[int, list[int]], angka_kolom: dict[int, list[int]], pakai: _Pemakai, di: str) -> None:
    for b, kolom in angka_baris.items():
        if d.baris1 <= b <= d.baris2 and any(d.kolom1 <= k <= d.kolom2 for k in kolom):
            pakai.baris.setdefault(b, f"angkanya {di}")
    for k, baris in angka_kolom.items():
        if d.kolom1 <= k <= d.kolom2 and any(d.baris1 <= b <= d.baris2 for b in baris):
            pakai.kolom.setdefault(k, f"angkanya {di}")


def _pertama(sheet: Sheet, *, baris: int = 0, kolom: int = 0) -> Cell:
    """The first number of a row or of a column."""
    isi = [c for (b, k), c in sheet.cells.items() if (b == baris or k == kolom) and angka(c)]
    return min(isi, key=lambda c: (c.baris, c.kolom), default=Cell(baris or 1, kolom or 1))
