"""Names compared: the same indicator or programme, written a little differently."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

_PANJANG_NAMA = 500  # characters of a name that count
MIRIP = 0.75  # share of equal text from which two names are taken for the same, written differently


def normal(teks: object) -> str:
    """Text for comparing names: lower case, letters and digits only."""
    return _normal(str(teks or ""))


@lru_cache(maxsize=8192)
def _normal(teks: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", teks[:_PANJANG_NAMA].lower()))


def mirip(a: str, b: str, batas: float = MIRIP) -> float:
    """How much of two names is the same, 0 to 1; 0 where it cannot reach `batas`."""
    x, y = normal(a), normal(b)
    if x == y:
        return 1.0
    banding = SequenceMatcher(None, x, y, autojunk=False)
    if banding.real_quick_ratio() < batas or banding.quick_ratio() < batas:
        return 0.0
    return banding.ratio()
