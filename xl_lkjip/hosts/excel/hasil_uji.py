"""What a run of uji-excel found, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Keadaan(str, Enum):
    """How a step ended."""

    OK = "ok"
    GAGAL = "gagal"
    DILEWATI = "dilewati"


@dataclass(frozen=True, slots=True)
class Langkah:
    """A step: what it is, what should be seen, what was."""

    nama: str
    harapan: str
    keadaan: Keadaan
    terlihat: str
    detik: float


@dataclass(frozen=True, slots=True)
class Hasil:
    """All steps, and what they ran on."""

    langkah: tuple[Langkah, ...]
    versi: Mapping[str, str]

    @property
    def baik(self) -> bool:
        return all(s.keadaan is Keadaan.OK for s in self.langkah)
