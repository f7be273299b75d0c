"""The doctor for Excel, on a Windows of our own: every fault that it knows is found, and nothing stops it.

1. A sound computer has no problem; every line says something.
2. Each fault gives its own problem, with a fix, and no other problem.
3. What is no fault is told as such.
4. A probe that breaks costs one line.
5. Elsewhere it says what is possible there; the command prints a table and its exit code tells.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from excel_windows import Tiruan, program, tulis
from xl_lkjip import cli
from xl_lkjip.core.errors import KATALOG, LkjipError
from xl_lkjip.hosts.excel import pasang, sistem
from xl_lkjip.hosts.excel.setelan import KUNCI, NAMA, PUSTAKA, VERSI_XLWINGS
from xl_lkjip.hosts.excel.sistem import KETERANGAN, MASALAH, OK, Baris, ke_teks, periksa
from xl_lkjip.hosts.excel.windows import HKCU, HKLM, Windows
from xl_lkjip.hosts.libreoffice import pasang as pasang_libreoffice

OFFICE = r"SOFTWARE\Microsoft\Office"
KEBIJAKAN = r"Software\Policies\Microsoft\Office\16.0"
ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
ANAK_PROSES, WIN32 = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
INTERNET = b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://contoh.id/\r\n"


@pytest.fixture
def win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiruan:
    """A computer on which everything is as it should be."""
    for nama in ("pythoncom", "win32api"):
        monkeypatch.setitem(sys.modules, nama, ModuleType(nama))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    win = Tiruan(tmp_path)
    excel = tulis(tmp_path / "Program Files/Microsoft Office/root/Office16/EXCEL.EXE", program(0x8664))
    win.atur(HKLM, rf"{OFFICE}\16.0\Excel\InstallRoot", Path=str(excel.parent))
    win.atur(HKLM, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", **{"": str(excel)})
    win.atur(HKLM, rf"{OFFICE}\ClickToRun\Configuration", VersionToReport="16.0.18129.20158")
    pasang.pasang(win)
    return win


def addin(win: Tiruan) -> Path:
    return pasang.xlstart(win) / NAMA


def masalah(baris: list[Baris]) -> list[str]:
    return [b.isi.split()[0] for b in baris if b.keadaan == MASALAH]


def test_sehat(win: Tiruan, tmp_path: Path) -> None:  # 1
    buku = tulis(tmp_path / "Pengukuran.xlsx", b"")
    baris = periksa(buku, win)
    assert masalah(baris) == []
    keadaan = {b.nama: b.keadaan for b in baris}
    assert list(keadaan) == [
        "xl_lkjip", "Python", "xlwings", "pywin32", "Excel", "Excel sekarang", "Add-in", "Python untuk add-in", "Salinan lain",
        "Tanda unduhan add-in", "Kebijakan makro", "Aturan Defender", "Buku kerja", "Tanda unduhan buku kerja", "Catatan kesalahan",
    ]  # fmt: skip
    assert {n for n, k in keadaan.items() if k != OK} == {"Excel sekarang"}
    isi = {b.nama: b.isi for b in baris}
    assert isi["xlwings"].startswith(VERSI_XLWINGS)
    assert isi["Excel"].startswith("16.0.18129.20158, 64-bit, ")
    assert all(isi.values())


# --- 2 ----------------------------------------------------------------------------------------------------------------


def _tanpa_excel(w: Tiruan) -> None:
    for kunci in [k for k in w.registri if "excel" in k[1] and k[0] == HKLM]:
        del w.registri[kunci]


def _excel_toko(w: Tiruan) -> None:
    _tanpa_excel(w)
    excel = tulis(w.rumah / "WindowsApps/Microsoft.Office.Desktop.Excel_16051.1/Office16/EXCEL.EXE", program(0x14C))
    w.atur(HKCU, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", **{"": f'"{excel}"'})


def _excel_2013(w: Tiruan) -> None:
    _tanpa_excel(w)
    excel = tulis(w.rumah / "Office15/EXCEL.EXE", program(0x14C))
    w.atur(HKLM, r"SOFTWARE\WOW6432Node\Microsoft\Office\15.0\Excel\InstallRoot", Path=str(excel.parent))


def _pywin32_rusak(w: Tiruan) -> None:
    sys.modules["win32api"] = None  # type: ignore[assignment]


def _python_hilang(w: Tiruan) -> None:
    lain = tulis(w.rumah / "Lain/python.exe", b"MZ")
    w.atur(HKCU, KUNCI, Python=str(lain))
    lain.unlink()


def _python_di_onedrive(w: Tiruan) -> None:
    w.env = {**w.env, "OneDrive": str(w.rumah)}


def _mati(w: Tiruan) -> None:
    isi = b"\0\1\0\0" + r"c:\users\siti\...\XL_LKJIP.xlam".encode("utf-16-le")
    w.atur(HKCU, r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems", **{"4B2F": isi})


def _alt_startup(w: Tiruan) -> None:
    tulis(w.rumah / "Mulai/xl_lkjip lama.xlam", b"")
    w.atur(HKCU, r"Software\Microsoft\Office\16.0\Excel\Options", AltStartup=str(w.rumah / "Mulai"))


RUSAK: list[tuple[str, str, Callable[[Tiruan], Any]]] = [
    ("PSG009", "Python lama", lambda w: setattr(w, "python_versi", (3, 10, 0))),
    ("PSG011", "xlwings versi lain", lambda w: w.terpasang.update(xlwings="0.30.1")),
    ("PSG012", "DLL hilang", lambda w: w.python.with_name(PUSTAKA[0]).rename(w.rumah / "karantina")),
    ("SIS001", "pywin32 rusak", _pywin32_rusak),
    ("SIS002", "tanpa Excel", _tanpa_excel),
    ("SIS003", "Excel dari Microsoft Store", _excel_toko),
    ("SIS004", "Excel 2013", _excel_2013),
    ("SIS005", "add-in versi lain", lambda w: addin(w).write_bytes(b"lama")),
    ("SIS006", "add-in tidak terpasang", lambda w: pasang.lepas(w)),
    ("SIS006", "add-in dihapus tangan", lambda w: addin(w).rename(w.rumah / "sampah.xlam")),
    ("SIS007", "Python belum dicatat", lambda w: w.hapus(KUNCI)),
    ("SIS007", "Python dihapus", _python_hilang),
    ("SIS008", "salinan di XLSTART", lambda w: tulis(addin(w).with_name("xl_lkjip (1).xlam"), b"")),
    ("SIS008", "salinan di AddIns", lambda w: tulis(addin(w).parents[2] / "AddIns" / NAMA, b"")),
    ("SIS008", "salinan di folder mulai lain", _alt_startup),
    ("SIS008", "salinan dibuka oleh Excel", lambda w: w.atur(HKCU, rf"{OFFICE}\16.0\Excel\Options", OPEN1=r'/R "D:\unduhan\xl_lkjip.xlam"')),
    ("SIS009", "dimatikan Excel", _mati),
    ("SIS010", "add-in bertanda unduhan", lambda w: tulis(Path(f"{addin(w)}:Zone.Identifier"), INTERNET)),
    ("SIS011", "VBA dimatikan", lambda w: w.atur(HKCU, rf"{KEBIJAKAN}\Common", VBAOff=1)),
    ("SIS011", "lokasi tepercaya dimatikan", lambda w: w.atur(HKCU, rf"{KEBIJAKAN}\Excel\Security\Trusted Locations", AllLocationsDisabled=1)),
    ("SIS011", "hanya lokasi kebijakan", lambda w: w.atur(HKCU, rf"{KEBIJAKAN}\Common\Security\Trusted Locations", **{"Allow User Locations": 0})),
    ("SIS011", "add-in wajib bertanda tangan", lambda w: w.atur(HKCU, r"Software\Microsoft\Office\16.0\Excel\Security", RequireAddinSig=1)),
    ("SIS011", "semua add-in dimatikan", lambda w: w.atur(HKCU, r"Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security", DisableAllAddins=1)),
    ("SIS012", "ASR lewat kebijakan", lambda w: w.atur(HKLM, ASR, **{ANAK_PROSES: "1"})),
    ("SIS012", "ASR memperingatkan", lambda w: w.atur(HKLM, ASR.replace("Policies\\", ""), **{WIN32: 6})),
    ("SIS012", "ASR lewat Intune", lambda w: w.atur(HKLM, r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager", ASRRules=f"x=1|{ANAK_PROSES}=1")),
    ("SIS013", "Python di OneDrive", _python_di_onedrive),
]  # fmt: skip


@pytest.mark.parametrize(("kode", "_nama", "rusakkan"), RUSAK, ids=[r[1] for r in RUSAK])
def test_kerusakan(kode: str, _nama: str, rusakkan: Callable[[Tiruan], Any], win: Tiruan) -> None:  # 2
    rusakkan(win)
    baris = periksa(None, win)
    assert masalah(baris) == [kode]
    (satu,) = (b for b in baris if b.keadaan == MASALAH)
    assert satu.perbaikan
    assert "{" not in satu.isi + satu.perbaikan
    assert f"[MASALAH] {satu.nama}: {kode}" in ke_teks(baris)


def test_semua_kode_diuji() -> None:  # 2
    assert {k for k in KATALOG if k.startswith("SIS")} == {r[0] for r in RUSAK if r[0].startswith("SIS")}


def test_semua_rusak_sekaligus(win: Tiruan) -> None:  # 2, 4
    for _, _, rusakkan in RUSAK:
        with suppress(FileNotFoundError):  # broken already
            rusakkan(win)
    assert len(set(masalah(periksa(win.rumah / "tidak ada.xlsx", win)))) >= 9


@pytest.mark.parametrize(
    ("isi", "harapan"), [(INTERNET, ["SIS010"]), (b"[ZoneTransfer]\nZoneId=1\n", []), (b"\xff\xfe\0", []), (b"ZoneId=", [])]
)
def test_buku_dari_internet(isi: bytes, harapan: list[str], win: Tiruan, tmp_path: Path) -> None:  # 2
    buku = tulis(tmp_path / "kiriman.xlsx", b"")
    tulis(Path(f"{buku}:Zone.Identifier"), isi)
    assert masalah(periksa(buku, win)) == harapan


def test_buku_tidak_ada(win: Tiruan, tmp_path: Path) -> None:  # 2
    assert masalah(periksa(tmp_path / "tidak ada.xlsx", win)) == ["BRK001"]


# --- 3 ----------------------------------------------------------------------------------------------------------------


def _python_lain(w: Tiruan) -> None:
    w.atur(HKCU, KUNCI, Python=str(tulis(w.rumah / "Lain/python.exe", b"MZ")))


def _dua_excel(w: Tiruan) -> None:
    excel = tulis(w.rumah / "MSI/EXCEL.EXE", program(0x14C))
    w.atur(HKLM, r"SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Excel\InstallRoot", Path=str(excel.parent))


def _addin_lama(w: Tiruan) -> None:
    addin(w).write_bytes(b"lama")
    pasang.pasang(w)


BUKAN_MASALAH: list[tuple[str, Callable[[Tiruan], Any], str]] = [
    ("ASR hanya mencatat", lambda w: w.atur(HKLM, ASR, **{ANAK_PROSES: "2"}), "hanya mencatat"),
    ("ASR dimatikan", lambda w: w.atur(HKLM, ASR, **{ANAK_PROSES: "0"}), "tidak ada yang tampak"),
    ("makro ditandatangani saja", lambda w: w.atur(HKCU, rf"{KEBIJAKAN}\Excel\Security", VBAWarnings=3), "hanya makro yang ditandatangani"),
    ("makro internet diblokir", lambda w: w.atur(HKCU, rf"{KEBIJAKAN}\Excel\Security", BlockContentExecutionFromInternet=1), "diblokir"),
    ("Python lain", _python_lain, "bukan Python yang menjalankan perintah ini"),
    ("dua Excel", _dua_excel, "ada 2 Excel"),
    ("Excel berjalan", lambda w: setattr(w, "berjalan", True), "sedang berjalan"),
    ("add-in sebelumnya", _addin_lama, "--kembali"),
    ("nilai registri aneh", lambda w: w.atur(HKCU, rf"{KEBIJAKAN}\Excel\Security", VBAWarnings="4", RequireAddinSig=b"\1"), "tidak ada yang tampak"),
]  # fmt: skip


@pytest.mark.parametrize(("_nama", "ubah", "potongan"), BUKAN_MASALAH, ids=[b[0] for b in BUKAN_MASALAH])
def test_bukan_masalah(_nama: str, ubah: Callable[[Tiruan], Any], potongan: str, win: Tiruan) -> None:  # 3
    ubah(win)
    baris = periksa(None, win)
    assert masalah(baris) == []
    assert potongan in ke_teks(baris)


@pytest.mark.parametrize(("mesin", "harapan"), [(0x14C, "32-bit"), (0x8664, "64-bit"), (0xAA64, "ARM64"), (1, "tidak dikenal")])
def test_bit_excel(mesin: int, harapan: str, win: Tiruan) -> None:  # 3
    (excel,) = {jalur for _, jalur in sistem._cari_excel(win)}
    excel.write_bytes(program(mesin))
    assert harapan in next(b.isi for b in periksa(None, win) if b.nama == "Excel")


def test_buku_di_onedrive(win: Tiruan, tmp_path: Path) -> None:  # 3
    buku = tulis(tmp_path / "OneDrive - Pemkot/Pengukuran.xlsx", b"")
    win.env = {**win.env, "OneDriveCommercial": str(buku.parent)}
    baris = periksa(buku, win)
    assert masalah(baris) == []
    assert [b.keadaan for b in baris if b.nama == "OneDrive"] == [KETERANGAN]


def test_catatan_kesalahan(win: Tiruan, tmp_path: Path) -> None:  # 3
    catatan = tulis(tmp_path / "Local/xl_lkjip/excel.log", "\n".join(f"baris {n} é" for n in range(5000)).encode() + b"\xff\n\n")
    (satu,) = (b for b in periksa(None, win) if b.nama == "Catatan kesalahan")
    assert satu.isi.splitlines()[0] == f"{catatan}, baris terakhir:"
    assert [b.split()[1] for b in satu.isi.splitlines()[1:]] == [str(n) for n in range(4992, 5000)]


# --- 4 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fungsi", ["_python", "_paket", "_excel", "_addin", "_salinan", "_dimatikan", "_makro", "_asr", "_onedrive", "_catatan"]
)
@pytest.mark.parametrize("galat", [RuntimeError("aneh"), PermissionError(13, "ditolak"), UnicodeDecodeError("utf-8", b"", 0, 1, "aneh")])
def test_probe_rusak(fungsi: str, galat: Exception, win: Tiruan, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    def rusak(*_: object) -> list[Baris]:
        raise galat

    monkeypatch.setattr(sistem, fungsi, rusak)
    baris = periksa(None, win)
    assert masalah(baris) == []
    assert [b.keadaan for b in baris if "tidak dapat diperiksa" in b.isi] == [KETERANGAN]


def test_excel_rusak(win: Tiruan) -> None:  # 4: a program without a header
    (excel,) = {jalur for _, jalur in sistem._cari_excel(win)}
    excel.write_bytes(b"")
    assert any("tidak dapat diperiksa" in b.isi for b in periksa(None, win))


# --- 5 ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tanpa_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    def tiada() -> pasang_libreoffice.Keadaan:
        raise LkjipError("PSG001", perlu="25.2")

    monkeypatch.setattr(pasang_libreoffice, "status", tiada)


@pytest.mark.usefixtures("tanpa_libreoffice")
def test_perintah(win: Tiruan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # 5
    monkeypatch.setattr(sistem, "Windows", lambda: win)
    assert cli.main(["periksa-sistem"]) == 0
    keluar = capsys.readouterr().out
    assert "Tidak ada masalah." in keluar
    assert "LibreOffice" in keluar
    addin(win).unlink()
    assert cli.main(["periksa-sistem", str(win.rumah / "tidak ada.xlsx")]) == 1
    keluar = " ".join(capsys.readouterr().out.split())
    assert "SIS006" in keluar
    assert "BRK001" in keluar
    assert "2 masalah." in keluar


@pytest.mark.usefixtures("tanpa_libreoffice")
def test_di_sistem_lain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # 5
    lain = Windows()
    lain.ada, lain.nama = False, "macOS"
    monkeypatch.setattr(sistem, "Windows", lambda: lain)
    assert cli.main(["periksa-sistem"]) == 0
    keluar = " ".join(capsys.readouterr().out.split())
    assert "komputer ini memakai macOS" in keluar
    assert "xl-lkjip pasang libreoffice" in keluar


def test_libreoffice_yang_rusak(win: Tiruan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # 4
    def rusak() -> pasang_libreoffice.Keadaan:
        raise RuntimeError("aneh")

    monkeypatch.setattr(pasang_libreoffice, "status", rusak)
    monkeypatch.setattr(sistem, "Windows", lambda: win)
    assert cli.main(["periksa-sistem"]) == 0
    assert "tidak dapat diperiksa" in capsys.readouterr().out
