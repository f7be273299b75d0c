"""The worksheet functions as an unpacked Calc extension, generated from the registry alone.

It has a type library, the configuration of the add-in, the component (komponen_calc.py) and a copy of xl_lkjip/core under a name of
its own. The type library is written here: unoidl-write would need libreoffice-dev for every change of the registry. Compared with
unoidl-write 25.2 through unoidl-read, both hold the same.
"""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xl_lkjip
from xl_lkjip.core import functions as _functions  # noqa: F401 - importing it fills the registry
from xl_lkjip.core import registry
from xl_lkjip.core.registry import FUNCTIONS, WorksheetFunction

ID = "org.xllkjip.calc"
LAYANAN = "org.xllkjip.Fungsi"  # saved in every .ods that uses a function: never rename
ANTARMUKA = "org.xllkjip.XFungsi"
INTI = "xl_lkjip_calc"  # the vendored core: pythonpath/ comes last on sys.path, so no installed xl_lkjip may take its place
TABEL = "xl_lkjip_calc_tabel"  # these names and the methods, for the component: it imports this module

_KOMPONEN = Path(__file__).with_name("komponen_calc.py")
_PUSTAKA = "xl_lkjip.rdb"
_JENIS_BERKAS = {
    _PUSTAKA: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    _KOMPONEN.name: "application/vnd.sun.star.uno-component;type=Python",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tulis_ekstensi(bundled: Path) -> Path:
    """Write the extension into the folder that -env:BUNDLED_EXTENSIONS names; return that folder."""
    akar = bundled / ID
    pythonpath = akar / "pythonpath"
    shutil.copytree(Path(registry.__file__).parent, pythonpath / INTI, ignore=shutil.ignore_patterns("__pycache__"))
    metode = {nama_metode(f.nama): f.nama for f in FUNCTIONS.values()}
    tabel = {"LAYANAN": LAYANAN, "ANTARMUKA": ANTARMUKA, "INTI": INTI, "METODE": metode}
    (pythonpath / f"{TABEL}.py").write_text("".join(f"{n} = {v!r}\n" for n, v in tabel.items()), encoding="utf-8")
    shutil.copyfile(_KOMPONEN, akar / _KOMPONEN.name)
    (akar / _PUSTAKA).write_bytes(pustaka_tipe(FUNCTIONS.values()))
    (akar / "CalcAddIns.xcu").write_text(_calc_addins(FUNCTIONS.values()), encoding="utf-8")
    (akar / "description.xml").write_text(_description(), encoding="utf-8")
    (akar / "META-INF").mkdir()
    (akar / "META-INF" / "manifest.xml").write_text(_manifest(), encoding="utf-8")
    return bundled


def nama_metode(nama: str) -> str:
    """CAPAIAN_INVERS -> capaianInvers: UNO identifiers have no underscore."""
    return re.sub(r"_(.)", lambda m: m.group(1).upper(), nama.lower())


def tipe_hasil(fungsi: WorksheetFunction) -> str:
    """Ranges for numbers. One value for a text: inside a sequence it equals no other text in Calc (=, MATCH and COUNTIF miss it)."""
    return "any" if fungsi.satuan == "teks" else "[][]any"


def pustaka_tipe(fungsi: Iterable[WorksheetFunction]) -> bytes:
    """The interface of the functions in LibreOffice's binary type format (its unoidl/README.md): payloads first, root map last."""
    isi = bytearray(16)
    letak, entri = len(isi), b""
    isi += _antarmuka(list(fungsi))
    for nama in reversed(ANTARMUKA.split(".")):
        if entri:  # a module, kind 0, with one member
            letak = len(isi)
            isi += struct.pack("<BI", 0, 1) + entri
        entri = struct.pack("<II", len(isi), letak)
        isi += nama.encode("ascii") + b"\0"
    isi[:16] = struct.pack("<7sBII", b"UNOIDL\xff", 0, len(isi), 1)
    return bytes(isi) + entri


def _antarmuka(fungsi: list[WorksheetFunction]) -> bytes:
    """Kind 5, base XInterface, no optional bases, no attributes, then the methods: [in] any (direction 0) each, no exceptions."""
    isi = struct.pack("<BI", 5, 1) + _teks("com.sun.star.uno.XInterface") + struct.pack("<III", 0, 0, len(fungsi))
    for f in fungsi:
        isi += _teks(nama_metode(f.nama)) + _teks(tipe_hasil(f)) + struct.pack("<I", len(f.argumen))
        isi += b"".join(b"\0" + _teks(nama_metode(a.nama)) + _teks("any") for a in f.argumen)
        isi += struct.pack("<I", 0)
    return isi


def _teks(nama: str) -> bytes:
    return struct.pack("<I", len(nama)) + nama.encode("ascii")


def _calc_addins(fungsi: Iterable[WorksheetFunction]) -> str:
    skema = 'xmlns:oor="http://openoffice.org/2001/registry" oor:name="CalcAddIns" oor:package="org.openoffice.Office"'
    simpul = _simpul(LAYANAN, f'<node oor:name="AddInFunctions">{"".join(map(_fungsi, fungsi))}</node>')
    return f'{_XML}<oor:component-data {skema}><node oor:name="AddInInfo">{simpul}</node></oor:component-data>\n'


def _fungsi(fungsi: WorksheetFunction) -> str:
    argumen = "".join(_simpul(nama_metode(a.nama), _prop("DisplayName", a.nama) + _prop("Description", a.bantuan)) for a in fungsi.argumen)
    # CompatibilityName is what an .xlsx calls the function: without it Calc would load #NAME? and save its own service name.
    isi = _prop("DisplayName", fungsi.nama) + _prop("CompatibilityName", fungsi.nama) + _prop("Description", fungsi.ringkas)
    isi += f'<prop oor:name="Category"><value>Add-In</value></prop><node oor:name="Parameters">{argumen}</node>'
    return _simpul(nama_metode(fungsi.nama), isi)


def _simpul(nama: str, isi: str) -> str:
    return f'\n<node oor:name={quoteattr(nama)} oor:op="replace">{isi}</node>'


def _prop(nama: str, teks: str) -> str:
    return f'<prop oor:name="{nama}"><value xml:lang="en">{escape(teks)}</value></prop>'


def _manifest() -> str:
    ns = 'xmlns:manifest="http://openoffice.org/2001/manifest"'
    isi = "".join(
        f'\n<manifest:file-entry manifest:media-type="{jenis}" manifest:full-path="{berkas}"/>' for berkas, jenis in _JENIS_BERKAS.items()
    )
    return f"{_XML}<manifest:manifest {ns}>{isi}\n</manifest:manifest>\n"


def _description() -> str:
    ns = 'xmlns="http://openoffice.org/extensions/description/2006" xmlns:l="http://libreoffice.org/extensions/description/2011"'
    syarat = '<l:LibreOffice-minimal-version value="25.2" name="LibreOffice 25.2"/>'
    isi = f'<identifier value="{ID}"/><version value="{xl_lkjip.__version__}"/><dependencies>{syarat}</dependencies>'
    return f'{_XML}<description {ns}>{isi}<display-name><name lang="en">xl_lkjip</name></display-name></description>\n'
