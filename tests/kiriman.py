"""Submissions for tests: the ten right workbooks of the five reports, with what the reports do not print filled in."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from lxml import etree

from bantu import Data, ubah
from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.kendali import Kendali
from xl_lkjip.core.segel import kanonik, segel
from xl_lkjip.core.workbook import Workbook, alamat
from xl_lkjip.submission import Permintaan, ajukan
from xl_lkjip.xlsx import beku, reader
from xl_lkjip.xlsx.cache import _bagian_lembar
from xl_lkjip.xlsx.templat import bangun

SEMUA = [(laporan, formulir) for laporan in contoh.LAPORAN for formulir in FORMULIR]
SAAT = datetime(2026, 1, 15, 9, 30)
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def lengkap(laporan: str) -> Data:
    """The right data of a report, with an identity that can be signed."""

    def isi(d: Data) -> None:
        i = d["identitas"]
        for kunci, nilai in (("tempat", "Kota Uji"), ("tanggal_pk", "2 Januari 2023"), ("tanggal_pengukuran", "31 Desember 2023")):
            i.setdefault(kunci, nilai)
        kedua = i.setdefault("pihak_kedua", {})
        kedua.setdefault("nama", "Nama Pihak Kedua")
        kedua.setdefault("jabatan", "Jabatan Pihak Kedua")

    return ubah(contoh.data(laporan), isi)


@cache
def kerja(laporan: str, formulir: str) -> bytes:
    """The working file from which a submission is made."""
    return bangun(FORMULIR[formulir], lengkap(laporan))


def kirim(laporan: str, formulir: str, folder: Path, minta: Permintaan | None = None) -> Path:
    """Submit one of them into `folder`."""
    asal = folder / "kerja" / f"{formulir}_{laporan}.xlsx"
    asal.parent.mkdir(parents=True, exist_ok=True)
    asal.write_bytes(kerja(laporan, formulir))
    return ajukan(asal, folder, minta or Permintaan(saat=SAAT)).berkas


def bekukan_salinan(isi: bytes, buku: Workbook, *, kendali: Kendali, dengan_pegawai: bool) -> bytes:
    """All steps of `xlsx.beku` at once, without a signature."""
    jadi = beku.salinan(isi, buku, draf=kendali.draf, dengan_pegawai=dengan_pegawai)
    jadi = beku.pasang_kendali(jadi, kendali, segel(reader.baca_tersimpan(jadi, buku.nama)).hash)
    return beku.pasang_segel(jadi, segel(reader.baca_tersimpan(jadi, buku.nama)))


@dataclass(frozen=True)
class Sunting:
    """One edited cell: where, what kind of edit, and the file that came of it."""

    tempat: str
    cara: str
    isi: bytes


def suntingan(isi: bytes, banyak: int, benih: int = 0) -> Iterator[Sunting]:
    """The file with one cell changed, `banyak` times, each by chance: a digit, a text, a cleared or a new cell, the digits printed."""
    acak = random.Random(benih)
    buku = reader.baca_tersimpan(isi, "kiriman.xlsx")
    lembar = [s.nama for s in buku.sheets]
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        bagian = {n: arsip.read(n) for n in arsip.namelist()}
        letak = {v: k for k, v in _bagian_lembar(arsip).items()}
    for _ in range(banyak):
        nama = acak.choice(lembar)
        akar = etree.fromstring(bagian[letak[nama]])
        cara, sel = _sunting(acak, akar, buku, nama)
        yield Sunting(f"{nama}!{sel}", cara, _kemas({**bagian, letak[nama]: etree.tostring(akar)}))


def _sunting(acak: random.Random, akar: etree._Element, buku: Workbook, nama: str) -> tuple[str, str]:
    sheet = buku.sheet(nama)
    assert sheet is not None
    isi = [c for c in sheet.cells.values() if c.value not in (None, "")]
    kosong = [c for c in akar.iter(f"{_NS}c") if not len(c)]
    cara = acak.choice(["angka", "angka", "teks", "hapus", "bentuk"] + ["baru"] * bool(kosong))
    angka = [c for c in isi if isinstance(c.value, float) and not isinstance(c.value, bool)]
    if cara in ("angka", "bentuk") and not angka:
        cara = "teks"
    if cara == "baru":
        satu = acak.choice(kosong)
        _tulis(satu, "1")
        return cara, satu.get("r", "")
    dipilih = acak.choice(angka if cara in ("angka", "bentuk") else isi)
    tempat = alamat(dipilih.baris, dipilih.kolom)
    sel = next(c for c in akar.iter(f"{_NS}c") if c.get("r") == tempat)
    if cara == "hapus":
        sel[:] = []
        sel.attrib.pop("t", "")
    elif cara == "teks":
        _tulis(sel, f"{dipilih.value}x", teks=True)
    elif cara == "bentuk":
        gaya = [(s, c) for s in buku.sheets for c in s.cells.values() if isinstance(c.value, float)]
        lain = next((c for s, c in gaya if s.nama == nama and kanonik(c).split(":")[2] != kanonik(dipilih).split(":")[2]), None)
        sumber = next((c for c in akar.iter(f"{_NS}c") if lain and c.get("r") == alamat(lain.baris, lain.kolom)), None)
        if sumber is None:
            _tulis(sel, repr(float(str(dipilih.value)) + 1))
            return "angka", tempat
        sel.set("s", sumber.get("s", "0"))
    else:
        _tulis(sel, _satu_digit(acak, repr(float(str(dipilih.value)))))
    return cara, tempat


def _satu_digit(acak: random.Random, teks: str) -> str:
    """One of the first digits becomes another one."""
    nomor = acak.choice([n for n, c in enumerate(teks[:10]) if c.isdigit()])
    return teks[:nomor] + acak.choice([d for d in "0123456789" if d != teks[nomor]]) + teks[nomor + 1 :]


def _tulis(sel: etree._Element, isi: str, *, teks: bool = False) -> None:
    sel[:] = []
    sel.attrib.pop("t", "")
    if teks:
        sel.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(sel, f"{_NS}is"), f"{_NS}t").text = isi
    else:
        etree.SubElement(sel, f"{_NS}v").text = isi


def _kemas(bagian: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama, isi)
    return keluar.getvalue()
