"""Installing the add-in for Excel: real folders, a registry in memory, every refusal that a user can meet.

1. Installed, again, renewed, undone, removed: what is in the start folder, in the registry, and what is kept.
2. Nothing but the add-in is ever seen in the start folder, and nothing stays behind.
3. A computer on which it cannot work is refused before anything changes.
4. A write that fails leaves the old add-in and the old note.
5. Folders with spaces and letters of any language; the letters that VBA cannot read.
6. The commands: texts, exit codes, one program that fails does not hide the other.
7. On other systems it says what is possible there, and starting the commands imports nothing heavy.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from excel_windows import Tiruan, tulis
from xl_lkjip import cli
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.hosts.excel import pasang
from xl_lkjip.hosts.excel.pasang import Addin, bawaan
from xl_lkjip.hosts.excel.setelan import KUNCI, NAMA, PUSTAKA, VERSI_XLWINGS
from xl_lkjip.hosts.excel.windows import HKCU, Windows
from xl_lkjip.hosts.libreoffice import pasang as pasang_libreoffice

LAMA = b"PK\x03\x04 add-in lama"


@pytest.fixture
def win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiruan:
    monkeypatch.setattr(pasang, "_JEDA", (0, 0))
    return Tiruan(tmp_path)


@pytest.fixture
def di_windows(win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> Tiruan:
    """The commands, too, believe that this is Windows."""
    monkeypatch.setattr(pasang, "Windows", lambda: win)
    return win


def berkas(win: Tiruan) -> Path:
    return pasang.xlstart(win) / NAMA


def catatan(win: Tiruan) -> dict[str, Any]:
    return dict(win.isi(HKCU, KUNCI))


def kode(aksi: Callable[[], object]) -> str:
    with pytest.raises(LkjipError) as galat:
        aksi()
    pesan = str(galat.value)
    assert "{" not in pesan
    assert galat.value.sebab.endswith((".", "ulangi"))
    return galat.value.kode


def isi_folder(win: Tiruan) -> dict[str, bytes]:
    akar = Path(win.env["APPDATA"])
    return {p.relative_to(akar).as_posix(): p.read_bytes() for p in akar.rglob("*") if p.is_file()}


# --- 1, 2 -------------------------------------------------------------------------------------------------------------


def test_pasang_lepas(win: Tiruan) -> None:  # 1
    assert pasang.status(win) == pasang.Keadaan(berkas(win), Addin.TIADA, "", False)
    keadaan = pasang.pasang(win)
    assert keadaan == pasang.Keadaan(berkas(win), Addin.SAMA, str(win.python.with_name("pythonw.exe")), False)
    assert catatan(win) == {"Python": str(win.python.with_name("pythonw.exe")), "Pustaka": str(win.python.parent)}
    assert isi_folder(win) == {f"Microsoft/Excel/XLSTART/{NAMA}": bawaan()}
    waktu = berkas(win).stat().st_mtime_ns
    assert pasang.pasang(win) == keadaan  # again: nothing to do
    assert berkas(win).stat().st_mtime_ns == waktu
    assert pasang.lepas(win) is True
    assert isi_folder(win) == {}
    assert win.registri == {}
    assert not (Path(win.env["APPDATA"]) / "xl_lkjip").exists()
    assert pasang.lepas(win) is False


def test_pembaruan_dan_kembali(win: Tiruan) -> None:  # 1
    tulis(berkas(win), LAMA)
    assert pasang.status(win).addin is Addin.LAIN
    assert pasang.pasang(win).sebelumnya
    simpanan = "xl_lkjip/excel/sebelumnya.xlam"
    assert isi_folder(win) == {f"Microsoft/Excel/XLSTART/{NAMA}": bawaan(), simpanan: LAMA}
    pasang.pasang(win)
    assert isi_folder(win)[simpanan] == LAMA  # an installation that changes nothing does not lose it
    assert pasang.kembali(win).addin is Addin.LAIN
    assert isi_folder(win) == {f"Microsoft/Excel/XLSTART/{NAMA}": LAMA, simpanan: bawaan()}
    assert pasang.kembali(win).addin is Addin.SAMA
    assert pasang.lepas(win) is True
    assert isi_folder(win) == {}


def test_kembali_tanpa_simpanan(win: Tiruan) -> None:  # 1
    pasang.pasang(win)
    assert kode(lambda: pasang.kembali(win)) == "PSG016"
    assert berkas(win).read_bytes() == bawaan()


def test_python_pindah(win: Tiruan) -> None:  # 1: only the note is renewed
    pasang.pasang(win)
    lain = win.rumah / "venv" / "Scripts"
    for n in ("python.exe", *PUSTAKA):
        tulis(lain / n, b"MZ")
    win.python = lain / "python.exe"
    assert pasang.pasang(win).python == str(lain / "python.exe")  # no pythonw.exe there
    assert catatan(win)["Pustaka"] == str(lain)
    assert not pasang.status(win).sebelumnya


def test_milik_orang_lain_tidak_disentuh(win: Tiruan) -> None:  # 2
    milik = [
        tulis(berkas(win).with_name("PERSONAL.XLSB"), b"makro saya"),
        tulis(Path(win.env["APPDATA"]) / "xl_lkjip" / "host.json", b"{}"),
    ]
    tulis(berkas(win), LAMA)
    pasang.pasang(win)
    pasang.lepas(win)
    assert [p.read_bytes() for p in milik] == [b"makro saya", b"{}"]


def test_folder_xlstart_hanya_melihat_yang_jadi(win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 2
    asli, terlihat = os.replace, list[list[str]]()
    berkas(win).parent.mkdir(parents=True)

    def amati(dari: Any, ke: Any) -> None:
        terlihat.append([p.name for p in berkas(win).parent.iterdir()])
        asli(dari, ke)

    monkeypatch.setattr(os, "replace", amati)
    pasang.pasang(win)
    tulis(berkas(win), LAMA)
    pasang.pasang(win)
    assert terlihat == [[], [NAMA], [NAMA]]


# --- 3 ----------------------------------------------------------------------------------------------------------------


def _toko(w: Tiruan) -> None:
    w.python = w.rumah / "AppData/Local/Microsoft/WindowsApps/PythonSoftwareFoundation.Python.3.13_qbz5n2kfra8p0/python.exe"


def _venv_toko(w: Tiruan) -> None:
    w.python_asal = Path("/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.13_3.13.496.0_x64__qbz5n2kfra8p0")


def _tanpa_penafsir(w: Tiruan) -> None:
    for n in ("python.exe", "pythonw.exe"):
        w.python.with_name(n).unlink()


TIDAK_COCOK: list[tuple[str, str, Callable[[Tiruan], Any], str]] = [
    ("PSG008", "bukan Windows", lambda w: setattr(w, "ada", False), "LibreOffice"),
    ("PSG009", "Python 3.10", lambda w: setattr(w, "python_versi", (3, 10, 11)), "3.10.11"),
    ("PSG010", "Python dari Microsoft Store", _toko, "python.org"),
    ("PSG010", "venv dari Python Microsoft Store", _venv_toko, "python.org"),
    ("PSG011", "tanpa xlwings", lambda w: w.terpasang.pop("xlwings"), f"python.exe\" -m pip install xlwings=={VERSI_XLWINGS}"),
    ("PSG011", "xlwings versi lain", lambda w: w.terpasang.update(xlwings="0.36.0"), "versi 0.36.0, padahal perlu"),
    ("PSG011", "tanpa pywin32", lambda w: w.terpasang.pop("pywin32"), "pip install pywin32"),
    ("PSG012", "DLL 64-bit dihapus antivirus", lambda w: w.python.with_name(PUSTAKA[0]).unlink(), "karantina"),
    ("PSG012", "DLL 32-bit dihapus antivirus", lambda w: w.python.with_name(PUSTAKA[1]).unlink(), "--force-reinstall"),
    ("PSG013", "bukan python.exe", _tanpa_penafsir, "pythonw.exe"),
    ("PSG015", "tanpa APPDATA", lambda w: setattr(w, "env", {}), "APPDATA"),
]  # fmt: skip


@pytest.mark.parametrize(("harapan", "_nama", "ubah", "potongan"), TIDAK_COCOK, ids=[t[1] for t in TIDAK_COCOK])
def test_tidak_cocok(harapan: str, _nama: str, ubah: Callable[[Tiruan], Any], potongan: str, win: Tiruan) -> None:  # 3
    appdata = Path(win.env["APPDATA"])
    ubah(win)
    with pytest.raises(LkjipError, match=harapan) as galat:
        pasang.pasang(win)
    assert potongan in str(galat.value)
    assert win.registri == {}
    assert list(appdata.iterdir()) == []


@pytest.mark.parametrize(
    ("jalur", "potongan"),
    [(r"\\server\bersama\python.exe", "jaringan"), (r"C:\$(APPDATA)\python.exe", "$("), ('C:\\a"b\\python.exe', "petik"), ("", "huruf")],
)
def test_jalur_yang_ditolak(
    jalur: str, potongan: str, win: Tiruan, monkeypatch: pytest.MonkeyPatch
) -> None:  # 3, 5: as JembatanPython does
    monkeypatch.setattr(win, "jalur_ansi", lambda _: jalur)
    with pytest.raises(LkjipError, match="PSG013") as galat:
        pasang.pasang(win)
    assert potongan in str(galat.value)
    assert win.registri == {}


# --- 4 ----------------------------------------------------------------------------------------------------------------


def gagal(monkeypatch: pytest.MonkeyPatch, nama: str, nomor: int, *, winerror: int = 0, selain: str = "") -> None:
    """Let a function of os fail for paths that hold the add-in or its folder."""
    asli = getattr(os, nama)

    def palsu(*argumen: Any, **pilihan: Any) -> Any:
        if selain and selain not in str(argumen[-1]):
            return asli(*argumen, **pilihan)
        galat = OSError(nomor, "gagal")
        if winerror:
            galat.winerror = winerror  # type: ignore[attr-defined]
        raise galat

    monkeypatch.setattr(os, nama, palsu)


GAGAL = [
    ("PSG014", "Excel memegang berkasnya", "rename", errno.EACCES, 32, True, "Task Manager"),
    ("PSG014", "program lain memegang berkasnya", "rename", errno.EACCES, 32, False, "sedang dipakai"),
    ("PSG014", "Excel membukanya saat itu juga", "replace", errno.EACCES, 5, True, "Task Manager"),
    ("PSG015", "tanpa izin", "replace", errno.EACCES, 5, False, "izin menulis"),
    ("PSG015", "disk penuh saat menulis", "fsync", errno.ENOSPC, 112, False, "penuh"),
    ("PSG015", "kuota", "fsync", errno.EDQUOT, 1295, False, "kuota"),
    ("PSG015", "folder jaringan putus", "replace", errno.EINVAL, 64, False, "jaringan putus"),
    ("PSG015", "disk lain", "replace", errno.EXDEV, 17, False, "disk"),
    ("PSG015", "disk rusak", "fsync", errno.EIO, 0, False, "disk gagal"),
]


@pytest.mark.parametrize(("harapan", "_nama", "fungsi", "nomor", "winerror", "berjalan", "potongan"), GAGAL, ids=[g[1] for g in GAGAL])
@pytest.mark.parametrize("tercatat", [{}, {"Python": r"C:\Lama\python.exe", "Pustaka": r"C:\Lama"}])
def test_gagal_tulis(
    harapan: str, _nama: str, fungsi: str, nomor: int, winerror: int, berjalan: bool, potongan: str, tercatat: dict[str, Any],
    win: Tiruan, monkeypatch: pytest.MonkeyPatch,
) -> None:  # 4  # fmt: skip
    tulis(berkas(win), LAMA)
    if tercatat:
        win.atur(HKCU, KUNCI, **tercatat)
    sebelum, win.berjalan = isi_folder(win), berjalan
    with monkeypatch.context() as m:
        gagal(m, fungsi, nomor, winerror=winerror)
        with pytest.raises(LkjipError, match=harapan) as galat:
            pasang.pasang(win)
    assert potongan in str(galat.value)
    assert str(berkas(win)) in str(galat.value)
    assert isi_folder(win) == sebelum
    assert catatan(win) == tercatat
    assert pasang.pasang(win).addin is Addin.SAMA  # and afterwards it works


def test_terkunci_sebentar(win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 4: a virus scanner
    asli, sisa = os.replace, [1]

    def palsu(dari: Any, ke: Any) -> None:
        if sisa and sisa.pop():
            raise PermissionError(errno.EACCES, "")
        asli(dari, ke)

    monkeypatch.setattr(os, "replace", palsu)
    assert pasang.pasang(win).addin is Addin.SAMA


def test_berkas_tertulis_salah(win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    tulis(berkas(win), LAMA)
    asli = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: asli(p)[:-1] if p.suffix == ".tmp" else asli(p))
    assert kode(lambda: pasang.pasang(win)) == "BRK011"
    assert asli(berkas(win)) == LAMA
    assert catatan(win) == {}


def test_folder_terhalang_berkas(win: Tiruan) -> None:  # 4: a file where the folder should be
    tulis(Path(win.env["APPDATA"]) / "Microsoft" / "Excel", b"")
    assert kode(lambda: pasang.pasang(win)) == "PSG015"
    assert win.registri == {}


def test_addin_berupa_folder(win: Tiruan) -> None:  # 4
    berkas(win).mkdir(parents=True)
    assert kode(lambda: pasang.pasang(win)) == "PSG015"
    assert kode(lambda: pasang.status(win)) == "PSG015"


def test_registri_terkunci(win: Tiruan) -> None:  # 4
    win.tolak_registri = True
    assert kode(lambda: pasang.pasang(win)) == "PSG017"
    assert isi_folder(win) == {}
    win.tolak_registri = False
    pasang.pasang(win)
    win.tolak_registri = True
    assert kode(lambda: pasang.lepas(win)) == "PSG017"


@pytest.mark.parametrize(("berjalan", "winerror", "harapan"), [(True, 5, "PSG014"), (False, 32, "PSG014"), (False, 5, "PSG015")])
def test_lepas_selagi_dipakai(berjalan: bool, winerror: int, harapan: str, win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    pasang.pasang(win)
    win.berjalan, tercatat = berjalan, catatan(win)
    with monkeypatch.context() as m:
        gagal(m, "unlink", errno.EACCES, winerror=winerror, selain=NAMA)
        assert kode(lambda: pasang.lepas(win)) == harapan
    assert berkas(win).read_bytes() == bawaan()
    assert catatan(win) == tercatat
    assert pasang.lepas(win) is True


def test_ctrl_c(win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    tulis(berkas(win), LAMA)

    def putus(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", putus)
    with pytest.raises(KeyboardInterrupt):
        pasang.pasang(win)
    assert isi_folder(win) == {f"Microsoft/Excel/XLSTART/{NAMA}": LAMA}
    assert win.registri == {}


# --- 5 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("orang", ["Siti Aminah", "I Gusti Ngurah & Rekan (Bappeda)", "Éloïse", "山田", "OneDrive - Pemkot Blitar", "a'b"])
def test_nama_folder(orang: str, tmp_path: Path) -> None:  # 5
    win = Tiruan(tmp_path, orang)
    keadaan = pasang.pasang(win)
    assert keadaan.addin is Addin.SAMA
    assert orang in keadaan.python
    assert pasang.lepas(win) is True


def test_pip_untuk_pengguna(win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 5: `pip install --user` puts the DLLs elsewhere
    for n in PUSTAKA:
        win.python.with_name(n).rename(tulis(win.rumah / "AppData/Roaming/Python" / n, b""))
    monkeypatch.setattr(win, "folder_pustaka", lambda: [win.python.parent, win.rumah / "AppData/Roaming/Python"])
    pasang.pasang(win)
    assert catatan(win)["Pustaka"] == str(win.rumah / "AppData/Roaming/Python")


def test_windows_yang_sebenarnya_di_sini() -> None:  # 5, 7: the real class answers on every system
    win = Windows()
    assert win.isi(HKCU, KUNCI) == {} or win.ada
    assert win.paket("xlwings") == VERSI_XLWINGS
    assert win.paket("tidak-ada-paket-ini") == ""
    assert win.python.parent in win.folder_pustaka()
    if not win.ada:
        assert win.jalur_ansi(Path("/a b/é")) == "/a b/é"
        win.tulis(KUNCI, {"Python": "x"})  # nowhere to write to
        win.hapus(KUNCI)
        assert win.excel_berjalan() is False


# --- 6, 7 -------------------------------------------------------------------------------------------------------------


def test_perintah(di_windows: Tiruan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # 6
    def jalankan(*argumen: str) -> tuple[int, str, str]:
        hasil = cli.main(list(argumen))
        keluar = capsys.readouterr()
        return hasil, keluar.out, keluar.err

    def tiada() -> pasang_libreoffice.Keadaan:
        raise LkjipError("PSG001", perlu="25.2")

    monkeypatch.setattr(pasang_libreoffice, "status", tiada)
    assert jalankan("pasang")[0] == 2  # which program?
    hasil, keluar, kesalahan = jalankan("status")
    assert (hasil, "Excel: add-in tidak terpasang" in keluar, kesalahan.startswith("LibreOffice: PSG001")) == (0, True, True)
    hasil, keluar, _ = jalankan("pasang", "Excel")
    assert hasil == 0
    assert str(berkas(di_windows)) in keluar
    assert "periksa-sistem" in keluar
    assert jalankan("pasang", "excel", "--kembali")[2].startswith("PSG016")
    tulis(berkas(di_windows), LAMA)
    assert "bukan versi yang dibawa" in jalankan("status")[1]
    assert jalankan("pasang", "excel")[0] == 0
    assert "--kembali" in jalankan("status")[1]
    assert "Add-in sebelumnya dipakai lagi" in jalankan("pasang", "excel", "--kembali")[1]
    assert "Dilepas dari Excel" in jalankan("lepas", "excel")[1]
    assert "Memang tidak terpasang pada Excel" in jalankan("lepas", "excel")[1]
    assert jalankan("pasang", "libreoffice", "--kembali")[2].startswith("CLI001")
    di_windows.ada = False
    hasil, keluar, kesalahan = jalankan("status")
    assert (hasil, keluar, len(kesalahan.splitlines())) == (2, "", 2)


@pytest.mark.skipif(sys.platform == "win32", reason="there it would install")
def test_di_sistem_lain(capsys: pytest.CaptureFixture[str]) -> None:  # 7
    for perintah in ("pasang", "lepas"):
        assert cli.main([perintah, "excel"]) == 2
        pesan = capsys.readouterr().err
        assert pesan.startswith("PSG008")
        assert "xl-lkjip pasang libreoffice" in pesan


@pytest.mark.parametrize("modul", ["xl_lkjip.cli", "xl_lkjip.hosts.excel.pasang", "xl_lkjip.hosts.excel.sistem"])
def test_impor_ringan(modul: str) -> None:  # 7
    """No xlwings, which Python 3.10 does not have, and nothing that costs time."""
    perintah = f"import sys, {modul}; print(sorted({{'xlwings', 'pandas', 'openpyxl', 'lxml', 'rich'}} & set(sys.modules)))"
    hasil = subprocess.run([sys.executable, "-c", perintah], capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "[]"
