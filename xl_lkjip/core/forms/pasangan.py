"""PK and Pengukuran of one unit and year: which belong together, and what the PK says of a row's budget and indicator."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..angka import kosong
from ..workbook import tempat
from .dokumen import Baris, Dokumen, TabelTerbaca
from .milik import Milik, milik
from .nama import MIRIP, mirip, normal

MIRIP_PROGRAM = 0.9
# Beyond these no table of an agency goes, and comparing every pair would take minutes: only equal names are matched there.
MIRIP_BANYAK_MAKS, MIRIP_PROGRAM_MAKS = 10_000, 60
_KALI = {"ribu": 10**3, "ribuan": 10**3, "juta": 10**6, "jutaan": 10**6, "miliar": 10**9, "milyar": 10**9}
_PEMISAH = re.compile(r"\n|;|(?:^|\s)[-•]\s+")  # several programmes in a cell: lines, semicolons, or dashes


@dataclass(frozen=True, slots=True)
class PaguPk:
    """The budget that the PK gives to a group of rows that share programmes."""

    baris: tuple[Baris, ...]
    program: tuple[Baris, ...]
    nilai: float
    tercetak: float
    bukti: str
    pasti: bool  # no other row can hold the difference, or the printed total is right with the PK's figure

    kali: int = 1  # "(ribu rupiah)" in the header

    @property
    def cocok(self) -> bool:
        return abs(self.nilai - self.tercetak * self.kali) < 0.5 * self.kali if self.kali > 1 else self.nilai == self.tercetak

    @property
    def tersangka(self) -> Baris | None:
        """The row whose budget must be wrong, where only one can be."""
        return self.baris[0] if self.pasti and not self.cocok and len(self.baris) == 1 and self.kali == 1 else None


def pasangkan(pengukuran: Dokumen, semua: Sequence[Dokumen], siapa: Mapping[int, Milik]) -> tuple[Dokumen | None, str]:
    """The PK that a hint names; else the one in the same file; else that of the same unit and year, a PK Perubahan before a PK murni.

    Where a document does not say whose it is, the only PK given. Without a PK although some were given: why. `siapa`: see `milik_semua`.
    """
    pk = [d for d in semua if d.jenis == "pk"]
    if pengukuran.pk_disebut:
        disebut = next((d for d in pk if _bernama(d, pengukuran.pk_disebut)), None)
        return disebut, "" if disebut else f'berkas "{pengukuran.pk_disebut}" dari petunjuk tidak ada di antaranya, atau tidak memuat PK'
    sama = [d for d in pk if d.berkas == pengukuran.berkas] or [d for d in pk if _milik(d) == _milik(pengukuran) and all(_milik(d))]
    if sama:
        return max(sama, key=lambda d: d.identitas.get("jenis_pk") == "perubahan"), ""
    return _menurut_judul(pengukuran, pk, siapa, berdua=len(semua) == 2) if pk else (None, "")


def _menurut_judul(pengukuran: Dokumen, pk: Sequence[Dokumen], siapa: Mapping[int, Milik], *, berdua: bool) -> tuple[Dokumen | None, str]:
    """By the unit and the year that the titles name; a tie is nobody's."""
    kami = siapa[id(pengukuran)]
    calon = {id(d): (siapa[id(d)], _bersama(pengukuran, d)) for d in pk}
    sama = [d for d in pk if calon[id(d)][0].sama(kami) and calon[id(d)][1] * 2 >= max(1, min(_banyak(d), _banyak(pengukuran)))]
    sama = [d for d in sama if calon[id(d)][0].perubahan] or sama
    urut = sorted(sama, key=lambda d: -calon[id(d)][1])
    if urut and (len(urut) == 1 or calon[id(urut[0])][1] > calon[id(urut[1])][1]):
        return urut[0], ""
    if urut:
        return None, f"yang cocok lebih dari satu: {', '.join(d.nama for d in urut)}"
    tanpa_nama = len(pk) == 1 and not (all(_milik(pk[0])) and all(_milik(pengukuran)))
    if berdua and tanpa_nama and not calon[id(pk[0])][0].bertentangan(kami):
        return pk[0], ""
    if not kami.unit or not kami.tahun:
        kurang = " dan ".join(apa for apa, ada in (("unit kerja", kami.unit), ("tahun", kami.tahun)) if not ada)
        return None, f"judulnya tidak menyebut {kurang}"
    return None, f"tidak ada PK yang judulnya menyebut {kami} dan memuat indikatornya"


def _bersama(pengukuran: Dokumen, pk: Dokumen) -> int:
    """How many measured indicators the PK has."""
    nama = {_nama(b) for t in pk.semua("pk_indikator") for b in t.baris} - {""}
    return sum(_nama(b) in nama for t in pengukuran.semua("pengukuran") for b in t.baris)


def _banyak(dokumen: Dokumen) -> int:
    return sum(bool(_nama(b)) for t in dokumen.tabel if t.kunci in ("pk_indikator", "pengukuran") for b in t.baris)


def _bernama(dokumen: Dokumen, nama: str) -> bool:
    return nama.lower() in (dokumen.nama.lower(), dokumen.nama.lower().rpartition(".")[0])


def milik_semua(semua: Sequence[Dokumen]) -> dict[int, Milik]:
    """Whose each document is, by its id."""
    return {id(d): milik(d) for d in semua}


def sekawan(dokumen: Dokumen, semua: Sequence[Dokumen], siapa: Mapping[int, Milik]) -> list[Dokumen]:
    """The other documents of the same unit and year: their figures are evidence."""
    kami = siapa[id(dokumen)]
    return [d for d in semua if d is not dokumen and (d.berkas == dokumen.berkas or siapa[id(d)].sama(kami))]


