"""The conformance corpus: every computed figure of five published reports, as printed. Nothing here needs xl_lkjip."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
JUDUL = ("Letak", "Besaran", "Rumus", "Tercetak")


@dataclass(frozen=True)
class Baris:
    """One printed figure."""

    id: str
    bagian: str
    baris: str
    fungsi: str
    argumen: tuple[Any, ...]
    tercetak: str
    hitung: str
    putusan: str
    kelas: str
    penjelasan: str
    tempat: str

    @property
    def kota(self) -> str:
        return self.id.partition("-")[0]

    @property
    def rumus(self) -> str:
        """The formula of a statement, "" where the report gives no rule."""
        return "" if self.putusan == "tak_terurai" else f"{self.fungsi}({';'.join(map(_argumen, self.argumen))})"


def _argumen(argumen: Any) -> str:
    """A text in quotes; a list is the sum of its items."""
    if isinstance(argumen, list):
        return f"JUMLAH({';'.join(map(_argumen, argumen))})"
    return '"{}"'.format(argumen.replace('"', '""'))


@cache
def semua() -> tuple[Baris, ...]:
    """Every row of every report."""
    hasil = []
    for berkas in sorted(FOLDER.glob("*.csv")):
        with berkas.open(encoding="utf-8", newline="") as isi:
            for b in csv.DictReader(isi):
                argumen = tuple(json.loads(b.pop("argumen")))
                hasil.append(Baris(argumen=argumen, **b))
    return tuple(hasil)


def berumus(laporan: str = "", tempat: str = "") -> list[Baris]:
    """The rows of a report ("blitar" or "blitar_2023"; "" is all) that have a formula; `tempat`: teks, tabel, or "" for both."""
    kota = laporan.partition("_")[0]
    return [b for b in semua() if b.rumus and kota in ("", b.kota) and tempat in ("", b.tempat)]


def lembar_pernyataan(laporan: str, tempat: str = "teks") -> list[tuple[str, str, str, str]]:
    """The rows of a statement sheet, under the header JUDUL: place, quantity, formula, printed figure."""
    return [(b.bagian, b.baris, b.rumus, b.tercetak) for b in berumus(laporan, tempat)]
