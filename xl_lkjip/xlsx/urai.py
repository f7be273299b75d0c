"""An .xlsx package to the neutral workbook, straight from its XML: values as they are stored, formulas, formats, what is hidden.

openpyxl makes an object of everything that a workbook can hold, and has to read it twice for formulas and values.
The texts of cells are those that openpyxl gives (tests/test_urai.py holds them against each other).
"""

from __future__ import annotations

import io
import math
import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from lxml import etree

from ..core import cetak, rujukan
from ..core.errors import LkjipError, kutip
from ..core.tanggal import jenis_tanggal, tanggal
from ..core.workbook import BARIS_MAKS, KOLOM_MAKS, Area, Cell, Nilai, Sheet, State, Workbook, letak

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NS_KETAT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_NS_UTAS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELASI = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BUKU = "xl/workbook.xml"
_ROW, _C, _V, _F, _IS, _T, _RUN, _FONETIK = (f"{_NS}{t}" for t in ("row", "c", "v", "f", "is", "t", "r", "rPh"))
_MERGE, _COL, _FILTER, _PROTEKSI = (f"{_NS}{t}" for t in ("mergeCell", "col", "autoFilter", "sheetProtection"))
_RUMUS_MAKS = 100_000_000  # characters of formulas that are written once for many cells
_NAMA_LEMBAR_SENDIRI = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")
_FORMAT = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)", 41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)', 43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip


class _Gaya(NamedTuple):
    """What of a cell style counts. `tanggal`: "" for numbers, else "tanggal" or "lama" (a span of time)."""

    format: str
    terkunci: bool
    tanggal: str


class _Relasi(NamedTuple):
    jenis: str
    tujuan: str
    luar: bool


def urai(isi: bytes, nama: str, maks_sel: int, maks_luas: int) -> Workbook:
    """Read a package. Faults: BRK002 (Strict), BRK006, BRK007; broken XML and the like raise what they raise."""
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return _Pengurai(arsip, nama, maks_sel, maks_luas).buku()


