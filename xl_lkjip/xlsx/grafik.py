"""Charts of the dashboard. They read the tables beside them, so they follow every change by themselves."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.workbook.defined_name import DefinedName

from ..core.forms.denah import Denah, Letak
from ..core.forms.layout import Grafik, Lembar
from ..core.forms.lembar.dasbor import MULAI
from ..core.workbook import huruf_kolom
from . import gaya, isian

_TINGGI_CM, _LEBAR_CM = 7.6, 13.2
_BARIS_GRAFIK = 17  # rows that a chart covers
_JARAK = 3  # rows between the last table and the charts
_WARNA = ("1F4E79", "F4B183", "A9D18E", "D9D9D9")  # dark to light: told apart in a black and white print as well


def tulis(buku: Any, lembar: Any, denah: Denah, layout: Lembar, baris: int) -> int:
    """Write the field that says where the charts begin, and the charts, two beside each other; returns the last row."""
    _mulai(buku, lembar, layout)
    for nomor, satu in enumerate(layout.grafik):
        letak = denah.letak[satu.tabel]
        atas = baris + _JARAK + nomor // 2 * _BARIS_GRAFIK
        lembar.add_chart(_grafik(lembar, letak, satu), f"{satu.letak}{atas}")
    return baris + _JARAK + (len(layout.grafik) + 1) // 2 * _BARIS_GRAFIK


def _mulai(buku: Any, lembar: Any, layout: Lembar) -> None:
    """Which indicator is shown first: a cell beside the title."""
    kolom = max(len(t.tercetak) for t in layout.tabel) + 1
    label, sel = lembar.cell(2, kolom, layout.petunjuk), lembar.cell(3, kolom, 1)
    label.font, label.alignment = gaya.KECIL, gaya.letak(lipat=False)
    sel.font, sel.border, sel.fill, sel.protection = gaya.TEBAL, gaya.KOTAK, gaya.ISIAN, isian.TERBUKA
    buku.defined_names[MULAI] = DefinedName(MULAI, attr_text=f"{lembar.title}!${huruf_kolom(kolom)}$3")


def _grafik(lembar: Any, letak: Letak, satu: Grafik) -> Any:
    hasil: Any = BarChart()
    hasil.title, hasil.height, hasil.width = satu.judul, _TINGGI_CM, _LEBAR_CM
    hasil.style = 2
    hasil.type = "bar" if satu.jenis == "batang" else "col"
    hasil.gapWidth = 60
    hasil.plot_visible_only = True  # rows that are hidden do not count
    hasil.y_axis.number_format = "0%"
    hasil.y_axis.scaling.min = 0
    hasil.x_axis.delete = hasil.y_axis.delete = False
    if satu.jenis == "batang":
        hasil.x_axis.scaling.orientation = "maxMin"  # first indicator on top
    hasil.legend.position = "b"
    if len(satu.seri) == 1:
        hasil.legend = None
    warna = _WARNA[: len(satu.seri)] if len(satu.seri) < len(_WARNA) else _WARNA[::-1]
    for (kunci, judul), isi in zip(satu.seri, warna, strict=True):
        hasil.series.append(_seri(lembar, letak, satu, kunci, judul, isi))
    return hasil


def _seri(lembar: Any, letak: Letak, satu: Grafik, kunci: str, judul: str, warna: str) -> Any:
    nomor, label = letak.kolom[kunci], letak.kolom[satu.label]
    seri = Series(Reference(lembar, nomor, letak.awal, nomor, letak.isi_akhir), title=judul or None)
    if not judul:
        seri.tx = SeriesLabel(strRef=StrRef(f"'{lembar.title}'!${huruf_kolom(nomor)}${letak.kepala_akhir}"))
    seri.cat = AxDataSource(strRef=StrRef(f=str(Reference(lembar, label, letak.awal, label, letak.isi_akhir))))
    seri.graphicalProperties.solidFill = warna
    seri.graphicalProperties.line.solidFill = "000000"
    return seri
