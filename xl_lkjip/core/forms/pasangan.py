"""PK and Pengukuran of one unit and year: which belong together, and what the PK says of a row's budget and indicator."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..workbook import tempat
from .dokumen import MIRIP, Baris, Dokumen, TabelTerbaca, mirip, normal


@dataclass(frozen=True, slots=True)
class PaguPk:
    """The budget that the PK gives to a group of rows that share programmes."""

    baris: tuple[Baris, ...]
    program: tuple[Baris, ...]
    nilai: float
    tercetak: float
    bukti: str
    pasti: bool  # no other row can hold the difference, or the printed total is right with the PK's figure

    @property
    def cocok(self) -> bool:
        return self.nilai == self.tercetak

    @property
    def tersangka(self) -> Baris | None:
        """The row whose budget must be wrong, where only one can be."""
        return self.baris[0] if self.pasti and not self.cocok and len(self.baris) == 1 else None


def pasangkan(pengukuran: Dokumen, semua: Sequence[Dokumen]) -> Dokumen | None:
    """The PK in the same file; else that of the same unit and year, a PK Perubahan before a PK murni.

    Where a document does not say whose it is, the only PK given.
    """
    pk = [d for d in semua if d.jenis == "pk"]
    sama = [d for d in pk if d.berkas == pengukuran.berkas] or [d for d in pk if _milik(d) == _milik(pengukuran) and all(_milik(d))]
    if sama:
        return max(sama, key=lambda d: d.identitas.get("jenis_pk") == "perubahan")
    tanpa_nama = len(pk) == 1 and len(semua) == 2 and not (all(_milik(pk[0])) and all(_milik(pengukuran)))
    return pk[0] if tanpa_nama else None


def _milik(dokumen: Dokumen) -> list[str]:
    return [normal(dokumen.identitas.get(k)) for k in ("instansi", "unit", "tahun")]


def indikator_pk(nama: str, pk: Dokumen) -> tuple[TabelTerbaca, Baris] | None:
    """The row of the PK with this indicator, else the one most alike."""
    calon = [(mirip(nama, b.teks("indikator")), t, b) for t in pk.semua("pk_indikator") for b in t.baris if b.teks("indikator")]
    if not calon:
        return None
    nilai, tabel, baris = max(calon, key=lambda c: c[0])
    return (tabel, baris) if nilai >= MIRIP else None


def pagu_menurut_pk(tabel: TabelTerbaca, pk: Dokumen | None) -> list[PaguPk]:
    """Rows and programmes joined by programme names into groups whose budgets must be equal."""
    if pk is None:
        return []
    program = _program(pk)
    sisa = [b for b in tabel.baris if b.teks("program") and _rupiah(b) is not None]
    kelompok: list[tuple[list[Baris], list[int]]] = []
    while sisa:
        anggota, milik = [sisa.pop(0)], set[int]()
        while True:  # grow until neither side gains
            baru = {i for i, (_, p) in enumerate(program) if any(_memuat(b, p) for b in anggota)}
            ikut = [b for b in sisa if any(_memuat(b, program[i][1]) for i in baru)]
            if baru == milik and not ikut:
                break
            milik, anggota = baru, anggota + ikut
            sisa = [b for b in sisa if b not in ikut]
        if milik:
            kelompok.append((anggota, sorted(milik)))
    lengkap = sum(len(a) for a, _ in kelompok) == len(tabel.baris)
    return [_pagu(tabel, anggota, [program[i] for i in milik], pk, lengkap) for anggota, milik in kelompok]


def program_asing(tabel: TabelTerbaca, pk: Dokumen) -> list[Baris]:
    """Rows that name a programme which the PK does not have."""
    program = [b for _, b in _program(pk)]
    return [b for b in tabel.baris if program and b.teks("program") and not any(_memuat(b, p) for p in program)]


def _program(pk: Dokumen) -> list[tuple[TabelTerbaca, Baris]]:
    return [(t, b) for t in pk.semua("pk_program") for b in t.baris if b.teks("program") and _rupiah(b) is not None]


def _pagu(
    tabel: TabelTerbaca, anggota: Sequence[Baris], program: Sequence[tuple[TabelTerbaca, Baris]], pk: Dokumen, lengkap: bool
) -> PaguPk:
    nilai, tercetak = (math.fsum(_rupiah(b) or 0.0 for b in baris) for baris in ([b for _, b in program], anggota))
    total = _rupiah(tabel.jumlah) if tabel.jumlah else None
    semua = math.fsum(_rupiah(b) or 0.0 for b in tabel.baris)
    didukung = total is not None and abs(total - semua - (nilai - tercetak)) < 0.5
    bukti = ", ".join(f"{pk.nama} {tempat(t.lembar, b['pagu'])}" for t, b in program)
    return PaguPk(tuple(anggota), tuple(b for _, b in program), nilai, tercetak, bukti, pasti=lengkap or didukung)


def _memuat(baris: Baris, program: Baris) -> bool:
    """The row names the programme (a row can name several, one a line)."""
    nama = normal(program.teks("program"))
    return f" {nama} " in f" {normal(baris['program'].value)} " or mirip(baris.teks("program"), nama) >= 0.95


def _rupiah(baris: Baris) -> float | None:
    angka = baris.angka("pagu")
    return None if angka is None else angka.nilai
