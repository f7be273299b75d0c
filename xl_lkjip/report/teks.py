"""Findings on the terminal: one table a sheet, galat first in colour, a summary a reader takes in at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..core.rules import Finding, Tingkat
from ..core.validation import HasilBerkas

_WARNA = {Tingkat.GALAT: "bold red", Tingkat.PERINGATAN: "yellow", Tingkat.INFO: "cyan"}
LEBAR_TANPA_TERMINAL = 120


def konsol(*, galat: bool = False) -> Console:
    """A console; wide enough for a table where there is no terminal."""
    layar = Console(stderr=galat, highlight=False, soft_wrap=False)
    if not layar.is_terminal:
        layar.width = max(layar.width, LEBAR_TANPA_TERMINAL)
    return layar


def cetak_hasil(layar: Console, hasil: Sequence[HasilBerkas], *, rinci: bool = False) -> None:
    """Print the findings of every file, then one line each as summary."""
    for satu in hasil:
        cetak_berkas(layar, satu, rinci=rinci)
    if len(hasil) > 1:
        cetak_ringkasan(layar, hasil)


def cetak_berkas(layar: Console, hasil: HasilBerkas, *, rinci: bool = False) -> None:
    """Print one file: its refusal, or its findings sheet by sheet."""
    layar.print(Text(hasil.nama, style="bold"))
    if hasil.penolakan:
        layar.print(Text(f"  Ditolak: {hasil.penolakan.kode} {hasil.penolakan.sebab} {hasil.penolakan.saran}", style="bold red"))
        return
    if not hasil.temuan:
        layar.print(Text("  Tidak ada temuan.", style="green"))
        return
    for lembar, temuan in groupby(hasil.temuan, key=lambda t: t.lembar):
        layar.print(_tabel(lembar, list(temuan), rinci))
    layar.print(Text(f"  {_banyak(hasil)}", style="bold"))


def _tabel(lembar: str, temuan: Sequence[Finding], rinci: bool) -> Table:
    tabel = Table(title=f"Lembar {lembar}" if lembar else None, title_justify="left", title_style="italic", show_lines=rinci)
    tabel.add_column("Sel", no_wrap=True)
    tabel.add_column("Tingkat", no_wrap=True)
    tabel.add_column("Kode", no_wrap=True)
    tabel.add_column("Tercetak", overflow="fold")
    tabel.add_column("Seharusnya", overflow="fold")
    tabel.add_column("Temuan", ratio=1, overflow="fold")
    for t in temuan:
        isi = Text(t.pesan)
        if rinci:
            isi.append(f"\nSaran: {t.saran}", style="green")
            if t.dasar:
                isi.append(f"\nDasar: {t.dasar}", style="dim")
        tabel.add_row(t.sel, Text(t.tingkat.value, style=_WARNA[t.tingkat]), t.kode, Text(t.tercetak), Text(t.hitung), isi)
    return tabel


def cetak_ringkasan(layar: Console, hasil: Sequence[HasilBerkas]) -> None:
    """One line a file: what a reviewer of forty files reads first."""
    tabel = Table(title="Ringkasan", title_justify="left", title_style="bold")
    tabel.add_column("Berkas", overflow="fold")
    for judul in ("Galat", "Peringatan", "Info"):
        tabel.add_column(judul, justify="right")
    tabel.add_column("Hasil")
    for satu in hasil:
        if satu.penolakan:
            tabel.add_row(Text(satu.nama), "-", "-", "-", Text(f"ditolak ({satu.penolakan.kode})", style="bold red"))
            continue
        banyak = [satu.banyak(t) for t in Tingkat]
        putusan = Text("perlu diperbaiki", style="bold red") if banyak[0] else Text("baik", style="green")
        tabel.add_row(Text(satu.nama), *map(str, banyak), putusan)
    layar.print(tabel)


def cetak_contoh(
    layar: Console, berkas: Sequence[tuple[Path, str]], bersih: Sequence[HasilBerkas], tercetak: Sequence[HasilBerkas]
) -> None:
    """The worked example in four steps: what was made, the right figures, the printed ones, what to do next."""
    tabel = Table(title="Contoh Kota Blitar 2023: berkas yang dibuat", title_justify="left", title_style="bold")
    tabel.add_column("Berkas", overflow="fold")
    tabel.add_column("Isi")
    for tempat, arti in berkas:
        tabel.add_row(Text(str(tempat)), arti)
    layar.print(tabel)
    layar.print(Text("\n1. Angka yang benar, diperiksa bersama PK-nya", style="bold"))
    cetak_hasil(layar, bersih)
    layar.print(Text("\n2. Angka seperti tercetak dalam laporan, diperiksa bersama PK yang sama", style="bold"))
    for satu in tercetak:
        if satu.temuan or satu.penolakan:
            cetak_berkas(layar, satu)
    layar.print(Text("\n3. Selanjutnya", style="bold"))
    layar.print(Text(f"  Buka {berkas[3][0]} di Excel atau LibreOffice dan ubah satu realisasi;"))
    layar.print(Text("  lalu jalankan xl-lkjip validasi pada berkas itu bersama PK-nya."))


def _banyak(hasil: HasilBerkas) -> str:
    return ", ".join(f"{hasil.banyak(t)} {t.value}" for t in Tingkat if hasil.banyak(t))
