"""For the receiver: is the seal intact, who signed, and is the content still right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core.errors import LkjipError
from ..core.penerimaan import BERUBAH, DITOLAK, TANPA_SEGEL, Pemeriksaan
from ..core.segel import LEMBAR_KENDALI, LEMBAR_SEGEL, Segel, baca_segel, bandingkan
from ..core.validation import validasi
from ..core.workbook import Workbook
from ..xlsx import reader
from . import tanda_tangan
from .manifes import Manifes, baca, sidik

_DRAF = "DRAF"


def periksa(berkas: Sequence[Path], kunci: Path | None = None) -> list[Pemeriksaan]:
    """Check submissions together; a manifest is looked for beside each file, or given among them. Faults: those of a bad `kunci`."""
    publik = tanda_tangan.baca_publik(kunci) if kunci else ""
    manifes = {b.stem: b for b in berkas if b.suffix.lower() == ".json"}
    hasil: list[Pemeriksaan] = []
    terbaca: list[tuple[Pemeriksaan, Workbook]] = []
    for satu in (b for b in berkas if b.suffix.lower() != ".json"):
        catatan = Pemeriksaan(str(satu))
        hasil.append(catatan)
        try:
            isi = reader.baca_bytes(satu)
            buku = reader.baca_buku(isi, str(satu))
            _segel(catatan, satu, isi, buku, manifes.get(satu.stem, satu.with_suffix(".json")), publik)
            terbaca.append((catatan, buku))
        except LkjipError as galat:
            catatan.segel, catatan.penolakan = DITOLAK, galat
    for (catatan, _), validitas in zip(terbaca, validasi([b for _, b in terbaca]), strict=True):
        catatan.hasil = validitas
        if validitas.penolakan:
            catatan.segel, catatan.penolakan = DITOLAK, validitas.penolakan
    return hasil


def _segel(catatan: Pemeriksaan, berkas: Path, isi: bytes, buku: Workbook, tempat_manifes: Path, publik: str) -> None:
    di_dalam = baca_segel(buku)
    manifes = baca(tempat_manifes) if tempat_manifes.is_file() else None
    catatan.draf = _DRAF in berkas.stem or bool(manifes and manifes.keterangan.get("draf")) or _bercap_draf(buku)
    segel = di_dalam or (manifes.segel if manifes else None)
    if segel is None:
        catatan.segel = TANPA_SEGEL
        return
    if manifes:
        _bandingkan_manifes(catatan, berkas, di_dalam, manifes)
        if manifes.berkas == berkas.name:
            segel = manifes.segel  # what differs from it is what was changed, whatever the file says of itself
    catatan.perubahan = bandingkan(segel, buku)
    if catatan.perubahan or catatan.masalah:
        catatan.segel = BERUBAH
    elif manifes and sidik(isi) != manifes.sha256:
        catatan.catatan.append("disimpan ulang, isinya tetap")
    catatan.tanda_tangan = _tanda(segel, publik)


def _bandingkan_manifes(catatan: Pemeriksaan, berkas: Path, di_dalam: Segel | None, manifes: Manifes) -> None:
    sama = di_dalam is not None and (di_dalam.hash, di_dalam.lembar, di_dalam.sel) == (
        manifes.segel.hash,
        manifes.segel.lembar,
        manifes.segel.sel,
    )
    if di_dalam is None:
        catatan.masalah.append(f"lembar {LEMBAR_SEGEL} tidak ada di dalam berkas, atau rusak")
    elif not sama and manifes.berkas != berkas.name:
        catatan.masalah.append(f"manifesnya milik berkas lain, {manifes.berkas}")
    elif not sama:
        catatan.masalah.append("segel di dalam berkas berbeda dari manifesnya")
    elif (di_dalam.kunci, di_dalam.tanda) != (manifes.segel.kunci, manifes.segel.tanda):
        catatan.masalah.append("tanda tangan di dalam berkas berbeda dari manifesnya")
    elif manifes.berkas != berkas.name:
        catatan.catatan.append(f"semula bernama {manifes.berkas}")


def _bercap_draf(buku: Workbook) -> bool:
    lembar = buku.sheet(LEMBAR_KENDALI)
    return lembar is not None and any(isinstance(c.value, str) and c.value.startswith(_DRAF) for c in lembar.cells.values())


def _tanda(segel: Segel, publik: str) -> str:
    if not segel.tanda:
        return "tidak sah" if publik else "tanpa"
    try:
        if not tanda_tangan.sah(segel.kunci, segel.tanda, segel.pesan):
            return "tidak sah"
    except LkjipError:  # the package is not installed
        return "belum diperiksa"
    return "sah" if not publik or publik == segel.kunci else "kunci lain"
