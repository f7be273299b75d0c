"""Tables of other makes, a wrong and a right one for each trait of their layout (tests/asing, in the syntax of tests/aturan).

1. What is wrong is found at its cell; what is right has no finding above info.
2. A figure that is wrong only because of another one hangs below it.
3. A PK that belongs to nobody is said once in a run, and never in the name of a sheet that is not there.
4. Suggestions follow the way in which the cell is written, and never repeat what stands there.
5. What is right once another cell is mended hangs below the finding on that cell, and is no galat.
6. A measurement without a PK, where some were given, says why; a hint names the PK.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import aturan
from xl_lkjip.core.banding import tulis
from xl_lkjip.core.forms.petunjuk import baca_petunjuk
from xl_lkjip.core.rules import Tingkat
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell

CONTOH = {f.stem: aturan.baca(f) for f in sorted((Path(__file__).parent / "asing").glob("*.txt"))}


@pytest.mark.parametrize("nama", CONTOH)
def test_salah(nama: str) -> None:  # 1
    bagian = CONTOH[nama].salah
    semua = aturan.temuan(bagian)
    for kode, tempat, nilai in bagian.temuan:
        ada = [t for t in semua if t.kode == kode and aturan.cocok(t, bagian, tempat)]
        assert ada, f"{kode} {tempat}: {[(t.kode, t.lembar, t.sel, t.hitung) for t in semua]}"
        assert not nilai or nilai in {t.hitung for t in ada}, [t.hitung for t in ada]


@pytest.mark.parametrize("nama", CONTOH)
def test_benar(nama: str) -> None:  # 1
    assert [(t.kode, t.sel, t.pesan) for t in aturan.temuan(CONTOH[nama].benar) if t.tingkat is not Tingkat.INFO] == []


def test_akar() -> None:  # 2
    akar = {(t.kode, t.sel): (t.tingkat, t.akar) for t in aturan.temuan(CONTOH["akar"].salah)}
    assert akar["SER101", "E3"][0] is Tingkat.PERINGATAN
    assert akar["SER101", "E3"][1].endswith("LRA!C3")
    assert akar["SER101", "E5"][1] == "BUK102 LRA!E5"


def test_pk_milik_siapa() -> None:  # 3
    ukur, pk = aturan.buku(aturan.semua()["PKP104"].salah)
    lain = [aturan.buku(CONTOH[n].benar)[0] for n in ("dua_realisasi", "wtp", "arah")]
    for n, satu in enumerate(lain):
        satu.nama = f"{n}.xlsx"
    temuan = [t for h in validasi([*lain, pk]) for t in h.temuan if t.kode == "PKP104"]
    assert [(t.tingkat, t.lembar, t.berkas) for t in temuan] == [(Tingkat.INFO, "", "0.xlsx")]
    temuan = [t for h in validasi([ukur, pk]) for t in h.temuan if t.kode == "PKP104"]
    assert [(t.tingkat, t.lembar) for t in temuan] == [(Tingkat.PERINGATAN, "Identitas")]
    sendiri = aturan.buku(CONTOH["pk_lalu_instansi"].benar)[0]
    sendiri.nama = "sendiri.xlsx"
    assert not [t for h in validasi([*lain, sendiri]) for t in h.temuan if t.kode == "PKP104"]


@pytest.mark.parametrize(
    ("isi", "nilai", "teks"),
    [
        ("1,875,320,000.00", 1799450500.5, "1,799,450,500.50"),
        ("95.95%", 0.9688, "96.88%"),
        ("95,95%", 0.9688, "96,88%"),
        ("1.234.567", 7654321.0, "7.654.321"),
        ("3.979", 4100.0, "4.100"),
    ],
)
def test_gaya(isi: str, nilai: float, teks: str) -> None:  # 4
    cell = Cell(1, 1, isi)
    assert tulis(nilai, cell, format_baku="0.00%" if "%" in isi else "#,##0") == teks


@pytest.mark.parametrize("nama", CONTOH)
def test_beda(nama: str) -> None:  # 4
    semua = [t for b in (CONTOH[nama].salah, CONTOH[nama].benar) for t in aturan.temuan(b)]
    assert [(t.kode, t.sel, t.hitung) for t in semua if t.hitung and t.hitung.replace(".", "") == t.tercetak.replace(".", "")] == []


def test_sesudah_dibetulkan() -> None:  # 5
    akibat = {f"{t.lembar}!{t.sel}": t for t in aturan.temuan(CONTOH["sesudah_dibetulkan"].salah) if t.akar}
    akar = {k: t.akar for k, t in akibat.items()}
    assert akar == {"T1!F4": "ARH101 T1!E4", "T1!E5": "CAP101 T1!E2", "T2!D2": "BSR101 T2!C2", "T3!E3": "BSR101 T3!C3"}
    assert all(t.tingkat is Tingkat.PERINGATAN and not t.hitung for t in akibat.values())
    pagu = {t.sel: (t.tingkat, t.akar) for t in aturan.temuan(CONTOH["pagu_menurut_pk"].salah) if t.kode == "SER101"}
    assert pagu == {"G3": (Tingkat.PERINGATAN, "PKP103 Ukur!E3"), "G4": (Tingkat.GALAT, "")}


def test_tanpa_pk() -> None:  # 6
    semua = aturan.buku(CONTOH["pk_terpisah"].salah)
    ukur, milik, lain = semua
    assert [(h.pk and h.pk.berkas, h.tanpa_pk) for h in validasi(semua)] == [("pk.xlsx", ""), (None, ""), (None, "")]
    hasil = validasi([ukur, lain])[0]
    assert hasil.pk is None
    assert hasil.tanpa_pk == "tidak ada PK yang judulnya menyebut DINAS PARIWISATA KABUPATEN CONTOH, 2025 dan memuat indikatornya"
    kembar = aturan.buku(CONTOH["pk_terpisah"].salah)[1]
    kembar.nama = "pk (2).xlsx"
    assert validasi([ukur, milik, kembar])[0].tanpa_pk == "yang cocok lebih dari satu: pk.xlsx, pk (2).xlsx"
    disebut = validasi([ukur, milik, kembar], petunjuk=baca_petunjuk(["pk = pk (2).xlsx"]))[0]
    assert disebut.pk is not None
    assert disebut.pk.berkas == "pk (2).xlsx"
    assert "tidak ada di antaranya" in validasi([ukur, milik], petunjuk=baca_petunjuk(["pk = pk lama"]))[0].tanpa_pk
