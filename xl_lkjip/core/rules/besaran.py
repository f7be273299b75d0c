"""BSR101, BSR102."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..angka import bulatkan
from ..banding import POIN_MULAI, Putusan, putuskan, tercetak
from ..cetak import angka
from ..errors import LkjipError
from ..forms.buku_besar import Besaran, Bukti, Catatan, sama, serupa
from ..forms.nama import normal
from ..workbook import Cell, alamat, tempat
from ._base import Finding, Konteks, Rule, Tingkat

_NAMA = {
    "target": "Target",
    "realisasi": "Realisasi",
    "capaian": "Capaian",
    "serapan": "Serapan",
    "pagu": "Pagu",
    "realisasi_anggaran": "Realisasi anggaran",
}
_HITUNGAN = re.compile(r"\d{2,}")
_HITUNGAN_MULAI = 100  # a smaller count stands in a row by accident
_BANYAK_MAKS = 10_000  # pairs of names up to which those that are only alike are looked for
_TERBUKTI_MULAI = 100_000  # a wrong number of this size printed elsewhere is the same mistake again


class BesaranSama(Rule):
    """Besaran yang sama (target, realisasi, pagu satu indikator pada satu waktu) tercetak sama di semua tabel dan sesuai hitungannya."""

    kode = ("BSR101", "BSR102")
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Satu besaran, satu nilai, di semua tabel laporan"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if not konteks.dokumen.terakhir:
            return
        sudah: set[int] = set()
        for kunci in ("capaian", "serapan"):
            yield from self._dari_rumus(konteks, kunci, sudah)
        for besaran in konteks.buku_besar.semua():
            if id(besaran) not in sudah:
                yield from self._satu(konteks, besaran)
            yield from self._satuan(konteks, besaran)
        yield from self._angka_salah(konteks)
        yield from self._tersalin(konteks)

    def _dari_rumus(self, konteks: Konteks, kunci: str, sudah: set[int]) -> Iterator[Finding]:
        """A capaian or serapan that stands alone, against the table that prints it with its target and realisasi, and rightly so."""
        asal = list(_terhitung(konteks, kunci))
        semua = [b for b in konteks.buku_besar.semua() if b.besaran == kunci and not any(b.waktu[1:])]
        luas = len(asal) * sum(len(b.catatan) for b in semua) <= _BANYAK_MAKS
        for besaran in semua:
            for satu in besaran.catatan:
                milik = [a for a in asal if a.tahun == satu.waktu[0] and _senama(a.nama, satu.nama, luas=luas)]
                sudah |= {id(besaran)} if milik else set()
                if milik and all(_beda(a, satu) for a in milik) and not any(_salinan(a, satu) for a in milik):
                    yield self._lain_tabel(konteks, kunci, satu, milik[0])

    def _lain_tabel(self, konteks: Konteks, kunci: str, satu: Catatan, asal: _Asal) -> Finding:
        poin = satu.persen or abs(satu.nilai) >= POIN_MULAI
        nilai = asal.poin if poin else asal.poin / 100
        hitung = _tulis(nilai, satu, max(asal.desimal, satu.desimal) if poin else asal.desimal + 2)
        konteks.duga(satu.lembar, satu.cell, nilai, f"BSR101 {tempat(satu.lembar, satu.cell)}")
        return self._temuan(
            konteks, satu, f'{_NAMA[kunci]} "{satu.nama}" tercetak {satu.cell.tercetak} di sini, tetapi {asal.cell.tercetak} di'
            f" {tempat(asal.lembar, asal.cell)}, sesuai {asal.dari}.",
            f"Samakan dengan {tempat(asal.lembar, asal.cell)}, atau jelaskan mengapa berbeda.", hitung, Tingkat.PERINGATAN,
        )  # fmt: skip

    def _satu(self, konteks: Konteks, besaran: Besaran) -> Iterator[Finding]:
        kelompok = besaran.kelompok()
        if besaran.bukti:
            yield from self._hitungan(konteks, besaran, besaran.bukti[0])
            return
        if len(kelompok) < 2 or any(c.nilai in konteks.terbukti for k in kelompok for c in k):
            return
        benar, banyak = kelompok[0][0], len({c.tabel for c in kelompok[0]})
        for lain in kelompok[1:]:
            didukung = banyak > len({c.tabel for c in lain})
            sebab = f"seperti di {banyak} tabel" if didukung and banyak > 1 else "nilai yang lain"
            saran = "Periksa mana yang benar, lalu samakan."
            for satu in (c for c in lain if c.sejenis(benar)):
                hitung = _tulis(benar.nilai, satu, max(benar.desimal, satu.desimal))
                akar = f"BSR101 {tempat(satu.lembar, satu.cell)}"
                konteks.duga(satu.lembar, satu.cell, benar.nilai, akar)
                for c in kelompok[0]:
                    konteks.duga(c.lembar, c.cell, satu.nilai, akar)
                di_sana = f"{benar.cell.tercetak} di {tempat(benar.lembar, benar.cell)}"
                yield self._temuan(
                    konteks, satu, f"{_nama(besaran)} tercetak {satu.cell.tercetak} di sini, tetapi {di_sana} ({sebab}).",
                    f"{saran} Yang didukung tabel lain {hitung}." if didukung else saran, hitung, Tingkat.PERINGATAN,
                )  # fmt: skip

    def _hitungan(self, konteks: Konteks, besaran: Besaran, bukti: Bukti) -> Iterator[Finding]:
        """A value that a calculation gives, held against every table; the first wrong figure is the root of the others."""
        akar = bukti.akar
        tingkat = Tingkat.GALAT if bukti.pasti else Tingkat.PERINGATAN
        for satu in besaran.catatan:
            if not sama(satu, bukti.nilai) and satu.nilai not in konteks.terbukti:
                hitung = _tulis(bukti.nilai, satu)
                yield self._temuan(
                    konteks, satu, f"{_nama(besaran)} tercetak {satu.cell.tercetak}, tetapi hitungannya {hitung} ({bukti.teks}).",
                    f"Ganti dengan {hitung} di semua tabel, lalu hitung ulang capaiannya.", hitung, tingkat, akar,
                )  # fmt: skip
                akar = akar or f"BSR101 {tempat(satu.lembar, satu.cell)}"

    def _satuan(self, konteks: Konteks, besaran: Besaran) -> Iterator[Finding]:
        """An index or a score has no percent sign; elsewhere it is printed without."""
        berpersen = {c.tabel for c in besaran.catatan if c.persen}
        if not normal(besaran.nama).startswith(("indeks", "nilai", "skor")) or (
            2 * len(berpersen) >= len({c.tabel for c in besaran.catatan}) and not besaran.bukti
        ):
            return
        for satu in besaran.catatan:
            if satu.persen and besaran.besaran in ("target", "realisasi"):
                hitung = angka(satu.nilai, satu.desimal)
                yield self._temuan(
                    konteks, satu, f"{_nama(besaran)} tercetak {satu.cell.tercetak}; indeks dan nilai tidak bersatuan %.",
                    f"Tulis {hitung}.", hitung, Tingkat.INFO,
                )  # fmt: skip

    def _tersalin(self, konteks: Konteks) -> Iterator[Finding]:
        """A statement's count beside its wrong figure in a row of a table without that label."""
        for p in konteks.dokumen.pernyataan:
            tercetak_di = tercetak(p.tercetak)
            nilai = getattr(p.hasil, "nilai", None)
            hitungan = {float(n) for n in _HITUNGAN.findall(p.rumus.tercetak.replace(".", ""))}
            if tercetak_di is None or not isinstance(nilai, float) or not hitungan:
                continue
            poin = nilai * 100 if getattr(p.hasil, "satuan", "") == "rasio" else nilai
            if bulatkan(poin, tercetak_di.desimal) == tercetak_di.nilai:
                continue
            for tabel in konteks.umum:
                if tabel.berperan("indikator"):
                    continue
                for baris in tabel.isi():
                    angka_baris = {k: t for k, c in baris.sel.items() if (t := tercetak(c)) is not None}
                    if hitungan & {t.nilai for t in angka_baris.values() if t.nilai >= _HITUNGAN_MULAI}:
                        for k, t in angka_baris.items():
                            if t.nilai == tercetak_di.nilai and t.desimal:
                                hitung = angka(poin, t.desimal) + ("%" if t.persen else "")
                                yield Finding(
                                    "BSR101", Tingkat.PERINGATAN, konteks.dokumen.berkas, tabel.lembar, baris.sel[k].alamat,
                                    f"Tercetak {baris.sel[k].tercetak}, seperti pernyataan yang hitungannya {hitung}"
                                    f" ({p.rumus.tercetak} di {tempat(p.lembar, p.rumus)}).",
                                    f"Ganti dengan {hitung}.", baris.sel[k].tercetak, hitung, self.dasar,
                                )  # fmt: skip

    def _angka_salah(self, konteks: Konteks) -> Iterator[Finding]:
        """A number proven wrong by a sum, printed again elsewhere."""
        for salah, (benar, akar) in konteks.terbukti.items():
            if salah < _TERBUKTI_MULAI:
                continue
            for lembar, cell in konteks.angka_besar.get(round(salah, 2), ()):
                if konteks.dokumen.buku is None or konteks.dokumen.buku.sheet(lembar) is None or cell.formula:
                    continue  # in another file, or it only repeats the number
                if akar.rpartition(" ")[2] != f"{lembar}!{cell.alamat}" and not akar.endswith(f"{lembar}!{cell.alamat}"):
                    hitung = angka(benar, 0)
                    yield Finding(
                        "BSR102", Tingkat.GALAT, konteks.dokumen.berkas, lembar, cell.alamat,
                        f"Tercetak {cell.tercetak}, angka yang terbukti salah ({akar}); yang benar {hitung}.",
                        f"Ganti dengan {hitung}.", cell.tercetak, hitung, self.dasar, akar,
                    )  # fmt: skip

    def _temuan(self, konteks: Konteks, satu: Catatan, pesan: str, saran: str, hitung: str, tingkat: Tingkat, akar: str = "") -> Finding:
        return Finding(
            "BSR101", tingkat, konteks.dokumen.berkas, satu.lembar, alamat(satu.cell.baris, satu.cell.kolom), pesan, saran,
            satu.cell.tercetak, hitung, self.dasar, akar,
        )  # fmt: skip


