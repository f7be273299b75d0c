"""Formulas as Calc's interface gives them (English, `;`, $Sheet.A1) in the notation of a file (`,`, Sheet!A1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ....core import functions as _functions  # noqa: F401 - importing it fills the registry
from ....core.registry import FUNCTIONS

_TEKS = r'"(?:[^"]|"")*"'
_KUTIP = r"'(?:[^']|'')*'"
_LARIK = re.compile(rf"\{{(?:{_TEKS}|[^{{}}\"])*\}}")
_FUNGSI = {f.nama.replace("_", "").lower(): f.nama for f in FUNCTIONS.values()}
_SEMUA = "|".join(sorted({*_FUNGSI, *(n.lower() for n in FUNCTIONS)}, key=len, reverse=True))
# As they are called with the extension (org.xllkjip.fungsi.capaianinvers) and without it (capaian_invers).
_NAMA_FUNGSI = re.compile(
    rf"{_TEKS}|{_KUTIP}|(?:org\.xllkjip\.fungsi\.)?\b(?P<kami>{_SEMUA})"
    rf"(?=\()|com\.(?:microsoft|sun\.star\.sheet\.addin\.analysis)\.(?P<lain>[a-z]\w*(?:\.\w+)?)(?=\()|\b(?P<benar>TRUE|FALSE)\(\)",
    re.IGNORECASE,
)


class Penerjemah:
    """Translates the formulas of one document; `tautan` collects the other files, in the order in which [1], [2] count them."""

    def __init__(self, lembar: Iterable[str]) -> None:
        polos = "|".join(re.escape(n) for n in sorted(lembar, key=len, reverse=True) if re.fullmatch(r"\w+", n))
        satu = rf"{_KUTIP}|(?:{polos})" if polos else _KUTIP
        self._rujukan = re.compile(
            rf"(?P<lewat>{_TEKS})|(?P<luar>'[^']*'|[\w:/.]+)#\$?(?P<lembar_luar>{_KUTIP}|\w+)\.(?=[$A-Z#])"
            rf"|(?P<hilang>\$?#REF!\.)|(?<![\w.$'!])\$?(?P<lembar>{satu})\.(?=[$A-Z0-9#])(?P<awal>\$?[A-Z]*\$?\d*)(?P<kedua>:\$?(?P<lembar2>{satu})\.)?"
            r"|(?P<pisah>[;~])",
            re.IGNORECASE,
        )
        self.tautan: list[str] = []

    def __call__(self, rumus: str) -> str:
        """The formula without "="; a part of an array formula loses its braces."""
        if rumus.startswith("{"):
            rumus = rumus[1:-1]
        rumus = rumus.removeprefix("=")
        if "multiple.operations(" in rumus.lower():
            return "?"
        if "{" in rumus:
            rumus = _LARIK.sub(lambda m: m.group().replace(";", "\0").replace("|", "\1"), rumus)
        return _NAMA_FUNGSI.sub(_nama_fungsi, self._rujukan.sub(self._ganti, rumus)).replace("\0", ",").replace("\1", ";")

    def _ganti(self, m: re.Match[str]) -> str:
        if m["lewat"]:
            return m.group()
        if m["pisah"]:
            return ","
        if m["hilang"]:
            return "#REF!"
        if m["luar"]:
            alamat = m["luar"].strip("'")
            if alamat not in self.tautan:
                self.tautan.append(alamat)
            nama, kutip = _polos(m["lembar_luar"])
            isi = f"[{self.tautan.index(alamat) + 1}]{nama}"
            return f"'{isi}'!" if kutip else f"{isi}!"
        kedua = ":" if m["kedua"] else ""
        if m["lembar2"] and m["lembar2"] != m["lembar"]:  # several sheets
            return f"{m['lembar']}:{m['lembar2']}!{m['awal']}{kedua}"
        return f"{m['lembar']}!{m['awal']}{kedua}"


def _polos(nama: str) -> tuple[str, bool]:
    return (nama[1:-1], True) if nama.startswith("'") else (nama, False)


def _nama_fungsi(m: re.Match[str]) -> str:
    if m["kami"]:
        return _FUNGSI[m["kami"].replace("_", "").lower()]
    return (m["lain"] or m["benar"] or m.group()).upper() if m["lain"] or m["benar"] else m.group()
