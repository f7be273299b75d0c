"""Stored values of formulas inside an .xlsx package: set, or put in place of the formulas. Nothing else is touched."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from ..core.errors import LkjipError
from ..core.rujukan import milik_addin
from ..core.workbook import GALAT_SEL, Nilai, letak
from .evaluate import Letak

_LEMBAR = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELASI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"
_TANGGAL_TETAP = (1980, 1, 1, 0, 0, 0)
_URUTAN_HITUNG = "calcChain.xml"
_TAUTAN_LUAR = "xl/externalLinks/"
_SATU_RUJUKAN = r"('[^'\[\]]+'|[^!'()\"\[\],]+)!\$?[A-Z]*\$?\d*(:\$?[A-Z]*\$?\d*)?"
_RUJUKAN = re.compile(f"{_SATU_RUJUKAN}(,{_SATU_RUJUKAN})*")
# The order in which Excel writes the parts of a font, and the only one that its validator takes; openpyxl has another.
_URUTAN_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme",
)  # fmt: skip
_TEMPAT_FONT = {f"{{{_LEMBAR}}}{u}": i for i, u in enumerate(_URUTAN_FONT)}
_C, _F, _V, _IS = (f"{{{_LEMBAR}}}{t}" for t in ("c", "f", "v", "is"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def simpan_nilai(isi: bytes, nilai: Mapping[Letak, Nilai], *, tanggal_tetap: bool = False, buatan_sendiri: bool = False) -> bytes:
    """The package with these stored values. `tanggal_tetap`: same bytes for same content.

    `buatan_sendiri`: openpyxl has just written it for us, and its fonts are put in order.
    """
    return _ubah(
        isi,
        lambda lembar, akar: _isi_nilai(lembar, akar, nilai),
        tanggal_tetap=tanggal_tetap,
        gaya=_urutkan_font if buatan_sendiri else None,
    )


def ubah_lembar(isi: bytes, ubah: Mapping[str, Callable[[etree._Element], None]]) -> bytes:
    """The package with some sheets changed, each by its own function on the XML."""
    return _ubah(isi, lambda lembar, akar: ubah[lembar](akar) if lembar in ubah else None, tanggal_tetap=True)


def unsur(nama: str) -> str:
    """The full name of an element of a sheet."""
    return f"{{{_LEMBAR}}}{nama}"


def tolak_makro(isi: bytes, nama: str) -> None:
    """Refuse a workbook with macros: none of ours may carry them on. Fault: BRK015."""
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        if any(n.lower().endswith("vbaproject.bin") for n in arsip.namelist()):
            raise LkjipError("BRK015", nama)


def tolak_tautan(isi: bytes, nama: str) -> None:
    """Refuse a workbook with links to others, our add-in apart: a submission stands alone. Fault: BRK016."""
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        for bagian in [n for n in arsip.namelist() if n.startswith(_TAUTAN_LUAR) and n.endswith(".xml")]:
            folder, berkas = posixpath.split(bagian)
            relasi = f"{folder}/_rels/{berkas}.rels"
            akar = etree.fromstring(arsip.read(relasi), _parser()) if relasi in arsip.namelist() else ()
            if not [*akar] or not all(milik_addin(r.get("Target", "")) for r in akar):
                raise LkjipError("BRK016", nama)


def bekukan(isi: bytes) -> bytes:
    """The package with values instead of formulas; numbers stay numbers. Names that hold formulas go as well."""

    def lepas(_: str, akar: etree._Element) -> None:
        for sel in akar.iter(_C):
            for rumus in sel.findall(_F):
                sel.remove(rumus)

    return _ubah(isi, lepas, tanggal_tetap=True, beku=True)


def _bekukan_buku(akar: etree._Element) -> None:
    for nama in list(akar.iter(f"{{{_LEMBAR}}}definedName")):
        if not _RUJUKAN.fullmatch(nama.text or ""):
            _induk(nama).remove(nama)
    for hitung in list(akar.iter(f"{{{_LEMBAR}}}calcPr")):
        _induk(hitung).remove(hitung)


def _urutkan_font(akar: etree._Element) -> None:
    for font in akar.iter(f"{{{_LEMBAR}}}font"):
        font[:] = sorted(font, key=lambda u: _TEMPAT_FONT.get(str(u.tag), len(_URUTAN_FONT)))


def _induk(unsur: etree._Element) -> etree._Element:
    induk = unsur.getparent()
    assert induk is not None  # only asked of elements below the root
    return induk


def _tanpa_urutan_hitung(data: bytes) -> bytes:
    """Drop the mention of calcChain.xml: Excel repairs a file whose calculation chain names cells without formulas."""
    akar = etree.fromstring(data, _parser())
    for unsur in list(akar):
        if _URUTAN_HITUNG in (unsur.get("PartName") or unsur.get("Target") or ""):
            akar.remove(unsur)
    return _xml(akar)


def semua_sel(akar: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Cells of a sheet with their place; a cell without a reference comes after the one before it."""
    baris = 0
    for unsur_baris in akar.iter(f"{{{_LEMBAR}}}row"):
        baris, kolom = int(unsur_baris.get("r") or baris + 1), 0
        for sel in unsur_baris.iter(_C):
            rujukan = sel.get("r")
            tempat = letak(rujukan.upper()) if rujukan else (baris, kolom + 1)
            kolom = tempat[1]
            yield tempat, sel


