"""JML101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import tercetak
from ..cetak import angka
from ..forms.dokumen import Baris, TabelTerbaca
from ._base import Finding, Konteks, Rule

_KOLOM = {"pagu": "pagu", "realisasi_anggaran": "realisasi anggaran"}


class Jumlah(Rule):
    """Jumlah anggaran yang tercetak adalah jumlah bagian-bagiannya."""

    kode = ("JML101",)
    jenis = ("pk", "pengukuran")
    dasar = "Jumlah = penjumlahan seluruh baris tabel"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.tabel:
            if tabel.jumlah is None or tabel.asal is not None:  # other tables: rule JumlahTabel
                continue
            for kunci, nama in _KOLOM.items():
                yield from self._kolom(konteks, tabel, tabel.jumlah, kunci, nama)

    def _kolom(self, konteks: Konteks, tabel: TabelTerbaca, total: Baris, kunci: str, nama: str) -> Iterator[Finding]:
        cell, bagian = total[kunci], [b for b in tabel.baris if not kosong(b[kunci].value)]
        nilai = [b.angka(kunci) for b in bagian]
        tertulis = tercetak(cell)
        if tertulis is None or not bagian or any(n is None or n.nilai is None for n in nilai):
            return
        jumlah = sum(n.nilai for n in nilai if n is not None and n.nilai is not None)
        beda = tertulis.nilai - jumlah
        if abs(beda) < 0.5 * 10.0**-tertulis.desimal:
            return
        hitung = angka(jumlah, tertulis.desimal)
        pesan = (
            f"Jumlah {nama} tercetak {cell.tercetak}, tetapi bagian-bagiannya berjumlah {hitung} (selisih {angka(beda, tertulis.desimal)})"
        )
        saran = f"Ganti dengan {hitung}, atau perbaiki bagian yang salah."
        tersangka = self._tersangka(konteks, bagian, beda) if kunci == "pagu" else None
        if tersangka:
            baris, benar, bukti = tersangka
            pesan += (
                f"; bagian yang salah adalah {baris[kunci].alamat}: {baris[kunci].tercetak} seharusnya {angka(benar, 0)} menurut {bukti},"
                f" dan dengan angka itu jumlah {cell.tercetak} benar"
            )
            saran = f"Perbaiki {baris[kunci].alamat} menjadi {angka(benar, 0)}; jumlahnya lalu benar."
        yield self.temuan(konteks, tabel, cell, f"{pesan}.", saran, hitung=hitung)

    @staticmethod
    def _tersangka(konteks: Konteks, bagian: list[Baris], beda: float) -> tuple[Baris, float, str] | None:
        """The one part which, with the PK's figure in its place, makes the printed total right."""
        for baris in bagian:
            bukti = konteks.hitungan.bukti_pagu(baris)
            if bukti and abs(bukti.nilai - bukti.tercetak - beda) < 0.5:
                return baris, bukti.nilai, bukti.bukti
        return None
