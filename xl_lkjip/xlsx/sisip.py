"""Rows inserted into a sheet of an .xlsx package, with everything that refers to the sheet moved along.

On the level of the XML: charts, pictures, comments and parts that nobody here knows survive, which openpyxl would drop.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape, quoteattr, unescape

from lxml import etree

from ..core.errors import LkjipError
from ..core.workbook import huruf_kolom, letak
from .cache import _LEMBAR, _PAKET, _TANGGAL_TETAP, _URUTAN_HITUNG, _bagian_lembar, _induk, _parser, _tanpa_urutan_hitung, _xml
from .geser import BARIS_MAKS, Sisipan, baris_daerah, salin, tandai

_ROW, _C, _F, _DATA = (f"{{{_LEMBAR}}}{t}" for t in ("row", "c", "f", "sheetData"))
_GABUNG, _GABUNGAN = f"{{{_LEMBAR}}}mergeCells", f"{{{_LEMBAR}}}mergeCell"
_NAMA_TEMPAT_BARU = "lkjip-baris-baru"
_TEMPAT_BARU = etree.tostring(etree.ProcessingInstruction(_NAMA_TEMPAT_BARU))
_BUKU = "xl/workbook.xml"
# Parts of a sheet that hold places in it, by the kind of their relationship.
_MILIK_LEMBAR = ("drawing", "comments", "threadedComment", "table", "pivotTable", "ctrlProp", "tableSingleCells", "vmlDrawing")
# Parts that hold references with a sheet name, by their content type.
_MILIK_BUKU = ("drawingml.chart+xml", "chartex+xml", "pivotCacheDefinition+xml")
# What to change, by the name of the element: places in the sheet itself ...
_DAERAH = {
    "autoFilter": ("ref",),
    "cellSmartTags": ("r",),
    "cellWatch": ("r",),
    "comment": ("ref",),
    "hyperlink": ("ref",),
    "ignoredError": ("sqref",),
    "inputCells": ("r",),
    "location": ("ref",),
    "protectedRange": ("sqref",),
    "scenarios": ("sqref",),
    "selection": ("activeCell", "sqref"),
    "singleXmlCell": ("r",),
    "sortCondition": ("ref",),
    "sortState": ("ref",),
    "table": ("ref",),
    "threadedComment": ("ref",),
    "webPublishItem": ("sourceRef",),
}
# ... those that take in the new rows, too, since these are copies ...
_DAERAH_IKUT = {"conditionalFormatting": ("sqref",), "dataValidation": ("sqref",), "dimension": ("ref",)}
# ... places in a sheet that is named beside them ...
_DAERAH_BERNAMA = ("dataRef", "rangeSet", "worksheetSource")
# ... and formulas.
_RUMUS = ("calculatedColumnFormula", "f", "formula", "formula1", "formula2", "totalsRowFormula")
_RUMUS_ATRIBUT = {
    "cameraTool": ("cellRange",),
    "cfvo": ("val",),
    "controlPr": ("linkedCell", "listFillRange"),
    "formControlPr": ("fmlaGroup", "fmlaLink", "fmlaRange", "fmlaTxbx"),
    "sp": ("textlink",),
}
_YA = ("1", "true")
_TAUTAN_DALAM = re.compile(rb'Target="#')
_VML_DATA = re.compile(r"<(\w+:)ClientData\b.*?</\1ClientData>", re.S)
_VML_BARIS = re.compile(r"(<\w+:Row>\s*)(\d+)(\s*</)")
_VML_JANGKAR = re.compile(r"(<\w+:Anchor>)([^<]*)(</)")
_VML_RUMUS = re.compile(r"(<\w+:Fmla(?:Link|Range|Txbx|Group|Pict)>)([^<]*)(</)")


def sisip(isi: bytes, lembar: str, contoh: int, banyak: int) -> bytes:
    """Insert `banyak` rows below row `contoh` of a sheet, as copies of that row without its typed content.

    New formulas have no value yet. Faults: BRK006, BRK017 (does not fit), BRK018 (through an array, pivot), BRK019 (unreadable formula).
    """
    try:
        return _Penyisip(isi, lembar, contoh, banyak).paket()
    except (etree.XMLSyntaxError, ValueError, KeyError, zipfile.BadZipFile) as galat:
        if isinstance(galat, LkjipError):
            raise
        raise LkjipError("BRK006", masalah=f"XML-nya tidak terbaca ({type(galat).__name__})") from None


class _Penyisip:
    """One insertion. `ubahan` counts changes, so that untouched parts keep their bytes."""

    def __init__(self, isi: bytes, lembar: str, contoh: int, banyak: int) -> None:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            self.info = arsip.infolist()
            self.bagian = {i.filename: arsip.read(i) for i in self.info}
            self.lembar = _bagian_lembar(arsip)
        self.urutan = list(self.lembar.values())
        self.lembar = {b: n for b, n in self.lembar.items() if b.startswith("xl/") and b in self.bagian and "chartsheets/" not in b}
        self.sisipan = Sisipan(lembar, contoh, banyak)
        if not any(self.sisipan.di_sini(n) for n in self.lembar.values()):
            raise self._tolak("lembar itu tidak ada")
        if contoh < 1 or banyak < 1:
            raise self._tolak("keduanya sedikitnya 1")
        if contoh + banyak > BARIS_MAKS:
            raise self._tolak("melewati baris terakhir lembar")
        self.ubahan = 0

    def _tolak(self, masalah: str) -> LkjipError:
        s = self.sisipan
        return LkjipError("BRK017", lembar=s.lembar, contoh=s.contoh, banyak=s.banyak, masalah=masalah)

    # The package

    def paket(self) -> bytes:
        """The package with the rows; the same bytes for the same content."""
        pemilik = self._pemilik()
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
            for info in self.info:
                if info.filename.endswith(_URUTAN_HITUNG):
                    continue
                baru = zipfile.ZipInfo(info.filename, _TANGGAL_TETAP)
                baru.compress_type = zipfile.ZIP_DEFLATED
                baru.external_attr = info.external_attr
                tujuan.writestr(baru, self._satu_bagian(info.filename, self.bagian[info.filename], pemilik))
        return keluar.getvalue()

    def _satu_bagian(self, nama: str, data: bytes, pemilik: Mapping[str, str]) -> bytes:
        if nama in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            return _tanpa_urutan_hitung(data)
        if nama in self.lembar:
            return self._bagian_lembar(self.lembar[nama], data)
        if nama == _BUKU:
            return self._bagian_lain(data, "", self._nama_buku)
        if nama in pemilik and nama.endswith(".vml"):
            return self._vml(data, pemilik[nama])
        if nama in pemilik:
            return self._bagian_lain(data, pemilik[nama], self._unsur)
        if nama.endswith(".rels") and _TAUTAN_DALAM.search(data):
            sumber = posixpath.join(posixpath.dirname(posixpath.dirname(nama)), posixpath.basename(nama).removesuffix(".rels"))
            return self._bagian_lain(data, self.lembar.get(sumber) or pemilik.get(sumber, ""), self._relasi_dalam)
        return data

    def _pemilik(self) -> dict[str, str]:
        """Parts with references besides sheets and workbook -> the sheet they belong to, "" for none."""
        tipe = etree.fromstring(self.bagian["[Content_Types].xml"], _parser())
        hasil = {u.get("PartName", "").lstrip("/"): "" for u in tipe if (u.get("ContentType") or "").endswith(_MILIK_BUKU)}
        for bagian, lembar in self.lembar.items():
            hasil |= {t: lembar for jenis, t in self._relasi(bagian) if jenis in _MILIK_LEMBAR}
        return {b: n for b, n in hasil.items() if b in self.bagian}

    def _relasi(self, bagian: str) -> Iterator[tuple[str, str]]:
        folder, nama = posixpath.split(bagian)
        data = self.bagian.get(f"{folder}/_rels/{nama}.rels")
        if data:
            for r in etree.fromstring(data, _parser()).iter(f"{{{_PAKET}}}Relationship"):
                if r.get("TargetMode") != "External":
                    yield r.get("Type", "").rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, r.get("Target", "")))[1:]

    def _bagian_lain(self, data: bytes, lembar: str, ubah: Callable[[etree._Element, str], None]) -> bytes:
        akar, sebelum = etree.fromstring(data, _parser()), self.ubahan
        for unsur in akar.iter("*"):
            ubah(unsur, lembar)
        return _xml(akar) if self.ubahan != sebelum else data

    def _pasang(self, unsur: etree._Element, atribut: str, baru: str) -> None:
        """Set an attribute, or the text for ""."""
        if baru != (unsur.get(atribut) if atribut else unsur.text):
            self.ubahan += 1
            if atribut:
                unsur.set(atribut, baru)
            else:
                unsur.text = baru

    def _rumus(self, unsur: etree._Element, atribut: str, lembar: str, tempat: str = "", *, nama: bool = False) -> None:
        rumus = (unsur.get(atribut) if atribut else unsur.text) or ""
        if rumus.strip():
            try:
                self._pasang(unsur, atribut, self.sisipan.rumus(rumus, lembar, nama=nama))
            except LkjipError as galat:
                raise galat.di(tempat or lembar) from None

    # Parts other than sheets

    def _nama_buku(self, unsur: etree._Element, _: str) -> None:
        if _lokal(unsur) == "definedName":
            nomor = unsur.get("localSheetId")
            lembar = self.urutan[int(nomor)] if nomor and int(nomor) < len(self.urutan) else ""
            # A relative row is meant from the cell that uses the name: it has no place that could move.
            self._rumus(unsur, "", lembar, unsur.get("name", ""), nama=True)

    def _relasi_dalam(self, unsur: etree._Element, lembar: str) -> None:
        sasaran = unsur.get("Target", "")
        baru = self.sisipan.sasaran(unquote(sasaran), lembar) if sasaran.startswith("#") else ""
        if baru and baru != unquote(sasaran):
            self._pasang(unsur, "Target", quote(baru, safe="#!'$:(),"))

    def _vml(self, data: bytes, lembar: str) -> bytes:
        """Comment boxes and form controls. As text: not every VML is XML."""

        def isi(cocok: re.Match[str]) -> str:
            teks = _VML_RUMUS.sub(rumus, cocok.group())
            if not self.sisipan.di_sini(lembar):
                return teks
            baris = _VML_BARIS.search(teks)
            pindah = baris is not None and int(baris.group(2)) >= self.sisipan.contoh
            teks = _VML_BARIS.sub(lambda c: c.group(1) + str(self.sisipan.baris(int(c.group(2)) + 1) - 1) + c.group(3), teks)
            return teks if baris and not pindah else _VML_JANGKAR.sub(lambda c: c.group(1) + jangkar(c.group(2), pindah) + c.group(3), teks)

        def rumus(cocok: re.Match[str]) -> str:
            teks = unescape(cocok.group(2), {"&apos;": "'", "&quot;": '"'})
            baru = self.sisipan.rumus(teks, lembar)
            return cocok.group(1) + (cocok.group(2) if baru == teks else escape(baru)) + cocok.group(3)

        def jangkar(teks: str, pindah: bool) -> str:
            angka = [int(a) for a in teks.split(",")]
            if len(angka) != 8:
                return teks
            dari, ke = self._geser_jangkar(angka[2], angka[6], angka[7])
            angka[2], angka[6] = (a + self.sisipan.banyak for a in (angka[2], angka[6])) if pindah else (dari, ke)
            return ", ".join(str(a) for a in angka)

        teks = data.decode("utf-8", "surrogateescape")
        return _VML_DATA.sub(isi, teks).encode("utf-8", "surrogateescape")

    def _unsur(self, unsur: etree._Element, lembar: str) -> None:
        """One element of any part but the cells of a sheet."""
        nama, sini = _lokal(unsur), self.sisipan.di_sini(lembar)
        if nama in _RUMUS:
            self._rumus(unsur, "", lembar)
        for atribut in _RUMUS_ATRIBUT.get(nama, ()):
            self._rumus(unsur, atribut, lembar)
        if nama in _DAERAH_BERNAMA and unsur.get("ref") and self.sisipan.di_sini(unsur.get("sheet", "")):
            self._pasang(unsur, "ref", self.sisipan.daerah(unsur.get("ref", "")))
        if nama == "hyperlink" and unsur.get("location"):
            self._pasang(unsur, "location", self.sisipan.sasaran(unsur.get("location", ""), lembar))
        if sini:
            self._unsur_sini(unsur, nama)

    def _unsur_sini(self, unsur: etree._Element, nama: str) -> None:
        if nama == "location":
            self._tolak_belah(unsur.get("ref", ""), "tabel pivot")
        for daftar, ikut in ((_DAERAH, False), (_DAERAH_IKUT, True)):
            for atribut in daftar.get(nama, ()):
                if unsur.get(atribut):
                    self._pasang(unsur, atribut, self.sisipan.daerah(unsur.get(atribut, ""), ikut=ikut))
        if nama == "sqref":  # of an extension; its parent says what it is of
            self._pasang(unsur, "", self.sisipan.daerah(unsur.text or "", ikut=_lokal(_induk(unsur)) in _DAERAH_IKUT))
        elif nama == "mergeCells":
            self._gabungan(unsur)
        elif nama == "brk" and _lokal(_induk(unsur)) == "rowBreaks":
            self._pasang(unsur, "id", str(self._sisi(int(unsur.get("id", 0)))))
        elif nama == "pane" and unsur.get("state", "").startswith("frozen") and float(unsur.get("ySplit", 0)) > self.sisipan.contoh:
            self._pasang(unsur, "ySplit", str(int(float(unsur.get("ySplit", 0))) + self.sisipan.banyak))
            if unsur.get("topLeftCell"):
                self._pasang(unsur, "topLeftCell", self.sisipan.daerah(unsur.get("topLeftCell", "")))
        elif nama in ("twoCellAnchor", "oneCellAnchor", "anchor"):
            self._jangkar(unsur, nama)

    def _sisi(self, baris: int) -> int:
        """A line below a row, counted in rows above it: it belongs to the row under it."""
        return self.sisipan.baris(baris + 1) - 1

    def _jangkar(self, unsur: etree._Element, nama: str) -> None:
        sisi = {_lokal(s): {_lokal(u): u for u in s} for s in unsur if _lokal(s) in ("from", "to")}
        baris = {s: u["row"] for s, u in sisi.items() if "row" in u}
        kontrol = nama == "anchor"
        ikut = unsur.get("moveWithCells") in _YA if kontrol else unsur.get("editAs") != "absolute"
        melar = unsur.get("sizeWithCells") in _YA if kontrol else unsur.get("editAs") != "oneCell"
        if not ikut or "from" not in baris:
            return
        dari = ke = int(baris["from"].text or 0)
        lebih = 0
        if "to" in baris:
            ke, lebih = int(baris["to"].text or 0), int((sisi["to"]["rowOff"].text if "rowOff" in sisi["to"] else "") or 0)
        baru_dari, baru_ke = self._geser_jangkar(dari, ke, lebih)
        self._pasang(baris["from"], "", str(baru_dari))
        if "to" in baris and (melar or baru_dari != dari):
            self._pasang(baris["to"], "", str(baru_ke))

    def _geser_jangkar(self, dari: int, ke: int, lebih: int) -> tuple[int, int]:
        """First and last row of an object, counted from 0; `lebih` is how far it reaches into the last."""
        if dari >= self.sisipan.contoh:
            return dari + self.sisipan.banyak, ke + self.sisipan.banyak
        return dari, ke if ke == self.sisipan.contoh and not lebih else self._sisi(ke)

    # Sheets

    def _bagian_lembar(self, nama: str, data: bytes) -> bytes:
        akar, sebelum = etree.fromstring(data, _parser()), self.ubahan
        sini = self.sisipan.di_sini(nama)
        isi = akar.find(_DATA)
        salinan: list[str] = []
        if isi is not None:
            baris = _baris_beralamat(isi) if sini else {}
            self._sel_rumus(isi, nama)
            if sini:
                self._turunkan(baris)  # first, since it refuses what has no room
                salinan = self._baris_baru(baris, akar)
        for anak in akar:
            if anak is not isi:
                for unsur in anak.iter("*"):
                    self._unsur(unsur, nama)
        if not sini:
            return _xml(akar) if self.ubahan != sebelum else data
        # The new rows enter as text: as elements, a few hundred thousand cells would take half a gigabyte.
        atas, _, bawah = _xml(akar).partition(_TEMPAT_BARU)
        return b"".join((atas, "".join(salinan).encode(), bawah))

    def _sel_rumus(self, isi: etree._Element, lembar: str) -> None:
        sini = self.sisipan.di_sini(lembar)
        induk: dict[str, tuple[str, int, int] | None] = {}
        for f in isi.iter(_F):
            alamat = _induk(f).get("r", "")
            tempat = f"{lembar}!{alamat}"
            if f.get("t") == "shared":
                self._lepas_bersama(f, tempat, induk, selalu=sini)
            elif f.get("t") in ("array", "dataTable") and sini:
                self._tolak_belah(f.get("ref", ""), f"{'rumus array' if f.get('t') == 'array' else 'tabel data'} di {tempat}")
                for atribut in ("ref", "r1", "r2"):
                    if f.get(atribut):
                        self._pasang(f, atribut, self.sisipan.daerah(f.get(atribut, "")))
            self._rumus(f, "", lembar, tempat)

    def _lepas_bersama(self, f: etree._Element, tempat: str, induk: dict[str, tuple[str, int, int] | None], *, selalu: bool) -> None:
        """A shared formula becomes a plain one where its group may change; `induk` remembers the first of each group."""
        nomor = f.get("si", "")
        alamat = tempat.rpartition("!")[2].upper()
        if f.text:
            lembar = tempat.rpartition("!")[0]
            lepas = selalu or self.sisipan.menyebut(f.text, lembar)
            induk[nomor] = (f.text, *letak(alamat)) if lepas else None
        asal = induk.get(nomor)
        if asal:
            baris, kolom = letak(alamat)
            try:
                f.text = salin(asal[0], baris - asal[1], kolom - asal[2])
            except LkjipError as galat:
                raise galat.di(tempat) from None
            for atribut in ("t", "si", "ref"):
                f.attrib.pop(atribut, "")
            self.ubahan += 1

    def _tolak_belah(self, daerah: str, masalah: str) -> None:
        tepi = baris_daerah(daerah)
        if tepi and tepi[0] <= self.sisipan.contoh < tepi[1]:
            raise LkjipError("BRK018", self.sisipan.lembar, masalah=f"{masalah} ({daerah})")

    def _gabungan(self, gabung: etree._Element) -> None:
        """Merged areas: moved, stretched, and those inside the copied row repeated."""
        s = self.sisipan
        for sel in gabung.findall(_GABUNGAN):
            daerah = sel.get("ref", "")
            if baris_daerah(daerah) == (s.contoh, s.contoh):
                for baris in range(s.contoh + 1, s.contoh + s.banyak + 1):
                    etree.SubElement(gabung, _GABUNGAN, ref=_di_baris(daerah, baris))
            self._pasang(sel, "ref", s.daerah(daerah))
        if gabung.get("count"):
            gabung.set("count", str(len(gabung)))

    def _turunkan(self, baris: Mapping[int, etree._Element]) -> None:
        s = self.sisipan
        for nomor, unsur in baris.items():
            if nomor <= s.contoh:
                continue
            if nomor + s.banyak > BARIS_MAKS:
                raise self._tolak("isi lembar akan melewati baris terakhirnya")
            unsur.set("r", str(nomor + s.banyak))
            for sel in unsur.iter(_C):
                sel.set("r", _di_baris(sel.get("r", ""), nomor + s.banyak))

    # The new rows

    def _baris_baru(self, baris: Mapping[int, etree._Element], akar: etree._Element) -> list[str]:
        s = self.sisipan
        asal = baris.get(s.contoh)
        if asal is None:
            return []
        asal.addnext(etree.ProcessingInstruction(_NAMA_TEMPAT_BARU))
        tertutup = self._kolom_tergabung(akar)
        potongan = _teks_baris(asal, f"\0{s.contoh}\0", tandai, tertutup).split("\0")
        angka = [int(a) for a in potongan[1::2]]
        if max(angka) + s.banyak > BARIS_MAKS:  # a reference would leave the sheet: seldom, so slowly
            return [_teks_baris(asal, str(s.contoh + i), lambda r, i=i: salin(r, i), tertutup) for i in range(1, s.banyak + 1)]  # type: ignore[misc]
        hasil = []
        for i in range(1, s.banyak + 1):
            potongan[1::2] = [str(a + i) for a in angka]
            hasil.append("".join(potongan))
        return hasil

    def _kolom_tergabung(self, akar: etree._Element) -> set[int]:
        """Columns in which a merged area goes on from the copied row into the new ones: no formula may hide there."""
        hasil: set[int] = set()
        for sel in akar.iterfind(f"{_GABUNG}/{_GABUNGAN}"):
            tepi = baris_daerah(sel.get("ref", ""))
            if tepi and tepi[0] <= self.sisipan.contoh < tepi[1]:
                kolom = [letak(u)[1] for u in sel.get("ref", "").upper().split(":")]
                hasil.update(range(min(kolom), max(kolom) + 1))
        return hasil


def _lokal(unsur: etree._Element) -> str:
    return str(unsur.tag).rpartition("}")[2]


def _di_baris(daerah: str, baris: int) -> str:
    return re.sub(r"[0-9]+", str(baris), daerah)


def _baris_beralamat(isi: etree._Element) -> dict[int, etree._Element]:
    """The rows by number; every row and cell gets its address, which a file may leave out."""
    hasil = {}
    nomor = 0
    for baris in isi.iter(_ROW):
        nomor, kolom = int(baris.get("r") or nomor + 1), 0
        baris.set("r", str(nomor))
        for sel in baris.iter(_C):
            alamat = sel.get("r")
            kolom = letak(alamat.upper())[1] if alamat else kolom + 1
            if not alamat:
                sel.set("r", f"{huruf_kolom(kolom)}{nomor}")
        hasil[nomor] = baris
    return hasil


def _teks_baris(baris: etree._Element, nomor: str, ubah: Callable[[str], str], tertutup: set[int]) -> str:
    """The XML of a copy of a row: its looks and its formulas. It is shown also where the row itself is hidden."""
    awalan = f"{baris.prefix}:" if baris.prefix else ""
    nama = {uri: p for p, uri in baris.nsmap.items() if p}
    bagian = [f'<{awalan}row r="{nomor}"']
    for kunci, nilai in baris.attrib.items():
        uri, _, lokal = str(kunci).rpartition("}")
        if lokal not in ("r", "hidden", "collapsed") and not (lokal == "ht" and not float(nilai)):
            bagian.append(f" {nama[uri[1:]] + ':' if uri else ''}{lokal}={quoteattr(str(nilai))}")
    bagian.append(">")
    for sel in baris.iter(_C):
        kolom = sel.get("r", "").rstrip("0123456789")
        rumus = "" if letak(f"{kolom.upper()}1")[1] in tertutup else _teks_rumus(sel, awalan, ubah)
        gaya = f" s={quoteattr(sel.get('s', ''))}" if sel.get("s") else ""
        if rumus and sel.get("cm"):  # what marks a formula as a dynamic array
            gaya += f" cm={quoteattr(sel.get('cm', ''))}"
        if gaya or rumus:
            bagian.append(f'<{awalan}c r="{kolom}{nomor}"{gaya}>{rumus}</{awalan}c>' if rumus else f'<{awalan}c r="{kolom}{nomor}"{gaya}/>')
    bagian.append(f"</{awalan}row>")
    return "".join(bagian)


def _teks_rumus(sel: etree._Element, awalan: str, ubah: Callable[[str], str]) -> str:
    f = sel.find(_F)
    if f is None or not f.text or f.get("t") == "dataTable":
        return ""
    try:
        rumus = ubah(f.text)
    except LkjipError as galat:
        raise galat.di(sel.get("r", "")) from None
    atribut = f' t="array" ref="{ubah(f.get("ref", ""))}"' if f.get("t") == "array" else ""
    return f"<{awalan}f{atribut}>{escape(rumus, {chr(13): '&#13;'})}</{awalan}f>"
