"""JML108."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..angka import kosong
from ..banding import Putusan, putuskan, tercetak, tulis
from ..cetak import PERSEN
from ..domain.agregasi import rata_rata
from ..forms.isi import tak_dijumlah
from ..forms.nama import normal
from ..forms.tabel_umum import BarisUmum, KolomUmum, TabelUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat, sesudah

_POIN_MULAI = 3.0  # a share from here on is in percent points


class RataTabel(Rule):
    """Rata-rata di tabel mana pun adalah rata-rata baris-barisnya: sejak rata-rata sebelumnya, seluruhnya, atau rata-rata sasaran."""

    kode = ("JML108",)
    jenis = ("pk", "pengukuran")
    dasar = "Rata-rata = jumlah nilai dibagi banyaknya"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for letak, baris in enumerate(tabel.baris):
                if baris.jenis == "rata":
                    for kolom in tabel.kolom:
                        if kolom.nomor in baris.sel and kolom.peran not in ("no", "predikat", "keterangan"):
                            yield from self._satu(konteks, tabel, letak, baris, kolom)
            if not tabel.templat:  # ours: rule RataRata
                yield from self._sasaran(konteks, tabel)

    def _satu(self, konteks: Konteks, tabel: TabelUmum, letak: int, baris: BarisUmum, kolom: KolomUmum) -> Iterator[Finding]:
        cell = baris.sel[kolom.nomor]
        if tercetak(cell) is None:
            return
        atas = tabel.baris[:letak]
        isi, rata = [b for b in atas if b.jenis == "isi"], [b for b in atas if b.jenis == "rata"]
        akhir = max([i for i, b in enumerate(atas) if b.jenis == "rata"], default=-1)
        sejak = [b for b in atas[akhir + 1 :] if b.jenis == "isi"]
        urut = (rata, isi) if "total" in normal(baris.label) or not _nilai(sejak, kolom) else (sejak, isi, rata)
        calon = [(b, n) for b in urut if (n := _nilai(b, kolom))]
        nilai = [n for _, n in calon]
        for satu in self._banding(konteks, tabel, baris, kolom, nilai, _lain(tabel, baris, kolom, nilai)) if calon else ():
            yield _berakar(konteks, tabel, cell, kolom, [b for b, _ in calon], satu)

    def _sasaran(self, konteks: Konteks, tabel: TabelUmum) -> Iterator[Finding]:
        """A column of means beside the figures, one for the rows of a sasaran, mostly merged over them."""
        for kolom in tabel.berperan("rata"):
            asal = [k for k in tabel.berperan("capaian") if k.nomor < kolom.nomor]
            grup = _grup(tabel, kolom) if asal else []
            semua = [(b, n) for b in grup if (n := _nilai(b, asal[-1])) and tercetak(b[0].sel[kolom.nomor]) is not None]
            temuan = [
                [
                    _berakar(konteks, tabel, b[0].sel[kolom.nomor], asal[-1], [b], t)
                    for t in self._banding(konteks, tabel, b[0], kolom, [n], [])
                ]
                for b, n in semua
            ]
            terbukti = any(not t and len(n) > 1 for t, (_, n) in zip(temuan, semua, strict=True))
            yield from (t for satu in temuan for t in satu if terbukti or t.akar or t.tingkat is Tingkat.INFO)

    def _banding(
        self,
        konteks: Konteks,
        tabel: TabelUmum,
        baris: BarisUmum,
        kolom: KolomUmum,
        calon: Sequence[Sequence[float]],
        lain: Sequence[float],
    ) -> Iterator[Finding]:
        cell = baris.sel[kolom.nomor]
        harapan = [*(rata_rata(c) for c in calon), *lain]
        rasio = kolom.peran in ("capaian", "serapan", "rata")
        putusan = putuskan(cell, harapan, rasio=rasio)
        if putusan is Putusan.COCOK or _dekat(cell, harapan):
            return
        persen = tercetak(cell)
        hitung = tulis(harapan[0], cell, format_baku=PERSEN if persen and persen.persen else "0.00")
        yield Finding(
            "JML108", Tingkat.INFO if putusan is Putusan.DIPOTONG else Tingkat.GALAT, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
            f'{kolom.nama} pada "{baris.label}" tercetak {cell.tercetak}, tetapi rata-rata {len(calon[0])} barisnya {hitung}.',
            f"Ganti dengan {hitung}.", cell.tercetak, hitung, self.dasar,
        )  # fmt: skip


def _berakar(
    konteks: Konteks, tabel: TabelUmum, cell: Cell, kolom: KolomUmum, calon: Sequence[Sequence[BarisUmum]], temuan: Finding
) -> Finding:
    """The mean of figures of which one is wrong, and which it was taken of before: right once that one is mended."""
    for baris in calon if temuan.tingkat is Tingkat.GALAT else ():
        sel = [b.sel[kolom.nomor] for b in baris if _nilai([b], kolom)]
        nilai = _nilai(baris, kolom)
        usul = [
            (i, n / 100 if c.tercetak.endswith("%") else n, c.alamat, akar)
            for i, c in enumerate(sel)
            for n, akar in konteks.usulan(tabel.lembar, c)[:1]
        ]
        for ganti in (usul, *([u] for u in usul)):
            baru = list(nilai)
            for i, n, _, _ in ganti:
                baru[i] = n
            if ganti and (putuskan(cell, [rata_rata(baru)], rasio=True) is Putusan.COCOK or _dekat(cell, [rata_rata(baru)])):
                return sesudah(temuan, " dan ".join(u[2] for u in ganti), ganti[0][3])
    return temuan


def _dekat(cell: Cell, harapan: Sequence[float]) -> bool:
    """A unit of the last digit apart: the mean was taken of figures that were not rounded yet."""
    angka = tercetak(cell)
    if angka is None or not angka.desimal:
        return False
    ulp = 10.0**-angka.desimal
    return any(abs(angka.nilai - h * (100 if angka.persen else 1)) <= ulp * 1.000001 for h in harapan)


def _grup(tabel: TabelUmum, kolom: KolomUmum) -> list[list[BarisUmum]]:
    """The rows that each mean is of: down to the next one; where every row has one, those of the same sasaran."""
    hasil: list[list[BarisUmum]] = []
    isi = tabel.isi()
    penuh = all(kolom.nomor in b.sel for b in isi)
    for b in isi:
        baru = kolom.nomor in b.sel if not penuh else not hasil or hasil[-1][-1].teks.get("sasaran") != b.teks.get("sasaran")
        if baru:
            hasil.append([])
        if hasil:
            hasil[-1].append(b)
    return hasil if not penuh or "sasaran" in {k.peran for k in tabel.kolom} else []


def _lain(tabel: TabelUmum, baris: BarisUmum, kolom: KolomUmum, calon: Sequence[Sequence[float]]) -> list[float]:
    """What else such a row may show: "Rata-rata capaian dan jumlah anggaran" adds up, divides the sums, and goes on from there."""

    def di(peran: str) -> float | None:
        semua = (tercetak(baris.sel[k.nomor]) for k in tabel.berperan(peran) if k.nomor in baris.sel)
        return next((t.nilai for t in semua if t is not None), None)

    if kolom.peran in ("serapan", "efisiensi"):
        pagu, realisasi = di("pagu"), di("realisasi_anggaran")
        terhitung = [realisasi / pagu] if pagu and realisasi is not None else []
        return terhitung if kolom.peran == "serapan" else _efisiensi(di("capaian"), [di("serapan"), *terhitung])
    return [] if tak_dijumlah(kolom) else [sum(c) for c in calon]


def _efisiensi(capaian: float | None, serapan: Sequence[float | None]) -> list[float]:
    """What the capaian and the serapan of this row give, in percent points and as a ratio."""
    hasil: list[float] = []
    for s in serapan:
        if capaian and s:
            a, b = (n / 100 if abs(n) >= _POIN_MULAI else n for n in (capaian, s))
            hasil += [(a - b) * 100, a - b, a / b, a / b * 100, (1 - b) * 100, 1 - b]
    return hasil


def _nilai(baris: Sequence[BarisUmum], kolom: KolomUmum) -> list[float]:
    """The figures of a column as they are printed; none when one cannot be read: a mean of some would accuse a right figure."""
    hasil = []
    for b in baris:
        cell = b.sel.get(kolom.nomor, Cell(0, 0))
        if kosong(cell.value):
            continue
        angka = tercetak(cell)
        if angka is None or angka.desimal < 0:
            return []
        hasil.append(angka.nilai / 100 if angka.persen else angka.nilai)
    return hasil
