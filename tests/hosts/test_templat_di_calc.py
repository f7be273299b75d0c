"""The templates and the filled workbooks in real Calc, without our functions unless a test says otherwise.

1. Recalculated with and without the functions, every formula cell gives the stored value; whether they are there is reported.
2. A changed input moves the cells that depend on it.
3. A row with texts shows #N/A there, never another number; numbers in the same table are not touched by it.
4. Every sheet prints on F4, landscape (the statement portrait), with its own page numbers and without "###".
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bantu import data_blitar, indikator, ubah
from hosts.banding_calc import selisih_formula
from hosts.kantor import Dokumen, Kantor
from hosts.templat_calc import JUMLAH, Templat
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.workbook import Workbook, letak
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


@cache
def buku(nama: str) -> tuple[bytes, Workbook]:
    """A workbook as a file and with its stored values."""
    formulir, data = BUKU[nama]
    isi = bangun(FORMULIR[formulir], data)
    return isi, baca_tersimpan(isi, nama)


@pytest.mark.parametrize("ada_fungsi", [False, True], ids=["tanpa_fungsi", "dengan_fungsi"])
@pytest.mark.parametrize("nama", [n for n in BUKU if "blitar" not in n])  # the reports: test_laporan_di_calc.py
def test_nilai_sama(
    nama: str, ada_fungsi: bool, kantor: Kantor, dokumen: Buka, kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path
) -> None:  # 1
    isi, tersimpan = buku(nama)
    berkas = tmp_path / f"{nama}.xlsx"
    berkas.write_bytes(isi)
    calc, doc = (kantor_berfungsi, dokumen_berfungsi(berkas)) if ada_fungsi else (kantor, dokumen(berkas))
    assert selisih_formula(calc, doc, tersimpan) == []
    ada = tersimpan.bernama(NAMA_ADA_FUNGSI)
    assert ada is not None
    assert calc.nilai(doc, "Referensi", ada.alamat) == ada_fungsi


def buka(kantor: Kantor, dokumen: Buka, folder: Path, data: Mapping[str, Any]) -> Templat:
    """The Pengukuran with this data, open."""
    (folder / "p.xlsx").write_bytes(bangun(FORMULIR["pengukuran"], data))
    return Templat(kantor, dokumen(folder / "p.xlsx"))


def test_masukan_berubah(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2
    templat = buka(kantor, dokumen, tmp_path, data_blitar())
    templat.sel("pengukuran.realisasi").Value = 135
    assert templat.baris("pengukuran", "capaian predikat rata_sasaran") == [0.5, "Tidak berhasil", 0.5]
    templat.sel("pengukuran.arah").String = "turun"
    assert templat.nilai("pengukuran.capaian") == 1.5
    templat.sel("IdSkala").String = "permendagri86"
    assert templat.nilai("pengukuran.predikat") == "Sangat Tinggi"
    templat.sel("pengukuran.realisasi").String = ""
    assert templat.baris("pengukuran", "capaian predikat rata_sasaran") == ["", "", ""]
    templat.sel("pengukuran.target", 2).Value = 0
    assert templat.nilai("pengukuran.capaian", 2) == "#DIV/0!"


def test_baris_teks(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 3
    data = ubah(data_blitar(), lambda d: indikator(d, 2).update(target="A (86,35)", realisasi="A (85,49)"))
    isi = bangun(FORMULIR["pengukuran"], data)
    tersimpan = baca_tersimpan(isi, "p").sheet("Pengukuran")
    templat = buka(kantor, dokumen, tmp_path, data)
    assert tersimpan is not None
    assert tersimpan.cell(*letak(templat.letak("pengukuran.capaian", 3)[1])).tercetak == "99,00%"  # stored by our functions
    kantor.hitung_ulang(templat.doc)
    assert templat.baris("pengukuran", "capaian predikat rata_sasaran efisiensi keterangan_efisiensi", 3) == ["#N/A"] * 5
    assert templat.nilai("pengukuran.capaian") == pytest.approx(271.5 / 270)
    assert templat.nilai("pengukuran.rata_sasaran") == pytest.approx(271.5 / 270)
    assert templat.nilai("pengukuran.serapan", 3) == pytest.approx(9129279310 / 9546367212)
    assert templat.baris("pengukuran", "capaian rata_sasaran", JUMLAH) == ["#N/A", "#N/A"]
    assert templat.baris("dasbor", "capaian lampu capaian0", 3) == ["#N/A"] * 3  # an error is no blank
    assert templat.nilai("anggaran_sasaran.capaian", 3) == "#N/A"


def test_format_mengikuti_metode(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2
    templat = buka(kantor, dokumen, tmp_path, data_blitar())
    assert templat.sel("pengukuran.efisiensi").String == "1.73"
    templat.sel("IdMetodeEfisiensi").String = "selisih"
    assert templat.nilai("pengukuran.efisiensi") == pytest.approx(271.5 / 270 - 1563272055 / 2688593227)
    lembar, alamat = templat.letak("pengukuran.efisiensi")
    assert kantor.nilai(templat.doc, lembar, alamat.replace("8", "7")) == "14=7-13"


@pytest.mark.parametrize("nama", ["pk_blitar", "pengukuran_blitar", "pk_kosong", "pengukuran_kosong"])
def test_halaman_tercetak(nama: str, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 4
    berkas, pdf = tmp_path / f"{nama}.xlsx", tmp_path / "cetak.pdf"
    berkas.write_bytes(buku(nama)[0])
    kantor.pdf(dokumen(berkas), pdf)
    teks = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    ukuran = subprocess.run(["pdfinfo", "-l", "999", pdf], capture_output=True, text=True, check=True).stdout
    halaman, formulir = teks.split("\f")[:-1], BUKU[nama][0]
    assert "###" not in teks
    nomor = [int(re.findall(r"Halaman (\d+)", h)[-1]) for h in halaman]
    awal = [i for i, n in enumerate(nomor) if n == 1]
    assert len(awal) == len(FORMULIR[formulir].lembar) + 3  # every sheet counts from one, also Petunjuk, Identitas and Referensi
    assert nomor == [n for a, b in pairwise([*awal, len(nomor)]) for n in range(1, b - a + 1)]
    tegak = [i for i, h in enumerate(halaman) if "yang bertanda tangan di bawah ini" in h]
    assert len(tegak) == (formulir == "pk")
    folio = re.findall(r"Page +\d+ size: +(\S+ x \S+)", ukuran)
    assert folio == ["612 x 936" if i in tegak else "936 x 612" for i in range(len(halaman))]  # 8.5 x 13 in, Folio