class _Pengurai:
    """Reads one package."""

    def __init__(self, arsip: zipfile.ZipFile, nama: str, maks_sel: int, maks_luas: int) -> None:
        self.arsip, self.nama, self.sisa_sel, self.sisa_luas = arsip, nama, maks_sel, maks_luas
        self.sisa_rumus = _RUMUS_MAKS
        self.ada = set(arsip.namelist())
        self.terbaca: set[str] = set()
        self.awal = datetime(1899, 12, 30)
        self.teks: list[str] = []
        self.tautan: tuple[str, ...] = ()
        self.gaya: list[_Gaya] = []

    def buku(self) -> Workbook:
        """Read everything."""
        akar = self._akar(_BUKU)
        if akar.tag.startswith(_NS_KETAT):
            raise LkjipError("BRK002", self.nama)
        relasi = self._relasi(_BUKU)
        sifat = akar.find(f"{_NS}workbookPr")
        if sifat is not None and _benar(sifat.get("date1904")):
            self.awal = datetime(1904, 1, 1)
        for r in relasi.values():
            if r.jenis == "sharedStrings" and r.tujuan in self.ada:
                self.teks = [_teks(si) for si in self._akar(r.tujuan).iterfind(f"{_NS}si")]
            elif r.jenis == "styles" and r.tujuan in self.ada:
                self.gaya = _gaya(self._akar(r.tujuan))
        self.tautan = self._tautan(akar, relasi)
        buku = Workbook(self.nama, external_links=self.tautan)
        for unsur in akar.iter(f"{_NS}sheet"):
            r = relasi[unsur.get(f"{_R}id", "")]
            if r.jenis not in ("chartsheet", "dialogsheet"):
                buku.sheets.append(self._lembar(unsur.get("name", ""), State(unsur.get("state", "visible")), r.tujuan))
        if len({s.nama.casefold() for s in buku.sheets}) < len(buku.sheets):
            raise LkjipError("BRK006", self.nama, masalah="dua lembarnya bernama sama")
        for satu in akar.iter(f"{_NS}definedName"):
            if satu.get("localSheetId") is None and satu.get("name", "") not in _NAMA_LEMBAR_SENDIRI:
                buku.names[satu.get("name", "")] = rujukan.tanpa_addin(satu.text or "", self.tautan)
        self._sisanya()
        return buku

    # --- parts ---------------------------------------------------------------------------------------------------------

    def _isi(self, bagian: str) -> bytes:
        if bagian not in self.ada:
            raise LkjipError("BRK006", self.nama, masalah=f"bagian {kutip(bagian)} tidak ada")
        self.terbaca.add(bagian)
        return self.arsip.read(bagian)

    def _akar(self, bagian: str) -> etree._Element:
        try:
            return etree.fromstring(self._isi(bagian), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except etree.XMLSyntaxError:
            raise self._rusak(bagian) from None

    def _rusak(self, bagian: str) -> LkjipError:
        return LkjipError("BRK006", self.nama, masalah=f"XML bagian {kutip(bagian)} tidak utuh")

    def _relasi(self, bagian: str) -> dict[str, _Relasi]:
        """What a part points at, by id."""
        folder, berkas = posixpath.split(bagian)
        berkas_relasi = f"{folder}/_rels/{berkas}.rels"
        if berkas_relasi not in self.ada:
            return {}
        hasil = {}
        for r in self._akar(berkas_relasi).iter(_RELASI):
            tujuan, luar = r.get("Target", ""), r.get("TargetMode") == "External"
            if not luar:
                tujuan = posixpath.normpath(posixpath.join(folder, tujuan)).lstrip("/")
            hasil[r.get("Id", "")] = _Relasi(r.get("Type", "").rpartition("/")[2], tujuan, luar)
        return hasil

    def _tautan(self, akar: etree._Element, relasi: dict[str, _Relasi]) -> tuple[str, ...]:
        """The other files that formulas point at, in their order."""
        hasil = []
        for satu in akar.iter(f"{_NS}externalReference"):
            r = relasi.get(satu.get(f"{_R}id", ""))
            jauh = [j.tujuan for j in self._relasi(r.tujuan).values() if j.luar] if r else []
            hasil.append(jauh[0] if jauh else "")
        return tuple(hasil)

    def _sisanya(self) -> None:
        """The other parts must be sound XML as well: what is damaged is refused before anybody builds on it."""
        for bagian in sorted(self.ada - self.terbaca):
            if bagian.endswith((".xml", ".rels")):
                self._akar(bagian)

    # --- one sheet -----------------------------------------------------------------------------------------------------

    def _lembar(self, nama: str, state: State, bagian: str) -> Sheet:
        sheet = Sheet(nama, state=state)
        relasi = self._relasi(bagian)
        komentar = self._komentar(relasi)
        sembunyi: set[int] = set()
        saringan = [a for r in relasi.values() if r.jenis == "table" for a in self._saringan_tabel(r.tujuan)]
        kolom: list[tuple[int, int]] = []
        bersama: dict[str, tuple[str, int, int]] = {}
        baris = 0
        tag = (_ROW, _MERGE, _COL, _FILTER, _PROTEKSI)
        try:
            for _, unsur in etree.iterparse(
                io.BytesIO(self._isi(bagian)), tag=tag, resolve_entities=False, no_network=True, huge_tree=True
            ):
                if unsur.tag == _ROW:
                    baris = int(float(unsur.get("r") or baris + 1))
                    if _benar(unsur.get("hidden")) or unsur.get("ht") in ("0", "0.0"):
                        sembunyi.add(baris)
                    self._baris(sheet, unsur, baris, bersama)
                    unsur.clear()
                    while unsur.getprevious() is not None:
                        del unsur.getparent()[0]
                elif unsur.tag == _MERGE:
                    sheet.merged.append(self._luas(unsur.get("ref", "")))
                elif unsur.tag == _COL and (_benar(unsur.get("hidden")) or unsur.get("width") == "0"):
                    kolom.append((int(unsur.get("min", "0")), int(unsur.get("max", "0"))))
                elif unsur.tag == _FILTER and len(unsur):
                    saringan.append(_area(unsur.get("ref", "")))
                elif unsur.tag == _PROTEKSI:
                    sheet.protected = _benar(unsur.get("sheet"))
        except etree.XMLSyntaxError:
            raise self._rusak(bagian) from None
        sheet.hidden_rows, sheet.hidden_columns = frozenset(sembunyi), tuple(kolom)
        sheet.filtered_rows = frozenset(b for b in sembunyi if any(a[0] < b <= a[2] for a in saringan))
        for tempat, teks in komentar.items():
            lama = sheet.cell(*tempat)
            sheet.cells[tempat] = Cell(lama.baris, lama.kolom, lama.value, lama.formula, lama.number_format, teks, lama.locked)
        sheet.cells = dict(sorted(sheet.cells.items()))
        sheet.tutup()
        return sheet

    def _baris(self, sheet: Sheet, unsur: etree._Element, baris: int, bersama: dict[str, tuple[str, int, int]]) -> None:
        kolom = 0
        for sel in unsur.iterchildren(_C):
            rujukan_sel = sel.get("r")
            b, kolom = letak(rujukan_sel.upper()) if rujukan_sel else (baris, kolom + 1)
            if not len(sel):
                continue
            v = f = dalam = None
            for anak in sel:
                if anak.tag == _V:
                    v = anak.text or ""
                elif anak.tag == _F:
                    f = anak
                elif anak.tag == _IS:
                    dalam = anak
            rumus = self._rumus(f, b, kolom, bersama) if f is not None else ""
            gaya = self._gaya_sel(sel.get("s"))
            nilai = self._nilai(sel.get("t", "n"), v, dalam, gaya, berumus=bool(rumus))
            if nilai is None and not rumus:
                continue
            if b > BARIS_MAKS or kolom > KOLOM_MAKS or b < 1 or kolom < 1:
                raise LkjipError("BRK006", self.nama, masalah="ada sel di luar batas Excel")
            self.sisa_sel -= 1
            if self.sisa_sel < 0:
                raise LkjipError("BRK007", self.nama, masalah="terlalu banyak sel berisi")
            sheet.cells[b, kolom] = Cell(b, kolom, nilai, rumus, gaya.format, "", gaya.terkunci)

    def _rumus(self, f: etree._Element, baris: int, kolom: int, bersama: dict[str, tuple[str, int, int]]) -> str:
        """The formula without "=". One over several cells is only known by its first cell; of a data table nothing is known."""
        teks, jenis = rujukan.tanpa_addin(f.text or "", self.tautan), f.get("t")
        if jenis == "shared":
            nomor = f.get("si", "")
            if nomor in bersama:
                asal, b, k = bersama[nomor]
                self.sisa_rumus -= len(asal)
                if self.sisa_rumus < 0:
                    raise LkjipError("BRK007", self.nama, masalah="rumusnya terlalu panjang")
                return rujukan.geser(asal, baris - b, kolom - k)
            if teks:
                bersama[nomor] = teks, baris, kolom
        return "?" if jenis == "dataTable" else teks.removeprefix("=") or "?"

    def _gaya_sel(self, nomor: str | None) -> _Gaya:
        if not self.gaya:
            return _GAYA_BIASA
        return self.gaya[int(nomor)] if nomor else self.gaya[0]

    def _nilai(self, jenis: str, v: str | None, dalam: etree._Element | None, gaya: _Gaya, *, berumus: bool) -> Nilai:
        if jenis == "inlineStr":
            return _teks(dalam) if dalam is not None else None
        if not v:
            # What openpyxl writes for a formula that it does not know, <v/>, is no value; of a text it is the empty one.
            return "" if berumus and v == "" and jenis == "str" else None
        if jenis == "n":
            return self._angka(v, gaya)
        if jenis == "s":
            nomor = int(v)
            if nomor < 0:
                raise ValueError(v)
            return self.teks[nomor]
        if jenis == "b":
            return bool(int(v))
        return _iso(v) if jenis == "d" else v

    def _angka(self, v: str, gaya: _Gaya) -> Nilai:
        angka = float(v)
        if not math.isfinite(angka):
            return str(angka)
        if gaya.tanggal:
            try:
                return tanggal(angka, self.awal, lama=gaya.tanggal == "lama")
            except (OverflowError, ValueError):
                return "#VALUE!"  # as openpyxl has it
        return angka

    def _luas(self, ref: str) -> Area:
        area = _area(ref)
        self.sisa_luas -= (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        if self.sisa_luas < 0:
            raise LkjipError("BRK007", self.nama, masalah="sel gabungannya terlalu luas")
        return area

    def _saringan_tabel(self, bagian: str) -> Iterator[Area]:
        """The area of a table whose filter is in use."""
        for saringan in self._akar(bagian).iter(_FILTER):
            if len(saringan):
                yield _area(saringan.get("ref", ""))

    def _komentar(self, relasi: dict[str, _Relasi]) -> dict[tuple[int, int], str]:
        """Comments by place. A thread is kept twice in the file: its own part has the words alone."""
        hasil: dict[tuple[int, int], str] = {}
        for r in relasi.values():
            if r.jenis == "comments":
                for satu in self._akar(r.tujuan).iter(f"{_NS}comment"):
                    teks = satu.find(f"{_NS}text")
                    hasil[letak(satu.get("ref", "").upper())] = _teks(teks) if teks is not None else ""
        utas: dict[tuple[int, int], list[str]] = {}
        for r in relasi.values():
            if r.jenis == "threadedComment":
                for satu in self._akar(r.tujuan).iter(f"{_NS_UTAS}threadedComment"):
                    utas.setdefault(letak(satu.get("ref", "").upper()), []).append(satu.findtext(f"{_NS_UTAS}text") or "")
        return {k: t for k, t in (hasil | {k: "\n".join(t) for k, t in utas.items()}).items() if t}


_GAYA_BIASA = _Gaya(cetak.UMUM, True, "")


def _benar(teks: str | None) -> bool:
    return teks in ("1", "true", "on")


def _teks(unsur: etree._Element) -> str:
    """The text of a string, without its readings (phonetic)."""
    hasil = []
    for anak in unsur:
        if anak.tag == _T:
            hasil.append(anak.text or "")
        elif anak.tag == _RUN:
            hasil += [t.text or "" for t in anak.iterchildren(_T)]
    return "".join(hasil).replace("x005F_", "")


def _area(ref: str) -> Area:
    awal, _, akhir = ref.upper().partition(":")
    b1, k1 = letak(awal)
    b2, k2 = letak(akhir) if akhir else (b1, k1)
    if b2 < b1 or k2 < k1:
        raise ValueError(ref)
    return b1, k1, b2, k2


def _gaya(akar: etree._Element) -> list[_Gaya]:
    sendiri = {int(n.get("numFmtId", "0")): n.get("formatCode", "") for n in akar.iterfind(f"{_NS}numFmts/{_NS}numFmt")}
    hasil = []
    for xf in akar.iterfind(f"{_NS}cellXfs/{_NS}xf"):
        nomor = int(xf.get("numFmtId") or 0)
        bentuk = sendiri.get(nomor) or _FORMAT.get(nomor, cetak.UMUM)
        kunci = xf.find(f"{_NS}protection")
        hasil.append(_Gaya(bentuk, kunci is None or kunci.get("locked") not in ("0", "false"), jenis_tanggal(bentuk)))
    return hasil


def _iso(v: str) -> str:
    """A date in ISO form, as the others are written; anything else as it stands."""
    teks = v.removesuffix("Z").removeprefix("T")
    for baca in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return str(baca(teks))
        except ValueError:
            continue
    return v
