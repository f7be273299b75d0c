"""Workbooks of other makes for tests, in memory: formulas calculated, or with another value stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xl_lkjip.core.workbook import Cell, Nilai, Sheet, Workbook, letak
from xl_lkjip.xlsx import evaluate

_PERSEN = {"Pengukuran": "FJ"}


def asing() -> dict[str, dict[str, Any]]:
    """A workbook of another make: a measurement, the months behind it, and data on a sheet of their own."""
    ukur: dict[str, Any] = {"A1": "PENGUKURAN KINERJA TAHUN 2023"}
    for kolom, judul in zip("ABCDEFGHIJ", ("No", "Sasaran Strategis", "Indikator Kinerja", "Target", "Realisasi", "Capaian", "Program", "Pagu Anggaran", "Realisasi Anggaran", "Serapan"), strict=True):  # fmt: skip
        ukur[f"{kolom}3"] = judul
    for n in range(6):
        b = 4 + n
        isi = (n + 1, f"Sasaran {n + 1}", f"Persentase layanan {n + 1}", 80 + n, 78 + 2 * n, f"E{b}/D{b}", f"Program {n + 1}", 1_000_000 * (n + 1), 900_000 * (n + 1), f"I{b}/H{b}")  # fmt: skip
        ukur |= {f"{k}{b}": v for k, v in zip("ABCDEFGHIJ", isi, strict=True)}
        ukur[f"F{b}"], ukur[f"J{b}"] = f"=E{b}/D{b}", f"=I{b}/H{b}"
    ukur |= {"B10": "Jumlah", "H10": "=SUM(H4:H9)", "I10": "=SUM(I4:I9)", "J10": "=I10/H10"}
    rekap: dict[str, Any] = {"A1": "Bulan", "B1": "Umum", "C1": "Diklat", "D1": "Mutasi", "E1": "Promosi", "F1": "Total", "G1": "Kumulatif"}
    for n in range(12):
        b = 2 + n
        rekap |= {f"A{b}": f"Bulan ke-{n + 1}", f"F{b}": f"=SUM(B{b}:E{b})", f"G{b}": "=F2" if not n else f"=G{b - 1}+F{b}"}
        rekap |= {f"{k}{b}": 10.0 * (n + 1) + j for j, k in enumerate("BCDE")}
    rekap |= {"A14": "Total", **{f"{k}14": f"=SUM({k}2:{k}13)" for k in "BCDEF"}, "A16": "Rasio", "B16": "=B14/Data!B2"}
    return {
        "Pengukuran": ukur,
        "Rekap": rekap,
        "Data": {"A1": "Pegawai", "B1": "Jumlah", "A2": "ASN", "B2": 350, "A3": "Kontrak", "B3": 41},
    }


def buku(
    isi: Mapping[str, Mapping[str, Any]], tersimpan: Mapping[str, Nilai] | None = None, nama_sel: Mapping[str, str] | None = None
) -> Workbook:
    """A workbook in memory: formulas with "=", calculated; `tersimpan`: what is stored instead ("Lembar!A1")."""
    hasil = Workbook("asing.xlsx", names=dict(nama_sel or {}))
    for nama, sel in isi.items():
        sheet = Sheet(nama)
        for tempat, nilai in sel.items():
            b, k = letak(tempat)
            rumus = nilai[1:] if isinstance(nilai, str) and nilai.startswith("=") else ""
            bentuk = "0.00%" if tempat[0] in _PERSEN.get(nama, "") and b > 3 else "General"
            tetap = nilai if isinstance(nilai, (str, bool)) or nilai is None else float(nilai)
            sheet.cells[b, k] = Cell(b, k, None if rumus else tetap, rumus, bentuk)
        hasil.sheets.append(sheet)
    evaluate.pasang(hasil, evaluate.hitung(hasil))
    for alamat, nilai in (tersimpan or {}).items():
        lembar, _, tempat = alamat.partition("!")
        taruh(hasil, lembar, tempat, nilai, tetap_rumus=True)
    return hasil


def lembar_di(buku: Workbook, nama: str) -> Sheet:
    sheet = buku.sheet(nama)
    assert sheet is not None
    return sheet


def taruh(buku: Workbook, lembar: str, tempat: str, nilai: Nilai, *, tetap_rumus: bool = False) -> None:
    sheet = lembar_di(buku, lembar)
    lama = sheet.cell(*letak(tempat))
    sheet.cells[letak(tempat)] = replace(lama, value=nilai, formula=lama.formula if tetap_rumus else "")
