"""The doctor: everything that can keep the add-in from working, one line each, with what helps.

A probe that fails costs its own line and no other. Nothing is written, nothing is started.
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal

from ... import __version__
from ...core.errors import LkjipError
from .catatan import berkas_catatan
from .pasang import Addin, periksa_python, status, xlstart
from .setelan import NAMA, VERSI_XLWINGS
from .windows import HKCU, HKLM, Windows

OK: Literal["ok"] = "ok"
MASALAH: Literal["masalah"] = "masalah"
KETERANGAN: Literal["keterangan"] = "keterangan"

_OFFICE = ("16.0", "15.0", "14.0")  # 16.0: Excel 2016 and all that came after it
_MESIN = {0x14C: "32-bit", 0x8664: "64-bit", 0xAA64: "ARM64"}
_INTERNET = 3  # zones from here on are foreign
_BARIS_CATATAN, _BITA_CATATAN = 8, 4000
_SETELAN = ((HKCU, r"Software\Policies\Microsoft\Cloud\Office\16.0"), (HKCU, r"Software\Policies\Microsoft\Office\16.0"),
            (HKLM, r"Software\Policies\Microsoft\Office\16.0"), (HKCU, r"Software\Microsoft\Office\16.0"))  # fmt: skip
# Key, name, value, what it does, what to ask for. Names as in Microsoft's administrative templates for Office.
_LARANGAN = (
    ("Common", "vbaoff", 1, "mematikan VBA di semua program Office", "mengizinkan VBA untuk Excel"),
    (r"Excel\Security\Trusted Locations", "alllocationsdisabled", 1, "mematikan semua lokasi tepercaya, termasuk XLSTART",
     f"menyalakan lokasi tepercaya, atau mengizinkan {NAMA} lewat tanda tangan digital"),
    (r"Common\Security\Trusted Locations", "allow user locations", 0, "hanya mengakui lokasi tepercaya dari kebijakan",
     "menambahkan folder XLSTART pengguna ke lokasi tepercaya lewat kebijakan"),
    (r"Excel\Security", "requireaddinsig", 1, "hanya mengizinkan add-in yang ditandatangani",
     f"menandatangani {NAMA} dengan sertifikat instansi"),
    (r"Excel\Security", "disablealladdins", 1, "mematikan semua add-in Excel", f"mengizinkan {NAMA}"),
)  # fmt: skip
_MAKRO = {1: "semua makro diizinkan; add-in ini tidak memerlukannya", 2: "makro ditanyakan dulu", 3: "hanya makro yang ditandatangani",
          4: "makro dimatikan tanpa pertanyaan"}  # fmt: skip
# https://learn.microsoft.com/en-us/defender-endpoint/attack-surface-reduction-rules-reference
_ASR = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Block all Office applications from creating child processes",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "Block Win32 API calls from Office macros",
}
_KUNCI_ASR = tuple(
    rf"SOFTWARE\{p}Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules" for p in ("Policies\\", "")
)  # fmt: skip
_PENGATUR_ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_ASR_MENGHALANGI, _ASR_MENCATAT = {"1", "6"}, {"2"}  # block, warn; audit


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the report."""

    nama: str
    keadaan: Literal["ok", "masalah", "keterangan"]
    isi: str
    perbaikan: str = ""


def periksa(buku: Path | None = None, win: Windows | None = None) -> list[Baris]:
    """Every line, for this computer and, if one is given, for a workbook."""
    win = win or Windows()
    semua: list[tuple[str, Callable[[], Iterable[Baris]]]] = [("Python", lambda: _python(win))]
    if win.ada:
        semua += [
            ("Paket Python", lambda: _paket(win)),
            ("Excel", lambda: _excel(win)),
            ("Add-in", lambda: _addin(win)),
            ("Salinan lain", lambda: _salinan(win)),
            ("Dimatikan Excel", lambda: _dimatikan(win)),
            ("Tanda unduhan", lambda: _tanda_unduhan("Tanda unduhan add-in", xlstart(win) / NAMA)),
            ("Kebijakan makro", lambda: _makro(win)),
            ("Aturan Defender", lambda: _asr(win)),
            ("OneDrive", lambda: _onedrive(win, buku)),
        ]
    else:
        semua.append(("Excel", lambda: [_keterangan("Excel", LkjipError("PSG008", nilai=win.nama))]))
    if buku is not None:
        semua.append(("Buku kerja", lambda: _buku(buku)))
    semua.append(("Catatan kesalahan", _catatan))
    return [b for nama, probe in semua for b in _aman(nama, probe)]


