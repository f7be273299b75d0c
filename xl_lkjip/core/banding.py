"""Is a printed figure what the calculation gives? Compared at the precision at which it is printed."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from . import cetak
from .angka import baca, bulatkan
from .errors import LkjipError
from .workbook import Cell

DESIMAL_BIASA = 2
POIN_MULAI = 3.0  # a bare figure from here on in a column of ratios is in percent points
_DESIMAL_MAKS = 9
_INGGRIS = re.compile(r"(?<![\d.,])\d+(?:,\d{3})*\.(?:\d{1,2}|\d{4,})(?![\d.,])|\d,\d{3},\d{3}(?!\d)")
_MERAGUKAN = re.compile(r"-?[1-9]\d{0,2},\d{3}")  # three decimals after a point would read as thousands
_TUKAR = str.maketrans(",.", ".,")
_TERBESAR = 1e30  # beyond it no figure of a report goes, and sums of them could overflow


class Putusan(Enum):
    """cocok: right to the last printed digit; dipotong: right but cut instead of rounded; salah: neither."""

    COCOK = "cocok"
    DIPOTONG = "dipotong"
    SALAH = "salah"


class Tercetak(NamedTuple):
    """A printed figure: its value as printed, in its own unit, its decimals, and whether it is in percent."""

    nilai: float
    desimal: int
    persen: bool


def tercetak(cell: Cell) -> Tercetak | None:
    """The figure as it stands on paper; None when the cell is blank or holds no number."""
    return None if cell.value is None or isinstance(cell.value, bool) else _tercetak(cell.value, cell.number_format)


@lru_cache(maxsize=32_768)  # every rule asks for the same figures
def _tercetak(value: float | str, number_format: str) -> Tercetak | None:
    bentuk = cetak.bentuk(number_format)
    try:
        angka = baca(value, persen=bentuk.persen)
    except LkjipError:
        return None
    if angka is None or angka.nilai is None or abs(angka.nilai) > _TERBESAR:
        return None
    if angka.desimal is not None:
        return Tercetak(angka.poin, angka.desimal, angka.persen)
    desimal = _desimal(angka.nilai) if bentuk.umum else bentuk.desimal
    nilai = angka.nilai * 100 if angka.persen else angka.nilai
    return Tercetak(bulatkan(nilai, desimal), desimal, angka.persen)


def putuskan(cell: Cell, harapan: Sequence[float], *, rasio: bool) -> Putusan:
    """Compare a cell with the values that would be right. `rasio`: a bare 98,5 may stand for 98,5%."""
    angka = tercetak(cell)
    if angka is None:
        return Putusan.SALAH
    calon = [h * 100 if angka.persen else h for h in harapan]
    if rasio and not angka.persen:  # 98,5 for 98,5%, or 0,985; but a bare 1 is no rounded ratio
        calon = [h * 100 for h in harapan] + ([*harapan] if angka.desimal >= DESIMAL_BIASA or angka.nilai in harapan else [])
    tingkat = [angka.desimal]
    if angka.desimal > DESIMAL_BIASA and math.isclose(angka.nilai, bulatkan(angka.nilai, DESIMAL_BIASA), abs_tol=1e-12):
        tingkat.append(DESIMAL_BIASA)  # "6,690": rounded to two digits, then padded
    if any(bulatkan(c, d) == angka.nilai for c in calon for d in tingkat):
        return Putusan.COCOK
    return Putusan.DIPOTONG if any(_potong(c, angka.desimal) == angka.nilai for c in calon) else Putusan.SALAH


def kasar(cell: Cell) -> float:
    """Half a unit of the last digit of a figure that shows no units: 50 juta of "12,5 miliar"; else 0."""
    angka = tercetak(cell)
    return 0.5 * 10.0**-angka.desimal if angka and angka.desimal < 0 else 0.0


def tulis(nilai: float, cell: Cell, *, format_baku: str) -> str:
    """A calculated value, written as the cell prints its own; in a text with English signs with these."""
    teks = _tulis(nilai, cell, format_baku)
    return teks.translate(_TUKAR) if gaya_inggris(cell) and not _MERAGUKAN.fullmatch(teks.rstrip("%")) else teks


def gaya_inggris(cell: Cell) -> bool:
    """A text that writes a point for decimals and commas for thousands: "1,875,320.00", "95.95%"."""
    return isinstance(cell.value, str) and bool(_INGGRIS.search(cell.value))


def _tulis(nilai: float, cell: Cell, format_baku: str) -> str:
    angka = tercetak(cell)
    if angka is None:
        return cetak.cetak(nilai, format_baku)
    desimal = max(angka.desimal, DESIMAL_BIASA) if cetak.bentuk(format_baku).desimal else angka.desimal
    if angka.persen or cetak.bentuk(format_baku).persen:
        poin = not angka.persen and abs(angka.nilai) >= POIN_MULAI  # percent points without a sign
        return cetak.angka(nilai * 100, desimal) if poin else cetak.persen(nilai, desimal)
    return cetak.angka(nilai, desimal)


def _desimal(nilai: float) -> int:
    return len(cetak.umum(nilai).partition(",")[2]) if abs(nilai) < 1e9 else 0


def _potong(nilai: float, desimal: int) -> float:
    if not abs(nilai) < _TERBESAR:
        return math.nan
    skala = 10.0 ** min(desimal, _DESIMAL_MAKS)
    return bulatkan(math.trunc(bulatkan(nilai * skala, 6)) / skala, desimal)
