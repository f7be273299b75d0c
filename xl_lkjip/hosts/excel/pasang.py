"""Installing the add-in for the user who asks: one file in Excel's start folder, and a note in the registry of where Python is.

The add-in that was there before is kept, for `kembali`. Either everything is done or nothing has changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path
from time import sleep

from ...core.errors import LkjipError, kutip
from ...xlsx.gagal_tulis import kode, sebab, tertahan
from .setelan import KUNCI, NAMA, NILAI_PUSTAKA, NILAI_PYTHON, PENAFSIR, PUSTAKA, VERSI_XLWINGS
from .windows import HKCU, Windows

PYTHON_MINIMUM = (3, 11)  # of xlwings
_JEDA = (0.1, 0.2, 0.3, 0.4)  # seconds between attempts on a file that a virus scanner may hold


class Addin(Enum):
    """The file in the start folder, beside the one that this package carries."""

    TIADA = "tidak terpasang"
    SAMA = "terpasang"
    LAIN = "terpasang, tetapi bukan versi yang dibawa xl_lkjip ini"


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What is installed. `python`: as noted for the add-in, empty where nothing is; `sebelumnya`: an older add-in is kept."""

    berkas: Path
    addin: Addin
    python: str
    sebelumnya: bool


def bawaan() -> bytes:
    """The add-in that this package carries."""
    return resources.files(__package__).joinpath("bahan", NAMA).read_bytes()


def pasang(win: Windows | None = None) -> Keadaan:
    """Install or renew. Faults: PSG008-PSG015, PSG017."""
    win = win or Windows()
    baru = periksa_python(win)
    berkas, lama = xlstart(win) / NAMA, win.isi(HKCU, KUNCI)
    _catat(win, baru)
    try:
        _ganti(win, berkas, bawaan())
    except BaseException:
        with suppress(OSError):
            _pulihkan(win, {n: v for n, v in lama.items() if isinstance(v, str)})
        raise
    return status(win)


def kembali(win: Windows | None = None) -> Keadaan:
    """Put the kept add-in in its place again; the one that was there is kept instead. Faults: PSG008, PSG014-PSG016."""
    win = win or Windows()
    berkas = xlstart(win) / NAMA
    isi = _baca(_sebelumnya(win))
    if isi is None:
        raise LkjipError("PSG016")
    _ganti(win, berkas, isi)
    return status(win)


def lepas(win: Windows | None = None) -> bool:
    """Remove the add-in, the kept one and the note; False: there was nothing. Faults: PSG008, PSG014, PSG015, PSG017."""
    win = win or Windows()
    berkas, simpanan = xlstart(win) / NAMA, _sebelumnya(win)
    ada = berkas.exists() or simpanan.exists() or bool(win.isi(HKCU, KUNCI))
    try:
        _coba(lambda: berkas.unlink(missing_ok=True))
        simpanan.unlink(missing_ok=True)
    except OSError as galat:
        raise _gagal(win, galat, berkas) from galat
    for folder in (simpanan.parent, simpanan.parent.parent):
        with suppress(OSError):  # not there, or not ours alone
            folder.rmdir()
    try:
        _pulihkan(win, {})
    except OSError as galat:
        raise _registri(galat) from galat
    return ada


def status(win: Windows | None = None) -> Keadaan:
    """What is there. Faults: PSG008, PSG015."""
    win = win or Windows()
    berkas = xlstart(win) / NAMA
    isi = _baca(berkas)
    addin = Addin.TIADA if isi is None else Addin.SAMA if isi == bawaan() else Addin.LAIN
    return Keadaan(berkas, addin, str(win.isi(HKCU, KUNCI).get(NILAI_PYTHON, "")), _sebelumnya(win).is_file())


def xlstart(win: Windows) -> Path:
    """The start folder of this user's Excel, the same for every version, and one of Excel's trusted locations."""
    return _appdata(win) / "Microsoft" / "Excel" / "XLSTART"


def periksa_python(win: Windows) -> dict[str, str]:
    """What has to be noted for the add-in, if Excel can work with this Python. Faults: PSG008-PSG013."""
    if not win.ada:
        raise LkjipError("PSG008", nilai=win.nama)
    if win.python_versi < PYTHON_MINIMUM:
        raise LkjipError("PSG009", nilai=".".join(map(str, win.python_versi)))
    # The old Store packages write to copies of folders and registry that Excel never sees; the Python install manager does not.
    if any(b.lower() == "windowsapps" for p in (win.python, win.python_asal) for b in p.parts):
        raise LkjipError("PSG010")
    pip = f'"{win.python}" -m pip install'
    for nama, perlu in (("xlwings", f"=={VERSI_XLWINGS}"), ("pywin32", "")):
        versi = win.paket(nama)
        if not versi or (perlu and versi != VERSI_XLWINGS):
            masalah = f"versi {versi}, padahal perlu {VERSI_XLWINGS}" if versi else "belum terpasang"
            raise LkjipError("PSG011", nama=nama, masalah=masalah, perintah=f"{pip} {nama}{perlu}")
    folder = win.folder_pustaka()
    pustaka = next((f for f in folder if all((f / n).is_file() for n in PUSTAKA)), None)
    if pustaka is None:
        ulang = f"{pip} --force-reinstall --no-deps xlwings=={VERSI_XLWINGS}"
        raise LkjipError("PSG012", nama=" atau ".join(PUSTAKA), nilai=", ".join(map(str, folder)), perintah=ulang)
    penafsir = next((p for n in PENAFSIR if (p := win.python.with_name(n)).is_file()), None)
    if penafsir is None:
        raise LkjipError("PSG013", nilai=kutip(win.python), masalah=f"tidak ada {' atau '.join(PENAFSIR)} di foldernya")
    return {NILAI_PYTHON: _untuk_vba(win, penafsir), NILAI_PUSTAKA: _untuk_vba(win, pustaka)}


