"""ANG001-ANG005, CAP001-CAP003: what keeps a capaian from being computed, under the codes of CAPAIAN itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..angka import Angka
from ..cetak import umum
from ..errors import LkjipError, kutip
from ..forms.dokumen import Baris, TabelTerbaca, baca_sel, belum_ada, berkata, sama_teks
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat

_SEL_ANGKA = {
    "pk_indikator": ("target",),
    "pk_program": ("pagu",),
    "pengukuran": ("target", "realisasi", "pagu", "realisasi_anggaran"),
}
_BERDESIMAL = ("nilai", "indeks", "poin", "skor")  # what can have decimals; people and documents cannot
_SEUKURAN = 20  # target and realisasi further apart are not of one size
_NOL_TERCAPAI = '; realisasinya 0 juga, jadi targetnya tercapai, tetapi 0/0 bukan 100%: tulis "-" dan jelaskan di Catatan.'
_SARAN_NOL = (
    'Tulis "-" di kolom Capaian dan di {} bahwa targetnya tercapai,'
    " atau ganti ukurannya dalam PK, misalnya persentase wilayah tanpa kejadian."
)
_KATA_MAKS = 3  # of a grade: Wajar Tanpa Pengecualian
_PESAN_KATA = 'Target "{}" berupa kata: capaiannya hanya dapat dihitung bila realisasinya kata yang sama.'
_SARAN_KATA = "Pakai nilai atau huruf di belakang kata itu, misalnya 88 atau A, atau jelaskan di kolom Tanggapan."
_NAMA = {"target": "Target", "realisasi": "Realisasi", "pagu": "Pagu", "realisasi_anggaran": "Realisasi anggaran"}


class Masukan(Rule):
    """Target, realisasi, dan anggaran terbaca sebagai angka, dan capaiannya dapat dihitung."""

    kode = ("ANG001", "ANG002", "ANG003", "ANG004", "ANG005", "CAP001", "CAP002", "CAP003")
    jenis = ("pk", "pengukuran")
    dasar = "Angka terbaca dengan satu arti; kodenya sama dengan kode fungsi CAPAIAN"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.tabel:
            for baris in tabel.baris:
                terbaca = True
                if tabel.kunci == "pengukuran" and sama_teks(baris["target"], baris["realisasi"]):
                    continue  # a grade equals itself
                for kunci in _SEL_ANGKA[tabel.kunci]:
                    try:
                        angka = baca_sel(baris[kunci])
                        if angka is None or konteks.hitungan.jelas(tabel.lembar, baris[kunci], angka):
                            continue
                        if angka.nilai is not None and angka.lain is not None and _dua_arti(baris, kunci, angka):
                            yield self._meragukan(konteks, tabel, baris[kunci], angka.nilai, angka.lain, _NAMA[kunci])
                    except LkjipError as galat:
                        terbaca = False
                        yield self._tak_terbaca(konteks, tabel, baris, kunci, galat)
                if not terbaca or tabel.kunci != "pengukuran":
                    continue
                try:
                    konteks.hitungan.capaian(baris)
                except LkjipError as galat:
                    realisasi = baris.angka("realisasi")
                    di_realisasi = galat.kode == "CAP002" or (galat.kode == "ANG004" and realisasi is not None and realisasi.rentang)
                    kunci = "realisasi" if di_realisasi else "arah" if galat.kode == "CAP003" else "target"
                    satu = self.dari_galat(konteks, tabel, baris[kunci], galat, f'Capaian "{baris.teks("indikator")}"')
                    if galat.kode == "CAP001" and (r := baris.angka("realisasi")) is not None and r.nilai == 0:
                        satu = replace(
                            satu,
                            tingkat=Tingkat.PERINGATAN,
                            pesan=satu.pesan[:-1] + _NOL_TERCAPAI,
                            saran=_SARAN_NOL.format(konteks.kolom_jawaban),
                        )
                    yield satu

    def _tak_terbaca(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, kunci: str, galat: LkjipError) -> Finding:
        satu = self.dari_galat(konteks, tabel, baris[kunci], galat, _NAMA[kunci])
        if tabel.kunci == "pk_indikator" and berkata(baris[kunci]) and len(baris.teks(kunci).split()) <= _KATA_MAKS:
            return replace(satu, tingkat=Tingkat.PERINGATAN, pesan=_PESAN_KATA.format(satu.tercetak), saran=_SARAN_KATA)
        if kunci != "realisasi" or not belum_ada(baris[kunci]) or baris.angka("capaian") is not None:
            return satu
        return replace(
            satu, tingkat=Tingkat.PERINGATAN, pesan=f'Realisasi "{baris.teks("indikator")}" belum ada: "{baris[kunci].tercetak}".',
            saran=f"Isi realisasinya bila sudah terbit; bila belum, sebut di {konteks.kolom_jawaban} kapan dan dari siapa datanya terbit.",
        )  # fmt: skip

    def _meragukan(self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, dibaca: float, lain: float, siapa: str) -> Finding:
        galat = LkjipError("ANG005", nilai=kutip(cell.value), bacaan1=umum(dibaca), bacaan2=umum(lain))
        return replace(self.dari_galat(konteks, tabel, cell, galat, siapa), tingkat=Tingkat.PERINGATAN, hitung=umum(dibaca))


def _dua_arti(baris: Baris, kunci: str, angka: Angka) -> bool:
    """Both readings make sense: people are whole, and 3,258 beside a target of 3,36 is no 3258."""
    if angka.satuan and angka.nilai == int(angka.nilai or 0) and angka.satuan.split()[0].lower() not in _BERDESIMAL:
        return False
    lain = baris.angka("target" if kunci == "realisasi" else "realisasi")
    if lain is None or not lain.nilai or lain.lain is not None or angka.lain is None:
        return True
    return _dekat(angka.lain, lain.nilai) or not _dekat(angka.nilai or 0.0, lain.nilai)


def _dekat(a: float, b: float) -> bool:
    return 1 / _SEUKURAN <= abs(a / b) <= _SEUKURAN
