"""Hints: what a user tells the recogniser where it guessed wrong.

1. On a sheet of the workbook, and on the command line; the sheet wins.
2. A hint that cannot be read is a named refusal, not a silent nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import aturan
from bantu import tulis_xlsx
from xl_lkjip import cli
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms.petunjuk import baca_petunjuk
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Sheet, Workbook

TABEL = """\
Indikator Kinerja | Target | Realisasi | Hasil | Kategori
Jumlah temuan | 10 | 7 | 130,00% | Tinggi
Indeks layanan | 80 | 76 | 96,00% | Tinggi"""


def buku(*petunjuk: str) -> Workbook:
    hasil = aturan.buku(aturan.Bagian(["lembar: Lembar1", *TABEL.splitlines()]))[0]
    if petunjuk:
        sheet = Sheet("Petunjuk Validasi")
        hasil.sheets.append(sheet)
        for n, satu in enumerate(petunjuk, 1):
            sheet.cells[n, 1] = Cell(n, 1, satu)
    return hasil


def kode(satu: Workbook, *petunjuk: str) -> list[tuple[str, str]]:
    (hasil,) = validasi([satu], petunjuk=baca_petunjuk(petunjuk))
    assert hasil.penolakan is None
    return [(t.kode, t.sel) for t in hasil.temuan]


def test_kolom() -> None:  # 1
    assert ("CAP101", "D3") not in kode(buku())  # "Hasil" is not known as a column of capaian
    assert ("CAP101", "D3") in kode(buku("kolom Lembar1!D = capaian"))
    assert ("CAP101", "D3") in kode(buku(), "kolom D = capaian")


def test_arah_dan_skala() -> None:  # 1
    petunjuk = ("kolom D = capaian", "arah Jumlah temuan = turun-bagi", "skala = permendagri86")
    semua = kode(buku(), *petunjuk)
    assert ("CAP101", "D2") in semua  # 10/7 = 142,86%
    assert ("CAP101", "D2") not in kode(buku("arah Jumlah temuan = turun"), *petunjuk)
    assert ("PRE101", "E3") in semua  # 95,00%


def test_abaikan() -> None:  # 1
    (hasil,) = validasi([buku("abaikan = Lembar1")])
    assert hasil.penolakan is not None
    assert hasil.penolakan.kode == "BRK005"


@pytest.mark.parametrize(
    "teks",
    ["skala = nasional", "kolom Lembar1!D = hasil", "arah Temuan = miring", "warna = merah", "skala", "= 5", "maks = 50", "maks = banyak"],
)
def test_tidak_terbaca(teks: str) -> None:  # 2
    with pytest.raises(LkjipError) as galat:
        baca_petunjuk([teks])
    assert galat.value.kode == "PTJ001"


def test_di_lembar_tidak_terbaca() -> None:  # 2
    (hasil,) = validasi([buku("skala = nasional")])
    assert hasil.penolakan is not None
    assert (hasil.penolakan.kode, hasil.temuan) == ("PTJ001", [])


def test_baris_perintah(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 1, 2
    berkas = tmp_path / "b.xlsx"
    berkas.write_bytes(tulis_xlsx(buku()))
    assert cli.main(["validasi", str(berkas), "--petunjuk", "kolom D = capaian"]) == 1
    assert "CAP101" in capsys.readouterr().out
    assert cli.main(["kenali", str(berkas), "--petunjuk", "kolom D = capaian"]) == 0
    assert 'D capaian "Hasil"' in " ".join(capsys.readouterr().out.split())
    assert cli.main(["validasi", str(berkas), "--petunjuk", "warna = merah"]) == 2
    assert capsys.readouterr().err.startswith("PTJ001")


def test_maks() -> None:  # 1
    tabel = ["lembar: IKU", "Indikator | Target | Realisasi | Capaian", "Indeks A | 80 | 84 | 105%", "Indeks B | 80 | 96 | 120%"]
    satu = aturan.buku(aturan.Bagian(tabel))[0]
    assert kode(satu) == []
    assert kode(satu, "maks = 100") == [("CAP101", "D2"), ("CAP101", "D3")]
    assert kode(satu, "maks = 105%") == [("CAP101", "D3")]
