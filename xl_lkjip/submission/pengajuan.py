"""Pengajuan: the copy that leaves the house. Values instead of formulas, no galat, sealed. The working file is only read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from .. import __version__
from ..core.cetak import tanggal_panjang
from ..core.errors import LkjipError
from ..core.forms import FORMULIR
from ..core.forms.dokumen import Dokumen
from ..core.forms.identitas import ISIAN, PER_KUNCI
from ..core.forms.recogniser import kenali
from ..core.forms.templat_terbaca import formulir_templat
from ..core.kendali import Kendali, Penanda
from ..core.rules import Tingkat
from ..core.segel import Segel, baca_segel, bandingkan, kanonik, segel
from ..core.tanggapan import pisahkan
from ..core.validation import HasilBerkas, validasi
from ..core.workbook import Workbook
from ..xlsx import beku, cache, hitung, reader, safe_write
from . import manifes, tanda_tangan
from .pdf import cari_kantor, cetak_pdf

_VERSI_MAKS = 999
_PANJANG_NAMA = 80
_DRAF = "DRAF"
_SIDIK_KUNCI = 16  # hex digits by which people compare a public key
# What the signatures of each form need, beside what every form needs.
_TANDA_TANGAN = {
    "pk": ("tempat", "tanggal_pk", "pihak_kedua.nama", "pihak_kedua.jabatan"),
    "pengukuran": ("tempat", "tanggal_pengukuran"),
}
_PIHAK = {
    "pk": (("Pihak pertama", "pihak_pertama"), ("Pihak kedua", "pihak_kedua")),
    "pengukuran": (("Penanggung jawab", "pihak_pertama"),),
}
_PENANDA = ("nama", "jabatan", "pangkat", "nip")


class BelumSiapError(LkjipError):
    """Refused because of its galat; `hasil` holds the findings, to be shown."""

    def __init__(self, hasil: HasilBerkas) -> None:
        super().__init__("AJU001", hasil.nama, jumlah=hasil.banyak(Tingkat.GALAT))
        self.hasil = hasil


@dataclass(frozen=True, slots=True)
class Permintaan:
    """How a copy is made. `pk`: the agreement to check against; `kunci`: the file of a private key; `saat`: now, unless a test says."""

    pk: Path | None = None
    draf: bool = False
    dengan_pegawai: bool = False
    kunci: Path | None = None
    pdf: bool = False
    saat: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pengajuan:
    """What was made. `hasil`: the findings that remain. `gagal_pdf`: why there is no PDF although one was asked for."""

    berkas: Path
    manifes: Path
    hasil: HasilBerkas
    tanpa: tuple[str, ...] = ()
    pdf: Path | None = None
    gagal_pdf: LkjipError | None = None


@dataclass(frozen=True, slots=True)
class _Asal:
    """The working file as it was read and checked."""

    nama: str
    isi: bytes
    buku: Workbook
    dokumen: Dokumen
    hasil: HasilBerkas


@dataclass(frozen=True, slots=True)
class _Salinan:
    """The frozen copy before it has a name. `sidik`: the hash that its control sheet prints."""

    asal: _Asal
    isi: bytes
    sidik: str
    kendali: Kendali
    penanda: tanda_tangan.Penanda | None


def ajukan(berkas: Path, folder: Path, minta: Permintaan | None = None) -> Pengajuan:
    """Freeze and seal a filled template into `folder`, with its manifest beside it.

    Faults: AJU001 (as BelumSiapError), AJU002-AJU007, TTD001, TTD002, and those of reading and writing.
    """
    minta = minta or Permintaan()
    if minta.pdf:
        cari_kantor()  # refused before anything is written
    asal = _periksa_asal(berkas, minta)
    penanda = tanda_tangan.Penanda(minta.kunci) if minta.kunci else None
    salinan = beku.salinan(asal.isi, asal.buku, dengan_pegawai=minta.dengan_pegawai, draf=minta.draf)
    buku = reader.baca_tersimpan(salinan, asal.nama)
    _isi_tetap(asal, buku)
    tanpa = beku.lembar_tanpa(asal.buku, dengan_pegawai=minta.dengan_pegawai)
    kendali = _kendali(asal, minta, tanpa, penanda.umum if penanda else "")
    safe_write.siapkan_folder(folder)
    return _simpan_versi_baru(folder, _Salinan(asal, salinan, segel(buku).hash, kendali, penanda), pdf=minta.pdf)


def _periksa_asal(berkas: Path, minta: Permintaan) -> _Asal:
    """Read, calculate and check; whatever must not leave the house is refused here."""
    nama = str(berkas)
    isi, hasil_hitung = hitung.hitung_bytes(reader.baca_bytes(berkas), nama)
    utuh = reader.baca_buku(isi, nama)
    buku, _ = pisahkan(utuh)  # the answers in sheet Validasi count, its cells do not
    templat = formulir_templat(buku)
    dokumen = kenali(buku)
    if not dokumen:
        raise LkjipError("BRK005", nama)
    milik = next((d for d in dokumen if d.templat and templat and d.jenis == templat[0].kunci), None)
    if milik is None:
        raise LkjipError("AJU006", nama)
    hasil, *lain = validasi([utuh] if minta.pk is None else [utuh, reader.baca(minta.pk)])
    if ditolak := next((h.penolakan for h in (hasil, *lain) if h.penolakan), None):
        raise ditolak  # never taken for checked against a PK that was not read
    if hasil.banyak(Tingkat.GALAT) and not minta.draf:
        raise BelumSiapError(hasil)
    _tolak_kurang("AJU002", milik, nama, [i.kunci for i in ISIAN if i.wajib])
    _tolak_kurang("AJU005", milik, nama, _TANDA_TANGAN[milik.jenis])
    kosong = {f"{s.nama}!{c.alamat}" for s, c in buku.formulas() if c.value is None}
    if gagal := [g for g in hasil_hitung.gagal if g in kosong]:
        raise LkjipError("AJU003", nama, nilai=", ".join(gagal[:5]))
    galat = [f"{s.nama}!{c.alamat}" for s in buku.sheets for c in s.cells.values() if c.galat]
    if galat and not minta.draf:
        raise LkjipError("AJU004", nama, nilai=", ".join(galat[:5]))
    cache.tolak_tautan(isi, nama)
    return _Asal(nama, isi, utuh, milik, hasil)


def _tolak_kurang(kode: str, dokumen: Dokumen, nama: str, kunci: list[str] | tuple[str, ...]) -> None:
    kurang = [PER_KUNCI[k].label for k in kunci if not dokumen.identitas.get(k, "").strip()]
    if kurang:
        raise LkjipError(kode, nama, nilai=", ".join(kurang))


def _isi_tetap(asal: _Asal, salinan: Workbook) -> None:
    """The copy holds nothing that calculates, and every row of every table that it holds is the one of the working file. Fault: BRK011."""
    kiri, kanan = _tabel(asal.dokumen), {k: v for d in kenali(salinan) if d.jenis == asal.dokumen.jenis for k, v in _tabel(d).items()}
    pokok = {t.kunci for t in asal.dokumen.tabel if t.baris}
    if any(salinan.formulas()) or not pokok <= set(kanan) or any(not _sama(kiri.get(k, []), b) for k, b in kanan.items()):
        raise LkjipError("BRK011", asal.nama)


def _tabel(dokumen: Dokumen) -> dict[str, list[dict[str, str]]]:
    semua = (t for t in (*dokumen.tabel, *dokumen.pendukung) if t.baris)
    return {t.kunci: [{k: kanonik(c) for k, c in b.sel.items() if c.value not in (None, "")} for b in t.baris] for t in semua}


def _sama(asal: list[dict[str, str]], salinan: list[dict[str, str]]) -> bool:
    """Row by row; helper columns are not in the copy, and the directions have become hints."""
    pasang = zip(asal, salinan, strict=False)
    return len(asal) == len(salinan) and all(a.get(k) == v for a, s in pasang for k, v in s.items() if k != "arah")


def _kendali(asal: _Asal, minta: Permintaan, tanpa: tuple[str, ...], kunci: str) -> Kendali:
    identitas = asal.dokumen.identitas
    templat = formulir_templat(asal.buku)
    assert templat is not None  # refused before
    penanda = [Penanda(peran, *(identitas.get(f"{kunci}.{b}", "") for b in _PENANDA)) for peran, kunci in _PIHAK[asal.dokumen.jenis]]
    return Kendali(
        formulir=templat[0].judul,
        instansi=identitas.get("instansi", ""),
        unit=identitas.get("unit", ""),
        tahun=identitas.get("tahun", ""),
        dibuat=_waktu(minta.saat or datetime.now().astimezone()),
        berkas="",
        versi=0,
        edisi=templat[1],
        perangkat=f"xl_lkjip {__version__}",
        jenis_pk=identitas.get("jenis_pk", "") if asal.dokumen.jenis == "pk" else "",
        penanda=tuple(p for p in penanda if p.nama),
        temuan=tuple(asal.hasil.temuan),
        pk=minta.pk.name if minta.pk else "",
        tanpa=tanpa,
        draf=minta.draf,
        kunci=kunci[:_SIDIK_KUNCI],
    )


def _waktu(saat: datetime) -> str:
    selisih = saat.strftime("%z")
    return f"{tanggal_panjang(saat)} pukul {saat:%H.%M}" + (f" (UTC{selisih[:3]}.{selisih[3:]})" if selisih else "")


def nama_dasar(dokumen: Dokumen) -> str:
    """PENGUKURAN_2023_Badan_..._Kota_Blitar, without version and ending."""
    siapa = f"{dokumen.identitas.get('unit', '')} {dokumen.identitas.get('instansi', '')}"
    bagian = (FORMULIR[dokumen.jenis].awalan, dokumen.identitas.get("tahun", ""), siapa)
    return "_".join(_nama_berkas(b) for b in bagian)


def _nama_berkas(teks: str) -> str:
    """Letters and digits, words joined by underscores: safe as a file name everywhere."""
    return "_".join(re.findall(r"[A-Za-z0-9]+", teks))[:_PANJANG_NAMA].rstrip("_")


def _simpan_versi_baru(folder: Path, salinan: _Salinan, *, pdf: bool) -> Pengajuan:
    """Write under the next free version; an earlier submission, its manifest and its PDF are never overwritten."""
    nama = nama_dasar(salinan.asal.dokumen) + (f"_{_DRAF}" if salinan.kendali.draf else "")
    for versi, dasar in _versi(folder, nama):
        kendali = replace(salinan.kendali, berkas=f"{dasar}.xlsx", versi=versi)
        isi, tersegel = _segelkan(salinan, kendali)
        catatan = manifes.buat(isi, kendali, tersegel).json()
        try:
            berkas = safe_write.simpan(folder / f"{dasar}.xlsx", isi, periksa=hitung.pemeriksa(folder / f"{dasar}.xlsx"))
        except LkjipError as galat:
            if galat.kode != "BRK009":  # another run took this version in between
                raise
            continue
        jadi = Pengajuan(berkas, safe_write.simpan(folder / f"{dasar}.json", catatan), salinan.asal.hasil, kendali.tanpa)
        if pdf:
            try:
                jadi = replace(jadi, pdf=cetak_pdf(berkas, isi, folder / f"{dasar}.pdf"))
            except LkjipError as galat:  # the submission itself stands
                jadi = replace(jadi, gagal_pdf=galat)
        return jadi
    raise LkjipError("BRK009", str(folder / f"{nama}_v{_VERSI_MAKS}.xlsx"))


def _versi(folder: Path, dasar: str) -> Iterator[tuple[int, str]]:
    for versi in range(1, _VERSI_MAKS + 1):
        nama = f"{dasar}_v{versi}"
        if not any(os.path.lexists(folder / f"{nama}{akhiran}") for akhiran in (".xlsx", ".json", ".pdf")):
            yield versi, nama


def _segelkan(salinan: _Salinan, kendali: Kendali) -> tuple[bytes, Segel]:
    """The finished file and its seal, which is read back from it. Fault: BRK011."""
    isi = beku.pasang_kendali(salinan.isi, kendali, salinan.sidik)
    tersegel = segel(reader.baca_tersimpan(isi, kendali.berkas))
    if salinan.penanda:
        tersegel = replace(tersegel, kunci=salinan.penanda.umum, tanda=salinan.penanda.tanda_tangani(tersegel.pesan))
    isi = beku.pasang_segel(isi, tersegel)
    buku = reader.baca_tersimpan(isi, kendali.berkas)
    if tersegel.hash != salinan.sidik or baca_segel(buku) != tersegel or bandingkan(tersegel, buku):
        raise LkjipError("BRK011", kendali.berkas)
    return isi, tersegel
