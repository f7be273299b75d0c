"""Files to the neutral workbook. Hostile or broken files end in a named refusal."""

from __future__ import annotations

import io
import lzma
import math
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from ..core.errors import LkjipError, kutip
from ..core.workbook import Cell, Nilai, Sheet, Workbook, letak
from . import cache, evaluate, terpisah

# Limits in one place: far above any workbook of an agency, far below what freezes a computer.
MAKS_BERKAS = 30 * 2**20
MAKS_TERURAI = 150 * 2**20
MAKS_BAGIAN = 5_000
MAKS_SEL = 400_000
MAKS_LUAS = 300_000  # cells in merged areas and links: openpyxl makes an object of each
MAKS_GAYA = 65_000  # Excel's own limit of cell styles

SALINAN_BERTANDA = re.compile(r" \(validasi( \d+)?\)\.xlsx$")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARIS_MAKS, _KOLOM_MAKS = 1_048_576, 16_384
_SEL_XML = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LUAS_XML = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)[\"']")
_GAYA_XML = re.compile(rb"<(?:\w+:)?xf[\s/>]")
_RELASI_BUKU = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*/officeDocument[\"'][^>]*>")
_WAJIB = ("[Content_Types].xml", "xl/workbook.xml", "_rels/.rels")
_DTD = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))


def uraikan(nama: Sequence[Path]) -> list[Path]:
    """Files named by a folder or a pattern written out (Windows leaves that to the program).

    Lock files of Excel and our own marked copies are left out, unless they are named themselves.
    """
    hasil: list[Path] = []
    for satu in nama:
        if satu.is_dir():
            isi = satu.glob("*.xlsx")
        elif any(c in satu.name for c in "*?") and not satu.exists():
            isi = satu.parent.glob(satu.name)
        else:
            hasil.append(satu)
            continue
        berkas = sorted(b for b in isi if b.is_file() and not b.name.startswith(("~$", ".")) and not SALINAN_BERTANDA.search(b.name))
        hasil += berkas or [satu]
    return hasil


def baca_mentah(berkas: Path) -> bytes:
    """The bytes of any file within the size limit. Faults: BRK001, BRK007, BRK012."""
    nama = str(berkas)
    try:
        if berkas.stat().st_size > MAKS_BERKAS:
            raise LkjipError("BRK007", nama, masalah=f"lebih dari {MAKS_BERKAS // 2**20} MB")
        if not berkas.is_file():
            raise LkjipError("BRK012", nama, masalah="ini bukan berkas biasa")
        return berkas.read_bytes()
    except FileNotFoundError:
        raise LkjipError("BRK001", nama) from None
    except (OSError, ValueError) as galat:
        if isinstance(galat, LkjipError):
            raise
        masalah = "izin membacanya tidak ada" if isinstance(galat, PermissionError) else "nama atau foldernya tidak sah"
        raise LkjipError("BRK012", nama, masalah=masalah) from None


def baca_bytes(berkas: Path) -> bytes:
    """The bytes of a file that claims to be .xlsx. Faults: BRK001-BRK004, BRK006, BRK007, BRK012."""
    isi = baca_mentah(berkas)
    periksa_bytes(isi, str(berkas))
    return isi


def periksa_bytes(isi: bytes, nama: str) -> None:
    """Refuse what is no sound .xlsx package before any XML parser sees it."""
    if not isi:
        raise LkjipError("BRK004", nama)
    if isi.startswith(_OLE):
        raise LkjipError("BRK003", nama)
    if not isi.startswith(_ZIP):
        raise LkjipError("BRK002", nama)
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            _periksa_arsip(arsip, nama)
    except LkjipError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        KeyError,
        struct.error,
    ):
        raise LkjipError("BRK006", nama, masalah="arsip zip-nya terpotong atau tidak utuh") from None


def _periksa_arsip(arsip: zipfile.ZipFile, nama: str) -> None:
    isi = arsip.infolist()
    if any(i.flag_bits & 1 for i in isi):
        raise LkjipError("BRK003", nama)
    if not {i.filename for i in isi}.issuperset(_WAJIB):
        raise LkjipError("BRK002", nama)
    if len({i.filename.lower() for i in isi}) < len(isi):
        raise LkjipError("BRK006", nama, masalah="ada bagian yang tertulis dua kali")
    if len(isi) > MAKS_BAGIAN or sum(i.file_size for i in isi) > MAKS_TERURAI:
        raise LkjipError("BRK007", nama, masalah=f"terurai menjadi lebih dari {MAKS_TERURAI // 2**20} MB")
    buku = _RELASI_BUKU.findall(arsip.read("_rels/.rels"))
    if len(buku) != 1 or not re.search(rb"Target=[\"']/?xl/workbook\.xml[\"']", buku[0]):
        raise LkjipError("BRK006", nama, masalah="buku kerjanya tidak di tempat yang lazim")
    sel = luas = 0
    for bagian in isi:
        if bagian.filename.endswith((".xml", ".rels", ".vml")):
            teks = arsip.read(bagian)
            if any(d in teks for d in _DTD):
                raise LkjipError("BRK006", nama, masalah=f"bagian {kutip(bagian.filename)} memuat DTD")
            sel += len(_SEL_XML.findall(teks))
            luas += sum(_luas(m) for m in _LUAS_XML.finditer(teks))
            if sel > MAKS_SEL or luas > MAKS_LUAS or len(_GAYA_XML.findall(teks)) > MAKS_GAYA:
                raise LkjipError(
                    "BRK007", nama, masalah=f"lebih dari {MAKS_SEL} sel, sel gabungan yang terlalu luas, atau gaya yang terlalu banyak"
                )
        else:
            arsip.read(bagian)  # a broken entry shows itself only when it is read


