"""Marks findings in a copy of a workbook: colours, comments, and a sheet "Validasi" with links.

On the level of the XML: charts, pictures and parts that nobody here knows stay as they are, which openpyxl would drop. The colours are
conditional formats, so that the look of the cells themselves is kept and an earlier marking can be taken out again; Calc cannot show
ours, and colours the cells.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from lxml import etree

from ..core.errors import LkjipError
from ..core.lembar_validasi import DIKENAL, PENULIS, SELALU, WARNA, komentar, nama_lembar, terberat, warna_semula
from ..core.rantai import susun
from ..core.rules import Finding, Tingkat
from ..core.tanggapan import lembar_kami
from ..core.workbook import alamat, letak
from . import cache, lembar_validasi, reader
from .cache import _LEMBAR, _induk, semua_sel
from .cangkok import buang_lembar, nomor_gaya, tambah_lembar
from .komentar import buang_komentar, pasang_komentar
from .paket import BUKU, URUTAN_GAYA, URUTAN_LEMBAR, Paket, anak_wajib, lokal, pasang, unsur

_ISIAN = '<fill xmlns="{}"><patternFill patternType="solid"><fgColor rgb="FF{:06X}"/></patternFill></fill>'
_SEKALI_SEBUT = 500  # places in one list


def tandai(isi: bytes, temuan: Sequence[Finding], nama: str = "") -> bytes:
    """The marked copy, without the marks of an earlier run. `nama`: the file, for the summary."""
    asal = reader.baca_buku(isi, nama)
    baru = {k: c.value for s, c in asal.formulas() if (k := (s.nama, c.baris, c.kolom)) in asal.calculated}
    try:
        if baru:  # whoever opens the copy without calculating should see figures
            isi = cache.simpan_nilai(isi, baru)
        paket = Paket(isi)
        paket.polos()
        buang_tanda(paket, [s.nama for s in lembar_kami(asal)])
        _beri_tanda(paket, temuan)
        _tambah_lembar(paket, temuan, nama)
        return paket.isi()
    except LkjipError:
        raise
    except Exception as galat:  # noqa: BLE001 - broken parts of other programs show themselves in every way
        raise LkjipError("BRK006", masalah=f"tidak dapat diberi tanda ({type(galat).__name__})") from None


def buang_tanda(paket: Paket, milik: Sequence[str]) -> None:
    """Take out our marks and our sheets, by their names."""
    for nama, bagian in paket.lembar().items():
        if nama in milik:
            buang_lembar(paket, nama)
            continue
        buang_komentar(paket, bagian)
        if PENULIS.encode() in paket.bagian[bagian]:
            for rumus in list(paket.xml(bagian).iter(f"{{{_LEMBAR}}}formula")):
                aturan = _induk(rumus)
                if (rumus.text or "").startswith(DIKENAL) and lokal(aturan) == "cfRule":
                    kelompok = _induk(aturan)
                    semula = warna_semula(rumus.text or "")
                    if semula is not None:
                        _pulihkan(paket, paket.xml(bagian), kelompok.get("sqref", "").split(), semula)
                    kelompok.remove(aturan)
                    if not len(kelompok):
                        _induk(kelompok).remove(kelompok)


def _pulihkan(paket: Paket, akar: etree._Element, daerah: Sequence[str], semula: int) -> None:
    """Give the cells that Calc coloured for us the colour they had before; those that the user coloured since keep theirs."""
    gaya = paket.xml(paket.sasaran(BUKU, "styles")[0])
    xf, isian = (anak_wajib(gaya, n, URUTAN_GAYA) for n in ("cellXfs", "fills"))
    kami = {f"FF{w}" for w in WARNA.values()}
    milik = {str(n) for n, i in enumerate(isian) if any(w.get("rgb") in kami for w in i.iter("{*}fgColor"))}
    [lama] = nomor_gaya(paket, "fills", [etree.fromstring(_ISIAN.format(_LEMBAR, semula))]) if semula >= 0 else ["0"]
    batas = [(*letak(awal), *letak(akhir)) for awal, akhir in ((d.split(":") * 2)[:2] for d in daerah)]
    baru: dict[str, str] = {}
    for (baris, kolom), sel in semua_sel(akar):
        nomor = sel.get("s", "0")
        if any(b1 <= baris <= b2 and k1 <= kolom <= k2 for b1, k1, b2, k2 in batas) and xf[int(nomor)].get("fillId") in milik:
            if nomor not in baru:
                tiruan = copy.deepcopy(xf[int(nomor)])
                tiruan.set("fillId", lama)
                [baru[nomor]] = nomor_gaya(paket, "cellXfs", [tiruan])
            sel.set("s", baru[nomor])


def _beri_tanda(paket: Paket, temuan: Sequence[Finding]) -> None:
    bagian = paket.lembar()
    warna = _warna(paket) if temuan else {}
    for lembar in dict.fromkeys(t.lembar for t in temuan if t.sel):
        if lembar not in bagian:
            continue
        akar = paket.xml(bagian[lembar])
        gabungan = [s.get("ref", "") for s in akar.iter(f"{{{_LEMBAR}}}mergeCell")]
        tingkat: dict[str, Tingkat] = {}
        teks: dict[str, str] = {}
        for t in (t for t in temuan if t.lembar == lembar and t.sel):
            daerah = _daerah(gabungan, t.sel)
            tingkat[daerah] = terberat(t.tingkat, tingkat.get(daerah, t.tingkat))
            jangkar = daerah.partition(":")[0]
            teks[jangkar] = f"{teks[jangkar]}\n\n{komentar(t)}" if jangkar in teks else komentar(t)
        _warnai(akar, tingkat, warna)
        pasang_komentar(paket, bagian[lembar], teks)


def _daerah(gabungan: Sequence[str], sel: str) -> str:
    """The cell, or the merged area that it lies in: only its first cell can hold a mark."""
    baris, kolom = letak(sel)
    for satu in gabungan:
        (b1, k1), (b2, k2) = (letak(u) for u in (satu.split(":") * 2)[:2])
        if b1 <= baris <= b2 and k1 <= kolom <= k2:
            return satu
    return alamat(baris, kolom)


def _warna(paket: Paket) -> dict[Tingkat, str]:
    """The three colours as formats of the workbook, by their numbers."""
    bentuk = '<dxf xmlns="{}"><fill><patternFill><bgColor rgb="{}"/></patternFill></fill></dxf>'
    semua = [etree.fromstring(bentuk.format(_LEMBAR, f"FF{w}")) for w in WARNA.values()]
    return dict(zip(WARNA, nomor_gaya(paket, "dxfs", semua), strict=True))


def _warnai(akar: etree._Element, tingkat: Mapping[str, Tingkat], warna: Mapping[Tingkat, str]) -> None:
    kelompok = []
    for satu in Tingkat:
        semua = [a for a, t in tingkat.items() if t is satu]
        kelompok += [(satu, semua[n : n + _SEKALI_SEBUT]) for n in range(0, len(semua), _SEKALI_SEBUT)]
    for aturan in akar.iter("{*}cfRule"):
        if aturan.get("priority"):  # ours come first
            aturan.set("priority", str(int(aturan.get("priority", 0)) + len(kelompok)))
    for urutan, (satu, daerah) in enumerate(kelompok, 1):
        baru = pasang(akar, unsur("conditionalFormatting", sqref=" ".join(daerah)), URUTAN_LEMBAR)
        aturan = etree.SubElement(baru, f"{{{_LEMBAR}}}cfRule", {"type": "expression", "dxfId": warna[satu], "priority": str(urutan)})
        etree.SubElement(aturan, f"{{{_LEMBAR}}}formula").text = SELALU


def _tambah_lembar(paket: Paket, temuan: Sequence[Finding], berkas: str) -> None:
    tambah_lembar(paket, lembar_validasi.bangun(nama_lembar(list(paket.lembar())), berkas, susun(temuan)), kepala=lembar_validasi.KEPALA)
