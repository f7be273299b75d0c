"""Pengajuan: the copy that leaves the house. Values instead of formulas, and no galat."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..core.errors import LkjipError
from ..core.forms import FORMULIR
from ..core.forms.dokumen import Dokumen
from ..core.forms.identitas import ISIAN
from ..core.forms.recogniser import kenali
from ..core.rules import Tingkat
from ..core.validation import HasilBerkas, validasi
from ..core.workbook import Workbook
from ..xlsx import cache, hitung, reader, safe_write

_VERSI_MAKS = 999
_PANJANG_NAMA = 80


class BelumSiapError(LkjipError):
    """Refused because of its galat; `hasil` holds the findings, to be shown."""

    def __init__(self, hasil: HasilBerkas) -> None:
        super().__init__("AJU001", hasil.nama, jumlah=hasil.banyak(Tingkat.GALAT))
        self.hasil = hasil


def ajukan(berkas: Path, folder: Path, pk: Path | None = None) -> tuple[Path, HasilBerkas]:
    """Freeze a filled template into `folder`, checked against its PK when one is given; the working file is not touched.

    Returns the new file and the findings that remain (peringatan and info). Faults: AJU001 (as BelumSiapError), AJU002-AJU004, and
    those of reading and writing.
    """
    isi, hasil_hitung = hitung.hitung_bytes(reader.baca_bytes(berkas), str(berkas))
    buku = reader.baca_buku(isi, str(berkas))
    dokumen = kenali(buku)
    if not dokumen:
        raise LkjipError("BRK005", str(berkas))
    hasil, *lain = validasi([buku] if pk is None else [buku, reader.baca(pk)])
    if ditolak := next((h.penolakan for h in lain if h.penolakan), None):
        raise ditolak  # never taken for checked against a PK that was not read
    if hasil.banyak(Tingkat.GALAT):
        raise BelumSiapError(hasil)
    kurang = [i.label for i in ISIAN if i.wajib and i.kunci not in dokumen[-1].identitas]
    if kurang:
        raise LkjipError("AJU002", str(berkas), nilai=", ".join(kurang))
    kosong = {f"{s.nama}!{c.alamat}" for s, c in buku.formulas() if c.value is None}
    gagal = [g for g in hasil_hitung.gagal if g in kosong]
    if gagal:
        raise LkjipError("AJU003", str(berkas), nilai=", ".join(gagal[:5]))
    galat = [f"{s.nama}!{c.alamat}" for s in buku.sheets for c in s.cells.values() if c.galat]
    if galat:
        raise LkjipError("AJU004", str(berkas), nilai=", ".join(galat[:5]))
    cache.tolak_tautan(isi, str(berkas))
    beku = cache.bekukan(isi)
    _bandingkan(buku, reader.baca_tersimpan(beku, str(berkas)))
    safe_write.siapkan_folder(folder)
    return _simpan_versi_baru(folder, nama_dasar(dokumen[-1]), beku), hasil


def _bandingkan(asal: Workbook, beku: Workbook) -> None:
    """What leaves the house holds the same values, and nothing that calculates. Fault: BRK011."""
    nilai = [{(s.nama, k): c.value for s in b.sheets for k, c in s.cells.items() if c.value not in (None, "")} for b in (asal, beku)]
    if nilai[0] != nilai[1] or any(beku.formulas()):
        raise LkjipError("BRK011", asal.nama)


def nama_dasar(dokumen: Dokumen) -> str:
    """PENGUKURAN_2023_Badan_..._Kota_Blitar, without version and ending."""
    siapa = f"{dokumen.identitas.get('unit', '')} {dokumen.identitas.get('instansi', '')}"
    bagian = (FORMULIR[dokumen.jenis].awalan, dokumen.identitas.get("tahun", ""), siapa)
    return "_".join(_nama_berkas(b) for b in bagian)


def _nama_berkas(teks: str) -> str:
    """Letters and digits, words joined by underscores: safe as a file name everywhere."""
    return "_".join(re.findall(r"[A-Za-z0-9]+", teks))[:_PANJANG_NAMA].rstrip("_")


def _simpan_versi_baru(folder: Path, dasar: str, isi: bytes) -> Path:
    """Write under the next free version; an earlier submission is never overwritten."""
    for versi in range(1, _VERSI_MAKS + 1):
        tujuan = folder / f"{dasar}_v{versi}.xlsx"
        if os.path.lexists(tujuan):
            continue
        try:
            return safe_write.simpan(tujuan, isi, periksa=hitung.pemeriksa(tujuan))
        except LkjipError as galat:
            if galat.kode != "BRK009":  # another run took this version in between
                raise
    raise LkjipError("BRK009", str(folder / f"{dasar}_v{_VERSI_MAKS}.xlsx"))
