"""The menu "LKjIP" in real Calc, by dispatch as the menu does it, and what Validasi leaves in a document."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hosts.kantor import Dokumen, Kantor
from xl_lkjip import contoh
from xl_lkjip.core.lembar_validasi import KEPALA, WARNA
from xl_lkjip.core.rules import Finding
from xl_lkjip.core.tanggapan import JUDUL
from xl_lkjip.core.workbook import alamat
from xl_lkjip.hosts.libreoffice.hidup.baca import teks_komentar

Buka = Callable[[Path], Dokumen]
BUKU = [f"{f}_{n}" for n in ("Blitar_2023", "Kediri_2021", "Lumajang_2020", "Mojokerto_2020") for f in ("Pengukuran", "Tabel_PK")]
TERCETAK = "Pengukuran_Blitar_2023_tercetak"


@cache
def contoh_buku(laporan: str) -> dict[str, bytes]:
    return {Path(n).stem: isi for n, (isi, _) in contoh.buku(laporan).items()}


def isi_buku(nama: str) -> bytes:
    laporan = nama.removesuffix("_tercetak").removeprefix("Pengukuran_").removeprefix("Tabel_PK_").lower()
    return contoh_buku(laporan)[nama]


class Menu:
    """One Calc with the menu."""

    def __init__(self, kantor: Kantor, buka: Buka, folder: Path) -> None:
        self.kantor, self._buka, self.folder = kantor, buka, folder
        jalur = kantor.layanan("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True)
        self.log = Path(jalur.removeprefix("file://")) / "xl_lkjip" / "pesan.log"

    def buka(self, isi: bytes, nama: str = "b") -> Dokumen:
        berkas = self.folder / f"{nama}.xlsx"
        berkas.write_bytes(isi)
        return self._buka(berkas)

    def perintah(self, doc: Dokumen, kunci: str, **pilihan: str) -> str:
        """Run a command; the last message."""
        lama = len(self.pesan())
        self.kantor.perintah(doc, f"org.xllkjip:{kunci}", **pilihan)
        baru = self.pesan()[lama:]
        assert [p for p in baru if p["macam"] == "jejak"] == []
        return str(baru[-1]["teks"]) if baru else ""

    def pesan(self) -> list[dict[str, str]]:
        return [json.loads(b) for b in self.log.read_text(encoding="utf-8").splitlines()] if self.log.exists() else []


def rupa(doc: Dokumen) -> list[object]:
    """Everything that Validasi could change: sheets, protection, colours, comments, formats by condition, styles, contents."""
    hasil: list[object] = [doc.StyleFamilies.getByName("CellStyles").ElementNames]
    for s in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)):
        kursor = s.createCursor()
        kursor.gotoEndOfUsedArea(True)
        warna = []
        kelompok = s.getUniqueCellFormatRanges()
        for g in map(kelompok.getByIndex, range(kelompok.Count)):
            warna += [(a.StartRow, a.StartColumn, a.EndRow, a.EndColumn, g.CellBackColor) for a in g.getRangeAddresses()]
        komentar = [
            (a.Position.Row, a.Position.Column, teks_komentar(a)) for a in map(s.Annotations.getByIndex, range(s.Annotations.Count))
        ]
        bentuk = [(b.Range.RangeAddressesAsString, b.getCount()) for b in s.ConditionalFormats.getConditionalFormats()]
        hasil.append((s.Name, s.isProtected(), kursor.getFormulaArray(), warna_sel(warna), sorted(komentar), sorted(bentuk)))
    return hasil


def warna_sel(warna: list[tuple[int, int, int, int, int]]) -> dict[tuple[int, int], int]:
    return {(b, k): w for b1, k1, b2, k2, w in warna for b in range(b1, min(b2, 300) + 1) for k in range(k1, min(k2, 60) + 1) if w != -1}


def bertanda(doc: Dokumen) -> dict[tuple[str, str], str]:
    """Sheet and cell of every mark by colour, from the formats alone."""
    hasil = {}
    for s in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)):
        for b in s.ConditionalFormats.getConditionalFormats():
            entri = b.getByIndex(0)
            if entri.getType() == 0 and entri.Formula1.startswith('LEN("xl_lkjip'):
                assert entri.Operator == 24  # EXPRESSION: another operator would colour by quite another question
                gaya = doc.StyleFamilies.getByName("CellStyles").getByName(entri.StyleName)
                for a in b.Range.getRangeAddresses():
                    for baris in range(a.StartRow + 1, a.EndRow + 2):
                        for kolom in range(a.StartColumn + 1, a.EndColumn + 2):
                            hasil[s.Name, alamat(baris, kolom)] = f"{gaya.CellBackColor:06X}"
    return hasil


def terberat(temuan: list[Finding]) -> dict[tuple[str, str], str]:
    hasil: dict[tuple[str, str], str] = {}
    for t in sorted(temuan, key=lambda t: list(WARNA).index(t.tingkat), reverse=True):
        if t.sel:
            hasil[t.lembar, t.sel] = WARNA[t.tingkat]
    return hasil


def baris_validasi(doc: Dokumen) -> list[tuple[str, ...]]:
    s = doc.Sheets.getByName("Validasi")
    kursor = s.createCursor()
    kursor.gotoEndOfUsedArea(False)
    return list(s.getCellRangeByPosition(0, KEPALA, len(JUDUL) - 1, kursor.RangeAddress.EndRow).getDataArray())
