"""The copy that leaves the house: values, the sheets of the form as they print, and nothing beside them.

Three steps, since the control sheet prints the hash of the form, and the seal covers the control sheet as well: `salinan` makes the
copy, `pasang_kendali` puts the control sheet before it, `pasang_segel` the seal behind it. Between them the caller seals what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from ..core.angka import kosong
from ..core.domain.capaian import baca_arah
from ..core.errors import LkjipError
from ..core.forms import identitas
from ..core.forms.dokumen import TabelTerbaca
from ..core.forms.layout import Formulir, Tabel, kutip_lembar
from ..core.forms.lembar import ip_asn, kalkulator
from ..core.forms.nama import normal
from ..core.forms.petunjuk import LEMBAR as LEMBAR_PETUNJUK
from ..core.forms.petunjuk import petunjuk_buku
from ..core.forms.templat_terbaca import NAMA_EDISI, NAMA_FORMULIR, baca_tabel, bernama, formulir_templat, nama_jumlah, nama_kolom
from ..core.kendali import Kendali
from ..core.segel import LEMBAR_KENDALI, LEMBAR_SEGEL, Segel
from ..core.tanggapan import lembar_kami
from ..core.workbook import KOLOM_MAKS, Nilai, State, Workbook, alamat, letak
from . import baris, cache, lembar_kendali, petunjuk
from .bersih import bersihkan, rumus_utuh, warna_isian
from .cache import _LEMBAR, _induk, semua_sel
from .cangkok import buang_lembar, tambah_lembar, tambah_tersembunyi, tampilkan
from .komentar import buang_komentar_di
from .paket import BUKU, URUTAN_LEMBAR, Paket, anak_wajib, pasang, unsur
from .tanda import buang_tanda

_HANYA_BILA_TERISI = frozenset(
    t.kunci for s in (ip_asn.LEMBAR, ip_asn.DAFTAR, kalkulator.LEMBAR_IKM, kalkulator.LEMBAR_SKP, kalkulator.LEMBAR_MERIT) for t in s.tabel
)
_PEGAWAI = ip_asn.PEGAWAI.kunci
_NIP = re.compile(r"\d{8} ?\d{6} ?\d ?\d{3}")
_DAFTAR = 3  # so many NIP outside the form make a roster
_RUJUKAN_NAMA = re.compile(r"(?P<lembar>'(?:[^']|'')+'|[^'!]+)!\$?(?P<sel>[A-Z]{1,3}\$?\d+)(?::\$?[A-Z]{1,3}\$?\d+)?")
_CETAK = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
_BAGIAN_KEPALA = re.compile(r"&([LCR])")
DRAF = '&"Arial,Bold"&KC00000&26DRAF'
_TEPI_KEPALA = 3 / 25.4  # inches: room for the word above the print, whose pages stay as they were


@dataclass(slots=True)
class _Isi:
    """What of a workbook stays. `tepi`: the last printed column of a sheet of the form."""

    formulir: Formulir
    tabel: list[TabelTerbaca]
    identitas: str
    dibuang: list[str] = field(default_factory=list)
    tepi: dict[str, int] = field(default_factory=dict)

    @property
    def nip(self) -> set[str]:
        """Those of the roster."""
        return {"".join(b.teks("nip").split()) for t in self.tabel if t.kunci == _PEGAWAI for b in t.baris}

    def ada(self, lembar: str, kolom: int) -> bool:
        return lembar not in self.dibuang and kolom <= self.tepi.get(lembar, KOLOM_MAKS)

    def layout(self, tabel: TabelTerbaca) -> Tabel:
        return next(t for t in self.formulir.tabel if t.kunci == tabel.kunci)


def salinan(isi: bytes, buku: Workbook, *, draf: bool, dengan_pegawai: bool) -> bytes:
    """The copy of a filled and calculated workbook made from our template; `buku` is what was read from it.

    Faults: BRK006, BRK015, FRM002.
    """
    tinggal = _tinggal(buku, dengan_pegawai=dengan_pegawai)
    try:
        paket = Paket(cache.bekukan(baris.rapikan(isi, buku.nama)[0]))
        return _salin(paket, buku, tinggal, draf=draf)
    except LkjipError:
        raise
    except Exception as galat:  # noqa: BLE001 - broken parts of other programs show themselves in every way
        raise LkjipError("BRK006", buku.nama, masalah=f"tidak dapat dibekukan ({type(galat).__name__})") from None


def pasang_kendali(isi: bytes, kendali: Kendali, sidik: str) -> bytes:
    """The copy with its control sheet in front; `sidik`: the hash of the seal that it prints."""
    paket = Paket(isi)
    lembar, kepala = lembar_kendali.bangun(kendali, sidik)
    bagian = tambah_lembar(paket, lembar, kepala=kepala)
    _kunci(paket.xml(bagian))
    if kendali.draf:
        _cap_draf(paket.xml(bagian))
    return paket.isi()


def pasang_segel(isi: bytes, segel: Segel) -> bytes:
    """The copy with its seal on a hidden sheet at the end."""
    paket = Paket(isi)
    _kunci(paket.xml(tambah_tersembunyi(paket, lembar_kendali.tulis_segel(segel))))
    return paket.isi()


def lembar_tanpa(buku: Workbook, *, dengan_pegawai: bool) -> tuple[str, ...]:
    """The sheets with content of the user's that the copy leaves out, for the control sheet. Fault: FRM002."""
    tinggal = _tinggal(buku, dengan_pegawai=dengan_pegawai)
    kerja = {petunjuk.LEMBAR, _lembar(buku, NAMA_FORMULIR), LEMBAR_KENDALI, LEMBAR_SEGEL, *(s.nama for s in lembar_kami(buku))}
    kosong_ = {t.lembar for t in tinggal.tabel} - {t.lembar for t in tinggal.tabel if _terisi(tinggal.layout(t), t)}
    return tuple(n for n in tinggal.dibuang if n not in kerja | kosong_ and (s := buku.sheet(n)) and s.cells)


