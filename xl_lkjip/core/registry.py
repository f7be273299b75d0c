"""Declaration of the worksheet functions. One declaration serves every host, the manual, the templates and the tests.

The decorated function computes one element. What callers get also takes ranges (element by element) and passes blanks on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from math import fsum, isfinite
from typing import Any

from . import cetak
from .angka import kosong
from .errors import LkjipError

Hasil = Any  # float, str or None for one element; a list of rows, with LkjipError objects in place, for a range


@dataclass(frozen=True, slots=True)
class Argumen:
    """One argument as the user sees it. `wajib`: blank in, blank out. `tabel`: a range that is one value (a scale)."""

    nama: str
    bantuan: str
    wajib: bool = True
    tabel: bool = False


@dataclass(frozen=True, slots=True)
class Contoh:
    """An example in the Indonesian locale and what the cell shows; runs as a test. `sumber`: where the figure is printed."""

    rumus: str
    tampil: str
    sumber: str = ""


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """Everything that is known of one function."""

    nama: str
    ringkas: str
    argumen: tuple[Argumen, ...]
    satuan: str
    dasar: str
    contoh: tuple[Contoh, ...]
    biasa: str
    galat: tuple[str, ...]
    banyak_wajib: int
    hitung: Callable[..., Any]
    cepat: Callable[..., float] | None
    format_hasil: Callable[[Sequence[Any]], str] = field(repr=False)

    @property
    def tanda_tangan(self) -> str:
        """CAPAIAN(target; realisasi; [arah]; [maks])"""
        return f"{self.nama}({'; '.join(a.nama if a.wajib else f'[{a.nama}]' for a in self.argumen)})"

    def periksa_banyak(self, banyak: int) -> None:
        """Refuse too few or too many arguments (ARG002)."""
        if not self.banyak_wajib <= banyak <= len(self.argumen):
            masalah = f"menerima {banyak} argumen" + (", kurang" if banyak < self.banyak_wajib else ", terlalu banyak")
            raise LkjipError("ARG002", nama=self.nama, masalah=masalah, tanda_tangan=self.tanda_tangan)


FUNCTIONS: dict[str, WorksheetFunction] = {}
_FORMAT = {"rasio": cetak.PERSEN, "poin": cetak.DUA_DESIMAL, "teks": cetak.UMUM, "angka": cetak.UMUM}


def worksheet_function(
    *,
    argumen: Sequence[Argumen],
    satuan: str,
    dasar: str,
    contoh: Sequence[Contoh],
    galat: Sequence[str],
    biasa: str = "",
    cepat: Callable[..., float] | None = None,
    format_hasil: Callable[[Sequence[Any]], str] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Hasil]]:
    """Register a function under its own name. `biasa`: the same formula in plain Excel, for numbers only.

    `cepat`: the domain function that answers for plain numbers alone, when no optional argument is given.

    `satuan` of the result: rasio, poin, teks or angka; `format_hasil` where it depends on the arguments.
    """

    def daftar(hitung: Callable[..., Any]) -> Callable[..., Hasil]:
        nama = hitung.__name__
        fungsi = WorksheetFunction(
            nama=nama, ringkas=(hitung.__doc__ or "").strip(), argumen=tuple(argumen), satuan=satuan, dasar=dasar,
            contoh=tuple(contoh), biasa=biasa, galat=tuple(galat), banyak_wajib=sum(a.wajib for a in argumen), hitung=hitung, cepat=cepat,
            format_hasil=format_hasil or (lambda _: _FORMAT[satuan]),
        )  # fmt: skip
        FUNCTIONS[nama] = fungsi

        wajib = fungsi.banyak_wajib

        @wraps(hitung)
        def panggil(*nilai: Any, **bernama: Any) -> Hasil:
            if cepat is not None and not bernama and len(nilai) == wajib and type(nilai[0]) in _CEPAT:
                hasil = _cepat(cepat, nilai)
                if hasil is not None:
                    return hasil
            return _panggil(fungsi, _urutkan(fungsi, nilai, bernama))

        return panggil

    return daftar


_ANGKA = frozenset({float, int})
_RENTANG = frozenset({list, tuple})
_CEPAT = _ANGKA | {list}


def _cepat(hitung: Callable[..., float], nilai: tuple[Any, ...]) -> Hasil:
    """Plain finite numbers, alone or in flat ranges of one length; None: the slow path must look (and name the fault)."""
    try:
        if type(nilai[0]) in _ANGKA:
            if any(type(v) not in _ANGKA for v in nilai[1:]):
                return None
            hasil = hitung(*nilai)
            return hasil if isfinite(hasil + fsum(nilai)) else None  # a number by infinity would be a harmless 0
        if any(type(v) is not list or len(v) != len(nilai[0]) or not _ANGKA.issuperset(map(type, v)) for v in nilai):
            return None
        banyak = list(map(hitung, *nilai))
        return banyak if isfinite(fsum(banyak) + fsum(map(fsum, nilai))) else None
    except (LkjipError, ArithmeticError, ValueError):
        return None


def panggil(nama: str, nilai: Sequence[Any]) -> Hasil:
    """Call a function by name, any case. Faults: ARG002, ARG003, and those of the function."""
    fungsi = FUNCTIONS.get(nama.upper())
    if fungsi is None:
        raise LkjipError("ARG003", nama=nama, tersedia=", ".join(FUNCTIONS))
    return _panggil(fungsi, _urutkan(fungsi, nilai, {}))


def _urutkan(fungsi: WorksheetFunction, nilai: Sequence[Any], bernama: dict[str, Any]) -> list[Any]:
    if not bernama:
        fungsi.periksa_banyak(len(nilai))
        return list(nilai)
    nama = [a.nama for a in fungsi.argumen]
    terisi = dict(zip(nama, nilai, strict=False))
    asing = [n for n in bernama if n not in nama or n in terisi]
    if asing or len(nilai) > len(nama):
        masalah = f"tidak mengenal argumen {', '.join(asing)}" if asing else f"menerima {len(nilai)} argumen"
        raise LkjipError("ARG002", nama=fungsi.nama, masalah=masalah, tanda_tangan=fungsi.tanda_tangan)
    terisi.update(bernama)
    hilang = [a.nama for a in fungsi.argumen if a.wajib and a.nama not in terisi]
    if hilang:
        raise LkjipError("ARG002", nama=fungsi.nama, masalah=f"belum mendapat {', '.join(hilang)}", tanda_tangan=fungsi.tanda_tangan)
    return [terisi.get(n) for n in nama]


def _panggil(fungsi: WorksheetFunction, nilai: list[Any]) -> Hasil:
    if _RENTANG.isdisjoint(map(type, nilai)):
        return _satu(fungsi, nilai)
    letak = [i for i, v in enumerate(nilai) if isinstance(v, (list, tuple)) and not fungsi.argumen[i].tabel]
    if not letak:
        return _satu(fungsi, nilai)
    tabel = {i: _baris(nilai[i]) for i in letak}
    ukuran = {i: (len(t), len(t[0]) if t else 0) for i, t in tabel.items()}
    if len(set(ukuran.values())) > 1 or any(len(b) != ukuran[i][1] for i in letak for b in tabel[i]):
        tulis = ", ".join(f"{fungsi.argumen[i].nama} {b}×{k}" for i, (b, k) in ukuran.items())
        raise LkjipError("ARG001", nama=fungsi.nama, ukuran=tulis)
    banyak_baris, banyak_kolom = ukuran[letak[0]]
    hasil = [
        [_aman(fungsi, [tabel[i][r][k] if i in tabel else v for i, v in enumerate(nilai)]) for k in range(banyak_kolom)]
        for r in range(banyak_baris)
    ]
    return hasil if any(b and isinstance(b[0], (list, tuple)) for b in (nilai[i] for i in letak)) else hasil[0]


def _baris(rentang: Sequence[Any]) -> list[Sequence[Any]]:
    """A range as rows; a flat list is one row."""
    if rentang and isinstance(rentang[0], (list, tuple)):
        return [b if isinstance(b, (list, tuple)) else [b] for b in rentang]
    return [rentang]


def _aman(fungsi: WorksheetFunction, nilai: list[Any]) -> Any:
    try:
        return _satu(fungsi, nilai)
    except LkjipError as galat:
        return galat


def _satu(fungsi: WorksheetFunction, nilai: list[Any]) -> Any:
    for v in nilai:
        if isinstance(v, LkjipError):
            raise v
    for argumen, v in zip(fungsi.argumen, nilai, strict=False):
        if argumen.wajib and kosong(v):
            return None
    hasil = fungsi.hitung(*nilai)
    if isinstance(hasil, float) and not isfinite(hasil):
        raise LkjipError("ARG006", nama=fungsi.nama)
    return hasil
