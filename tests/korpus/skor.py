"""How well the rule on statements tells right figures from wrong ones: `python -m korpus.skor` in the folder tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from korpus import JUDUL, Baris, berumus, lembar_pernyataan
from xl_lkjip.core.forms.dokumen import Dokumen
from xl_lkjip.core.forms.hitungan import Hitungan
from xl_lkjip.core.forms.pernyataan_terbaca import baca_pernyataan
from xl_lkjip.core.rules import Finding, Konteks, Tingkat
from xl_lkjip.core.rules.pernyataan import AngkaPernyataan
from xl_lkjip.core.workbook import Cell, Sheet, Workbook, letak

LEMBAR = "Pernyataan"


class Skor(NamedTuple):
    """Ids of the figures that are wrong and were found, are wrong and were missed, and were found though they are right."""

    benar: list[str]
    kurang: list[str]
    lebih: list[str]

    @property
    def presisi(self) -> float:
        return len(self.benar) / (len(self.benar) + len(self.lebih) or 1)

    @property
    def recall(self) -> float:
        return len(self.benar) / (len(self.benar) + len(self.kurang) or 1)


def buku(baris: Sequence[Sequence[str | float]], judul: Sequence[str] = JUDUL) -> Workbook:
    """A neutral workbook with one statement sheet."""
    cells = {(b, k): Cell(b, k, nilai) for b, isi in enumerate([judul, *baris], 1) for k, nilai in enumerate(isi, 1)}
    return Workbook("pernyataan.xlsx", [Sheet(LEMBAR, cells)])


def temuan(isi: Workbook) -> list[Finding]:
    """The findings of the rule alone."""
    dokumen = Dokumen(isi.nama, "pengukuran", {}, [], pernyataan=baca_pernyataan(isi))
    return list(AngkaPernyataan().periksa(Konteks(dokumen, None, Hitungan(dokumen, None))))


def per_baris(laporan: str = "", isi: Workbook | None = None, tempat: str = "") -> list[tuple[Baris, list[Finding]]]:
    """Each row of the corpus with the findings in its row of the sheet."""
    per_nomor: dict[int, list[Finding]] = {}
    for t in temuan(isi or buku(lembar_pernyataan(laporan, tempat))):
        per_nomor.setdefault(letak(t.sel)[0], []).append(t)
    return [(b, per_nomor.get(nomor, [])) for nomor, b in enumerate(berumus(laporan, tempat), 2)]


def skor(laporan: str = "", tempat: str = "") -> Skor:
    """Wrong figures with a finding, wrong ones without, and right ones with a finding of severity galat."""
    hasil = Skor([], [], [])
    for baris, ada in per_baris(laporan, tempat=tempat):
        if baris.putusan == "salah":
            (hasil.benar if ada else hasil.kurang).append(baris.id)
        elif any(t.tingkat is Tingkat.GALAT for t in ada):
            hasil.lebih.append(baris.id)
    return hasil


def cetak_skor() -> None:
    """One line for each report and all of them."""
    for laporan in (*dict.fromkeys(b.kota for b in berumus()), ""):
        s = skor(laporan)
        angka = f"salah ditemukan {len(s.benar)}, terlewat {len(s.kurang)}, keliru {len(s.lebih)}"
        print(f"{laporan or 'semua':<10} {angka}; presisi {s.presisi:.3f}, recall {s.recall:.3f}")


if __name__ == "__main__":
    cetak_skor()