def _milik(dokumen: Dokumen) -> list[str]:
    return [normal(dokumen.identitas.get(k)) for k in ("instansi", "unit", "tahun")]


@dataclass(frozen=True, slots=True)
class IndikatorPk:
    """The row of the PK that belongs to a measured indicator; `sama`: the names are the same to the letter."""

    tabel: TabelTerbaca
    baris: Baris
    sama: bool


def pasangkan_indikator(baris: Sequence[Baris], pk: Dokumen) -> tuple[list[tuple[Baris, IndikatorPk | None]], list[IndikatorPk]]:
    """Each measured indicator with its row in the PK, no row twice, and the rows of the PK that are left.

    First the same sasaran and name, then the same name, then the most alike of the rest.
    """
    semua = [(t, b) for t in pk.semua("pk_indikator") for b in t.baris if b.teks("indikator")]
    bebas = set(range(len(semua)))
    hasil: dict[int, IndikatorPk] = {}
    for kunci in (_sasaran_dan_nama, _nama):
        letak: dict[str, list[int]] = {}
        for i in sorted(bebas, reverse=True):
            letak.setdefault(kunci(semua[i][1]), []).append(i)
        for satu in baris:
            if id(satu) not in hasil and letak.get(kunci(satu)):
                i = letak[kunci(satu)].pop()
                bebas.discard(i)
                hasil[id(satu)] = IndikatorPk(*semua[i], sama=True)
    sisa = [semua[i] for i in sorted(bebas)]
    belum = [b for b in baris if id(b) not in hasil]
    dekat: list[tuple[float, int, int]] = []
    if len(belum) * len(sisa) <= MIRIP_BANYAK_MAKS:
        dekat = [(mirip(b.teks("indikator"), p[1].teks("indikator")), i, j) for i, b in enumerate(belum) for j, p in enumerate(sisa)]
        dekat.sort(reverse=True)
    terpakai: set[int] = set()
    for nilai, i, j in dekat:
        if nilai >= MIRIP and id(belum[i]) not in hasil and j not in terpakai:
            terpakai.add(j)
            hasil[id(belum[i])] = IndikatorPk(*sisa[j], sama=False)
    lebih = [IndikatorPk(t, b, sama=True) for j, (t, b) in enumerate(sisa) if j not in terpakai]
    return [(b, hasil.get(id(b))) for b in baris], lebih


def _nama(baris: Baris) -> str:
    return normal(baris.teks("indikator"))


def _sasaran_dan_nama(baris: Baris) -> str:
    return f"{normal(baris.sasaran)}|{_nama(baris)}"


def pagu_menurut_pk(tabel: TabelTerbaca, pk: Dokumen | None) -> list[PaguPk]:
    """Rows and programmes joined by programme names into groups whose budgets must be equal."""
    if pk is None:
        return []
    program = _program(pk)
    milik = {b.baris: _milik_baris(b, program) for b in tabel.baris if _rupiah(b) is not None}
    sisa = [b for b in tabel.baris if milik.get(b.baris)]
    lengkap = len(sisa) == len(tabel.baris) and all(sama for m in milik.values() for sama in m.values())
    hasil = []
    while sisa:
        anggota, punya = [sisa.pop(0)], set[int]()
        while True:  # grow until neither side gains
            baru = {i for b in anggota for i in milik[b.baris]}
            ikut = [b for b in sisa if not baru.isdisjoint(milik[b.baris])]
            if baru == punya and not ikut:
                break
            punya, anggota = baru, anggota + ikut
            diambil = {b.baris for b in ikut}
            sisa = [b for b in sisa if b.baris not in diambil]
        hasil.append(_pagu(tabel, anggota, [program[i] for i in sorted(punya)], pk, lengkap))
    return hasil


def program_asing(tabel: TabelTerbaca, pk: Dokumen) -> list[Baris]:
    """Rows that name a programme which the PK does not have."""
    program = _program(pk)
    return [b for b in tabel.baris if program and not kosong(b["program"].value) and not _milik_baris(b, program)]


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
    kali = _kali(tabel) // max(1, *(_kali(t) for t, _ in program)) or 1
    return PaguPk(tuple(anggota), tuple(b for _, b in program), nilai, tercetak, bukti, pasti=lengkap or didukung, kali=kali)


def _kali(tabel: TabelTerbaca) -> int:
    """In what the budgets of a table are counted, as its header says."""
    kolom = next((k for k in tabel.asal.kolom if k.nomor == tabel.kolom.get("pagu")), None) if tabel.asal else None
    kata = set(normal(kolom.nama).split()) if kolom else set()
    return next((n for k, n in _KALI.items() if k in kata), 1)


def _milik_baris(baris: Baris, program: Sequence[tuple[TabelTerbaca, Baris]]) -> dict[int, bool]:
    """The programmes that a row names, one a line: index -> whether the name is the same to the letter."""
    nama = [normal(p.teks("program")) for _, p in program]
    hasil: dict[int, bool] = {}
    for satu in map(normal, _PEMISAH.split(str(baris["program"].value or ""))):
        if satu in nama:  # a PK may list one programme under several sasaran
            hasil.update({i: True for i, n in enumerate(nama) if n == satu})
        elif satu and nama and len(nama) <= MIRIP_PROGRAM_MAKS:
            dekat, letak = max((mirip(satu, n, MIRIP_PROGRAM), i) for i, n in enumerate(nama))
            if dekat >= MIRIP_PROGRAM:
                hasil.setdefault(letak, False)
    return hasil


def _rupiah(baris: Baris) -> float | None:
    angka = baris.angka("pagu")
    return None if angka is None else angka.nilai
