"""Builder of xl_lkjip.xlam: from the add-in that xlwings ships (made by Excel) and our sources, on any system, without Excel.

The same installation always gives the same bytes, whatever zlib it has: the parts are stored, not compressed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from importlib import metadata, util
from pathlib import Path
from xml.sax.saxutils import escape

from . import ovba, sumber

NAMA = "xl_lkjip.xlam"
PENAFSIR = r"%LOCALAPPDATA%\xl_lkjip\python\Scripts\pythonw.exe"
_TEMPLAT = "quickstart_addin_ribbon.xlam"
_PROYEK = "XlLkjip"
_ASLI = ("ThisWorkbook", "Sheet2")  # modules of the template that Excel needs, taken over as they are
_WAKTU = (2025, 1, 1, 0, 0, 0)
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PENULIS = re.compile(r"(<(dc:creator|cp:lastModifiedBy)>)[^<]*(</\2>)")
_TANGGAL = re.compile(r"(<(dcterms:created|dcterms:modified)\b[^>]*>)[^<]*(</\2>)")


def bangun_xlam(penafsir: str = PENAFSIR) -> bytes:
    """The add-in. `penafsir`: the Python that it starts; %LOCALAPPDATA% is the one variable that it knows."""
    bagian = dict(templat())
    bagian["xl/vbaProject.bin"] = _proyek(bagian["xl/vbaProject.bin"])
    bagian["customUI/customUI.xml"] = sumber.custom_ui().encode()
    bagian["xl/worksheets/sheet1.xml"] = _lembar(bagian["xl/worksheets/sheet1.xml"].decode(), penafsir).encode()
    bagian["xl/sharedStrings.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{_NS}" count="0" uniqueCount="0"/>'.encode()
    buku = _ganti(r'name="_myaddin\.conf"', f'name="{sumber.LEMBAR}"', bagian["xl/workbook.xml"].decode())
    bagian["xl/workbook.xml"] = _ganti(r"<mc:AlternateContent.*?</mc:AlternateContent>", "", buku).encode()  # a path of its author
    inti = _PENULIS.sub(r"\g<1>xl_lkjip\3", bagian["docProps/core.xml"].decode())
    bagian["docProps/core.xml"] = _TANGGAL.sub(r"\g<1>2025-01-01T00:00:00Z\3", inti).encode()
    return _arsip(bagian)


def templat() -> Mapping[str, bytes]:
    """The parts of the add-in in the installed xlwings. xlwings itself is not imported: that takes long."""
    asal = util.find_spec("xlwings")
    if asal is None or not asal.submodule_search_locations:
        raise RuntimeError("xlwings belum terpasang")
    if metadata.version("xlwings") != sumber.VERSI_XLWINGS:
        raise RuntimeError(f"xlwings {metadata.version('xlwings')} terpasang; add-in ini dibuat untuk {sumber.VERSI_XLWINGS}")
    with zipfile.ZipFile(Path(asal.submodule_search_locations[0]) / _TEMPLAT) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist()}


def _proyek(isi: bytes) -> bytes:
    asal = ovba.baca(isi)
    modul = [m for m in asal.modul if m.nama in _ASLI]
    modul += [ovba.dari_sumber(s) for s in sumber.modul().values()]
    return ovba.tulis(asal, modul, _PROYEK, acuan=("Office",))


def _lembar(xml: str, penafsir: str) -> str:
    """The sheet that names the interpreter."""
    sel = "".join(
        f'<c r="{r}" t="inlineStr"><is><t xml:space="preserve">{escape(t)}</t></is></c>' for r, t in (("A1", "Python"), ("B1", penafsir))
    )
    xml = _ganti(r"<sheetData>.*</sheetData>", f'<sheetData><row r="1">{sel}</row></sheetData>', xml)
    return _ganti(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1:B1"/>', xml)


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
