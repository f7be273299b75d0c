"""Pengukuran: target, realisasi, capaian and predikat per indicator, beside budget, serapan and efisiensi.

Long-standing practice and no annex of a regulation; the columns follow Kota Blitar 2023, Lampiran 4.
"""

from __future__ import annotations

from ... import cetak
from ...domain.capaian import BATAS_TINGGI
from ..layout import Kolom, Lembar, Tabel, TandaTangan
from .pk import SATUAN
from .umum import BENTUK_EFISIENSI, arah, judul, jumlah_kolom

# Rows that have both figures: a capaian that is missing there is an error, and no mean may pass over it.
_TERISI = '{target.semua},"<>",{target.semua},"<>-",{realisasi.semua},"<>",{realisasi.semua},"<>-"'
_PERIKSA = (
    'IF({indikator}="",IF(AND({target}="",{realisasi}=""),"","indikator kosong"),IF({target}="","target kosong",IF({realisasi}="","realisasi kosong",'
    'IF(ISERROR({capaian}),"capaian tidak dapat dihitung",'
    f'IF(AND(ISNUMBER({{capaian}}),{{capaian}}>{BATAS_TINGGI},{{catatan}}=""),"capaian sangat tinggi: isi Catatan",'
    'IF(AND(ISNUMBER({capaian}),{capaian}<0),"capaian negatif: periksa arah",'
    'IF(OR(AND({pagu}<>"",{pagu}<>"-",NOT(ISNUMBER({pagu}))),AND({realisasi_anggaran}<>"",{realisasi_anggaran}<>"-",NOT(ISNUMBER({realisasi_anggaran})))),'
    '"anggaran bukan angka",IF(ISNUMBER({serapan}),IF({serapan}>1,"serapan di atas 100%","ok"),"ok"))))))))'
)
KINERJA, ANGGARAN, EFISIENSI = "Kinerja", "Anggaran", "Efisiensi"

