"""A screen of its own for a Calc with windows: a mouse and keys that press for real, and what a screen reader would read there.

Nothing here knows a coordinate: what is to be clicked is looked for by its name, through the accessibility interface of LibreOffice.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from hosts.kantor import Kantor

Benda = Any  # an accessible context of UNO
T = TypeVar("T")

# com.sun.star.accessibility.AccessibleRole
TOMBOL, MENU, BUTIR_MENU = 44, 34, 36  # PUSH_BUTTON, MENU, MENU_ITEM
_KOTAK_PESAN, _TEKS_PESAN, _TABEL, _BILAH_MENU = 1, 86, 58, 35  # ALERT, STATIC, TABLE, MENU_BAR
BATAS = 60.0


class LayarError(RuntimeError):
    """A program for the screen is missing, or what was waited for did not come."""


class Layar:
    """One X display, from Xvfb; gone for certain after `tutup`, its lock as well."""

    def __init__(self, lebar: int = 1280, tinggi: int = 800) -> None:
        for program in ("Xvfb", "xdotool", "import"):
            if shutil.which(program) is None:
                raise LayarError(f"{program} tidak ditemukan. Jalankan `make test`, yang memasangnya.")
        self.ukuran = lebar, tinggi
        baca, tulis = os.pipe()
        perintah = ["Xvfb", "-displayfd", str(tulis), "-screen", "0", f"{lebar}x{tinggi}x24", "-nolisten", "tcp"]
        try:
            self._proses = subprocess.Popen(
                perintah, pass_fds=[tulis], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(tulis)
        with os.fdopen(baca) as pipa:
            nomor = pipa.readline().strip() if select.select([pipa], [], [], BATAS)[0] else ""  # Xvfb takes a free one
        self.nama = f":{nomor}"
        if not nomor:
            self._proses.kill()
            raise LayarError(f"Xvfb tidak mau mulai (kode {self._proses.wait()}).")

    def __enter__(self) -> Layar:
        return self

    def __exit__(self, *_: object) -> None:
        self.tutup()

    def tutup(self) -> None:
        """End Xvfb; asked politely it takes its lock and its socket away."""
        self._proses.terminate()
        try:
            self._proses.wait(10)
        except subprocess.TimeoutExpired:
            self._proses.kill()
            self._proses.wait()
            for sisa in (f"/tmp/.X{self.nama[1:]}-lock", f"/tmp/.X11-unix/X{self.nama[1:]}"):
                Path(sisa).unlink(missing_ok=True)

    def klik(self, benda: Benda) -> None:
        """Press the left button of the mouse in the middle of something."""
        self._tunjuk(benda, benda.getSize().Width // 2, benda.getSize().Height // 2)
        self._xdotool("click", "1")

    def klik_tautan(self, sel: Benda) -> None:
        """Follow the link in a cell, whose text stands in its upper left corner, with Ctrl as Calc wants it."""
        self._tunjuk(sel, 10, 10)
        self._xdotool("keydown", "ctrl", "click", "1", "keyup", "ctrl")

    def tekan(self, jendela: str, *tombol: str) -> None:
        """Press keys, named as xdotool does (Return, ctrl+s), in the window of this title."""
        self.pusatkan(jendela)
        self._xdotool("key", "--delay", "40", *tombol)

    def ketik(self, jendela: str, teks: str) -> None:
        """Type a text there."""
        self.pusatkan(jendela)
        self._xdotool("type", "--delay", "20", teks)

    def pusatkan(self, jendela: str) -> None:
        """Give it the keyboard, as soon as it is there: there is no window manager that would."""
        self._xdotool("search", "--sync", "--onlyvisible", "--limit", "1", "--name", jendela, "windowfocus", "--sync")

    def potret(self, path: Path, warna: int = 64) -> None:
        """What the screen shows, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._jalankan("import", "-window", "root", "+dither", "-colors", str(warna), str(path))

    @contextmanager
    def berpotret(self, path: Path) -> Iterator[None]:
        """When something fails in here, a picture of the screen stays behind, and is named."""
        try:
            yield
        except BaseException:
            self.potret(path)
            print(f"Layar saat gagal: {path}")
            raise

    def _tunjuk(self, benda: Benda, x: int, y: int) -> None:
        tempat = tunggu("benda yang diam di layar", lambda: _diam(benda))
        self._xdotool("mousemove", "--sync", str(tempat.X + x), str(tempat.Y + y))
        time.sleep(0.2)  # LibreOffice first sees the pointer come

    def _xdotool(self, *argumen: str) -> None:
        self._jalankan("xdotool", *argumen)

    def _jalankan(self, *perintah: str) -> None:
        subprocess.run(perintah, env={"PATH": os.defpath, "DISPLAY": self.nama, "LC_ALL": "C.UTF-8"}, check=True, timeout=30)


