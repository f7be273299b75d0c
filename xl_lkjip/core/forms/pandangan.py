"""A table of any layout as rows of a measurement: one view for each year, quarter or agency that it puts side by side.

Every rule on targets, capaian, predicates and budgets works on such views, as it does on our own sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..parameter import SKALA
from ..workbook import Cell
from .dokumen import Baris, TabelTerbaca
from .nama import normal
from .tabel_umum import BarisUmum, KolomUmum, TabelUmum
from .tetangga import kumulatif

_UKURAN = (
    "target", "realisasi", "capaian", "predikat", "pagu", "realisasi_anggaran", "serapan", "efisiensi", "kemajuan", "rata",
)  # fmt: skip
_LABEL_SKALA = {normal(p.label) for s in SKALA.values() for p in s.pita}
_PASANGAN = (
    ("target", "realisasi"),
    ("pagu", "realisasi_anggaran"),
    ("capaian", "predikat"),
    ("capaian", "serapan"),
    ("capaian", "efisiensi"),
)


def pandangan(tabel: TabelUmum) -> Iterator[TabelTerbaca]:
    """The views of a table; none when it holds no measurement."""
    for bagian in _berdampingan(tabel):
        for waktu in _waktu(bagian):
            kolom = _kolom(tabel, bagian, waktu)
            if any(all(p in kolom for p in pasangan) for pasangan in _PASANGAN):
                yield _baca(tabel, {**_label(tabel), **kolom}, waktu)


def _berdampingan(tabel: TabelUmum) -> list[list[KolomUmum]]:
    """Columns of measures, parted where the same measure comes again: two agencies beside each other."""
    hasil: list[list[KolomUmum]] = [[]]
    punya: set[tuple[object, ...]] = set()
    for k in tabel.kolom:
        if k.peran not in _UKURAN and k.peran not in ("keterangan", "predikat", "status"):
            continue
        kunci = (k.peran, k.arti.tahun, k.arti.triwulan, k.arti.tahap, k.arti.renstra)
        if kunci in punya and k.peran not in ("keterangan", "predikat", "status"):
            hasil.append([])
            punya = set()
        punya.add(kunci)
        hasil[-1].append(k)
    return hasil


def _waktu(kolom: Sequence[KolomUmum]) -> list[tuple[int, int]]:
    """The (year, quarter) pairs that have figures of what was reached; years only where there are several."""
    semua = {(k.arti.tahun, k.arti.triwulan) for k in kolom if k.peran in _UKURAN}
    tahun = {t for t, _ in semua if t}
    return sorted(semua) if len(tahun) > 1 else sorted({(0, tw) for _, tw in semua})


def _kolom(tabel: TabelUmum, kolom: Sequence[KolomUmum], waktu: tuple[int, int]) -> dict[str, int]:
    """The columns of one view: of that time, or of no time where the table has only one such column."""
    banyak_tahun = len({k.arti.tahun for k in kolom if k.arti.tahun}) > 1
    hasil: dict[str, int] = {}
    for peran in _UKURAN:
        calon = [k for k in kolom if k.peran == peran and k.arti.triwulan == waktu[1]]
        if banyak_tahun:
            calon = [k for k in calon if k.arti.tahun == waktu[0]] or ([k for k in calon if not k.arti.tahun] if waktu[0] else [])
        if calon:
            terbaik = min(calon, key=lambda k: (k.arti.renstra, k.arti.tahap == "awal", k.nomor))
            hasil[peran] = terbaik.nomor
    if {"pagu", "serapan"} <= hasil.keys() and "realisasi_anggaran" not in hasil and not waktu[1]:
        sampai = [k for k in kolom if k.peran == "realisasi_anggaran" and k.arti.triwulan and kumulatif(k)]
        if sampai:  # "s.d. TW IV": the year so far
            hasil["realisasi_anggaran"] = max(sampai, key=lambda k: k.arti.triwulan).nomor
    if "capaian" not in hasil and "kemajuan" in hasil and not waktu[1]:
        hasil["capaian"] = hasil["kemajuan"]
    hasil.pop("kemajuan", None)
    if "rata" in hasil:
        hasil["rata_sasaran"] = hasil.pop("rata")
    predikat = [k for k in kolom if k.peran == "predikat"]
    if len(predikat) > 1:  # a column for each label: marks, no labels
        hasil.pop("predikat", None)
    if not waktu[1]:
        for k in kolom:
            if k.peran == "keterangan":
                hasil.setdefault(_arti_keterangan(tabel, k, hasil), k.nomor)
            elif k.peran == "status":
                hasil.setdefault("status", k.nomor)
    return hasil


def _arti_keterangan(tabel: TabelUmum, kolom: KolomUmum, ada: dict[str, int]) -> str:
    """A column "Keterangan" holds verdicts of efisiensi, predicates, or remarks: its texts tell."""
    isi = {normal(b.sel[kolom.nomor].value) for b in tabel.baris if kolom.nomor in b.sel} - {""}
    if isi and all("efisien" in t or t == "berimbang" for t in isi):
        return "keterangan_efisiensi"
    if isi and isi <= _LABEL_SKALA and "capaian" in ada:
        return "predikat"
    return "catatan"


def _label(tabel: TabelUmum) -> dict[str, int]:
    """The columns that name a row; what an indicator is called in this table may be its activity."""
    hasil: dict[str, int] = {}
    for k in tabel.kolom:
        if k.peran in ("no", "sasaran", "indikator", "program", "satuan", "arah", "formulasi", "catatan"):
            hasil.setdefault(k.peran, k.nomor)
    if "indikator" not in hasil:
        lain = next((k.nomor for p in ("uraian", "program", "sasaran", "tujuan", "waktu") for k in tabel.berperan(p)), None)
        if lain is not None:
            hasil["indikator"] = lain
    return hasil


def _baca(tabel: TabelUmum, kolom: dict[str, int], waktu: tuple[int, int]) -> TabelTerbaca:
    terbaca = TabelTerbaca("pengukuran", tabel.lembar, kolom, asal=tabel, utama=False, waktu=waktu)
    terbaca.baris = [_baris(b, kolom) for b in tabel.isi()]
    terbaca.awal = terbaca.baris[0].baris if terbaca.baris else 0
    terbaca.akhir = terbaca.baris[-1].baris if terbaca.baris else 0
    return terbaca


def _baris(baris: BarisUmum, kolom: dict[str, int]) -> Baris:
    return Baris(baris.baris, {k: baris.sel.get(n) or Cell(baris.baris, n) for k, n in kolom.items()}, baris.teks.get("sasaran", ""))