def _luas(cocok: re.Match[bytes]) -> int:
    """How many cells a reference such as A1:XFD9 covers."""
    b1, k1 = letak(f"{cocok.group(1).decode().upper()}{int(cocok.group(2)) % 10**7}")
    b2, k2 = letak(f"{cocok.group(3).decode().upper()}{int(cocok.group(4)) % 10**7}")
    return (abs(b2 - b1) + 1) * (abs(k2 - k1) + 1)


def baca(berkas: Path) -> Workbook:
    """Read a file; formulas that were never calculated are calculated here (in memory only)."""
    return baca_buku(baca_bytes(berkas), str(berkas))


def baca_buku(isi: bytes, nama: str) -> Workbook:
    """Read bytes that `periksa_bytes` has passed; what was never calculated is calculated."""
    buku = baca_tersimpan(isi, nama)
    belum = {(s.nama, c.baris, c.kolom) for s, c in buku.formulas() if c.value is None}
    if belum:
        evaluate.pasang(buku, {k: v for k, v in terpisah.hitung(buku).items() if k in belum})
    return buku


def baca_tersimpan(isi: bytes, nama: str) -> Workbook:
    """Read bytes with the values as they are stored."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rumus = openpyxl.load_workbook(io.BytesIO(isi), keep_links=False)
            nilai = openpyxl.load_workbook(io.BytesIO(isi), keep_links=False, data_only=True)
            buku = _ke_buku(rumus, nilai, nama)
        tanpa = cache.tanpa_nilai(isi)
        kosong = {(s.nama, c.baris, c.kolom): "" for s, c in buku.formulas() if c.value is None}
        evaluate.pasang(buku, {k: v for k, v in kosong.items() if k not in tanpa})  # openpyxl reads a stored "" as nothing
        return buku
    except LkjipError:
        raise
    except Exception as galat:  # noqa: BLE001 - openpyxl answers broken parts with exceptions of every kind
        raise LkjipError("BRK006", nama, masalah=f"isinya tidak terbaca ({type(galat).__name__})") from None


def dari_openpyxl(rumus: Any, nama: str) -> Workbook:
    """A workbook that is being built: formulas without values."""
    return _ke_buku(rumus, None, nama)


def _ke_buku(rumus: Any, nilai: Any, nama: str) -> Workbook:
    buku = Workbook(nama)
    sisa = MAKS_SEL
    for lembar in rumus.worksheets:
        sheet = Sheet(lembar.title)
        buku.sheets.append(sheet)
        sheet.merged = [(g.min_row, g.min_col, g.max_row, g.max_col) for g in lembar.merged_cells.ranges]
        for cell in _sel(lembar, nilai[lembar.title] if nilai is not None else None):
            if cell.baris > _BARIS_MAKS or cell.kolom > _KOLOM_MAKS:
                raise LkjipError("BRK006", nama, masalah="ada sel di luar batas Excel")
            sisa -= 1
            if sisa < 0:
                raise LkjipError("BRK007", nama, masalah=f"lebih dari {MAKS_SEL} sel berisi")
            sheet.cells[cell.baris, cell.kolom] = cell
    buku.names = {n: (d.attr_text or "") for n, d in rumus.defined_names.items()}
    return buku


def _sel(lembar: Any, lembar_nilai: Any) -> Iterator[Cell]:
    for (baris, kolom), asal in sorted(lembar._cells.items()):
        if asal.value is None:
            continue
        rumus = _rumus(asal)
        tersimpan = asal if not rumus else lembar_nilai._cells.get((baris, kolom)) if lembar_nilai is not None else None
        yield Cell(baris, kolom, _nilai(tersimpan.value if tersimpan else None), rumus, asal.number_format or "General")


def _rumus(asal: Any) -> str:
    """The formula without "=", "" for a constant. A formula over several cells is only known by its anchor."""
    if isinstance(asal.value, ArrayFormula):
        return str(asal.value.text or "").removeprefix("=") or "?"
    if isinstance(asal.value, DataTableFormula):
        return "?"
    return str(asal.value)[1:] if asal.data_type == "f" else ""


def _nilai(nilai: Any) -> Nilai:
    if nilai is None or isinstance(nilai, (bool, str)):
        return nilai
    if isinstance(nilai, (int, float)):
        return float(nilai) if math.isfinite(nilai) else str(nilai)
    return str(nilai)  # dates and the like: only their text matters here
