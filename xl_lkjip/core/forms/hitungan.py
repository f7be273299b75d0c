"""What each row of a Pengukuran should say, computed from what it is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ..angka import Angka, kosong
from ..banding import Putusan, gaya_inggris, putuskan, tercetak
from ..domain import capaian as _capaian
from ..domain import efisiensi as _efisiensi
from ..errors import LkjipError
from ..parameter import METODE_EFISIENSI, SKALA, Skala
from ..workbook import Cell, Workbook, tempat
from .arah_indikator import arah_diduga, catatan_arah
from .dokumen import Baris, Dokumen, TabelTerbaca, baca_sel, sama_teks
from .harapan import Harapan, baca_tertulis, batas_kasar, batas_pembulatan, label_skala
from .nama import normal
from .pasangan import PaguPk, pagu_menurut_pk
from .skala_tertulis import SkalaTertulis, skala_tertulis

BESAR = 10_000  # from here on the same number in two places is no accident
_BESAR = re.compile(r"\d[.,]?\d{3}")
_HITUNGAN_MULAI = 100.0
_RIBUAN = 1000.0
_INGGRIS_MIN = 3  # texts in English style that make a sheet English
_INDONESIA = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d.,])|\d\.\d{3}\.\d{3}(?!\d)")
_TEPAT_MIN = 2  # one 100 may be a slip, two are a rule
_MAKS = re.compile(
    r"\b(?:maks|maksimal|maksimum|dibatasi|paling tinggi|batas atas)(?: (?:sebesar|paling|tinggi|maksimal|hanya|sampai|dengan))* 100\b"
)
_LEGENDA = "legenda di berkas ini"  # stands for the scale that the workbook prints itself
_CATATAN_MAKS = 300
_BAGI = list(_capaian.ARAH).index("turun-bagi")


class Hitungan:
    """Expected values of a document, with the PK's budgets as evidence where they are given."""

    def __init__(self, dokumen: Dokumen, pk: Dokumen | None, kawan: Sequence[Dokumen] = ()) -> None:
        self.dokumen = dokumen
        self.pk = pk
        self._kawan = kawan
        self._metode: dict[int, str] = {}  # of each table, where it had to be inferred
        self._capaian: dict[int, Harapan | LkjipError | None] = {}
        self._tabel = {id(b): t for t in (*dokumen.tabel, *dokumen.pandangan) for b in t.baris}

    @cached_property
    def pagu(self) -> list[tuple[TabelTerbaca, PaguPk]]:
        """Groups of rows with the budget that the PK gives them."""
        return [(t, p) for t in self.dokumen.semua("pengukuran") for p in pagu_menurut_pk(t, self.pk)]

    def bukti_pagu(self, baris: Baris) -> PaguPk | None:
        """The PK's budget of a row whose own budget must be wrong."""
        return next((p for _, p in self.pagu if p.tersangka is baris), None)

    def capaian(self, baris: Baris) -> Harapan | None:
        """Expected capaian; None where target or realisasi is blank. Faults: those of CAPAIAN."""
        if id(baris) not in self._capaian:  # every rule asks for it
            try:
                self._capaian[id(baris)] = self._capaian_baru(baris)
            except LkjipError as galat:
                self._capaian[id(baris)] = galat
        hasil = self._capaian[id(baris)]
        if isinstance(hasil, LkjipError):
            raise hasil
        return hasil

    def _capaian_baru(self, baris: Baris) -> Harapan | None:
        """With a cap: as the user stated it, else where the workbook says so or shows it, and the row prints it."""
        penuh = self._capaian_penuh(baris)
        maks = self.dokumen.maks or (self.batas_capaian if penuh and _tepat(baris["capaian"], self.batas_capaian) else 0.0)
        if penuh is None or not maks or penuh.nilai <= maks:
            return penuh
        return replace(penuh, nilai=maks, lain=tuple(min(n, maks) for n in penuh.lain), batas=None, penuh=penuh.nilai)

    @cached_property
    def batas_capaian(self) -> float:
        """The cap of 100%, where a text of the workbook names it or every capaian that should exceed it is printed as 100; else 0."""
        if self.dokumen.buku and any(map(_menyebut_maks, _teks(self.dokumen.buku))):
            return 1.0
        tepat = 0
        for tabel in (*self.dokumen.semua("pengukuran"), *self.dokumen.pandangan):
            for baris in tabel.baris if tabel.asal else ():
                cell, angka = baris["capaian"], tercetak(baris["capaian"])
                try:
                    penuh = self._capaian_penuh(baris) if angka else None
                except LkjipError:
                    continue
                tertulis = baca_tertulis(cell)
                if tertulis and tertulis.nilai > 1:
                    return 0.0
                if penuh is None or penuh.nilai <= 1 or putuskan(cell, penuh.semua, rasio=True) is not Putusan.SALAH:
                    continue
                if not _tepat(cell, 1.0):
                    return 0.0
                tepat += 1
        return 1.0 if tepat >= _TEPAT_MIN else 0.0

    def dibatasi(self, baris: Baris) -> bool:
        """The row prints the cap, which nobody has stated as a hint."""
        try:
            harapan = self.capaian(baris)
        except LkjipError:
            return False
        return not self.dokumen.maks and harapan is not None and harapan.penuh is not None

    def _capaian_penuh(self, baris: Baris) -> Harapan | None:
        if sama_teks(baris["target"], baris["realisasi"]):
            return Harapan(1.0)
        target, realisasi = baca_sel(baris["target"]), baca_sel(baris["realisasi"])
        if target is None or realisasi is None:
            return None
        if beda_satuan(target, realisasi):
            return None  # told by the rules Satuan and CapaianHitungan
        disebut = self.dokumen.arah.get(normal(baris.teks("indikator")), "") if self.dokumen.arah else ""
        nilai = _capaian.dari_angka(target, realisasi, disebut or _capaian.baca_arah(baris["arah"].value))
        # Without a column for it, the direction is not known; a blank in such a column means naik.
        if disebut or "arah" in baris.sel or target.rentang or not realisasi.nilai:
            return Harapan(nilai, batas=batas_pembulatan(baris["target"], baris["realisasi"]))
        lain = tuple(_capaian.dari_angka(target, realisasi, a) for a in _capaian.ARAH)
        terbukti = [a for letak, a in self._arah_terbukti.get(normal(baris.teks("indikator")), ()) if letak != id(baris)]
        diduga = arah_diduga(baris, target, self._catatan_arah)
        arah = terbukti[0] if terbukti else diduga or "naik"
        if not terbukti and diduga == "turun" and putuskan(baris["capaian"], [lain[_BAGI]], rasio=True) is Putusan.COCOK:
            arah = "turun-bagi"  # the other method of the same direction
        return Harapan(
            lain[list(_capaian.ARAH).index(arah)],
            lain,
            batas_pembulatan(baris["target"], baris["realisasi"]),
            arah,
            bool(diduga) and not terbukti,
        )

    @cached_property
    def _catatan_arah(self) -> tuple[str, ...]:
        return catatan_arah(self.dokumen.buku)

    @cached_property
    def angka_besar(self) -> dict[float, list[tuple[str, Cell]]]:
        """Numbers from ten thousand on, rounded to cents, with the places where they are printed; those of other files come last."""
        hasil: dict[float, list[tuple[str, Cell]]] = {}
        buku = {id(d.buku): d for d in (self.dokumen, *([self.pk] if self.pk else []), *self._kawan)}
        for dokumen in buku.values():
            depan = "" if dokumen.berkas == self.dokumen.berkas else f"{dokumen.nama} "
            for sheet in dokumen.buku.sheets if dokumen.buku else ():
                for cell in sheet.cells.values():
                    if isinstance(cell.value, (int, float)) or (isinstance(cell.value, str) and _BESAR.search(cell.value)):
                        angka = tercetak(cell)
                        if angka and abs(angka.nilai) >= BESAR and not angka.persen:
                            hasil.setdefault(round(angka.nilai, 2), []).append((f"{depan}{sheet.nama}", cell))
        return hasil

    @cached_property
    def _banyak(self) -> dict[float, set[str]]:
        """On which sheets each number of three digits or more is printed."""
        hasil: dict[float, set[str]] = {}
        for sheet in self.dokumen.buku.sheets if self.dokumen.buku else ():
            for cell in sheet.cells.values():
                if isinstance(cell.value, float) and not cell.formula and sum(c.isdigit() for c in cell.tercetak) >= 3:
                    hasil.setdefault(round(cell.value, 6), set()).add(sheet.nama)
        return hasil

    def jelas(self, lembar: str, cell: Cell, angka: Angka) -> bool:
        """The rest of the workbook tells how "1.600" is meant: the number stands there, or all of the sheet is written in English style."""
        return angka.nilai in self._bilangan or ("," in str(cell.value) and lembar in self._inggris)

    @cached_property
    def _bilangan(self) -> set[float]:
        """The whole numbers of four digits and more that stand as numbers in the workbook."""
        semua = [c.value for s in (self.dokumen.buku.sheets if self.dokumen.buku else ()) for c in s.cells.values()]
        return {n for n in semua if isinstance(n, float) and n >= _RIBUAN and n.is_integer()}

    @cached_property
    def _inggris(self) -> set[str]:
        """Sheets whose texts write a point for decimals and commas for thousands, and none the other way round."""
        hasil = set()
        for sheet in self.dokumen.buku.sheets if self.dokumen.buku else ():
            teks = [c for c in sheet.cells.values() if isinstance(c.value, str)]
            if sum(map(gaya_inggris, teks)) >= _INGGRIS_MIN and not any(_INDONESIA.search(str(c.value)) for c in teks):
                hasil.add(sheet.nama)
        return hasil

    def didukung(self, cell: Cell) -> bool:
        """The same number is typed on two other sheets."""
        return isinstance(cell.value, float) and len(self._banyak.get(round(cell.value, 6), ())) > 2

    @cached_property
    def _arah_terbukti(self) -> dict[str, list[tuple[int, str]]]:
        """Directions that only another table tells: there the printed capaian of the indicator fits this one and not naik."""
        hasil: dict[str, list[tuple[int, str]]] = {}
        for tabel in (*self.dokumen.semua("pengukuran"), *self.dokumen.pandangan):
            if tabel.asal is None or "arah" in tabel.kolom:
                continue
            for baris in tabel.baris:
                target, realisasi, cell = baris.angka("target"), baris.angka("realisasi"), baris["capaian"]
                if target is None or realisasi is None or target.rentang or not realisasi.nilai or kosong(cell.value):
                    continue
                try:
                    cocok = [
                        a for a in _capaian.ARAH if putuskan(cell, [_capaian.dari_angka(target, realisasi, a)], rasio=True) is Putusan.COCOK
                    ]
                except LkjipError:
                    continue
                if len(cocok) == 1 and cocok[0] != "naik":
                    hasil.setdefault(normal(baris.teks("indikator")), []).append((id(baris), cocok[0]))
        return hasil

    def arah_terbukti(self) -> Iterator[tuple[str, str, str]]:
        """Indicator, cell of its capaian, and the direction that only this capaian tells; each indicator once."""
        letak = {id(b): (t, b) for t in (*self.dokumen.semua("pengukuran"), *self.dokumen.pandangan) for b in t.baris}
        for semua in self._arah_terbukti.values():
            tabel, baris = letak[semua[0][0]]
            yield baris.teks("indikator"), tempat(tabel.lembar, baris["capaian"]), semua[0][1]

    def capaian_ada(self, baris: Baris) -> Harapan | None:
        """The capaian to go on with: the expected one, or the printed one in a table that shows nothing to compute it from."""
        harapan = self.capaian(baris)
        return harapan or baca_tertulis(baris["capaian"])

    def metode(self, baris: Baris) -> str:
        """The method of efisiensi: as stated, or the one that fits most rows of the table."""
        tabel = self._tabel.get(id(baris))
        if self.dokumen.metode_efisiensi or tabel is None or tabel.asal is None:
            return self.dokumen.metode_efisiensi
        if id(tabel) not in self._metode:
            self._metode[id(tabel)] = self._terbanyak(tabel.baris) or self._metode_buku
        return self._metode[id(tabel)]

    @cached_property
    def _metode_buku(self) -> str:
        """The method that fits most rows of all tables of the workbook."""
        semua = [b for t in (*self.dokumen.semua("pengukuran"), *self.dokumen.pandangan) for b in t.baris]
        return self._terbanyak(semua)

    def _terbanyak(self, semua: Sequence[Baris]) -> str:
        cocok = dict.fromkeys(METODE_EFISIENSI, 0)
        for baris in semua:
            if kosong(baris["efisiensi"].value):
                continue
            try:
                capaian, serapan = self.capaian_ada(baris), self.serapan(baris)
            except LkjipError:
                continue
            if capaian is None or serapan is None:
                continue
            for metode in cocok:
                hasil = _yang_terhitung(
                    (c, s, metode) for c in capaian.masukan(baris["capaian"]) for s in serapan.masukan(baris["serapan"])
                )
                cocok[metode] += bool(hasil) and putuskan(baris["efisiensi"], hasil, rasio=metode != "rasio") is not Putusan.SALAH
        terbaik = max(cocok, key=lambda m: cocok[m])
        return terbaik if cocok[terbaik] else ""

    def skala(self, baris: Baris) -> str:
        """The scale of predicates: as stated, or the one that fits most rows of the workbook."""
        tabel = self._tabel.get(id(baris))
        return self.dokumen.skala or ("" if tabel is None or tabel.asal is None else self.skala_buku)

    @cached_property
    def legenda(self) -> SkalaTertulis | None:
        """The scale that the workbook prints itself: the one whose labels its tables use, and that explains more than half of them."""
        berpredikat = next(self._berpredikat(), None) is not None
        semua = list(skala_tertulis(self.dokumen.buku)) if self.dokumen.buku and berpredikat else []
        if not semua:
            return None
        dipakai = [(normal(b["predikat"].value), h, b["capaian"]) for b, h in self._berpredikat(semua)]
        cocok = [s for s in semua if _dipakai(s, dipakai)]
        return cocok[0] if cocok and all(s.skala == cocok[0].skala for s in cocok) else None

    def _berpredikat(self, lewat: Sequence[SkalaTertulis] = ()) -> Iterator[tuple[Baris, Harapan]]:
        """The rows that print a predicate beside a capaian; those of a printed scale do not count."""
        for tabel in (*self.dokumen.semua("pengukuran"), *self.dokumen.pandangan):
            for baris in tabel.baris:
                if not normal(baris["predikat"].value) or any(s.lembar == tabel.lembar and baris.baris in s.baris for s in lewat):
                    continue
                try:
                    harapan = self.capaian_ada(baris)
                except LkjipError:
                    harapan = baca_tertulis(baris["capaian"])
                if harapan is not None:
                    yield baris, harapan

    def isi_skala(self, nama: str) -> tuple[Skala, ...]:
        """The readings of a scale; several only of a printed one with holes between its bands."""
        if self.legenda is not None and nama == _LEGENDA:
            return self.legenda.skala
        return (SKALA[nama],) if nama in SKALA else ()

    @cached_property
    def skala_buku(self) -> str:
        """The scale that the workbook prints itself, else the one that fits most of its rows."""
        if self.legenda is not None:
            return _LEGENDA
        cocok: dict[str, int] = {}
        banyak = 0
        for baris, harapan in self._berpredikat():
            banyak += 1
            for nama, skala in SKALA.items():
                if skala.satuan == "rasio" and not nama.startswith("efisiensi"):
                    label = label_skala(harapan, baris["capaian"], (skala,))
                    cocok[nama] = cocok.get(nama, 0) + (normal(baris["predikat"].value) in map(normal, label))
        terbaik = max(cocok, key=lambda s: cocok[s], default="")
        return terbaik if terbaik and cocok[terbaik] >= 2 and cocok[terbaik] * 3 >= banyak else ""

    def nilai_capaian(self, baris: Baris) -> float:
        """The expected capaian of a row that has one."""
        try:
            harapan = self.capaian_ada(baris)
        except LkjipError:
            harapan = baca_tertulis(baris["capaian"])
        return harapan.nilai if harapan else 0.0

    def capaian_salah(self, baris: Baris) -> bool:
        """The printed capaian is not what target and realisasi give."""
        try:
            harapan = self.capaian(baris)
        except LkjipError:
            return False
        cell = baris["capaian"]
        return harapan is not None and not kosong(cell.value) and putuskan(cell, harapan.semua, rasio=True) is Putusan.SALAH

    def serapan(self, baris: Baris) -> Harapan | None:
        """Expected serapan: from the PK's budget where the row's own must be wrong."""
        pagu, realisasi = _angka(baris, "pagu"), _angka(baris, "realisasi_anggaran")
        bukti = self.bukti_pagu(baris)
        if pagu is None or realisasi is None:
            return (
                baca_tertulis(baris["serapan"])
                if baris["serapan"].kolom and not {"pagu", "realisasi_anggaran"} & self._kolom(baris)
                else None
            )
        nilai = _efisiensi.serapan(bukti.nilai if bukti else pagu, realisasi)
        return None if nilai is None else Harapan(nilai, batas=batas_kasar(baris["pagu"], baris["realisasi_anggaran"]))

    def efisiensi(self, baris: Baris) -> Harapan | None:
        """Expected efisiensi from exact inputs; from printed inputs as well, where those are right.

        Faults: those of EFISIENSI with the method in use.
        """
        try:
            capaian, serapan = self.capaian_ada(baris), self.serapan(baris)
        except LkjipError:
            return None
        if capaian is None or serapan is None:
            return None
        metode = self.metode(baris)
        if metode in METODE_EFISIENSI:
            _efisiensi.efisiensi(capaian.nilai, serapan.nilai, metode)
        calon = [metode] if metode in METODE_EFISIENSI else list(METODE_EFISIENSI)
        hasil = _yang_terhitung(
            (c, s, m) for m in calon for c in capaian.masukan(baris["capaian"]) for s in serapan.masukan(baris["serapan"])
        )
        return Harapan(hasil[0], hasil[1:]) if hasil else None

    def ikut_tercetak(self, baris: Baris) -> bool:
        """The printed efisiensi is what the printed capaian and serapan give: wrong only because one of them is."""
        capaian, serapan = baca_tertulis(baris["capaian"]), baca_tertulis(baris["serapan"])
        if capaian is None or serapan is None:
            return False
        metode = self.metode(baris)
        hasil = _yang_terhitung((capaian.nilai, serapan.nilai, m) for m in ([metode] if metode else METODE_EFISIENSI))
        return bool(hasil) and putuskan(baris["efisiensi"], hasil, rasio=metode != "rasio") is not Putusan.SALAH

    def label_tercetak(self, baris: Baris, kunci: str) -> tuple[str, ...]:
        """What the scale says of the printed capaian or efisiensi, right or wrong."""
        if kunci == "capaian":
            return label_skala(baca_tertulis(baris["capaian"]), Cell(0, 0), self.isi_skala(self.skala(baris)))
        metode = METODE_EFISIENSI.get(self.metode(baris))
        angka = tercetak(baris["efisiensi"])
        if metode is None or angka is None:
            return ()
        return label_skala(Harapan(angka.nilai / 100 if angka.persen else angka.nilai), Cell(0, 0), (SKALA[metode.skala],))

    def predikat(self, baris: Baris) -> tuple[str, ...]:
        """Labels that the scale in use gives to the row's capaian; none to a row of the printed scale itself."""
        tabel = self._tabel.get(id(baris))
        if self.legenda and tabel and tabel.lembar == self.legenda.lembar and baris.baris in self.legenda.baris:
            return ()
        try:
            capaian = self.capaian_ada(baris)
        except LkjipError:
            capaian = baca_tertulis(baris["capaian"])
        return label_skala(capaian, baris["capaian"], self.isi_skala(self.skala(baris)))

    def keterangan(self, baris: Baris) -> tuple[str, ...]:
        """Verdicts that fit the row's efisiensi."""
        metode = METODE_EFISIENSI.get(self.metode(baris))
        try:
            harapan = self.efisiensi(baris)
        except LkjipError:
            return ()
        return label_skala(harapan, baris["efisiensi"], (SKALA[metode.skala],) if metode else ())

    def _kolom(self, baris: Baris) -> set[str]:
        tabel = self._tabel.get(id(baris))
        return set(tabel.kolom) if tabel else set()

    def tanpa_anggaran(self, baris: Baris) -> bool:
        """The row has no budget, or a budget of 0: no serapan and no efisiensi can be computed."""
        return not kosong(baris["indikator"].value) and (kosong(baris["pagu"].value) or _angka(baris, "pagu") == 0)


