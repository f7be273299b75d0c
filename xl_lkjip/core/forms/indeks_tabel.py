"""Tables of other makes that hold an index of its own kind: IP ASN by dimension, a survey of satisfaction by element."""

from __future__ import annotations

from ..parameter import BOBOT_IP_ASN
from .judul_kolom import bersih
from .tabel_umum import TabelUmum

_NILAI_IP = (
    "nilai",
    "jumlah",
    "total",
    "ip",
    "ip asn",
    "nilai ip asn",
    "indeks",
    "indeks profesionalitas asn",
    "jumlah nilai",
    "total nilai",
    "nilai total",
    "nilai akhir",
)
_HIASAN = frozenset({"dimensi", "indeks", "nilai", "skor", "bobot", *(f"{b:g}" for b in BOBOT_IP_ASN.values())})
_INTERVAL = (
    "nilai interval",
    "interval",
    "nilai rata rata",
    "rata rata",
    "nilai rata rata nrr",
    "nrr",
    "nilai rata rata unsur",
    "nilai unsur",
    "nilai interval ni",
)
_KONVERSI = (
    "konversi",
    "nilai konversi",
    "nilai interval konversi",
    "interval konversi",
    "nilai interval konversi ikm",
    "nilai interval konversi nik",
    "nilai konversi ikm",
    "ikm konversi",
    "nilai ikm",
    "ikm",
    "nilai skm",
)
_MUTU = (
    "mutu",
    "mutu pelayanan",
    "kinerja",
    "kinerja unit pelayanan",
    "kinerja pelayanan",
    "kinerja unit",
    "predikat",
    "kategori",
    "kinerja unit layanan",
)


def kolom_ip_asn(tabel: TabelUmum) -> tuple[dict[str, int], int]:
    """The column of each dimension and that of the value; ({}, 0) for any other table."""
    dimensi: dict[str, int] = {}
    for k in tabel.kolom:
        kata = set(bersih(k.nama).split()) - _HIASAN
        satu = next(iter(kata)) if len(kata) == 1 else ""
        if satu in BOBOT_IP_ASN:
            if satu in dimensi:
                return {}, 0
            dimensi[satu] = k.nomor
    if len(dimensi) != len(BOBOT_IP_ASN):
        return {}, 0
    nilai = [k.nomor for k in tabel.kolom if k.nomor > max(dimensi.values()) and bersih(k.nama) in _NILAI_IP]
    return ({d: dimensi[d] for d in BOBOT_IP_ASN}, nilai[0]) if len(nilai) == 1 else ({}, 0)


def kolom_ikm(tabel: TabelUmum) -> tuple[int, int, tuple[int, ...]]:
    """Columns of the value on 1-4, of the converted one, and of the verdicts on it; zeros for any other table."""
    nama = {k.nomor: bersih(k.judul[-1]) for k in tabel.kolom if k.judul}
    interval = [n for n, j in nama.items() if j in _INTERVAL]
    konversi = [n for n, j in nama.items() if j in _KONVERSI]
    if len(interval) != 1 or len(konversi) != 1:
        return 0, 0, ()
    return interval[0], konversi[0], tuple(n for n, j in nama.items() if j in _MUTU and n > konversi[0])


def berindeks(tabel: TabelUmum) -> bool:
    """A table that can be checked although it has neither target nor budget."""
    return bool(kolom_ip_asn(tabel)[0]) or bool(kolom_ikm(tabel)[1])
