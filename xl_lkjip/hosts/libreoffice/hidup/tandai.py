"""Marks of Validasi in the open document: colours, comments and the sheet "Validasi"; and all of it taken out again.

The colours of before are kept in conditional formats with our formula, which the command line knows as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from ....core import lembar_validasi as isi
from ....core.lembar_validasi import BATAS, DIKENAL, KEPALA, SELALU, WARNA
from ....core.rantai import Simpul, susun
from ....core.rules import Finding, Tingkat
from ....core.tanggapan import JUDUL, lembar_kami
from ....core.workbook import Workbook, letak
from .baca import Dokumen, teks_komentar

ULANG = "menu LKjIP > Validasi lagi"
_Area = tuple[int, int, int, int]  # as UNO has it: first column, first row, last column, last row, from 0
_GAYA = "LKjIP {}"
_RUMUS = 24  # com.sun.star.sheet.ConditionFormatOperator.EXPRESSION
_ATAS, _LIPAT_TENGAH = 1, 2  # com.sun.star.table.CellVertJustify2.TOP; CellHoriJustify.CENTER
_HURUF, _TEBAL, _TAUT_WARNA = "Arial", 150.0, 0x0563C1
_LEBAR_HURUF = 203  # hundredths of a millimetre for a character of a column's width


def tandai(doc: Dokumen, temuan: Sequence[Finding], nama: str) -> list[str]:
    """Colours, comments, and the sheet; names of the sheets that a password kept closed: no colours then, and in them no comments."""
    bertemuan = [n for n in dict.fromkeys(t.lembar for t in temuan if t.sel) if doc.Sheets.hasByName(n)]
    with Terbuka(doc) as terkunci:
        berwarna = bool(bertemuan) and not terkunci  # Calc changes no style as long as one sheet is protected
        if berwarna:
            _siapkan_gaya(doc)
        for satu in bertemuan:
            if satu not in terkunci:
                tanda = _Tanda(doc.Sheets.getByName(satu), [t for t in temuan if t.lembar == satu and t.sel])
                if berwarna:
                    tanda.warnai(doc)
                _beri_komentar(tanda.lembar, tanda.teks)
        _tulis_lembar(doc, susun(temuan), nama)
        return terkunci


def bersihkan(doc: Dokumen, milik: Sequence[str]) -> list[str]:
    """Take out what `tandai` added; `milik`: our sheets. Names of the sheets that a password kept closed."""
    for nama in milik:
        doc.Sheets.removeByName(nama)
    sisa = []
    with Terbuka(doc) as terkunci:
        for lembar in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)):
            komentar, bentuk = _komentar_kami(lembar), _bentuk_kami(lembar)
            if lembar.Name in terkunci:
                sisa += [lembar.Name] if komentar or bentuk else []
                continue
            for nomor in reversed(komentar):
                _buang_komentar(lembar, nomor)
            for satu in bentuk:
                _pulihkan(lembar, satu)
        gaya = doc.StyleFamilies.getByName("CellStyles")
        for nama in (_GAYA.format(t.value) for t in Tingkat):
            if not terkunci and gaya.hasByName(nama):
                gaya.removeByName(nama)
    return sisa


def bertanda(doc: Dokumen) -> bool:
    """There is something of ours beside the sheet."""
    semua = (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count))
    return any(_komentar_kami(s) or _bentuk_kami(s) for s in semua)


# Classes, not @contextmanager: contextlib sets the traceback of an exception, which one of UNO does not allow.
class Terbuka:
    """The document with its protected sheets open for a while; gives the names of those that only a password opens.

    All of them, since Calc changes no style as long as one sheet is protected.
    """

    def __init__(self, doc: Dokumen) -> None:
        self._lindungi: list[Any] = []
        self._terkunci: list[str] = []
        self._lembar = [s for s in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)) if s.isProtected()]

    def __enter__(self) -> list[str]:
        for satu in self._lembar:
            with suppress(Exception):  # a wrong password is refused in one of several ways
                satu.unprotect("")
            if satu.isProtected():
                self._terkunci.append(satu.Name)
            else:
                self._lindungi.append(satu)
        return self._terkunci

    def __exit__(self, *_: object) -> None:
        for satu in self._lindungi:
            satu.protect("")  # what else is allowed in it, Calc remembers


class Senyap:
    """Nothing in here is painted before it is done, and none of it is for Ctrl+Z, which forgets what was before as well.

    Calc records neither new sheets nor formats by condition that come this way: it would take back half of the marks. An undo action of
    our own among its records ends LibreOffice 25.2.
    """

    def __init__(self, doc: Dokumen) -> None:
        self._doc = doc

    def __enter__(self) -> None:
        self._doc.lockControllers()
        self._doc.addActionLock()
        self._doc.IsUndoEnabled = False

    def __exit__(self, *_: object) -> None:
        self._doc.IsUndoEnabled = True
        self._doc.removeActionLock()
        self._doc.unlockControllers()


# --- marks -------------------------------------------------------------------------------------------------------------


class _Tanda:
    """The marks of one sheet: which areas, what colours they had, and the comments."""

    def __init__(self, lembar: Any, temuan: Sequence[Finding]) -> None:
        self.lembar = lembar
        self.tingkat: dict[_Area, Tingkat] = {}
        teks: dict[tuple[int, int], list[str]] = {}
        for t in temuan:
            baris, kolom = letak(t.sel)
            kursor = lembar.createCursorByRange(lembar.getCellByPosition(kolom - 1, baris - 1))
            kursor.collapseToMergedArea()
            a = kursor.RangeAddress
            area = a.StartColumn, a.StartRow, a.EndColumn, a.EndRow
            self.tingkat[area] = isi.terberat(t.tingkat, self.tingkat.get(area, t.tingkat))
            teks.setdefault(area[:2], []).append(isi.komentar(t))
        self.teks = {k: "\n\n".join(v) for k, v in teks.items()}

    def warnai(self, doc: Dokumen) -> None:
        """The colours, and the formats that remember what was there."""
        kelompok: dict[tuple[Tingkat, int], list[_Area]] = {}
        for area, tingkat in self.tingkat.items():
            semula = self.lembar.getCellRangeByPosition(*area).CellBackColor
            kelompok.setdefault((tingkat, semula), []).append(area)
        for (tingkat, semula), milik in kelompok.items():
            rentang = doc.createInstance("com.sun.star.sheet.SheetCellRanges")
            rentang.addRangeAddresses(tuple(self.lembar.getCellRangeByPosition(*a).RangeAddress for a in milik), False)
            _ingat(self.lembar, rentang, _GAYA.format(tingkat.value), semula)
            rentang.CellBackColor = int(WARNA[tingkat], 16)


def _ingat(lembar: Any, rentang: Any, gaya: str, semula: int) -> None:
    """A format as the command line makes it; its second condition, never true, keeps the colour of before.

    It moves with the cells and is saved with them. Calc does not paint what comes by this interface, which is as well: its styles would
    bring the alignment of "Default" along, and of two formats in a cell it shows one.
    """
    nomor = lembar.ConditionalFormats.createByRange(rentang)
    bentuk = next(b for b in lembar.ConditionalFormats.getConditionalFormats() if nomor == b.ID)
    for urutan, satu in enumerate((SELALU, isi.rumus_semula(semula))):
        bentuk.createEntry(0, urutan)  # com.sun.star.sheet.ConditionEntryType.CONDITION
        entri = bentuk.getByIndex(urutan)
        entri.Operator, entri.Formula1, entri.StyleName = _RUMUS, satu, gaya


def _pulihkan(lembar: Any, bentuk: Any) -> None:
    """Take out one of our formats, and the colour that came with it."""
    for rumus in _rumus(bentuk):
        semula = isi.warna_semula(rumus)
        if semula is not None:
            bentuk.Range.CellBackColor = semula
    lembar.ConditionalFormats.removeByID(bentuk.ID)


def _siapkan_gaya(doc: Dokumen) -> None:
    """The three styles."""
    semua = doc.StyleFamilies.getByName("CellStyles")
    for tingkat, warna in WARNA.items():
        nama = _GAYA.format(tingkat.value)
        if not semua.hasByName(nama):
            semua.insertByName(nama, doc.createInstance("com.sun.star.style.CellStyle"))
        semua.getByName(nama).CellBackColor = int(warna, 16)


def _bentuk_kami(lembar: Any) -> list[Any]:
    return [b for b in lembar.ConditionalFormats.getConditionalFormats() if _kami(b)]


def _kami(bentuk: Any) -> bool:
    rumus = _rumus(bentuk)
    return bool(rumus) and all(r.startswith(DIKENAL) for r in rumus)


def _rumus(bentuk: Any) -> list[str]:
    """The formulas of its conditions; "" for what is no condition."""
    entri = (bentuk.getByIndex(n) for n in range(bentuk.getCount()))
    return [str(e.Formula1) if e.getType() == 0 else "" for e in entri]


def _beri_komentar(lembar: Any, teks: Mapping[tuple[int, int], str]) -> None:
    ada = {}
    for n in range(lembar.Annotations.Count):
        satu = lembar.Annotations.getByIndex(n)
        ada[satu.Position.Column, satu.Position.Row] = satu
    for tempat, baru in teks.items():
        if tempat in ada:
            milik = ada[tempat]
            teks_komentar(milik)  # gives it its shape: else its own text would be lost
            kursor = milik.createTextCursor()
            kursor.gotoEnd(False)
            milik.insertString(kursor, f"\n\n{BATAS}\n{baru}", False)
        else:
            lembar.Annotations.insertNew(lembar.getCellByPosition(*tempat).CellAddress, f"{BATAS}\n{baru}")


def _komentar_kami(lembar: Any) -> list[int]:
    return [n for n in range(lembar.Annotations.Count) if BATAS in teks_komentar(lembar.Annotations.getByIndex(n))]


def _buang_komentar(lembar: Any, nomor: int) -> None:
    satu = lembar.Annotations.getByIndex(nomor)
    teks = teks_komentar(satu)
    sisa = teks.partition(BATAS)[0].rstrip("\n")
    if not sisa:
        lembar.Annotations.removeByIndex(nomor)
        return
    kursor = satu.createTextCursor()
    kursor.gotoStart(False)
    kursor.goRight(len(sisa), False)
    kursor.gotoEnd(True)
    kursor.setString("")


# --- the sheet ---------------------------------------------------------------------------------------------------------


def _tulis_lembar(doc: Dokumen, simpul: Sequence[Simpul], berkas: str) -> None:
    nama = isi.nama_lembar(doc.Sheets.ElementNames)
    doc.Sheets.insertNewByName(nama, doc.Sheets.Count)
    lembar = doc.Sheets.getByName(nama)
    lebar, akhir = len(JUDUL) - 1, KEPALA + len(simpul) - 1
    semua = lembar.getCellRangeByPosition(0, 0, lebar, akhir)
    semua.CharFontName, semua.CharHeight = _HURUF, 10.0
    lembar.getCellRangeByPosition(0, 0, 0, 0).setDataArray(((isi.judul(berkas),),))
    lembar.getCellByPosition(0, 0).CharHeight, lembar.getCellByPosition(0, 0).CharWeight = 12.0, _TEBAL
    for baris, angka in enumerate(isi.ringkasan(simpul), 1):
        _ringkasan(lembar, baris, angka)
    lembar.getCellRangeByPosition(0, 3, 0, 3).setDataArray(((isi.petunjuk(ULANG),),))
    tabel = lembar.getCellRangeByPosition(0, KEPALA - 1, lebar, akhir)
    tabel.setDataArray((JUDUL, *(isi.baris(s) for s in simpul)))
    tabel.IsTextWrapped, tabel.VertJustify = True, _ATAS
    _garis(tabel)
    kepala = lembar.getCellRangeByPosition(0, KEPALA - 1, lebar, KEPALA - 1)
    kepala.CharWeight, kepala.CellBackColor = _TEBAL, 0xDDE6EF
    for nomor, judul in enumerate(JUDUL):
        lembar.Columns.getByIndex(nomor).Width = isi.LEBAR[judul] * _LEBAR_HURUF
    for nomor, (satu, akar) in enumerate(isi.berakibat(simpul), KEPALA):
        _baris(doc, lembar, nomor, satu, akar=akar)
    lembar.Rows.OptimalHeight = True


def _ringkasan(lembar: Any, baris: int, angka: Sequence[tuple[str, int, str]]) -> None:
    rentang = lembar.getCellRangeByPosition(0, baris, 2 * len(angka) - 1, baris)
    rentang.setDataArray((tuple(nilai for label, n, _ in angka for nilai in (label, n)),))
    rentang.CharWeight = _TEBAL
    _garis(rentang)
    for nomor, (_, _, warna) in enumerate(angka):
        if warna:
            lembar.getCellRangeByPosition(2 * nomor, baris, 2 * nomor + 1, baris).CellBackColor = int(warna, 16)


def _garis(rentang: Any) -> None:
    batas = rentang.TableBorder
    garis = batas.TopLine
    garis.OuterLineWidth = 18
    for sisi in ("TopLine", "BottomLine", "LeftLine", "RightLine", "HorizontalLine", "VerticalLine"):
        setattr(batas, sisi, garis)
        setattr(batas, f"Is{sisi}Valid", True)
    rentang.TableBorder = batas


def _baris(doc: Dokumen, lembar: Any, baris: int, simpul: Simpul, *, akar: bool) -> None:
    """A root in bold, what follows from it set in."""
    t = simpul.temuan
    if akar:
        lembar.getCellRangeByPosition(0, baris, JUDUL.index("Seharusnya"), baris).CharWeight = _TEBAL
    lembar.getCellByPosition(JUDUL.index("Tingkat"), baris).CellBackColor = int(WARNA[t.tingkat], 16)
    sel = lembar.getCellByPosition(JUDUL.index("Sel"), baris)
    sel.ParaIndent = 350 * (1 + min(simpul.dalam, isi.DALAM_MAKS))
    if t.sel:
        _taut(doc, sel, t.lembar, t.sel, t.sel)
    if simpul.induk is not None and simpul.induk.sel:
        _taut(doc, lembar.getCellByPosition(JUDUL.index("Akibat dari"), baris), simpul.induk.lembar, simpul.induk.sel, t.akar)
    if t.tingkat is not Tingkat.GALAT:
        lembar.getCellByPosition(JUDUL.index("Tanggapan"), baris).CellBackColor = 0xFFFBE6


def _taut(doc: Dokumen, sel: Any, lembar: str, tujuan: str, teks: str) -> None:
    medan = doc.createInstance("com.sun.star.text.TextField.URL")
    kutip = lembar.replace("'", "''")
    medan.URL, medan.Representation = f"#'{kutip}'.{tujuan}", teks
    sel.setString("")
    sel.insertTextContent(sel.createTextCursor(), medan, False)
    sel.CharColor, sel.CharUnderline = _TAUT_WARNA, 1


def nama_kami(buku: Workbook, doc: Dokumen) -> list[str]:
    """Those of our sheets that the document still has."""
    return [s.nama for s in lembar_kami(buku) if doc.Sheets.hasByName(s.nama)]