def _nama(besaran: Besaran) -> str:
    tahun, triwulan, tahap = besaran.waktu
    waktu = f" {tahun}" * bool(tahun) + f" triwulan {triwulan}" * bool(triwulan) + f" ({tahap})" * bool(tahap)
    return f'{_NAMA.get(besaran.besaran, besaran.besaran.replace("_", " ").capitalize())}{waktu} "{besaran.nama}"'


@dataclass(frozen=True, slots=True)
class _Asal:
    """A capaian or serapan in percent points that agrees with the two figures that it is calculated from."""

    nama: str
    tahun: int
    lembar: str
    cell: Cell
    poin: float
    desimal: int
    masukan: tuple[float, ...]
    dari: str


def _senama(a: str, b: str, *, luas: bool) -> bool:
    return normal(a) == normal(b) or (luas and serupa(a, b))


def _terhitung(konteks: Konteks, kunci: str) -> Iterator[_Asal]:
    atas, bawah = ("realisasi", "target") if kunci == "capaian" else ("realisasi_anggaran", "pagu")
    for tabel in konteks.tabel_ukur():
        if not {atas, bawah, kunci} <= tabel.kolom.keys() or tabel.waktu[1]:
            continue
        semua = [normal(b.teks("indikator")) for b in tabel.baris]
        banyak = Counter(semua)
        for baris, nama in zip(tabel.baris, semua, strict=True):
            cell, a, b, angka = baris[kunci], baris.angka(atas), baris.angka(bawah), tercetak(baris[kunci])
            if not nama or banyak[nama] > 1 or a is None or b is None or angka is None:
                continue
            try:
                harapan = konteks.hitungan.capaian(baris) if kunci == "capaian" else konteks.hitungan.serapan(baris)
            except LkjipError:
                continue
            if harapan and putuskan(cell, harapan.semua, rasio=True) is not Putusan.SALAH:
                poin = angka.persen or abs(angka.nilai) >= POIN_MULAI
                tahun = 0 if tabel.waktu[0] == konteks.buku_besar.tahun else tabel.waktu[0]
                yield _Asal(
                    baris.teks("indikator"), tahun, tabel.lembar, cell, angka.nilai if poin else angka.nilai * 100,
                    angka.desimal if poin else max(0, angka.desimal - 2), (a.poin, b.poin),
                    f"{bawah.replace('_', ' ')} {baris[bawah].tercetak} dan {atas.replace('_', ' ')} {baris[atas].tercetak}",
                )  # fmt: skip


def _beda(asal: _Asal, satu: Catatan) -> bool:
    """Further apart than rounding or cutting explains."""
    poin = satu.persen or abs(satu.nilai) >= POIN_MULAI
    nilai, desimal = (satu.nilai, satu.desimal) if poin else (satu.nilai * 100, max(0, satu.desimal - 2))
    return abs(nilai - asal.poin) > 1.0001 * 10.0 ** -min(desimal, asal.desimal)


def _salinan(asal: _Asal, satu: Catatan) -> bool:
    """The column is headed capaian and holds what was reached."""
    return any(abs(satu.nilai - n) < 0.5 * 10.0**-satu.desimal for n in asal.masukan)


def _tulis(nilai: float, satu: Catatan, desimal: int = 0) -> str:
    satuan = satu.cell.tercetak.lstrip("0123456789.,-% ") if isinstance(satu.cell.value, str) and satu.desimal >= 0 else ""
    teks = angka(nilai, max(desimal, satu.desimal), ribuan=nilai >= 10_000 or "." in satu.cell.tercetak) + ("%" if satu.persen else "")
    return f"{teks} {satuan}".strip() if satuan and not satu.cell.tercetak.startswith("A") else teks
