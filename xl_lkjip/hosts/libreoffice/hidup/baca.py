"""The open document as the neutral workbook, in a few reads for each sheet; it gives what the reader gives for its file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from ....core import cetak
from ....core.errors import LkjipError
from ....core.lembar_validasi import BATAS
from ....core.tanggal import jenis_tanggal, tanggal
from ....core.workbook import GALAT_SEL, MAKS_SEL, Area, Cell, Nilai, Sheet, State, Workbook
from .rumus import Penerjemah

Dokumen = Any  # UNO objects carry no Python types
Kabar = Callable[[str], None]  # tells how far the work is

_TETAP, _RUMUS = 1 | 2 | 4, 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING; FORMULA
_FORMULA_GALAT = 4  # com.sun.star.sheet.FormulaResult.ERROR
_LOGIS = 1024  # com.sun.star.util.NumberFormat.LOGICAL
_BIASA = ((cetak.UMUM, False), True)  # the look of a cell that Calc counts among none
_KODE_GALAT = {502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}


def baca(doc: Dokumen, kabar: Kabar = lambda _: None) -> Workbook:
    """Read the document. Fault: BRK007."""
    lembar = [doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)]
    terjemah = Penerjemah([s.Name for s in lembar])
    buku = Workbook(nama(doc))
    bentuk = _Bentuk(doc)
    saringan = _saringan(doc, lembar)
    sisa = MAKS_SEL
    for satu in lembar:
        kabar(f"Membaca lembar {satu.Name}")
        pembaca = _Lembar(satu, terjemah, bentuk, sisa, buku.nama, saringan.get(satu.Name, []))
        buku.sheets.append(pembaca.baca())
        sisa = pembaca.sisa
    for milik in (doc.NamedRanges.getByName(n) for n in doc.NamedRanges.ElementNames):
        buku.names[milik.Name] = terjemah(milik.Content).replace("$'", "'")
    buku.external_links = tuple(terjemah.tautan)
    return buku


def nama(doc: Dokumen) -> str:
    """What the document is called."""
    return str(doc.Title)


def polos(komentar: str) -> str:
    """A comment without what we wrote below the user's."""
    return komentar.partition(BATAS)[0].rstrip("\n")


def teks_komentar(komentar: Any) -> str:
    """The text of a comment. One that came from an .xlsx seems empty until it has a shape."""
    return str(komentar.String or komentar.AnnotationShape.String)


def bernama(doc: Dokumen, nama: str) -> Any:
    """The range behind a defined name, None where it points at none."""
    return doc.NamedRanges.getByName(nama).getReferredCells() if doc.NamedRanges.hasByName(nama) else None


class _Bentuk:
    """Number formats of a document as Excel writes them, whatever the language that they were made in."""

    def __init__(self, doc: Dokumen) -> None:
        self._milik = doc.NumberFormats
        self._nol = doc.NullDate
        self._sudah: dict[int, tuple[str, bool]] = {}

    @property
    def awal(self) -> datetime:
        """The day that counts as 0."""
        return datetime(self._nol.Year, self._nol.Month, self._nol.Day)

    def __call__(self, kunci: int) -> tuple[str, bool]:
        """Its code, and whether it shows TRUE and FALSE."""
        if kunci not in self._sudah:
            self._sudah[kunci] = self._baca(kunci)
        return self._sudah[kunci]

    def _baca(self, kunci: int) -> tuple[str, bool]:
        sifat = self._milik.getByKey(kunci)
        if sifat.Type & _LOGIS:
            return cetak.UMUM, True
        kode, bahasa = str(sifat.FormatString), sifat.Locale
        if bahasa.Language != "en":  # none: that of the system, which is Indonesian for most users
            kode = self._inggris(kode, bahasa)
        return (cetak.UMUM if kode in ("General", "Standard", "Umum") else kode), False

    def _inggris(self, kode: str, bahasa: Any) -> str:
        inggris = type(bahasa)("en", "US", "")
        ada = self._milik.queryKeys(0, inggris, False)
        try:
            kunci = self._milik.addNewConverted(kode, bahasa, inggris)
        except Exception:  # noqa: BLE001 - the exceptions of UNO cannot be imported where there is no UNO
            return _tukar_tanda(kode)
        hasil = str(self._milik.getByKey(kunci).FormatString)
        if kunci not in ada:  # one that was there may be in use
            self._milik.removeByKey(kunci)
        return hasil


