"""The open workbook as the neutral workbook, in a few reads for each sheet; it gives what the reader gives for its file.

Works on Excel's own objects (`book.api`): xlwings has no name for half of what is asked here. Formats, locks and merged cells are asked
for whole areas: Excel answers nothing where they differ, and then the area is asked in halves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from ...core import cetak
from ...core.errors import LkjipError
from ...core.lembar_validasi import BATAS
from ...core.rujukan import milik_addin, tanpa_addin
from ...core.tanggal import jenis_tanggal, tanggal
from ...core.workbook import MAKS_SEL, Area, Cell, Nilai, Sheet, State, Workbook, alamat

_GALAT = {
    -2146826288: "#NULL!", -2146826281: "#DIV/0!", -2146826273: "#VALUE!", -2146826265: "#REF!", -2146826259: "#NAME?",
    -2146826252: "#NUM!", -2146826246: "#N/A",
}  # fmt: skip
_STATE = {-1: State.VISIBLE, 0: State.HIDDEN, 2: State.VERY_HIDDEN}
_TAUTAN_BUKU = 1  # XlLink.xlExcelLinks


def baca(buku: Any) -> Workbook:
    """Read the workbook (an Excel.Workbook). Fault: BRK007."""
    hasil = Workbook(str(buku.Name))
    sisa = MAKS_SEL
    for lembar in buku.Worksheets:
        dipakai = lembar.UsedRange
        sisa -= dipakai.Rows.Count * dipakai.Columns.Count
        if sisa < 0:
            raise LkjipError("BRK007", hasil.nama, masalah=f"lebih dari {MAKS_SEL} sel di dalam daerah yang terpakai")
        hasil.sheets.append(_lembar(lembar, dipakai, datetime(1904, 1, 1) if buku.Date1904 else datetime(1899, 12, 30)))
    for nama in buku.Names:
        if "!" not in nama.Name:  # one of a single sheet
            hasil.names[str(nama.Name)] = str(nama.RefersTo).removeprefix("=")
    tautan = buku.LinkSources(_TAUTAN_BUKU) or ()
    hasil.external_links = tuple(t for t in map(str, tautan) if not milik_addin(t))
    return hasil


def baris_kolom(isi: Any) -> tuple[tuple[Any, ...], ...]:
    """A property of a range as rows, also that of a single cell."""
    return isi if isinstance(isi, tuple) else ((isi,),)


def polos(komentar: str) -> str:
    """A comment without what we wrote below the user's."""
    return komentar.partition(BATAS)[0].rstrip("\n")


def _lembar(lembar: Any, dipakai: Any, awal: datetime) -> Sheet:
    sheet = Sheet(str(lembar.Name), state=_STATE.get(lembar.Visible, State.VISIBLE), protected=bool(lembar.ProtectContents))
    b0, k0 = dipakai.Row, dipakai.Column
    luas = (b0, k0, b0 + dipakai.Rows.Count - 1, k0 + dipakai.Columns.Count - 1)
    isi: dict[tuple[int, int], tuple[Any, str]] = {}
    for b, (nilai, rumus) in enumerate(zip(baris_kolom(dipakai.Value2), baris_kolom(dipakai.Formula), strict=True), b0):
        for k, (v, f) in enumerate(zip(nilai, rumus, strict=True), k0):
            teks = tanpa_addin(f[1:], ()) if isinstance(f, str) and f.startswith("=") and f != v else ""
            if v is not None or teks:
                isi[b, k] = v, teks
    komentar = {(c.Parent.Row, c.Parent.Column): t for c in lembar.Comments if (t := polos(str(c.Text())))}
    tempat = isi.keys() | komentar.keys()
    bentuk = _peta(lembar, luas, lambda r: r.NumberFormat, tempat)
    kunci = _peta(lembar, luas, lambda r: r.Locked, tempat) if sheet.protected else dict.fromkeys(tempat, True)  # counts there alone
    for b, k in sorted(tempat):
        nilai, teks = isi.get((b, k), (None, ""))
        kode = str(bentuk[b, k])
        kode = cetak.UMUM if kode in ("General", "Umum") else kode
        sheet.cells[b, k] = Cell(b, k, _nilai(nilai, kode, awal), teks, kode, komentar.get((b, k), ""), bool(kunci[b, k]))
    sheet.merged = _gabungan(lembar, luas)
    sheet.hidden_rows = frozenset(b for b1, _, b2, _ in _tersembunyi(lembar, luas, "EntireRow") for b in range(b1, b2 + 1))
    sheet.hidden_columns = tuple((k1, k2) for _, k1, _, k2 in _tersembunyi(lembar, luas, "EntireColumn"))
    if lembar.FilterMode:
        sheet.filtered_rows = sheet.hidden_rows
    sheet.tutup()
    return sheet


