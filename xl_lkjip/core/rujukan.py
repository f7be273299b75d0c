"""References inside formulas: what a formula points at, how it reads when copied, and how it reads from its own cell (R1C1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from .workbook import BARIS_MAKS, KOLOM_MAKS, huruf_kolom, letak

_TEKS = r'"(?:[^"]|"")*"'
_LEMBAR = r"'(?:[^']|'')*'"  # a sheet in quotes
_KURUNG = r"\[[^\[\]]*\]"  # another workbook, or a part of a structured reference
_SEL = r"(?<![\w.$])(?P<kt>\$?)(?P<k>[A-Za-z]{1,3})(?P<bt>\$?)(?P<b>[1-9][0-9]{0,6})(?![\w.(!\[])"
_KOLOM = r"(?<![\w.$:])(?P<k1t>\$?)(?P<k1>[A-Za-z]{1,3}):(?P<k2t>\$?)(?P<k2>[A-Za-z]{1,3})(?![\w.(!\[$:])"
_BARIS = r"(?<![\w.$:])(?P<b1t>\$?)(?P<b1>[1-9][0-9]{0,6}):(?P<b2t>\$?)(?P<b2>[1-9][0-9]{0,6})(?![\w.(!\[:])"
_POTONG = re.compile(f"(?P<lewat>{_TEKS}|{_LEMBAR}|{_KURUNG})|{_KOLOM}|{_BARIS}|{_SEL}")
_SATU = r"\$?(?P<k{0}>[A-Za-z]{{1,3}})\$?(?P<b{0}>[1-9][0-9]{{0,6}})"
_DAERAH = re.compile(
    rf"{_TEKS}|(?P<awalan>({_LEMBAR}|(?:{_KURUNG}|(?<![\w.$\]]))[\w.]+)!)?"
    rf"(?<![\w.$]){_SATU.format(1)}(?::{_SATU.format(2)})?(?![\w.(!\[])|{_KURUNG}"
)
_NAMA = re.compile(rf"{_TEKS}|'(?:[^']|'')*'!|{_KURUNG}|(?<![\w.$!])(?P<nama>[A-Za-z_\\][\w.\\]*)(?![\w.!(\[])")
_SPASI = re.compile(r"\s+")
_ADDIN = re.compile(
    rf"(?:'(?:[^']|'')*?\[?xl_lkjip\.xlam?\]?'|\[?(?<![\w.])xl_lkjip\.xlam?\]?|\[(?P<nomor>[1-9][0-9]{{0,5}})\])!(?=[A-Za-z_]\w*\()"
    rf"|(?P<lewat>{_TEKS}|{_LEMBAR})",
    re.IGNORECASE,
)
HILANG = "#REF!"


@dataclass(frozen=True, slots=True)
class Daerah:
    """An area that a formula points at; `lembar` "" is the sheet of the formula."""

    lembar: str
    baris1: int
    kolom1: int
    baris2: int
    kolom2: int

    @property
    def tunggal(self) -> bool:
        """One cell."""
        return (self.baris1, self.kolom1) == (self.baris2, self.kolom2)

    def memuat(self, baris: int, kolom: int) -> bool:
        """The cell lies in it."""
        return self.baris1 <= baris <= self.baris2 and self.kolom1 <= kolom <= self.kolom2


def geser(rumus: str, turun: int, kanan: int) -> str:
    """The formula as it reads after copying it so many rows down and columns to the right."""

    def kolom(tetap: str, huruf: str) -> str:
        nomor = _nomor(huruf) + (0 if tetap else kanan)
        return tetap + huruf_kolom(nomor) if 1 <= nomor <= KOLOM_MAKS else ""

    def baris(tetap: str, angka: str) -> str:
        nomor = int(angka) + (0 if tetap else turun)
        return f"{tetap}{nomor}" if 1 <= nomor <= BARIS_MAKS else ""

    def tulis(m: re.Match[str]) -> str:
        if m["lewat"] or (m["k"] and _nomor(m["k"]) > KOLOM_MAKS):  # a name such as XFE1
            return m.group()
        if m["k"]:
            k, b = kolom(m["kt"], m["k"]), baris(m["bt"], m["b"])
            return k + b if k and b else HILANG
        ujung = [kolom(m["k1t"], m["k1"]), kolom(m["k2t"], m["k2"])] if m["k1"] else [baris(m["b1t"], m["b1"]), baris(m["b2t"], m["b2"])]
        return ":".join(ujung) if all(ujung) else HILANG

    return _POTONG.sub(tulis, rumus)


def r1c1(rumus: str, baris: int, kolom: int) -> str:
    """The formula seen from its cell: equal for two cells where one is the copy of the other. For comparing only."""

    def k(tetap: str, huruf: str) -> str:
        return f"C{_nomor(huruf)}" if tetap else f"C[{_nomor(huruf) - kolom}]"

    def b(tetap: str, angka: str) -> str:
        return f"R{angka}" if tetap else f"R[{int(angka) - baris}]"

    hasil: list[str] = []
    akhir = 0
    for m in _POTONG.finditer(rumus):
        hasil.append(_SPASI.sub("", rumus[akhir : m.start()]).upper())
        akhir = m.end()
        if m["lewat"] or (m["k"] and _nomor(m["k"]) > KOLOM_MAKS):
            hasil.append(m.group())
        elif m["k"]:
            hasil.append(b(m["bt"], m["b"]) + k(m["kt"], m["k"]))
        elif m["k1"]:
            hasil.append(f"{k(m['k1t'], m['k1'])}:{k(m['k2t'], m['k2'])}")
        else:
            hasil.append(f"{b(m['b1t'], m['b1'])}:{b(m['b2t'], m['b2'])}")
    return "".join(hasil) + _SPASI.sub("", rumus[akhir:]).upper()


def daerah(rumus: str) -> Iterator[Daerah]:
    """The areas of this workbook that a formula names by their cells; whole columns and rows are left out."""
    for m in _DAERAH.finditer(rumus):
        lembar = (m["awalan"] or "").removesuffix("!")
        if m["k1"] and "[" not in lembar:
            b1, k1 = int(m["b1"]), _nomor(m["k1"])
            b2, k2 = (int(m["b2"]), _nomor(m["k2"])) if m["k2"] else (b1, k1)
            polos = lembar[1:-1].replace("''", "'") if lembar.startswith("'") else lembar
            yield Daerah(polos, min(b1, b2), min(k1, k2), max(b1, b2), max(k1, k2))


def tanpa_addin(rumus: str, tautan: Sequence[str]) -> str:
    """The formula with functions of our add-in by their bare names. `tautan`: the other files, as formulas count them.

    Excel saves such a function as one of another file: [1]!CAPAIAN(...), or by the path of the add-in.
    """

    def tulis(m: re.Match[str]) -> str:
        nomor = int(m["nomor"] or 0)
        asing = nomor and not (nomor <= len(tautan) and milik_addin(tautan[nomor - 1]))
        return m.group() if m["lewat"] or asing else ""

    return _ADDIN.sub(tulis, rumus) if "!" in rumus else rumus


def milik_addin(target: str) -> bool:
    """A link leads to our add-in, wherever it lies."""
    return bool(re.fullmatch(r"xl_lkjip\.xlam?", berkas_target(target), re.IGNORECASE))


def berkas_target(target: str) -> str:
    """The file name of a link, which is often a whole path of another computer."""
    return re.split(r"[/\\]", unquote(target))[-1] or target


def nama(rumus: str) -> Iterator[str]:
    """Everything in a formula that can be a defined name."""
    return (m["nama"] for m in _NAMA.finditer(rumus) if m["nama"])


@lru_cache(maxsize=4096)
def _nomor(huruf: str) -> int:
    return letak(f"{huruf.upper()}1")[1]
