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
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms.nama import normal
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Workbook, alamat
from xl_lkjip.xlsx.reader import baca_buku

TATA_LETAK = ("templat", "tercetak", "polos")
HALAMAN = Path(__file__).parents[1] / "docs" / "skor.md"
Tempat = tuple[str, str, str]  # file, sheet, cell


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
    for sheet, cell, seharusnya in _beda(satu, lurus):
        salah.add((sheet, cell))
        temuan = di_sel.get((sheet, cell), [])
        skor.salah += 1
        skor.ditemukan += bool(temuan)
        skor.nilai += any(_sama(t, seharusnya) for t in temuan)
        if not temuan:
            skor.luput.append(f"{satu.nama} {sheet}!{cell}: seharusnya {seharusnya}")
    for sheet_ in satu.sheets:
        for (b, k), cell_ in sheet_.cells.items():
            if isinstance(cell_.value, (int, float)) and (sheet_.nama, alamat(b, k)) not in salah:
                skor.benar += 1
                skor.palsu += [
                    f"{sheet_.nama}!{t.sel} {t.kode} {t.pesan}"
                    for t in di_sel.get((sheet_.nama, alamat(b, k)), [])
                    if t.tingkat is Tingkat.GALAT
                ]
    _hitung_aturan(skor, di_sel, salah)


def _beda(satu: Workbook, lurus: Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in satu.sheets:
        pasangan = lurus.sheet(sheet.nama)
        for (b, k), cell in sheet.cells.items():
            benar = pasangan.cell(b, k) if pasangan else None
            if (
                benar is not None
                and not cell.formula
                and benar.tercetak
                and cell.tercetak != benar.tercetak
                and any(c.isdigit() for c in cell.tercetak + benar.tercetak)
            ):
                yield sheet.nama, alamat(b, k), benar.tercetak


def _per_sel(temuan: Sequence[Finding]) -> dict[tuple[str, str], list[Finding]]:
    hasil: dict[tuple[str, str], list[Finding]] = {}
    for t in temuan:
        hasil.setdefault((t.lembar, t.sel), []).append(t)
    return hasil


def _hitung_aturan(skor: Skor, di_sel: dict[tuple[str, str], list[Finding]], salah: set[tuple[str, str]]) -> None:
    for letak, temuan in di_sel.items():
        for t in temuan:
            skor.aturan[t.kode, "salah" if letak in salah else t.tingkat.value] += 1


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
