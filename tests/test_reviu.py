"""The review checklist.

1. The right and the printed workbooks of the same report get different answers, with reasons that name places.
2. Without its PK, and of a workbook of another layout, it says what it cannot know.
3. The points are numbered within their groups, and every answer is one of four.
4. An answered difference counts as explained.
5. The terminal shows every point.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from rich.console import Console

from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.dokumen import Dokumen
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.reviu import PERIKSA, POKOK, REVIEWER, TIDAK, YA, Butir, daftar_reviu, ringkas
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Workbook
from xl_lkjip.report.reviu import cetak_reviu
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun


@cache
def _buku(laporan: str, formulir: str, tercetak: bool) -> Workbook:
    return baca_buku(bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=tercetak)), f"{formulir}.xlsx")


@cache
def _bahan(laporan: str, tercetak: bool) -> tuple[Dokumen, Dokumen, tuple[Finding, ...]]:
    """Pengukuran, PK, and what was found in both."""
    pk, ukur = (_buku(laporan, f, tercetak) for f in FORMULIR)
    temuan = tuple(t for h in validasi([pk, ukur]) for t in h.temuan)
    return kenali(ukur)[0], kenali(pk)[0], temuan


def _reviu(laporan: str, tercetak: bool = False) -> dict[str, Butir]:
    return {b.nomor: b for b in daftar_reviu(*_bahan(laporan, tercetak))}


# report | point | right workbook | printed workbook | what the reason for the printed one says
BEDA = [
    ("blitar_2023", "2.2", YA, TIDAK, "HIT101 Pengukuran!F9"),
    ("blitar_2023", "2.5", YA, TIDAK, "galat"),
    ("blitar_2023", "3.5", YA, TIDAK, "IKU!C8"),
    ("blitar_2023", "4.6", YA, TIDAK, "EFI101"),
    ("kediri_2021", "4.1", YA, TIDAK, "CAP101 Pengukuran!G13"),
    ("lumajang_2020", "3.1", YA, TIDAK, "Pengukuran!B9"),
    ("mojokerto_2020", "1.3", YA, TIDAK, "Pengukuran!G8"),
    ("mojokerto_2020", "3.4", YA, TIDAK, "PKP102 Pengukuran!E8"),
    ("mojokerto_2020", "3.6", YA, TIDAK, "PKP102 Pengukuran!E8"),
]


@pytest.mark.parametrize(("laporan", "nomor", "benar", "tercetak", "alasan"), BEDA)
def test_benar_dan_tercetak(laporan: str, nomor: str, benar: str, tercetak: str, alasan: str) -> None:  # 1
    butir = _reviu(laporan)[nomor]
    assert butir.jawaban == benar, butir.alasan
    butir = _reviu(laporan, True)[nomor]
    assert butir.jawaban == tercetak, butir.alasan
    assert alasan in butir.alasan


# What the right workbooks of the reports have, and have not: the reports themselves leave these out.
ISI = [
    ("blitar_2023", "1.1", YA, "2023; 3 indikator"),
    ("blitar_2023", "2.4", TIDAK, "IKU!H6"),
    ("blitar_2023", "3.7", YA, "Angka nasional"),
    ("blitar_2023", "4.3", YA, "Perbandingan!O7"),
    ("blitar_2023", "4.5", YA, "1 indikator di bawah target"),
    ("kediri_2021", "4.4", PERIKSA, "standar nasional"),
    ("lumajang_2020", "4.2", TIDAK, "Perbandingan!I8"),
    ("mojokerto_2020", "1.6", TIDAK, "Pagu tanpa realisasi: Anggaran!I7"),
    ("mojokerto_2020", "4.6", TIDAK, "kosong pada semua indikator"),
]


@pytest.mark.parametrize(("laporan", "nomor", "jawaban", "alasan"), ISI)
def test_isi_laporan(laporan: str, nomor: str, jawaban: str, alasan: str) -> None:  # 1
    butir = _reviu(laporan)[nomor]
    assert butir.jawaban == jawaban, butir.alasan
    assert alasan in butir.alasan


def test_tidak_tercapai_tanpa_penjelasan() -> None:  # 1
    dokumen, pk, temuan = _bahan("blitar_2023", False)
    tabel = next(t for t in dokumen.pendukung if t.kunci == "analisis")
    baris = [replace(b, sel={k: c for k, c in b.sel.items() if k != "penghambat"}) for b in tabel.baris]
    tanpa = replace(dokumen, pendukung=[replace(t, baris=baris) if t is tabel else t for t in dokumen.pendukung])
    butir = {b.nomor: b for b in daftar_reviu(tanpa, pk, temuan)}["4.5"]
    assert butir.jawaban == TIDAK
    assert "capaian 99,00%" in butir.alasan


def test_tanpa_pk() -> None:  # 2
    dokumen, _, temuan = _bahan("blitar_2023", False)
    hasil = {b.nomor: b for b in daftar_reviu(dokumen, None, temuan)}
    for nomor in ("2.4", "3.1", "3.4", "3.5"):
        assert hasil[nomor].jawaban == PERIKSA
        assert "PK tidak ikut diperiksa" in hasil[nomor].alasan


def test_berkas_lain() -> None:  # 2: the official sheet alone, known by its header words
    buku = _buku("blitar_2023", "pengukuran", False)
    lain = Workbook("lain.xlsx", [s for s in buku.sheets if s.nama == "Pengukuran"])
    (dokumen,) = kenali(lain)
    hasil = {b.nomor: b for b in daftar_reviu(dokumen, None, validasi([lain])[0].temuan)}
    assert [hasil[n].jawaban for n in ("1.1", "1.2", "1.3", "1.4", "4.2", "4.5")] == [PERIKSA, YA, YA, PERIKSA, PERIKSA, PERIKSA]


def test_kosong() -> None:  # 2: a template that nobody has filled
    buku = baca_buku(bangun(FORMULIR["pengukuran"]), "pengukuran.xlsx")
    hasil = {b.nomor: b for b in daftar_reviu(kenali(buku)[0], None, validasi([buku])[0].temuan)}
    assert {hasil[n].jawaban for n in ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.5", "4.1", "4.2")} == {TIDAK}


def test_bentuk() -> None:  # 3
    nomor = [p.nomor for p in POKOK]
    assert len(nomor) == len(set(nomor))
    for kelompok, awal, banyak in (("Format", "1", 6), ("Mekanisme penyusunan", "2", 7), ("Substansi", "3", 10), ("Isi Bab III", "4", 7)):
        assert [p.nomor for p in POKOK if p.kelompok == kelompok] == [f"{awal}.{i}" for i in range(1, banyak + 1)]
    for laporan in contoh.LAPORAN:
        for tercetak in (False, True):
            semua = list(_reviu(laporan, tercetak).values())
            assert {b.jawaban for b in semua} <= {YA, TIDAK, PERIKSA, REVIEWER}
            assert all(b.alasan.endswith((".", "?")) for b in semua)
            assert sum(banyak for _, banyak in ringkas(semua)) == len(POKOK)


def test_tanggapan() -> None:  # 4
    dokumen, pk, temuan = _bahan("mojokerto_2020", False)
    beda = Finding("PKP102", Tingkat.PERINGATAN, "pengukuran.xlsx", "Pengukuran", "E8", "Target berbeda.", "Samakan.")
    for tanggapan, jawaban in (("", TIDAK), ("Perubahan PK kedua belum ditandatangani", YA)):
        hasil = {b.nomor: b for b in daftar_reviu(dokumen, pk, [*temuan, replace(beda, tanggapan=tanggapan)])}
        assert (hasil["3.4"].jawaban, hasil["3.6"].jawaban) == (TIDAK, jawaban)


def test_terminal() -> None:  # 5
    keluar = io.StringIO()
    butir = list(_reviu("blitar_2023").values())
    cetak_reviu(Console(file=keluar, width=160), butir)
    teks = keluar.getvalue()
    assert all(b.nomor in teks for b in butir)
    assert "Mekanisme penyusunan" in teks
    assert f"{sum(b.jawaban == YA for b in butir)} ya" in teks
