"""An .xlsx package in memory: parts, relationships, content types. Parts that nobody asks for keep their bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from lxml import etree

from .cache import _LEMBAR, _PAKET, _RELASI, _TANGGAL_TETAP, _induk, _parser, _xml

BUKU = "xl/workbook.xml"
JENIS_LEMBAR = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_JENIS_BUKU = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TIPE, _TIPE_NS = "[Content_Types].xml", "http://schemas.openxmlformats.org/package/2006/content-types"
_MAKRO = ("vbaproject.bin", "vbaprojectsignature.bin", "vbaprojectsignatureagile.bin", "vbaprojectsignaturev3.bin", "calcchain.xml")
# The order of the children, which Excel insists on.
URUTAN_BUKU = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
    "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
URUTAN_LEMBAR = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges",
    "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
URUTAN_GAYA = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")


def unsur(nama: str, **atribut: str) -> etree._Element:
    """A new element of the spreadsheet language."""
    return etree.Element(f"{{{_LEMBAR}}}{nama}", atribut)


def lokal(satu: etree._Element) -> str:
    """The name of an element without its namespace, "" for a comment."""
    return satu.tag.rpartition("}")[2] if isinstance(satu.tag, str) else ""


def pasang(induk: etree._Element, baru: etree._Element, urutan: Sequence[str]) -> etree._Element:
    """Put a child where the order of the children has it."""
    tempat = urutan.index(lokal(baru))
    for nomor, anak in enumerate(induk):
        if lokal(anak) in urutan and urutan.index(lokal(anak)) > tempat:
            induk.insert(nomor, baru)
            return baru
    induk.append(baru)
    return baru


def anak_wajib(induk: etree._Element, nama: str, urutan: Sequence[str]) -> etree._Element:
    """The child of that name, made where there is none."""
    ada = induk.find(f"{{{_LEMBAR}}}{nama}")
    return pasang(induk, unsur(nama), urutan) if ada is None else ada


class Paket:
    """A package. `xml` gives a part to read or change; `isi` writes all of it."""

    def __init__(self, isi: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            self.bagian = {i.filename: arsip.read(i) for i in arsip.infolist()}
        self._terurai: dict[str, etree._Element] = {}

    def isi(self) -> bytes:
        """The package; the same bytes for the same content."""
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
            for nama, data in self.bagian.items():
                baru = zipfile.ZipInfo(nama, _TANGGAL_TETAP)
                baru.compress_type = zipfile.ZIP_DEFLATED
                akar = self._terurai.get(nama)
                tujuan.writestr(baru, data if akar is None else _xml(akar))
        return keluar.getvalue()

    def xml(self, nama: str) -> etree._Element:
        """A part as elements; what is changed in them is written."""
        if nama not in self._terurai:
            self._terurai[nama] = etree.fromstring(self.bagian[nama], _parser())
        return self._terurai[nama]

    def lembar(self) -> dict[str, str]:
        """The sheets in their order: name and part, charts sheets included."""
        relasi = {r.get("Id"): ke for r, ke in self._relasi(BUKU)}
        return {s.get("name", ""): relasi.get(s.get(f"{{{_RELASI}}}id"), "") for s in self.xml(BUKU).iter(f"{{{_LEMBAR}}}sheet")}

    def sasaran(self, dari: str, jenis: str) -> list[str]:
        """The parts that a part points at with this kind of relationship."""
        return [ke for r, ke in self._relasi(dari) if r.get("Type", "").endswith(f"/{jenis}") and ke in self.bagian]

    def sasaran_id(self, dari: str, nomor: str | None) -> str:
        """The part behind an r:id, "" for none."""
        return next((ke for r, ke in self._relasi(dari) if r.get("Id") == nomor and ke in self.bagian), "")

    def tambah(self, dari: str, jenis: str, pola: str, data: bytes, jenis_isi: str) -> tuple[str, str]:
        """A new part under the first free name of `pola` ("xl/x{}.xml"), with a relationship to it; returns name and r:id."""
        ada = {n.lower() for n in self.bagian}
        nama = next(n for n in (pola.format(i) for i in count(1)) if n.lower() not in ada)
        self.bagian[nama] = data
        tipe = self.xml(_TIPE)
        if nama.endswith(".vml"):
            if not any(t.get("Extension", "").lower() == "vml" for t in tipe):
                tipe.insert(0, etree.Element(f"{{{_TIPE_NS}}}Default", {"Extension": "vml", "ContentType": jenis_isi}))
        else:
            etree.SubElement(tipe, f"{{{_TIPE_NS}}}Override", {"PartName": f"/{nama}", "ContentType": jenis_isi})
        tempat = _tempat_relasi(dari)
        self.bagian.setdefault(tempat, f'<Relationships xmlns="{_PAKET}"/>'.encode())
        relasi = self.xml(tempat)
        terpakai = {r.get("Id") for r in relasi}
        nomor = next(n for n in (f"rId{i}" for i in count(1)) if n not in terpakai)
        ke = posixpath.relpath(nama, posixpath.dirname(dari))
        etree.SubElement(relasi, f"{{{_PAKET}}}Relationship", {"Id": nomor, "Type": f"{_RELASI}/{jenis}", "Target": ke})
        return nama, nomor

    def buang(self, nama: str) -> None:
        """Drop a part, all that points at it, and the parts that only it pointed at."""
        milik = {ke for _, ke in self._relasi(nama)}
        for r, ke in [h for t in self._semua_relasi() for h in t]:
            if ke == nama:
                _induk(r).remove(r)
        for t in list(self.xml(_TIPE)):
            if t.get("PartName", "").lstrip("/") == nama:
                self.xml(_TIPE).remove(t)
        for satu in (nama, _tempat_relasi(nama)):
            self.bagian.pop(satu, None)
            self._terurai.pop(satu, None)
        for satu in milik - {ke for t in self._semua_relasi() for _, ke in t}:
            self.buang(satu)

    def polos(self) -> None:
        """Without macros, so that it may be called .xlsx; and without the calculation chain, which Excel makes anew."""
        for nama in [n for n in self.bagian if n.lower().rpartition("/")[2] in _MAKRO]:
            self.buang(nama)
        for t in self.xml(_TIPE):
            if t.get("PartName") == f"/{BUKU}" and t.get("ContentType") != _JENIS_BUKU:
                t.set("ContentType", _JENIS_BUKU)

    def saring(self, boleh: Callable[[etree._Element], bool]) -> None:
        """Keep these relationships, and the parts that can be reached by them."""
        for nama in [n for n in self.bagian if n.endswith(".rels")]:
            for r in list(self.xml(nama)):
                if not boleh(r):
                    self.xml(nama).remove(r)
        tercapai, antre = {_TIPE}, [""]
        while antre:
            dari = antre.pop()
            tercapai |= {_tempat_relasi(dari)}
            baru = {ke for _, ke in self._relasi(dari)} - tercapai
            tercapai |= baru
            antre += sorted(baru)
        for nama in set(self.bagian) - tercapai:
            self.bagian.pop(nama)
            self._terurai.pop(nama, None)
        for t in list(self.xml(_TIPE)):
            if t.get("PartName") and t.get("PartName", "").lstrip("/") not in self.bagian:
                self.xml(_TIPE).remove(t)

    def putus(self, dari: str) -> list[etree._Element]:
        """The elements of a part whose r:id leads nowhere."""
        tempat = _tempat_relasi(dari)
        ada = {r.get("Id") for r in self.xml(tempat)} if tempat in self.bagian else set()
        return [u for u in self.xml(dari).iter() if any(str(k).startswith(f"{{{_RELASI}}}") and v not in ada for k, v in u.attrib.items())]

    def tulis(self, nama: str, data: bytes) -> None:
        """Put other content into a part."""
        self.bagian[nama] = data
        self._terurai.pop(nama, None)

    def _semua_relasi(self) -> list[list[tuple[etree._Element, str]]]:
        return [list(self._relasi(_pemilik_relasi(n))) for n in self.bagian if n.endswith(".rels")]

    def _relasi(self, dari: str) -> Iterator[tuple[etree._Element, str]]:
        """The relationships of a part, each with the part that it points at."""
        tempat = _tempat_relasi(dari)
        if tempat in self.bagian:
            for r in self.xml(tempat).iter(f"{{{_PAKET}}}Relationship"):
                if r.get("TargetMode") != "External":
                    yield r, posixpath.normpath(posixpath.join("/", posixpath.dirname(dari), r.get("Target", "")))[1:]


def _tempat_relasi(bagian: str) -> str:
    folder, nama = posixpath.split(bagian)
    return posixpath.join(folder, "_rels", f"{nama}.rels")


def _pemilik_relasi(tempat: str) -> str:
    folder, nama = posixpath.split(tempat)
    return posixpath.join(posixpath.dirname(folder), nama.removesuffix(".rels"))
