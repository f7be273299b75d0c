"""Writing a file without ever losing one: write beside, verify by re-reading, replace atomically."""

from __future__ import annotations

import errno
import itertools
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from ..core.errors import LkjipError

_ZIP = b"PK\x03\x04"  # what a workbook starts with
_JEDA = (0.05, 0.1, 0.2, 0.3, 0.35)  # seconds between attempts on a file that is held: 1 s in all
_SEBAB = {
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.EDQUOT: "jatah ruang penyimpanan (kuota) habis",
    errno.EACCES: "tidak ada izin menulis di folder tujuan",
    errno.EPERM: "tidak ada izin menulis di folder tujuan",
    errno.EROFS: "folder tujuan hanya dapat dibaca",
    errno.ENAMETOOLONG: "nama berkas terlalu panjang",
    errno.EISDIR: "tujuan ini folder, bukan berkas",
    errno.ENOENT: "folder {folder} tidak ada",
    errno.ENOTDIR: "{folder} bukan folder",
    errno.EEXIST: "{folder} bukan folder",
}


def siapkan_folder(folder: Path) -> None:
    """Make a folder, with those above it, unless it is there. Fault: BRK008."""
    with _berkode(folder, folder):
        folder.mkdir(parents=True, exist_ok=True)


def simpan(tujuan: Path, isi: bytes, *, timpa: bool = False, periksa: Callable[[bytes], None] | None = None) -> Path:
    """Write `isi` to `tujuan`, wholly or not at all, and return `tujuan`.

    `periksa` gets the bytes as read back from disk; whatever it raises passes through and nothing is replaced.
    A symlink is written through. An existing file keeps its mode, a new one gets the umask's.

    Faults: BRK008 cannot write (the message names the cause), BRK009 exists and `timpa` is False, BRK010 held by
    another program (the content is kept beside it), BRK011 reads back differently, BRK014 a workbook under a name that
    Excel refuses. The old file survives them all.
    """
    if isi.startswith(_ZIP) and tujuan.suffix.lower() != ".xlsx":
        raise LkjipError("BRK014", str(tujuan))
    nyata = Path(os.path.realpath(tujuan)) if os.path.islink(tujuan) else tujuan
    # Named independently of the target, so that a long but valid name still fits.
    sementara = nyata.parent / f".xl-lkjip-{secrets.token_hex(8)}.tmp"
    with _berkode(tujuan, nyata.parent):
        mode = _mode_lama(tujuan, nyata, timpa)
    try:
        with _berkode(tujuan, nyata.parent):
            _tulis(sementara, isi, mode)
            terbaca = sementara.read_bytes()
        if terbaca != isi:
            raise LkjipError("BRK011", str(tujuan))
        if periksa is not None:
            periksa(terbaca)
        with _berkode(tujuan, nyata.parent):
            _pasang(sementara, tujuan, nyata, timpa)
    finally:
        _hapus(sementara)
    return tujuan


@contextmanager
def _berkode(tujuan: Path, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as galat:
        sebab = _SEBAB.get(galat.errno or 0)
        masalah = (
            sebab.format(folder=folder)
            if sebab
            else f"kesalahan sistem nomor {galat.errno}"
            if galat.errno
            else galat.strerror or str(galat)
        )
        if galat.errno == errno.ENOENT and os.path.isdir(folder):  # Windows says ENOENT for a path that is too long
            masalah = "nama berkas beserta foldernya terlalu panjang, atau berkas sementaranya hilang"
        raise LkjipError("BRK008", str(tujuan), masalah=masalah) from galat


def _mode_lama(tujuan: Path, nyata: Path, timpa: bool) -> int | None:
    """Mode of the file to be replaced, None if there is none; refuses what must not be replaced."""
    try:
        mode = os.stat(nyata).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not stat.S_ISREG(mode):  # root must not replace /dev/null by a workbook
        raise OSError(0, "tujuan ini bukan berkas biasa")
    if not timpa:
        raise LkjipError("BRK009", str(tujuan))
    if not os.access(nyata, os.W_OK):  # a rename would pass over the protection that its owner set
        raise OSError(0, "berkas tujuan hanya dapat dibaca")
    return stat.S_IMODE(mode)


def _tulis(sementara: Path, isi: bytes, mode: int | None) -> None:
    with open(sementara, "xb") as berkas:
        if mode is not None:  # before the content, which may be private
            os.chmod(sementara, mode)
        berkas.write(isi)
        berkas.flush()
        os.fsync(berkas.fileno())


def _pasang(sementara: Path, tujuan: Path, nyata: Path, timpa: bool) -> None:
    pasang = os.replace if timpa else _pasang_baru
    try:
        _coba(lambda: pasang(sementara, nyata))
    except FileExistsError as galat:
        raise LkjipError("BRK009", str(tujuan)) from galat
    except PermissionError as galat:
        raise LkjipError("BRK010", str(nyata), salinan=_pasang_salinan(sementara, nyata)) from galat
    finally:
        _fsync_folder(nyata.parent)


def _pasang_baru(sementara: Path, nyata: Path) -> None:
    """Give the file its name only if that name is free: FileExistsError otherwise."""
    try:
        os.link(sementara, nyata)
    except OSError:  # taken, or no hard links here (USB stick, some network folders): reserve the name, then replace that
        nyata.touch(exist_ok=False)
        try:
            os.replace(sementara, nyata)
        except BaseException:
            if os.path.exists(sementara):  # otherwise it was replaced after all, and interrupted just then
                _hapus(nyata)
            raise


def _pasang_salinan(sementara: Path, nyata: Path) -> str:
    for nomor in itertools.count(1):
        salinan = nyata.with_name(f"{nyata.stem} (salinan {nomor}){nyata.suffix}")
        with suppress(FileExistsError):
            _pasang_baru(sementara, salinan)
            break
    return salinan.name


def _coba(aksi: Callable[[], None]) -> None:
    """On Windows a file that Excel or a virus scanner holds gives PermissionError, often only for a moment."""
    for jeda in _JEDA:
        with suppress(PermissionError):
            return aksi()
        sleep(jeda)
    return aksi()


def _hapus(berkas: Path) -> None:
    with suppress(OSError):
        _coba(lambda: berkas.unlink(missing_ok=True))


def _fsync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
