"""IPA103, IPA104, IPA105."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ..angka import kosong
from ..banding import Putusan, putuskan, tercetak
from ..cetak import DUA_DESIMAL, umum
from ..domain.predikat import pita
from ..forms.dokumen import TabelTerbaca
from ..forms.indeks_tabel import kolom_ip_asn
from ..forms.nama import normal
from ..forms.tabel_umum import BarisUmum, TabelUmum
from ..parameter import BOBOT_IP_ASN, SKALA
from ..workbook import Cell
from ._base import Finding, Konteks, Rule

_KOSONG = Cell(0, 0)


class IpAsnTabel(Rule):
    """Tabel IP ASN buatan sendiri: tiap dimensi di dalam bobotnya, nilainya jumlah keempat dimensi, kategorinya menurut nilai itu."""

    kode = ("IPA103", "IPA104", "IPA105")
    jenis = ("pk", "pengukuran")
    dasar = "PermenPAN-RB 38/2018; Peraturan BKN 8/2019 (bobot 25, 40, 30, 5)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.umum:
            dimensi, nilai = kolom_ip_asn(tabel)
            if not dimensi or not nilai or tabel.templat:
                continue
            for baris in tabel.baris:
                if baris.jenis in ("isi", "rata") and not normal(baris.label).startswith("bobot"):
                    dijumlah = any(k.nomor == nilai for k in tabel.berperan("jumlah"))  # the rule on sums tells it
                    yield from self._baris(konteks, tabel, baris, dimensi, nilai, dijumlah=dijumlah)

    def _baris(
        self, konteks: Konteks, tabel: TabelUmum, baris: BarisUmum, dimensi: dict[str, int], nilai: int, *, dijumlah: bool
    ) -> Iterator[Finding]:
        milik, cell = TabelTerbaca("", tabel.lembar, {}), baris.sel.get(nilai, _KOSONG)
        sel = {d: baris.sel.get(n, _KOSONG) for d, n in dimensi.items()}
        skor = {d: a.nilai for d, c in sel.items() if (a := tercetak(c)) is not None and not a.persen}
        jumlah = tercetak(cell)
        if len(skor) != len(BOBOT_IP_ASN) or jumlah is None or jumlah.persen or jumlah.nilai > 100:
            return
        total = math.fsum(skor.values())
        if abs(total - jumlah.nilai) > max(5.0, 0.1 * jumlah.nilai):
            return  # indices of 0 to 100, to be weighed first
        for d, n in skor.items():
            if not 0 <= n <= BOBOT_IP_ASN[d]:
                yield self.temuan(
                    konteks, milik, sel[d], f"Skor {d} tercetak {sel[d].tercetak}, di luar 0 sampai bobotnya {umum(BOBOT_IP_ASN[d])}.",
                    "Hitung ulang skor dimensinya.", hitung=umum(BOBOT_IP_ASN[d]), kode="IPA104",
                )  # fmt: skip
        if baris.jenis == "isi" and not dijumlah:
            rincian = " + ".join(c.tercetak for c in sel.values())
            for t in self.bandingkan(
                konteks, milik, cell, [total], siapa=f'Nilai IP ASN "{baris.label}"', sebab=f"{rincian} = {{hitung}}",
                format_baku=DUA_DESIMAL,
            ):  # fmt: skip
                yield replace(t, kode="IPA103")
        yield from self._kategori(konteks, tabel, baris, cell, total)

    def _kategori(self, konteks: Konteks, tabel: TabelUmum, baris: BarisUmum, cell: Cell, total: float) -> Iterator[Finding]:
        """The category of the printed value; where that one is wrong, that of the right one is right as well."""
        milik, skala, jumlah = TabelTerbaca("", tabel.lembar, {}), SKALA["ipasn"], tercetak(cell)
        for kolom in tabel.berperan("predikat"):
            tertulis = baris.sel.get(kolom.nomor, _KOSONG)
            label = [pita(n, skala).label for n in (jumlah.nilai if jumlah else total, total) if 0 <= n <= 100]
            if kosong(tertulis.value) or not label or normal(tertulis.value) in map(normal, label):
                continue
            if normal(tertulis.value) not in {normal(p.label) for p in skala.pita}:
                continue  # a scale of another kind
            konteks.hitung(milik, tertulis)
            salah = putuskan(cell, [total], rasio=False) is Putusan.SALAH
            yield self.temuan(
                konteks, milik, tertulis, f'Kategori tercetak "{tertulis.tercetak}", tetapi {cell.tercetak} adalah "{label[0]}".',
                f'Ganti dengan "{label[0]}".', hitung=label[0], kode="IPA105", dasar=skala.dasar,
                akar=f"IPA103 {tabel.lembar}!{cell.alamat}" if salah and baris.jenis == "isi" else "",
            )  # fmt: skip
