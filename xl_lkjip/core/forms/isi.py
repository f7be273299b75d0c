"""The figure of a cell as it adds up, and a printed sum with its parts."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..angka import Angka, baca, kosong
from ..banding import tercetak
from ..errors import LkjipError
from ..workbook import Cell
from .nama import normal
from .tabel_umum import KolomUmum, TabelUmum

_TAK_DIJUMLAH = frozenset({"capaian", "serapan", "efisiensi", "kemajuan", "predikat", "keterangan", "no", "waktu", "persen", "tujuan", "sasaran", "indikator", "program", "formulasi", "satuan", "catatan"})  # fmt: skip
_PER = re.compile(r"(\d+)\s*/\s*(\d+)")
_TERBESAR = 1e30


@dataclass(frozen=True, slots=True)
class Isi:
    """The figure of a cell as it adds up: done of asked ("4/10") by what was done, a dash as nothing."""

    nilai: float
    desimal: int
    satuan: str
    persen: bool
    cell: Cell


def isi_sel(cell: Cell | None) -> Isi | None:
    """None where no number stands; a dash or a blank counts as nothing, with a cell of column 0."""
    if cell is None or kosong(cell.value):
        return Isi(0.0, 0, "", False, cell or Cell(0, 0))
    if isinstance(cell.value, str) and (per := _PER.fullmatch(cell.value.strip())):
        return Isi(float(per.group(1)), 0, "", False, cell)
    angka = baca_isi(cell)
    if angka is None or angka.nilai is None or angka.huruf or angka.pembanding or abs(angka.nilai) > _TERBESAR:
        return None
    return Isi(angka.poin, desimal_isi(cell, angka), normal(angka.satuan), angka.persen, cell)


def baca_isi(cell: Cell) -> Angka | None:
    """The figure of a cell, None where none can be read."""
    try:
        return baca(cell.value, persen=cell.persen)
    except LkjipError:
        return None


def desimal_isi(cell: Cell, angka: Angka) -> int:
    """How many decimals it is printed with."""
    terbaca = tercetak(cell)
    return terbaca.desimal if terbaca else angka.desimal or 0


def beda(isi: Isi, bagian: Sequence[Isi], *, persen: bool = False) -> bool:
    """The printed sum is not that of its parts, further than the rounding of fractions explains."""
    return abs(isi.nilai - math.fsum(b.nilai for b in bagian)) > longgar(isi, bagian, persen=persen)


def longgar(isi: Isi, bagian: Sequence[Isi], *, persen: bool = False) -> float:
    """How far a sum may be from its parts. `persen`: the column is in percent, whether its cells say so or not."""
    ulp = 10.0 ** -max([isi.desimal, 0, *(b.desimal for b in bagian)])
    kasar = 0.5 * 10.0**-isi.desimal if isi.desimal < max([0, *(b.desimal for b in bagian)]) else 0.0
    kasar += math.fsum(0.5 * 10.0**-b.desimal for b in bagian if b.desimal < 0)  # "12,5 miliar"
    pecahan = any(b.desimal > 0 for b in bagian)
    return kasar + (
        0.5 * ulp * (len(bagian) + 1) if pecahan and persen else 0.5 * ulp * len(bagian) if pecahan and isi.persen else 0.5 * ulp
    )


@dataclass(frozen=True, slots=True)
class Penjumlahan:
    """A printed sum and the parts that it should be of. `terbukti`: beside it, the same way of adding is right."""

    isi: Isi
    bagian: tuple[Isi, ...]
    siapa: str
    ke_samping: bool
    terbukti: bool
    tunggal: bool  # the only way in which the total can be meant
    baris_sisa: bool = False  # not a sum down or across: pagu = realisasi + sisa

    @property
    def jumlah(self) -> float:
        return math.fsum(b.nilai for b in self.bagian)


def kolom_jumlah(tabel: TabelUmum) -> list[KolomUmum]:
    """Columns whose figures may be added up."""
    return [k for k in tabel.kolom if not tak_dijumlah(k)]


def tak_dijumlah(kolom: KolomUmum) -> bool:
    """A column of shares, labels or texts: a sum of it says nothing."""
    return kolom.peran in _TAK_DIJUMLAH


def kolom_sisa(tabel: TabelUmum) -> list[KolomUmum]:
    """Columns of what is left of a budget."""
    return [k for k in tabel.kolom if adalah_sisa(k)]


def adalah_sisa(kolom: KolomUmum) -> bool:
    """The column says what is left of a budget."""
    return kolom.peran == "sisa" or (kolom.peran in ("lain", "pagu") and normal(kolom.nama).startswith("sisa"))


def berpersen(kolom: KolomUmum) -> bool:
    """The header says that the figures are in percent."""
    return "%" in kolom.nama or "persen" in normal(kolom.nama)
