"""SARIF 2.1.0: findings for tools that collect results of checks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from ..core.rules import Finding, Tingkat, semua_aturan
from ..core.validation import HasilBerkas

_TINGKAT = {Tingkat.GALAT: "error", Tingkat.PERINGATAN: "warning", Tingkat.INFO: "note"}


def ke_sarif(hasil: Sequence[HasilBerkas], versi_program: str) -> str:
    """The result of a run as SARIF text. A refused file is a failed notification of the run."""
    aturan = [
        {"id": kode, "name": type(a).__name__, "shortDescription": {"text": (type(a).__doc__ or "").strip().splitlines()[0]}}
        for a in semua_aturan()
        for kode in a.kode
    ]
    ditolak = [
        {
            "level": "error",
            "message": {"text": f"{h.nama}: {h.penolakan.sebab} {h.penolakan.saran}"},
            "descriptor": {"id": h.penolakan.kode},
        }
        for h in hasil
        if h.penolakan
    ]
    run = {
        "tool": {"driver": {"name": "xl-lkjip", "version": versi_program, "language": "id", "rules": aturan}},
        "invocations": [{"executionSuccessful": not ditolak, "toolExecutionNotifications": ditolak}],
        "artifacts": [{"location": {"uri": _uri(h.nama)}} for h in hasil],
        "results": [_hasil(t) for h in hasil for t in h.temuan],
    }
    skema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": skema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _hasil(t: Finding) -> dict[str, Any]:
    tempat = f"{t.lembar}!{t.sel}" if t.sel else t.lembar
    return {
        "ruleId": t.kode,
        "level": _TINGKAT[t.tingkat],
        "message": {"text": f"{t.pesan} {t.saran}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(t.berkas)}},
                "logicalLocations": [{"fullyQualifiedName": tempat, "kind": "member"}],
            }
        ],
        "properties": {"tercetak": t.tercetak, "hitung": t.hitung, "dasar": t.dasar},
    }


def _uri(nama: str) -> str:
    return PurePath(nama).as_posix()
