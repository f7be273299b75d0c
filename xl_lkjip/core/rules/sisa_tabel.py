"""JML111."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.neraca import Perbaikan
from ..forms.tabel_umum import TabelUmum
from ._base import Finding, Konteks, Rule, Tingkat
from ._jumlah import bukti, catat, sebut, tulis


class SisaTabel(Rule):
    """Sisa anggaran di setiap baris adalah pagu dikurangi realisasinya."""

    kode = ("JML111",)
    jenis = ("pk", "pengukuran")
    dasar = "Sisa = pagu - realisasi anggaran"
    urutan = -1  # what it proves, the other rules use

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for satu in konteks.salah_jumlah(tabel):
                if isinstance(satu, Perbaikan) and satu.sebab.baris_sisa:
                    catat(konteks, tabel, satu)
                    yield self._satu(konteks, tabel, satu)

    def _satu(self, konteks: Konteks, tabel: TabelUmum, satu: Perbaikan) -> Finding:
        sebab, cell = satu.sebab, satu.sel.cell
        pagu, (realisasi, sisa) = sebab.isi, sebab.bagian
        benar = tulis(satu.benar, cell, max(x.desimal for x in (pagu, *sebab.bagian)))
        rumus = {
            id(sisa): f"pagu {pagu.cell.tercetak} - realisasi {realisasi.cell.tercetak}",
            id(realisasi): f"pagu {pagu.cell.tercetak} - sisa {sisa.cell.tercetak}",
        }.get(id(satu.sel), f"realisasi {realisasi.cell.tercetak} + sisa {sisa.cell.tercetak}")
        akar = sebut(tabel, satu.akibat) if satu.akibat else ""
        pasti = satu.pasti and not akar
        siapa = sebab.siapa if satu.sel is sisa else f"{sebab.siapa}: {cell.alamat}"
        return Finding(
            "JML111", Tingkat.GALAT if pasti else Tingkat.PERINGATAN, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
            f"{siapa} tercetak {cell.tercetak}, tetapi {rumus} = {benar}{bukti(satu, benar)}.",
            f"Ganti dengan {benar}." if pasti else f"Ganti dengan {benar}, atau perbaiki pagu atau realisasinya.",
            cell.tercetak, benar, self.dasar, akar,
        )  # fmt: skip
