"""What users type into our template, as a trial in November 2026 found it: each case with the findings at its cells, no more and no less.

1. Words, ranges, dashes and zeros in target and realisasi.
2. A percentage in the PK, a blank direction, a wrong NIP.
3. Many blanks are said once.
4. Errors hang below the cell that they come from, over all sheets.
5. A folder: what was not checked is named.
6. Answers in a marked copy beside the file count, while the figure is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bantu import Data, data_blitar, indikator, ubah
from xl_lkjip.cli import main
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.lembar_validasi import KEPALA
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.validation import validasi
from xl_lkjip.xlsx.hitung import hitung_bytes
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun

Ubah = Callable[[Data], object]


def _temuan(formulir: str, aksi: Ubah) -> list[Finding]:
    isi, _ = hitung_bytes(bangun(FORMULIR[formulir], ubah(data_blitar(), aksi)), formulir)
    return validasi([baca_buku(isi, formulir)])[0].temuan


def _isi(**isi: Any) -> Ubah:
    return lambda d: indikator(d, 0).update(isi)


KASUS: list[tuple[str, str, Ubah, list[tuple[str, str, str]]]] = [
    ("opini dalam PK", "pk", _isi(target="WTP"), []),
    ("predikat kata dalam PK", "pk", _isi(target="Paripurna"), [("ANG001", "peringatan", "E7")]),
    ("kalimat dalam PK", "pk", _isi(target="Sertifikasi Mutu dan Akreditasi"), [("ANG001", "galat", "E7")]),  # Semarang 2020, sasaran 3
    ("opini tercapai", "pengukuran", _isi(target="WTP", realisasi="WTP"), []),
    ("opini turun", "pengukuran", _isi(target="WTP", realisasi="WDP"), [("ANG003", "galat", "E8")]),
    ("rentang dalam PK dan Rencana Aksi", "pk", _isi(target="75-80"), []),
    ("persen dalam PK dan Rencana Aksi", "pk", _isi(target="90%"), []),
    ("target nol tercapai", "pengukuran", _isi(target=0, realisasi=0, catatan="Tidak ada temuan"), [("CAP001", "peringatan", "E8")]),
    ("target nol tidak tercapai", "pengukuran", _isi(target=0, realisasi=2), [("CAP001", "galat", "E8")]),
    ("realisasi strip", "pengukuran", _isi(realisasi="-"), [("KIN001", "peringatan", "F8")]),
    ("realisasi kosong", "pengukuran", lambda d: [indikator(d, 0).pop(k, None) for k in ("realisasi", "data_dukung")], [("KIN001", "galat", "F8")]),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "formulir", "aksi", "harapan"), KASUS, ids=[k[0] for k in KASUS])
def test_isian(nama: str, formulir: str, aksi: Ubah, harapan: list[tuple[str, str, str]]) -> None:  # 1, 2
    lembar = {"pk": "PK", "pengukuran": "Pengukuran"}[formulir]
    hasil = [
        t for t in _temuan(formulir, aksi) if t.lembar in (lembar, "Rencana Aksi", "IKU") and t.kode[:3] in ("ANG", "CAP", "KIN", "PKP")
    ]
    assert [(t.kode, t.tingkat.value, t.sel) for t in hasil] == harapan


def test_arah_kosong() -> None:  # 2: blank is naik in every sheet
    def salah(d: Data) -> None:
        d["anggaran"][0] |= {"target": 100, "realisasi": 80, "tercetak": {"capaian": "95,00%"}}
        d["anggaran"][0].pop("arah", None)

    [satu] = [t for t in _temuan("pengukuran", salah) if t.kode == "CAP103"]
    assert (satu.lembar, satu.hitung) == ("Anggaran", "80,00%")


@pytest.mark.parametrize(("nip", "ada"), [("19680101 199003 1 001", False), ("196801011990031001", False), ("1968", True)])
def test_nip(nip: str, ada: bool) -> None:  # 2
    hasil = _temuan("pk", lambda d: d["identitas"]["pihak_pertama"].update(nip=nip))
    assert [t.sel != "" for t in hasil if t.kode == "IDN003"] == [True] * ada


def test_banyak_kosong() -> None:  # 3
    def kosong(d: Data) -> None:
        d["sasaran"][0]["indikator"] = [{"nama": f"Indikator {n}", "target": 10} for n in range(1, 7)]

    [satu] = [t for t in _temuan("pengukuran", kosong) if t.kode == "KIN001"]
    assert (satu.sel, "Realisasi 6 indikator belum diisi: F8:F13." in satu.pesan) == ("F8", True)


def test_akar_galat(tmp_path: Path) -> None:  # 4
    buku = openpyxl.load_workbook(_simpan(tmp_path, "pk"))
    tabel = buku["PK"]
    baris = next(s.row for s in tabel["C"] if isinstance(s.value, (int, float)) and s.value > 1e6)
    tabel.cell(baris, 3).value = f"Rp {tabel.cell(baris, 3).value}"
    buku.save(tmp_path / "teks.xlsx")
    isi, hasil = hitung_bytes((tmp_path / "teks.xlsx").read_bytes(), "teks.xlsx")
    assert f"PK!C{baris}" not in hasil.galat
    temuan = validasi([baca_buku(isi, "teks.xlsx")])[0].temuan
    assert [(t.lembar, t.sel) for t in temuan if t.kode == "BUK110"] == [("PK", f"C{baris}")]
    akibat = [t for t in temuan if t.kode == "CEK102"]
    assert {t.lembar for t in akibat} == {"Rencana Aksi"}
    assert all(t.akar for t in akibat)
    assert f"BUK110 PK!C{baris}" in {t.akar for t in akibat}


def _simpan(folder: Path, formulir: str) -> Path:
    berkas = folder / f"{formulir}.xlsx"
    berkas.write_bytes(bangun(FORMULIR[formulir], data_blitar()))
    return berkas


def test_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 5
    _simpan(tmp_path, "pk")
    for nama in ("lama.xls", "makro.xlsm", "catatan.txt", "~$pk.xlsx"):
        (tmp_path / nama).write_bytes(b"")
    (tmp_path / "dinas").mkdir()
    _simpan(tmp_path / "dinas", "pengukuran")
    assert main(["validasi", str(tmp_path)]) == 0
    lewat = [b for b in capsys.readouterr().err.splitlines() if b.startswith("Tidak diperiksa: ")]
    assert [Path(b.split(": ")[1].split(" (")[0]).name for b in lewat] == ["dinas", "lama.xls", "makro.xlsm"]
    assert main(["validasi", str(tmp_path / "dinas" / "kosong")]) == 2
    (tmp_path / "hampa").mkdir()
    assert main(["validasi", str(tmp_path / "hampa")]) == 2
    assert "tidak berisi berkas .xlsx" in capsys.readouterr().out


def test_tanggapan_di_salinan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 6
    berkas = tmp_path / "ukur.xlsx"
    buku = openpyxl.Workbook()
    for baris in (
        ("Indikator Kinerja", "Target", "Realisasi", "Capaian"),
        ("Jumlah temuan audit", 10, 8, "80,00%"),
        ("Nilai SAKIP", 80, 82, "102,50%"),
    ):
        buku.worksheets[0].append(baris)
    buku.save(berkas)
    assert main(["validasi", str(tmp_path), "--format", "xlsx"]) == 0
    salinan = openpyxl.load_workbook(tmp_path / "ukur (validasi).xlsx")
    lembar = salinan["Validasi"]
    nomor = {str(s.value): n for n, s in enumerate(lembar[KEPALA], 1)}
    for baris_ke in range(KEPALA + 1, lembar.max_row + 1):
        lembar.cell(baris_ke, nomor["Tanggapan"]).value = "Menurut renstra makin banyak makin baik"
    salinan.save(tmp_path / "ukur (validasi).xlsx")
    capsys.readouterr()
    assert main(["validasi", str(tmp_path)]) == 0
    assert "dijawab: Menurut renstra" in capsys.readouterr().out
    buku.worksheets[0]["D2"] = "81,00%"  # another figure: the answer is about the old one
    buku.save(berkas)
    main(["validasi", str(tmp_path)])
    assert "dijawab" not in capsys.readouterr().out
