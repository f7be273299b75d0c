"""Ratios, not seconds: what our work costs beside the bare work of the same run. `python bench/ukur.py`."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import openpyxl
from rich.console import Console
from rich.table import Table

from xl_lkjip import CAPAIAN, contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.validation import validasi
from xl_lkjip.xlsx.baris import tambah
from xl_lkjip.xlsx.evaluate import hitung
from xl_lkjip.xlsx.reader import baca_tersimpan
from xl_lkjip.xlsx.templat import bangun

BANYAK = 10_000


def waktu(aksi: Callable[[], object], ulang: int = 5) -> float:
    """Seconds of the best of some runs."""
    hasil = []
    for _ in range(ulang):
        awal = time.perf_counter()
        aksi()
        hasil.append(time.perf_counter() - awal)
    return min(hasil)


def mulai(*argumen: str) -> float:
    """Seconds of a whole process."""
    return waktu(lambda: subprocess.run([sys.executable, *argumen], check=True, stdout=subprocess.DEVNULL), 3)


def enam_lembar() -> bytes:
    """A reviewer's file: six sheets of 60 rows and 12 columns, of any layout, one in ten capaian wrong."""
    kepala = [
        "No",
        "Sasaran",
        "Indikator",
        "Satuan",
        "Target",
        "Realisasi",
        "Capaian",
        "Kategori",
        "Program",
        "Pagu",
        "Realisasi Anggaran",
        "%",
    ]
    buku = openpyxl.Workbook()
    for n in range(6):
        lembar: Any = buku.create_sheet(f"Lembar {n + 1}")
        lembar.append([f"Pengukuran Kinerja bagian {n + 1}"])
        lembar.append(kepala)
        for i in range(60):
            target, realisasi, pagu = 80.0 + i, 76.0 + i + n / 10, 1e8 + 1e6 * i
            capaian = realisasi / target + 0.01 * (i % 10 == 0)
            nama = f"Indikator ke-{i + 1} urusan {'abcdefghij'[i % 10] * (i // 10 + 2)}"
            lembar.append(
                [
                    i + 1,
                    f"Sasaran {i // 4 + 1}",
                    nama,
                    "indeks",
                    target,
                    realisasi,
                    capaian,
                    "Tinggi",
                    f"Program {i}",
                    pagu,
                    pagu * 0.9,
                    0.9,
                ]
            )
    del buku["Sheet"]
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def main() -> None:
    """Measure and print."""
    tabel = Table("Pekerjaan", "Dibanding", "Rasio", title="xl_lkjip")

    def baris(nama: str, dibanding: str, kita: float, dasar: float) -> None:
        tabel.add_row(nama, dibanding, f"{kita / dasar:.2f}")

    target, realisasi = [270.0 + i for i in range(BANYAK)], [271.5] * BANYAK
    bagi = waktu(lambda: [r / t for t, r in zip(target, realisasi, strict=True)])
    baris("CAPAIAN, dua angka", "pembagian Python", waktu(lambda: [CAPAIAN(t, r) for t, r in zip(target, realisasi, strict=True)]), bagi)
    teks = [f"{t:.2f}".replace(".", ",") for t in target]
    baris("CAPAIAN, dua teks", "pembagian Python", waktu(lambda: [CAPAIAN(t, "271,50") for t in teks]), bagi)
    baris(f"CAPAIAN, rentang {BANYAK}", "pembagian Python", waktu(lambda: CAPAIAN(target, realisasi)), bagi)

    data = contoh.data(contoh.BLITAR, tercetak=True)
    isi = bangun(FORMULIR["pengukuran"], data)
    muat = waktu(lambda: openpyxl.load_workbook(io.BytesIO(isi)))
    buku = baca_tersimpan(isi, "x")
    baris("membaca buku kerja", "openpyxl.load_workbook", waktu(lambda: baca_tersimpan(isi, "x")), muat)
    baris("seluruh aturan", "openpyxl.load_workbook", waktu(lambda: validasi([buku])), muat)
    lain = enam_lembar()
    muat_lain = waktu(lambda: openpyxl.load_workbook(io.BytesIO(lain)))
    buku_lain = baca_tersimpan(lain, "x")
    baris("membaca 6 lembar 60 x 12", "openpyxl.load_workbook", waktu(lambda: baca_tersimpan(lain, "x")), muat_lain)
    baris("mengenali dan seluruh aturan, 6 lembar 60 x 12", "openpyxl.load_workbook", waktu(lambda: validasi([buku_lain])), muat_lain)
    baris("mengenali saja, 6 lembar 60 x 12", "openpyxl.load_workbook", waktu(lambda: kenali(buku_lain)), muat_lain)
    baris("menghitung semua rumus", "openpyxl.load_workbook", waktu(lambda: hitung(buku)), muat)
    baris("membangun Pengukuran terisi", "openpyxl.load_workbook", waktu(lambda: bangun(FORMULIR["pengukuran"], data)), muat)
    baris("tambah-baris 10", "openpyxl.load_workbook", waktu(lambda: tambah(bangun(FORMULIR["pengukuran"]), "x", 10)), muat)
    baris("xl-lkjip rumus (proses)", "python -c pass", mulai("-m", "xl_lkjip", "rumus", "=CAPAIAN(78; 80,30)"), mulai("-c", "pass"))
    Console().print(tabel)


if __name__ == "__main__":
    main()
