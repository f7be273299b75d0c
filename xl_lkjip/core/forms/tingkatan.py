"""Tables of several levels (program, kegiatan, sub kegiatan): which reading of the levels the figures bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .isi import Isi, Penjumlahan, adalah_sisa, beda, berpersen, isi_sel, kolom_jumlah
from .pohon import Pohon, pohon_jumlah, pohon_tanda
from .tabel_umum import BarisUmum, KolomUmum, TabelUmum

_BARIS_MIN = 3
_COCOK_MIN = 2


@dataclass(frozen=True, slots=True)
class Bagian:
    """The rows up to a total, and the tree that their figures bear out. `mungkin`: what else the rows suggest and a sum bears out."""

    baris: tuple[BarisUmum, ...]
    total: BarisUmum | None
    pohon: Pohon | None
    mungkin: tuple[Pohon, ...] = ()

    @property
    def puncak(self) -> list[list[BarisUmum]]:
        """The rows at the top, in every reading, the one that is borne out first."""
        return [[self.baris[i] for i in p.puncak] for p in ((self.pohon,) if self.pohon else self.mungkin)]

    def cabang(self, tabel: TabelUmum) -> Iterator[Penjumlahan]:
        """Each parent as the sum of its children."""
        for k in kolom_uang(tabel) if self.pohon else ():
            isi = _isi(self.baris, k)
            for p, anak in self.pohon.cabang if self.pohon else ():
                total, milik = isi[p], [x for i in anak if (x := isi[i]) is not None]
                if total is not None and total.cell.kolom and len(milik) == len(anak) and any(x.nilai for x in milik):
                    yield Penjumlahan(total, tuple(milik), f'{k.nama} "{self.baris[p].label}"', False, True, True)


def kolom_uang(tabel: TabelUmum) -> list[KolomUmum]:
    """Columns of budgets, what was spent, and what is left."""
    return [k for k in kolom_jumlah(tabel) if (k.peran in ("pagu", "realisasi_anggaran", "sisa") or adalah_sisa(k)) and not berpersen(k)]


def bagian_bertingkat(tabel: TabelUmum) -> list[Bagian]:
    """The parts of a table of budgets that have levels."""
    kolom = kolom_uang(tabel)
    hasil: list[Bagian] = []
    baris: list[BarisUmum] = []
    for b in (*tabel.baris, None) if kolom else ():
        if b is not None and b.jenis == "isi":
            baris.append(b)
        elif b is None or b.jenis == "jumlah":
            if len(baris) >= _BARIS_MIN:
                satu = _bagian(tabel, tuple(baris), b, kolom)
                hasil += [satu] if satu else []
            baris = []
    return hasil


def _bagian(tabel: TabelUmum, baris: tuple[BarisUmum, ...], total: BarisUmum | None, kolom: Sequence[KolomUmum]) -> Bagian | None:
    isi = [_isi(baris, k) for k in kolom]
    jumlah = [isi_sel(total.sel.get(k.nomor)) if total else None for k in kolom]
    tanda = [(p, *_cocok(p, isi, jumlah)) for p in pohon_tanda(tabel, baris)]
    terbaik = _terbaik(tanda)
    if terbaik is None and total is not None and _rata_salah(isi, jumlah):
        angka = [pohon_jumlah([x.nilai if x else 0.0 for x in satu]) for satu in isi]
        terbaik = _terbaik([(p, *_cocok(p, isi, jumlah)) for p in angka if p])
    mungkin = tuple(p for p, cocok, _ in tanda if cocok)
    return Bagian(baris, total, terbaik, mungkin) if terbaik or mungkin else None


def _rata_salah(isi: Sequence[Sequence[Isi | None]], jumlah: Sequence[Isi | None]) -> bool:
    """A total is not simply the sum of all rows."""
    return any(t and t.nilai and beda(t, [x for x in satu if x]) for satu, t in zip(isi, jumlah, strict=True))


def _cocok(pohon: Pohon, isi: Sequence[Sequence[Isi | None]], jumlah: Sequence[Isi | None]) -> tuple[int, int]:
    """How many sums of a tree are right, of how many."""
    cocok = banyak = 0
    cabang = [*pohon.cabang, (-1, pohon.puncak)]
    for satu, total in zip(isi, jumlah, strict=True):
        for induk, anak in cabang:
            atas, milik = satu[induk] if induk >= 0 else total, [x for i in anak if (x := satu[i]) is not None]
            if atas is not None and atas.nilai and any(x.nilai for x in milik):
                banyak += 1
                cocok += not beda(atas, milik)
    return cocok, banyak


def _terbaik(pohon: Sequence[tuple[Pohon, int, int]]) -> Pohon | None:
    """The tree with most sums right, more than half of them."""
    calon = [(2 * cocok - banyak, p) for p, cocok, banyak in pohon if cocok >= _COCOK_MIN and cocok * 2 > banyak]
    return max(calon, key=lambda c: c[0])[1] if calon else None


def _isi(baris: Sequence[BarisUmum], kolom: KolomUmum) -> list[Isi | None]:
    return [isi_sel(b.sel.get(kolom.nomor)) for b in baris]
