"""HIT101, HIT102."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..angka import bulatkan
from ..banding import Putusan, putuskan, tercetak, tulis
from ..cetak import DUA_DESIMAL, angka
from ..forms.dokumen import Baris, TabelTerbaca
from ..workbook import Cell, tempat
from ._bantu import pengikut
from ._base import Finding, Konteks, Rule, Tingkat

_BENTUK = ("persen", "penurunan", "rasio")
_DEKAT = 0.02  # so near to the share that both mean the same count; further off, the counts may be the wrong ones
_BANYAK_MAKS = 10_000  # beyond so many people every percentage with two decimals is possible


class DataDukung(Rule):
    """Realisasi sama dengan pembilang dibagi penyebut di lembar Data Dukung, dan mungkin untuk banyaknya orang atau barang."""

    kode = ("HIT101", "HIT102")
    dasar = "Pembilang dan penyebut yang ditulis instansi sendiri di lembar Data Dukung"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for dukung, satu, tabel, baris in pengikut(konteks.dokumen, "data_dukung"):
            bentuk = satu.teks("bentuk").lower() or "persen"
            pembilang, penyebut = _bilangan(satu, "pembilang"), _bilangan(satu, "penyebut")
            if bentuk not in _BENTUK or not penyebut or penyebut < 0:
                continue
            if pembilang is None:
                if bentuk == "persen":
                    yield from self._mustahil(konteks, dukung, satu, tabel, baris, penyebut)
                continue
            yield from self._beda(konteks, dukung, satu, tabel, baris, bentuk)

    def _beda(
        self, konteks: Konteks, dukung: TabelTerbaca, satu: Baris, tabel: TabelTerbaca, baris: Baris, bentuk: str
    ) -> Iterator[Finding]:
        """The share that the counts give, against the one beside them and against the realisasi."""
        harapan = _bagian(satu, bentuk)
        rasio = bentuk != "rasio"
        rumus = f"{satu['pembilang'].tercetak} / {satu['penyebut'].tercetak}"
        if bentuk == "penurunan":
            rumus = f"({satu['penyebut'].tercetak} - {satu['pembilang'].tercetak}) / {satu['penyebut'].tercetak}"
        akar = ""
        for di, cell, siapa in ((dukung, satu["nilai"], "Nilai Data Dukung"), (tabel, baris["realisasi"], "Realisasi")):
            putusan = putuskan(cell, harapan, rasio=rasio)
            biasa = putuskan(cell, harapan, rasio=False)  # 0,62 for 62,05%, and 3,3 for an index of 3,26
            if not tercetak(cell) or Putusan.COCOK in (putusan, biasa) or _dalam(cell, satu, bentuk):
                continue
            hitung = _tulis(harapan[0], cell, rasio)
            apa = "dipotong, bukan dibulatkan" if putusan is Putusan.DIPOTONG else "tetapi menurut data dukungnya salah"
            yield self.temuan(
                konteks, di, cell,
                f'{siapa} "{baris.teks("indikator")}" tercetak {cell.tercetak}, {apa}:'
                f" {rumus} = {hitung} ({tempat(dukung.lembar, satu['pembilang'])}).",
                f"Ganti dengan {hitung}, atau perbaiki pembilang dan penyebutnya.", hitung=hitung,
                tingkat=Tingkat.INFO if putusan is Putusan.DIPOTONG else None if _dekat(cell, harapan) else Tingkat.PERINGATAN, akar=akar,
            )  # fmt: skip
            akar = f"{self.kode[0]} {tempat(di.lembar, cell)}"

    def _mustahil(
        self, konteks: Konteks, dukung: TabelTerbaca, satu: Baris, tabel: TabelTerbaca, baris: Baris, penyebut: float
    ) -> Iterator[Finding]:
        """95% of 32 people: no number of people gives that."""
        cell = baris["realisasi"]
        persen = tercetak(cell)
        if persen is None or not penyebut.is_integer() or penyebut > _BANYAK_MAKS or not 0 <= persen.nilai <= 100:
            return
        if not persen.persen and (baris.teks("satuan") != "%" or persen.nilai <= 1):
            return
        kira = persen.nilai / 100 * penyebut
        orang = [k for k in range(math.floor(kira) - 1, math.ceil(kira) + 2) if 0 <= k <= penyebut]
        mungkin = [k / penyebut for k in orang]
        if putuskan(cell, mungkin, rasio=True) is not Putusan.SALAH:
            return
        dekat = sorted(sorted(orang, key=lambda k: abs(k - kira))[:2])
        contoh = " atau ".join(f"{k} dari {angka(penyebut, 0)} = {angka(k / penyebut * 100, max(persen.desimal, 2))}%" for k in dekat)
        yield self.temuan(
            konteks, tabel, cell,
            f"Realisasi {cell.tercetak} tidak mungkin dari {angka(penyebut, 0)} ({tempat(dukung.lembar, satu['penyebut'])}): {contoh}.",
            "Periksa banyaknya orang atau barang di lembar Data Dukung, lalu hitung ulang realisasinya.", kode="HIT102",
            tingkat=Tingkat.PERINGATAN,
        )  # fmt: skip


def _tulis(nilai: float, cell: Cell, rasio: bool) -> str:
    """The share as the cell writes its own: 62,05% or, of an index, 62,05."""
    tertulis = tercetak(cell)
    if not rasio or tertulis is None or tertulis.persen or abs(tertulis.nilai - nilai) < abs(tertulis.nilai - nilai * 100):
        return tulis(nilai, cell, format_baku=DUA_DESIMAL)
    return tulis(nilai * 100, cell, format_baku=DUA_DESIMAL)


def _bilangan(baris: Baris, kunci: str) -> float | None:
    angka = baris.angka(kunci)
    return None if angka is None or angka.persen else angka.nilai


def _bagian(satu: Baris, bentuk: str, tambah: float = 0.0) -> Sequence[float]:
    pembilang, penyebut = (_bilangan(satu, "pembilang") or 0.0) + tambah, _bilangan(satu, "penyebut") or 1.0
    return [(penyebut - pembilang) / penyebut if bentuk == "penurunan" else pembilang / penyebut]


def _dalam(cell: Cell, satu: Baris, bentuk: str) -> bool:
    """The figure is right for a numerator that was rounded where it is printed: 1,93 / 4."""
    hasil, asal = tercetak(cell), tercetak(satu["pembilang"])
    if hasil is None or asal is None or not asal.desimal:
        return False
    setengah, teliti = 0.5 * 10.0**-asal.desimal, 0.5 * 10.0**-hasil.desimal
    kali = 1 if bentuk == "rasio" else 100
    bawah, atas = sorted(_bagian(satu, bentuk, s)[0] * kali for s in (-setengah, setengah))
    return bulatkan(bawah - teliti, 9) <= hasil.nilai <= bulatkan(atas + teliti, 9)


def _dekat(cell: Cell, harapan: Sequence[float]) -> bool:
    angka_ = tercetak(cell)
    return angka_ is not None and any(
        abs(angka_.nilai - h * f) <= _DEKAT * abs(angka_.nilai) for h in harapan for f in ((100,) if angka_.persen else (1, 100))
    )
