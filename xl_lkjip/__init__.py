"""xl_lkjip: tabel LKjIP yang menghitung dan memeriksa dirinya sendiri."""

from .core.functions import CAPAIAN, CAPAIAN_INVERS, EFISIENSI, IP_ASN, PREDIKAT

__all__ = ["CAPAIAN", "CAPAIAN_INVERS", "EFISIENSI", "IP_ASN", "PREDIKAT"]
__version__ = "0.1.0"
