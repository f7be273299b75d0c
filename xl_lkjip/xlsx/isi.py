"""`isi`: a template filled from JSON data, from a PK, or from an older workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.errors import LkjipError
from ..core.forms import FORMULIR, bawa
from ..core.forms.ambil import Ambilan, Bawaan, Data, Isi, ambil, bawaan_edisi, bawaan_templat, daun, lengkap, sisa, teks_lembar
from ..core.forms.beku import lengkapi
from ..core.forms.data import baca_data, tanpa_tercetak
from ..core.forms.identitas import ISIAN
from ..core.forms.layout import Formulir
from ..core.forms.templat_terbaca import formulir_templat
from ..core.segel import LEMBAR_KENDALI, LEMBAR_SEGEL
from ..core.tanggapan import pisahkan
from ..core.workbook import Workbook
from . import isian, safe_write
from .hitung import pemeriksa
from .reader import baca, baca_mentah, baca_tersimpan
from .templat import bangun


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell of a source, for people to look up."""

    berkas: str
    lembar: str
    sel: str
    isi: str


@dataclass(frozen=True, slots=True)
class HasilIsi:
    """What was made of which sources. `sisa`: typed cells that have no place; `rumus`: typed formulas, carried as their values;
    `kosong`: how many cells of the old year were left out on purpose."""

    tujuan: Path
    sasaran: int
    indikator: int
    sisa: tuple[Sel, ...]
    rumus: tuple[Sel, ...]
    kosong: int
    kurang: tuple[str, ...]
    bawaan: bawa.Bawaan
    dari_pk: bool


def isi_berkas(formulir: Formulir, data: Path, tujuan: Path, *, timpa: bool = False) -> Path:
    """Read the JSON file, fill the template, save it. Nothing is written when the data are refused."""
    try:
        teks = baca_mentah(data).decode("utf-8-sig")
        isi = bangun(formulir, baca_data(teks))
    except UnicodeDecodeError:
        raise LkjipError("DAT001", str(data), masalah="bukan teks UTF-8") from None
    except LkjipError as galat:
        raise galat if galat.tempat else galat.di(str(data)) from None
    return safe_write.simpan(tujuan, isi, timpa=timpa, periksa=pemeriksa(tujuan))


def isi_dari(
    formulir: Formulir, tujuan: Path, *, pk: Path | None = None, lama: Path | None = None, tahun: int | None = None, timpa: bool = False
) -> HasilIsi:
    """Fill the template from a PK, from an older workbook, or from both.

    Faults: CLI002, FRM001, FRM005, FRM006, those of data and files.
    """
    _periksa_sumber(formulir, pk, lama, tahun)
    if any(s and s.resolve() == tujuan.resolve() for s in (pk, lama)):
        raise LkjipError("CLI002", masalah="hasilnya tidak boleh menimpa sumbernya, sebab ada yang mungkin tidak terbawa")
    sumber_pk = _ambil(pk, "pk") if pk else None
    sumber_lama = _ambil(lama, formulir.kunci) if lama else None
    bawaan = _bawaan(sumber_pk, sumber_lama, tahun)
    sumber = [s for s in (sumber_pk, sumber_lama) if s]
    if formulir.kunci == "pengukuran" and sumber[-1].edisi < 2:
        bawaan.data.setdefault("skp", bawa.skp_baku())
    data = lengkap(bawaan.data)
    try:
        isi = bangun(formulir, baca_data(json.dumps(data)), rapi=False)  # people go on filling it
    except LkjipError as galat:
        raise galat if galat.tempat else galat.di(str(lama or pk)) from None
    safe_write.simpan(tujuan, isi, timpa=timpa, periksa=pemeriksa(tujuan))
    terbawa = {id(i): i for i in daun(bawaan.data)}
    dibahas = [*terbawa.values(), *bawaan.kosong, *bawaan.ganti]
    return HasilIsi(
        tujuan,
        len(bawaan.data["sasaran"]),
        sum(len(s["indikator"]) for s in bawaan.data["sasaran"]),
        tuple(s for satu in sumber for s in _tempat(satu, sisa(satu, _milik(satu, dibahas), _tampilan(satu)))),
        tuple(s for satu in sumber for s in _tempat(satu, [r for r in satu.rumus.values() if id(r) in terbawa])),
        len({i.letak for i in bawaan.kosong}),
        tuple(i.label for i in ISIAN if i.wajib and isian.ambil(data, i.kunci) in (None, "")),
        bawaan,
        pk is not None,
    )


def _periksa_sumber(formulir: Formulir, pk: Path | None, lama: Path | None, tahun: int | None) -> None:
    masalah = ""
    if pk and formulir.kunci != "pengukuran":
        masalah = "--pk hanya untuk formulir pengukuran"
    elif tahun is not None and not lama:
        masalah = "--tahun hanya dipakai bersama --dari"
    elif pk and lama and tahun is None:
        masalah = "--pk bersama --dari memerlukan --tahun"
    if masalah:
        raise LkjipError("CLI002", masalah=masalah)


def _ambil(berkas: Path, jenis: str) -> Ambilan:
    """Read a source. A frozen copy gives what was typed; what it computed is computed anew."""
    buku, _ = pisahkan(baca(berkas))  # our sheets in a marked or sealed copy are nobody's data
    buku = replace(buku, sheets=[s for s in buku.sheets if s.nama not in (LEMBAR_KENDALI, LEMBAR_SEGEL)])
    hasil = ambil(buku, jenis, _templat_kosong(buku))
    if hasil.beku:
        lengkapi(hasil)
        hasil.data = tanpa_tercetak(hasil.data)
    return hasil


def _templat_kosong(buku: Workbook) -> Bawaan | None:
    """What the template itself holds that a workbook was made from."""
    templat = formulir_templat(buku)
    if templat is None:
        return None
    formulir, edisi = templat
    return bawaan_edisi(formulir.kunci, edisi) or bawaan_templat(_baca(bangun(formulir), formulir.berkas))


def _baca(isi: bytes, nama: str) -> Workbook:
    return baca_tersimpan(isi, nama)


def _bawaan(pk: Ambilan | None, lama: Ambilan | None, tahun: int | None) -> bawa.Bawaan:
    if pk and lama and tahun is not None:
        return bawa.gabung(pk, lama, tahun)
    if pk:
        return bawa.Bawaan(bawa.dari_pk(pk))
    assert lama is not None  # one of the sources is given
    return bawa.Bawaan(lama.data) if tahun in (None, lama.tahun) else bawa.tahun_baru(lama, tahun or 0)


def _tampilan(asal: Ambilan) -> dict[str, dict[str, int]] | None:
    """What a frozen copy shows besides what was typed."""
    if not asal.beku:
        return None
    data: Data = baca_data(json.dumps(lengkap(asal.data)))
    return teks_lembar(_baca(bangun(FORMULIR[asal.formulir.kunci], data), asal.buku.nama))


def _milik(asal: Ambilan, semua: Iterable[Isi]) -> list[Isi]:
    """The values that come from this workbook: two sources have sheets and cells of the same names."""
    return [i for i in semua if (s := asal.buku.sheet(i.lembar)) is not None and s.cells.get((i.sel.baris, i.sel.kolom)) is i.sel]


def _tempat(asal: Ambilan, semua: Iterable[Isi]) -> list[Sel]:
    return [Sel(asal.buku.nama, i.lembar, i.sel.alamat, _tulis(i)) for i in semua]


def _tulis(isi: Isi) -> str:
    tercetak = isi.sel.tercetak
    return f"={isi.sel.formula} → {tercetak}" if isi.sel.formula else tercetak
