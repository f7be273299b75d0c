"""Findings on the terminal: one line each, roots before what follows from them, a summary that a reader takes in at a glance."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..core.rantai import Simpul, banyak, susun
from ..core.rules import Finding, Tingkat
from ..core.validation import HasilBerkas

_WARNA = {Tingkat.GALAT: "bold red", Tingkat.PERINGATAN: "yellow", Tingkat.INFO: "cyan"}
_DIJAWAB = "peringatan dijawab"
_MASUK = 5  # how far the details of a finding are set in
_JAWABAN_MAKS = 40  # characters of an answer in one line, so that the finding is seen as well
_POLOS = re.compile(r"(?<![\w.,\"])[1-9]\d{4,14}(?![\w\"]|[.,]\d)")  # many digits of a cell without a number format
LEBAR_TANPA_TERMINAL = 120
_TANPA_PK = 'tidak dipasangkan dengan PK mana pun; {sebab}. Sebutkan PK-nya dengan petunjuk "pk = NAMA BERKAS.xlsx".'


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
        if satu.tanpa_pk:
            layar.print(Text(f"  Pengukuran ini {_TANPA_PK.format(sebab=satu.tanpa_pk)}", style="yellow"))
    if len(hasil) > 1:
        cetak_ringkasan(layar, hasil)


def cetak_berkas(layar: Console, hasil: HasilBerkas, *, rinci: bool = False) -> None:
    """Print one file: its refusal, or its findings by the sheet of their root."""
    layar.print(Text(hasil.nama, style="bold"))
    if hasil.penolakan:
        layar.print(Text(f"  Ditolak: {hasil.penolakan.kode} {hasil.penolakan.sebab} {hasil.penolakan.saran}", style="bold red"))
        return
    if not hasil.temuan:
        layar.print(Text(f"  Tidak ada temuan; {_diperiksa(hasil)}.", style="green" if hasil.diperiksa else "yellow"))
        return
    simpul = susun(hasil.temuan)
    lebar = _lebar(simpul, layar.width)
    for lembar, rantai in groupby(_menurut_akar(simpul), key=lambda r: r[0].temuan.lembar):
        layar.print(Text(f"  Lembar {lembar}" if lembar else "  Seluruh berkas", style="italic"))
        _cetak_lembar(layar, lembar, [s for r in rantai for s in r], lebar, rinci=rinci)
    layar.print(Text(f"  {_banyak(hasil)}{f'; {_diperiksa(hasil)}' if hasil.diperiksa else ''}", style="bold"))
    akar, akibat = banyak(simpul)
    if akibat:
        layar.print(Text(f"  {akar} akar, {akibat} akibat: perbaiki akarnya lebih dulu.", style="bold"))


def _menurut_akar(simpul: Iterable[Simpul]) -> list[list[Simpul]]:
    """Each root with what follows from it."""
    hasil: list[list[Simpul]] = []
    for satu in simpul:
        if not satu.dalam:
            hasil.append([])
        hasil[-1].append(satu)
    return hasil


def _lebar(simpul: Sequence[Simpul], layar: int) -> tuple[int, int]:
    """Widths of the columns of cells and of figures, the same for all sheets of a file."""
    sel = max(len(_sel(s, rantai[0].temuan.lembar)) for rantai in _menurut_akar(simpul) for s in rantai)
    return min(sel, layar // 4), min(max(len(_angka(s.temuan)) for s in simpul), layar // 3)


def _cetak_lembar(layar: Console, lembar: str, simpul: Sequence[Simpul], lebar: tuple[int, int], *, rinci: bool) -> None:
    tabel = _tabel(lebar, rinci)
    for s in simpul:
        t = s.temuan
        baris = "", Text(_sel(s, lembar)), Text(t.tingkat.value, style=_WARNA[t.tingkat]), t.kode, Text(_angka(t))
        if rinci:
            tabel = _tabel(lebar, rinci)
            tabel.add_row(*baris, "")
            layar.print(tabel)
            layar.print(Padding(_rinci(t), (0, 0, 1, _MASUK + 2 * s.dalam)))
        else:
            tabel.add_row(*baris, _singkat(s))
    if not rinci:
        layar.print(tabel)


def _tabel(lebar: tuple[int, int], rinci: bool) -> Table:
    tabel = Table.grid(padding=(0, 2, 0, 0), expand=True)
    satu_baris: Any = {"no_wrap": not rinci, "overflow": "fold" if rinci else "ellipsis"}
    tabel.add_column(width=1)
    tabel.add_column(width=lebar[0], **satu_baris)
    tabel.add_column(width=max(len(t.value) for t in Tingkat))
    tabel.add_column(width=6)
    tabel.add_column(width=lebar[1], **satu_baris)
    tabel.add_column(ratio=1, **satu_baris)
    return tabel


def _sel(simpul: Simpul, lembar: str) -> str:
    """The cell, set in below its root; with its sheet where that is another one."""
    t = simpul.temuan
    sel = t.sel if t.lembar == lembar else f"{t.lembar}!{t.sel}"
    return f"{'  ' * (simpul.dalam - 1)}└ {sel}" if simpul.dalam else sel


def _angka(t: Finding) -> str:
    """What is printed -> what should be."""
    tercetak, hitung = (_beribuan(_sebaris(x)) for x in (t.tercetak, t.hitung))
    return f"{tercetak} → {hitung}".strip() if hitung else tercetak


def _beribuan(teks: str) -> str:
    """Bare digits of a cell without a number format, as they are read: 4400000000 is 4.400.000.000."""
    return _POLOS.sub(lambda c: f"{int(c[0]):,}".replace(",", "."), teks)


def _singkat(simpul: Simpul) -> Text:
    t = simpul.temuan
    isi = Text()
    if t.tanggapan:
        jawaban = _sebaris(t.tanggapan)
        jawaban = jawaban if len(jawaban) <= _JAWABAN_MAKS else f"{jawaban[: _JAWABAN_MAKS - 1]}…"
        isi.append(f"{_cap_jawaban(t)}: {jawaban} | ", style="green")
    if simpul.akar_luar:
        isi.append(f"akibat {simpul.akar_luar}: ", style="dim")
    return isi.append(_pesan_singkat(t))


def _pesan_singkat(t: Finding) -> str:
    """The message without what the columns before it say already."""
    pesan = t.pesan.replace(f" di lembar {t.lembar}", "", 1)
    if t.tercetak:
        pesan = re.sub(rf',? tercetak "?{re.escape(t.tercetak)}"?(, tetapi)?', lambda c: ":" if c[1] else "", pesan, count=1)
    return _sebaris(pesan if t.kode.startswith("IDN") else _beribuan(pesan))  # a NIP is no amount


def _rinci(t: Finding) -> Text:
    isi = Text(t.pesan if t.kode.startswith("IDN") else _beribuan(t.pesan))
    for label, teks, warna in (
        ("Saran", t.saran, "green"), ("Dasar", t.dasar, "dim"), ("Akibat dari", t.akar, "magenta"),
        (_cap_jawaban(t).capitalize(), t.tanggapan, "bold green"),
    ):  # fmt: skip
        if teks:
            isi.append(f"\n{label}: {teks}", style=warna)
    return isi


def _cap_jawaban(t: Finding) -> str:
    return "dijawab, tetap galat" if t.tingkat is Tingkat.GALAT else "dijawab"


def _sebaris(teks: str) -> str:
    return " ".join(teks.split())


def cetak_ringkasan(layar: Console, hasil: Sequence[HasilBerkas]) -> None:
    """One line a file: what a reviewer of forty files reads first."""
    tabel = Table(title="Ringkasan", title_justify="left", title_style="bold")
    tabel.add_column("Berkas", overflow="fold")
    tabel.add_column("Status")
    dijawab = any(h.dijawab for h in hasil)
    for judul in ("Galat", "Peringatan", *(["Dijawab"] if dijawab else []), "Info"):
        tabel.add_column(judul, justify="right")
    for satu in hasil:
        if satu.penolakan:
            tabel.add_row(
                Text(satu.nama), Text(f"ditolak ({satu.penolakan.kode})", style="bold red"), "-", "-", "-", *(["-"] if dijawab else [])
            )
            continue
        status = Text("perlu diperbaiki", style="bold red") if satu.banyak(Tingkat.GALAT) else Text("baik", style="green")
        if not satu.banyak(Tingkat.GALAT) and satu.banyak(Tingkat.PERINGATAN) > satu.dijawab:
            status = Text("perlu dijelaskan", style="yellow")
        if not satu.diperiksa and not satu.banyak(Tingkat.GALAT):
            status = Text("0 angka diperiksa", style="yellow")
        tabel.add_row(Text(satu.nama), status, *(str(n) for apa, n in _hitungan(satu).items() if dijawab or apa != _DIJAWAB))
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
    layar.print(Text(f"  lalu periksa berkas itu bersama PK-nya: {_perintah()} validasi {berkas[2][0]} {berkas[3][0]}"))


def _perintah() -> str:
    """How the user can call us again from here."""
    return (
        "xl-lkjip" if shutil.which("xl-lkjip") else sys.argv[0] if Path(sys.argv[0]).stem == "xl-lkjip" else f"{sys.executable} -m xl_lkjip"
    )


def _hitungan(hasil: HasilBerkas) -> dict[str, int]:
    """The counts of a file; a peringatan that was answered counts apart."""
    return {
        "galat": hasil.banyak(Tingkat.GALAT),
        "peringatan": hasil.banyak(Tingkat.PERINGATAN) - hasil.dijawab,
        _DIJAWAB: hasil.dijawab,
        "info": hasil.banyak(Tingkat.INFO),
    }


def _diperiksa(hasil: HasilBerkas) -> str:
    """How much was held against a calculation: a file in which nothing could be is not right, only silent."""
    if not hasil.diperiksa:
        return "0 angka diperiksa: tidak satu pun dapat dihitung ulang; lihat `xl-lkjip kenali`"
    return f"{hasil.diperiksa} angka dihitung ulang"


def _banyak(hasil: HasilBerkas) -> str:
    return ", ".join(f"{n} {apa}" for apa, n in _hitungan(hasil).items() if n)
