"""A Windows of our own on any system: folders that are really there, a registry in memory, an Excel that holds files or not."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from xl_lkjip.hosts.excel.setelan import PUSTAKA, VERSI_XLWINGS
from xl_lkjip.hosts.excel.windows import HKCU, Nilai, Windows


class Tiruan(Windows):
    """Windows as `hosts.excel.windows` asks for it. Registry keys know no case, as in the real one."""

    def __init__(self, akar: Path, orang: str = "Siti") -> None:
        self.ada, self.nama = True, "Windows"
        self.rumah = akar / "Users" / orang
        self.env = {"APPDATA": str(self.rumah / "AppData" / "Roaming")}
        self.python = self.rumah / "Python313" / "python.exe"
        self.python_asal, self.python_versi = self.python.parent, (3, 13, 1)
        for berkas in (self.python, self.python.with_name("pythonw.exe"), *(self.python.with_name(n) for n in PUSTAKA)):
            tulis(berkas, b"MZ")
        Path(self.env["APPDATA"]).mkdir(parents=True)
        self.terpasang = {"xlwings": VERSI_XLWINGS, "pywin32": "312"}
        self.registri: dict[tuple[str, str], dict[str, Nilai]] = {}
        self.tolak_registri = False
        self.berjalan = False

    def isi(self, akar: str, kunci: str) -> dict[str, Nilai]:
        return dict(self.registri.get((akar, kunci.lower()), {}))

    def tulis(self, kunci: str, isi: Mapping[str, str]) -> None:
        if self.tolak_registri:
            raise PermissionError(13, "Access is denied")
        self.atur(HKCU, kunci, **isi)

    def hapus(self, kunci: str) -> None:
        if self.tolak_registri:
            raise PermissionError(13, "Access is denied")
        self.registri.pop((HKCU, kunci.lower()), None)

    def atur(self, akar: str, kunci: str, **isi: Nilai) -> None:
        self.registri.setdefault((akar, kunci.lower()), {}).update(isi)

    def excel_berjalan(self) -> bool:
        return self.berjalan

    def jalur_ansi(self, jalur: Path) -> str:
        return str(jalur)

    def paket(self, nama: str) -> str:
        return self.terpasang.get(nama, "")

    def folder_pustaka(self) -> list[Path]:
        return [self.python.parent / "Scripts", self.python.parent]


def tulis(berkas: Path, isi: bytes) -> Path:
    berkas.parent.mkdir(parents=True, exist_ok=True)
    berkas.write_bytes(isi)
    return berkas


def program(mesin: int) -> bytes:
    """The beginning of a program for a machine, as Windows writes it."""
    return b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0" + struct.pack("<H", mesin) + bytes(100)
