"""The comparison of a Calc document with its stored values: it finds what differs, in whole sheets at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from bantu import data_blitar, indikator, ubah
from hosts.banding_calc import Selisih, pisahkan, selisih_formula
from hosts.kantor import Dokumen, Kantor
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.workbook import Cell, Nilai, Sheet
from xl_lkjip.core.workbook import Workbook as BukuNetral
from xl_lkjip.xlsx.reader import baca_tersimpan
from xl_lkjip.xlsx.templat import bangun

Buka = Callable[[Path], Dokumen]


def test_setiap_macam_beda_ditemukan(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:
    rumus = ["1/3", '"teks"', "1/0", "NA()", "TRUE()", '""', "APA(1)", "0", '"1"', "B1"]
    sama: list[Nilai] = [1 / 3, "teks", "#DIV/0!", "#N/A", True, "", "#NAME?", 0.0, "1", 0.0]
    beda: list[Nilai] = [1 / 3 + 1e-9, "Teks", "#VALUE!", 0.0, False, 0.0, "#N/A", "", 1.0, None]
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    for baris, f in enumerate(rumus, 1):
        lembar.cell(baris, 1, f"={f}")
    buku.save(tmp_path / "b.xlsx")
    doc = dokumen(tmp_path / "b.xlsx")
    for nilai, jumlah in ((sama, 0), (beda, len(beda))):
        sheet = Sheet("Sheet", {(b, 1): Cell(b, 1, v, f) for b, (f, v) in enumerate(zip(rumus, nilai, strict=True), 1)})
        assert len(selisih_formula(kantor, doc, BukuNetral("b", [sheet]))) == jumlah
    assert selisih_formula(kantor, doc, BukuNetral("b", [Sheet("Sheet", {(3, 1): Cell(3, 1, 0.5, "1/0")})])) == [
        Selisih("Sheet!A3", 0.5, "#DIV/0!")
    ]


def test_teks_dihitung_fungsi_saja(
    kantor: Kantor, dokumen: Buka, kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path
) -> None:
    isi = bangun(FORMULIR["pengukuran"], ubah(data_blitar(), lambda d: indikator(d, 2).update(target="A (86,35)", realisasi="A (85,49)")))
    (tmp_path / "p.xlsx").write_bytes(isi)
    tersimpan = baca_tersimpan(isi, "p")
    assert selisih_formula(kantor_berfungsi, dokumen_berfungsi(tmp_path / "p.xlsx"), tersimpan) == []
    beda, tak_dihitung = pisahkan(selisih_formula(kantor, dokumen(tmp_path / "p.xlsx"), tersimpan))
    assert beda == [Selisih("Pengukuran!T10", "ok", "capaian tidak dapat dihitung")]
    di_sini = {t.partition("!")[2] for t in tak_dihitung if t.startswith("Pengukuran!")}
    assert di_sini == {"G10", "H10", "I10", "N10", "O10", "G49", "H49", "I49"}  # that row and the total
    assert {"Dasbor", "Efisiensi", "Perbandingan"} <= {t.partition("!")[0] for t in tak_dihitung}


def test_sepuluh_ribu_baris(kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path) -> None:
    banyak = 10_000
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Sheet")
    for b in range(1, banyak + 1):
        lembar.append([b, f"{b},5" if b % 2 else "belum", *[f"=CAPAIAN(A{b},B{b})"] * 2])
    buku.save(tmp_path / "b.xlsx")
    sheet = Sheet("Sheet")
    for b in range(1, banyak + 1):
        for k in (3, 4):
            sheet.cells[b, k] = Cell(b, k, (b + 0.5) / b if b % 2 else "#VALUE!", "CAPAIAN(..)")
    doc = dokumen_berfungsi(tmp_path / "b.xlsx")
    mulai = time.perf_counter()
    assert selisih_formula(kantor_berfungsi, doc, BukuNetral("b", [sheet])) == []
    assert time.perf_counter() - mulai < 10  # seen: under 2 s, half of the cells errors
