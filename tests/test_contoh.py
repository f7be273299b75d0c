"""The five published reports as workbooks.

1. With the right figures neither form has a galat or a peringatan.
2. As printed, the Pengukuran has the findings that its report deserves: at least those named here, none of them on a right figure.
3. `contoh --semua` writes all twenty, and they read back.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_lkjip import cli, contoh
from xl_lkjip.core.rules import Tingkat
from xl_lkjip.core.validation import validasi
from xl_lkjip.xlsx.reader import baca_buku

# report -> cells that must be found, and the right figure: Blitar Lampiran 4; Kediri tabel capaian sasaran; Semarang Tabel 3.3
TERCETAK = {
    "blitar_2023": {"K10": "9.546.367.212", "M10": "95,63%", "N10": "1,04", "O10": "Efisien"},
    "kediri_2021": {},
    "lumajang_2020": {},
    "mojokerto_2020": {"E8": "99,72%"},
    "semarang_2020": {"I9": "100,17"},
}


def _temuan(laporan: str, *, tercetak: bool) -> list[tuple[str, list[tuple[str, str, str]]]]:
    buku = [baca_buku(isi, nama) for nama, (isi, _) in contoh.buku(laporan).items() if ("tercetak" in nama) == tercetak]
    return [(h.nama, [(t.kode, t.sel, t.hitung) for t in h.temuan if t.tingkat is not Tingkat.INFO]) for h in validasi(buku)]


@pytest.mark.parametrize("laporan", contoh.LAPORAN)
def test_benar(laporan: str) -> None:  # 1
    assert [temuan for _, temuan in _temuan(laporan, tercetak=False)] == [[], []]


@pytest.mark.parametrize("laporan", contoh.LAPORAN)
def test_tercetak(laporan: str) -> None:  # 2
    ((_, pk), (_, pengukuran)) = _temuan(laporan, tercetak=True)
    assert pk or pengukuran, "every report has wrong figures"
    per_sel = {sel: hitung for _, sel, hitung in pengukuran}
    for sel, hitung in TERCETAK[laporan].items():
        assert per_sel[sel].startswith(hitung), (sel, per_sel.get(sel))


def test_semua(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 3
    assert cli.main(["contoh", "--semua", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.xlsx"))) == 4 * len(contoh.LAPORAN)
    assert capsys.readouterr().out.count("angka seperti tercetak") == 2 * len(contoh.LAPORAN)
