"""Indeks Profesionalitas ASN: four dimensions, one index of 0-100 points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import cetak
from ..angka import baku, bulatkan
from ..errors import LkjipError, kutip
from ..parameter import BOBOT_IP_ASN, DIGIT_RASIO, SKOR_PEGAWAI, SkorPegawai

BENTUK = ("dimensi", "indeks")
NILAI_SKP_MAKS = 100.0


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


def skor_berlaku(tahun: int | None) -> SkorPegawai:
    """The scores in force in a year; the latest when no year is given, the first for a year before all of them."""
    berlaku = [s for s in SKOR_PEGAWAI if tahun is None or s.berlaku_sejak <= tahun]
    return berlaku[-1] if berlaku else SKOR_PEGAWAI[0]


def pegawai(
    pendidikan: str, jabatan: str, pelatihan: Mapping[str, bool], nilai_skp: float, hukuman: str, tahun: int | None = None
) -> float:
    """The index of one employee: the scores of the four dimensions added up."""
    skor = skor_berlaku(tahun)
    if not 0 <= nilai_skp <= NILAI_SKP_MAKS:
        raise LkjipError("IPA005", nilai=cetak.umum(nilai_skp), batas=cetak.umum(NILAI_SKP_MAKS))
    kompetensi = sum(skor.kompetensi[jenis].get(jabatan, 0.0) for jenis, ikut in pelatihan.items() if ikut)
    kinerja = [s for batas, s in skor.kinerja if bulatkan(nilai_skp) >= batas][-1]
    return skor.kualifikasi[pendidikan] + kompetensi + kinerja + skor.disiplin[hukuman]


def baca_pilihan(teks: object, pilihan: Sequence[str], apa: str) -> str:
    """One of the words of a table, in any case; S1/D4 and the like take the first that is known."""
    kunci = " ".join(str(teks).lower().replace(".", "").replace("-", "").split())
    kunci = {"slta": "sma", "smk": "sma", "sltp": "smp", "div": "d4", "diii": "d3", "dii": "d2", "di": "d1"}.get(kunci, kunci)
    for satu in (kunci, *kunci.split("/")):
        if satu in pilihan:
            return satu
    raise LkjipError("IPA006", apa=apa, nilai=kutip(teks), pilihan=", ".join(pilihan))