# --- what stays --------------------------------------------------------------------------------------------------------


def _tinggal(buku: Workbook, *, dengan_pegawai: bool) -> _Isi:
    templat = formulir_templat(buku)
    if templat is None or not bernama(buku):
        raise LkjipError("FRM002", buku.nama)
    hasil = _Isi(templat[0], baca_tabel(buku), _lembar(buku, identitas.ISIAN[0].nama))
    for t in hasil.tabel:
        kanan = max(n for k in hasil.layout(t).tercetak if (n := t.kolom.get(k.kunci)))
        hasil.tepi[t.lembar] = max(hasil.tepi.get(t.lembar, 0), kanan)
    hasil.dibuang = [s.nama for s in buku.sheets if not _ikut(buku, hasil, s.nama, dengan_pegawai=dengan_pegawai)]
    return hasil


def _ikut(buku: Workbook, isi: _Isi, nama: str, *, dengan_pegawai: bool) -> bool:
    if nama in (isi.identitas, *(s.nama for s in isi.formulir.lembar if not s.tabel)) or nama.lower() == LEMBAR_PETUNJUK.lower():
        return True
    if nama in (petunjuk.LEMBAR, LEMBAR_KENDALI, LEMBAR_SEGEL, *(s.nama for s in lembar_kami(buku))):
        return False
    if nama == _lembar(buku, NAMA_FORMULIR):
        return not isi.identitas  # the form and its edition have no other place then
    if nama in isi.tepi:
        tabel = [t for t in isi.tabel if t.lembar == nama]
        if any(t.kunci == _PEGAWAI for t in tabel) and not dengan_pegawai:
            return False
        return any(t.kunci not in _HANYA_BILA_TERISI or _terisi(isi.layout(t), t) for t in tabel)
    sheet = buku.sheet(nama)
    if sheet is None or sheet.state is not State.VISIBLE:
        return False
    nip = {"".join(n.split()) for c in sheet.cells.values() for n in _NIP.findall(c.tercetak)}
    return dengan_pegawai or (len(nip) < _DAFTAR and not nip & isi.nip)


def _terisi(layout: Tabel, tabel: TabelTerbaca) -> bool:
    """Figures were typed; of the roster anything."""
    kolom = [k.kunci for k in layout.masukan if k.angka or layout.kunci == _PEGAWAI]
    return any(not kosong(b[k].value) for b in tabel.baris for k in kolom)


