"""Writing a file without ever losing one: write beside, verify by re-reading, replace atomically."""

from __future__ import annotations

import errno
import os
import re
import secrets
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from types import FrameType

from ..core.errors import LkjipError
from .gagal_tulis import batas_nama, sebab, tertahan, tolak_nama

_ZIP = b"PK\x03\x04"  # what a workbook starts with
_JEDA = (0.05, 0.1, 0.2, 0.3, 0.35)  # seconds between attempts on a file that is held: 1 s in all
_SISA = re.compile(r"\.xl-lkjip-[0-9a-f]{16}\.tmp")
_USIA_SISA = 24 * 3600  # seconds after which a temporary file is the leftover of a crash
_SALINAN_MAKS = 999
_TANPA_FSYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}  # some network and FUSE drives
_SINYAL = [s for n in ("SIGTERM", "SIGHUP", "SIGBREAK") if (s := getattr(signal, n, None)) is not None]


class _BerubahError(OSError):
    """The file to be replaced is no longer the one that was read."""


def siapkan_folder(folder: Path) -> None:
    """Make a folder, with those above it, unless it is there. Faults: BRK008, BRK020."""
    for baru in (folder, *folder.parents):
        if not os.path.lexists(baru):
            tolak_nama(baru)
    with _berkode(folder, folder, "Foldernya tidak dibuat"):
        folder.mkdir(parents=True, exist_ok=True)


def simpan(
    tujuan: Path, isi: bytes, *, timpa: bool = False, periksa: Callable[[bytes], None] | None = None, harap: bytes | None = None
) -> Path:
    """Write `isi` to `tujuan`, wholly or not at all, and return `tujuan`.

    `periksa` gets the bytes as read back from disk; whatever it raises stops the writing, a fault of the system as BRK008, all else
    as it is. `harap`: what the old file must still hold when it is replaced. A symlink is written through. An existing file keeps its
    mode, a new one gets the umask's.

    Faults: BRK008 cannot write (the message names the cause), BRK009 exists and `timpa` is False, BRK011 reads back differently, BRK014
    a workbook under a name that Excel refuses, BRK020 a name that Windows refuses. Once the content is on disk, it is kept beside the
    file that cannot be replaced, under a name that the message tells: BRK010 held by another program, BRK021 any other cause, BRK022
    not what `harap` says. The old file survives them all, and every interruption.
    """
    nyata = Path(os.path.realpath(tujuan)) if os.path.islink(tujuan) else tujuan
    if os.name == "nt" or not os.path.isfile(tujuan):  # a name that is there already can be no worse
        tolak_nama(nyata)
    if isi.startswith(_ZIP) and tujuan.suffix.lower() != ".xlsx":
        raise LkjipError("BRK014", str(tujuan))
    keadaan = "Berkas lama tidak disentuh; hasil barunya belum tersimpan" if os.path.lexists(nyata) else "Berkas tujuan tidak dibuat"
    # Named independently of the target, so that a long but valid name still fits.
    sementara = nyata.parent / f".xl-lkjip-{secrets.token_hex(8)}.tmp"
    salinan: Path | None = None
    with _berkode(tujuan, nyata.parent, keadaan):
        mode = _mode_lama(tujuan, nyata, timpa, keadaan)
        with _tertib():
            try:
                _tulis(sementara, isi, mode)
                terbaca = sementara.read_bytes()
                if terbaca != isi:
                    raise LkjipError("BRK011", str(tujuan))
                _sapu(sementara)
                if periksa is not None:
                    periksa(terbaca)
                gagal = _pasang(sementara, tujuan, nyata, isi, timpa, harap)
                if gagal is not None:
                    salinan = _selamatkan(sementara, nyata, isi, mode)
                    if salinan is None:
                        raise gagal
                    raise _tidak_terpasang(gagal, nyata, salinan, salinan == sementara) from gagal
            finally:
                _hapus(sementara, kecuali=salinan)
    return tujuan


