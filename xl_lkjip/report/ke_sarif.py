"""SARIF 2.1.0: findings for tools that collect results of checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from ..core.errors import KATALOG
from ..core.rantai import susun
from ..core.rules import Finding, Rule, Tingkat, semua_aturan
from ..core.validation import HasilBerkas

_TINGKAT = {Tingkat.GALAT: "error", Tingkat.PERINGATAN: "warning", Tingkat.INFO: "note"}
_SKEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def ke_sarif(hasil: Sequence[HasilBerkas], versi_program: str) -> str:
    """The result of a run as SARIF text. A refused file is a failed notification of the run."""
    aturan = _aturan(t for h in hasil for t in h.temuan)
    nomor = {str(a["id"]): n for n, a in enumerate(aturan)}
    induk = {id(s.temuan): s.induk for h in hasil for s in susun(h.temuan)}
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
        "results": [_hasil(t, induk.get(id(t)), nomor) for h in hasil for t in h.temuan],
    }
    return json.dumps({"$schema": _SKEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _aturan(temuan: Iterable[Finding]) -> list[dict[str, Any]]:
    """What every code means: those of the rules, and those of faults that were found."""
    hasil = {kode: _penjelasan(kode, a) for a in semua_aturan() for kode in a.kode}
    for t in temuan:
        if t.kode not in hasil:
            arti = re.sub(r"\{\w+\}", "…", KATALOG[t.kode].sebab) if t.kode in KATALOG else t.kode
            hasil[t.kode] = {"id": t.kode, "shortDescription": {"text": arti}, "help": {"text": t.saran or arti}}
    return list(hasil.values())


def _penjelasan(kode: str, aturan: Rule) -> dict[str, Any]:
    arti = (type(aturan).__doc__ or "").strip().splitlines()[0]
    return {
        "id": kode,
        "name": type(aturan).__name__,
        "shortDescription": {"text": arti},
        "help": {"text": f"{arti}\nDasar: {aturan.dasar}" if aturan.dasar else arti},
        "defaultConfiguration": {"level": _TINGKAT[aturan.tingkat]},
    }


def _hasil(t: Finding, induk: Finding | None, nomor: dict[str, int]) -> dict[str, Any]:
    hasil: dict[str, Any] = {
        "ruleId": t.kode,
        "ruleIndex": nomor[t.kode],
        "level": _TINGKAT[t.tingkat],
        "message": {"text": f"{t.pesan} {t.saran}"},
        "locations": [_tempat(t)],
        "properties": {"tercetak": t.tercetak, "hitung": t.hitung, "dasar": t.dasar, "akar": t.akar, "tanggapan": t.tanggapan},
    }
    if induk is not None:
        hasil["relatedLocations"] = [{**_tempat(induk), "message": {"text": f"Akibat dari {t.akar}"}}]
    if t.tanggapan and t.tingkat is not Tingkat.GALAT:
        # Under review: the result stays visible, as an accepted one would not.
        hasil["suppressions"] = [{"kind": "inSource", "status": "underReview", "justification": t.tanggapan}]
    return hasil


def _tempat(t: Finding) -> dict[str, Any]:
    tempat: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(t.berkas)}}}
    nama = f"{t.lembar}!{t.sel}" if t.sel else t.lembar
    if nama:
        tempat["logicalLocations"] = [{"fullyQualifiedName": nama, "kind": "member"}]
    return tempat


def _uri(nama: str) -> str:
    """The file as a URI: spaces and the like are not allowed in one."""
    lintas = PureWindowsPath(nama)
    if lintas.is_absolute():
        return lintas.as_uri()
    satu = PurePosixPath(nama)
    return satu.as_uri() if satu.is_absolute() else quote((lintas if "\\" in nama else satu).as_posix())