def _lembar(buku: Workbook, nama: str) -> str:
    """The sheet that a defined name points into."""
    cocok = _RUJUKAN_NAMA.fullmatch(buku.names.get(nama, ""))
    return _polos(cocok["lembar"]) if cocok else ""


def _polos(lembar: str) -> str:
    return lembar[1:-1].replace("''", "'") if lembar.startswith("'") else lembar


# --- the package -------------------------------------------------------------------------------------------------------


def _salin(paket: Paket, buku: Workbook, isi: _Isi, *, draf: bool) -> bytes:
    paket.polos()
    buang_tanda(paket, [s.nama for s in lembar_kami(buku)])
    lembar_kerja = {s.nama for s in buku.sheets}
    for nama in list(paket.lembar()):
        if nama in isi.dibuang or nama not in lembar_kerja:  # pages of a chart alone
            buang_lembar(paket, nama)
    _pindahkan_edisi(paket, buku, isi)
    _nama(paket, isi)
    warna = warna_isian(paket)
    for nama, bagian in paket.lembar().items():
        _satu_lembar(paket, bagian, nama, isi, warna)
    _petunjuk_arah(paket, buku, isi)
    bersihkan(paket)
    for bagian in paket.lembar().values():
        _kunci(paket.xml(bagian))
        if draf:
            _cap_draf(paket.xml(bagian))
    _keadaan(paket, isi.identitas or _lembar(buku, NAMA_FORMULIR), State.VERY_HIDDEN)
    _buka_di(paket, isi)
    return paket.isi()


def _pindahkan_edisi(paket: Paket, buku: Workbook, isi: _Isi) -> None:
    """The form and its edition stand in Identitas when Referensi goes."""
    if not isi.identitas or _lembar(buku, NAMA_FORMULIR) == isi.identitas:
        return
    nilai = {n: c.value for n in (NAMA_FORMULIR, NAMA_EDISI) if (c := buku.bernama(n))}
    awal = _tulis_di_bawah(paket.xml(paket.lembar()[isi.identitas]), list(nilai.items()))
    tempat = {n: b for b, n in enumerate(nilai, awal)}
    for nama in paket.xml(BUKU).iter(f"{{{_LEMBAR}}}definedName"):
        if nama.get("name") in tempat:
            nama.text = f"{kutip_lembar(isi.identitas)}!$B${tempat[nama.get('name', '')]}"


def _tulis_di_bawah(akar: etree._Element, semua: Sequence[Sequence[Nilai]]) -> int:
    """Rows below all others; returns the first of them."""
    data = anak_wajib(akar, "sheetData", URUTAN_LEMBAR)
    awal = max([0, *(b for (b, _), _ in semua_sel(akar)), *(int(r.get("r", 0)) for r in data)]) + 2
    for nomor, isi in enumerate(semua, awal):
        satu = etree.SubElement(data, f"{{{_LEMBAR}}}row", r=str(nomor))
        for kolom, nilai in enumerate(isi, 1):
            cache.tulis(etree.SubElement(satu, f"{{{_LEMBAR}}}c", r=alamat(nomor, kolom)), nilai)
    return awal


def _nama(paket: Paket, isi: _Isi) -> None:
    """Names of the print, and those by which the form is read back as far as their columns remain."""
    milik = {NAMA_FORMULIR, NAMA_EDISI, *(i.nama for i in identitas.ISIAN)}
    for t in isi.tabel:
        milik |= {nama_jumlah(t.kunci), *(nama_kolom(t.kunci, k.kunci) for k in isi.layout(t).tercetak)}
    for satu in list(paket.xml(BUKU).iter(f"{{{_LEMBAR}}}definedName")):
        cocok = _RUJUKAN_NAMA.fullmatch(satu.text or "")
        tetap = satu.get("name") in milik and cocok and isi.ada(_polos(cocok["lembar"]), letak(cocok["sel"])[1])
        if satu.get("name") not in _CETAK and not tetap:
            _induk(satu).remove(satu)


