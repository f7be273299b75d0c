"""What Windows keeps and tells: registry, windows that are open, this Python. One class, in whose place the tests put another.

What is absent, or may not be read, is empty; only writing raises (OSError).
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from .setelan import PUSTAKA

Nilai = str | int | bytes
HKCU, HKLM = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"


class Windows:
    """The computer at hand."""

    def __init__(self) -> None:
        self.ada = sys.platform == "win32"
        self.nama = {"win32": "Windows", "darwin": "macOS", "linux": "Linux"}.get(sys.platform, sys.platform)
        self.env: Mapping[str, str] = os.environ
        self.python = Path(sys.executable)
        self.python_asal = Path(sys.base_prefix)
        self.python_versi = sys.version_info[:3]

    def isi(self, akar: str, kunci: str) -> dict[str, Nilai]:
        """The values of a registry key, as a 64-bit program sees it."""
        hasil: dict[str, Nilai] = {}
        if sys.platform == "win32":
            import winreg

            with suppress(OSError), winreg.OpenKey(getattr(winreg, akar), kunci, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as k:
                for n in range(winreg.QueryInfoKey(k)[1]):
                    nama, nilai, _ = winreg.EnumValue(k, n)
                    if isinstance(nilai, (str, int, bytes)):
                        hasil[nama] = nilai
        return hasil

    def tulis(self, kunci: str, isi: Mapping[str, str]) -> None:
        """Set text values of a key of this user."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, kunci, 0, winreg.KEY_WRITE) as k:
                for nama, nilai in isi.items():
                    winreg.SetValueEx(k, nama, 0, winreg.REG_SZ, nilai)

    def hapus(self, kunci: str) -> None:
        """Remove a key of this user that has none below it; absent is as good."""
        if sys.platform == "win32":
            import winreg

            with suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, kunci)

    def excel_berjalan(self) -> bool:
        """Whether this user has an Excel open, be it without a visible window."""
        if sys.platform != "win32":
            return False
        import ctypes

        return bool(ctypes.windll.user32.FindWindowW("XLMAIN", None))  # the window class of Excel

    def jalur_ansi(self, jalur: Path) -> str:
        """The path in letters of this computer's code page, which VBA is limited to: as it is, else its short form; empty if neither."""
        if sys.platform != "win32" or _ansi(str(jalur)):
            return str(jalur)
        import ctypes

        penampung = ctypes.create_unicode_buffer(1024)
        panjang = ctypes.windll.kernel32.GetShortPathNameW(str(jalur), penampung, len(penampung))
        return penampung.value if 0 < panjang < len(penampung) and _ansi(penampung.value) else ""

    def paket(self, nama: str) -> str:
        """Version of an installed Python package; empty: not installed."""
        try:
            return metadata.version(nama)
        except metadata.PackageNotFoundError:
            return ""

    def folder_pustaka(self) -> list[Path]:
        """Where the DLLs of xlwings can be: where pip says it put them, then where Python and the user's packages are."""
        folder: list[Path] = []
        with suppress(Exception):  # a damaged record of pip is no reason to stop
            folder += [Path(str(f.locate())).resolve().parent for f in metadata.files("xlwings") or () if f.name in PUSTAKA]
        with suppress(KeyError):  # no such scheme on this system
            folder += [Path(sysconfig.get_path("data")), Path(sysconfig.get_path("data", "nt_user"))]
        return list(dict.fromkeys([*folder, self.python.parent, self.python.parent.parent]))


def _ansi(teks: str) -> bool:
    try:
        return teks.encode("mbcs").decode("mbcs") == teks
    except (LookupError, UnicodeError):
        return False
