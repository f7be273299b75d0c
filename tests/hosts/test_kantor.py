"""The LibreOffice fixture itself: what it reads, what it leaves alone, and that it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hosts.kantor import Dokumen, Kantor, KantorError

Buka = Callable[[Path], Dokumen]


@pytest.fixture
def buku(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Uji é"
    sheet["A1"] = 21
    sheet["B1"] = "=A1*2"
    sheet["B2"] = '=IF(ISERROR(CAPAIAN(1,1)),"tanpa fungsi",CAPAIAN(1,1))'
    sheet["B3"] = "=1/0"
    sheet["B4"] = "=NA()"
    sheet["B5"] = '=""'
    sheet["B6"] = "=CAPAIAN(1,1)"
    sheet["A7"] = "teks"
    path = tmp_path / "buku é.xlsx"
    workbook.save(path)
    return path


def test_membaca_angka_teks_galat_dan_kosong(kantor: Kantor, dokumen: Buka, buku: Path) -> None:
    doc = dokumen(buku)
    kantor.hitung_ulang(doc)
    baca = {alamat: kantor.nilai(doc, "Uji é", alamat) for alamat in ("A1", "B1", "B2", "B3", "B4", "B5", "B6", "A7", "C1")}
    assert baca == {
        "A1": 21.0,
        "B1": 42.0,
        "B2": "tanpa fungsi",
        "B3": "#DIV/0!",
        "B4": "#N/A",
        "B5": "",
        "B6": "#NAME?",
        "A7": "teks",
        "C1": None,
    }


def test_masukan_mengubah_hasil_tetapi_tidak_berkas_asli(kantor: Kantor, dokumen: Buka, buku: Path) -> None:
    asli = buku.read_bytes()
    doc = dokumen(buku)
    kantor.sel(doc, "Uji é", "A1").Value = 5
    assert kantor.nilai(doc, "Uji é", "B1") == 10.0

    kantor.simpan(doc, buku.with_name("hasil.xlsx"))
    kantor.pdf(doc, buku.with_name("hasil.pdf"))

    assert load_workbook(buku.with_name("hasil.xlsx"), data_only=True)["Uji é"]["B1"].value == 10
    assert buku.with_name("hasil.pdf").read_bytes().startswith(b"%PDF-")
    assert buku.read_bytes() == asli
    assert sorted(p.name for p in buku.parent.iterdir()) == ["buku é.xlsx", "hasil.pdf", "hasil.xlsx"]


def test_berkas_rusak_ditolak_dengan_namanya(kantor: Kantor, buku: Path) -> None:
    buku.write_bytes(buku.read_bytes()[:200])
    with pytest.raises(KantorError, match=r"buku é\.xlsx"):
        kantor.buka(buku)


def test_proses_hilang_sesudah_ditutup_walau_dokumen_masih_terbuka(buku: Path) -> None:
    with Kantor() as kedua:
        doc = kedua.buka(buku)
        kedua.sel(doc, "Uji é", "A1").Value = 1
        assert hidup(kedua.pid)
    assert not hidup(kedua.pid)
    kedua.tutup()


def test_proses_hilang_bila_tidak_sempat_mulai(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    palsu = tmp_path / "soffice"
    palsu.write_text('#!/bin/sh\necho $$ >"$0.pid"\nexec sleep 60\n')
    palsu.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(KantorError, match="tidak mau mulai"):
        Kantor(batas_mulai=0.5)
    assert not hidup(int((tmp_path / "soffice.pid").read_text()))


def hidup(grup: int) -> bool:
    """Any process of the group, except those that have ended and wait for init."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            keadaan, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == grup and keadaan != "Z":
                return True
    return False
