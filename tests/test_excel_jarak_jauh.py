"""The buttons on xlwings' remote engine, which records what it would have a browser do: the same code as in Excel marks the same cells.

1. Validasi on the twenty example workbooks: the recorded actions mark exactly the cells of the findings, and write the sheet with its links.
2. Bersihkan tanda brings the workbook back to what it was, with the comments of the user.
3. What this engine cannot do, and what therefore stands in for it here.

Stand-ins, because of 3: the workbook is read from its file (`baca` asks for formulas), merged areas come from that reading, protection
is a no-op that is counted, and what our earlier run left in the cells is read from the recorded actions. All else is xlwings.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

import pytest
import xlwings as xw

from xl_lkjip import contoh
from xl_lkjip.core.lembar_validasi import BATAS, DIKENAL, KEPALA, SELALU, WARNA, terberat
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.tanggapan import JUDUL
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Area, Cell, Sheet, State, Workbook, alamat, letak
from xl_lkjip.hosts.excel import ribbon
from xl_lkjip.hosts.excel.alat import Lembar, Papan
from xl_lkjip.hosts.excel.baca import polos
from xl_lkjip.xlsx.reader import baca_buku

BUKU = [f"{laporan}:{nomor}" for laporan in contoh.LAPORAN for nomor in range(4)]  # both forms, right and as printed
_HIASAN = {
    "setRangeColor",
    "setFontProperty",
    "setWrapText",
    "setVerticalAlignment",
    "setBorderProperty",
    "setColumnWidth",
    "rangeAdjustIndent",
}
Tempat = tuple[int, int]


@pytest.fixture(scope="module", autouse=True)
def mesin() -> Iterator[None]:
    """The remote engine belongs to the part of xlwings that asks for a licence; ours is for tests, not for profit."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
        from xlwings.pro import _xlremote

        lama, aktif = list(xw.engines.engines), xw.engines.active
        if "remote" not in xw.engines.engines_by_name:
            xw.engines.add(xw.Engine(impl=_xlremote.engine))
        yield
        xw.engines.engines[:] = lama
        xw.engines.engines_by_name = {e.name: e for e in lama}
        xw.engines.active = aktif


@dataclass
class Isi:
    """A sheet as the client would show it after the actions."""

    nama: str
    nilai: dict[Tempat, Any] = field(default_factory=dict)
    catatan: dict[Tempat, str] = field(default_factory=dict)
    bentuk: list[tuple[Area, dict[str, Any]]] = field(default_factory=list)
    tautan: dict[Tempat, str] = field(default_factory=dict)


def dari_model(model: Workbook) -> list[Isi]:
    return [
        Isi(
            s.nama, {t: c.value for t, c in s.cells.items() if c.value is not None}, {t: c.comment for t, c in s.cells.items() if c.comment}
        )
        for s in model.sheets
    ]


def muatan(model: Workbook, isi: Sequence[Isi]) -> dict[str, Any]:
    """What the client sends: names of sheets, where notes are, values."""
    kosong: dict[str, Any] = {"pictures": [], "shapes": [], "charts": [], "tables": []}
    tampak = {s.nama: s.state is State.VISIBLE for s in model.sheets}
    return {
        "client": "Office.js",
        "version": xw.__version__,
        "book": {"name": model.nama, "active_sheet_index": 0, "selection": "A1", "calculation": "Automatic"},
        "names": [],
        "sheets": [
            {
                "name": s.nama,
                "values": [[]],
                "notes": [{"address": alamat(*t)} for t in s.catatan],
                "visibility": "Visible" if tampak.get(s.nama, True) else "Hidden",
                **copy.deepcopy(kosong),
            }
            for s in isi
        ],
    }


