"""The sheet Referensi: scales, methods and the probe for the functions, and the defined names that formulas use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties

from ..core.forms.layout import Formulir
from ..core.forms.templat_terbaca import NAMA_EDISI, NAMA_FORMULIR
from ..core.parameter import METODE_EFISIENSI, SKALA, SKOR_PEGAWAI
from ..core.profil import PROFIL
from ..core.registry import FUNCTIONS
from . import gaya
from .evaluate import NAMA_ADA_FUNGSI

LEMBAR = "Referensi"
_KOLOM_SKALA = (
    ("RefSkala", "Skala", 20),
    ("RefJudul", "Judul", 46),
    ("RefSatuan", "Satuan", 9),
    ("RefDigit", "Desimal", 9),
    ("RefOperator", "Operator", 9),
    ("RefBatas", "Batas bawah", 14),
    ("RefLabel", "Label", 18),
    ("RefDasar", "Dasar", 60),
)
_KOLOM_METODE = (("RefMetode", "Metode"), ("RefRumus", "Rumus"), ("RefNomor", "Nomor kolom"))
_BARIS_METODE = 11
_KOLOM_PROFIL = (
    ("RefProfil", "Profil"),
    ("RefProfilJudul", "Kebiasaan"),
    ("RefProfilSkala", "Skala"),
    ("RefProfilMetode", "Metode efisiensi"),
    ("RefProfilArah", "Indikator turun"),
    ("RefProfilBulat", "Pembulatan"),
    ("RefProfilTotal", "Rata-rata"),
    ("RefProfilDasar", "Dasar"),
)


def tulis(buku: Any, lembar: Any, formulir: Formulir) -> None:
    """Write the sheet and its names."""
    lembar.title = LEMBAR
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    lembar["A1"].value, lembar["A1"].font = "Referensi (dipakai rumus; tidak perlu diubah)", gaya.JUDUL
    tunggal = [
        (NAMA_FORMULIR, "Formulir", formulir.kunci),
        (NAMA_EDISI, "Edisi templat", formulir.edisi),
        (NAMA_ADA_FUNGSI, "Fungsi LKjIP terpasang", "=NOT(ISERROR(CAPAIAN(1,1)))"),
        ("JudulSkala", "Skala predikat yang dipakai", "=INDEX(RefJudul,MATCH(IdSkala,RefSkala,0))"),
        ("SkalaEfisiensi", "Skala keterangan efisiensi", '="efisiensi_"&IdMetodeEfisiensi'),
        ("RumusEfisiensi", "Rumus efisiensi yang dipakai", "=INDEX(RefRumus,MATCH(IdMetodeEfisiensi,RefMetode,0))"),
        ("NomorEfisiensi", "Rumus kolom efisiensi", "=INDEX(RefNomor,MATCH(IdMetodeEfisiensi,RefMetode,0))"),
    ]
    for baris, (nama, label, nilai) in enumerate(tunggal, 3):
        _sel(lembar, baris, 1, label)
        _sel(lembar, baris, 2, nilai)
        _nama(buku, nama, f"{LEMBAR}!$B${baris}")
    nomor = {k.kunci: k.nomor.partition("=")[0] for t in formulir.lembar_utama.tabel for k in t.kolom}
    berefisiensi = "capaian" in nomor and "serapan" in nomor
    metode = [(m.id, m.rumus, m.nomor.format(**nomor) if berefisiensi else "-") for m in METODE_EFISIENSI.values()]
    baris = _tabel(buku, lembar, _BARIS_METODE, _KOLOM_METODE, metode)
    umum = PROFIL["umum"]
    profil = [
        (p.id, p.judul, p.skala or umum.skala, p.metode_efisiensi or umum.metode_efisiensi, p.arah_invers, p.pembulatan, p.total, p.dasar)
        for p in PROFIL.values()
    ]
    baris = _tabel(buku, lembar, baris, _KOLOM_PROFIL, profil)
    pita = [(s.id, s.judul, s.satuan, s.digit, p.operator, p.batas, p.label, s.dasar) for s in SKALA.values() for p in s.pita]
    baris = _tabel(buku, lembar, baris, [(n, j) for n, j, _ in _KOLOM_SKALA], pita)
    if "pegawai" in {t.kunci for t in formulir.tabel}:
        _skor_pegawai(buku, lembar, baris)
    for huruf, (_, _, lebar) in zip("ABCDEFGH", _KOLOM_SKALA, strict=True):
        lembar.column_dimensions[huruf].width = lebar
    lembar.column_dimensions["A"].width = 28
    gaya.halaman(lembar, mendatar=True)
    gaya.lindungi(lembar)


def _skor_pegawai(buku: Any, lembar: Any, baris: int) -> None:
    """The scores of one employee, for plain look-ups: ten thousand calls of a function would freeze the sheet."""
    skor = SKOR_PEGAWAI[-1]
    dasar = f"{skor.dasar}, berlaku sejak {skor.berlaku_sejak}"
    pendidikan = [(k.upper(), dasar, "poin", v) for k, v in skor.kualifikasi.items()]
    baris = _tabel(buku, lembar, baris, _judul_skor("RefPendidikan", "Pendidikan", "RefSkorPendidikan"), pendidikan)
    jabatan = [(j, dasar, "poin", *(skor.kompetensi[d].get(j, 0) for d in skor.kompetensi)) for j in skor.kompetensi["seminar"]]
    diklat = [(f"RefSkor{''.join(b.title() for b in d.split('_'))}", d.replace("_", " ")) for d in skor.kompetensi]
    baris = _tabel(buku, lembar, baris, [("RefJabatan", "Jabatan"), ("", "Dasar"), ("", "Satuan"), *diklat], jabatan)
    kinerja = [(b, dasar, "poin", v) for b, v in skor.kinerja]
    baris = _tabel(buku, lembar, baris, _judul_skor("RefBatasSkp", "Nilai SKP mulai", "RefSkorSkp"), kinerja)
    hukuman = [(k, dasar, "poin", v) for k, v in skor.disiplin.items()]
    _tabel(buku, lembar, baris, _judul_skor("RefHukuman", "Hukuman disiplin", "RefSkorHukuman"), hukuman)


def _judul_skor(kunci: str, judul: str, skor: str) -> list[tuple[str, str]]:
    return [(kunci, judul), ("", "Dasar"), ("", "Satuan"), (skor, "Skor")]


def nama_rumus(buku: Any, nama: str, fungsi: str, argumen: Sequence[str]) -> None:
    """A defined name that holds the plain Excel formula of a worksheet function, its arguments filled in."""
    deklarasi = FUNCTIONS[fungsi]
    isi = dict(zip((a.nama for a in deklarasi.argumen), argumen, strict=False))
    _nama(buku, nama, re.sub(r"\{(\w+)\}", lambda m: isi.get(m.group(1), '""'), deklarasi.biasa))


def _tabel(buku: Any, lembar: Any, baris: int, kolom: Sequence[tuple[str, str]], isi: Sequence[Sequence[Any]]) -> int:
    """Write a table and name its columns; returns the row for the next one."""
    for nomor, (nama, judul) in enumerate(kolom, 1):
        sel = _sel(lembar, baris, nomor, judul)
        sel.font, sel.fill = gaya.TEBAL, gaya.KEPALA
        huruf = "ABCDEFGH"[nomor - 1]
        if nama:
            _nama(buku, nama, f"{LEMBAR}!${huruf}${baris + 1}:${huruf}${baris + len(isi)}")
        for jarak, nilai in enumerate(isi, 1):
            _sel(lembar, baris + jarak, nomor, nilai[nomor - 1])
    return baris + len(isi) + 2


def _sel(lembar: Any, baris: int, kolom: int, nilai: Any) -> Any:
    sel = lembar.cell(baris, kolom, nilai)
    sel.font, sel.border, sel.alignment = gaya.BIASA, gaya.KOTAK, gaya.letak()
    return sel


def _nama(buku: Any, nama: str, tujuan: str) -> None:
    buku.defined_names[nama] = DefinedName(nama, attr_text=tujuan)
