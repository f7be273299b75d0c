"""Files to the neutral workbook. Hostile or broken files end in a named refusal."""

from __future__ import annotations

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from ..core.errors import LkjipError, kutip
from ..core.workbook import MAKS_SEL, Cell, Sheet, Workbook, letak
from . import evaluate, terpisah, urai

# Limits in one place: far above any workbook of an agency, far below what freezes a computer.
MAKS_BERKAS = 30 * 2**20
MAKS_TERURAI = 150 * 2**20
MAKS_BAGIAN = 5_000
MAKS_LUAS = 300_000  # cells in merged areas and links: openpyxl, which writes, makes an object of each
MAKS_GAYA = 65_000  # Excel's own limit of cell styles

SALINAN_BERTANDA = re.compile(r" \(validasi( \d+)?\)\.xlsx$")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEL_XML = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LUAS_XML = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)[\"']")
_GAYA_XML = re.compile(rb"<(?:\w+:)?xf[\s/>]")
_RELASI_BUKU = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*/officeDocument[\"'][^>]*>")
_WAJIB = ("[Content_Types].xml", "xl/workbook.xml", "_rels/.rels")
_DTD = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))
_LEMBAR_LAIN = (".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".csv")


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


def salinan_bertanda(berkas: Path) -> list[Path]:
    """Our marked copies that stand beside a file, the oldest first: the user may have answered in them."""
    milik = [b for b in berkas.parent.glob("*.xlsx") if (c := SALINAN_BERTANDA.search(b.name)) and b.name[: c.start()] == berkas.stem]
    return sorted(milik, key=lambda b: (len(b.name), b.name))


def dilewati(nama: Sequence[Path]) -> list[Path]:
    """What a reader of these folders could take for checked: workbooks of other formats, and folders with workbooks in them."""
    isi = [b for n in nama if n.is_dir() for b in sorted(n.iterdir()) if not b.name.startswith(("~$", "."))]
    return [b for b in isi if b.suffix.lower() in _LEMBAR_LAIN or (b.is_dir() and next(b.rglob("*.xls*"), None))]


def baca_mentah(berkas: Path) -> bytes:
    """The bytes of any file within the size limit. Faults: BRK001, BRK007, BRK012."""
    nama = str(berkas)
    try:
        if berkas.stat().st_size > MAKS_BERKAS:
            raise LkjipError("BRK007", nama, masalah=f"lebih dari {MAKS_BERKAS // 2**20} MB")
        if not berkas.is_file():
            masalah = "folder ini tidak berisi berkas .xlsx" if berkas.is_dir() else "ini bukan berkas biasa"
            raise LkjipError("BRK012", nama, masalah=masalah)
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
    """Read bytes that `periksa_bytes` has passed; what was never calculated is calculated, and named in `calculated`."""
    buku = baca_tersimpan(isi, nama)
    belum = {(s.nama, c.baris, c.kolom) for s, c in buku.formulas() if c.value is None}
    if belum:
        nilai = {k: v for k, v in terpisah.hitung(buku).items() if k in belum}
        evaluate.pasang(buku, nilai)
        buku.calculated = frozenset(nilai)
    return buku


class Pengurai(Protocol):
    """Reads a sound package with its stored values; what it raises beside LkjipError counts as BRK006."""

    def __call__(self, isi: bytes, nama: str, maks_sel: int, maks_luas: int) -> Workbook: ...


def baca_tersimpan(isi: bytes, nama: str, pengurai: Pengurai = urai.urai) -> Workbook:
    """Read bytes with the values as they are stored: a formula that was never calculated has None."""
    with _rusak(nama):
        return pengurai(isi, nama, MAKS_SEL, MAKS_LUAS)


def buka(isi: bytes, nama: str) -> Any:
    """The openpyxl workbook of these bytes. Fault: BRK006."""
    import openpyxl

    with _rusak(nama), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(isi))


@contextmanager
def _rusak(nama: str) -> Iterator[None]:
    """Whatever goes wrong in broken parts is one named refusal."""
    try:
        yield
    except LkjipError:
        raise
    except Exception as galat:  # noqa: BLE001 - broken parts end in exceptions of every kind
        raise LkjipError("BRK006", nama, masalah=f"isinya tidak terbaca ({type(galat).__name__})") from None


def dari_openpyxl(asal: Any, nama: str) -> Workbook:
    """A workbook that is being built: formulas without values."""
    buku = Workbook(nama, names={n: (d.attr_text or "") for n, d in asal.defined_names.items()})
    for lembar in asal.worksheets:
        sheet = Sheet(lembar.title, merged=[(g.min_row, g.min_col, g.max_row, g.max_col) for g in lembar.merged_cells.ranges])
        buku.sheets.append(sheet)
        for (baris, kolom), sel in sorted(lembar._cells.items()):
            if sel.data_type == "f":
                sheet.cells[baris, kolom] = Cell(baris, kolom, None, str(sel.value)[1:], sel.number_format)
            elif sel.value is not None:
                nilai = sel.value if isinstance(sel.value, (bool, str)) else float(sel.value)
                sheet.cells[baris, kolom] = Cell(baris, kolom, nilai, "", sel.number_format)
    return buku
