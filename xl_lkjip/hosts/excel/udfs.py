"""The worksheet functions in Excel, made from the registry. xlwings finds them here by name.

Nothing is raised to Excel: an error travels as a marked text, of which the add-in makes a real error of Excel.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlwings as xw

from ...core import functions
from ...core.errors import VALUE, LkjipError
from ...core.registry import FUNCTIONS, WorksheetFunction
from ...core.workbook import GALAT_SEL

KATEGORI = "LKjIP"
TANDA_GALAT = "\x01"  # cannot be typed into a cell, so no text of a user is taken for an error
_PILIHAN: dict[str, Any] = {"ndim": 2, "err_to_str": True}  # shapes as they are: xlwings would make a row of a column, None of #N/A


class SelError(LkjipError):
    """An error that stood in an argument; it passes through, as in any function of Excel."""

    def __init__(self, teks: str) -> None:
        ValueError.__init__(self, teks)
        self.kode, self.tempat, self.isi = "", "", {}
        self.excel, self.sebab, self.saran = teks, "", ""


def _buat(fungsi: WorksheetFunction) -> Any:
    def udf(*nilai: Any) -> Any:
        return jawab(fungsi, nilai)

    udf.__name__ = udf.__qualname__ = fungsi.nama
    udf.__doc__ = fungsi.ringkas
    udf.__annotations__ = {}  # xlwings would take them for converters
    jenis, wajib = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.empty
    parameter = [inspect.Parameter(a.nama, jenis, default=wajib if a.wajib else None) for a in fungsi.argumen]
    udf.__signature__ = inspect.Signature(parameter)  # type: ignore[attr-defined]
    hasil: Any = udf
    for argumen in fungsi.argumen:
        hasil = xw.arg(argumen.nama, doc=argumen.bantuan, **_PILIHAN)(hasil)
    # Last, since every xw.arg forgets the category. No async_mode: a cell never shows a value that is still to come.
    return xw.func(category=KATEGORI)(hasil)


def jawab(fungsi: WorksheetFunction, nilai: Sequence[Any]) -> Any:
    """One call from Excel: arguments as rows (None where left out); the answer is a value, or rows for ranges."""
    try:
        return _jawab(fungsi, [_sel(v, tabel=a.tabel) for a, v in zip(fungsi.argumen, nilai, strict=True)])
    except LkjipError as galat:
        return TANDA_GALAT + galat.excel
    except Exception:  # noqa: BLE001 - whatever happens, the cell gets an error and Excel goes on
        from .catatan import catat

        catat(f"fungsi {fungsi.nama}")
        return TANDA_GALAT + VALUE


def _jawab(fungsi: WorksheetFunction, nilai: list[Any]) -> Any:
    while len(nilai) > fungsi.banyak_wajib and nilai[-1] is None:
        nilai.pop()
    rentang = [i for i, v in enumerate(nilai) if isinstance(v, list) and not fungsi.argumen[i].tabel]
    panggil = getattr(functions, fungsi.nama)
    if len({(len(nilai[i]), len(nilai[i][0])) for i in rentang}) != 1:
        return _keluar(panggil(*nilai))
    kolom = len(nilai[rentang[0]][0])
    for i in rentang:  # of one shape, so flat lists will do, which take the short cut of the registry
        nilai[i] = [v for baris in nilai[i] for v in baris]
    hasil = [_keluar(v) for v in panggil(*nilai)]
    return [hasil[n : n + kolom] for n in range(0, len(hasil), kolom)]


def _sel(nilai: Any, *, tabel: bool) -> Any:
    """An argument as xlwings reads it, in the types of the domain; one cell is a scalar."""
    if not isinstance(nilai, list):
        return _masuk(nilai)
    if len(nilai) == 1 and len(nilai[0]) == 1:
        return _masuk(nilai[0][0])
    if tabel:  # one value: an error in it is the error of all
        galat = next((v for baris in nilai for v in baris if v in GALAT_SEL), None)
        return nilai if galat is None else SelError(galat)
    return [[_masuk(v) for v in baris] for baris in nilai]


def _masuk(nilai: Any) -> Any:
    if isinstance(nilai, Decimal):  # a cell in a currency format
        return float(nilai)
    return SelError(nilai) if isinstance(nilai, str) and nilai in GALAT_SEL else nilai


def _keluar(nilai: Any) -> Any:
    return TANDA_GALAT + nilai.excel if isinstance(nilai, LkjipError) else nilai


for _fungsi in FUNCTIONS.values():
    globals()[_fungsi.nama] = _buat(_fungsi)
