"""TWR102, TWR103."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..angka import kosong
from ..banding import Tercetak, tercetak
from ..cetak import angka
from ..forms.dokumen import TabelTerbaca
from ..forms.isi import isi_sel
from ..forms.judul_kolom import triwulan
from ..forms.nama import normal
from ..forms.tabel_umum import BarisUmum, KolomUmum, TabelUmum
from ..workbook import Cell, tempat
from ._base import Finding, Konteks, Rule, Tingkat

_AKAR_KATA = 5  # letters by which words of one root are told: "ketepatan" and "tepat" are not, "pelayanan" and "layanan" neither
_KATA_BERSAMA = 2
_KATA_UMUM = frozenset(
    [
        "persentase",
        "prosentase",
        "jumlah",
        "capaian",
        "data",
        "berikut",
        "kota",
        "kabupaten",
        "tahun",
        "sesuai",
        "dengan",
        "yang",
        "pada",
        "program",
        "indikator",
    ]
)


class TriwulanTabel(Rule):
    """Angka setahun cocok dengan triwulannya (jumlah, posisi akhir, atau yang tertinggi), dan triwulan cocok dengan tabel datanya."""

    kode = ("TWR102", "TWR103")
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.PERINGATAN
    dasar = "Triwulan I-IV dan angka setahun adalah besaran yang sama"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        deret = [d for t in konteks.umum for d in _deret(t)]
        for tabel in konteks.umum:
            yield from self._anggaran(konteks, tabel)
            for peran in ("target", "realisasi"):
                kolom = tabel.berperan(peran)
                tw = {k.arti.triwulan: k for k in kolom if k.arti.triwulan}
                tahun = [k for k in kolom if not k.arti.triwulan and k.arti.tahap != "awal"]
                if len(tw) == 4 and len(tahun) == 1 and not tabel.templat:  # ours: rule Triwulan
                    for baris in tabel.isi():
                        salah = list(self._setahun(konteks, tabel, baris, tahun[0], tw))
                        yield from salah
                if len(tw) == 4 and peran == "realisasi":
                    for baris in tabel.isi():
                        yield from self._data(konteks, tabel, baris, tahun[0] if tahun else None, tw, deret)

    def _anggaran(self, konteks: Konteks, tabel: TabelUmum) -> Iterator[Finding]:
        """Money by quarter adds up to its total, or is the total where it counts since the year began."""
        kolom = [k for k in tabel.berperan("realisasi_anggaran") if k.arti.tahap != "awal"]
        tw = {k.arti.triwulan: k.nomor for k in kolom if k.arti.triwulan}
        tahun = [k for k in kolom if not k.arti.triwulan]
        if len(tw) != 4 or len(tahun) != 1 or len(kolom) != 5 or tabel.templat:
            return
        cocok, salah = 0, []
        for baris in tabel.baris:
            cell, bagian = baris.sel.get(tahun[0].nomor, Cell(0, 0)), [isi_sel(baris.sel.get(tw[i])) for i in (1, 2, 3, 4)]
            total = isi_sel(cell) if not kosong(cell.value) else None
            nilai = [b.nilai for b in bagian if b is not None]
            if total is None or len(nilai) < len(bagian) or not any(nilai) or any(b.desimal < 0 for b in bagian if b):
                continue
            konteks.hitung(TabelTerbaca("", tabel.lembar, {}), cell)
            jumlah = math.fsum(nilai)
            if any(abs(total.nilai - n) < 0.5 * 10.0**-total.desimal + 1e-9 for n in (jumlah, nilai[-1])):
                cocok += 1
            elif not any(b.cell.alamat and (tabel.lembar, b.cell.alamat) in konteks.dibetulkan for b in bagian if b is not None):
                salah.append((baris, cell, jumlah, total.desimal))
        for baris, cell, jumlah, desimal in salah:
            hitung = angka(jumlah, desimal)
            satu = self._temuan(
                konteks, tabel, cell, f'{tahun[0].nama} "{baris.label}" tercetak {cell.tercetak}, tetapi triwulannya berjumlah {hitung}.',
                "Samakan jumlahnya dengan triwulannya, atau perbaiki triwulan yang salah.", hitung, "TWR102",
            )  # fmt: skip
            yield replace(satu, tingkat=Tingkat.GALAT) if cocok >= len(salah) else satu

    def _setahun(
        self, konteks: Konteks, tabel: TabelUmum, baris: BarisUmum, tahun: KolomUmum, tw: dict[int, KolomUmum]
    ) -> Iterator[Finding]:
        cell = baris.sel.get(tahun.nomor, Cell(0, 0))
        total = isi_sel(cell) if not kosong(cell.value) else None
        bagian = [isi_sel(baris.sel.get(tw[i].nomor)) for i in (1, 2, 3, 4)]
        if total is None or any(b is None for b in bagian):
            return
        terisi = [b for b in bagian if b is not None and b.cell.kolom and not kosong(b.cell.value)]
        lain = [
            k
            for k in tabel.kolom
            if k.peran == ("realisasi" if tahun.peran == "target" else "target") and k.arti.triwulan and k.nomor in baris.sel
        ]
        if not terisi:
            nol = cell.tercetak.replace(angka(total.nilai, total.desimal), "0", 1)
            if total.nilai and lain:
                yield self._temuan(
                    konteks, tabel, cell, f'{tahun.nama} "{baris.label}" tercetak {cell.tercetak}, tetapi keempat triwulannya kosong.',
                    "Isi triwulannya, atau perbaiki angka setahunnya.", nol, "TWR102",
                )  # fmt: skip
            return
        if any(b.persen != total.persen or b.satuan != total.satuan or b.desimal < 0 for b in terisi):
            return
        nilai = [b.nilai for b in terisi]
        cocok = (nilai[-1], max(nilai), min(nilai), math.fsum(nilai), math.fsum(nilai) / len(nilai))
        if any(abs(total.nilai - c) < 0.5 * 10.0**-total.desimal + 1e-9 for c in cocok):
            return
        akhir = terisi[-1]
        if total.persen:
            yield self._temuan(
                konteks, tabel, akhir.cell, f'Triwulan akhir "{baris.label}" tercetak {akhir.cell.tercetak}, tetapi {tahun.nama}'
                f" {cell.tercetak} di {cell.alamat}.",
                "Samakan posisi akhir dengan angka setahun, atau jelaskan cara menghitungnya.", cell.tercetak, "TWR102",
            )  # fmt: skip
        else:
            hitung = cell.tercetak.replace(
                angka(total.nilai, total.desimal, ribuan="." in cell.tercetak), angka(math.fsum(nilai), total.desimal), 1
            )
            yield self._temuan(
                konteks, tabel, cell, f'{tahun.nama} "{baris.label}" tercetak {cell.tercetak}, tetapi triwulannya berjumlah {hitung}.',
                "Samakan angka setahun dengan triwulannya.", hitung, "TWR102",
            )  # fmt: skip

    def _data(
        self,
        konteks: Konteks,
        tabel: TabelUmum,
        baris: BarisUmum,
        tahun: KolomUmum | None,
        tw: dict[int, KolomUmum],
        deret: Sequence[Deret],
    ) -> Iterator[Finding]:
        """Quarters of a percentage against the table of counts that it is drawn from."""
        sel = {i: baris.sel.get(k.nomor, Cell(0, 0)) for i, k in tw.items()}
        cetak = {i: t for i, c in sel.items() if (t := tercetak(c)) is not None and t.persen and "/" not in c.tercetak}
        setahun = tercetak(baris.sel.get(tahun.nomor, Cell(0, 0))) if tahun else None
        if len(cetak) < len(tw):
            return
        for d in deret:
            if (d.tabel is tabel and (not tabel.templat or d.baris is baris)) or len(_kata(baris.label) & d.kata) < _KATA_BERSAMA:
                continue
            if not any(a is not None and _sama(a, b) for a in (cetak[4], setahun) for b in (d.nilai[4], d.total)):
                continue
            for i, t in cetak.items():
                benar = d.nilai[i]
                if i == 4 and d.total is not None and (_sama(t, d.total) or (setahun is not None and _sama(setahun, d.total))):
                    continue  # the last quarter is the position at the end of the year
                if benar is not None and not _sama(t, benar):
                    hitung = angka(benar.nilai, max(t.desimal, benar.desimal)) + "%"
                    yield self._temuan(
                        konteks, tabel, sel[i], f'Triwulan {i} "{baris.label}" tercetak {sel[i].tercetak}, tetapi tabel datanya'
                        f" di {d.letak[i]} memberi {hitung}.",
                        f"Ganti dengan {hitung}, atau perbaiki tabel datanya.", hitung, "TWR103",
                    )  # fmt: skip
            return

    def _temuan(self, konteks: Konteks, tabel: TabelUmum, cell: Cell, pesan: str, saran: str, hitung: str, kode: str) -> Finding:
        return Finding(
            kode, self.tingkat, konteks.dokumen.berkas, tabel.lembar, cell.alamat, pesan, saran, cell.tercetak, hitung, self.dasar
        )


@dataclass(frozen=True, slots=True)
class Deret:
    """A percentage by quarter, as a table of counts gives it."""

    tabel: TabelUmum
    kata: frozenset[str]
    nilai: dict[int, Tercetak | None]
    letak: dict[int, str]
    total: Tercetak | None
    baris: BarisUmum | None = None


def _deret(tabel: TabelUmum) -> Iterator[Deret]:
    waktu = tabel.berperan("waktu")
    tw = {k.arti.triwulan: k for k in tabel.kolom if k.arti.triwulan and k.peran == "lain"}
    kata = _kata(tabel.judul) | _kata(tabel.lembar)
    if waktu:
        baris = {t: b for b in tabel.isi() if (t := triwulan(b.label))}
        for k in tabel.kolom:
            if len(baris) == 4 and (k.peran == "persen" or ("%" in k.nama and k.peran == "lain")):
                sel = {i: b.sel.get(k.nomor, Cell(0, 0)) for i, b in baris.items()}
                nilai = {i: _persen(c) for i, c in sel.items()}
                yield Deret(tabel, kata | _kata(k.nama), nilai, {i: tempat(tabel.lembar, c) for i, c in sel.items()}, None)
    elif tabel.templat:
        yield from _deret_templat(tabel)
    elif len(tw) == 4:
        for b in tabel.baris:
            sel = {i: b.sel.get(k.nomor, Cell(0, 0)) for i, k in tw.items()}
            nilai = {i: _persen(c) for i, c in sel.items()}
            if all(nilai.values()):
                jumlah = tabel.berperan("jumlah")
                total = _persen(b.sel.get(jumlah[0].nomor, Cell(0, 0))) if jumlah else None
                yield Deret(tabel, kata | _kata(b.label), nilai, {i: tempat(tabel.lembar, c) for i, c in sel.items()}, total)


def _deret_templat(tabel: TabelUmum) -> Iterator[Deret]:
    """Rows of data that an agency added to our sheet: percentages by quarter without a plan."""
    tw = {k.arti.triwulan: k for k in tabel.berperan("realisasi") if k.arti.triwulan}
    rencana = [k.nomor for k in tabel.berperan("target") if k.arti.triwulan]
    setahun = [k.nomor for k in tabel.berperan("realisasi") if not k.arti.triwulan]
    for b in tabel.isi() if len(tw) == 4 else ():
        sel = {i: b.sel.get(k.nomor, Cell(0, 0)) for i, k in tw.items()}
        nilai = {i: _persen(c) for i, c in sel.items()}
        if all(nilai.values()) and not any(n in b.sel for n in rencana):
            total = _persen(b.sel.get(setahun[0], Cell(0, 0))) if setahun else None
            yield Deret(tabel, _kata(b.label), nilai, {i: tempat(tabel.lembar, c) for i, c in sel.items()}, total, b)


def _persen(cell: Cell) -> Tercetak | None:
    terbaca = tercetak(cell)
    return terbaca if terbaca is not None and terbaca.persen else None


def _kata(teks: str) -> frozenset[str]:
    return frozenset(k[:_AKAR_KATA] for k in normal(teks).split() if len(k) >= _AKAR_KATA and k not in _KATA_UMUM)


def _sama(a: Tercetak | None, b: Tercetak | None) -> bool:
    if a is None or b is None:
        return False
    return abs(a.nilai - b.nilai) < (0.5 + 1e-6) * 10.0 ** -min(a.desimal, b.desimal)
