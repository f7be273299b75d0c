"""The copy that leaves the house, in real Calc.

1. Saved again by Calc it keeps its seal, also texts and formats of every kind. All five reports: test_pengajuan_di_calc.py.
2. It prints on as many pages as before, a draft with the word on each; the control sheet comes first, on one page when the list is short.
3. What is not printed is not on paper: no helper column, no hidden sheet.
"""

from __future__ import annotations

import datetime
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hosts.kantor import Dokumen, Kantor
from kiriman import bekukan_salinan
from test_beku import KENDALI, asli, baca, salin, salinan, sunting, temuan
from xl_lkjip import contoh
from xl_lkjip.core.segel import baca_segel, bandingkan, segel
from xl_lkjip.core.workbook import State
from xl_lkjip.xlsx import baris, reader

Buka = Callable[[Path], Dokumen]
_LAIN: list[tuple[Any, str]] = [
    (" depan dan belakang ", "General"), ("dua\nbaris", "General"), ("tab\tdi sini", "General"), ("0123", "General"), ("001", "@"),
    (True, "General"), (False, "General"), ("#N/A", "General"), (datetime.datetime(2023, 10, 20), "dd/mm/yyyy"),
    (datetime.datetime(2023, 10, 20, 13, 5), "[$-421]dd mmmm yyyy hh:mm"), (datetime.time(13, 5), "hh:mm"), (1234.5, '#,##0.00 "kg"'),
    (1234.5, '_("Rp"* #,##0_);_("Rp"* \\(#,##0\\);_("Rp"* "-"_);_(@_)'), (1234.5, "[$Rp-421]#,##0;[Red]-[$Rp-421]#,##0"), (0.5, "0.0%"),
    (0.5, "# ?/?"), (1e20, "General"), (1.5e-12, "General"), (1234567, "#,##0,"), (12.345, '0.00;-0.00;"nihil"'), (7, "00000"),
    (0.1 + 0.2, "0.00"), (2 / 3, "General"), (3.14159, "0.##"), (1e5, "0.00E+00"), ("e\u0301 dan \u00e9", "General"), ("=bukan rumus", "General"),
    ("a\u00a0b", "General"), ("x" * 5000, "General"),
]  # fmt: skip


def _simpan_lagi(isi: bytes, kantor: Kantor, buka: Buka, folder: Path) -> bytes:
    (folder / "a.xlsx").write_bytes(isi)
    kantor.simpan(buka(folder / "a.xlsx"), folder / "b.xlsx")
    return (folder / "b.xlsx").read_bytes()


def _utuh(isi: bytes, lagi: bytes) -> None:
    tersegel = baca_segel(reader.baca_tersimpan(isi, "a.xlsx"))
    buku = reader.baca_tersimpan(lagi, "b.xlsx")
    assert tersegel is not None
    assert baca_segel(buku) == tersegel
    assert bandingkan(tersegel, buku) == []
    assert segel(buku).hash == tersegel.hash
    assert all(s.protected for s in buku.sheets)
    assert {s.nama for s in buku.sheets if s.state is not State.VISIBLE} == {"Identitas", "Petunjuk Validasi", "Segel"}


def _jadi(isi: bytes, *, draf: bool = False) -> bytes:
    kendali = replace(KENDALI, temuan=(temuan(8, tanggapan="Dana alokasi khusus."), temuan(9)), draf=draf)
    return bekukan_salinan(isi, baca(isi), kendali=kendali, dengan_pegawai=False)


@pytest.mark.parametrize("formulir", ["pk", "pengukuran"])
def test_disimpan_calc(formulir: str, kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 1
    jadi = _jadi(asli(contoh.BLITAR, formulir))
    _utuh(jadi, _simpan_lagi(jadi, kantor, dokumen, tmp_path))


def test_segala_isi(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 1
    def tambah(b: Any) -> None:
        lembar = b.create_sheet("Lain")
        for nomor, (nilai, bentuk) in enumerate(_LAIN, 1):
            sel = lembar.cell(nomor, 1, nilai)
            sel.number_format = bentuk
            if isinstance(nilai, str):
                sel.data_type = "e" if nilai == "#N/A" else "s"

    jadi = _jadi(sunting(asli(contoh.BLITAR, "pk"), tambah))
    lain = reader.baca_tersimpan(jadi, "a.xlsx").sheet("Lain")
    assert lain is not None
    assert len(lain.cells) == len(_LAIN)
    _utuh(jadi, _simpan_lagi(jadi, kantor, dokumen, tmp_path))


@pytest.fixture
def cetak(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The pages as text."""

    def cetak(isi: bytes) -> list[str]:
        (tmp_path / "c.xlsx").write_bytes(isi)
        kantor.pdf(dokumen(tmp_path / "c.xlsx"), tmp_path / "c.pdf")
        hasil = subprocess.run(["pdftotext", "-layout", tmp_path / "c.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert "###" not in hasil
        return hasil.split("\f")[:-1]

    return cetak


@pytest.mark.parametrize("formulir", ["pk", "pengukuran"])
def test_halaman(formulir: str, cetak: Callable[[bytes], list[str]]) -> None:  # 2, 3
    isi = asli(contoh.BLITAR, formulir)
    biasa, draf = cetak(salinan(contoh.BLITAR, formulir)), cetak(salin(isi, draf=True))
    assert all("DRAF" in h for h in draf)
    assert not any("DRAF" in h for h in biasa)
    assert len(draf) == len(biasa)
    semula = cetak(baris.rapikan(isi, "b.xlsx")[0])
    assert not {" ".join(h.split()) for h in biasa} - {" ".join(h.split()) for h in semula}
    assert not any(kata in h for h in biasa for kata in ("Petunjuk -", "Referensi (", "Identitas -", "LkjipFormulir"))
    jadi, draf = cetak(_jadi(isi)), cetak(_jadi(isi, draf=True))
    assert len(jadi) == len(draf) == len(biasa) + 1
    assert "LEMBAR KENDALI" in jadi[0]
    assert "Dana alokasi khusus." in jadi[0]
    assert all("DRAF" in h for h in draf)
    assert "belum untuk diajukan" in draf[0]


def test_kendali_berlanjut(cetak: Callable[[bytes], list[str]]) -> None:  # 2
    isi = asli(contoh.BLITAR, "pk")
    kendali = replace(KENDALI, temuan=tuple(temuan(n, tanggapan="Sudah dijelaskan dalam bab III. " * (n % 9)) for n in range(8, 88)))
    halaman = [h for h in cetak(bekukan_salinan(isi, baca(isi), kendali=kendali, dengan_pegawai=False)) if "Kode dan tempat" in h]
    assert len(halaman) > 3
    assert re.findall(r"Pengukuran!G(\d+)", "".join(halaman)) == [str(n) for n in range(8, 88)]
    assert [re.findall(r"Halaman (\d+)", h)[-1] for h in halaman] == [str(i) for i in range(1, len(halaman) + 1)]
