"""EFI105."""

from __future__ import annotations

from collections.abc import Iterator

from ..banding import tercetak
from ..cetak import angka
from ..domain.efisiensi import efisiensi
from ..errors import LkjipError
from ..forms.judul_kolom import ANGGARAN
from ..forms.nama import normal
from ..forms.tabel_umum import BarisUmum, TabelUmum
from ..parameter import METODE_EFISIENSI
from ._base import Finding, Konteks, Rule, Tingkat


class EfisiensiBaris(Rule):
    """Baris "rasio efisiensi" di bawah baris anggaran dan baris kinerja dihitung dari capaian kedua baris itu."""

    kode = ("EFI105",)
    tingkat = Tingkat.GALAT
    dasar = "Metode efisiensi: rasio atau selisih capaian kinerja dan capaian anggaran"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            kolom = tabel.berperan("capaian", "serapan")
            if len(kolom) == 1:
                yield from self._tabel(konteks, tabel, kolom[0].nomor)

    def _tabel(self, konteks: Konteks, tabel: TabelUmum, kolom: int) -> Iterator[Finding]:
        sebelum: list[BarisUmum] = []
        for baris in tabel.isi():
            cell = baris.sel.get(kolom)
            if "efisiensi" not in normal(baris.label).split() or cell is None or len(sebelum) < 2:
                sebelum.append(baris)
                continue
            anggaran = [b for b in sebelum if ANGGARAN & set(normal(b.label).split())]
            kinerja = [b for b in sebelum if b not in anggaran]
            tertulis = tercetak(cell)
            if len(anggaran) != 1 or len(kinerja) != 1 or tertulis is None:
                continue
            c, s = (tercetak(b.sel[kolom]) if kolom in b.sel else None for b in (kinerja[0], anggaran[0]))
            if c is None or s is None:
                continue
            calon = {}
            for metode in METODE_EFISIENSI:
                try:
                    calon[metode] = efisiensi(c.nilai / 100, s.nilai / 100, metode)
                except LkjipError:
                    continue
            nilai = [n * f for n in calon.values() for f in (1, 100)]
            if any(abs(tertulis.nilai - n) < 0.5 * 10.0**-tertulis.desimal + 1e-9 for n in nilai):
                continue
            metode = "rasio" if "rasio" in normal(baris.label).split() or tertulis.nilai < 10 else "selisih"
            hitung = angka(calon[metode], tertulis.desimal) if metode == "rasio" else angka(calon[metode] * 100, tertulis.desimal) + "%"
            yield Finding(
                "EFI105", self.tingkat, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
                f'"{baris.label}" tercetak {cell.tercetak}, tetapi metode {metode} dari {kinerja[0].sel[kolom].tercetak}'
                f" dan {anggaran[0].sel[kolom].tercetak} memberi {hitung}.",
                f"Ganti dengan {hitung}.", cell.tercetak, hitung, METODE_EFISIENSI[metode].dasar,
            )  # fmt: skip
