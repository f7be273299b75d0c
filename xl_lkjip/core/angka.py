"""Indonesian numbers: reading texts as agencies write them, and rounding as Excel does.

`baca` reads one cell; `selaraskan` brings the two numbers of a row to one unit.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from .errors import LkjipError, kutip

# A bare number up to here beside a "%" text can be a ratio as well as percent points.
BATAS_RASIO_ATAU_POIN = 1.5
_PANJANG_MAKS = 300
_DIGIT_EXCEL = 15
_DIGIT_CEPAT, _BESAR_CEPAT, _JAUH_DARI_SERI = 6, 1e9, 1e-4
_PANGKAT = tuple(10.0**n for n in range(_DIGIT_CEPAT + 1))

_RUPIAH = re.compile(r"rp\.?\s*", re.IGNORECASE)
# Grades of SAKIP and IKM, and opinions of BPK (UU 15/2004, penjelasan pasal 16) by their usual short names.
_HURUF = re.compile(r"(AAA|AA|A|BB|B|CC|C|DD|D|E|WTP(?:[ -]DPP)?|WDP)\s*(?:\(([^()]*)\))?")
_BADAN = re.compile(r"[+-]?\d(?:[\d.,]|\s(?=\d))*")
_PERSEN = re.compile(r"\s*(?:%+|\(\s*%\s*\)|persen\b)", re.IGNORECASE)
_PANGKAT_KATA = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}  # "M" is million or milliard: not read
_KATA_PANGKAT = re.compile(rf"\s*({'|'.join(_PANGKAT_KATA)})\b", re.IGNORECASE)
# "5 jt" is no 5
_SATUAN = re.compile(r"(?!\s*(?:rb|ribu(?:an)?|jt|juta(?:an)?|m|mil[iy]ar(?:an)?|t|triliun(?:an)?)\b)[^\d,;()]*(?:\(.*\))?", re.IGNORECASE)
_RIBUAN = {tanda: re.compile(rf"\d{{1,3}}(?:{re.escape(tanda)}\d{{3}})+") for tanda in ".,"}
_LAZIM = re.compile(r"([+-]?[0-9]{1,15})(?:,([0-9]{1,2}))?(%)?")
_MERAGUKAN = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")  # one group of three digits: thousands or decimals?
_TANDA_BANDING = re.compile(r"(>=|<=|=>|=<|[<>≥≤=]|min(?:imal)?\b\.?|maks(?:imal)?\b\.?)\s*", re.IGNORECASE)
_SETARA = {
    "≥": ">=",
    "=>": ">=",
    "≤": "<=",
    "=<": "<=",
    "minimal": ">=",
    "min": ">=",
    "min.": ">=",
    "maksimal": "<=",
    "maks": "<=",
    "maks.": "<=",
}
_SAMPAI = re.compile(r"\s*(?:-|–|s\.?\s?d\.?|s/d|sampai(?: dengan)?)\s*", re.IGNORECASE)
_PECAHAN = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_PISAH_BAGIAN = re.compile(r"\s*[,;]\s+(?=\D*\d)|\s+dan\s+", re.IGNORECASE)
_LABEL = re.compile(r"^[^\d:]+:\s*")
_RIBUAN_SPASI = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Angka:
    """What one cell says. `nilai` is None for a letter grade without a number; with `persen` it is a ratio."""

    nilai: float | None
    persen: bool = False
    huruf: str = ""
    satuan: str = ""
    desimal: int | None = None  # digits after the decimal sign, where a text shows them; -8 of "12,5 miliar", which may be 0,05 off
    pembanding: str = ""  # ">" of ">82"
    rentang: tuple[float, float] | None = None  # "60-70"; `nilai` is None
    bagian: tuple[float, ...] = ()  # "2 peserta PKN, 110 peserta latsar"; `nilai` is their sum
    lain: float | None = None  # the other plausible reading: "4,311" is 4.311 here, and can be 4311
    pangkat: int = 0  # 9 of "12,5 miliar"

    @property
    def poin(self) -> float:
        """The number as it was written, before the percent sign was applied."""
        return bulatkan((self.nilai or 0.0) * 100, 12) if self.persen else self.nilai or 0.0

    def __str__(self) -> str:
        if self.rentang:
            return f"{_angka(self.rentang[0])} s.d. {_angka(self.rentang[1])}"
        return self.huruf if self.nilai is None else f"{_angka(self.poin)}{'%' if self.persen else ''}"


def kosong(nilai: object) -> bool:
    """Empty cell, empty text, or a lone dash."""
    return nilai is None or (isinstance(nilai, str) and nilai.strip() in ("", "-", "–", "—"))


def baku(pilihan: object) -> bool:
    """An option left out: blank, or the 0 by which a spreadsheet passes an empty cell."""
    return kosong(pilihan) or (isinstance(pilihan, (int, float)) and pilihan == 0)


def baca(nilai: object, persen: bool = False) -> Angka | None:
    """Read a number, or an Indonesian text; None when blank. `persen`: the cell has a percent format.

    What was read before stays as it is. Fault: ANG001 when it is no number.
    """
    if kosong(nilai):
        return None
    if isinstance(nilai, (int, float)) and not isinstance(nilai, bool):
        try:
            angka = float(nilai)
        except OverflowError:
            raise LkjipError("ANG001", nilai=kutip(nilai)) from None
        if math.isfinite(angka):
            return Angka(angka, persen=persen)
    if isinstance(nilai, Angka):
        return nilai
    if not isinstance(nilai, str) or len(nilai) > _PANJANG_MAKS:
        raise LkjipError("ANG001", nilai=kutip(nilai))
    return _baca_teks(nilai)


@lru_cache(maxsize=4096)
def _baca_teks(asli: str) -> Angka:
    lazim = _LAZIM.fullmatch(asli)
    if lazim:  # most cells: nothing to weigh, so no need of the whole grammar
        pecahan = lazim.group(2) or ""
        return Angka(float(f"{lazim.group(1)}.{pecahan}{'e-2' if lazim.group(3) else ''}"), bool(lazim.group(3)), desimal=len(pecahan))
    teks = " ".join(asli.replace("\u00a0", " ").replace("\u2212", "-").split())
    for cara in (_satu, _pembanding, _rentang, _pecahan, _bagian):
        angka = cara(teks)
        if angka is not None:
            return angka
    raise LkjipError("ANG001", nilai=kutip(asli))


def _pembanding(teks: str) -> Angka | None:
    """ ">82": the bound, and how it binds."""
    tanda = _TANDA_BANDING.match(teks)
    angka = _satu(teks[tanda.end() :]) if tanda else None
    return replace(angka, pembanding=_SETARA.get(tanda.group(1).lower(), tanda.group(1))) if angka and tanda else None


def _rentang(teks: str) -> Angka | None:
    """ "60-70", "60 s.d. 70%": a percent sign at the end is that of both."""
    for tanda in _SAMPAI.finditer(teks):
        bawah, atas = _satu(teks[: tanda.start()]), _satu(teks[tanda.end() :])
        if bawah and atas and bawah.nilai is not None and atas.nilai is not None:
            if atas.pangkat and not bawah.pangkat:  # "10 - 12 miliar"
                bawah = replace(bawah, nilai=bawah.nilai * 10.0**atas.pangkat)
            if atas.persen and not bawah.persen and bawah.nilai is not None:
                bawah = replace(bawah, nilai=bulatkan(bawah.nilai / 100, _DIGIT_EXCEL), persen=True)
            if bawah.persen == atas.persen and bawah.nilai is not None and bawah.nilai <= atas.nilai:
                return Angka(None, persen=atas.persen, satuan=atas.satuan, rentang=(bawah.nilai, atas.nilai))
    return None


def _pecahan(teks: str) -> Angka | None:
    """ "4/10": done of asked, a share."""
    cocok = _PECAHAN.fullmatch(teks)
    if not cocok or not int(cocok.group(2)):
        return None
    return Angka(int(cocok.group(1)) / int(cocok.group(2)), persen=True)


def _bagian(teks: str) -> Angka | None:
    """Several counts in one cell, each with its own words: "BKPP: 6, UPTB : 97"."""
    potong = _PISAH_BAGIAN.split(teks)
    if len(potong) < 2:
        return None
    nilai, satuan = [], []
    for satu in potong:
        angka = _satu(_LABEL.sub("", satu))
        if angka is None or angka.nilai is None or angka.persen or angka.huruf:
            return None
        nilai.append(angka.nilai)
        satuan.append(angka.satuan)
    return Angka(math.fsum(nilai), bagian=tuple(nilai), satuan=", ".join(s for s in satuan if s))


def _satu(teks: str) -> Angka | None:
    """One number, with what may stand around it; None when there is none."""
    huruf = _HURUF.fullmatch(teks)
    if huruf:
        isi = huruf.group(2)
        dalam = _satu(isi) if isi is not None else None
        if isi is not None and dalam is None:
            return None
        return Angka(dalam.nilai if dalam else None, huruf=huruf.group(1), desimal=dalam.desimal if dalam else None)
    rupiah = _RUPIAH.match(teks)
    badan = _BADAN.match(teks, rupiah.end() if rupiah else 0)
    if not badan:
        return None
    badan_angka, sisa = badan.group(), teks[badan.end() :]
    if badan_angka[-1] in ".," and sisa.startswith("-"):  # "Rp 37.740.651.000,-"
        badan_angka, sisa = badan_angka[:-1], sisa[1:]
    tanda_persen = _PERSEN.match(sisa)
    satuan = sisa[tanda_persen.end() :] if tanda_persen else sisa
    kata = _KATA_PANGKAT.match(satuan) if not tanda_persen else None
    pangkat = _PANGKAT_KATA[kata.group(1).lower()] if kata else 0
    satuan = satuan[kata.end() :].removeprefix(",-") if kata else satuan
    tubuh = _ke_desimal(badan_angka)
    if tubuh is None or not _SATUAN.fullmatch(satuan) or satuan.lstrip().startswith(("-", "+", "/")):
        return None
    # A shifted decimal point, not a division: 13,02% is 0.1302 without binary noise.
    geser = "e-2" if tanda_persen else f"e{pangkat}"
    angka = float(tubuh + geser)
    if not math.isfinite(angka):
        return None
    lain = None
    if _MERAGUKAN.fullmatch(badan_angka):
        lain = float(re.sub("[.,]", "." if "." in badan_angka else "", badan_angka) + geser)
    desimal = len(tubuh.partition(".")[2]) - pangkat
    return Angka(angka, persen=bool(tanda_persen), satuan=satuan.strip(), desimal=desimal, lain=lain, pangkat=pangkat)


def _ke_desimal(tubuh: str) -> str | None:
    """Digits with separators as Python writes them; None when the separators make no sense."""
    tubuh = re.sub(r",\s+(?=\d+$)", ",", tubuh)  # "271, 50": a space after the decimal comma is noise
    if " " in tubuh:
        if not _RIBUAN_SPASI.fullmatch(tubuh):
            return None
        tubuh = tubuh.replace(" ", "")
    tanda = "-" if tubuh.startswith("-") else ""
    tubuh = tubuh.lstrip("+-")
    titik, koma = tubuh.count("."), tubuh.count(",")
    if titik and koma:
        desimal = "," if tubuh.rindex(",") > tubuh.rindex(".") else "."
        ribuan = "." if desimal == "," else ","
        bulat, _, pecahan = tubuh.partition(desimal)
        if not _RIBUAN[ribuan].fullmatch(bulat) or not pecahan.isdigit():
            return None
        tubuh = bulat.replace(ribuan, "") + "." + pecahan
    elif koma > 1 or titik > 1:
        ribuan = "," if koma else "."
        if not _RIBUAN[ribuan].fullmatch(tubuh):
            return None
        tubuh = tubuh.replace(ribuan, "")
    elif titik and _RIBUAN["."].fullmatch(tubuh) and not tubuh.startswith("0."):
        tubuh = tubuh.replace(".", "")
    else:
        tubuh = tubuh.replace(",", ".")
    return None if tubuh.endswith(".") or not tubuh.isascii() else tanda + tubuh


def selaraskan(a: Angka, b: Angka) -> tuple[float, float]:
    """Two cells of one row as numbers of one unit. Equal letters without numbers are equal.

    Faults: ANG002 (ratio or points?), ANG003 (two different letters), ANG004 (a range where one number is due).
    """
    for satu in (a, b):
        if satu.rentang:
            raise LkjipError("ANG004", nilai=kutip(satu))
    if a.nilai is None or b.nilai is None:
        if a.huruf and a.huruf == b.huruf:
            return 1.0, 1.0
        raise LkjipError("ANG003", nilai=kutip(a), pembanding=kutip(b))
    if a.persen == b.persen:
        return a.nilai, b.nilai
    polos, persen = (b, a) if a.persen else (a, b)
    if polos.nilai is not None and 0 < abs(polos.nilai) <= BATAS_RASIO_ATAU_POIN:
        baca = f"{_angka(polos.nilai)}%", f"{_angka(bulatkan(polos.nilai * 100, 10))}%"
        raise LkjipError("ANG002", nilai=kutip(polos), pembanding=kutip(persen), bacaan1=baca[0], bacaan2=baca[1])
    return a.poin, b.poin


def selaraskan_rentang(target: Angka, realisasi: Angka) -> tuple[float, float, float]:
    """A range target and a realisasi as lower bound, upper bound and number of one unit."""
    if target.rentang is None:
        t, r = selaraskan(target, realisasi)
        return t, t, r
    bawah, r = selaraskan(replace(target, nilai=target.rentang[0], rentang=None), realisasi)
    atas, _ = selaraskan(replace(target, nilai=target.rentang[1], rentang=None), realisasi)
    return bawah, atas, r


def bulatkan(x: float, digit: int = 0) -> float:
    """Round half away from zero on the decimal value, as Excel's ROUND does (15 significant digits)."""
    if x == 0 or not math.isfinite(x):
        return x
    if 0 <= digit <= _DIGIT_CEPAT and abs(x) * _PANGKAT[digit] < _BESAR_CEPAT:  # nowhere near a tie, plain arithmetic gives the same
        skala = abs(x) * _PANGKAT[digit] + 0.5
        bulat = math.floor(skala)
        if _JAUH_DARI_SERI < skala - bulat < 1 - _JAUH_DARI_SERI:
            return math.copysign(bulat / _PANGKAT[digit], x)
    desimal = Decimal(f"{x:.{_DIGIT_EXCEL}g}")
    if desimal.adjusted() + digit >= _DIGIT_EXCEL:
        return float(desimal)
    return float(desimal.quantize(Decimal(1).scaleb(-digit), ROUND_HALF_UP))


def _angka(x: float) -> str:
    return f"{x:.10g}".replace(".", ",")
