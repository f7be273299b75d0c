"""Plain formulas, worked out one step from the stored values of the cells they point at: + - * / ^ % and a few functions.

No engine: whatever is more than that has no value here. What is stored is held against it, so that an old value is found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from .angka import bulatkan
from .workbook import Cell, Sheet, Workbook, letak

_PANJANG_MAKS, _DALAM_MAKS, _LUAS_MAKS = 500, 30, 20_000
_POTONG = re.compile(
    r"\s*(?:(?P<angka>\d+(?:\.\d+)?(?:E[+-]?\d+)?)(?![\w:])"
    r"|(?P<fungsi>[A-Z]+)\("
    r"|(?P<lembar>(?:'(?:[^'\[\]]|'')+'|[A-Za-z_]\w*)!)?(?P<awal>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<akhir>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(:])"
    r"|(?P<tanda>[-+*/^%(),]))\s*"
)
_TANGGAL = re.compile(r"\d{4}-\d\d-\d\d.*|\d\d:\d\d:\d\d.*|-?\d+ days?, .*|\d+:\d\d:\d\d.*")  # how the reader writes a date or a time
_FUNGSI: dict[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "AVERAGE": lambda n: math.fsum(n) / len(n),
    "MIN": lambda n: min(n, default=0.0),
    "MAX": lambda n: max(n, default=0.0),
    "COUNT": lambda n: float(len(n)),
    "PRODUCT": lambda n: math.prod(n) if n else 0.0,
}
_SKALAR: dict[str, tuple[int, Callable[..., float]]] = {"ABS": (1, abs), "ROUND": (2, lambda x, n: bulatkan(x, int(n)))}


class _BukanPolos(Exception):  # noqa: N818 - never leaves this module
    """No plain formula, or something in it that is no number."""


def hitung(buku: Workbook, sheet: Sheet, cell: Cell) -> float | None:
    """What the formula gives from the stored values; None for all but plain formulas on numbers."""
    if not cell.formula or len(cell.formula) > _PANJANG_MAKS:
        return None
    try:
        hasil = _Pembaca(buku, sheet, cell).semua()
    except (_BukanPolos, ArithmeticError, ValueError):
        return None
    return hasil if math.isfinite(hasil) else None


class _Pembaca:
    """A recursive descent over one formula."""

    def __init__(self, buku: Workbook, sheet: Sheet, cell: Cell) -> None:
        self.buku, self.sheet, self.cell = buku, sheet, cell
        self.potong: list[re.Match[str]] = []
        self.nomor = 0
        akhir = 0
        while akhir < len(cell.formula):
            satu = _POTONG.match(cell.formula, akhir)
            if not satu or (satu["fungsi"] and satu["fungsi"] not in _FUNGSI and satu["fungsi"] not in _SKALAR):
                raise _BukanPolos
            self.potong.append(satu)
            akhir = satu.end()

    def semua(self) -> float:
        """The value of the whole formula; a mere constant has none to be held against."""
        hasil = self._jumlah(0)
        if self.nomor < len(self.potong) or not any(p["awal"] for p in self.potong):
            raise _BukanPolos
        return hasil

    def _tanda(self) -> str:
        return (self.potong[self.nomor]["tanda"] or "") if self.nomor < len(self.potong) else ""

    def _ambil(self, tanda: str) -> bool:
        if self._tanda() != tanda:
            return False
        self.nomor += 1
        return True

    def _jumlah(self, dalam: int) -> float:
        if dalam > _DALAM_MAKS:
            raise _BukanPolos
        hasil = self._kali(dalam)
        while (tanda := self._tanda()) in ("+", "-"):
            self.nomor += 1
            kanan = self._kali(dalam)
            hasil = hasil + kanan if tanda == "+" else hasil - kanan
        return hasil

    def _kali(self, dalam: int) -> float:
        hasil = self._pangkat(dalam)
        while (tanda := self._tanda()) in ("*", "/"):
            self.nomor += 1
            kanan = self._pangkat(dalam)
            hasil = hasil * kanan if tanda == "*" else hasil / kanan
        return hasil

    def _pangkat(self, dalam: int) -> float:
        hasil = self._negatif(dalam)
        while self._ambil("^"):
            hasil = float(hasil) ** self._negatif(dalam)
            if isinstance(hasil, complex):
                raise _BukanPolos
        return hasil

    def _negatif(self, dalam: int) -> float:
        kali = 1.0
        while (tanda := self._tanda()) in ("+", "-"):
            self.nomor += 1
            kali = -kali if tanda == "-" else kali
        hasil = self._satu(dalam)
        while self._ambil("%"):
            hasil /= 100
        return kali * hasil

    def _satu(self, dalam: int) -> float:
        if self.nomor >= len(self.potong):
            raise _BukanPolos
        potong = self.potong[self.nomor]
        self.nomor += 1
        if potong["angka"]:
            return float(potong["angka"])
        if potong["awal"] and not potong["akhir"]:
            return self._sel(potong)
        if potong["tanda"] == "(":
            hasil = self._jumlah(dalam + 1)
            if self._ambil(")"):
                return hasil
        if potong["fungsi"]:
            return self._fungsi(potong["fungsi"], dalam)
        raise _BukanPolos

    def _fungsi(self, fungsi: str, dalam: int) -> float:
        argumen: list[list[float]] = []
        while True:
            argumen.append(self._argumen(dalam))
            if self._ambil(")"):
                break
            if not self._ambil(","):
                raise _BukanPolos
        if fungsi in _FUNGSI:
            return _FUNGSI[fungsi]([n for a in argumen for n in a])
        banyak, cara = _SKALAR[fungsi]
        if len(argumen) != banyak or any(len(a) != 1 for a in argumen):
            raise _BukanPolos
        return cara(*(a[0] for a in argumen))

    def _argumen(self, dalam: int) -> list[float]:
        """An area alone, of which only the numbers count; else one number."""
        if self.nomor < len(self.potong):
            potong = self.potong[self.nomor]
            sesudah = self.potong[self.nomor + 1]["tanda"] if self.nomor + 1 < len(self.potong) else ""
            if potong["awal"] and sesudah in (",", ")"):
                self.nomor += 1
                return self._daerah(potong)
        return [self._jumlah(dalam + 1)]

    def _lembar(self, potong: re.Match[str]) -> Sheet:
        nama = (potong["lembar"] or "").removesuffix("!")
        if not nama:
            return self.sheet
        sheet = self.buku.sheet(nama[1:-1].replace("''", "'") if nama.startswith("'") else nama)
        if sheet is None:
            raise _BukanPolos
        return sheet

    def _cell(self, sheet: Sheet, tempat: tuple[int, int]) -> Cell | None:
        cell = sheet.cells.get(tempat) or sheet.covered.get(tempat)
        if cell is not None and (cell is self.cell or cell.galat or (cell.formula and cell.value is None)):
            raise _BukanPolos
        if cell is not None and isinstance(cell.value, str) and _TANGGAL.fullmatch(cell.value):
            raise _BukanPolos
        return cell

    def _sel(self, potong: re.Match[str]) -> float:
        cell = self._cell(self._lembar(potong), letak(potong["awal"]))
        if cell is None or cell.value is None:
            return 0.0
        if not isinstance(cell.value, float):
            raise _BukanPolos
        return cell.value

    def _daerah(self, potong: re.Match[str]) -> list[float]:
        sheet = self._lembar(potong)
        (b1, k1), (b2, k2) = letak(potong["awal"]), letak(potong["akhir"] or potong["awal"])
        b1, b2, k1, k2 = min(b1, b2), max(b1, b2), min(k1, k2), max(k1, k2)
        if (b2 - b1 + 1) * (k2 - k1 + 1) > _LUAS_MAKS:
            raise _BukanPolos
        isi = (self._cell(sheet, (b, k)) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1))
        return [c.value for c in isi if c is not None and isinstance(c.value, float)]
