"""Rows of a template that is in use: more of them (`tambah-baris`), and the unused ones out of sight (`rapikan`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

from ..core.angka import kosong
from ..core.errors import LkjipError, kutip
from ..core.forms.dokumen import TabelTerbaca
from ..core.forms.layout import Formulir, Tabel
from ..core.forms.templat_terbaca import baca_tabel, bernama, formulir_templat
from ..core.workbook import Workbook
from . import cache, halaman, hitung, reader, safe_write, sisip, terpisah

BARIS_MAKS = 10_000
_Ubah = Callable[[etree._Element], None]


@dataclass(frozen=True, slots=True)
class HasilBaris:
    """What was done: rows shown that were hidden, rows inserted, rows hidden, and in which sheets."""

    lembar: tuple[str, ...]
    ditampilkan: int = 0
    disisipkan: int = 0
    disembunyikan: int = 0


class _Templat:
    """A workbook made from our template: its form, and its tables where they stand now. Faults: FRM002, FRM003."""

    def __init__(self, isi: bytes, nama: str) -> None:
        cache.tolak_makro(isi, nama)
        self.buku: Workbook = reader.baca_tersimpan(isi, nama)
        templat = formulir_templat(self.buku)
        if templat is None or not bernama(self.buku):
            raise LkjipError("FRM002", nama)
        self.formulir: Formulir = templat[0]
        self.tabel: dict[str, TabelTerbaca] = {t.kunci: t for t in baca_tabel(self.buku)}

    def layout(self, kunci: str) -> Tabel:
        return next(t for t in self.formulir.tabel if t.kunci == kunci)

    def kelompok(self, kunci: str) -> list[str]:
        """A table and those that follow its rows, in the order of the form."""
        return [kunci] + [a for t in self.formulir.tabel if t.ikut == kunci for a in self.kelompok(t.kunci)]

    def induk(self, kunci: str) -> str:
        """The table that decides about the rows."""
        ikut = self.layout(kunci).ikut
        return self.induk(ikut) if ikut else kunci

    def baris(self, kunci: str) -> range:
        """Rows of content, without the closing row."""
        tabel = self.tabel[kunci]
        return range(tabel.awal, tabel.akhir if not self.layout(kunci).tetap else tabel.akhir + 1)

    def terpakai(self, kunci: str) -> set[int]:
        """Row numbers within the table (from 0) that hold something, in the table or in one that follows it."""
        hasil: set[int] = set()
        for satu in self.kelompok(self.induk(kunci)):
            if satu in self.tabel:
                hasil |= {b.baris - self.tabel[satu].awal for b in self.tabel[satu].baris if self._berisi(satu, b.baris)}
        return hasil

    def tampil(self, kunci: str) -> set[int]:
        """Row numbers of computed rows that show something in their first required column."""
        tabel, wajib = self.tabel[kunci], self.layout(kunci).wajib[0]
        sheet = self.buku.sheet(tabel.lembar)
        return {i for i, b in enumerate(self.baris(kunci)) if sheet and not kosong(sheet.cell(b, tabel.kolom[wajib]).value)}

    def _berisi(self, kunci: str, baris: int) -> bool:
        """Something was typed in the row: formulas that show nothing do not count."""
        sheet, tabel = self.buku.sheet(self.tabel[kunci].lembar), self.tabel[kunci]
        masukan = {k.kunci for k in self.layout(kunci).masukan}
        return sheet is not None and any(not kosong(sheet.cell(baris, n).value) for k, n in tabel.kolom.items() if k in masukan)

    def pilih(self, tabel: str | None) -> str:
        """The table that is meant: by its key or its sheet; the one of the official form when nothing is said. Fault: FRM003."""
        boleh = [t for t in self.formulir.tabel if not t.tetap and t.kunci in self.tabel]
        if tabel is None:
            return self.formulir.lembar_utama.tabel[0].kunci
        cocok = [t.kunci for t in boleh if tabel.lower() in (t.kunci, self.tabel[t.kunci].lembar.lower())]
        if not cocok:
            banyak = Counter(self.tabel[t.kunci].lembar for t in boleh)
            pilihan = [t.kunci if banyak[n := self.tabel[t.kunci].lembar] > 1 else n for t in boleh]
            raise LkjipError("FRM003", nilai=kutip(tabel), pilihan=", ".join(pilihan))
        return self.induk(cocok[0])


def tambah(isi: bytes, nama: str, banyak: int, tabel: str | None = None) -> tuple[bytes, HasilBaris]:
    """More rows for a table and for those that follow it: hidden prepared rows first, inserted ones for the rest.

    Faults: FRM002-FRM004, BRK015, BRK017-BRK019.
    """
    if not 1 <= banyak <= BARIS_MAKS:
        raise LkjipError("FRM004", nilai=banyak, batas=BARIS_MAKS)
    templat = _Templat(isi, nama)
    kelompok = [k for k in templat.kelompok(templat.pilih(tabel)) if k in templat.tabel]
    tersembunyi = _tersembunyi(isi, templat, kelompok[0])
    tampil = tersembunyi[:banyak]
    if tampil:
        isi = _sembunyikan(isi, {k: dict.fromkeys(_mutlak(templat, k, tampil), False) for k in kelompok}, templat)
    sisa = banyak - len(tampil)
    if sisa:
        isi = _sisipkan(isi, templat, kelompok, sisa)
        isi = cache.simpan_nilai(isi, terpisah.hitung(reader.baca_tersimpan(isi, nama)))
    lembar = tuple(dict.fromkeys(templat.tabel[k].lembar for k in kelompok))
    return isi, HasilBaris(lembar, ditampilkan=len(tampil), disisipkan=sisa)


def _sisipkan(isi: bytes, templat: _Templat, kelompok: Sequence[str], banyak: int) -> bytes:
    """Insert below the last row of every table. The table that is followed comes first: copied references then meet its new rows."""
    turun: dict[str, list[int]] = {}
    for kunci in kelompok:
        tabel = templat.tabel[kunci]
        terakhir = templat.baris(kunci)[-1]
        terakhir += banyak * sum(1 for b in turun.get(tabel.lembar, ()) if b < terakhir)
        isi = sisip.sisip(isi, tabel.lembar, terakhir, banyak)
        turun.setdefault(tabel.lembar, []).append(templat.baris(kunci)[-1])
    return isi


def rapikan(isi: bytes, nama: str, *, buka: bool = False) -> tuple[bytes, HasilBaris]:
    """Hide what is not used (or show everything with `buka`): rows, the columns of a PK Perubahan; and let signatures fall well.

    Faults: FRM002, BRK015.
    """
    templat = _Templat(isi, nama)
    tersembunyi: dict[str, dict[int, bool]] = {}
    for tabel in templat.formulir.tabel:
        if tabel.kunci not in templat.tabel or (tabel.tetap and not tabel.sebanyak):
            continue
        baris = templat.baris(tabel.kunci)
        dipakai = (templat.tampil(tabel.kunci) if tabel.sebanyak else templat.terpakai(tabel.kunci)) or {0}
        tersembunyi[tabel.kunci] = {b: not buka and i not in dipakai for i, b in enumerate(baris)}
    isi = _sembunyikan(isi, tersembunyi, templat)
    isi = _kolom_perubahan(isi, templat, buka=buka)
    isi = _halaman(isi, templat)
    semua = [s for b in tersembunyi.values() for s in b.values()]
    return isi, HasilBaris(tuple(dict.fromkeys(t.lembar for t in templat.tabel.values())), disembunyikan=sum(semua))


def _mutlak(templat: _Templat, kunci: str, urutan: Iterable[int]) -> list[int]:
    return [templat.tabel[kunci].awal + i for i in urutan]


def _tersembunyi(isi: bytes, templat: _Templat, kunci: str) -> list[int]:
    """Prepared rows of a table that are hidden and empty, by their number within it."""
    hasil: list[int] = []
    tabel = templat.tabel[kunci]
    dipakai = templat.terpakai(kunci)

    def cari(akar: etree._Element) -> None:
        sembunyi = {nomor for nomor, baris in _baris(akar) if baris.get("hidden") in ("1", "true")}
        hasil.extend(i for i, b in enumerate(templat.baris(kunci)) if b in sembunyi and i not in dipakai)

    cache.ubah_lembar(isi, {tabel.lembar: cari})
    return hasil


def _sembunyikan(isi: bytes, tersembunyi: Mapping[str, Mapping[int, bool]], templat: _Templat) -> bytes:
    per_lembar: dict[str, dict[int, bool]] = {}
    for kunci, baris in tersembunyi.items():
        per_lembar.setdefault(templat.tabel[kunci].lembar, {}).update(baris)

    def pengubah(baris: Mapping[int, bool]) -> _Ubah:
        def ubah(akar: etree._Element) -> None:
            for nomor, unsur in _baris(akar):
                if nomor in baris:
                    unsur.attrib.pop("hidden", "")
                    if baris[nomor]:
                        unsur.set("hidden", "1")

        return ubah

    return cache.ubah_lembar(isi, {lembar: pengubah(baris) for lembar, baris in per_lembar.items()})


def _baris(akar: etree._Element) -> list[tuple[int, etree._Element]]:
    hasil, nomor = [], 0
    for unsur in akar.iter(cache.unsur("row")):
        nomor = int(unsur.get("r") or nomor + 1)
        hasil.append((nomor, unsur))
    return hasil


def _kolom_perubahan(isi: bytes, templat: _Templat, *, buka: bool) -> bytes:
    """The columns of old figures are shown in a PK Perubahan that has some."""
    jenis = templat.buku.bernama("IdJenisPk")
    perubahan = jenis is not None and jenis.value == "perubahan"
    kolom: dict[str, dict[int, bool]] = {}
    for tabel in templat.formulir.tabel:
        terbaca = templat.tabel.get(tabel.kunci)
        for k in tabel.kolom:
            if terbaca and k.hanya_perubahan and k.kunci in terbaca.kolom:
                berisi = any(not kosong(b[k.kunci].value) for b in terbaca.baris)
                nomor = kolom.setdefault(terbaca.lembar, {})
                nomor[terbaca.kolom[k.kunci]] = nomor.get(terbaca.kolom[k.kunci], False) or buka or (perubahan and berisi)

    def pengubah(tampil: Mapping[int, bool]) -> _Ubah:
        def ubah(akar: etree._Element) -> None:
            for unsur in akar.iter(cache.unsur("col")):
                for nomor, terlihat in tampil.items():
                    if int(unsur.get("min", 0)) == int(unsur.get("max", 0)) == nomor:
                        unsur.attrib.pop("hidden", "")
                        if not terlihat:
                            unsur.set("hidden", "1")

        return ubah

    return cache.ubah_lembar(isi, {lembar: pengubah(tampil) for lembar, tampil in kolom.items()})


def _halaman(isi: bytes, templat: _Templat) -> bytes:
    """Fit the sheets with signatures to whole pages, as when they were built."""
    buku = reader.buka(isi, templat.formulir.berkas)
    bertanda: list[str] = []
    for lembar in templat.formulir.lembar:
        if lembar.tanda_tangan and lembar.tabel and lembar.nama in buku.sheetnames and buku[lembar.nama].print_area:
            tabel = [templat.tabel[t.kunci] for t in lembar.tabel if t.kunci in templat.tabel]
            bawah = max(t.jumlah.baris if t.jumlah else t.akhir for t in tabel) + len(lembar.catatan_kaki) + 1
            halaman.jaga_tanda_tangan(buku[lembar.nama], tanda=bawah, akhir=buku[lembar.nama].max_row)
            bertanda.append(lembar.nama)
    return cache.ubah_lembar(isi, {n: partial(halaman.pasang, lembar=buku[n]) for n in bertanda})


def tambah_berkas(berkas: Path, banyak: int, tabel: str | None = None, tujuan: Path | None = None, *, timpa: bool = False) -> HasilBaris:
    """`tambah` on a file, in place or into `tujuan`. Faults: those of `tambah`, reading and writing."""
    return _berkas(berkas, tujuan, timpa, lambda isi: tambah(isi, str(berkas), banyak, tabel))


def rapikan_berkas(berkas: Path, tujuan: Path | None = None, *, buka: bool = False, timpa: bool = False) -> HasilBaris:
    """`rapikan` on a file, in place or into `tujuan`. Faults: those of `rapikan`, reading and writing."""
    return _berkas(berkas, tujuan, timpa, lambda isi: rapikan(isi, str(berkas), buka=buka))


def _berkas(berkas: Path, tujuan: Path | None, timpa: bool, kerja: Callable[[bytes], tuple[bytes, HasilBaris]]) -> HasilBaris:
    hitung.tolak_terbuka(berkas, tujuan)
    lama = reader.baca_bytes(berkas)
    isi, hasil = kerja(lama)
    if tujuan is None and reader.baca_mentah(berkas) != lama:  # saved by somebody else while we worked
        raise LkjipError("BRK013", str(berkas))
    harap = lama if tujuan is None else None
    safe_write.simpan(tujuan or berkas, isi, timpa=tujuan is None or timpa, periksa=hitung.pemeriksa(tujuan or berkas), harap=harap)
    return hasil