@contextmanager
def _berkode(tujuan: Path, folder: Path, keadaan: str) -> Iterator[None]:
    try:
        yield
    except (OSError, MemoryError) as galat:
        masalah, jalan = sebab(galat, tujuan, folder)
        raise LkjipError("BRK008", str(tujuan), masalah=masalah, jalan=jalan, keadaan=keadaan) from galat


@contextmanager
def _tertib() -> Iterator[None]:
    """A signal that would end the program on the spot ends it by way of the clearing up."""
    diganti = []
    try:
        with suppress(ValueError):  # not the main thread: signals do not come here
            for s in _SINYAL:
                if signal.getsignal(s) is signal.SIG_DFL:
                    signal.signal(s, _berhenti)
                    diganti.append(s)
        yield
    finally:
        for s in diganti:
            signal.signal(s, signal.SIG_DFL)


def _berhenti(nomor: int, _: FrameType | None) -> None:
    signal.signal(nomor, signal.SIG_IGN)  # the clearing up has begun
    raise SystemExit(128 + nomor)


def _mode_lama(tujuan: Path, nyata: Path, timpa: bool, keadaan: str) -> int | None:
    """Mode of the file to be replaced, None if there is none; refuses what must not be replaced."""
    try:
        mode = os.stat(nyata).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "")
    masalah = ""
    if not stat.S_ISREG(mode):  # root must not replace /dev/null by a workbook
        masalah, jalan = "tujuan ini bukan berkas biasa", "Pakai nama lain"
    elif not timpa:
        raise LkjipError("BRK009", str(tujuan))
    elif not os.access(nyata, os.W_OK):  # a rename would pass over the protection that its owner set
        masalah, jalan = "berkas tujuan hanya dapat dibaca", "Lepas tanda hanya-baca pada berkas itu, atau pakai nama lain"
    if masalah:
        raise LkjipError("BRK008", str(tujuan), masalah=masalah, jalan=jalan, keadaan=keadaan)
    return stat.S_IMODE(mode)


def _tulis(baru: Path, isi: bytes, mode: int | None) -> None:
    with open(baru, "xb") as berkas:
        if mode is not None:  # before the content, which may be private
            _samakan_mode(baru, mode)
        berkas.write(isi)
        berkas.flush()
        try:
            os.fsync(berkas.fileno())
        except OSError as galat:
            if galat.errno not in _TANPA_FSYNC:
                raise


def _samakan_mode(baru: Path, mode: int) -> None:
    kini = stat.S_IMODE(os.stat(baru).st_mode)
    if kini != mode:
        try:
            os.chmod(baru, mode)
        except OSError:  # a drive without modes; but never may others read what they could not
            if kini & ~mode:
                raise


def _sapu(sementara: Path) -> None:
    """Clear away what crashes left in the folder. The age is counted by the clock of that drive."""
    with suppress(OSError):
        batas = os.stat(sementara).st_mtime - _USIA_SISA
        with os.scandir(sementara.parent) as daftar:
            for satu in daftar:
                with suppress(OSError):
                    if _SISA.fullmatch(satu.name) and satu.is_file(follow_symlinks=False) and satu.stat().st_mtime < batas:
                        os.unlink(satu.path)


def _pasang(sementara: Path, tujuan: Path, nyata: Path, isi: bytes, timpa: bool, harap: bytes | None) -> OSError | None:
    """Put the finished file in its place; the fault if that cannot be done."""
    try:
        _coba(lambda: _ganti(sementara, nyata, harap) if timpa else _pasang_baru(sementara, nyata))
    except OSError as galat:
        if isinstance(galat, FileExistsError) and not timpa:
            raise LkjipError("BRK009", str(tujuan)) from galat
        if os.path.exists(sementara) or not _berisi(nyata, isi):  # a network drive may do it and lose the answer
            return galat
    finally:
        _fsync_folder(nyata.parent)
    return None


