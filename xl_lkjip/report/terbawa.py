"""What `isi` made of a PK or an older workbook, on the terminal: what is new, what is missing, and what could not be placed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..xlsx.isi import HasilIsi, Sel


def cetak_terbawa(layar: Console, hasil: HasilIsi) -> None:
    """Print what was carried over, and everything that was not."""
    layar.print(Text(f"Terisi: {hasil.tujuan}", style="bold"))
    layar.print(Text(f"  {hasil.sasaran} sasaran dan {hasil.indikator} indikator terbawa."))
    if hasil.dari_pk:
        layar.print(Text("  Yang masih diisi: realisasi, program dan pagu tiap indikator, data dukung, analisis."))
    layar.print(Text("  Baris kosong ikut tampil; sebelum dicetak, sembunyikan dengan xl-lkjip rapikan."))
    if hasil.kosong:
        layar.print(Text(f"  {hasil.kosong} sel tahun lama (angka, analisis, tanggal) sengaja tidak dibawa."))
    for kini, lalu in hasil.bawaan.mirip:
        layar.print(Text(f'  Nama indikator berbeda, dianggap sama: "{kini}" (PK) dan "{lalu}" (tahun lalu). Periksa.', style="yellow"))
    _daftar(layar, "Indikator PK yang tidak ada di berkas tahun lalu", hasil.bawaan.tanpa_lalu)
    _daftar(layar, "Indikator tahun lalu yang tidak ada di PK", hasil.bawaan.tanpa_pk)
    if hasil.kurang:
        layar.print(Text(f"  Identitas belum lengkap: {', '.join(hasil.kurang)}.", style="yellow"))
    if hasil.rumus:
        layar.print(Text(f"  {len(hasil.rumus)} rumus yang diketik, dibawa sebagai nilainya:"))
        layar.print(_tabel(hasil.rumus))
    if hasil.sisa:
        layar.print(Text(f"  {len(hasil.sisa)} sel tidak terbawa; salin sendiri bila masih perlu:", style="bold yellow"))
        layar.print(_tabel(hasil.sisa))
    else:
        layar.print(Text("  Semua isian lain terbawa." if hasil.kosong else "  Semua isian terbawa.", style="green"))


def _daftar(layar: Console, judul: str, nama: Sequence[str]) -> None:
    if nama:
        layar.print(Text(f"  {judul}:", style="yellow"))
        for satu in nama:
            layar.print(Text(f"    - {satu}"))


def _tabel(semua: Sequence[Sel]) -> Table:
    """Cells with their place; the file where there are two."""
    berkas = len({s.berkas for s in semua}) > 1
    tabel = Table()
    if berkas:
        tabel.add_column("Berkas", overflow="fold")
    tabel.add_column("Lembar", no_wrap=True)
    tabel.add_column("Sel", no_wrap=True)
    tabel.add_column("Isi", ratio=1, overflow="fold")
    for s in semua:
        tabel.add_row(*([Text(Path(s.berkas).name)] if berkas else []), Text(s.lembar), s.sel, Text(s.isi))
    return tabel