def _tukar_tanda(kode: str) -> str:
    """#.##0,00 -> #,##0.00."""
    return kode.translate(str.maketrans(",.", ".,"))


class _Lembar:
    """Reads one sheet; `sisa`: how many cells the document may still have."""

    def __init__(self, lembar: Any, terjemah: Penerjemah, bentuk: _Bentuk, sisa: int, berkas: str, saringan: list[tuple[int, int]]) -> None:
        self.lembar, self.terjemah, self.bentuk, self.sisa, self.berkas = lembar, terjemah, bentuk, sisa, berkas
        self.saringan = saringan
        self._gaya = list(self._kelompok())

    def baca(self) -> Sheet:
        lembar = self.lembar
        state = State.VISIBLE if lembar.IsVisible else State.HIDDEN
        sheet = Sheet(lembar.Name, merged=self._gabungan(), state=state, protected=lembar.isProtected())
        isi: dict[tuple[int, int], tuple[Nilai, str]] = {}
        for b, k, nilai, rumus in (*self._tetap(), *self._rumus()):
            isi[b, k] = nilai, rumus
        komentar = {}
        for n in range(lembar.Annotations.Count):
            satu = lembar.Annotations.getByIndex(n)
            if teks := polos(teks_komentar(satu)):
                komentar[satu.Position.Row + 1, satu.Position.Column + 1] = teks
        semua = isi.keys() | komentar.keys()
        gaya = self._gaya_sel(semua)
        for tempat in sorted(semua):
            nilai, rumus = isi.get(tempat, (None, ""))
            (kode, logis), terkunci = gaya.get(tempat, _BIASA)
            b, k = tempat
            sheet.cells[b, k] = Cell(b, k, self._nilai(nilai, kode, logis=logis), rumus, kode, komentar.get(tempat, ""), terkunci)
        self._tersembunyi(sheet)
        sheet.tutup()
        return sheet

    # --- content -------------------------------------------------------------------------------------------------------

    def _rentang(self, macam: int) -> list[tuple[int, int, Any]]:
        """The ranges that hold this kind of content, with their first row and column from 1."""
        alamat_rentang = self.lembar.queryContentCells(macam).getRangeAddresses()
        self.sisa -= sum((a.EndRow - a.StartRow + 1) * (a.EndColumn - a.StartColumn + 1) for a in alamat_rentang)
        if self.sisa < 0:
            raise LkjipError("BRK007", self.berkas, masalah=f"lebih dari {MAKS_SEL} sel berisi")
        ambil = self.lembar.getCellRangeByPosition
        return [(a.StartRow + 1, a.StartColumn + 1, ambil(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)) for a in alamat_rentang]

    def _tetap(self) -> Iterator[tuple[int, int, Nilai, str]]:
        for b1, k1, rentang in self._rentang(_TETAP):
            for b, baris in enumerate(rentang.getDataArray(), b1):
                for k, nilai in enumerate(baris, k1):
                    yield b, k, nilai, ""

    def _rumus(self) -> Iterator[tuple[int, int, Nilai, str]]:
        galat = self._galat()
        for b1, k1, rentang in self._rentang(_RUMUS):
            atas: tuple[str, ...] = ()
            for b, (baris, rumus) in enumerate(zip(rentang.getDataArray(), rentang.getFormulaArray(), strict=True), b1):
                for n, (nilai, satu) in enumerate(zip(baris, rumus, strict=True)):
                    # An array over several cells shows the same formula in each; a file has it in the first alone.
                    lanjutan = satu.startswith("{") and (satu in atas[n : n + 1] or satu in rumus[max(0, n - 1) : n])
                    teks = "" if lanjutan else self.terjemah(satu)
                    hasil = galat.get((b, k1 + n), "#VALUE!") if nilai is None else nilai
                    yield b, k1 + n, hasil, "" if teks in GALAT_SEL else teks
                atas = rumus

    def _galat(self) -> dict[tuple[int, int], str]:
        hasil = {}
        for a in self.lembar.queryFormulaCells(_FORMULA_GALAT).getRangeAddresses():
            for b in range(a.StartRow, a.EndRow + 1):
                for k in range(a.StartColumn, a.EndColumn + 1):
                    hasil[b + 1, k + 1] = _KODE_GALAT.get(self.lembar.getCellByPosition(k, b).getError(), "#VALUE!")
        return hasil

    def _nilai(self, nilai: Nilai, kode: str, *, logis: bool) -> Nilai:
        if not isinstance(nilai, float):
            return nilai
        if logis:
            return bool(nilai)
        jenis = jenis_tanggal(kode)
        if not jenis:
            return nilai
        try:
            return tanggal(nilai, self.bentuk.awal, lama=jenis == "lama")
        except (OverflowError, ValueError):
            return "#VALUE!"

    # --- look ----------------------------------------------------------------------------------------------------------

    def _kelompok(self) -> Iterator[tuple[list[Area], Any]]:
        """The areas of each look, with a range that has it."""
        semua = self.lembar.getUniqueCellFormatRanges()
        for n in range(semua.Count):
            satu = semua.getByIndex(n)
            area = [(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1) for a in satu.getRangeAddresses()]
            yield area, satu

    def _gaya_sel(self, tempat: set[tuple[int, int]]) -> dict[tuple[int, int], tuple[tuple[str, bool], bool]]:
        """Number format and lock of these cells."""
        per_baris: dict[int, list[int]] = {}
        for b, k in sorted(tempat):
            per_baris.setdefault(b, []).append(k)
        baris, hasil = list(per_baris), {}
        for area, satu in self._gaya:
            milik = self.bentuk(satu.NumberFormat), bool(satu.CellProtection.IsLocked)
            for b1, k1, b2, k2 in area:
                for b in baris[bisect_left(baris, b1) : bisect_right(baris, b2)]:
                    kolom = per_baris[b]
                    for k in kolom[bisect_left(kolom, k1) : bisect_right(kolom, k2)]:
                        hasil[b, k] = milik
        return hasil

    def _gabungan(self) -> list[Area]:
        """Merged areas: how far one reaches belongs to the look of its first cell, so one look stands for one size."""
        hasil: list[Area] = []
        for area, _ in self._gaya:
            b, k = area[0][:2]
            if not self.lembar.getCellByPosition(k - 1, b - 1).getIsMerged():
                continue
            kursor = self.lembar.createCursorByRange(self.lembar.getCellByPosition(k - 1, b - 1))
            kursor.collapseToMergedArea()
            luas = kursor.RangeAddress
            tinggi, lebar = luas.EndRow - luas.StartRow, luas.EndColumn - luas.StartColumn
            for b1, k1, b2, k2 in area:
                hasil += [(x, y, x + tinggi, y + lebar) for x in range(b1, b2 + 1) for y in range(k1, k2 + 1)]
        return sorted(hasil)

    def _tersembunyi(self, sheet: Sheet) -> None:
        """Hidden rows and columns as far as the sheet is used."""
        kursor = self.lembar.createCursor()
        kursor.gotoEndOfUsedArea(False)
        akhir = kursor.RangeAddress
        semua = self.lembar.getCellRangeByPosition(0, 0, akhir.EndColumn, akhir.EndRow)
        tampak = semua.queryVisibleCells().getRangeAddresses()
        baris = {b for a in tampak for b in range(a.StartRow, a.EndRow + 1)}
        kolom = {k for a in tampak for k in range(a.StartColumn, a.EndColumn + 1)}
        sheet.hidden_rows = frozenset(b + 1 for b in range(akhir.EndRow + 1) if b not in baris)
        sheet.hidden_columns = tuple((k + 1, k + 1) for k in range(akhir.EndColumn + 1) if k not in kolom)
        sheet.filtered_rows = frozenset(b for b in sheet.hidden_rows if any(b1 < b <= b2 for b1, b2 in self.saringan))


def _saringan(doc: Dokumen, lembar: list[Any]) -> dict[str, list[tuple[int, int]]]:
    """Header row and last row of every filter in use. Calc calls every hidden row below filter buttons a filtered one; a file does not."""
    hasil: dict[str, list[tuple[int, int]]] = {}
    semua = [doc.DatabaseRanges.getByIndex(n) for n in range(doc.DatabaseRanges.Count)]
    tanpa_nama = doc.getPropertyValue("UnnamedDatabaseRanges")  # in no list of properties, yet there
    semua += [tanpa_nama.getByTable(n) for n in range(len(lembar)) if tanpa_nama.hasByTable(n)]
    for satu in semua:
        if satu.FilterDescriptor.getFilterFields():
            area = satu.DataArea
            hasil.setdefault(lembar[area.Sheet].Name, []).append((area.StartRow + 1, area.EndRow + 1))
    return hasil