TABEL = Tabel(
    "pengukuran",
    (
        Kolom("no", "No", 4, "1", rata="center", bantuan="Nomor sasaran; cukup sekali untuk tiap sasaran."),
        Kolom("sasaran", "Sasaran Strategis", 16.5, "2", bantuan="Tulis sekali, di baris indikator yang pertama."),
        Kolom("indikator", "Indikator Kinerja", 16.5, "3", bantuan="Sama seperti dalam PK."),
        Kolom("formulasi", "Formulasi Perhitungan", 16, "4", bantuan="Cara menghitung indikator."),
        Kolom("target", "Target", 9, "5", KINERJA, rata="center", bantuan="Sama seperti dalam PK: 270; 13,02%; A (86,35).", angka=True),
        Kolom("realisasi", "Realisasi", 9.5, "6", KINERJA, rata="center", bantuan="Ditulis dengan satuan yang sama seperti targetnya.", angka=True),
        Kolom("capaian", "Capaian", 10, "7", KINERJA, cetak.PERSEN, fungsi=("CAPAIAN", "target", "realisasi", "arah"), syarat=("target", "realisasi"), jumlah='IF(COUNTIFS(' + _TERISI + ')=0,"",IF(SUMPRODUCT(--({capaian.semua}<>""))=0,"",AVERAGE({capaian.semua})))', rata="center", angka=True),
        Kolom("predikat", "Predikat", 10.5, "8", KINERJA, fungsi=("PREDIKAT", "capaian", "IdSkala"), syarat=("capaian",), jumlah_fungsi=("PREDIKAT", "capaian", "IdSkala"), rata="center"),
        Kolom("rata_sasaran", "Rata-rata Sasaran", 10, "9", KINERJA, cetak.PERSEN,
              rumus='IF(COUNTIF({kelompok.awal}:{kelompok},{kelompok})>1,"",'  # shown once, in the first row of the sasaran
                    'IF(COUNTIFS({kelompok.semua},{kelompok},{capaian.semua},">-1E+300")<COUNTIFS({kelompok.semua},{kelompok},' + _TERISI + '),NA(),'
                    'IF(COUNTIFS({kelompok.semua},{kelompok},{capaian.semua},">-1E+300")=0,"",AVERAGEIF({kelompok.semua},{kelompok},{capaian.semua}))))',
              syarat=("kelompok",), jumlah='IF(COUNTIFS(' + _TERISI + ')=0,"",IF(SUMPRODUCT(--({rata_sasaran.semua}<>""))=0,"",AVERAGE({rata_sasaran.semua})))', rata="center", angka=True),
        Kolom("program", "Program", 15.5, "10", ANGGARAN, bantuan="Program pendukung; beberapa program: satu baris teks satu program (Alt+Enter)."),
        Kolom("pagu", "Pagu (Rp)", 15, "11", ANGGARAN, cetak.RUPIAH, jumlah=jumlah_kolom("pagu"), rata="right", bantuan="Rupiah, angka saja.", angka=True),
        Kolom("realisasi_anggaran", "Realisasi (Rp)", 15, "12", ANGGARAN, cetak.RUPIAH, jumlah=jumlah_kolom("realisasi_anggaran"), rata="right", bantuan="Rupiah, angka saja.", angka=True),
        Kolom("serapan", "Serapan", 9.5, "13=12/11", ANGGARAN, cetak.PERSEN, rumus='IF({pagu}=0,"",{realisasi_anggaran}/{pagu})', syarat=("pagu", "realisasi_anggaran"), jumlah='IF(OR({pagu}="",{realisasi_anggaran}=""),"",IF({pagu}=0,"",{realisasi_anggaran}/{pagu}))', rata="center", angka=True),
        Kolom("efisiensi", "Tingkat", 8.5, '="14="&NomorEfisiensi', EFISIENSI, cetak.PERSEN, fungsi=("EFISIENSI", "capaian", "serapan", "IdMetodeEfisiensi"), syarat=("capaian", "serapan"), bentuk=BENTUK_EFISIENSI, rata="center", angka=True),
        Kolom("keterangan_efisiensi", "Keterangan", 12, "15", EFISIENSI, fungsi=("PREDIKAT", "efisiensi", "SkalaEfisiensi"), syarat=("efisiensi",), rata="center"),
        Kolom("catatan", "Catatan", 15, "16", bantuan="Penjelasan, wajib bila capaian di atas 150%."),
        Kolom("satuan", "Satuan", 11, bantuan="Pilih atau ketik sendiri. Tidak dicetak.", pilihan=SATUAN, rata="center", dicetak=False),
        arah(),
        Kolom("kelompok", "Kelompok", 10, rumus='COUNTA({sasaran.awal}:{sasaran})-SUMPRODUCT(({sasaran.awal}:{sasaran}<>"")*({sasaran.awal}:{sasaran}=OFFSET({sasaran.awal}:{sasaran},-1,0)))', syarat=("indikator",), rata="center", dicetak=False, bantuan="Nomor urut sasaran, dihitung sendiri."),
        Kolom("periksa", "Periksa", 30, dicetak=False, bantuan="Dihitung sendiri.", curiga='AND({periksa}<>"",{periksa}<>"ok")', rumus=_PERIKSA),
    ),
    wajib=("indikator", "target", "realisasi"),
    bantuan="Indikator dengan target, realisasi, dan anggarannya.",
    judul_jumlah="Rata-rata capaian dan jumlah anggaran",
    kolom_judul_jumlah="sasaran",
)  # fmt: skip

LEMBAR = Lembar(
    "Pengukuran",
    judul("PENGUKURAN KINERJA"),
    (TABEL,),
    (TandaTangan("", "1", (11, 16), bertanggal="IdTanggalPengukuran"),),
    (
        '"Kolom 7: arah naik = realisasi / target; turun = (2 x target - realisasi) / target; turun-bagi = target / realisasi. Kolom 9: rata-rata capaian indikator pada satu sasaran. Kolom 14: dari capaian dan serapan baris itu."',
        '"Kolom 8: "&JudulSkala&". Kolom 14: metode "&IdMetodeEfisiensi&" ("&RumusEfisiensi&")."',
    ),
)
