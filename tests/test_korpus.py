"""Five published reports, every computed figure, evaluated as statements (xl_lkjip.core.pernyataan).

1. At least 300 figures, each report among them, each row well formed and explained where it must be.
2. `cocok` figures reproduce to the last printed digit, `dipotong` by truncation; `salah` do not, and carry the right value.
3. Predicates and worded verdicts follow from their figures.
4. The same quantity printed with two values: the value of the other place is the right one.
5. Where the report gives no rule, no value is claimed.
"""

from __future__ import annotations

from collections import Counter

import pytest

from korpus import Baris, berumus, semua
from xl_lkjip.core.banding import Putusan, putuskan
from xl_lkjip.core.cetak import bentuk
from xl_lkjip.core.pernyataan import evaluasi, harapan
from xl_lkjip.core.workbook import Cell

KATA = [b for b in berumus() if b.fungsi in {"PREDIKAT", "TERCAPAI"}]
ANGKA = [b for b in berumus() if b not in KATA]


def _putusan(baris: Baris, tercetak: str) -> str:
    """What becomes of the figure if this is printed."""
    hasil = evaluasi(baris.rumus)
    if hasil.nilai is None:  # no budget, no efficiency
        return "cocok" if tercetak == "-" else "salah"
    if "/" in tercetak:  # done of asked
        return "cocok" if tercetak in hasil.kata else "salah"
    cell = Cell(1, 1, tercetak)
    return putuskan(cell, harapan(hasil, cell), rasio=bentuk(hasil.format).persen).value


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


@pytest.mark.parametrize("baris", ANGKA, ids=lambda b: b.id)
def test_angka(baris: Baris) -> None:  # 2, 4
    assert _putusan(baris, baris.hitung) == "cocok"
    if baris.kelas == "satuan":  # the number is right, its unit is not
        assert ("%" in baris.tercetak, "%" in baris.hitung) == (True, False)
    elif baris.fungsi == "SAMA":  # a copy must not be cut either
        assert baris.putusan == "salah"
        assert _putusan(baris, baris.tercetak) != Putusan.COCOK.value
    else:
        assert _putusan(baris, baris.tercetak) == baris.putusan


@pytest.mark.parametrize("baris", KATA, ids=lambda b: b.id)
def test_kata(baris: Baris) -> None:  # 3
    benar = {k.lower() for k in evaluasi(baris.rumus).kata}
    assert baris.hitung.lower() in benar
    assert (baris.tercetak.lower() in benar) == (baris.putusan == "cocok")


def test_tanpa_aturan() -> None:  # 5
    for b in semua():
        assert (b.fungsi == "TAK_TERURAI") == (b.putusan == "tak_terurai"), b.id
        assert (b.putusan == "tak_terurai") == (not b.hitung), b.id
