"""Builder of xl_lkjip.xlam: from the add-in that xlwings ships (made by Excel) and our sources, on any system, without Excel.

It is one file for everybody, carried in the package (`make xlam`): nothing of a computer stands in it, so that it can be signed, or
allowed by its hash. The bytes are the same whatever zlib there is: the parts are stored, not compressed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from importlib import metadata, util
from pathlib import Path

from .. import setelan
from . import ovba, sumber

_TEMPLAT = "quickstart_addin_ribbon.xlam"
_PROYEK = "XlLkjip"
_LEMBAR = "xl_lkjip"  # Excel wants one sheet; it is hidden in an add-in
_ASLI = ("ThisWorkbook", "Sheet2")  # modules of the template that Excel needs, taken over as they are
_WAKTU = (2025, 1, 1, 0, 0, 0)
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PENULIS = re.compile(r"(<(dc:creator|cp:lastModifiedBy)>)[^<]*(</\2>)")
_TANGGAL = re.compile(r"(<(dcterms:created|dcterms:modified)\b[^>]*>)[^<]*(</\2>)")


def bangun_xlam() -> bytes:
    """The add-in."""
    bagian = dict(templat())
    bagian["xl/vbaProject.bin"] = _proyek(bagian["xl/vbaProject.bin"])
    bagian["customUI/customUI.xml"] = sumber.custom_ui().encode()
    bagian["xl/worksheets/sheet1.xml"] = _lembar(bagian["xl/worksheets/sheet1.xml"].decode()).encode()
    bagian["xl/sharedStrings.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{_NS}" count="0" uniqueCount="0"/>'.encode()
    buku = _ganti(r'name="_myaddin\.conf"', f'name="{_LEMBAR}"', bagian["xl/workbook.xml"].decode())
    bagian["xl/workbook.xml"] = _ganti(r"<mc:AlternateContent.*?</mc:AlternateContent>", "", buku).encode()  # a path of its author
    inti = _PENULIS.sub(r"\g<1>xl_lkjip\3", bagian["docProps/core.xml"].decode())
    bagian["docProps/core.xml"] = _TANGGAL.sub(r"\g<1>2025-01-01T00:00:00Z\3", inti).encode()
    return _arsip(bagian)


def templat() -> Mapping[str, bytes]:
    """The parts of the add-in in the installed xlwings. xlwings itself is not imported: that takes long."""
    asal = util.find_spec("xlwings")
    if asal is None or not asal.submodule_search_locations:
        raise RuntimeError("xlwings belum terpasang")
    if metadata.version("xlwings") != setelan.VERSI_XLWINGS:
        raise RuntimeError(f"xlwings {metadata.version('xlwings')} terpasang; add-in ini dibuat untuk {setelan.VERSI_XLWINGS}")
    with zipfile.ZipFile(Path(asal.submodule_search_locations[0]) / _TEMPLAT) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist()}


def _proyek(isi: bytes) -> bytes:
    asal = ovba.baca(isi)
    modul = [m for m in asal.modul if m.nama in _ASLI]
    modul += [ovba.dari_sumber(s) for s in sumber.modul().values()]
    return ovba.tulis(asal, modul, _PROYEK, acuan=("Office",))


def _lembar(xml: str) -> str:
    """The sheet, emptied: xlwings keeps its settings there, ours are in the registry of the user."""
    xml = _ganti(r"<sheetData>.*</sheetData>", "<sheetData/>", xml)
    return _ganti(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1"/>', xml)


def _ganti(pola: str, baru: str, teks: str) -> str:
    hasil, banyak = re.subn(pola, lambda _: baru, teks, flags=re.DOTALL)
    if banyak != 1:
        raise RuntimeError(f"templat xlwings berubah: {pola}")
    return hasil


def _arsip(bagian: Mapping[str, bytes]) -> bytes:
    awal = ("[Content_Types].xml", "_rels/.rels")
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for nama in (*awal, *sorted(bagian.keys() - set(awal))):
            info = zipfile.ZipInfo(nama, _WAKTU)
            info.create_system = info.external_attr = 0  # else Windows and Linux write different bytes
            arsip.writestr(info, bagian[nama])
    return keluar.getvalue()
