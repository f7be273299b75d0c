"""Agregasi: means of capaian."""

from __future__ import annotations

import math
from collections.abc import Sequence


def rata_rata(capaian: Sequence[float]) -> float:
    """The mean of capaian, each counting the same."""
    return math.fsum(capaian) / len(capaian)
