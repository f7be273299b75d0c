"""A LibreOffice Calc, mostly headless: the real spreadsheet in which tests open workbooks, type and recalculate.

Take a fixture of conftest.py: it shares one process among all tests of a session, gives each test a document of its own, and closes it.
Profile, pipe, home and temporary folder are private, so that any number run side by side (pytest -n), beside the user's own LibreOffice.
More in docs/libreoffice.md, "Calc in your tests".
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Dokumen = Any  # UNO objects carry no Python types
Nilai = float | str | None

_PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>{bahasa}</value></prop>
</item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""


class KantorError(RuntimeError):
    """LibreOffice could not be started, or refused a file."""


class Kantor:
    """One soffice process with a private pipe, profile and environment; gone for certain after `tutup`.

    `locale` decides how typed numbers are read, `bahasa` is that of the program's own texts.
    `ekstensi`: a folder of unpacked extensions that it starts with; the folder has to outlive it.
    `layar`: a display, such as ":99", for one with windows (see layar.py); else it is headless.
    """

    def __init__(
        self, locale: str = "en-US", batas_mulai: float = 60.0, ekstensi: Path | None = None, layar: str = "", bahasa: str = "en-US"
    ) -> None:
        program = shutil.which("soffice")
        if program is None:
            raise KantorError("LibreOffice (soffice) tidak ditemukan. Jalankan `make test`, yang memasangnya.")
        try:
            import uno
        except ImportError as sebab:
            raise KantorError("Modul uno tidak dapat diimpor. Jalankan `make test`, yang menyambungkannya ke .venv.") from sebab
        self._uno: Any = uno
        self._folder = Path(tempfile.mkdtemp(prefix="kantor-"))
        profil = self._folder / "profil"
        (profil / "user").mkdir(parents=True)
        (profil / "user" / "registrymodifications.xcu").write_text(_PROFIL.format(locale=locale, bahasa=bahasa), encoding="utf-8")
        alamat = f"pipe,name=lkjip{uuid.uuid4().hex};urp;StarOffice.ComponentContext"
        perintah = [program, "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"]
        perintah += [f"-env:UserInstallation={profil.as_uri()}", f"--accept={alamat}"]
        if ekstensi is not None:
            perintah.append(f"-env:BUNDLED_EXTENSIONS={ekstensi.resolve().as_uri()}")
        # No inherited environment: an activated .venv on PATH would become the Python inside LibreOffice.
        env = {"PATH": os.defpath, "HOME": str(self._folder), "TMPDIR": str(self._folder), "LC_ALL": "C.UTF-8"}
        if layar:
            env |= {"DISPLAY": layar, "SAL_USE_VCLPLUGIN": "gen"}  # the plain one, which is part of every LibreOffice
        else:
            perintah.append("--headless")
        with (self._folder / "soffice.log").open("wb") as log:
            self._proses = subprocess.Popen(perintah, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.pid = self._proses.pid  # also the process group
        try:
            with self.dibatasi(batas_mulai):
                self._konteks = self._sambung(f"uno:{alamat}")
                self._desktop = self.layanan("com.sun.star.frame.Desktop")
                self._pengirim = self.layanan("com.sun.star.frame.DispatchHelper")
        except BaseException:
            self._habisi()
            raise

    def __enter__(self) -> Kantor:
        return self

    def __exit__(self, *_: object) -> None:
        self.tutup()

    def buka(self, path: Path, *, tampak: bool = False) -> Dokumen:
        """Open a copy, so that neither a lock file nor a change reaches the original; hidden unless it is to be seen."""
        salinan = Path(tempfile.mkdtemp(dir=self._folder)) / path.name
        shutil.copyfile(path, salinan)
        # No macros, no links; in sight 5 rather than 0, which would be announced even where there are none.
        muat = self._sifat(Hidden=not tampak, MacroExecutionMode=5 if tampak else 0, UpdateDocMode=0)
        try:
            doc = self._desktop.loadComponentFromURL(salinan.as_uri(), "_blank", 0, muat)
        except self._uno.getClass("com.sun.star.uno.Exception") as sebab:
            raise KantorError(f"LibreOffice menolak {path.name}: {sebab}") from sebab
        if doc is None:
            raise KantorError(f"LibreOffice tidak membuka {path.name}: rusak, bersandi, atau bukan berkas lembar kerja.")
        if not doc.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            doc.close(True)
            raise KantorError(f"LibreOffice membuka {path.name}, tetapi bukan sebagai lembar kerja.")
        return doc

    def baru(self) -> Dokumen:
        """A new, empty spreadsheet in sight."""
        return self._desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())

    def terbuka(self) -> Iterator[Dokumen]:
        """All open spreadsheets."""
        semua = self._desktop.Components.createEnumeration()
        while semua.hasMoreElements():
            doc = semua.nextElement()
            if doc.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                yield doc

    @property
    def rumah(self) -> Path:
        """What it takes for the home folder of its user."""
        return self._folder

    def layanan(self, nama: str) -> Any:
        """Create a UNO service inside LibreOffice."""
        return self._konteks.ServiceManager.createInstanceWithContext(nama, self._konteks)

    def hitung_ulang(self, doc: Dokumen) -> None:
        """Recalculate everything: Calc trusts the cached values of a loaded file."""
        doc.calculateAll()

    def sel(self, doc: Dokumen, lembar: str, alamat: str) -> Any:
        """Return the UNO cell, for `.Value`, `.String` and `.Formula` (always English, with `;`)."""
        return doc.Sheets.getByName(lembar).getCellRangeByName(alamat)

    def nilai(self, doc: Dokumen, lembar: str, alamat: str) -> Nilai:
        """Return what a reader sees: number (also TRUE, as 1.0), text, error text such as "#N/A", or None when empty."""
        sel = self.sel(doc, lembar, alamat)
        if sel.Type.value == "EMPTY":
            return None
        angka = self._uno.getConstantByName("com.sun.star.sheet.FormulaResult.VALUE")
        if sel.Type.value == "VALUE" or (sel.Type.value == "FORMULA" and sel.FormulaResultType2 == angka):
            return float(sel.Value)
        return str(sel.String)

    def ketik(self, doc: Dokumen, lembar: str, alamat: str, teks: str) -> None:
        """Type into a cell as a user does, in the notation of the locale: percent signs count, a locked cell stays as it is."""
        self.ke(doc, lembar, alamat)
        self.perintah(doc, ".uno:EnterString", StringName=teks)

    def ke(self, doc: Dokumen, lembar: str, alamat: str) -> None:
        """Bring a sheet to the front, and put the cursor on a cell."""
        doc.CurrentController.setActiveSheet(doc.Sheets.getByName(lembar))
        self.perintah(doc, ".uno:GoToCell", ToPoint=alamat)

    def perintah(self, doc: Dokumen, url: str, **isi: object) -> None:
        """Run a command as menus do."""
        self._pengirim.executeDispatch(doc.CurrentController.Frame, url, "_self", 0, self._sifat(**isi))

    def tampil(self, doc: Dokumen, lembar: str) -> list[list[str]]:
        """What all cells of a sheet show, from A1 on, at once: a call for each cell takes a thousand times as long."""
        nomor = doc.Sheets.getElementNames().index(lembar) + 1
        path = Path(tempfile.mkdtemp(dir=self._folder)) / "lembar.csv"
        pilihan = f"44,34,UTF-8,1,,0,false,true,true,false,false,{nomor}"
        doc.storeToURL(path.as_uri(), self._sifat(FilterName="Text - txt - csv (StarCalc)", FilterOptions=pilihan))
        [hasil] = path.parent.iterdir()  # Calc adds the name of the sheet to the file's
        with hasil.open(encoding="utf-8", newline="") as isi:
            return list(csv.reader(isi))

    def simpan(self, doc: Dokumen, path: Path) -> None:
        """Save a copy as .xlsx."""
        doc.storeToURL(path.resolve().as_uri(), self._sifat(FilterName="Calc MS Excel 2007 XML"))

    def pdf(self, doc: Dokumen, path: Path) -> None:
        """Print to PDF."""
        doc.storeToURL(path.resolve().as_uri(), self._sifat(FilterName="calc_pdf_Export"))

    def tutup_dokumen(self, doc: Dokumen) -> None:
        """Close without saving."""
        doc.setModified(False)
        doc.close(True)

    def tutup(self) -> None:
        """Ask LibreOffice to end, and end it by force when it does not; calling it twice is harmless."""
        # The bridge may die while terminate() is still answering; that is the wanted end.
        with self.dibatasi(10), suppress(self._uno.getClass("com.sun.star.uno.Exception")):
            if self._proses.poll() is None and self._desktop.terminate():
                self._proses.wait()
        self._habisi()

    @contextmanager
    def dibatasi(self, detik: float, dulu: Callable[[], object] = lambda: None) -> Iterator[None]:
        """Kill LibreOffice after that time, when `dulu` has run: UNO calls have no timeout of their own, and this makes a stuck one return."""

        def habis() -> None:
            try:
                dulu()
            finally:
                self._bunuh()

        pengawas = threading.Timer(detik, habis)
        pengawas.start()
        try:
            yield
        finally:
            pengawas.cancel()

    def _sifat(self, **isi: object) -> tuple[Any, ...]:
        return tuple(self._uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=n, Value=v) for n, v in isi.items())

    def _sambung(self, alamat: str) -> Any:
        konteks = self._uno.getComponentContext()
        pencari = konteks.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", konteks)
        while True:
            try:
                jauh = pencari.resolve(alamat)
                return jauh
            except self._uno.getClass("com.sun.star.connection.NoConnectException"):
                if self._proses.poll() is not None:
                    log = (self._folder / "soffice.log").read_text(encoding="utf-8", errors="replace")
                    raise KantorError(f"LibreOffice tidak mau mulai (kode {self._proses.returncode}): {log[-500:]}") from None
                time.sleep(0.05)

    def _bunuh(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def _habisi(self) -> None:
        self._bunuh()
        self._proses.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