def _satu_lembar(paket: Paket, bagian: str, nama: str, isi: _Isi, warna: set[str]) -> None:
    akar = paket.xml(bagian)
    tepi = isi.tepi.get(nama, KOLOM_MAKS)
    tersembunyi = {int(r.get("r", 0)) for r in akar.iter(f"{{{_LEMBAR}}}row") if r.get("hidden") in ("1", "true")}
    kosongkan = {b for t in isi.tabel if t.lembar == nama for b in range(t.awal, t.akhir + 1)} & tersembunyi
    pembantu = {n for t in isi.tabel if t.lembar == nama for k in isi.layout(t).pembantu if (n := t.kolom.get(k.kunci)) and n <= tepi}
    tertutup = _tertutup(akar)
    for (b, k), sel in list(semua_sel(akar)):
        if k > tepi:
            _induk(sel).remove(sel)
        elif b in kosongkan or k in pembantu or (b, k) in tertutup or _hampa(sel):
            sel.attrib.pop("t", "")
            sel[:] = []
        else:
            _lima_belas_angka(sel)
    buang_komentar_di(paket, bagian, lambda b, k: k > tepi or b in kosongkan or k in pembantu)
    for daftar, apa in (("mergeCells", "mergeCell"), ("hyperlinks", "hyperlink")):
        for induk in akar.findall(f"{{{_LEMBAR}}}{daftar}"):
            for satu in list(induk.iterfind(f"{{{_LEMBAR}}}{apa}")):
                if letak(satu.get("ref", "").partition(":")[0])[1] > tepi:
                    induk.remove(satu)
            if not len(induk):
                akar.remove(induk)
    _kolom(akar, tepi, pembantu)
    _tampilan(akar, nama, isi, warna, tepi)


def _tertutup(akar: etree._Element) -> set[tuple[int, int]]:
    """Cells under a merged area: nobody sees what they hold, and other programs drop it."""
    hasil: set[tuple[int, int]] = set()
    for satu in akar.iter(f"{{{_LEMBAR}}}mergeCell"):
        (b1, k1), (b2, k2) = (letak(u) for u in (satu.get("ref", "").split(":") * 2)[:2])
        hasil |= {(b, k) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1) if (b, k) != (b1, k1)}
    return hasil


def _hampa(sel: etree._Element) -> bool:
    """A text of no letters: what a formula shows that shows nothing."""
    return sel.get("t") in ("str", "inlineStr") and not etree.tostring(sel, method="text", encoding="unicode", with_tail=False).strip()


def _lima_belas_angka(sel: etree._Element) -> None:
    """A number as Excel shows it at most, 15 digits: further ones do not survive a save by other programs, and would break the seal."""
    v = sel.find(f"{{{_LEMBAR}}}v")
    if v is not None and v.text and sel.get("t", "n") == "n":
        v.text = f"{float(v.text):.15g}"


def _kolom(akar: etree._Element, tepi: int, pembantu: set[int]) -> None:
    for induk in akar.findall(f"{{{_LEMBAR}}}cols"):
        for kolom in list(induk):
            if int(kolom.get("min", 0)) > tepi:
                induk.remove(kolom)
            else:
                kolom.set("max", str(min(int(kolom.get("max", 0)), tepi)))
                if kolom.get("min") == kolom.get("max") and int(kolom.get("min", 0)) in pembantu:
                    kolom.set("hidden", "1")
        if not len(induk):
            akar.remove(induk)


def _tampilan(akar: etree._Element, nama: str, isi: _Isi, warna: set[str], tepi: int) -> None:
    """Rules that colour what is to be filled or looked at go; those that give a figure its format stay."""
    for kelompok in list(akar.iter(f"{{{_LEMBAR}}}conditionalFormatting")):
        daerah = [d for d in kelompok.get("sqref", "").split() if letak(d.partition(":")[0])[1] <= tepi]
        for aturan in list(kelompok):
            rumus = [f.text or "" for f in aturan.iter(f"{{{_LEMBAR}}}formula")]
            ada = all(rumus_utuh(r, lambda lembar, kolom: isi.ada(lembar or nama, kolom)) for r in rumus)
            if not ada or not daerah or aturan.get("dxfId") in warna:
                kelompok.remove(aturan)
        kelompok.set("sqref", " ".join(daerah))
        if not len(kelompok):
            akar.remove(kelompok)


