"""Indeks Profesionalitas ASN: four dimensions, one index of 0-100 points."""

from __future__ import annotations

from collections.abc import Sequence

from .. import cetak
from ..angka import baku, bulatkan
from ..errors import LkjipError, kutip
from ..parameter import BOBOT_IP_ASN, DIGIT_RASIO

BENTUK = ("dimensi", "indeks")


def baca_bentuk(teks: object) -> str:
    """The form that a text means; blank or 0 is dimensi."""
    kunci = str(teks).strip().lower() if not baku(teks) else "dimensi"
    if kunci not in BENTUK:
        raise LkjipError("IPA003", nilai=kutip(teks), pilihan=", ".join(BENTUK))
    return kunci


def ip_asn(dimensi: Sequence[float], bentuk: str = "dimensi") -> float:
    """dimensi: the sum of the four scores, each within its weight; indeks: indices 0-100 times the weights."""
    jumlah = 0.0
    for (nama, bobot), nilai in zip(BOBOT_IP_ASN.items(), dimensi, strict=True):
        if bentuk == "dimensi":
            if not 0 <= bulatkan(nilai, DIGIT_RASIO) <= bobot:
                raise LkjipError("IPA001", dimensi=nama, nilai=cetak.umum(nilai), batas=cetak.umum(bobot))
            jumlah += nilai
        else:
            if nilai < 0:
                raise LkjipError("IPA002", dimensi=nama, nilai=cetak.umum(nilai))
            jumlah += nilai * bobot / 100
    return jumlah
