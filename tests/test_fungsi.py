"""The worksheet functions in Python and as `xl-lkjip rumus` types them.

1. Every example of a declaration gives what it says.
2. Values, directions, methods and bounds are those of the domain.
3. Blank in, blank out; numbers and texts of the same value agree; ranges agree with scalars, element by element.
4. Bad input is a coded error that names the argument and the value; in a range the error object stands in its place.
5. Junk gives coded errors only.
6. Each function is documented: help, legal basis, unit, errors from the catalogue.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xl_lkjip import CAPAIAN, CAPAIAN_INVERS, EFISIENSI, IP_ASN, PREDIKAT
from xl_lkjip.core.errors import KATALOG, LkjipError
from xl_lkjip.core.parameter import SKALA
from xl_lkjip.core.registry import FUNCTIONS, panggil
from xl_lkjip.core.rumus import evaluasi
from xl_lkjip.hosts.excel import kasus

CONTOH = [(c.rumus, c.tampil) for f in FUNCTIONS.values() for c in f.contoh]


@pytest.mark.parametrize(("rumus", "tampil"), CONTOH)
def test_contoh(rumus: str, tampil: str) -> None:  # 1
    assert evaluasi(rumus).tampil == tampil


KASUS = kasus.teks()  # formula | what the cell shows, or the error code | source


@pytest.mark.parametrize(("rumus", "harapan", "sumber"), [[s.strip() for s in b.split("|")] for b in KASUS.strip().splitlines()])
def test_kasus(rumus: str, harapan: str, sumber: str) -> None:  # 2, 4
    if harapan in KATALOG:
        with pytest.raises(LkjipError) as galat:
            evaluasi(rumus)
        assert galat.value.kode == harapan, sumber
    else:
        assert evaluasi(rumus).tampil == harapan, sumber


@pytest.mark.parametrize("kosong", [None, "", "-", "  "])
def test_kosong_masuk_kosong_keluar(kosong: Any) -> None:  # 3
    assert CAPAIAN(kosong, 5) is None
    assert CAPAIAN(5, kosong) is None
    assert PREDIKAT(kosong) is None
    assert EFISIENSI(kosong, 1) is None
    assert IP_ASN(1, 2, kosong, 4) is None
    assert evaluasi('=CAPAIAN(""; 5)').tampil == ""


@pytest.mark.parametrize(("nama", "letak"), [(n, i) for n, f in FUNCTIONS.items() for i in range(f.banyak_wajib)])
def test_kosong_di_setiap_argumen(nama: str, letak: int) -> None:  # 3
    nilai: list[Any] = [1.0] * FUNCTIONS[nama].banyak_wajib
    for kosong in (None, "", "-"):
        assert panggil(nama, [*nilai[:letak], kosong, *nilai[letak + 1 :]]) is None


def test_rentang() -> None:  # 3, 4
    kolom = CAPAIAN([[270], [13.02], ["A (86,35)"], [None], ["abc"]], [[271.5], [75.91], ["A (85,49)"], [1], [2]])
    assert [len(b) for b in kolom] == [1] * 5
    assert kolom[:4] == [[271.5 / 270], [75.91 / 13.02], [85.49 / 86.35], [None]]
    assert kolom[4][0].kode == "ANG001"
    assert CAPAIAN([1, 2], [2, 1], "turun") == [0.0, 1.5]
    assert CAPAIAN([1, 2], 2) == [2.0, 1.0]  # a scalar goes with every element
    assert PREDIKAT([[0.9], [None]], [[0, "x"], [0.5, "y"]]) == [["y"], [None]]  # a scale is one value
    with pytest.raises(LkjipError, match="ARG001"):
        CAPAIAN([[1], [2]], [[1, 2]])


def test_nama_argumen() -> None:  # 4
    assert CAPAIAN(target=10, realisasi=7, arah="turun") == pytest.approx(1.3)
    with pytest.raises(LkjipError) as galat:
        CAPAIAN("belum", 5)
    assert "target" in str(galat.value)
    assert '"belum"' in str(galat.value)
    for salah in ({"target": 1}, {"target": 1, "realisasi": 2, "lain": 3}):
        with pytest.raises(LkjipError) as galat:
            CAPAIAN(**salah)
        assert galat.value.kode == "ARG002"


POSITIF = st.floats(0.01, 1e6)


@given(st.lists(st.one_of(st.floats(), st.integers(-5, 5), st.text(max_size=3), st.none()), min_size=1, max_size=6))
@example([float("inf")])
@example([1.0, float("-inf")])
def test_jalan_cepat_sama(nilai: list[Any]) -> None:  # 3: plain numbers take a short cut, with the same answers
    for fungsi, pelan in ((CAPAIAN, "naik"), (CAPAIAN_INVERS, "LAN")):
        cepat, penuh = (fungsi(nilai, [1.5] * len(nilai), *opsi) for opsi in ((), (pelan,)))
        assert [getattr(v, "kode", v) for v in cepat] == [getattr(v, "kode", v) for v in penuh]


@given(POSITIF, POSITIF, POSITIF)
def test_monoton(target: float, r1: float, r2: float) -> None:  # 2
    rendah, tinggi = sorted((r1, r2))
    assert CAPAIAN(target, rendah) <= CAPAIAN(target, tinggi)
    assert CAPAIAN_INVERS(target, rendah) >= CAPAIAN_INVERS(target, tinggi)
    assert CAPAIAN_INVERS(target, rendah, "bagi") >= CAPAIAN_INVERS(target, tinggi, "bagi")


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_angka_dan_teks_sama(t: int, r: int) -> None:  # 3: hundredths, as agencies print them
    def teks(x: int) -> str:
        return f"{x // 100:,}".replace(",", ".") + f",{x % 100:02d}"

    assert CAPAIAN(teks(t), teks(r)) == CAPAIAN(t / 100, r / 100)
    assert CAPAIAN(teks(t) + "%", teks(r) + " %") == pytest.approx(CAPAIAN(t / 100, r / 100), rel=1e-12)


@given(st.lists(st.tuples(POSITIF, POSITIF), min_size=1, max_size=20))
def test_rentang_sama_dengan_satuan(pasangan: list[tuple[float, float]]) -> None:  # 3
    t, r = zip(*pasangan, strict=True)
    assert CAPAIAN(list(t), list(r)) == [CAPAIAN(a, b) for a, b in pasangan]


@pytest.mark.parametrize("skala", SKALA.values(), ids=list(SKALA))
@given(nilai=st.floats(-5, 19.99))
def test_setiap_nilai_satu_label(skala: Any, nilai: float) -> None:  # 2
    if skala.satuan == "poin":  # the whole range of points, from the least that is no ratio
        nilai = max(1.0, skala.pita[0].batas) + abs(nilai) * (0.15 if "interval" in skala.id else 4)
    assert PREDIKAT(nilai, skala.id) in {p.label for p in skala.pita}
    assert [p.label for p in skala.pita].index(PREDIKAT(nilai, skala.id)) <= [p.label for p in skala.pita].index(
        PREDIKAT(min(nilai + 0.5, 19.9 if skala.satuan == "rasio" else nilai + 0.5), skala.id)
    )
    for p in skala.pita[1:]:
        if p.operator == ">=":  # the bound itself belongs to the band that includes it
            assert PREDIKAT(p.batas, skala.id) == p.label


SAMPAH = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.lists(st.integers(), max_size=3), st.binary(max_size=3)
)


@pytest.mark.parametrize("nama", list(FUNCTIONS))
@given(data=st.data())
def test_sampah(nama: str, data: st.DataObject) -> None:  # 5
    nilai = data.draw(st.lists(SAMPAH, min_size=0, max_size=6))
    try:
        hasil = panggil(nama, nilai)
    except LkjipError:
        return
    assert not (isinstance(hasil, float) and math.isnan(hasil))


@pytest.mark.parametrize("nama", list(FUNCTIONS))
def test_terdokumentasi(nama: str) -> None:  # 6
    fungsi = FUNCTIONS[nama]
    assert fungsi.ringkas.endswith(".")
    assert fungsi.dasar
    assert fungsi.contoh
    assert set(fungsi.galat) <= set(KATALOG)
    assert all(a.bantuan and len(a.bantuan) <= 255 for a in fungsi.argumen)  # Excel cuts longer help
    assert all(a.nama.upper() != nama for a in fungsi.argumen)  # VBA ignores case: an argument may not bear its function's name
