"""Five published reports, every computed figure.

1. At least 300 figures, each report among them, each row well formed and explained where it must be.
2. `cocok` figures reproduce to the last printed digit, `dipotong` by truncation; `salah` do not, and carry the right value.
"""

from __future__ import annotations

from collections import Counter

import pytest

from korpus import Baris, evaluasi, semua
from xl_lkjip.core.banding import Putusan, putuskan
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.workbook import Cell

TANPA_RUMUS = {"SAMA", "TERCAPAI", "TAK_TERURAI"}  # two printed values held against each other, or no rule at all
TERHITUNG = [b for b in semua() if b.fungsi not in TANPA_RUMUS]


def test_lengkap() -> None:  # 1
    assert len(semua()) >= 300
    assert {b.kota for b in semua()} == {"blitar", "kediri", "lumajang", "mojokerto", "semarang"}
    assert len({b.id for b in semua()}) == len(semua())
    for b in semua():
        assert b.putusan in {"cocok", "dipotong", "salah", "tak_terurai"}, b.id
        assert b.tempat in {"tabel", "teks"}, b.id
        assert b.argumen, b.id
        assert bool(b.kelas) == (b.putusan == "salah"), b.id
        assert b.penjelasan or b.putusan == "cocok", b.id
        assert b.hitung or b.putusan == "tak_terurai", b.id
    assert Counter(b.putusan for b in semua())["salah"] > 100


@pytest.mark.parametrize("baris", TERHITUNG, ids=lambda b: b.id)
def test_angka(baris: Baris) -> None:  # 2
    try:
        hasil = evaluasi(baris)
    except LkjipError as galat:
        assert baris.putusan == "salah", galat
        return
    if hasil is None:  # no budget, no efficiency
        assert (baris.putusan, baris.hitung) == ("salah", "-")
    elif isinstance(hasil, str):
        assert (hasil.lower() == baris.tercetak.lower()) == (baris.putusan == "cocok"), hasil
        assert hasil.lower() == baris.hitung.lower()
    else:
        tercetak, hitung = (putuskan(Cell(1, 1, baris.seperti(t)), [hasil], rasio=baris.rasio) for t in (baris.tercetak, baris.hitung))
        assert hitung is Putusan.COCOK, hasil
        if baris.kelas == "satuan":  # the number is right, its unit is not
            assert ("%" in baris.tercetak, "%" in baris.hitung) == (True, False)
        else:
            assert tercetak.value == baris.putusan, hasil
