"""Five published reports, every computed figure.

1. At least 300 figures, each report among them, each row well formed and explained where it must be.
2. `cocok` figures reproduce to the last printed digit, `dipotong` by truncation; `salah` do not, and carry the right value.
3. The same quantity printed with two values: the other place is named, and its value is the right one.
4. Worded verdicts follow from target and realisasi.
5. Where the report gives no rule, no value is claimed.
"""

from __future__ import annotations

from collections import Counter

import pytest

from korpus import Baris, evaluasi, semua
from xl_lkjip.core.angka import baca, selaraskan
from xl_lkjip.core.banding import Putusan, putuskan
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.workbook import Cell

TERHITUNG = [b for b in semua() if b.fungsi not in {"SAMA", "TERCAPAI", "TAK_TERURAI"}]


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


@pytest.mark.parametrize("baris", [b for b in semua() if b.fungsi == "SAMA"], ids=lambda b: b.id)
def test_dua_tempat(baris: Baris) -> None:  # 3
    assert baris.putusan == "salah"
    tercetak, hitung, lain = (baca(t.removesuffix("%")) for t in (baris.tercetak, baris.hitung, baris.argumen[0]))
    assert tercetak is not None
    assert hitung is not None
    assert lain is not None
    assert lain.nilai is not None
    assert tercetak.nilai != hitung.nilai
    assert putuskan(Cell(1, 1, baris.hitung.removesuffix("%")), [lain.nilai], rasio=False) is Putusan.COCOK


@pytest.mark.parametrize("baris", [b for b in semua() if b.fungsi == "TERCAPAI"], ids=lambda b: b.id)
def test_tercapai(baris: Baris) -> None:  # 4
    target, realisasi = (baca(t) for t in baris.argumen[:2])
    assert target is not None
    assert realisasi is not None
    t, r = selaraskan(target, realisasi)
    benar = "tercapai" if (r <= t if baris.argumen[2:] == ("turun",) else r >= t) else "belum tercapai"
    assert baris.hitung == benar
    assert (baris.tercetak == benar) == (baris.putusan == "cocok")


def test_tanpa_aturan() -> None:  # 5
    for b in semua():
        assert (b.fungsi == "TAK_TERURAI") == (b.putusan == "tak_terurai"), b.id
        assert (b.putusan == "tak_terurai") == (not b.hitung), b.id
