"""What the validator puts out: terminal, JSON, SARIF, the marked copy, and the answers that come back in it.

1. Chains: each root before what follows from it, no finding lost, whatever the findings say of each other.
2. Terminal: one line a finding within the width, roots first, answered peringatan marked and counted apart; --rinci says all.
3. JSON keeps its keys; SARIF has what its standard demands.
4. The marked copy: sheet Validasi, links that lead to their cells, colours, comments; nothing else changes.
5. A marked copy marked again carries the new marks only; what the user wrote stays.
6. Answers come back from column Tanggapan and from Catatan, for the printed value they were given for; a galat stays a galat.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from rich.console import Console

from bantu import UTAMA, data_blitar, indikator, ubah
from xl_lkjip import cli
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.rantai import banyak, susun
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.tanggapan import JUDUL, LEMBAR
from xl_lkjip.core.tanggapan import jawab as jawab_temuan
from xl_lkjip.core.validation import HasilBerkas, validasi
from xl_lkjip.report import teks
from xl_lkjip.report.ke_json import ke_json
from xl_lkjip.report.ke_sarif import ke_sarif
from xl_lkjip.report.ke_xlsx import simpan_bertanda
from xl_lkjip.xlsx.cache import simpan_nilai
from xl_lkjip.xlsx.lembar_validasi import KEPALA
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.tanda import tandai
from xl_lkjip.xlsx.templat import bangun

GALAT, PERINGATAN, INFO = Tingkat
PANJANG = "Pagu tercetak 9.513 diduga salah, sebab anggaran program dalam Perjanjian Kinerja adalah 9.546 dan tidak ada yang lain. " * 2


def temuan(kode: str, sel: str, tingkat: Tingkat = GALAT, lembar: str = "Pengukuran", **lain: str) -> Finding:
    isi = {"pesan": f"Pesan {kode}.", "saran": f"Saran {kode}.", "dasar": f"Dasar {kode}.", "tercetak": "0,96", "hitung": "1,04", **lain}
    return Finding(kode, tingkat, "folder/b.xlsx", lembar, sel, **isi)


# In the order of sheet and cell, as a run gives them: the consequences on Anggaran come before their root.
RANTAI = [
    temuan("EFI104", "K9", lembar="Anggaran", akar="SER101 Pengukuran!M10"),
    temuan("CAP201", "G9", PERINGATAN, tercetak="583,03%", hitung="", tanggapan="dana alokasi khusus"),
    temuan("PKP103", "K10", pesan=PANJANG, tercetak="9.513", hitung="9.546"),
    temuan("SER101", "M10", akar="PKP103 Pengukuran!K10", tanggapan="sudah benar"),
    temuan("JML101", "K49", akar="PKP103 Pengukuran!K10"),
    temuan("KIN003", "G11", PERINGATAN, akar="PKP102 PK!C5"),
    temuan("CAP103", "M7", INFO, lembar="Perbandingan"),
]


def urutan(semua: Sequence[Finding]) -> list[tuple[str, int]]:
    return [(s.temuan.sel, s.dalam) for s in susun(semua)]


def test_rantai() -> None:  # 1
    assert urutan(RANTAI) == [("G9", 0), ("K10", 0), ("M10", 1), ("K9", 2), ("K49", 1), ("G11", 0), ("M7", 0)]
    assert banyak(susun(RANTAI)) == (1, 3)
    assert [s.akar_luar for s in susun(RANTAI) if s.akar_luar] == ["PKP102 PK!C5"]
    assert {s.temuan.sel: s.induk.sel for s in susun(RANTAI) if s.induk} == {"M10": "K10", "K9": "M10", "K49": "K10"}


def test_rantai_ganjil() -> None:  # 1
    lingkaran = [
        temuan("A", "A1", akar="C Pengukuran!C1"),
        temuan("B", "B1", akar="A Pengukuran!A1"),
        temuan("C", "C1", akar="B Pengukuran!B1"),
    ]
    assert urutan(lingkaran) == [("A1", 0), ("B1", 1), ("C1", 2)]
    assert urutan([temuan("A", "A1", akar="A Pengukuran!A1")]) == [("A1", 0)]
    kembar = [temuan("A", "A1"), temuan("A", "A1", pesan="kedua"), temuan("B", "B1", akar="A Pengukuran!A1")]
    assert urutan(kembar) == [("A1", 0), ("B1", 1), ("A1", 0)]
    berspasi = [temuan("A", "A1", lembar="Kerja! 2"), temuan("B", "B1", akar="A Kerja! 2!A1")]
    assert urutan(berspasi) == [("A1", 0), ("B1", 1)]


def cetak(hasil: Sequence[HasilBerkas], *, lebar: int = 100, rinci: bool = False) -> list[str]:
    layar = Console(file=io.StringIO(), width=lebar, highlight=False)
    teks.cetak_hasil(layar, hasil, rinci=rinci)
    assert isinstance(layar.file, io.StringIO)
    return [b.rstrip() for b in layar.file.getvalue().splitlines()]


def test_teks() -> None:  # 2
    baris = cetak([HasilBerkas("folder/b.xlsx", temuan=RANTAI)])
    assert [b.split()[:2] for b in baris] == [
        ["folder/b.xlsx"],
        ["Lembar", "Pengukuran"],
        ["G9", "peringatan"],
        ["K10", "galat"],
        ["└", "M10"],
        ["└", "Anggaran!K9"],
        ["└", "K49"],
        ["G11", "peringatan"],
        ["Lembar", "Perbandingan"],
        ["M7", "info"],
        ["4", "galat,"],
        ["1", "akar,"],
    ]
    assert [b.index("└") for b in baris if "└" in b] == [3, 5, 3]
    assert "4 galat, 1 peringatan, 1 peringatan dijawab, 1 info" in baris[-2]
    assert "1 akar, 3 akibat" in baris[-1]
    assert "dijawab: dana alokasi khusus" in baris[2]
    assert "dijawab, tetap galat: sudah benar" in baris[4]
    assert "akibat PKP102 PK!C5" in baris[7]
    assert "9.513 → 9.546" in baris[3]
    assert baris[3].endswith("…")
    assert "Pagu diduga salah" in baris[3]  # what stands in the columns is not said again


@pytest.mark.parametrize("lebar", [60, 80, 200])
def test_teks_selebar_layar(lebar: int) -> None:  # 2
    hasil = [HasilBerkas("b.xlsx", temuan=[temuan("PRE101", "H8", tercetak="x " * 200, hitung="y " * 200), *RANTAI[1:]])]
    baris = cetak(hasil, lebar=lebar)
    assert len(baris) == 12
    assert max(map(len, baris)) <= lebar


def test_teks_rinci() -> None:  # 2
    semua = " ".join(" ".join(cetak([HasilBerkas("b.xlsx", temuan=RANTAI)], rinci=True)).split())
    assert PANJANG.strip() in semua
    for isi in (
        "Saran: Saran SER101.",
        "Dasar: Dasar SER101.",
        "Akibat dari: PKP103 Pengukuran!K10",
        "Akibat dari: PKP102 PK!C5",
        "Dijawab: dana",
    ):
        assert isi in semua
    biasa = " ".join(cetak([HasilBerkas("b.xlsx", temuan=RANTAI)]))
    assert "Saran" not in biasa
    assert "Dasar" not in biasa


def test_teks_tanpa_lembar() -> None:  # 2
    baris = cetak([HasilBerkas("b.xlsx", temuan=[Finding("SYS001", GALAT, "b.xlsx", "", "", "Aturan berhenti.", "Laporkan.")])])
    assert [" ".join(b.split()) for b in baris[1:]] == ["Seluruh berkas", "galat SYS001 Aturan berhenti.", "1 galat"]


def test_teks_beberapa_berkas() -> None:  # 2
    ditolak = HasilBerkas("c.xlsx", penolakan=LkjipError("BRK003", "c.xlsx"))
    berkas = [HasilBerkas("a.xlsx", diperiksa=12), HasilBerkas("b.xlsx", temuan=RANTAI), ditolak, HasilBerkas("d.xlsx")]
    baris = cetak(berkas, lebar=120)
    assert "Tidak ada temuan; 12 angka dihitung ulang." in [b.strip() for b in baris]
    tabel = [[s.strip() for s in re.split("[│┃]", b)[1:-1]] for b in baris if b[:1] in ("│", "┃")]
    assert tabel == [
        ["Berkas", "Status", "Galat", "Peringatan", "Dijawab", "Info"],
        ["a.xlsx", "baik", "0", "0", "0", "0"],
        ["b.xlsx", "perlu diperbaiki", "4", "1", "1", "1"],
        ["c.xlsx", "ditolak (BRK003)", "-", "-", "-", "-"],
        ["d.xlsx", "0 angka diperiksa", "0", "0", "0", "0"],
    ]
    tanpa = cetak([HasilBerkas("a.xlsx"), ditolak], lebar=120)
    assert not any("Dijawab" in b for b in tanpa)
    assert not any("Ringkasan" in b for b in cetak([ditolak]))


def test_json_tetap() -> None:  # 3
    satu = json.loads(ke_json([HasilBerkas("b.xlsx", temuan=RANTAI)]))["berkas"][0]
    assert {tuple(t) for t in satu["temuan"]} == {("kode", "tingkat", "lembar", "sel", "pesan", "saran", "tercetak", "hitung", "dasar")}
    assert satu["ringkasan"] == {"galat": 4, "peringatan": 2, "info": 1}  # an answered peringatan is still one


def test_sarif() -> None:  # 3
    rusak = Finding("SYS001", GALAT, "b.xlsx", "", "", "Aturan berhenti.", "Laporkan.")
    hasil = [
        HasilBerkas("folder/b c (1).xlsx", temuan=[replace(t, berkas="folder/b c (1).xlsx") for t in [*RANTAI, rusak]]),
        HasilBerkas("/tmp/d e.xlsx", penolakan=LkjipError("BRK003", "d.xlsx")),
        HasilBerkas(r"C:\kirim\f g.xlsx"),
    ]
    sarif = json.loads(ke_sarif(hasil, "1.0"))
    assert (sarif["version"], sarif["$schema"][-5:]) == ("2.1.0", ".json")
    (run,) = sarif["runs"]
    aturan = run["tool"]["driver"]["rules"]
    assert len({a["id"] for a in aturan}) == len(aturan)
    assert all(a["shortDescription"]["text"] and a["help"]["text"] for a in aturan)
    assert not any("{" in a["shortDescription"]["text"] for a in aturan)
    for r in run["results"]:
        assert aturan[r["ruleIndex"]]["id"] == r["ruleId"]
        assert r["level"] in ("error", "warning", "note")
        assert r["message"]["text"]
        assert r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "folder/b%20c%20%281%29.xlsx"
    assert [a["location"]["uri"] for a in run["artifacts"]][1:] == ["file:///tmp/d%20e.xlsx", "file:///C:/kirim/f%20g.xlsx"]
    per_kode = {r["ruleId"]: r for r in run["results"]}
    (akar,) = per_kode["SER101"]["relatedLocations"]
    assert akar["logicalLocations"][0]["fullyQualifiedName"] == "Pengukuran!K10"
    assert "PKP103" in akar["message"]["text"]
    assert {k for k, r in per_kode.items() if "relatedLocations" in r} == {"SER101", "EFI104", "JML101"}
    assert {k: r["suppressions"][0]["justification"] for k, r in per_kode.items() if "suppressions" in r} == {
        "CAP201": "dana alokasi khusus"
    }
    assert per_kode["CAP201"]["suppressions"][0]["status"] == "underReview"  # "accepted" would hide it
    (invokasi,) = run["invocations"]
    assert invokasi["executionSuccessful"] is False
    assert invokasi["toolExecutionNotifications"][0]["descriptor"]["id"] == "BRK003"


# The marked copy


@cache
def kerja(*, tercetak: bool = True) -> bytes:
    """The official sheet of Kota Blitar, with the figures as printed."""
    return bangun(UTAMA["pengukuran"], data_blitar(tercetak=tercetak))


def buka(isi: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(isi))


def simpan(buku: Any) -> bytes:
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def ubah_buku(isi: bytes, *aksi: Callable[[Any], object]) -> bytes:
    """As another program leaves a workbook that it has changed and saved, with the values of its formulas."""
    buku = buka(isi)
    for satu in aksi:
        satu(buku)
    nilai = {(s.nama, c.baris, c.kolom): c.value for s, c in baca_buku(isi, "b.xlsx").formulas()}
    return simpan_nilai(simpan(buku), nilai)


def bagian(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist()}


def paket(isi: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for nama, data in isi.items():
            arsip.writestr(nama, data)
    return keluar.getvalue()


def baris_validasi(isi: bytes, lembar: str = LEMBAR) -> list[dict[str, Any]]:
    """The rows of sheet Validasi by title."""
    return [dict(zip(JUDUL, (s.value or "" for s in b), strict=True)) for b in buka(isi)[lembar].iter_rows(min_row=KEPALA + 1)]


def warna(isi: bytes, lembar: str) -> dict[str, str]:
    """The colours of our marks by area."""
    return {
        str(area): aturan.dxf.fill.bgColor.rgb
        for daerah in buka(isi)[lembar].conditional_formatting
        for aturan in daerah.rules
        if aturan.formula == ['LEN("xl_lkjip")>0']
        for area in daerah.sqref.ranges
    }


def test_lembar_validasi() -> None:  # 4
    isi = tandai(kerja(), RANTAI, "folder/b.xlsx")
    lembar = buka(isi)[LEMBAR]
    assert buka(isi).sheetnames[0] == LEMBAR
    assert lembar["A1"].value == "Hasil validasi: b.xlsx"
    ringkasan = {lembar.cell(b, k).value: lembar.cell(b, k + 1).value for b in (2, 3) for k in (1, 3, 5)}
    assert ringkasan == {"Galat": 4, "Peringatan": 1, "Info": 1, "Akar": 1, "Akibat": 3, "Dijawab": 1}
    assert [s.value for s in lembar[KEPALA]] == list(JUDUL)
    baris = baris_validasi(isi)
    assert [b["Sel"] for b in baris] == ["G9", "K10", "M10", "K9", "K49", "G11", "M7"]
    assert baris[2] == {
        "Lembar": "Pengukuran", "Sel": "M10", "Tingkat": "galat", "Kode": "SER101", "Tercetak": "0,96", "Seharusnya": "1,04",
        "Temuan": "Pesan SER101.", "Saran": "Saran SER101.", "Dasar": "Dasar SER101.", "Akibat dari": "PKP103 Pengukuran!K10",
        "Tanggapan": "sudah benar",
    }  # fmt: skip
    assert [lembar.cell(r, 2).alignment.indent for r in range(KEPALA + 1, KEPALA + 8)] == [1, 1, 2, 3, 2, 1, 1]
    isian = [lembar.cell(r, 11).fill.fgColor.rgb == "FFFFFBE6" for r in range(KEPALA + 1, KEPALA + 8)]
    assert isian == [b["Tingkat"] != "galat" for b in baris]
    assert (lembar.auto_filter.ref, lembar.freeze_panes, lembar.print_title_rows) == (f"A{KEPALA}:K{KEPALA + 7}", f"A{KEPALA + 1}", "$5:$5")
    assert (lembar.page_setup.orientation, lembar.page_setup.fitToHeight, lembar.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        0,
        True,
    )
    nama = re.findall(rb"<definedName [^>]*_FilterDatabase[^>]*>", bagian(isi)["xl/workbook.xml"])
    assert [b'hidden="1"' in n for n in nama if b'localSheetId="0"' in n] == [True]  # a user need not see it


def test_teks_bukan_rumus() -> None:  # 4
    isi = tandai(kerja(), [temuan("CAP101", "G8", tercetak="=1+1\x07", pesan="=HYPERLINK(1)")], "=2.xlsx")
    lembar = buka(isi)[LEMBAR]
    assert (lembar["E6"].value, lembar["E6"].data_type, lembar["G6"].data_type, lembar["A1"].data_type) == ("=1+1", "s", "s", "s")


@pytest.mark.parametrize("nama", ["Angka '23", "Kerja & 'lain'", "Tahun 2023!", "é–ü <1>"])
def test_tautan(nama: str) -> None:  # 4
    isi = tandai(
        ubah_buku(kerja(), lambda b: setattr(b["Pengukuran"], "title", nama)),
        [temuan("PKP103", "K10", lembar=nama), temuan("SER101", "M10", lembar=nama, akar=f"PKP103 {nama}!K10")],
    )
    lembar = buka(isi)[LEMBAR]
    tautan = {s.coordinate: s.hyperlink.location for b in lembar.iter_rows() for s in b if s.hyperlink}
    kutip = "'" + nama.replace("'", "''") + "'"
    assert tautan == {"B6": f"{kutip}!K10", "B7": f"{kutip}!M10", "J7": f"{kutip}!K10"}
    assert all(s.hyperlink.target is None for b in lembar.iter_rows() for s in b if s.hyperlink)  # a target would be a file
    assert warna(isi, nama) == {"K10": "FFFFC7CE", "M10": "FFFFC7CE"}


def test_warna_dan_komentar() -> None:  # 4
    semua = [
        temuan("CAP103", "G8", INFO),
        temuan("CAP101", "G8", GALAT, akar="X Y!Z1"),
        temuan("CAP201", "G9", PERINGATAN),
        temuan("KIN001", "P100", INFO),
    ]
    isi = tandai(kerja(), semua)
    assert warna(isi, "Pengukuran") == {"G8": "FFFFC7CE", "G9": "FFFFEB9C", "P100": "FFDDEBF7"}
    lembar = buka(isi)["Pengukuran"]
    komentar = {s.coordinate: s.comment.text for b in lembar.iter_rows() for s in b if s.comment}
    assert set(komentar) == {"G8", "G9", "P100"}
    assert re.findall(r"[A-Z]{3}\d{3}|Akibat dari .*", komentar["G8"].replace("Pesan ", "").replace("Saran ", "")) == [
        "CAP103", "CAP103", "CAP103", "CAP101", "CAP101", "CAP101", "Akibat dari X Y!Z1.",
    ]  # fmt: skip
    urut = [(int(a.priority), a.formula) for d in lembar.conditional_formatting for a in d.rules]
    assert len({p for p, _ in urut}) == len(urut)
    assert {f[0] for p, f in sorted(urut)[:3]} == {'LEN("xl_lkjip")>0'}  # before those of the template


def test_sel_gabungan() -> None:  # 4
    isi = tandai(ubah_buku(kerja(), lambda b: b["Pengukuran"].merge_cells("G8:G9")), [temuan("CAP101", "G9")])
    assert warna(isi, "Pengukuran") == {"G8:G9": "FFFFC7CE"}
    assert buka(isi)["Pengukuran"]["G8"].comment.text.startswith("GALAT CAP101")


def test_selebihnya_utuh(tmp_path: Path) -> None:  # 4: charts, pictures, other sheets, the file itself
    asal = bangun(FORMULIR["pengukuran"], data_blitar(tercetak=True))
    berkas = tmp_path / "ukur.xlsx"
    berkas.write_bytes(asal)
    tujuan = simpan_bertanda(berkas, HasilBerkas(str(berkas), temuan=RANTAI))
    assert berkas.read_bytes() == asal
    assert tujuan.name == "ukur (validasi).xlsx"
    lama, baru = bagian(asal), bagian(tujuan.read_bytes())
    assert set(lama) < set(baru)
    beda = {n for n in lama if lama[n] != baru[n]}
    assert {n for n in beda if "worksheets/" not in n} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }
    assert any("charts/" in n for n in lama)
    buku, buku_asal = buka(tujuan.read_bytes()), buka(asal)
    assert buku.sheetnames == [LEMBAR, *buku_asal.sheetnames]
    for lembar in buku_asal:
        kini = buku[lembar.title]
        assert (kini.print_title_rows, kini.print_area, kini.auto_filter.ref) == (
            lembar.print_title_rows,
            lembar.print_area,
            lembar.auto_filter.ref,
        )
        assert len(kini._charts) == len(lembar._charts)
    assert [s.title for s in buku if s.sheet_view.tabSelected] == [LEMBAR]
    assert buku.active.title == LEMBAR
    nilai = [openpyxl.load_workbook(p, data_only=True)["Pengukuran"]["G8"].value for p in (berkas, tujuan)]
    assert nilai[0] == nilai[1] is not None


def test_satu_lembar_terpilih() -> None:  # 4: what is typed into one of two selected sheets goes into both
    def pilih(buku: Any) -> None:
        buku.active = 2
        for lembar in buku:
            lembar.sheet_view.tabSelected = lembar.title in ("Pengukuran", "Referensi")

    asal = ubah_buku(kerja(), pilih)
    assert [s.title for s in buka(asal) if s.sheet_view.tabSelected] == ["Pengukuran", "Referensi"]
    assert [s.title for s in buka(tandai(asal, RANTAI)) if s.sheet_view.tabSelected] == [LEMBAR]


def test_tanpa_makro() -> None:  # 4: the copy is called .xlsx
    asal = bagian(kerja())
    asal["xl/vbaProject.bin"] = b"makro"
    asal["[Content_Types].xml"] = asal["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    asal["xl/_rels/workbook.xml.rels"] = asal["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
    )
    hasil = bagian(tandai(paket(asal), RANTAI))
    assert "xl/vbaProject.bin" not in hasil
    assert b"vbaProject" not in hasil["xl/_rels/workbook.xml.rels"]
    assert b"macroEnabled" not in hasil["[Content_Types].xml"]


def test_nilai_yang_belum_dihitung() -> None:  # 4: as a program leaves it that writes formulas only
    isi = simpan(buka(kerja(tercetak=False)))
    assert openpyxl.load_workbook(io.BytesIO(isi), data_only=True)["Pengukuran"]["G8"].value is None
    assert openpyxl.load_workbook(io.BytesIO(tandai(isi, RANTAI)), data_only=True)["Pengukuran"]["G8"].value == pytest.approx(271.5 / 270)


# Marked again


def kotak(isi: bytes) -> int:
    """How many boxes of comments there are."""
    return sum(len(re.findall(rb'ObjectType="Note"', d)) for n, d in bagian(isi).items() if n.endswith(".vml"))


def komentar(isi: bytes, lembar: str = "Pengukuran") -> dict[str, str]:
    return {s.coordinate: s.comment.text for b in buka(isi)[lembar].iter_rows() for s in b if s.comment}


def beri_komentar(buku: Any) -> None:
    lembar = buku["Pengukuran"]
    lembar["K10"].comment, lembar["B8"].comment = Comment("menurut DPA\nhalaman 2", "Budi"), Comment("lihat PK", "xl")


@pytest.mark.parametrize("lain", [lambda i: i, lambda i: ubah_buku(i)], ids=["langsung", "disimpan program lain"])
def test_ditandai_lagi(lain: Callable[[bytes], bytes]) -> None:  # 5
    asal = ubah_buku(kerja(), beri_komentar)
    satu = lain(tandai(asal, RANTAI))
    assert komentar(satu)["K10"].startswith("menurut DPA\nhalaman 2\n\n[xl_lkjip]\nGALAT PKP103")
    assert komentar(satu)["B8"] == "lihat PK"
    assert kotak(satu) == sum(len(komentar(satu, n)) for n in buka(satu).sheetnames) == 6
    dua = lain(tandai(satu, [temuan("SER101", "M10"), temuan("PKP103", "K10")]))
    assert {a: t.count("xl_lkjip") + t.count("PKP103") for a, t in komentar(dua).items()} == {"B8": 0, "K10": 4, "M10": 0}
    assert warna(dua, "Pengukuran") == {"M10": "FFFFC7CE", "K10": "FFFFC7CE"}
    assert [b["Sel"] for b in baris_validasi(dua)] == ["M10", "K10"]
    assert buka(dua).sheetnames == buka(satu).sheetnames
    assert bagian(tandai(dua, RANTAI))["xl/styles.xml"] == bagian(tandai(tandai(dua, RANTAI), RANTAI))["xl/styles.xml"]  # none added
    bersih = tandai(dua, [])
    assert komentar(bersih) == {"B8": "lihat PK", "K10": "menurut DPA\nhalaman 2"}
    assert kotak(bersih) == 2
    assert warna(bersih, "Pengukuran") == {}


def test_utas_dibiarkan() -> None:  # 5: Excel writes the text of a thread anew, and what we add to it would be lost
    isi = bagian(ubah_buku(kerja(), beri_komentar))
    relasi = next(n for n, d in isi.items() if "worksheets/_rels" in n and b"comments" in d)
    isi[relasi] = isi[relasi].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdU" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    )
    isi["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="K10" id="{1}"><text>ya</text></threadedComment></ThreadedComments>'
    )
    hasil = komentar(tandai(paket(isi), RANTAI))
    assert hasil["K10"] == "menurut DPA\nhalaman 2"
    assert "M10" in hasil


def test_lembar_kami_dibuang_dengan_isinya() -> None:  # 5: also what the user hung on it
    isi = ubah_buku(tandai(kerja(), RANTAI), lambda b: setattr(b[LEMBAR]["A1"], "comment", Comment("nanti", "Budi")))
    assert any(b"nanti" in d for d in bagian(isi).values())
    hasil = tandai(isi, RANTAI)
    assert not any(b"nanti" in d for d in bagian(hasil).values())
    assert buka(hasil)["Pengukuran"].print_title_rows == buka(kerja())["Pengukuran"].print_title_rows


def test_lembar_validasi_milik_orang() -> None:  # 5: a sheet of that name that is none of ours
    asal = ubah_buku(kerja(), lambda b: b.create_sheet(LEMBAR).append(["Disahkan oleh", "Kepala"]))
    isi = tandai(tandai(asal, RANTAI), RANTAI)
    assert buka(isi).sheetnames == [f"{LEMBAR} 2", *buka(asal).sheetnames]
    assert buka(isi)[LEMBAR]["A1"].value == "Disahkan oleh"
    assert len(baris_validasi(isi, f"{LEMBAR} 2")) == len(RANTAI)


def test_nama_salinan(tmp_path: Path) -> None:  # 5: the copy of a copy is the next one of the same file
    berkas = tmp_path / "ukur.xlsx"
    berkas.write_bytes(kerja())
    hasil = HasilBerkas(str(berkas), temuan=RANTAI)
    pertama = simpan_bertanda(berkas, hasil)
    sidik = pertama.read_bytes()
    assert simpan_bertanda(pertama, hasil).name == "ukur (validasi 2).xlsx"
    assert simpan_bertanda(berkas, hasil).name == "ukur (validasi 3).xlsx"
    assert pertama.read_bytes() == sidik


# Answers


def periksa(isi: bytes) -> list[Finding]:
    return validasi([baca_buku(isi, "b.xlsx")])[0].temuan


@cache
def bertanda() -> tuple[bytes, tuple[Finding, ...]]:
    """A marked copy with its findings, a peringatan and a galat among them."""
    semua = periksa(kerja())
    assert {PERINGATAN, GALAT} <= {t.tingkat for t in semua}
    return tandai(kerja(), semua), tuple(semua)


def jawab(tingkat: Tingkat, isi: str) -> Callable[[Any], None]:
    """Type an answer to every finding of a severity."""

    def ketik(buku: Any) -> None:
        for baris in buku[LEMBAR].iter_rows(min_row=KEPALA + 1):
            if baris[2].value == tingkat.value:
                baris[10].value = isi

    return ketik


def test_lembar_validasi_tidak_diperiksa() -> None:  # 6
    isi, semua = bertanda()
    assert periksa(isi) == list(semua)
    galat_sel = tandai(kerja(), [replace(t, tercetak="#N/A") for t in semua])
    assert periksa(galat_sel) == list(semua)


def test_jawaban_kembali() -> None:  # 6
    isi, semua = bertanda()
    kini = periksa(ubah_buku(isi, jawab(PERINGATAN, " target diubah\nsesudah PK ")))
    assert kini == [replace(t, tanggapan="target diubah sesudah PK") if t.tingkat is PERINGATAN else t for t in semua]
    hasil = HasilBerkas("b.xlsx", temuan=kini)
    assert hasil.dijawab == sum(t.tingkat is PERINGATAN for t in semua) > 0
    lagi = tandai(isi, kini)  # what was answered is kept in the next copy
    assert periksa(lagi) == kini
    assert {b["Tanggapan"] for b in baris_validasi(lagi) if b["Tingkat"] == "peringatan"} == {"target diubah sesudah PK"}


def test_galat_tidak_dapat_dijawab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 6
    isi, semua = bertanda()
    berkas = tmp_path / "b.xlsx"
    berkas.write_bytes(ubah_buku(isi, jawab(GALAT, "angka lama dipakai")))
    kini = periksa(berkas.read_bytes())
    assert [t.tingkat for t in kini] == [t.tingkat for t in semua]
    assert {t.tanggapan for t in kini if t.tingkat is GALAT} == {"angka lama dipakai"}
    assert cli.main(["validasi", str(berkas)]) == 1
    assert "dijawab, tetap galat: angka lama dipakai" in capsys.readouterr().out


def test_jawaban_untuk_angka_lama() -> None:  # 6: the printed value has changed since
    isi, semua = bertanda()
    sel = {t.sel for t in semua if t.tingkat is PERINGATAN and t.tercetak}
    assert sel

    def ubah_tercetak(buku: Any) -> None:
        for baris in buku[LEMBAR].iter_rows(min_row=KEPALA + 1):
            baris[4].value = f"{baris[4].value}9"

    kini = periksa(ubah_buku(isi, jawab(PERINGATAN, "benar"), ubah_tercetak))
    assert [t.tanggapan for t in kini if t.sel in sel] == [""] * len([t for t in semua if t.sel in sel])


@pytest.mark.parametrize("isi", ["-", " ", "--", "–"])
def test_strip_bukan_jawaban(isi: str) -> None:  # 6
    assert periksa(ubah_buku(bertanda()[0], jawab(PERINGATAN, isi))) == list(bertanda()[1])


def test_jawaban_setelah_ditata_ulang() -> None:  # 6: sorted, with the columns moved and a line written above
    def tata(buku: Any) -> None:
        lembar = buku[LEMBAR]
        isi = [[s.value for s in b][::-1] for b in lembar.iter_rows(min_row=KEPALA)]
        del buku[LEMBAR]
        baru = buku.create_sheet(f"{LEMBAR} (2)")
        baru.append(["Sudah dibahas dengan Inspektorat"])
        for baris in [isi[0], *isi[:0:-1]]:
            baru.append(baris)

    kini = periksa(ubah_buku(bertanda()[0], jawab(PERINGATAN, "dijelaskan"), tata))
    assert [t.tanggapan for t in kini] == ["dijelaskan" if t.tingkat is PERINGATAN else "" for t in bertanda()[1]]


@pytest.mark.parametrize(("catatan", "jawaban"), [("program bersama bidang lain", "program bersama bidang lain"), ("-", "")])
def test_catatan(catatan: str, jawaban: str) -> None:  # 6: KIN003 is a peringatan in the row of the first indicator
    isi = bangun(UTAMA["pengukuran"], ubah(data_blitar(), lambda d: indikator(d, 0).update(catatan=catatan)))

    def kosongkan(buku: Any) -> None:
        buku["Pengukuran"]["G8"] = None

    kini = [t for t in periksa(ubah_buku(isi, kosongkan)) if t.sel == "G8"]
    assert [(t.kode, t.tingkat, t.tanggapan) for t in kini] == [("KIN003", PERINGATAN, jawaban)]


def test_catatan_tidak_menjawab_galat() -> None:  # 6
    isi = bangun(UTAMA["pengukuran"], ubah(data_blitar(), lambda d: indikator(d, 0).update(catatan="ya")))

    def salah(buku: Any) -> None:
        buku["Pengukuran"]["G8"] = 0.5

    kini = [t for t in periksa(ubah_buku(isi, salah)) if t.sel == "G8" and t.tingkat is GALAT]
    assert [(t.kode, t.tanggapan) for t in kini] == [("CAP101", "")]


def test_keterangan_tabel_lain_bukan_jawaban() -> None:  # 6: only our template asks for an explanation there
    isi = bangun(UTAMA["pengukuran"], ubah(data_blitar(), lambda d: indikator(d, 0).update(catatan="naik")))
    (dokumen,) = kenali(baca_buku(isi, "b.xlsx"))
    satu = temuan("KIN003", "G8", PERINGATAN)
    assert [t.tanggapan for t in jawab_temuan([satu], {}, [dokumen])] == ["naik"]
    dokumen.sel_identitas = {}
    assert jawab_temuan([satu], {}, [dokumen]) == [satu]
