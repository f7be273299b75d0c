"""What the rules on sums of budgets share: how a mended cell is named, written and proven."""

from __future__ import annotations

from ..cetak import angka
from ..forms.neraca import Perbaikan
from ..forms.tabel_umum import TabelUmum
from ..workbook import Cell, tempat
from ._base import Konteks

BESAR = 10_000  # from here on a number found elsewhere is no accident
BAGIAN_TERTULIS = 6  # parts that a message writes out


def catat(konteks: Konteks, tabel: TabelUmum, satu: Perbaikan) -> None:
    """Tells the rules to come what should stand in the cell."""
    if satu.pasti:
        konteks.dibetulkan[tabel.lembar, satu.sel.cell.alamat] = (satu.benar, sebut(tabel, satu))
        if satu.nyata and satu.akibat is None and max(satu.benar, satu.sel.nilai) >= BESAR:
            konteks.terbukti[satu.sel.nilai] = (satu.benar, sebut(tabel, satu))


def tempat_lain(konteks: Konteks, tabel: TabelUmum, nilai: float, kolom: int, kecuali: Cell) -> str:
    """Where a large number stands elsewhere in the files; of this table only in the same column, and not at the sum itself."""
    atas, bawah = tabel.kepala[0], tabel.baris[-1].baris
    for lembar, c in konteks.angka_besar.get(round(nilai, 2), ()) if nilai >= BESAR else ():
        if lembar != tabel.lembar or not atas <= c.baris <= bawah or (c.kolom == kolom and c.alamat != kecuali.alamat):
            return tempat(lembar, c)
    return ""


def bukti(satu: Perbaikan, tulis: str) -> str:
    return f"; dengan {tulis} cocok juga {', '.join(satu.bukti[:BAGIAN_TERTULIS])}" if satu.bukti else ""


def kode(satu: Perbaikan) -> str:
    return "JML111" if satu.sebab.baris_sisa else "JML105" if satu.di_total else "JML107"


def sebut(tabel: TabelUmum, satu: Perbaikan) -> str:
    return f"{kode(satu)} {tabel.lembar}!{satu.sel.cell.alamat}"


def tulis(nilai: float, cell: Cell, desimal: int) -> str:
    return angka(nilai, desimal, any(t in cell.tercetak for t in ".,"))
