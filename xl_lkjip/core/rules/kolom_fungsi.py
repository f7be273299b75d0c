"""CAP103, PRE103, EFI104, IPA101."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .. import cetak
from .. import functions as _functions  # noqa: F401 - importing it fills the registry
from ..angka import kosong
from ..domain import capaian as _capaian
from ..domain.arah_kata import arah_dari_kata
from ..errors import LkjipError
from ..forms import TABEL
from ..forms.dokumen import Baris, TabelTerbaca, baca_sel
from ..forms.harapan import batas_pembulatan
from ..forms.layout import Kolom
from ..forms.nama import normal
from ..parameter import METODE_EFISIENSI
from ..registry import FUNCTIONS, panggil
from ..workbook import Cell
from ._base import Finding, Konteks, Rule

_KODE = {"CAPAIAN": "CAP103", "PREDIKAT": "PRE103", "EFISIENSI": "EFI104"}
_LAIN = "IPA101"
_TELITI = 0.0001
_ARAH = "arah"  # blank is naik, where there is such a column
_NAMA = {"IdSkala": "skala", "IdMetodeEfisiensi": "metode_efisiensi"}


class KolomFungsi(Rule):
    """Angka di lembar pendukung yang dihitung fungsi LKjIP sama dengan hasil fungsinya dari baris yang sama."""

    kode = ("CAP103", "PRE103", "EFI104", "IPA101")
    jenis = ("pk", "pengukuran")
    urutan = 1  # after the rules that prove a budget wrong
    dasar = "Dasar hukum fungsi yang menghitungnya, disebut di tiap temuan"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.dokumen.pendukung:
            layout = TABEL[tabel.kunci]
            for kolom in layout.kolom:
                if kolom.fungsi:
                    for baris in tabel.baris:
                        if all(not kosong(baris[k].value) for k in kolom.syarat):
                            yield from self._satu(konteks, tabel, kolom, kolom.fungsi, baris)
                if kolom.jumlah_fungsi and tabel.jumlah is not None:
                    yield from self._satu(konteks, tabel, kolom, kolom.jumlah_fungsi, tabel.jumlah)
            for urutan, tetap in enumerate(layout.tetap):
                for kunci, isi in tetap.isi.items():
                    baris_tetap = _baris(tabel, tabel.awal + urutan)
                    if isinstance(isi, tuple) and baris_tetap:
                        yield from self._satu(konteks, tabel, layout[kunci], isi, baris_tetap)

    def _satu(self, konteks: Konteks, tabel: TabelTerbaca, kolom: Kolom, fungsi: tuple[str, ...], baris: Baris) -> Iterator[Finding]:
        cell = baris[kolom.kunci]
        if kosong(cell.value):
            return
        argumen = [_argumen(konteks, tabel, a, baris) for a in fungsi[1:]]
        arah = _arah(konteks, baris) if _ARAH in fungsi else ""
        if arah is None or any(
            isinstance(a, Cell) and (a.galat or kosong(a.value)) for n, a in zip(fungsi[1:], argumen, strict=True) if n != _ARAH
        ):
            return
        if _ARAH in fungsi:
            argumen[fungsi.index(_ARAH) - 1] = arah
        # A formula follows by itself once the budget is mended; what was typed does not.
        serapan, akar = _serapan_benar(konteks, tabel, baris) if "serapan" in fungsi and not cell.formula else (None, "")
        if serapan is not None:
            argumen[fungsi.index("serapan") - 1] = serapan
        try:
            harapan = _hitung(fungsi[0], argumen)
        except LkjipError:  # what the inputs lack is told by other rules
            return
        siapa, kode = f"{kolom.grup} {kolom.judul} di lembar {tabel.lembar}".strip(), _KODE.get(fungsi[0], _LAIN)
        dasar = FUNCTIONS[fungsi[0]].dasar
        if isinstance(harapan, str):
            if normal(cell.value) != normal(harapan):
                pesan = f"{siapa} tercetak {cell.tercetak}, seharusnya {harapan}."
                yield self.temuan(konteks, tabel, cell, pesan, f"Ganti dengan {harapan}.", kode=kode, hitung=harapan, dasar=dasar)
        elif harapan is not None:
            sel = [a.tercetak for a in argumen if isinstance(a, Cell) and not kosong(a.value)]
            rincian = ", ".join([*sel, *([arah] if arah else [])])
            for t in self.bandingkan(
                konteks,
                tabel,
                cell,
                [harapan, *_dibulatkan(fungsi[0], harapan)],
                siapa=siapa,
                sebab=f"dari {rincian} hasilnya {{hitung}}",
                format_baku=_format(konteks, kolom),
                batas=batas_pembulatan(argumen[0], argumen[1]) if fungsi[0] == "CAPAIAN" and arah in ("", "naik") else None,
                akibat=f" (akibat {akar})" if akar else "",
                akar=akar,
            ):
                yield replace(t, kode=kode, dasar=dasar)


def _arah(konteks: Konteks, baris: Baris) -> str | None:
    """The direction of a row, "" is naik; a hint tells it where the column is not printed. None: nobody can say."""
    if not kosong(baris[_ARAH].value):
        return baris.teks(_ARAH)
    petunjuk = konteks.dokumen.arah.get(normal(baris.teks("indikator")), "")
    if petunjuk:
        return petunjuk
    banyak = any((a := baris.angka(k)) and a.bagian for k in ("target", "realisasi"))  # unlike things: their sum says nothing
    kata = " ".join(baris.teks(k) for k in ("indikator", "uraian", "target"))
    return None if banyak or arah_dari_kata(kata) == "turun" else ""


def _serapan_benar(konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> tuple[Cell | None, str]:
    """The serapan of a row whose budget another finding proves wrong, and that finding."""
    pagu, realisasi = baris.angka("pagu"), baris.angka("realisasi_anggaran")
    benar = konteks.benar(tabel.lembar, baris["pagu"], pagu.nilai) if pagu and pagu.nilai else None
    if not benar or not realisasi or realisasi.nilai is None or not benar[0]:
        return None, ""
    cell, serapan = baris["serapan"], realisasi.nilai / benar[0]
    return Cell(cell.baris, cell.kolom, serapan, number_format=cetak.PERSEN), benar[1]


def _dibulatkan(fungsi: str, harapan: float) -> tuple[float, ...]:
    """What else is right where the arguments were computed and rounded before: one unit of the last digit of a percentage."""
    return (harapan - _TELITI, harapan + _TELITI) if fungsi == "EFISIENSI" else ()


def _format(konteks: Konteks, kolom: Kolom) -> str:
    """Number format of the figure; efisiensi follows its method."""
    metode = METODE_EFISIENSI.get(konteks.dokumen.metode_efisiensi)
    return metode.format if metode and kolom.kunci == "efisiensi" else kolom.format


def _hitung(fungsi: str, argumen: list[Any]) -> Any:
    if fungsi == "CAPAIAN":  # keeps the percent signs of both cells
        target, realisasi = baca_sel(argumen[0]), baca_sel(argumen[1])
        assert target is not None  # neither is blank
        assert realisasi is not None
        return _capaian.dari_angka(target, realisasi, _capaian.baca_arah(arah.value if isinstance(arah := argumen[2], Cell) else arah))
    return panggil(fungsi, [a.value if isinstance(a, Cell) else a for a in argumen])


def _argumen(konteks: Konteks, tabel: TabelTerbaca, argumen: str, baris: Baris) -> Any:
    """A cell, or the value of a literal or of a field of Identitas."""
    if argumen.startswith('"'):
        return argumen.strip('"')
    if argumen in _NAMA:
        return konteks.dokumen.identitas.get(_NAMA[argumen]) or None
    bagian = argumen.split(".")
    if bagian[0] == "t":
        lain = next((t for t in konteks.dokumen.pendukung if t.kunci == bagian[1]), None)
        return _sel(lain, bagian[2:], baris) if lain else Cell(0, 0)
    return _sel(tabel, bagian, baris)


def _sel(tabel: TabelTerbaca, bagian: list[str], baris: Baris) -> Cell:
    kunci, *mana = bagian
    if not mana:
        return baris[kunci]
    asal = tabel.jumlah if mana[0] == "jumlah" else _baris(tabel, tabel.awal + int(mana[0][1:]) - 1)
    return asal[kunci] if asal else Cell(0, 0)


def _baris(tabel: TabelTerbaca, nomor: int) -> Baris | None:
    return next((b for b in tabel.baris if b.baris == nomor), None)
