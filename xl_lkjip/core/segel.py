"""The seal of a submission: what of a workbook counts, in one canonical form, its fingerprint, and what has changed since.

Values and the digits that their formats show count; fonts, colours, widths and the bytes of the file do not. So a re-save by Excel or
LibreOffice keeps the seal, and a changed digit breaks it. A seal without a key shows accident and carelessness: whoever changes a number
on purpose can compute it anew.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import cetak
from .workbook import Cell, Sheet, Workbook, alamat, letak

VERSI = 1
LEMBAR_KENDALI, LEMBAR_SEGEL = "Lembar Kendali", "Segel"
_DIGIT = 15  # significant digits of a number that every program keeps
_SIDIK_SEL = 12  # hex digits of the fingerprint of one cell
_PEMISAH = "\x1f"


@dataclass(frozen=True, slots=True)
class Segel:
    """A sealed content. `hash`: of the form, as the control sheet prints it; so that sheet is not in it, but it is in the other two.

    `sel`: "Lembar!Sel" -> fingerprint; `lembar`: sheet -> fingerprint of what it holds, whatever its name.
    `kunci` and `tanda`: the public key and the signature, both in hex, where it was signed.
    """

    hash: str
    lembar: dict[str, str]
    sel: dict[str, str]
    kunci: str = ""
    tanda: str = ""

    @property
    def pesan(self) -> bytes:
        """What a signature signs."""
        return f"lkjip-segel-{VERSI}:{self.hash}:{self.lembar.get(LEMBAR_KENDALI, '')}".encode()


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What differs from the sealed content. `jenis`: berubah, baru, hilang, lembar baru, lembar hilang, lembar tertukar."""

    lembar: str
    sel: str
    jenis: str
    kini: str = ""


def segel(buku: Workbook) -> Segel:
    """The seal of a workbook as it is now, without the sheet that carries it."""
    sel, lembar = {}, {}
    utuh = hashlib.sha256(f"lkjip-segel-{VERSI}".encode())
    for sheet in _berisi(buku):
        isi = [(alamat(c.baris, c.kolom), kanonik(c)) for c in _sel(sheet)]
        lembar[sheet.nama] = _sidik(_PEMISAH.join(f"{a}{_PEMISAH}{k}" for a, k in isi))
        sel.update({f"{sheet.nama}!{a}": _sidik(f"{sheet.nama}{_PEMISAH}{a}{_PEMISAH}{k}")[:_SIDIK_SEL] for a, k in isi})
        if sheet.nama != LEMBAR_KENDALI:
            utuh.update(f"\x1e{sheet.nama}{_PEMISAH}{lembar[sheet.nama]}".encode())
    return Segel(utuh.hexdigest(), lembar, sel)


def ke_baris(segel_: Segel) -> list[tuple[str, str]]:
    """The seal as rows of two cells, for the sheet that carries it."""
    kepala = {"versi": str(VERSI), "hash": segel_.hash, "kunci": segel_.kunci, "tanda": segel_.tanda}
    return [
        *((k, v) for k, v in kepala.items() if v),
        *((f"lembar {n}", s) for n, s in segel_.lembar.items()),
        *((f"sel {a}", s) for a, s in segel_.sel.items()),
    ]


def dari_baris(baris: Iterable[tuple[str, str]]) -> Segel | None:
    """The seal from its rows; None where they are no seal of this version."""
    kepala: dict[str, str] = {}
    lembar, sel = {}, {}
    for apa, isi in baris:
        jenis, _, nama = apa.partition(" ")
        if jenis == "sel":
            sel[nama] = isi
        elif jenis == "lembar":
            lembar[nama] = isi
        else:
            kepala[apa] = isi
    if kepala.get("versi") != str(VERSI) or not kepala.get("hash") or not set(kepala) <= {"versi", "hash", "kunci", "tanda"}:
        return None
    return Segel(kepala["hash"], lembar, sel, kepala.get("kunci", ""), kepala.get("tanda", ""))


def baca_segel(buku: Workbook) -> Segel | None:
    """The seal that a workbook carries, None when it has none."""
    sheet = buku.sheet(LEMBAR_SEGEL)
    if sheet is None:
        return None
    akhir = max((b for b, _ in sheet.cells), default=0)
    return dari_baris((str(sheet.cell(b, 1).value or ""), str(sheet.cell(b, 2).value or "")) for b in range(1, akhir + 1))


def bandingkan(lama: Segel, buku: Workbook) -> list[Perubahan]:
    """What has changed since the seal was set, sheet by sheet; nothing when it is intact."""
    kini = segel(buku)
    if (kini.hash, kini.lembar, kini.sel) == (lama.hash, lama.lembar, lama.sel):
        return []
    hasil = [Perubahan(n, "", "lembar hilang") for n in lama.lembar if n not in kini.lembar]
    hasil += [Perubahan(n, "", "lembar baru") for n in kini.lembar if n not in lama.lembar]
    tertukar = {n for n in lama.lembar if n in kini.lembar and _tertukar(n, lama, kini)}
    hasil += [Perubahan(n, "", "lembar tertukar") for n in tertukar]
    sama = [n for n in lama.lembar if n in kini.lembar and n not in tertukar and lama.lembar[n] != kini.lembar[n]]
    for nama in sama:
        sheet = buku.sheet(nama)
        ada = {k.rpartition("!")[2] for s in (lama.sel, kini.sel) for k in s if k.rpartition("!")[0] == nama}
        for a in sorted(ada, key=letak):
            x, y = lama.sel.get(f"{nama}!{a}"), kini.sel.get(f"{nama}!{a}")
            if x != y:
                jenis = "berubah" if x and y else "baru" if y else "hilang"
                hasil.append(Perubahan(nama, a, jenis, sheet.cell(*letak(a)).tercetak if sheet else ""))
    if not hasil and list(kini.lembar) != list(lama.lembar):
        hasil.append(Perubahan("", "", "urutan lembar berubah"))
    return hasil or [Perubahan(LEMBAR_SEGEL, "", "berubah")]  # every cell fits: the seal itself was changed


def _tertukar(nama: str, lama: Segel, kini: Segel) -> bool:
    """The sheet now holds what another one held."""
    return kini.lembar[nama] != lama.lembar[nama] and kini.lembar[nama] in {s for n, s in lama.lembar.items() if n != nama}


def kanonik(cell: Cell) -> str:
    """What of a cell counts: its kind, its value, and the digits that it prints."""
    if isinstance(cell.value, bool):
        return f"b:{int(cell.value)}"
    if isinstance(cell.value, (int, float)):
        b = cetak.bentuk(cell.number_format)
        bentuk = "umum" if b.umum and not b.persen else f"{b.desimal}{'.' * b.ribuan}{'%' * b.persen}"
        return f"n:{cell.value:.{_DIGIT}g}:{bentuk}"
    teks = unicodedata.normalize("NFC", str(cell.value)).replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")
    return f"t:{teks}"


def _berisi(buku: Workbook) -> list[Sheet]:
    return [s for s in buku.sheets if s.nama != LEMBAR_SEGEL]


def _sel(sheet: Sheet) -> Iterator[Cell]:
    for _, cell in sorted({**sheet.cells, **sheet.covered}.items()):  # also what nobody sees
        if cell.value is not None and cell.value != "":
            yield cell


def _sidik(teks: str) -> str:
    return hashlib.sha256(teks.encode("utf-8", "surrogatepass")).hexdigest()
