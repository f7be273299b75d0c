"""`xl-lkjip kenali`: what was recognised, where and how.

1. Our template by its cell names, a foreign table by its header words.
2. A file without such a table, or one that is refused, is said to be so, and the others go on.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bantu import UTAMA, data_blitar
from xl_lkjip import cli
from xl_lkjip.xlsx.templat import bangun


def _asing(berkas: Path, judul: list[str]) -> Path:
    buku = openpyxl.Workbook()
    assert buku.active is not None
    buku.active.append(judul)
    buku.active.append(["Indeks", 80, 75])
    buku.save(berkas)
    return berkas


def test_dikenali(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # 1
    monkeypatch.setenv("COLUMNS", "200")
    templat = tmp_path / "ukur.xlsx"
    templat.write_bytes(bangun(UTAMA["pengukuran"], data_blitar()))
    asing = _asing(tmp_path / "asing.xlsx", ["Indikator Kinerja", "Target", "Realisasi"])
    assert cli.main(["kenali", str(templat), str(asing)]) == 0
    teks = capsys.readouterr().out
    kiri, _, kanan = teks.partition("asing.xlsx")
    assert "nama sel templat" in kiri
    assert "skala blitar, metode efisiensi rasio" in kiri
    assert "3 (8-10)" in kiri
    assert "E target" in kiri
    assert "judul kolomnya" in kanan
    assert "skala tidak disebut" in kanan
    assert 'A indikator "Indikator Kinerja"; B target "Target"; C realisasi "Realisasi"' in kanan


def test_tidak_dikenali(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 2
    lain = _asing(tmp_path / "lain.xlsx", ["Nama", "Umur", "Berat"])
    assert cli.main(["kenali", str(lain), str(tmp_path / "tidak_ada.xlsx"), str(lain)]) == 2
    keluar = capsys.readouterr()
    assert keluar.out.count("Tidak ada tabel PK atau Pengukuran yang dikenal.") == 2
    assert "BRK001" in keluar.err
