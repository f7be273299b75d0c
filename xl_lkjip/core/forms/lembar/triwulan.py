"""Triwulan: plan and realisation of the four quarters, of the indicators and of the programmes with their budgets.

The programme tables follow the monitoring report of Kota Kediri 2021.
"""

from __future__ import annotations

from ... import cetak
from ...domain.agregasi import TRIWULAN as SIFAT
from ..layout import Kolom, Lembar, Tabel
from .umum import BANTUAN_SIFAT, TINGKAT, TW, arah, ikut, judul, jumlah_program, periksa, rupiah, setahun

_RENCANA, _REALISASI = [f"r{i}" for i in (1, 2, 3, 4)], [f"p{i}" for i in (1, 2, 3, 4)]


def _empat(awalan: str, grup: str, bantuan: str) -> tuple[Kolom, ...]:
    return tuple(Kolom(f"{awalan}{i}", tw, 13.5, grup=grup, rata="center", angka=True, bantuan=bantuan) for i, tw in enumerate(TW, 1))


_KINERJA = (
    *_empat("r", "Rencana Triwulan", "Rencana sampai triwulan ini, atau pada triwulan ini, menurut sifatnya."),
    *_empat("p", "Realisasi Triwulan", "Ditulis dengan satuan yang sama seperti rencananya."),
)

KINERJA = Tabel(
    "triwulan",
    (
        ikut("pengukuran", "no", "No", 5, rata="center"),
        ikut("pengukuran", "indikator", "Indikator Kinerja", 34),
        ikut("pengukuran", "target", "Target Tahun", 12, rata="center", angka=True),
        Kolom("sifat", "Sifat Triwulan", 12, rata="center", pilihan=SIFAT, bantuan=BANTUAN_SIFAT),
        *_KINERJA,
        Kolom("rencana_tahun", "Rencana Setahun", 12.5, rumus=setahun(_RENCANA), syarat=("indikator",), rata="center", angka=True, seperti="target"),
        Kolom("realisasi_tahun", "Realisasi s.d. Kini", 12.5, rumus=setahun(_REALISASI), syarat=("indikator",), rata="center", angka=True, seperti="target"),
        Kolom("capaian", "Capaian", 11, format=cetak.PERSEN, fungsi=("CAPAIAN", "target", "realisasi_tahun", "arah"), syarat=("target", "realisasi_tahun"), rata="center", angka=True),
        periksa("realisasi_tahun", "realisasi_pengukuran", "Realisasi triwulan sama dengan realisasi setahun di lembar Pengukuran?", dicetak=True, lebar=10),
        Kolom("arah", "Arah", 11, ikut="pengukuran.arah", rata="center", dicetak=False),
        Kolom("realisasi_pengukuran", "Realisasi Pengukuran", 14, ikut="pengukuran.realisasi", rata="center", dicetak=False, angka=True),
    ),
    wajib=("indikator",),
    ikut="pengukuran",
    bantuan="Rencana dan realisasi indikator per triwulan.",
)  # fmt: skip

_INDUK = "triwulan_program"
PROGRAM = Tabel(
    "triwulan_program",
    (
        Kolom("tingkat", "Tingkat", 10, rata="center", pilihan=TINGKAT, bantuan="program, kegiatan, atau sub kegiatan. Jumlah hanya menghitung program."),
        Kolom("uraian", "Program / Kegiatan / Sub Kegiatan", 30, bantuan="Nama seperti dalam DPA."),
        Kolom("indikator", "Indikator", 26, bantuan="Indikator program, kegiatan, atau sub kegiatan."),
        Kolom("sifat", "Sifat Triwulan", 14, rata="center", pilihan=SIFAT, bantuan=BANTUAN_SIFAT),
        *_KINERJA,
        Kolom("target", "Target", 14, rata="center", angka=True, bantuan="Target setahun."),
        Kolom("realisasi", "Realisasi", 14, rata="center", angka=True, bantuan="Realisasi setahun. Terisi dari triwulannya; boleh ditimpa.", awalan='IF({uraian}="","",' + setahun(_REALISASI) + ")", seperti="target"),
        Kolom("capaian", "Capaian", 10, format=cetak.PERSEN, fungsi=("CAPAIAN", "target", "realisasi", "arah"), syarat=("target", "realisasi"), rata="center", angka=True),
        arah(),
    ),
    wajib=("uraian",),
    judul="Kinerja",
    bantuan="Rencana dan realisasi kinerja program, kegiatan, dan sub kegiatan per triwulan.",
)  # fmt: skip

ANGGARAN = Tabel(
    "triwulan_anggaran",
    (
        ikut(_INDUK, "tingkat", "Tingkat", 10, rata="center"),
        ikut(_INDUK, "uraian", "Program / Kegiatan / Sub Kegiatan", 30),
        ikut(_INDUK, "indikator", "Indikator", 26),
        rupiah("pagu", "Pagu (Rp)", 15.5, bantuan="Rupiah, angka saja.", jumlah=jumlah_program("pagu")),
        *(rupiah(f"r{i}", tw, 13.5, grup="Rencana Anggaran (Rp)", bantuan="Rencana penarikan dana pada triwulan ini.", jumlah=jumlah_program(f"r{i}")) for i, tw in enumerate(TW, 1)),
        *(rupiah(f"p{i}", tw, 13.5, grup="Realisasi Anggaran (Rp)", bantuan="Realisasi pada triwulan ini.", jumlah=jumlah_program(f"p{i}")) for i, tw in enumerate(TW, 1)),
        rupiah("rencana", "Jumlah Rencana", 15.5, rumus='IF(COUNT({r1},{r2},{r3},{r4})=0,"",SUM({r1},{r2},{r3},{r4}))', jumlah=jumlah_program("rencana")),
        rupiah("realisasi", "Realisasi (Rp)", 15.5, bantuan="Rupiah. Terisi dari triwulannya; boleh ditimpa.", jumlah=jumlah_program("realisasi"),
               awalan='IF(COUNT({p1},{p2},{p3},{p4})=0,"",SUM({p1},{p2},{p3},{p4}))'),
        Kolom("serapan", "Serapan", 10, format=cetak.PERSEN, rumus='IF({pagu}=0,"",{realisasi}/{pagu})', syarat=("pagu", "realisasi"), rata="center", angka=True, jumlah='IF(OR({pagu}="",{realisasi}=""),"",IF({pagu}=0,"",{realisasi}/{pagu}))'),
        periksa("pagu", "rencana", "Rencana triwulan berjumlah pagu?", toleransi="0.5", dicetak=True, lebar=9),
    ),
    wajib=("uraian",),
    judul="Anggaran",
    judul_jumlah="Jumlah program",
    kolom_judul_jumlah="uraian",
    ikut="triwulan_program",
    bantuan="Rencana dan realisasi anggaran baris yang sama per triwulan.",
)  # fmt: skip

LEMBAR = Lembar("Triwulan", judul("PEMANTAUAN KINERJA TRIWULAN"), (KINERJA,))
LEMBAR_PROGRAM = Lembar("Triwulan Program", judul("PEMANTAUAN TRIWULAN PROGRAM, KEGIATAN, DAN SUB KEGIATAN"), (PROGRAM, ANGGARAN))
