"""The component behind menu and toolbar, and the one that looks at each opened document: they pass on to hidup/layanan.py."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import uno

_unohelper: Any = import_module("unohelper")
_PROTOKOL = "org.xllkjip:"
_NAMA_PERINTAH, _NAMA_TUGAS = "org.xllkjip.calc.Perintah", "org.xllkjip.calc.SaatDibuka"  # as in menu.py


def _layanan() -> Any:
    return import_module("xl_lkjip_calc_hidup.layanan")  # late: it costs time, and most documents are not ours


def _antarmuka(*nama: str) -> tuple[Any, ...]:
    return (_unohelper.Base, *(uno.getClass(f"com.sun.star.{n}") for n in nama), uno.getClass("com.sun.star.lang.XServiceInfo"))


class Perintah(*_antarmuka("lang.XInitialization", "frame.XDispatchProvider", "frame.XDispatch")):  # type: ignore[misc]
    """Takes the commands of one window."""

    def __init__(self, konteks: Any) -> None:
        self._konteks, self._frame = konteks, None

    def initialize(self, argumen: Any) -> None:
        if argumen:
            self._frame = argumen[0]

    def queryDispatch(self, url: Any, tujuan: str, tanda: int) -> Any:
        return self if url.Protocol == _PROTOKOL else None

    def queryDispatches(self, semua: Any) -> Any:
        return tuple(self.queryDispatch(s.FeatureURL, s.FrameName, s.SearchFlags) for s in semua)

    def dispatch(self, url: Any, argumen: Any) -> None:
        pilihan = {a.Name: a.Value for a in argumen if isinstance(a.Value, str)}
        _layanan().Layanan(self._konteks, self._frame, pilihan).jalankan(url.Path)

    def addStatusListener(self, pendengar: Any, url: Any) -> None:
        keadaan = uno.createUnoStruct("com.sun.star.frame.FeatureStateEvent")
        keadaan.FeatureURL, keadaan.IsEnabled, keadaan.Source = url, True, self
        pendengar.statusChanged(keadaan)

    def removeStatusListener(self, pendengar: Any, url: Any) -> None:
        pass

    def getImplementationName(self) -> str:
        return _NAMA_PERINTAH

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return ("com.sun.star.frame.ProtocolHandler",)

    def supportsService(self, nama: str) -> bool:
        return nama in self.getSupportedServiceNames()


class SaatDibuka(*_antarmuka("task.XJob")):  # type: ignore[misc]
    """A document was opened: one of ours that was saved without our functions is calculated once."""

    def __init__(self, konteks: Any) -> None:
        self._konteks = konteks

    def execute(self, argumen: Any) -> Any:
        try:
            lingkungan = next((a.Value for a in argumen if a.Name == "Environment"), ())
            doc = next((p.Value for p in lingkungan if p.Name == "Model"), None)
            if doc is not None and doc.supportsService("com.sun.star.sheet.SpreadsheetDocument") and doc.NamedRanges.hasByName("AdaLKjIP"):
                _layanan().hitung_sekali(doc)
        except Exception:  # noqa: BLE001 - opening a document must never fail for our sake
            import_module("xl_lkjip_calc_hidup.pesan").Pesan(self._konteks).catat("jejak", import_module("traceback").format_exc())
        return ()

    def getImplementationName(self) -> str:
        return _NAMA_TUGAS

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return (_NAMA_TUGAS, "com.sun.star.task.Job")

    def supportsService(self, nama: str) -> bool:
        return nama in self.getSupportedServiceNames()


g_ImplementationHelper: Any = _unohelper.ImplementationHelper()  # noqa: N816 - the loader looks for this name
g_ImplementationHelper.addImplementation(Perintah, _NAMA_PERINTAH, ("com.sun.star.frame.ProtocolHandler",))
g_ImplementationHelper.addImplementation(SaatDibuka, _NAMA_TUGAS, (_NAMA_TUGAS, "com.sun.star.task.Job"))
