"""The log file of faults: what the user is shown is short, what a developer needs stands here."""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path

_MAKS = 200_000  # bytes; a fault in a filled column would write for ever


def berkas_catatan() -> Path:
    """%LOCALAPPDATA%/xl_lkjip/excel.log; below the home folder where there is no such variable."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "share") / "xl_lkjip" / "excel.log"


def catat(apa: str) -> Path:
    """Append the exception that is being handled. A log that cannot be written is no second fault."""
    berkas = berkas_catatan()
    try:
        berkas.parent.mkdir(parents=True, exist_ok=True)
        lama = berkas.stat().st_size if berkas.exists() else 0
        with berkas.open("w" if lama > _MAKS else "a", encoding="utf-8") as keluar:
            keluar.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {apa}\n{traceback.format_exc()}\n")
    except OSError:
        pass
    return berkas
