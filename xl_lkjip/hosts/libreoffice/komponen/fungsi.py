"""The component that Calc loads: it translates one call of a worksheet function and knows none of them.

Runs inside LibreOffice's own Python, from the extension that oxt.py builds.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from importlib import import_module
from typing import Any

import uno

_tabel: Any = import_module("xl_lkjip_calc_tabel")
_unohelper: Any = import_module("unohelper")
_registry: Any = import_module(f"{_tabel.INTI}.registry")
_LkjipError: Any = import_module(f"{_tabel.INTI}.errors").LkjipError
import_module(f"{_tabel.INTI}.functions")  # fills the registry

# An error of a cell is a NaN that carries Calc's own error code.
_GALAT = {
    galat: struct.unpack("<d", struct.pack("<II", kode, 0x7FF80000))[0]
    for galat, kode in {"#VALUE!": 519, "#DIV/0!": 532, "#N/A": 32767}.items()
}


def panggil(nama: str, nilai: tuple[Any, ...]) -> Any:
    """The result of a function, errors and blanks as Calc takes them: rows of a range, or one value."""
    masuk = [_masuk(v) for v in nilai]
    while masuk and masuk[-1] is None:  # optional arguments that were left out
        masuk.pop()
    try:
        hasil = _registry.panggil(nama, masuk)
    except _LkjipError as galat:
        hasil = galat
    return tuple(tuple(map(_keluar, baris)) for baris in hasil) if isinstance(hasil, list) else _keluar(hasil)


def _masuk(nilai: Any) -> Any:
    """The result of an inner function arrives as a range of one cell."""
    satu = isinstance(nilai, tuple) and len(nilai) == 1 and len(nilai[0]) == 1
    return nilai[0][0] if satu else nilai


def _keluar(hasil: Any) -> Any:
    if isinstance(hasil, _LkjipError):
        return _GALAT[hasil.excel]
    if hasil is None:
        return ""
    return hasil if isinstance(hasil, str) else float(hasil)


def _metode(nama: str) -> Callable[..., Any]:
    """The method of a function, with the type of result that the type library promises (tipe_hasil in pustaka_tipe.py)."""
    teks = _registry.FUNCTIONS[nama].satuan == "teks"

    def metode(_: object, *nilai: Any) -> Any:
        hasil = panggil(nama, nilai)
        if teks:
            return _GALAT["#VALUE!"] if isinstance(hasil, tuple) else hasil
        return hasil if isinstance(hasil, tuple) else ((hasil,),)

    return metode


def _buat(konteks: object, *_: object) -> Any:
    return _Fungsi()


_NAMA = f"{_tabel.LAYANAN}Impl"
_LAYANAN = (_tabel.LAYANAN,)
_Fungsi: Any = type(
    "Fungsi",
    (_unohelper.Base, uno.getClass(_tabel.ANTARMUKA), uno.getClass("com.sun.star.lang.XServiceInfo")),
    {
        "getImplementationName": lambda _: _NAMA,
        "getSupportedServiceNames": lambda _: _LAYANAN,
        "supportsService": lambda _, nama: nama in _LAYANAN,
        **{metode: _metode(nama) for metode, nama in _tabel.METODE.items()},
    },
)

g_ImplementationHelper: Any = _unohelper.ImplementationHelper()  # noqa: N816 - the loader looks for this name
g_ImplementationHelper.addImplementation(_buat, _NAMA, _LAYANAN)
