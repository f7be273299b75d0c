"""A headless LibreOffice Calc: the real spreadsheet in which tests open workbooks, type and recalculate."""

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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Dokumen = Any  # UNO objects carry no Python types
Nilai = float | str | None

_PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooLocale" oor:op="fuse"><value>en-US</value></prop>
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop>
</item>
</oor:items>
"""


class KantorError(RuntimeError):
    """LibreOffice could not be started, or refused a file."""


class Kantor:
    """One soffice process with a private pipe, profile and environment; gone for certain after `tutup`.

    `locale` decides how typed numbers are read; the program's own texts stay English.
    `ekstensi`: a folder of unpacked extensions that it starts with; the folder has to outlive it.
    """

    def __init__(self, locale: str = "en-US", batas_mulai: float = 60.0, ekstensi: Path | None = None) -> None:
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
        (profil / "user" / "registrymodifications.xcu").write_text(_PROFIL.format(locale=locale), encoding="utf-8")
        alamat = f"pipe,name=lkjip{uuid.uuid4().hex};urp;StarOffice.ComponentContext"
        perintah = [program, "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"]
        perintah += [f"-env:UserInstallation={profil.as_uri()}", f"--accept={alamat}"]
        if ekstensi is not None:
            perintah.append(f"-env:BUNDLED_EXTENSIONS={ekstensi.resolve().as_uri()}")
        # No inherited environment: an activated .venv on PATH would become the Python inside LibreOffice.
        env = {"PATH": os.defpath, "HOME": str(self._folder), "TMPDIR": str(self._folder), "LC_ALL": "C.UTF-8"}
        with (self._folder / "soffice.log").open("wb") as log:
            self._proses = subprocess.Popen(perintah, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.pid = self._proses.pid  # also the process group
        try:
            with self._dibatasi(batas_mulai):
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

    def buka(self, path: Path) -> Dokumen:
        """Open a hidden copy, so that neither a lock file nor a change reaches the original."""
        salinan = Path(tempfile.mkdtemp(dir=self._folder)) / path.name
        shutil.copyfile(path, salinan)
        muat = self._sifat(Hidden=True, MacroExecutionMode=0, UpdateDocMode=0)  # no macros, no links
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
        doc.CurrentController.setActiveSheet(doc.Sheets.getByName(lembar))
        for perintah, isi in ((".uno:GoToCell", {"ToPoint": alamat}), (".uno:EnterString", {"StringName": teks})):
            self._pengirim.executeDispatch(doc.CurrentController.Frame, perintah, "", 0, self._sifat(**isi))

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
        with self._dibatasi(10), suppress(self._uno.getClass("com.sun.star.uno.Exception")):
            if self._proses.poll() is None and self._desktop.terminate():
                self._proses.wait()
        self._habisi()

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

    @contextmanager
    def _dibatasi(self, detik: float) -> Iterator[None]:
        # UNO calls have no timeout of their own: killing the process is what makes a stuck one return.
        pengawas = threading.Timer(detik, self._bunuh)
        pengawas.start()
        try:
            yield
        finally:
            pengawas.cancel()

    def _bunuh(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def _habisi(self) -> None:
        self._bunuh()
        self._proses.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
