"""The forms: layout as data, the JSON that fills them, and the recogniser that reads tables back."""

from . import pengukuran, pk
from .layout import Formulir

FORMULIR: dict[str, Formulir] = {f.kunci: f for f in (pk.FORMULIR, pengukuran.FORMULIR)}

__all__ = ["FORMULIR"]