def tunggu(apa: str, ada: Callable[[], T | None], batas: float = BATAS) -> T:
    """Ask again until there is an answer."""
    akhir = time.monotonic() + batas
    while True:
        hasil = ada()
        if hasil:
            return hasil
        if time.monotonic() > akhir:
            raise LayarError(f"{apa} tidak ada sesudah {batas:g} detik.")
        time.sleep(0.1)


def _diam(benda: Benda) -> Any:
    """Where it is, unless it still moves, as the toolbars of a new window do."""
    dulu = benda.getLocationOnScreen()
    time.sleep(0.3)
    kini = benda.getLocationOnScreen()
    return kini if (kini.X, kini.Y) == (dulu.X, dulu.Y) else None


def tunggu_benda(kantor: Kantor, peran: int, nama: str = "") -> Benda:
    """The first thing on the screen of this role and with this name, as soon as it is there."""
    return tunggu(f'"{nama}" di layar', lambda: cari(kantor, peran, nama))


def isi(benda: Benda, dalam: int = 12, *, menu: bool = False) -> Iterator[Benda]:
    """Something and all within it, except tables, which may have millions of cells, and unless asked for the many entries of menus."""
    yield benda
    if dalam and benda.getAccessibleChildCount() < 1000 and (menu or benda.getAccessibleRole() != _BILAH_MENU):
        for nomor in range(benda.getAccessibleChildCount()):
            anak = benda.getAccessibleChild(nomor)
            if anak is not None:
                yield from isi(anak.getAccessibleContext(), dalam - 1, menu=menu)


def cari(kantor: Kantor, peran: int, nama: str = "") -> Benda | None:
    """The same now, or None."""
    for jendela in jendela_terbuka(kantor):
        for benda in isi(jendela, menu=peran in {MENU, BUTIR_MENU}):
            if benda.getAccessibleRole() == peran and nama in benda.getAccessibleName():
                return benda
    return None


def pesan(kantor: Kantor) -> str:
    """What the message box says that is on the screen; empty: there is none."""
    kotak = (j for j in jendela_terbuka(kantor) if j.getAccessibleRole() == _KOTAK_PESAN)
    return next((str(b.getAccessibleName()) for j in kotak for b in isi(j) if b.getAccessibleRole() == _TEKS_PESAN), "")


def sel_terlihat(kantor: Kantor, baris: int, kolom: int) -> Benda | None:
    """A cell of the sheet in front, row and column from 0, if it is in sight; frozen rows are a part of their own."""
    for bagian in (b for j in jendela_terbuka(kantor) for b in isi(j) if b.getAccessibleRole() == _TABEL):
        sel = bagian.getAccessibleCellAt(baris, kolom).getAccessibleContext()
        if sel.getSize().Height:
            return sel
    return None


def jendela_terbuka(kantor: Kantor) -> Iterator[Benda]:
    """The windows, also dialogs."""
    perkakas = kantor.layanan("com.sun.star.awt.Toolkit")
    for nomor in range(perkakas.getTopWindowCount()):
        jendela = perkakas.getTopWindow(nomor)
        konteks = getattr(jendela, "getAccessibleContext", lambda: None)()
        if konteks is not None:
            yield konteks
