"""Capaian: how much of a target was reached, as a ratio."""

from __future__ import annotations

from collections.abc import Callable

from .. import cetak
from ..angka import Angka, baku, selaraskan, selaraskan_rentang
from ..errors import LkjipError, kutip

DASAR = "LAN 239/IX/6/8/2003 (sumber yang lazim dikutip)"
RASIO_TERLALU_BESAR = 20.0  # a ratio beyond this was meant as percent points: nobody reaches 2000%
BATAS_TINGGI = 1.5  # a capaian beyond this asks for an explanation
DASAR_BAGI = "Praktik instansi (LKjIP BKPPD Kota Kediri 2021)"


def naik(target: float, realisasi: float) -> float:
    """Higher is better: r / t."""
    if target == 0:
        raise LkjipError("CAP001")
    return realisasi / target


def turun_lan(target: float, realisasi: float) -> float:
    """Lower is better, LAN: (2t - r) / t. Negative beyond twice the target, and kept so."""
    return (2 * target - realisasi) / _bukan_nol(target)


def turun_bagi(target: float, realisasi: float) -> float:
    """Lower is better, by division: t / r."""
    if realisasi == 0:
        raise LkjipError("CAP002")
    return _bukan_nol(target) / realisasi


def rentang(bawah: float, atas: float, realisasi: float) -> float:
    """A range target, higher is better: beyond a bound r / bound, 100% between them."""
    if bawah <= realisasi <= atas:
        return 1.0
    return realisasi / _bukan_nol(atas if realisasi > atas else bawah)


def rentang_turun(bawah: float, atas: float, realisasi: float) -> float:
    """A range target, lower is better: 1 + (1 - r / bound beyond which r lies), 100% between them."""
    return 1.0 if bawah <= realisasi <= atas else 2 - rentang(bawah, atas, realisasi)


DASAR_RENTANG = "PermenPAN-RB 8/2021, Lampiran"
ARAH: dict[str, Callable[[float, float], float]] = {"naik": naik, "turun": turun_lan, "turun-bagi": turun_bagi}
ARAH_RENTANG: dict[str, Callable[[float, float, float], float]] = {"rentang": rentang, "rentang-turun": rentang_turun}
_RENTANG_DARI = {"naik": "rentang", "turun": "rentang-turun"}  # what a range target makes of a direction
METODE_INVERS = {"lan": "turun", "bagi": "turun-bagi"}


def baca_arah(teks: object) -> str:
    """The arah that a text means; case and spaces are ignored, blank or 0 is naik."""
    return _pilih(teks, "naik", {a: a for a in (*ARAH, *ARAH_RENTANG)})


def baca_metode(teks: object) -> str:
    """The arah behind a method of CAPAIAN_INVERS; blank or 0 is LAN."""
    return _pilih(teks, "lan", METODE_INVERS)


def capaian(target: float, realisasi: float, arah: str = "naik", maks: float | None = None) -> float:
    """Capaian as a ratio, cut at `maks` when the user asks for a cap."""
    if target == 0:
        raise LkjipError("CAP001")
    hasil = ARAH[arah](target, realisasi)
    return _batasi(hasil, maks)


def capaian_rentang(bawah: float, atas: float, realisasi: float, arah: str = "naik", maks: float | None = None) -> float:
    """Capaian against a range target; under naik it is rentang, under turun rentang-turun."""
    arah = _RENTANG_DARI.get(arah, arah)
    if arah not in ARAH_RENTANG:
        raise LkjipError("CAP003", nilai=kutip(arah), pilihan=f"{', '.join(ARAH_RENTANG)} untuk target berupa rentang")
    if bawah == 0 == atas:
        raise LkjipError("CAP001")
    return _batasi(ARAH_RENTANG[arah](bawah, atas, realisasi), maks)


def dari_angka(target: Angka, realisasi: Angka, arah: str = "naik", maks: float | None = None) -> float:
    """Capaian of two cells as read: brought to one unit, a range target to its own formula."""
    if target.rentang or arah in ARAH_RENTANG:
        return capaian_rentang(*selaraskan_rentang(target, realisasi), arah, maks)
    return capaian(*selaraskan(target, realisasi), arah, maks)


def _batasi(hasil: float, maks: float | None) -> float:
    if maks is None:
        return hasil
    if not 0 < maks < RASIO_TERLALU_BESAR:
        raise LkjipError("CAP004", nilai=cetak.umum(maks))
    return min(hasil, maks)


def _pilih(teks: object, bawaan: str, pilihan: dict[str, str]) -> str:
    kunci = "".join(str(teks).split()).lower() if not baku(teks) else bawaan
    if kunci not in pilihan:
        raise LkjipError("CAP003", nilai=kutip(teks), pilihan=", ".join(pilihan))
    return pilihan[kunci]


def _bukan_nol(target: float) -> float:
    if target == 0:
        raise LkjipError("CAP001")
    return target
