"""SER101, SER102."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .. import cetak
from ..angka import kosong
from ..banding import Putusan, putuskan
from ..domain.efisiensi import serapan
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.penjumlahan import anak
from ..forms.tabel_umum import BarisUmum
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat


class Serapan(Rule):
    """Serapan yang tercetak adalah realisasi anggaran dibagi pagu, di setiap baris dan di baris jumlah."""

    kode = ("SER101", "SER102")
    dasar = "Serapan = realisasi anggaran / pagu"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel in konteks.tabel_ukur():
            if "serapan" not in tabel.kolom:
                continue
            for baris in [*tabel.baris, *_jumlah(tabel)]:
                cell, harapan = baris["serapan"], konteks.hitungan.serapan(baris)
                if harapan is None:
                    if konteks.hitungan.tanpa_anggaran(baris) and not kosong(cell.value):
                        tampil = f"menampilkan {cell.galat}" if cell.galat else f"tercetak {cell.tercetak}"
                        yield self.temuan(
                            konteks, tabel, cell, f"Serapan {tampil}, padahal baris ini tidak mempunyai anggaran.",
                            "Kosongkan pagu dan serapannya (bukan strip), atau isi anggarannya.", kode="SER102", tingkat=Tingkat.PERINGATAN,
                        )  # fmt: skip
                    continue
                if kosong(cell.value):
                    continue
                konteks.hitung(tabel, cell)
                if putuskan(cell, harapan.semua, rasio=True) is Putusan.COCOK:
                    continue
                akibat = self._akibat(konteks, tabel, baris)
                if akibat:
                    yield akibat
                    continue
                yield from self.bandingkan(
                    konteks, tabel, cell, harapan.semua, siapa="Serapan",
                    sebab=_rincian(konteks, baris), akibat=konteks.akibat(baris), akar=konteks.akar_pagu(tabel, baris),
                    batas=harapan.batas,
                )  # fmt: skip

    def _akibat(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> Finding | None:
        """The printed serapan is right with the budget or realisasi that another finding proves: it needs no change of its own."""
        cell = baris["serapan"]
        milik = [(k, baris[k], a.nilai) for k in ("pagu", "realisasi_anggaran") if (a := baris.angka(k)) and a.nilai]
        if len(milik) < 2:
            return None
        for letak, (_, sel, nilai) in enumerate(milik):
            for benar, akar in _yang_benar(konteks, tabel, baris, sel, nilai):
                pagu, realisasi = (benar, milik[1][2]) if letak == 0 else (milik[0][2], benar)
                if pagu and putuskan(cell, [realisasi / pagu], rasio=True) is not Putusan.SALAH:
                    apa = "pagu" if letak == 0 else "realisasi anggaran"
                    return self.temuan(
                        konteks, tabel, cell,
                        f"Serapan tercetak {cell.tercetak} tidak cocok dengan {apa} {sel.tercetak} di {sel.alamat},"
                        f" tetapi benar dengan {cetak.angka(benar, 0)} (akibat {akar}).",
                        f"Perbaiki {sel.alamat}; serapannya lalu benar.", tingkat=Tingkat.PERINGATAN, akar=akar,
                    )  # fmt: skip
        return None


def _jumlah(tabel: TabelTerbaca) -> list[Baris]:
    """The total rows: of our template the one, of any other table all that are labelled so."""
    if tabel.asal is None:
        return [tabel.jumlah] if tabel.jumlah else []
    semua = [b for b in tabel.asal.baris if b.jenis == "jumlah"]
    return [Baris(b.baris, {k: b.sel[n] for k, n in tabel.kolom.items() if n in b.sel}) for b in semua]


def _yang_benar(konteks: Konteks, tabel: TabelTerbaca, baris: Baris, sel: Cell, nilai: float) -> Iterator[tuple[float, str]]:
    """What should stand in a cell of money, with the finding that says so: proven by a total, or the sum of its own parts."""
    yield from konteks.usulan(tabel.lembar, sel)
    if (tabel.lembar, sel.alamat) in konteks.dibetulkan or tabel.asal is None:
        return
    letak = next((i for i, b in enumerate(tabel.asal.baris) if b.baris == baris.baris), -1)
    satu = tabel.asal.baris[letak] if letak >= 0 else None
    if satu is None:
        return
    atas = tabel.asal.baris[:letak]
    akhir = max((i for i, b in enumerate(atas) if b.jenis == "jumlah"), default=-1)
    calon = [atas, atas[akhir + 1 :]] if satu.jenis == "jumlah" else [anak(satu, tabel.asal.baris[letak + 1 :])] if satu.nomor else []
    for bagian in calon:
        jumlah = _jumlahkan(bagian, sel.kolom)
        if jumlah and abs(jumlah - nilai) >= 0.5:
            yield jumlah, f"JML105 {tabel.lembar}!{sel.alamat}"


def _jumlahkan(bagian: list[BarisUmum], kolom: int) -> float:
    sel = [Baris(b.baris, {"": b.sel[kolom]}) for b in bagian if b.jenis == "isi" and kolom in b.sel]
    return math.fsum(a.nilai for b in sel if (a := b.angka("")) and a.nilai)


def _rincian(konteks: Konteks, baris: Baris) -> str:
    pagu, realisasi = baris.angka("pagu"), baris.angka("realisasi_anggaran")
    sendiri = serapan(pagu.nilai or 0, realisasi.nilai or 0) if pagu and realisasi else None
    teks = f"{baris['realisasi_anggaran'].tercetak} / {baris['pagu'].tercetak} = {cetak.persen(sendiri or 0)}"
    bukti = konteks.hitungan.bukti_pagu(baris)
    if not bukti or not realisasi:
        return teks
    if sendiri is not None and putuskan(baris["serapan"], [sendiri], rasio=True) is Putusan.COCOK:  # right for the wrong budget
        return f"dengan pagu menurut PK {cetak.angka(bukti.nilai, 0)} menjadi {{hitung}}"
    benar = serapan(bukti.nilai, realisasi.nilai or 0) or 0
    return f"{teks}, dan dengan pagu menurut PK {cetak.angka(bukti.nilai, 0)} menjadi {cetak.persen(benar)}"
