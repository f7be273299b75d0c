"""What the marks of Validasi say, wherever they are shown: the sheet "Validasi", comments and colours, as data for files and hosts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import PurePath

from .rantai import Simpul, banyak
from .rules import Finding, Tingkat
from .tanggapan import JUDUL, LEMBAR, rapi

PENULIS = "xl_lkjip"
BATAS = f"[{PENULIS}]"  # below it stands what we added to a comment of the user
DIKENAL = f'LEN("{PENULIS}'  # by it our formats are known again
SELALU = f'{DIKENAL}")>0'  # always true
_SEMULA = " semula "
WARNA = {Tingkat.GALAT: "FFC7CE", Tingkat.PERINGATAN: "FFEB9C", Tingkat.INFO: "DDEBF7"}
KEPALA = 5  # row of the header; what stands above it stays in sight with it
LEBAR = {
    "Lembar": 14, "Sel": 11, "Tingkat": 13, "Kode": 9, "Tercetak": 17, "Seharusnya": 17, "Temuan": 50, "Saran": 34, "Dasar": 25,
    "Akibat dari": 24, "Tanggapan": 30,
}  # fmt: skip
DALAM_MAKS = 3
_PETUNJUK = (
    "Galat diperbaiki di selnya, akarnya lebih dulu. Peringatan diperbaiki, atau dijelaskan di kolom Tanggapan; lalu jalankan {cara}."
)
_CARA = "xl-lkjip validasi pada berkas ini"


def rumus_semula(warna: int) -> str:
    """A condition that is never true: by it a format remembers the colour that a cell had before (RGB; -1: none)."""
    return f'{DIKENAL}{_SEMULA}{warna}")=0'


def warna_semula(rumus: str) -> int | None:
    """The colour that such a condition remembers."""
    angka = rumus.partition(_SEMULA)[2].partition('"')[0]
    return int(angka) if rumus.startswith(DIKENAL) and angka.removeprefix("-").isdecimal() else None


def judul(berkas: str) -> str:
    """The title of the sheet."""
    return rapi(f"Hasil validasi: {PurePath(berkas.replace(chr(92), '/')).name}")


def petunjuk(cara: str = _CARA) -> str:
    """What to do with the sheet; `cara`: how to check again."""
    return _PETUNJUK.format(cara=cara)


def ringkasan(simpul: Sequence[Simpul]) -> tuple[list[tuple[str, int, str]], list[tuple[str, int, str]]]:
    """The two rows of counts: label, number and colour ("" for none)."""
    akar, akibat = banyak(simpul)
    tingkat = {t: sum(s.temuan.tingkat is t for s in simpul) for t in Tingkat}
    dijawab = sum(s.temuan.tingkat is Tingkat.PERINGATAN and bool(s.temuan.tanggapan) for s in simpul)
    tingkat[Tingkat.PERINGATAN] -= dijawab  # they count apart
    return [(t.value.capitalize(), n, WARNA[t]) for t, n in tingkat.items()], [
        ("Akar", akar, ""),
        ("Akibat", akibat, ""),
        ("Dijawab", dijawab, ""),
    ]


def baris(simpul: Simpul) -> tuple[str, ...]:
    """The texts of a row, in the order of JUDUL."""
    t = simpul.temuan
    isi = (t.lembar, t.sel, t.tingkat.value, t.kode, t.tercetak, t.hitung, t.pesan, t.saran, t.dasar, t.akar, t.tanggapan)
    assert len(isi) == len(JUDUL)
    return tuple(rapi(teks) for teks in isi)


def berakibat(simpul: Sequence[Simpul]) -> Iterator[tuple[Simpul, bool]]:
    """Each row, and whether it is a root of others."""
    for nomor, satu in enumerate(simpul):
        yield satu, not satu.dalam and any(s.dalam for s in simpul[nomor + 1 : nomor + 2])


def komentar(t: Finding) -> str:
    """A finding as the comment at its cell."""
    akibat = f"\nAkibat dari {t.akar}." if t.akar else ""
    return f"{t.tingkat.value.upper()} {t.kode}\n{t.pesan}\n{t.saran}{akibat}"


def terberat(a: Tingkat, b: Tingkat) -> Tingkat:
    """The graver of two severities."""
    return min(a, b, key=list(Tingkat).index)


def nama_lembar(ada: Sequence[str]) -> str:
    """A free name for the sheet."""
    kecil = {n.lower() for n in ada}
    return next(n for n in (f"{LEMBAR} {i}" if i > 1 else LEMBAR for i in count(1)) if n.lower() not in kecil)
