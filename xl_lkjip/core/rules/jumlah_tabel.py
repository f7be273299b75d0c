"""JML105-JML107."""

from __future__ import annotations

from collections.abc import Iterator

from ..cetak import angka
from ..forms.penjumlahan import Isi, Penjumlahan, salah_jumlah
from ..forms.tabel_umum import TabelUmum
from ..workbook import tempat
from ._base import Finding, Konteks, Rule, Tingkat

_BESAR = 10_000  # from here on a number found elsewhere is no accident
_BAGIAN_TERTULIS = 6  # parts that a message writes out


class JumlahTabel(Rule):
    """Jumlah dan subjumlah di tabel mana pun adalah jumlah bagian-bagiannya, ke bawah dan ke samping."""

    kode = ("JML105", "JML106", "JML107")
    jenis = ("pk", "pengukuran")
    dasar = "Jumlah = penjumlahan bagian-bagiannya"
    urutan = -1  # what it proves, the other rules use

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for satu in salah_jumlah(tabel):
                yield from self._satu(konteks, tabel, satu)

    def _satu(self, konteks: Konteks, tabel: TabelUmum, satu: Penjumlahan) -> Iterator[Finding]:
        desimal = max([satu.isi.desimal, *(b.desimal for b in satu.bagian)])
        ribuan = any(t in satu.isi.cell.tercetak for t in ".,")
        hitung = angka(satu.jumlah, desimal, ribuan) + ("%" if satu.isi.persen else f" {satu.isi.satuan}" if satu.isi.satuan else "")
        beda, arah = satu.isi.nilai - satu.jumlah, "ke samping" if satu.ke_samping else "ke bawah"
        tertulis = satu.isi.cell.tercetak
        rincian = " + ".join(b.cell.tercetak for b in satu.bagian if b.nilai)
        if len(satu.bagian) > _BAGIAN_TERTULIS:
            rincian = f"{len(satu.bagian)} bagian"
        pesan = f"{satu.siapa} tercetak {tertulis}, tetapi dijumlah {arah} {rincian} = {hitung} (selisih {angka(beda, desimal, ribuan)})"
        pasti = satu.terbukti or satu.tunggal
        kode = "JML106" if satu.ke_samping else "JML105"
        akar = ""
        saran = f"Ganti dengan {hitung}, atau perbaiki bagian yang salah."
        tersangka = self._tersangka(konteks, satu, beda)
        if tersangka:
            bagian, benar, bukti = tersangka
            tulis = angka(benar, desimal)
            pesan += (
                f"; bagian yang salah adalah {bagian.cell.alamat}: {bagian.cell.tercetak} seharusnya {tulis} seperti di {bukti},"
                " dan dengan angka itu jumlahnya benar"
            )
            saran = f"Perbaiki {bagian.cell.alamat} menjadi {tulis}; jumlahnya lalu benar."
            akar = f"JML107 {tabel.lembar}!{bagian.cell.alamat}"
            konteks.terbukti[bagian.nilai] = (benar, akar)
            yield Finding(
                "JML107", Tingkat.GALAT, konteks.dokumen.berkas, tabel.lembar, bagian.cell.alamat,
                f"Tercetak {bagian.cell.tercetak}; jumlah {tertulis} di {satu.isi.cell.alamat} hanya benar dengan {tulis},"
                f" dan angka itu tercetak di {bukti}.",
                f"Ganti dengan {tulis}.", bagian.cell.tercetak, tulis, self.dasar,
            )  # fmt: skip
        yield Finding(
            kode, Tingkat.GALAT if pasti else Tingkat.PERINGATAN, konteks.dokumen.berkas, tabel.lembar, satu.isi.cell.alamat,
            f"{pesan}.", saran, satu.isi.cell.tercetak, hitung, self.dasar, akar,
        )  # fmt: skip

    @staticmethod
    def _tersangka(konteks: Konteks, satu: Penjumlahan, beda: float) -> tuple[Isi, float, str] | None:
        """The one part which, replaced by a number that stands elsewhere in the files, makes the printed sum right."""
        calon = []
        for bagian in satu.bagian:
            benar = bagian.nilai + beda
            if bagian.cell.kolom and benar >= _BESAR:
                bukti = [(lembar, c) for lembar, c in konteks.angka_besar.get(round(benar, 2), ())]
                if bukti:
                    calon.append((bagian, benar, tempat(bukti[0][0], bukti[0][1])))
        return calon[0] if len(calon) == 1 else None
