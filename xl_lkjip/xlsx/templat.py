"""Builds a template, blank or filled, from the layout of its form. Every formula cell gets its stored value."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from ..core.forms import FORMULIR
from ..core.forms.layout import Formulir, Kolom, Rujukan, Tabel, TandaTangan
from ..core.parameter import METODE_EFISIENSI
from ..core.workbook import huruf_kolom
from . import cache, evaluate, gaya, isian, reader, referensi

_WAKTU_TETAP = datetime.datetime(2026, 1, 1)  # same content, same bytes


def bangun(formulir: Formulir, data: Mapping[str, Any] | None = None) -> bytes:
    """The template as .xlsx bytes; with `data` (checked JSON) filled, its unused rows hidden."""
    buku = Workbook()
    buku.properties.creator = "xl_lkjip"
    buku.properties.created = buku.properties.modified = _WAKTU_TETAP
    buku.calculation.fullCalcOnLoad = True
    lembar_identitas = buku.active
    cetakan = buku.create_sheet(formulir.lembar.nama)
    lembar_referensi = buku.create_sheet(referensi.LEMBAR)
    isian.tulis_identitas(buku, lembar_identitas, formulir, data)
    _Pembangun(buku, cetakan, formulir, data).tulis()
    referensi.tulis(buku, lembar_referensi, formulir)
    buku.active = 1 if data else 0
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        ExcelWriter(buku, arsip).save()  # Workbook.save would stamp the time of day
    isi = keluar.getvalue()
    return cache.simpan_nilai(isi, evaluate.hitung(reader.baca_tersimpan(isi, formulir.berkas)), tanggal_tetap=True)


# Inputs in which a lone dash counts as blank.
_MASUKAN = ("target", "realisasi", "pagu", "realisasi_anggaran")


class _Pembangun:
    """Writes the printed sheet from top to bottom; `baris` is the next free row."""

    def __init__(self, buku: Any, lembar: Any, formulir: Formulir, data: Mapping[str, Any] | None) -> None:
        self.buku, self.lembar, self.formulir, self.data = buku, lembar, formulir, data
        self.baris = 1
        self.lebar = max(sum(k.dicetak for k in t.kolom) for t in formulir.lembar.tabel)
        self.kepala = (0, 0)

    def tulis(self) -> None:
        self.lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
        self.lembar.sheet_view.showGridLines = False
        self.lembar.sheet_view.zoomScale = 90
        for rumus in self.formulir.lembar.judul:
            self._gabung(f"={rumus}", gaya.JUDUL, "center")
        for tabel in self.formulir.lembar.tabel:
            self.baris += 1
            self._tabel(tabel, isian.baris_tabel(tabel.kunci, self.data), isian.tercetak_jumlah(tabel.kunci, self.data))
        for rumus in self.formulir.lembar.catatan_kaki:
            self._gabung(f"={rumus}", gaya.KECIL, "left")
        akhir = max(self._tanda_tangan(t) for t in self.formulir.lembar.tanda_tangan)
        self._halaman(akhir)

    def _gabung(self, nilai: str, huruf: Any, rata: str) -> None:
        sel = self.lembar.cell(self.baris, 1, nilai)
        sel.font, sel.alignment = huruf, gaya.letak(rata)
        self.lembar.merge_cells(start_row=self.baris, end_row=self.baris, start_column=1, end_column=self.lebar)
        self.baris += 1

    def _tabel(self, tabel: Tabel, isi: Sequence[Mapping[str, Any]] | None, tercetak: Mapping[str, Any] | None) -> None:
        self._kepala(tabel)
        awal = self.baris
        akhir = awal + max(tabel.baris_siap, len(isi or ())) - 1
        penutup = akhir + 1 if tabel.judul_jumlah else akhir
        for baris in range(awal, akhir + 1):
            nilai = isi[baris - awal] if isi is not None and baris - awal < len(isi) else {}
            rujukan = self._rujukan(tabel, baris, awal, penutup)
            for nomor, kolom in enumerate(tabel.kolom, 1):
                rumus = "" if (tercetak is not None or nilai.get(isian.TERCETAK)) and kolom.dicetak else rumus_sel(kolom, rujukan)
                self._sel(baris, nomor, kolom, nilai.get(kolom.kunci), rumus)
            if isi is not None and baris - awal >= len(isi):
                self.lembar.row_dimensions[baris].hidden = True
        self._nama_biasa(tabel)
        self._pilihan(tabel, awal, akhir)
        self._format_efisiensi(tabel, awal, akhir)
        self.baris = penutup + 1
        if tabel.judul_jumlah:
            self._penutup(tabel, penutup)
            self._jumlah(tabel, awal, penutup, tercetak)

    def _penutup(self, tabel: Tabel, baris: int) -> None:
        """A closing row inside every range: rows inserted above it are counted."""
        for nomor, kolom in enumerate(tabel.kolom, 1):
            if kolom.dicetak:
                sel = self.lembar.cell(baris, nomor)
                sel.border, sel.fill = gaya.KOTAK, gaya.JUMLAH
        self.lembar.row_dimensions[baris].height = 3

    def _kepala(self, tabel: Tabel) -> None:
        dua = any(k.grup for k in tabel.kolom)
        atas, bawah = self.baris, self.baris + (1 if dua else 0)
        for nomor, kolom in enumerate(tabel.kolom, 1):
            for baris in range(atas, bawah + 1):
                self._gaya_kepala(self.lembar.cell(baris, nomor), kolom)
            self.lembar.cell(bawah if kolom.grup else atas, nomor).value = kolom.judul
            lebar = self.lembar.column_dimensions[huruf_kolom(nomor)]
            if tabel is self.formulir.lembar.tabel[0]:
                lebar.width = kolom.lebar
            if dua and not kolom.grup:
                self.lembar.merge_cells(start_row=atas, end_row=bawah, start_column=nomor, end_column=nomor)
        for grup in dict.fromkeys(k.grup for k in tabel.kolom if k.grup):
            letak = [i for i, k in enumerate(tabel.kolom, 1) if k.grup == grup]
            self.lembar.cell(atas, letak[0]).value = grup
            self.lembar.merge_cells(start_row=atas, end_row=atas, start_column=letak[0], end_column=letak[-1])
        self.baris = bawah + 1
        if any(k.nomor for k in tabel.kolom):
            for nomor, kolom in enumerate(tabel.kolom, 1):
                sel = self.lembar.cell(self.baris, nomor, kolom.nomor or None)
                self._gaya_kepala(sel, kolom)
                sel.font = gaya.BIASA
            self.baris += 1
        if tabel is self.formulir.lembar.tabel[0]:
            self.kepala = (atas, self.baris - 1)

    @staticmethod
    def _gaya_kepala(sel: Any, kolom: Kolom) -> None:
        sel.font, sel.alignment = gaya.TEBAL, gaya.letak("center")
        sel.fill = gaya.KEPALA if kolom.dicetak else gaya.PEMBANTU
        sel.border = gaya.KOTAK

    def _sel(self, baris: int, nomor: int, kolom: Kolom, nilai: Any, rumus: str) -> None:
        sel = self.lembar.cell(baris, nomor)
        sel.font, sel.alignment, sel.border = gaya.BIASA, gaya.letak(kolom.rata, "top", kolom.rata != "right"), gaya.KOTAK
        sel.number_format = isian.format_kolom(kolom, self.data)
        if rumus:
            sel.value = f"={rumus}"
        else:
            (isian.tulis_angka if kolom.angka else isian.tulis_teks)(sel, nilai)
            sel.protection = isian.TERBUKA

    def _jumlah(self, tabel: Tabel, awal: int, akhir: int, tercetak: Mapping[str, Any] | None) -> None:
        rujukan = self._rujukan(tabel, self.baris, awal, akhir)
        for nomor, kolom in enumerate(tabel.kolom, 1):
            if not kolom.dicetak:
                continue
            rumus = "" if tercetak is not None else rumus_jumlah(kolom, rujukan)
            self._sel(self.baris, nomor, kolom, (tercetak or {}).get(kolom.kunci), rumus)
            sel = self.lembar.cell(self.baris, nomor)
            sel.font, sel.fill = gaya.TEBAL, gaya.JUMLAH
            sel.alignment = gaya.letak(kolom.rata, "center", kolom.rata != "right")
            if not (kolom.jumlah or kolom.jumlah_fungsi):
                sel.protection = isian.TERKUNCI
            if kolom.kunci == tabel.kolom_judul_jumlah:
                sel.value = tabel.judul_jumlah
        letak_judul = [k.kunci for k in tabel.kolom].index(tabel.kolom_judul_jumlah) + 1
        kosong = next(i for i, k in enumerate(tabel.kolom, 1) if i > letak_judul and (k.jumlah or k.jumlah_fungsi)) - 1
        if kosong > letak_judul and not any(tabel.kolom[i - 1].jumlah for i in range(letak_judul, kosong + 1)):
            self.lembar.merge_cells(start_row=self.baris, end_row=self.baris, start_column=letak_judul, end_column=kosong)
        self.baris += 1

    @staticmethod
    def _rujukan(tabel: Tabel, baris: int, awal: int, akhir: int) -> dict[str, Rujukan]:
        return {k.kunci: Rujukan(i, baris, awal, akhir) for i, k in enumerate(tabel.kolom, 1)}

    def _nama_biasa(self, tabel: Tabel) -> None:
        """One defined name per function column: the plain formula, relative to the row."""
        for kolom in tabel.kolom:
            if kolom.fungsi:
                argumen = [self._argumen_biasa(tabel, a) for a in kolom.fungsi[1:]]
                referensi.nama_rumus(self.buku, kolom.nama_biasa, kolom.fungsi[0], argumen)

    def _argumen_biasa(self, tabel: Tabel, argumen: str) -> str:
        letak = [i for i, k in enumerate(tabel.kolom, 1) if k.kunci == argumen]
        return f"{self.lembar.title}!${huruf_kolom(letak[0])}1" if letak else argumen

    def _pilihan(self, tabel: Tabel, awal: int, akhir: int) -> None:
        for nomor, kolom in enumerate(tabel.kolom, 1):
            if kolom.dihitung or not kolom.bantuan:
                continue
            aturan = DataValidation(type="list", formula1=f'"{",".join(kolom.pilihan)}"') if kolom.pilihan else DataValidation()
            aturan.allow_blank = True
            aturan.promptTitle, aturan.prompt = kolom.judul[:32], kolom.bantuan[:255]
            aturan.showInputMessage = True
            if kolom.pilihan:
                aturan.showErrorMessage = True
                aturan.errorTitle, aturan.error = "Pilihan tidak dikenal", f"Pilih: {', '.join(kolom.pilihan)}."
            huruf = huruf_kolom(nomor)
            aturan.add(f"{huruf}{awal}:{huruf}{akhir}")
            self.lembar.add_data_validation(aturan)
        wajib = [i for i, k in enumerate(tabel.kolom, 1) if k.kunci in tabel.wajib]
        sel = ",".join(f'${huruf_kolom(i)}{awal}<>""' for i in wajib)
        for i in wajib:
            huruf = huruf_kolom(i)
            self.lembar.conditional_formatting.add(f"{huruf}{awal}:{huruf}{akhir}", gaya.isian_kosong(f'AND({huruf}{awal}="",OR({sel}))'))

    def _format_efisiensi(self, tabel: Tabel, awal: int, akhir: int) -> None:
        """The number format of efisiensi follows the method that is chosen in the sheet."""
        for nomor, kolom in enumerate(tabel.kolom, 1):
            if kolom.kunci == "efisiensi":
                huruf = huruf_kolom(nomor)
                for metode in METODE_EFISIENSI.values():
                    aturan = gaya.bentuk_angka(f'IdMetodeEfisiensi="{metode.id}"', metode.format)
                    self.lembar.conditional_formatting.add(f"{huruf}{awal}:{huruf}{akhir}", aturan)

    def _tanda_tangan(self, tanda: TandaTangan) -> int:
        """Signature block; returns its last row."""
        kiri, kanan = tanda.kolom
        baris = self.baris + 1
        kepala = f'={_titik("IdTempat")}&", "&{_titik(tanda.bertanggal)}' if tanda.bertanggal else None
        pangkat, nip = f"IdPangkat{tanda.pihak}", f"IdNip{tanda.pihak}"
        for jarak, nilai, huruf in (
            (0, kepala, gaya.BIASA),
            (1, tanda.judul or None, gaya.BIASA),
            (2, f'=IdJabatan{tanda.pihak}&""', gaya.BIASA),
            (7, f"={_titik(f'IdNama{tanda.pihak}')}", gaya.GARIS_BAWAH),
            (8, f'={pangkat}&""', gaya.BIASA),
            (9, f'=IF({nip}="","","NIP. "&{nip})', gaya.BIASA),
        ):
            sel = self.lembar.cell(baris + jarak, kiri, nilai)
            sel.font, sel.alignment = huruf, gaya.letak("center", "top")
            self.lembar.merge_cells(start_row=baris + jarak, end_row=baris + jarak, start_column=kiri, end_column=kanan)
        self.lembar.row_dimensions[baris + 2].height = 28
        return baris + 9

    def _halaman(self, akhir: int) -> None:
        atas, bawah = self.kepala
        gaya.halaman(self.lembar, mendatar=True)
        self.lembar.print_area = f"A1:{huruf_kolom(self.lebar)}{akhir}"
        if len(self.formulir.lembar.tabel) == 1:
            self.lembar.print_title_rows = f"{atas}:{bawah}"
        self.lembar.freeze_panes = self.lembar.cell(bawah + 1, 4)
        gaya.lindungi(self.lembar)


def _titik(nama: str) -> str:
    """A field of Identitas, or dots to write on while it is empty."""
    return f'IF({nama}="","....................",{nama})'


def rumus_sel(kolom: Kolom, rujukan: Mapping[str, Rujukan]) -> str:
    """The formula of a row: blank while what it needs is blank; the function where it is there, else the plain formula."""
    inti = _inti(kolom.fungsi, kolom.nama_biasa, rujukan) if kolom.fungsi else kolom.rumus.format(**rujukan)
    return (
        _jaga(inti, [f'{rujukan[k]}="{kosong}"' for k in kolom.syarat for kosong in ("", "-")[: 2 if k in _MASUKAN else 1]]) if inti else ""
    )


def rumus_jumlah(kolom: Kolom, rujukan: Mapping[str, Rujukan]) -> str:
    """The formula of the total row."""
    if kolom.jumlah_fungsi:
        return _jaga(_inti(kolom.jumlah_fungsi, kolom.nama_biasa, rujukan), [f'{rujukan[k]}=""' for k in kolom.syarat])
    return kolom.jumlah.format(**rujukan)


def _inti(fungsi: tuple[str, ...], nama_biasa: str, rujukan: Mapping[str, Rujukan]) -> str:
    argumen = ",".join(str(rujukan.get(a, a)) for a in fungsi[1:])
    return f"IF({evaluate.NAMA_ADA_FUNGSI},{fungsi[0]}({argumen}),{nama_biasa})"


def _jaga(inti: str, syarat: Sequence[str]) -> str:
    if not syarat:
        return inti
    return f'IF({syarat[0] if len(syarat) == 1 else "OR(" + ",".join(syarat) + ")"},"",{inti})'


def main() -> None:
    """Rebuild the committed templates."""
    folder = Path(__file__).parents[2] / "templates"
    for formulir in FORMULIR.values():
        (folder / formulir.berkas).write_bytes(bangun(formulir))


if __name__ == "__main__":
    main()
