"""Chains of findings: what follows from what, so that a reader mends the root and not its consequences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .rules import Finding


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
