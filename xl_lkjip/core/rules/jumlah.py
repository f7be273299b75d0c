"""JML101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import tercetak
from ..cetak import angka
from ..forms.dokumen import Baris, TabelTerbaca
from ..workbook import tempat
from ._base import Finding, Konteks, Rule

_BESAR = 10_000  # from here on a number found elsewhere is no accident
_KOLOM = {"pagu": "pagu", "realisasi_anggaran": "realisasi anggaran"}


class Jumlah(Rule):
    """Jumlah anggaran yang tercetak adalah jumlah bagian-bagiannya."""

    kode = ("JML101",)
    urutan = -1  # what it proves, the other rules use
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
        akar = ""
        tersangka = self._tersangka(konteks, bagian, beda) if kunci == "pagu" else None
        if tersangka:
            baris, benar, bukti = tersangka
            salah = baris.angka(kunci)
            if salah and salah.nilai and salah.nilai not in konteks.terbukti:
                konteks.terbukti[salah.nilai] = (benar, f"JML107 {tempat(tabel.lembar, baris[kunci])}")
                yield self.temuan(
                    konteks, tabel, baris[kunci],
                    f"Tercetak {baris[kunci].tercetak}; jumlah {cell.tercetak} di {cell.alamat} hanya benar dengan {angka(benar, 0)},"
                    f" dan angka itu tercetak di {bukti}.",
                    f"Ganti dengan {angka(benar, 0)}.", hitung=angka(benar, 0), kode="JML107",
                )  # fmt: skip
            akar = konteks.terbukti[salah.nilai][1] if salah and salah.nilai in konteks.terbukti else ""
            pesan += (
                f"; bagian yang salah adalah {baris[kunci].alamat}: {baris[kunci].tercetak} seharusnya {angka(benar, 0)} menurut {bukti},"
                f" dan dengan angka itu jumlah {cell.tercetak} benar"
            )
            saran = f"Perbaiki {baris[kunci].alamat} menjadi {angka(benar, 0)}; jumlahnya lalu benar."
        yield self.temuan(konteks, tabel, cell, f"{pesan}.", saran, hitung=hitung, akar=akar)

    @staticmethod
    def _tersangka(konteks: Konteks, bagian: list[Baris], beda: float) -> tuple[Baris, float, str] | None:
        """The one part which makes the printed total right, with the PK's figure or one from elsewhere in its place."""
        for baris in bagian:
            bukti = konteks.hitungan.bukti_pagu(baris)
            if bukti and abs(bukti.nilai - bukti.tercetak - beda) < 0.5:
                return baris, bukti.nilai, bukti.bukti
        calon = []
        for baris in bagian:
            angka_ = baris.angka("pagu")
            benar = (angka_.nilai if angka_ and angka_.nilai else 0.0) + beda
            tempat_lain = konteks.angka_besar.get(round(benar, 2), ())
            if angka_ and angka_.nilai and benar >= _BESAR and tempat_lain:
                calon.append((baris, benar, tempat(*tempat_lain[0])))
        return calon[0] if len(calon) == 1 else None
