"""BAS101."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.dokumen import Baris, TabelTerbaca
from ..workbook import tempat
from ._bantu import digit, pendukung, pengikut, seukuran
from ._base import Finding, Konteks, Rule, Tingkat

_DIGIT_DUGA, _DIGIT_YAKIN = 3, 4  # a count such as 7 stays the same easily, 98,63 does not
_BARIS_LAIN = 2  # so many other indicators must have moved
_TAHUN = (1, 2, 3)


class AngkaLama(Rule):
    """Angka tahun ini bukan angka tahun lalu yang tertinggal."""

    kode = ("BAS101",)
    tingkat = Tingkat.INFO
    dasar = "Lembar Perbandingan: angka yang sama persis dengan tahun lalu, padahal semua indikator lain berubah"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        tabel = pendukung(konteks.dokumen, "perbandingan")
        if tabel is None:
            return
        milik = {b.baris: (t, u) for _, b, t, u in pengikut(konteks.dokumen, "perbandingan")}
        for kunci in ("realisasi", "target"):
            for n in _TAHUN:
                semua = [(b, _sama(b, kunci, n)) for b in tabel.baris]
                terisi = [(b, sama) for b, sama in semua if sama is not None]
                tetap = [b for b, sama in terisi if sama]
                if len(tetap) == 1 and len(terisi) > _BARIS_LAIN and len(digit(tetap[0][kunci])) >= _DIGIT_DUGA:
                    yield self._temuan(konteks, tabel, tetap[0], kunci, n, milik.get(tetap[0].baris))

    def _temuan(
        self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, kunci: str, n: int, milik: tuple[TabelTerbaca, Baris] | None
    ) -> Finding:
        """At the figure of this year in the form itself, where it can be mended."""
        di, cell = (milik[0], milik[1][kunci]) if milik else (tabel, baris[kunci])
        lama = baris[f"{kunci}{n}"]
        yakin = kunci == "realisasi" and len(digit(lama)) >= _DIGIT_YAKIN
        return self.temuan(
            konteks, di, cell,
            f"{kunci.capitalize()} {cell.tercetak} sama persis dengan {n} tahun sebelumnya ({tempat(tabel.lembar, lama)}),"
            f" sedangkan semua {kunci} lain berubah.",
            f"Periksa apakah angka lama tertinggal; bila memang tetap, sebutkan di {konteks.kolom_jawaban}.",
            tingkat=Tingkat.PERINGATAN if yakin else Tingkat.INFO,
        )  # fmt: skip


def _sama(baris: Baris, kunci: str, n: int) -> bool | None:
    """None where one of the years has no figure."""
    pasangan = seukuran(baris.angka(kunci), baris.angka(f"{kunci}{n}"))
    return None if pasangan is None else pasangan[0] == pasangan[1]
