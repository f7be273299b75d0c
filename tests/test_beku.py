"""The copy that leaves the house.

1. It is read back as our form with the same rows and figures, and checked with the same findings, for the workbooks of five reports.
2. It holds values with their formats, no formula, name, rule or list that nobody needs, no helper column, no empty row in sight.
3. Working sheets, marks of ours and hidden sheets of the user are left out; comments and visible sheets of the user stay.
4. No personal data of the roster in any part; nothing of the author or the computer; no macro and no link to a file.
5. It prints as the original does; every sheet is locked; a draft says so on every page.
6. The control sheet says who, what and when, lists what remains, and carries the hash in words and as a code of cells.
7. The seal is read back and survives a save by another program; the same content gives the same bytes.
8. Excel opens all of it without repairing anything.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
import segno
from lxml import etree
from openpyxl.comments import Comment

import test_ooxml
from bantu import Data, data_blitar, ubah
from kiriman import bekukan_salinan
from xl_lkjip import contoh
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.identitas import ISIAN
from xl_lkjip.core.forms.lembar import ip_asn
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.forms.templat_terbaca import baca_tabel
from xl_lkjip.core.kendali import Kendali, Penanda
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.segel import LEMBAR_KENDALI, LEMBAR_SEGEL, baca_segel, bandingkan, segel
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Sheet, State, Workbook, letak
from xl_lkjip.xlsx import baris, beku, hitung, reader
from xl_lkjip.xlsx import cache as simpanan
from xl_lkjip.xlsx.paket import Paket
from xl_lkjip.xlsx.tanda import tandai
from xl_lkjip.xlsx.templat import bangun

pemeriksa, periksa = test_ooxml.pemeriksa, test_ooxml.periksa  # fixtures

SEMUA = [(laporan, formulir) for laporan in contoh.LAPORAN for formulir in FORMULIR]
NIP = [f"1980010120100110{n:02d}" for n in range(1, 6)]
NAMA = [f"Zulkarnain Uji {n}" for n in range(1, 6)]
KENDALI = Kendali(
    formulir="Pengukuran Kinerja", instansi="Kota Uji", unit="Dinas Uji", tahun="2023", dibuat="15 Januari 2024 pukul 09.30",
    berkas="PENGUKURAN_2023_v2.xlsx", versi=2, edisi=2, perangkat="xl_lkjip 0.1.0", penanda=(Penanda("Penanggung jawab", "Siti", "Kepala", "Pembina", NIP[0]),),
)  # fmt: skip


def temuan(nomor: int, tingkat: Tingkat = Tingkat.PERINGATAN, tanggapan: str = "") -> Finding:
    return Finding(
        "CAP201", tingkat, "b.xlsx", "Pengukuran", f"G{nomor}", f"Capaian ke-{nomor} terlalu tinggi.", "Periksa.", tanggapan=tanggapan
    )


@cache
def asli(laporan: str, formulir: str, *, tercetak: bool = False) -> bytes:
    return bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=tercetak))


def baca(isi: bytes) -> Workbook:
    return reader.baca_buku(isi, "b.xlsx")


def salin(isi: bytes, *, draf: bool = False, dengan_pegawai: bool = False) -> bytes:
    return beku.salinan(isi, baca(isi), draf=draf, dengan_pegawai=dengan_pegawai)


@cache
def salinan(laporan: str = contoh.BLITAR, formulir: str = "pengukuran", *, draf: bool = False) -> bytes:
    return salin(asli(laporan, formulir), draf=draf)


def berpegawai(d: Data) -> None:
    isi = {
        "pendidikan": "S2",
        "jabatan": "pengawas",
        "diklat_pim": "ya",
        "diklat_fungsional": "tidak",
        "diklat_20jp": "ya",
        "seminar": "ya",
    }
    d["pegawai"] = [
        {"nip": n, "nama": a, **isi, "nilai_skp": 80 + i, "hukuman": "ringan"} for i, (n, a) in enumerate(zip(NIP, NAMA, strict=True))
    ]


@cache
def dengan_daftar() -> bytes:
    return bangun(FORMULIR["pengukuran"], ubah(data_blitar(), berpegawai))


def sunting(isi: bytes, aksi: Callable[[Any], object]) -> bytes:
    """A workbook changed by hand and saved with values, as Excel does: texts in a table of their own."""
    buku = reader.buka(isi, "b.xlsx")
    aksi(buku)
    keluar = io.BytesIO()
    buku.save(keluar)
    return hitung.hitung_bytes(keluar.getvalue(), "b.xlsx")[0]


def bagian(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist()}


def lembar_xml(isi: bytes) -> dict[str, etree._Element]:
    paket = Paket(isi)
    return {n: paket.xml(b) for n, b in paket.lembar().items()}


# --- 1 -----------------------------------------------------------------------------------------------------------------


def _temuan(isi: bytes) -> list[tuple[str, str, str, str, str]]:
    [hasil] = validasi([baca(isi)])
    assert hasil.penolakan is None
    return [(t.kode, t.tingkat.value, t.lembar, t.sel, t.pesan) for t in hasil.temuan]


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_dikenal_dengan_baris_yang_sama(laporan: str, formulir: str) -> None:  # 1
    [lama], [baru] = kenali(baca(asli(laporan, formulir))), kenali(baca(salinan(laporan, formulir)))
    assert (baru.jenis, baru.templat, baru.identitas) == (lama.jenis, True, lama.identitas)
    per_kunci = {t.kunci: t for t in (*lama.tabel, *lama.pendukung)}
    for tabel in (*baru.tabel, *baru.pendukung):
        asal, layout = per_kunci.pop(tabel.kunci), next(t for t in FORMULIR[formulir].tabel if t.kunci == tabel.kunci)
        assert (tabel.lembar, tabel.awal, tabel.akhir) == (asal.lembar, asal.awal, asal.akhir)
        assert [b.baris for b in tabel.baris] == [b.baris for b in asal.baris if tabel.kunci != "dasbor" or b["indikator"].value]
        for b, a in zip(tabel.baris, asal.baris, strict=False):
            for kolom in layout.tercetak:
                assert b[kolom.kunci].tercetak == a[kolom.kunci].tercetak, (tabel.kunci, b.baris, kolom.kunci)
        assert {k.kunci for k in layout.pembantu} & tabel.kolom.keys() == set()
    utama = {t.kunci for t in FORMULIR[formulir].lembar_utama.tabel}
    assert not utama & per_kunci.keys()
    assert all(beku._terisi(next(x for x in FORMULIR[formulir].tabel if x.kunci == k), t) is False for k, t in per_kunci.items())


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_temuan_sama(laporan: str, formulir: str) -> None:  # 1
    assert _temuan(salinan(laporan, formulir)) == _temuan(asli(laporan, formulir))


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_temuan_angka_tercetak_sama(
    laporan: str, formulir: str
) -> None:  # 1: a draft of wrong figures, but for what needs the columns beside the form
    isi = asli(laporan, formulir, tercetak=True)
    lama, baru = (
        [t for t in _temuan(i) if t[0] not in ("SAT102", "ARH101", "CEK101") and t[1] != "info"]
        for i in (simpanan.bekukan(isi), salin(isi))
    )
    assert baru == lama


def test_arah_tetap_terbaca() -> None:  # 1
    def turun(d: Data) -> None:
        d["sasaran"][0]["indikator"][0] |= {"nama": "Rasio = sisa, baris\nkedua", "arah": "turun", "target": 10, "realisasi": 8}

    isi = bangun(FORMULIR["pengukuran"], ubah(data_blitar(), turun))
    [dokumen] = kenali(baca(salin(isi)))
    assert dokumen.semua("pengukuran")[0].baris[0]["arah"].value == "turun"
    assert _temuan(salin(isi)) == _temuan(isi)
    berpetunjuk = sunting(isi, lambda b: b.create_sheet("Petunjuk Validasi").append(["skala = permendagri86"]))
    baru = baca(salin(berpetunjuk))
    lembar = baru.sheet("Petunjuk Validasi")
    assert lembar is not None
    assert lembar.state is State.HIDDEN
    assert next(c.value for c in lembar.cells.values()) == "skala = permendagri86"
    assert kenali(baru)[0].semua("pengukuran")[0].baris[0]["arah"].value == "turun"


# --- 2 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_hanya_nilai(laporan: str, formulir: str) -> None:  # 2
    isi = salinan(laporan, formulir)
    lama, baru = baca(asli(laporan, formulir)), reader.baca_tersimpan(isi, "b.xlsx")
    assert not any(baru.formulas())
    for sheet in baru.sheets:
        asal = lama.sheet(sheet.nama)
        for tempat, cell in sheet.cells.items():
            if asal is None or sheet.nama in ("Identitas", "Petunjuk Validasi"):
                continue
            semula = asal.cells[tempat]
            assert (cell.tercetak, cell.number_format) == (semula.tercetak, semula.number_format)
            assert type(cell.value) is type(semula.value)
            assert cell.value == (pytest.approx(semula.value, rel=1e-14) if isinstance(semula.value, float) else semula.value)
            assert cell.value != ""
    milik = {"LkjipFormulir", "LkjipEdisi", *(i.nama for i in ISIAN)}
    assert all(n in milik or n.startswith(("LK.", "LKJ.")) for n in baru.names)
    assert milik <= baru.names.keys()
    ada = {s.nama for s in baru.sheets}
    assert all(n.rpartition("!")[0].strip("'") in ada for n in baru.names.values())
    for nama, data in bagian(isi).items():
        for kata in (
            ()
            if nama.startswith("xl/charts/")
            else (b"<f>", b"<f ", b"dataValidation", b"<autoFilter", b"_FilterDatabase", b"calcPr", b"Biasa", b"AdaLKjIP")
        ):
            assert kata not in data, (nama, kata)
    assert "xl/calcChain.xml" not in bagian(isi)


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_kolom_pembantu_dan_baris_kosong(laporan: str, formulir: str) -> None:  # 2
    isi = salinan(laporan, formulir)
    baru = reader.baca_tersimpan(isi, "b.xlsx")
    xml = lembar_xml(isi)
    for tabel in baca_tabel(baru):
        sheet = baru.sheet(tabel.lembar)
        assert sheet is not None
        tepi = max(max(t.kolom.values()) for t in baca_tabel(baru) if t.lembar == tabel.lembar)
        assert all(k <= tepi for _, k in sheet.cells)
        assert all(letak(c.get("r", ""))[1] <= tepi for c in xml[tabel.lembar].iter("{*}c"))
        assert all(int(c.get("max", 0)) <= tepi for c in xml[tabel.lembar].iter("{*}col"))
        berisi = {b for b, _ in sheet.cells}
        siap = set(range(tabel.awal, tabel.akhir)) if tabel.kunci != "dasbor" else set()
        assert len(siap - berisi - sheet.hidden_rows) <= (0 if tabel.baris else 1)
        assert not berisi & siap & sheet.hidden_rows
        assert "Cetak" not in [c.value for c in sheet.cells.values()]


def test_aturan_tampilan() -> None:  # 2: number formats that follow the method stay, colours for what is to be filled go
    isi = salinan()
    gaya = Paket(isi).xml("xl/styles.xml")
    dxf = gaya.findall("{*}dxfs/{*}dxf")
    aturan = [r for a in lembar_xml(isi).values() for r in a.iter("{*}cfRule")]
    assert aturan
    assert all(dxf[int(r.get("dxfId", -1))].find("{*}numFmt") is not None for r in aturan)
    assert all("Referensi" not in (f.text or "") for r in aturan for f in r)


# --- 3 -----------------------------------------------------------------------------------------------------------------


def test_lembar() -> None:  # 3
    lembar = {s.nama: s.state for s in baca(salinan()).sheets}
    assert not lembar.keys() & {"Petunjuk", "Referensi", "Pegawai", "IKM", "SKP"}
    assert {"Pengukuran", "Triwulan", "Anggaran", "Merit", "Dasbor"} <= lembar.keys()  # Merit is filled in this report
    assert lembar["Identitas"] is State.VERY_HIDDEN
    assert beku.lembar_tanpa(baca(asli(contoh.BLITAR, "pengukuran")), dengan_pegawai=False) == ()


def test_lembar_pengguna() -> None:  # 3
    def tambah(b: Any) -> None:
        b.create_sheet("Terlihat").append(["isi terlihat"])
        b.create_sheet("Rahasia").append(["isi rahasia"])
        b["Rahasia"].sheet_state = "hidden"
        b["Pengukuran"]["C8"].comment = Comment("komentar pengguna", "Budi")
        b["Pengukuran"]["U20"].comment = Comment("di kolom pembantu", "Budi")
        b["Pengukuran"]["X3"] = "coretan di luar cetakan"

    isi = sunting(asli(contoh.BLITAR, "pengukuran"), tambah)
    assert beku.lembar_tanpa(baca(isi), dengan_pegawai=False) == ("Rahasia",)
    bertanda = tandai(isi, [temuan(8), replace(temuan(9), sel="H9")])
    jadi = salin(bertanda)
    nama = [s.nama for s in baca(jadi).sheets]
    assert "Terlihat" in nama
    assert not {"Rahasia", "Validasi"} & set(nama)
    semua = b"".join(bagian(jadi).values())
    for ada, kata in (
        (True, "komentar pengguna"),
        (True, "isi terlihat"),
        (False, "di kolom pembantu"),
        (False, "coretan"),
        (False, "rahasia"),
    ):
        assert (kata.encode() in semua) is ada, kata
    assert b"terlalu tinggi" not in semua
    assert b'LEN("xl_lkjip")' not in semua
    assert salin(bertanda) == salin(tandai(bertanda, []))


def test_grafik() -> None:  # 3: a chart stays with its figures, and goes with them
    from openpyxl.chart import BarChart, Reference

    def tambah(b: Any) -> None:
        grafik: Any = BarChart()
        grafik.add_data(Reference(b["Pegawai"], 10, 7, 10, 11))
        b["Efisiensi"].add_chart(grafik, "B60")

    assert sum(n.startswith("xl/charts/") for n in bagian(salin(dengan_daftar()))) == 4
    isi = sunting(dengan_daftar(), tambah)
    for dengan_pegawai, banyak in ((False, 4), (True, 5)):
        jadi = bagian(salin(isi, dengan_pegawai=dengan_pegawai))
        assert sum(n.startswith("xl/charts/chart") for n in jadi) == banyak
        assert sum(d.count(b"<c:chart ") for n, d in jadi.items() if n.startswith("xl/drawings/drawing")) == banyak


# --- 4 -----------------------------------------------------------------------------------------------------------------


def _bocor(isi: bytes) -> set[str]:
    return {k for k in (*NIP, *NAMA) for d in bagian(isi).values() if k.encode() in d}


@pytest.mark.parametrize("tersimpan", [False, True], ids=["asli", "disimpan program lain"])
def test_tanpa_data_pegawai(tersimpan: bool) -> None:  # 4
    isi = sunting(dengan_daftar(), lambda b: b.copy_worksheet(b["Pegawai"])) if tersimpan else dengan_daftar()
    assert _bocor(isi) == {*NIP, *NAMA}
    assert _bocor(salin(isi)) == set()
    assert beku.lembar_tanpa(baca(isi), dengan_pegawai=False) == (("Pegawai", "Pegawai Copy") if tersimpan else ("Pegawai",))
    assert "LK.pegawai.nama" not in baca(salin(isi)).names
    utuh = salin(isi, dengan_pegawai=True)
    assert _bocor(utuh) == {*NIP, *NAMA}
    assert beku.lembar_tanpa(baca(isi), dengan_pegawai=True) == ()
    assert len(next(t for t in baca_tabel(baca(utuh)) if t.kunci == ip_asn.PEGAWAI.kunci).baris) == len(NIP)


def _dengan_bagian_lain(isi: bytes) -> bytes:
    """As a workbook comes from an office: names of people, paths, a printer, a picture of the first page, links, buttons."""
    semua = bagian(isi)
    semua["docProps/core.xml"] = semua["docProps/core.xml"].replace(b"xl_lkjip", b"Bu Rahasia")
    semua["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">rahasia</Properties>'
    )
    semua["docProps/thumbnail.jpeg"] = b"gambar rahasia"
    semua["xl/printerSettings/printerSettings1.bin"] = b"printer rahasia"
    semua["xl/persons/person.xml"] = b'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    semua["customXml/item1.xml"] = b"<rahasia/>"
    semua["_rels/.rels"] = semua["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="r90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/>'
        b'<Relationship Id="r91" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>',
    )
    semua["xl/_rels/workbook.xml.rels"] = semua["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="r92" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="/customXml/item1.xml"/></Relationships>',
    )
    semua["xl/workbook.xml"] = re.sub(
        rb"(<workbookPr[^>]*/>)", rb'\1<x:absPath xmlns:x="urn:x" url="C:\\\\Users\\\\rahasia\\\\"/>', semua["xl/workbook.xml"]
    )
    r = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    semua["xl/worksheets/_rels/sheet3.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="p1" Type="' + r + b'/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
        b'<Relationship Id="h1" Type="' + r + b'/hyperlink" Target="file:///D:/rahasia.pdf" TargetMode="External"/>'
        b'<Relationship Id="h2" Type="' + r + b'/hyperlink" Target="https://contoh.go.id/bukti" TargetMode="External"/></Relationships>'
    )
    taut = (
        b'<hyperlinks><hyperlink ref="C8" r:id="h1" xmlns:r="%s"/><hyperlink ref="C9" r:id="h2" xmlns:r="%s"/></hyperlinks><printOptions'
        % (r, r)
    )
    lembar = (
        semua["xl/worksheets/sheet3.xml"]
        .replace(b"<printOptions", taut)
        .replace(b"<pageSetup ", b'<pageSetup xmlns:r="' + r + b'" r:id="p1" ')
    )
    semua["xl/worksheets/sheet3.xml"] = lembar
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for nama, data in semua.items():
            arsip.writestr(nama, data)
    return keluar.getvalue()


def test_tanpa_jejak(periksa: Callable[[bytes], list[str]]) -> None:  # 4
    isi = _dengan_bagian_lain(asli(contoh.BLITAR, "pengukuran"))
    jadi = bagian(salin(isi))
    assert [n for n, d in jadi.items() if b"ahasia" in d] == []
    assert [n for n in jadi if not n.startswith(("xl/worksheets/", "xl/drawings/", "xl/charts/", "_rels/", "xl/_rels/"))] == [
        n for n in bagian(salinan()) if not n.startswith(("xl/worksheets/", "xl/drawings/", "xl/charts/", "_rels/", "xl/_rels/"))
    ]
    assert any(b"https://contoh.go.id/bukti" in d for d in jadi.values())
    assert periksa(salin(isi)) == []


def test_sedikit_nip() -> None:  # 4: one NIP of the roster on a sheet of the user's is enough, that of a stranger is not
    def tambah(b: Any) -> None:
        b.create_sheet("Satu").append([f"NIP. {NIP[0][:8]} {NIP[0][8:14]} {NIP[0][14]} {NIP[0][15:]}"])
        b.create_sheet("Asing").append(["196001011990011001"])

    assert beku.lembar_tanpa(baca(sunting(dengan_daftar(), tambah)), dengan_pegawai=False) == ("Pegawai", "Satu")


def test_bukan_templat() -> None:
    kosong = openpyxl.Workbook()
    keluar = io.BytesIO()
    kosong.save(keluar)
    with pytest.raises(LkjipError) as galat:
        salin(keluar.getvalue())
    assert galat.value.kode == "FRM002"


# --- 5 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_cetakan_sama(laporan: str, formulir: str) -> None:  # 5
    lama, baru = (reader.buka(i, "b.xlsx") for i in (baris.rapikan(asli(laporan, formulir), "b.xlsx")[0], salinan(laporan, formulir)))
    for lembar in baru.worksheets:
        if lembar.title in ("Petunjuk Validasi",):
            continue
        asal = lama[lembar.title]
        for apa in ("print_area", "print_title_rows", "page_margins", "page_setup", "print_options", "freeze_panes"):
            assert getattr(lembar, apa) == getattr(asal, apa), (lembar.title, apa)
        assert [b.id for b in lembar.row_breaks.brk] == [b.id for b in asal.row_breaks.brk]
        assert lembar.sheet_properties.pageSetUpPr.fitToPage == asal.sheet_properties.pageSetUpPr.fitToPage
        assert lembar.oddFooter.right.text == asal.oddFooter.right.text


@pytest.mark.parametrize("draf", [False, True])
@pytest.mark.parametrize("formulir", list(FORMULIR))
def test_terkunci_dan_draf(formulir: str, draf: bool) -> None:  # 5
    isi = asli(contoh.BLITAR, formulir)
    jadi = bekukan_salinan(isi, baca(isi), kendali=replace(KENDALI, draf=draf), dengan_pegawai=False)
    paket = Paket(jadi)
    kunci = paket.xml("xl/workbook.xml").find("{*}workbookProtection")
    assert kunci is not None
    assert kunci.items() == [("lockStructure", "1")]
    assert all(p.get("locked") is None for p in paket.xml("xl/styles.xml").iter("{*}protection"))
    for nama, akar in lembar_xml(jadi).items():
        kunci = akar.find("{*}sheetProtection")
        assert kunci is not None
        assert kunci.get("sheet") == "1"
        assert not {"password", "hashValue", "saltValue"} & set(kunci.attrib)
        kepala = akar.findtext("{*}headerFooter/{*}oddHeader") or ""
        assert ("DRAF" in kepala) is (draf and nama != LEMBAR_SEGEL), nama
    kendali = baca(jadi).sheet(LEMBAR_KENDALI)
    assert kendali is not None
    assert any("DRAF" in str(c.value) for c in kendali.cells.values()) is draf


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("", f"&C{beku.DRAF}"),
        ("&LKiri&RKanan", f"&LKiri&C{beku.DRAF}&RKanan"),
        ("&CTengah", f"&C{beku.DRAF}\nTengah"),
        ("Polos", f"&C{beku.DRAF}\nPolos"),
    ],
)
def test_kepala_lama_tetap(lama: str, baru: str) -> None:  # 5
    assert beku._tengah(lama) == baru


def test_draf_di_semua_jenis_halaman() -> None:  # 5
    def atur(b: Any) -> None:
        b["Pengukuran"].oddHeader.left.text = "Kiri"
        b["Pengukuran"].HeaderFooter.differentFirst = True
        b["Pengukuran"].HeaderFooter.differentOddEven = True
        b["Pengukuran"].firstFooter.center.text = "bawah"

    kepala = lembar_xml(salin(sunting(asli(contoh.BLITAR, "pengukuran"), atur), draf=True))["Pengukuran"].find("{*}headerFooter")
    assert kepala is not None
    assert {etree.QName(k).localname: k.text for k in kepala if "Header" in k.tag} == {
        "oddHeader": f"&LKiri&C{beku.DRAF}",
        "evenHeader": f"&C{beku.DRAF}",
        "firstHeader": f"&C{beku.DRAF}",
    }


# --- 6 -----------------------------------------------------------------------------------------------------------------


def _kendali(kendali: Kendali) -> tuple[Sheet, Any, str]:
    isi = asli(contoh.BLITAR, "pk")
    jadi = bekukan_salinan(isi, baca(isi), kendali=kendali, dengan_pegawai=False)
    buku = baca(jadi)
    assert buku.sheets[0].nama == LEMBAR_KENDALI
    assert buku.sheets[-1].nama == LEMBAR_SEGEL
    assert buku.sheets[-1].state is State.HIDDEN
    return buku.sheets[0], reader.buka(jadi, "b.xlsx")[LEMBAR_KENDALI], segel(buku).hash


def test_lembar_kendali() -> None:  # 6
    semua = (temuan(8, tanggapan="=dana alokasi khusus"), temuan(9), temuan(10, Tingkat.INFO))
    sheet, lembar, sidik = _kendali(replace(KENDALI, temuan=semua, pk="Tabel_PK.xlsx", tanpa=("Pegawai", "Catatan")))
    teks = [c.tercetak for c in sheet.cells.values()]
    for kata in (
        "Pengukuran Kinerja", "Kota Uji", "Dinas Uji", "2023", "15 Januari 2024 pukul 09.30", "PENGUKURAN_2023_v2.xlsx", "2",
        "xl_lkjip 0.1.0, templat edisi 2", "Pegawai, Catatan", "Tabel_PK.xlsx", f"Siti\nKepala\nPembina, NIP. {NIP[0]}",
        "2, 1 di antaranya dijelaskan", "=dana alokasi khusus", "Capaian ke-9 terlalu tinggi.", "CAP201 peringatan\nPengukuran!G9",
    ):  # fmt: skip
        assert kata in teks, kata
    assert "Capaian ke-10 terlalu tinggi." not in teks
    assert any(re.sub(r"\s", "", t) == sidik and len(re.split(r"\s", t)) == 8 for t in teks)
    assert any(t.startswith("Segel tanpa kunci menunjukkan kekeliruan, bukan pemalsuan:") for t in teks)
    assert (lembar.page_setup.paperSize, lembar.page_setup.orientation) == (9, "portrait")
    hitam = {
        (b, k)
        for b in range(1, lembar.max_row + 1)
        for k in range(4, lembar.max_column + 1)
        if lembar.cell(b, k).fill.fgColor.rgb == "FF000000"
    }
    atas, kiri = min(b for b, _ in hitam), min(k for _, k in hitam)
    kode = segno.make(sidik.upper(), error="m", micro=False, boost_error=False).matrix
    assert hitam == {(atas + b, kiri + k) for b, garis in enumerate(kode) for k, isi in enumerate(garis) if isi}


def test_kendali_lain() -> None:  # 6
    sheet, lembar, _ = _kendali(KENDALI)
    assert "Tidak ada." in [c.tercetak for c in sheet.cells.values()]
    assert not lembar.print_title_rows
    banyak = tuple(temuan(n) for n in range(8, 208))
    sheet, lembar, _ = _kendali(replace(KENDALI, temuan=(*banyak, temuan(5, Tingkat.GALAT)), kunci="a1b2c3d4e5f60718", draf=True))
    tempat = [c.tercetak for (_, k), c in sheet.cells.items() if k == 1 and c.tercetak.startswith("CAP201")]
    assert tempat == ["CAP201 galat\nPengukuran!G5", *(f"CAP201 peringatan\nPengukuran!G{n}" for n in range(8, 208))]
    kepala = int(lembar.print_title_rows.replace("$", "").partition(":")[0])
    assert lembar.cell(kepala, 1).value == "Kode dan tempat"
    teks = [c.tercetak for c in sheet.cells.values()]
    assert any("kunci a1b2c3d4e5f60718" in t for t in teks)
    assert not any(t.startswith("Segel tanpa kunci") for t in teks)


# --- 7 and 8 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_segel(laporan: str, formulir: str, periksa: Callable[[bytes], list[str]]) -> None:  # 7, 8
    isi = asli(laporan, formulir)
    kendali = replace(KENDALI, temuan=(temuan(8),), draf=formulir == "pk")
    jadi = bekukan_salinan(isi, baca(isi), kendali=kendali, dengan_pegawai=False)
    assert jadi == bekukan_salinan(isi, baca(isi), kendali=kendali, dengan_pegawai=False)
    assert periksa(jadi) == []
    tersegel = baca_segel(baca(jadi))
    assert tersegel is not None
    assert bandingkan(tersegel, baca(jadi)) == []
    assert tersegel.hash == segel(reader.baca_tersimpan(salin(isi, draf=kendali.draf), "b.xlsx")).hash
    keluar = io.BytesIO()
    reader.buka(jadi, "b.xlsx").save(keluar)
    lagi = reader.baca_tersimpan(keluar.getvalue(), "b.xlsx")
    assert baca_segel(lagi) == tersegel
    assert bandingkan(tersegel, lagi) == []


def test_salinan_disalin_lagi() -> None:  # 7: control sheet and seal are not carried on
    jadi = beku.pasang_segel(beku.pasang_kendali(salinan(), KENDALI, "0" * 64), segel(baca(salinan())))
    lagi = baca(salin(jadi))
    assert [s.nama for s in lagi.sheets] == [s.nama for s in baca(salinan()).sheets]
    assert segel(lagi).hash == segel(baca(salinan())).hash
