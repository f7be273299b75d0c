"""Marks of Validasi in the open workbook: colours, comments and the sheet "Validasi"; and all of it taken out again.

Colours are conditional formats with our formula, so that the look of the cells themselves is untouched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from ...core import lembar_validasi as isi
from ...core.lembar_validasi import BATAS, DIKENAL, KEPALA, SELALU, WARNA
from ...core.rantai import Simpul, susun
from ...core.rules import Finding, Tingkat
from ...core.tanggapan import JUDUL
from ...core.workbook import letak
from .baca import petak

ULANG = "tombol Validasi lagi"
_RUMUS, _ATAS, _PENUH = 2, -4160, 1  # xlExpression, xlTop, xlContinuous
_PILIHAN = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns", "AllowInsertingRows",
    "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip


def warna(rgb: str) -> int:
    """RRGGBB as Excel counts colours."""
    return int(rgb[4:6] + rgb[2:4] + rgb[:2], 16)


def tandai(buku: Any, temuan: Sequence[Finding], nama: str) -> list[str]:
    """Colours, comments, and the sheet; the names of the sheets that a password kept unmarked."""
    sisa = []
    semua = {str(s.Name): s for s in buku.Worksheets}
    for lembar in [n for n in dict.fromkeys(t.lembar for t in temuan if t.sel) if n in semua]:
        with terbuka(semua[lembar]) as terkunci:
            if terkunci:
                sisa.append(lembar)
            else:
                _tandai_lembar(semua[lembar], [t for t in temuan if t.lembar == lembar and t.sel])
    if not buku.ProtectStructure:
        baru = buku.Worksheets.Add(After=buku.Sheets(buku.Sheets.Count))
        baru.Name = isi.nama_lembar(list(semua))
        _tulis_lembar(baru, susun(temuan), nama)
    return sisa


def bersihkan(buku: Any, milik: Sequence[str]) -> list[str]:
    """Take out what `tandai` added; `milik`: our sheets. The names of the sheets that a password kept closed."""
    sisa = []
    for lembar in buku.Worksheets:
        bentuk, komentar = _bentuk_kami(lembar), [c for c in lembar.Comments if BATAS in str(c.Text())]
        if not bentuk and not komentar:
            continue
        with terbuka(lembar) as terkunci:
            if terkunci:
                sisa.append(str(lembar.Name))
                continue
            for satu in reversed(bentuk):
                satu.Delete()
            for satu in komentar:
                lama = str(satu.Text()).partition(BATAS)[0].rstrip("\n")
                if lama:
                    satu.Text(lama)
                else:
                    satu.Delete()
    for nama in milik:
        buku.Worksheets(nama).Delete()
    return sisa


@contextmanager
def terbuka(lembar: Any) -> Iterator[bool]:
    """A protected sheet open for a while, then protected as it was; gives True where a password keeps it closed."""
    if not lembar.ProtectContents:
        yield False
        return
    lama = {p: getattr(lembar.Protection, p) for p in _PILIHAN}
    lama |= {"DrawingObjects": lembar.ProtectDrawingObjects, "Scenarios": lembar.ProtectScenarios}
    with suppress(Exception):  # a wrong password
        lembar.Unprotect("")
    if lembar.ProtectContents:
        yield True
        return
    try:
        yield False
    finally:
        lembar.Protect(Contents=True, **lama)


def _tandai_lembar(lembar: Any, temuan: Sequence[Finding]) -> None:
    tingkat: dict[tuple[int, int], Tingkat] = {}
    teks: dict[tuple[int, int], list[str]] = {}
    area: dict[tuple[int, int], Any] = {}
    for t in temuan:
        milik = lembar.Cells(*letak(t.sel)).MergeArea  # of a merged area the first cell bears the marks
        jangkar = milik.Row, milik.Column
        area[jangkar] = milik
        tingkat[jangkar] = isi.terberat(t.tingkat, tingkat.get(jangkar, t.tingkat))
        teks.setdefault(jangkar, []).append(isi.komentar(t))
    for jangkar, satu in tingkat.items():
        bentuk = area[jangkar].FormatConditions.Add(Type=_RUMUS, Formula1=f"={SELALU}")
        bentuk.Interior.Color = warna(WARNA[satu])
        bentuk.SetFirstPriority()
    _beri_komentar(lembar, {k: "\n\n".join(v) for k, v in teks.items()})


def _beri_komentar(lembar: Any, teks: Mapping[tuple[int, int], str]) -> None:
    for tempat, baru in teks.items():
        sel = lembar.Cells(*tempat)
        if sel.Comment is None:
            sel.AddComment(f"{BATAS}\n{baru}")
        else:
            sel.Comment.Text(f"{sel.Comment.Text()}\n\n{BATAS}\n{baru}")


def _bentuk_kami(lembar: Any) -> list[Any]:
    hasil = []
    for satu in lembar.Cells.FormatConditions:
        with suppress(Exception):  # colour scales and the like have no formula
            if satu.Type == _RUMUS and DIKENAL in str(satu.Formula1):
                hasil.append(satu)
    return hasil


# --- the sheet ---------------------------------------------------------------------------------------------------------


def _tulis_lembar(lembar: Any, simpul: Sequence[Simpul], berkas: str) -> None:
    lebar, akhir = len(JUDUL), KEPALA + len(simpul)
    _tulis(lembar, 1, [[isi.judul(berkas)]])
    for baris, angka in enumerate(isi.ringkasan(simpul), 2):
        _tulis(lembar, baris, [[nilai for label, n, _ in angka for nilai in (label, n)]])
        for nomor, (_, _, rgb) in enumerate(angka):
            if rgb:
                petak(lembar, (baris, 2 * nomor + 1, baris, 2 * nomor + 2)).Interior.Color = warna(rgb)
    _tulis(lembar, 4, [[isi.petunjuk(ULANG)]])
    _tulis(lembar, KEPALA, [list(JUDUL), *([*isi.baris(s)] for s in simpul)])
    tabel = petak(lembar, (KEPALA, 1, akhir, lebar))
    tabel.WrapText, tabel.VerticalAlignment, tabel.Borders.LineStyle = True, _ATAS, _PENUH
    kepala = petak(lembar, (KEPALA, 1, KEPALA, lebar))
    kepala.Font.Bold, kepala.Interior.Color = True, warna("DDE6EF")
    lembar.Cells(1, 1).Font.Bold = True
    for nomor, judul in enumerate(JUDUL, 1):
        lembar.Columns(nomor).ColumnWidth = isi.LEBAR[judul]
    for baris, (satu, akar) in enumerate(isi.berakibat(simpul), KEPALA + 1):
        _hias(lembar, baris, satu, akar=akar)


def _hias(lembar: Any, baris: int, simpul: Simpul, *, akar: bool) -> None:
    """A root in bold, what follows from it set in; links to the cells."""
    kolom = {j: n for n, j in enumerate(JUDUL, 1)}
    t = simpul.temuan
    if akar:
        petak(lembar, (baris, 1, baris, kolom["Seharusnya"])).Font.Bold = True
    lembar.Cells(baris, kolom["Tingkat"]).Interior.Color = warna(WARNA[t.tingkat])
    sel = lembar.Cells(baris, kolom["Sel"])
    if t.sel:
        _taut(lembar, sel, t.lembar, t.sel)
    sel.IndentLevel = 1 + min(simpul.dalam, isi.DALAM_MAKS)
    if simpul.induk is not None and simpul.induk.sel:
        _taut(lembar, lembar.Cells(baris, kolom["Akibat dari"]), simpul.induk.lembar, simpul.induk.sel)
    if t.tingkat is not Tingkat.GALAT:
        lembar.Cells(baris, kolom["Tanggapan"]).Interior.Color = warna("FFFBE6")


def _taut(lembar: Any, sel: Any, tujuan: str, alamat: str) -> None:
    kutip = tujuan.replace("'", "''")
    lembar.Hyperlinks.Add(Anchor=sel, Address="", SubAddress=f"'{kutip}'!{alamat}")


def _tulis(lembar: Any, baris: int, nilai: Sequence[Sequence[Any]]) -> None:
    """In one go; a text stays a text, whatever it begins with."""
    aman = [[f"'{v}" if isinstance(v, str) and v else v for v in b] for b in nilai]
    petak(lembar, (baris, 1, baris + len(aman) - 1, len(aman[0]))).Value = aman
