"""The forms: layout as data, the JSON that fills them, and the recogniser that reads tables back."""

from . import pengukuran, pk
from .layout import Formulir, Tabel

FORMULIR: dict[str, Formulir] = {f.kunci: f for f in (pk.FORMULIR, pengukuran.FORMULIR)}
TABEL: dict[str, Tabel] = {t.kunci: t for f in FORMULIR.values() for t in f.tabel}

__all__ = ["FORMULIR", "TABEL"]
