"""Which figures of a table are the sum of which others: totals below, subtotals, parents of numbered rows, sums to the right.

A total may be meant in several ways; every way that a reader would try is tried before a figure is called wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set

from ..angka import bulatkan, kosong
from ..workbook import Cell
from .isi import Isi, Penjumlahan, baca_isi, beda, berpersen, desimal_isi, isi_sel, kolom_jumlah, tak_dijumlah
from .nama import normal
from .neraca import Perbaikan, periksa
from .tabel_umum import BarisUmum, KolomUmum, TabelUmum
from .tingkatan import Bagian, bagian_bertingkat, kolom_uang

_KELUARAN = re.compile(r"(\d[\d.]*)\s+([A-Za-z][^\d,;]*)")
_NOMOR_BULAT = re.compile(r"\d+\.?|[ivxlc]+\.?|[A-Z]\.?")
_HURUF = re.compile(r"[a-z]\)?\.?")
_NOMOR_TITIK = re.compile(r"\d+(?:\.\d+)+\.?|\d+\.?")
_KATA_JUMLAH = frozenset({"jumlah", "total", "sub", "grand", "subtotal"})


def salah_jumlah(tabel: TabelUmum) -> Iterator[Penjumlahan | Perbaikan]:
    """Every sum of a table that no way of adding explains; of budgets, the cell that is wrong where the other sums tell it."""
    bagian = bagian_bertingkat(tabel)
    uang = {k.nomor for k in kolom_uang(tabel)}
    semua = list(_ke_bawah(tabel, bagian, uang))
    bertingkat = {k for b in bagian if b.pohon for k in uang}
    yield from (p for p, salah in semua if salah and p.isi.cell.kolom not in uang)
    yield from _ke_samping(tabel)
    yield from (p for p in _induk(tabel) if p.isi.cell.kolom not in bertingkat)
    yield from periksa(tabel, [p for p, _ in semua if p.isi.cell.kolom in uang] + [p for b in bagian for p in b.cabang(tabel)])


def _ke_bawah(tabel: TabelUmum, bagian: Sequence[Bagian], uang: Set[int]) -> Iterator[tuple[Penjumlahan, bool]]:
    """Rows labelled as totals: each sum, as it is most likely meant, and whether no way of adding explains it."""
    for letak, baris in enumerate(tabel.baris):
        milik = next((b for b in bagian if b.total is baris), None)
        cara = _cara(tabel, letak, milik) if baris.jenis == "jumlah" else _cara_isi(tabel, letak)
        hasil: list[tuple[KolomUmum, Isi, list[tuple[str, list[Isi]]]]] = []
        for k in kolom_jumlah(tabel) if cara else ():
            total = isi_sel(baris.sel.get(k.nomor)) if not kosong(baris.sel.get(k.nomor, Cell(0, 0)).value) else None
            if total is None:
                continue
            mungkin = [(nama, b) for nama, calon in cara if (b := _bagian(calon, k.nomor, total)) is not None]
            if mungkin:
                hasil.append((k, total, mungkin))
        cocok = [[(n, b) for n, b in mungkin if not beda(total, b, persen=berpersen(k))] for k, total, mungkin in hasil]
        benar = {nama for satu in cocok for nama, _ in satu}
        for (k, total, mungkin), satu in zip(hasil, cocok, strict=True):
            nama, b = satu[0] if satu else next(((n, b) for n, b in mungkin if n in benar), mungkin[0])
            if satu or baris.jenis == "jumlah" or benar:  # what is no total for certain must be one in another column
                tunggal = len({tuple(x.cell.alamat for x in b) for _, b in mungkin}) == 1
                salah = not satu and not _berlipat(total, mungkin) and not (k.nomor not in uang and _rata(total, b))
                if satu or salah:
                    yield Penjumlahan(total, tuple(b), f'{k.nama} pada "{baris.label}"', False, nama in benar, tunggal), salah


def _rata(total: Isi, bagian: Sequence[Isi]) -> bool:
    """ "Jumlah" over a column of marks may be their mean."""
    return bagian != [] and total.nilai == bulatkan(math.fsum(b.nilai for b in bagian) / len(bagian), total.desimal)


def _berlipat(total: Isi, mungkin: Sequence[tuple[str, list[Isi]]]) -> bool:
    """A half or a third of all rows: two or three levels were added up, and the table does not show which."""
    return any(nama == "semua" and len(b) > lipat and not beda(_kali(total, lipat), b) for nama, b in mungkin for lipat in (2, 3))


def _kali(total: Isi, lipat: int) -> Isi:
    return Isi(total.nilai * lipat, total.desimal, total.satuan, total.persen, total.cell)


def _cara_isi(tabel: TabelUmum, letak: int) -> list[tuple[str, list[BarisUmum]]]:
    """ "Jumlah layanan yang diterbitkan" in the column of indicators: the sum of the rows of that name, if it is one."""
    baris = tabel.baris[letak]
    if baris.jenis != "isi" or not normal(baris.label).startswith(("jumlah ", "total ")):
        return []
    calon = _senama(baris, [b for b in tabel.baris[:letak] if b.jenis == "isi"])
    return [("senama", calon)] if len(calon) > 1 else []


def _cara(tabel: TabelUmum, letak: int, milik: Bagian | None) -> list[tuple[str, list[BarisUmum]]]:
    """The rows that a total row may be the sum of, the likeliest first."""
    atas = tabel.baris[:letak]
    isi = [b for b in atas if b.jenis == "isi"]
    akhir = max([i for i, b in enumerate(atas) if b.jenis == "jumlah"], default=-1)
    sejak = [b for b in atas[akhir + 1 :] if b.jenis == "isi"]
    puncak = [b for b in isi if _NOMOR_BULAT.fullmatch(b.nomor)]
    sub = [b for b in atas if b.jenis == "jumlah"]
    bagian = max([i for i, b in enumerate(atas) if b.jenis == "bagian"], default=-1)
    cara = [("senama", _senama(tabel.baris[letak], isi))]
    rinci = [b for b in isi if _HURUF.fullmatch(b.nomor) or b.nomor.rstrip(".").count(".")]
    if rinci and len(puncak) > 1:
        cara += [("puncak", puncak), ("rinci", rinci)]
    cara += [("sejak", sejak), ("semua", isi), ("sub", sub), ("bagian", [b for b in atas[bagian + 1 :] if b.jenis == "isi"])]
    cara = [(nama, c) for nama, c in cara if len(c) > 1]
    tingkat = [("tingkat", p) for p in (milik.puncak if milik else ())]
    return tingkat + cara if milik and milik.pohon else cara + tingkat


def _senama(total: BarisUmum, isi: Sequence[BarisUmum]) -> list[BarisUmum]:
    """Rows of one label that comes again in every part of the table, where the total says whose sum it is."""
    kata = set(normal(total.label).split()) - _KATA_JUMLAH
    if len(kata) < 2:
        return []
    banyak: dict[str, list[BarisUmum]] = {}
    for b in isi:
        banyak.setdefault(normal(b.label), []).append(b)
    calon = [(len(set(nama.split()) & kata), -len(set(nama.split()) - kata), nama) for nama, b in banyak.items() if len(b) > 1]
    terbaik = max(calon, default=(0, 0, ""))
    return banyak[terbaik[2]] if terbaik[0] and terbaik[0] * 2 >= len(terbaik[2].split()) else []


def _bagian(calon: Sequence[BarisUmum], kolom: int, total: Isi) -> list[Isi] | None:
    """The parts in a column; None when one is no number, or of another unit than the total."""
    hasil: list[Isi] = []
    for b in calon:
        isi = isi_sel(b.sel.get(kolom))
        if isi is None or (isi.cell.kolom and (isi.persen != total.persen or (isi.satuan and total.satuan and isi.satuan != total.satuan))):
            return None
        hasil.append(isi)
    return hasil if sum(bool(i.nilai) for i in hasil) > 1 or (len(hasil) == 1 and hasil[0].nilai) else None


def _ke_samping(tabel: TabelUmum) -> Iterator[Penjumlahan]:
    """Columns headed as totals: of the quarters, or of the columns of figures left of them."""
    for k in tabel.berperan("jumlah"):
        kiri = [x for x in tabel.kolom if x.nomor < k.nomor]
        tw = [x for x in kiri if x.arti.triwulan]
        dekat: list[KolomUmum] = []
        for x in reversed(kiri):
            if tak_dijumlah(x) or x.peran in ("jumlah", "target", "uraian", "pagu"):
                break
            dekat.insert(0, x)
        calon = tw if len(tw) == 4 else dekat
        if len(calon) < 2:
            continue
        semua: list[tuple[BarisUmum, Isi, list[Isi]]] = []
        for b in tabel.baris:
            if kosong(b.sel.get(k.nomor, Cell(0, 0)).value) or b.jenis == "bagian":
                continue
            total, bagian = isi_sel(b.sel.get(k.nomor)), [isi_sel(b.sel.get(x.nomor)) for x in calon]
            lengkap = [x for x in bagian if x is not None]
            if total is not None and not total.persen and len(lengkap) == len(bagian) and sum(bool(x.nilai) for x in lengkap):
                semua.append((b, total, lengkap))
        benar = sum(not beda(t, p) for _, t, p in semua)
        for b, total, p in semua:
            if beda(total, p) and benar * 2 >= len(semua):
                yield Penjumlahan(total, tuple(p), f'{k.nama} "{b.label}"', True, benar > 0, True)


def _induk(tabel: TabelUmum) -> Iterator[Penjumlahan]:
    """A numbered row over its parts: 1 over a, b, c; 3.2 over 3.2.1, 3.2.2. Only where another column or row proves it."""
    if not tabel.berperan("no"):
        return
    punya: list[tuple[BarisUmum, list[BarisUmum]]] = []
    for i, b in enumerate(tabel.baris):
        if b.jenis == "isi" and b.nomor:
            milik = anak(b, tabel.baris[i + 1 :])
            if milik:
                punya.append((b, milik))
    for k in kolom_jumlah(tabel):
        hasil = []
        for b, milik in punya:
            total = isi_sel(b.sel.get(k.nomor)) if k.nomor in b.sel else None
            if total is None or not total.cell.kolom or total.persen:
                continue
            p = _pecah(milik, k.nomor, total)
            if p:
                hasil.append((b, total, p))
        cocok = [b.baris for b, total, p in hasil if not beda(total, p)]
        for b, total, p in hasil:
            if b.baris in cocok:
                continue
            sebelah = _sebelah(tabel, k, b, next(m for x, m in punya if x is b))
            if sebelah or (len(cocok) >= 2 and len(cocok) * 4 >= len(hasil) * 3):
                yield Penjumlahan(total, tuple(p), f'{k.nama} "{b.label}"', False, True, True)


def _sebelah(tabel: TabelUmum, kolom: KolomUmum, baris: BarisUmum, milik: Sequence[BarisUmum]) -> bool:
    """In another column of the same kind this row is the sum of its parts."""
    for k in tabel.kolom:
        if k.nomor == kolom.nomor or k.peran not in (kolom.peran, "target", "realisasi") or k.nomor not in baris.sel:
            continue
        total = isi_sel(baris.sel[k.nomor])
        p = _pecah(milik, k.nomor, total) if total and not total.persen else None
        if total and p and len(p) > 1 and not beda(total, p):
            return True
    return False


def _pecah(milik: Sequence[BarisUmum], kolom: int, total: Isi) -> list[Isi] | None:
    """The parts of a parent in the unit of the parent, also where a cell holds several: "120 peserta latsar, 4 peserta PIM"."""
    hasil: list[Isi] = []
    for b in milik:
        cell = b.sel.get(kolom)
        if cell is None or kosong(cell.value):
            continue
        angka = baca_isi(cell)
        keluaran = _KELUARAN.findall(cell.value) if isinstance(cell.value, str) and (angka is None or angka.bagian) else []
        if keluaran:
            satuan, nilai = [normal(s) for _, s in keluaran], [float(n.replace(".", "")) for n, _ in keluaran]
        elif angka is None or angka.nilai is None or angka.persen or angka.huruf:
            return None
        else:
            satuan, nilai = [normal(angka.satuan)], [angka.poin]
        if any(not s.startswith(total.satuan) if total.satuan else bool(s) for s in satuan):
            return None
        hasil += [Isi(n, 0 if keluaran or angka is None else desimal_isi(cell, angka), total.satuan, False, cell) for n in nilai]
    return hasil or None


def anak(baris: BarisUmum, sesudah: Sequence[BarisUmum]) -> list[BarisUmum]:
    """The rows that a numbered row is the head of: 1 of a, b, c; 3.2 of 3.2.1, 3.2.2. `sesudah`: the rows below it."""
    hasil: list[BarisUmum] = []
    titik = _NOMOR_TITIK.fullmatch(baris.nomor)
    dalam = baris.nomor.rstrip(".").count(".")
    berhuruf = False
    for b in sesudah:
        if b.jenis == "jumlah":
            break
        if not b.nomor:
            if berhuruf and b.jenis == "isi":
                hasil.append(b)
            elif not hasil:
                return []  # the parent itself stands in several rows
            continue
        nomor = b.nomor.rstrip(".")
        if titik and nomor.startswith(baris.nomor.rstrip(".") + "."):
            if nomor.count(".") == dalam + 1:
                hasil.append(b)
        elif _HURUF.fullmatch(b.nomor) and _NOMOR_BULAT.fullmatch(baris.nomor) and not _HURUF.fullmatch(baris.nomor):
            hasil.append(b)
            berhuruf = True
        else:
            break
    return hasil