def _nilai(nilai: Any, kode: str, awal: datetime) -> Nilai:
    if isinstance(nilai, bool) or nilai is None or isinstance(nilai, str):
        return nilai
    if isinstance(nilai, int):  # numbers come as float, so this is an error
        return _GALAT.get(nilai, "#VALUE!")
    jenis = jenis_tanggal(kode)
    if not jenis:
        return float(nilai)
    try:
        return tanggal(nilai, awal, lama=jenis == "lama")
    except (OverflowError, ValueError):
        return "#VALUE!"


def petak(lembar: Any, area: Area) -> Any:
    """The range, by its address: one question, where by its corners there would be five."""
    b1, k1, b2, k2 = area
    return lembar.Range(f"{alamat(b1, k1)}:{alamat(b2, k2)}")


def _seragam(
    lembar: Any, area: Area, tanya: Callable[[Any], Any], *, baris_dulu: bool = False, perlu: Callable[[Area], bool] = lambda _: True
) -> Iterator[tuple[Area, Any]]:
    """Areas of one answer. Columns of a table look alike, so they are parted first. `perlu`: areas of which nothing is wanted are left."""
    if not perlu(area):
        return
    jawab = tanya(petak(lembar, area))
    b1, k1, b2, k2 = area
    if jawab is not None or (b1, k1) == (b2, k2):
        yield area, jawab
        return
    b, k = (b1 + b2) // 2, (k1 + k2) // 2
    tegak = ((b1, k1, b2, k), (b1, k + 1, b2, k2))
    for bagian in tegak if k1 < k2 and not (baris_dulu and b1 < b2) else ((b1, k1, b, k2), (b + 1, k1, b2, k2)):
        yield from _seragam(lembar, bagian, tanya, baris_dulu=baris_dulu, perlu=perlu)


def _peta(lembar: Any, luas: Area, tanya: Callable[[Any], Any], tempat: set[tuple[int, int]]) -> dict[tuple[int, int], Any]:
    """The answer for each of these cells."""
    per_baris: dict[int, list[int]] = {}
    for b, k in sorted(tempat):
        per_baris.setdefault(b, []).append(k)

    def isi(area: Area) -> Iterator[tuple[int, int]]:
        for b in range(area[0], area[2] + 1):
            yield from ((b, k) for k in per_baris.get(b, ()) if area[1] <= k <= area[3])

    hasil: dict[tuple[int, int], Any] = {}
    for area, jawab in _seragam(lembar, luas, tanya, perlu=lambda a: next(isi(a), None) is not None):
        hasil |= dict.fromkeys(isi(area), jawab)
    for b, k in tempat - hasil.keys():  # a comment beside the used cells
        hasil[b, k] = tanya(petak(lembar, (b, k, b, k)))
    return hasil


def _gabungan(lembar: Any, luas: Area) -> list[Area]:
    hasil = set()
    for (b1, k1, b2, k2), gabung in _seragam(lembar, luas, lambda r: r.MergeCells, baris_dulu=True):
        sudah: set[tuple[int, int]] = set()
        for b in range(b1, b2 + 1) if gabung else ():
            for k in range(k1, k2 + 1):
                if (b, k) not in sudah:
                    area = lembar.Cells(b, k).MergeArea
                    milik = (area.Row, area.Column, area.Row + area.Rows.Count - 1, area.Column + area.Columns.Count - 1)
                    hasil.add(milik)
                    sudah |= {(x, y) for x in range(milik[0], milik[2] + 1) for y in range(milik[1], milik[3] + 1)}
    return sorted(hasil)


def _tersembunyi(lembar: Any, luas: Area, arah: str) -> list[Area]:
    b1, k1, b2, k2 = luas
    tepi = (b1, k1, b2, k1) if arah == "EntireRow" else (b1, k1, b1, k2)
    return [area for area, ya in _seragam(lembar, tepi, lambda r: getattr(r, arah).Hidden) if ya]
