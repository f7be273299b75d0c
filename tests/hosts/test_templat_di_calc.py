"""The templates and the filled workbooks in real Calc, without our functions unless a test says otherwise.

1. Recalculated with and without the functions, every formula cell gives the stored value; whether they are there is reported.
2. A changed input moves the cells that depend on it.
3. A row with texts shows #N/A there, never another number; numbers in the same table are not touched by it.
4. The printed page is one F4 landscape sheet without "###".
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bantu import data_blitar, indikator, ubah
from hosts.banding_calc import selisih_formula
from hosts.kantor import Dokumen, Kantor
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.xlsx.evaluate import NAMA_ADA_FUNGSI
from xl_lkjip.xlsx.reader import baca_tersimpan
from xl_lkjip.xlsx.templat import bangun

Buka = Callable[[Path], Dokumen]
SKALA_LAIN = {"skala": "permendagri86", "metode_efisiensi": "selisih"}
NAIK: Any = {"nama": "Indeks kepuasan", "target": 80, "realisasi": 60}
TURUN: Any = {"nama": "Jumlah temuan audit", "target": 10, "realisasi": 7, "arah": "turun"}
BUKU = {
    "pk_kosong": ("pk", None),
    "pengukuran_kosong": ("pengukuran", None),
    "pk_blitar": ("pk", data_blitar()),
    "pengukuran_blitar": ("pengukuran", data_blitar()),
    "pengukuran_skala_lain": ("pengukuran", ubah(data_blitar(), lambda d: d["identitas"].update(SKALA_LAIN))),
    "pengukuran_hemat": (
        "pengukuran",
        ubah(data_blitar(), lambda d: (d["identitas"].update(metode_efisiensi="hemat"), d["sasaran"].pop())),
    ),
    "tiga_kali_tiga": ("pengukuran", ubah(data_blitar(), lambda d: [s["indikator"].extend([TURUN, NAIK]) for s in d["sasaran"]])),
    "target_nol": (
        "pengukuran",
        ubah(data_blitar(), lambda d: d["sasaran"][0]["indikator"].append({"nama": "Nol", "target": 0, "realisasi": 5})),
    ),
    "strip": (
        "pengukuran",
        ubah(data_blitar(), lambda d: d["sasaran"][0]["indikator"].append({"nama": "Belum", "target": 5, "realisasi": "-"})),
    ),
    "sasaran_berulang": ("pengukuran", ubah(data_blitar(), lambda d: d["sasaran"].append(dict(d["sasaran"][0], indikator=[TURUN])))),
    "dua_indikator": ("pengukuran", ubah(data_blitar(), lambda d: d["sasaran"][2]["indikator"].append(TURUN))),
}


@pytest.mark.parametrize("ada_fungsi", [False, True], ids=["tanpa_fungsi", "dengan_fungsi"])
@pytest.mark.parametrize("nama", BUKU)
def test_nilai_sama(
    nama: str, ada_fungsi: bool, kantor: Kantor, dokumen: Buka, kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path
) -> None:  # 1
    formulir, data = BUKU[nama]
    isi = bangun(FORMULIR[formulir], data)
    berkas = tmp_path / f"{nama}.xlsx"
    berkas.write_bytes(isi)
    tersimpan = baca_tersimpan(isi, nama)
    calc, doc = (kantor_berfungsi, dokumen_berfungsi(berkas)) if ada_fungsi else (kantor, dokumen(berkas))
    assert selisih_formula(calc, doc, tersimpan) == []
    ada = tersimpan.bernama(NAMA_ADA_FUNGSI)
    assert ada is not None
    assert calc.nilai(doc, "Referensi", ada.alamat) == ada_fungsi


def test_masukan_berubah(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2
    berkas = tmp_path / "p.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pengukuran"], data_blitar()))
    doc = dokumen(berkas)
    kantor.sel(doc, "Pengukuran", "F8").Value = 135
    assert [kantor.nilai(doc, "Pengukuran", a) for a in ("G8", "H8", "I8")] == [0.5, "Tidak berhasil", 0.5]
    kantor.sel(doc, "Pengukuran", "R8").String = "turun"
    assert kantor.nilai(doc, "Pengukuran", "G8") == 1.5
    kantor.sel(doc, "Identitas", "B18").String = "permendagri86"
    assert kantor.nilai(doc, "Pengukuran", "H8") == "Sangat Tinggi"
    kantor.sel(doc, "Pengukuran", "F8").String = ""
    assert [kantor.nilai(doc, "Pengukuran", a) for a in ("G8", "H8", "I8")] == ["", "", ""]
    kantor.sel(doc, "Pengukuran", "E9").Value = 0
    assert kantor.nilai(doc, "Pengukuran", "G9") == "#DIV/0!"


def test_baris_teks(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 3
    data = ubah(data_blitar(), lambda d: indikator(d, 2).update(target="A (86,35)", realisasi="A (85,49)"))
    isi = bangun(FORMULIR["pengukuran"], data)
    tersimpan = baca_tersimpan(isi, "p").sheet("Pengukuran")
    assert tersimpan is not None
    assert tersimpan.cell(10, 7).tercetak == "99,00%"  # stored by our functions
    berkas = tmp_path / "p.xlsx"
    berkas.write_bytes(isi)
    doc = dokumen(berkas)
    kantor.hitung_ulang(doc)
    assert [kantor.nilai(doc, "Pengukuran", a) for a in ("G10", "H10", "N10", "O10")] == ["#N/A"] * 4
    assert kantor.nilai(doc, "Pengukuran", "G8") == pytest.approx(271.5 / 270)
    assert kantor.nilai(doc, "Pengukuran", "M10") == pytest.approx(9129279310 / 9546367212)
    assert [kantor.nilai(doc, "Pengukuran", a) for a in ("I8", "I10", "G21", "I21")] == [pytest.approx(271.5 / 270), "#N/A", "#N/A", "#N/A"]


def test_format_mengikuti_metode(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2
    berkas = tmp_path / "p.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pengukuran"], data_blitar()))
    doc = dokumen(berkas)
    assert kantor.sel(doc, "Pengukuran", "N8").String == "1.73"
    kantor.sel(doc, "Identitas", "B19").String = "selisih"
    assert kantor.nilai(doc, "Pengukuran", "N8") == pytest.approx(271.5 / 270 - 1563272055 / 2688593227)
    assert kantor.nilai(doc, "Pengukuran", "N7") == "14=7-13"


def test_baris_disisipkan(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2: inserted and copied by hand, as people do
    berkas = tmp_path / "p.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pengukuran"]))
    doc = dokumen(berkas)
    lembar = doc.Sheets.getByName("Pengukuran")
    lembar.unprotect("")
    for baris in (10, 21):  # in the middle, and just above the closing row
        lembar.Rows.insertByIndex(baris - 1, 1)
        lembar.copyRange(
            lembar.getCellByPosition(0, baris - 1).CellAddress, lembar.getCellRangeByPosition(0, baris - 2, 18, baris - 2).RangeAddress
        )
    for nomor, baris in enumerate((8, 9, 10, 11, 21)):
        lembar.getCellRangeByName(f"B{baris}").String = "Sasaran" if nomor in (0, 3) else ""
        lembar.getCellRangeByName(f"C{baris}").String = f"Indikator {nomor}"
        lembar.getCellRangeByName(f"E{baris}").Value = 100
        lembar.getCellRangeByName(f"F{baris}").Value = 50 + 10 * nomor
        lembar.getCellRangeByName(f"K{baris}").Value = 1000
    lembar.getCellRangeByName("B11").String = "Sasaran lain"
    assert [kantor.nilai(doc, "Pengukuran", a) for a in ("I8", "I11", "G23", "K23")] == pytest.approx([0.6, 0.85, 0.7, 5000])


@pytest.mark.parametrize("nama", ["pk_blitar", "pengukuran_blitar", "pk_kosong", "pengukuran_kosong"])
def test_halaman_tercetak(nama: str, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 4
    formulir, data = BUKU[nama]
    berkas = tmp_path / f"{nama}.xlsx"
    berkas.write_bytes(bangun(FORMULIR[formulir], data))
    pdf = tmp_path / "cetak.pdf"
    kantor.pdf(dokumen(berkas), pdf)
    teks = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    ukuran = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "###" not in teks
    assert teks.count("\f") == 3  # one page each: Identitas, the form, Referensi
    assert "936 x 612" in ukuran  # 13 x 8.5 in, Folio