def beda_satuan(target: Angka, realisasi: Angka) -> bool:
    """A target in percent beside a count: 90% and 1.620 cannot be divided."""
    if target.nilai is None or realisasi.nilai is None or not target.persen or realisasi.persen:
        return False
    return realisasi.nilai >= _HITUNGAN_MULAI and realisasi.nilai > 10 * target.poin


def _teks(buku: Workbook) -> Iterator[str]:
    return (c.value for s in buku.sheets for c in s.cells.values() if isinstance(c.value, str) and "100" in c.value)


def _menyebut_maks(teks: str) -> bool:
    return len(teks) <= _CATATAN_MAKS and "capaian" in teks.lower() and bool(_MAKS.search(normal(teks)))


def _tepat(cell: Cell, maks: float) -> bool:
    """The cell prints the cap itself."""
    tertulis = baca_tertulis(cell)
    return bool(maks) and tertulis is not None and tertulis.nilai == maks


def _angka(baris: Baris, kunci: str) -> float | None:
    angka = baris.angka(kunci)
    return None if angka is None else angka.nilai


def _yang_terhitung(calon: Iterable[tuple[float, float, str]]) -> tuple[float, ...]:
    hasil = []
    for capaian, serapan, metode in calon:
        try:
            hasil.append(_efisiensi.efisiensi(capaian, serapan, metode))
        except LkjipError:
            continue
    return tuple(hasil)


def _dipakai(skala: SkalaTertulis, dipakai: Sequence[tuple[str, Harapan, Cell]]) -> bool:
    milik = [(teks, h, cell) for teks, h, cell in dipakai if teks in skala.label]
    benar = sum(teks in map(normal, label_skala(h, cell, skala.skala)) for teks, h, cell in milik)
    return len(milik) * 3 >= len(dipakai) * 2 and benar * 2 > len(dipakai)
