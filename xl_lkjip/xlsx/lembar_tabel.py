"""Writes a sheet of tables: titles, tables under one another, foot notes, signatures, charts, and how they print."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ..core.forms.data import TERCETAK
from ..core.forms.denah import Denah, Letak, lebar_cetak
from ..core.forms.layout import INDIKATOR, BarisTetap, Kolom, Lembar, Tabel, TandaTangan
from ..core.forms.lembar.umum import titik
from ..core.workbook import huruf_kolom
from . import gaya, grafik, halaman, isian, referensi
from .evaluate import NAMA_ADA_FUNGSI

_BARIS_PILIHAN = 255  # characters that a list of choices can hold in Excel
_CETAK = "Cetak"
_SATU_HALAMAN = 20  # rows of a table that are kept on one page


class Penulis:
    """Writes one sheet from top to bottom."""

    def __init__(
        self,
        buku: Any,
        lembar: Any,
        denah: Denah,
        layout: Lembar,
        data: Mapping[str, Any] | None,
        isi: Mapping[str, Sequence[isian.Baris]],
        *,
        rapi: bool,
    ) -> None:
        self.rapi = rapi and data is not None
        self.buku, self.lembar, self.denah, self.layout, self.data, self.isi = buku, lembar, denah, layout, data, isi
        self.lebar = lebar_cetak(layout)
        self.gaya: dict[tuple[str, str, bool, bool], Any] = {}
        self.letak = [denah.letak[t.kunci] for t in layout.tabel]
        self.kolom_cetak = self.lebar + max(len(t.pembantu) for t in layout.tabel) + 1

    def tulis(self) -> None:
        """Write everything."""
        self.lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
        self.lembar.sheet_view.showGridLines = False
        self.lembar.sheet_view.zoomScale = 90
        for baris, rumus in enumerate(self.layout.judul, 1):
            self._gabung(baris, f"={rumus}", gaya.JUDUL, "center")
        self._lebar_kolom()
        for letak in self.letak:
            self._tabel(letak)
        akhir = self.letak[-1].terakhir
        for rumus in self.layout.catatan_kaki:
            akhir += 1
            self._gabung(akhir, f"={rumus}", gaya.KECIL, "left")
        tanda = akhir + 1
        for satu in self.layout.tanda_tangan:
            akhir = max(akhir, tanda_tangan(self.lembar, tanda, satu))
        if self.layout.grafik:
            akhir = grafik.tulis(self.buku, self.lembar, self.denah, self.layout, akhir + 2)
        if any(not letak.tabel.tetap for letak in self.letak):
            self._kolom_cetak()
        self._pengingat()
        self._halaman(akhir)

    def _gabung(self, baris: int, nilai: str, huruf: Any, rata: str) -> None:
        sel = self.lembar.cell(baris, 1, nilai)
        sel.font, sel.alignment = huruf, gaya.letak(rata)
        self.lembar.merge_cells(start_row=baris, end_row=baris, start_column=1, end_column=self.lebar)

    def _lebar_kolom(self) -> None:
        """Tables under one another share their columns: the widest of each counts."""
        lebar: dict[int, float] = {}
        for letak in self.letak:
            for kolom in letak.tabel.kolom:
                nomor = letak.kolom[kolom.kunci]
                lebar[nomor] = max(kolom.lebar, lebar.get(nomor, 0))
                if kolom.hanya_perubahan and not self._perubahan():
                    self.lembar.column_dimensions[huruf_kolom(nomor)].hidden = True
        for nomor, satu in lebar.items():
            self.lembar.column_dimensions[huruf_kolom(nomor)].width = satu

    def _perubahan(self) -> bool:
        """PK Perubahan with the old figures beside the new ones."""
        kolom = {k.kunci for t in self.layout.tabel for k in t.kolom if k.hanya_perubahan}
        berisi = any(b.get(k) is not None for t in self.layout.tabel for b in self.isi.get(t.kunci, ()) for k in kolom)
        return isian.ambil(self.data, "jenis_pk") == "perubahan" and berisi

    # --- one table -----------------------------------------------------------------------------------------------------

    def _judul(self, letak: Letak, judul: str) -> str:
        return judul.format(**self.denah.rujukan(letak.tabel.kunci, letak.awal)) if judul.startswith("=") else judul

    def _tabel(self, letak: Letak) -> None:
        tabel, isi = letak.tabel, self.isi.get(letak.tabel.kunci, ())
        cetakan = isian.jumlah_tercetak(tabel.kunci, self.data)
        if letak.judul:
            sel = self.lembar.cell(letak.judul, 1, self._judul(letak, tabel.judul))
            sel.font, sel.alignment = gaya.TEBAL, gaya.letak(lipat=False)
        self._kepala(letak)
        for urutan in range(letak.isi_akhir - letak.awal + 1):
            baris = letak.awal + urutan
            nilai = isi[urutan] if urutan < len(isi) else {}
            tetap = tabel.tetap[urutan] if tabel.tetap else None
            for kolom in tabel.kolom:
                self._sel(letak, baris, kolom, nilai, tetap, tercetak=cetakan is not None or TERCETAK in nilai)
            if self.rapi and urutan >= self._terpakai(tabel):
                self.lembar.row_dimensions[baris].hidden = True
        if letak.akhir > letak.isi_akhir:
            self._penutup(letak)
        self._nama_biasa(letak)
        for kolom in tabel.kolom:
            self._bantuan(letak, kolom)
            self._warna(letak, kolom)
        if letak.jumlah:
            self._jumlah(letak, cetakan)

    def _terpakai(self, tabel: Tabel) -> int:
        """Rows in use of a table; one is left to be seen where none is."""
        if tabel.ikut:
            return self._terpakai(next(t for t in self.denah.formulir.tabel if t.kunci == tabel.ikut))
        if tabel.tetap:
            return self._banyak(tabel.sebanyak) if tabel.sebanyak else len(tabel.tetap)
        return max(1, len(self.isi.get(tabel.kunci, ())))

    def _banyak(self, apa: str) -> int:
        """How many sasaran or indicators there are."""
        baris = self.isi.get("pengukuran", ())
        return len(baris) if apa == INDIKATOR else sum(1 for b in baris if b.get("sasaran"))

    def _kepala(self, letak: Letak) -> None:
        tabel = letak.tabel
        dua = any(k.grup for k in tabel.kolom)
        atas, bawah = letak.kepala, letak.kepala + (1 if dua else 0)
        for kolom in tabel.kolom:
            nomor = letak.kolom[kolom.kunci]
            for baris in range(atas, bawah + 1):
                _gaya_kepala(self.lembar.cell(baris, nomor), kolom)
            judul = self.lembar.cell(bawah if kolom.grup else atas, nomor)
            judul.value = self._judul(letak, f"={kolom.judul_rumus}") if kolom.judul_rumus else kolom.judul
            if dua and not kolom.grup:
                self.lembar.merge_cells(start_row=atas, end_row=bawah, start_column=nomor, end_column=nomor)
        for grup in dict.fromkeys(k.grup for k in tabel.kolom if k.grup):
            nomor_grup = [letak.kolom[k.kunci] for k in tabel.kolom if k.grup == grup]
            self.lembar.cell(atas, nomor_grup[0]).value = grup
            self.lembar.merge_cells(start_row=atas, end_row=atas, start_column=nomor_grup[0], end_column=nomor_grup[-1])
        if letak.kepala_akhir > bawah:
            for kolom in tabel.kolom:
                nomor_kolom = (
                    kolom.nomor.format(**self.denah.rujukan(tabel.kunci, letak.awal)) if kolom.nomor.startswith("=") else kolom.nomor
                )
                sel = self.lembar.cell(letak.kepala_akhir, letak.kolom[kolom.kunci], nomor_kolom or None)
                _gaya_kepala(sel, kolom)
                sel.font = gaya.BIASA

    def _sel(self, letak: Letak, baris: int, kolom: Kolom, nilai: isian.Baris, tetap: BarisTetap | None, *, tercetak: bool) -> None:
        sel = self.lembar.cell(baris, letak.kolom[kolom.kunci])
        label = tetap.isi.get(kolom.kunci) if tetap else None
        masukan = not kolom.dihitung and label is None and (not tetap or kolom in letak.tabel.masukan)
        bentuk = tetap.format if tetap and tetap.format and kolom.angka else isian.format_kolom(kolom, self.data)
        dibuka = tercetak and kolom.dicetak and (kolom.dihitung or kolom.kunci in nilai.get(TERCETAK, {}))
        self._gaya(sel, kolom, bentuk, masukan=masukan or dibuka)
        isi = nilai.get(kolom.kunci)
        beku = tercetak and kolom.dicetak and (kolom.dihitung or (kolom.awalan and isi is None))
        if kolom.kunci in nilai.get(TERCETAK, {}) or beku:
            (isian.tulis_angka if kolom.angka else isian.tulis_teks)(sel, isi)
        elif label is not None:
            self._tetap(letak, baris, kolom, label, sel)
        elif isinstance(isi, isian.Rumus):
            sel.value = "=" + isi.format(**self.denah.rujukan(letak.tabel.kunci, baris))
        elif isi is None or kolom.dihitung:
            rumus = self.denah.rumus(letak.tabel.kunci, kolom, baris, NAMA_ADA_FUNGSI)
            sel.value = f"={rumus}" if rumus else None
        else:
            (isian.tulis_angka if kolom.angka else isian.tulis_teks)(sel, isi)
        self._persen_seperti(letak, baris, kolom, sel)

    def _gaya(self, sel: Any, kolom: Kolom, bentuk: str, *, masukan: bool) -> None:
        """The look of a content cell. Made once for each kind: openpyxl looks a style up anew at every assignment."""
        kunci = (kolom.rata, bentuk, masukan, kolom.dicetak)
        if kunci not in self.gaya:
            sel.font, sel.border, sel.number_format = gaya.BIASA, gaya.KOTAK, bentuk
            # A long text beside the form must not make its printed row higher.
            sel.alignment = gaya.letak(kolom.rata, "top", kolom.dicetak and kolom.rata != "right")
            if masukan:
                sel.protection, sel.fill = isian.TERBUKA, gaya.ISIAN
            elif not kolom.dicetak:
                sel.fill = gaya.PEMBANTU
            self.gaya[kunci] = copy.copy(sel._style)
        sel._style = copy.copy(self.gaya[kunci])

    def _tetap(self, letak: Letak, baris: int, kolom: Kolom, label: str | float | tuple[str, ...], sel: Any) -> None:
        kunci = letak.tabel.kunci
        if isinstance(label, tuple):
            nama = letak.tabel.nama_biasa(f"{kolom.kunci}_{letak.tabel.tetap[baris - letak.awal].kunci}")
            referensi.nama_rumus(self.buku, nama, label[0], [self.denah.argumen_biasa(kunci, a) for a in label[1:]])
            kosong = ",".join(f'{self.denah.argumen(kunci, a, baris)}=""' for a in label[1:])
            sel.value = f'=IF(OR({kosong}),"",{self.denah.panggil(kunci, label, baris, NAMA_ADA_FUNGSI, nama)})'
        elif isinstance(label, str) and label.startswith("="):
            sel.value = label.format(**self.denah.rujukan(kunci, baris))
        else:
            isian.tulis_teks(sel, label)

    def _persen_seperti(self, letak: Letak, baris: int, kolom: Kolom, sel: Any) -> None:
        """A figure taken from another cell shows percent when that one does."""
        if not isinstance(sel.value, str) or not sel.value.startswith("="):
            return
        asal = self._asal_format(letak, kolom, baris)
        if asal is not None and isian.persen(asal.number_format):
            sel.number_format = asal.number_format
        elif kolom.kunci == "realisasi" and letak.tabel.kunci == "pengukuran":
            bentuk = self.isi["data_dukung"][baris - letak.awal].get("bentuk")
            sel.number_format = "0.00%" if bentuk in ("persen", "penurunan", None) else sel.number_format

    def _asal_format(self, letak: Letak, kolom: Kolom, baris: int) -> Any:
        if not kolom.angka or kolom.format != "General":
            return None
        if kolom.ikut:
            tabel, _, kunci = kolom.ikut.partition(".")
            asal = self.denah.letak[tabel]
            return self.buku[asal.lembar].cell(asal.awal + baris - letak.awal, asal.kolom[kunci])
        return self.lembar.cell(baris, letak.kolom[kolom.seperti]) if kolom.seperti else None

    def _penutup(self, letak: Letak) -> None:
        """A closing row inside every range: rows inserted above it are counted."""
        for kolom in letak.tabel.tercetak:
            sel = self.lembar.cell(letak.akhir, letak.kolom[kolom.kunci])
            sel.border, sel.fill = gaya.KOTAK, gaya.JUMLAH
        self.lembar.row_dimensions[letak.akhir].height = 3

    def _jumlah(self, letak: Letak, tercetak: Mapping[str, Any] | None) -> None:
        tabel, baris = letak.tabel, letak.jumlah
        for kolom in tabel.tercetak:
            sel = self.lembar.cell(baris, letak.kolom[kolom.kunci])
            sel.font, sel.fill, sel.border = gaya.TEBAL, gaya.JUMLAH, gaya.KOTAK
            sel.alignment = gaya.letak(kolom.rata, "center", kolom.rata != "right")
            sel.number_format = isian.format_kolom(kolom, self.data)
            if kolom.kunci == tabel.kolom_judul_jumlah:
                sel.value = tabel.judul_jumlah
            elif tercetak is not None:
                (isian.tulis_angka if kolom.angka else isian.tulis_teks)(sel, tercetak.get(kolom.kunci))
                if kolom.jumlah or kolom.jumlah_fungsi:
                    sel.protection = isian.TERBUKA
            elif rumus := self.denah.rumus_jumlah(tabel.kunci, kolom, NAMA_ADA_FUNGSI):
                sel.value = f"={rumus}"
        self._gabung_judul(letak)

    def _gabung_judul(self, letak: Letak) -> None:
        """The label of the total row runs up to its first figure."""
        berangka = [letak.kolom[k.kunci] for k in letak.tabel.tercetak if k.jumlah or k.jumlah_fungsi]
        awal = letak.kolom[letak.tabel.kolom_judul_jumlah]
        akhir = min((n for n in berangka if n > awal), default=awal + 1) - 1
        if akhir > awal:
            self.lembar.merge_cells(start_row=letak.jumlah, end_row=letak.jumlah, start_column=awal, end_column=akhir)

    def _nama_biasa(self, letak: Letak) -> None:
        """One defined name per function: the plain formula, relative to the row."""
        tabel = letak.tabel
        for kolom in tabel.kolom:
            for fungsi, jumlah in ((kolom.fungsi, False), (kolom.jumlah_fungsi, True)):
                if fungsi:
                    argumen = [self.denah.argumen_biasa(tabel.kunci, a) for a in fungsi[1:]]
                    referensi.nama_rumus(self.buku, tabel.nama_biasa(kolom.kunci, jumlah=jumlah), fungsi[0], argumen)

    # --- helps ---------------------------------------------------------------------------------------------------------

    def _area(self, letak: Letak, kolom: Kolom) -> str:
        huruf = huruf_kolom(letak.kolom[kolom.kunci])
        return f"{huruf}{letak.awal}:{huruf}{letak.isi_akhir}"

    def _bantuan(self, letak: Letak, kolom: Kolom) -> None:
        """Drop-down and input hint."""
        if kolom not in letak.tabel.masukan or not kolom.bantuan:
            return
        pilihan = ",".join(kolom.pilihan)
        aturan = DataValidation(type="list", formula1=f'"{pilihan}"') if pilihan and len(pilihan) <= _BARIS_PILIHAN else DataValidation()
        aturan.allow_blank = True
        aturan.promptTitle, aturan.prompt, aturan.showInputMessage = kolom.judul[:32], kolom.bantuan[:255], True
        if pilihan:
            # Words that other rows may need as well (units, sources of funds) are offered, not forced.
            aturan.showErrorMessage = "ketik sendiri" not in kolom.bantuan
            aturan.errorTitle, aturan.error = "Pilihan tidak dikenal", f"Pilih: {', '.join(kolom.pilihan)}."[:255]
        aturan.add(self._area(letak, kolom))
        self.lembar.add_data_validation(aturan)

    def _warna(self, letak: Letak, kolom: Kolom) -> None:
        """Missing and suspicious input, and number formats that follow other cells."""
        tabel, area = letak.tabel, self._area(letak, kolom)
        rujukan = self.denah.rujukan(tabel.kunci, letak.awal)
        if kolom.kunci in tabel.wajib and kolom in tabel.masukan and not tabel.tetap:
            lain = ",".join(f'{rujukan[k.kunci]}<>""' for k in tabel.masukan if k.kunci not in (kolom.kunci, "no") and not k.awalan)
            self.lembar.conditional_formatting.add(area, gaya.isian_kosong(f'AND({rujukan[kolom.kunci]}="",OR({lain}))'))
        if kolom.curiga:
            self.lembar.conditional_formatting.add(area, gaya.isian_curiga(kolom.curiga.format(**rujukan)))
        for syarat, bentuk in kolom.bentuk:
            self.lembar.conditional_formatting.add(area, gaya.bentuk_angka(syarat.format(**rujukan), bentuk))
        asal = f"{{t.{kolom.ikut}}}" if kolom.ikut else f"{{{kolom.seperti}}}" if kolom.seperti else ""
        if asal and kolom.angka and kolom.format == "General":
            syarat = f'LEFT(CELL("format",{asal.format(**rujukan)}),1)="P"'
            self.lembar.conditional_formatting.add(area, gaya.bentuk_angka(syarat, "0.00%"))

    def _kolom_cetak(self) -> None:
        """A filter column: choosing "ya" hides the unused rows, also in a protected sheet."""
        nomor, kepala = self.kolom_cetak, self.letak[0].kepala_akhir
        terpakai = {
            b: letak
            for letak in self.letak
            if not letak.tabel.tetap or letak.tabel.sebanyak
            for b in range(letak.awal, letak.isi_akhir + 1)
        }
        akhir = self.letak[-1].terakhir
        for baris in range(kepala, akhir + 1):
            sel = self.lembar.cell(baris, nomor)
            sel.font, sel.alignment, sel.fill = gaya.BIASA, gaya.letak("center", "top"), gaya.PEMBANTU
            letak = terpakai.get(baris)
            if baris == kepala:
                sel.value, sel.font, sel.border = _CETAK, gaya.TEBAL, gaya.KOTAK
            elif letak is None:
                sel.value = "ya"
            else:
                wajib = self.denah.rujukan(letak.tabel.kunci, baris)[letak.tabel.wajib[0]]
                sel.value = f'=IF({wajib}="","","ya")'
        huruf = huruf_kolom(nomor)
        self.lembar.column_dimensions[huruf].width = 9
        self.lembar.auto_filter.ref = f"{huruf}{kepala}:{huruf}{akhir}"

    def _pengingat(self) -> None:
        """Beside the title: says so when a table that follows another has fewer rows than that."""
        ikut = next((letak for letak in self.letak if letak.tabel.ikut and self.denah.letak[letak.tabel.ikut].lembar != letak.lembar), None)
        if ikut is None:
            return
        kunci = ikut.tabel.wajib[0]
        sini = self.denah.rujukan(ikut.tabel.kunci, ikut.awal)
        asal = f"{{t.{ikut.tabel.ikut}.{kunci}.semua}}".format(**sini)
        sel = self.lembar.cell(1, self.lebar + 1)
        semua = f"{{{kunci}.semua}}".format(**sini)
        sel.value = (
            f'=IF(SUMPRODUCT(--({semua}<>""))<SUMPRODUCT(--({asal}<>"")),"Ada baris lembar {self.denah.letak[ikut.tabel.ikut].lembar} '
            f'yang belum ada di sini: tambahkan barisnya.","")'
        )
        sel.font, sel.alignment = gaya.PERINGATAN, gaya.letak(lipat=False)

    def _halaman(self, akhir: int) -> None:
        letak = self.letak[0]
        gaya.halaman(
            self.lembar, mendatar=self.layout.mendatar, satu=all(t.tabel.baris_siap <= _SATU_HALAMAN or t.tabel.tetap for t in self.letak)
        )
        self.lembar.print_area = f"A1:{huruf_kolom(self.lebar)}{akhir}"
        if len(self.letak) == 1:
            self.lembar.print_title_rows = f"{letak.kepala}:{letak.kepala_akhir}"
        beku = next((i for i, k in enumerate(letak.tabel.tercetak, 1) if k.kunci in ("indikator", "uraian", "nama", "dimensi")), 1)
        self.lembar.freeze_panes = self.lembar.cell(letak.kepala_akhir + 1, beku + 1)
        gaya.lindungi(self.lembar)
        if self.layout.tanda_tangan:
            halaman.jaga_tanda_tangan(
                self.lembar, tanda=max(t.terakhir for t in self.letak) + len(self.layout.catatan_kaki) + 1, akhir=akhir
            )


def _gaya_kepala(sel: Any, kolom: Kolom) -> None:
    sel.font, sel.alignment = gaya.TEBAL, gaya.letak("center")
    sel.fill = gaya.KEPALA if kolom.dicetak else gaya.PEMBANTU
    sel.border = gaya.KOTAK


def tanda_tangan(lembar: Any, atas: int, tanda: TandaTangan, *, huruf: Any = gaya.BIASA) -> int:
    """Write a signature block from a row on; returns its last row."""
    kiri, kanan = tanda.kolom
    baris = atas + 1
    kepala = f'={titik("IdTempat")}&", "&{titik(tanda.bertanggal)}' if tanda.bertanggal else None
    pangkat, nip = f"IdPangkat{tanda.pihak}", f"IdNip{tanda.pihak}"
    for jarak, nilai, gaya_huruf in (
        (0, kepala, huruf),
        (1, tanda.judul or None, huruf),
        (2, f'=IdJabatan{tanda.pihak}&""', huruf),
        (7, f"={titik(f'IdNama{tanda.pihak}')}", gaya.GARIS_BAWAH),
        (8, f'={pangkat}&""', huruf),
        (9, f'=IF({nip}="","","NIP. "&{nip})', huruf),
    ):
        sel = lembar.cell(baris + jarak, kiri, nilai)
        sel.font, sel.alignment = gaya_huruf, gaya.letak("center", "top")
        if kanan > kiri:
            lembar.merge_cells(start_row=baris + jarak, end_row=baris + jarak, start_column=kiri, end_column=kanan)
    lembar.row_dimensions[baris + 2].height = 28
    return baris + 9
