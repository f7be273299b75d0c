"""A workbook as PDF, printed by LibreOffice in a process and a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ..core.errors import LkjipError
from ..xlsx import safe_write

_NAMA = ("soffice", "libreoffice", "soffice.com")
_TEMPAT = (  # where installers put it when the PATH does not know it
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_BATAS = 180  # seconds, also for the first start of a new profile


def cari_kantor() -> str:
    """The program of LibreOffice. Fault: AJU007."""
    ada = (n for n in (*map(shutil.which, _NAMA), *(t for t in _TEMPAT if os.access(t, os.X_OK))) if n)
    kantor = next(ada, None)
    if kantor is None:
        raise LkjipError("AJU007", masalah="LibreOffice tidak ditemukan di komputer ini")
    return kantor


def cetak_pdf(berkas: Path, isi: bytes, tujuan: Path) -> Path:
    """Print the workbook `isi` to `tujuan`. `berkas`: its name, for messages. Faults: AJU007, those of writing."""
    kantor = cari_kantor()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as nama:
        folder = Path(nama)
        asal = folder / "pengajuan.xlsx"
        asal.write_bytes(isi)
        perintah = [kantor, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore"]
        perintah += ["--convert-to", "pdf", "--outdir", nama, str(asal)]
        try:
            hasil = subprocess.run(perintah, capture_output=True, timeout=_BATAS, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise LkjipError("AJU007", str(berkas), masalah=f"LibreOffice belum selesai setelah {_BATAS} detik") from None
        except OSError as galat:
            raise LkjipError("AJU007", str(berkas), masalah=f"LibreOffice tidak dapat dijalankan ({galat.strerror})") from None
        jadi = asal.with_suffix(".pdf")
        if not jadi.is_file() or not jadi.read_bytes().startswith(b"%PDF"):
            raise LkjipError("AJU007", str(berkas), masalah=f"LibreOffice berhenti tanpa hasil (kode {hasil.returncode})")
        return safe_write.simpan(tujuan, jadi.read_bytes())
