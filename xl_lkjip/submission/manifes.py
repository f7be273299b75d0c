"""The manifest beside a submission: the seal and the hash of the file, for whoever receives it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.errors import LkjipError
from ..core.kendali import Kendali
from ..core.rules import Tingkat
from ..core.segel import VERSI, Segel
from ..xlsx import reader

_MAKS_HASH = 64
_CARA = "Ed25519"


@dataclass(frozen=True, slots=True)
class Manifes:
    """`berkas`: the name of the submission; `sha256`: of its bytes. `keterangan`: what the control sheet says, as it says it."""

    berkas: str
    sha256: str
    segel: Segel
    keterangan: dict[str, Any]

    def json(self) -> bytes:
        """The file; the same bytes for the same content."""
        segel = {"versi": VERSI, "hash": self.segel.hash, "lembar": self.segel.lembar, "sel": self.segel.sel}
        tanda = {"cara": _CARA, "kunci": self.segel.kunci, "nilai": self.segel.tanda} if self.segel.tanda else None
        isi = {"versi": VERSI, "berkas": self.berkas, "sha256": self.sha256, "segel": segel, "tanda_tangan": tanda, **self.keterangan}
        return (json.dumps(isi, ensure_ascii=False, indent=1) + "\n").encode()


def buat(isi: bytes, kendali: Kendali, segel: Segel) -> Manifes:
    """The manifest of a finished submission; it says what the control sheet says."""
    keterangan = {
        "formulir": kendali.formulir, "instansi": kendali.instansi, "unit": kendali.unit, "tahun": kendali.tahun,
        "versi_berkas": kendali.versi, "draf": kendali.draf, "dibuat": kendali.dibuat, "perangkat": kendali.perangkat,
        "edisi_templat": kendali.edisi, "pk": kendali.pk, "tanpa_lembar": list(kendali.tanpa),
        "penanda": [{"peran": p.peran, "nama": p.nama, "jabatan": p.jabatan} for p in kendali.penanda],
        "ringkasan": {t.value: kendali.banyak(t) for t in Tingkat},
        "temuan": [
            {"kode": t.kode, "tingkat": t.tingkat.value, "lembar": t.lembar, "sel": t.sel, "pesan": t.pesan, "tanggapan": t.tanggapan}
            for t in kendali.tersisa
        ],
    }  # fmt: skip
    return Manifes(kendali.berkas, sidik(isi), segel, keterangan)


def sidik(isi: bytes) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(isi).hexdigest()


def baca(berkas: Path) -> Manifes:
    """Read a manifest. Faults: those of reading, AJU008."""
    try:
        isi = json.loads(reader.baca_mentah(berkas))
        segel = isi["segel"]
        tanda = isi.get("tanda_tangan") or {}
        if isi["versi"] != VERSI or segel["versi"] != VERSI:
            raise LkjipError("AJU008", str(berkas), masalah=f"versinya {isi['versi']}, yang dikenal {VERSI}")
        lembar, sel = ({str(k): str(v) for k, v in segel[x].items()} for x in ("lembar", "sel"))
        kunci, nilai = str(tanda.get("kunci", "")), str(tanda.get("nilai", ""))
        dasar = {"versi", "berkas", "sha256", "segel", "tanda_tangan"}
        lain = {k: v for k, v in isi.items() if k not in dasar}
        return Manifes(str(isi["berkas"]), str(isi["sha256"])[:_MAKS_HASH], Segel(str(segel["hash"]), lembar, sel, kunci, nilai), lain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as galat:
        raise LkjipError("AJU008", str(berkas), masalah=f"bukan manifes pengajuan ({type(galat).__name__})") from None
