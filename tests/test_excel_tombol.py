"""The buttons on the objects of Excel, as tests/excel_com.py imitates them.

1. The open workbook reads as its file does, in few questions.
2. Validasi finds what the command line finds; Bersihkan undoes exactly that; passwords are respected.
3. Excel is left as it was found, also after a fault; the user gets a message, the log the rest.
4. Ambil dari PK and Simpan untuk pengajuan make what the command line makes; whoever cancels gets nothing; no workbook is lost.
5. Periksa sistem shows the state, and saves it with the log where the user wants.
"""

from __future__ import annotations

import re
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
from xl_lkjip.hosts.excel import dokumen, ribbon, sistem, tandai
from xl_lkjip.hosts.excel.addin import sumber
from xl_lkjip.hosts.excel.alat import BukuExcel
from xl_lkjip.hosts.excel.baca import baca
from xl_lkjip.hosts.excel.perintah import PERINTAH
from xl_lkjip.submission import periksa
from xl_lkjip.xlsx.isi import isi_dari
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun


@pytest.fixture(scope="module")
def model() -> Workbook:
    """Blitar 2023 with its printed figures: a whole template, protected, with merged and hidden cells."""
    buku = baca_buku(bangun(FORMULIR["pengukuran"], data_blitar(tercetak=True)), "Pengukuran.xlsx")
    buku.calculated = frozenset()
    return buku


