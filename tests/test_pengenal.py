"""The recogniser on tables of any layout.

1. Invented layouts: columns permuted, synonyms, extra columns, headers of one or two rows, merged cells, column numbers,
   notes and parts between the rows, anywhere on the sheet. What is recognised does not depend on any of it.
2. What a header says, word by word.
3. Several tables on a sheet; a header repeated after a page break goes on with its table.
4. The formula of the row of column numbers; years, quarters and agencies side by side; totals, means and rows without a name.
5. Nothing of ours: no table.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_lkjip.core.forms.judul_kolom import arti
from xl_lkjip.core.forms.pandangan import pandangan
from xl_lkjip.core.forms.pengenal import kenali_lembar
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.workbook import Cell, Sheet, Workbook

SINONIM: dict[str, tuple[str, ...]] = {
    "no": ("No", "NO.", "Nomor", "No. Urut"),
    "sasaran": ("Sasaran", "Sasaran Strategis", "SASARAN KINERJA", "Sasaran Program"),
    "indikator": (
        "Indikator",
        "Indikator Kinerja",
        "IKU",
        "Indikator Kinerja Utama (IKU)",
        "INDIKATOR SASARAN",
        "Indikator Kinerja Program",
    ),
    "satuan": ("Satuan", "SATUAN"),
    "target": ("Target", "Target 2024", "TARGET KINERJA", "Target (%)"),
    "realisasi": ("Realisasi", "Realisasi 2024", "REALISASI KINERJA"),
    "capaian": ("Capaian", "Capaian Kinerja", "% Capaian", "Tingkat Capaian (%)", "Persentase Capaian"),
    "predikat": ("Predikat", "Kategori", "KRITERIA"),
    "pagu": ("Pagu", "Anggaran (Rp)", "Pagu Anggaran", "Alokasi Anggaran", "Anggaran 2024"),
    "realisasi_anggaran": ("Realisasi Anggaran", "Realisasi Anggaran (Rp)", "Penyerapan Anggaran (Rp)"),
    "serapan": ("Serapan", "% Serapan", "Capaian Anggaran (%)", "Penyerapan (%)"),
}
DALAM_GRUP = {
    "target": ("Target",), "realisasi": ("Realisasi",), "capaian": ("Capaian", "%", "(%)"),
    "pagu": ("Pagu", "Alokasi", "Target"), "realisasi_anggaran": ("Realisasi",), "serapan": ("%", "Capaian", "Serapan"),
}  # fmt: skip
KINERJA, ANGGARAN = ("target", "realisasi", "capaian"), ("pagu", "realisasi_anggaran", "serapan")
LAIN = ("Penanggung Jawab", "Lokasi", "Sumber Data", "Keterangan")
ISI: list[dict[str, Any]] = [
    {"sasaran": "Meningkatnya mutu layanan", "indikator": "Indeks kepuasan masyarakat", "satuan": "indeks", "target": 80.0, "realisasi": 82.5, "capaian": 1.03125, "predikat": "Sangat Tinggi", "pagu": 1_200_000_000.0, "realisasi_anggaran": 1_100_000_000.0, "serapan": 0.9167},
    {"sasaran": "", "indikator": "Persentase pengaduan selesai", "satuan": "persen", "target": "90%", "realisasi": "85,5%", "capaian": "95,00%", "predikat": "Tinggi", "pagu": "Rp 250.000.000", "realisasi_anggaran": "Rp 200.000.000", "serapan": "80,00%"},
    {"sasaran": "Meningkatnya akuntabilitas", "indikator": "Nilai SAKIP", "satuan": "nilai", "target": "A (86,35)", "realisasi": "A (85,49)", "capaian": "99,00%", "predikat": "Tinggi", "pagu": 90_000_000, "realisasi_anggaran": 89_000_000, "serapan": "98,89"},
    {"sasaran": "", "indikator": "Jumlah inovasi", "satuan": "inovasi", "target": "4 inovasi", "realisasi": "3 inovasi", "capaian": "75%", "predikat": "Rendah", "pagu": "-", "realisasi_anggaran": "-", "serapan": "-"},
]  # fmt: skip


@dataclass
class Karangan:
    """An invented sheet and what stands in it."""

    sheet: Sheet
    kolom: dict[str, int]
    baris: list[int]


def karang(acak: random.Random) -> Karangan:
    """A layout by rule: which columns, in which order, under which words."""
    peran = ["indikator", *KINERJA]
    peran = [*(["no"] if acak.random() < 0.6 else []), *(["sasaran"] if acak.random() < 0.7 else []), *peran]
    if acak.random() < 0.4:
        peran.insert(peran.index("indikator") + 1, "satuan")
    if acak.random() < 0.6:
        peran.append("predikat")
    if acak.random() < 0.6:
        peran += ANGGARAN
    urut = _acak_urutan(peran, acak)
    berganda = acak.random() < 0.5
    sheet, atas, kiri = Sheet("Lembar kerja"), acak.randint(1, 9), acak.randint(1, 5)
    if acak.random() < 0.7:
        sheet.cells[atas, kiri] = Cell(
            atas, kiri, acak.choice(("PENGUKURAN KINERJA TAHUN 2024", "Tabel 3.1 Capaian Kinerja", "Lampiran II"))
        )
        atas += acak.randint(1, 2)
    kolom: dict[str, int] = {}
    for nomor, p in enumerate(urut, kiri):
        kolom[p] = nomor
        grup = "Kinerja" if p in KINERJA else "Anggaran" if p in ANGGARAN else ""
        if berganda and grup:
            if not _teks(sheet, atas, nomor) and (nomor == kiri or urut[nomor - kiri - 1] not in (KINERJA if p in KINERJA else ANGGARAN)):
                sheet.cells[atas, nomor] = Cell(atas, nomor, grup)
                sheet.merged.append((atas, nomor, atas, nomor + len(KINERJA) - 1))
            sheet.cells[atas + 1, nomor] = Cell(atas + 1, nomor, acak.choice(DALAM_GRUP[p]))
        else:
            sheet.cells[atas, nomor] = Cell(atas, nomor, acak.choice(SINONIM.get(p, (p,))))
            if berganda:
                sheet.merged.append((atas, nomor, atas + 1, nomor))
    baris = atas + 1 + berganda
    if acak.random() < 0.4:
        for i, nomor in enumerate(range(kiri, kiri + len(urut)), 1):
            sheet.cells[baris, nomor] = Cell(baris, nomor, acak.choice((i, str(i), f"({i})")) if False else f"({i})")
        baris += 1
    hasil = Karangan(sheet, {p: n for p, n in kolom.items() if p in SINONIM}, [])
    for i, satu in enumerate(ISI, 1):
        if acak.random() < 0.2:
            baris += 1  # a blank row between
        if acak.random() < 0.2:
            sheet.cells[baris, kolom["indikator"]] = Cell(
                baris, kolom["indikator"], acak.choice(("Bidang Kepegawaian", "A. Urusan Wajib", "Program Utama"))
            )
            baris += 1
        for p, n in kolom.items():
            nilai: object = satu.get(p, i if p == "no" else "")
            if nilai != "":
                sheet.cells[baris, n] = Cell(baris, n, nilai)  # type: ignore[arg-type]
        hasil.baris.append(baris)
        baris += 1
    return hasil


def _acak_urutan(peran: list[str], acak: random.Random) -> list[str]:
    """Groups and single columns in any order; what names a row comes before its figures."""
    label = [p for p in peran if p in ("no", "sasaran", "indikator", "satuan")]
    sisa = [[*KINERJA], *([[*ANGGARAN]] if "pagu" in peran else []), *([["predikat"]] if "predikat" in peran else [])]
    sisa += [[x] for x in acak.sample(LAIN[:3], acak.randint(0, 2))]
    acak.shuffle(sisa)
    if acak.random() < 0.5:
        acak.shuffle(label)
    return [*label, *(p for grup in sisa for p in grup)]


def _teks(sheet: Sheet, baris: int, kolom: int) -> str:
    return str(sheet.gabungan(baris, kolom).value or "")


def periksa(karangan: Karangan) -> None:
    """The one table is found whole: each role at its column, each row with its values."""
    tabel = kenali_lembar(karangan.sheet)
    assert len(tabel) == 1, [t.luas for t in tabel]
    semua = list(pandangan(tabel[0]))
    assert len(semua) == 1, [p.kolom for p in semua]
    terbaca = {p: n for p, n in semua[0].kolom.items() if p in karangan.kolom}
    assert terbaca == karangan.kolom
    assert [b.baris for b in semua[0].baris] == karangan.baris
    sasaran = [b.sasaran for b in semua[0].baris]
    if "sasaran" in karangan.kolom:
        assert sasaran == [ISI[0]["sasaran"]] * 2 + [ISI[2]["sasaran"]] * 2


@pytest.mark.parametrize("benih", range(20))
def test_dua_puluh_tata_letak(benih: int) -> None:  # 1
    periksa(karang(random.Random(benih)))


@settings(max_examples=300, deadline=None)
@given(st.integers(20, 10**9))
def test_tata_letak_apa_pun(benih: int) -> None:  # 1
    periksa(karang(random.Random(benih)))


@pytest.mark.parametrize(
    ("judul", "peran", "tahun", "triwulan"),
    [
        (("Anggaran", "Capaian Kinerja"), "serapan", 0, 0),
        (("Realisasi Anggaran", "%"), "serapan", 0, 0),
        (("Realisasi Anggaran", "Anggaran"), "realisasi_anggaran", 0, 0),
        (("Realisasi Kinerja", "Kinerja"), "realisasi", 0, 0),
        (("Realisasi Kinerja", "%"), "capaian", 0, 0),
        (("Target", "Anggaran"), "pagu", 0, 0),
        (("Target", "Kinerj a"), "target", 0, 0),
        (("CAPAIAN TAHUN 2019", "%"), "capaian", 2019, 0),
        (("Pentahapan Capaian", "I"), "target", 0, 1),
        (("Pencapaian Target Triwulan", "IV"), "realisasi", 0, 4),
        (("Realisasi", "TW 3"), "realisasi", 0, 3),
        (("Realisasi Kinerja (%)",), "capaian", 0, 0),
        (("Target (%)",), "target", 0, 0),
        (("Tingkat Kemajuan",), "kemajuan", 0, 0),
        (("Efisiensi %",), "efisiensi", 0, 0),
        (("% Anggaran",), "bagian", 0, 0),
        (("DPPA",), "pagu", 0, 0),
        (("Realisasi Capaian Indeks Sistem Merit",), "realisasi", 0, 0),
        (("Nama Pegawai",), "lain", 0, 0),
    ],
)
def test_arti_judul(judul: tuple[str, ...], peran: str, tahun: int, triwulan: int) -> None:  # 2
    hasil = arti(judul)
    assert (hasil.peran, hasil.tahun, hasil.triwulan) == (peran, tahun, triwulan)


def lembar(*baris: tuple[object, ...]) -> Sheet:
    sheet = Sheet("S")
    for b, isi in enumerate(baris, 1):
        for k, nilai in enumerate(isi, 1):
            if nilai is not None:
                sheet.cells[b, k] = Cell(b, k, nilai)  # type: ignore[arg-type]
    return sheet


def test_beberapa_tabel() -> None:  # 3
    sheet = lembar(
        ("Tabel 1",), ("Indikator", "Target", "Realisasi"), ("A", 10, 9), ("B", 10, 8), (),
        ("Tabel 2",), ("Program", "Anggaran", "Realisasi"), ("P", 1_000_000, 900_000), ("Jumlah", 1_000_000, 900_000),
    )  # fmt: skip
    satu, dua = kenali_lembar(sheet)
    assert (satu.judul, satu.luas, [b.label for b in satu.baris]) == ("Tabel 1", "A2:C4", ["A", "B"])
    assert (dua.judul, [k.peran for k in dua.kolom], [b.jenis for b in dua.baris]) == (
        "Tabel 2", ["program", "pagu", "realisasi_anggaran"], ["isi", "jumlah"],
    )  # fmt: skip


def test_halaman_baru() -> None:  # 3
    kepala = ("No", "Program", "Indikator", "Target", "Realisasi")
    sheet = lembar(
        kepala,
        (1, "Program pendi", "Persentase siswa", 10, 9),
        (),
        kepala,
        (None, "dikan dasar", "yang lulus"),
        (2, "Program lain", "Jumlah guru", 5, 5),
    )
    (tabel,) = kenali_lembar(sheet)
    assert [b.label for b in tabel.baris] == ["Persentase siswa yang lulus", "Jumlah guru"]


def test_nomor_kolom_dan_waktu() -> None:  # 4
    sheet = lembar(
        ("Indikator", "Target", "Realisasi", "%"), (1, 2, 3, "4=3/2"), ("A", 10, 9, "90%"), ("B", 4, 2, "50%"), ("Rata-rata capaian", None, None, "70%"), (None, 14, 11),
    )  # fmt: skip
    (tabel,) = kenali_lembar(sheet)
    assert [(k.peran, k.sebutan, k.rumus) for k in tabel.kolom][3] == ("capaian", "4", "3/2")
    assert [b.jenis for b in tabel.baris] == ["isi", "isi", "rata", "tanpa_nama"]
    berdampingan = lembar(
        ("Indikator", "Nasional", None, None, "Kota", None, None), (None, *("Target", "Realisasi", "Capaian") * 2), ("IP ASN", 72, 77.84, "108,11%", 80.2, 70.89, "88,39%"),
    )  # fmt: skip
    (tabel,) = kenali_lembar(berdampingan)
    assert [p.kolom["target"] for p in pandangan(tabel)] == [2, 5]
    tahunan = lembar(
        ("Indikator", "Target", None, "Realisasi", None, "Capaian", None), (None, *(2023, 2024) * 3), ("A", 10, 10, 9, 8, "90%", "80%")
    )
    (tabel,) = kenali_lembar(tahunan)
    assert [(p.waktu, p.kolom["target"], p.kolom["capaian"]) for p in pandangan(tabel)] == [((2023, 0), 2, 6), ((2024, 0), 3, 7)]


def test_bukan_milik_kami() -> None:  # 5
    daftar = lembar(("Nama", "Umur", "Berat"), ("Ani", 20, 50), ("Budi", 30, 60))
    assert kenali(Workbook("b.xlsx", [daftar])) == []
    assert kenali(Workbook("b.xlsx", [lembar(("Selamat pagi",), ("Terima kasih", 5))])) == []
