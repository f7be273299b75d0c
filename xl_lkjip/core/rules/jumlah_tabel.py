"""JML105-JML107."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..banding import Putusan, putuskan
from ..cetak import angka
from ..forms.isi import Isi, Penjumlahan, adalah_sisa
from ..forms.neraca import Perbaikan
from ..forms.tabel_umum import TabelUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat
from ._jumlah import BAGIAN_TERTULIS, BESAR, bukti, catat, sebut, tempat_lain, terlewat, tulis

_BAGIAN_MIN = 3  # shares that must agree before one is singled out


class JumlahTabel(Rule):
    """Jumlah dan subjumlah di tabel mana pun adalah jumlah bagian-bagiannya, ke bawah dan ke samping."""

    kode = ("JML105", "JML106", "JML107")
    jenis = ("pk", "pengukuran")
    dasar = "Jumlah = penjumlahan bagian-bagiannya"
    urutan = -1  # what it proves, the other rules use

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for satu in konteks.salah_jumlah(tabel):
                if isinstance(satu, Penjumlahan):
                    yield from self._satu(konteks, tabel, satu)
                elif not satu.sebab.baris_sisa:  # those: rule SisaTabel
                    yield from self._perbaikan(konteks, tabel, satu)

    def _perbaikan(self, konteks: Konteks, tabel: TabelUmum, satu: Perbaikan) -> Iterator[Finding]:
        """The wrong cell of a sum of budgets: the total or one of its parts."""
        akar = sebut(tabel, satu.akibat) if satu.akibat else ""
        di_total = self._satu(konteks, tabel, satu.sebab, satu, akar)
        temuan = list(di_total) if satu.di_total else [self._bagian(konteks, tabel, satu, akar)]
        if not temuan[-1].akar.startswith("JML107"):
            catat(konteks, tabel, satu)
        yield from temuan

    def _bagian(self, konteks: Konteks, tabel: TabelUmum, satu: Perbaikan, akar: str) -> Finding:
        sebab, cell = satu.sebab, satu.sel.cell
        benar = tulis(satu.benar, cell, max(x.desimal for x in (sebab.isi, *sebab.bagian)))
        lain = tempat_lain(konteks, tabel, satu.benar, cell.kolom, sebab.isi.cell)
        jumlah = f"jumlah {sebab.isi.cell.tercetak} di {sebab.isi.cell.alamat}"
        pesan = f"Tercetak {cell.tercetak}; {jumlah} hanya benar dengan {benar}{bukti(satu, benar)}"
        return Finding(
            "JML107", Tingkat.GALAT if satu.pasti and not akar else Tingkat.PERINGATAN, konteks.dokumen.berkas, tabel.lembar, cell.alamat,
            f"{pesan}, dan angka itu tercetak di {lain}." if lain else f"{pesan}.",
            f"Ganti dengan {benar}.", cell.tercetak, benar, self.dasar, akar,
        )  # fmt: skip

    def _satu(
        self, konteks: Konteks, tabel: TabelUmum, satu: Penjumlahan, hasil: Perbaikan | None = None, akar: str = ""
    ) -> Iterator[Finding]:
        desimal = max([satu.isi.desimal, *(b.desimal for b in satu.bagian)])
        ribuan = any(t in satu.isi.cell.tercetak for t in ".,")
        hitung = angka(satu.jumlah, desimal, ribuan) + ("%" if satu.isi.persen else f" {satu.isi.satuan}" if satu.isi.satuan else "")
        beda, arah = satu.isi.nilai - satu.jumlah, "ke samping" if satu.ke_samping else "ke bawah"
        tertulis = satu.isi.cell.tercetak
        rincian = " + ".join(b.cell.tercetak for b in satu.bagian if b.nilai)
        if len(satu.bagian) > BAGIAN_TERTULIS:
            rincian = f"{len(satu.bagian)} bagian ({_letak([b.cell for b in satu.bagian])})"
        pesan = f"{satu.siapa} tercetak {tertulis}, tetapi dijumlah {arah} {rincian} = {hitung} (selisih {angka(beda, desimal, ribuan)})"
        pasti = (satu.terbukti or satu.tunggal) and (hasil is None or hasil.pasti) and not akar
        kode = "JML106" if satu.ke_samping else "JML105"
        saran = f"Ganti dengan {hitung}, atau perbaiki bagian yang salah."
        lewat = terlewat(satu)
        tersangka = None if lewat or (hasil and (hasil.nyata or akar)) else self._tersangka(konteks, tabel, satu, beda, hasil)
        pesan += bukti(hasil, hitung) if hasil and hasil.nyata else ""
        saran = f"Ganti dengan {hitung}; periksa rentang rumus atau baris yang dijumlahkan." if lewat else saran
        pesan += f"; {_letak(lewat)} agaknya {'terhitung dua kali' if beda > 0 else 'terlewat'}" if lewat else ""
        if hasil and not hasil.pasti and not tersangka:
            pesan += "; angka ini cocok dengan jumlah di atasnya, jadi salah satu bagiannya yang salah"
            saran = "Cari bagian yang salah."
        if tersangka:
            bagian, benar, di = tersangka
            seharusnya = angka(benar, desimal)
            pesan += (
                f"; bagian yang salah adalah {bagian.cell.alamat}: {bagian.cell.tercetak} seharusnya {seharusnya} {di},"
                " dan dengan angka itu jumlahnya benar"
            )
            saran = f"Perbaiki {bagian.cell.alamat} menjadi {seharusnya}; jumlahnya lalu benar."
            akar = f"JML107 {tabel.lembar}!{bagian.cell.alamat}"
            konteks.dibetulkan[tabel.lembar, bagian.cell.alamat] = (benar, akar)
            if max(benar, bagian.nilai) >= BESAR:
                konteks.terbukti[bagian.nilai] = (benar, akar)
            yield Finding(
                "JML107", Tingkat.GALAT, konteks.dokumen.berkas, tabel.lembar, bagian.cell.alamat,
                f"Tercetak {bagian.cell.tercetak}; jumlah {tertulis} di {satu.isi.cell.alamat} hanya benar dengan {seharusnya},"
                f" {di}.",
                f"Ganti dengan {seharusnya}.", bagian.cell.tercetak, seharusnya, self.dasar,
            )  # fmt: skip
        yield Finding(  # the sum itself is right where its part is mended
            kode, Tingkat.GALAT if pasti and not tersangka else Tingkat.PERINGATAN, konteks.dokumen.berkas, tabel.lembar,
            satu.isi.cell.alamat, f"{pesan}.", saran, satu.isi.cell.tercetak, "" if tersangka else hitung, self.dasar, akar,
        )  # fmt: skip

    @staticmethod
    def _tersangka(
        konteks: Konteks, tabel: TabelUmum, satu: Penjumlahan, beda: float, hasil: Perbaikan | None
    ) -> tuple[Isi, float, str] | None:
        """The one part which, replaced by a number that stands elsewhere in the files, makes the printed sum right.

        A part that another sum confirms is none, nor is one of what is left; in this table only a number of the same column counts.
        """
        sisa = {k.nomor for k in tabel.kolom if adalah_sisa(k)} | {0}
        kokoh = hasil.kokoh if hasil else frozenset()
        calon = []
        for bagian in satu.bagian if sum(bool(b.nilai) for b in satu.bagian) > 1 else ():
            benar = bagian.nilai + beda
            if bagian.cell.kolom in sisa or bagian.cell.alamat in kokoh:
                continue
            if di := tempat_lain(konteks, tabel, benar, bagian.cell.kolom, satu.isi.cell):
                calon.append((bagian, benar, f"seperti di {di}"))
        return calon[0] if len(calon) == 1 else _dari_bagian(tabel, satu, beda) if not calon else None


def _dari_bagian(tabel: TabelUmum, satu: Penjumlahan, beda: float) -> tuple[Isi, float, str] | None:
    """The one part whose printed share of the total fits what would make the sum right, where those of all others fit as they are."""
    kolom = tabel.berperan("persen", "bagian")
    if len(kolom) != 1 or not satu.isi.nilai or len(satu.bagian) < _BAGIAN_MIN:
        return None
    porsi = {b.baris: b.sel[kolom[0].nomor] for b in tabel.baris if kolom[0].nomor in b.sel}
    salah = [b for b in satu.bagian if not _porsi(b.nilai, satu.isi.nilai, porsi.get(b.cell.baris))]
    if len(salah) != 1 or not _porsi(salah[0].nilai + beda, satu.isi.nilai, porsi.get(salah[0].cell.baris)):
        return None
    cell = porsi[salah[0].cell.baris]
    return salah[0], salah[0].nilai + beda, f"menurut bagiannya, {cell.tercetak} di {cell.alamat}"


def _porsi(nilai: float, total: float, cell: Cell | None) -> bool:
    return cell is not None and putuskan(cell, [nilai / total], rasio=True) is not Putusan.SALAH


def _letak(sel: Sequence[Cell]) -> str:
    """Where the parts of a sum stand: C4 sampai C12, or their names, six at most."""
    ada = [c for c in sel if c.kolom]
    rapat = all(y.baris - x.baris + y.kolom - x.kolom == 1 for x, y in pairwise(ada))
    if rapat and len({c.kolom for c in ada}) * len({c.baris for c in ada}) == len(ada) > 1:
        return f"{ada[0].alamat} sampai {ada[-1].alamat}"
    return ", ".join(c.alamat for c in ada[:BAGIAN_TERTULIS]) + (", …" if len(ada) > BAGIAN_TERTULIS else "")
