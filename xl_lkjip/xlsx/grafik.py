"""Charts of the dashboard. They read the tables beside them, so they follow every change by themselves."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.workbook.defined_name import DefinedName

from ..core.forms.denah import Denah, Letak
from ..core.forms.layout import Grafik, Lembar
from ..core.forms.lembar.dasbor import MULAI
from ..core.workbook import huruf_kolom
from . import gaya, isian

_TINGGI_CM, _LEBAR_CM = 8.2, 16.5
_BARIS_GRAFIK = 17  # rows that a chart covers
# Brightness, markers and dashes differ as well: a black and white print has to show which series is which.
_WARNA = ("1F4E79", "C55A11", "548235", "7F7F7F", "8E5A9E", "2E8B8B", "B8860B", "A0323C", "44546A", "6B8E23")
_TANDA = ("circle", "square", "triangle", "diamond", "x", "star", "plus", "dash", "circle", "square")
_GARIS = ("solid", "dash", "sysDot", "dashDot", "lgDash", "solid", "dash", "sysDot", "dashDot", "lgDash")


def tulis(buku: Any, lembar: Any, denah: Denah, layout: Lembar, baris: int) -> int:
    """Write the field that says where the charts begin, and the charts, two beside each other; returns the last row."""
    _mulai(buku, lembar, layout)
    for nomor, satu in enumerate(layout.grafik):
        letak = denah.letak[satu.tabel]
        atas = baris + nomor // 2 * _BARIS_GRAFIK
        lembar.add_chart(_grafik(lembar, letak, satu), f"{satu.letak}{atas}")
    return baris + (len(layout.grafik) + 1) // 2 * _BARIS_GRAFIK


def _mulai(buku: Any, lembar: Any, layout: Lembar) -> None:
    """Which indicator is shown first: a cell beside the title."""
    kolom = max(len(t.tercetak) for t in layout.tabel) + 1
    label, sel = lembar.cell(2, kolom, layout.petunjuk), lembar.cell(3, kolom, 1)
    label.font, label.alignment = gaya.KECIL, gaya.letak(lipat=False)
    sel.font, sel.border, sel.fill, sel.protection = gaya.TEBAL, gaya.KOTAK, gaya.ISIAN, isian.TERBUKA
    buku.defined_names[MULAI] = DefinedName(MULAI, attr_text=f"{lembar.title}!${huruf_kolom(kolom)}$3")


def _grafik(lembar: Any, letak: Letak, satu: Grafik) -> Any:
    hasil: Any = LineChart() if satu.jenis == "garis" else BarChart()
    hasil.title, hasil.height, hasil.width = satu.judul, _TINGGI_CM, _LEBAR_CM
    hasil.style = 2
    if satu.jenis != "garis":
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
    for nomor, seri in enumerate(_seri(lembar, letak, satu)):
        _rupa(seri, satu, nomor)
        hasil.series.append(seri)
    return hasil


def _seri(lembar: Any, letak: Letak, satu: Grafik) -> list[Any]:
    awal, akhir = letak.awal, letak.isi_akhir
    if satu.per_baris:  # one line for each row, along the columns
        kiri, kanan = letak.kolom[satu.seri[0][0]], letak.kolom[satu.seri[-1][0]]
        hasil = []
        for baris in range(awal, akhir + 1):
            seri = Series(Reference(lembar, kiri, baris, kanan, baris))
            seri.tx = _judul(lembar, baris, letak.kolom[satu.label])
            seri.cat = _label(Reference(lembar, kiri, letak.kepala_akhir, kanan, letak.kepala_akhir))
            hasil.append(seri)
        return hasil
    hasil = []
    for kunci, judul in satu.seri:
        nomor = letak.kolom[kunci]
        seri = Series(Reference(lembar, nomor, awal, nomor, akhir), title=judul)
        seri.cat = _label(Reference(lembar, letak.kolom[satu.label], awal, letak.kolom[satu.label], akhir))
        hasil.append(seri)
    return hasil


def _judul(lembar: Any, baris: int, kolom: int) -> Any:
    return SeriesLabel(strRef=StrRef(f"'{lembar.title}'!${huruf_kolom(kolom)}${baris}"))


def _label(rujukan: Any) -> Any:
    return AxDataSource(strRef=StrRef(f=str(rujukan)))


def _rupa(seri: Any, satu: Grafik, nomor: int) -> None:
    warna = _WARNA[nomor % len(_WARNA)]
    if satu.jenis == "garis":
        seri.marker.symbol, seri.marker.size = _TANDA[nomor % len(_TANDA)], 7
        seri.marker.graphicalProperties = GraphicalProperties(solidFill=warna)
        seri.graphicalProperties.line.solidFill = warna
        seri.graphicalProperties.line.dashStyle = _GARIS[nomor % len(_GARIS)]
        seri.graphicalProperties.line.width = 22_000
        seri.smooth = False
        return
    seri.graphicalProperties.solidFill = warna if nomor == 0 else "F4B183"
    seri.graphicalProperties.line.solidFill = "000000"
