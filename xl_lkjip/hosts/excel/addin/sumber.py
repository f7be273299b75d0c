"""The sources of the add-in: VBA modules, written ones and those made from the registry and the list of buttons, and the ribbon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import groupby
from xml.sax.saxutils import quoteattr

from ....core import functions as _functions  # noqa: F401 - importing it fills the registry
from ....core.registry import FUNCTIONS, WorksheetFunction
from .. import setelan
from ..perintah import PERINTAH, TAB, Perintah

KATEGORI = "LKjIP"
PANJANG_BANTUAN = 255  # Excel refuses a longer description
_TERTULIS = ("JembatanPython.cls", "KejadianExcel.cls", "UtamaLkjip.bas")
_ADA_FUNGSI = "AdaLKjIP"
_KATA_VBA = frozenset(
    """addressof and any as attribute base binary boolean byref byte byval call case cbool cbyte cdate cdbl cint clng compare const csng
    cstr currency cvar date debug declare decimal dim do double each else elseif empty end enum eqv erase error event exit explicit false
    for friend function get global gosub goto if imp implements in input integer is let lbound len lib like line local lock long longptr
    loop lset me mid mod module name new next not nothing null object on open option optional or output paramarray preserve print private
    property ptrsafe public put raiseevent random read redim rem resume return rset seek select set shared single static step stop string
    sub text then time to true type typeof ubound unlock until variant wend while width with withevents write xor""".split()  # noqa: SIM905 - a table of words
)


def modul() -> dict[str, str]:
    """Every VBA module of ours by name, with line feeds alone."""
    isi = [resources.files(f"{__package__}.vba").joinpath(n).read_text(encoding="utf-8") for n in _TERTULIS]
    nama = ("VERSI_XLWINGS", "APLIKASI", "BAGIAN", "NILAI_PYTHON", "NILAI_PUSTAKA", "UJI")
    ganti = {"@ADA_FUNGSI@": _ADA_FUNGSI, **{f"@{n}@": getattr(setelan, n) for n in nama}}
    for lama, baru in ganti.items():
        isi = [s.replace(lama, baru) for s in isi]
    isi += [fungsi(FUNCTIONS.values()), daftar(FUNCTIONS.values()), pita(PERINTAH)]
    return {s.split('"', 2)[1]: s for s in isi}


def fungsi(semua: Iterable[WorksheetFunction]) -> str:
    """The worksheet functions: each hands its arguments on."""
    baris = ['Attribute VB_Name = "FungsiLkjip"', "Option Explicit", ""]
    for f in semua:
        nama = [nama_vba(a.nama) for a in f.argumen]
        isi = ", ".join(n if a.wajib else f"Optional {n}" for n, a in zip(nama, f.argumen, strict=True))
        baris += [
            f"Public Function {f.nama}({isi})",
            f"Attribute {f.nama}.VB_Description = {_teks(_bantuan(f.ringkas))}",
            f'Attribute {f.nama}.VB_ProcData.VB_Invoke_Func = " \\n14"',
            f"    {f.nama} = Python.Fungsi({_teks(f.nama)}, Array({', '.join(nama)}))",
            "End Function",
            "",
        ]
    return "\n".join(baris)


def nama_vba(nama: str) -> str:
    """The name of an argument in VBA, which knows one case only for a name: an argument `capaian` would rename the function CAPAIAN."""
    milik = {n.lower() for n in FUNCTIONS} | _KATA_VBA
    return f"{nama}_" if nama.lower() in milik else nama


def daftar(semua: Iterable[WorksheetFunction]) -> str:
    """What the function wizard shows: category, description, and help for each argument."""
    semua = list(semua)
    baris = ['Attribute VB_Name = "DaftarLkjip"', "Option Explicit", ""]
    baris += [f"Public Const NAMA_FUNGSI As String = {_teks(' '.join(f.nama for f in semua))}", ""]
    baris += ["Public Sub DaftarkanFungsi()", "    Dim buku As String", "    On Error Resume Next"]
    baris.append('    buku = "\'" & ThisWorkbook.Name & "\'!"')
    for f in semua:
        baris.append(f"    Application.MacroOptions Macro:=buku & {_teks(f.nama)}, Category:={_teks(KATEGORI)}, _")
        baris.append(f"        Description:={_teks(_bantuan(f.ringkas))}, ArgumentDescriptions:=Array( _")
        bantuan = [f"            {_teks(_bantuan(a.bantuan))}" for a in f.argumen]
        baris += [f"{b}, _" for b in bantuan[:-1]] + [f"{bantuan[-1]})"]
    return "\n".join([*baris, "End Sub", ""])


def pita(semua: Sequence[Perintah]) -> str:
    """The callbacks of the ribbon."""
    baris = ['Attribute VB_Name = "PitaLkjip"', "Option Explicit", ""]
    for p in semua:
        kerja = f"Python.Jalankan {_teks(p.sasaran)}" if p.sasaran else f"{p.id}Lkjip"
        baris += [f"Public Sub {p.id}(control As IRibbonControl)"]
        baris += [f"    If Python.AdaBuku() Then {kerja}" if p.perlu_buku else f"    {kerja}", "End Sub", ""]
    return "\n".join(baris)


def custom_ui(semua: Sequence[Perintah] = PERINTAH) -> str:
    """The ribbon."""
    baris = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
    baris += ['<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui">', "  <ribbon>", "    <tabs>"]
    baris.append(f'      <tab id="xlLkjip" label={quoteattr(TAB)}>')
    for kelompok, isi in groupby(semua, key=lambda p: p.kelompok):
        baris.append(f'        <group id="xlLkjip{kelompok}" label={quoteattr(kelompok)}>')
        for p in isi:
            sifat = {
                "id": f"xlLkjip{p.id}Tombol", "label": p.label, "screentip": p.petunjuk, "supertip": p.penjelasan,
                "onAction": f"PitaLkjip.{p.id}", "imageMso": p.ikon, "size": "large" if p.besar else "normal",
            }  # fmt: skip
            baris.append(f"          <button {' '.join(f'{k}={quoteattr(v)}' for k, v in sifat.items())}/>")
        baris.append("        </group>")
    return "\n".join([*baris, "      </tab>", "    </tabs>", "  </ribbon>", "</customUI>", ""])


def _bantuan(teks: str) -> str:
    return teks if len(teks) <= PANJANG_BANTUAN else f"{teks[: PANJANG_BANTUAN - 1]}…"


def _teks(teks: str) -> str:
    return '"' + teks.replace('"', '""') + '"'
