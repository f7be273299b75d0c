"""Which way an indicator is better, where its table has no column for it: the sign of its target, a note, then its own words."""

from __future__ import annotations

import re
from functools import lru_cache

from ..angka import Angka
from ..domain.arah_kata import arah_dari_kata
from ..workbook import Workbook
from .dokumen import Baris
from .nama import normal

_MAKIN_KECIL = re.compile(
    r"\b(?:se)?makin (?:rendah|kecil|sedikit|menurun|turun|cepat|singkat|pendek)\b.{0,60}\b(?:se)?makin (?:baik|bagus|tinggi kinerja)"
)
_RENTANG_NOMOR = re.compile(r"\b(?:indikator|nomor|no) (?:nomor |no )?(\d{1,2})(?: (?:s d|sd|sampai|sampai dengan))? (\d{1,2})\b")
_NOMOR = re.compile(r"\b(?:indikator|nomor|no) (?:nomor |no )?(\d{1,2})\b")
_KATA_MIN = 5  # letters from which a word of an indicator's name tells it
_TURUN = {"<", "<="}


def arah_diduga(baris: Baris, target: Angka | None, catatan: tuple[str, ...]) -> str:
    """ "turun", "naik" or "" where nothing tells. `catatan`: the notes of the workbook that say which indicators are better when low."""
    if target is not None and target.pembanding:
        return "turun" if target.pembanding in _TURUN else ""
    nama = baris.teks("indikator")
    if any(makin_kecil(str(c.value)) for k, c in baris.sel.items() if k != "indikator" and isinstance(c.value, str)):
        return "turun"
    if catatan and any(_disebut(nama, baris.teks("no"), c) for c in catatan):
        return "turun"
    return arah_dari_kata(nama)


def catatan_arah(buku: Workbook | None) -> tuple[str, ...]:
    """Notes such as "indikator 2 dan 3: semakin rendah semakin baik", as words."""
    semua = (c.value for s in (buku.sheets if buku else ()) for c in s.cells.values() if isinstance(c.value, str))
    return tuple(dict.fromkeys(t for t in semua if makin_kecil(t)))


def makin_kecil(teks: str) -> bool:
    """The text says that less is better."""
    return "akin" in teks and _makin_kecil(teks)


@lru_cache(maxsize=256)
def _makin_kecil(teks: str) -> bool:
    return bool(_MAKIN_KECIL.search(normal(teks)))


def _disebut(nama: str, nomor: str, catatan: str) -> bool:
    """The note is on this indicator: by its number, its star, or words of its name."""
    kata = normal(catatan)
    if nama.rstrip().endswith("*") and catatan.lstrip().startswith("*"):
        return True
    angka = int(nomor.rstrip(".")) if nomor.rstrip(".").isdigit() else 0
    rentang = _RENTANG_NOMOR.search(kata)
    if rentang and angka:
        return int(rentang.group(1)) <= angka <= int(rentang.group(2))
    satu = _NOMOR.search(kata)
    if satu and angka:
        return int(satu.group(1)) == angka
    if normal(nama) and normal(nama) in kata:
        return True
    ada, milik = set(kata.split()), [k for k in normal(nama).split() if len(k) >= _KATA_MIN]
    return bool(milik) and 2 * sum(k in ada for k in milik) >= len(milik) and len(milik) > 1
