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

CONTOH = [(c.rumus, c.tampil) for f in FUNCTIONS.values() for c in f.contoh]


@pytest.mark.parametrize(("rumus", "tampil"), CONTOH)
def test_contoh(rumus: str, tampil: str) -> None:  # 1
    assert evaluasi(rumus).tampil == tampil


# formula | what the cell shows, or the error code | source
KASUS = r"""
=CAPAIAN(13,02; 75,91)                 | 583,03%          | Blitar 2023, Tabel 3.1, baris 2
=CAPAIAN("A (86,35)"; "A (85,49)")     | 99,00%           | Blitar 2023, Tabel 3.1, baris 3
=CAPAIAN(260; 262)                     | 100,77%          | Blitar 2023, Tabel 3.1.2.1 (tercetak 100,76%: dipotong)
=CAPAIAN(86,30; 85,16)                 | 98,68%           | Blitar 2023, Tabel 3.1.2.3
=CAPAIAN(29; 20,40)                    | 70,34%           | Kediri 2021, dimensi kompetensi
=CAPAIAN("75%"; "89%")                 | 118,67%          | Kediri 2021, jabatan struktural
=CAPAIAN("98,54 %"; 90,69)             | 92,03%           | Mojokerto 2020: tanpa % berarti poin persen
=CAPAIAN(10; 7; "turun")               | 130,00%          | LAN 239/2003
=CAPAIAN(10; 25; "turun")              | -50,00%          | LAN 239/2003: negatif dibiarkan
=CAPAIAN(10; 7; " Turun - Bagi ")      | 142,86%          | Kediri 2021 (tercetak 143%)
=CAPAIAN(10; 7;)                       | 70,00%           | arah kosong berarti naik
=CAPAIAN(10; 7; 0)                     | 70,00%           | arah 0 berarti naik (sel kosong di Calc)
=CAPAIAN(10; 15;; 1,2)                 | 120,00%          | batas atas pilihan pengguna
=CAPAIAN(10; 15;; "120%")              | 120,00%          | batas atas sebagai persen
=CAPAIAN(0; 5)                         | CAP001           | target nol
=CAPAIAN(10; 0; "turun-bagi")          | CAP002           | realisasi nol
=CAPAIAN(10; 5; "naek")                | CAP003           | salah ketik
=CAPAIAN(10; 5;; 0)                    | CAP004           | batas nol
=CAPAIAN("abc"; 5)                     | ANG001           |
=CAPAIAN("98,54%"; 0,9069)             | ANG002           | rasio atau poin?
=CAPAIAN("A"; "BB")                    | ANG003           | huruf tanpa angka tidak dapat dibagi
=CAPAIAN("A"; "A")                     | 100,00%          | Kediri 2021, Nilai SAKIP
=CAPAIAN_INVERS(10; 7; "bagi")         | 142,86%          | Kediri 2021
=CAPAIAN_INVERS(0,80; 0,30)            | 162,50%          | Semarang 2020: makin kecil makin baik
=CAPAIAN_INVERS(10; 7; "x")            | CAP003           |
=EFISIENSI("583,03%"; "87,19%"; "rasio") | 6,69           | Blitar 2023, Tabel 3.2.3, baris 2
=EFISIENSI("98,92%"; "83,80%")         | 15,12%           | Kediri 2021, baris 2 (tercetak 15%)
=EFISIENSI(1; 0; "rasio")              | EFI003           |
=EFISIENSI(0,9; 0,5; "hemat")          | EFI002           | capaian belum 100%
=EFISIENSI(1; 0,5; "boros")            | EFI001           |
=EFISIENSI(100; 90)                    | PRE002           | poin, bukan rasio
=PREDIKAT(100,56%; "blitar")           | Sangat berhasil  | Blitar 2023, Tabel 3.1
=PREDIKAT(85%; "blitar")               | Sangat berhasil  | batas: 85 s.d 100
=PREDIKAT(84,9999%; "blitar")          | Berhasil         | batas: 70 s.d < 85
=PREDIKAT(CAPAIAN(5,4; 4,59); "blitar") | Sangat berhasil | 0,8499999... dalam biner adalah 85%
=PREDIKAT(54,99%; "blitar")            | Tidak berhasil   |
=PREDIKAT(90,4%)                       | Tinggi           | Permendagri 86/2017: dibulatkan ke 90
=PREDIKAT(90,5%)                       | Sangat Tinggi    | dibulatkan ke 91
=PREDIKAT(50,4%)                       | Sangat Rendah    |
=PREDIKAT(583,03%)                     | Sangat Tinggi    | di atas 100% tetap teratas
=PREDIKAT(1; "efisiensi_rasio")        | Berimbang        | label untuk tepat 1 tidak ada dalam sumber resmi
=PREDIKAT(0,96; "efisiensi_rasio")     | Tidak efisien    | Blitar 2023, Tabel 3.2.3 (tercetak)
=PREDIKAT(1,04; "efisiensi_rasio")     | Efisien          | Blitar 2023, baris 3 dengan pagu yang benar
=PREDIKAT(90; "sakip88")               | A                | tepat 90,00 adalah A
=PREDIKAT(90,01; "sakip88"; "lengkap") | AA (Sangat Memuaskan) | PermenPAN-RB 88/2021
=PREDIKAT(85,49; "sakip88")            | A                | Blitar 2023, Tabel 3.1 (tercetak A)
=PREDIKAT(78,78; "ikm14")              | Baik             | Mojokerto 2020, IKM 2019
=PREDIKAT(80,69; "ikm14"; "lengkap")   | B (Baik)         | Mojokerto 2020, IKM 2020
=PREDIKAT(88,305; "ikm14")             | Sangat baik      | dibulatkan ke 88,31
=PREDIKAT(3,26; "ikm14_interval")      | Baik             | Kediri 2021, Indeks Kepuasan 3,26
=PREDIKAT(3,26; "ikm14")               | Baik             | nilai 1-4 dibaca sebagai nilai interval
=PREDIKAT(15; "ikm14")                 | PRE005           | bukan 1-4 dan bukan 25-100
=PREDIKAT(99; "merit")                 | PRE005           | di bawah 100
=PREDIKAT(72,74; "ipasn")              | Sedang           | Kediri 2021, IP ASN
=PREDIKAT(271,5; "merit")              | Baik             | Blitar 2023, bagian 3.1.1
=PREDIKAT(0,66; "merit")               | PRE002           | indeks, bukan nilai
=CAPAIAN("60-70"; 50)                  | 83,33%           | PermenPAN-RB 8/2021: di bawah batas bawah
=CAPAIAN("60-70"; 77; "turun")         | 90,00%           | PermenPAN-RB 8/2021: 1 + (1 - 77/70)
=CAPAIAN("60%-70%"; 65)                | 100,00%          | satuan diselaraskan
=CAPAIAN(60; 66; "rentang")            | 110,00%          | rentang satu titik
=CAPAIAN("60-70"; 65; "turun-bagi")    | CAP003           | tidak ada rumusnya
=CAPAIAN(60; "60-70")                  | ANG004           | realisasi berupa rentang
=CAPAIAN(">82"; "85,5")                | 104,27%          | target berpembanding
=CAPAIAN("1842 SK KGB, 1110 SK KP"; "1842 SK KGB, 812 SK KP") | 89,91% | Kediri 2021 (tercetak 90%)
=CAPAIAN("100%"; "4/10")               | 40,00%           | selesai dari yang diminta
=INDEKS_DISIPLIN(16; 11; 17; 6755)     | 1,32             | Lumajang 2020
=INDEKS_DISIPLIN(1; 0; 0; 0)           | IPA007           |
=INDEKS_KINERJA(560665; 6755)          | 83,00            | Lumajang 2020
=INDEKS_KUALIFIKASI(0; 0; 10; 0; 0; 0) | 100,00           | semua S1
=IP_ASN_PEGAWAI("S3"; "pimpinan tinggi"; 1; 0; 1; 1; 95; "tidak") | 100,00 | skor penuh
=IP_ASN_PEGAWAI("S1/D4"; "Fungsional"; "tidak"; "ya"; "tidak"; "ya"; 50,4; "berat"; 2023) | 42,00 | 15 + 25 + 1 + 1
=IP_ASN_PEGAWAI("TK"; "pelaksana"; 0; 0; 1; 1; 80; "tidak") | IPA006 |
=IP_ASN_PEGAWAI("S1"; "pelaksana"; 0; 0; 1; 1; 180; "tidak") | IPA005 |
=IP_ASN("52%"; 1; 1; 1)                | IPA004           |
=ANGKA("271, 50")                      | 271,5            | Blitar 2023, Tabel 3.1.2.1
=ANGKA("60-70")                        | ANG004           |
=PREDIKAT(0,2; {0,5\"b"})             | PRE005           | di bawah batas terendah
=PREDIKAT(75; {0\"C"; 60\"B"; 80\"A"}) | B                | skala sendiri
=PREDIKAT(75; {80\"A"; 0\"C"; 60\"B"}) | B                | skala sendiri tanpa urutan
=PREDIKAT(85)                          | PRE002           | 85 dibaca 8500%
=PREDIKAT(0,8; "tidak ada")            | PRE001           |
=PREDIKAT(0,8; {1})                    | PRE004           |
=PREDIKAT(0,8; "blitar"; "panjang")    | PRE003           |
=IP_ASN(13; 29,76; 25; 4,98)           | 72,74            | Kediri 2021
=IP_ASN(50; 75; 80; 100; "indeks")     | 71,50            | bobot 25/40/30/5
=IP_ASN(133; 75; 80; 100; "indeks")    | 92,25            | indeks di atas 100 dibiarkan
=IP_ASN(26; 29,76; 25; 4,98)           | IPA001           | kualifikasi paling tinggi 25
=IP_ASN(-1; 75; 80; 100; "indeks")     | IPA002           |
=IP_ASN(1; 2; 3; 4; "x")               | IPA003           |
=CAPAIAN(1)                            | ARG002           |
=CAPAIAN(1; 2; 3; 4; 5)                | ARG002           |
=APA(1)                                | ARG003           |
=CAPAIAN(78,80.30)                     | ARG004           | koma sebagai pemisah argumen
=CAPAIAN(1; 2                          | ARG004           |
=CAPAIAN(1; naik)                      | ARG004           | teks tanpa tanda petik
"""


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
