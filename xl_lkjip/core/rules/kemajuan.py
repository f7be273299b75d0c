"""KMJ101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan
from ..domain.arah_kata import arah_dari_kata
from ..domain.capaian import ARAH, dari_angka
from ..errors import LkjipError
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.tabel_umum import BarisUmum, KolomUmum, TabelUmum
from ..forms.tetangga import target_akhir
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat


class Kemajuan(Rule):
    """Tingkat kemajuan adalah realisasi tahun laporan dibanding target akhir Renstra."""

    kode = ("KMJ101",)
    jenis = ("pk", "pengukuran")
    dasar = "Tingkat kemajuan = realisasi / target akhir Renstra; untuk yang makin kecil makin baik target akhir / realisasi"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        sudah = {(id(p.asal), p.kolom["capaian"]) for p in konteks.tabel_ukur() if {"target", "realisasi", "capaian"} <= p.kolom.keys()}
        for tabel in konteks.umum:
            kemajuan = tabel.berperan("kemajuan")
            if len(kemajuan) != 1 or (id(tabel), kemajuan[0].nomor) in sudah:
                continue
            target, realisasi = _target(tabel), _realisasi(tabel, kemajuan[0].nomor)
            if target and realisasi:
                yield from self._tabel(konteks, tabel, kemajuan[0].nomor, target, realisasi)

    def _tabel(self, konteks: Konteks, tabel: TabelUmum, kolom: int, target: int, realisasi: int) -> Iterator[Finding]:
        milik = TabelTerbaca("", tabel.lembar, {})
        salah: list[tuple[Baris, float]] = []
        cocok = 0
        for b in tabel.isi():
            baris = _baris(b, kolom, target, realisasi)
            cell, harapan = baris["capaian"], _harapan(baris)
            if kosong(cell.value) or not harapan:
                continue
            konteks.hitung(milik, cell)
            if putuskan(cell, harapan, rasio=True) is Putusan.SALAH:
                salah.append((baris, harapan[0]))
            else:
                cocok += 1
        for baris, nilai in salah:
            yield from self.bandingkan(
                konteks, milik, baris["capaian"], [nilai], siapa="Tingkat kemajuan",
                sebab=f"dari realisasi {baris['realisasi'].tercetak} dan target akhir {baris['target'].tercetak} hasilnya {{hitung}}",
                tingkat=None if cocok >= len(salah) else Tingkat.PERINGATAN,
            )  # fmt: skip


def _baris(b: BarisUmum, kolom: int, target: int, realisasi: int) -> Baris:
    nama = {"indikator": Cell(b.baris, 0, b.label)}
    milik = {"capaian": kolom, "target": target, "realisasi": realisasi}
    return Baris(b.baris, {**nama, **{k: b.sel[n] for k, n in milik.items() if n in b.sel}})


def _harapan(baris: Baris) -> list[float]:
    """What the row may print, the likeliest first."""
    target, realisasi = baris.angka("target"), baris.angka("realisasi")
    hasil = []
    urut = ("turun-bagi", "turun", "naik") if arah_dari_kata(baris.teks("indikator")) == "turun" else tuple(ARAH)
    for arah in urut if target is not None and realisasi is not None and not target.rentang else ():
        try:
            hasil.append(dari_angka(target, realisasi, arah))  # type: ignore[arg-type]
        except LkjipError:
            continue
    return hasil


def _target(tabel: TabelUmum) -> int:
    """The target of the end of the long plan: the column that says so, else the only one."""
    kolom = [k for k in tabel.berperan("target") if not k.arti.triwulan]
    akhir = [k for k in kolom if target_akhir(k)]
    return akhir[-1].nomor if akhir else kolom[0].nomor if len(kolom) == 1 else 0


def _realisasi(tabel: TabelUmum, batas: int) -> int:
    """The realisasi of the report's year: the only one without a year, else the latest."""
    kolom: list[KolomUmum] = [k for k in tabel.berperan("realisasi") if not k.arti.triwulan and k.nomor < batas]
    tanpa = [k for k in kolom if not k.arti.tahun]
    terbaru = max((k.arti.tahun for k in kolom), default=0)
    calon = tanpa or [k for k in kolom if k.arti.tahun == terbaru]
    return calon[0].nomor if len(calon) == 1 else 0
