"""The templates as they are built, blank and filled: what every cell, column and page has to be.

1. The committed templates are what the code builds (compared part by part as canonical XML).
2. Every formula cell has a stored value; none is an error, with the figures of five reports, right and as printed.
3. Input cells are unlocked, formula cells locked; a formula in an input cell is there to be typed over. No password.
4. Drop-downs and hints at every input; marks for what is missing and for what is suspicious.
5. Frozen headers, the filter that hides unused rows, number formats, letters of 10 points at least.
6. Pages: F4, fitted to the width, page numbers, repeated headers.
7. Prepared rows; unused ones are hidden in a filled workbook; Target Awal and DPPA only where a PK Perubahan has them.
8. Defined names lead to the cells of their columns.
9. Filled values keep what they are: percent as ratio, texts never as formulas, NIP with all its digits.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries

from bantu import AKAR, data_blitar, indikator, temuan, ubah
from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.denah import Denah, Letak, lebar_cetak
from xl_lkjip.core.forms.identitas import ISIAN
from xl_lkjip.core.forms.layout import Formulir, Kolom
from xl_lkjip.core.forms.templat_terbaca import nama_jumlah, nama_kolom
from xl_lkjip.core.workbook import GALAT_SEL, Cell, huruf_kolom
from xl_lkjip.xlsx import evaluate, isian, reader
from xl_lkjip.xlsx.templat import bangun

SEMUA = list(FORMULIR.values())
per_formulir = pytest.mark.parametrize("formulir", SEMUA, ids=lambda f: f.kunci)
BERTABEL = [(f, s) for f in SEMUA for s in f.lembar if s.tabel]
per_lembar = pytest.mark.parametrize(("formulir", "layout"), BERTABEL, ids=[s.nama for _, s in BERTABEL])
SIAP = {"ikm": 20, "skp": 12}  # every other table that users fill has forty rows


@cache
def _isi(formulir: str, laporan: str = "", tercetak: bool = False) -> bytes:
    return bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=tercetak) if laporan else None)


@cache
def _buka(formulir: str, laporan: str = "") -> Any:
    return openpyxl.load_workbook(io.BytesIO(_isi(formulir, laporan)))


def _denah(formulir: Formulir, laporan: str = "") -> Denah:
    baris = isian.baris_data(formulir, contoh.data(laporan)) if laporan else {}
    return Denah(formulir, {k: len(b) for k, b in baris.items()})


def _kolom(formulir: Formulir, laporan: str = "") -> Iterator[tuple[Any, Letak, Kolom, str]]:
    """Each column of each table: its sheet, the place of the table, the column and its letter."""
    buku = _buka(formulir.kunci, laporan)
    for letak in _denah(formulir, laporan).letak.values():
        for kolom in letak.tabel.kolom:
            yield buku[letak.lembar], letak, kolom, huruf_kolom(letak.kolom[kolom.kunci])


# --- 1, 2: what is stored -----------------------------------------------------------------------------------------------


def _bagian(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return {n: etree.tostring(etree.fromstring(arsip.read(n)), method="c14n") for n in arsip.namelist()}


@per_formulir
def test_templat_tersimpan_adalah_hasil_kode(formulir: Formulir) -> None:  # 1
    tersimpan = _bagian((AKAR / "templates" / formulir.berkas).read_bytes())
    jadi = _bagian(_isi(formulir.kunci))
    assert [n for n in {*tersimpan, *jadi} if tersimpan.get(n) != jadi.get(n)] == [], "jalankan `make templat`"


def _tanpa_nilai(isi: bytes) -> list[str]:
    """Formula cells without <v>, read from the XML itself: openpyxl cannot tell "" from nothing."""
    s = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        lembar = [etree.fromstring(arsip.read(n)) for n in arsip.namelist() if n.startswith("xl/worksheets/sheet")]
    return [str(c.get("r")) for akar in lembar for c in akar.iter(f"{s}c") if c.find(f"{s}f") is not None and c.find(f"{s}v") is None]


@pytest.mark.parametrize("tercetak", [False, True], ids=["benar", "tercetak"])
@pytest.mark.parametrize("laporan", ["", *contoh.LAPORAN], ids=["kosong", *contoh.LAPORAN])
@per_formulir
def test_setiap_rumus_bernilai(formulir: Formulir, laporan: str, tercetak: bool) -> None:  # 2
    isi = _isi(formulir.kunci, laporan, tercetak)
    assert _tanpa_nilai(isi) == []
    tersimpan = reader.baca_tersimpan(isi, "")
    rumus = {f"{s.nama}!{c.alamat}": c.value for s, c in tersimpan.formulas()}
    assert len(rumus) > 400
    assert {a: v for a, v in rumus.items() if v in GALAT_SEL} == {}
    ada = tersimpan.bernama(evaluate.NAMA_ADA_FUNGSI)
    assert ada is not None
    assert ada.value is False


# --- 3: locks -----------------------------------------------------------------------------------------------------------


@per_formulir
def test_lembar_terlindungi(formulir: Formulir) -> None:  # 3
    for lembar in _buka(formulir.kunci).worksheets:
        if lembar.title != "Referensi":
            assert lembar.protection.sheet, lembar.title
        assert not lembar.protection.password
    bertabel = [_buka(formulir.kunci)[s.nama] for s in formulir.lembar if s.tabel]
    assert not any(s.protection.autoFilter or s.protection.formatRows or s.protection.formatColumns for s in bertabel)  # False: allowed


@pytest.mark.parametrize("laporan", ["", "mojokerto_2020"], ids=["kosong", "terisi"])
@per_formulir
def test_kunci_sel_tabel(formulir: Formulir, laporan: str) -> None:  # 3
    for lembar, letak, kolom, huruf in _kolom(formulir, laporan):
        for urutan in range(letak.isi_akhir - letak.awal + 1):
            sel = lembar[f"{huruf}{letak.awal + urutan}"]
            tetap = letak.tabel.tetap[urutan].isi if letak.tabel.tetap else {}
            masukan = not kolom.dihitung and kolom.kunci not in tetap and kolom in letak.tabel.masukan
            assert sel.protection.locked != masukan, f"{lembar.title}!{sel.coordinate} ({kolom.kunci})"
            diisi_rumus = kolom.awalan or (laporan and kolom.kunci == "realisasi" and letak.tabel.kunci == "pengukuran")
            assert sel.data_type != "f" or not masukan or diisi_rumus, f"{lembar.title}!{sel.coordinate} ({kolom.kunci})"


@per_formulir
def test_kunci_sel_lain(formulir: Formulir) -> None:  # 3: nothing outside the inputs is open
    buku = _buka(formulir.kunci)
    terbuka = {f"{s.title}!{c.coordinate}" for s in buku.worksheets for b in s.iter_rows() for c in b if not c.protection.locked}
    tabel = {
        f"{lembar.title}!{huruf}{b}"
        for lembar, letak, kolom, huruf in _kolom(formulir)
        if kolom in letak.tabel.masukan
        for b in range(letak.awal, letak.isi_akhir + 1)
    }
    identitas = {f"Identitas!B{b}" for b in range(3, 3 + len(ISIAN))}
    dasbor = {"Dasbor!K3"} if formulir.kunci == "pengukuran" else set()
    assert terbuka - tabel == identitas | dasbor
    berumus = {i.kunci for b, i in enumerate(ISIAN, 3) if buku["Identitas"][f"B{b}"].data_type == "f"}
    assert berumus == {"skala", "metode_efisiensi"}


# --- 4: helps -----------------------------------------------------------------------------------------------------------


@per_formulir
def test_petunjuk_dan_pilihan(formulir: Formulir) -> None:  # 4
    for lembar, letak, kolom, huruf in _kolom(formulir):
        area = f"{huruf}{letak.awal}:{huruf}{letak.isi_akhir}"
        aturan = [d for d in lembar.data_validations.dataValidation if area in str(d.sqref).split()]
        if kolom not in letak.tabel.masukan:
            assert aturan == [], kolom
            continue
        [satu] = aturan
        assert kolom.bantuan, kolom
        assert (satu.promptTitle, satu.prompt, satu.showInputMessage) == (kolom.judul[:32], kolom.bantuan[:255], True)
        if kolom.pilihan:
            assert (satu.type, satu.formula1) == ("list", f'"{",".join(kolom.pilihan)}"')
            assert bool(satu.showErrorMessage) == ("ketik sendiri" not in kolom.bantuan)
        else:
            assert satu.type is None
    identitas = {str(d.sqref): d for d in _buka(formulir.kunci)["Identitas"].data_validations.dataValidation}
    for baris, satu_isian in enumerate(ISIAN, 3):
        aturan_isian = identitas[f"B{baris}"]
        assert aturan_isian.prompt == satu_isian.bantuan
        assert (aturan_isian.type == "list") == bool(satu_isian.pilihan)
    assert _buka(formulir.kunci).calculation.fullCalcOnLoad  # a host must find out for itself whether the functions are there


@per_formulir
def test_tanda_kurang_dan_curiga(formulir: Formulir) -> None:  # 4
    for lembar, letak, kolom, huruf in _kolom(formulir):
        area = f"{huruf}{letak.awal}:{huruf}{letak.isi_akhir}"
        warna = [r.dxf.fill.bgColor.rgb for c in lembar.conditional_formatting if str(c.sqref) == area for r in c.rules if r.dxf.fill]
        wajib = kolom.kunci in letak.tabel.wajib and kolom in letak.tabel.masukan and not letak.tabel.tetap
        assert warna == ["FFFFE48A"] * wajib + ["FFF8C291"] * bool(kolom.curiga), f"{lembar.title} {kolom.kunci}"
    assert [str(c.sqref) for c in _buka(formulir.kunci)["Identitas"].conditional_formatting] == [
        f"B{b}" for b, i in enumerate(ISIAN, 3) if i.wajib
    ]


def test_tanda_menyala_pada_tempatnya() -> None:  # 4: the conditions themselves, as formulas beside the table
    data = ubah(data_blitar(), lambda d: indikator(d, 0).update(realisasi="-", target=270))
    indikator(data, 1)["target"] = None
    indikator(data, 2).update(target=1, realisasi=9, catatan=None)
    buku = reader.baca_tersimpan(bangun(FORMULIR["pengukuran"], data), "")
    lembar = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pengukuran"], data)))["Pengukuran"]
    tujuan = buku.sheet("Pengukuran")
    assert tujuan is not None
    letak = _denah(FORMULIR["pengukuran"]).letak["pengukuran"]
    hasil = {}
    for kunci in ("target", "realisasi", "periksa"):
        huruf = huruf_kolom(letak.kolom[kunci])
        [rumus] = [
            r.formula[0]
            for c in lembar.conditional_formatting
            if str(c.sqref).startswith(f"{huruf}{letak.awal}:")
            for r in c.rules
            if r.dxf.fill
        ]
        for baris in range(letak.awal, letak.awal + 4):
            geser = re.sub(rf"(\$[A-Z]+){letak.awal}\b", rf"\g<1>{baris}", rumus)
            tujuan.cells[baris, 60] = Cell(baris, 60, None, geser)
            hasil[kunci, baris - letak.awal] = evaluate.hitung(buku)["Pengukuran", baris, 60]
    assert {k for k, v in hasil.items() if v} == {("target", 1), ("periksa", 1), ("periksa", 2)}


# --- 5: look ------------------------------------------------------------------------------------------------------------


@per_lembar
def test_beku_dan_saringan(formulir: Formulir, layout: Any) -> None:  # 5
    lembar, denah = _buka(formulir.kunci)[layout.nama], _denah(formulir)
    letak = [denah.letak[t.kunci] for t in layout.tabel]
    assert int(re.sub(r"\D", "", lembar.freeze_panes)) == letak[0].kepala_akhir + 1
    if all(t.tabel.tetap for t in letak):
        assert lembar.auto_filter.ref is None
        return
    kolom, atas, _, bawah = range_boundaries(lembar.auto_filter.ref)
    assert (atas, bawah) == (letak[0].kepala_akhir, letak[-1].terakhir)
    assert kolom is not None
    assert kolom > max(n for t in letak for n in t.kolom.values())
    assert lembar.cell(atas, kolom).value == "Cetak"
    for t in letak:
        for baris in range(t.awal, t.isi_akhir + 1):
            nilai = lembar.cell(baris, kolom).value
            selalu = t.tabel.tetap and not t.tabel.sebanyak
            assert nilai == "ya" if selalu else str(nilai).endswith('="","","ya")')
    tengah = [b for a, c in pairwise(letak) for b in range(a.akhir, c.awal)]
    assert all(lembar.cell(b, kolom).value == "ya" for b in tengah)  # headers and totals stay in sight


@pytest.mark.parametrize("laporan", ["", "kediri_2021"])
@per_formulir
def test_bentuk_angka(formulir: Formulir, laporan: str) -> None:  # 5
    for lembar, letak, kolom, huruf in _kolom(formulir, laporan):
        for urutan in range(letak.isi_akhir - letak.awal + 1):
            tetap = letak.tabel.tetap[urutan] if letak.tabel.tetap else None
            bentuk = tetap.format if tetap and tetap.format and kolom.angka else kolom.format
            sel = lembar[f"{huruf}{letak.awal + urutan}"]
            seperti_isian = bentuk == "General" or (bentuk == "0.00%" and isinstance(sel.value, float))  # follows what was typed
            if not seperti_isian and kolom.kunci != "efisiensi":
                assert sel.number_format == bentuk, f"{lembar.title}!{sel.coordinate}"


@pytest.mark.parametrize(("metode", "bentuk"), [("selisih", "0.00%"), ("rasio", "0.00"), ("hemat", "0.00%")])
def test_bentuk_efisiensi(metode: str, bentuk: str) -> None:  # 5
    data = ubah(data_blitar(), lambda d: (d["identitas"].update(metode_efisiensi=metode), d["sasaran"].pop()))
    buku = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pengukuran"], data)))
    letak = _denah(FORMULIR["pengukuran"]).letak
    assert buku["Pengukuran"].cell(letak["pengukuran"].awal, letak["pengukuran"].kolom["efisiensi"]).number_format == bentuk


@pytest.mark.parametrize("laporan", ["", contoh.BLITAR])
@per_formulir
def test_huruf_sedikitnya_10(formulir: Formulir, laporan: str) -> None:  # 5
    buku = _buka(formulir.kunci, laporan)
    ukuran = {(s.title, c.coordinate): c.font.sz for s in buku.worksheets for b in s.iter_rows() for c in b}
    assert {k: v for k, v in ukuran.items() if v is None or v < 10} == {}
    assert {s.oddFooter.right.size for s in buku.worksheets if s.title != "Referensi"} == {10}
    with zipfile.ZipFile(io.BytesIO(_isi(formulir.kunci, laporan))) as arsip:
        grafik = [arsip.read(n).decode() for n in arsip.namelist() if n.startswith("xl/charts/")]
        gaya = arsip.read("xl/styles.xml").decode()
    assert len(grafik) == (4 if formulir.kunci == "pengukuran" else 0)
    assert [z for g in grafik for z in re.findall(r'\bsz="(\d+)"', g) if int(z) < 1000] == []
    assert [z for z in re.findall(r'<sz val="([\d.]+)"', gaya) if float(z) < 10] == []


# --- 6: pages -----------------------------------------------------------------------------------------------------------


@per_formulir
def test_halaman(formulir: Formulir) -> None:  # 6
    for lembar in _buka(formulir.kunci).worksheets:
        mendatar = "portrait" if lembar.title == "Pernyataan" else "landscape"
        assert (lembar.page_setup.paperSize, lembar.page_setup.orientation) == (14, mendatar), lembar.title
        assert lembar.page_setup.fitToWidth == 1, lembar.title
        assert lembar.sheet_properties.pageSetUpPr.fitToPage, lembar.title
        assert lembar.oddFooter.right.text == "Halaman &P", lembar.title


@per_lembar
def test_daerah_cetak(formulir: Formulir, layout: Any) -> None:  # 6
    lembar, denah = _buka(formulir.kunci)[layout.nama], _denah(formulir)
    letak = [denah.letak[t.kunci] for t in layout.tabel]
    _, _, kanan, bawah = range_boundaries(lembar.print_area.rpartition("!")[2])
    assert kanan == lebar_cetak(layout)  # helper columns are not printed
    assert bawah is not None
    assert bawah >= letak[-1].terakhir + len(layout.catatan_kaki) + 10 * bool(layout.tanda_tangan)
    if len(letak) == 1:
        assert lembar.print_title_rows == f"${letak[0].kepala}:${letak[0].kepala_akhir}"
    else:
        assert lembar.print_title_rows is None  # two tables cannot share one header


# --- 7: rows and columns that are there for some ------------------------------------------------------------------------


@per_formulir
def test_baris_siap(formulir: Formulir) -> None:  # 7
    for letak in _denah(formulir).letak.values():
        banyak = letak.isi_akhir - letak.awal + 1
        assert banyak == (len(letak.tabel.tetap) or SIAP.get(letak.tabel.kunci, 40)), letak.tabel.kunci
        lembar = _buka(formulir.kunci)[letak.lembar]
        assert not any(lembar.row_dimensions[b].hidden for b in range(letak.kepala, letak.terakhir + 1))


@pytest.mark.parametrize("laporan", list(contoh.LAPORAN))
@per_formulir
def test_baris_tak_terpakai(formulir: Formulir, laporan: str) -> None:  # 7
    data, denah = contoh.data(laporan), _denah(formulir, laporan)
    terisi = {k: len(b) for k, b in isian.baris_data(formulir, data).items()}
    for letak in denah.letak.values():
        if not letak.tabel.tetap:
            lembar = _buka(formulir.kunci, laporan)[letak.lembar]
            terlihat = [b for b in range(letak.awal, letak.isi_akhir + 1) if not lembar.row_dimensions[b].hidden]
            assert terlihat == list(range(letak.awal, letak.awal + max(1, terisi[letak.tabel.kunci]))), letak.tabel.kunci
            assert not lembar.row_dimensions[letak.akhir].hidden
            assert not letak.jumlah or not lembar.row_dimensions[letak.jumlah].hidden


def _tersembunyi(laporan: str, data: Any = None) -> list[str]:
    buku = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pk"], data))) if data else _buka("pk", laporan)
    return [k for k, d in buku["PK"].column_dimensions.items() if d.hidden]


def test_kolom_perubahan() -> None:  # 7
    assert _tersembunyi("") == ["D"]
    assert _tersembunyi("semarang_2020") == ["D"]
    assert _tersembunyi("mojokerto_2020") == []
    denah = _denah(FORMULIR["pk"]).letak
    assert (denah["pk_indikator"].kolom["target_awal"], denah["pk_program"].kolom["pagu_perubahan"]) == (4, 4)
    murni = ubah(contoh.data("mojokerto_2020"), lambda d: d["identitas"].update(jenis_pk="murni"))
    assert _tersembunyi("", murni) == ["D"]
    buku = reader.baca_tersimpan(_isi("pk", "mojokerto_2020"), "").sheet("PK")
    kosong = reader.baca_tersimpan(_isi("pk"), "").sheet("PK")
    assert buku is not None
    assert kosong is not None
    assert [buku.cell(denah["pk_indikator"].kepala, k).value for k in (4, 5)] == ["Target Awal", "Target Perubahan"]
    assert kosong.cell(denah["pk_indikator"].kepala, 5).value == "Target"
    program = denah["pk_program"].kepala
    assert [buku.cell(program, k).value for k in (3, 4)] == ["DPA (Rp)", "DPPA (Rp)"]
    assert kosong.cell(program, 3).value == "Anggaran (Rp)"


# --- 8, 9: names and values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("laporan", ["", "semarang_2020"])
@per_formulir
def test_nama(formulir: Formulir, laporan: str) -> None:  # 8
    nama = _buka(formulir.kunci, laporan).defined_names
    harapan = {}
    for _, letak, kolom, huruf in _kolom(formulir, laporan):
        lembar = letak.lembar if " " not in letak.lembar else f"'{letak.lembar}'"
        harapan[nama_kolom(letak.tabel.kunci, kolom.kunci)] = f"{lembar}!${huruf}${letak.awal}:${huruf}${letak.akhir}"
        if letak.jumlah:
            harapan[nama_jumlah(letak.tabel.kunci)] = f"{lembar}!$A${letak.jumlah}"
    assert {k: v.attr_text for k, v in nama.items() if k.startswith(("LK.", "LKJ."))} == harapan
    assert all(nama[k].hidden for k in harapan)
    assert {i.nama: nama[i.nama].attr_text for i in ISIAN} == {i.nama: f"Identitas!$B${b}" for b, i in enumerate(ISIAN, 3)}
    judul = {k.judul: (s, letak, huruf) for s, letak, k, huruf in _kolom(formulir, laporan) if not k.judul_rumus and not k.grup}
    for teks, (lembar, letak, huruf) in judul.items():
        assert lembar[f"{huruf}{letak.kepala}"].value == teks  # the title stands over the named column


def test_isi_tetap() -> None:  # 9
    data = ubah(data_blitar(), lambda d: indikator(d, 0).update(nama="=1+1", catatan="+cmd|x", formulasi="@SUM(A1)"))
    isi = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pengukuran"], data)))
    lembar = isi["Pengukuran"]
    assert (lembar["C8"].value, lembar["C8"].data_type) == ("=1+1", "s")
    assert (lembar["E9"].value, lembar["E9"].number_format) == (0.1302, "0.00%")
    assert lembar["K8"].value == 2688593227
    nip = [b[1].value for b in isi["Identitas"].iter_rows(max_col=2) if b[0].value == "Pihak pertama: NIP"]
    assert nip == ["196707221992021002"]
    assert temuan(data) == []
