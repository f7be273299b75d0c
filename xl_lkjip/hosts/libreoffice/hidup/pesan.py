"""What users are told: message boxes, the status bar, and a log file in their LibreOffice profile."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import uno

JUDUL = "LKjIP"
TANPA_DIALOG = "XL_LKJIP_TANPA_DIALOG"  # set: no dialog is shown; all messages are in the log in any case
_LOG_MAKS = 1_000_000
_INFO, _PERINGATAN, _GALAT = "infobox", "warningbox", "errorbox"


class Pesan:
    """Tells the user of one window."""

    def __init__(self, konteks: Any, frame: Any = None) -> None:
        self._konteks, self._frame = konteks, frame

    def info(self, teks: str) -> None:
        """Something is done."""
        self._tampil(_INFO, teks)

    def peringatan(self, teks: str) -> None:
        """Something cannot be done, for a reason that the user can mend."""
        self._tampil(_PERINGATAN, teks)

    def galat(self) -> None:
        """The exception that is being handled: one of the program."""
        self.catat("jejak", traceback.format_exc())
        sebab = traceback.format_exc().strip().splitlines()[-1][:200]
        self._tampil(
            _GALAT,
            f"Kesalahan program yang tidak diduga: {sebab}\n\nDokumen Anda tidak disimpan atau dihapus oleh LKjIP. "
            f"Rinciannya untuk pengembang ada di {self.log}.",
        )

    def catat(self, macam: str, teks: str) -> None:
        """A line in the log; a full disk must not stop the work."""
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > _LOG_MAKS:
                self.log.unlink()
            with self.log.open("a", encoding="utf-8") as log:
                waktu = datetime.now().isoformat(timespec="seconds")
                log.write(json.dumps({"waktu": waktu, "macam": macam, "teks": teks}, ensure_ascii=False) + "\n")
        except OSError:
            pass

    @property
    def log(self) -> Path:
        """The log file."""
        jalur = self._konteks.ServiceManager.createInstanceWithContext("com.sun.star.util.PathSubstitution", self._konteks)
        return Path(uno.fileUrlToSystemPath(jalur.substituteVariables("$(user)", True))) / "xl_lkjip" / "pesan.log"

    def _tampil(self, macam: str, teks: str) -> None:
        self.catat(macam, teks)
        if os.environ.get(TANPA_DIALOG) or self._frame is None:
            return
        jendela = self._frame.getContainerWindow()
        perkakas = jendela.getToolkit()
        kotak = perkakas.createMessageBox(jendela, uno.Enum("com.sun.star.awt.MessageBoxType", macam.upper()), 1, JUDUL, teks)
        kotak.execute()
        kotak.dispose()


class Kabar:
    """The status bar of a window while something takes long; without one it says nothing."""

    def __init__(self, frame: Any, langkah: int = 100) -> None:
        self._batang: Any = None
        self._ke = 0
        if frame is not None:
            self._batang = frame.createStatusIndicator()
            self._batang.start(f"{JUDUL}: mulai", langkah)

    def __call__(self, teks: str) -> None:
        if self._batang is not None:
            self._ke += 1
            self._batang.setText(f"{JUDUL}: {teks} …")
            self._batang.setValue(self._ke)  # paints, and so the window lives

    def __enter__(self) -> Callable[[str], None]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._batang is not None:
            self._batang.end()
