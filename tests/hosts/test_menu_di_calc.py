"""The menu "LKjIP" in real Calc, by dispatch as the menu does it: marks, their removal, refusals, new documents.

1. The live document reads as its file does: the same cells, formulas, names, and so the same findings.
2. Validasi marks exactly the cells of the findings; answers are kept; Bersihkan brings everything back.
3. What cannot be done ends in a message that says why.
4. Opening recalculates a document that was saved where the functions were not; new documents have live functions.
5. The commands that need the program xl-lkjip say so when it is not there, and work when it is.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from hosts.kantor import Dokumen, Kantor
from xl_lkjip import contoh
from xl_lkjip.core.lembar_validasi import BATAS, KEPALA, WARNA
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.tanggapan import JUDUL
from xl_lkjip.core.validation import HasilBerkas, validasi
from xl_lkjip.core.workbook import Sheet, Workbook, alamat
from xl_lkjip.hosts.libreoffice.hidup.baca import baca, teks_komentar
from xl_lkjip.hosts.libreoffice.hidup.daftar import PERINTAH
from xl_lkjip.xlsx import reader

Buka = Callable[[Path], Dokumen]
BUKU = [f"{f}_{n}" for n in ("Blitar_2023", "Kediri_2021", "Lumajang_2020", "Mojokerto_2020") for f in ("Pengukuran", "Tabel_PK")]
TERCETAK = "Pengukuran_Blitar_2023_tercetak"


@cache
def contoh_buku(laporan: str) -> dict[str, bytes]:
    return {Path(n).stem: isi for n, (isi, _) in contoh.buku(laporan).items()}


def isi_buku(nama: str) -> bytes:
    laporan = nama.removesuffix("_tercetak").removeprefix("Pengukuran_").removeprefix("Tabel_PK_").lower()
    return contoh_buku(laporan)[nama]


class Menu:
    """One Calc with the menu."""

    def __init__(self, kantor: Kantor, buka: Buka, folder: Path) -> None:
        self.kantor, self._buka, self.folder = kantor, buka, folder
        jalur = kantor.layanan("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True)
        self.log = Path(jalur.removeprefix("file://")) / "xl_lkjip" / "pesan.log"
        self.rumah = Path(kantor.layanan("com.sun.star.util.PathSubstitution").substituteVariables("$(home)", True).removeprefix("file://"))

    def buka(self, isi: bytes, nama: str = "b") -> Dokumen:
        berkas = self.folder / f"{nama}.xlsx"
        berkas.write_bytes(isi)
        return self._buka(berkas)

    def perintah(self, doc: Dokumen, kunci: str, **pilihan: str) -> str:
        """Run a command; the last message."""
        lama = len(self.pesan())
        self.kantor._pengirim.executeDispatch(
            doc.CurrentController.Frame, f"org.xllkjip:{kunci}", "_self", 0, self.kantor._sifat(**pilihan)
        )
        baru = self.pesan()[lama:]
        assert [p for p in baru if p["macam"] == "jejak"] == []
        return str(baru[-1]["teks"]) if baru else ""

    def pesan(self) -> list[dict[str, str]]:
        return [json.loads(b) for b in self.log.read_text(encoding="utf-8").splitlines()] if self.log.exists() else []


@pytest.fixture
def menu(kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path) -> Menu:
    return Menu(kantor_berfungsi, dokumen_berfungsi, tmp_path)


# --- reading -----------------------------------------------------------------------------------------------------------


def lembar(s: Sheet) -> tuple[object, ...]:
    dipakai = max((b for b, _ in s.cells), default=0)
    return s.nama, s.cells, sorted(s.merged), s.state, s.protected, {b for b in s.hidden_rows if b <= dipakai}, s.filtered_rows, s.covered


def tanpa_ada_fungsi(buku: Workbook) -> Workbook:
    """Only the probe for the functions differs: no file can know it."""
    sheet = buku.sheet("Referensi")
    sel = buku.bernama("AdaLKjIP")
    if sheet is not None and sel is not None:
        sheet.cells[sel.baris, sel.kolom] = replace(sel, value=False)
    return buku


def kunci(hasil: HasilBerkas) -> list[Finding]:
    return [replace(t, berkas="") for t in hasil.temuan]


@pytest.mark.parametrize("nama", [*BUKU, *(f"{n}_tercetak" for n in BUKU)])
def test_dibaca_seperti_berkasnya(nama: str, menu: Menu) -> None:  # 1
    isi = isi_buku(nama)
    berkas, hidup = tanpa_ada_fungsi(reader.baca_buku(isi, nama)), tanpa_ada_fungsi(baca(menu.buka(isi)))
    assert [lembar(s) for s in hidup.sheets] == [lembar(s) for s in berkas.sheets]
    assert hidup.names == berkas.names
    assert kunci(validasi([hidup])[0]) == kunci(validasi([berkas])[0])


RUMUS = [
    "SUM(A1:B2,C3)", "SUM({1,2;3,4})", "'Lembar Dua'!A1+Lain!$B$2", "SUM('Lembar Dua'!A1:B2)", 'IF(A1="a;b~Lain.A1","x""y",TRUE)', "A1%",
    "CAPAIAN(A1,B1)", "PREDIKAT(A1)", "CAPAIAN_INVERS(80,70)", "SUM(A:A)", "SUM($1:$1)", "SUM(Lain!A:A)", "VLOOKUP(A1,Lain!$A$1:$C$9,2,FALSE)",
    "LK.data.p1+1", "NA()", "1/0", "A1&\" ; \"&'Lembar Dua'!B3", "INDEX(Lain!A1:A9,MATCH(1,B1:B9,0))", "STDEV(A1:A3)", "MAX((A1:A2,B1:B2))",
]  # fmt: skip


def test_rumus_asing(menu: Menu) -> None:  # 1: other notations than those of our templates, dates, merged cells, comments, filters
    buku = openpyxl.Workbook()
    satu: Any = buku.active
    satu.title = "Lain"
    dua: Any = buku.create_sheet("Lembar Dua")
    buku.defined_names["LK.data.p1"] = DefinedName("LK.data.p1", attr_text="Lain!$A$1:$A$9")
    for baris, rumus in enumerate(RUMUS, 1):
        dua.cell(baris, 5, f"={rumus}")
    satu["A1"], satu["A2"], satu["A3"], satu["B1"] = 45291, 0.5, "=A1", True
    satu["A1"].number_format, satu["A2"].number_format, satu["B3"].number_format = "dd/mm/yyyy", "hh:mm", "0.00%"
    satu["C1"], satu["C2"] = "=teks", "'kutip"
    satu["C1"].data_type = "s"
    satu["D1"], satu["D2"] = "atas", "tertutup"
    satu.merge_cells("F1:G3")
    satu["F1"].value = "gabung"
    satu["A9"].comment = Comment("catatan", "Ani")
    satu["XFD1048576"] = "jauh"
    dua.sheet_state = "hidden"
    dua.column_dimensions["B"].hidden = True
    satu.auto_filter.ref = "A10:B14"
    satu.auto_filter.add_filter_column(0, ["a"])
    for b in range(10, 15):
        satu.cell(b, 1, "a" if b % 2 else "b")
        satu.row_dimensions[b].hidden = b > 10 and not b % 2
    buku.save(menu.folder / "r.xlsx")
    isi = (menu.folder / "r.xlsx").read_bytes()
    berkas, hidup = reader.baca_tersimpan(isi, "r"), baca(menu.buka(isi))
    assert [hidup.sheets[1].cell(b, 5).formula for b in range(1, len(RUMUS) + 1)] == RUMUS
    for s, t in zip(berkas.sheets, hidup.sheets, strict=True):
        nilai = {k: (c.value, c.number_format.lower(), c.comment) for k, c in s.cells.items() if not c.formula}
        assert {k: (t.cells[k].value, t.cells[k].number_format.lower(), t.cells[k].comment) for k in nilai} == nilai
        assert (t.merged, t.state, t.filtered_rows) == (s.merged, s.state, s.filtered_rows)
    assert hidup.sheets[1].column_hidden(2)
    assert hidup.names["LK.data.p1"] == "Lain!$A$1:$A$9"


# --- marks -------------------------------------------------------------------------------------------------------------


def rupa(doc: Dokumen) -> list[object]:
    """Everything that Validasi could change: sheets, protection, colours, comments, formats by condition, styles, contents."""
    hasil: list[object] = [doc.StyleFamilies.getByName("CellStyles").ElementNames]
    for s in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)):
        kursor = s.createCursor()
        kursor.gotoEndOfUsedArea(True)
        warna = []
        for g in (s.getUniqueCellFormatRanges().getByIndex(n) for n in range(s.getUniqueCellFormatRanges().Count)):
            warna += [(a.StartRow, a.StartColumn, a.EndRow, a.EndColumn, g.CellBackColor) for a in g.getRangeAddresses()]
        komentar = [
            (a.Position.Row, a.Position.Column, teks_komentar(a)) for a in map(s.Annotations.getByIndex, range(s.Annotations.Count))
        ]
        bentuk = [(b.Range.RangeAddressesAsString, b.getCount()) for b in s.ConditionalFormats.getConditionalFormats()]
        hasil.append((s.Name, s.isProtected(), kursor.getFormulaArray(), warna_sel(warna), sorted(komentar), sorted(bentuk)))
    return hasil


def warna_sel(warna: list[tuple[int, int, int, int, int]]) -> dict[tuple[int, int], int]:
    return {(b, k): w for b1, k1, b2, k2, w in warna for b in range(b1, min(b2, 300) + 1) for k in range(k1, min(k2, 60) + 1) if w != -1}


def bertanda(doc: Dokumen) -> dict[tuple[str, str], str]:
    """Sheet and cell of every mark by colour, from the formats alone."""
    hasil = {}
    for s in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)):
        for b in s.ConditionalFormats.getConditionalFormats():
            entri = b.getByIndex(0)
            if entri.getType() == 0 and entri.Formula1.startswith('LEN("xl_lkjip'):
                assert entri.Operator == 24  # EXPRESSION: another operator would colour by quite another question
                gaya = doc.StyleFamilies.getByName("CellStyles").getByName(entri.StyleName)
                for a in b.Range.getRangeAddresses():
                    for baris in range(a.StartRow + 1, a.EndRow + 2):
                        for kolom in range(a.StartColumn + 1, a.EndColumn + 2):
                            hasil[s.Name, alamat(baris, kolom)] = f"{gaya.CellBackColor:06X}"
    return hasil


def terberat(temuan: list[Finding]) -> dict[tuple[str, str], str]:
    hasil: dict[tuple[str, str], str] = {}
    for t in sorted(temuan, key=lambda t: list(WARNA).index(t.tingkat), reverse=True):
        if t.sel:
            hasil[t.lembar, t.sel] = WARNA[t.tingkat]
    return hasil


def baris_validasi(doc: Dokumen) -> list[tuple[str, ...]]:
    s = doc.Sheets.getByName("Validasi")
    kursor = s.createCursor()
    kursor.gotoEndOfUsedArea(False)
    return list(s.getCellRangeByPosition(0, KEPALA, len(JUDUL) - 1, kursor.RangeAddress.EndRow).getDataArray())


@pytest.mark.parametrize("nama", [TERCETAK, "Pengukuran_Kediri_2021_tercetak"])
def test_tanda_dan_bersih(nama: str, menu: Menu) -> None:  # 2
    doc = menu.buka(isi_buku(nama), nama)
    temuan = validasi([reader.baca_buku(isi_buku(nama), nama)])[0].temuan
    ukur = doc.Sheets.getByName("Pengukuran")
    milik = next(t for t in temuan if t.lembar == "Pengukuran" and t.sel)
    ukur.unprotect("")
    ukur.Annotations.insertNew(ukur.getCellRangeByName(milik.sel).CellAddress, "Catatan saya")
    ukur.Annotations.insertNew(ukur.getCellRangeByName("B8").CellAddress, "Catatan lain")
    ukur.protect("")
    doc.CurrentController.setActiveSheet(ukur)
    semula = rupa(doc)
    pesan = menu.perintah(doc, "Validasi")
    jumlah = {t: sum(x.tingkat is t for x in temuan) for t in WARNA}
    assert pesan.startswith(", ".join(f"{n} {t.value}" for t, n in jumlah.items()))
    assert bertanda(doc) == terberat(temuan)
    for (lembar_sel, sel), warna in terberat(temuan).items():
        s = doc.Sheets.getByName(lembar_sel)
        assert s.getCellRangeByName(sel).CellBackColor == int(warna, 16)
        teks = s.getCellRangeByName(sel).Annotation.String
        assert all(t.kode in teks and t.pesan in teks for t in temuan if (t.lembar, t.sel) == (lembar_sel, sel))
    assert ukur.getCellRangeByName(milik.sel).Annotation.String.startswith(f"Catatan saya\n\n{BATAS}\n")
    assert sorted((b[0], b[1], b[3]) for b in baris_validasi(doc)) == sorted((t.lembar, t.sel, t.kode) for t in temuan)
    assert doc.CurrentController.ActiveSheet.Name == "Validasi"
    assert menu.perintah(doc, "Validasi") == pesan  # once more: nothing twice
    assert bertanda(doc) == terberat(temuan)
    assert doc.Sheets.ElementNames.count("Validasi") == 1
    assert ukur.getCellRangeByName(milik.sel).Annotation.String.count(BATAS) == 1
    assert "dihapus" in menu.perintah(doc, "Bersihkan")
    assert rupa(doc) == semula
    assert doc.CurrentController.ActiveSheet.Name == "Pengukuran"
    assert "Tidak ada tanda" in menu.perintah(doc, "Bersihkan")


def test_urungkan(menu: Menu) -> None:  # 2: Ctrl+Z takes back nothing by halves, and later work can be undone
    doc = menu.buka(isi_buku(TERCETAK))
    menu.perintah(doc, "Validasi")
    tanda = bertanda(doc)
    assert not doc.UndoManager.isUndoPossible()
    sel = doc.Sheets.getByName("Identitas").getCellRangeByName("B4")
    semula, sel.String = sel.String, "Unit lain"
    doc.UndoManager.undo()
    assert sel.String == semula
    assert bertanda(doc) == tanda


def test_tanggapan_tetap(menu: Menu) -> None:  # 2
    doc = menu.buka(isi_buku(TERCETAK))
    menu.perintah(doc, "Validasi")
    baris, satu = next((n, b) for n, b in enumerate(baris_validasi(doc)) if b[2] == "peringatan")
    doc.Sheets.getByName("Validasi").getCellByPosition(JUDUL.index("Tanggapan"), KEPALA + baris).String = "Sudah dicek ke bidang"
    assert "1 peringatan sudah dijawab" in menu.perintah(doc, "Validasi")
    [jawab] = [b for b in baris_validasi(doc) if b[-1]]
    assert (jawab[:4], jawab[-1]) == (satu[:4], "Sudah dicek ke bidang")


def test_tersimpan_lalu_bersih(menu: Menu) -> None:  # 2: marks saved as .xlsx are known again, also by the command line
    doc = menu.buka(isi_buku(TERCETAK))
    semula = rupa(doc)
    menu.perintah(doc, "Validasi")
    menu.kantor.simpan(doc, menu.folder / "t.xlsx")
    lagi = menu.buka((menu.folder / "t.xlsx").read_bytes(), "lagi")
    assert set(bertanda(lagi)) == set(bertanda(doc))
    assert "dihapus" in menu.perintah(lagi, "Bersihkan")
    assert bertanda(lagi) == {}
    for satu, lain in zip(semula[1:], rupa(lagi)[1:], strict=True):
        assert satu[0] == lain[0]  # type: ignore[index]
        assert satu[3].items() <= lain[3].items()  # type: ignore[index]  # Calc itself colours what lies under merged cells
        assert satu[4] == lain[4]  # type: ignore[index]


# --- refusals ----------------------------------------------------------------------------------------------------------


def test_tanpa_tabel(menu: Menu) -> None:  # 3
    doc = menu.kantor._desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, menu.kantor._sifat(Hidden=True))
    try:
        assert "tabel" in menu.perintah(doc, "Validasi").lower()
        assert doc.Sheets.Count == 1
    finally:
        menu.kantor.tutup_dokumen(doc)


def test_bersandi(menu: Menu) -> None:  # 3: one sheet that only its password opens
    doc = menu.buka(isi_buku(TERCETAK))
    ukur = doc.Sheets.getByName("Pengukuran")
    ukur.unprotect("")
    ukur.protect("rahasia")
    pesan = menu.perintah(doc, "Validasi")
    assert "Lembar Pengukuran dikunci dengan sandi" in pesan
    assert "Pengukuran" in {b[0] for b in baris_validasi(doc)}
    assert "Pengukuran" not in {s for s, _ in bertanda(doc)}
    assert ukur.isProtected()
    assert ukur.Annotations.Count == 0


def test_hanya_baca(menu: Menu) -> None:  # 3
    berkas = menu.folder / "h.xlsx"
    berkas.write_bytes(isi_buku(TERCETAK))
    doc = menu.kantor._desktop.loadComponentFromURL(berkas.as_uri(), "_blank", 0, menu.kantor._sifat(Hidden=True, ReadOnly=True))
    try:
        assert "Simpan dulu salinannya" in menu.perintah(doc, "Validasi")
        assert "Validasi" not in doc.Sheets.ElementNames
    finally:
        menu.kantor.tutup_dokumen(doc)


def test_struktur_dikunci(menu: Menu) -> None:  # 3
    doc = menu.buka(isi_buku(TERCETAK))
    doc.protect("")
    assert "Susunan lembar" in menu.perintah(doc, "Validasi")


def test_dua_puluh_ribu_baris(menu: Menu) -> None:  # 3
    buku = openpyxl.Workbook(write_only=True)
    tabel = buku.create_sheet("Kinerja")
    tabel.append(["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"])
    for n in range(1, 20_001):
        tabel.append([n, f"Indikator {n}", "Persen", 80, 60, "150%" if n == 7 else f"=E{n + 1}/D{n + 1}"])
    buku.save(menu.folder / "b.xlsx")
    doc = menu.buka((menu.folder / "b.xlsx").read_bytes(), "banyak")
    mulai = time.perf_counter()
    pesan = menu.perintah(doc, "Validasi")
    lama = time.perf_counter() - mulai
    print(f"20.000 baris: {lama:.1f} detik, {pesan}")
    assert "galat" in pesan
    assert lama < 120


# --- other documents ---------------------------------------------------------------------------------------------------


def test_dihitung_saat_dibuka(menu: Menu) -> None:  # 4: with a target in words, which plain formulas cannot compute
    isi = isi_buku("Pengukuran_Blitar_2023")
    doc = menu.buka(isi)
    ada = doc.NamedRanges.getByName("AdaLKjIP").getReferredCells()
    assert ada.getCellByPosition(0, 0).Value == 1
    assert not doc.isModified()


@pytest.mark.parametrize(("kunci_perintah", "nama"), [("BuatPK", "pk_indikator.periksa"), ("BuatPengukuran", "pengukuran.capaian")])
def test_dokumen_baru(kunci_perintah: str, nama: str, menu: Menu) -> None:  # 4
    asal = menu.buka(isi_buku(TERCETAK))
    assert menu.perintah(asal, kunci_perintah) == ""
    baru = menu.kantor._desktop.getCurrentComponent()
    semua = menu.kantor._desktop.Components.createEnumeration()
    while semua.hasMoreElements():
        satu = semua.nextElement()
        if satu.RuntimeUID != asal.RuntimeUID and not satu.getURL():
            baru = satu
    try:
        assert not baru.hasLocation()
        assert baru.NamedRanges.getByName("AdaLKjIP").getReferredCells().getCellByPosition(0, 0).Value == 1
        area = baru.NamedRanges.getByName(f"LK.{nama}").getReferredCells()
        assert area.getCellByPosition(0, 0).Formula
        if kunci_perintah == "BuatPengukuran":
            tempat = area.RangeAddress
            ukur = baru.Sheets.getByIndex(tempat.Sheet)
            for kolom, teks in (("target", "A (80)"), ("realisasi", "A (60)")):
                k = baru.NamedRanges.getByName(f"LK.pengukuran.{kolom}").getReferredCells().RangeAddress.StartColumn
                ukur.getCellByPosition(k, tempat.StartRow).String = teks
            assert ukur.getCellByPosition(tempat.StartColumn, tempat.StartRow).Value == pytest.approx(0.75)
    finally:
        menu.kantor.tutup_dokumen(baru)


def test_bantuan_dan_tentang(menu: Menu) -> None:
    doc = menu.buka(isi_buku(TERCETAK))
    bantuan = menu.perintah(doc, "Bantuan")
    assert all(p.judul in bantuan for p in PERINTAH)
    assert "edisi" in menu.perintah(doc, "Tentang")
    assert menu.perintah(doc, "HitungUlang") == "Semua rumus sudah dihitung ulang."
    assert "KeyError" in " ".join(p["teks"] for p in _salah(menu, doc))


def _salah(menu: Menu, doc: Dokumen) -> list[dict[str, str]]:
    """A fault of the program itself: a message in Indonesian, and the trace in the log."""
    lama = len(menu.pesan())
    menu.kantor._pengirim.executeDispatch(doc.CurrentController.Frame, "org.xllkjip:Rusak", "_self", 0, ())
    baru = menu.pesan()[lama:]
    assert [p["macam"] for p in baru] == ["jejak", "errorbox"]
    return baru


def test_program_di_luar(menu: Menu) -> None:  # 5
    doc = menu.buka(isi_buku("Pengukuran_Blitar_2023"), "Pengukuran_Blitar_2023")
    host = menu.rumah / ".config" / "xl_lkjip" / "host.json"
    host.unlink(missing_ok=True)
    tujuan = menu.folder / "kirim"
    assert "xl-lkjip pasang libreoffice" in menu.perintah(doc, "Ajukan", Tujuan=str(tujuan))
    host.parent.mkdir(parents=True, exist_ok=True)
    host.write_text(json.dumps({"python": sys.executable}), encoding="utf-8")
    try:
        pk = menu.folder / "pk.xlsx"
        pk.write_bytes(isi_buku("Tabel_PK_Blitar_2023"))
        menu.perintah(doc, "Validasi")
        assert "Siap diajukan" in menu.perintah(doc, "Ajukan", Tujuan=str(tujuan), PK=str(pk))
        assert list(tujuan.glob("*.xlsx"))
        baru = menu.folder / "baru.xlsx"
        menu.perintah(doc, "AmbilPK", PK=str(pk), Tujuan=str(baru))
        assert validasi([reader.baca(baru)])[0].dokumen[0].jenis == "pengukuran"
        _tutup(menu, baru)
        rusak = menu.folder / "rusak.xlsx"
        rusak.write_bytes(b"bukan")
        assert "bukan buku kerja" in menu.perintah(doc, "AmbilPK", PK=str(rusak), Tujuan=str(menu.folder / "x.xlsx"))
    finally:
        host.unlink()


def _tutup(menu: Menu, berkas: Path) -> None:
    semua = menu.kantor._desktop.Components.createEnumeration()
    while semua.hasMoreElements():
        satu = semua.nextElement()
        if satu.getURL() == berkas.as_uri():
            menu.kantor.tutup_dokumen(satu)
            return
    raise AssertionError(f"{berkas.name} tidak dibuka")
