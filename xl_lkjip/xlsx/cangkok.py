"""A sheet made with openpyxl, put into a package that openpyxl must not rewrite; and taken out again."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from typing import Any

from lxml import etree

from ..core.forms.layout import kutip_lembar
from .cache import _LEMBAR, _RELASI, _induk, _urutkan_font
from .paket import BUKU, JENIS_LEMBAR, URUTAN_BUKU, URUTAN_GAYA, Paket, anak_wajib, unsur


def tambah_lembar(paket: Paket, buku: Any, *, kepala: int) -> str:
    """Put the one sheet of a workbook of openpyxl before all others and open the package on it; returns its part.

    Row `kepala`, where there is one, is printed on every page.
    """
    lembar = buku.active
    bagian, nomor = paket.tambah(BUKU, "worksheet", "xl/worksheets/sheet{}.xml", etree.tostring(_ambil(paket, buku)), JENIS_LEMBAR)
    akar = paket.xml(BUKU)
    for nama in akar.iter(f"{{{_LEMBAR}}}definedName"):
        if nama.get("localSheetId"):
            nama.set("localSheetId", str(int(nama.get("localSheetId", 0)) + 1))
    anak_wajib(akar, "sheets", URUTAN_BUKU).insert(0, _sebut(akar, lembar.title, nomor))
    nama_lembar = [("_xlnm.Print_Titles", f"${kepala}:${kepala}")] if kepala else []
    if lembar.auto_filter.ref:
        nama_lembar.insert(0, ("_xlnm._FilterDatabase", ":".join(f"${u[0]}${u[1:]}" for u in lembar.auto_filter.ref.split(":"))))
    for apa, isi in nama_lembar:
        nama = etree.SubElement(anak_wajib(akar, "definedNames", URUTAN_BUKU), f"{{{_LEMBAR}}}definedName", name=apa, localSheetId="0")
        nama.text = f"{kutip_lembar(lembar.title)}!{isi}"
        if apa == "_xlnm._FilterDatabase":
            nama.set("hidden", "1")
    tampilkan(paket, bagian)
    return bagian


def tambah_tersembunyi(paket: Paket, buku: Any) -> str:
    """Put the one sheet of a workbook of openpyxl behind all others, hidden; returns its part."""
    bagian, nomor = paket.tambah(BUKU, "worksheet", "xl/worksheets/sheet{}.xml", etree.tostring(_ambil(paket, buku)), JENIS_LEMBAR)
    for lihat in paket.xml(bagian).iter(f"{{{_LEMBAR}}}sheetView"):
        lihat.attrib.pop("tabSelected", "")
    akar = paket.xml(BUKU)
    baru = _sebut(akar, buku.active.title, nomor)
    baru.set("state", "hidden")
    anak_wajib(akar, "sheets", URUTAN_BUKU).append(baru)
    return bagian


def _sebut(akar: etree._Element, nama: str, nomor: str) -> etree._Element:
    """A sheet as the list of sheets has it."""
    baru = unsur("sheet", name=nama, sheetId=str(1 + max([0, *(int(s.get("sheetId", 0)) for s in akar.iter(f"{{{_LEMBAR}}}sheet"))])))
    baru.set(f"{{{_RELASI}}}id", nomor)
    return baru


def buang_lembar(paket: Paket, nama: str) -> None:
    """Take out a sheet and the names that are its own."""
    urutan = list(paket.lembar())
    nomor, bagian = urutan.index(nama), paket.lembar()[nama]
    akar = paket.xml(BUKU)
    daftar = anak_wajib(akar, "sheets", URUTAN_BUKU)
    daftar.remove(daftar[nomor])
    for satu in list(akar.iter(f"{{{_LEMBAR}}}definedName")):
        milik = int(satu.get("localSheetId", -1))
        if milik == nomor:
            _induk(satu).remove(satu)
        elif milik > nomor:
            satu.set("localSheetId", str(milik - 1))
    paket.buang(bagian)


def nomor_gaya(paket: Paket, daftar: str, semua: Iterable[etree._Element]) -> list[str]:
    """The numbers of formats in a list of the styles part, added where they are not there yet."""
    tujuan = anak_wajib(paket.xml(paket.sasaran(BUKU, "styles")[0]), daftar, URUTAN_GAYA)
    ada = {_bentuk(u): n for n, u in reversed(list(enumerate(tujuan)))}
    hasil = []
    for satu in semua:
        nomor = ada.setdefault(_bentuk(satu), len(tujuan))
        if nomor == len(tujuan):
            tujuan.append(copy.deepcopy(satu))
        hasil.append(str(nomor))
    tujuan.set("count", str(len(tujuan)))
    return hasil


def _bentuk(satu: etree._Element) -> bytes:
    return etree.tostring(satu, method="c14n", exclusive=True).strip()


def tampilkan(paket: Paket, bagian: str) -> None:
    """Open the workbook on this sheet alone: with two sheets selected, what is typed into one goes into both."""
    for tampilan in paket.xml(BUKU).iter(f"{{{_LEMBAR}}}workbookView"):
        tampilan.set("firstSheet", "0")
        tampilan.set("activeTab", str(list(paket.lembar().values()).index(bagian)))
    for satu in paket.lembar().values():
        if satu != bagian and b"tabSelected" in paket.bagian.get(satu, b""):
            for lihat in paket.xml(satu).iter(f"{{{_LEMBAR}}}sheetView"):
                lihat.set("tabSelected", "0")


def _ambil(paket: Paket, buku: Any) -> etree._Element:
    """The sheet, fit for this package: formats by their numbers here. Texts stand in the cells, as openpyxl writes them."""
    keluar = io.BytesIO()
    buku.save(keluar)
    asal = Paket(keluar.getvalue())
    akar = asal.xml(next(iter(asal.lembar().values())))
    gaya = _pindahkan_gaya(paket, asal.xml("xl/styles.xml"))
    for sel in akar.iter(f"{{{_LEMBAR}}}c"):
        sel.set("s", gaya[int(sel.get("s", 0))])
    return akar


def _pindahkan_gaya(paket: Paket, sana: etree._Element) -> list[str]:
    """The cell formats of another workbook, by their numbers in this one."""
    _urutkan_font(sana)
    nomor = {d: nomor_gaya(paket, d, anak_wajib(sana, d, URUTAN_GAYA)) for d in ("fonts", "fills", "borders")}
    semua = []
    for xf in anak_wajib(sana, "cellXfs", URUTAN_GAYA):
        for apa in ("font", "fill", "border"):
            xf.set(f"{apa}Id", nomor[f"{apa}s"][int(xf.get(f"{apa}Id", 0))])
            xf.set(f"apply{apa.capitalize()}", "1")
        xf.set("xfId", "0")
        semua.append(xf)
    return nomor_gaya(paket, "cellXfs", semua)
