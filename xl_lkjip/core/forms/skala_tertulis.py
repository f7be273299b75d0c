"""A scale of predicates that the workbook prints itself: a legend of ranges and labels, in rows or in one sentence.

Only one without a doubt is taken: three bands or more that follow each other. A value in a hole between two bands may have either label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..parameter import DIGIT_RASIO, Pita, Skala
from ..workbook import Cell, Workbook, tempat
from .nama import normal

_PITA_MIN, _PITA_MAKS = 3, 8
_LUBANG_MAKS = 1.0  # 76-90, 91-100
_PUNCAK = (50.0, 300.0)  # highest bound of a scale in percent
_PALING_BAWAH = -9.99e307
_PANJANG_MAKS = 400
_N = r"(\d{1,3}(?:[.,]\d{1,3})?)"
_DUA = re.compile(rf"(>=|>)? ?{_N} ?- ?(<=|<)? ?{_N}")
_DI_ANTARA = re.compile(rf"{_N} ?(<=|<) ?[a-z]* ?(<=|<) ?{_N}")
_SATU = re.compile(rf"(>=|<=|>|<) ?{_N}")
_ATAS = re.compile(rf"{_N} ?(?:ke ?atas|atau lebih)")
_BAWAH = re.compile(rf"{_N} ?(?:ke ?bawah|atau kurang)")
_GANTI = (
    (r"[%≥≤–]|persen", lambda c: {"≥": ">=", "≤": "<=", "–": "-"}.get(c[0], " ")),
    (r"=>", ">="), (r"=<", "<="),
    (r"\bs ?[./]? ?d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b", "-"),
    (r"\b(?:lebih(?: besar)? (?:dari )?sama dengan|minimal|paling (?:sedikit|rendah)|sekurang-kurangnya)\b", ">="),
    (r"\b(?:kurang (?:dari )?sama dengan|maksimal|paling (?:banyak|tinggi))\b", "<="),
    (r"\b(?:lebih(?: besar| tinggi)?(?: dari(?:pada)?)?|di ?atas)\b(?!$)", ">"),
    (r"\b(?:kurang(?: dari(?:pada)?)?|lebih kecil dari|di ?bawah)\b(?!$)", "<"),
)  # fmt: skip
_LABEL = re.compile(r"[A-Za-z][A-Za-z ()/.-]{0,39}")
_PISAH = re.compile(r"[;\n]")
_MULAI = re.compile(r"(?:keterangan|ket|skala|kriteria|catatan)\b[^:=]{0,30}:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selang:
    """A range of percent; None: open. `>`: the bound itself does not belong to it."""

    bawah: float | None
    atas: float | None
    tanpa_bawah: bool = False
    tanpa_atas: bool = False


@dataclass(frozen=True, slots=True)
class SkalaTertulis:
    """A printed scale: where it stands, and its readings, which differ in the holes between its bands only."""

    lembar: str
    baris: range
    skala: tuple[Skala, ...]

    @property
    def label(self) -> frozenset[str]:
        return frozenset(normal(p.label) for p in self.skala[0].pita)


def skala_tertulis(buku: Workbook) -> Iterator[SkalaTertulis]:
    """Every printed scale of a workbook."""
    for sheet in buku.sheets:
        baris: dict[int, list[Cell]] = {}
        for (b, _), cell in sorted(sheet.cells.items()):
            if isinstance(cell.value, str) and len(cell.value) <= _PANJANG_MAKS and not cell.formula:
                baris.setdefault(b, []).append(cell)
        deret: list[tuple[Cell, Selang, str]] = []
        for nomor in sorted(baris):
            for cell in baris[nomor]:
                kalimat = [p for teks in _PISAH.split(_MULAI.sub("", str(cell.value))) if (p := _sekalimat(teks))]
                if len(kalimat) >= _PITA_MIN:
                    yield from _susun(sheet.nama, [(cell, *p) for p in kalimat])
            pita = _sebaris(baris[nomor])
            if deret and (pita is None or nomor != deret[-1][0].baris + 1):
                yield from _susun(sheet.nama, deret)
                deret = []
            deret += [pita] if pita else []
        yield from _susun(sheet.nama, deret)


def _sebaris(isi: list[Cell]) -> tuple[Cell, Selang, str] | None:
    """The range and the label that stand in one row, beside each other or in one cell."""
    for i, cell in enumerate(isi):
        selang = baca_selang(str(cell.value))
        label = [c for c in (*isi[i + 1 : i + 2], *isi[max(0, i - 1) : i]) if _LABEL.fullmatch(str(c.value).strip())]
        if selang and label:
            return cell, selang, str(label[0].value).strip()
        sekalimat = _sekalimat(str(cell.value))
        if sekalimat:
            return cell, *sekalimat
    return None


def _sekalimat(teks: str) -> tuple[Selang, str] | None:
    """ "85 ke atas = Sangat Berhasil", "Tinggi: 76 - 90"."""
    for tanda in (t for t in "=:" if t in teks):
        for kiri, _, kanan in (teks.rpartition(tanda), teks.partition(tanda)):
            for a, b in ((kiri, kanan), (kanan, kiri)):
                if (selang := baca_selang(a)) and _LABEL.fullmatch(b.strip().rstrip(".")):
                    return selang, b.strip().rstrip(".")
    return None


@lru_cache(maxsize=4096)
def baca_selang(teks: str) -> Selang | None:
    """ "76 - 90,99", "85 s.d. < 100", ">= 100%", "lebih dari 100%", "di bawah 55", "85 ke atas"."""
    if len(teks) > 60 or not any(c.isdigit() for c in teks):
        return None
    teks = teks.lower()
    for pola, ganti in _GANTI:
        teks = re.sub(pola, ganti, teks)
    teks = " ".join(teks.split())
    if cocok := _DUA.fullmatch(teks):
        return Selang(_angka(cocok[2]), _angka(cocok[4]), cocok[1] == ">", cocok[3] == "<")
    if cocok := _DI_ANTARA.fullmatch(teks):
        return Selang(_angka(cocok[1]), _angka(cocok[4]), cocok[2] == "<", cocok[3] == "<")
    if cocok := _SATU.fullmatch(teks):
        lepas = len(cocok[1]) == 1
        return Selang(_angka(cocok[2]), None, lepas) if cocok[1][0] == ">" else Selang(None, _angka(cocok[2]), tanpa_atas=lepas)
    if cocok := _ATAS.fullmatch(teks):
        return Selang(_angka(cocok[1]), None)
    cocok = _BAWAH.fullmatch(teks)
    return Selang(None, _angka(cocok[1])) if cocok else None


def _angka(teks: str) -> float:
    return float(teks.replace(",", "."))


def _susun(lembar: str, deret: list[tuple[Cell, Selang, str]]) -> Iterator[SkalaTertulis]:
    """The bands as a scale, if they follow each other without a doubt."""
    if not _PITA_MIN <= len(deret) <= _PITA_MAKS or len({normal(label) for _, _, label in deret}) != len(deret):
        return
    urut = sorted(((s, label) for _, s, label in deret), key=lambda p: (_kunci(p[0]), p[0].atas or 0.0))
    batas = [n for s, _ in urut for n in (s.bawah, s.atas) if n is not None]
    if not _PUNCAK[0] <= max(batas) <= _PUNCAK[1]:
        return
    tepi = [_tepi(bawah, atas) for (bawah, _), (atas, _) in pairwise(urut)]
    if any(t is None for t in tepi):
        return
    pertama = urut[0][0].bawah or 0.0
    asal = deret[0][0]
    judul = f"yang tercetak di {tempat(lembar, asal)}"
    skala = []
    for cara in (0, 1):
        pita = [Pita(pertama / 100 if pertama else _PALING_BAWAH, ">=", urut[0][1])]
        pita += [Pita(round(t[cara][0] / 100, 9), t[cara][1], label) for t, (_, label) in zip(tepi, urut[1:], strict=True) if t]
        skala.append(Skala("", judul, "rasio", DIGIT_RASIO, tuple(pita), f"Skala {judul}", berbatas_bawah=bool(pertama)))
    yield SkalaTertulis(lembar, range(asal.baris, deret[-1][0].baris + 1), tuple(skala))


def _kunci(selang: Selang) -> float:
    if selang.bawah is not None:
        return selang.bawah
    return -1.0 if selang.atas is None else selang.atas - _PUNCAK[1]  # open below: the lowest first


def _tepi(bawah: Selang, atas: Selang) -> tuple[tuple[float, str], tuple[float, str]] | None:
    """Where the upper band begins: by its own lower bound, and by where the band below it ends."""
    if atas.bawah is None and bawah.atas is None:
        return None
    sendiri = None if atas.bawah is None else (atas.bawah, ">" if atas.tanpa_bawah else ">=")
    dari_bawah = None if bawah.atas is None else (bawah.atas, ">=" if bawah.tanpa_atas else ">")
    a, b = sendiri or dari_bawah, dari_bawah or sendiri
    assert a is not None
    assert b is not None
    return (a, b) if 0 <= a[0] - b[0] <= _LUBANG_MAKS else None
