"""A filled workbook back to the data that fill a form: the inverse of `isi`.

Every value is kept together with its cell, so that afterwards each typed cell can be told to be carried over or not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from .. import cetak
from ..angka import kosong
from ..domain.capaian import ARAH, baca_arah
from ..errors import LkjipError
from ..profil import PROFIL
from ..workbook import Cell, Sheet, Workbook
from . import FORMULIR, identitas
from .data import TERCETAK, UTAMA, VERSI
from .dokumen import TabelTerbaca
from .layout import BarisTetap, Formulir, Kolom, Tabel
from .recogniser import kenali
from .templat_terbaca import baca_tabel, formulir_templat

Data = dict[str, Any]
Letak = tuple[str, int, int]
INTERN = "_"  # first letter of keys that are for us, not for the form
REALISASI = "_realisasi"  # the value of a realisasi that points at Data Dukung
_PENGISI = frozenset({"no", "arah", "sifat", "bentuk", "minimal_baik"})  # alone in a row they say nothing
_PANJANG_SEL = 32_767
_KEPALA_MAKS = 5  # rows above the first one in which a header can stand
_TAK_TERCETAK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOMOR_KOLOM = re.compile(r"\(?\d{1,2}\)?(\s*=.*)?")
_TANGGAL = re.compile(r"(\d{4})-(\d\d)-(\d\d) 00:00:00")
_RANGKA = re.compile(r'(?P<teks>"(?:[^"]|"")*")|\$?(?P<kolom>\b[A-Z]{1,3})\$?\d+(?![\w(])|[\s$\']|(?P<lain>\w+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Isi:
    """A value with the cell that it was typed into."""

    nilai: Any
    lembar: str
    sel: Cell

    @property
    def letak(self) -> Letak:
        return self.lembar, self.sel.baris, self.sel.kolom


@dataclass(frozen=True, slots=True)
class Bawaan:
    """What a blank template holds of its own: texts of each sheet, and the shapes of its formulas."""

    teks: Mapping[str, Mapping[str, int]]
    rumus: Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Ambilan:
    """What was read. `edisi` 0: no template of ours. `sudah`: cells that say nothing of their own; `rumus`: formulas that users typed."""

    buku: Workbook
    formulir: Formulir
    edisi: int
    bawaan: Bawaan
    data: Data = field(default_factory=dict)
    sudah: set[Letak] = field(default_factory=set)
    rumus: dict[Letak, Isi] = field(default_factory=dict)

    @property
    def beku(self) -> bool:
        """A frozen submission: nothing in it calculates."""
        return self.edisi > 0 and next(self.buku.formulas(), None) is None

    @property
    def tahun(self) -> int | None:
        """The year of Identitas."""
        isi = self.data["identitas"].get("tahun")
        teks = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", str(isi.nilai)) if isi else None
        return int(teks[1]) if teks else None


def bawaan_edisi(formulir: str, edisi: int) -> Bawaan | None:
    """The texts and formulas of a blank template of an older edition, as they are kept in the code."""
    berkas = Path(__file__).parent / f"edisi_{edisi}.json"
    if not berkas.exists():
        return None
    isi = json.loads(berkas.read_text(encoding="utf-8"))[formulir]
    return Bawaan(isi["teks"], {k: frozenset(v) for k, v in isi["rumus"].items()})


def bawaan_templat(kosong_: Workbook) -> Bawaan:
    """The same, from a blank template."""
    teks = {
        s.nama: dict(Counter(_teks(c) for c in s.cells.values() if not c.formula and c.value not in (None, ""))) for s in kosong_.sheets
    }
    return Bawaan(teks, {s.nama: frozenset(rangka(c.formula) for c in s.cells.values() if c.formula) for s in kosong_.sheets})


def rangka(rumus: str) -> str:
    """The shape of a formula: without row numbers, blanks, and the marks and cases that programs write differently."""

    def tulis(potong: re.Match[str]) -> str:
        return potong["teks"] or str(potong["kolom"] or potong["lain"] or "").upper()

    return _RANGKA.sub(tulis, rumus)


def ambil(buku: Workbook, jenis: str, bawaan: Bawaan | None) -> Ambilan:
    """Read a filled form of this kind: of ours by names or header words, or of another make.

    Faults: FRM001, FRM005 (another form), BRK005 (no form at all).
    """
    templat = formulir_templat(buku)
    if templat and templat[0].kunci == jenis:
        formulir, edisi = templat
    else:
        formulir, edisi = FORMULIR[jenis], 0
    hasil = Ambilan(buku, formulir, edisi, bawaan if bawaan and edisi else Bawaan({}, {}))
    if edisi >= 2:
        tabel = baca_tabel(buku)
    else:
        dikenal = kenali(buku)
        if not dikenal:
            raise LkjipError("BRK005", buku.nama)
        milik = [d for d in dikenal if d.jenis == jenis]
        if not milik:
            raise LkjipError("FRM005", buku.nama, ada=FORMULIR[dikenal[0].jenis].judul, perlu=formulir.judul)
        tabel = [t for d in milik for t in d.tabel]
    _Pembaca(hasil, tabel).baca()
    return hasil


def polos(data: Any) -> Any:
    """The data as JSON: values without their cells."""
    if isinstance(data, Isi):
        return data.nilai
    if isinstance(data, dict):
        return {k: polos(v) for k, v in data.items() if not k.startswith(INTERN)}
    return [polos(v) for v in data] if isinstance(data, list) else data


def daun(data: Any) -> Iterator[Isi]:
    """Every value with a cell."""
    if isinstance(data, Isi):
        yield data
    elif isinstance(data, (dict, list)):
        for anak in data.values() if isinstance(data, dict) else data:
            yield from daun(anak)


def lengkap(data: Data) -> Data:
    """With the keys that the form wants, blank where nothing was read."""
    isi = {"versi": VERSI, **polos(data)}
    siapa = dict.fromkeys(("instansi", "unit", "tahun"), "") | isi.get("identitas", {})
    isi["identitas"] = siapa | {"pihak_pertama": {"nama": "", "jabatan": ""} | siapa.get("pihak_pertama", {})}
    isi["sasaran"] = [{**s, "indikator": s["indikator"] or [{}]} for s in isi.get("sasaran") or [{"nama": "", "indikator": []}]]
    for sasaran in isi["sasaran"]:
        sasaran["indikator"] = [{"nama": "", "target": "", **i} for i in sasaran["indikator"]]
    isi["program"] = [{"nama": "", "anggaran": "", **p} for p in isi.get("program", ())]
    return isi


def sisa(asal: Ambilan, terpakai: Iterable[Isi], lain: Mapping[str, Mapping[str, int]] | None = None) -> list[Isi]:
    """What was typed and is not among these; `lain`: texts of each sheet that the new workbook has by itself."""
    sudah = {i.letak for i in terpakai} | asal.sudah
    hasil = []
    for sheet in asal.buku.sheets:
        bawaan = Counter(asal.bawaan.teks.get(sheet.nama, {})) + Counter((lain or {}).get(sheet.nama, {}))
        rumus = asal.bawaan.rumus.get(sheet.nama, frozenset())
        for (baris, kolom), sel in sorted(sheet.cells.items()):
            if (not sel.formula and sel.value in (None, "")) or (sheet.nama, baris, kolom) in sudah:
                continue
            if sel.formula and rangka(sel.formula) in rumus:
                continue
            if not sel.formula and bawaan[_teks(sel)] > 0:
                bawaan[_teks(sel)] -= 1
                continue
            hasil.append(Isi(sel.value, sheet.nama, sel))
    return hasil


def teks_lembar(buku: Workbook) -> dict[str, dict[str, int]]:
    """Everything that the sheets show, formulas included: what a frozen copy holds as values."""
    return {s.nama: dict(Counter(_teks(c) for c in s.cells.values() if c.formula)) for s in buku.sheets}


def _teks(sel: Cell) -> str:
    return f"{sel.value:.10g}" if isinstance(sel.value, float) else str(sel.value)


# --- reading ----------------------------------------------------------------------------------------------------------


class _Pembaca:
    """Reads the tables of one workbook into data."""

    def __init__(self, hasil: Ambilan, tabel: list[TabelTerbaca]) -> None:
        self.hasil, self.buku, self.formulir = hasil, hasil.buku, hasil.formulir
        self.bernama = hasil.edisi >= 2
        self.per_kunci: dict[str, list[TabelTerbaca]] = {}
        for satu in tabel:
            self.per_kunci.setdefault(satu.kunci, []).append(satu)

    def baca(self) -> None:
        """Fill `hasil.data`."""
        data = self.hasil.data
        data["identitas"] = self._identitas()
        for tabel in self.formulir.tabel:
            if tabel.kunci in ("pengukuran", "pk_indikator"):
                data["sasaran"] = self._sasaran(tabel)
            elif tabel.kunci == "pk_program":
                data["program"] = self._program(tabel)
            elif tabel.tetap:
                data[tabel.kunci] = self._baris_tetap(tabel)
            elif not tabel.ikut and tabel.masukan:
                data[tabel.kunci] = [o for t, b in self._baris(tabel) if (o := self._objek(tabel, t, b))]
            if (jumlah := self._jumlah(tabel)) is not None:
                data.setdefault(TERCETAK, {})[tabel.kunci] = jumlah
        for kunci in [k for k, v in data.items() if not v and k not in ("identitas", "sasaran", TERCETAK)]:
            del data[kunci]
        if not self.bernama:
            self._kepala()

    def _identitas(self) -> Data:
        hasil: Data = {}
        for isian in identitas.ISIAN:
            sel = self.buku.bernama(isian.nama)
            lembar = self.buku.names.get(isian.nama, "").rpartition("!")[0].strip("'")
            awal, _, anak = isian.kunci.partition(".")
            isi = self._isi(lembar, sel, teks=bool(anak)) if sel else None
            if isi is None or self._pilihan(isian, isi) is None or self._baku_lama(isian, isi, hasil):
                continue
            isi = self._pilihan(isian, isi)
            (hasil.setdefault(awal, {}) if anak else hasil)[anak or awal] = isi
        return hasil

    def _pilihan(self, isian: identitas.Isian, isi: Isi) -> Isi | None:
        """The value as the choices of a field write it; None where it is none of them."""
        if not isian.pilihan:
            return isi
        nilai = next((p for p in isian.pilihan if p == str(isi.nilai).strip().lower()), None)
        return Isi(nilai, isi.lembar, isi.sel) if nilai else None

    def _baku_lama(self, isian: identitas.Isian, isi: Isi, hasil: Data) -> bool:
        """The first edition came with a scale and a method; the second takes them from the profile."""
        umum = PROFIL["umum"]
        baku = {"skala": umum.skala, "metode_efisiensi": umum.metode_efisiensi}.get(isian.kunci)
        if self.hasil.edisi != 1 or isi.nilai != baku or "profil" in hasil:
            return False
        self.hasil.sudah.add(isi.letak)
        return True

    # --- rows ----------------------------------------------------------------------------------------------------------

    def _baris(self, tabel: Tabel) -> Iterator[tuple[TabelTerbaca, int]]:
        """The rows in use."""
        isian = [k.kunci for k in tabel.masukan if k.kunci not in _PENGISI or k.kunci == tabel.wajib[0]]
        for satu in self.per_kunci.get(tabel.kunci, ()):
            sheet = self._lembar(satu.lembar)
            for baris in range(satu.awal, satu.akhir + 1) if self.bernama else [b.baris for b in satu.baris]:
                if any(
                    not kosong((sel := sheet.cell(baris, satu.kolom[k])).value) and not self._milik(satu.lembar, sel)
                    for k in isian
                    if k in satu.kolom
                ):
                    yield satu, baris

    def _sasaran(self, tabel: Tabel) -> list[Data]:
        hasil: list[Data] = []
        for satu, baris in self._baris(tabel):
            judul = self._kolom(tabel["sasaran"], satu, baris, teks=True)
            if judul and not (hasil and isinstance(hasil[-1]["nama"], Isi) and hasil[-1]["nama"].nilai == judul.nilai):
                hasil.append({"nama": judul, "indikator": []})
            elif judul:
                self.hasil.sudah.add(judul.letak)
            elif not hasil:
                hasil.append({"nama": "", "indikator": []})
            self._nomor(satu, baris, len(hasil))
            if indikator := self._indikator(tabel, satu, baris):
                hasil[-1]["indikator"].append(indikator)
        return hasil

    def _indikator(self, tabel: Tabel, satu: TabelTerbaca, baris: int) -> Data:
        isi = self._masukan(tabel, satu, baris)
        isi.pop("sasaran", None)
        anggaran = {b: isi.pop(k) for k, b in (("program", "program"), ("pagu", "pagu"), ("realisasi_anggaran", "realisasi")) if k in isi}
        hasil: Data = {"nama": isi.pop("indikator")} if "indikator" in isi else {}
        hasil |= isi
        if "arah" in hasil and (arah := _arah(hasil["arah"])) is not None:
            hasil["arah"] = arah
        else:
            hasil.pop("arah", None)
        if anggaran:
            hasil["anggaran"] = anggaran
        if not hasil:
            return {}
        self._tautan(hasil, satu, baris)
        return hasil | self._pengikut(tabel, satu, baris) | self._cetakan(tabel, satu, baris)

    def _tautan(self, indikator: Data, satu: TabelTerbaca, baris: int) -> None:
        """A realisasi that takes its value from Data Dukung stays a reference."""
        dukung = next(iter(self.per_kunci.get("data_dukung", ())), None)
        isi = indikator.get("realisasi")
        if dukung is None or isi is None or not isi.sel.formula:
            return
        sel = self._lembar(dukung.lembar).cell(dukung.awal + baris - satu.awal, dukung.kolom["nilai"])
        tujuan = f"'{dukung.lembar}'!{sel.alamat}"
        if isi.sel.formula.replace("$", "").replace("'", "") == tujuan.replace("'", ""):
            indikator[REALISASI] = indikator.pop("realisasi")
            self.hasil.rumus.pop(isi.letak, None)

    def _program(self, tabel: Tabel) -> list[Data]:
        hasil = []
        for nomor, (satu, baris) in enumerate(self._baris(tabel), 1):
            isi = self._masukan(tabel, satu, baris)
            self._nomor(satu, baris, nomor)
            program: Data = {"nama": isi["program"]} if "program" in isi else {}
            if "pagu_perubahan" in isi:
                program |= {"anggaran": isi["pagu_perubahan"], "anggaran_awal": isi.get("pagu", "")}
            elif "pagu" in isi:
                program["anggaran"] = isi["pagu"]
            if "keterangan" in isi:
                program["keterangan"] = isi["keterangan"]
            hasil.append(program | self._pengikut(tabel, satu, baris))
        return hasil

    def _objek(self, tabel: Tabel, satu: TabelTerbaca, baris: int) -> Data:
        return self._masukan(tabel, satu, baris) | self._pengikut(tabel, satu, baris) | self._cetakan(tabel, satu, baris)

    def _masukan(self, tabel: Tabel, satu: TabelTerbaca, baris: int) -> Data:
        utama = tabel.kunci in UTAMA
        kolom = [k for k in tabel.masukan if k.kunci in satu.kolom and not (utama and k.kunci == "no")]
        calon = ((k.kunci, self._kolom(k, satu, baris, teks=utama and not k.angka)) for k in kolom)
        return {k: v for k, v in calon if v is not None}

    def _pengikut(self, tabel: Tabel, satu: TabelTerbaca, baris: int) -> Data:
        """The rows of the tables that follow this one."""
        hasil = {}
        for ikut in self.formulir.tabel:
            milik = next(iter(self.per_kunci.get(ikut.kunci, ())), None) if ikut.ikut == tabel.kunci and ikut.masukan else None
            if (
                milik
                and milik.awal + baris - satu.awal <= milik.akhir
                and (isi := self._objek(ikut, milik, milik.awal + baris - satu.awal))
            ):
                hasil[ikut.kunci] = isi
        return hasil

    def _nomor(self, satu: TabelTerbaca, baris: int, nomor: int) -> None:
        """A number that the form gives by itself."""
        if "no" in satu.kolom:
            sel = self._lembar(satu.lembar).cell(baris, satu.kolom["no"])
            if re.fullmatch(rf"\(?{nomor}[.)]?", sel.tercetak.strip()):
                self.hasil.sudah.add((satu.lembar, baris, sel.kolom))

    # --- figures as printed ---------------------------------------------------------------------------------------------

    def _cetakan(self, tabel: Tabel, satu: TabelTerbaca, baris: int, tetap: BarisTetap | None = None) -> Data:
        """A row without any of its formulas holds the figures of a report."""
        if not self.bernama:
            return {}
        sheet = self._lembar(satu.lembar)
        label = {
            k: v for k, v in (tetap.isi if tetap else {}).items() if isinstance(v, tuple) or (isinstance(v, str) and v.startswith("="))
        }
        dihitung = [k for k in tabel.tercetak if k.dihitung and k.kunci in satu.kolom]
        berumus = [k for k in tabel.tercetak if k.kunci in label and k.kunci in satu.kolom]
        ditimpa = [k for k in berumus if not sheet.cell(baris, satu.kolom[k.kunci]).formula]
        if any(sheet.cell(baris, satu.kolom[k.kunci]).formula for k in dihitung) or not (dihitung or ditimpa):
            return {}
        calon = ((k.kunci, self._kolom(k, satu, baris)) for k in [*dihitung, *ditimpa] if k.kunci != "no")
        return {TERCETAK: {k: v for k, v in calon if v is not None}}

    def _baris_tetap(self, tabel: Tabel) -> Data:
        """A table whose rows are given: values and printed figures by the key of the row."""
        satu = next(iter(self.per_kunci.get(tabel.kunci, ())), None)
        if satu is None or not (tabel.masukan or tabel.judul_jumlah):
            return {}
        hasil: Data = {}
        cetakan: Data = {}
        for baris, tetap in enumerate(tabel.tetap, satu.awal):
            kolom = next((k for k in tabel.masukan if k.kunci not in tetap.isi), None)
            if kolom and (isi := self._kolom(kolom, satu, baris)):
                hasil[tetap.kunci] = isi
            if isi_cetakan := self._cetakan(tabel, satu, baris, tetap):
                cetakan[tetap.kunci] = isi_cetakan[TERCETAK]
        return hasil | ({TERCETAK: cetakan} if cetakan else {})

    def _jumlah(self, tabel: Tabel) -> Data | None:
        """The total row of a table that holds the figures of a report: neither it nor the rows in use calculate."""
        satu = next(iter(self.per_kunci.get(tabel.kunci, ())), None)
        if not self.bernama or satu is None or satu.jumlah is None:
            return None
        kolom = [k for k in tabel.tercetak if (k.jumlah or k.jumlah_fungsi) and k.kunci in satu.kolom]
        sheet = self._lembar(satu.lembar)
        dihitung = [k for k in tabel.tercetak if k.dihitung and k.kunci in satu.kolom]
        berumus = any(sheet.cell(satu.jumlah.baris, satu.kolom[k.kunci]).formula for k in kolom)
        if berumus or any(sheet.cell(satu.awal, satu.kolom[k.kunci]).formula for k in dihitung):
            return None
        calon = ((k.kunci, self._kolom(k, satu, satu.jumlah.baris)) for k in kolom)
        return {k: v for k, v in calon if v is not None}

    # --- cells ----------------------------------------------------------------------------------------------------------

    def _lembar(self, nama: str) -> Sheet:
        sheet = self.buku.sheet(nama)
        assert sheet is not None  # tables are only found on sheets that are there
        return sheet

    def _milik(self, lembar: str, sel: Cell) -> bool:
        """A formula that the template itself holds."""
        return bool(sel.formula) and rangka(sel.formula) in self.hasil.bawaan.rumus.get(lembar, frozenset())

    def _kolom(self, kolom: Kolom, satu: TabelTerbaca, baris: int, *, teks: bool = False) -> Isi | None:
        return self._isi(satu.lembar, self._lembar(satu.lembar).cell(baris, satu.kolom[kolom.kunci]), kolom, teks=teks)

    def _isi(self, lembar: str, sel: Cell, kolom: Kolom | None = None, *, teks: bool = False) -> Isi | None:
        """The value of an input cell; None where nothing stands that a user typed, or nothing that a form can hold."""
        if sel.value in (None, "") or sel.galat or self._milik(lembar, sel):
            return None
        nilai = nilai_sel(sel, angka=bool(kolom and kolom.angka), persen=bool(kolom and cetak.bentuk(kolom.format).persen), teks=teks)
        if isinstance(nilai, str) and (len(nilai) > _PANJANG_SEL or _TAK_TERCETAK.search(nilai)):
            return None
        isi = Isi(nilai, lembar, sel)
        if sel.formula:
            self.hasil.rumus[isi.letak] = isi
        return isi

    def _kepala(self) -> None:
        """The headers of tables that were recognised by them are no content."""
        for kunci, semua in self.per_kunci.items():
            tabel = next(t for t in self.formulir.tabel if t.kunci == kunci)
            for satu in semua:
                sheet = self._lembar(satu.lembar)
                if satu.asal:
                    atas, bawah = satu.asal.kepala[0], min([b.baris for b in satu.baris] or [satu.asal.kepala[1] + 1])
                    kolom = [k.nomor for k in satu.asal.kolom]
                    self.hasil.sudah |= {(satu.lembar, b, k) for b in range(atas, bawah) for k in range(min(kolom), max(kolom) + 1)}
                if not self.hasil.edisi:
                    self._dihitung(tabel, satu, sheet)

    def _dihitung(self, tabel: Tabel, satu: TabelTerbaca, sheet: Sheet) -> None:
        """What a foreign table computes, ours computes itself; the label of its total row is no content."""
        dihitung = [n for k, n in satu.kolom.items() if tabel[k].dihitung]
        calon = [(b.baris, n) for b in satu.baris for n in dihitung]
        if satu.jumlah:
            calon += [(satu.jumlah.baris, n) for n in satu.kolom.values()]
            label = (sheet.cell(satu.jumlah.baris, n) for n in range(1, max(satu.kolom.values()) + 1))
            self.hasil.sudah |= {(satu.lembar, c.baris, c.kolom) for c in label if isinstance(c.value, str) and not c.formula}
        self.hasil.sudah |= {(satu.lembar, b, n) for b, n in calon if sheet.cell(b, n).formula}


def nilai_sel(sel: Cell, *, angka: bool, persen: bool, teks: bool) -> float | int | str:
    """A cell as the JSON writes it, so that filling a form with it gives the same value and percent sign again."""
    nilai = sel.value
    if isinstance(nilai, str):
        tanggal = _TANGGAL.fullmatch(nilai)
        return f"{int(tanggal[3])} {cetak.BULAN[int(tanggal[2]) - 1]} {tanggal[1]}" if tanggal else nilai
    if isinstance(nilai, bool) or nilai is None:
        return sel.tercetak
    if sel.persen:
        return _desimal(nilai, 2, cetak.bentuk(sel.number_format).desimal) + "%"
    if teks or (angka and persen):  # printed without its sign in a column of percentages
        return _desimal(nilai, 0, cetak.bentuk(sel.number_format).desimal)
    return int(nilai) if nilai.is_integer() and abs(nilai) < 1e15 else nilai


def _desimal(nilai: float, geser: int, desimal: int) -> str:
    """Every digit of a number, with at least so many decimals."""
    tepat = Decimal(repr(nilai)).scaleb(geser)
    bulat, _, pecahan = f"{tepat:f}".partition(".")
    pecahan = pecahan.rstrip("0").ljust(desimal, "0")
    return f"{bulat},{pecahan}" if pecahan else bulat


def _arah(isi: Isi) -> Isi | None:
    try:
        arah = baca_arah(isi.nilai)
    except LkjipError:
        return None
    return Isi(arah, isi.lembar, isi.sel) if arah in ARAH else None
