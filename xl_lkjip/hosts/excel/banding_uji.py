"""What uji-excel compares: values of formulas, places of marks, traces of folders in a file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...core.forms.templat_terbaca import nama_kolom
from ...core.rujukan import milik_addin
from ...core.rules import Finding
from ...core.tanggal import jenis_tanggal
from ...core.workbook import Cell, Nilai, Workbook, letak

ADA_FUNGSI = "AdaLKjIP"
_SEBUT_MAKS = 5


class TidakSesuaiError(Exception):
    """A step saw something else than it should; the text says what."""


def pastikan(benar: bool, terlihat: str) -> None:
    """End the step, unless it is as it should be."""
    if not benar:
        raise TidakSesuaiError(terlihat)


def tanpa_beda(beda: list[str]) -> None:
    """End the step, unless there is no difference."""
    pastikan(not beda, beberapa(beda))


def beberapa(semua: list[str]) -> str:
    """The first of them, and how many more there are."""
    lebih = f"; dan {len(semua) - _SEBUT_MAKS} lagi" if len(semua) > _SEBUT_MAKS else ""
    return "; ".join(semua[:_SEBUT_MAKS]) + lebih


def sama(kiri: Any, kanan: Any) -> bool:
    """Two values of cells; no value and an empty text are one."""
    if isinstance(kiri, (int, float)) and isinstance(kanan, (int, float)) and isinstance(kiri, bool) == isinstance(kanan, bool):
        return abs(kiri - kanan) <= 1e-9 * max(1.0, abs(kiri), abs(kanan))
    return (kiri if kiri is not None else "") == (kanan if kanan is not None else "")


def nilai_rumus(buku: Workbook) -> dict[tuple[str, int, int], Nilai]:
    """The values of the formulas."""
    return {(s.nama, c.baris, c.kolom): c.value for s, c in buku.formulas()}


def beda_rumus(buku: Workbook, harapan: Mapping[tuple[str, int, int], Nilai]) -> list[str]:
    """Formulas of another value. Not dates, which are texts on one side, and not whether there are functions, which Excel alone knows."""
    ada = buku.names.get(ADA_FUNGSI, "").replace("$", "")
    hasil = []
    for s, c in buku.formulas():
        kunci = (s.nama, c.baris, c.kolom)
        if kunci in harapan and not jenis_tanggal(c.number_format) and f"{s.nama}!{c.alamat}" != ada and not sama(c.value, harapan[kunci]):
            hasil.append(f"{s.nama}!{c.alamat} = {c.value}, seharusnya {harapan[kunci]}")
    return hasil


def cocok(buku: Workbook) -> str:
    """Every formula as Python reckons it."""
    from ...xlsx import terpisah

    harapan = terpisah.hitung(buku)
    tanpa_beda(beda_rumus(buku, harapan))
    return f"{len(harapan)} rumus"


def jangkar(buku: Workbook, temuan: Finding) -> tuple[str, int, int]:
    """The cell that bears the marks of a finding."""
    sheet = buku.sheet(temuan.lembar)
    b, k = letak(temuan.sel)
    area = next((a for a in sheet.merged if a[0] <= b <= a[2] and a[1] <= k <= a[3]), None) if sheet else None
    return (temuan.lembar, *(area[:2] if area else (b, k)))


def nama_sel(tempat: tuple[str, int, int]) -> str:
    """A place as people write it."""
    return f"{tempat[0]}!{Cell(*tempat[1:]).alamat}"


def isian_angka(buku: Workbook) -> tuple[str, Cell]:
    """The first realisasi that is a number."""
    lembar, _, area = buku.names[nama_kolom("pengukuran", "realisasi")].replace("$", "").rpartition("!")
    awal, akhir = map(letak, area.split(":"))
    sheet = buku.sheet(lembar.strip("'"))
    sel = [c for b in range(awal[0], akhir[0] + 1) if sheet and isinstance((c := sheet.cell(b, awal[1])).value, float) and not c.formula]
    pastikan(bool(sel), "tidak ada realisasi berupa angka")
    return lembar.strip("'"), sel[0]


def jejak_jalur(berkas: Path, folder: str) -> list[str]:
    """Parts of a package that name a folder, the one apart where Excel notes where it saved, and any link but that to our add-in."""
    with zipfile.ZipFile(berkas) as arsip:
        isi = {n: arsip.read(n).decode("utf-8", "replace") for n in arsip.namelist() if n.endswith((".xml", ".rels"))}
    hasil = [n for n, teks in isi.items() if folder in re.sub(r"<x15ac:absPath [^>]*>", "", teks)]
    luar = [t for n, teks in isi.items() if "/externalLinks/_rels/" in n for t in re.findall(r'Target="([^"]*)"', teks)]
    return hasil + [t for t in luar if not milik_addin(t)]
