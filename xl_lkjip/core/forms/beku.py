"""A sealed copy as a source: what it says in another place than the template from which it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .ambil import Ambilan, Isi
from .nama import normal
from .petunjuk import LEMBAR, petunjuk_buku
from .templat_terbaca import NAMA_EDISI, NAMA_FORMULIR

_BAKU = "naik"  # what a row without a direction means


def lengkapi(hasil: Ambilan) -> None:
    """Directions come back from the hints of the copy; its hints, form and edition are no data."""
    arah = {k: a for k, a in petunjuk_buku(hasil.buku).arah.items() if a != _BAKU}
    for baris, nama in _berarah(hasil.data):
        if "arah" not in baris and (milik := arah.get(normal(str(nama.nilai)))):
            baris["arah"] = Isi(milik, nama.lembar, nama.sel)
    for sheet in hasil.buku.sheets:
        if sheet.nama.lower() == LEMBAR.lower():
            hasil.sudah |= {(sheet.nama, *letak) for letak in sheet.cells}
        for (b, k), sel in sheet.cells.items():
            if k == 1 and sel.value in (NAMA_FORMULIR, NAMA_EDISI):
                hasil.sudah |= {(sheet.nama, b, 1), (sheet.nama, b, 2)}


def _berarah(isi: Any) -> Iterator[tuple[dict[str, Any], Isi]]:
    """Every row that may have a direction, with the cell of its indicator."""
    if not isinstance(isi, Mapping):
        return
    for sasaran in isi.get("sasaran", ()):
        for satu in sasaran.get("indikator", ()):
            if isinstance(satu.get("nama"), Isi):
                yield satu, satu["nama"]
    for tabel in ("triwulan_program", "anggaran"):
        for satu in isi.get(tabel, ()):
            if isinstance(satu, dict) and isinstance(satu.get("indikator"), Isi):
                yield satu, satu["indikator"]
