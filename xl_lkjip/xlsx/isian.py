"""What goes into a template: the sheet Identitas, and the JSON data as rows and cell values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ..core import cetak
from ..core.angka import baca
from ..core.errors import LkjipError
from ..core.forms import identitas
from ..core.forms.layout import Formulir, Kolom
from ..core.parameter import METODE_EFISIENSI
from . import gaya

TERCETAK = "tercetak"  # a row whose computed figures are given, not calculated
TERBUKA, TERKUNCI = Protection(locked=False), Protection(locked=True)
_LANGKAH = (
    "Cara memakai",
    "1. Isi kolom kuning di lembar ini; lembar lain mengambilnya dari sini.",
    "2. Isi sel putih di lembar {lembar}. Sel rumus terkunci dan menghitung sendiri.",
    "    Kurang baris? Buka proteksi lembar (tanpa sandi), sisipkan baris di atas garis penutup, salin seluruh baris di atasnya.",
    "3. Simpan, lalu periksa: xl-lkjip validasi {berkas}",
    "4. Setelah tidak ada galat, bekukan untuk dikirim: xl-lkjip ajukan {berkas} -o kirim",
)


def tulis_identitas(buku: Any, lembar: Any, formulir: Formulir, data: Mapping[str, Any] | None) -> None:
    """The sheet Identitas: one field a row, a defined name for each."""
    lembar.title = identitas.LEMBAR
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties()
    lembar.sheet_view.showGridLines = False
    lembar["A1"].value, lembar["A1"].font = f"Identitas - {formulir.judul}", gaya.JUDUL
    for baris, isian in enumerate(identitas.ISIAN, 3):
        label, sel, bantuan = (lembar.cell(baris, k) for k in (1, 2, 3))
        label.value, label.font, label.border = isian.label + (" *" if isian.wajib else ""), gaya.BIASA, gaya.KOTAK
        label.alignment = gaya.letak()
        tulis_teks(sel, _ambil(data, isian.kunci) or isian.baku or None)
        sel.number_format = cetak.UMUM if isian.kunci == "tahun" else "@"  # eighteen digits of a NIP survive only as text
        sel.font, sel.border, sel.alignment, sel.protection = gaya.TEBAL, gaya.KOTAK, gaya.letak(), TERBUKA
        bantuan.value, bantuan.font, bantuan.alignment = isian.bantuan, gaya.KECIL, gaya.letak()
        buku.defined_names[isian.nama] = DefinedName(isian.nama, attr_text=f"{identitas.LEMBAR}!$B${baris}")
        if isian.pilihan:
            aturan = DataValidation(type="list", formula1=f'"{",".join(isian.pilihan)}"', allow_blank=False, showErrorMessage=True)
            aturan.errorTitle, aturan.error = "Pilihan tidak dikenal", f"Pilih: {', '.join(isian.pilihan)}."
            aturan.add(sel.coordinate)
            lembar.add_data_validation(aturan)
    akhir = len(identitas.ISIAN) + 2
    lembar.conditional_formatting.add(f"B3:B{akhir}", gaya.isian_kosong('B3=""'))
    for jarak, langkah in enumerate(_LANGKAH, 2):
        sel = lembar.cell(akhir + jarak, 1, langkah.format(lembar=formulir.lembar.nama, berkas=formulir.berkas))
        sel.font = gaya.TEBAL if jarak == 2 else gaya.BIASA
    for huruf, lebar in (("A", 26), ("B", 58), ("C", 50)):
        lembar.column_dimensions[huruf].width = lebar
    gaya.halaman(lembar, mendatar=True)
    gaya.lindungi(lembar)


def _ambil(data: Mapping[str, Any] | None, kunci: str) -> Any:
    isi: Any = (data or {}).get("identitas", {})
    for bagian in kunci.split("."):
        isi = isi.get(bagian) if isinstance(isi, Mapping) else None
    return isi


def baris_tabel(tabel: str, data: Mapping[str, Any] | None) -> list[dict[str, Any]] | None:
    """The rows of a table as column key -> value; None for a blank template."""
    if data is None:
        return None
    if tabel == "pk_program":
        return [
            {"no": i, "program": p["nama"], "pagu": p["anggaran"], "keterangan": p.get("keterangan")}
            for i, p in enumerate(data.get("program", ()), 1)
        ]
    return [_baris_indikator(i if j == 0 else None, sasaran, indikator, j == 0) for i, j, sasaran, indikator in _indikator(data)]


def _indikator(data: Mapping[str, Any]) -> list[tuple[int, int, Mapping[str, Any], Mapping[str, Any]]]:
    return [(i, j, s, k) for i, s in enumerate(data["sasaran"], 1) for j, k in enumerate(s["indikator"])]


def _baris_indikator(no: int | None, sasaran: Mapping[str, Any], indikator: Mapping[str, Any], pertama: bool) -> dict[str, Any]:
    anggaran = indikator.get("anggaran", {})
    program = anggaran.get("program")
    return {
        TERCETAK: "tercetak" in indikator,
        **indikator.get("tercetak", {}),
        "no": no,
        "sasaran": sasaran["nama"] if pertama else None,
        "indikator": indikator["nama"],
        "program": "\n".join(program) if isinstance(program, list) else program,
        "pagu": anggaran.get("pagu"),
        "realisasi_anggaran": anggaran.get("realisasi"),
        **{k: indikator.get(k) for k in ("formulasi", "satuan", "arah", "target", "realisasi", "catatan")},
    }


def tercetak_jumlah(tabel: str, data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The total row as printed, when the data are a printed report; else None: formulas."""
    hasil: Mapping[str, Any] | None = data.get("tercetak") if data and tabel == "pengukuran" else None
    return hasil


def format_kolom(kolom: Kolom, data: Mapping[str, Any] | None) -> str:
    """Number format of a column; efisiensi follows its method."""
    if kolom.kunci != "efisiensi":
        return kolom.format
    metode = _ambil(data, "metode_efisiensi") or identitas.PER_KUNCI["metode_efisiensi"].baku
    return METODE_EFISIENSI[metode].format


def tulis_angka(sel: Any, nilai: Any) -> None:
    """Put a value in a cell as Excel would take it when typed: "13,02%" becomes 0.1302 with a percent format."""
    if isinstance(nilai, str):
        try:
            angka = baca(nilai)
        except LkjipError:
            angka = None
        if angka and angka.nilai is not None and not angka.huruf and not angka.satuan:
            nilai = angka.nilai
            if angka.persen:
                sel.number_format = "0." + "0" * angka.desimal + "%" if angka.desimal else "0%"
    tulis_teks(sel, nilai)


def tulis_teks(sel: Any, nilai: Any) -> None:
    """Put a value in a cell as it is; a text is never taken for a formula."""
    sel.value = nilai
    if isinstance(nilai, str):
        sel.data_type = "s"
