"""Builder of the extension, packed (`make oxt`) and unpacked (tests): generated from the registry and the files of this package.

In it stand a type library, configuration, the components of komponen/, the templates and, in pythonpath/, copies of xl_lkjip/core and
of hidup/ under names of their own. Two builds of the same sources are byte-identical.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

from ...core import functions as _functions  # noqa: F401 - importing it fills the registry
from ...core import registry
from ...core.registry import FUNCTIONS
from . import keterangan
from .menu import TEMPLAT, berkas_menu
from .pustaka_tipe import ANTARMUKA, nama_metode, pustaka_tipe

INTI = "xl_lkjip_calc"  # the vendored core: pythonpath/ comes last on sys.path, so no installed xl_lkjip may take its place
HIDUP = "xl_lkjip_calc_hidup"
TABEL = "xl_lkjip_calc_tabel"  # names of services and methods, for the components: they import this module

_SINI = Path(__file__).parent
_PUSTAKA = "xl_lkjip.rdb"
_JENIS = {
    ".rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    ".py": "application/vnd.sun.star.uno-component;type=Python",
    ".xcu": "application/vnd.sun.star.configuration-data",
}
_IMPOR_INTI = re.compile(rb"^( *)from (?:\.{4}|xl_lkjip\.)core\b", re.MULTILINE)
_TANGGAL = (1980, 1, 1, 0, 0, 0)


def bangun_oxt() -> bytes:
    """The extension as one file."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as arsip:
        for nama, isi in isi_oxt().items():
            info = zipfile.ZipInfo(nama, _TANGGAL)
            info.create_system, info.external_attr, info.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            arsip.writestr(info, isi)
    return keluar.getvalue()


def tulis_terurai(folder: Path) -> Path:
    """The extension unpacked, in the folder that -env:BUNDLED_EXTENSIONS names; return that folder."""
    for nama, isi in isi_oxt().items():
        berkas = folder / keterangan.ID / nama
        berkas.parent.mkdir(parents=True, exist_ok=True)
        berkas.write_bytes(isi)
    return folder


def isi_oxt() -> dict[str, bytes]:
    """Name in the package -> content; what LibreOffice registers comes first, types before the component that needs them."""
    fungsi = list(FUNCTIONS.values())
    terdaftar = {_PUSTAKA: pustaka_tipe(fungsi), **_sumber(_SINI / "komponen")}
    del terdaftar["__init__.py"]
    terdaftar |= {n: t.encode() for n, t in {"CalcAddIns.xcu": keterangan.calc_addins(fungsi), **berkas_menu()}.items()}
    return {
        "META-INF/manifest.xml": keterangan.manifest({n: _JENIS[Path(n).suffix] for n in terdaftar}).encode(),
        "description.xml": keterangan.description().encode(),
        **_sumber(_SINI / "bahan"),
        **terdaftar,
        **{f"templates/{n}": files("xl_lkjip.templates").joinpath(n).read_bytes() for n in TEMPLAT},
        f"pythonpath/{TABEL}.py": _tabel().encode(),
        **_sumber(Path(registry.__file__).parent, f"pythonpath/{INTI}/"),
        **{n: _IMPOR_INTI.sub(rb"\1from " + INTI.encode(), isi) for n, isi in _sumber(_SINI / "hidup", f"pythonpath/{HIDUP}/").items()},
    }


def _tabel() -> str:
    metode = {nama_metode(n): n for n in FUNCTIONS}
    tabel = {"LAYANAN": keterangan.LAYANAN, "ANTARMUKA": ANTARMUKA, "INTI": INTI, "HIDUP": HIDUP, "METODE": metode}
    return "".join(f"{n} = {v!r}\n" for n, v in tabel.items())


def _sumber(folder: Path, awalan: str = "") -> dict[str, bytes]:
    """The text files below a folder, in order, as they are in the repository: with the line ends of Unix."""
    berkas = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {awalan + b: (folder / b).read_bytes().replace(b"\r\n", b"\n") for b in berkas}


def main(tujuan: Path) -> None:
    """Write the extension."""
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    tujuan.write_bytes(bangun_oxt())
    print(f"Ekstensi LibreOffice: {tujuan}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "xl_lkjip.oxt"))
