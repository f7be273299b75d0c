"""Dasbor: the year at a glance. Everything on it is computed; charts take their figures from its tables."""

from __future__ import annotations

from ... import cetak
from ..layout import INDIKATOR, BarisTetap, Grafik, Kolom, Lembar, Tabel
from .umum import TW, judul

SLOT = 10  # indicators shown at a time
MULAI = "DasborMulai"
_TERCAPAI, _HAMPIR, _BELUM = "● tercapai", "▲ hampir", "■ belum"
_BATAS_HAMPIR = "0.9"
_BANYAK = 'SUMPRODUCT(--({t.pengukuran.indikator.semua}<>""))'


def _ambil(kolom: str) -> str:
    """The value of the indicator shown in this row."""
    satu = f"INDEX({{t.{kolom}.semua}},{{ke}})"
    return f'IF({satu}="","",{satu})'


def _angka(kolom: str) -> str:
    """The same for charts: a figure or nothing; an error stays one."""
    satu = f"INDEX({{t.{kolom}.semua}},{{ke}})"
    return f'IF(ISTEXT({satu}),"",IF({satu}="","",{satu}))'


PER_INDIKATOR = Tabel(
    "dasbor",
    (
        Kolom("ke", "No", 6, rata="center", angka=True),
        Kolom("indikator", "Indikator Kinerja", 44, rumus=f'IF({{ke}}>ROWS({{t.pengukuran.indikator.semua}}),"",{_ambil("pengukuran.indikator")})'),
        Kolom("capaian", "Capaian", 11, format=cetak.PERSEN, rumus=_angka("pengukuran.capaian"), syarat=("indikator",), rata="center", angka=True),
        Kolom("predikat", "Predikat", 16, rumus=_ambil("pengukuran.predikat"), syarat=("indikator",), rata="center"),
        Kolom("serapan", "Serapan", 11, format=cetak.PERSEN, rumus=_angka("pengukuran.serapan"), syarat=("indikator",), rata="center", angka=True),
        Kolom("lampu", "Tanda", 14, rata="center", syarat=("capaian",), rumus=f'IF(ROUND({{capaian}},6)>=1,"{_TERCAPAI}",IF(ROUND({{capaian}},6)>={_BATAS_HAMPIR},"{_HAMPIR}","{_BELUM}"))'),
        *(
            Kolom(f"capaian{n}", f"Tahun-{n}", 11, grup="Capaian tahun", judul_rumus=f'IF(IdTahun="","Tahun-{n}",""&(IdTahun-{n}))', format=cetak.PERSEN, rumus=_angka(f"perbandingan.capaian{n}"), syarat=("indikator",), rata="center", angka=True)
            for n in (3, 2, 1)
        ),
        Kolom("capaian0", "Tahun ini", 11, grup="Capaian tahun", judul_rumus='IF(IdTahun="","Tahun ini",""&IdTahun)', format=cetak.PERSEN, rumus=_angka("pengukuran.capaian"), syarat=("indikator",), rata="center", angka=True),
    ),
    wajib=("indikator",),
    judul='="Indikator kinerja"&IF(' + _BANYAK + f'<={SLOT},""," "&{MULAI}&" s.d. "&MIN({MULAI}+{SLOT - 1},{_BANYAK})&" dari "&{_BANYAK})',
    baris_siap=SLOT,
    sebanyak=INDIKATOR,
    tetap=tuple(BarisTetap(f"i{i}", {"ke": f"={MULAI}+{i}"}) for i in range(SLOT)),
    bantuan="Dihitung sendiri.",
)  # fmt: skip


def _sampai(awalan: str, n: int) -> str:
    """The budget up to a quarter, as a share of the year's."""
    jumlah = "+".join(f"N({{t.triwulan_anggaran.{awalan}{i}.jumlah}})" for i in range(1, n + 1))
    return f'=IF(N({{t.triwulan_anggaran.pagu.jumlah}})=0,"",IF(COUNT({{t.triwulan_anggaran.{awalan}{n}.semua}})=0,"",({jumlah})/{{t.triwulan_anggaran.pagu.jumlah}}))'


def _terisi(awalan: str, n: int) -> str:
    """The share of indicators that have a figure for the quarter."""
    return (
        f'=IF(SUMPRODUCT(--({{t.triwulan.indikator.semua}}<>""))=0,"",'
        f'SUMPRODUCT(({{t.triwulan.indikator.semua}}<>"")*({{t.triwulan.{awalan}{n}.semua}}<>""))/SUMPRODUCT(--({{t.triwulan.indikator.semua}}<>"")))'
    )


PER_TRIWULAN = Tabel(
    "dasbor_triwulan",
    (
        Kolom("tw", "TW", 6, rata="center"),
        Kolom("uraian", "Kemajuan sampai triwulan", 44),
        Kolom("rencana", "Rencana (% pagu)", 11, format=cetak.PERSEN, rata="center", angka=True),
        Kolom("realisasi", "Realisasi (% pagu)", 16, format=cetak.PERSEN, rata="center", angka=True),
        Kolom("selisih", "Selisih", 11, format=cetak.PERSEN, rata="center", angka=True, syarat=("rencana", "realisasi"), rumus="{realisasi}-{rencana}"),
        Kolom("berjalan", "Indikator Sudah Diisi", 14, format="0%", rata="center", angka=True),
    ),
    wajib=("tw",),
    judul="Kemajuan sampai triwulan (dari lembar Triwulan dan Triwulan Program)",
    tetap=tuple(
        BarisTetap(f"tw{i}", {"tw": tw, "uraian": f"Sampai dengan triwulan {tw}", "rencana": _sampai("r", i), "realisasi": _sampai("p", i), "berjalan": _terisi("p", i)})
        for i, tw in enumerate(TW, 1)
    ),
    bantuan="Dihitung sendiri.",
)  # fmt: skip

LEMBAR = Lembar(
    "Dasbor",
    judul("DASBOR KINERJA"),
    (PER_INDIKATOR, PER_TRIWULAN),
    grafik=(
        Grafik("Capaian per indikator", "batang", "dasbor", "indikator", (("capaian", "Capaian"),), "A"),
        Grafik("Capaian dan serapan anggaran", "kolom", "dasbor", "ke", (("capaian", "Capaian"), ("serapan", "Serapan")), "E"),
        Grafik("Capaian dari tahun ke tahun", "kolom", "dasbor", "ke", tuple((f"capaian{n}", "") for n in (3, 2, 1, 0)), "A"),
        Grafik("Anggaran sampai dengan triwulan", "kolom", "dasbor_triwulan", "tw", (("rencana", "Rencana"), ("realisasi", "Realisasi")), "E"),
    ),
    petunjuk="Indikator pertama yang ditampilkan",
)  # fmt: skip
