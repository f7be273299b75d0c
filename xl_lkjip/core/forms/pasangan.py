"""PK and Pengukuran of one unit and year: which belong together, and what the PK says of a row's budget and indicator."""

from __future__ import annotations

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

    @property
    def cocok(self) -> bool:
        return self.nilai == self.tercetak

    @property
    def tersangka(self) -> Baris | None:
        """The row whose budget must be wrong, where only one can be."""
        return self.baris[0] if not self.cocok and len(self.baris) == 1 else None


def pasangkan(pengukuran: Dokumen, semua: Sequence[Dokumen]) -> Dokumen | None:
    """The PK of the same unit and year; where a document does not say whose it is, the only PK given."""
    pk = [d for d in semua if d.jenis == "pk"]
    sama = [d for d in pk if _milik(d) == _milik(pengukuran) and all(_milik(d))]
    if sama:
        return sama[0]
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
    program = [(t, b) for t in pk.semua("pk_program") for b in t.baris if b.teks("program") and _rupiah(b) is not None]
    sisa = [b for b in tabel.baris if b.teks("program") and _rupiah(b) is not None]
    hasil = []
    while sisa:
        kelompok, milik = [sisa.pop(0)], set[int]()
        while True:  # grow until neither side gains
            baru = {i for i, (_, p) in enumerate(program) if any(_memuat(b, p) for b in kelompok)}
            ikut = [b for b in sisa if any(_memuat(b, program[i][1]) for i in baru)]
            if baru == milik and not ikut:
                break
            milik, kelompok = baru, kelompok + ikut
            sisa = [b for b in sisa if b not in ikut]
        if milik:
            hasil.append(_pagu(kelompok, [program[i] for i in sorted(milik)], pk))
    return hasil


def _pagu(kelompok: Sequence[Baris], program: Sequence[tuple[TabelTerbaca, Baris]], pk: Dokumen) -> PaguPk:
    return PaguPk(
        baris=tuple(kelompok),
        program=tuple(b for _, b in program),
        nilai=sum(_rupiah(b) or 0.0 for _, b in program),
        tercetak=sum(_rupiah(b) or 0.0 for b in kelompok),
        bukti=", ".join(f"{pk.nama} {tempat(t.lembar, b['pagu'])}" for t, b in program),
    )


def _memuat(baris: Baris, program: Baris) -> bool:
    """The row names the programme (a row can name several, one a line)."""
    nama = normal(program.teks("program"))
    return f" {nama} " in f" {normal(baris['program'].value)} " or mirip(baris.teks("program"), nama) >= 0.95


def _rupiah(baris: Baris) -> float | None:
    angka = baris.angka("pagu")
    return None if angka is None else angka.nilai
