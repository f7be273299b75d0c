"""SEL101."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..angka import baca
from ..banding import tercetak
from ..cetak import angka
from ..errors import LkjipError
from ..forms.tabel_umum import BarisUmum, KolomUmum, TabelUmum
from ._base import Finding, Konteks, Rule, Tingkat

_PERUBAHAN = re.compile(r"\b(naik|turun|meningkat|menurun|bertambah|berkurang|efisien|efisiensi|hemat|selisih)\b", re.IGNORECASE)
_ANGKA = re.compile(r"\d[\d.]*(?:,\d+)?%?")
_DIGIT_BEDA = 2  # digits in which a slip of the pen differs from the right number


class SelisihKeterangan(Rule):
    """Kenaikan dan penurunan yang ditulis di kolom Keterangan adalah selisih dua baris tahunnya."""

    kode = ("SEL101",)
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Selisih = angka tahun ini - angka tahun sebelumnya"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            isi = tabel.isi()
            for kolom in tabel.berperan("keterangan", "catatan") if tabel.berperan("waktu") else ():
                for lama, baru in pairwise(isi):
                    yield from self._satu(konteks, tabel, kolom, lama, baru)

    def _satu(self, konteks: Konteks, tabel: TabelUmum, kolom: KolomUmum, lama: BarisUmum, baru: BarisUmum) -> Iterator[Finding]:
        cell = baru.sel.get(kolom.nomor)
        if cell is None or not isinstance(cell.value, str) or not _PERUBAHAN.search(cell.value):
            return
        selisih = [
            s for k in tabel.kolom if k.nomor != kolom.nomor and k.peran != "waktu" and (s := _selisih(lama, baru, k.nomor)) is not None
        ]
        for teks in _ANGKA.findall(cell.value):
            try:
                tertulis = baca(teks)
            except LkjipError:
                continue
            if tertulis is None or tertulis.nilai is None:
                continue
            nilai, desimal = tertulis.poin, tertulis.desimal or 0
            if any(abs(nilai - s) < 0.5 * 10.0**-desimal + 1e-9 for s in selisih):
                continue
            dekat = [angka(s, desimal) for s in selisih if _mirip(angka(s, desimal), angka(nilai, desimal))]
            if len(dekat) == 1:
                hitung = dekat[0] + ("%" if "%" in teks else "")
                yield Finding(
                    "SEL101", self.tingkat, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
                    f'Perubahan tercetak {teks}, tetapi selisih "{baru.label}" dan "{lama.label}" adalah {hitung}.',
                    f"Ganti dengan {hitung}.", teks, hitung, self.dasar,
                )  # fmt: skip


def _selisih(lama: BarisUmum, baru: BarisUmum, kolom: int) -> float | None:
    if kolom not in lama.sel or kolom not in baru.sel:
        return None
    a, b = tercetak(lama.sel[kolom]), tercetak(baru.sel[kolom])
    return None if a is None or b is None else abs(b.nilai - a.nilai)


def _mirip(a: str, b: str) -> bool:
    """Of the same length, and nearly the same digits."""
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= _DIGIT_BEDA
