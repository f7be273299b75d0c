"""Why a file cannot be written, in words, and what helps; and names that are refused before anything is written."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from ..core.errors import LkjipError, kutip

_JARINGAN = ("sambungan ke folder jaringan putus", "Sambungkan lagi folder itu, atau simpan dulu di komputer sendiri")
_IZIN = ("tidak ada izin menulis di folder tujuan", "Pilih folder lain, atau minta izin menulis di folder itu")
_KUOTA = ("jatah ruang penyimpanan (kuota) habis", "Hapus berkas yang tidak perlu, atau minta tambahan kuota")
_DIPAKAI = ("berkas atau foldernya sedang dipakai program lain", "Tutup program yang memakainya")
_DISK = ("disk gagal membaca atau menulis", "Simpan ke disk lain, dan periksakan disk ini")
_LEPAS = ("disk tujuan sudah dilepas atau belum siap", "Pasang lagi disknya, atau simpan ke disk lain")
_TERBUKA = ("terlalu banyak berkas yang sedang terbuka", "Tutup beberapa program")

_SEBAB: dict[str, tuple[str, str]] = {
    "ENOSPC": ("ruang penyimpanan penuh", "Kosongkan ruang, atau simpan ke disk lain"),
    "EDQUOT": _KUOTA,
    "EFBIG": ("ukurannya melebihi batas ukuran berkas di tempat itu", "Simpan ke disk lain"),
    "EACCES": _IZIN,
    "EPERM": _IZIN,
    "EROFS": ("folder tujuan hanya dapat dibaca", "Pilih folder lain"),
    "EISDIR": ("tujuan ini folder, bukan berkas", "Pakai nama berkas lain"),
    "ENOENT": ("folder {folder} tidak ada", "Buat foldernya, atau periksa apakah ia dipindah atau diganti namanya"),
    "ENOTDIR": ("{folder} bukan folder", "Pilih folder lain"),
    "EEXIST": ("{folder} bukan folder", "Pilih folder lain"),
    "ELOOP": ("tautan simboliknya berputar ke dirinya sendiri", "Tulis ke berkas yang sebenarnya"),
    "EXDEV": ("folder itu tersebar di beberapa disk", "Simpan ke folder lain"),
    "EIO": _DISK,
    "ENXIO": _LEPAS,
    "ENODEV": _LEPAS,
    "EBUSY": _DIPAKAI,
    "ETXTBSY": _DIPAKAI,
    "EAGAIN": _DIPAKAI,
    "EDEADLK": _DIPAKAI,
    "ENOLCK": _DIPAKAI,
    "EMFILE": _TERBUKA,
    "ENFILE": _TERBUKA,
    "ENOMEM": ("memori komputer tidak cukup", "Tutup program lain"),
    "EINVAL": ("disk tujuan menolak nama atau cara menyimpan ini", "Pakai nama atau folder lain"),
    **dict.fromkeys(
        ("ESTALE", "ETIMEDOUT", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN", "ECONNRESET", "ECONNABORTED"), _JARINGAN
    ),
}
_BAKU = "Periksa folder tujuan, ruang kosong, dan izin menulisnya"
# What Windows means, where Python's errno for it says something else.
_WINDOWS = {
    19: "EROFS", 21: "ENODEV", 32: "EBUSY", 33: "EBUSY", 1224: "EBUSY", 39: "ENOSPC", 112: "ENOSPC", 206: "ENAMETOOLONG", 1295: "EDQUOT",
    53: "ESTALE", 59: "ESTALE", 64: "ESTALE", 67: "ESTALE", 121: "ETIMEDOUT", 1231: "ENETUNREACH",
}  # fmt: skip
_TERTAHAN = frozenset({"EACCES", "EPERM", "EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK", "ENOLCK"})

_PERANGKAT = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_TERLARANG = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def kode(galat: BaseException) -> str:
    """The name of a fault of the system, such as ENOSPC; empty for one of our own."""
    if isinstance(galat, MemoryError):
        return "ENOMEM"
    nomor = getattr(galat, "errno", None) or 0
    return _WINDOWS.get(getattr(galat, "winerror", None) or 0) or errno.errorcode.get(nomor, "").removeprefix("WSA")


def tertahan(galat: BaseException) -> bool:
    """Whether the file is held by another program, often only for a moment: Excel, a virus scanner, a synchronised folder."""
    return kode(galat) in _TERTAHAN


def sebab(galat: BaseException, tujuan: Path, folder: Path) -> tuple[str, str]:
    """Cause and fix. Never the English of the system."""
    nama = kode(galat)
    if nama == "ENAMETOOLONG":
        return _terlalu_panjang(tujuan)
    if nama == "ENOENT" and os.path.isdir(folder):  # Windows says ENOENT for a path that is too long
        return "nama berkas beserta foldernya terlalu panjang, atau berkas sementaranya hilang", "Pakai nama dan folder yang lebih pendek"
    masalah, jalan = _SEBAB.get(nama, ("", _BAKU))
    if masalah:
        return masalah.format(folder=folder), jalan
    nomor = getattr(galat, "winerror", None) or getattr(galat, "errno", None)
    return (f"kesalahan sistem nomor {nomor}" if nomor else getattr(galat, "strerror", None) or str(galat)), jalan


def _terlalu_panjang(tujuan: Path) -> tuple[str, str]:
    bita = len(os.fsencode(tujuan.name))
    if bita > batas_nama(tujuan.parent):
        huruf = len(tujuan.name)
        return f"nama berkas terlalu panjang ({huruf} huruf{f', {bita} bita' if bita != huruf else ''})", "Pendekkan namanya"
    return f"nama berkas beserta foldernya terlalu panjang ({len(str(tujuan))} huruf)", "Pakai folder atau nama yang lebih pendek"


def batas_nama(folder: Path) -> int:
    """How many bytes a name may have there; 255 where the system does not say."""
    try:
        return os.pathconf(folder, "PC_NAME_MAX")
    except (AttributeError, OSError, ValueError):  # Windows has no pathconf
        return 255


def tolak_nama(jalur: Path) -> None:
    """Refuse a name that Windows does not know, on every system: files are sent on. Fault: BRK020."""
    nama = jalur.name
    masalah = ""
    if perangkat := _PERANGKAT.fullmatch(nama.split(".")[0].rstrip(" ")):
        masalah = f"{perangkat[0].upper()} adalah nama perangkat di Windows"
    elif nama != ".." and nama.endswith((".", " ")):
        masalah = f"Windows membuang {'titik' if nama.endswith('.') else 'spasi'} di ujung nama"
    elif huruf := _TERLARANG.search(nama):
        masalah = f"tanda {kutip(huruf[0])} tidak boleh ada di nama berkas Windows" if huruf[0] >= " " else "ada huruf yang tidak tampak"
    elif any("\ud800" <= h <= "\udfff" for h in nama):
        masalah = "ada huruf yang rusak"
    if masalah:
        raise LkjipError("BRK020", str(jalur), nilai=kutip(nama.encode(errors="replace").decode()), masalah=masalah)
