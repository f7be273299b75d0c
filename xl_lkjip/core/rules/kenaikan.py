"""KNK101."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..angka import kosong
from ..banding import Tercetak, tercetak
from ..cetak import angka
from ..forms.dokumen import TabelTerbaca
from ..forms.tabel_umum import KolomUmum, TabelUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat, sesudah

_TAHUN = re.compile(r"\b(?:19|20)\d\d\b")
_CARA: dict[str, Callable[[float, float], float]] = {
    "pertumbuhan": lambda lama, baru: (baru / lama - 1) * 100,
    "selisih": lambda lama, baru: baru - lama,
}
_DASAR = ("realisasi", "capaian", "lain", "uraian", "jumlah", "rata", "target", "realisasi_anggaran", "pagu")


@dataclass(frozen=True, slots=True)
class _Langkah:
    """A printed change, with the figure before it and the figure after."""

    cell: Cell
    lama: Cell
    baru: Cell


class Kenaikan(Rule):
    """Kenaikan, penurunan, atau pertumbuhan yang tercetak adalah selisih atau pertumbuhan dua angka tahunnya."""

    kode = ("KNK101",)
    jenis = ("pk", "pengukuran")
    dasar = "Kenaikan = angka baru - angka lama; pertumbuhan = (angka baru / angka lama - 1) x 100%"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            for kolom in tabel.berperan("kenaikan"):
                yield from self._kolom(konteks, tabel, kolom)

    def _kolom(self, konteks: Konteks, tabel: TabelUmum, kolom: KolomUmum) -> Iterator[Finding]:
        """The pair of columns and the way of calculating that fit most rows are taken for what the column means."""
        terbaik: tuple[int, str, list[_Langkah]] = (-1, "", [])
        for calon in _calon(tabel, kolom):
            for cara in _CARA:
                cocok = sum(_cocok(x, cara) for x in calon)
                if cocok > terbaik[0]:
                    terbaik = cocok, cara, calon
        cocok, cara, langkah = terbaik
        salah = [x for x in langkah if not _cocok(x, cara)]
        if not cara or (not cocok and len(langkah) > 1):
            return  # nothing tells what the column is
        milik = TabelTerbaca("", tabel.lembar, {})
        for x in langkah:
            konteks.hitung(milik, x.cell)
        for x in salah if len(salah) <= max(cocok, 1) else ():
            nilai, hitung = _nilai(x, cara), tercetak(x.cell)
            if nilai is None or hitung is None:
                continue
            tulis = angka(abs(nilai) if hitung.nilai >= 0 > nilai and "turun" in kolom.nama.lower() else nilai, hitung.desimal)
            tulis += "%" if hitung.persen else ""
            satu = self.temuan(
                konteks, milik, x.cell,
                f"{kolom.nama} tercetak {x.cell.tercetak}, tetapi dari {x.lama.tercetak} ke {x.baru.tercetak} {cara}nya {tulis}.",
                f"Ganti dengan {tulis}.", hitung=tulis, tingkat=None if cocok > 1 or (cocok and len(salah) == 1) else Tingkat.PERINGATAN,
            )  # fmt: skip
            akar = _akar(konteks, tabel.lembar, x, cara)
            yield sesudah(satu, *akar) if akar else satu


def _calon(tabel: TabelUmum, kolom: KolomUmum) -> Iterator[list[_Langkah]]:
    """Where the two figures of a change can stand: in two rows of years, or in two columns of years."""
    isi = [b for b in tabel.isi() if kolom.nomor in b.sel]
    if tabel.berperan("waktu"):
        for dasar in sorted((k for k in tabel.kolom if k.peran in _DASAR and k.nomor != kolom.nomor), key=lambda k: _DASAR.index(k.peran)):
            semua = [(b.sel.get(dasar.nomor), c.sel.get(dasar.nomor), c.sel.get(kolom.nomor)) for b, c in pairwise(tabel.isi())]
            yield [x for lama, baru, cell in semua if (x := _langkah(cell, lama, baru))]
        return
    tahun = [k for k in tabel.kolom if k.arti.tahun and k.peran in _DASAR]
    disebut = [int(t) for t in _TAHUN.findall(kolom.nama)]
    for lama, baru in pairwise(sorted(tahun, key=lambda k: (k.peran, k.arti.tahun))):
        if lama.peran != baru.peran or lama.arti.tahun == baru.arti.tahun:
            continue
        if len(set(disebut)) == 2 and {lama.arti.tahun, baru.arti.tahun} != set(disebut):
            continue
        yield [x for b in isi if (x := _langkah(b.sel.get(kolom.nomor), b.sel.get(lama.nomor), b.sel.get(baru.nomor)))]


def _langkah(cell: Cell | None, lama: Cell | None, baru: Cell | None) -> _Langkah | None:
    if cell is None or lama is None or baru is None or kosong(cell.value):
        return None
    a, b, c = tercetak(lama), tercetak(baru), tercetak(cell)
    return _Langkah(cell, lama, baru) if a is not None and b is not None and c is not None and a.persen == b.persen else None


def _akar(konteks: Konteks, lembar: str, x: _Langkah, cara: str) -> tuple[str, str] | None:
    """The cell, and its finding, which once mended makes the printed change right."""
    for sel in (x.lama, x.baru):
        for nilai, akar in konteks.usulan(lembar, sel):
            tulis = angka(nilai, 9, ribuan=False).rstrip("0").rstrip(",") + ("%" if sel.persen else "")
            ganti = replace(sel, value=tulis)
            if _cocok(_Langkah(x.cell, ganti if sel is x.lama else x.lama, ganti if sel is x.baru else x.baru), cara):
                return sel.alamat, akar
    return None


def _nilai(x: _Langkah, cara: str) -> float | None:
    a, b = tercetak(x.lama), tercetak(x.baru)
    if a is None or b is None or (cara == "pertumbuhan" and not a.nilai):
        return None
    return _CARA[cara](a.nilai, b.nilai)


def _cocok(x: _Langkah, cara: str) -> bool:
    """Right to its last digit, with or without its sign, from the figures as printed or as they were before they were rounded."""
    nilai, c = _nilai(x, cara), tercetak(x.cell)
    if nilai is None or c is None:
        return False
    ragu = 0.5 * 10.0**-c.desimal + _goyah(x, cara) + 1e-9
    return any(abs(abs(c.nilai) * kali - abs(nilai)) <= ragu * kali for kali in ((1, 100) if not c.persen and c.desimal > 1 else (1,)))


def _goyah(x: _Langkah, cara: str) -> float:
    """How far the change may be off because both figures are rounded where they are printed."""
    a, b = tercetak(x.lama), tercetak(x.baru)
    if a is None or b is None:
        return 0.0
    setengah = sum(0.5 * 10.0**-t.desimal for t in (a, b) if _berdesimal(t))
    return setengah if cara == "selisih" else setengah / abs(a.nilai) * 100 if a.nilai else 0.0


def _berdesimal(t: Tercetak) -> bool:
    return t.persen or t.desimal != 0
