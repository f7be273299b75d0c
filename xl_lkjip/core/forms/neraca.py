"""The sums of a table of budgets together: down its levels and along its rows (pagu = realisasi + sisa).

A wrong figure breaks every sum that it is in. The cell that mends most of them, and breaks none that another figure proves, is the wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..banding import Putusan, putuskan
from ..workbook import Cell
from .isi import Isi, Penjumlahan, adalah_sisa, beda, isi_sel, kolom_sisa, longgar
from .tabel_umum import BarisUmum, KolomUmum, TabelUmum

_Letak = tuple[int, int]
_BERAT_TEGAK, _BERAT_BARIS, _BERAT_SERAPAN = 2, 2, 1  # a sum says more than a rounded share


@dataclass(frozen=True, slots=True)
class Perbaikan:
    """A wrong cell and the figure that mends it. `nyata`: other sums single it out. `bukti`: the cells of these."""

    sel: Isi
    benar: float
    sebab: Penjumlahan
    nyata: bool
    pasti: bool = True  # else the sum is wrong, but it may be any of its parts
    bukti: tuple[str, ...] = ()
    akibat: Perbaikan | None = None  # it only follows from that one
    kokoh: frozenset[str] = frozenset()  # parts that another sum confirms

    @property
    def di_total(self) -> bool:
        """It is the printed sum that is wrong, not a part of it."""
        return not self.sebab.baris_sisa and _di(self.sel) == _di(self.sebab.isi)


@dataclass(frozen=True, slots=True)
class _Usul:
    """A cell with another figure: what speaks for it and what against."""

    sel: Isi
    benar: float
    bobot: int
    tegak: int  # of this, from sums down the table
    cocok: tuple[Penjumlahan, ...]  # the other sums that it mends
    bukti: tuple[str, ...]  # the shares that it mends


def periksa(tabel: TabelUmum, semua: Sequence[Penjumlahan]) -> Iterator[Perbaikan]:
    """The wrong cells of the budgets of a table."""
    baris = list(_baris_sisa(tabel))
    unik = list({(p.isi.cell.alamat, tuple(b.cell.alamat for b in p.bagian)): p for p in [*semua, *baris]}.values())
    neraca = _Neraca(tabel, unik)
    yield from neraca.pecahkan()


def _baris_sisa(tabel: TabelUmum) -> Iterator[Penjumlahan]:
    """pagu = realisasi + sisa of each row, with the columns for which it holds in most rows; a proof where that is half of them."""
    terbaik: list[Penjumlahan] = []
    nilai = 0
    for s in kolom_sisa(tabel):
        for p in [k for k in tabel.berperan("pagu") if not adalah_sisa(k)]:
            for r in tabel.berperan("realisasi_anggaran"):
                calon = [x for b in tabel.baris if (x := _satu_sisa(b, p, r, s))]
                cocok = sum(not beda(x.isi, x.bagian) for x in calon)
                if cocok > nilai:
                    terbaik, nilai = calon, cocok
    terbukti = nilai * 2 >= len(terbaik)
    yield from (replace(x, terbukti=terbukti) for x in terbaik)


def _satu_sisa(baris: BarisUmum, pagu: KolomUmum, realisasi: KolomUmum, sisa: KolomUmum) -> Penjumlahan | None:
    if baris.jenis not in ("isi", "jumlah", "tanpa_nama"):
        return None
    p, r, s = (isi_sel(baris.sel.get(k.nomor)) for k in (pagu, realisasi, sisa))
    if p is None or r is None or s is None or not (p.cell.kolom and r.cell.kolom and s.cell.kolom) or s.persen:
        return None
    return Penjumlahan(p, (r, s), f'{sisa.nama} "{baris.label}"', True, True, True, baris_sisa=True)


class _Neraca:
    def __init__(self, tabel: TabelUmum, semua: Sequence[Penjumlahan]) -> None:
        self.semua = semua
        self.nilai: dict[_Letak, float] = {_di(x): x.nilai for p in semua for x in (p.isi, *p.bagian)}
        self.batas = {id(p): longgar(p.isi, p.bagian) for p in semua}
        self.gagal = [p for p in semua if not self._cocok(p)]
        if not self.gagal:
            return
        self.asal_gagal = {id(p) for p in self.gagal}
        self.per_sel: dict[_Letak, list[Penjumlahan]] = {}
        for p in semua:
            for x in (p.isi, *p.bagian):
                self.per_sel.setdefault(_di(x), []).append(p)
        self.sisa = {k.nomor for k in kolom_sisa(tabel)}
        self.urut = {k.nomor: (k.nomor in self.sisa, k.peran != "pagu") for k in tabel.kolom}
        self.serapan = _serapan(tabel)
        self.sudah: dict[_Letak, Perbaikan] = {}

    def pecahkan(self) -> Iterator[Perbaikan]:
        hasil: list[Perbaikan] = []
        sisa = list(self.gagal)
        while sisa := [p for p in sisa if not self._cocok(p)]:
            pilihan = [(p, self._terbaik(p)) for p in sisa]
            p, (usul, nyata, pasti) = min(pilihan, key=lambda x: (not x[1][1], not x[1][2], self.urut.get(x[0].isi.cell.kolom, (True, True)), -x[1][0].bobot if x[1][0] else 0))  # fmt: skip
            sisa.remove(p)
            if usul is None:
                continue
            sebab, bukti = self._sebab(p, usul)
            satu = Perbaikan(usul.sel, usul.benar, sebab, nyata, pasti, bukti, self._akibat(usul), self._kokoh(sebab))
            if pasti:
                self.nilai[_di(usul.sel)] = usul.benar
                self.sudah[_di(usul.sel)] = satu
                hasil += self._turunan(satu)
            hasil.append(satu)
        return iter(hasil)

    def _cocok(self, p: Penjumlahan, ganti: tuple[_Letak, float] | None = None) -> bool:
        def di(x: Isi) -> float:
            return ganti[1] if ganti and ganti[0] == _di(x) else self.nilai[_di(x)]

        return abs(di(p.isi) - math.fsum(map(di, p.bagian))) <= self.batas[id(p)]

    def _terbaik(self, p: Penjumlahan) -> tuple[_Usul | None, bool, bool]:
        """The cell to mend, whether other sums single it out, and whether it must be that one."""
        selisih = self.nilai[_di(p.isi)] - math.fsum(self.nilai[_di(b)] for b in p.bagian)
        total = self._usul(p, p.isi, self.nilai[_di(p.isi)] - selisih)
        calon = [u for b in p.bagian if (u := self._usul(p, b, self.nilai[_di(b)] + selisih))] + ([total] if total else [])
        if not calon:
            return None, False, False
        urut = sorted(calon, key=lambda u: -u.bobot)
        terbaik = urut[0]
        tunggal = len(urut) == 1 or urut[1].bobot < terbaik.bobot
        baku = next((u for u in calon if u.sel is p.bagian[-1]), None) if p.baris_sisa else total
        lebih = baku is not None and baku.tegak < terbaik.tegak and (terbaik.tegak > 0 or (terbaik.tegak == 0 and len(calon) == 2))
        if tunggal and (terbaik.bobot > 0 or lebih):
            return terbaik, True, True
        if baku is None:
            return None, False, False
        return baku, False, baku.tegak >= 0 and (p.terbukti or not p.baris_sisa)

    def _usul(self, p: Penjumlahan, sel: Isi, benar: float) -> _Usul | None:
        letak = _di(sel)
        if not letak[1] or letak in self.sudah or benar < 0 or (benar == 0 and letak[1] not in self.sisa):
            return None
        bobot = tegak = 0
        cocok: list[Penjumlahan] = []
        bukti: list[str] = []
        for lain in self.per_sel[letak]:
            if lain is p:
                continue
            sebelum, sesudah = self._cocok(lain), self._cocok(lain, (letak, benar))
            selisih = (sesudah - sebelum) * (_BERAT_BARIS if lain.baris_sisa else _BERAT_TEGAK)
            bobot += selisih
            tegak += 0 if lain.baris_sisa else selisih
            cocok += [lain] if selisih > 0 else []
        for a, b, cell in self.serapan.get(letak[0], ()):
            if letak in (a, b):
                nilai = [benar if letak == x else self.nilai.get(x, 0.0) for x in (a, b)]
                sebelum, sesudah = _serap(self.nilai.get(a, 0.0), self.nilai.get(b, 0.0), cell), _serap(nilai[0], nilai[1], cell)
                bobot += (sesudah - sebelum) * _BERAT_SERAPAN
                bukti += [cell.alamat] if sesudah > sebelum else []
        return _Usul(sel, benar, bobot, tegak, tuple(cocok), tuple(bukti))

    def _sebab(self, p: Penjumlahan, usul: _Usul) -> tuple[Penjumlahan, tuple[str, ...]]:
        """Of the sums that the cell mends, the one to tell: its own parts first; of what is left of a row, the row. And what else is right then."""
        letak = _di(usul.sel)
        semua = [x for x in (p, *usul.cocok) if id(x) in self.asal_gagal] or [p]
        semua.sort(key=lambda x: (x.baris_sisa != (letak[1] in self.sisa), _di(x.isi) != letak))
        lain = [x for x in (p, *usul.cocok) if x is not semua[0]]
        tempat = [c.cell.alamat for x in lain for c in ((x.isi, *x.bagian) if x.baris_sisa else (x.isi,)) if _di(c) != letak]
        return semua[0], tuple(dict.fromkeys([*tempat, *usul.bukti]))

    def _kokoh(self, sebab: Penjumlahan) -> frozenset[str]:
        return frozenset(
            b.cell.alamat for b in sebab.bagian if any(x is not sebab and id(x) not in self.asal_gagal for x in self.per_sel[_di(b)])
        )

    def _akibat(self, usul: _Usul) -> Perbaikan | None:
        """What was left was reckoned from a wrong figure of its row."""
        for p in self.per_sel[_di(usul.sel)]:
            if p.baris_sisa and id(p) not in self.asal_gagal:
                return next((self.sudah[_di(x)] for x in (p.isi, *p.bagian) if _di(x) in self.sudah and x is not usul.sel), None)
        return None

    def _turunan(self, akar: Perbaikan) -> Iterator[Perbaikan]:
        """Mends what is left of the row, where it was reckoned from the wrong figure and its own column says that it is wrong, too."""
        for p in self.per_sel[_di(akar.sel)]:
            sisa = p.bagian[-1] if p.bagian else p.isi
            letak = _di(sisa)
            if not p.baris_sisa or id(p) in self.asal_gagal or letak in self.sudah or sisa is akar.sel:
                continue
            benar = self.nilai[letak] + self.nilai[_di(p.isi)] - math.fsum(self.nilai[_di(b)] for b in p.bagian)
            tegak = [x for x in self.per_sel[letak] if not x.baris_sisa and id(x) in self.asal_gagal]
            mati = [x for x in tegak if not self._cocok(x) and self._cocok(x, (letak, benar))]
            if mati:
                self.nilai[letak] = benar
                self.sudah[letak] = Perbaikan(sisa, benar, next((x for x in mati if x.isi.cell == sisa.cell), mati[0]), True, akibat=akar)
                yield self.sudah[letak]


def _di(isi: Isi) -> _Letak:
    return isi.cell.baris, isi.cell.kolom


def _serap(realisasi: float, pagu: float, cell: Cell) -> bool:
    return pagu > 0 and putuskan(cell, [realisasi / pagu], rasio=True) is not Putusan.SALAH


def _serapan(tabel: TabelUmum) -> dict[int, list[tuple[_Letak, _Letak, Cell]]]:
    """Per row: where realisasi and pagu stand of which a share is printed, where the table has one of each."""
    pagu = [k for k in tabel.berperan("pagu") if not adalah_sisa(k)]
    realisasi, serapan = tabel.berperan("realisasi_anggaran"), tabel.berperan("serapan")
    if len(pagu) != 1 or len(realisasi) != 1 or not serapan:
        return {}
    p, r, s = pagu[0].nomor, realisasi[0].nomor, serapan[-1].nomor
    return {b.baris: [((b.baris, r), (b.baris, p), b.sel[s])] for b in tabel.baris if s in b.sel}