def _untuk_vba(win: Windows, jalur: Path) -> str:
    """The path as the add-in will accept it (BerkasTercatat in JembatanPython)."""
    teks = win.jalur_ansi(jalur)
    masalah = ""
    if not teks:
        masalah = "jalurnya memuat huruf di luar bahasa Windows ini"
    elif teks.startswith("\\\\"):
        masalah = "letaknya di folder jaringan"
    elif "$(" in teks or '"' in teks:
        masalah = "jalurnya memuat tanda petik atau $("
    if masalah:
        raise LkjipError("PSG013", nilai=kutip(jalur), masalah=masalah)
    return teks


def _catat(win: Windows, isi: dict[str, str]) -> None:
    try:
        win.tulis(KUNCI, isi)
    except OSError as galat:
        raise _registri(galat) from galat


def _pulihkan(win: Windows, isi: dict[str, str]) -> None:
    """The note as it was; without it no trace of the key."""
    if isi:
        win.tulis(KUNCI, isi)
        return
    win.hapus(KUNCI)
    with suppress(OSError):  # keys of somebody else below it
        win.hapus(KUNCI.rpartition("\\")[0])


def _ganti(win: Windows, berkas: Path, baru: bytes) -> None:
    """The new add-in in place of the old one, which is kept. What is unfinished stands outside the start folder: Excel opens all in it."""
    simpanan = _sebelumnya(win)
    tulisan = [simpanan.with_name(f"{apa}-{os.getpid()}.tmp") for apa in ("baru", "lama")]
    try:
        lama = _baca(berkas)
        if lama == baru:
            return
        if lama is not None:
            _coba(lambda: os.rename(berkas, berkas))  # does nothing, unless somebody holds it: replacing only says "denied" then
        for folder in (simpanan.parent, berkas.parent):
            folder.mkdir(parents=True, exist_ok=True)
        for jalur, isi in zip(tulisan, (baru, lama), strict=True):
            if isi is not None:
                _tulis(jalur, isi)
        _coba(lambda: os.replace(tulisan[0], berkas))
        if lama is not None:
            _coba(lambda: os.replace(tulisan[1], simpanan))
    except OSError as galat:
        raise _gagal(win, galat, berkas) from galat
    finally:
        for jalur in tulisan:
            with suppress(OSError):
                jalur.unlink(missing_ok=True)


def _tulis(berkas: Path, isi: bytes) -> None:
    with open(berkas, "wb") as keluar:
        keluar.write(isi)
        keluar.flush()
        os.fsync(keluar.fileno())
    if berkas.read_bytes() != isi:
        raise LkjipError("BRK011", str(berkas))


def _coba(aksi: Callable[[], object]) -> None:
    for jeda in _JEDA:
        try:
            aksi()
        except OSError as galat:
            if not tertahan(galat):
                raise
            sleep(jeda)
        else:
            return
    aksi()


def _gagal(win: Windows, galat: OSError, berkas: Path) -> LkjipError:
    if kode(galat) == "EBUSY" or (tertahan(galat) and berkas.exists() and win.excel_berjalan()):
        return LkjipError("PSG014", str(berkas))
    masalah, jalan = sebab(galat, berkas, berkas.parent)
    return LkjipError("PSG015", str(berkas), masalah=masalah, jalan=jalan)


def _registri(galat: OSError) -> LkjipError:
    return LkjipError("PSG017", nomor=getattr(galat, "winerror", None) or galat.errno, nilai=KUNCI)


def _baca(berkas: Path) -> bytes | None:
    try:
        return berkas.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as galat:
        masalah, jalan = sebab(galat, berkas, berkas.parent)
        raise LkjipError("PSG015", str(berkas), masalah=masalah, jalan=jalan) from galat


def _sebelumnya(win: Windows) -> Path:
    return _appdata(win) / "xl_lkjip" / "excel" / "sebelumnya.xlam"


def _appdata(win: Windows) -> Path:
    if not win.ada:
        raise LkjipError("PSG008", nilai=win.nama)
    if not win.env.get("APPDATA"):
        raise LkjipError("PSG015", masalah="variabel APPDATA tidak ada", jalan="Jalankan dari jendela Command Prompt biasa")
    return Path(win.env["APPDATA"])
