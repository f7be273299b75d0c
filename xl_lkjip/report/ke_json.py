"""The JSON contract of `validasi`: always one object; keys and codes never change meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..core.rules import Finding, Tingkat
from ..core.validation import HasilBerkas

VERSI = 1


def ke_json(hasil: Sequence[HasilBerkas]) -> str:
    """The result of a run as JSON text."""
    return json.dumps({"versi": VERSI, "berkas": [_berkas(h) for h in hasil]}, ensure_ascii=False, indent=2)


def _berkas(hasil: HasilBerkas) -> dict[str, Any]:
    tolak = hasil.penolakan
    return {
        "nama": hasil.nama,
        "status": "ditolak" if tolak else "dibaca",
        "penolakan": {"kode": tolak.kode, "pesan": tolak.sebab, "saran": tolak.saran} if tolak else None,
        "temuan": [_temuan(t) for t in hasil.temuan],
        "ringkasan": {t.value: hasil.banyak(t) for t in Tingkat},
    }


def _temuan(t: Finding) -> dict[str, str]:
    return {
        "kode": t.kode, "tingkat": t.tingkat.value, "lembar": t.lembar, "sel": t.sel, "pesan": t.pesan, "saran": t.saran,
        "tercetak": t.tercetak, "hitung": t.hitung, "dasar": t.dasar,
    }  # fmt: skip
