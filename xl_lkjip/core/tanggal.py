"""Dates of cells, which are numbers with a format, as text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_BUKAN_TANGGAL = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_TANGGAL = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_LAMA = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)


def jenis_tanggal(bentuk: str) -> str:
    """What a number format shows: "" a number, else "tanggal", or "lama" for a span of time."""
    depan = bentuk.split(";")[0]
    if not _TANGGAL.search(_BUKAN_TANGGAL.sub("", depan)):
        return ""
    return "lama" if _LAMA.search(depan) else "tanggal"


def tanggal(angka: float, awal: datetime, *, lama: bool) -> str:
    """A date, a time of the day, or a span of time as text."""
    if lama:
        jarak = timedelta(days=angka)
        if jarak.microseconds:
            jarak = timedelta(seconds=jarak.total_seconds() // 1, microseconds=round(jarak.microseconds, -3))
        return str(jarak)
    hari, pecahan = divmod(angka, 1)
    jarak = timedelta(milliseconds=round(pecahan * 86_400_000))
    if 0 <= angka < 1 and not jarak.days:
        return str((datetime.min + jarak).time())
    if 0 < angka < 60 and awal.year < 1904:
        hari += 1  # Excel counts a 29 February 1900
    return str(awal + timedelta(days=hari) + jarak)
