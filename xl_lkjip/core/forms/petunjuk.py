"""Hints: what a user tells the recogniser where it guessed wrong, on a sheet of the workbook or on the command line.

One hint a line: `skala = permendagri86`, `metode = rasio`, `kolom Lembar1!F = capaian`, `arah Jumlah temuan = turun`, `abaikan = Lembar3`,
`pk = pk_dinsos.xlsx`, `maks = 100`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..angka import baca
from ..domain.capaian import ARAH, baca_arah
from ..errors import LkjipError, kutip
from ..parameter import METODE_EFISIENSI, SKALA
from ..workbook import Workbook, letak
from .judul_kolom import BERUKURAN, LABEL
from .nama import normal

LEMBAR = "Petunjuk Validasi"
PERAN = tuple(sorted(BERUKURAN | set(LABEL) | {"keterangan", "lain"}))
_KOLOM = re.compile(r"kolom\s+(?:'?(?P<lembar>[^'!]+)'?!)?(?P<huruf>[A-Za-z]{1,3})", re.IGNORECASE)
_ARAH = re.compile(r"arah\s+(?P<indikator>.+)", re.IGNORECASE)
_POIN_MULAI = 3.0  # a bare cap from here on is in percent
_LEMBAR_MAKS = 200  # lines of a hint sheet that are read


@dataclass(slots=True)
class Petunjuk:
    """Hints that were read. `kolom`: (sheet in lower case or "", column) -> meaning; `arah`: indicator -> direction."""

    skala: str = ""
    metode: str = ""
    kolom: dict[tuple[str, int], str] = field(default_factory=dict)
    arah: dict[str, str] = field(default_factory=dict)
    abaikan: set[str] = field(default_factory=set)
    pk: str = ""
    maks: float = 0.0  # the most that a capaian can be, as a ratio; 0: no cap was stated

    def peran(self, lembar: str, kolom: int) -> str:
        """What a column of a sheet was said to hold, "" where nothing was said."""
        return self.kolom.get((lembar.lower(), kolom)) or self.kolom.get(("", kolom), "")

    def baca(self, baris: str) -> None:
        """Take one line. Fault: PTJ001."""
        kiri, tanda, kanan = (b.strip() for b in baris.partition("="))
        kata, nilai = normal(kiri), kanan.strip()
        kolom, arah = _KOLOM.fullmatch(kiri), _ARAH.fullmatch(kiri)
        if not tanda or not nilai:
            raise _salah(baris, "bentuknya: apa = nilai")
        if kata == "skala":
            self.skala = _pilih(baris, nilai, [s for s, isi in SKALA.items() if isi.satuan == "rasio" and not s.startswith("efisiensi")])
        elif kata in ("metode", "metode efisiensi"):
            self.metode = _pilih(baris, nilai, list(METODE_EFISIENSI))
        elif kata == "pk":
            self.pk = nilai.strip("\"'")
        elif kata in ("maks", "capaian maks", "capaian maksimal"):
            self.maks = _maks(baris, nilai)
        elif kata == "abaikan":
            self.abaikan.add(nilai.strip("'").lower())
        elif kolom:
            self.kolom[(kolom["lembar"] or "").strip().lower(), letak(f"{kolom['huruf'].upper()}1")[1]] = _pilih(baris, nilai, PERAN)
        elif arah:
            try:
                self.arah[normal(arah["indikator"])] = baca_arah(nilai)
            except LkjipError:
                raise _salah(baris, f"arah: {', '.join(ARAH)}") from None
        else:
            raise _salah(baris, "yang dikenal: skala, metode, kolom LEMBAR!HURUF, arah INDIKATOR, maks, pk, abaikan")


def baca_petunjuk(baris: Iterable[str]) -> Petunjuk:
    """Hints from the command line. Fault: PTJ001."""
    hasil = Petunjuk()
    for satu in baris:
        hasil.baca(satu)
    return hasil


def petunjuk_buku(buku: Workbook, dasar: Petunjuk | None = None) -> Petunjuk:
    """The hints of a workbook's own sheet, over those of the command line. Fault: PTJ001."""
    hasil = replace(dasar, kolom=dict(dasar.kolom), arah=dict(dasar.arah), abaikan=set(dasar.abaikan)) if dasar else Petunjuk()
    sheet = next((s for s in buku.sheets if s.nama.lower() == LEMBAR.lower()), None)
    for baris in range(1, _LEMBAR_MAKS) if sheet else ():
        teks = " ".join(str(sheet.cell(baris, k).value or "") for k in (1, 2, 3)).strip() if sheet else ""
        if "=" in teks:
            hasil.baca(teks)
    return hasil


def _pilih(baris: str, nilai: str, pilihan: Iterable[str]) -> str:
    kunci = nilai.lower().replace(" ", "_") if nilai.lower().replace(" ", "_") in pilihan else nilai.lower()
    if kunci not in pilihan:
        raise _salah(baris, f"pilihannya: {', '.join(pilihan)}")
    return kunci


def _maks(baris: str, nilai: str) -> float:
    """100, 100% and 1 are the same cap."""
    try:
        angka = baca(nilai)
    except LkjipError:
        angka = None
    batas = 0.0 if angka is None or angka.nilai is None else angka.nilai if angka.persen or angka.nilai < _POIN_MULAI else angka.nilai / 100
    if batas < 1:
        raise _salah(baris, "batas capaian paling tinggi, misalnya 100 atau 120%")
    return batas


def _salah(baris: str, masalah: str) -> LkjipError:
    return LkjipError("PTJ001", nilai=kutip(baris), masalah=masalah)
