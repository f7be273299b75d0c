"""Installing the extension for the user who asks, by LibreOffice's own `unopkg`; and what the buttons need to know of this Python."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ...core.errors import LkjipError
from .hidup.pelayan import berkas_host as berkas_host
from .keterangan import ID, VERSI_MINIMUM

BATAS_DETIK = 120.0
_WINDOWS, _MAC = os.name == "nt", sys.platform == "darwin"


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What is installed; `ekstensi` and `python` are None where there is nothing."""

    libreoffice: str
    ekstensi: str | None
    python: str | None


def pasang() -> Keadaan:
    """Install or replace the extension. Faults: PSG001-PSG007."""
    from .oxt import bangun_oxt

    unopkg = _siap()
    _periksa_tutup()
    with tempfile.TemporaryDirectory(prefix="xl_lkjip-") as folder:
        berkas = Path(folder) / "xl_lkjip.oxt"
        berkas.write_bytes(bangun_oxt())
        _unopkg(unopkg, "add", "--suppress-license", "--force", str(berkas))
    keadaan = status()
    if keadaan.ekstensi is None:
        raise LkjipError("PSG005", masalah="ekstensi tidak tercantum sesudah dipasang")
    _catat()
    return replace(keadaan, python=sys.executable)


def lepas() -> bool:
    """Remove the extension; False: there was none. The note for the buttons goes as well."""
    try:
        ada = status().ekstensi is not None
    except LkjipError as galat:
        if galat.kode != "PSG001":
            raise
        ada = False  # LibreOffice has gone, and its extension with it
    if ada:
        _periksa_tutup()
        _unopkg(_siap(), "remove", ID)
    with suppress(FileNotFoundError):
        berkas_host().unlink()
    with suppress(OSError):  # not ours alone
        berkas_host().parent.rmdir()
    return ada


def status() -> Keadaan:
    """Ask LibreOffice. Faults: PSG001-PSG003, PSG005, PSG006."""
    unopkg = _siap()
    # "list" with an identifier fails alike when it is absent and when unopkg is broken.
    daftar = _unopkg(unopkg, "list")
    cocok = re.search(rf"^Identifier: {re.escape(ID)}\s*^ *Version: (\S+)", daftar, re.MULTILINE)
    return Keadaan(_versi(unopkg) or "versi tidak diketahui", cocok[1] if cocok else None, _python_tercatat())


def profil() -> Path:
    """The user's LibreOffice profile, in its usual place."""
    if _WINDOWS:
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "LibreOffice" / "4"
    if _MAC:
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def _siap() -> Path:
    """The unopkg to use, once it is known to be able to."""
    if not _WINDOWS and os.geteuid() == 0:
        raise LkjipError("PSG003")
    unopkg = _cari_unopkg()
    if unopkg is None:
        raise LkjipError("PSG001", perlu=VERSI_MINIMUM)
    versi = _versi(unopkg)
    if versi and _urutan(versi) < _urutan(VERSI_MINIMUM):  # an unknown version is left to LibreOffice's own check
        raise LkjipError("PSG002", nilai=versi, perlu=VERSI_MINIMUM)
    return unopkg


def _cari_unopkg() -> Path | None:
    nama = "unopkg.com" if _WINDOWS else "unopkg"  # unopkg.exe has no output
    if jalur := shutil.which(nama):
        return Path(jalur)
    return next((f / nama for f in _folder_libreoffice() if (f / nama).is_file()), None)


