"""Anggaran: program, kegiatan and sub kegiatan with their subtotals, and the budget of each sasaran."""

from __future__ import annotations

from ... import cetak
from ..layout import SASARAN, BarisTetap, Kolom, Lembar, Tabel
from .umum import BENTUK_EFISIENSI, TINGKAT, arah, judul, jumlah_program, periksa, rupiah

_SASARAN_MAKS = 12


def _bagian(kunci: str) -> str:
    """The sum of what stands below a program or a kegiatan; blank where nothing does.

    A program is the sum of its kegiatan or, where none is listed, of its sub kegiatan.
    """
    di_program, di_kegiatan = "{no_program.bawah},{no_program}", "{no_kegiatan.bawah},{no_kegiatan}"
    berisi = f'{{{kunci}.bawah}},">-1E+300"'
    jumlah = f"SUMIFS({{{kunci}.bawah}},{di_program},{{tingkat.bawah}},"
    return (
        f'IF({{tingkat}}="program",IF(COUNTIFS({di_program},{berisi})=0,"",IF(COUNTIFS({di_program},{{tingkat.bawah}},"kegiatan",{berisi})>0,'
        f'{jumlah}"kegiatan"),{jumlah}"sub kegiatan"))),'
        f'IF({{tingkat}}="kegiatan",IF(COUNTIFS({di_kegiatan},{berisi})=0,"",SUMIFS({{{kunci}.bawah}},{di_kegiatan})),""))'
    )


_SERAPAN = 'IF({pagu}=0,"",{realisasi_anggaran}/{pagu})'

RINCI = Tabel(
    "anggaran",
    (
        Kolom("tingkat", "Tingkat", 12, rata="center", pilihan=TINGKAT, bantuan="program, kegiatan, atau sub kegiatan. Bagian ditulis di bawah induknya."),
        Kolom("sasaran", "No Sasaran", 9, rata="center", angka=True, bantuan="Nomor sasaran yang didukung program ini (urutan sasaran di lembar Pengukuran)."),
        Kolom("uraian", "Program / Kegiatan / Sub Kegiatan", 42, bantuan="Nama seperti dalam DPA."),
        Kolom("indikator", "Indikator", 28, bantuan="Indikator program, kegiatan, atau sub kegiatan."),
        Kolom("target", "Target", 12, rata="center", angka=True, bantuan="Target setahun."),
        Kolom("realisasi", "Realisasi", 12, rata="center", angka=True, bantuan="Ditulis seperti targetnya."),
        Kolom("capaian", "Capaian", 10, format=cetak.PERSEN, fungsi=("CAPAIAN", "target", "realisasi", "arah"), syarat=("target", "realisasi"), rata="center", angka=True),
        rupiah("pagu", "Pagu (Rp)", 17, bantuan="Rupiah. Baris program dan kegiatan dijumlahkan dari bagiannya; boleh ditimpa.", awalan=_bagian("pagu"), jumlah=jumlah_program("pagu")),
        rupiah("realisasi_anggaran", "Realisasi (Rp)", 17, bantuan="Rupiah. Baris program dan kegiatan dijumlahkan dari bagiannya; boleh ditimpa.", awalan=_bagian("realisasi_anggaran"), jumlah=jumlah_program("realisasi_anggaran")),
        Kolom("serapan", "Serapan", 10, format=cetak.PERSEN, rumus=_SERAPAN, syarat=("pagu", "realisasi_anggaran"), rata="center", angka=True, jumlah=f'IF(OR({{pagu}}="",{{realisasi_anggaran}}=""),"",{_SERAPAN})'),
        Kolom("efisiensi", "Efisiensi", 10, format=cetak.PERSEN, bentuk=BENTUK_EFISIENSI, fungsi=("EFISIENSI", "capaian", "serapan", "IdMetodeEfisiensi"), syarat=("capaian", "serapan"), rata="center", angka=True),
        arah(),
        Kolom("no_program", "Program ke-", 9, rumus='COUNTIF({tingkat.awal}:{tingkat},"program")', syarat=("uraian",), rata="center", dicetak=False),
        Kolom("no_kegiatan", "Kegiatan ke-", 9, rumus='{no_program}*1000+COUNTIF({tingkat.awal}:{tingkat},"kegiatan")', syarat=("uraian",), rata="center", dicetak=False),
        rupiah("bagian", "Jumlah Bagian", 16, rumus=_bagian("pagu"), syarat=("uraian",), dicetak=False),
        periksa("pagu", "bagian", "Pagu sama dengan jumlah bagian di bawahnya?", toleransi="0.5"),
        rupiah("bagian_realisasi", "Jumlah Realisasi Bagian", 16, rumus=_bagian("realisasi_anggaran"), syarat=("uraian",), dicetak=False),
    ),
    wajib=("uraian",),
    judul="Program, kegiatan, dan sub kegiatan",
    judul_jumlah="Jumlah program",
    kolom_judul_jumlah="uraian",
    bantuan="Anggaran sampai sub kegiatan.",
)  # fmt: skip

