"""Reading and rounding of numbers.

1. Every way of writing that the five reports use is read as a reader reads it.
2. What is no number is refused with the offending text (ANG001).
3. Two cells of one row are brought to one unit; a doubtful unit is refused with both readings (ANG002, ANG003).
4. Rounding is Excel's: half away from zero on the decimal value.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_lkjip.core.angka import baca, bulatkan, kosong, selaraskan
from xl_lkjip.core.errors import LkjipError

# text | value (percent as ratio) | percent? | source
TERBACA = """
99,71%              | 0.9971       | ya    | Kediri 2021, PK
98,54 %             | 0.9854       | ya    | Mojokerto 2020
20.40               | 20.4         | tidak | Kediri 2021, realisasi kompetensi
72.74%              | 0.7274       | ya    | Kediri 2021, realisasi IP ASN
3.979               | 3979         | tidak | Kediri 2021, jumlah PNS
0.800               | 0.8          | tidak | angka nol di depan titik: desimal
1.268.161.850       | 1268161850   | tidak | Kediri 2021, anggaran
4,311,989,853.00    | 4311989853   | tidak | Blitar 2023, Lampiran 3
14,645,969,413      | 14645969413  | tidak | Blitar 2023, Lampiran 3 tanpa desimal
14.645.969.413,00   | 14645969413  | tidak | Blitar 2023, bagian 2.2
Rp 1.245.014.740,00 | 1245014740   | tidak | Lumajang 2020, PK, program 1
Rp.37.740.651.000,- | 37740651000  | tidak | Semarang 2020, anggaran 2020
0,800%              | 0.008        | ya    | Semarang 2020, pegawai dihukum disiplin
6,690               | 6.69         | tidak | Blitar 2023, Tabel 3.2.3
271, 50             | 271.5        | tidak | Blitar 2023, Tabel 3.1.2.1
100, 76%            | 1.0076       | ya    | Blitar 2023, Tabel 3.1.2.1
99,00%%             | 0.99         | ya    | Blitar 2023, bagian 4.1
13.02(%)            | 0.1302       | ya    | Blitar 2023, Lampiran 3
270.00(indeks)      | 270          | tidak | Blitar 2023, Lampiran 3
86.35(nilai)        | 86.35        | tidak | Blitar 2023, Lampiran 3
A (86,35)           | 86.35        | tidak | Blitar 2023, Tabel 3.1
63 Jenis            | 63           | tidak | Lumajang 2020, kegiatan perkantoran
323000 Nilai SKP    | 323000       | tidak | Lumajang 2020, kegiatan penilaian kinerja
2 (Sertifikat akreditasi B untuk 3 tahun) | 2 | tidak | Semarang 2020, akreditasi lembaga diklat
1 250 000           | 1250000      | tidak | spasi antar kelompok tiga angka
-5,5                | -5.5         | tidak | angka negatif
−5,5                | -5.5         | tidak | tanda minus tipografi
Rp 12,5 miliar      | 12500000000  | tidak | karangan: PAD pariwisata dalam PK
12,5 Milyar rupiah  | 12500000000  | tidak | ejaan lama
Rp. 1.250 juta,-    | 1250000000   | tidak | karangan
1,5 triliun         | 1500000000000 | tidak | karangan
2 ribu peserta PKN, 110 ribu peserta latsar | 112000 | tidak | beberapa bagian
"""
TAK_TERBACA = ["abc", "12 34", "1.234.5", "1,2,3", "1.23.456,7", "√", "NA", "--5", "1e5", "A (x)", "5,", "٣", "9" * 400, "1" * 301, "12,5 M", "5 jt", "5 jutaan"]  # fmt: skip


def _kasus(tabel: str) -> list[list[str]]:
    return [[s.strip() for s in baris.split("|")] for baris in tabel.strip().splitlines()]


@pytest.mark.parametrize(("teks", "nilai", "persen", "sumber"), _kasus(TERBACA))
def test_terbaca(teks: str, nilai: str, persen: str, sumber: str) -> None:  # 1
    angka = baca(teks)
    assert angka is not None, sumber
    assert angka.nilai == float(nilai), sumber
    assert angka.persen == (persen == "ya"), sumber


@pytest.mark.parametrize("teks", ["", " ", "-", " - ", "–", None])
def test_kosong(teks: str | None) -> None:  # 1
    assert kosong(teks)
    assert baca(teks) is None


@pytest.mark.parametrize("nilai", [*TAK_TERBACA, True, float("nan"), float("inf"), 10**400, b"5", object()])
def test_tak_terbaca(nilai: object) -> None:  # 2
    with pytest.raises(LkjipError) as galat:
        baca(nilai)
    assert galat.value.kode == "ANG001"


def test_pesan_memuat_teksnya() -> None:  # 2
    with pytest.raises(LkjipError, match="ANG001") as galat:
        baca("belum ada data")
    assert '"belum ada data"' in str(galat.value)


@pytest.mark.parametrize(
    ("teks", "nilai", "lain"),
    [
        (">82", 82, {"pembanding": ">"}),  # Mojokerto 2020
        ("≥ 90%", 0.9, {"pembanding": ">=", "persen": True}),
        ("minimal 3,36", 3.36, {"pembanding": ">="}),
        ("60-70", None, {"rentang": (60, 70)}),
        ("60 s.d. 70", None, {"rentang": (60, 70)}),
        ("60 s.d 70 %", None, {"rentang": (0.6, 0.7), "persen": True}),
        ("85% - 100%", None, {"rentang": (0.85, 1.0)}),
        ("22/22", 1.0, {"persen": True}),  # Kediri 2021: done of asked
        ("4/10", 0.4, {"persen": True}),
        ("BKPP: 6, UPTB : 97", 103, {"bagian": (6, 97)}),  # Semarang 2020
        ("2 peserta PKN, 110 peserta latsar", 112, {"bagian": (2, 110)}),
        ("1842 SK KGB, 1110 SK KP", 2952, {"bagian": (1842, 1110)}),  # Kediri 2021
        ("4,311", 4.311, {"lain": 4311}),
        ("13.020%", 130.2, {"lain": 0.1302}),
        ("3.979", 3979, {"lain": 3.979}),
        ("0,800%", 0.008, {"lain": None}),
    ],
)
def test_tata_tulis_lain(teks: str, nilai: float | None, lain: dict[str, object]) -> None:  # 1
    angka = baca(teks)
    assert angka is not None
    assert angka.nilai == nilai
    for kunci, isi in lain.items():
        assert getattr(angka, kunci) == (pytest.approx(isi) if isinstance(isi, (tuple, float)) else isi), kunci


@pytest.mark.parametrize(
    ("a", "b", "hasil"),
    [
        ("98,54 %", 90.69, (98.54, 90.69)),  # Mojokerto 2020: a bare number beside a percent text is in points
        ("13.02(%)", "75,91", (13.02, 75.91)),
        ("13,02%", "75,91%", (0.1302, 0.7591)),
        ("A", "A", (1.0, 1.0)),
        (5, "0%", (5.0, 0.0)),
        (0, "50%", (0.0, 50.0)),
    ],
)
def test_selaras(a: object, b: object, hasil: tuple[float, float]) -> None:  # 3
    x, y = baca(a), baca(b)
    assert x is not None
    assert y is not None
    assert selaraskan(x, y) == pytest.approx(hasil, rel=1e-14)


@pytest.mark.parametrize(
    ("a", "b", "kode", "bacaan"), [("98,54%", 0.9069, "ANG002", "90,69%"), ("A", "BB", "ANG003", "BB"), ("A", 5, "ANG003", "5")]
)
def test_tak_selaras(a: object, b: object, kode: str, bacaan: str) -> None:  # 3
    x, y = baca(a), baca(b)
    assert x is not None
    assert y is not None
    with pytest.raises(LkjipError) as galat:
        selaraskan(x, y)
    assert galat.value.kode == kode
    assert bacaan in str(galat.value)


@pytest.mark.parametrize(
    ("x", "digit", "hasil"),
    [(2.5, 0, 3), (-2.5, 0, -3), (0.5, 0, 1), (1.005, 2, 1.01), (2.675, 2, 2.68), (4.59 / 5.4, 6, 0.85), (1234.5, -2, 1200), (-0.0049, 2, 0), (1e20, 2, 1e20), (0, 2, 0)],
)  # fmt: skip
def test_bulat_seperti_excel(x: float, digit: int, hasil: float) -> None:  # 4
    assert bulatkan(x, digit) == hasil


@given(st.text(max_size=40) | st.from_regex(r"[Rp. ]{0,3}[0-9.,% ()A-Z-]{1,25}", fullmatch=True))
def test_teks_apa_pun(teks: str) -> None:  # 2: junk gives a number, blank, or ANG001, never anything else
    try:
        angka = baca(teks)
    except LkjipError as galat:
        assert galat.kode == "ANG001"
    else:
        assert angka is None or angka.nilai is None or angka.nilai == angka.nilai


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_bulat_dekat(x: float, digit: int) -> None:  # 4
    assert abs(bulatkan(x, digit) - x) <= 0.5 * 10.0**-digit * (1 + 1e-6) + 1e-6
