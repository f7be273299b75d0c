"""For the receiver: is the seal intact, who signed, and is the content still right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core.errors import LkjipError
from ..core.penerimaan import BERUBAH, DITOLAK, TANPA_SEGEL, Pemeriksaan
from ..core.segel import Segel, baca_segel, bandingkan
from ..core.validation import validasi
from ..core.workbook import Workbook
from ..xlsx import reader
from . import tanda_tangan
from .manifes import Manifes, baca, sidik


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
    manifes = _manifes(catatan, berkas, tempat_manifes)
    segel = manifes.segel if manifes else di_dalam
    if segel is None:
        catatan.segel = TANPA_SEGEL
        return
    if manifes and di_dalam is None:
        catatan.masalah.append("lembar Segel tidak ada di dalam berkas")
    if manifes and di_dalam and di_dalam.hash != manifes.segel.hash:
        catatan.masalah.append("segel di dalam berkas berbeda dari manifesnya")
    catatan.draf = bool(manifes and manifes.keterangan.get("draf")) or "_DRAF" in berkas.stem
    catatan.perubahan = bandingkan(segel, buku)
    if catatan.perubahan or catatan.masalah:
        catatan.segel = BERUBAH
    if manifes and not catatan.perubahan and sidik(isi) != manifes.sha256:
        catatan.masalah = [*catatan.masalah]  # re-saved by a program: the content is the same
    catatan.tanda_tangan = _tanda(segel, publik)


def _manifes(catatan: Pemeriksaan, berkas: Path, tempat: Path) -> Manifes | None:
    if not tempat.is_file():
        return None
    manifes = baca(tempat)
    if manifes.berkas != berkas.name:
        catatan.masalah.append(f"manifes di sampingnya milik {manifes.berkas}")
    return manifes


def _tanda(segel: Segel, publik: str) -> str:
    if not segel.tanda:
        return "tidak sah" if publik else "tanpa"
    try:
        if not tanda_tangan.sah(segel.kunci, segel.tanda, segel.pesan):
            return "tidak sah"
    except LkjipError:  # the package is not installed
        return "belum diperiksa"
    return "sah" if not publik or publik == segel.kunci else "kunci lain"
