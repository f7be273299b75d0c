"""What is installed: a built wheel outside the repository, and an editable install.

1. Both find the templates, the examples and the parameters.
2. The wheel holds no test and no stray file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from bantu import AKAR

TURUT = ("xl_lkjip", "templates", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def sumber(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, so that a build leaves nothing in the checkout."""
    folder = tmp_path_factory.mktemp("sumber")
    for nama in TURUT:
        asal = AKAR / nama
        if asal.is_dir():
            shutil.copytree(asal, folder / nama, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(asal, folder / nama)
    return folder


@pytest.fixture(scope="module")
def roda(sumber: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", sumber / "dist", sumber], check=True, capture_output=True
    )
    (hasil,) = (sumber / "dist").glob("*.whl")
    return hasil


def _lingkungan(folder: Path) -> Path:
    """An environment without xl_lkjip that borrows the requirements of this one."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    tujuan = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True, check=True
    )
    pinjam = folder / "pinjam"
    pinjam.mkdir()
    for satu in Path(sysconfig.get_path("purelib")).iterdir():
        if not satu.name.lower().startswith(("xl_lkjip", "__editable__", "pip", "uno")):
            (pinjam / satu.name).symlink_to(satu)
    (Path(tujuan.stdout.strip()) / "pinjam.pth").write_text(str(pinjam), encoding="utf-8")
    return python


@pytest.mark.parametrize("cara", ["wheel", "editable"])
def test_terpasang(cara: str, sumber: Path, roda: Path, tmp_path: Path) -> None:  # 1
    python = _lingkungan(tmp_path / "venv")
    paket = [str(roda)] if cara == "wheel" else ["-e", str(sumber)]
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *paket], check=True)
    kerja = tmp_path / "kerja"
    kerja.mkdir()
    program = python.parent / "xl-lkjip"
    lingkungan = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    for formulir in ("pk", "pengukuran"):
        subprocess.run([program, "templat", formulir], cwd=kerja, env=lingkungan, check=True)
    assert {p.name for p in kerja.iterdir()} == {"Tabel_PK.xlsx", "Pengukuran.xlsx"}
    assert (kerja / "Tabel_PK.xlsx").read_bytes() == (AKAR / "templates" / "Tabel_PK.xlsx").read_bytes()
    hasil = subprocess.run([program, "contoh", "c"], cwd=kerja, env=lingkungan, capture_output=True, text=True, check=True)
    assert "JML101" in hasil.stdout
    asal = subprocess.run(
        [python, "-c", "import xl_lkjip; print(xl_lkjip.__file__)"], cwd=kerja, env=lingkungan, capture_output=True, text=True, check=True
    )
    assert str(AKAR) not in asal.stdout


def test_isi_roda(roda: Path) -> None:  # 2
    with zipfile.ZipFile(roda) as arsip:
        nama = arsip.namelist()
    assert {"xl_lkjip/templates/Tabel_PK.xlsx", "xl_lkjip/templates/Pengukuran.xlsx", "xl_lkjip/contoh/blitar_2023.json"} <= set(nama)
    assert {"xl_lkjip/core/parameter/skala/blitar.json", "xl_lkjip/hosts/excel/bahan/xl_lkjip.xlam"} <= set(nama)
    assert {n.partition("/")[0].partition("-")[0] for n in nama} == {"xl_lkjip"}
    assert not [n for n in nama if "test" in n]
