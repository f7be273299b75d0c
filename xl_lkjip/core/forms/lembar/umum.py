"""Columns and formulas that several sheets share."""

from __future__ import annotations

from collections.abc import Sequence

from ... import cetak
from ...domain.capaian import ARAH
from ...parameter import METODE_EFISIENSI
from ..layout import Kolom

TW = ("I", "II", "III", "IV")
BANTUAN_SIFAT = (
    "jumlah: triwulan dijumlahkan; ganti: tiap triwulan menggantikan yang sebelumnya (sampai dengan); posisi: hanya keadaan triwulan IV. "
    "Kosong berarti ganti."
)
TINGKAT = ("program", "kegiatan", "sub kegiatan")
COCOK, BEDA = "cocok", "BEDA"
BENTUK_EFISIENSI = tuple((f'IdMetodeEfisiensi="{m.id}"', m.format) for m in METODE_EFISIENSI.values())  # follows the method in use

PERUBAHAN = 'IdJenisPk="perubahan"'
JUDUL_PK = (
    f'IF({PERUBAHAN},"PERUBAHAN PERJANJIAN KINERJA TAHUN ","PERJANJIAN KINERJA TAHUN ")&IdTahun',
    "UPPER(IdUnit)",
    "UPPER(IdInstansi)",
)


def judul(apa: str) -> tuple[str, str, str]:
    """The title lines of a sheet: what it is and the year, the unit, the agency."""
    return f'"{apa} TAHUN "&IdTahun', "UPPER(IdUnit)", "UPPER(IdInstansi)"


def titik(nama: str) -> str:
    """A field of Identitas, or dots to write on while it is empty."""
    return f'IF({nama}="","....................",{nama})'


def arah(lebar: float = 11) -> Kolom:
    """The direction of an indicator, beside the form."""
    return Kolom(
        "arah",
        "Arah",
        lebar,
        bantuan="naik, turun, atau turun-bagi; kosong berarti naik. Tidak dicetak.",
        pilihan=tuple(ARAH),
        rata="center",
        dicetak=False,
    )


def ikut(tabel: str, kunci: str, judul: str, lebar: float, **lain: object) -> Kolom:
    """A column that shows what stands in the table that this one follows."""
    return Kolom(kunci, judul, lebar, ikut=f"{tabel}.{kunci}", **lain)  # type: ignore[arg-type]


def setahun(kunci: Sequence[str]) -> str:
    """The year's figure from its quarters, by the kind of indicator (column `sifat`)."""
    sel = [f"{{{k}}}" for k in kunci]
    terakhir = '""'
    for satu in sel:
        terakhir = f'IF({satu}<>"",{satu},{terakhir})'
    return f'IF({{sifat}}="jumlah",IF(COUNT({",".join(sel)})=0,"",SUM({",".join(sel)})),IF({{sifat}}="posisi",IF({sel[-1]}="","",{sel[-1]}),{terakhir}))'


def sama(a: str, b: str, *, toleransi: str = "0.000001") -> str:
    """ "cocok" or "BEDA" for two cells; blank while one is blank."""
    return (
        f'IF(OR({a}="",{b}=""),"",IF(AND(ISNUMBER({a}),ISNUMBER({b})),IF(ABS({a}-{b})<{toleransi},"{COCOK}","{BEDA}"),'
        f'IF(EXACT({a}&"",{b}&""),"{COCOK}","{BEDA}")))'
    )


def periksa(a: str, b: str, bantuan: str, *, lebar: float = 9, toleransi: str = "0.000001", dicetak: bool = False) -> Kolom:
    """A helper column that compares two columns of the row."""
    return Kolom(
        "periksa", "Periksa", lebar, rumus=sama(f"{{{a}}}", f"{{{b}}}", toleransi=toleransi), rata="center", dicetak=dicetak,
        bantuan=bantuan, curiga=f'{{periksa}}="{BEDA}"',
    )  # fmt: skip


def rupiah(kunci: str, judul: str, lebar: float = 15.5, **lain: object) -> Kolom:
    """A column of rupiah."""
    return Kolom(kunci, judul, lebar, format=cetak.RUPIAH, rata="right", angka=True, **lain)  # type: ignore[arg-type]


def jumlah_kolom(kunci: str) -> str:
    """The sum of a column; blank while it holds no number, #N/A while a text in it would be passed over."""
    kolom = f"{{{kunci}.semua}}"
    return f'IF(COUNT({kolom})=0,"",IF(ROWS({kolom})>COUNTBLANK({kolom})+COUNT({kolom})+COUNTIF({kolom},"-"),NA(),SUM({kolom})))'


def jumlah_program(kunci: str) -> str:
    """The sum over the programmes: kegiatan and sub kegiatan are parts of them."""
    return f'IF(COUNT({{{kunci}.semua}})=0,"",SUMIFS({{{kunci}.semua}},{{tingkat.semua}},"program"))'