def _isi_nilai(lembar: str, akar: etree._Element, nilai: Mapping[Letak, Nilai]) -> None:
    for tempat, sel in semua_sel(akar):
        if sel.find(_F) is not None and (lembar, *tempat) in nilai:
            tulis(sel, nilai[(lembar, *tempat)])


def tulis(sel: etree._Element, nilai: Nilai) -> None:
    """Put a value into a cell."""
    jenis, teks = _jenis(nilai)
    for lama in sel.findall(_V) + sel.findall(_IS):
        sel.remove(lama)
    sel.attrib.pop("t", "")
    if jenis:
        sel.set("t", jenis)
    v = etree.SubElement(sel, _V)
    v.text = teks


def _jenis(nilai: Nilai) -> tuple[str, str]:
    if isinstance(nilai, bool):
        return "b", "1" if nilai else "0"
    if isinstance(nilai, str):
        return ("e" if nilai in GALAT_SEL else "str"), nilai
    angka = float(nilai or 0)
    return "", str(int(angka)) if angka.is_integer() and abs(angka) < 1e15 else repr(angka)


def _ubah(
    isi: bytes,
    ubah: Callable[[str, etree._Element], None],
    *,
    tanggal_tetap: bool,
    beku: bool = False,
    gaya: Callable[[etree._Element], None] | None = None,
) -> bytes:
    try:
        return _ubah_bagian(isi, ubah, tanggal_tetap=tanggal_tetap, beku=beku, gaya=gaya)
    except (etree.XMLSyntaxError, ValueError, KeyError) as galat:
        if isinstance(galat, LkjipError):
            raise
        raise LkjipError("BRK006", masalah=f"XML-nya tidak terbaca ({type(galat).__name__})") from None


def _ubah_bagian(
    isi: bytes,
    ubah: Callable[[str, etree._Element], None],
    *,
    tanggal_tetap: bool,
    beku: bool,
    gaya: Callable[[etree._Element], None] | None,
) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        bagian_lembar = _bagian_lembar(asal)
        for info in asal.infolist():
            data = asal.read(info)
            if beku and info.filename.endswith(_URUTAN_HITUNG):
                continue
            if info.filename in bagian_lembar:
                akar = etree.fromstring(data, _parser())
                ubah(bagian_lembar[info.filename], akar)
                data = _xml(akar)
            elif gaya and info.filename == "xl/styles.xml":
                akar = etree.fromstring(data, _parser())
                gaya(akar)
                data = _xml(akar)
            elif beku and info.filename == "xl/workbook.xml":
                akar = etree.fromstring(data, _parser())
                _bekukan_buku(akar)
                data = _xml(akar)
            elif beku and info.filename.startswith("xl/tables/"):
                akar = etree.fromstring(data, _parser())
                for unsur in [u for t in ("calculatedColumnFormula", "totalsRowFormula") for u in akar.iter(f"{{{_LEMBAR}}}{t}")]:
                    _induk(unsur).remove(unsur)
                data = _xml(akar)
            elif beku and info.filename in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
                data = _tanpa_urutan_hitung(data)
            baru = zipfile.ZipInfo(info.filename, _TANGGAL_TETAP if tanggal_tetap else info.date_time)
            baru.compress_type = zipfile.ZIP_DEFLATED
            baru.external_attr = info.external_attr
            tujuan.writestr(baru, data)
    return keluar.getvalue()


def _xml(akar: etree._Element) -> bytes:
    return etree.tostring(akar, xml_declaration=True, encoding="UTF-8", standalone=True)


def _bagian_lembar(arsip: zipfile.ZipFile) -> dict[str, str]:
    """Part name of each worksheet -> its sheet name."""
    buku = etree.fromstring(arsip.read("xl/workbook.xml"), _parser())
    relasi = etree.fromstring(arsip.read("xl/_rels/workbook.xml.rels"), _parser())
    tujuan = {r.get("Id"): r.get("Target", "") for r in relasi.iter(f"{{{_PAKET}}}Relationship")}
    hasil = {}
    for lembar in buku.iter(f"{{{_LEMBAR}}}sheet"):
        bagian = tujuan.get(lembar.get(f"{{{_RELASI}}}id"), "")
        hasil[posixpath.normpath(posixpath.join("xl", bagian)).lstrip("/")] = lembar.get("name", "")
    return hasil
