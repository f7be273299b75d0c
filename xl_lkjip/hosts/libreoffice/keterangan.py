"""The XML files of the extension: what Calc, the function wizard and the extension manager are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from ... import __version__
from ...core.registry import WorksheetFunction
from .pustaka_tipe import nama_metode

ID = "org.xllkjip.calc"
LAYANAN = "org.xllkjip.Fungsi"  # saved in every .ods that uses a function: never rename
VERSI_MINIMUM = "25.2"  # older ones read CAPAIAN(...) of an .xlsx as #NAME?
DESKRIPSI = {bahasa: f"deskripsi.{bahasa}.txt" for bahasa in ("id", "en")}
_JUDUL = {"id": "xl_lkjip: fungsi LKjIP untuk Calc", "en": "xl_lkjip: LKjIP functions for Calc"}
_PENERBIT = {"id": "Pengembang xl_lkjip", "en": "The xl_lkjip developers"}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def calc_addins(fungsi: Iterable[WorksheetFunction]) -> str:
    """The names, arguments and help of the functions, as Calc's function wizard shows them."""
    simpul = _simpul(LAYANAN, f'<node oor:name="AddInFunctions">{"".join(map(_fungsi, fungsi))}</node>')
    return _konfigurasi("CalcAddIns", f'<node oor:name="AddInInfo">{simpul}</node>')


def manifest(jenis: Mapping[str, str]) -> str:
    """The files that LibreOffice has to register, with their media types."""
    ns = 'xmlns:manifest="http://openoffice.org/2001/manifest"'
    isi = "".join(f'\n<manifest:file-entry manifest:media-type="{j}" manifest:full-path="{berkas}"/>' for berkas, j in jenis.items())
    return f"{_XML}<manifest:manifest {ns}>{isi}\n</manifest:manifest>\n"


def description() -> str:
    """Identity, version and needs, as the extension manager shows them."""
    ns = 'xmlns="http://openoffice.org/extensions/description/2006" xmlns:l="http://libreoffice.org/extensions/description/2011"'
    syarat = f'<l:LibreOffice-minimal-version value="{VERSI_MINIMUM}" name="LibreOffice {VERSI_MINIMUM}"/>'
    isi = f'<identifier value="{ID}"/>\n<version value="{__version__}"/>\n<dependencies>{syarat}</dependencies>\n'
    isi += "<display-name>" + "".join(f'<name lang="{b}">{escape(t)}</name>' for b, t in _JUDUL.items()) + "</display-name>\n"
    isi += "<publisher>" + "".join(f'<name lang="{b}">{escape(t)}</name>' for b, t in _PENERBIT.items()) + "</publisher>\n"
    sumber = "".join(f'<src xlink:href="{berkas}" lang="{b}"/>' for b, berkas in DESKRIPSI.items())
    isi += f"<extension-description>{sumber}</extension-description>\n"
    return f'{_XML}<description {ns} xmlns:xlink="http://www.w3.org/1999/xlink">\n{isi}</description>\n'


def _fungsi(fungsi: WorksheetFunction) -> str:
    argumen = "".join(_simpul(nama_metode(a.nama), _prop("DisplayName", a.nama) + _prop("Description", a.bantuan)) for a in fungsi.argumen)
    # CompatibilityName is what an .xlsx calls the function: without it Calc would load #NAME? and save its own service name.
    isi = _prop("DisplayName", fungsi.nama) + _prop("CompatibilityName", fungsi.nama) + _prop("Description", fungsi.ringkas)
    isi += f'<prop oor:name="Category"><value>Add-In</value></prop><node oor:name="Parameters">{argumen}</node>'
    return _simpul(nama_metode(fungsi.nama), isi)


def _konfigurasi(nama: str, isi: str) -> str:
    skema = f'xmlns:oor="http://openoffice.org/2001/registry" oor:name="{nama}" oor:package="org.openoffice.Office"'
    return f"{_XML}<oor:component-data {skema}>{isi}</oor:component-data>\n"


def _simpul(nama: str, isi: str) -> str:
    return f'\n<node oor:name={quoteattr(nama)} oor:op="replace">{isi}</node>'


def _prop(nama: str, teks: str) -> str:
    return f'<prop oor:name="{nama}"><value xml:lang="en">{escape(teks)}</value></prop>'