def terapkan(isi: list[Isi], aksi: Sequence[dict[str, Any]]) -> tuple[list[str], list[str], list[str]]:
    """Do what the actions say; returns messages, modes of calculation, and what is selected, in their order. An unknown action is a fault."""
    pesan: list[str] = []
    hitung: list[str] = []
    pilihan: list[str] = []
    for satu in aksi:
        apa, arg = satu["func"], satu["args"]
        lembar = isi[satu["sheet_position"]] if satu["sheet_position"] is not None else None
        area = (0, 0, 0, 0)
        if satu["start_row"] is not None:
            b, k = satu["start_row"] + 1, satu["start_column"] + 1
            area = (b, k, b + satu["row_count"] - 1, k + satu["column_count"] - 1)
        if apa == "alert":
            pesan.append(arg[0])
        elif apa == "setCalculation":
            hitung.append(arg[0])
        elif apa == "activateSheet":
            pilihan.append(isi[arg[0]].nama)
        elif apa == "rangeSelect":
            pilihan.append(alamat(*area[:2]))
        elif apa == "addSheet":
            isi.insert(arg[0], Isi(arg[1]))
        elif apa in _HIASAN:
            assert lembar is not None
            assert lembar is isi[-1], "only our own sheet is dressed up"
        else:
            assert lembar is not None
            _pada_lembar(isi, lembar, apa, arg, area, satu["values"])
    return pesan, hitung, pilihan


def _pada_lembar(isi: list[Isi], lembar: Isi, apa: str, arg: list[Any], area: Area, nilai: Any) -> None:
    if apa == "setValues":
        assert (len(nilai), {len(b) for b in nilai}) == (area[2] - area[0] + 1, {area[3] - area[1] + 1})
        for b, baris in enumerate(nilai, area[0]):
            lembar.nilai |= {(b, k): v.removeprefix("'") if isinstance(v, str) else v for k, v in enumerate(baris, area[1]) if v != ""}
    elif apa == "addConditionalFormat":
        lembar.bentuk.insert(0, (area, arg[0]))
    elif apa == "deleteConditionalFormat":
        nomor = [n for n, (a, _) in enumerate(lembar.bentuk) if a == area][arg[0]]
        assert lembar.bentuk[nomor][1] == arg[1]
        del lembar.bentuk[nomor]
    elif apa == "addNote":
        assert letak(arg[0].replace("$", "")) not in lembar.catatan
        lembar.catatan[letak(arg[0].replace("$", ""))] = arg[1]
    elif apa == "setNoteText":
        assert letak(arg[0].replace("$", "")) in lembar.catatan
        lembar.catatan[letak(arg[0].replace("$", ""))] = arg[1]
    elif apa == "deleteNote":
        del lembar.catatan[letak(arg[0].replace("$", ""))]
    elif apa == "addHyperlink":
        assert arg[0].startswith("#")
        assert lembar.nilai[area[:2]] == arg[1]  # the text of the cell stays
        lembar.tautan[area[:2]] = arg[0][1:]
    elif apa == "sheetDelete":
        isi.remove(lembar)
    else:
        raise AssertionError(apa)


