"""Acceptance on a computer with Excel: what no test without Excel can show, step by step, with a report to send to us.

An Excel of its own, invisible, on copies in a temporary folder; workbooks that the user has open are never touched. A step that fails
stops no other; an Excel that hangs or dies ends the run, and is gone at the end in any case.
"""

from __future__ import annotations

import atexit
import gc
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from ... import __version__
from ...core.errors import LkjipError
from ...core.forms import FORMULIR
from ...core.lembar_validasi import KEPALA
from ...core.registry import FUNCTIONS
from ...core.tanggapan import lembar_kami
from ...core.validation import validasi
from ...core.workbook import Workbook
from . import kasus
from .baca import baca, baris_kolom
from .banding_uji import (
    ADA_FUNGSI,
    TidakSesuaiError,
    beberapa,
    beda_rumus,
    cocok,
    isian_angka,
    jangkar,
    jejak_jalur,
    nama_sel,
    nilai_rumus,
    pastikan,
    sama,
    tanpa_beda,
)
from .hasil_uji import Hasil, Keadaan, Langkah
from .setelan import NAMA, UJI_JAWAB

BATAS_LANGKAH = 300.0  # seconds, after which Excel is taken to hang
_AUTO_OPEN = 1  # xlAutoOpen
_TUNGGU_TUTUP, _BATAS_TUTUP = 3.0, 60.0  # seconds in which Excel may end by itself, and in which it has to take the order


@dataclass(frozen=True, slots=True)
class Bahan:
    """A filled Pengukuran to work on: with the right figures, and with figures in which there is something to find."""

    benar: bytes
    tercetak: bytes


def jalankan(bahan: Bahan, addin: Path | None = None, kabar: Callable[[str], None] = print) -> Hasil:
    """Run every step on this computer. `addin`: instead of the installed one, or the one that the package carries.

    Faults: PSG008-PSG013, SIS002 no Excel, BRK001.
    """
    from .pasang import xlstart
    from .windows import Windows

    periksa_komputer()
    if addin is not None and not addin.is_file():
        raise LkjipError("BRK001", str(addin))
    with tempfile.TemporaryDirectory(prefix="xl_lkjip_uji_", ignore_cleanup_errors=True) as nama:
        folder = Path(nama).resolve()
        if addin is None:
            terpasang = xlstart(Windows()) / NAMA
            addin = terpasang if terpasang.is_file() else _dibawa(folder)
        return Uji(_buka_excel, bahan, addin, folder, kabar).semua()


def periksa_komputer() -> None:
    """Refuse where Excel cannot be driven. Faults: PSG008-PSG013."""
    from .pasang import periksa_python
    from .windows import Windows

    periksa_python(Windows())


def _dibawa(folder: Path) -> Path:
    from .pasang import bawaan

    tujuan = folder / "addin" / NAMA
    tujuan.parent.mkdir()
    tujuan.write_bytes(bawaan())
    return tujuan


def _buka_excel() -> Any:
    import xlwings as xw

    if sys.platform == "win32":  # at its end xlwings would end every Excel without a window, also that of another program
        atexit.unregister(xw._xlwindows.cleanup)
    try:
        return xw.App(visible=False, add_book=False)
    except Exception as galat:  # no Excel, or one that COM cannot start
        raise LkjipError("SIS002") from galat