def _ganti(sementara: Path, nyata: Path, harap: bytes | None) -> None:
    if harap is not None:
        try:
            kini = nyata.read_bytes()
        except FileNotFoundError as galat:
            raise _BerubahError(0, "berkas tujuan sudah tidak ada") from galat
        if kini != harap:
            raise _BerubahError(0, "berkas tujuan diubah program atau orang lain")
    os.replace(sementara, nyata)


def _berisi(berkas: Path, isi: bytes) -> bool:
    with suppress(OSError):
        return berkas.read_bytes() == isi
    return False


def _pasang_baru(sementara: Path, nyata: Path) -> None:
    """Give the file its name only if that name is free: FileExistsError otherwise."""
    try:
        os.link(sementara, nyata)
    except OSError:  # taken, or no hard links here (USB stick, some network folders): reserve the name, then replace that
        with suppress(OSError):
            if os.path.samefile(sementara, nyata):  # a network drive that did it and lost the answer
                return
        os.stat(sementara)  # gone: then there is nothing to reserve a name for
        nyata.touch(exist_ok=False)
        try:
            os.replace(sementara, nyata)
        except BaseException:
            if os.path.exists(sementara):  # otherwise it was replaced after all, and interrupted just then
                _hapus(nyata)
            raise


def _selamatkan(sementara: Path, nyata: Path, isi: bytes, mode: int | None) -> Path | None:
    """Keep the work beside the file that cannot be replaced: where it is now, None if nowhere."""
    for nomor in range(1, _SALINAN_MAKS):
        salinan = _nama_salinan(nyata, nomor)
        try:
            _pasang_baru(sementara, salinan)
        except FileExistsError:
            continue
        except OSError:  # neither linked nor renamed; perhaps it can be written once more
            try:
                _tulis(salinan, isi, mode)
            except FileExistsError:
                continue
            except BaseException as galat:
                _hapus(salinan)
                if not isinstance(galat, OSError):
                    raise
                break
            if not _berisi(salinan, isi):
                _hapus(salinan)
                break
        return salinan
    return sementara if _berisi(sementara, isi) else None


def _nama_salinan(nyata: Path, nomor: int) -> Path:
    ujung = f" (salinan {nomor}){nyata.suffix}"
    muat = batas_nama(nyata.parent) - len(os.fsencode(ujung))
    dasar = nyata.stem if len(os.fsencode(nyata.stem)) <= muat else os.fsencode(nyata.stem)[: max(muat, 1)].decode(errors="ignore")
    return nyata.with_name(dasar + ujung)


def _tidak_terpasang(galat: OSError, nyata: Path, salinan: Path, sementara: bool) -> LkjipError:
    nama = f"{salinan.name} (berkas sementara, yang dihapus sesudah sehari: ganti namanya sekarang)" if sementara else salinan.name
    if isinstance(galat, _BerubahError):
        return LkjipError("BRK022", str(nyata), masalah=galat.strerror, salinan=nama)
    if tertahan(galat):
        return LkjipError("BRK010", str(nyata), salinan=nama)
    masalah, jalan = sebab(galat, nyata, nyata.parent)
    return LkjipError("BRK021", str(nyata), masalah=masalah, jalan=jalan, salinan=nama)


def _coba(aksi: Callable[[], None], lagi: Callable[[BaseException], bool] = tertahan) -> None:
    """On Windows a file that Excel or a virus scanner holds gives PermissionError, often only for a moment."""
    for jeda in _JEDA:
        try:
            return aksi()
        except (OSError, MemoryError) as galat:
            if not lagi(galat):
                raise
        sleep(jeda)
    return aksi()


def _hapus(berkas: Path, kecuali: Path | None = None) -> None:
    if berkas == kecuali:
        return
    with suppress(OSError, MemoryError):
        _coba(lambda: berkas.unlink(missing_ok=True), lambda _: True)


def _fsync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
