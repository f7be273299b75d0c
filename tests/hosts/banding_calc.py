"""Every formula of an open Calc document beside the values stored in its file."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hosts.kantor import Dokumen, Kantor, Nilai
from xl_lkjip.core.workbook import Cell, Sheet, Workbook
from xl_lkjip.core.workbook import Nilai as NilaiSel
from xl_lkjip.xlsx.evaluate import NAMA_ADA_FUNGSI

NA = "#N/A"
_FORMULA_GALAT = 4  # com.sun.star.sheet.FormulaResult.ERROR


@dataclass(frozen=True, slots=True)
class Selisih:
    """One formula whose value in Calc is not the stored one."""

    tempat: str
    tersimpan: NilaiSel
    calc: Nilai


def selisih_formula(kantor: Kantor, doc: Dokumen, tersimpan: Workbook) -> list[Selisih]:
    """All differences, after recalculation. The probe AdaLKjIP is left out: no file can know its value.

    With our functions installed there is none. Without them `pisahkan` takes apart what plain formulas leave to the functions.
    """
    kantor.hitung_ulang(doc)
    probe = tersimpan.names.get(NAMA_ADA_FUNGSI, "").replace("$", "")
    hasil = []
    for sheet in tersimpan.sheets:
        for cell, calc in _nilai_formula(kantor, doc, sheet):
            tempat = f"{sheet.nama}!{cell.alamat}"
            if tempat != probe and not _sama(cell.value, calc):
                hasil.append(Selisih(tempat, cell.value, calc))
    return hasil


def pisahkan(selisih: list[Selisih]) -> tuple[list[Selisih], list[str]]:
    """Wrong values, and the places where Calc answers #N/A: right only where a text input takes part, which the test has to know."""
    return [s for s in selisih if s.calc != NA], [s.tempat for s in selisih if s.calc == NA]


def _nilai_formula(kantor: Kantor, doc: Dokumen, sheet: Sheet) -> list[tuple[Cell, Nilai]]:
    """The formula cells of a sheet with their values in Calc, read in two calls."""
    formula = [c for c in sheet.cells.values() if c.formula]
    if not formula:
        return []
    akhir = max(c.kolom for c in formula) - 1, max(c.baris for c in formula) - 1
    rentang = doc.Sheets.getByName(sheet.nama).getCellRangeByPosition(0, 0, *akhir)
    data = rentang.getDataArray()  # None where there is an error
    teks = kantor.tampil(doc, sheet.nama) if rentang.queryFormulaCells(_FORMULA_GALAT).Count else []
    return [(c, teks[c.baris - 1][c.kolom - 1] if (v := data[c.baris - 1][c.kolom - 1]) is None else v) for c in formula]


def _sama(tersimpan: NilaiSel, calc: Nilai) -> bool:
    if isinstance(tersimpan, (float, bool)):
        return isinstance(calc, float) and math.isclose(tersimpan, calc, rel_tol=1e-12, abs_tol=1e-12)
    return (tersimpan or "") == calc
