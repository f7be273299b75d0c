"""How well the validator finds the wrong figures of five published reports, in three layouts: `make skor`.

templat: our two templates filled with the printed figures; a wrong figure is a cell that the right workbook prints differently.
tercetak, polos: every printed table of a report in one workbook (see `tabel`); what is wrong in it, the corpus says.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import korpus
import tabel
from xl_lkjip import contoh
from xl_lkjip.core.angka import baca, bulatkan
from xl_lkjip.core.banding import tercetak
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms.buku_besar import kata
from xl_lkjip.core.forms.nama import normal
from xl_lkjip.core.parameter import SKALA
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, Workbook, alamat, letak
from xl_lkjip.xlsx.reader import baca_buku

TATA_LETAK = ("templat", "tercetak", "polos")
HALAMAN = Path(__file__).parents[1] / "docs" / "skor.md"
_DIGIT = 4  # digits from which the same number is the same figure, whatever the name of its row
LABEL = {normal(p.label) for s in SKALA.values() for p in s.pita}


@dataclass
class Skor:
    """What was found in the workbooks of one report in one layout."""

    laporan: str
    tata_letak: str
    salah: int = 0
    ditemukan: int = 0
    nilai: int = 0  # of these, with the right value
    benar: int = 0
    palsu: list[str] = field(default_factory=list)  # galat on a right figure
    luput: list[str] = field(default_factory=list)
    aturan: Counter[tuple[str, str]] = field(default_factory=Counter)  # (code, at a wrong figure | elsewhere)


@cache
def hitung(laporan: str, tata_letak: str) -> Skor:
    """Validate and count."""
    return _templat(laporan) if tata_letak == "templat" else _tabel(laporan, tata_letak)


def _tabel(laporan: str, tata_letak: str) -> Skor:
    skor, susunan = Skor(laporan, tata_letak), tabel.dengan_bukti(tabel.susun(laporan, tata_letak), laporan)
    di_sel = _per_sel(validasi([susunan.buku])[0].temuan)
    kota = laporan.partition("_")[0]
    semua = [(b, tabel.letak()[b.id]) for b in korpus.semua() if b.kota == kota and b.id in tabel.letak()]
    tempat = {b.id: susunan.tempat[letak] for b, letak in semua}
    salah = {tempat[b.id] for b, _ in semua if b.putusan == "salah"}
    for b, _ in semua:
        lembar, baris, kolom = tempat[b.id]
        temuan = di_sel.get((lembar, alamat(baris, kolom)), [])
        if b.putusan == "salah":
            skor.salah += 1
            skor.ditemukan += bool(temuan)
            skor.nilai += any(_sama(t, b.hitung) for t in temuan)
            if not temuan:
                skor.luput.append(f"{b.id} {lembar}!{alamat(baris, kolom)}: {b.tercetak}, seharusnya {b.hitung}")
        elif tempat[b.id] not in salah:
            skor.benar += 1
            skor.palsu += [f"{b.id} {t.kode} {t.pesan}" for t in temuan if t.tingkat is Tingkat.GALAT]
    _hitung_aturan(skor, di_sel, {(lembar, alamat(b, k)) for lembar, b, k in salah})
    return skor


def _templat(laporan: str) -> Skor:
    """Cells of the filled templates that the right ones print differently, formulas calculated."""
    skor = Skor(laporan, "templat")
    buku = {n: baca_buku(isi, n) for n, (isi, _) in contoh.buku(laporan).items()}
    benar, cetak = [b for n, b in buku.items() if "tercetak" not in n], [b for n, b in buku.items() if "tercetak" in n]
    for satu, lurus in zip(sorted(cetak, key=lambda b: b.nama), sorted(benar, key=lambda b: b.nama), strict=True):
        skor_buku(skor, satu, lurus, [b for b in cetak if b is not satu])
    return skor


def skor_buku(skor: Skor, satu: Workbook, lurus: Workbook, lain: Sequence[Workbook]) -> None:
    di_sel = _per_sel(validasi([satu, *lain])[0].temuan)
    salah: set[tuple[str, str]] = set()
    salah_tercetak = _tercetak(skor.laporan, "salah")
    benar_tercetak = [*_tercetak(skor.laporan, "cocok"), *_tercetak(skor.laporan, "dipotong")]
    beda = list(_beda(satu, lurus))
    lain_dari_benar = {(sheet, cell) for sheet, cell, _ in beda}
    for sheet, cell, seharusnya in beda:
        b_ = satu.sheet(sheet)
        if b_ is None or not (_di_antara(satu, sheet, cell, salah_tercetak) or _figur(b_.cell(*letak(cell)), salah_tercetak)):
            continue  # a consequence, or another way of writing: the corpus does not call it wrong
        salah.add((sheet, cell))
        temuan = di_sel.get((sheet, cell), [])
        skor.salah += 1
        skor.ditemukan += bool(temuan)
        skor.nilai += any(_sama(t, seharusnya) for t in temuan)
        if not temuan:
            skor.luput.append(f"{satu.nama} {sheet}!{cell}: seharusnya {seharusnya}")
    for sheet_ in satu.sheets:
        for (b, k), cell_ in sheet_.cells.items():
            sel = alamat(b, k)
            if (
                (sheet_.nama, sel) in lain_dari_benar
                or not _di_antara(satu, sheet_.nama, sel, benar_tercetak)
                or _figur(cell_, salah_tercetak)
            ):
                continue
            if cell_.value is not None:
                skor.benar += 1
                skor.palsu += [
                    f"{sheet_.nama}!{t.sel} {t.kode} {t.pesan}"
                    for t in di_sel.get((sheet_.nama, alamat(b, k)), [])
                    if t.tingkat is Tingkat.GALAT
                ]
    _hitung_aturan(skor, di_sel, salah)


Figur = list[tuple[frozenset[str], str]]  # words of the row's name, the printed figure


@cache
def _tercetak(laporan: str, putusan: str) -> Figur:
    """The figures that the corpus gives this verdict in the tables of a report, with the name of their row."""
    baris = {asal: sel for t in tabel.muat(laporan) for asal, sel in t.baris}
    hasil: Figur = []
    for b in korpus.semua():
        if b.kota == laporan.partition("_")[0] and b.putusan == putusan and b.id in tabel.letak():
            sel = baris[tabel.letak()[b.id][0]]
            nama = [t for t in sel if not any(c.isdigit() for c in t)] or sel
            hasil.append((kata(max(nama, key=len)), b.tercetak))
    return hasil


def _di_antara(buku: Workbook, lembar: str, sel: str, figur: Figur) -> bool:
    """The cell prints one of these figures, in a row of the same name."""
    sheet = buku.sheet(lembar)
    if sheet is None:
        return False
    baris, kolom = letak(sel)
    cell = sheet.cell(baris, kolom)
    sama = [nama for nama, teks in figur if _angka_sama(cell, teks)]
    nama_baris = [kata(str(c.value)) for k in range(1, 12) if isinstance((c := sheet.cell(baris, k)).value, str)]
    return any(len(a & b) >= 0.75 * len(a | b) for a in sama for b in nama_baris if a)


def _figur(cell: Cell, figur: Figur) -> bool:
    """A number of so many digits that it can be no other figure."""
    return sum(c.isdigit() for c in cell.tercetak) >= _DIGIT and any(_angka_sama(cell, teks) for _, teks in figur)


def _angka_sama(cell: Cell, teks: str) -> bool:
    a, b = tercetak(cell), tercetak(Cell(1, 1, teks))
    if a is None or b is None:
        return normal(cell.value) == normal(teks)
    return abs(a.nilai - b.nilai) < 0.5 * 10.0 ** -min(a.desimal, b.desimal) + 1e-9


def _beda(satu: Workbook, lurus: Workbook) -> Iterator[tuple[str, str, str]]:
    """Cells that print another number than the right workbook, beyond the rounding of both; or another label of a scale."""
    for sheet in satu.sheets:
        pasangan = lurus.sheet(sheet.nama)
        for (b, k), cell in sheet.cells.items():
            benar = pasangan.cell(b, k) if pasangan else None
            if benar is None or cell.formula or cell.value is None or benar.value is None or cell.tercetak == benar.tercetak:
                continue
            x, y = tercetak(cell), tercetak(benar)
            if x is None or y is None:
                beda = normal(benar.value) in LABEL and normal(cell.value) != normal(benar.value)
            else:
                kasar = 10.0 ** -min(x.desimal, y.desimal)
                beda = abs(x.nilai - y.nilai) > kasar * (0.5 + 1e-6)
            if beda:
                yield sheet.nama, alamat(b, k), benar.tercetak


def temuan_buku(buku: Workbook) -> list[tuple[str, str, str, str]]:
    """Code, sheet, cell and value of every finding."""
    return [(t.kode, t.lembar, t.sel, t.hitung) for t in validasi([buku])[0].temuan]


def temuan_berkas(isi: bytes) -> list[tuple[str, str, str, str]]:
    """The same, read from a file."""
    return temuan_buku(baca_buku(isi, "laporan.xlsx"))


def _per_sel(temuan: Sequence[Finding]) -> dict[tuple[str, str], list[Finding]]:
    hasil: dict[tuple[str, str], list[Finding]] = {}
    for t in temuan:
        hasil.setdefault((t.lembar, t.sel), []).append(t)
    return hasil


def _hitung_aturan(skor: Skor, di_sel: dict[tuple[str, str], list[Finding]], salah: set[tuple[str, str]]) -> None:
    for sel, temuan in di_sel.items():
        for t in temuan:
            skor.aturan[t.kode, "salah" if sel in salah else t.tingkat.value] += 1


def _sama(temuan: Finding, seharusnya: str) -> bool:
    """The finding names the right value: the same text, or the same number at the precision of the corpus."""
    if normal(temuan.hitung) == normal(seharusnya) or seharusnya.lower() in temuan.pesan.lower():
        return True
    try:
        a, b = baca(temuan.hitung), baca(seharusnya)
    except LkjipError:
        return False
    if a is None or b is None or a.nilai is None or b.nilai is None:
        return (a is None) == (b is None)
    return bulatkan(a.poin, b.desimal or 0) == bulatkan(b.poin, b.desimal or 0)


def halaman() -> str:
    """The page of docs."""
    baris = [
        "# Skor pemeriksa",
        "",
        *_PENGANTAR,
        "",
        "| Laporan | Tata letak | Angka salah | Ditemukan | Nilai benarnya tepat | Angka benar | Dituduh galat |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    semua = [hitung(laporan, tata_letak) for tata_letak in TATA_LETAK for laporan in contoh.LAPORAN]
    for s in semua:
        baris.append(f"| {s.laporan} | {s.tata_letak} | {s.salah} | {s.ditemukan} | {s.nilai} | {s.benar} | {len(s.palsu)} |")
    for tata_letak in TATA_LETAK:
        bagian = [s for s in semua if s.tata_letak == tata_letak]
        n, d, t = (sum(getattr(s, k) for s in bagian) for k in ("salah", "ditemukan", "nilai"))
        baris.append(
            f"| **Semua** | **{tata_letak}** | **{n}** | **{d}** | **{t}** | **{sum(s.benar for s in bagian)}** | **{sum(len(s.palsu) for s in bagian)}** |"
        )
    baris += [
        "",
        "## Per aturan",
        "",
        *_PER_ATURAN,
        "",
        "| Kode | Di angka salah | Galat lain | Peringatan lain | Info lain |",
        "|---|---:|---:|---:|---:|",
    ]
    aturan: Counter[tuple[str, str]] = sum((s.aturan for s in semua), Counter())
    for kode in sorted({k for k, _ in aturan}):
        baris.append(f"| {kode} | " + " | ".join(str(aturan[kode, j]) for j in ("salah", "galat", "peringatan", "info")) + " |")
    luput = [f"- {s.laporan}, {s.tata_letak}: {x}" for s in semua for x in s.luput]
    baris += ["", "## Luput", "", *(luput or ["Tidak ada."]), "", *_ENGLISH]
    return "\n".join(baris) + "\n"


_PENGANTAR = (
    "Dibuat oleh `make skor`; jangan disunting. Bahannya lima LKjIP yang pernah terbit, yang setiap angkanya sudah dihitung ulang",
    "(`tests/korpus`). Tiap laporan disusun menjadi buku kerja dengan tiga tata letak: **templat** (kedua templat kami, diisi angka tercetak),",
    "**tercetak** (semua tabelnya seperti di kertas: sel gabungan, baris nomor kolom, angka sebagai teks, kepala diulang di halaman baru),",
    "dan **polos** (satu tabel satu lembar, satu baris kepala, angka sebagai angka). Angka yang dasarnya hanya ada di kalimat laporan",
    "disertakan sebagai lembar pernyataan. *Dituduh galat* adalah galat pada angka yang benar: harus nol.",
)
_PER_ATURAN = ("Banyaknya temuan tiap kode di semua laporan dan tata letak: di sel yang memang salah, dan di sel lain menurut tingkatnya.",)
_ENGLISH = (
    "## For engineers",
    "",
    "Recall is *Ditemukan / Angka salah*, precision of galat is judged on the figures that the corpus calls right (or cut).",
    "Findings elsewhere are on cells that the corpus does not judge, such as names and targets that differ between tables.",
)


def main() -> int:
    """Print the scores and write the page."""
    from rich.console import Console
    from rich.table import Table

    layar, hasil = (
        Console(),
        Table("Laporan", "Tata letak", "Salah", "Ditemukan", "Nilai tepat", "Benar", "Dituduh galat", title="Skor pemeriksa"),
    )
    for tata_letak in TATA_LETAK:
        for laporan in contoh.LAPORAN:
            s = hitung(laporan, tata_letak)
            hasil.add_row(laporan, tata_letak, *map(str, (s.salah, s.ditemukan, s.nilai, s.benar, len(s.palsu))))
            if "-v" in sys.argv:
                for x in (*s.luput, *s.palsu):
                    layar.print(f"  {laporan} {tata_letak}: {x}", markup=False)
    layar.print(hasil)
    HALAMAN.write_text(halaman(), encoding="utf-8")
    layar.print(f"Ditulis: {HALAMAN.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
