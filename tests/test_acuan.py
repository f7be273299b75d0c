"""The manual is true.

1. Generated pages are what the declarations say.
2. Every command that README and the manual show exists; every file that they link to is there.
"""

from __future__ import annotations

import re
import runpy

import pytest

from bantu import AKAR
from xl_lkjip import cli

TULISAN = ["README.md", "docs/panduan.md", "docs/pasang-windows.md", "docs/libreoffice.md", "docs/pengajuan.md"]


def test_halaman_acuan() -> None:  # 1
    for nama, isi in runpy.run_path(str(AKAR / "docs" / "buat_acuan.py"))["halaman"]().items():
        assert (AKAR / "docs" / nama).read_text(encoding="utf-8") == isi, "jalankan `make acuan`"


@pytest.mark.parametrize("berkas", TULISAN)
def test_perintah_dan_tautan(berkas: str) -> None:  # 2
    teks = (AKAR / berkas).read_text(encoding="utf-8")
    sumber = "".join(p.read_text(encoding="utf-8") for p in (AKAR / "xl_lkjip" / "perintah").glob("*.py"))
    dikenal = set(re.findall(r"\(\s*\"([\w-]+)\", _", sumber))
    dipakai = set(re.findall(r"xl-lkjip ([a-z-]+)", teks))
    assert dipakai
    assert dipakai <= dikenal
    tujuan = set(re.findall(r"make ([\w-]+)", (AKAR / "Makefile").read_text(encoding="utf-8")))
    assert set(re.findall(r"`make ([\w-]+)`", teks)) <= tujuan
    for tautan in re.findall(r"\]\((?!https?:)([^)#]+)", teks):
        assert ((AKAR / berkas).parent / tautan).exists(), tautan


def test_contoh_rumus_di_readme(capsys: pytest.CaptureFixture[str]) -> None:  # 2
    teks = (AKAR / "README.md").read_text(encoding="utf-8")
    rumus, hasil = re.findall(r"xl-lkjip rumus '([^']+)'` \| hitung satu rumus: (\S+) \|", teks)[0]
    assert cli.main(["rumus", rumus]) == 0
    assert capsys.readouterr().out.strip() == hasil
