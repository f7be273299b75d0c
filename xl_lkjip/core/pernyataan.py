"""Statements: a figure of a report's text with the formula that it follows from, e.g. BAGIAN(2283; 3008) for "75,90%".

Formulas are those of `xl-lkjip rumus` plus the plain arithmetic declared below. Their arguments are figures as printed, so
units count: percent signs make ratios, and a bare number beside them makes all of them points.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from . import cetak, rumus
from . import functions as _functions  # noqa: F401 - importing it fills the registry
from .angka import Angka, baca, bulatkan, kosong, selaraskan, selaraskan_rentang
from .banding import POIN_MULAI, tercetak
from .domain import agregasi
from .domain.capaian import baca_arah
from .errors import LkjipError, kutip
from .parameter import DIGIT_RASIO, METODE_EFISIENSI, SKALA
from .registry import FUNCTIONS, Contoh, panggil
from .workbook import Cell

_TERBESAR = 1e30
_PANJANG_NAMA = 30
_PECAHAN = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*")
_NAMA = re.compile(r"\s*=?\s*([A-Za-z_]\w*)\s*\(")
_PISAH_LABEL = re.compile(r"\s*[()]\s*")
_SKALA_EFISIENSI = {m.skala for m in METODE_EFISIENSI.values()}
TERCAPAI = ("tercapai", "telah tercapai", "sudah tercapai", "terpenuhi", "memenuhi target", "melampaui target", "melebihi target")
BELUM = ("belum tercapai", "tidak tercapai", "belum terpenuhi", "tidak terpenuhi", "belum memenuhi target", "tidak memenuhi target")


@dataclass(frozen=True, slots=True)
class Hasil:
    """The value of a formula; None where there is nothing to calculate.

    `satuan`: rasio (printed in percent), poin (never in percent), angka (as the report likes), teks.
    `kata`: texts that say the same, the first one is the one to print.
    """

    nilai: float | str | None
    satuan: str = "angka"
    kata: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """The number format in which a cell would show it."""
        if self.satuan == "rasio":
            return cetak.PERSEN
        if self.satuan == "poin":
            return cetak.DUA_DESIMAL
        return "#,##0.00" if isinstance(self.nilai, float) and not self.nilai.is_integer() else cetak.RUPIAH

    @property
    def tampil(self) -> str:
        return "-" if self.nilai is None else cetak.cetak(self.nilai, self.format)

    @property
    def argumen(self) -> Angka | str | None:
        """The value as the argument of another function."""
        return Angka(self.nilai, persen=self.satuan == "rasio") if isinstance(self.nilai, float) else self.nilai


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """One row of a statement sheet. `peran`: what kind of quantity it is (target, realisasi, capaian, pagu, serapan, ...)."""

    lembar: str
    letak: str
    besaran: str
    rumus: Cell
    tercetak: Cell
    hasil: Hasil | LkjipError
    tahun: str = ""
    peran: str = ""


@dataclass(frozen=True, slots=True)
class Aritmetika:
    """A function that only statements know, with `sedikit` to `banyak` arguments. `nol`: a dash counts as 0, else it gives a blank."""

    nama: str
    argumen: str
    arti: str
    contoh: tuple[Contoh, ...]
    hitung: Callable[[list[Any]], Hasil]
    sedikit: int = 1
    banyak: int | None = None
    nol: bool = False
    peran: str = ""

    @property
    def tanda_tangan(self) -> str:
        """BAGIAN(sebagian; seluruh)"""
        return f"{self.nama}({self.argumen})"


def evaluasi(teks: str) -> Hasil:
    """Evaluate the formula of a statement. Faults: those of `rumus`, ARG006, and those of the functions."""
    jawaban = rumus.evaluasi(teks, _panggil).nilai
    if not isinstance(jawaban, Hasil):  # a lone number or text
        raise LkjipError("ARG004", posisi=1, nilai=kutip(teks))
    return jawaban


def fungsi_utama(teks: str) -> str:
    """The name of the outermost function, "" when there is none."""
    cocok = _NAMA.match(teks)
    return cocok.group(1).upper() if cocok else ""


def peran_baku(nama: str) -> str:
    """The kind of quantity that a function gives, when the sheet does not say."""
    return _PERAN.get(nama, "")


def harapan(hasil: Hasil, cell: Cell) -> tuple[float, ...]:
    """The values that would be right in this cell, the one to print first. A result without a unit may be printed with "%"."""
    if not isinstance(hasil.nilai, float):
        return ()
    angka = tercetak(cell)
    return (hasil.nilai / 100, hasil.nilai) if angka and angka.persen and hasil.satuan != "rasio" else (hasil.nilai,)


# --- arithmetic -------------------------------------------------------------------------------------------------------


def _panggil(nama: str, nilai: list[Any]) -> rumus.Jawaban:
    """Answer one call: arithmetic, or a worksheet function. Arguments are texts as typed, and results of nested calls."""
    kunci = nama.upper()
    argumen = [_isi(n) for n in nilai]
    try:
        if kunci in ARITMETIKA:
            hasil = _aritmetika(ARITMETIKA[kunci], argumen)
        elif kunci in FUNCTIONS:
            hasil = _lembar(kunci, argumen)
        else:
            raise LkjipError("ARG003", nama=nama[:_PANJANG_NAMA], tersedia=", ".join([*ARITMETIKA, *FUNCTIONS]))
    except ArithmeticError:
        raise LkjipError("ARG006", nama=kunci) from None
    if isinstance(hasil.nilai, float) and not abs(hasil.nilai) <= _TERBESAR:  # "not a number" included
        raise LkjipError("ARG006", nama=kunci)
    return rumus.Jawaban(hasil, hasil.format)


def _isi(nilai: Any) -> Any:
    """An argument without the wrapping of a nested result."""
    if isinstance(nilai, list):
        return [_isi(n) for n in nilai]
    return nilai.argumen if isinstance(nilai, Hasil) else nilai


def _aritmetika(fungsi: Aritmetika, argumen: list[Any]) -> Hasil:
    if len(argumen) < fungsi.sedikit or (fungsi.banyak and len(argumen) > fungsi.banyak):
        masalah = f"menerima {len(argumen)} argumen, {'kurang' if len(argumen) < fungsi.sedikit else 'terlalu banyak'}"
        raise LkjipError("ARG002", nama=fungsi.nama, masalah=masalah, tanda_tangan=fungsi.tanda_tangan)
    if not fungsi.nol and any(kosong(a) for a in argumen[: fungsi.sedikit]):
        return Hasil(None)
    return fungsi.hitung(argumen)


def _lembar(nama: str, argumen: list[Any]) -> Hasil:
    """A worksheet function, on figures as a report prints them."""
    fungsi = FUNCTIONS[nama]
    argumen = [0 if i >= fungsi.banyak_wajib and a == "0" else a for i, a in enumerate(argumen)]  # an option left out
    kata: tuple[str, ...] = ()
    if nama == "EFISIENSI":
        argumen = [*map(_berpersen, argumen[:2]), *argumen[2:]]
    elif nama == "PREDIKAT" and argumen:
        skala = SKALA.get(str(argumen[1]).strip().lower() if len(argumen) > 1 and not kosong(argumen[1]) else "permendagri86")
        if skala and skala.satuan == "rasio" and skala.id not in _SKALA_EFISIENSI:
            argumen = [_berpersen(argumen[0]), *argumen[1:]]
        if len(argumen) <= 2:  # no form asked for: each of them is right
            lengkap = panggil(nama, [*argumen, *[None] * (2 - len(argumen)), "lengkap"])
            kata = (lengkap, *_PISAH_LABEL.split(lengkap)) if isinstance(lengkap, str) else ()
    nilai = panggil(nama, argumen)
    if isinstance(nilai, list):
        masalah = "menghasilkan beberapa angka, padahal di sini perlu satu"
        raise LkjipError("ARG002", nama=nama, masalah=masalah, tanda_tangan=fungsi.tanda_tangan)
    if isinstance(nilai, str):
        return Hasil(nilai, "teks", tuple(dict.fromkeys(k for k in (nilai, *kata) if k)))
    persen = cetak.bentuk(fungsi.format_hasil(argumen)).persen
    nilai = None if nilai is None else float(nilai)
    return Hasil(nilai, "rasio" if persen else "angka" if fungsi.satuan == "angka" else "poin")


def _berpersen(nilai: Any) -> Any:
    """A bare 98,92 where capaian or serapan is due, as the percent that it is."""
    angka = baca(nilai) if isinstance(nilai, str) else None
    if angka is None or angka.persen or angka.nilai is None or angka.nilai < POIN_MULAI:
        return nilai
    return Angka(bulatkan(angka.nilai / 100, 15), persen=True)


def _satu_satuan(argumen: Sequence[Any]) -> tuple[list[float], str]:
    """Arguments as numbers of one unit; a dash is 0. Faults: ANG001, ANG002, ANG004."""
    terbaca = [_angka(a) for a in argumen]
    isi = [a for a in terbaca if a is not None]
    if not isi or len({a.persen for a in isi}) == 1:
        return [(a.nilai or 0.0) if a else 0.0 for a in terbaca], "rasio" if isi and isi[0].persen else "angka"
    persen = next(a for a in isi if a.persen)
    for a in isi:
        selaraskan(a, persen)  # refuses a bare 0,98 beside 97%
    return [a.poin if a else 0.0 for a in terbaca], "angka"


def _angka(nilai: Any) -> Angka | None:
    angka = baca(nilai)
    if angka and angka.rentang:
        raise LkjipError("ANG004", nilai=kutip(nilai))
    if angka and angka.nilai is None:
        raise LkjipError("ANG001", nilai=kutip(nilai))
    return angka


def _dua(argumen: Sequence[Any]) -> tuple[float, float]:
    a, b = baca(argumen[0]), baca(argumen[1])
    assert a is not None  # a blank one gives a blank result
    assert b is not None
    return selaraskan(a, b)


def _jumlah(argumen: list[Any]) -> Hasil:
    pecahan = [_PECAHAN.fullmatch(a) for a in argumen if isinstance(a, str)]
    if len(pecahan) == len(argumen) and all(pecahan):  # "22/22": done of asked
        sudah, diminta = (sum(int(p.group(i)) for p in pecahan if p) for i in (1, 2))
        return Hasil(float(sudah), kata=(f"{sudah}/{diminta}",))
    nilai, satuan = _satu_satuan(argumen)
    return Hasil(agregasi.jumlah(nilai), satuan)


def _rata_rata(argumen: list[Any]) -> Hasil:
    nilai, satuan = _satu_satuan(argumen)
    return Hasil(agregasi.rata_rata(nilai), satuan)


def _selisih(argumen: list[Any]) -> Hasil:
    nilai, satuan = _satu_satuan(argumen)
    return Hasil(agregasi.jumlah([nilai[0], *(-n for n in nilai[1:])]), satuan)


def _kali(argumen: list[Any]) -> Hasil:
    terbaca = [_angka(a) for a in argumen]
    nilai = math.prod(a.nilai or 0.0 if a else 0.0 for a in terbaca)
    return Hasil(float(nilai), "rasio" if all(a and a.persen for a in terbaca) else "angka")


def _kemajuan(argumen: list[Any]) -> Hasil:
    akhir, realisasi = _dua(argumen)
    arah = baca_arah(argumen[2] if len(argumen) > 2 else None)
    return Hasil(agregasi.kemajuan(akhir, realisasi, arah), "rasio")


def _tercapai(argumen: list[Any]) -> Hasil:
    target, realisasi = baca(argumen[0]), baca(argumen[1])
    assert target is not None  # a blank one gives a blank result
    assert realisasi is not None
    arah = baca_arah(argumen[2] if len(argumen) > 2 else None)
    bawah, atas, r = (bulatkan(n, DIGIT_RASIO) for n in selaraskan_rentang(target, realisasi))
    if target.pembanding in _BANDING:
        ya = _BANDING[target.pembanding](r, bawah)
    elif "rentang" in arah:
        ya = bawah <= r <= atas
    else:
        ya = r <= atas if "turun" in arah else r >= bawah
    kata = TERCAPAI if ya else BELUM
    return Hasil(kata[0], "teks", kata)


_BANDING: dict[str, Callable[[float, float], bool]] = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def _sama(argumen: list[Any]) -> Hasil:
    nilai, satuan = _satu_satuan(argumen)
    return Hasil(nilai[0], satuan)


def _rasio(hitung: Callable[[float, float], float]) -> Callable[[list[Any]], Hasil]:
    return lambda argumen: Hasil(hitung(*_dua(argumen)), "rasio")


# The whole arithmetic: evaluation, manual and tests read it here.
ARITMETIKA: dict[str, Aritmetika] = {
    a.nama: a
    for a in (
        Aritmetika(
            "JUMLAH",
            "angka; angka; ...",
            'Jumlah semua angka. Tanda "-" dihitung 0. Dari "22/22" yang dijumlahkan yang sudah selesai.',
            (
                Contoh('JUMLAH("4,311,989,853.00"; "787,612,348.00"; "9,546,367,212.00")', "14.645.969.413", "Blitar 2023, Ikhtisar"),
                Contoh('JUMLAH("120 peserta"; "4 peserta")', "124", "Kediri 2021 (tercetak 164 peserta)"),
            ),
            _jumlah,
            nol=True,
        ),
        Aritmetika(
            "RATA_RATA",
            "angka; angka; ...",
            'Rata-rata semua angka. Tanda "-" dihitung 0.',
            (Contoh("RATA_RATA(118,67%; 97,02%)", "107,85%", "Kediri 2021 (tercetak 107.84%)"),),
            _rata_rata,
            nol=True,
        ),
        Aritmetika(
            "SELISIH",
            "angka; dikurangi; ...",
            'Angka pertama dikurangi semua angka sesudahnya. Tanda "-" dihitung 0.',
            (Contoh("SELISIH(3008; 2283)", "725", "Blitar 2023, bagian 3.1.1 (tercetak 208)"),),
            _selisih,
            sedikit=2,
            nol=True,
        ),
        Aritmetika(
            "KALI",
            "angka; angka; ...",
            "Hasil kali semua angka. Persen dihitung sebagai perseratus.",
            (Contoh("KALI(48,23; 40%)", "19,29", "Lumajang 2020, indeks kompetensi kali bobot (tercetak 19.23)"),),
            _kali,
            sedikit=2,
        ),
        Aritmetika(
            "BAGIAN",
            "sebagian; seluruh",
            "Bagian dari seluruhnya, sebagai persen.",
            (
                Contoh("BAGIAN(2283; 3008)", "75,90%", "Blitar 2023, bagian 3.1.1 (tercetak 75,91%)"),
                Contoh("BAGIAN(JUMLAH(4.328; 55); 4.765)", "91,98%", "Kediri 2021, data dukung"),
            ),
            _rasio(agregasi.bagian),
            sedikit=2,
            banyak=2,
            peran="realisasi",
        ),
        Aritmetika(
            "BAGI",
            "angka; pembagi",
            "Hasil bagi dua angka, tidak sebagai persen.",
            (Contoh("BAGI(352; 695)", "0,51", "Lumajang 2020, indeks kompetensi"),),
            lambda argumen: Hasil(agregasi.bagian(*_dua(argumen))),
            sedikit=2,
            banyak=2,
        ),
        Aritmetika(
            "KEMAJUAN",
            "target akhir; realisasi; [arah]",
            "Tingkat kemajuan terhadap target akhir Renstra. Arah turun: target dibagi realisasi.",
            (
                Contoh("KEMAJUAN(300; 271,50)", "90,50%", "Blitar 2023, Tabel 3.1.2.3"),
                Contoh('KEMAJUAN(8; 7; "turun")', "114,29%", "Kediri 2021, jumlah temuan audit"),
            ),
            _kemajuan,
            sedikit=2,
            banyak=3,
            peran="kemajuan",
        ),
        Aritmetika(
            "NAIK",
            "lama; baru",
            "Kenaikan terhadap angka lama, sebagai persen.",
            (Contoh("NAIK(80; 84)", "5,00%"),),
            _rasio(agregasi.perubahan),
            sedikit=2,
            banyak=2,
        ),
        Aritmetika(
            "TURUN",
            "lama; baru",
            "Penurunan terhadap angka lama, sebagai persen.",
            (Contoh("TURUN(9; 5)", "44,44%", "Mojokerto 2020 (tercetak 50%)"),),
            _rasio(lambda lama, baru: -agregasi.perubahan(lama, baru)),
            sedikit=2,
            banyak=2,
        ),
        Aritmetika(
            "TERCAPAI",
            "target; realisasi; [arah]",
            'Sudah atau belum tercapainya target: "tercapai" atau "belum tercapai".',
            (Contoh('TERCAPAI("1,30 %"; "1,32 %"; "turun")', "belum tercapai", "Lumajang 2020, indeks disiplin (tercetak tercapai)"),),
            _tercapai,
            sedikit=2,
            banyak=3,
        ),
        Aritmetika(
            "SAMA",
            "angka",
            "Angka yang sama di tempat lain dalam laporan: keduanya harus sama.",
            (Contoh('SAMA("9,546,367,212.00")', "9.546.367.212", "Blitar 2023, pagu di PK (tercetak 9.513.625.429)"),),
            _sama,
            banyak=1,
        ),
    )
}
_PERAN = {
    **{a.nama: a.peran for a in ARITMETIKA.values()},
    "CAPAIAN": "capaian",
    "CAPAIAN_INVERS": "capaian",
    "EFISIENSI": "efisiensi",
    "PREDIKAT": "predikat",
    **{n: "realisasi" for n in FUNCTIONS if n.startswith(("INDEKS_", "IP_ASN"))},
}
