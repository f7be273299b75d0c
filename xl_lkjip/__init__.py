"""xl_lkjip: tabel LKjIP yang menghitung dan memeriksa dirinya sendiri."""

from .core.functions import (
    ANGKA,
    CAPAIAN,
    CAPAIAN_INVERS,
    EFISIENSI,
    INDEKS_DISIPLIN,
    INDEKS_KINERJA,
    INDEKS_KOMPETENSI,
    INDEKS_KUALIFIKASI,
    IP_ASN,
    IP_ASN_PEGAWAI,
    PREDIKAT,
)

__all__ = [
    "ANGKA",
    "CAPAIAN",
    "CAPAIAN_INVERS",
    "EFISIENSI",
    "INDEKS_DISIPLIN",
    "INDEKS_KINERJA",
    "INDEKS_KOMPETENSI",
    "INDEKS_KUALIFIKASI",
    "IP_ASN",
    "IP_ASN_PEGAWAI",
    "PREDIKAT",
]
__version__ = "0.1.0"
