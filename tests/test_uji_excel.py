"""uji-excel without Excel: its steps on a stand-in that calculates with our own engine.

1. A sound Excel passes every step; the report says so, and is one page without anything beside it.
2. What is wrong is found, by the step whose business it is; the other steps go on.
3. An Excel that dies or hangs ends the run, and is ended in any case; other processes are left alone.
4. Every name of xlwings that is used exists there.
5. The command: refused on other systems, exit codes, no report overwritten.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from bantu import data_blitar
from excel_com import Buku, Lembar, _ubah
from excel_tiruan import ComError, xlwings_windows
from test_addin_di_berkas import XLSTART, seperti_excel
from xl_lkjip import cli
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.registry import FUNCTIONS
from xl_lkjip.core.workbook import Cell, Sheet, Workbook, letak
from xl_lkjip.hosts.excel import alat, banding_uji, dialog, dokumen, kasus, ribbon, uji
from xl_lkjip.hosts.excel.baca import baca
from xl_lkjip.hosts.excel.hasil_uji import Hasil, Keadaan, Langkah
from xl_lkjip.hosts.excel.laporan_uji import ke_html
from xl_lkjip.hosts.excel.pasang import bawaan
from xl_lkjip.hosts.excel.setelan import UJI_JAWAB
from xl_lkjip.hosts.excel.uji import Bahan, Uji
from xl_lkjip.xlsx import evaluate, reader
from xl_lkjip.xlsx.templat import bangun

PID = 4_000_000  # above what Linux gives


class Excel:
    """xlwings.App with its Excel.Application. `rusak`: what of it is broken."""

    terakhir: Excel

    def __init__(self, *rusak: str, pid: int = PID) -> None:
        Excel.terakhir = self
        self.rusak, self.pid = set(rusak), pid
        self.calculation, self.screen_updating, self.enable_events, self.display_alerts = "automatic", True, True, True
        self.version = "16.0"
        self.status_bar: object = False
        self.mati = False
        self.dijalankan: list[str] = []
        self.books = Buku_buku(self)
        self.selection = SimpleNamespace(select=lambda: None, sheet=SimpleNamespace(activate=lambda: None))

    @property
    def api(self) -> Any:
        if self.mati:
            raise ComError("RPC server is unavailable")
        return SimpleNamespace(
            Version="16.0",
            Build=1,
            OperatingSystem="Windows (tiruan)",
            International=tuple(map(str, range(1, 46))),
            Run=self._run,
            Quit=self._quit,
        )

    def _run(self, makro: str) -> None:
        assert re.fullmatch(r"'xl_lkjip\.xlam'!(SambungkanAktif|Auto_Close|UjiTombolLkjip)", makro)
        if "add-in" in self.rusak:
            raise ComError("Cannot run the macro")
        self.dijalankan.append(makro)
        if makro.endswith("UjiTombolLkjip"):
            self.status_bar = False if "tombol" in self.rusak else UJI_JAWAB

    def _quit(self) -> None:
        self.mati = True

    def calculate(self) -> None:
        for buku in self.books:
            buku.hitung()


class Buku_buku(list[Any]):  # noqa: N801
    """xlwings.Books"""

    def __init__(self, app: Excel) -> None:
        super().__init__()
        self.app = app

    @property
    def active(self) -> Any:
        return self[-1]

    def add(self) -> Any:
        self.append(BukuXw(self.app, Workbook("Book1", [Sheet("Sheet1")]), b""))
        return self[-1]

    def open(self, berkas: str, update_links: bool = True) -> Any:
        if self.app.mati:
            raise ComError("RPC server is unavailable")
        isi = Path(berkas).read_bytes()
        if berkas.endswith(".xlam"):
            api = SimpleNamespace(RunAutoMacros=lambda n: None)
            return SimpleNamespace(fullname=berkas, api=api)
        assert update_links is False
        if "mati saat Validasi" in self.app.rusak and "Tercetak" in berkas:
            self.app.mati = True
        if "macet saat Validasi" in self.app.rusak and "Tercetak" in berkas:
            while not self.app.mati:
                time.sleep(0.01)
            raise ComError("RPC server is unavailable")
        model = reader.baca_buku(isi, Path(berkas).name)
        if "nama" in self.app.rusak and "tempat_baru" in berkas:
            for _, c in list(model.formulas()):
                object.__setattr__(c, "formula", c.formula.replace("CAPAIAN(", "'C:\\lain\\xl_lkjip.xlam'!CAPAIAN("))
        model.calculated = frozenset()
        self.append(BukuXw(self.app, model, isi))
        self[-1].hitung()
        return self[-1]


class BukuXw:
    """xlwings.Book"""

    def __init__(self, app: Excel, model: Workbook, berkas: bytes) -> None:
        self.app, self.berkas, self.name = app, berkas, model.nama
        self._api = Buku(model)
        self.fullname = model.nama

    @property
    def api(self) -> Any:
        if self.app.mati:
            raise ComError("RPC server is unavailable")
        return self._api

    @property
    def sheets(self) -> Any:
        return _Lembar2({s.Name: LembarXw(self, s) for s in self._api.lembar})

    def activate(self) -> None:
        pass

    def close(self) -> None:
        self.app.books.remove(self)

    def save(self, ke: str) -> None:
        isi = seperti_excel(self.berkas, (XLSTART, "xl_lkjip.xlam"))
        if "jalur" in self.app.rusak:
            isi = seperti_excel(self.berkas, ("x/externalLinkPath", f"file:///{Path(ke).parent}/lain.xlsx"), nama=lambda n: n)
        Path(ke).write_bytes(isi)

    def hitung(self) -> None:
        model = baca(self._api)
        nilai = evaluate.hitung(model)
        for lembar in self._api.lembar:
            for tempat, sel in list(lembar.isi.items()):
                if sel.formula and (baru := nilai.get((lembar.Name, *tempat))) is not None:
                    lembar.isi[tempat] = replace(sel, value=self._jawab(sel.formula, baru))

    def _jawab(self, rumus: str, nilai: Any) -> Any:
        rusak = self.app.rusak
        if "fungsi" in rusak and "CAPAIAN(" in rumus:
            return "#N/A"
        if "EFISIENSI" in rusak and rumus.startswith("EFISIENSI"):
            return nilai * 1.01 if isinstance(nilai, float) else nilai
        return nilai


class _Lembar2(dict[str, Any]):
    """xlwings.Sheets: by number or name"""

    def __getitem__(self, kunci: Any) -> Any:
        return list(self.values())[kunci] if isinstance(kunci, int) else super().__getitem__(kunci)


class LembarXw:
    """xlwings.Sheet, and the range of one cell."""

    def __init__(self, buku: BukuXw, lembar: Lembar, sel: str = "") -> None:
        self._buku, self._lembar, self._sel = buku, lembar, sel

    def range(self, alamat: str) -> LembarXw:
        return LembarXw(self._buku, self._lembar, alamat)

    def options(self, *, err_to_str: bool) -> LembarXw:
        assert err_to_str
        return self

    @property
    def value(self) -> Any:
        sel = self._lembar.isi.get(letak(self._sel))
        return sel.value if sel else None

    @value.setter
    def value(self, baru: Any) -> None:
        if "beku" not in self._buku.app.rusak:
            _ubah(self._lembar, letak(self._sel), value=baru)

    def _formula(self, rumus: str) -> None:
        if "ketik" in self._buku.app.rusak:
            raise ComError("syntax")
        self._lembar.isi[letak(self._sel)] = Cell(*letak(self._sel), None, rumus.removeprefix("="))

    formula = property(None, _formula)


@pytest.fixture(scope="module")
def bahan() -> Bahan:
    benar, tercetak = (bangun(FORMULIR["pengukuran"], data_blitar(tercetak=t)) for t in (False, True))
    return Bahan(benar, tercetak)


Jalankan = Callable[..., tuple[Hasil, Excel, list[str]]]


@pytest.fixture
def jalankan(bahan: Bahan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jalankan:
    monkeypatch.setattr(evaluate, "NAMA_ADA_FUNGSI", "-")  # in Excel the functions are there
    monkeypatch.setattr(uji, "_TUNGGU_TUTUP", 0.0)
    addin = tmp_path / "xl_lkjip.xlam"
    addin.write_bytes(bawaan())

    def jalankan(*rusak: str, pid: int = PID) -> tuple[Hasil, Excel, list[str]]:
        app, kabar = Excel(*rusak, pid=pid), list[str]()
        return Uji(lambda: app, bahan, addin, tmp_path, kabar.append).semua(), app, kabar

    return jalankan


def gagal(hasil: Hasil) -> dict[str, str]:
    return {s.nama: s.terlihat for s in hasil.langkah if s.keadaan is Keadaan.GAGAL}


def test_excel_yang_baik(jalankan: Jalankan, tmp_path: Path) -> None:  # 1
    hasil, app, kabar = jalankan()
    assert gagal(hasil) == {}
    assert hasil.baik
    assert {s.nama for s in hasil.langkah} >= {f"Fungsi {n}" for n in FUNCTIONS}
    assert len(kabar) == len(hasil.langkah)
    assert kabar[0] == f"1/{len(kabar)} ok: Isi add-in"
    assert app.mati
    assert app.books == []
    assert app.dijalankan[-1] == "'xl_lkjip.xlam'!Auto_Close"
    halaman = ke_html(hasil, "<catatan & lain>", datetime(2025, 1, 2))
    assert f"{len(hasil.langkah)} ok</title>" in halaman
    assert "&lt;catatan &amp; lain&gt;" in halaman
    assert not re.search(r"<(script|link|img)|https?:", halaman)
    assert halaman.count("<tr class=") == len(hasil.langkah)


@pytest.mark.parametrize(
    ("rusak", "langkah", "pesan"),
    [
        ("fungsi", {"Fungsi CAPAIAN"}, "jalankan xl-lkjip pasang excel"),
        ("EFISIENSI", {"Fungsi EFISIENSI"}, "seharusnya"),
        ("ketik", {"Mengetik rumus", "Fungsi CAPAIAN", "Rentang dan sel kosong"}, "belum dapat diketik"),
        ("beku", {"Isian berubah"}, "tidak ada rumus yang berubah"),
        ("jalur", {"Simpan, pindahkan, buka lagi"}, "jalur lama masih ada"),
        ("nama", {"Simpan, pindahkan, buka lagi"}, "rumus menyebut berkas: =IF("),
        ("tombol", {"Jalur tombol"}, "jawaban: False"),
        ("add-in", {"Memuat add-in", "Validasi"}, "Cannot run the macro"),
    ],
)
def test_yang_salah_ditemukan(rusak: str, langkah: set[str], pesan: str, jalankan: Jalankan) -> None:  # 2
    hasil, app, _ = jalankan(rusak)
    salah = gagal(hasil)
    assert langkah <= set(salah)
    assert any(pesan in t for t in salah.values()), salah
    assert not [s for s in hasil.langkah if s.keadaan is Keadaan.DILEWATI]
    assert [s for s in hasil.langkah if s.keadaan is Keadaan.OK]
    assert app.mati


def test_tanda_kurang(jalankan: Jalankan, monkeypatch: pytest.MonkeyPatch) -> None:  # 2
    asli, sudah = alat.LembarExcel.warnai, list[Any]()

    def lupa_satu(lembar: alat.LembarExcel, area: Any, rgb: str) -> None:
        if sudah:
            asli(lembar, area, rgb)
        sudah.append(area)

    monkeypatch.setattr(alat.LembarExcel, "warnai", lupa_satu)
    salah = gagal(jalankan()[0])
    assert set(salah) == {"Validasi"}
    assert salah["Validasi"].startswith("tanpa warna: ")


def test_sisa_tanda(jalankan: Jalankan, monkeypatch: pytest.MonkeyPatch) -> None:  # 2
    monkeypatch.setattr(alat.LembarExcel, "hapus_tanda", lambda _: None)
    assert set(gagal(jalankan()[0])) == {"Bersihkan tanda"}


def test_addin_tanpa_prosedur(bahan: Bahan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 2
    from xl_lkjip.hosts.excel.addin import ovba

    asli = ovba.baca
    monkeypatch.setattr(ovba, "baca", lambda isi: replace(asli(isi), modul=tuple(m for m in asli(isi).modul if m.nama != "PitaLkjip")))
    (tmp_path / "a.xlam").write_bytes(bawaan())
    with pytest.raises(banding_uji.TidakSesuaiError, match=r"tanpa prosedur: PitaLkjip\.Validasi"):
        Uji(Excel, bahan, tmp_path / "a.xlam", tmp_path, print)._isi_addin()


def test_excel_mati_di_tengah(jalankan: Jalankan) -> None:  # 3
    hasil, _, _ = jalankan("mati saat Validasi")
    assert set(gagal(hasil)) == {"Validasi"}
    dilewati = [s.nama for s in hasil.langkah if s.keadaan is Keadaan.DILEWATI]
    assert dilewati == ["Bersihkan tanda", "Simpan, pindahkan, buka lagi", "Pengajuan"]
    assert not hasil.baik


def test_excel_macet_diakhiri(jalankan: Jalankan, monkeypatch: pytest.MonkeyPatch) -> None:  # 3
    diakhiri, asli = [], Uji._satu

    def kill(pid: int, sinyal: int) -> None:
        diakhiri.append((pid, sinyal))
        Excel.terakhir.mati = True

    def satu(diri: Uji, nama: str, *sisa: Any) -> Langkah:
        diri._batas = 1.0 if nama == "Validasi" else 60.0
        return asli(diri, nama, *sisa)

    monkeypatch.setattr(os, "kill", kill)
    monkeypatch.setattr(Uji, "_satu", satu)
    salah = gagal(jalankan("macet saat Validasi")[0])
    assert set(salah) == {"Validasi"}
    assert salah["Validasi"].startswith("Excel tidak menjawab dalam 1 detik, jadi dihentikan. ComError: ")
    assert set(diakhiri) == {(PID, signal.SIGTERM)}


def test_hanya_excel_sendiri_yang_diakhiri(jalankan: Jalankan) -> None:  # 3: for certain, with a real process
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as proses:
        jalankan("ketik", pid=proses.pid)
        assert proses.wait(10) == -signal.SIGTERM


def test_ditutup_juga_bila_dibatalkan(bahan: Bahan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 3
    monkeypatch.setattr(uji, "_TUNGGU_TUTUP", 0.0)
    app = Excel()

    def batal(_: str) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.xlam").write_bytes(bawaan())
    with pytest.raises(KeyboardInterrupt):
        Uji(lambda: app, bahan, tmp_path / "a.xlam", tmp_path, batal).semua()
    assert app.mati


def rantai(modul: Any, awal: set[str]) -> Iterator[str]:
    """Attributes asked of objects of xlwings in a module: those that follow these names."""
    for n in ast.walk(ast.parse(inspect.getsource(modul))):
        if isinstance(n, ast.Attribute) and ast.unparse(n.value) in awal:
            yield n.attr


KELAS = {
    "App": {"app", "self._app"},
    "Book": {"buku", "terbuka", "self._bertanda", "pilihan[0]"},
    "Books": {"app.books", "self._app.books"},
    "Sheet": {"buku.sheets[0]", "pilihan[1].sheet"},
    "Range": {"tempat", "lembar.range(f'A{baris}')", "lembar.range(f'A{b}')", "pilihan[1]"},
}


@pytest.mark.parametrize("kelas", list(KELAS))
def test_nama_xlwings_ada(kelas: str) -> None:  # 4
    dipakai = {n for m in (uji, ribbon, dokumen, dialog) for n in rantai(m, KELAS[kelas])}
    assert dipakai
    assert not [n for n in dipakai if not hasattr(getattr(xw.main, kelas), n)]
    if kelas == "App":
        assert not dipakai & {"quit", "kill"}  # they would end every Excel that has no window


def test_nama_xlwings_di_windows() -> None:  # 4: the engine of Windows has them, too
    with xlwings_windows():
        from xlwings import _xlwindows

        for kelas, awal in KELAS.items():
            milik = getattr(_xlwindows, kelas)
            semua = {n for m in (uji, ribbon, dokumen, dialog) for n in rantai(m, awal)} - {"options", "value", "count", "calculate"}
            assert not [n for n in semua if not hasattr(milik, n)], kelas
        assert callable(_xlwindows.cleanup)  # which must not run at the end: it looks for any Excel without a window
    parameter = inspect.signature(xw.main.Books.open).parameters
    assert "update_links" in parameter
    assert {"visible", "add_book"} <= set(inspect.signature(xw.App.__init__).parameters)


def test_setiap_kasus_menjadi_rumus_excel() -> None:  # 1
    semua = kasus.semua()
    assert {k.fungsi for k in semua} == set(FUNCTIONS)
    assert len(semua) > 100
    for k in semua:
        tanpa_teks = re.sub(r'"[^"]*"', "", k.rumus)
        assert not re.search(r"\d,\d(?![^{]*})|\\", tanpa_teks.replace(", ", " ")), k.rumus
        assert ";" not in re.sub(r"\{[^}]*\}", "", tanpa_teks)


def test_jejak_jalur(tmp_path: Path) -> None:  # 2
    keluar = BytesIO()
    openpyxl.Workbook().save(keluar)
    (tmp_path / "a.xlsx").write_bytes(seperti_excel(keluar.getvalue(), (XLSTART, "xl_lkjip.xlam"), ("x/externalLinkPath", "C:/x/b.xlsx")))
    assert banding_uji.jejak_jalur(tmp_path / "a.xlsx", "tempat_lama") == ["C:/x/b.xlsx"]


# --- the command -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there it would start Excel")
def test_ditolak_di_sistem_lain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 5
    assert cli.main(["uji-excel", "-o", str(tmp_path / "a.html")]) == 2
    assert capsys.readouterr().err.startswith("PSG008 Add-in ini hanya untuk Excel di Windows; komputer ini memakai ")
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize(("rusak", "kode"), [((), 0), (("EFISIENSI",), 1)])
def test_perintah(
    rusak: tuple[str, ...], kode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # 5
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(evaluate, "NAMA_ADA_FUNGSI", "-")
    monkeypatch.setattr(uji, "_TUNGGU_TUTUP", 0.0)
    monkeypatch.setattr(uji, "periksa_komputer", lambda: None)
    monkeypatch.setattr(uji, "_buka_excel", lambda: Excel(*rusak))
    (tmp_path / "xl_lkjip.xlam").write_bytes(bawaan())
    argumen = ["uji-excel", "--addin", str(tmp_path / "xl_lkjip.xlam"), "-o", str(tmp_path / "a.html")]
    assert cli.main(argumen) == kode
    keluar = capsys.readouterr().out
    assert f"Laporan: {tmp_path / 'a.html'}" in keluar
    assert "Windows (tiruan)" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert cli.main(argumen) == 2  # the report stays
    assert capsys.readouterr().err.startswith("BRK009")


def test_tanpa_excel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 5
    monkeypatch.setattr(uji, "periksa_komputer", lambda: None)
    monkeypatch.setattr(xw, "App", lambda **_: 1 // 0)
    (tmp_path / "x.xlam").write_bytes(bawaan())
    assert cli.main(["uji-excel", "--addin", str(tmp_path / "x.xlam"), "-o", str(tmp_path / "a.html")]) == 2
    assert capsys.readouterr().err.startswith("SIS002")
    assert cli.main(["uji-excel", "--addin", str(tmp_path / "tidak.xlam"), "-o", str(tmp_path / "a.html")]) == 2
    assert capsys.readouterr().err.startswith("BRK001")
