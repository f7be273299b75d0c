"""What several rules on the contents of a form share: rows that follow another table, numbers of one unit, digits as printed."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..angka import Angka, selaraskan
from ..banding import tercetak
from ..cetak import angka as tulis_angka
from ..errors import LkjipError
from ..forms import TABEL
from ..forms.dokumen import Baris, Dokumen, TabelTerbaca
from ..forms.nama import mirip, normal
from ..workbook import Cell

# Units that are used for one another.
_SETARA = (
    {"indeks", "indek", "nilai", "poin", "point", "skor", "angka"},
    {"orang", "org", "jiwa", "pegawai", "asn", "pns", "peserta", "pejabat", "siswa"},
    {"persen", "prosen"},
    {"dokumen", "dok", "berkas"},
    {"laporan", "lap", "lhp"},
    {"kali", "x"},
)


def pendukung(dokumen: Dokumen, kunci: str) -> TabelTerbaca | None:
    """One of the supporting tables of our template."""
    return next((t for t in dokumen.pendukung if t.kunci == kunci), None)


def semua_tabel(dokumen: Dokumen) -> list[TabelTerbaca]:
    """The form, the supporting tables, and those of another layout that repeat or compare the figures."""
    return [*dokumen.tabel, *dokumen.pendukung, *dokumen.pandangan]


def pengikut(dokumen: Dokumen, kunci: str) -> Iterator[tuple[TabelTerbaca, Baris, TabelTerbaca, Baris]]:
    """Each row of a table that follows another one, with the row that it follows."""
    tabel = pendukung(dokumen, kunci)
    induk = next((t for t in (*dokumen.tabel, *dokumen.pendukung) if t.kunci == TABEL[kunci].ikut and t.awal), None)
    if tabel is None or induk is None:
        return
    per_nomor = {b.baris - induk.awal: b for b in induk.baris}
    for baris in tabel.baris:
        milik = per_nomor.get(baris.baris - tabel.awal)
        if milik is not None:
            yield tabel, baris, induk, milik


def sama(a: Angka, b: Angka) -> bool:
    """Equal as numbers of one unit, or in the figure itself; ranges by their bounds, letters alone when they are the same."""
    if a.rentang and b.rentang:
        return a.rentang == b.rentang or (a.persen != b.persen and _poin(a) == _poin(b))
    if a.nilai is not None and b.nilai is not None and math.isclose(a.poin, b.poin, rel_tol=1e-9, abs_tol=_kasar(a) + _kasar(b)):
        return True
    if any(x.lain is not None and y.nilai is not None and math.isclose(x.lain, y.nilai, rel_tol=1e-9) for x, y in ((a, b), (b, a))):
        return True  # "1,250" is 1250 as well: which one is meant, the rule Masukan asks
    try:
        x, y = selaraskan(a, b)
    except LkjipError:
        return a.huruf == b.huruf and bool(a.huruf)
    return math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)


def _kasar(a: Angka) -> float:
    """How far "12,5 miliar" may be off."""
    return 0.5 * 10.0 ** -(a.desimal or 0) if a.pangkat and (a.desimal or 0) < 0 else 0.0


def _poin(a: Angka) -> tuple[float, ...]:
    """The bounds of a range as they were written, before the percent sign was applied."""
    return tuple(round(n * 100, 9) if a.persen else n for n in a.rentang or ())


def satuan_sama(a: str, b: str) -> bool:
    """The same unit, or one that is written shorter or in other words."""
    x, y = (normal(s.replace("%", " persen ")) for s in (a, b))
    kata_x, kata_y = set(x.split()), set(y.split())
    if x.startswith(y) or y.startswith(x) or kata_x <= kata_y or kata_y <= kata_x or mirip(x, y):
        return True
    return any(kata_x & s and kata_y & s for s in _SETARA)


def satuan_beda(a: Baris, b: Baris) -> bool:
    """Both rows say their unit, and not the same."""
    x, y = a.teks("satuan"), b.teks("satuan")
    return bool(x and y) and not satuan_sama(x, y)


def seukuran(a: Angka | None, b: Angka | None) -> tuple[float, float] | None:
    """Two numbers in one unit; None where they have none or one is missing."""
    if a is None or b is None or a.nilai is None or b.nilai is None:
        return None
    try:
        return selaraskan(a, b)
    except LkjipError:
        return None


def digit(cell: Cell) -> str:
    """The significant digits of a figure as printed: "90,690%" -> "9069", 1.200.000 -> "12"."""
    angka = tercetak(cell)
    if angka is None:
        return ""
    return "".join(c for c in tulis_angka(abs(angka.nilai), angka.desimal, ribuan=False) if c.isdigit()).strip("0")


def bertukar(a: str, b: str) -> bool:
    """Two digits that stand side by side have changed places."""
    if len(a) != len(b):
        return False
    beda = [i for i in range(len(a)) if a[i] != b[i]]
    return len(beda) == 2 and beda[1] == beda[0] + 1 and a[beda[0]] == b[beda[1]] and a[beda[1]] == b[beda[0]]
