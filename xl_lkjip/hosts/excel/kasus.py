"""The cases that every host has to get right: bahan/kasus_fungsi.txt and the examples of the registry. Tests read them, uji-excel too.

A line: formula as typed in Indonesia | what the cell shows, or the code of the fault | where the figures come from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from ...core import functions as _functions  # noqa: F401 - importing it fills the registry
from ...core.errors import KATALOG
from ...core.registry import FUNCTIONS
from ...core.rumus import evaluasi

_CARA_MEMANGGIL = "ARG"  # faults that a spreadsheet finds by itself, or our own parser of formulas
_KE_INGGRIS = {",": ".", ";": ","}
_KE_INGGRIS_TABEL = {",": ".", "\\": ","}  # rows of an array are parted by semicolons everywhere


@dataclass(frozen=True, slots=True)
class Kasus:
    """A formula in Excel's own notation, and the value that its cell must have; an error as its text."""

    fungsi: str
    rumus: str
    nilai: float | str


def teks() -> str:
    """The table of cases."""
    return resources.files(__package__).joinpath("bahan", "kasus_fungsi.txt").read_text(encoding="utf-8")


def semua() -> list[Kasus]:
    """Every case that can be typed into Excel, its value reckoned by Python."""
    tertulis = [[s.strip() for s in b.split("|")][:2] for b in teks().strip().splitlines()]
    tertulis += [[c.rumus, c.tampil] for f in FUNCTIONS.values() for c in f.contoh]
    return [
        Kasus(rumus[1:].partition("(")[0], ke_inggris(rumus), KATALOG[hasil].excel if hasil in KATALOG else _nilai(rumus))
        for rumus, hasil in tertulis
        if not hasil.startswith(_CARA_MEMANGGIL)
    ]


def _nilai(rumus: str) -> float | str:
    nilai = evaluasi(rumus).nilai
    return "" if nilai is None else nilai


def ke_inggris(rumus: str) -> str:
    """A formula of the Indonesian locale as Range.Formula takes it."""
    return terjemah(rumus, _KE_INGGRIS, _KE_INGGRIS_TABEL)


def terjemah(rumus: str, tanda: Mapping[str, str], tanda_tabel: Mapping[str, str]) -> str:
    """A formula in another notation: signs outside texts are replaced, inside {row; row\\ column} by those of tables."""
    hasil, tabel = "", False
    for bagian in re.split(r'("(?:[^"]|"")*")', rumus):
        if bagian.startswith('"'):
            hasil += bagian
            continue
        for huruf in bagian:
            tabel = huruf == "{" or (tabel and huruf != "}")
            hasil += (tanda_tabel if tabel else tanda).get(huruf, huruf)
    return hasil
