"""Sums and means of tables of several levels: every file of tests/jumlah has a wrong and a right table (grammar: tests/aturan).

1. The wrong table: each finding at its cell with its value, and no other galat.
2. The right table: no galat at all.
3. A sum of many parts names the first and the last cell.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import aturan

SEMUA = {f.stem: f for f in sorted((Path(__file__).parent / "jumlah").glob("*.txt"))}


@pytest.mark.parametrize("nama", SEMUA)
def test_salah(nama: str) -> None:  # 1
    bagian = aturan.baca(SEMUA[nama]).salah
    semua = aturan.temuan(bagian)
    assert bagian.temuan
    for kode, tempat, nilai in bagian.temuan:
        ada = [t for t in semua if t.kode == kode and aturan.cocok(t, bagian, tempat)]
        assert ada, [(t.kode, t.sel, t.pesan) for t in semua]
        assert not nilai or nilai in {t.hitung for t in ada}
    assert [(t.kode, t.sel) for t in semua if t.tingkat.value == "galat" and t.sel not in {s for _, s, _ in bagian.temuan}] == []
    akar = {f"{t.kode} {t.lembar}!{t.sel}" for t in semua}
    assert all(t.akar in akar for t in semua if t.akar)


@pytest.mark.parametrize("nama", SEMUA)
def test_benar(nama: str) -> None:  # 2
    assert [(t.kode, t.sel, t.pesan) for t in aturan.temuan(aturan.baca(SEMUA[nama]).benar) if t.tingkat.value == "galat"] == []


def test_sel_disebut() -> None:  # 3
    assert "(C2 sampai C8)" in aturan.temuan(aturan.baca(SEMUA["disebut_selnya"]).salah)[0].pesan
