"""What goes into a template: the JSON data as rows of its tables, and values as cells hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Protection

from ..core import cetak
from ..core.angka import baca
from ..core.errors import LkjipError
from ..core.forms import identitas
from ..core.forms.data import TERCETAK, TERCETAK_PK
from ..core.forms.layout import Formulir, Kolom, Tabel
from ..core.forms.lembar.kalkulator import RENTANG_SKP
from ..core.parameter import METODE_EFISIENSI
from ..core.profil import PROFIL

TERBUKA, TERKUNCI = Protection(locked=False), Protection(locked=True)
Baris = dict[str, Any]
_DESIMAL_MAKS = 6


class Rumus(str):
    """A value that is a formula in the language of the layout; every other text stays text."""


def ambil(data: Mapping[str, Any] | None, kunci: str) -> Any:
    """A field of Identitas by its dotted key."""
    isi: Any = (data or {}).get("identitas", {})
    for bagian in kunci.split("."):
        isi = isi.get(bagian) if isinstance(isi, Mapping) else None
    return isi


def baris_data(formulir: Formulir, data: Mapping[str, Any] | None) -> dict[str, list[Baris]]:
    """The rows of every table: column key -> value. A row as printed holds what is printed under TERCETAK."""
    if data is None:
        return {"skp": [{"rentang": r, "minimal_baik": "ya" if i < 2 else "tidak"} for i, r in enumerate(RENTANG_SKP)]}
    objek: dict[str, Sequence[Mapping[str, Any]]] = {}
    hasil: dict[str, list[Baris]] = {}
    for tabel in formulir.tabel:
        if tabel.kunci in ("pengukuran", "pk_indikator"):
            objek[tabel.kunci] = [i for s in data["sasaran"] for i in s["indikator"]]
            hasil[tabel.kunci] = _baris_indikator(formulir, tabel.kunci, data)
        elif tabel.kunci == "pk_program":
            objek[tabel.kunci] = data.get("program", ())
            hasil[tabel.kunci] = [_baris_program(i, p) for i, p in enumerate(data.get("program", ()), 1)]
        elif tabel.tetap:
            hasil[tabel.kunci] = _baris_tetap(tabel, data.get(tabel.kunci, {}))
        else:
            objek[tabel.kunci] = [o.get(tabel.kunci, {}) for o in objek[tabel.ikut]] if tabel.ikut else data.get(tabel.kunci, ())
            hasil[tabel.kunci] = [dict(o) for o in objek[tabel.kunci]]
    return {k: [_tercetak(b) for b in baris] for k, baris in hasil.items()}


def _tercetak(baris: Baris) -> Baris:
    """Printed inputs take the place of the right ones."""
    return {**baris, **baris[TERCETAK]} if TERCETAK in baris else baris


def _baris_indikator(formulir: Formulir, tabel: str, data: Mapping[str, Any]) -> list[Baris]:
    hasil, berdata = [], "data_dukung" in {t.kunci for t in formulir.tabel}
    for i, sasaran in enumerate(data["sasaran"], 1):
        for j, indikator in enumerate(sasaran["indikator"]):
            baris = {
                **{
                    k: indikator.get(k)
                    for k in ("formulasi", "satuan", "arah", "sumber_data", "target", "target_awal", "realisasi", "catatan")
                },
                "no": i if j == 0 else None,
                "sasaran": sasaran["nama"] if j == 0 else None,
                "indikator": indikator["nama"],
                **_anggaran(indikator.get("anggaran", {})),
            }
            if berdata and baris["realisasi"] is None and indikator.get("data_dukung", {}).get("pembilang") is not None:
                baris["realisasi"] = Rumus("{t.data_dukung.nilai}")
            cetakan = TERCETAK if tabel == "pengukuran" else TERCETAK_PK
            hasil.append({**baris, TERCETAK: indikator[cetakan]} if cetakan in indikator else baris)
    return hasil


def _anggaran(anggaran: Mapping[str, Any]) -> Baris:
    program = anggaran.get("program")
    return {
        "program": "\n".join(program) if isinstance(program, list) else program,
        "pagu": anggaran.get("pagu"),
        "realisasi_anggaran": anggaran.get("realisasi"),
    }


def _baris_program(nomor: int, program: Mapping[str, Any]) -> Baris:
    awal = program.get("anggaran_awal")
    baris = {
        "no": nomor,
        "program": program["nama"],
        "pagu": program["anggaran"] if awal is None else awal,
        "pagu_perubahan": None if awal is None else program["anggaran"],
        "keterangan": program.get("keterangan"),
    }
    return {**baris, TERCETAK: program[TERCETAK]} if TERCETAK in program else baris


def _baris_tetap(tabel: Tabel, isi: Mapping[str, Any]) -> list[Baris]:
    kolom, cetakan = tabel.masukan[0].kunci if tabel.masukan else "", isi.get(TERCETAK, {})
    return [
        {**({kolom: isi[b.kunci]} if b.kunci in isi else {}), **({TERCETAK: cetakan[b.kunci]} if b.kunci in cetakan else {})}
        for b in tabel.tetap
    ]


def jumlah_tercetak(tabel: str, data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The total row as printed, when the table is a printed one; else None: formulas."""
    hasil: Mapping[str, Any] | None = (data or {}).get(TERCETAK, {}).get(tabel)
    return hasil


def metode_efisiensi(data: Mapping[str, Any] | None) -> str:
    """The method in use: the one that is given, or that of the profile."""
    profil = PROFIL[ambil(data, "profil") or identitas.PER_KUNCI["profil"].baku]
    return str(ambil(data, "metode_efisiensi") or profil.metode_efisiensi or PROFIL[identitas.PER_KUNCI["profil"].baku].metode_efisiensi)


def format_kolom(kolom: Kolom, data: Mapping[str, Any] | None) -> str:
    """Number format of a column; efisiensi follows its method."""
    return METODE_EFISIENSI[metode_efisiensi(data)].format if kolom.kunci == "efisiensi" else kolom.format


def tulis_angka(sel: Any, nilai: Any) -> None:
    """Put a value in a cell as Excel would take it when typed: "13,02%" becomes 0.1302 with a percent format."""
    if isinstance(nilai, str):
        try:
            angka = baca(nilai)
        except LkjipError:
            angka = None
        if angka and angka.nilai is not None and not angka.huruf and not angka.satuan:
            nilai = angka.nilai
            if persen(sel.number_format) and not angka.persen:  # printed without its sign
                sel.number_format = "0." + "0" * angka.desimal if angka.desimal and not angka.pangkat else "0"
            if angka.persen:
                desimal = angka.desimal or 0
                if desimal > _DESIMAL_MAKS:  # a computed share, carried with every digit
                    desimal = 2
                sel.number_format = "0." + "0" * desimal + "%" if desimal else "0%"
    tulis_teks(sel, nilai)


def tulis_teks(sel: Any, nilai: Any) -> None:
    """Put a value in a cell as it is; a text is never taken for a formula, an empty one leaves the cell empty."""
    sel.value = None if nilai == "" else nilai
    if isinstance(sel.value, str):
        sel.data_type = "s"


def persen(number_format: str) -> bool:
    """The format shows percent."""
    return cetak.bentuk(number_format).persen
