"""What users answer to findings: in column Tanggapan of sheet Validasi, or in Catatan beside the row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .forms.dokumen import Dokumen
from .rules import Finding, Tingkat
from .workbook import Sheet, Workbook, letak

LEMBAR = "Validasi"
JUDUL = ("Lembar", "Sel", "Tingkat", "Kode", "Tercetak", "Seharusnya", "Temuan", "Saran", "Dasar", "Akibat dari", "Tanggapan")
_KUNCI = ("Kode", "Lembar", "Sel", "Tercetak", "Tanggapan")
_KEPALA_MAKS = 50  # rows in which the header is looked for: users may write above it


@dataclass(frozen=True, slots=True)
class Jawaban:
    """An answer, and the value that was printed when it was given."""

    tercetak: str
    isi: str


Semua = Mapping[tuple[str, str, str], Jawaban]  # by code, sheet, and cell


def lembar_kami(buku: Workbook) -> list[Sheet]:
    """The sheets that a marked copy got from us. A sheet of the user's own may have the same name."""
    return [s for s in buku.sheets if s.nama.startswith(LEMBAR) and _kepala(s)]


def pisahkan(buku: Workbook) -> tuple[Workbook, Semua]:
    """The workbook without our sheets, so that no rule sees them, and the answers in them."""
    milik = lembar_kami(buku)
    if not milik:
        return buku, {}
    semua: dict[tuple[str, str, str], Jawaban] = {}
    for sheet in reversed(milik):
        semua |= _baca(sheet)
    nama = {s.nama for s in milik}
    return replace(buku, sheets=[s for s in buku.sheets if s.nama not in nama]), semua


def jawab(temuan: Iterable[Finding], jawaban: Semua, dokumen: Sequence[Dokumen]) -> list[Finding]:
    """The findings of one file with their answers. The severity stays: a galat is mended, never explained away."""
    catatan = _catatan(dokumen)
    hasil = []
    for t in temuan:
        milik = jawaban.get((t.kode, t.lembar, t.sel))
        isi = milik.isi if milik and milik.tercetak == rapi(t.tercetak) else ""
        if not isi and t.tingkat is Tingkat.PERINGATAN and t.sel:
            isi = catatan.get((t.lembar, letak(t.sel)[0]), "")
        hasil.append(replace(t, tanggapan=isi) if isi else t)
    return hasil


def rapi(teks: str) -> str:
    """Text on one line, as it is written into the sheet and compared."""
    return " ".join("".join(c if c.isprintable() else " " for c in teks).split())


def _kepala(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The header row of our sheet and its columns by title: users may move them."""
    kepala: dict[int, dict[str, int]] = {}
    for (baris, kolom), cell in sheet.cells.items():
        if baris <= _KEPALA_MAKS and cell.value in JUDUL:
            kepala.setdefault(baris, {})[str(cell.value)] = kolom
    return next(((b, k) for b, k in sorted(kepala.items()) if set(_KUNCI) <= set(k)), None)


def _baca(sheet: Sheet) -> dict[tuple[str, str, str], Jawaban]:
    kepala = _kepala(sheet)
    assert kepala is not None  # asked only of our sheets
    awal, kolom = kepala
    hasil = {}
    for baris in sorted({b for b, _ in sheet.cells if b > awal}):
        kode, lembar, sel, tercetak, isi = (rapi(sheet.cell(baris, kolom[k]).tercetak) for k in _KUNCI)
        if berisi(isi):
            hasil[kode, lembar, sel] = Jawaban(tercetak, isi)
    return hasil


def _catatan(dokumen: Sequence[Dokumen]) -> dict[tuple[str, int], str]:
    """What stands in Catatan of our template, by sheet and row. Remarks in tables of others answer nothing."""
    tabel = [t for d in dokumen if d.templat for t in (*d.tabel, *d.pendukung) if "catatan" in t.kolom]
    return {(t.lembar, b.baris): isi for t in tabel for b in t.baris if berisi(isi := rapi(b.teks("catatan")))}


def berisi(teks: str) -> bool:
    """It says something: a lone dash does not."""
    return bool(teks.strip(" -–"))