def _folder_libreoffice() -> Iterable[Path]:
    if _WINDOWS:
        akar = dict.fromkeys(os.environ.get(n, "") for n in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"))
        return [Path(a) / "LibreOffice" / "program" for a in akar if a]
    if _MAC:
        return [a / "Applications" / "LibreOffice.app" / "Contents" / "MacOS" for a in (Path("/"), Path.home())]
    lain = sorted(Path("/opt").glob("libreoffice*/program"), key=lambda p: _urutan(p.parent.name), reverse=True)
    return [Path("/usr/lib/libreoffice/program"), Path("/usr/lib64/libreoffice/program"), *lain]


def _versi(unopkg: Path) -> str:
    """As soffice beside it says; empty: not to be found out."""
    soffice = unopkg.with_name("soffice.com" if _WINDOWS else "soffice")
    if not soffice.is_file():
        return ""
    cocok = re.search(r"LibreOffice \D*(\d+(?:\.\d+)+)", _jalankan([str(soffice), "--version"])[1])
    return cocok[1] if cocok else ""


def _urutan(versi: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", versi)]


def _periksa_tutup() -> None:
    """Refuse while LibreOffice runs: it would go on with the old extension, and on Windows the files are in use.

    A crash leaves the lock file behind, so that a process has to run as well.
    """
    kunci = profil() / ".lock"
    if kunci.exists() and _sedang_berjalan():
        raise LkjipError("PSG004", nilai=str(kunci))


def _sedang_berjalan() -> bool:
    perintah = ["tasklist", "/FI", "IMAGENAME eq soffice.bin"] if _WINDOWS else ["ps", "-u", str(os.geteuid()), "-o", "comm="]
    try:
        return any("soffice" in b and "defunct" not in b for b in _jalankan(perintah)[1].splitlines())
    except LkjipError:  # no such program: the lock file alone decides
        return True


def _unopkg(unopkg: Path, *argumen: str) -> str:
    kode, teks = _jalankan([str(unopkg), *argumen])
    if kode != 0:
        baris = [b.strip() for b in teks.splitlines() if b.strip() and "javaldx" not in b]
        raise LkjipError("PSG005", masalah=" ".join(baris[-3:])[:300].rstrip(".") or f"kode {kode}")
    return teks


def _jalankan(perintah: Sequence[str]) -> tuple[int, str]:
    """Exit code and all output. A shell script stands before the real program, so that a stuck one is ended as a group."""
    with tempfile.TemporaryFile() as keluaran:
        try:
            proses = subprocess.Popen(
                perintah, stdin=subprocess.DEVNULL, stdout=keluaran, stderr=keluaran, env=_lingkungan(), start_new_session=not _WINDOWS
            )
        except OSError as galat:
            raise LkjipError("PSG005", masalah=f"{Path(perintah[0]).name} tidak dapat dijalankan ({galat.strerror})") from galat
        try:
            kode = proses.wait(BATAS_DETIK)
        except BaseException as galat:
            _habisi(proses)
            if isinstance(galat, subprocess.TimeoutExpired):
                raise LkjipError("PSG006", nama=Path(perintah[0]).name, detik=f"{BATAS_DETIK:g}") from galat
            raise
        keluaran.seek(0)
        return kode, keluaran.read().decode("utf-8", "replace")


def _habisi(proses: subprocess.Popen[bytes]) -> None:
    if _WINDOWS:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(proses.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()


def _lingkungan() -> dict[str, str]:
    """Ours without the traces of this Python: an activated .venv would become the Python inside LibreOffice."""
    env = {n: v for n, v in os.environ.items() if n != "VIRTUAL_ENV" and not n.startswith("PYTHON")}
    if sys.prefix != sys.base_prefix:
        env["PATH"] = os.pathsep.join(p for p in env.get("PATH", "").split(os.pathsep) if not p.startswith(sys.prefix))
    return env


def _catat() -> None:
    berkas = berkas_host()
    try:
        berkas.parent.mkdir(parents=True, exist_ok=True)
        berkas.write_text(json.dumps({"python": sys.executable}) + "\n", encoding="utf-8")
    except OSError as galat:
        raise LkjipError("PSG007", str(berkas), masalah=galat.strerror or str(galat)) from galat


def _python_tercatat() -> str | None:
    try:
        python = json.loads(berkas_host().read_text(encoding="utf-8"))["python"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(python)
