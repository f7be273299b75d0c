"""SAT101, SAT102."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import Angka
from ..errors import LkjipError
from ..forms.dokumen import Baris, TabelTerbaca, baca_sel
from ..forms.hitungan import beda_satuan
from ..forms.nama import normal
from ..workbook import Cell
from ._bantu import satuan_sama, semua_tabel, seukuran
from ._base import Finding, Konteks, Rule, Tingkat

# Table -> pairs of columns whose figures are of one unit.
_PASANGAN = {
    "pengukuran": [("target", "realisasi")],
    "perbandingan": [*((f"target{n}", f"realisasi{n}") for n in (1, 2, 3)), *(("realisasi", f"realisasi{n}") for n in (1, 2, 3))],
    "triwulan_program": [("target", "realisasi")],
    "anggaran": [("target", "realisasi")],
}
_PERSEN = {"%", "persen", "prosen"}
# A figure of one of these is no percentage, whatever its name.
_BUKAN_PERSEN = {
    "indeks", "nilai", "poin", "skor", "orang", "dokumen", "laporan", "kegiatan", "layanan", "unit", "kali", "hari", "kasus", "temuan",
}  # fmt: skip


class Satuan(Rule):
    """Target dan realisasi sebaris ditulis dengan satuan yang sama, dan sesuai dengan kolom Satuan."""

    kode = ("SAT101", "SAT102")
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Dua angka yang dibandingkan harus bersatuan sama"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in semua_tabel(konteks.dokumen):
            for kiri, kanan in _PASANGAN.get(tabel.kunci, ()):
                for baris in tabel.baris:
                    yield from self._pasangan(konteks, tabel, baris, baris[kiri], baris[kanan])
            if "satuan" in tabel.kolom and tabel.kunci in ("pengukuran", "pk_indikator"):
                for baris in tabel.baris:
                    yield from self._kolom(konteks, tabel, baris)

    def _pasangan(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, kiri: Cell, kanan: Cell) -> Iterator[Finding]:
        a, b = _angka(kiri), _angka(kanan)  # a count beside a percentage: rule CapaianHitungan
        if a is None or b is None or a.huruf or b.huruf or seukuran(a, b) is None or a.nilai == 0 or b.nilai == 0 or beda_satuan(a, b):
            return  # what cannot be read at all, or in two ways, is told by the rule Masukan; zero has no unit
        if a.persen != b.persen:
            tanpa = normal(baris.teks("satuan")) in _BUKAN_PERSEN
            salah = kiri if a.persen == tanpa else kanan
            if tabel.kunci == "perbandingan":  # the figure of this year is mended in the form itself
                salah, saran = kanan, "Tulis angka kedua sel dengan satuan yang sama, seperti kolom Satuan di lembar Pengukuran."
            else:
                saran = f"Ketik ulang {salah.alamat} {'tanpa' if tanpa else 'dengan'} tanda %."
            yield self.temuan(
                konteks, tabel, salah,
                f"Satuan tercampur: {kiri.alamat} tercetak {kiri.tercetak} dan {kanan.alamat} tercetak {kanan.tercetak},"
                " hanya satu yang memakai %.",
                saran,
            )  # fmt: skip
        elif a.satuan and b.satuan and not satuan_sama(a.satuan, b.satuan):
            yield self.temuan(
                konteks, tabel, kanan,
                f'Satuan berbeda: {kiri.alamat} bersatuan "{a.satuan}", {kanan.alamat} "{b.satuan}".',
                "Tulis keduanya dengan satuan yang sama, atau periksa apakah angkanya milik indikator lain.",
            )  # fmt: skip

    def _kolom(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> Iterator[Finding]:
        """The unit that stands in its own column is not that of the figure."""
        satuan, ditulis = baris.teks("satuan"), [n for k in ("target", "realisasi") if (n := baris.angka(k)) and n.nilai]
        if len({n.persen for n in ditulis}) > 1:
            return  # told by SAT101
        for kunci in ("target", "realisasi"):
            cell, angka = baris[kunci], baris.angka(kunci)
            if not satuan or angka is None or angka.nilai is None or angka.huruf:
                continue
            if angka.persen and normal(satuan) in _BUKAN_PERSEN:
                beda = "memakai %"
            elif angka.satuan and satuan.strip().lower() in _PERSEN:
                beda = f'bersatuan "{angka.satuan}"'
            else:
                continue
            yield self.temuan(
                konteks, tabel, cell, f'{kunci.capitalize()} tercetak {cell.tercetak} {beda}, padahal kolom Satuan berisi "{satuan}".',
                "Samakan cara menulis angka dengan kolom Satuan.", kode="SAT102",
            )  # fmt: skip


def _angka(cell: Cell) -> Angka | None:
    try:
        return baca_sel(cell)
    except LkjipError:
        return None
