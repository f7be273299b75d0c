"""The sheets that a submission gets: the control sheet, one portrait page and more where the list is long, and the seal as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
import segno
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from ..core.kendali import Kendali, Penanda
from ..core.lembar_validasi import WARNA
from ..core.rules import Finding, Tingkat
from ..core.segel import LEMBAR_KENDALI, LEMBAR_SEGEL, Segel, ke_baris
from ..core.tanggapan import rapi
from ..core.workbook import huruf_kolom
from . import gaya
from .halaman import banyak_baris

_A4 = 9  # Excel's number
_PX = 1 / 7  # width of a column in digits of the Normal style
_LEBAR = (130, 310, 92)  # widths in pixels: labels and codes, findings, what remains left of the code
_TITIK, _SEPI = 4, 2  # pixels of a module of the code, modules that are white around it
_PT = 0.75  # points of a pixel
_BARIS, _TEPI = 13, 5  # points: a line of text, what a row keeps free
_KELOMPOK_SEBARIS, _SEKELOMPOK = 4, 8
_TINGGI_MAKS = 400  # points: Excel has no higher rows
_HURUF = 10  # points of the letters
_SELA = 10  # points that a cell keeps free beside its text
_RAPAT = 0.96  # of a width is counted on: hosts measure text differently
_BIRU, _MERAH = "FF1F4E79", "FFC00000"
_PITA = PatternFill("solid", fgColor=_BIRU)
_HITAM = PatternFill("solid", fgColor="FF000000")
_GARIS = Side(style="thin", color="FFBFC9D6")
_BAWAH, _BINGKAI = Border(bottom=_GARIS), Border(_GARIS, _GARIS, _GARIS, _GARIS)
_TEGAS = Side(style="medium", color=_MERAH)
_JUDUL = Font(name=gaya.HURUF, size=18, bold=True, color="FFFFFFFF")
_SUBJUDUL = Font(name=gaya.HURUF, size=10, color="FFFFFFFF")
_BAGIAN = Font(name=gaya.HURUF, size=11, bold=True, color=_BIRU)
_ABU = Font(name=gaya.HURUF, size=10, color="FF595959")
_DRAF = Font(name=gaya.HURUF, size=16, bold=True, color=_MERAH)
_SIDIK = Font(name="Courier New", size=12, bold=True)
_KECIL = Font(name=gaya.HURUF, size=9, color="FF404040")
_TANPA_KUNCI = (
    "Segel tanpa kunci menunjukkan kekeliruan, bukan pemalsuan: angka yang berubah tanpa sengaja ketahuan,"
    " tetapi siapa pun yang mengubahnya dengan sengaja dapat membuat segel baru."
)
_BERKUNCI = (
    "Ditandatangani dengan kunci {kunci}. Bandingkan sidik kunci ini dengan yang diumumkan pemiliknya:"
    " hanya pemegang kunci itu yang dapat membuat tandanya."
)
_LINGKUP = (
    " Sidik di atas mencakup nilai dan angka tercetak semua lembar selain Lembar Kendali dan Segel;"
    " menyimpan ulang di Excel atau LibreOffice tidak merusaknya."
)


def bangun(kendali: Kendali, sidik: str) -> tuple[Any, int]:
    """The control sheet, in a workbook of its own, and the row that every further page repeats."""
    penulis = _Penulis(kendali, sidik)
    return penulis.buku, penulis.kepala


def tulis_segel(segel: Segel) -> Any:
    """The seal, in a workbook of its own."""
    return daftar(LEMBAR_SEGEL, ke_baris(segel))


def daftar(nama: str, isi: Iterable[Sequence[str]]) -> Any:
    """A sheet of texts, in a workbook of its own."""
    buku = openpyxl.Workbook()
    lembar: Any = buku.active
    lembar.title = nama
    for baris, satu in enumerate(isi, 1):
        for kolom, teks in enumerate(satu, 1):
            lembar.cell(baris, kolom, teks).data_type = "s"  # also what begins with "="
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 40, 70
    return buku


class _Penulis:
    """Writes the control sheet from top to bottom."""

    def __init__(self, kendali: Kendali, sidik: str) -> None:
        self.kendali, self.sidik = kendali, sidik
        self.kode = segno.make(sidik.upper(), error="m", micro=False, boost_error=False).matrix
        self.akhir = len(_LEBAR) + len(self.kode) + 2 * _SEPI
        self.buku = openpyxl.Workbook()
        lembar: Any = self.buku.active
        lembar.title = LEMBAR_KENDALI
        self.lembar = lembar
        self.baris = self.kepala = 0
        for kolom in range(1, self.akhir + 1):
            piksel = _LEBAR[kolom - 1] if kolom <= len(_LEBAR) else _TITIK
            self.lembar.column_dimensions[huruf_kolom(kolom)].width = piksel * _PX
        self._judul()
        self._dokumen()
        self._penanda()
        self._berkas()
        self._hasil()
        self._segel()
        self._temuan()
        self._halaman()

    def _judul(self) -> None:
        k = self.kendali
        for teks, huruf, tinggi in (
            ("LEMBAR KENDALI", _JUDUL, 30),
            (f"{k.formulir} tahun {k.tahun}", _SUBJUDUL, 20),
        ):
            sel = self._gabung(self._baru(tinggi), 1, self.akhir, teks)
            sel.font, sel.alignment = huruf, gaya.letak(lipat=False)
            for kolom in range(1, self.akhir + 1):
                self.lembar.cell(self.baris, kolom).fill = _PITA
        if k.draf:
            self._baru(6)
            sel = self._gabung(self._baru(28), 1, self.akhir, "DRAF: belum untuk diajukan")
            sel.font, sel.alignment = _DRAF, gaya.letak("center", lipat=False)
            self._bingkai(1, self.akhir, Border(top=_TEGAS, bottom=_TEGAS))

    def _dokumen(self) -> None:
        k = self.kendali
        self._bagian("Dokumen")
        for label, isi in (
            ("Formulir", k.formulir),
            ("Instansi", k.instansi),
            ("Unit kerja", k.unit),
            ("Tahun", k.tahun),
            ("Jenis PK", k.jenis_pk),
        ):
            self._isi(label, isi)

    def _penanda(self) -> None:
        if self.kendali.penanda:
            self._bagian("Penanda tangan")
        for satu in self.kendali.penanda:
            self._isi(satu.peran, _siapa(satu))

    def _berkas(self) -> None:
        k = self.kendali
        self._bagian("Berkas")
        self._isi("Nama", k.berkas)
        self._isi("Versi", str(k.versi))
        self._isi("Dibuat", k.dibuat)
        self._isi("Dibuat dengan", f"{k.perangkat}, templat edisi {k.edisi}")
        self._isi("Tidak disertakan", ", ".join(k.tanpa))

    def _hasil(self) -> None:
        k = self.kendali
        self._bagian("Hasil validasi")
        dijawab = f", {k.dijawab} di antaranya dijelaskan" if k.dijawab else ""
        for tingkat, sisa in ((Tingkat.GALAT, ""), (Tingkat.PERINGATAN, dijawab), (Tingkat.INFO, "")):
            self._isi(tingkat.value.capitalize(), f"{k.banyak(tingkat)}{sisa}")
            self.lembar.cell(self.baris, 1).fill = PatternFill("solid", fgColor=f"FF{WARNA[tingkat]}")
        self._isi("PK pembanding", k.pk or "tanpa PK")

    def _segel(self) -> None:
        """The hash in words and as a code beside it, whose modules are cells."""
        k = self.kendali
        self._bagian("Segel (SHA-256)")
        atas = self.baris + 1
        banyak = len(self.kode) + 2 * _SEPI
        for _ in range(banyak):
            self._baru(_TITIK * _PT)
        kiri = len(_LEBAR)
        kelompok = [self.sidik[i : i + _SEKELOMPOK] for i in range(0, len(self.sidik), _SEKELOMPOK)]
        sebaris = [" ".join(kelompok[i : i + _KELOMPOK_SEBARIS]) for i in range(0, len(kelompok), _KELOMPOK_SEBARIS)]
        keterangan = (_BERKUNCI.format(kunci=k.kunci) if k.kunci else _TANPA_KUNCI) + _LINGKUP
        for awal, akhir, teks, huruf in (
            (atas, atas + banyak // 3 - 1, "\n".join(sebaris), _SIDIK),
            (atas + banyak // 3, atas + banyak - 1, keterangan, _KECIL),
        ):
            self.lembar.merge_cells(start_row=awal, end_row=akhir, start_column=1, end_column=kiri)
            sel = self.lembar.cell(awal, 1, teks)
            sel.font, sel.alignment = huruf, Alignment("left", "center" if huruf is _SIDIK else "top", wrap_text=True, indent=1)
        for b, garis in enumerate(self.kode, atas + _SEPI):
            for kolom, hitam in enumerate(garis, kiri + _SEPI + 1):
                if hitam:
                    self.lembar.cell(b, kolom).fill = _HITAM

    def _temuan(self) -> None:
        tersisa = self.kendali.tersisa
        self._bagian("Galat dan peringatan yang tersisa" if self.kendali.banyak(Tingkat.GALAT) else "Peringatan yang tersisa")
        if not tersisa:
            sel = self._gabung(self._baru(_BARIS + _TEPI), 1, self.akhir, "Tidak ada.")
            sel.font, sel.alignment = _ABU, gaya.letak()
            return
        self.kepala = self._tabel(("Kode dan tempat", "Temuan", "Penjelasan"), gaya.TEBAL)
        for kolom in range(1, self.akhir + 1):
            self.lembar.cell(self.baris, kolom).fill = gaya.KEPALA
        for satu in tersisa:
            self._tabel((_tempat(satu), rapi(satu.pesan), rapi(satu.tanggapan) or "-"), gaya.BIASA)
            self.lembar.cell(self.baris, 1).fill = PatternFill("solid", fgColor=f"FF{WARNA[satu.tingkat]}")

    # --- rows ----------------------------------------------------------------------------------------------------------

    def _baru(self, tinggi: float) -> int:
        self.baris += 1
        self.lembar.row_dimensions[self.baris].height = min(tinggi, _TINGGI_MAKS)
        return self.baris

    def _gabung(self, baris: int, awal: int, akhir: int, teks: str) -> Any:
        """A text over some columns."""
        sel = self.lembar.cell(baris, awal, teks)
        sel.data_type = "s"  # also what begins with "="
        if akhir > awal:
            self.lembar.merge_cells(start_row=baris, end_row=baris, start_column=awal, end_column=akhir)
        return sel

    def _bingkai(self, awal: int, akhir: int, garis: Border) -> None:
        for kolom in range(awal, akhir + 1):
            self.lembar.cell(self.baris, kolom).border = garis

    def _bagian(self, judul: str) -> None:
        self._baru(9)
        sel = self._gabung(self._baru(18), 1, self.akhir, judul)
        sel.font, sel.alignment = _BAGIAN, gaya.letak(lipat=False)
        self._bingkai(1, self.akhir, Border(bottom=Side(style="medium", color=_BIRU)))

    def _isi(self, label: str, isi: str) -> None:
        """A label and what belongs to it; nothing where there is nothing."""
        isi = isi.strip()
        if not isi:
            return
        self._baru(_tinggi([isi], [self._lebar(2, self.akhir)]))
        kiri, kanan = self._gabung(self.baris, 1, 1, label), self._gabung(self.baris, 2, self.akhir, isi)
        kiri.font, kanan.font = _ABU, gaya.BIASA
        kiri.alignment = kanan.alignment = gaya.letak()
        self._bingkai(1, self.akhir, _BAWAH)

    def _tabel(self, isi: Sequence[str], huruf: Font) -> int:
        kolom = ((1, 1), (2, 2), (3, self.akhir))
        self._baru(_tinggi(isi, [self._lebar(a, z) for a, z in kolom]))
        for (awal, akhir), teks in zip(kolom, isi, strict=True):
            sel = self._gabung(self.baris, awal, akhir, teks)
            sel.font, sel.alignment = huruf, gaya.letak()
        self._bingkai(1, self.akhir, _BINGKAI)
        for satu in range(4, self.akhir + 1):  # the last column is many merged ones
            self.lembar.cell(self.baris, satu).border = Border(top=_GARIS, bottom=_GARIS, right=_GARIS if satu == self.akhir else None)
        return self.baris

    def _lebar(self, awal: int, akhir: int) -> float:
        """Pixels from column to column."""
        return sum(_LEBAR[k - 1] if k <= len(_LEBAR) else _TITIK for k in range(awal, akhir + 1))

    def _halaman(self) -> None:
        lembar = self.lembar
        lembar.sheet_view.showGridLines = False
        lembar.sheet_view.tabSelected = True
        lembar.sheet_properties.tabColor = _MERAH if self.kendali.draf else _BIRU
        lembar.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        lembar.page_setup.paperSize, lembar.page_setup.orientation = _A4, "portrait"
        lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight = 1, 0
        lembar.page_setup.firstPageNumber, lembar.page_setup.useFirstPageNumber = 1, True
        lembar.page_margins = PageMargins(left=0.6, right=0.6, top=0.6, bottom=0.6, header=0.3, footer=0.3)
        lembar.print_options.horizontalCentered = True
        lembar.oddFooter.left.text = self.kendali.berkas.replace("&", "&&")
        lembar.oddFooter.right.text = "Halaman &P"
        lembar.oddFooter.left.size = lembar.oddFooter.right.size = 9


def _siapa(penanda: Penanda) -> str:
    nip = f"NIP. {penanda.nip}" if penanda.nip else ""
    return "\n".join(b for b in (penanda.nama, penanda.jabatan, ", ".join(t for t in (penanda.pangkat, nip) if t)) if b)


def _tempat(temuan: Finding) -> str:
    return f"{temuan.kode} {temuan.tingkat.value}\n{temuan.lembar}{'!' if temuan.sel else ''}{temuan.sel}"


def _tinggi(teks: Sequence[str], lebar: Sequence[float]) -> float:
    """Points that the longest of some texts needs beside each other."""
    muat = [(piksel * _PT * _RAPAT - _SELA) * 1000 / _HURUF for piksel in lebar]
    terbanyak = max(sum(banyak_baris(b, m) for b in t.split("\n")) for t, m in zip(teks, muat, strict=True))
    return terbanyak * _BARIS + _TEPI
