"""A formula typed as text in the Indonesian locale, e.g. =PREDIKAT(CAPAIAN(78; 80,30); "blitar").

Arguments are separated by semicolons; {1; 2; 3} is a column and {1\\ 2\\ 3} a row, as in Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import cetak
from .angka import baca
from .errors import LkjipError, kutip
from .registry import FUNCTIONS, panggil

_PANJANG_MAKS = 8192  # Excel's own limit for a formula
_DALAM_MAKS = 64  # and for nested calls
_NAMA = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(?=\s*\()")
_TEKS = re.compile(r'"((?:[^"]|"")*)"')
_ANGKA = re.compile(r"[+-]?\s*\d[^;(){}\"\\]*")


@dataclass(frozen=True, slots=True)
class Jawaban:
    """The value of a formula and the number format in which a cell would show it."""

    nilai: Any
    format: str

    @property
    def tampil(self) -> str:
        """The value as Excel shows it; a range as lines, columns apart by tabs."""
        return tulis(self.nilai, lambda v: cetak.cetak(v, self.format))

    @property
    def mentah(self) -> str:
        """The value as Python writes it."""
        return tulis(self.nilai, str)


def tulis(nilai: Any, satu: Any) -> str:
    """One element or a range as text."""
    baris = nilai if isinstance(nilai, list) else [nilai]
    return "\n".join("\t".join(_sel(v, satu) for v in (b if isinstance(b, list) else [b])) for b in baris)


def _sel(nilai: Any, satu: Any) -> str:
    if isinstance(nilai, LkjipError):
        return nilai.excel
    return "" if nilai is None else str(satu(nilai))


Pemanggil = Callable[[str, list[Any]], Jawaban]


def evaluasi(rumus: str, pemanggil: Pemanggil | None = None) -> Jawaban:
    """Evaluate a formula. Faults: ARG002-ARG004 and those of the functions.

    `pemanggil` answers the calls instead of the registry; it gets numbers as the texts that were typed ("13,02%").
    """
    if len(rumus) > _PANJANG_MAKS:
        raise LkjipError("ARG004", posisi=_PANJANG_MAKS, nilai="rumus terlalu panjang")
    pembaca = _Pembaca(rumus.strip().removeprefix("="), pemanggil)
    jawaban = pembaca.ekspresi(0)
    pembaca.lewati()
    if pembaca.letak < len(pembaca.teks):
        raise pembaca.galat()
    return jawaban


class _Pembaca:
    """A recursive descent over the text; `letak` is how far it has come."""

    def __init__(self, teks: str, pemanggil: Pemanggil | None) -> None:
        self.teks = teks
        self.pemanggil = pemanggil
        self.letak = 0

    def ekspresi(self, dalam: int) -> Jawaban:
        self.lewati()
        if dalam > _DALAM_MAKS:
            raise self.galat()
        if nama := _NAMA.match(self.teks, self.letak):
            return self._panggilan(nama, dalam)
        if self._kini() == "{":
            return self._rentang(dalam)
        if teks := _TEKS.match(self.teks, self.letak):
            self.letak = teks.end()
            return Jawaban(teks.group(1).replace('""', '"'), cetak.UMUM)
        if angka := _ANGKA.match(self.teks, self.letak):
            try:
                terbaca = baca(angka.group())
            except LkjipError:
                raise self.galat() from None
            self.letak = angka.end()
            if self.pemanggil:
                return Jawaban(angka.group().strip(), cetak.UMUM)
            return Jawaban(terbaca.nilai if terbaca else None, cetak.PERSEN if terbaca and terbaca.persen else cetak.UMUM)
        raise self.galat()

    def _panggilan(self, nama: re.Match[str], dalam: int) -> Jawaban:
        self.letak = self.teks.index("(", nama.end()) + 1
        nilai: list[Any] = []
        self.lewati()
        while self._kini() != ")":
            if self._kini() == ";":  # an argument left out
                nilai.append(None)
            else:
                nilai.append(self.ekspresi(dalam + 1).nilai)
            self.lewati()
            if self._kini() == ";":
                self.letak += 1
                self.lewati()
                if self._kini() == ")":
                    nilai.append(None)
            elif self._kini() != ")":
                raise self.galat()
        self.letak += 1
        if self.pemanggil:
            return self.pemanggil(nama.group(), nilai)
        hasil = panggil(nama.group(), nilai)
        return Jawaban(hasil, FUNCTIONS[nama.group().upper()].format_hasil(nilai))

    def _rentang(self, dalam: int) -> Jawaban:
        self.letak += 1
        baris: list[list[Any]] = [[]]
        while True:
            baris[-1].append(self.ekspresi(dalam + 1).nilai)
            self.lewati()
            tanda = self._kini()
            self.letak += 1
            if tanda == "}":
                return Jawaban(baris, cetak.UMUM)
            if tanda == ";":
                baris.append([])
            elif tanda != "\\":
                self.letak -= 1
                raise self.galat()

    def lewati(self) -> None:
        """Skip spaces."""
        while self._kini().isspace():
            self.letak += 1

    def _kini(self) -> str:
        return self.teks[self.letak : self.letak + 1]

    def galat(self) -> LkjipError:
        """The fault at this place."""
        return LkjipError("ARG004", posisi=self.letak + 1, nilai=kutip(self.teks[self.letak :] or "akhir rumus"))
