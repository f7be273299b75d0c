"""Stand-ins for pywin32, so that the Windows side of xlwings runs on Linux: its generator of VBA and its calls of functions, as they are.

Of Excel there is what these two touch: ranges with values, and a workbook into which a VBA module is imported.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

HILANG = -2147352572  # how COM passes an argument that was left out
GALAT = {"#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265, "#NAME?": -2146826259,
         "#NUM!": -2146826252, "#N/A": -2146826246}  # fmt: skip
_RANGE = "{00020846-0000-0000-C000-000000000046}"


class ComError(Exception):
    """pywintypes.com_error"""


class Waktu(datetime):
    """pywintypes.TimeType: what a cell with a date holds."""


class Dispatch:
    """Every object that comes from Excel."""


class _Serba:
    """Takes everything: what xlwings asks of Windows while it is imported."""

    def __getattr__(self, nama: str) -> Any:
        if nama.startswith("__"):
            raise AttributeError(nama)
        return _Serba()

    def __call__(self, *_: Any, **__: Any) -> Any:
        return 0


class Rentang(Dispatch):
    """Excel.Range, as far as an argument of a function is one."""

    CLSID = _RANGE

    def __init__(self, *baris: Sequence[Any]) -> None:
        self.isi = tuple(tuple(b) for b in baris)
        info = SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid=_RANGE))
        self._oleobj_ = SimpleNamespace(GetTypeInfo=lambda: info)
        self.Row = self.Column = 1
        self.Rows, self.Columns = SimpleNamespace(Count=len(baris)), SimpleNamespace(Count=len(baris[0]))
        app = SimpleNamespace(Hwnd=1)
        self.Worksheet = SimpleNamespace(Name="Lembar", Application=app, Parent=SimpleNamespace(Name="Buku", Application=app))

    @property
    def Value(self) -> Any:
        return self.isi[0][0] if len(self.isi) == len(self.isi[0]) == 1 else self.isi


class BukuAddin(Dispatch):
    """The add-in into which xlwings imports what it generates."""

    Name = "xl_lkjip.xlam"

    def __init__(self) -> None:
        self.modul: list[str] = []
        self.bantuan: dict[str, dict[str, Any]] = {}
        komponen = SimpleNamespace(Remove=lambda _: None, Import=lambda f: self.modul.append(Path(f).read_text(encoding="utf-8")))
        self.VBProject = SimpleNamespace(VBComponents=_Komponen(komponen))
        self.Application = SimpleNamespace(Version="16.0", MacroOptions=self._catat)

    def _catat(self, makro: str, **isi: Any) -> None:
        self.bantuan[makro.partition("!")[2]] = isi


class _Komponen:
    def __init__(self, isi: Any) -> None:
        self.Remove, self.Import = isi.Remove, isi.Import

    def __call__(self, nama: str) -> Any:
        raise ComError(nama)


def _modul() -> dict[str, ModuleType]:
    iid = type("IID", (str,), {})
    isi: dict[str, dict[str, Any]] = {
        "pywintypes": {"com_error": ComError, "error": type("error", (Exception,), {}), "TimeType": Waktu, "IID": iid},
        "pythoncom": {
            "__file__": "pythoncom.dll", "com_error": ComError, "CoInitialize": lambda *_: None, "IID_IDispatch": "IDispatch",
            "IID_IEnumVARIANT": "IEnumVARIANT", "TypeIIDs": {"IDispatch": type("PyIDispatch", (), {})},
        },
        "win32api": {}, "win32con": {}, "win32event": {}, "win32gui": {}, "win32process": {"GetWindowThreadProcessId": lambda _: (1, 1)},
        "win32timezone": {"TimeZoneInfo": SimpleNamespace(utc=lambda: timezone.utc)},
        "win32com": {},
        "win32com.client": {
            "Dispatch": lambda o, *_, **__: o, "DispatchEx": _Serba(), "CDispatch": Dispatch, "CoClassBaseClass": Dispatch,
            "DispatchBaseClass": Dispatch, "gencache": _Serba(),
        },
        "win32com.server": {}, "win32com.server.util": {"wrap": lambda o, *_, **__: o, "unwrap": _bukan_python},
        "win32com.server.policy": {"DefaultPolicy": object}, "win32com.server.dispatcher": {},
        "win32com.server.exception": {"COMException": ComError},
    }  # fmt: skip
    hasil = {}
    for nama, sifat in isi.items():
        hasil[nama] = ModuleType(nama)
        vars(hasil[nama]).update(sifat)
        induk, _, anak = nama.rpartition(".")
        if induk:
            setattr(hasil[induk], anak, hasil[nama])
    return hasil


def _bukan_python(*_: Any) -> Any:
    raise ComError("not a Python object")


@contextmanager
def xlwings_windows() -> Iterator[Any]:
    """xlwings as it is on Windows, freshly imported, and gone again afterwards."""
    milik = ("xlwings", "xl_lkjip.hosts.excel")
    lama = {n: m for n, m in sys.modules.items() if n.startswith(milik)}
    pydll, serba = ctypes.PyDLL, _Serba()
    tiruan = _modul()
    for n in lama:
        del sys.modules[n]
    sys.modules |= tiruan
    try:
        ctypes.windll = ctypes.oledll = serba  # type: ignore[attr-defined, assignment, unused-ignore]
        ctypes.PyDLL = lambda nama, *a, **k: serba if nama == "pythoncom.dll" else pydll(nama, *a, **k)  # type: ignore[assignment, misc]
        from xlwings import _xlwindows, udfs

        xlwings: Any = import_module("xlwings")

        xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
        xlwings.engines.active = xlwings.engines["excel"]
        xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
        yield xlwings
    finally:
        ctypes.PyDLL = pydll  # type: ignore[misc]
        for nama in ("windll", "oledll"):
            if hasattr(ctypes, nama):
                delattr(ctypes, nama)
        for n in [n for n in sys.modules if n.startswith(milik) or n in tiruan]:
            del sys.modules[n]
        sys.modules |= lama
        if "xl_lkjip.hosts.excel" in lama:
            sys.modules["xl_lkjip.hosts"].excel = lama["xl_lkjip.hosts.excel"]  # type: ignore[attr-defined]