def ke_teks(baris: Sequence[Baris]) -> str:
    """The report as plain text."""
    tanda = {OK: "[ok]     ", MASALAH: "[MASALAH]", KETERANGAN: "[-]      "}
    hasil = []
    for b in baris:
        hasil.append(f"{tanda[b.keadaan]} {b.nama}: {b.isi}")
        if b.perbaikan:
            hasil.append(f"{' ' * 10}Perbaikan: {b.perbaikan}")
    return "\n".join(hasil)


def _aman(nama: str, probe: Callable[[], Iterable[Baris]]) -> Iterator[Baris]:
    try:
        yield from probe()
    except LkjipError as galat:
        yield _masalah(nama, galat)
    except Exception as galat:  # noqa: BLE001 - the other lines are wanted all the more
        yield Baris(nama, KETERANGAN, f"tidak dapat diperiksa ({type(galat).__name__}: {galat})")


def _masalah(nama: str, galat: LkjipError) -> Baris:
    tempat = f"{galat.tempat}: " if galat.tempat else ""
    return Baris(nama, MASALAH, f"{galat.kode} {tempat}{galat.sebab}", galat.saran)


def _keterangan(nama: str, galat: LkjipError) -> Baris:
    return Baris(nama, KETERANGAN, galat.sebab, galat.saran)


def _python(win: Windows) -> Iterator[Baris]:
    bit = struct.calcsize("P") * 8
    yield Baris("xl_lkjip", OK, __version__)
    yield Baris("Python", OK, f"{'.'.join(map(str, win.python_versi))}, {bit}-bit, {win.python}")


def _paket(win: Windows) -> Iterator[Baris]:
    pustaka = periksa_python(win)
    yield Baris("xlwings", OK, f"{VERSI_XLWINGS}, DLL di {pustaka['Pustaka']}")
    try:
        for nama in ("pythoncom", "win32api"):
            importlib.import_module(nama)
    except ImportError as galat:
        yield _masalah("pywin32", LkjipError("SIS001", masalah=str(galat), python=f'"{win.python}"'))
    else:
        yield Baris("pywin32", OK, win.paket("pywin32"))


