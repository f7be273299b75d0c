"""The buttons on the objects of Excel, as tests/excel_com.py imitates them.

1. The open workbook reads as its file does, in few questions.
2. Validasi finds what the command line finds; Bersihkan undoes exactly that; passwords are respected.
3. Excel is left as it was found, also after a fault; the user gets a message, the log the rest.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bantu import data_blitar
from excel_com import Buku
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.lembar_validasi import BATAS
from xl_lkjip.core.tanggapan import JUDUL
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Sheet, State, Workbook
from xl_lkjip.hosts.excel import ribbon, tandai
from xl_lkjip.hosts.excel.baca import baca
from xl_lkjip.hosts.excel.perintah import PERINTAH
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun


@pytest.fixture(scope="module")
def model() -> Workbook:
    """Blitar 2023 with its printed figures: a whole template, protected, with merged and hidden cells."""
    buku = baca_buku(bangun(FORMULIR["pengukuran"], data_blitar(tercetak=True)), "Pengukuran.xlsx")
    buku.calculated = frozenset()
    return buku


class App:
    """xlwings.App"""

    def __init__(self, buku: Buku | None) -> None:
        self.calculation, self.screen_updating, self.enable_events, self.display_alerts = "automatic", True, True, True
        self.pesan: list[tuple[str, str]] = []
        self.terpilih = 0
        self.version = "16.0"
        self.selection = SimpleNamespace(select=self._pilih, sheet=SimpleNamespace(activate=lambda: None))
        self.buku = SimpleNamespace(api=buku, name=buku.Name, activate=lambda: None) if buku else None
        self.books = SimpleNamespace(active=self.buku, count=int(buku is not None))
        self.api = SimpleNamespace(CalculateFull=lambda: None, Workbooks=SimpleNamespace(Add=self._buku_baru))
        self.dibuat: list[str] = []

    def _pilih(self) -> None:
        self.terpilih += 1

    def _buku_baru(self, templat: str) -> None:
        assert Path(templat).is_file()
        self.dibuat.append(Path(templat).name)

    def alert(self, pesan: str, title: str, buttons: str, mode: str) -> None:
        assert (title, buttons) == ("LKjIP", "ok")
        self.pesan.append((mode, pesan))

    @property
    def keadaan(self) -> tuple[Any, ...]:
        return self.calculation, self.screen_updating, self.enable_events, self.display_alerts


@pytest.fixture
def app(model: Workbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> App:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    app = App(Buku(model))
    monkeypatch.setattr(ribbon, "_aplikasi", lambda: app)
    return app


def test_terbaca_seperti_berkasnya(model: Workbook) -> None:  # 1
    buku = Buku(model)
    hasil = baca(buku)
    assert [s.nama for s in hasil.sheets] == [s.nama for s in model.sheets]
    for nyata, asal in zip(hasil.sheets, model.sheets, strict=True):
        isi = {t: c for t, c in asal.cells.items() if c.value is not None or c.formula or c.comment}
        assert nyata.cells == {t: replace(c, locked=c.locked or not asal.protected) for t, c in isi.items()}
        assert nyata.covered == asal.covered
        assert nyata.merged == sorted(asal.merged)
        assert (nyata.state, nyata.protected) == (asal.state, asal.protected)
    assert hasil.names == model.names
    banyak_sel = sum(len(s.cells) for s in model.sheets)
    assert buku.pertanyaan["Value2"] == buku.pertanyaan["Formula"] == len(model.sheets)
    assert sum(buku.pertanyaan.values()) < banyak_sel


def test_ragam_sel() -> None:  # 1
    sel = [
        Cell(2, 2, 1.5), Cell(2, 3, "#N/A", "NA()"), Cell(3, 2, True), Cell(3, 3, "teks", "A1", comment="punya saya"),
        Cell(4, 2, 45000.0, "", "dd/mm/yyyy"), Cell(4, 3, 0.5, "", "0%"), Cell(5, 2, None, "", comment="kosong"),
    ]  # fmt: skip
    sheet = Sheet(
        "A", {(c.baris, c.kolom): c for c in sel}, [(7, 2, 8, 3)], State.VERY_HIDDEN, hidden_rows=frozenset({3}), hidden_columns=((3, 3),)
    )
    lain = Sheet("B", {(1, 1): Cell(1, 1, 2.0, r"'C:\Users\x\xl_lkjip.xlam'!CAPAIAN(1,2)")})
    hasil = baca(Buku(Workbook("a.xlsx", [sheet, lain, Sheet("C")], external_links=(r"C:\Users\x\xl_lkjip.xlam", r"D:\b.xlsx"))))
    harapan = {(c.baris, c.kolom): c for c in sel} | {(4, 2): replace(sel[4], value="2023-03-15 00:00:00")}
    assert hasil.sheets[0].cells == harapan
    assert hasil.sheets[0].merged == [(7, 2, 8, 3)]
    assert (hasil.sheets[0].state, hasil.sheets[0].hidden_rows, hasil.sheets[0].hidden_columns) == (
        State.VERY_HIDDEN,
        frozenset({3}),
        ((3, 3),),
    )
    assert hasil.sheets[1].cells[1, 1].formula == "CAPAIAN(1,2)"
    assert hasil.sheets[2].cells == {}
    assert hasil.external_links == (r"D:\b.xlsx",)  # the add-in is no foreign file


def test_validasi_lalu_bersihkan(app: App, model: Workbook) -> None:  # 2
    assert app.buku is not None
    buku: Buku = app.buku.api
    semula = buku.keadaan()
    (harapan,) = validasi([model])
    assert harapan.temuan
    for _ in range(2):  # a second run takes the place of the first
        ribbon.jalankan("validasi")
        assert app.pesan[-1][0] == "info", app.pesan
        *asal, milik = buku.lembar
        assert milik.Name == "Validasi"
        baris = [
            [milik.isi[b, k].value if (b, k) in milik.isi else None for k in range(1, len(JUDUL) + 1)]
            for b in range(5, 6 + len(harapan.temuan))
        ]
        assert baris[0] == list(JUDUL)
        assert sorted((b[0], b[1], b[3]) for b in baris[1:]) == sorted((t.lembar, t.sel, t.kode) for t in harapan.temuan)
        assert {s for _, _, s in milik.tautan} >= {f"'{t.lembar}'!{t.sel}" for t in harapan.temuan if t.sel}
        bertanda = {(s.Name, *b.area[:2]) for s in asal for b in s.bentuk}
        assert len(bertanda) == sum(len(s.bentuk) for s in asal)
        assert len(bertanda) <= len({(t.lembar, t.sel) for t in harapan.temuan if t.sel})
        assert {s.Name for s in asal if any(BATAS in c.comment for c in s.isi.values())} == {t.lembar for t in harapan.temuan if t.sel}
    ribbon.jalankan("bersihkan")
    assert buku.keadaan() == semula


def test_kata_sandi(model: Workbook) -> None:  # 2
    buku = Buku(model, sandi="rahasia")
    semula = buku.keadaan()
    (hasil,) = validasi([model])
    terkunci = tandai.tandai(buku, hasil.temuan, "x")
    assert set(terkunci) == {t.lembar for t in hasil.temuan if t.sel and next(s for s in model.sheets if s.nama == t.lembar).protected}
    assert tandai.bersihkan(buku, ["Validasi"]) == []
    assert buku.keadaan() == semula


def test_komentar_pengguna_tinggal(app: App) -> None:  # 2
    assert app.buku is not None
    buku: Buku = app.buku.api
    (hasil,) = validasi([baca(buku)])
    temuan = next(t for t in hasil.temuan if t.sel)
    lembar = buku.Worksheets(temuan.lembar)
    lembar.ProtectContents = False
    from xl_lkjip.core.workbook import letak

    lembar.Cells(*letak(temuan.sel)).AddComment("punya saya")
    ribbon.jalankan("validasi")
    assert lembar.isi[letak(temuan.sel)].comment.startswith(f"punya saya\n\n{BATAS}\n")
    ribbon.jalankan("bersihkan")
    assert lembar.isi[letak(temuan.sel)].comment == "punya saya"


@pytest.mark.parametrize("nama", [p.sasaran for p in PERINTAH if p.sasaran])
def test_keadaan_kembali(nama: str, app: App) -> None:  # 3
    semula = app.keadaan
    ribbon.jalankan(nama)
    assert app.keadaan == semula
    assert app.terpilih == 1
    assert not [p for p in app.pesan if p[0] == "critical"]


@pytest.mark.parametrize("nama", ["validasi", "bersihkan"])
def test_keadaan_kembali_sesudah_galat(nama: str, app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # 3
    monkeypatch.setattr(tandai, "bersihkan", lambda *_: 1 // 0)
    semula = app.keadaan
    ribbon.jalankan(nama)
    assert app.keadaan == semula
    assert app.terpilih == 1
    ((ragam, pesan),) = app.pesan
    assert ragam == "critical"
    assert "tidak selesai" in pesan
    assert "ZeroDivisionError" in (tmp_path / "xl_lkjip" / "excel.log").read_text(encoding="utf-8")


def test_buku_asing_ditolak_dengan_pesan(app: App) -> None:  # 3
    app.buku.api = Buku(Workbook("belanja.xlsx", [Sheet("A", {(1, 1): Cell(1, 1, "halo")})]))  # type: ignore[union-attr]
    ribbon.jalankan("validasi")
    ((ragam, pesan),) = app.pesan
    assert ragam == "critical"
    assert pesan.startswith("BRK005")


def test_tanpa_buku(monkeypatch: pytest.MonkeyPatch) -> None:  # 3
    app = App(None)
    monkeypatch.setattr(ribbon, "_aplikasi", lambda: app)
    for p in PERINTAH:
        if p.sasaran and not p.perlu_buku:
            ribbon.jalankan(p.sasaran)
    assert app.dibuat == ["Tabel_PK.xlsx", "Pengukuran.xlsx"]
    assert "CAPAIAN(target; realisasi; [arah]; [maks])" in "\n".join(p for _, p in app.pesan)
    assert {r for r, _ in app.pesan} == {"info"}


def test_nama_asing_ditolak() -> None:  # 3
    with pytest.raises(ValueError, match="os"):
        ribbon.jalankan("os")
