"""The type library of the add-in: one UNO interface with a method for every worksheet function.

Written here since unoidl-write would need libreoffice-dev for every change of the registry. Compared with unoidl-write 25.2 through
unoidl-read, both hold the same.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable

from ...core.registry import WorksheetFunction

ANTARMUKA = "org.xllkjip.XFungsi"


def nama_metode(nama: str) -> str:
    """CAPAIAN_INVERS -> capaianInvers: UNO identifiers have no underscore."""
    return re.sub(r"_(.)", lambda m: m.group(1).upper(), nama.lower())


def tipe_hasil(fungsi: WorksheetFunction) -> str:
    """Ranges for numbers. One value for a text: inside a sequence it equals no other text in Calc (=, MATCH and COUNTIF miss it)."""
    return "any" if fungsi.satuan == "teks" else "[][]any"


def pustaka_tipe(fungsi: Iterable[WorksheetFunction]) -> bytes:
    """The interface in LibreOffice's binary type format (its unoidl/README.md): payloads first, root map last."""
    isi = bytearray(16)
    letak, entri = len(isi), b""
    isi += _antarmuka(list(fungsi))
    for nama in reversed(ANTARMUKA.split(".")):
        if entri:  # a module, kind 0, with one member
            letak = len(isi)
            isi += struct.pack("<BI", 0, 1) + entri
        entri = struct.pack("<II", len(isi), letak)
        isi += nama.encode("ascii") + b"\0"
    isi[:16] = struct.pack("<7sBII", b"UNOIDL\xff", 0, len(isi), 1)
    return bytes(isi) + entri


def _antarmuka(fungsi: list[WorksheetFunction]) -> bytes:
    """Kind 5, base XInterface, no optional bases, no attributes, then the methods: [in] any (direction 0) each, no exceptions."""
    isi = struct.pack("<BI", 5, 1) + _teks("com.sun.star.uno.XInterface") + struct.pack("<III", 0, 0, len(fungsi))
    for f in fungsi:
        isi += _teks(nama_metode(f.nama)) + _teks(tipe_hasil(f)) + struct.pack("<I", len(f.argumen))
        isi += b"".join(b"\0" + _teks(nama_metode(a.nama)) + _teks("any") for a in f.argumen)
        isi += struct.pack("<I", 0)
    return isi


def _teks(nama: str) -> bytes:
    return struct.pack("<I", len(nama)) + nama.encode("ascii")
