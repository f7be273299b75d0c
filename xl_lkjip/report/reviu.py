"""The review checklist on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..core.reviu import PERIKSA, REVIEWER, TIDAK, YA, Butir, ringkas

_WARNA = {YA: "green", TIDAK: "bold red", PERIKSA: "yellow", REVIEWER: "cyan"}


def cetak_reviu(layar: Console, butir: Sequence[Butir]) -> None:
    """Print the points group by group, then how many have each answer."""
    tabel = Table(title="Daftar periksa reviu", title_justify="left", title_style="bold", show_lines=False)
    tabel.add_column("No", no_wrap=True)
    tabel.add_column("Pernyataan", ratio=2, overflow="fold")
    tabel.add_column("Jawaban", no_wrap=True)
    tabel.add_column("Alasan", ratio=3, overflow="fold")
    for kelompok, isi in groupby(butir, key=lambda b: b.kelompok):
        tabel.add_section()
        tabel.add_row("", Text(kelompok, style="bold"), "", "")
        for b in isi:
            tabel.add_row(b.nomor, Text(b.pernyataan), Text(b.jawaban, style=_WARNA[b.jawaban]), Text(b.alasan))
    layar.print(tabel)
    layar.print(Text("  " + ", ".join(f"{banyak} {jawaban}" for jawaban, banyak in ringkas(butir)), style="bold"))
    layar.print(
        Text("  Pokok-pokok PermenPAN-RB 53/2014, Lampiran II dan III, dengan kalimat sendiri; reviewer yang memutuskan.", style="dim")
    )
