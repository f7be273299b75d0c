"""Practice of an agency, as data: which scale and which methods it uses. Practice is not law."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profil:
    """`skala`, `metode_efisiensi`: "" where the report states none. `arah_invers`: how falling indicators are computed.

    `pembulatan` of printed figures; `total`: mean over what.
    """

    id: str
    judul: str
    skala: str
    metode_efisiensi: str
    arah_invers: str
    pembulatan: str
    total: str
    dasar: str


PROFIL: dict[str, Profil] = {
    berkas.stem: Profil(id=berkas.stem, **json.loads(berkas.read_text(encoding="utf-8")))
    for berkas in sorted(Path(__file__).parent.glob("*.json"))
}
