"""One file a code: a wrong and a right example of what a rule demands. They run as tests and stand on the rule's page.

    == salah
    lembar: Capaian
    Indikator | Target | Realisasi | Capaian
    Temuan audit | 10 | 7 | 100%
    => CAP101 D2 70,00%
    == benar
    ...

A sheet is rows of cells parted by "|", a lone "|" is a blank row. A bare number is a number (its point is decimal: 4445, not 4.445), `0,9 %` in a cell is text, and so is `'1.600`,
`=B2*C2 -> 12` a formula with the value stored for it, `10 [0.00%]` a number with its format. "sumber:" before the first part says
where the figures come from.
`berkas: pk.xlsx` starts a further workbook, `gabung: A1:B1` merges (what stands in B1 is then covered), `sembunyi: 3` hides a row, `sembunyi: C` a column.

For what only our templates have: `templat: blitar_2023 pengukuran` and, if its PK goes with it, a second line `templat: ... pk`, then
lines `tabel.kolom.3 = value` (the third row of that column), `tabel.kolom.jumlah = value` (its total row) or `=NamaSel = value`;
`kosong` empties a cell. Then all is calculated anew, as Excel does. The findings name cells the same way.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.templat_terbaca import nama_jumlah, nama_kolom
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Sheet, Workbook, alamat, letak
from xl_lkjip.xlsx.evaluate import hitung, pasang
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun

FOLDER = Path(__file__).parent
_ANGKA = re.compile(r"-?\d+(?:\.\d+)?")
_FORMAT = re.compile(r"(.*\S)\s+\[([^\]]+)\]")


@dataclass
class Bagian:
    """The wrong or the right example: its lines, and the findings that must come of it (code, place, value)."""

    baris: list[str] = field(default_factory=list)
    temuan: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class ContohAturan:
    kode: str
    sumber: str
    salah: Bagian
    benar: Bagian


@cache
def semua() -> dict[str, ContohAturan]:
    """Every example by its code."""
    return {f.stem: baca(f) for f in sorted(FOLDER.glob("*.txt"))}


def baca(berkas: Path) -> ContohAturan:
    """The example in a file."""
    hasil = ContohAturan(berkas.stem, "", Bagian(), Bagian())
    kini: Bagian | None = None
    for baris in berkas.read_text(encoding="utf-8").splitlines():
        if baris.startswith("== "):
            kini = {"salah": hasil.salah, "benar": hasil.benar}[baris[3:].strip()]
        elif kini is None:
            hasil.sumber = baris.partition("sumber:")[2].strip() or hasil.sumber
        elif baris.startswith("=> "):
            kode, tempat, *nilai = baris[3:].split(maxsplit=2)
            kini.temuan.append((kode, tempat, nilai[0].strip() if nilai else ""))
        elif baris.strip():
            kini.baris.append(baris.rstrip())
    return hasil


def buku(bagian: Bagian) -> list[Workbook]:
    """The workbooks of an example; the findings are those of the first."""
    if any(b.startswith("templat:") for b in bagian.baris):
        return _templat(bagian)
    hasil = [Workbook("contoh.xlsx")]
    sheet, kosong = Sheet("Lembar1"), 0
    for baris in bagian.baris:
        perintah, _, isi = baris.partition(":")
        if perintah == "berkas":
            hasil.append(Workbook(isi.strip()))
        elif perintah == "lembar":
            sheet, kosong = Sheet(isi.strip()), 0
            hasil[-1].sheets.append(sheet)
        elif perintah == "gabung":
            (b1, k1), (b2, k2) = map(letak, isi.strip().split(":"))
            sheet.merged.append((b1, k1, b2, k2))
            for tempat_sel in [(b, k) for b, k in sheet.cells if b1 <= b <= b2 and k1 <= k <= k2 and (b, k) != (b1, k1)]:
                sheet.covered[tempat_sel] = sheet.cells.pop(tempat_sel)
        elif perintah == "sembunyi":
            _sembunyikan(sheet, isi.strip())
        else:
            if not hasil[-1].sheets:
                hasil[-1].sheets.append(sheet)
            nomor = max((b for b, _ in sheet.cells), default=0) + 1 + kosong
            kosong = 0 if baris.strip("| ") else kosong + 1
            for kolom, teks in enumerate(baris.split("|"), 1):
                if teks.strip():
                    sheet.cells[nomor, kolom] = _sel(nomor, kolom, teks.strip())
    return hasil


def _sel(baris: int, kolom: int, teks: str) -> Cell:
    formula = ""
    if teks.startswith("="):
        formula, _, teks = (t.strip() for t in teks[1:].partition("->"))
    cocok = _FORMAT.fullmatch(teks)
    tampil = cocok.group(2) if cocok else "General"
    teks = cocok.group(1) if cocok else teks
    nilai: Any = float(teks) if _ANGKA.fullmatch(teks) else teks.removeprefix("'") or None
    return Cell(baris, kolom, nilai, formula, tampil)


def _sembunyikan(sheet: Sheet, apa: str) -> None:
    if apa.isdigit():
        sheet.hidden_rows |= {int(apa)}
    else:
        kolom = letak(f"{apa}1")[1]
        sheet.hidden_columns += ((kolom, kolom),)


@cache
def _asli(laporan: str, formulir: str) -> Workbook:
    return baca_buku(bangun(FORMULIR[formulir], contoh.data(laporan)), f"{formulir}.xlsx")


def _templat(bagian: Bagian) -> list[Workbook]:
    hasil: list[Workbook] = []
    for baris in bagian.baris:
        if baris.startswith("templat:"):
            hasil.append(copy.deepcopy(_asli(*baris.partition(":")[2].split())))
            continue
        tujuan, _, teks = baris.rpartition(" = ")
        lembar, b, k = tempat(hasil[-1], tujuan.strip())
        sheet = hasil[-1].sheet(lembar)
        assert sheet is not None, tujuan
        lama = sheet.cell(b, k)
        baru = _sel(b, k, teks.strip()) if teks.strip() != "kosong" else Cell(b, k)
        sheet.cells[b, k] = (
            baru if baru.number_format != "General" or not isinstance(baru.value, float) else Cell(b, k, baru.value, "", lama.number_format)
        )
    for satu in hasil:
        pasang(satu, hitung(satu))
    return hasil


def tempat(buku_: Workbook, letak_sel: str) -> tuple[str, int, int]:
    """ "pengukuran.target.2": sheet, row and column of the second row of that column; "=IdJenisPk": of a defined name."""
    if letak_sel.startswith("="):
        return _bernama(buku_, letak_sel[1:])
    tabel, judul, nomor = letak_sel.split(".")
    lembar, baris, kolom = _bernama(buku_, nama_kolom(tabel, judul))
    if nomor == "jumlah":
        return lembar, _bernama(buku_, nama_jumlah(tabel))[1], kolom
    return lembar, baris + int(nomor) - 1, kolom


def _bernama(buku_: Workbook, nama: str) -> tuple[str, int, int]:
    lembar, _, tujuan = buku_.names[nama].replace("$", "").rpartition("!")
    return lembar.strip("'"), *letak(tujuan.partition(":")[0])


def temuan(bagian: Bagian) -> list[Finding]:
    """What the validator says of an example."""
    return validasi(buku(bagian))[0].temuan


def cocok(satu: Finding, bagian: Bagian, letak_sel: str) -> bool:
    """The finding is at this place: a cell, "Lembar!Sel", "-" for none, or a place of a template."""
    if letak_sel == "-":
        return not satu.sel
    if "." in letak_sel or letak_sel.startswith("="):
        lembar, b, k = tempat(buku(bagian)[0], letak_sel)
        return (satu.lembar, satu.sel) == (lembar, alamat(b, k))
    lembar, _, sel = letak_sel.rpartition("!")
    return satu.sel == sel and (not lembar or satu.lembar == lembar)


def tampil(bagian: Bagian) -> list[str]:
    """The example as a page shows it: sheets as tables, overtyped cells of a template as a list."""
    if any(b.startswith("templat:") for b in bagian.baris):
        return _tampil_templat(bagian)
    hasil: list[str] = []
    isi: list[list[str]] = []

    def tutup() -> None:
        if isi:
            lebar = max(map(len, isi))
            hasil.extend(("| | " + " | ".join(alamat(1, k)[:-1] for k in range(1, lebar + 1)) + " |", "|---" * (lebar + 1) + "|"))
            hasil.extend(f"| {n} | " + " | ".join([*b, *[""] * (lebar - len(b))]) + " |" for n, b in enumerate(isi, 1))
            hasil.append("")
            isi.clear()

    for baris in bagian.baris:
        perintah, _, nilai = baris.partition(":")
        if perintah in ("berkas", "lembar", "gabung", "sembunyi", "tautan"):
            if perintah in ("berkas", "lembar"):
                tutup()
            hasil.extend((f"{perintah.capitalize()} {nilai.strip()}:", ""))
        else:
            isi.append([t.strip() for t in baris.split("|")])
    tutup()
    return hasil[:-1]


def _tampil_templat(bagian: Bagian) -> list[str]:
    hasil = []
    for baris in bagian.baris:
        if baris.startswith("templat:"):
            laporan, formulir = baris.partition(":")[2].split()
            hasil.append(
                f"- Templat {formulir} contoh {laporan.replace('_', ' ').title()}"
                + ("" if len(bagian.baris) > 1 else ", seperti apa adanya")
            )
        else:
            hasil.append(f"- `{baris}`")
    return hasil