class LembarJauh:
    """A sheet of the remote engine, in the words of the marks."""

    def __init__(self, sheet: Any, model: Sheet | None, hidup: Isi | None) -> None:
        self.sheet, self.model = sheet, model
        self.hidup = hidup or Isi(sheet.name)
        self.dibuka = 0

    @property
    def nama(self) -> str:
        return str(self.sheet.name)

    def _petak(self, area: Area) -> Any:
        return self.sheet.range(area[:2], area[2:])

    @contextmanager
    def terbuka(self) -> Iterator[bool]:
        self.dibuka += 1
        yield False
        self.dibuka -= 1

    def gabungan(self, baris: int, kolom: int) -> Area:
        semua = self.model.merged if self.model else []
        return next((a for a in semua if a[0] <= baris <= a[2] and a[1] <= kolom <= a[3]), (baris, kolom, baris, kolom))

    def warnai(self, area: Area, rgb: str) -> None:
        assert self.dibuka
        self._petak(area).conditional_formats.add_custom(f"={SELALU}", fill_color=f"#{rgb}")

    def komentari(self, baris: int, kolom: int, teks: str) -> None:
        assert self.dibuka
        sel = self.sheet.range((baris, kolom))
        if sel.note is None:
            sel.add_note(f"{BATAS}\n{teks}")
        else:
            sel.note.text = f"{self.hidup.catatan[baris, kolom]}\n\n{BATAS}\n{teks}"

    def bertanda(self) -> bool:
        return any(_kami(b) for _, b in self.hidup.bentuk) or any(BATAS in t for t in self.hidup.catatan.values())

    def hapus_tanda(self) -> None:
        assert self.dibuka
        bentuk: Any = import_module("xlwings.pro._xlremote").ConditionalFormats
        for area in {a for a, _ in self.hidup.bentuk}:
            milik = [b for a, b in self.hidup.bentuk if a == area]
            for satu in bentuk(self._petak(area).impl, milik):
                if _kami(satu.api):
                    satu.delete()
        for tempat, teks in self.hidup.catatan.items():
            if BATAS in teks:
                catatan = self.sheet.range(tempat).note
                if polos(teks):
                    catatan.text = polos(teks)
                else:
                    catatan.delete()

    def tulis(self, baris: int, nilai: Sequence[Sequence[Any]]) -> None:
        aman = [[f"'{v}" if isinstance(v, str) and v else v for v in b] for b in nilai]
        self._petak((baris, 1, baris + len(aman) - 1, len(aman[0]))).raw_value = aman
        self.hidup.nilai |= {(baris + b, k): v for b, isi in enumerate(nilai) for k, v in enumerate(isi, 1)}

    def latar(self, area: Area, rgb: str) -> None:
        self._petak(area).color = f"#{rgb}"

    def tebal(self, area: Area) -> None:
        self._petak(area).font.bold = True

    def tabel(self, area: Area) -> None:
        isi = self._petak(area)
        isi.wrap_text, isi.vertical_alignment, isi.borders.line_style = True, "top", "continuous"

    def lebar(self, kolom: int, lebar: float) -> None:
        self.sheet.range((1, kolom)).column_width = lebar

    def masuk(self, baris: int, kolom: int, tingkat: int) -> None:
        self.sheet.range((baris, kolom)).adjust_indent(tingkat)

    def taut(self, baris: int, kolom: int, tujuan: str) -> None:
        self.sheet.range((baris, kolom)).add_hyperlink(f"#{tujuan}", text_to_display=self.hidup.nilai[baris, kolom])


def _kami(bentuk: dict[str, Any]) -> bool:
    return DIKENAL in str(bentuk.get("formula"))


class PapanJauh:
    """A workbook of the remote engine."""

    def __init__(self, buku: Any, model: Workbook, hidup: Sequence[Isi]) -> None:
        self.buku, self.model, self.hidup = buku, model, {s.nama: s for s in hidup}

    def lembar(self) -> list[LembarJauh]:
        return [LembarJauh(s, self.model.sheet(s.name), self.hidup.get(s.name)) for s in self.buku.sheets]

    def terkunci(self) -> bool:
        return False

    def tambah(self, nama: str) -> LembarJauh:
        return LembarJauh(self.buku.sheets.add(nama, after=self.buku.sheets[-1]), None, None)

    def hapus(self, nama: str) -> None:
        self.buku.sheets[nama].delete()


_papan: type[Papan] = PapanJauh
_lembar: type[Lembar] = LembarJauh


