"""Menu and toolbar "LKjIP" in Calc as configuration files of the extension, from the one list of commands."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from .hidup.daftar import PERINTAH, PROTOKOL, Perintah

TEMPLAT = ("Tabel_PK.xlsx", "Pengukuran.xlsx")  # the builder puts them under templates/
PENANGAN = "org.xllkjip.calc.Perintah"  # names of the two components in komponen/perintah.py
TUGAS = "org.xllkjip.calc.SaatDibuka"
_BILAH = "org.xllkjip.calc.bilah"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"


def berkas_menu() -> dict[str, str]:
    """Name of each file -> its text."""
    return {"Addons.xcu": _addons(), "CalcWindowState.xcu": _keadaan(), "Jobs.xcu": _tugas(), "ProtocolHandler.xcu": _protokol()}


def _addons() -> str:
    isi = "".join(_butir(f"m{n:02}", p) for n, p in enumerate(PERINTAH))
    menu = _simpul("org.xllkjip.calc.menu", _judul("LKjIP", "LKjIP") + _prop("Context", _CALC) + f'<node oor:name="Submenu">{isi}</node>')
    bilah = "".join(_butir(f"b{n:02}", p) for n, p in enumerate(PERINTAH) if p.di_bilah)
    bilah = _simpul(_BILAH, bilah)
    return _berkas(
        "Addons",
        f'<node oor:name="AddonUI"><node oor:name="OfficeMenuBar">{menu}</node><node oor:name="OfficeToolBar">{bilah}</node></node>',
    )


def _butir(nama: str, perintah: Perintah) -> str:
    isi = _prop("URL", PROTOKOL + perintah.kunci) + _judul(perintah.judul, perintah.inggris) + _prop("Target", "_self")
    return _simpul(nama, isi + _prop("Context", _CALC))


def _keadaan() -> str:
    """The toolbar has a name, and its place is in line with the others: else it floats above the cells as "Add-On 1"."""
    isi = _prop("UIName", "LKjIP") + "".join(
        f'<prop oor:name="{n}" oor:type="xs:boolean"><value>true</value></prop>' for n in ("Docked", "Visible")
    )
    milik = _simpul(f"private:resource/toolbar/addon_{_BILAH}", isi)
    return _berkas("CalcWindowState", f'<node oor:name="UIElements"><node oor:name="States">{milik}</node></node>', "Office.UI")


def _protokol() -> str:
    isi = f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOKOL}*</value></prop>'
    return _berkas("ProtocolHandler", f'<node oor:name="HandlerSet">{_simpul(PENANGAN, isi)}</node>')


def _tugas() -> str:
    daftar = _simpul(TUGAS, _prop("Service", TUGAS) + _prop("Context", _CALC))
    saat = f'<node oor:name="onDocumentOpened" oor:op="fuse"><node oor:name="JobList">{_simpul(TUGAS, "")}</node></node>'
    return _berkas("Jobs", f'<node oor:name="Jobs">{daftar}</node><node oor:name="Events">{saat}</node>')


def _berkas(nama: str, isi: str, paket: str = "Office") -> str:
    skema = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:component-data {skema} oor:name="{nama}" oor:package="org.openoffice.{paket}">'
        f"{isi}\n</oor:component-data>\n"
    )


def _simpul(nama: str, isi: str) -> str:
    return f'\n<node oor:name={quoteattr(nama)} oor:op="replace">{isi}</node>'


def _prop(nama: str, teks: str) -> str:
    return f'<prop oor:name="{nama}" oor:type="xs:string"><value>{escape(teks)}</value></prop>'


def _judul(indonesia: str, inggris: str) -> str:
    nilai: Iterable[tuple[str, str]] = (("id", indonesia), ("en", inggris))
    isi = "".join(f'<value xml:lang="{b}">{escape(t)}</value>' for b, t in nilai)
    return f'<prop oor:name="Title" oor:type="xs:string">{isi}</prop>'
