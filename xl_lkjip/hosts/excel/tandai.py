"""Marks of Validasi in the open workbook: colours, comments and the sheet "Validasi"; and all of it taken out again.

Which cells and which words is decided here, how they get there in alat.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...core import lembar_validasi as isi
from ...core.lembar_validasi import KEPALA, WARNA
from ...core.rantai import Simpul, susun
from ...core.rules import Finding, Tingkat
from ...core.tanggapan import JUDUL
from ...core.workbook import Area, letak
from .alat import Lembar, Papan

ULANG = "tombol Validasi lagi"
_KEPALA_RGB, _JAWAB_RGB = "DDE6EF", "FFFBE6"


def tandai(papan: Papan, temuan: Sequence[Finding], nama: str) -> list[str]:
    """Colours, comments, and the sheet; the names of the sheets that a password kept unmarked."""
    sisa = []
    semua = {s.nama: s for s in papan.lembar()}
    for lembar in [n for n in dict.fromkeys(t.lembar for t in temuan if t.sel) if n in semua]:
        with semua[lembar].terbuka() as terkunci:
            if terkunci:
                sisa.append(lembar)
            else:
                _tandai_lembar(semua[lembar], [t for t in temuan if t.lembar == lembar and t.sel])
    _tulis_lembar(papan.tambah(isi.nama_lembar(list(semua))), susun(temuan), nama)
    return sisa


def bersihkan(papan: Papan, milik: Sequence[str]) -> list[str]:
    """Take out what `tandai` added; `milik`: our sheets. The names of the sheets that a password kept closed."""
    sisa = []
    for lembar in papan.lembar():
        if lembar.bertanda():
            with lembar.terbuka() as terkunci:
                if terkunci:
                    sisa.append(lembar.nama)
                else:
                    lembar.hapus_tanda()
    for nama in milik:
        papan.hapus(nama)
    return sisa


def _tandai_lembar(lembar: Lembar, temuan: Sequence[Finding]) -> None:
    tingkat: dict[Area, Tingkat] = {}
    teks: dict[Area, list[str]] = {}
    for t in temuan:
        area = lembar.gabungan(*letak(t.sel))
        tingkat[area] = isi.terberat(t.tingkat, tingkat.get(area, t.tingkat))
        teks.setdefault(area, []).append(isi.komentar(t))
    for area, satu in tingkat.items():
        lembar.warnai(area, WARNA[satu])
        lembar.komentari(*area[:2], "\n\n".join(teks[area]))  # of a merged area the first cell bears the words


# --- the sheet ---------------------------------------------------------------------------------------------------------


def _tulis_lembar(lembar: Lembar, simpul: Sequence[Simpul], berkas: str) -> None:
    lebar, akhir = len(JUDUL), KEPALA + len(simpul)
    lembar.tulis(1, [[isi.judul(berkas)]])
    for baris, angka in enumerate(isi.ringkasan(simpul), 2):
        lembar.tulis(baris, [[nilai for label, n, _ in angka for nilai in (label, n)]])
        for nomor, (_, _, rgb) in enumerate(angka):
            if rgb:
                lembar.latar((baris, 2 * nomor + 1, baris, 2 * nomor + 2), rgb)
    lembar.tulis(4, [[isi.petunjuk(ULANG)]])
    lembar.tulis(KEPALA, [list(JUDUL), *([*isi.baris(s)] for s in simpul)])
    lembar.tabel((KEPALA, 1, akhir, lebar))
    lembar.tebal((KEPALA, 1, KEPALA, lebar))
    lembar.latar((KEPALA, 1, KEPALA, lebar), _KEPALA_RGB)
    lembar.tebal((1, 1, 1, 1))
    for nomor, judul in enumerate(JUDUL, 1):
        lembar.lebar(nomor, isi.LEBAR[judul])
    for baris, (satu, akar) in enumerate(isi.berakibat(simpul), KEPALA + 1):
        _hias(lembar, baris, satu, akar=akar)


def _hias(lembar: Lembar, baris: int, simpul: Simpul, *, akar: bool) -> None:
    """A root in bold, what follows from it set in; links to the cells."""
    kolom = {j: n for n, j in enumerate(JUDUL, 1)}
    t = simpul.temuan
    if akar:
        lembar.tebal((baris, 1, baris, kolom["Seharusnya"]))
    lembar.latar((baris, kolom["Tingkat"], baris, kolom["Tingkat"]), WARNA[t.tingkat])
    if t.sel:
        lembar.taut(baris, kolom["Sel"], _tujuan(t))
    lembar.masuk(baris, kolom["Sel"], 1 + min(simpul.dalam, isi.DALAM_MAKS))
    if simpul.induk is not None and simpul.induk.sel:
        lembar.taut(baris, kolom["Akibat dari"], _tujuan(simpul.induk))
    if t.tingkat is not Tingkat.GALAT:
        lembar.latar((baris, kolom["Tanggapan"], baris, kolom["Tanggapan"]), _JAWAB_RGB)


def _tujuan(t: Finding) -> str:
    kutip = t.lembar.replace("'", "''")
    return f"'{kutip}'!{t.sel}"
