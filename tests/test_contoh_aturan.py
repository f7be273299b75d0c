"""Every code of every rule has a wrong and a right example (tests/aturan), and the validator tells them apart."""

from __future__ import annotations

import pytest

import aturan
from xl_lkjip.core.rules import semua_aturan

KODE = sorted({k for a in semua_aturan() for k in a.kode})


def test_setiap_kode_bercontoh() -> None:
    assert set(KODE) == set(aturan.semua())


@pytest.mark.parametrize("kode", sorted(aturan.semua()))
def test_salah(kode: str) -> None:
    bagian = aturan.semua()[kode].salah
    assert any(k == kode for k, _, _ in bagian.temuan), "the example names no finding of its own code"
    semua = aturan.temuan(bagian)
    for satu, tempat, nilai in bagian.temuan:
        ada = [t for t in semua if t.kode == satu and aturan.cocok(t, bagian, tempat)]
        assert ada, f"{satu} {tempat}: {[(t.kode, t.lembar, t.sel, t.hitung) for t in semua]}"
        assert not nilai or any(t.hitung == nilai for t in ada), [t.hitung for t in ada]


@pytest.mark.parametrize("kode", sorted(aturan.semua()))
def test_benar(kode: str) -> None:
    bagian = aturan.semua()[kode].benar
    assert bagian.baris
    assert [(t.sel, t.pesan) for t in aturan.temuan(bagian) if t.kode == kode] == []
