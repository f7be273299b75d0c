"""Reads our own templates: tables by their defined names, whatever rows were inserted since."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..angka import kosong
from ..errors import LkjipError, kutip
from ..workbook import Workbook, letak
from . import FORMULIR
from .dokumen import Baris, TabelTerbaca
from .layout import Formulir, Tabel

NAMA_FORMULIR, NAMA_EDISI = "LkjipFormulir", "LkjipEdisi"
_AREA = re.compile(r"(?P<lembar>'(?:[^']|'')+'|[^'!]+)!\$?(?P<awal>[A-Z]{1,3}\$?\d+)(?::\$?(?P<akhir>[A-Z]{1,3}\$?\d+))?")
EDISI: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "edisi.json").read_text(encoding="utf-8"))


def nama_kolom(tabel: str, kolom: str) -> str:
    """The defined name of a column: its rows from the first to the closing one."""
    return f"LK.{tabel}.{kolom}"


def nama_jumlah(tabel: str) -> str:
    """The defined name of the first cell of the total row."""
    return f"LKJ.{tabel}"


def formulir_templat(buku: Workbook) -> tuple[Formulir, int] | None:
    """The form and the edition that a workbook of ours was made from. Fault: FRM001 for an edition that we do not know."""
    jenis, edisi = buku.bernama(NAMA_FORMULIR), buku.bernama(NAMA_EDISI)
    if jenis is None or edisi is None or jenis.value not in FORMULIR or not isinstance(edisi.value, (int, float)):
        return None
    nomor = int(edisi.value)
    if str(nomor) not in EDISI[str(jenis.value)]:
        raise LkjipError("FRM001", buku.nama, nilai=kutip(nomor), pilihan=", ".join(EDISI[str(jenis.value)]))
    return FORMULIR[str(jenis.value)], nomor


def bernama(buku: Workbook) -> bool:
    """The tables can be found by their names (from the second edition on)."""
    templat = formulir_templat(buku)
    return templat is not None and templat[1] >= 2


def baca_tabel(buku: Workbook) -> list[TabelTerbaca]:
    """Every table of a template, with the rows that are filled. Tables whose names are gone are left out."""
    templat = formulir_templat(buku)
    assert templat is not None  # asked only of our templates
    terbaca = (_tabel(buku, t) for t in templat[0].tabel)
    return [t for t in terbaca if t is not None]


def _tabel(buku: Workbook, tabel: Tabel) -> TabelTerbaca | None:
    area = {k.kunci: a for k in tabel.kolom if (a := _area(buku, nama_kolom(tabel.kunci, k.kunci)))}
    if not set(tabel.wajib) <= set(area):
        return None
    lembar, awal, akhir = area[tabel.wajib[0]][0], area[tabel.wajib[0]][1], area[tabel.wajib[0]][2]
    sheet = buku.sheet(lembar)
    if sheet is None:
        return None
    kolom = {k: a[3] for k, a in area.items() if a[0] == lembar}
    hasil = TabelTerbaca(tabel.kunci, lembar, kolom, awal=awal, akhir=akhir)
    isian = {k.kunci for k in tabel.masukan} - {"no", "arah", "sifat", "bentuk", "minimal_baik"} | {tabel.wajib[0]}
    sasaran = ""
    for baris in range(awal, akhir + 1):
        sel = {k: sheet.cell(baris, n) for k, n in kolom.items()}
        for k in tabel.kolom:
            if k.ganti and not kosong(sel[k.kunci].value):
                sel[k.ganti] = sel[k.kunci]
        if all(kosong(sel[k].value) for k in isian if k in sel):
            continue
        sasaran = Baris(baris, sel).teks("sasaran") or sasaran
        hasil.baris.append(Baris(baris, sel, sasaran))
    jumlah = _area(buku, nama_jumlah(tabel.kunci))
    if jumlah and jumlah[0] == lembar:
        sel = {k: sheet.cell(jumlah[1], n) for k, n in kolom.items()}
        for k in tabel.kolom:
            if k.ganti and not kosong(sel[k.kunci].value):
                sel[k.ganti] = sel[k.kunci]
        hasil.jumlah = Baris(jumlah[1], sel)
    return hasil


def _area(buku: Workbook, nama: str) -> tuple[str, int, int, int] | None:
    """Sheet, first row, last row and column of a name."""
    cocok = _AREA.fullmatch(buku.names.get(nama, ""))
    if not cocok:
        return None
    baris, kolom = letak(cocok["awal"].replace("$", ""))
    akhir = letak((cocok["akhir"] or cocok["awal"]).replace("$", ""))[0]
    return cocok["lembar"].strip("'").replace("''", "'"), baris, akhir, kolom
