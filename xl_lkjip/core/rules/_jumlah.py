"""What the rules on sums of budgets share: how a mended cell is named, written and proven."""

from __future__ import annotations

import re

from ..cetak import angka
from ..forms.isi import Penjumlahan
from ..forms.neraca import Perbaikan
from ..forms.tabel_umum import TabelUmum
from ..workbook import Cell, letak, tempat
from ._base import Konteks

_SUM = re.compile(r"SUM\(([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)\)")

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


def terlewat(satu: Penjumlahan) -> list[Cell]:
    """The parts that a printed sum skips: those outside the range of its formula, or the only one that is just the difference.

    The same for one that is counted twice. Then it is the sum that is wrong, not a part of it.
    """
    ada = [b for b in satu.bagian if b.cell.kolom and b.nilai]
    cocok = _SUM.fullmatch(satu.isi.cell.formula.replace("$", "").upper())
    if cocok:
        (b1, k1), (b2, k2) = letak(cocok[1]), letak(cocok[2])
        luar = [b.cell for b in ada if not (b1 <= b.cell.baris <= b2 and k1 <= b.cell.kolom <= k2)]
        if luar and len(luar) < len(ada):
            return luar
    beda = abs(satu.isi.nilai - satu.jumlah)
    sama = [b.cell for b in ada if abs(b.nilai - beda) < 0.5 * 10.0**-b.desimal]
    return sama if len(ada) > 2 and len(sama) == 1 and beda >= BESAR else []


def kode(satu: Perbaikan) -> str:
    return "JML111" if satu.sebab.baris_sisa else "JML105" if satu.di_total else "JML107"


def sebut(tabel: TabelUmum, satu: Perbaikan) -> str:
    return f"{kode(satu)} {tabel.lembar}!{satu.sel.cell.alamat}"


def tulis(nilai: float, cell: Cell, desimal: int) -> str:
    return angka(nilai, desimal, any(t in cell.tercetak for t in ".,"))
