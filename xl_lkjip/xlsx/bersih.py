"""What a package tells beside its sheets, taken out: who wrote it and where, macros, links, stores of other programs.

What may stay is listed; everything else goes, also what nobody here knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from lxml import etree

from ..core.forms.identitas import ISIAN
from ..core.rujukan import daerah, nama
from . import gaya
from .cache import _LEMBAR, _RELASI, _induk
from .komentar import _SATU_KOTAK
from .paket import BUKU, URUTAN_BUKU, Paket, lokal, pasang, unsur

_HUBUNGAN = frozenset({
    "officeDocument", "core-properties", "extended-properties", "worksheet", "styles", "theme", "sharedStrings", "comments",
    "threadedComment", "vmlDrawing", "drawing", "chart", "chartStyle", "chartColorStyle", "image", "hyperlink",
})  # fmt: skip
_ISI_BUKU = frozenset({"fileVersion", "workbookPr", "workbookProtection", "bookViews", "sheets", "definedNames"})
_ISI_LEMBAR = frozenset({
    "sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "phoneticPr", "conditionalFormatting", "hyperlinks",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "legacyDrawingHF",
    "picture",
})  # fmt: skip
_KE_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_INTI = (
    f'<cp:coreProperties xmlns:cp="{_CP}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>xl_lkjip</dc:creator></cp:coreProperties>'
)
_EP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_LUAS = f'<Properties xmlns="{_EP}"><Application>xl_lkjip</Application></Properties>'
_NAMA = frozenset({"TRUE", "FALSE", *(i.nama for i in ISIAN)})  # words of a formula that stay
_WARNA_ISIAN = frozenset({gaya.KURANG.fgColor.rgb, gaya.CURIGA.fgColor.rgb})


def bersihkan(paket: Paket) -> None:
    """Take out all that is not the content, the look or the print of the sheets, once those that must not stay are gone."""
    _grafik(paket)
    boleh = _HUBUNGAN | ({"person"} if any(paket.sasaran(b, "threadedComment") for b in paket.lembar().values()) else set())
    paket.saring(lambda r: _boleh(r, boleh))
    akar = paket.xml(BUKU)
    for anak in [a for a in akar if lokal(a) not in _ISI_BUKU]:
        akar.remove(anak)
    for sifat in akar.iter(f"{{{_LEMBAR}}}workbookPr"):
        sifat.attrib.pop("codeName", "")
    for lama in akar.findall(f"{{{_LEMBAR}}}workbookProtection"):
        akar.remove(lama)
    pasang(akar, unsur("workbookProtection", lockStructure="1"), URUTAN_BUKU)
    for bagian in paket.lembar().values():
        _lembar(paket, bagian)
    for bagian, isi in (("docProps/core.xml", _INTI), ("docProps/app.xml", _LUAS)):
        if bagian in paket.bagian:
            paket.tulis(bagian, isi.encode())
    _gaya(paket)
    _teks_bersama(paket)


def _boleh(relasi: etree._Element, semua: Collection[str]) -> bool:
    jenis = relasi.get("Type", "").rpartition("/")[2]
    luar = relasi.get("TargetMode") == "External"
    return jenis in semua and (not luar or (jenis == "hyperlink" and bool(_KE_WEB.match(relasi.get("Target", "")))))


def _grafik(paket: Paket) -> None:
    """Charts of figures that are no longer there go, with their own copy of them."""
    for bagian in list(paket.lembar().values()):
        for gambar in paket.sasaran(bagian, "drawing"):
            for satu in paket.sasaran(gambar, "chart"):
                if not all(rumus_utuh(f.text or "", _ada(paket)) for f in paket.xml(satu).iter("{*}f")):
                    paket.buang(satu)


def rumus_utuh(rumus: str, ada: Callable[[str, int], bool]) -> bool:
    """All that a formula points at is still there. `ada`: whether a column of a sheet is ("": the formula's own)."""
    if any(n not in _NAMA for n in nama(rumus)) or "#REF!" in rumus or "[" in rumus:
        return False
    return all(ada(d.lembar, d.kolom2) for d in daerah(rumus))


def _ada(paket: Paket) -> Callable[[str, int], bool]:
    lembar = set(paket.lembar())
    return lambda nama_lembar, _: not nama_lembar or nama_lembar in lembar


def _lembar(paket: Paket, bagian: str) -> None:
    akar = paket.xml(bagian)
    for anak in [a for a in akar if lokal(a) not in _ISI_LEMBAR]:
        akar.remove(anak)
    for sifat in akar.iter(f"{{{_LEMBAR}}}sheetPr"):
        for apa in ("codeName", "filterMode"):
            sifat.attrib.pop(apa, "")
    for sel in akar.iter(f"{{{_LEMBAR}}}c"):
        for apa in ("cm", "vm"):  # numbers of parts that are gone
            sel.attrib.pop(apa, "")
    for satu in paket.putus(bagian):
        if lokal(satu) == "pageSetup":
            satu.attrib.pop(f"{{{_RELASI}}}id", "")
        else:
            _induk(satu).remove(satu)
    for taut in list(akar.iter(f"{{{_LEMBAR}}}hyperlink")):
        if taut.get("location") and not taut.get(f"{{{_RELASI}}}id") and not rumus_utuh(taut.get("location", ""), _ada(paket)):
            _induk(taut).remove(taut)
    for daftar in akar.findall(f"{{{_LEMBAR}}}hyperlinks"):
        if not len(daftar):
            akar.remove(daftar)
    for gambar in paket.sasaran(bagian, "drawing"):
        for satu in paket.putus(gambar):
            jangkar = next((i for i in (satu, *satu.iterancestors()) if lokal(i).endswith("Anchor")), None)
            if jangkar is not None and jangkar.getparent() is not None:
                _induk(jangkar).remove(jangkar)
    for vml in paket.sasaran(bagian, "vmlDrawing"):  # buttons and the like
        paket.tulis(vml, _SATU_KOTAK.sub(_tanpa_tombol, paket.bagian[vml]))


def _tanpa_tombol(kotak: re.Match[bytes]) -> bytes:
    return b"" if b"ObjectType=" in kotak.group() and b'ObjectType="Note"' not in kotak.group() else kotak.group()


def warna_isian(paket: Paket) -> set[str]:
    """The numbers of the formats by which our rules mark what is missing or suspicious."""
    dxf = [d for b in paket.sasaran(BUKU, "styles") for d in paket.xml(b).iterfind(f"{{{_LEMBAR}}}dxfs/{{{_LEMBAR}}}dxf")]
    return {str(n) for n, d in enumerate(dxf) if {w.get("rgb") for w in d.iter(f"{{{_LEMBAR}}}bgColor")} & _WARNA_ISIAN}


def _gaya(paket: Paket) -> None:
    """Every cell locked, and the colours of input cells gone: nothing is to be filled any more."""
    for bagian in paket.sasaran(BUKU, "styles"):
        akar = paket.xml(bagian)
        for kunci in list(akar.iter(f"{{{_LEMBAR}}}protection")):
            kunci.attrib.pop("locked", "")
        for isian in akar.iter(f"{{{_LEMBAR}}}patternFill"):
            warna = isian.find(f"{{{_LEMBAR}}}fgColor")
            if warna is not None and warna.get("rgb") == gaya.ISIAN.fgColor.rgb and lokal(_induk(isian)) == "fill":
                isian.set("patternType", "none")
                for anak in list(isian):
                    isian.remove(anak)


def _teks_bersama(paket: Paket) -> None:
    """Texts that no cell shows any more."""
    terpakai = {
        sel.findtext(f"{{{_LEMBAR}}}v")
        for bagian in paket.lembar().values()
        for sel in paket.xml(bagian).iter(f"{{{_LEMBAR}}}c")
        if sel.get("t") == "s"
    }
    for bagian in paket.sasaran(BUKU, "sharedStrings"):
        for nomor, satu in enumerate(paket.xml(bagian).findall(f"{{{_LEMBAR}}}si")):
            if str(nomor) not in terpakai:
                for anak in list(satu):
                    satu.remove(anak)
                etree.SubElement(satu, f"{{{_LEMBAR}}}t")
