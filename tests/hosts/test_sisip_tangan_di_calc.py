"""Rows inserted by hand after unprotecting, in the middle of a table and above its closing row: in real Calc.

Formulas, names, totals and drop-downs stay whole, and sheets that follow say that they lack the new rows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bantu import AKAR
from hosts.kantor import Dokumen, Kantor
from hosts.templat_calc import JUMLAH, Templat
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.layout import BARIS_SIAP

Buka = Callable[[Path], Dokumen]
TEMPLAT = {k: AKAR / "templates" / f.berkas for k, f in FORMULIR.items()}
TABEL = {t.kunci: t for f in FORMULIR.values() for t in f.tabel}


def sisipkan(templat: Templat, tabel: str, *sesudah: int) -> None:
    """Insert rows as people do: below a row of the table, copying that row, after unprotecting the sheet."""
    nama = f"{tabel}.{TABEL[tabel].wajib[0]}"
    lembar = templat.lembar(nama)
    lembar.unprotect("")
    for urutan in sesudah:
        atas = templat.area(nama).RangeAddress.StartRow + urutan - 1  # from 0
        lembar.Rows.insertByIndex(atas + 1, 1)
        lembar.copyRange(lembar.getCellByPosition(0, atas + 1).CellAddress, lembar.getCellRangeByPosition(0, atas, 30, atas).RangeAddress)


def utuh(templat: Templat, tabel: str, tambahan: int) -> None:
    """Every column of a table has its name, its formula and its drop-down in all rows, new ones included."""
    for kolom in TABEL[tabel].kolom:
        area = templat.area(f"{tabel}.{kolom.kunci}")
        assert area.Rows.Count == BARIS_SIAP + tambahan + 1  # with the closing row
        baris = [area.getCellByPosition(0, b) for b in range(BARIS_SIAP + tambahan)]
        if kolom.dihitung:
            assert {s.Type.value for s in baris} == {"FORMULA"}, kolom.kunci
            assert len({s.FormulaLocal for s in baris}) == len(baris), kolom.kunci  # each of its own row
        elif kolom.pilihan:
            assert {s.Validation.Type.value for s in baris} == {"LIST"}, kolom.kunci
            assert {s.CellProtection.IsLocked for s in baris} == {False}, kolom.kunci


def pengingat(templat: Templat) -> set[str]:
    """The sheets that say beside their title that they have fewer rows than the one they follow."""
    return {n for n in templat.doc.Sheets.ElementNames if "belum ada di sini" in " ".join(templat.kantor.tampil(templat.doc, n)[0])}


def test_pengukuran(kantor: Kantor, dokumen: Buka) -> None:
    templat = Templat(kantor, dokumen(TEMPLAT["pengukuran"]))
    ikut = [t.kunci for t in FORMULIR["pengukuran"].tabel if t.ikut == "pengukuran"]
    sisipkan(templat, "pengukuran", 2, 41)
    utuh(templat, "pengukuran", 2)
    dipakai = (1, 2, 3, 4, 42)
    for nomor, baris in enumerate(dipakai):
        templat.sel("pengukuran.sasaran", baris).String = {0: "Sasaran", 3: "Sasaran lain"}.get(nomor, "")
        templat.sel("pengukuran.indikator", baris).String = f"Indikator {nomor}"
        for kolom, nilai in (("target", 100), ("realisasi", 50 + 10 * nomor), ("pagu", 1000)):
            templat.sel(f"pengukuran.{kolom}", baris).Value = nilai
    assert templat.kolom("pengukuran.rata_sasaran", dipakai) == [pytest.approx(0.6), "", "", pytest.approx(0.85), ""]
    assert templat.baris("pengukuran", "capaian pagu", JUMLAH) == pytest.approx([0.7, 5000])
    assert templat.kolom("dasbor.capaian", range(1, 5)) == pytest.approx([0.5, 0.6, 0.7, 0.8])
    assert templat.baris("anggaran_sasaran", "indikator capaian pagu_pengukuran", 2) == [2, pytest.approx(0.85), 2000]
    assert pengingat(templat) == {FORMULIR["pengukuran"].lembar_tabel(t).nama for t in ikut}  # those tables leave out both new rows
    for tabel in ikut:
        assert templat.kolom(f"{tabel}.indikator", (1, 2, 3, 40)) == ["Indikator 0", "Indikator 1", "Indikator 3", ""]
        sisipkan(templat, tabel, 2, 41)
        utuh(templat, tabel, 2)
        assert templat.kolom(f"{tabel}.indikator", dipakai) == [f"Indikator {n}" for n in range(5)]
    assert pengingat(templat) == set()


def test_triwulan(kantor: Kantor, dokumen: Buka) -> None:
    templat = Templat(kantor, dokumen(TEMPLAT["pengukuran"]))
    for tabel in ("triwulan_program", "triwulan_anggaran"):
        sisipkan(templat, tabel, 2, 41)
        utuh(templat, tabel, 2)
    for baris in (1, 2, 3, 42):
        templat.sel("triwulan_program.tingkat", baris).String = "program"
        templat.sel("triwulan_program.uraian", baris).String = f"Program {baris}"
        templat.sel("triwulan_anggaran.pagu", baris).Value = 1000
        templat.sel("triwulan_anggaran.p1", baris).Value = baris
    assert templat.kolom("triwulan_anggaran.uraian", (1, 2, 3, 42)) == ["Program 1", "Program 2", "Program 3", "Program 42"]
    assert templat.baris("triwulan_anggaran", "pagu p1 realisasi serapan", JUMLAH) == [4000, 48, 48, 0.012]
    assert templat.nilai("dasbor_triwulan.realisasi") == 0.012


def test_anggaran(kantor: Kantor, dokumen: Buka) -> None:  # also right below a program
    templat = Templat(kantor, dokumen(TEMPLAT["pengukuran"]))
    templat.ketik("anggaran.tingkat", 1, "program", "kegiatan", "sub kegiatan")
    templat.ketik("anggaran.uraian", 1, "P", "K", "S")
    templat.ketik("anggaran.pagu", 3, "100")
    sisipkan(templat, "anggaran", 3, 1)
    utuh(templat, "anggaran", 2)
    for baris, tingkat in ((2, "kegiatan"), (5, "sub kegiatan")):
        templat.sel("anggaran.tingkat", baris).String = tingkat
        templat.sel("anggaran.uraian", baris).String = "Baru"
    templat.sel("anggaran.pagu", 5).Value = 50
    assert templat.kolom("anggaran.pagu", (1, 2, 3, 4, 5, JUMLAH)) == [150, "", 150, 100, 50, 150]


def test_pk(kantor: Kantor, dokumen: Buka) -> None:
    templat = Templat(kantor, dokumen(TEMPLAT["pk"]))
    for tabel in ("pk_program", "pk_indikator"):
        sisipkan(templat, tabel, 2, 41)
    for tabel in ("pk_program", "pk_indikator"):
        utuh(templat, tabel, 2)
    for baris in (1, 2, 3, 4, 42):
        templat.sel("pk_indikator.indikator", baris).String = f"Indikator {baris}"
        templat.sel("pk_indikator.target", baris).Value = baris
        templat.sel("pk_program.program", baris).String = f"Program {baris}"
        templat.sel("pk_program.pagu", baris).Value = 1000
    assert templat.nilai("pk_program.pagu", JUMLAH) == 5000
    assert templat.kolom("pk_indikator.periksa", (3, 42, 41)) == ["satuan kosong", "satuan kosong", ""]
    assert pengingat(templat) == {"Rencana Aksi", "IKU"}
    for tabel, kolom in (("rencana_aksi", "indikator"), ("iku", "indikator"), ("rencana_anggaran", "program")):
        sisipkan(templat, tabel, 2, 41)
        utuh(templat, tabel, 2)
        assert templat.kolom(f"{tabel}.{kolom}", (2, 3, 4, 42)) == [f"{kolom.title()} {b}" for b in (2, 3, 4, 42)]
    assert templat.nilai("rencana_anggaran.pagu", JUMLAH) == 5000
    assert pengingat(templat) == set()
