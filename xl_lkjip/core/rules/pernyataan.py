"""TXT101, TXT102."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import baca
from ..banding import Putusan, putuskan
from ..cetak import PERSEN
from ..errors import LkjipError
from ..forms.dokumen import TabelTerbaca
from ..forms.nama import normal
from ..pernyataan import Hasil, Pernyataan, fungsi_utama, harapan
from ..registry import FUNCTIONS
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat

_PANJANG = 120  # characters of a formula or a name in a message


class AngkaPernyataan(Rule):
    """Angka di dalam teks laporan, yang disenaraikan di lembar pernyataan, sama dengan hasil rumusnya."""

    kode = ("TXT101", "TXT102")
    jenis = ("pk", "pengukuran")
    dasar = "Rumus yang tertulis di baris pernyataan itu"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for satu in konteks.dokumen.pernyataan:  # one document of the workbook has them
            yield from self._satu(konteks, satu)

    def _satu(self, konteks: Konteks, satu: Pernyataan) -> Iterator[Finding]:
        tabel, cell = TabelTerbaca("pernyataan", satu.lembar, {}), satu.tercetak
        siapa = _pendek(satu.besaran) or "Angka"
        siapa += f" ({_pendek(satu.letak)})" if satu.letak else ""
        hasil = satu.hasil
        if isinstance(hasil, LkjipError):
            yield self._tak_terhitung(konteks, tabel, satu.rumus, hasil, f"{siapa}: rumusnya tidak dapat dihitung")
        elif hasil.nilai is None or isinstance(hasil.nilai, str) or (hasil.kata and "/" in str(cell.value)):
            yield from self._kata(konteks, tabel, satu, hasil, siapa)
        else:
            yield from self._angka(konteks, tabel, satu, hasil, siapa)

    def _kata(self, konteks: Konteks, tabel: TabelTerbaca, satu: Pernyataan, hasil: Hasil, siapa: str) -> Iterator[Finding]:
        """A predicate, a verdict, "19/19", or no figure at all."""
        benar, rumus = hasil.kata[0] if hasil.kata else "-", _pendek(satu.rumus.tercetak)
        if normal(satu.tercetak.tercetak) in map(normal, hasil.kata):
            return
        sebab = f"hasil {rumus} adalah {benar}" if hasil.kata else f"{rumus} tidak ada hasilnya, karena masukannya kosong"
        saran = f"Ganti dengan {benar}." if hasil.kata else "Kosongkan, atau lengkapi masukannya."
        pesan = f"{siapa} tercetak {satu.tercetak.tercetak}, tetapi {sebab}."
        yield self.temuan(konteks, tabel, satu.tercetak, pesan, saran, hitung=benar, dasar=_dasar(satu))

    def _angka(self, konteks: Konteks, tabel: TabelTerbaca, satu: Pernyataan, hasil: Hasil, siapa: str) -> Iterator[Finding]:
        cell = satu.tercetak
        try:
            _ = cell.galat or baca(cell.value)
        except LkjipError as galat:
            yield self._tak_terhitung(konteks, tabel, cell, galat, f"{siapa}: angka tercetaknya tidak terbaca")
            return
        nilai, rumus = harapan(hasil, cell), _pendek(satu.rumus.tercetak)
        salinan = fungsi_utama(satu.rumus.tercetak) == "SAMA"
        yield from self.bandingkan(
            konteks, tabel, cell, nilai, siapa=siapa,
            sebab="di tempat lain angka ini {hitung}" if salinan else f"hasil {rumus} adalah {{hitung}}",
            format_baku=PERSEN if len(nilai) > 1 else hasil.format,
            akibat=", dan salinan tidak dipotong" if salinan and putuskan(cell, nilai, rasio=False) is Putusan.DIPOTONG else "",
            dasar=_dasar(satu),
        )  # fmt: skip
        if hasil.satuan == "poin" and _hanya_satuan(cell, nilai):
            pesan = f"{siapa} tercetak {cell.tercetak}: angkanya benar, tetapi hasil {rumus} adalah nilai poin, tanpa tanda %."
            saran = f"Ganti dengan {hasil.tampil}."
            yield self.temuan(konteks, tabel, cell, pesan, saran, hitung=hasil.tampil, tingkat=Tingkat.INFO, dasar=_dasar(satu))

    def _tak_terhitung(self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, galat: LkjipError, siapa: str) -> Finding:
        pesan = f"{siapa} ({galat.kode}). {galat.sebab}"
        return self.temuan(konteks, tabel, cell, pesan, galat.saran, kode="TXT102", tingkat=Tingkat.PERINGATAN)


def _hanya_satuan(cell: Cell, nilai: tuple[float, ...]) -> bool:
    """Printed in percent, and right as points only."""
    return len(nilai) > 1 and [putuskan(cell, [n], rasio=True) for n in nilai] == [Putusan.COCOK, Putusan.SALAH]


def _dasar(satu: Pernyataan) -> str:
    """The basis of the function, where it has one of its own."""
    fungsi = FUNCTIONS.get(fungsi_utama(satu.rumus.tercetak))
    return fungsi.dasar if fungsi else ""


def _pendek(teks: str) -> str:
    teks = " ".join(teks.split())
    return teks if len(teks) <= _PANJANG else f"{teks[: _PANJANG - 1]}…"
