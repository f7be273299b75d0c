"""The conformance corpus: every computed figure of five published reports, as printed, and how to evaluate it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xl_lkjip.core import functions  # noqa: F401 - importing it fills the registry
from xl_lkjip.core.angka import Angka, baca
from xl_lkjip.core.domain import agregasi
from xl_lkjip.core.parameter import SKALA
from xl_lkjip.core.registry import FUNCTIONS, panggil

FOLDER = Path(__file__).parent
# Results that a report prints as percent, with the sign or without it.
RASIO = {"CAPAIAN", "BAGIAN", "KEMAJUAN", "TURUN", "NAIK", "EFISIENSI"}
POIN_MULAI = 3.0  # a bare figure from here on in a column of capaian or serapan is in percent points


@dataclass(frozen=True)
class Baris:
    """One printed figure."""

    id: str
    bagian: str
    baris: str
    fungsi: str
    argumen: tuple[Any, ...]
    tercetak: str
    hitung: str
    putusan: str
    kelas: str
    penjelasan: str
    tempat: str

    @property
    def kota(self) -> str:
        return self.id.partition("-")[0]

    def seperti(self, tercetak: str) -> str:
        """A printed text as a number of the unit of the result: points printed with "%", done of asked by what was done."""
        persen = [a for a in self.argumen if isinstance(a, str) and "%" in a]
        if self.fungsi not in RASIO and (not persen or len(persen) < len(self.argumen)):
            tercetak = tercetak.replace("%", "")
        return tercetak.partition("/")[0] if "/" in tercetak and self.fungsi == "JUMLAH" else tercetak

    @property
    def rasio(self) -> bool:
        """The printed result may be in percent points without a sign."""
        return self.fungsi in RASIO or (self.fungsi != "KALI" and any(isinstance(a, str) and "%" in a for a in self.argumen))


@cache
def semua() -> tuple[Baris, ...]:
    """Every row of every report."""
    hasil = []
    for berkas in sorted(FOLDER.glob("*.csv")):
        with berkas.open(encoding="utf-8", newline="") as isi:
            for b in csv.DictReader(isi):
                argumen = tuple(json.loads(b.pop("argumen")))
                hasil.append(Baris(argumen=argumen, **b))
    return tuple(hasil)


def evaluasi(baris: Baris) -> Any:
    """Recompute a figure through the public functions, or the sums and means of the domain."""
    if baris.fungsi == "EFISIENSI":
        capaian, serapan, *metode = baris.argumen
        return panggil("EFISIENSI", [_berpersen(capaian), _berpersen(serapan), *metode])
    if baris.fungsi == "PREDIKAT":
        nilai, skala = baris.argumen
        return panggil(
            "PREDIKAT", [_berpersen(nilai) if skala in ("permendagri86", "blitar") else nilai, skala, _bentuk(skala, baris.hitung)]
        )
    if baris.fungsi == "KEMAJUAN" and baris.argumen[0].isalpha():  # letters: equal, or not to be divided
        return panggil("CAPAIAN", baris.argumen)
    if baris.fungsi == "JUMLAH" and any("/" in a for a in baris.argumen if isinstance(a, str)):  # "22/22": what was done is added up
        return agregasi.jumlah([float(a.partition("/")[0]) for a in baris.argumen])
    if baris.fungsi in FUNCTIONS:
        return panggil(baris.fungsi, [a if isinstance(a, str) else math_jumlah(a) for a in baris.argumen])
    return _HITUNG[baris.fungsi](*_seragam(baris.argumen, satu_satuan=baris.fungsi != "KALI"))


def _bentuk(skala: str, label: str) -> str:
    return "label" if label.lower() in {p.label.lower() for p in SKALA[skala].pita} else "lengkap"


def _berpersen(teks: Any) -> Any:
    """A bare 98,92 of a percent column as the percent that it is."""
    angka = baca(teks) if isinstance(teks, str) else None
    return f"{teks}%" if angka and not angka.persen and angka.nilai is not None and angka.nilai >= POIN_MULAI else teks


def math_jumlah(bagian: list[Any]) -> float:
    """An argument that is itself a list: the sum of its items."""
    return agregasi.jumlah(_seragam(tuple(bagian)))


def _seragam(argumen: tuple[Any, ...], *, satu_satuan: bool = True) -> list[Any]:
    """Arguments as numbers of one unit: percent texts as ratios, unless a bare number beside them says points."""
    angka = [baca(a) if isinstance(a, str) and not a.isalpha() else a for a in argumen]
    terbaca = [a for a in angka if isinstance(a, Angka)]
    campur = satu_satuan and any(a.persen for a in terbaca) and any(not a.persen for a in terbaca)
    hasil: list[Any] = []
    for a, asal in zip(angka, argumen, strict=True):
        if isinstance(a, list):
            hasil.append(math_jumlah(a))
        elif isinstance(a, Angka):
            hasil.append(a.poin if campur else a.nilai)
        else:
            hasil.append(0.0 if asal == "-" else asal)
    return hasil


def _kali(a: float, b: float) -> float:
    return a * b


def _selisih(a: float, *kurang: float) -> float:
    return agregasi.jumlah([a, *(-k for k in kurang)])


_HITUNG: dict[str, Any] = {
    "JUMLAH": lambda *a: agregasi.jumlah(a),
    "RATA_RATA": lambda *a: agregasi.rata_rata(a),
    "BAGIAN": agregasi.bagian,
    "BAGI": agregasi.bagian,
    "SELISIH": _selisih,
    "KALI": _kali,
    "KEMAJUAN": agregasi.kemajuan,
    "TURUN": lambda lama, baru: -agregasi.perubahan(lama, baru),
    "NAIK": agregasi.perubahan,
}