class Excel:
    """Excel.Application: its dialogs answer from `jawab` in turn, and are cancelled when nothing is left."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.jawab: list[Any] = []
        self.dipanggil: list[str] = []
        self.Workbooks = SimpleNamespace(Add=self._buku_baru)
        self.dibuat: list[str] = []

    def _buku_baru(self, templat: str) -> None:
        assert Path(templat).is_file()
        self.dibuat.append(Path(templat).name)
        nama = f"{Path(templat).stem}1"
        self.app.books.append(SimpleNamespace(name=nama, fullname=nama))

    def CalculateFull(self) -> None:
        pass

    def OnTime(self, kapan: float, makro: str) -> None:
        assert kapan == 45000.5
        self.dipanggil.append(makro)

    def GetOpenFilename(self, saringan: str, nomor: int, judul: str) -> Any:
        assert saringan.count(",") == 1
        return str(self.jawab.pop(0)) if self.jawab else False

    def GetSaveAsFilename(self, usul: str, saringan: str, nomor: int, judul: str) -> Any:
        assert saringan.endswith(f",*{Path(usul).suffix}")
        return str(self.jawab.pop(0)) if self.jawab else False

    def FileDialog(self, jenis: int) -> Any:
        assert jenis == 4
        pilihan = SimpleNamespace(Item=lambda _: str(self.jawab.pop(0)))
        return SimpleNamespace(Show=lambda: -1 if self.jawab else 0, SelectedItems=pilihan)

    def Evaluate(self, rumus: str) -> float:
        assert rumus == "NOW()"
        return 45000.5


class BukuBuku(list[Any]):
    """xlwings.Books"""

    @property
    def active(self) -> Any:
        """The last one to be opened is in front."""
        return self[-1]

    @property
    def count(self) -> int:  # type: ignore[override]
        return len(self)

    def open(self, berkas: str) -> None:
        assert Path(berkas).is_file()
        self.append(SimpleNamespace(name=Path(berkas).name, fullname=berkas))


class App:
    """xlwings.App"""

    def __init__(self, buku: Buku | None) -> None:
        self.calculation, self.screen_updating, self.enable_events, self.display_alerts = "automatic", True, True, True
        self.pesan: list[tuple[str, str]] = []
        self.terpilih = 0
        self.version = "16.0"
        self.selection = SimpleNamespace(select=self._pilih, sheet=SimpleNamespace(activate=lambda: None))
        self.buku = SimpleNamespace(api=buku, name=buku.Name, fullname=buku.Name, activate=lambda: None) if buku else None
        self.books = BukuBuku([self.buku] if buku else [])
        self.api = Excel(self)
        self.tombol: list[str] = []  # answers to questions

    def _pilih(self) -> None:
        self.terpilih += 1

    def alert(self, pesan: str, title: str, buttons: str, mode: str) -> str:
        assert title == "LKjIP"
        self.pesan.append((mode, pesan))
        if buttons == "ok":
            return "ok"
        assert buttons == "yes_no_cancel"
        return self.tombol.pop(0) if self.tombol else "cancel"

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


def test_struktur_dikunci(model: Workbook) -> None:  # 2: no sheet can come or go, so nothing is begun
    buku = Buku(model)
    buku.ProtectStructure = True
    semula = buku.keadaan()
    for tombol in (ribbon.validasi, ribbon.bersihkan):
        with pytest.raises(dokumen.DitolakError, match="Struktur buku kerja ini dikunci"):
            tombol(SimpleNamespace(display_alerts=True), SimpleNamespace(api=buku, name="b.xlsx"))
    assert buku.keadaan() == semula


def test_kata_sandi(model: Workbook) -> None:  # 2
    buku = Buku(model, sandi="rahasia")
    semula = buku.keadaan()
    (hasil,) = validasi([model])
    terkunci = tandai.tandai(BukuExcel(buku), hasil.temuan, "x")
    assert set(terkunci) == {t.lembar for t in hasil.temuan if t.sel and next(s for s in model.sheets if s.nama == t.lembar).protected}
    assert tandai.bersihkan(BukuExcel(buku), ["Validasi"]) == []
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
    assert app.terpilih == (app.books.active is app.buku)  # a new workbook stays in front
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


@pytest.mark.parametrize("nama", [p.sasaran for p in PERINTAH if p.sasaran])
def test_tiap_tombol_tahan_galat(nama: str, app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # 3
    def rusak(app_: App, _: object) -> None:
        assert app_.keadaan == ("manual", False, False, True)
        raise MemoryError

    monkeypatch.setattr(ribbon, nama, rusak)
    semula = app.keadaan
    ribbon.jalankan(nama)
    assert app.keadaan == semula
    assert app.terpilih == 1
    ((ragam, pesan),) = app.pesan
    assert ragam == "critical"
    assert "tidak selesai (MemoryError)" in pesan
    assert str(tmp_path / "xl_lkjip" / "excel.log") in pesan


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
    assert app.api.dibuat == ["Tabel_PK.xlsx", "Pengukuran.xlsx"]
    assert app.api.dipanggil == ["'xl_lkjip.xlam'!SambungkanAktif"] * 2
    assert "CAPAIAN(target; realisasi; [arah]; [maks])" in "\n".join(p for _, p in app.pesan)
    assert {r for r, _ in app.pesan} == {"info"}


def test_nama_asing_ditolak() -> None:  # 3
    with pytest.raises(ValueError, match="os"):
        ribbon.jalankan("os")


# --- 4 -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pk() -> bytes:
    return bangun(FORMULIR["pk"], data_blitar())


@pytest.fixture(scope="module")
def pengukuran() -> bytes:
    return bangun(FORMULIR["pengukuran"], data_blitar())


def test_ambil_dari_pk(app: App, pk: bytes, tmp_path: Path) -> None:  # 4
    asal, tujuan = tmp_path / "pk.xlsx", tmp_path / "Pengukuran 2023"
    asal.write_bytes(pk)
    app.api.jawab = [asal, tujuan]
    ribbon.jalankan("ambil_dari_pk")
    jadi = tmp_path / "Pengukuran 2023.xlsx"  # Excel leaves the ending out where the user typed none
    harapan = isi_dari(FORMULIR["pengukuran"], tmp_path / "harapan.xlsx", pk=asal)
    assert jadi.read_bytes() == harapan.tujuan.read_bytes()
    assert app.books[-1].name == jadi.name
    assert app.api.dipanggil == ["'xl_lkjip.xlam'!SambungkanAktif"]
    ((ragam, pesan),) = app.pesan
    assert ragam == "info"
    assert f"{harapan.sasaran} sasaran dan {harapan.indikator} indikator" in pesan
    assert asal.read_bytes() == pk


@pytest.mark.parametrize("sampai", [0, 1])
def test_ambil_dibatalkan(sampai: int, app: App, pk: bytes, tmp_path: Path) -> None:  # 4
    (tmp_path / "pk.xlsx").write_bytes(pk)
    app.api.jawab = [tmp_path / "pk.xlsx"][:sampai]
    ribbon.jalankan("ambil_dari_pk")
    assert [p.name for p in tmp_path.iterdir()] == ["pk.xlsx"]
    assert app.pesan == []
    assert len(app.books) == 1


@pytest.mark.parametrize("jawab", ["yes", "no", "cancel"])
def test_ambil_menimpa(jawab: str, app: App, pk: bytes, tmp_path: Path) -> None:  # 4
    asal, tujuan = tmp_path / "pk.xlsx", tmp_path / "lama.xlsx"
    asal.write_bytes(pk)
    tujuan.write_bytes(b"lama")
    app.api.jawab, app.tombol = [asal, tujuan], [jawab]
    ribbon.jalankan("ambil_dari_pk")
    assert (tujuan.read_bytes() == b"lama") is (jawab != "yes")
    assert app.pesan[0] == ("info", "lama.xlsx sudah ada. Ganti?")


@pytest.mark.parametrize(
    ("sumber", "tujuan", "pesan"),
    [
        ("pk.xlsx", "pk.xlsx", "pk.xlsx adalah PK-nya sendiri"),
        ("pk.xlsx", "pengukuran.xlsx", "Buku kerja bernama pengukuran.xlsx sedang terbuka"),
        ("teks.xlsx", "baru.xlsx", "BRK002"),
        ("ukur.xlsx", "baru.xlsx", "FRM005"),
    ],
)
def test_ambil_ditolak(sumber: str, tujuan: str, pesan: str, app: App, pk: bytes, pengukuran: bytes, tmp_path: Path) -> None:  # 4
    isi = {"pk.xlsx": pk, "ukur.xlsx": pengukuran, "teks.xlsx": b"bukan buku kerja"}
    for nama, data in isi.items():
        (tmp_path / nama).write_bytes(data)
    app.api.jawab, app.tombol = [tmp_path / sumber, tmp_path / tujuan], ["yes"]
    ribbon.jalankan("ambil_dari_pk")
    assert app.pesan[-1][0] == "critical"
    assert app.pesan[-1][1].startswith(pesan)
    assert {p.name: p.read_bytes() for p in tmp_path.glob("*.xlsx")} == isi
    assert len(app.books) == 1


@pytest.mark.parametrize("cocokkan", [True, False])
def test_simpan_untuk_pengajuan(cocokkan: bool, app: App, pk: bytes, pengukuran: bytes, tmp_path: Path) -> None:  # 4
    buku = Buku(baca_buku(pengukuran, "Pengukuran.xlsx"))
    buku.berkas = pengukuran
    app.buku.api = buku  # type: ignore[union-attr]
    (tmp_path / "pk.xlsx").write_bytes(pk)
    app.tombol = ["yes" if cocokkan else "no"]
    app.api.jawab = [*([tmp_path / "pk.xlsx"] if cocokkan else []), tmp_path / "kirim"]
    semula = buku.keadaan()
    ribbon.jalankan("simpan_pengajuan")
    ragam, pesan = app.pesan[-1]
    assert ragam == "info", pesan
    (berkas,) = (tmp_path / "kirim").glob("*.xlsx")
    assert str(berkas) in pesan
    assert ("Belum dicocokkan dengan PK." in pesan) is not cocokkan
    assert periksa([berkas])[0].baik
    assert buku.keadaan() == semula


def test_pengajuan_ditolak_dengan_temuannya(app: App, model: Workbook, tmp_path: Path) -> None:  # 4
    app.buku.api.berkas = bangun(FORMULIR["pengukuran"], data_blitar(tercetak=True))  # type: ignore[union-attr]
    semula = app.buku.api.keadaan()  # type: ignore[union-attr]
    app.tombol, app.api.jawab = ["no"], [tmp_path / "kirim"]
    ribbon.jalankan("simpan_pengajuan")
    ragam, pesan = app.pesan[-1]
    (hasil,) = validasi([model])
    galat = [t for t in hasil.temuan if t.tingkat.value == "galat"]
    assert ragam == "critical"
    assert pesan.startswith(f"AJU001 Pengukuran.xlsx: Belum dapat diajukan: masih ada {len(galat)} galat.")
    assert f"- {galat[0].lembar}!{galat[0].sel} {galat[0].kode}: " in pesan
    assert "xl-lkjip validasi" not in pesan
    assert not (tmp_path / "kirim").exists()
    assert app.buku.api.keadaan() == semula  # type: ignore[union-attr]


@pytest.mark.parametrize(("tombol", "jawab"), [([], []), (["yes"], []), (["no"], [])])
def test_pengajuan_dibatalkan(tombol: list[str], jawab: list[Any], app: App, tmp_path: Path) -> None:  # 4
    app.tombol, app.api.jawab = tombol, jawab
    ribbon.jalankan("simpan_pengajuan")
    assert [p for _, p in app.pesan] == ["Cocokkan dulu dengan berkas PK-nya?"]
    assert not list(tmp_path.glob("**/*.xlsx"))


def test_pengajuan_menyebut_buku_pengguna(app: App, pengukuran: bytes, tmp_path: Path) -> None:  # 4: not the temporary copy
    data = data_blitar()
    del data["identitas"]["tempat"]
    app.buku.api.berkas = bangun(FORMULIR["pengukuran"], data)  # type: ignore[union-attr]
    app.tombol, app.api.jawab = ["no"], [tmp_path / "kirim"]
    ribbon.jalankan("simpan_pengajuan")
    assert re.match(r"AJU00\d Pengukuran.xlsx: .*Tempat", app.pesan[-1][1]), app.pesan


def test_buku_bukan_templat(app: App) -> None:  # 4
    app.buku.api = Buku(Workbook("belanja.xlsx", [Sheet("A", {(1, 1): Cell(1, 1, "halo")})]))  # type: ignore[union-attr]
    ribbon.jalankan("simpan_pengajuan")
    assert app.pesan[-1][1].startswith("AJU006 Pengukuran.xlsx")


def test_excel_menolak_menyalin(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    monkeypatch.setattr(Buku, "SaveCopyAs", lambda *_: 1 // 0)
    app.tombol, app.api.jawab = ["no"], [tmp_path / "kirim"]
    ribbon.jalankan("simpan_pengajuan")
    assert app.pesan[-1][1].startswith("Simpan untuk pengajuan tidak selesai")
    assert "ZeroDivisionError" in (tmp_path / "xl_lkjip" / "excel.log").read_text(encoding="utf-8")


# --- 5 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jawab", ["yes", "no"])
def test_periksa_sistem(jawab: str, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 5
    monkeypatch.setattr(sistem, "periksa", lambda buku: [])
    monkeypatch.setattr(sistem, "ke_teks", lambda baris: "semua baik")
    (tmp_path / "xl_lkjip").mkdir()
    (tmp_path / "xl_lkjip" / "excel.log").write_text("kesalahan lama", encoding="utf-8")
    app.tombol, app.api.jawab = [jawab], [tmp_path / "laporan"]
    ribbon.jalankan("periksa_sistem")
    assert "semua baik" in app.pesan[0][1]
    assert (tmp_path / "laporan.txt").exists() is (jawab == "yes")
    if jawab == "yes":
        isi = (tmp_path / "laporan.txt").read_text(encoding="utf-8")
        assert "Excel 16.0" in isi
        assert "semua baik" in isi
        assert "kesalahan lama" in isi
        assert str(tmp_path / "laporan.txt") in app.pesan[1][1]


def test_periksa_sistem_yang_sebenarnya(app: App) -> None:  # 5
    ribbon.jalankan("periksa_sistem")
    ((ragam, pesan),) = app.pesan
    assert ragam == "info"
    assert "Python" in pesan


def test_buku_yang_dibuka_disambungkan() -> None:  # 4: what was saved where our functions were not
    kejadian, utama = (sumber.modul()[n] for n in ("KejadianExcel", "UtamaLkjip"))
    assert re.search(
        r"^Private Sub aplikasi_WorkbookOpen\(ByVal Wb As Workbook\)\n.*?^    SambungkanBuku Wb, banyak$", kejadian, re.M | re.S
    )
    for makro in ("SambungkanAktif", "PasangPythonLkjip"):  # asked for by Python and by the ribbon
        assert re.search(rf"^Public Sub {makro}\(\)$", utama, re.M)
    assert "xl_lkjip pasang" not in utama.replace('-m xl_lkjip"', "")
    assert '" pasang excel"' in utama