class Sesi:
    """One workbook in a browser: each button is one request, whose actions are then done."""

    def __init__(self, model: Workbook) -> None:
        self.model, self.isi = model, dari_model(model)
        self.pesan: list[str] = []
        self.hitung: list[str] = []
        self.pilihan: list[str] = []
        self.aksi: list[dict[str, Any]] = []

    def tekan(self, nama: str, m: pytest.MonkeyPatch) -> None:
        buku = xw.Book(json=muatan(self.model, self.isi))
        m.setattr(ribbon, "_aplikasi", lambda: buku.app)
        m.setattr(ribbon, "baca", lambda _: self._terbaca())
        m.setattr(ribbon, "BukuExcel", lambda _: PapanJauh(buku, self.model, copy.deepcopy(self.isi)))
        ribbon.jalankan(nama)
        self.aksi = buku.json()["actions"]
        self.pesan, self.hitung, self.pilihan = terapkan(self.isi, self.aksi)
        buku.close()

    def _terbaca(self) -> Workbook:
        """The file, with the sheets that came since."""
        ada = {s.nama for s in self.model.sheets}
        baru = [Sheet(s.nama, {t: Cell(*t, v) for t, v in s.nilai.items()}) for s in self.isi if s.nama not in ada]
        return replace(self.model, sheets=[*self.model.sheets, *baru])


@pytest.fixture(scope="module")
def semua() -> dict[str, Workbook]:
    hasil = {}
    for laporan in contoh.LAPORAN:
        for nomor, (nama, (isi, _)) in enumerate(contoh.buku(laporan).items()):
            hasil[f"{laporan}:{nomor}"] = baca_buku(isi, nama)
    return hasil


def jangkar(model: Workbook, temuan: Finding) -> tuple[str, int, int]:
    """Where the mark of a finding stands."""
    b, k = letak(temuan.sel)
    sheet = model.sheet(temuan.lembar)
    assert sheet is not None
    area = next((a for a in sheet.merged if a[0] <= b <= a[2] and a[1] <= k <= a[3]), (b, k))
    return temuan.lembar, *area[:2]


@pytest.mark.parametrize("kunci", BUKU)
def test_validasi_menandai_temuan(kunci: str, semua: dict[str, Workbook], monkeypatch: pytest.MonkeyPatch) -> None:  # 1
    sesi = Sesi(semua[kunci])
    model, semula = sesi.model, copy.deepcopy(sesi.isi)
    (harapan,) = validasi([model])
    assert harapan.temuan or not kunci.endswith("3")  # a printed measurement has findings in every report
    for _ in range(2):  # a second run takes the place of the first
        sesi.tekan("validasi", monkeypatch)
        *asli, milik = sesi.isi
        assert [s.nama for s in asli] == [s.nama for s in model.sheets]

        tingkat: dict[tuple[str, int, int], Any] = {}
        for t in harapan.temuan:
            if t.sel:
                tingkat[jangkar(model, t)] = terberat(t.tingkat, tingkat.get(jangkar(model, t), t.tingkat))
        warna = {(s.nama, *a[:2]): b["fill_color"] for s in asli for a, b in s.bentuk if _kami(b)}
        assert warna == {t: f"#{WARNA[v].lower()}" for t, v in tingkat.items()}
        assert sum(len(s.bentuk) for s in asli) == len(tingkat)
        assert {(s.nama, *t) for s in asli for t, teks in s.catatan.items() if BATAS in teks} == set(tingkat)
        per_lembar = {s.nama: s for s in asli}
        for t in harapan.temuan:
            if t.sel:
                lembar, *tempat = jangkar(model, t)
                assert f"{t.tingkat.value.upper()} {t.kode}\n{t.pesan}" in per_lembar[lembar].catatan[tempat[0], tempat[1]]

        assert milik.nama == "Validasi"
        assert [milik.nilai.get((KEPALA, k)) for k in range(1, len(JUDUL) + 1)] == list(JUDUL)
        baris = range(KEPALA + 1, KEPALA + 1 + len(harapan.temuan))
        tertulis = [tuple(milik.nilai.get((b, k), "") for k in (1, 2, 4)) for b in baris]
        assert sorted(tertulis) == sorted((t.lembar, t.sel, t.kode) for t in harapan.temuan)
        assert max((b for b, _ in milik.nilai), default=0) == KEPALA + len(harapan.temuan)
        for b, (lembar, sel, _) in zip(baris, tertulis, strict=True):
            assert milik.tautan.get((b, 2)) == (f"'{lembar}'!{sel}" if sel else None)
        for (b, k), tujuan in milik.tautan.items():
            assert re.fullmatch(r"'[^']+'![A-Z]+\d+", tujuan), (b, k)
            assert milik.nilai[b, k]

        assert [s.nilai for s in asli] == [s.nilai for s in semula]  # not one value of the user's is touched
        assert (sesi.hitung, sesi.pilihan) == (["Manual", "Automatic"], [asli[0].nama, "A1"])  # as it was found
        (pesan,) = sesi.pesan
        assert pesan.startswith(", ".join(f"{n} {t.value}" for t in WARNA if (n := harapan.banyak(t))) or "Tidak ada temuan")


