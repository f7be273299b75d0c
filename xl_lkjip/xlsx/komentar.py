"""Comments at cells, put into a package and taken out again. Those of the user stay as they are.

A comment has two halves: its text in the comments part, its box in the VML part, which is kept as text since not every VML is XML.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from lxml import etree

from ..core.lembar_validasi import BATAS, PENULIS
from ..core.workbook import letak
from .cache import _LEMBAR, _RELASI
from .paket import URUTAN_LEMBAR, Paket, pasang, unsur

_JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_JENIS_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_KOSONG = f'<comments xmlns="{_LEMBAR}"><authors/><commentList/></comments>'.encode()
_MS = "urn:schemas-microsoft-com:"
_NS = f'xmlns:v="{_MS}vml" xmlns:o="{_MS}office:office" xmlns:x="{_MS}office:excel"'
_VML = f'<xml {_NS}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'.encode()
_JENIS_KOTAK = f"""<v:shapetype {_NS} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_KOTAK = """<v:shape {ns} id="_x0000_s{nomor}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;\
width:{lebar}pt;height:{tinggi}pt;z-index:{nomor};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">\
<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:AutoFill>False</x:AutoFill><x:Row>{baris}</x:Row><x:Column>{kolom}</x:Column></x:ClientData></v:shape>"""
_SATU_KOTAK = re.compile(rb"<(\w+:)shape\b(?:(?!</\1shape>).)*</\1shape>\s*", re.S)
_NOMOR = re.compile(rb"_x0000_s(\d+)")
_LEBAR, _HURUF_SEBARIS, _TINGGI_BARIS, _TINGGI_MAKS = 260, 46, 14, 330


def pasang_komentar(paket: Paket, lembar: str, teks: Mapping[str, str]) -> None:
    """Comments at cells of a sheet (its part); below the user's own, where one stands. Threaded comments stay alone."""
    utas = {u.get("ref") for b in paket.sasaran(lembar, "threadedComment") for u in paket.xml(b).iter("{*}threadedComment")}
    teks = {a: t for a, t in teks.items() if a not in utas}
    if not teks:
        return
    bagian = next(iter(paket.sasaran(lembar, "comments")), "")
    bagian = bagian or paket.tambah(lembar, "comments", "xl/comments{}.xml", _KOSONG, _JENIS)[0]
    daftar = paket.xml(bagian).find(f"{{{_LEMBAR}}}commentList")
    assert daftar is not None  # the language demands it
    ada = {k.get("ref"): k for k in daftar}
    nomor_penulis = _penulis(paket.xml(bagian))
    baru = []
    for alamat, isi in teks.items():
        if alamat in ada:
            milik = ada[alamat].find(f"{{{_LEMBAR}}}text")
            if milik is not None:
                milik.insert(_akhir_isi(milik), _potongan(f"\n\n{BATAS}\n{isi}"))
        else:
            komentar = etree.SubElement(daftar, f"{{{_LEMBAR}}}comment", {"ref": alamat, "authorId": nomor_penulis})
            komentar.append(milik := unsur("text"))
            milik.append(_potongan(isi))
            baru.append(alamat)
    if baru:
        _tambah_kotak(paket, _bagian_vml(paket, lembar), {a: teks[a] for a in baru})


def buang_komentar(paket: Paket, lembar: str) -> None:
    """Take out what we wrote, in whichever program the file was saved since."""
    for bagian in paket.sasaran(lembar, "comments"):
        if PENULIS.encode() not in paket.bagian[bagian]:
            continue
        akar = paket.xml(bagian)
        nomor = {str(i) for i, p in enumerate(akar.iter(f"{{{_LEMBAR}}}author")) if p.text == PENULIS}
        for daftar in akar.iter(f"{{{_LEMBAR}}}commentList"):
            for komentar in list(daftar):
                if komentar.get("authorId") in nomor or _potong(komentar):
                    daftar.remove(komentar)
                    _buang_kotak(paket, lembar, komentar.get("ref", ""))
            if not len(daftar):
                paket.buang(bagian)


