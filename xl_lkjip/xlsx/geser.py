"""References inside formulas: moved by inserted rows, or translated as by copying.

Only rows and columns of references change. Text, function names, defined names, structured references and other workbooks stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from ..core.errors import LkjipError, kutip
from ..core.workbook import huruf_kolom, letak

BARIS_MAKS, _KOLOM_MAKS = 1_048_576, 16_384
# (sheet as written or None, row is absolute, row, second end of a range) -> row as text
_UbahBaris = Callable[["str | None", bool, int, bool], str]
_UbahKolom = Callable[[str], str]
_SEL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})")
_BARIS = re.compile(r"(\$?)([1-9][0-9]{0,6})")
_KOLOM = re.compile(r"(\$?)([A-Za-z]{1,3})")
_PEMISAH = re.compile(r"'(?:[^']|'')*'|\[[^\[\]]*\]|:")
_ANGKA = re.compile(r"[0-9]+")
_SPASI = re.compile(r"[ \n]+")
_SPASI_LAIN = str.maketrans("\t\r", "  ")  # white space that the tokenizer does not know
_TANDA = "\0"  # cannot occur in XML


class _DiLuar(Exception):  # noqa: N818 - never leaves this module
    """The reference would leave the sheet."""


@dataclass(frozen=True, slots=True)
class Sisipan:
    """Rows inserted in a sheet: `banyak` of them, below row `contoh`."""

    lembar: str
    contoh: int
    banyak: int
    _nama: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_nama", self.lembar.casefold())

    def di_sini(self, lembar: str) -> bool:
        """The rows are inserted in this sheet (its name is given without quotes)."""
        return lembar.casefold() == self._nama

    def baris(self, baris: int) -> int:
        """Where a row stands afterwards."""
        return baris + self.banyak if baris > self.contoh else baris

    def rumus(self, rumus: str, di: str = "", *, nama: bool = False) -> str:
        """A formula of sheet `di` ("" for none) afterwards. In a defined name only absolute rows move. Fault: BRK019."""
        if not self.menyebut(rumus, di) or not self._bergeser(rumus):
            return rumus
        return ubah_rujukan(rumus, self._pengubah(di, nama))

    def sasaran(self, sasaran: str, di: str) -> str:
        """The target of a hyperlink afterwards; sheet names may lack their quotes there."""
        pagar = "#" if sasaran.startswith("#") else ""
        return pagar + _operan(sasaran.removeprefix("#"), self._pengubah(di, nama=False), None)

    def daerah(self, daerah: str, *, ikut: bool = False) -> str:
        """Areas of the sheet itself (sqref, ref) afterwards. `ikut`: an area over the copied row takes in the new rows, too."""
        return " ".join(self._satu_daerah(d, ikut) for d in daerah.split())

    def _satu_daerah(self, daerah: str, ikut: bool) -> str:
        tepi = baris_daerah(daerah)
        if tepi is None:
            return daerah
        awal, akhir = tepi
        bawah = akhir + self.banyak if ikut and awal <= self.contoh <= akhir else self.baris(akhir)
        ujung = daerah.split(":")
        if ikut and len(ujung) == 1 and bawah != akhir and awal == self.contoh:
            ujung = [daerah, daerah]
        baru = (self.baris(awal), bawah) if len(ujung) > 1 else (bawah,)
        return ":".join(_ANGKA.sub(str(min(b, BARIS_MAKS)), u) for u, b in zip(ujung, baru, strict=True))

    def menyebut(self, rumus: str, di: str) -> bool:
        """A formula of sheet `di` may refer to the sheet of the rows."""
        return self.di_sini(di) or self._nama.replace("'", "''") in rumus.casefold()

    def _bergeser(self, rumus: str) -> bool:
        """Something in the formula could move; keeps most formulas from the slow tokenizer."""
        return any(int(a) > self.contoh for a in _ANGKA.findall(rumus) if len(a) <= len(str(BARIS_MAKS)))

    def _pengubah(self, di: str, nama: bool) -> _UbahBaris:
        def ubah(lembar: str | None, mutlak: bool, baris: int, akhir: bool) -> str:
            if not self.di_sini(di if lembar is None else _polos(lembar)) or (nama and not mutlak):
                return str(baris)
            baru = self.baris(baris)
            if baru > BARIS_MAKS and not akhir:
                raise _DiLuar
            return str(min(baru, BARIS_MAKS))  # a range down to the last row stays one

        return ubah


def baris_daerah(daerah: str) -> tuple[int, int] | None:
    """First and last row of an area such as B3 or B3:C9; None for whole columns and what is no area."""
    ujung = [_SEL.fullmatch(u) or _BARIS.fullmatch(u) for u in daerah.split(":")]
    baris = [int(u.group(u.lastindex or 0)) for u in ujung if u]
    return (min(baris), max(baris)) if len(baris) == len(ujung) <= 2 else None


def salin(rumus: str, turun: int, kanan: int = 0) -> str:
    """The formula as it reads after copying it so many rows down and columns to the right. Fault: BRK019."""

    def baris(_: str | None, mutlak: bool, baris: int, __: bool) -> str:
        if mutlak:
            return str(baris)
        if not 1 <= baris + turun <= BARIS_MAKS:
            raise _DiLuar
        return str(baris + turun)

    def kolom(kolom: str) -> str:
        nomor = letak(f"{kolom.upper()}1")[1] + kanan
        if not 1 <= nomor <= _KOLOM_MAKS:
            raise _DiLuar
        return huruf_kolom(nomor)

    return ubah_rujukan(rumus, baris, kolom if kanan else None)


def tandai(rumus: str) -> str:
    """The formula with NUL around every relative row, so that many copies are made without reading it again. Fault: BRK019."""
    return ubah_rujukan(rumus, lambda _, mutlak, baris, __: str(baris) if mutlak else f"{_TANDA}{baris}{_TANDA}")


def ubah_rujukan(rumus: str, baris: _UbahBaris, kolom: _UbahKolom | None = None) -> str:
    """The formula (without its "=") with the rows, and the relative columns, of its references changed. Fault: BRK019."""
    teks = rumus.translate(_SPASI_LAIN)
    hasil: list[str] = []
    posisi, sebelum = 0, ""
    for token in _token(teks, rumus):
        # The tokenizer shortens runs of white space: what is kept is taken from the formula itself.
        spasi = _SPASI.match(teks, posisi) if token.type == Token.WSPACE else None
        potong = rumus[posisi : spasi.end() if spasi else posisi + len(token.value)]
        posisi += len(potong)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE and not sebelum.endswith("#REF!"):
            potong = _operan(potong, baris, kolom)
        elif token.type == Token.FUNC and ":" in potong:  # A1:INDEX( comes as the name of a function
            awal, _, fungsi = potong.rpartition(":")
            potong = f"{_operan(awal, baris, kolom)}:{fungsi}"
        sebelum = potong
        hasil.append(potong)
    if posisi != len(rumus):
        raise LkjipError("BRK019", rumus=kutip(f"={rumus}"))
    return "".join(hasil)


def _token(teks: str, rumus: str) -> list[Token]:
    try:
        return list(Tokenizer(f"={teks}").items)
    except (TokenizerError, IndexError, AttributeError):
        raise LkjipError("BRK019", rumus=kutip(f"={rumus}")) from None


def _operan(operan: str, ubah_baris: _UbahBaris, ubah_kolom: _UbahKolom | None) -> str:
    inti = operan.strip(" \t\r\n")
    if inti != operan:
        return operan.replace(inti, _operan(inti, ubah_baris, ubah_kolom)) if inti else operan
    if "[" in inti and "!" not in inti[inti.rfind("]") :]:
        return operan  # a structured reference
    potongan = _potong(inti)
    if len(potongan) > 1 and "!" not in potongan[0] and "!" in potongan[1] and not _sel(potongan[0]):
        potongan[:2] = [":".join(potongan[:2])]  # Awal:Akhir!A1, several sheets
    lembar, awalan = None, ""
    hasil = []
    polos = [p.rpartition("!")[2] for p in potongan]
    for nomor, potong in enumerate(potongan):
        isi = polos[nomor]
        if isi != potong:
            awalan = potong[: len(potong) - len(isi)]
            lembar = awalan[:-1]
        tetangga = polos[max(nomor - 1, 0) : nomor] + polos[nomor + 1 : nomor + 2]
        try:
            isi = _ujung(isi, tetangga, lembar, nomor > 0, ubah_baris, ubah_kolom)
        except _DiLuar:
            return f"{awalan}#REF!"
        hasil.append(potong[: len(potong) - len(polos[nomor])] + isi)
    return ":".join(hasil)


def _ujung(isi: str, tetangga: list[str], lembar: str | None, akhir: bool, ubah_baris: _UbahBaris, ubah_kolom: _UbahKolom | None) -> str:
    """One end of a reference. A row or column alone is one only beside another."""
    if sel := _sel(isi):
        tetap_kolom, kolom, tetap_baris, baris = sel.groups()
        if ubah_kolom and not tetap_kolom:
            kolom = ubah_kolom(kolom)
        return f"{tetap_kolom}{kolom}{tetap_baris}{ubah_baris(lembar, bool(tetap_baris), int(baris), akhir)}"
    if (satu := _BARIS.fullmatch(isi)) and any(_BARIS.fullmatch(t) for t in tetangga):
        return satu.group(1) + ubah_baris(lembar, bool(satu.group(1)), int(satu.group(2)), akhir)
    if ubah_kolom and (satu := _KOLOM.fullmatch(isi)) and any(_KOLOM.fullmatch(t) for t in tetangga):
        return satu.group(1) + (satu.group(2) if satu.group(1) else ubah_kolom(satu.group(2)))
    return isi


def _sel(teks: str) -> re.Match[str] | None:
    """A cell reference; XFE1 and the like are names."""
    cocok = _SEL.fullmatch(teks)
    if cocok and int(cocok.group(4)) <= BARIS_MAKS and letak(f"{cocok.group(2).upper()}1")[1] <= _KOLOM_MAKS:
        return cocok
    return None


def _potong(teks: str) -> list[str]:
    """The parts between colons, but not colons inside quotes or brackets."""
    hasil, awal = [], 0
    for cocok in _PEMISAH.finditer(teks):
        if cocok.group() == ":":
            hasil.append(teks[awal : cocok.start()])
            awal = cocok.end()
    return [*hasil, teks[awal:]]


@lru_cache(maxsize=256)
def _polos(lembar: str) -> str:
    """The sheet name as it stands on its tab; "" for other workbooks and for several sheets: those references do not move."""
    nama = lembar[1:-1].replace("''", "'") if lembar.startswith("'") and lembar.endswith("'") and len(lembar) > 1 else lembar
    nama = nama.removeprefix("[0]")  # this workbook
    awal, _, akhir = nama.partition(":")
    if akhir and awal.strip("'").casefold() == akhir.strip("'").casefold():
        nama = awal.strip("'")
    return "" if set(nama) & set("[]:") else nama
