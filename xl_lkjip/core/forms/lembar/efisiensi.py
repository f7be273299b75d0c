"""Efisiensi: all three methods side by side, and the verdict of the one that is chosen."""

from __future__ import annotations

from ... import cetak
from ...parameter import DIGIT_RASIO, METODE_EFISIENSI
from ..layout import Kolom, Lembar, Tabel
from .umum import BENTUK_EFISIENSI, ikut, judul


def _metode(metode: str) -> Kolom:
    return Kolom(
        metode,
        metode.title(),
        13,
        grup="Tingkat Efisiensi menurut Metode",
        format=METODE_EFISIENSI[metode].format,
        rata="center",
        angka=True,
        fungsi=("EFISIENSI", "capaian", "serapan", f'"{metode}"'),
        syarat=("capaian", "serapan"),
        kecuali=f"ROUND({{capaian}},{DIGIT_RASIO})<1" if metode == "hemat" else "",  # not meant for targets that were missed
    )


TABEL = Tabel(
    "efisiensi",
    (
        ikut("pengukuran", "no", "No", 5, rata="center"),
        ikut("pengukuran", "indikator", "Indikator Kinerja", 34),
        ikut("pengukuran", "pagu", "Pagu (Rp)", 17, format=cetak.RUPIAH, rata="right", angka=True),
        ikut("pengukuran", "realisasi_anggaran", "Realisasi (Rp)", 17, format=cetak.RUPIAH, rata="right", angka=True),
        ikut("pengukuran", "serapan", "Serapan", 11, format=cetak.PERSEN, rata="center", angka=True),
        ikut("pengukuran", "capaian", "Capaian", 11, format=cetak.PERSEN, rata="center", angka=True),
        *(_metode(m) for m in METODE_EFISIENSI),
        ikut("pengukuran", "efisiensi", "Metode Terpilih", 13, format=cetak.PERSEN, rata="center", angka=True,
             bentuk=BENTUK_EFISIENSI),
        ikut("pengukuran", "keterangan_efisiensi", "Keterangan", 15, rata="center"),
    ),
    wajib=("indikator",),
    ikut="pengukuran",
    bantuan="Dihitung sendiri.",
)  # fmt: skip

LEMBAR = Lembar(
    "Efisiensi",
    judul("EFISIENSI PENGGUNAAN SUMBER DAYA"),
    (TABEL,),
    catatan_kaki=(
        '"Metode terpilih: "&IdMetodeEfisiensi&" ("&RumusEfisiensi&"). Metode hemat hanya berlaku bila capaian sedikitnya 100%."',
    ),
)
