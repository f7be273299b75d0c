"""BUK102, BUK103."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..angka import kosong
from ..forms import TABEL
from ..forms.dokumen import TabelTerbaca
from ..forms.layout import Tabel
from ..rujukan import daerah, geser, r1c1
from ..workbook import Cell, Sheet, Workbook
from ._base import Finding, Konteks
from ._buku import SERI, AturanBuku, angka, bersambung, deret, di_dalam, kutip_rumus, sebut, tabel_templat

_RUJUKAN = re.compile(r"(?:R(?:\[-?\d+\]|\d+))?C(?:\[-?\d+\]|\d+)|R(?:\[-?\d+\]|\d+)")
_TAUTAN = re.compile(rf"(?:'[^']*'!|[^!]*!)?{_RUJUKAN.pattern}")  # a mere link to another place
_TAMBAHAN = re.compile(r"[-+*/]\d+(?:\.\d+)?%?")
_BILANGAN = re.compile(r"(\d{1,9})")
_ATASNYA = "R[-1]C[0]"  # 1, =A1+1, =A2+1: a number may start such a chain anew
_TIMPA_MAKS = 3  # neighbouring constants that count as typed over
_TEMPEL = "Salin rumusnya dari {asal}; bila angkanya memang harus diketik, jelaskan di kolom Tanggapan."
_TIDAK_SERAGAM = frozenset({"target", "realisasi", "capaian", "capaian_invers", "kemajuan"})  # one formula for each direction or source


class RumusSeragam(AturanBuku):
    """Rumus satu kolom atau satu baris seragam: tidak ada yang ditimpa angka, tidak ada yang menunjuk sel lain dari tetangganya."""

    kode = ("BUK102", "BUK103")
    dasar = "Satu kolom tabel, satu rumus"

    def periksa_buku(self, konteks: Konteks, buku: Workbook) -> Iterator[Finding]:
        milik = tabel_templat(konteks)
        lembar_kami = {t.lembar for t in milik}
        yield from self._templat(konteks, buku, milik)
        seragam_tidak = {(t.lembar, k.nomor) for t in konteks.dokumen.umum for k in t.kolom if k.peran in _TIDAK_SERAGAM}
        for sheet in buku.sheets:
            bentuk = _Bentuk()
            sudah: set[tuple[int, int]] = set()
            for mendatar in (False, True) if sheet.nama not in lembar_kami else (False,):
                for isi in deret(sheet, mendatar=mendatar):
                    if sum(bool(c.formula) for c in isi) < SERI or _sama_semua(isi):
                        continue
                    timpa = {
                        (cell.baris, cell.kolom): asal
                        for cell, asal in _ditimpa(sheet, isi, bentuk, mendatar=mendatar)
                        if (cell.baris, cell.kolom) not in sudah and not di_dalam(milik, sheet.nama, cell)
                    }
                    sudah |= timpa.keys()
                    for satu in bersambung(sheet.cells[t] for t in timpa):
                        yield self._timpa(konteks, sheet.nama, satu, timpa[satu[0].baris, satu[0].kolom])
                    for cell, asal in _ganjil(sheet, isi, bentuk, mendatar=mendatar):
                        if (sheet.nama, cell.kolom) not in seragam_tidak and (cell.baris, cell.kolom) not in sudah:
                            sudah.add((cell.baris, cell.kolom))
                            yield self._beda(konteks, sheet.nama, cell, asal, mendatar=mendatar)

    def _templat(self, konteks: Konteks, buku: Workbook, milik: list[TabelTerbaca]) -> Iterator[Finding]:
        """Our own tables: the layout knows which cells are computed. Cells that were opened for printed figures may hold them."""
        for tabel in milik:
            sheet, layout = buku.sheet(tabel.lembar), TABEL.get(tabel.kunci)
            if sheet is None or layout is None:
                continue
            for kunci, nomor in tabel.kolom.items():
                isi = [sheet.cell(b, nomor) for b in _baris_dihitung(tabel, layout, kunci)]
                yield from self._diketik(konteks, sheet, isi, isi, layout[kunci].judul)
            if tabel.jumlah is not None:
                isi = [sheet.cell(tabel.jumlah.baris, n) for k, n in tabel.kolom.items() if layout[k].jumlah or layout[k].jumlah_fungsi]
                for satu in isi:
                    yield from self._diketik(konteks, sheet, [satu], isi, layout.judul_jumlah)

    def _diketik(self, konteks: Konteks, sheet: Sheet, isi: list[Cell], sekitar: list[Cell], siapa: str) -> Iterator[Finding]:
        rumus = [c for c in sekitar if c.formula]
        for satu in bersambung(c for c in isi if not c.formula and not kosong(c.value) and c.locked) if rumus else ():
            asal = min(rumus, key=lambda c: abs(c.baris - satu[0].baris) + abs(c.kolom - satu[0].kolom))
            yield self._timpa(konteks, sheet.nama, satu, asal, siapa)

    def _timpa(self, konteks: Konteks, lembar: str, sel: list[Cell], asal: Cell, siapa: str = "") -> Finding:
        milik = f" ({siapa})" if siapa else ""
        pesan = (
            f"{sebut(sel)} di lembar {lembar}{milik} berisi {sel[0].tercetak} yang diketik, padahal sel di sekitarnya dihitung"
            f" dengan rumus, seperti {asal.alamat}: {kutip_rumus(asal.formula)}."
        )
        return self.di(konteks, lembar, sel[0], pesan, _TEMPEL.format(asal=asal.alamat))

    def _beda(self, konteks: Konteks, lembar: str, cell: Cell, asal: Cell, *, mendatar: bool) -> Finding:
        harapan = geser(asal.formula, cell.baris - asal.baris, cell.kolom - asal.kolom)
        sisi = "kiri dan kanannya" if mendatar else "atas dan bawahnya"
        pesan = (
            f"Rumus {cell.alamat} di lembar {lembar}, {kutip_rumus(cell.formula)}, berbeda dari rumus di {sisi};"
            f" bila seragam berbunyi {kutip_rumus(harapan)}."
        )
        saran = f"Salin rumusnya dari {asal.alamat}, atau jelaskan di kolom Tanggapan mengapa sel ini dihitung lain."
        return self.di(konteks, lembar, cell, pesan, saran, kode="BUK103", hitung=kutip_rumus(harapan))


def _baris_dihitung(tabel: TabelTerbaca, layout: Tabel, kunci: str) -> Iterator[int]:
    """Rows in which the column is computed."""
    kolom = layout[kunci]
    if layout.tetap:
        for nomor, satu in enumerate(layout.tetap):
            isi = satu.isi.get(kunci)
            if isinstance(isi, tuple) or (isinstance(isi, str) and isi.startswith("=")) or (isi is None and kolom.dihitung):
                yield tabel.awal + nomor
    elif kolom.dihitung:
        yield from range(tabel.awal, tabel.akhir + 1)


class _Bentuk:
    """Formulas of a sheet seen from their cells, each worked out once."""

    def __init__(self) -> None:
        self._isi: dict[tuple[int, int], str] = {}

    def __getitem__(self, cell: Cell) -> str:
        kunci = cell.baris, cell.kolom
        if kunci not in self._isi:
            self._isi[kunci] = "" if cell.formula in ("", "?") else r1c1(cell.formula, cell.baris, cell.kolom)
        return self._isi[kunci]


def _sama_semua(isi: list[Cell]) -> bool:
    """Quickly: from cell to cell every number in the formula stays, or grows by one each time. Then none is the odd one out."""
    rumus = [c.formula for c in isi]  # there is one, at least
    while not rumus[0]:
        rumus.pop(0)  # the header
    while not rumus[-1]:
        rumus.pop()
    if not all(rumus):
        return False
    potong = [_BILANGAN.split(r) for r in rumus]
    return all(len(p) == len(potong[0]) for p in potong) and all(map(_teratur, zip(*potong, strict=True)))


def _teratur(sejajar: tuple[str, ...]) -> bool:
    awal = sejajar[0]
    if sejajar.count(awal) == len(sejajar):
        return True
    return awal.isdecimal() and list(sejajar) == [str(int(awal) + n) for n in range(len(sejajar))]


def _ditimpa(sheet: Sheet, isi: list[Cell], bentuk: _Bentuk, *, mendatar: bool) -> Iterator[tuple[Cell, Cell]]:
    """Numbers between formulas that are copies of each other, with the formula before them."""
    banyak = Counter(b for c in isi if (b := bentuk[c]))
    calon: list[tuple[Cell, Cell, str]] = []
    awal = 0
    while awal < len(isi):
        akhir = awal
        while akhir < len(isi) and not isi[akhir].formula and angka(isi[akhir]):
            akhir += 1
        if 0 < awal < akhir < len(isi) and akhir - awal <= _TIMPA_MAKS:
            sebelum = bentuk[isi[awal - 1]]
            if sebelum and sebelum == bentuk[isi[akhir]] and banyak[sebelum] >= SERI and set(_RUJUKAN.findall(sebelum)) - {_ATASNYA}:
                calon += [(c, isi[awal - 1], sebelum) for c in isi[awal:akhir]]
        awal = max(akhir, awal + 1)
    berapa = Counter(b for _, _, b in calon)
    for cell, asal, b in calon:
        if berapa[b] * SERI <= banyak[b] and (mendatar or not _nomor_kolom(sheet, cell)):
            yield cell, asal


def _nomor_kolom(sheet: Sheet, cell: Cell) -> bool:
    """In a row of column numbers, which is repeated after a page break."""
    samping = [(sheet.cell(cell.baris, cell.kolom + n), n) for n in (-1, 1) if cell.kolom + n > 0]
    return any(angka(c) and not c.formula and c.value == float(cell.value or 0) + n for c, n in samping)


def _ganjil(sheet: Sheet, isi: list[Cell], bentuk: _Bentuk, *, mendatar: bool) -> Iterator[tuple[Cell, Cell]]:
    """Formulas that point elsewhere than their two neighbours, which agree; with the neighbour before."""
    banyak = Counter(b for c in isi if (b := bentuk[c]))
    for asal, cell, sesudah in zip(isi, isi[1:], isi[2:], strict=False):
        tetangga, sendiri = bentuk[asal], bentuk[cell]
        if not sendiri or sendiri == tetangga or tetangga != bentuk[sesudah] or banyak[tetangga] <= SERI or banyak[sendiri] > 1:
            continue
        sisi = ((-1, 0), (1, 0)) if mendatar else ((0, -1), (0, 1))
        if any(bentuk[sheet.cell(cell.baris + b, cell.kolom + k)] == sendiri for b, k in sisi):
            continue
        if _mirip(sendiri, tetangga) and _searah(cell, mendatar=mendatar) == _searah(asal, mendatar=mendatar):
            yield cell, asal


def _searah(cell: Cell, *, mendatar: bool) -> bool:
    """The formula points at its own column (or row): a subtotal among others."""
    milik = (d for d in daerah(cell.formula) if not d.lembar)
    return any((d.baris1 <= cell.baris <= d.baris2) if mendatar else (d.kolom1 <= cell.kolom <= d.kolom2) for d in milik)


def _mirip(sendiri: str, tetangga: str) -> bool:
    """The same formula with another reference, or with a number tacked on: what is built otherwise is meant otherwise."""
    if sendiri.startswith(tetangga) and _TAMBAHAN.fullmatch(sendiri[len(tetangga) :]):
        return True
    if _TAUTAN.fullmatch(sendiri):
        return False
    a, b = _RUJUKAN.findall(sendiri), _RUJUKAN.findall(tetangga)
    return _RUJUKAN.sub("#", sendiri) == _RUJUKAN.sub("#", tetangga) and sorted(a) != sorted(b)
