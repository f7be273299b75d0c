"""`hitung`: stores the value of every formula that can be evaluated, and touches nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import LkjipError
from ..core.workbook import GALAT_SEL, Nilai, alamat
from . import cache, evaluate, reader, safe_write, terpisah


@dataclass(frozen=True, slots=True)
class HasilHitung:
    """How many formulas there are and were calculated; which values changed, could not be calculated, or are errors."""

    banyak: int
    dihitung: int
    berubah: tuple[str, ...]
    gagal: tuple[str, ...]
    galat: tuple[str, ...] = ()


def hitung_bytes(isi: bytes, nama: str) -> tuple[bytes, HasilHitung]:
    """The package with fresh stored values, and what was done."""
    cache.tolak_makro(isi, nama)
    buku = reader.baca_tersimpan(isi, nama)
    nilai = terpisah.hitung(buku)
    rumus = {(s.nama, c.baris, c.kolom): c.value for s, c in buku.formulas()}
    berubah = [k for k, v in nilai.items() if not _sama(rumus.get(k), v)]
    gagal = [k for k in rumus if k not in nilai]
    galat = [k for k, v in nilai.items() if v in GALAT_SEL]
    hasil = HasilHitung(len(rumus), len(nilai), *(tuple(map(_tempat, s)) for s in (berubah, gagal, galat)))
    return (cache.simpan_nilai(isi, nilai) if berubah else isi), hasil


def hitung_berkas(berkas: Path, tujuan: Path | None = None, *, timpa: bool = False) -> HasilHitung:
    """Calculate a file in place, or into `tujuan`. Fault: BRK013 when it is open elsewhere.

    The old file stays as it is until the new one has been read back.
    """
    tolak_terbuka(berkas, tujuan)
    lama = reader.baca_bytes(berkas)
    isi, hasil = hitung_bytes(lama, str(berkas))
    if tujuan is None and reader.baca_mentah(berkas) != lama:  # saved by somebody else while we calculated
        raise LkjipError("BRK013", str(berkas))
    if tujuan is not None or hasil.berubah:
        harap = lama if tujuan is None else None
        safe_write.simpan(tujuan or berkas, isi, timpa=tujuan is None or timpa, periksa=pemeriksa(tujuan or berkas), harap=harap)
    return hasil


def tolak_terbuka(berkas: Path, tujuan: Path | None) -> None:
    """Refuse to change in place what a spreadsheet program holds open. Fault: BRK013."""
    kunci = [berkas.with_name(f"~${berkas.name}"), berkas.with_name(f".~lock.{berkas.name}#")]
    if tujuan is None and any(k.exists() for k in kunci):
        raise LkjipError("BRK013", str(berkas))


def pemeriksa(tujuan: Path) -> Callable[[bytes], None]:
    """A verifier for `safe_write`: what was written opens as a workbook."""

    def periksa(isi: bytes) -> None:
        reader.periksa_bytes(isi, str(tujuan))
        reader.baca_tersimpan(isi, str(tujuan))

    return periksa


def _sama(lama: Nilai, baru: Nilai) -> bool:
    return (lama == baru and type(lama) is type(baru)) or (lama is None and baru == "")


def _tempat(letak: evaluate.Letak) -> str:
    return f"{letak[0]}!{alamat(letak[1], letak[2])}"
