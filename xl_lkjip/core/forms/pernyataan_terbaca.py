"""Finds statement sheets: figures of a report's text, each with its formula, in a table anywhere in a workbook."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ..angka import kosong
from ..errors import LkjipError
from ..pernyataan import Hasil, evaluasi, fungsi_utama, peran_baku
from ..pernyataan import Pernyataan as Pernyataan
from ..workbook import BARIS_MAKS, Cell, Sheet, Workbook
from .nama import normal

# Header words by column. `letak` may be spread over several columns (Bagian, Halaman, Kalimat).
JUDUL: dict[str, tuple[str, ...]] = {
    "letak": ("letak", "bagian", "halaman", "kalimat", "paragraf", "letak dalam laporan"),
    "besaran": ("besaran", "uraian", "pernyataan", "indikator", "indikator kinerja"),
    "rumus": ("rumus", "rumus hitungan"),
    "tercetak": ("tercetak", "angka tercetak", "tertulis", "angka dalam laporan"),
    "tahun": ("tahun",),
    "peran": ("peran", "jenis besaran"),
}
WAJIB = ("rumus", "tercetak")
_JUDUL_MAKS = 80  # characters of a header text at most
_KOSONG_MAKS = 40  # blank rows after which a table has ended
_KURUNG = re.compile(r"\([^()]*\)")
_NOMOR_KOLOM = re.compile(r"\(?\d{1,2}\)?")
_TAHUN = re.compile(r"(?:19|20)\d\d")
_KATA = {j: kunci for kunci, judul in JUDUL.items() for j in judul}


def baca_pernyataan(buku: Workbook) -> list[Pernyataan]:
    """Every statement that has a formula and a printed figure, in the order of the sheets and rows."""
    return [p for sheet in buku.sheets for p in _lembar(sheet)]


def _lembar(sheet: Sheet) -> list[Pernyataan]:
    kepala = _kepala(sheet)
    terisi: dict[int, list[int]] = {kolom["tercetak"][0]: [] for _, kolom in kepala}  # rows by column
    for (baris, nomor), cell in sheet.cells.items() if kepala else ():
        if nomor in terisi and not kosong(cell.value):
            terisi[nomor].append(baris)
    for semua in terisi.values():
        semua.sort()
    hasil = []
    for urutan, (awal, kolom) in enumerate(kepala):
        akhir = kepala[urutan + 1][0] if urutan + 1 < len(kepala) else BARIS_MAKS + 1
        rumus, tercetak = kolom["rumus"][0], kolom["tercetak"][0]
        semua = terisi[tercetak]
        for baris in semua[bisect_right(semua, awal) : bisect_left(semua, akhir)]:
            cell = sheet.cell(baris, rumus)
            if kosong(cell.value) and not cell.formula:
                continue
            if baris - awal > _KOSONG_MAKS:
                break
            awal = baris
            if not _NOMOR_KOLOM.fullmatch(cell.tercetak.strip()):  # the row of column numbers
                hasil.append(_baris(sheet, kepala[urutan][0], baris, kolom))
    return hasil


def _kepala(sheet: Sheet) -> list[tuple[int, dict[str, list[int]]]]:
    """Header rows, each with its columns by key."""
    dikenal: dict[int, list[tuple[int, str]]] = {}
    for (baris, nomor), cell in sheet.cells.items():
        if isinstance(cell.value, str) and len(cell.value) < _JUDUL_MAKS:
            kunci = _KATA.get(normal(_KURUNG.sub(" ", cell.value)))
            if kunci:
                dikenal.setdefault(baris, []).append((nomor, kunci))
    hasil = []
    for baris, isi in sorted(dikenal.items()):
        kolom: dict[str, list[int]] = {}
        for nomor, kunci in sorted(isi):
            kolom.setdefault(kunci, []).append(nomor)
        if all(w in kolom for w in WAJIB):
            hasil.append((baris, kolom))
    return hasil


def _baris(sheet: Sheet, awal: int, baris: int, kolom: dict[str, list[int]]) -> Pernyataan:
    def teks(kunci: str) -> list[str]:
        return [" ".join(sheet.gabungan(baris, k).tercetak.split()) for k in kolom.get(kunci, ())]

    letak = [
        f"{sheet.cell(awal, k).tercetak} {t}".lower() if t.isdigit() else t
        for k, t in zip(kolom.get("letak", ()), teks("letak"), strict=True)
    ]
    rumus, tahun = sheet.cell(baris, kolom["rumus"][0]), _TAHUN.search(" ".join(teks("tahun")))
    peran = normal(" ".join(teks("peran"))).replace(" ", "_")
    return Pernyataan(
        lembar=sheet.nama,
        letak=", ".join(t for t in letak if t),
        besaran=next((t for t in teks("besaran") if t), ""),
        rumus=rumus,
        tercetak=sheet.cell(baris, kolom["tercetak"][0]),
        hasil=_hitung(rumus),
        tahun=tahun.group() if tahun else "",
        peran=peran or peran_baku(fungsi_utama(str(rumus.value or ""))),
    )


def _hitung(rumus: Cell) -> Hasil | LkjipError:
    if rumus.formula and (not isinstance(rumus.value, str) or rumus.galat):
        return LkjipError("ARG005")
    try:
        return evaluasi(rumus.tercetak)
    except LkjipError as galat:
        return galat
