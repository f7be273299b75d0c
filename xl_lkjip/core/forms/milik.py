"""Whose document this is, and of which year: the fields of Identitas, or the lines of its titles where it is of another make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..workbook import Sheet
from .dokumen import Dokumen, TabelTerbaca
from .judul_kolom import tahun
from .nama import normal

_TAJUK_MAKS = 15  # rows of a sheet in which its title stands
_PANJANG_MAKS = 150  # longer texts are sentences
_UMUM = (
    "dinas|badan|kantor|kecamatan|kelurahan|inspektorat|sekretariat|bagian|rsud|rumah sakit|puskesmas|satuan polisi|satpol|uptd?|biro|balai"
)
_AKRONIM = (
    r"bappe\w+|bape\w+|bkpsdm\w*|bkpp\w*|bkd\w*|bpkad\w*|bpkpd|bkad|bpbd|kesbang\w*|bakesbang\w*|setda|setwan|dinkes|dinsos|disdik\w*|dikbud"
    r"|disnaker\w*|dis(?:duk)?capil|disporap?ar?|dishub|disperin\w*|diskom\w*|diskop\w*|dlhk?|dpmptsp|dpmd|dppkb\w*|dpupr\w*|dpkp|dp3a\w*"
)
_UNIT = re.compile(rf"\b(?:{_UMUM}|{_AKRONIM})\b.*")
_BERLABEL = re.compile(r"\b(?:unit kerja|perangkat daerah|nama opd|opd|skpd|satuan kerja)\s*:+\s*(.+)", re.IGNORECASE)
_DAERAH = re.compile(r"\b(kabupaten|kab|kota|provinsi|prov)\b (.+)")
_AKHIR = re.compile(
    r"\b(?:tahun|ta|19\d\d|20\d\d|perjanjian|pengukuran|capaian|evaluasi|laporan|realisasi|triwulan|tw|rencana|renja|iku|lkjip|lampiran)\b"
)
_PISAH = re.compile(r"\s[-–|/]\s|[,;:()]")
_ALAMAT = re.compile(r"\b(?:jl|jalan|alamat|telp|telepon|kode pos|email|website)\b", re.IGNORECASE)
_KATA_UMUM = frozenset([*_UMUM.replace(" ", "|").split("|"), "daerah", "dan", "upt", "uptd"])


@dataclass(frozen=True, slots=True)
class Milik:
    """The unit, its region and the year of a document; blank or 0 where it does not say. `perubahan`: a PK that replaces another."""

    unit: frozenset[str] = frozenset()
    daerah: str = ""
    tahun: int = 0
    perubahan: bool = False

    def sama(self, lain: Milik) -> bool:
        """Surely of one unit and one year."""
        sedaerah = not self.daerah or not lain.daerah or self.daerah == lain.daerah
        return bool(self.unit and self.tahun) and (self.unit, self.tahun) == (lain.unit, lain.tahun) and sedaerah

    def bertentangan(self, lain: Milik) -> bool:
        """Surely of two units or two years."""
        if (self.tahun and lain.tahun and self.tahun != lain.tahun) or (self.daerah and lain.daerah and self.daerah != lain.daerah):
            return True
        a, b = (frozenset(k for u in m.unit for k in u.split()) - _KATA_UMUM for m in (self, lain))
        return bool(self.unit and lain.unit) and self.unit != lain.unit and not a & b

    def __str__(self) -> str:
        unit = " / ".join(sorted(self.unit)).upper()
        return ", ".join(x for x in (" ".join((unit, self.daerah.upper())).strip(), str(self.tahun or "")) if x)


def milik(dokumen: Dokumen) -> Milik:
    """Whose a document is, as far as it says so."""
    isi = dokumen.identitas
    if isi.get("unit") and isi.get("tahun"):
        baris = [isi["unit"], isi.get("instansi", "")]
        unit, daerah = _unit(baris)
        polos = frozenset({_tanpa_daerah(normal(isi["unit"]))[0]})
        return Milik(unit or polos, daerah, int(isi["tahun"]) if isi["tahun"].isdigit() else 0, isi.get("jenis_pk") == "perubahan")
    baris = [teks for t in dokumen.tabel for teks in _tajuk(dokumen, t)]
    unit, daerah = _unit(baris)
    perubahan = any("perubahan" in normal(b) and "perjanjian kinerja" in normal(b) for b in baris)
    return Milik(unit, daerah, _tahun(dokumen, baris), perubahan)


def _tajuk(dokumen: Dokumen, tabel: TabelTerbaca) -> Iterator[str]:
    """The lines over the tables of a sheet."""
    sheet = dokumen.buku.sheet(tabel.lembar) if dokumen.buku else None
    atas = min((t.kepala[0] for t in dokumen.umum if t.lembar == tabel.lembar), default=0)
    for baris in range(1, min(atas, _TAJUK_MAKS + 1)) if sheet else ():
        teks = _baris(sheet, baris) if sheet else ""
        if teks and len(teks) <= _PANJANG_MAKS and not _ALAMAT.search(teks):
            yield teks


def _baris(sheet: Sheet, baris: int) -> str:
    return " ".join(" ".join(c.tercetak.split()) for k in range(1, 40) if (c := sheet.cell(baris, k)).value is not None)


def _unit(baris: list[str]) -> tuple[frozenset[str], str]:
    """Every unit that the lines name, and the region."""
    unit: set[str] = set()
    daerah: list[str] = []
    for teks in baris:
        berlabel = _BERLABEL.search(teks)
        for potong in [berlabel.group(1)] if berlabel else _PISAH.split(teks):
            kata = normal(potong)
            cocok = _UNIT.search(kata)
            nama, di = _tanpa_daerah(cocok.group() if cocok else kata)
            daerah += [di] if di else []
            if nama and (cocok or berlabel):
                unit.add(nama)
    return frozenset(unit), daerah[0] if daerah else ""


def _tanpa_daerah(kata: str) -> tuple[str, str]:
    """ "dinas sosial kabupaten contoh tahun 2025" -> "dinas sosial", "kabupaten contoh"."""
    akhir = _AKHIR.search(kata)
    kata = kata[: akhir.start()].strip() if akhir else kata
    cocok = _DAERAH.search(kata)
    if not cocok:
        return kata, ""
    jenis = {"kab": "kabupaten", "prov": "provinsi"}.get(cocok.group(1), cocok.group(1))
    return kata[: cocok.start()].strip(), f"{jenis} {cocok.group(2)}".strip()


def _tahun(dokumen: Dokumen, baris: list[str]) -> int:
    """The one year of the title; else that of the sheets' names, else that of the columns."""
    kolom = [k.arti.tahun for t in dokumen.tabel if t.asal for k in t.asal.kolom if k.nomor in t.kolom.values() and k.peran != "keterangan"]
    for sumber in ([tahun(b) for b in baris], [tahun(t.lembar) for t in dokumen.tabel], kolom):
        ada = {t for t in sumber if t}
        if ada:
            return ada.pop() if len(ada) == 1 else 0
    return 0
