"""What was found of a submission that arrived: its seal, who signed it, and what the rules say of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .errors import LkjipError
from .rules import Tingkat
from .segel import Perubahan
from .validation import HasilBerkas

UTUH, BERUBAH, TANPA_SEGEL, DITOLAK = "utuh", "berubah", "tanpa segel", "ditolak"


@dataclass(slots=True)
class Pemeriksaan:
    """What was found of one file. `masalah`: what is wrong beside changed cells, in plain words."""

    nama: str
    segel: str = UTUH
    perubahan: list[Perubahan] = field(default_factory=list)
    masalah: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)  # what is worth knowing, and nothing to object to
    tanda_tangan: str = "tanpa"  # tanpa, sah, tidak sah, kunci lain, belum diperiksa
    draf: bool = False
    hasil: HasilBerkas | None = None
    penolakan: LkjipError | None = None

    @property
    def baik(self) -> bool:
        """Nothing to object to."""
        galat = self.hasil.banyak(Tingkat.GALAT) if self.hasil else 0
        return self.segel == UTUH and not self.masalah and not self.draf and not galat and self.tanda_tangan in ("tanpa", "sah")
