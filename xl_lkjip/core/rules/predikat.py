"""PRE101."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..angka import kosong
from ..banding import tercetak
from ..cetak import persen
from ..domain.capaian import RASIO_TERLALU_BESAR
from ..domain.predikat import pita
from ..errors import LkjipError
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.nama import normal
from ..forms.tabel_umum import TabelUmum
from ..parameter import SKALA, Skala
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, sesudah

_PILIH = "pilih skala yang benar di lembar Identitas"
_BERI = 'sebutkan skalanya dengan petunjuk "skala = ..."'


class Predikat(Rule):
    """Predikat yang tercetak adalah predikat yang diberikan skala instansi."""

    kode = ("PRE101",)
    dasar = "Skala predikat yang dipilih di lembar Identitas"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.semua("pengukuran"):
            if tabel.jumlah:
                yield from self._jumlah(konteks, tabel, tabel.jumlah)
        for umum in konteks.umum:
            yield from self._rata(konteks, umum)
        for tabel, baris in konteks.ukuran():
            cell = baris["predikat"]
            label = () if kosong(cell.value) or cell.galat else konteks.hitungan.predikat(baris)
            if not label or normal(cell.value) in map(normal, label):
                continue
            skala = konteks.hitungan.isi_skala(konteks.hitungan.skala(baris))[0]
            saran = f'Ganti dengan "{label[0]}", atau {_PILIH if konteks.dokumen.templat else _BERI}.'
            satu = self.temuan(
                konteks, tabel, cell,
                f'Predikat tercetak "{cell.tercetak}", tetapi capaian {persen(konteks.hitungan.nilai_capaian(baris))}'
                f' pada skala {skala.judul} adalah "{label[0]}"{konteks.akibat_capaian(baris)}.',
                saran if skala.id else f'Ganti dengan "{label[0]}", atau perbaiki skala {skala.judul}.',
                hitung=label[0], dasar=skala.dasar, **konteks.ikut(tabel, baris, "capaian", cell),
            )  # fmt: skip
            skala_semua = konteks.hitungan.isi_skala(konteks.hitungan.skala(baris))
            usul = konteks.usulan_rasio(tabel.lembar, baris["capaian"])
            akar = next((a for n, a in usul if normal(cell.value) in map(normal, _label(n, skala_semua))), "")
            yield sesudah(satu, baris["capaian"].alamat, akar) if akar and not satu.akar else satu

    def _rata(self, konteks: Konteks, tabel: TabelUmum) -> Iterator[Finding]:
        """Rows of means in any other table, and labels that stand as a mark in their own column."""
        kolom, capaian = tabel.berperan("predikat"), tabel.berperan("capaian")
        skala = next(iter(konteks.hitungan.isi_skala(konteks.hitungan.skala_buku)), None)
        if not kolom or len(capaian) != 1 or skala is None or (not skala.id and len(kolom) > 1):
            return
        for baris in tabel.baris:
            cell = baris.sel.get(capaian[0].nomor, Cell(0, 0))
            angka = tercetak(cell)
            isi = [(k, baris.sel[k.nomor]) for k in kolom if k.nomor in baris.sel and not kosong(baris.sel[k.nomor].value)]
            bertanda = len(kolom) > 1
            if angka is None or len(isi) != 1 or (baris.jenis != "rata" and not bertanda):
                continue
            if not 0 <= angka.nilai < 100 * RASIO_TERLALU_BESAR:
                continue
            semua = _label(angka.nilai / 100, konteks.hitungan.isi_skala(konteks.hitungan.skala_buku))
            if not semua:
                continue
            label = semua[0]
            tertulis = isi[0][0].judul[-1] if bertanda else isi[0][1].tercetak
            kata, benar = normal(tertulis).split(), normal(label).split()
            if kata[-len(benar) :] != benar or (not bertanda and kata not in [normal(s).split() for s in semua]):
                yield Finding(
                    "PRE101", self.tingkat, konteks.dokumen.berkas, tabel.lembar, isi[0][1].alamat,
                    f'Predikat tercetak "{tertulis}", tetapi {cell.tercetak} pada skala {skala.judul} adalah "{label}".',
                    f'Ganti dengan "{label}".', tertulis, label, skala.dasar,
                )  # fmt: skip

    def _jumlah(self, konteks: Konteks, tabel: TabelTerbaca, jumlah: Baris) -> Iterator[Finding]:
        """The total row: its predicate is that of the mean that stands beside it."""
        cell, rata, skala = jumlah["predikat"], jumlah.angka("capaian"), SKALA.get(konteks.dokumen.skala)
        if kosong(cell.value) or cell.galat or rata is None or rata.nilai is None or skala is None or rata.nilai >= RASIO_TERLALU_BESAR:
            return
        label = pita(rata.nilai, skala).label
        if normal(cell.value) != normal(label):
            yield self.temuan(
                konteks, tabel, cell,
                f'Predikat tercetak "{cell.tercetak}", tetapi rata-rata {jumlah["capaian"].tercetak}'
                f' pada skala {skala.judul} adalah "{label}".',
                f'Ganti dengan "{label}".', hitung=label, dasar=skala.dasar,
            )  # fmt: skip


def _label(nilai: float, skala: Sequence[Skala]) -> list[str]:
    """None below the lowest band of a printed scale."""
    try:
        return [pita(nilai, s).label for s in skala]
    except LkjipError:
        return []
