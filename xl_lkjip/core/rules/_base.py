"""What a rule is: one file, one class, codes that never change meaning."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import ClassVar, TypedDict

from ..angka import kosong
from ..banding import POIN_MULAI, Putusan, putuskan, tercetak, tulis
from ..cetak import PERSEN, bentuk
from ..errors import LkjipError
from ..forms.buku_besar import BukuBesar
from ..forms.dokumen import Baris, Dokumen, TabelTerbaca
from ..forms.harapan import di_dalam
from ..forms.hitungan import Hitungan
from ..forms.isi import Penjumlahan
from ..forms.nama import normal
from ..forms.neraca import Perbaikan
from ..forms.penjumlahan import salah_jumlah
from ..forms.tabel_umum import TabelUmum
from ..workbook import Cell


class Tingkat(str, Enum):
    """Severity follows certainty: galat only where the arithmetic is certain."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding at one cell. `tercetak` is what stands there, `hitung` what should.

    `akar`: the finding that this one follows from, as "kode lembar!sel". `tanggapan`: the user's answer to a peringatan.
    """

    kode: str
    tingkat: Tingkat
    berkas: str
    lembar: str
    sel: str
    pesan: str
    saran: str
    tercetak: str = ""
    hitung: str = ""
    dasar: str = ""
    akar: str = ""
    tanggapan: str = ""


class Sebab(TypedDict, total=False):
    """Arguments of a finding that follows from another."""

    tingkat: Tingkat
    akar: str


_KODE = {"capaian": "CAP101", "efisiensi": "EFI101"}


@dataclass(slots=True)
class Konteks:
    """What a rule sees: one document, the PK that belongs to it (if given), and what each row should say."""

    dokumen: Dokumen
    pk: Dokumen | None
    hitungan: Hitungan
    pk_lain: str = ""  # whose PK was given, when none is of this unit and year
    terbukti: dict[float, tuple[float, str]] = field(default_factory=dict)  # a number proven wrong: the right one, and the finding
    dibetulkan: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)  # a cell that the sums prove wrong: the same
    dugaan: dict[tuple[str, str], list[tuple[float, str]]] = field(
        default_factory=dict
    )  # what a cell may have to say, as printed, and the finding
    dihitung: set[tuple[str, int, int]] = field(default_factory=set)  # cells that were held against a calculation
    _salah_jumlah: dict[int, list[Penjumlahan | Perbaikan]] = field(default_factory=dict)
    _buku_besar: BukuBesar | None = None

    def hitung(self, tabel: TabelTerbaca, cell: Cell) -> None:
        """Count a printed figure that a calculation was held against."""
        self.dihitung.add((tabel.lembar, cell.baris, cell.kolom))

    def benar(self, lembar: str, cell: Cell, nilai: float) -> tuple[float, str] | None:
        """What should stand where this number stands, and the finding that says so; None where nothing is known against it."""
        return self.dibetulkan.get((lembar, cell.alamat)) or self.terbukti.get(nilai)

    def duga(self, lembar: str, cell: Cell, nilai: float, akar: str) -> None:
        """Another figure may be right in this cell: what fits it follows from this finding."""
        self.dugaan.setdefault((lembar, cell.alamat), []).append((nilai, akar))

    def usulan(self, lembar: str, cell: Cell) -> list[tuple[float, str]]:
        """Every figure that a finding holds for right in a cell, in the unit in which it is printed."""
        angka = tercetak(cell)
        benar = self.benar(lembar, cell, angka.nilai) if angka and cell.kolom else None
        return [*([benar] if benar else []), *self.dugaan.get((lembar, cell.alamat), [])]

    def usulan_rasio(self, lembar: str, cell: Cell) -> list[tuple[float, str]]:
        """The same of a share, as a ratio."""
        angka = tercetak(cell)
        kali = 0.01 if angka and (angka.persen or abs(angka.nilai) >= POIN_MULAI) else 1.0
        return [(n * kali, akar) for n, akar in self.usulan(lembar, cell)]

    def salah_jumlah(self, tabel: TabelUmum) -> list[Penjumlahan | Perbaikan]:
        """Every sum of a table that is wrong, with the cell to mend where it is known."""
        if id(tabel) not in self._salah_jumlah:
            self._salah_jumlah[id(tabel)] = list(salah_jumlah(tabel))
        return self._salah_jumlah[id(tabel)]

    @property
    def kolom_jawaban(self) -> str:
        """Where the user explains what is right although it looks wrong."""
        return "kolom Catatan" if self.dokumen.templat else "kolom Tanggapan (ada di salinan --format xlsx)"

    @property
    def umum(self) -> list[TabelUmum]:
        """The tables of any layout in the workbook, for the one document that reports on them."""
        return self.dokumen.umum if self.dokumen.terakhir else []

    @property
    def angka_besar(self) -> dict[float, list[tuple[str, Cell]]]:
        """Where each large number of the workbook and its PK stands."""
        return self.hitungan.angka_besar

    @property
    def buku_besar(self) -> BukuBesar:
        """What every table says of each quantity."""
        if self._buku_besar is None:
            self._buku_besar = BukuBesar(self.dokumen)
        return self._buku_besar

    def baris(self, kunci: str) -> Iterator[tuple[TabelTerbaca, Baris]]:
        """Every row of the tables of one layout."""
        for tabel in self.dokumen.semua(kunci):
            for baris in tabel.baris:
                yield tabel, baris

    def ukuran(self) -> Iterator[tuple[TabelTerbaca, Baris]]:
        """Every row of the measurement, and of the tables that repeat, compare or part its figures."""
        for tabel in self.tabel_ukur():
            for baris in tabel.baris:
                yield tabel, baris

    def tabel_ukur(self) -> list[TabelTerbaca]:
        """The tables of `ukuran`."""
        return [*self.dokumen.semua("pengukuran"), *self.dokumen.pandangan]

    def akibat(self, baris: Baris) -> str:
        """Says of a figure that it follows from a wrong budget in its row."""
        return f" (akibat PKP103 di {baris['pagu'].alamat})" if self.hitungan.bukti_pagu(baris) else ""

    def akar_pagu(self, tabel: TabelTerbaca, baris: Baris) -> str:
        """The finding on the wrong budget of a row, "" when its budget is right."""
        return f"PKP103 {tabel.lembar}!{baris['pagu'].alamat}" if self.hitungan.bukti_pagu(baris) else ""

    def ikut(self, tabel: TabelTerbaca, baris: Baris, kunci: str, cell: Cell) -> Sebab:
        """A label that fits the printed figure beside it is wrong only because that figure is: a consequence, no galat of its own."""
        return self.dari(tabel, baris, kunci) if normal(cell.value) in map(normal, self.hitungan.label_tercetak(baris, kunci)) else {}

    @staticmethod
    def dari(tabel: TabelTerbaca, baris: Baris, kunci: str) -> Sebab:
        """What makes a finding the consequence of the wrong figure in another column of its row."""
        return {"tingkat": Tingkat.PERINGATAN, "akar": f"{_KODE[kunci]} {tabel.lembar}!{baris[kunci].alamat}"}

    def akibat_capaian(self, baris: Baris) -> str:
        """Says of a figure that it follows from a wrong capaian in its row."""
        return f" (akibat CAP101 di {baris['capaian'].alamat})" if self.hitungan.capaian_salah(baris) else ""


def sesudah(temuan: Finding, sel: str, akar: str) -> Finding:
    """A figure that is right once another cell is mended: a consequence, and evidence for the root."""
    pesan = f"{temuan.pesan.removesuffix('.')}; benar sesudah {sel} dibetulkan."
    return replace(temuan, tingkat=Tingkat.PERINGATAN, akar=akar, hitung="", pesan=pesan, saran=f"Perbaiki {sel}; angka ini lalu benar.")


class Rule(ABC):
    """A rule. First line of its docstring: what it demands; `dasar`: its legal basis."""

    kode: ClassVar[tuple[str, ...]]
    tingkat: ClassVar[Tingkat] = Tingkat.GALAT
    jenis: ClassVar[tuple[str, ...]] = ("pengukuran",)
    dasar: ClassVar[str] = ""
    urutan: ClassVar[int] = 0  # lower first

    @abstractmethod
    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        """Yield the findings on one document."""

    def temuan(
        self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, pesan: str, saran: str,
        *, hitung: str = "", kode: str = "", tingkat: Tingkat | None = None, dasar: str = "", akar: str = "",
    ) -> Finding:  # fmt: skip
        """A finding of this rule at a cell."""
        return Finding(
            kode=kode or self.kode[0], tingkat=tingkat or self.tingkat, berkas=konteks.dokumen.berkas, lembar=tabel.lembar,
            sel=cell.alamat if cell.kolom else "", pesan=pesan, saran=saran, tercetak=cell.tercetak, hitung=hitung,
            dasar=dasar or self.dasar, akar=akar,
        )  # fmt: skip

    def bandingkan(
        self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, harapan: Sequence[float],
        *, siapa: str, sebab: str, format_baku: str = PERSEN, saran: str = "", akibat: str = "", dasar: str = "",
        batas: tuple[float, float] | None = None, tingkat: Tingkat | None = None, akar: str = "",
    ) -> Iterator[Finding]:  # fmt: skip
        """Hold a printed figure against the values that would be right; the first is the one to print.

        `sebab` says why; "{hitung}" in it stands for the right figure. A figure that is only cut is
        info, unless it follows from another fault (`akibat`); so is one within `batas`, which
        inputs give that were rounded before they were printed.
        """
        if not kosong(cell.value):
            konteks.hitung(tabel, cell)
        putusan = Putusan.COCOK if kosong(cell.value) else putuskan(cell, harapan, rasio=bentuk(format_baku).persen)
        if putusan is Putusan.COCOK:
            return
        hitung = tulis(harapan[0], cell, format_baku=format_baku)
        sebab = sebab.replace("{hitung}", hitung)
        if cell.galat:
            pesan = f"{siapa} menampilkan {cell.galat}, padahal {sebab}."
            saran = "Ketik masukan baris ini sebagai angka, atau jalankan `xl-lkjip hitung` pada berkas ini."
            yield self.temuan(konteks, tabel, cell, pesan, saran, hitung=hitung, dasar=dasar)
            return
        if putusan is Putusan.DIPOTONG and not akibat:
            pesan = f"{siapa} tercetak {cell.tercetak} dipotong, bukan dibulatkan: seharusnya {hitung}."
            yield self.temuan(konteks, tabel, cell, pesan, f"Bulatkan menjadi {hitung}.", hitung=hitung, tingkat=Tingkat.INFO, dasar=dasar)
            return
        if batas and di_dalam(cell, batas):
            pesan = f"{siapa} tercetak {cell.tercetak} hanya benar dari masukan yang belum dibulatkan; {sebab}."
            yield self.temuan(
                konteks,
                tabel,
                cell,
                pesan,
                "Cetak masukannya dengan lebih banyak desimal.",
                hitung=hitung,
                tingkat=Tingkat.INFO,
                dasar=dasar,
            )
            return
        pesan = f"{siapa} tercetak {cell.tercetak}, tetapi {sebab}{akibat}."
        yield self.temuan(
            konteks, tabel, cell, pesan, saran or f"Ganti dengan {hitung}.", hitung=hitung, tingkat=tingkat, dasar=dasar, akar=akar
        )

    def dari_galat(self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, galat: LkjipError, siapa: str) -> Finding:
        """The finding that a coded error stands for, under the same code."""
        return self.temuan(konteks, tabel, cell, f"{siapa}: {galat.sebab}", galat.saran, kode=galat.kode)


@cache
def semua_aturan() -> tuple[Rule, ...]:
    """Every rule of this folder, in order of its code."""
    aturan: list[Rule] = []
    for modul in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if modul.name.startswith("_"):
            continue
        isi = importlib.import_module(f".{modul.name}", __package__)
        aturan += [
            k()
            for k in vars(isi).values()
            if isinstance(k, type) and issubclass(k, Rule) and k is not Rule and k.__module__ == isi.__name__
        ]
    return tuple(sorted(aturan, key=lambda a: (a.urutan, a.kode)))
