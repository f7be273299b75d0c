"""How a number looks on paper: Excel's number formats in the Indonesian locale."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .angka import bulatkan

PERSEN, RUPIAH, DUA_DESIMAL, UMUM = "0.00%", "#,##0", "0.00", "General"
# fmt: off
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)
# fmt: on
_ANGKA_UMUM = 11  # characters that the General format shows at most
_ASING = re.compile(r"[a-zA-Z/@]|,(?=[^#0?]|$)")  # dates, fractions, exponents, scaling by thousands: shown as General here
_BUKAN_ANGKA = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


class Bentuk(NamedTuple):
    """What of a number format decides the digits."""

    desimal: int
    ribuan: bool
    persen: bool
    umum: bool


@lru_cache(maxsize=256)
def bentuk(number_format: str) -> Bentuk:
    """Read a number format; what is no plain number format counts as General."""
    bagian = _BUKAN_ANGKA.sub("", number_format.split(";")[0])
    letak = re.search(r"[#0?][#0?,.]*", bagian)
    if not letak or number_format == UMUM or _ASING.search(bagian):
        return Bentuk(0, False, "%" in bagian, True)
    bulat, _, pecahan = letak.group().partition(".")
    return Bentuk(len(pecahan), "," in bulat, "%" in bagian, False)


def angka(x: float, desimal: int = 2, ribuan: bool = True) -> str:
    """1234.5 -> "1.234,50"."""
    desimal = max(desimal, 0)
    teks = f"{bulatkan(x, desimal):{',' if ribuan else ''}.{desimal}f}"
    if not float(teks.replace(",", "")):
        teks = teks.lstrip("-")
    return teks.translate(str.maketrans(",.", ".,"))


def persen(rasio: float, desimal: int = 2) -> str:
    """1.02948 -> "102,95%"."""
    return angka(rasio * 100, desimal) + "%"


def umum(x: float) -> str:
    """The General format: as many digits as fit, no trailing zeros, no thousands points."""
    if not math.isfinite(x):
        return "∞" if x > 0 else "-∞" if x < 0 else "?"
    bulat = len(str(int(abs(x))))
    if bulat > _ANGKA_UMUM or 0 < abs(x) < 1e-9:
        mantisa, _, pangkat = f"{x:.5E}".partition("E")
        return f"{mantisa.rstrip('0').rstrip('.')}E{pangkat}".replace(".", ",")
    teks = f"{bulatkan(x, max(0, _ANGKA_UMUM - 1 - bulat)):.{max(0, _ANGKA_UMUM - 1 - bulat)}f}"
    return (teks.rstrip("0").rstrip(".") if "." in teks else teks).replace(".", ",")


def cetak(nilai: object, number_format: str = UMUM) -> str:
    """The text that the cell shows."""
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "TRUE" if nilai else "FALSE"
    if not isinstance(nilai, (int, float)):
        return str(nilai)
    b = bentuk(number_format)
    if b.persen:
        return persen(nilai, b.desimal)
    return umum(nilai) if b.umum else angka(nilai, b.desimal, b.ribuan)


def tanggal_panjang(hari: date) -> str:
    """20 Oktober 2023."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"
