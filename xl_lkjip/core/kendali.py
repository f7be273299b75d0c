"""What the control sheet of a submission says."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import Finding, Tingkat


@dataclass(frozen=True, slots=True)
class Penanda:
    """Who signs."""

    peran: str
    nama: str
    jabatan: str = ""
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Kendali:
    """The facts of one submission. All are given: nothing here looks at a clock or at a file.

    `temuan`: every finding that remains; `tanpa`: sheets that were left out; `pk`: the agreement that it was checked against;
    `kunci`: the fingerprint of the key that signs it, "" without a signature.
    """

    formulir: str
    instansi: str
    unit: str
    tahun: str
    dibuat: str
    berkas: str
    versi: int
    edisi: int
    perangkat: str
    jenis_pk: str = ""
    penanda: tuple[Penanda, ...] = ()
    temuan: tuple[Finding, ...] = ()
    pk: str = ""
    tanpa: tuple[str, ...] = ()
    draf: bool = False
    kunci: str = ""

    def banyak(self, tingkat: Tingkat) -> int:
        """How many findings have this severity."""
        return sum(t.tingkat is tingkat for t in self.temuan)

    @property
    def dijawab(self) -> int:
        """How many peringatan were answered; they count as peringatan, too."""
        return sum(t.tingkat is Tingkat.PERINGATAN and bool(t.tanggapan) for t in self.temuan)

    @property
    def tersisa(self) -> tuple[Finding, ...]:
        """The findings that the control sheet lists one by one: those of a draft hold galat as well."""
        return tuple(t for satu in (Tingkat.GALAT, Tingkat.PERINGATAN) for t in self.temuan if t.tingkat is satu)
