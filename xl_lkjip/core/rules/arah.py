"""ARH101."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import bulatkan
from ..banding import POIN_MULAI, Putusan, putuskan, tercetak, tulis
from ..cetak import PERSEN, persen
from ..domain.arah_kata import kata_arah
from ..domain.capaian import ARAH, baca_arah, dari_angka
from ..errors import LkjipError
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.nama import normal
from ..parameter import DIGIT_RASIO
from ..workbook import tempat
from ._bantu import semua_tabel
from ._base import Finding, Konteks, Rule, Tingkat

_TABEL = ("pk_indikator", "pengukuran", "triwulan_program", "anggaran")
_MAKIN = {"turun": "makin kecil makin baik", "naik": "makin besar makin baik"}


class Arah(Rule):
    """Arah penghitungan sesuai dengan kata-kata indikatornya: temuan dan hukuman makin sedikit makin baik."""

    kode = ("ARH101",)
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Arah menentukan rumus capaian; dugaan dari kata-kata indikator"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        sudah: set[str] = set()  # an indicator is named once, however many tables repeat it
        for tabel in semua_tabel(konteks.dokumen):
            for baris in tabel.baris if tabel.kunci in _TABEL else ():
                nama = normal(baris.teks("indikator"))
                diduga, kata = kata_arah(baris.teks("indikator"))
                terpakai = _terpakai(baris) if diduga and nama not in sudah else ""
                if terpakai not in ARAH or (terpakai == "naik") == (diduga == "naik"):
                    continue
                akibat = "" if tabel.kunci == "pk_indikator" else _kedua_nilai(baris, terpakai, diduga)
                if akibat is not None:
                    sudah.add(nama)
                    lain = _menjadi(baris, diduga) if akibat and "arah" not in baris.sel else None
                    angka = tercetak(baris["capaian"])
                    if lain is not None and angka:
                        poin = angka.persen or abs(angka.nilai) >= POIN_MULAI
                        konteks.duga(
                            tabel.lembar, baris["capaian"], lain * 100 if poin else lain, f"ARH101 {tempat(tabel.lembar, baris['capaian'])}"
                        )
                    yield self._temuan(konteks, tabel, baris, diduga, kata, f"arahnya {terpakai}{akibat}")

    def _temuan(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, diduga: str, kata: str, arah: str) -> Finding:
        cell = next(c for c in (baris["arah"], baris["capaian"], baris["indikator"]) if c.kolom)
        return self.temuan(
            konteks, tabel, cell,
            f'Indikator "{baris.teks("indikator")}" tampaknya {_MAKIN[diduga]} (kata "{kata}"), tetapi {arah}.',
            f"{_pilih(konteks, baris, diduga)}; bila arahnya sudah benar, jelaskan di {konteks.kolom_jawaban}.",
            hitung=diduga if cell is not baris["capaian"] else tulis(_menjadi(baris, diduga) or 0.0, cell, format_baku=PERSEN),
        )  # fmt: skip


def _pilih(konteks: Konteks, baris: Baris, diduga: str) -> str:
    if konteks.dokumen.templat:
        return f"Pilih arah {'turun atau turun-bagi' if diduga == 'turun' else 'naik'}"
    return f'Hitung ulang, atau bila hitungannya memang dengan arah itu, beri petunjuk "arah {baris.teks("indikator")} = {diduga}"'


def _terpakai(baris: Baris) -> str:
    """The direction in use: as the column says, else the first that gives the printed capaian; "" where nothing tells."""
    if "arah" in baris.sel:
        try:
            return baca_arah(baris["arah"].value)
        except LkjipError:  # told by the rule Masukan
            return ""
    return next((a for a in ARAH if _menjadi(baris, a) is not None and _cocok(baris, a)), "")


def _cocok(baris: Baris, arah: str) -> bool:
    return putuskan(baris["capaian"], [_menjadi(baris, arah) or 0.0], rasio=True) is Putusan.COCOK


def _kedua_nilai(baris: Baris, terpakai: str, diduga: str) -> str | None:
    """What comes of the row in both directions; None where that is the same, or nothing."""
    kini, lain = _menjadi(baris, terpakai), _menjadi(baris, diduga)
    if kini is None or lain is None or bulatkan(kini, DIGIT_RASIO) == bulatkan(lain, DIGIT_RASIO):
        return None
    return f" dengan capaian {persen(kini)}; dengan arah {diduga} capaiannya {persen(lain)}"


def _menjadi(baris: Baris, arah: str) -> float | None:
    target, realisasi = baris.angka("target"), baris.angka("realisasi")
    if target is None or realisasi is None or target.rentang:
        return None
    try:
        return dari_angka(target, realisasi, arah)
    except LkjipError:
        return None