def buang_komentar_di(paket: Paket, lembar: str, di: Callable[[int, int], bool]) -> None:
    """Take out every comment at these places, also the user's."""
    for jenis in ("comments", "threadedComment"):
        for bagian in paket.sasaran(lembar, jenis):
            for satu in [u for u in paket.xml(bagian).iter() if u.get("ref") and di(*letak(u.get("ref", "")))]:
                induk = satu.getparent()
                assert induk is not None  # the root has no place
                induk.remove(satu)
                _buang_kotak(paket, lembar, satu.get("ref", ""))
                if not len(induk):  # the names of who wrote them go as well
                    paket.buang(bagian)


def _penulis(akar: etree._Element) -> str:
    penulis = akar.find(f"{{{_LEMBAR}}}authors")
    assert penulis is not None  # the language demands it
    semua = [p.text for p in penulis]
    if PENULIS not in semua:
        etree.SubElement(penulis, f"{{{_LEMBAR}}}author").text = PENULIS
        return str(len(semua))
    return str(semua.index(PENULIS))


def _potongan(isi: str) -> etree._Element:
    potongan = unsur("r")
    t = etree.SubElement(potongan, f"{{{_LEMBAR}}}t")
    t.text = isi
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return potongan


def _akhir_isi(teks: etree._Element) -> int:
    """After the last piece of text, before what tells its pronunciation."""
    return sum(u.tag in (f"{{{_LEMBAR}}}t", f"{{{_LEMBAR}}}r") for u in teks)


def _potong(komentar: etree._Element) -> bool:
    """Cut what we added off the user's comment; True where nothing of the user's is left, as live hosts write ours."""
    semua = list(komentar.iter(f"{{{_LEMBAR}}}t"))
    mulai = next((n for n, t in enumerate(semua) if BATAS in (t.text or "")), None)
    if mulai is not None:
        semua[mulai].text = (semua[mulai].text or "").partition(BATAS)[0].rstrip("\n")
        for t in semua[mulai + 1 :]:
            t.text = ""
    return mulai is not None and not any((t.text or "").strip() for t in semua)


def _bagian_vml(paket: Paket, lembar: str) -> str:
    """The VML part of the sheet, made where there is none."""
    akar = paket.xml(lembar)
    rujuk = akar.find(f"{{{_LEMBAR}}}legacyDrawing")
    ada = paket.sasaran_id(lembar, rujuk.get(f"{{{_RELASI}}}id")) if rujuk is not None else ""
    if ada:
        return ada
    nama, nomor = paket.tambah(lembar, "vmlDrawing", "xl/drawings/vmlDrawing{}.vml", _VML, _JENIS_VML)
    if rujuk is None:
        rujuk = pasang(akar, unsur("legacyDrawing"), URUTAN_LEMBAR)
    rujuk.set(f"{{{_RELASI}}}id", nomor)
    return nama


def _tambah_kotak(paket: Paket, bagian: str, teks: Mapping[str, str]) -> None:
    vml = paket.bagian[bagian]
    nomor = max([1024, *(int(n) for n in _NOMOR.findall(vml))])
    kotak = "" if b'"_x0000_t202"' in vml else _JENIS_KOTAK
    for urutan, (alamat, isi) in enumerate(teks.items(), nomor + 1):
        baris, kolom = letak(alamat)
        tinggi = _TINGGI_BARIS * (1 + sum(max(1, math.ceil(len(b) / _HURUF_SEBARIS)) for b in isi.split("\n")))
        kotak += _KOTAK.format(ns=_NS, nomor=urutan, lebar=_LEBAR, tinggi=min(tinggi, _TINGGI_MAKS), baris=baris - 1, kolom=kolom - 1)
    akhir = vml.rindex(b"</xml>")
    paket.bagian[bagian] = vml[:akhir] + kotak.encode() + vml[akhir:]


def _buang_kotak(paket: Paket, lembar: str, alamat: str) -> None:
    baris, kolom = letak(alamat)
    tanda = [b'ObjectType="Note"', f":Row>{baris - 1}<".encode(), f":Column>{kolom - 1}<".encode()]
    for bagian in paket.sasaran(lembar, "vmlDrawing"):
        paket.bagian[bagian] = _SATU_KOTAK.sub(lambda k: b"" if all(t in k.group() for t in tanda) else k.group(), paket.bagian[bagian])
