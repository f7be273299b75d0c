"""The templates, blank and filled.

1. The committed templates are what the code builds (compared part by part as canonical XML).
2. Every formula cell has a stored value; no stored value is an error; the probe for the functions is stored as FALSE.
3. Input cells are unlocked, formula cells locked, sheets protected without a password.
4. Page: F4 landscape, fitted to the width, print area and repeated header rows.
5. The plain formula gives what the worksheet function gives, for numbers; NA() for texts and for what it cannot know.
6. Filled values keep what they are: percent as ratio, texts never as formulas, NIP with all its digits.
7. More indicators than prepared rows are all there.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest
from lxml import etree

from bantu import AKAR, buku, data_blitar, indikator, temuan, ubah
from xl_lkjip import CAPAIAN, CAPAIAN_INVERS, EFISIENSI, PREDIKAT
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.parameter import SKALA
from xl_lkjip.core.registry import FUNCTIONS
from xl_lkjip.core.workbook import GALAT_SEL, Cell, Sheet, Workbook
from xl_lkjip.xlsx import evaluate, reader
from xl_lkjip.xlsx.templat import bangun

SEMUA = list(FORMULIR.values())
per_formulir = pytest.mark.parametrize("formulir", SEMUA, ids=lambda f: f.kunci)


def _bagian(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return {n: etree.tostring(etree.fromstring(arsip.read(n)), method="c14n") for n in arsip.namelist()}


@per_formulir
def test_templat_tersimpan_adalah_hasil_kode(formulir: Any) -> None:  # 1
    tersimpan = _bagian((AKAR / "templates" / formulir.berkas).read_bytes())
    assert tersimpan == _bagian(bangun(formulir)), "jalankan `make templat`"


def _tanpa_nilai(isi: bytes) -> list[str]:
    """Formula cells without <v>, read from the XML itself: openpyxl cannot tell "" from nothing."""
    s = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        lembar = [etree.fromstring(arsip.read(n)) for n in arsip.namelist() if n.startswith("xl/worksheets/sheet")]
    return [str(c.get("r")) for akar in lembar for c in akar.iter(f"{s}c") if c.find(f"{s}f") is not None and c.find(f"{s}v") is None]


@per_formulir
@pytest.mark.parametrize("data", [None, data_blitar()], ids=["kosong", "terisi"])
def test_setiap_rumus_bernilai(formulir: Any, data: Any) -> None:  # 2
    isi = bangun(formulir, data)
    assert _tanpa_nilai(isi) == []
    tersimpan = reader.baca_tersimpan(isi, "")
    rumus = {f"{s.nama}!{c.alamat}": c.value for s, c in tersimpan.formulas()}
    assert rumus
    assert not [a for a, v in rumus.items() if v in GALAT_SEL]
    assert tersimpan.bernama(evaluate.NAMA_ADA_FUNGSI) is not None
    assert tersimpan.bernama(evaluate.NAMA_ADA_FUNGSI).value is False  # type: ignore[union-attr]


@per_formulir
def test_kunci_sel(formulir: Any) -> None:  # 3
    buka = openpyxl.load_workbook(io.BytesIO(bangun(formulir)))
    for lembar in buka.worksheets:
        assert lembar.protection.sheet
        assert not lembar.protection.password
        for baris in lembar.iter_rows():
            for sel in baris:
                if sel.data_type == "f":
                    assert sel.protection.locked, sel.coordinate
    cetakan = buka[formulir.lembar.nama]
    for tabel, awal in _awal_tabel(formulir, cetakan):
        for nomor_baris in range(awal, awal + tabel.baris_siap):
            for nomor, kolom in enumerate(tabel.kolom, 1):
                assert cetakan.cell(nomor_baris, nomor).protection.locked == kolom.dihitung, (kolom.kunci, nomor_baris)


def _awal_tabel(formulir: Any, lembar: Any) -> list[tuple[Any, int]]:
    """Each table of a blank template with its first prepared row."""
    hasil, baris = [], 1
    for tabel in formulir.lembar.tabel:
        judul = tabel.kolom[1].judul
        while lembar.cell(baris, 2).value != judul:
            baris += 1
        baris += 1 + any(k.grup for k in tabel.kolom) + any(k.nomor for k in tabel.kolom)
        hasil.append((tabel, baris))
    return hasil


@per_formulir
def test_petunjuk_dan_warna(formulir: Any) -> None:  # 3: drop-downs, input hints, colour of what waits for content
    buku = openpyxl.load_workbook(io.BytesIO(bangun(formulir)))
    lembar = buku[formulir.lembar.nama]
    pilihan = {str(d.formula1): d for d in lembar.data_validations.dataValidation if d.type == "list"}
    assert '"naik,turun,turun-bagi"' in pilihan
    assert all(d.promptTitle and d.prompt for d in lembar.data_validations.dataValidation)
    assert len(lembar.conditional_formatting) >= 2
    assert {str(d.formula1) for d in buku["Identitas"].data_validations.dataValidation} >= {'"murni,perubahan"', '"selisih,rasio,hemat"'}
    assert buku.calculation.fullCalcOnLoad  # a host must find out for itself whether the functions are there


@per_formulir
def test_halaman(formulir: Any) -> None:  # 4
    lembar = openpyxl.load_workbook(io.BytesIO(bangun(formulir)))[formulir.lembar.nama]
    assert (lembar.page_setup.paperSize, lembar.page_setup.orientation) == (14, "landscape")
    assert (lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight) == (1, 0)
    assert lembar.sheet_properties.pageSetUpPr is not None
    assert lembar.sheet_properties.pageSetUpPr.fitToPage
    tercetak = max(sum(k.dicetak for k in t.kolom) for t in formulir.lembar.tabel)
    assert lembar.print_area.rpartition(":")[2].startswith(f"${'ABCDEFGHIJKLMNOPQRS'[tercetak - 1]}$")
    assert lembar.print_title_rows == ("$5:$7" if formulir.kunci == "pengukuran" else None)  # two tables cannot share one header


def _biasa(fungsi: str, argumen: list[Any]) -> Any:
    """The plain formula of a declaration, evaluated without our functions."""
    isi = {a.nama: f"$A{i}" for i, a in enumerate(FUNCTIONS[fungsi].argumen, 1)}
    rumus = FUNCTIONS[fungsi].biasa
    for nama, alamat in isi.items():
        rumus = rumus.replace(f"{{{nama}}}", alamat)
    acuan = reader.baca_tersimpan((AKAR / "templates/Pengukuran.xlsx").read_bytes(), "")
    lembar = Sheet("Uji", {(i, 1): Cell(i, 1, v) for i, v in enumerate(argumen, 1) if v is not None})
    lembar.cells[1, 2] = Cell(1, 2, None, rumus)
    kerja = Workbook("uji", [*acuan.sheets, lembar], acuan.names)
    return evaluate.hitung(kerja)["Uji", 1, 2]


ANGKA = [(270.0, 271.5), (13.02, 75.91), (86.35, 85.49), (10.0, 7.0), (10.0, 25.0), (0.0, 5.0), (10.0, 0.0), (-4.0, 2.0)]
BIASA = (
    [("CAPAIAN", [t, r, a]) for t, r in ANGKA for a in (None, "naik", "turun", " Turun-Bagi", "entah")]
    + [("CAPAIAN_INVERS", [t, r, m]) for t, r in ANGKA for m in (None, "LAN", "bagi", "entah")]
    + [("EFISIENSI", [c, s, m]) for c, s in ((1.0056, 0.5814), (0.99, 0.9563), (1.0, 0.0), (50.0, 0.9)) for m in (None, "selisih", "rasio", "hemat", "entah")]
    + [("PREDIKAT", [n, s]) for n in (0.0, 0.504, 0.505, 0.55, 0.8499999999999999, 0.85, 0.904, 0.905, 1.0, 5.83, 85.0, 90.0, 300.0) for s in (*SKALA, "entah")]
)  # fmt: skip
FUNGSI = {"CAPAIAN": CAPAIAN, "CAPAIAN_INVERS": CAPAIAN_INVERS, "EFISIENSI": EFISIENSI, "PREDIKAT": PREDIKAT}


@pytest.mark.parametrize(("nama", "argumen"), BIASA)
def test_rumus_biasa_sama(nama: str, argumen: list[Any]) -> None:  # 5
    if nama == "PREDIKAT" and argumen[1] == "ikm14" and argumen[0] >= 1:  # values on 1-4 are beyond the plain formula: never another label
        assert _biasa(nama, argumen) in GALAT_SEL or argumen[0] >= 25
        return
    try:
        harapan = FUNGSI[nama](*argumen)
    except LkjipError as galat:
        assert _biasa(nama, argumen) in GALAT_SEL, galat
    else:
        assert _biasa(nama, argumen) == (pytest.approx(harapan, rel=1e-12) if isinstance(harapan, float) else harapan)


@pytest.mark.parametrize("nama", FUNGSI)
def test_rumus_biasa_menolak_teks(nama: str) -> None:  # 5
    assert _biasa(nama, ["3.979", "4000"]) == "#N/A"
    assert _biasa(nama, ["A (86,35)", "A (85,49)"]) == "#N/A"


def test_isi_tetap() -> None:  # 6
    data = ubah(data_blitar(), lambda d: indikator(d, 0).update(nama="=1+1", catatan="+cmd|x", formulasi="@SUM(A1)"))
    isi = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pengukuran"], data)))
    lembar = isi["Pengukuran"]
    assert (lembar["C8"].value, lembar["C8"].data_type) == ("=1+1", "s")
    assert (lembar["E9"].value, lembar["E9"].number_format) == (0.1302, "0.00%")
    assert lembar["K8"].value == 2688593227
    nip = [b[1].value for b in isi["Identitas"].iter_rows(max_col=2) if b[0].value == "Pihak pertama: NIP"]
    assert nip == ["196707221992021002"]
    assert temuan(data) == []


def test_lebih_banyak_dari_baris_siap() -> None:  # 7
    def tambah(data: Any) -> None:
        data["sasaran"][0]["indikator"] = [{"nama": f"Indikator {i}", "target": 100, "realisasi": 50 + i} for i in range(40)]

    data = ubah(data_blitar(), tambah)
    lembar = buku("pengukuran", data).sheet("Pengukuran")
    assert lembar is not None
    assert lembar.cell(8, 9).tercetak == "69,50%"  # the mean of 50 to 89
    assert temuan(json.loads(json.dumps(data))) == []
