"""Chains of findings: what follows from what, so that a reader mends the root and not its consequences."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import asal_galat
from .rules import Finding, Tingkat
from .workbook import Cell, Workbook

_LANGKAH = 2_000  # cells looked at for one finding
_PENUH = 500  # more errors than that are no chain any more


@dataclass(frozen=True, slots=True)
class Simpul:
    """A finding in its chain: how deep it hangs (0: at the top), and the finding of the same file that it follows from."""

    temuan: Finding
    dalam: int = 0
    induk: Finding | None = None

    @property
    def akar_luar(self) -> str:
        """The finding that this one follows from, where it is none of this file."""
        return self.temuan.akar if self.induk is None else ""


def sebut(temuan: Finding) -> str:
    """How `Finding.akar` names a finding."""
    return f"{temuan.kode} {temuan.lembar}!{temuan.sel}"


def susun(temuan: Sequence[Finding]) -> list[Simpul]:
    """The findings of one file: each root in its place, right after it what follows from it."""
    ada = {sebut(t) for t in temuan}
    anak: dict[str, list[Finding]] = {}
    atas = []
    for t in temuan:
        if t.akar in ada:
            anak.setdefault(t.akar, []).append(t)
        else:
            atas.append(t)
    sudah: set[int] = set()

    def turun(t: Finding, dalam: int, induk: Finding | None) -> Iterator[Simpul]:
        if id(t) in sudah:
            return
        sudah.add(id(t))
        yield Simpul(t, dalam, induk)
        for satu in anak.get(sebut(t), ()):
            yield from turun(satu, dalam + 1, t)

    # All of them once more: findings that name each other in a circle hang below none, and must not be lost.
    return [s for t in [*atas, *temuan] for s in turun(t, 0, None)]


def banyak(simpul: Sequence[Simpul]) -> tuple[int, int]:
    """How many roots there are, and how many consequences."""
    akibat = [n for n, s in enumerate(simpul) if s.dalam]
    return sum(not simpul[n - 1].dalam for n in akibat), len(akibat)


def berakar(temuan: Sequence[Finding], buku: Workbook) -> list[Finding]:
    """Findings at cells that show an error get the finding that it comes from: back through the formulas to what that accuses."""
    galat = {(s, c.alamat): c for s, c in asal_galat.semua(buku)}
    if not galat or len(galat) > _PENUH:
        return list(temuan)
    menurut: dict[tuple[str, str], list[Finding]] = {}
    for t in sorted(temuan, key=lambda t: list(Tingkat).index(t.tingkat)):
        menurut.setdefault((t.lembar, t.sel), []).append(t)
    hasil = []
    for t in temuan:
        cell = galat.get((t.lembar, t.sel)) if not t.akar else None
        akar = _telusuri(buku, menurut, cell, t) if cell else ""
        hasil.append(replace(t, akar=akar) if akar else t)
    return hasil


def _telusuri(buku: Workbook, menurut: dict[tuple[str, str], list[Finding]], awal: Cell, milik: Finding) -> str:
    antre, sudah = deque([(milik.lembar, awal)]), {(milik.lembar, awal.alamat)}
    while antre and len(sudah) < _LANGKAH:
        asal = [*asal_galat.acuan(buku, *antre.popleft())]
        rusak = [(s, c) for s, c in asal if c.galat]
        for s, c in rusak or [(s, c) for s, c in asal if not c.formula]:
            for satu in menurut.get((s, c.alamat), ()):
                if satu is not milik and satu.akar != sebut(milik):
                    return sebut(satu)
        for s, c in rusak or [(s, c) for s, c in asal if isinstance(c.value, str) and c.value]:  # a text taken over is one still
            if c.formula and (s, c.alamat) not in sudah:
                sudah.add((s, c.alamat))
                antre.append((s, c))
    return ""
