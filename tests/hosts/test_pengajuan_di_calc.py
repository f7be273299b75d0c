"""Submissions in real Calc: re-saved they keep their seal, one changed digit breaks it at its cell, and they print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hosts.kantor import Kantor
from kiriman import SAAT, SEMUA, kirim
from xl_lkjip.core.penerimaan import BERUBAH, UTUH
from xl_lkjip.core.segel import LEMBAR_SEGEL
from xl_lkjip.submission import Permintaan, ajukan, periksa
from xl_lkjip.xlsx import reader


@pytest.mark.parametrize(("laporan", "formulir"), SEMUA)
def test_simpan_ulang_lalu_satu_digit(laporan: str, formulir: str, kantor: Kantor, tmp_path: Path) -> None:
    asal = kirim(laporan, formulir, tmp_path / "kirim")
    ulang = tmp_path / asal.name
    shutil.copy(asal.with_suffix(".json"), tmp_path)
    doc = kantor.buka(asal)
    try:
        kantor.simpan(doc, ulang)
        [hasil] = periksa([ulang])
        assert (hasil.segel, hasil.perubahan, hasil.baik) == (UTUH, [], True)
        buku = reader.baca_tersimpan(asal.read_bytes(), asal.name)
        lembar = next(s for s in buku.sheets[1:] if s.nama != LEMBAR_SEGEL and any(isinstance(c.value, float) for c in s.cells.values()))
        sel = next(c for c in lembar.cells.values() if isinstance(c.value, float) and c.value)
        doc.Sheets.getByName(lembar.nama).unprotect("")
        angka = kantor.sel(doc, lembar.nama, sel.alamat)
        angka.Value = angka.Value + 1
        kantor.simpan(doc, ulang)
    finally:
        kantor.tutup_dokumen(doc)
    [hasil] = periksa([ulang])
    assert (hasil.segel, [f"{p.lembar}!{p.sel}" for p in hasil.perubahan]) == (BERUBAH, [f"{lembar.nama}!{sel.alamat}"])


def test_pdf(tmp_path: Path) -> None:
    kirim("blitar_2023", "pk", tmp_path)
    jadi = ajukan(tmp_path / "kerja" / "pk_blitar_2023.xlsx", tmp_path / "pdf", Permintaan(saat=SAAT, pdf=True))
    assert jadi.gagal_pdf is None
    assert jadi.pdf
    assert jadi.pdf.read_bytes().startswith(b"%PDF")
    assert jadi.pdf.stem == jadi.berkas.stem