def _petunjuk_arah(paket: Paket, buku: Workbook, isi: _Isi) -> None:
    """The column Arah is not printed, but without it nobody could calculate again: it becomes hints, which every reader of ours knows."""
    ada = petunjuk_buku(buku).arah
    baru = [f"arah {nama.replace('=', ' ')} = {arah}" for nama, arah in _arah(isi).items() if normal(nama) not in ada]
    lama = next((n for n in paket.lembar() if n.lower() == LEMBAR_PETUNJUK.lower()), "")
    if lama:
        _tulis_di_bawah(paket.xml(paket.lembar()[lama]), [(b,) for b in baru])
        _keadaan(paket, lama, State.HIDDEN)
    elif baru:
        tambah_tersembunyi(paket, lembar_kendali.daftar(LEMBAR_PETUNJUK, [(b,) for b in baru]))


def _arah(isi: _Isi) -> dict[str, str]:
    """The directions that the columns Arah name, by indicator, the usual one last; where two tables differ, the first counts."""
    semua: dict[str, tuple[str, str]] = {}
    for t in isi.tabel:
        for b in t.baris if "arah" in t.kolom else ():
            try:
                arah = b.teks("arah") and baca_arah(b["arah"].value)
            except LkjipError:  # a draft may hold it
                continue
            semua.setdefault(normal(b.teks("indikator")), (b.teks("indikator"), arah))
    return dict(sorted((t for k, t in semua.items() if k and t[1]), key=lambda t: t[1] == "naik"))


def _keadaan(paket: Paket, nama: str, keadaan: State) -> None:
    for satu in paket.xml(BUKU).iter(f"{{{_LEMBAR}}}sheet"):
        if satu.get("name") == nama:
            satu.set("state", keadaan.value)


def _buka_di(paket: Paket, isi: _Isi) -> None:
    """The workbook opens on the official form."""
    utama = next((t.lembar for t in isi.tabel if t.kunci == isi.formulir.lembar_utama.tabel[0].kunci), "")
    bagian = paket.lembar().get(utama)
    if bagian:
        tampilkan(paket, bagian)
        for lihat in paket.xml(bagian).iter(f"{{{_LEMBAR}}}sheetView"):
            lihat.set("tabSelected", "1")


# --- protection and the word DRAF --------------------------------------------------------------------------------------


def _kunci(akar: etree._Element) -> None:
    """Protected without a password; widths and heights stay free, as in the template."""
    for lama in akar.findall(f"{{{_LEMBAR}}}sheetProtection"):
        akar.remove(lama)
    pasang(akar, unsur("sheetProtection", sheet="1", objects="1", scenarios="1", formatColumns="0", formatRows="0"), URUTAN_LEMBAR)


def _cap_draf(akar: etree._Element) -> None:
    """The word on top of every page: odd, even, and first ones."""
    kepala = anak_wajib(akar, "headerFooter", URUTAN_LEMBAR)
    for nama in ("oddHeader", "evenHeader", "firstHeader"):
        ada = kepala.find(f"{{{_LEMBAR}}}{nama}")
        if ada is None and nama == "oddHeader":
            ada = unsur(nama)
            kepala.insert(0, ada)
        if ada is not None:
            ada.text = _tengah(ada.text or "")
        elif kepala.get({"evenHeader": "differentOddEven", "firstHeader": "differentFirst"}.get(nama, "")) in ("1", "true"):
            urutan = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
            baru = unsur(nama)
            baru.text = _tengah("")
            pasang(kepala, baru, urutan)
    tepi = akar.find(f"{{{_LEMBAR}}}pageMargins")
    if tepi is not None:
        tepi.set("header", f"{min(float(tepi.get('header', 0.3)), _TEPI_KEPALA):.6g}")


def _tengah(teks: str) -> str:
    """A header with the word in its middle, above what stood there."""
    potongan = _BAGIAN_KEPALA.split(teks)
    bagian = {"C": potongan[0]}
    for kode, isi in zip(potongan[1::2], potongan[2::2], strict=True):
        bagian[kode] = bagian.get(kode, "") + isi
    bagian["C"] = DRAF + (f"\n{bagian['C']}" if bagian["C"] else "")
    return "".join(f"&{k}{bagian[k]}" for k in "LCR" if k in bagian)
