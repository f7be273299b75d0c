"""What a column holds where its header alone does not tell: from the columns beside it and the title of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .judul_kolom import BERUKURAN, JUMLAH, bersih, ukuran
from .tabel_umum import KolomUmum

_LUAR = frozenset({"provinsi", "propinsi", "prov", "nasional", "indonesia"})  # whose figures only stand beside ours
_UANG = frozenset({"pagu", "realisasi_anggaran"})
_REALISASI_SAJA = frozenset({"realisasi", "realisasi keuangan", "realisasi anggaran", "persentase realisasi", "persen realisasi"})
_KUMULATIF = re.compile(r"\bs\s?[./]?\s?d\b|\bsampai\b|\bkumulatif\b", re.IGNORECASE)


def sesuaikan(kolom: Sequence[KolomUmum], judul: str) -> list[KolomUmum]:
    """The columns with the meanings that their neighbours give them. `judul`: the titles above the table."""
    hasil = list(kolom)
    for langkah in (_tahun_saja, _anggaran_saja, _realisasi_kedua, _triwulan_anggaran, _pembanding, _persen_realisasi, _persen_saja):
        langkah(hasil, judul)
    return hasil


def kumulatif(kolom: KolomUmum) -> bool:
    """ "Realisasi s.d. TW IV": what was reached since the year began."""
    return bool(_KUMULATIF.search(kolom.nama))


def _ganti(kolom: list[KolomUmum], i: int, peran: str) -> None:
    kolom[i] = replace(kolom[i], arti=replace(kolom[i].arti, peran=peran))


def _kiri(kolom: Sequence[KolomUmum], i: int) -> str:
    """The measure that stands next to the left."""
    return next((k.peran for k in reversed(kolom[:i]) if k.peran in BERUKURAN), "")


def _tahun_saja(kolom: list[KolomUmum], judul: str) -> None:
    """Headers that are only years hold what the title names."""
    tahun = [i for i, k in enumerate(kolom) if k.peran == "lain" and k.arti.tahun and not any(map(bersih, k.judul))]
    apa = ukuran(judul) if len(tahun) > 1 else ""
    if "realisasi" in bersih(judul).split() or apa in ("realisasi", "target"):
        for i in tahun if len(tahun) > 1 else ():
            _ganti(kolom, i, "target" if apa == "target" else "realisasi")


def _anggaran_saja(kolom: list[KolomUmum], _: str) -> None:
    """In a table of money alone, what was realised is money."""
    peran = {k.peran for k in kolom}
    if "pagu" not in peran or {"target", "realisasi_anggaran"} & peran:
        return
    for i, k in enumerate(kolom):
        if k.peran in ("realisasi", "capaian") and not _berpersen(k):
            _ganti(kolom, i, "realisasi_anggaran" if k.peran == "realisasi" else "serapan")
        elif k.peran == "capaian":
            _ganti(kolom, i, "serapan")


def _realisasi_kedua(kolom: list[KolomUmum], _: str) -> None:
    """ "Target, Realisasi, Capaian, Pagu, Realisasi": the second one is money, and a second capaian after it is serapan."""
    for i, k in enumerate(kolom):
        sudah = any(x.peran == k.peran and x.arti == k.arti for x in kolom[:i])
        if sudah and not _berpersen(k) and k.peran == "realisasi" and _kiri(kolom, i) == "pagu":
            _ganti(kolom, i, "realisasi_anggaran")
        elif sudah and k.peran == "capaian" and _kiri(kolom, i) == "realisasi_anggaran":
            _ganti(kolom, i, "serapan")


def _triwulan_anggaran(kolom: list[KolomUmum], _: str) -> None:
    """ "Pagu, TW I .. TW IV, Jumlah" with nothing else to measure: the quarters and their total are money."""
    peran = {k.peran for k in kolom}
    tw = [i for i, k in enumerate(kolom) if k.peran == "lain" and k.arti.triwulan]
    if "pagu" not in peran or {"target", "realisasi"} & peran or [kolom[i].arti.triwulan for i in tw] != [1, 2, 3, 4]:
        return
    if kolom[tw[0] - 1].peran != "pagu" or tw[3] - tw[0] != 3:
        return
    berikut = kolom[tw[3] + 1] if tw[3] + 1 < len(kolom) else None
    if berikut is None or not (berikut.peran == "realisasi_anggaran" or bersih(berikut.judul[-1]) in JUMLAH):
        return
    for i in tw:
        _ganti(kolom, i, "realisasi_anggaran")
    _ganti(kolom, tw[3] + 1, "realisasi_anggaran")


def _pembanding(kolom: list[KolomUmum], _: str) -> None:
    """ "Realisasi Provinsi" beside our own realisasi is there to compare with."""
    for i, k in enumerate(kolom):
        if k.peran not in ("realisasi", "target", "capaian") or not _LUAR & set(bersih(k.judul[-1]).split()):
            continue
        if any(x.peran == k.peran and not _LUAR & set(bersih(x.nama).split()) for x in kolom):
            _ganti(kolom, i, "lain")


def _persen_realisasi(kolom: list[KolomUmum], _: str) -> None:
    """ "% Realisasi" beside money is its serapan."""
    for i, k in enumerate(kolom):
        bernama = k.peran in ("realisasi", "realisasi_anggaran") and _berpersen(k) and bersih(k.judul[-1]) in _REALISASI_SAJA
        if bernama and _kiri(kolom, i) in _UANG and any(x.peran == "realisasi_anggaran" for x in kolom[:i]):
            _ganti(kolom, i, "serapan")


def _persen_saja(kolom: list[KolomUmum], _: str) -> None:
    """A lone % belongs to the measures left of it; what says its own name is not counted twice."""
    for i, k in enumerate(kolom):
        if k.peran == "persen":
            _ganti(kolom, i, _persen(kolom, i))


def _persen(kolom: Sequence[KolomUmum], i: int) -> str:
    kiri, satu = kolom[:i], kolom[i]
    if "fisik" in bersih(satu.nama).split():
        return "persen"  # progress of the work, not of the money
    for k in reversed(kiri):
        if k.peran in ("realisasi_anggaran", "pagu"):
            if any(
                x.peran == "serapan" and x.arti == replace(satu.arti, peran="serapan") and bersih(x.nama) != bersih(satu.nama)
                for x in kolom
            ):
                return "persen"
            nanti = [x.peran for x in kolom[i + 1 :]]
            if (
                k.peran == "pagu"
                and "realisasi_anggaran" in nanti
                and {"persen", "serapan"} & set(nanti[nanti.index("realisasi_anggaran") :])
            ):
                return "bobot"  # "Pagu, %, Realisasi, %": the first is the share of the budget
            return "serapan"
        if k.peran in ("realisasi", "target"):
            return "capaian" if any(x.peran == "target" for x in kiri) and any(x.peran == "realisasi" for x in kiri) else "persen"
        if k.peran in BERUKURAN or k.peran == "lain":
            break
    return "persen"


def _berpersen(kolom: KolomUmum) -> bool:
    return any("%" in j for j in kolom.judul)


def target_akhir(kolom: KolomUmum) -> bool:
    """ "Target Akhir Renstra", "Target RPJMD 2026"."""
    return kolom.arti.renstra or "akhir" in bersih(kolom.nama).split()