class Uji:
    """One run. `buka`: gives an xlwings.App of its own."""

    def __init__(
        self, buka: Callable[[], Any], bahan: Bahan, addin: Path, folder: Path, kabar: Callable[[str], None], batas: float = BATAS_LANGKAH
    ) -> None:
        self._buka, self._bahan, self._addin, self._folder, self._kabar, self._batas = buka, bahan, addin, folder, kabar, batas
        self._app: Any = None
        self._pid = 0
        self._jawaban: dict[str, Any] = {}  # by formula, as typed
        self._bertanda: Any = None  # the workbook that Validasi marked, and how it was before
        self._sebelum = Workbook("")
        self._tersimpan: Path | None = None  # a workbook as Excel saved it

    def semua(self) -> Hasil:
        """Run the steps in their order. Fault: SIS002."""
        hasil: list[Langkah] = []
        try:
            self._app = self._buka()
            self._pid = int(self._app.pid)
            self._app.display_alerts = False
            versi = self._versi()
            rencana = list(self._rencana())
            for nomor, (nama, harapan, aksi) in enumerate(rencana, 1):
                satu = self._satu(nama, harapan, aksi)
                hasil.append(satu)
                tambah = "" if satu.keadaan is Keadaan.OK else f". {satu.terlihat}"
                self._kabar(f"{nomor}/{len(rencana)} {satu.keadaan.value}: {nama}{tambah}")
        finally:
            self._tutup()
        return Hasil(tuple(hasil), versi)

    def _satu(self, nama: str, harapan: str, aksi: Callable[[], str]) -> Langkah:
        awal = time.monotonic()
        if not self._hidup():
            return Langkah(nama, harapan, Keadaan.DILEWATI, "Excel sudah berhenti.", 0.0)
        penjaga = Timer(self._batas, self._bunuh)
        penjaga.daemon = True
        penjaga.start()
        try:
            keadaan, terlihat = Keadaan.OK, aksi()
        except TidakSesuaiError as galat:
            keadaan, terlihat = Keadaan.GAGAL, str(galat)
        except Exception as galat:  # noqa: BLE001 - whatever it is, the other steps go on
            keadaan, terlihat = Keadaan.GAGAL, f"{type(galat).__name__}: {galat}"
        finally:
            penjaga.cancel()
        detik = time.monotonic() - awal
        if detik >= self._batas:
            terlihat = f"Excel tidak menjawab dalam {self._batas:.0f} detik, jadi dihentikan. {terlihat}"
        return Langkah(nama, harapan, keadaan, terlihat, detik)

    def _versi(self) -> dict[str, str]:
        api = self._app.api
        bahasa = _coba(lambda: "negara {0}, desimal {2}, pemisah {4}".format(*api.International))
        return {
            "xl_lkjip": __version__, "Excel": _coba(lambda: f"{self._app.version} build {api.Build}"),
            "Sistem": _coba(lambda: api.OperatingSystem), "Bahasa Excel": bahasa,
            "Python": f"{platform.python_version()} ({platform.architecture()[0]})", "Add-in": str(self._addin),
        }  # fmt: skip

    # --- Excel itself --------------------------------------------------------------------------------------------------

    def _hidup(self) -> bool:
        try:
            return bool(self._app.api.Version)
        except Exception:  # noqa: BLE001 - COM says it in many ways
            return False

    def _bunuh(self) -> None:
        """Ours alone: xlwings' own quit and kill would also end every Excel without a window."""
        with suppress(OSError):  # gone already
            os.kill(self._pid, signal.SIGTERM)

    def _tutup(self) -> None:
        if self._app is None:
            return
        penjaga = Timer(min(_BATAS_TUTUP, self._batas), self._bunuh)  # a dialog that nobody sees would hold it for ever
        penjaga.daemon = True
        penjaga.start()
        with suppress(Exception):
            self._app.api.Run(f"'{NAMA}'!Auto_Close")
        with suppress(Exception):
            for buku in list(self._app.books):
                buku.close()
        with suppress(Exception):
            self._app.api.Quit()
        penjaga.cancel()
        self._app = self._bertanda = None
        gc.collect()  # Excel ends when nobody holds an object of it
        if self._pid:
            time.sleep(min(_TUNGGU_TUTUP, self._batas))
            self._bunuh()

    def _open(self, berkas: Path) -> Any:
        buku = self._app.books.open(str(berkas), update_links=False)
        self._app.api.Run(f"'{NAMA}'!SambungkanAktif")
        return buku

    # --- the plan ------------------------------------------------------------------------------------------------------

    def _rencana(self) -> Iterator[tuple[str, str, Callable[[], str]]]:
        yield "Isi add-in", "setiap tombol di pita mempunyai prosedurnya", self._isi_addin
        yield "Memuat add-in", f"{NAMA} terbuka dan kodenya dapat dijalankan", self._muat
        yield "Jalur tombol", "tombol di pita sampai ke Python, dan jawabannya kembali ke Excel", self._jalur
        yield "Mengetik rumus", "semua rumus contoh dapat diketik dan dihitung", self._ketik
        for nama in FUNCTIONS:
            yield f"Fungsi {nama}", "sama dengan hitungan Python", partial(self._fungsi, nama)
        yield "Rentang dan sel kosong", "rentang dihitung per sel; kosong tetap kosong; galat adalah galat Excel", self._rentang
        for kunci, formulir in FORMULIR.items():
            harapan = "mengenali fungsi LKjIP; setiap rumus sama dengan hitungan Python"
            yield f"Templat {formulir.judul}", harapan, partial(self._templat, kunci)
        yield "Isian berubah", "sel turunannya ikut berubah, sama dengan hitungan Python", self._isian
        yield "Validasi", "tanda, komentar, dan lembar Validasi sama dengan temuan xl-lkjip validasi", self._validasi
        yield "Bersihkan tanda", "buku kerja kembali seperti sebelum Validasi", self._bersihkan
        yield "Simpan, pindahkan, buka lagi", "rumus tetap mengenali fungsi; tidak ada jalur lama di dalam berkas", self._pindah
        yield "Pengajuan", "berkas yang disimpan Excel dapat dibekukan, dan segelnya utuh", self._pengajuan

    def _isi_addin(self) -> str:
        from lxml import etree

        from .addin import ovba

        with zipfile.ZipFile(self._addin) as arsip:
            tombol = [t.get("onAction", "") for t in etree.fromstring(arsip.read("customUI/customUI.xml")).iter("{*}button")]
            modul = {m.nama: m.sumber for m in ovba.baca(arsip.read("xl/vbaProject.bin")).modul}
        tanpa = [
            t for t in tombol if f"Public Sub {t.partition('.')[2]}(control As IRibbonControl)" not in modul.get(t.partition(".")[0], "")
        ]
        pastikan(bool(tombol) and not tanpa, f"tanpa prosedur: {', '.join(tanpa) or 'tidak ada tombol'}")
        return f"{len(tombol)} tombol"

    def _muat(self) -> str:
        # Excel opens what lies in XLSTART, and runs Auto_Open, only for a person.
        terbuka = self._app.books.open(str(self._addin))
        terbuka.api.RunAutoMacros(_AUTO_OPEN)
        self._app.books.add()
        self._app.api.Run(f"'{NAMA}'!SambungkanAktif")
        return str(terbuka.fullname)

    def _jalur(self) -> str:
        self._app.status_bar = False
        self._app.api.Run(f"'{NAMA}'!UjiTombolLkjip")
        jawab = self._app.status_bar
        self._app.status_bar = False
        pastikan(jawab == UJI_JAWAB, f"jawaban: {jawab}")
        return "Python menjawab lewat add-in"

    # --- functions -----------------------------------------------------------------------------------------------------

    def _nilai(self, rumus: list[str]) -> list[Any]:
        """Formulas typed one below the other in a new workbook, and what their cells show."""
        buku = self._app.books.add()
        try:
            lembar = buku.sheets[0]
            for baris, satu in enumerate(rumus, 1):
                lembar.range(f"A{baris}").formula = satu
            self._app.calculate()
            return [lembar.range(f"A{b}").options(err_to_str=True).value for b in range(1, len(rumus) + 1)]
        finally:
            buku.close()

    def _ketik(self) -> str:
        semua = list(dict.fromkeys(k.rumus for k in kasus.semua()))
        self._jawaban = dict(zip(semua, self._nilai(semua), strict=True))
        return f"{len(semua)} rumus"

    def _fungsi(self, nama: str) -> str:
        milik = [k for k in kasus.semua() if k.fungsi == nama]
        pastikan(bool(self._jawaban), "rumusnya belum dapat diketik")
        beda = [f"{k.rumus} = {self._jawaban[k.rumus]}, seharusnya {k.nilai}" for k in milik if not sama(self._jawaban[k.rumus], k.nilai)]
        bantu = " #NAME?: add-in tidak termuat. #N/A: Python tidak tersambung; jalankan xl-lkjip pasang excel." if beda else ""
        pastikan(not beda, beberapa(beda) + bantu)
        return f"{len(milik)} kasus"

    def _rentang(self) -> str:
        harapan: dict[str, Any] = {
            "=SUM(CAPAIAN({10;20},{5;5}))": 0.75,
            '=CAPAIAN(Z1,5)=""': True,
            '=ISNA(EFISIENSI(0.9,0.5,"hemat"))': True,
            '=AVERAGE(CAPAIAN(10,5),CAPAIAN("abc",1))': "#VALUE!",
            '=PREDIKAT(0.95)="Sangat Tinggi"': True,
        }
        jawab = self._nilai(list(harapan))
        tanpa_beda([f"{r} = {j}, seharusnya {h}" for (r, h), j in zip(harapan.items(), jawab, strict=True) if not sama(j, h)])
        return f"{len(harapan)} rumus"

    # --- workbooks -----------------------------------------------------------------------------------------------------

    def _baca(self, buku: Any) -> Workbook:
        return baca(buku.api)

    def _templat(self, kunci: str) -> str:
        berkas = self._tulis(FORMULIR[kunci].berkas, _bahan_templat(kunci))
        buku = self._open(berkas)
        try:
            model = self._baca(buku)
            ada = model.bernama(ADA_FUNGSI)
            pastikan(ada is not None and ada.value is True, f"{ADA_FUNGSI} berisi {ada.value if ada else 'tidak ada'}, seharusnya TRUE")
            return cocok(model)
        finally:
            buku.close()

    def _isian(self) -> str:
        buku = self._open(self._tulis("Isian.xlsx", self._bahan.benar))
        try:
            awal = self._baca(buku)
            lembar, sel = isian_angka(awal)
            tempat = buku.sheets[lembar].range(sel.alamat)
            tempat.value = float(str(sel.value)) * 0.5
            self._app.calculate()
            kini = self._baca(buku)
            berubah = [
                c.alamat for s, c in kini.formulas() if (lama := awal.sheet(s.nama)) and lama.cell(c.baris, c.kolom).value != c.value
            ]
            pastikan(bool(berubah), f"{lembar}!{sel.alamat} diganti, tetapi tidak ada rumus yang berubah")
            cocok(kini)
            tempat.value = sel.value
            self._app.calculate()
            tanpa_beda(beda_rumus(self._baca(buku), nilai_rumus(awal)))
            return f"{lembar}!{sel.alamat} diganti: {len(berubah)} rumus berubah, dan kembali"
        finally:
            buku.close()

    def _validasi(self) -> str:
        from . import ribbon
        from .alat import BukuExcel

        self._bertanda = buku = self._open(self._tulis("Tercetak.xlsx", self._bahan.tercetak))
        self._sebelum = self._baca(buku)
        (harapan,) = validasi([self._sebelum])
        with ribbon.keadaan(self._app):
            ribbon.validasi(self._app, buku)
        seharusnya = {jangkar(self._sebelum, f) for f in harapan.temuan if f.sel}
        for nomor, apa in enumerate(("warna", "komentar")):
            ada = {(s.nama, *t) for s in BukuExcel(buku.api).lembar() for t in s.letak_tanda()[nomor]}
            kurang, lebih = sorted(seharusnya - ada), sorted(ada - seharusnya)
            tanpa_beda([f"tanpa {apa}: {nama_sel(t)}" for t in kurang] + [f"{apa} lebih: {nama_sel(t)}" for t in lebih])
        milik = lembar_kami(self._baca(buku))
        pastikan(len(milik) == 1, f"lembar Validasi ada {len(milik)}")
        baris = len({b for b, _ in milik[0].cells if b > KEPALA})
        pastikan(baris == len(harapan.temuan), f"lembar Validasi berisi {baris} baris, seharusnya {len(harapan.temuan)}")
        return f"{len(harapan.temuan)} temuan, {len(seharusnya)} sel bertanda"

    def _bersihkan(self) -> str:
        from . import ribbon
        from .alat import BukuExcel

        buku = self._bertanda
        pastikan(buku is not None, "buku kerjanya belum dapat diperiksa")
        try:
            with ribbon.keadaan(self._app):
                ribbon.bersihkan(self._app, buku)
            kini = self._baca(buku)
            pastikan([s.nama for s in kini.sheets] == [s.nama for s in self._sebelum.sheets], "lembarnya lain dari semula")
            pasangan = zip(kini.sheets, self._sebelum.sheets, strict=True)
            beda = [s.nama for s, lama in pasangan if (s.cells, s.protected) != (lama.cells, lama.protected)]
            sisa = [s.nama for s in BukuExcel(buku.api).lembar() if s.bertanda()]
            pastikan(not beda and not sisa, f"isinya lain: {', '.join(beda) or '-'}; masih bertanda: {', '.join(sisa) or '-'}")
            return f"{len(kini.sheets)} lembar seperti semula"
        finally:
            buku.close()

    def _pindah(self) -> str:
        buku = self._open(self._tulis("Pindah.xlsx", self._bahan.benar))
        asal, tujuan = self._folder / "tempat_lama" / "Pindah.xlsx", self._folder / "tempat_baru" / "Pindah.xlsx"
        for satu in (asal, tujuan):
            satu.parent.mkdir()
        awal = self._baca(buku)
        buku.save(str(asal))
        buku.close()
        shutil.move(asal, tujuan)
        self._tersimpan = tujuan
        jejak = jejak_jalur(tujuan, asal.parent.name)
        pastikan(not jejak, f"jalur lama masih ada di {', '.join(jejak)}")
        buku = self._open(tujuan)
        try:
            tanpa_beda(beda_rumus(self._baca(buku), nilai_rumus(awal)))
            tertulis = [str(f) for s in buku.api.Worksheets for b in baris_kolom(s.UsedRange.Formula) for f in b]
            asing = [f for f in tertulis if f.startswith("=") and (":\\" in f or ".xla" in f.lower())]
            pastikan(not asing, f"rumus menyebut berkas: {beberapa(asing)}")
        finally:
            buku.close()
        from ...xlsx import reader

        tanpa_beda(beda_rumus(reader.baca(tujuan), nilai_rumus(awal)))  # as our own reader sees what Excel wrote
        return f"{len(nilai_rumus(awal))} rumus tetap"

    def _pengajuan(self) -> str:
        from ...submission import ajukan, periksa

        pastikan(self._tersimpan is not None, "berkasnya belum dapat disimpan")
        jadi = ajukan(Path(str(self._tersimpan)), self._folder / "kirim")
        (satu,) = periksa([jadi.berkas])
        pastikan(satu.baik, f"segel: {satu.segel}")
        return jadi.berkas.name

    def _tulis(self, nama: str, isi: bytes) -> Path:
        tujuan = self._folder / nama
        tujuan.write_bytes(isi)
        return tujuan


def _coba(baca: Callable[[], object]) -> str:
    """What Excel says of itself; a version that it does not tell is no reason to stop."""
    try:
        return str(baca())
    except Exception:  # noqa: BLE001 - COM says it in many ways
        return "?"


def _bahan_templat(kunci: str) -> bytes:
    from importlib.resources import files

    return files("xl_lkjip.templates").joinpath(FORMULIR[kunci].berkas).read_bytes()