def _excel(win: Windows) -> Iterator[Baris]:
    semua: dict[str, tuple[str, Path]] = {}
    for versi, jalur in _cari_excel(win):
        if jalur.is_file():
            semua.setdefault(str(jalur).lower(), (versi, jalur))
    if not semua:
        yield _masalah("Excel", LkjipError("SIS002"))
    rinci = str(win.isi(HKLM, r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration").get("VersionToReport", "") or _OFFICE[0])
    for versi, jalur in semua.values():
        if "windowsapps" in str(jalur).lower():
            yield _masalah("Excel", LkjipError("SIS003", str(jalur)))
        elif float(versi) < float(_OFFICE[0]):
            yield _masalah("Excel", LkjipError("SIS004", str(jalur), nilai=versi))
        else:
            yield Baris("Excel", OK, f"{rinci}, {_mesin(jalur)}, {jalur}")
    if len(semua) > 1:
        yield Baris("Excel", KETERANGAN, f"ada {len(semua)} Excel di komputer ini; folder XLSTART pengguna dipakai semuanya")
    if semua:
        yield Baris("Excel sekarang", KETERANGAN, "sedang berjalan" if win.excel_berjalan() else "tidak berjalan")


def _cari_excel(win: Windows) -> Iterator[tuple[str, Path]]:
    """Registered Excels, with the version of their key; one that Windows only knows to start by name counts as a new one."""
    for versi in _OFFICE:
        for cabang in ("", r"\WOW6432Node"):
            folder = win.isi(HKLM, rf"SOFTWARE{cabang}\Microsoft\Office\{versi}\Excel\InstallRoot").get("Path")
            if isinstance(folder, str) and folder:
                yield versi, Path(folder) / "EXCEL.EXE"
    for akar in (HKCU, HKLM):
        jalur = win.isi(akar, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe").get("")
        if isinstance(jalur, str) and jalur:
            yield _OFFICE[0], Path(jalur.strip('"'))


def _mesin(program: Path) -> str:
    """Bitness, as the header of the program says."""
    with program.open("rb") as isi:
        kepala = isi.read(4096)
    letak = struct.unpack_from("<I", kepala, 60)[0]
    return _MESIN.get(struct.unpack_from("<H", kepala, letak + 4)[0], "jenis prosesor tidak dikenal")


def _addin(win: Windows) -> Iterator[Baris]:
    kini = status(win)
    if kini.addin is Addin.SAMA:
        yield Baris("Add-in", OK, f"{kini.berkas}, sama dengan yang dibawa xl_lkjip {__version__}")
    else:
        kode = "SIS006" if kini.addin is Addin.TIADA else "SIS005"
        yield _masalah("Add-in", LkjipError(kode, str(kini.berkas), versi=__version__))
    if kini.sebelumnya:
        yield Baris("Add-in sebelumnya", KETERANGAN, "disimpan; memakainya lagi: xl-lkjip pasang excel --kembali")
    if kini.addin is Addin.TIADA and not kini.python:
        return
    if not kini.python or not Path(kini.python).is_file():
        yield _masalah("Python untuk add-in", LkjipError("SIS007", masalah=f"{kini.python} tidak ada" if kini.python else "belum dicatat"))
    elif PureWindowsPath(kini.python).parent != PureWindowsPath(win.jalur_ansi(win.python)).parent:
        perbaikan = "Bila tidak disengaja: tutup Excel, lalu xl-lkjip pasang excel"
        yield Baris("Python untuk add-in", KETERANGAN, f"{kini.python}, bukan Python yang menjalankan perintah ini", perbaikan)
    else:
        yield Baris("Python untuk add-in", OK, kini.python)


def _salinan(win: Windows) -> Iterator[Baris]:
    """Other copies that Excel would load as well, so that functions exist twice."""
    folder = [xlstart(win), xlstart(win).parents[1] / "AddIns", *(p.parent / "XLSTART" for _, p in _cari_excel(win))]
    temuan = []
    for versi in _OFFICE:
        opsi = win.isi(HKCU, rf"Software\Microsoft\Office\{versi}\Excel\Options")
        if isinstance(lain := opsi.get("AltStartup"), str) and lain:
            folder.append(Path(lain))
        temuan += [str(v) for n, v in opsi.items() if n.upper().startswith("OPEN") and "lkjip" in str(v).lower()]
    for satu in dict.fromkeys(folder):
        if satu.is_dir():
            buku = [p for p in sorted(satu.iterdir()) if "lkjip" in p.name.lower() and p.suffix.lower().startswith(".xl")]
            temuan += [str(p) for p in buku if p != xlstart(win) / NAMA]
    if temuan:
        yield _masalah("Salinan lain", LkjipError("SIS008", nilai=", ".join(temuan)))
    else:
        yield Baris("Salinan lain", OK, "tidak ada")


def _dimatikan(win: Windows) -> Iterator[Baris]:
    nama = "xl_lkjip".encode("utf-16-le")
    for versi in _OFFICE:
        daftar = win.isi(HKCU, rf"Software\Microsoft\Office\{versi}\Excel\Resiliency\DisabledItems").values()
        if any(isinstance(v, bytes) and nama in v.lower() for v in daftar):
            yield _masalah("Dimatikan Excel", LkjipError("SIS009"))


def _tanda_unduhan(nama: str, berkas: Path) -> Iterator[Baris]:
    """The mark of the web: a stream beside the content, which says from where Windows thinks the file came."""
    if not berkas.is_file():
        return
    try:
        teks = Path(f"{berkas}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:  # no such stream, or a drive that has none
        teks = ""
    zona = next((b.partition("=")[2].strip() for b in teks.splitlines() if b.strip().lower().startswith("zoneid")), "0")
    if zona.isdigit() and int(zona) >= _INTERNET:
        yield _masalah(nama, LkjipError("SIS010", str(berkas)))
    else:
        yield Baris(nama, OK, "tidak ada")


def _makro(win: Windows) -> Iterator[Baris]:
    semua = []
    for akar, pangkal in _SETELAN:
        for kunci, nama, nilai, masalah, minta in _LARANGAN:
            if _nilai(win, akar, rf"{pangkal}\{kunci}", nama) == nilai:
                semua.append(
                    _masalah(
                        "Kebijakan makro", LkjipError("SIS011", rf"{akar}\{pangkal}\{kunci}", nilai=nama, masalah=masalah, minta=minta)
                    )
                )
    yield from semua or [Baris("Kebijakan makro", OK, "tidak ada yang tampak menghalangi add-in di XLSTART")]
    for nama, arti in (("vbawarnings", _MAKRO), ("blockcontentexecutionfrominternet", {1: "makro dari internet diblokir"})):
        ada = next((v for akar, p in _SETELAN if (v := _nilai(win, akar, rf"{p}\Excel\Security", nama)) is not None), None)
        if ada in arti:
            yield Baris("Makro buku kerja", KETERANGAN, f"{arti[ada]} ({nama}={ada}); tidak berlaku untuk lokasi tepercaya seperti XLSTART")


def _nilai(win: Windows, akar: str, kunci: str, nama: str) -> int | None:
    """A number in the registry, whose names know no case."""
    ada = next((v for n, v in win.isi(akar, kunci).items() if n.lower() == nama), None)
    return ada if isinstance(ada, int) else None


def _asr(win: Windows) -> Iterator[Baris]:
    aturan: dict[str, str] = {}
    for kunci in reversed(_KUNCI_ASR):
        aturan.update({n.lower().strip("{}"): str(v) for n, v in win.isi(HKLM, kunci).items()})
    for satu in str(win.isi(HKLM, _PENGATUR_ASR).get("ASRRules", "")).split("|"):
        nama, _, nilai = satu.partition("=")
        aturan[nama.strip().lower().strip("{}")] = nilai.strip()
    ada = False
    for pengenal, nama in _ASR.items():
        if aturan.get(pengenal) in _ASR_MENGHALANGI:
            ada = True
            yield _masalah("Aturan Defender", LkjipError("SIS012", nama=nama, nilai=pengenal))
        elif aturan.get(pengenal) in _ASR_MENCATAT:
            ada = True
            yield Baris("Aturan Defender", KETERANGAN, f"{nama}: hanya mencatat; add-in jalan, bagian TI melihat kejadiannya")
    if not ada:
        yield Baris("Aturan Defender", OK, "tidak ada yang tampak; sebagian aturan hanya terlihat oleh administrator")


def _onedrive(win: Windows, buku: Path | None) -> Iterator[Baris]:
    akar = [Path(v) for n, v in win.env.items() if n.lower().startswith("onedrive") and v]
    if any(win.python.is_relative_to(a) for a in akar):
        yield _masalah("OneDrive", LkjipError("SIS013", str(win.python)))
    if buku is not None and any(buku.absolute().is_relative_to(a) for a in akar):
        yield Baris(
            "OneDrive", KETERANGAN, "buku kerja ini disinkronkan; bila sebuah tombol tidak menemukannya, simpan salinannya di disk komputer"
        )


def _buku(buku: Path) -> Iterator[Baris]:
    if not buku.is_file():
        raise LkjipError("BRK001", str(buku))
    yield Baris("Buku kerja", OK, str(buku))
    yield from _tanda_unduhan("Tanda unduhan buku kerja", buku)


def _catatan() -> Iterator[Baris]:
    berkas = berkas_catatan()
    if not berkas.is_file() or not berkas.stat().st_size:
        yield Baris("Catatan kesalahan", OK, f"kosong ({berkas})")
        return
    with berkas.open("rb") as isi:
        isi.seek(max(berkas.stat().st_size - _BITA_CATATAN, 0))
        baris = isi.read().decode("utf-8", "replace").split("\n")
    ujung = [b.rstrip() for b in baris if b.strip()][-_BARIS_CATATAN:]
    yield Baris("Catatan kesalahan", KETERANGAN, "\n".join([f"{berkas}, baris terakhir:", *ujung]), "Sertakan berkas ini bila melapor")
