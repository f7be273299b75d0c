"""The program xl-lkjip in a process of its own: it has what LibreOffice's Python has not (openpyxl and the like)."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

BATAS = 300  # seconds
BELUM = (
    "Perintah ini memerlukan program xl-lkjip, yang belum terpasang untuk LibreOffice di komputer ini.\n\n"
    "Pasang dengan `pip install` berkas paketnya, lalu jalankan sekali: xl-lkjip pasang libreoffice"
)


class PelayanError(RuntimeError):
    """The program is not there, or has refused; the text is for the user."""


def berkas_host() -> Path:
    """Where `xl-lkjip pasang libreoffice` writes which Python has the program."""
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "xl_lkjip" / "host.json"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xl_lkjip" / "host.json"


def jalankan(argumen: Sequence[str], kabar: Callable[[str], None], batas: float = BATAS) -> str:
    """Run it; what it printed. Fault: PelayanError."""
    try:
        python = str(json.loads(berkas_host().read_text(encoding="utf-8"))["python"])
    except (OSError, ValueError, KeyError, TypeError):
        raise PelayanError(BELUM) from None
    # LibreOffice sets PYTHONPATH and the like for its own Python.
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON") and k != "LD_LIBRARY_PATH"} | {"PYTHONIOENCODING": "utf-8"}
    jendela = 0x08000000 if os.name == "nt" else 0  # CREATE_NO_WINDOW
    try:
        proses = subprocess.Popen(
            [python, "-m", "xl_lkjip", *argumen],
            env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, creationflags=jendela,
        )  # fmt: skip
    except OSError:
        raise PelayanError(f"{BELUM}\n\n(Python yang tercatat, {python}, tidak ada lagi.)") from None
    mulai = time.monotonic()
    while True:
        try:
            keluar, keluh = proses.communicate(timeout=0.3)
            break
        except subprocess.TimeoutExpired:
            lama = time.monotonic() - mulai
            kabar(f"xl-lkjip bekerja, {lama:.0f} detik")
            if lama > batas:
                proses.kill()
                proses.communicate()
                raise PelayanError(
                    f"xl-lkjip belum selesai setelah {batas:.0f} detik, jadi dihentikan. Coba dari baris perintah."
                ) from None
    if proses.returncode:
        pesan = keluh.decode("utf-8", "replace").strip() or keluar.decode("utf-8", "replace").strip()
        if "No module named" in pesan:
            pesan = BELUM
        raise PelayanError(pesan or f"xl-lkjip berhenti dengan kode {proses.returncode}.")
    return keluar.decode("utf-8", "replace").strip()