# The mean of a sasaran stands in its first row; one that is an error is shown as that.
_RATA = "INDEX({t.pengukuran.rata_sasaran.semua},MATCH({sasaran},{t.pengukuran.kelompok.semua},0))"

PER_SASARAN = Tabel(
    "anggaran_sasaran",
    (
        Kolom("porsi", "Porsi", 12, format=cetak.PERSEN, rumus='IF(OR({pagu.jumlah}="",{pagu.jumlah}=0),"",{pagu}/{pagu.jumlah})', syarat=("pagu",), rata="center", angka=True),
        Kolom("sasaran", "No Sasaran", 9, rata="center"),
        Kolom("uraian", "Sasaran Strategis", 42, rumus='IF(COUNTIFS({t.pengukuran.kelompok.semua},{sasaran})=0,"",INDEX({t.pengukuran.sasaran.semua},MATCH({sasaran},{t.pengukuran.kelompok.semua},0))&"")'),
        rupiah("pagu_pengukuran", "Pagu di lembar Pengukuran (Rp)", 28, rumus='IF(COUNTIFS({t.pengukuran.kelompok.semua},{sasaran})=0,"",IF(COUNTIFS({t.pengukuran.kelompok.semua},{sasaran},{t.pengukuran.pagu.semua},">-1E+300")=0,"",SUMIFS({t.pengukuran.pagu.semua},{t.pengukuran.kelompok.semua},{sasaran})))', syarat=("uraian",), jumlah='IF(COUNT({pagu_pengukuran.semua})=0,"",SUM({pagu_pengukuran.semua}))'),
        Kolom("program", "Banyak Program", 12, rumus='COUNTIFS({t.anggaran.sasaran.semua},{sasaran},{t.anggaran.tingkat.semua},"program")', syarat=("uraian",), rata="center", angka=True),
        Kolom("indikator", "Banyak Indikator", 12, rumus='COUNTIFS({t.pengukuran.kelompok.semua},{sasaran})', syarat=("uraian",), rata="center", angka=True),
        Kolom("capaian", "Rata-rata Capaian", 10, format=cetak.PERSEN, rumus=f'IF({_RATA}="","",{_RATA})', syarat=("uraian",), rata="center", angka=True),
        rupiah("pagu", "Pagu (Rp)", 17, rumus='IF({program}=0,"",SUMIFS({t.anggaran.pagu.semua},{t.anggaran.sasaran.semua},{sasaran},{t.anggaran.tingkat.semua},"program"))', syarat=("uraian",), jumlah='IF(COUNT({pagu.semua})=0,"",SUM({pagu.semua}))'),
        rupiah("realisasi_anggaran", "Realisasi (Rp)", 17, rumus='IF({program}=0,"",SUMIFS({t.anggaran.realisasi_anggaran.semua},{t.anggaran.sasaran.semua},{sasaran},{t.anggaran.tingkat.semua},"program"))', syarat=("uraian",), jumlah='IF(COUNT({realisasi_anggaran.semua})=0,"",SUM({realisasi_anggaran.semua}))'),
        Kolom("serapan", "Serapan", 10, format=cetak.PERSEN, rumus=_SERAPAN, syarat=("pagu", "realisasi_anggaran"), rata="center", angka=True, jumlah=f'IF(OR({{pagu}}="",{{realisasi_anggaran}}=""),"",{_SERAPAN})'),
        periksa("pagu", "pagu_pengukuran", "Sama dengan pagu di lembar Pengukuran?", toleransi="0.5", dicetak=True, lebar=10),
    ),
    wajib=("uraian",),
    baris_siap=_SASARAN_MAKS,
    sebanyak=SASARAN,
    judul="Anggaran per sasaran",
    judul_jumlah="Jumlah",
    kolom_judul_jumlah="uraian",
    tetap=tuple(BarisTetap(f"s{i}", {"sasaran": i}) for i in range(1, _SASARAN_MAKS + 1)),
    bantuan="Dijumlahkan sendiri.",
)  # fmt: skip

LEMBAR = Lembar(
    "Anggaran",
    judul("ANGGARAN DAN REALISASI"),
    (RINCI, PER_SASARAN),
)