@pytest.mark.parametrize("kunci", ["blitar_2023:3", "lumajang_2020:1", "kediri_2021:3"])
def test_bersihkan_mengembalikan(kunci: str, semua: dict[str, Workbook], monkeypatch: pytest.MonkeyPatch) -> None:  # 2
    sesi = Sesi(semua[kunci])
    (harapan,) = validasi([sesi.model])
    bertempat = [t for t in harapan.temuan if t.sel]
    if bertempat:  # comments and formats of the user's own, one where we mark and one elsewhere
        lembar, b, k = jangkar(sesi.model, bertempat[0])
        milik = next(s for s in sesi.isi if s.nama == lembar)
        milik.catatan |= {(b, k): "punya saya", (900, 9): "juga punya saya"}
        milik.bentuk += [((b, k, b, k), {"type": "Custom", "formula": "=A1>0"}), ((900, 9, 901, 9), {"type": "CellValue", "formula1": "1"})]
    semula = copy.deepcopy(sesi.isi)
    sesi.tekan("validasi", monkeypatch)
    assert sesi.isi != semula
    sesi.tekan("bersihkan", monkeypatch)
    assert sesi.isi == semula
    assert sesi.pesan == ["Tanda pemeriksaan sudah dihapus."]
    sesi.tekan("bersihkan", monkeypatch)  # nothing left to do
    assert sesi.isi == semula
    assert {a["func"] for a in sesi.aksi} <= {"alert", "setCalculation", "activateSheet", "rangeSelect"}


def test_kesalahan_tidak_meninggalkan_apa_apa(semua: dict[str, Workbook], monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:  # 1
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    sesi = Sesi(semua["blitar_2023:3"])
    monkeypatch.setattr(PapanJauh, "tambah", lambda *_: 1 // 0)
    sesi.tekan("validasi", monkeypatch)
    assert (sesi.hitung, sesi.pilihan) == (["Manual", "Automatic"], [sesi.isi[0].nama, "A1"])
    assert "Validasi tidak selesai (ZeroDivisionError)" in sesi.pesan[0]


def test_batas_mesin(semua: dict[str, Workbook]) -> None:  # 3
    model = semua["blitar_2023:3"]
    buku = xw.Book(json=muatan(model, dari_model(model)))
    sel = buku.sheets[0].range("A1")
    for sifat in ("formula", "merge_area", "number_format"):
        with pytest.raises(NotImplementedError):
            getattr(sel, sifat)
    with pytest.raises(NotImplementedError):
        len(sel.conditional_formats)
    with pytest.raises(NotImplementedError):
        _ = sel.add_note("x").text
    for sifat in ("screen_updating", "enable_events"):
        with pytest.raises(NotImplementedError):
            getattr(buku.app, sifat)
    assert not [n for n in dir(xw.Sheet) if "protect" in n]
    assert isinstance(buku.api, dict)
    buku.close()
