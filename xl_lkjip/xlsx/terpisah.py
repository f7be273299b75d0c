"""Formulas of other people's workbooks are calculated in a process of their own, with a limit on time and memory.

A workbook of a few kilobytes can make any engine run for hours or fill the memory; only a process can be stopped for certain.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from ..core.errors import LkjipError
from ..core.workbook import Nilai, Workbook
from . import evaluate

WAKTU_MAKS = 45.0  # seconds
MEMORI_MAKS = 3 * 2**30  # bytes, where the system can limit it
_PERINTAH = "from xl_lkjip.xlsx.terpisah import anak; anak()"


def hitung(buku: Workbook) -> dict[evaluate.Letak, Nilai]:
    """As `evaluate.hitung`. Fault: BRK006 also when time or memory run out."""
    try:
        proses = subprocess.run(
            [sys.executable, "-c", _PERINTAH],
            input=pickle.dumps(buku),
            capture_output=True,
            timeout=WAKTU_MAKS,
            check=True,
            cwd=Path(__file__).parents[2],  # where the package is, and nothing of the user's
        )
        hasil = pickle.loads(proses.stdout)  # noqa: S301 - written by our own process
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        raise LkjipError("BRK006", buku.nama, masalah="rumusnya tidak selesai dihitung dalam batas waktu dan memori") from None
    if isinstance(hasil, tuple):
        raise LkjipError(hasil[0], hasil[1], **hasil[2])
    nilai: dict[evaluate.Letak, Nilai] = hasil
    return nilai


def anak() -> None:
    """The work of the process: a workbook in, its values or a coded error out."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORI_MAKS, MEMORI_MAKS))
    except (ImportError, ValueError, OSError):  # Windows has no such limit; the time limit holds there as well
        pass
    buku = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own process
    hasil: object
    try:
        hasil = evaluate.hitung(buku)
    except LkjipError as galat:
        hasil = (galat.kode, galat.tempat, galat.isi)
    sys.stdout.buffer.write(pickle.dumps(hasil))
