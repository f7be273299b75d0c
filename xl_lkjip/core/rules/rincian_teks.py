"""JML109."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..angka import baca, kosong
from ..banding import tercetak
from ..cetak import angka
from ..errors import LkjipError
from ..forms.tabel_umum import BarisUmum, KolomUmum, TabelUmum
from ._base import Finding, Konteks, Rule, Tingkat

_BERKURUNG = re.compile(r"\((\d+)\)\s*[A-Za-z]")


class RincianTeks(Rule):
    """Rincian yang ditulis sebagai teks ("BKPP: 4, UPTB: 27") berjumlah sama dengan kolom jumlahnya."""

    kode = ("JML109",)
    jenis = ("pk", "pengukuran")
    dasar = "Jumlah = penjumlahan bagian-bagiannya"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            jumlah = tabel.berperan("jumlah")
            teks = [k for k in tabel.kolom if k.peran in ("keterangan", "catatan", "lain")]
            if len(jumlah) == 1:
                for baris in tabel.isi():
                    for kolom in teks:
                        yield from self._satu(konteks, tabel, baris, jumlah[0], kolom)

    def _satu(self, konteks: Konteks, tabel: TabelUmum, baris: BarisUmum, jumlah: KolomUmum, kolom: KolomUmum) -> Iterator[Finding]:
        cell, rinci = baris.sel.get(jumlah.nomor), baris.sel.get(kolom.nomor)
        bagian = _bagian(rinci.value) if rinci is not None else ()
        total = tercetak(cell) if cell is not None and not kosong(cell.value) else None
        if cell is None or rinci is None or total is None or len(bagian) < 2 or sum(bagian) == total.nilai:
            return
        hitung = angka(sum(bagian), 0, ribuan=False)
        yield Finding(
            "JML109", Tingkat.GALAT, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
            f'{jumlah.nama} "{baris.label}" tercetak {cell.tercetak}, tetapi rinciannya "{rinci.tercetak}" di {rinci.alamat}'
            f" berjumlah {hitung}.",
            f"Ganti dengan {hitung}, atau perbaiki rinciannya.", cell.tercetak, hitung, self.dasar,
        )  # fmt: skip


def _bagian(teks: object) -> tuple[float, ...]:
    if not isinstance(teks, str):
        return ()
    kurung = _BERKURUNG.findall(teks)
    if len(kurung) > 1:
        return tuple(map(float, kurung))
    try:
        terbaca = baca(teks) if ":" in teks else None
    except LkjipError:
        return ()
    return terbaca.bagian if terbaca else ()
