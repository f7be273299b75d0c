"""Which rows of a table are parents of which: told by codes, numbering, words, capitals or columns, or by the sums alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from .nama import normal
from .tabel_umum import BarisUmum, TabelUmum

_KODE = re.compile(r"\d+(?:\.\d+)*\.?")
_ROMAWI = re.compile(r"[IVXLC]+")
_AWALAN = re.compile(r"\s*(\d+(?:\.\d+)*[.)]|[ivxIVX]+[.)]|[A-Za-z][.)]|[-–•*])\s+\S")
_KATA = (("sub kegiatan", "sub"), ("sub keg", "sub"), ("kegiatan", "kegiatan"), ("keg", "kegiatan"), ("program", "program"))
_LABEL = ("tujuan", "sasaran", "program", "uraian", "indikator")


@dataclass(frozen=True, slots=True)
class Pohon:
    """The parent of each row by its place in the list, -1 at the top."""

    induk: tuple[int, ...]

    @property
    def puncak(self) -> list[int]:
        """The rows at the top."""
        return [i for i, p in enumerate(self.induk) if p < 0]

    @property
    def cabang(self) -> list[tuple[int, list[int]]]:
        """Every parent with its own children."""
        anak: dict[int, list[int]] = {}
        for i, p in enumerate(self.induk):
            if p >= 0:
                anak.setdefault(p, []).append(i)
        return sorted(anak.items())


def pohon_tanda(tabel: TabelUmum, baris: Sequence[BarisUmum]) -> list[Pohon]:
    """The trees that the marks of the rows suggest; none where they all look alike."""
    kolom = [k.nomor for k in tabel.kolom if k.peran in _LABEL]
    tanda: tuple[Callable[[BarisUmum], Hashable], ...] = (
        lambda b: _kata(b.label),
        lambda b: b.label.isupper(),
        lambda b: next((k for k in kolom if k in b.sel), 0),
        lambda b: _lekuk(b, kolom),
    )
    semua = [_dari_kode(baris), _dari_gaya(list(_gaya_nomor(baris))), *(_dari_gaya([t(b) for b in baris]) for t in tanda)]
    return [Pohon(p) for p in dict.fromkeys(semua) if any(i >= 0 for i in p)]


def pohon_jumlah(nilai: Sequence[float]) -> Pohon | None:
    """The tree that the figures of one column suggest: a row that is the sum of the rows right below it is their parent."""
    akhir = list(range(1, len(nilai) + 1))  # where the part of the table under each row ends
    for i in reversed(range(len(nilai))):
        jumlah, j = 0.0, i + 1
        while nilai[i] > 0 and j < len(nilai) and jumlah < nilai[i] * (1 - 1e-12):
            jumlah += nilai[j]
            j = akhir[j]
        if j > i + 1 and abs(jumlah - nilai[i]) <= 1e-9 * nilai[i]:
            akhir[i] = j
    induk, jalur = [], list[int]()
    for i in range(len(nilai)):
        while jalur and akhir[jalur[-1]] <= i:
            jalur.pop()
        induk.append(jalur[-1] if jalur else -1)
        jalur.append(i)
    return Pohon(tuple(induk)) if any(i >= 0 for i in induk) else None


def _dari_kode(baris: Sequence[BarisUmum]) -> tuple[int, ...]:
    """1.03.10 over 1.03.10.2.01."""
    kode = [b.nomor.rstrip(".") for b in baris]
    if not any("." in k for k in kode) or not all(_KODE.fullmatch(k) for k in kode):
        return ()
    induk, jalur = [], list[int]()
    for i, k in enumerate(kode):
        while jalur and not k.startswith(kode[jalur[-1]] + "."):
            jalur.pop()
        induk.append(jalur[-1] if jalur else -1)
        jalur.append(i)
    return tuple(induk)


def _dari_gaya(gaya: Sequence[Hashable]) -> tuple[int, ...]:
    """Rows of one look are of one level; a look that is new below them is a level deeper. None where a look is of two levels."""
    if len(set(gaya)) < 2:
        return ()
    induk, jalur, dalam = [], list[int](), dict[Hashable, int]()
    for i, satu in enumerate(gaya):
        sama = next((n for n, j in enumerate(jalur) if gaya[j] == satu), len(jalur))
        del jalur[sama:]
        if dalam.setdefault(satu, sama) != sama:
            return ()
        induk.append(jalur[-1] if jalur else -1)
        jalur.append(i)
    return tuple(induk)


def _gaya_nomor(baris: Sequence[BarisUmum]) -> Iterator[str]:
    """How each row is numbered: I, A, 1, 1), a, or a dash before its name. The letter I may be a roman one or the ninth."""
    huruf = ""
    for b in baris:
        awalan = _AWALAN.match(b.label)
        teks = b.nomor.strip() or (awalan.group(1) if awalan else "")
        inti = teks.strip(".)( ")
        if not inti:
            yield teks
        elif inti.isdigit() or _KODE.fullmatch(inti):
            yield f"1{inti.count('.')}{')' if teks.endswith(')') else ''}"
        elif len(inti) == 1 and inti.isalpha() and (inti in "Aa" or (huruf and ord(inti) == ord(huruf) + 1)):
            huruf = inti
            yield "A" if inti.isupper() else "a"
        elif _ROMAWI.fullmatch(inti.upper()):
            yield "I" if inti.isupper() else "i"
        else:
            yield "A" if inti.isupper() else "a"


def _kata(label: str) -> str:
    """What the row says it is: a program, a kegiatan or a sub kegiatan."""
    teks = f"{normal(label)} "
    return next((tingkat for awal, tingkat in _KATA if teks.startswith(f"{awal} ")), "")


def _lekuk(baris: BarisUmum, kolom: Sequence[int]) -> int:
    """Blanks before the name."""
    teks = next((c.value for k in kolom if (c := baris.sel.get(k)) and isinstance(c.value, str)), "")
    return len(teks) - len(teks.lstrip())
