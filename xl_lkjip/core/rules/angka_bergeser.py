"""ANG201, ANG202."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from ..banding import tercetak, tulis
from ..cetak import UMUM
from ..forms.dokumen import Baris, Dokumen, TabelTerbaca
from ..workbook import Cell, tempat
from ._bantu import bertukar, digit, pengikut, seukuran
from ._base import Finding, Konteks, Rule, Tingkat

_KALI = (10.0, 100.0, 1000.0)
_DIGIT_REALISASI = 3  # 1 for 10 can be true; 9,069 for 90,69 has too many digits for that
_DIGIT_RUPIAH = 6
_DEKAT_LALU, _DEKAT_TARGET = 1.25, 1.5  # how far the moved figure may be from last year's and from the target
_KEMBAR = (("data_dukung", "nilai"), ("triwulan", "realisasi_tahun"), ("perbandingan", "realisasi"))
_ANGGARAN = ("pagu", "realisasi_anggaran", "realisasi")
_TABEL_ANGGARAN = ("pengukuran", "pk_program", "anggaran", "triwulan_anggaran", "rencana_anggaran")
_Letak = tuple[Dokumen, TabelTerbaca, Cell]


class AngkaBergeser(Rule):
    """Realisasi dan anggaran tidak bergeser komanya dan tidak tertukar angkanya, dibanding angka lain dalam berkas."""

    kode = ("ANG201", "ANG202")
    tingkat = Tingkat.PERINGATAN
    dasar = "Dugaan salah ketik: koma bergeser atau dua angka bersebelahan tertukar"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        sudah: set[str] = set()
        for _, lalu, tabel, baris in pengikut(konteks.dokumen, "perbandingan"):
            kali = _bergeser(baris, lalu)
            if kali:
                cell = baris["realisasi"]
                sudah.add(cell.alamat)
                angka = baris.angka("realisasi")
                mungkin = tulis((angka.nilai if angka and angka.nilai else 0.0) / kali, cell, format_baku=cell.number_format or UMUM)
                yield self.temuan(
                    konteks, tabel, cell,
                    f"Realisasi {cell.tercetak} jauh dari target {baris['target'].tercetak} dan dari tahun-tahun lalu:"
                    " komanya agaknya bergeser.",
                    f"Maksud Anda {mungkin}? Bila {cell.tercetak} benar, jelaskan di {konteks.kolom_jawaban}.", hitung=mungkin,
                )  # fmt: skip
        yield from self._kembar(konteks, sudah)
        yield from self._anggaran(konteks)

    def _kembar(self, konteks: Konteks, sudah: set[str]) -> Iterator[Finding]:
        """The same realisasi elsewhere, with a moved decimal point or two digits in each other's place."""
        for kunci, kolom in _KEMBAR:
            for lain, satu, tabel, baris in pengikut(konteks.dokumen, kunci):
                a, b = baris["realisasi"], satu[kolom]
                cara = "" if b.formula and kunci == "perbandingan" else _salah_ketik(a, b)
                if cara and a.alamat not in sudah:
                    sudah.add(a.alamat)
                    di_sana = tempat(lain.lembar, b)
                    yield self.temuan(
                        konteks, tabel, a,
                        f"Realisasi tercetak {a.tercetak}, tetapi {b.tercetak} di {di_sana}: {cara}.",
                        "Cocokkan keduanya dengan dokumen sumber, lalu perbaiki yang salah ketik.", kode="ANG202",
                    )  # fmt: skip

    def _anggaran(self, konteks: Konteks) -> Iterator[Finding]:
        """Rupiah that differ only by two digits in each other's place."""
        letak = _rupiah(konteks)
        urutan = {angka: i for i, angka in enumerate(letak)}
        for angka, di_sini in letak.items():
            for tukar in _tukar(angka):
                di_sana = letak.get(tukar)
                if di_sana is None or di_sini[0][0] is not konteks.dokumen:
                    continue
                # The amount that stands in fewer places is the slip; of equals the one that the PK does not have, or the later one.
                giliran = len(di_sini) - len(di_sana) or (urutan[tukar] - urutan[angka] if di_sana[0][0] is konteks.dokumen else -1)
                if giliran > 0:
                    continue
                (_, tabel, cell), (asal, tabel_lain, lain) = di_sini[0], di_sana[0]
                di_mana = f"{'' if asal is konteks.dokumen else f'{asal.nama} '}{tempat(tabel_lain.lembar, lain)}"
                yield self.temuan(
                    konteks, tabel, cell,
                    f"Rupiah {cell.tercetak} mirip sekali dengan {lain.tercetak} di {di_mana}: dua angka yang bersebelahan tertukar.",
                    f"Cocokkan keduanya dengan DPA; bila memang berbeda, jelaskan di {konteks.kolom_jawaban}.", kode="ANG202",
                )  # fmt: skip


def _bergeser(baris: Baris, lalu: Baris) -> float:
    """The power of ten by which the realisasi is off target and former years alike; 0 for none."""
    realisasi = baris.angka("realisasi")
    ke_target = seukuran(realisasi, baris.angka("target"))
    ke_lalu = [s for n in (1, 2, 3) if (s := seukuran(realisasi, lalu.angka(f"realisasi{n}")))]
    if ke_target is None or not ke_lalu or len(digit(baris["realisasi"])) < _DIGIT_REALISASI:
        return 0.0
    for kali in (*_KALI, *(1 / k for k in _KALI)):
        if _dekat(*ke_target, kali, _DEKAT_TARGET) and all(_dekat(*s, kali, _DEKAT_LALU) for s in ke_lalu):
            return kali
    return 0.0


def _dekat(nilai: float, acuan: float, kali: float, batas: float) -> bool:
    return acuan > 0 and 1 / batas <= nilai / kali / acuan <= batas


def _salah_ketik(a: Cell, b: Cell) -> str:
    """How two figures that should be the same differ, where a slip of the keyboard explains it."""
    x, y, kiri, kanan = digit(a), digit(b), tercetak(a), tercetak(b)
    if len(x) < _DIGIT_REALISASI or kiri is None or kanan is None or kiri.nilai == kanan.nilai or kiri.persen != kanan.persen:
        return ""
    if x == y and not any(math.isclose(kiri.nilai, kanan.nilai * k) for k in (100, 0.01)):  # 0,9069 and 90,69 are one figure
        return "komanya bergeser"
    return "dua angka yang bersebelahan tertukar" if kiri.desimal == kanan.desimal and bertukar(x, y) else ""


def _tukar(angka: str) -> Iterator[str]:
    """The amounts that come of it when two digits side by side change places."""
    for i in range(len(angka) - 1):
        if angka[i] != angka[i + 1]:
            yield angka[:i] + angka[i + 1] + angka[i] + angka[i + 2 :]


def _rupiah(konteks: Konteks) -> dict[str, list[_Letak]]:
    """Where each amount stands, this document before its PK; amounts with too few digits to tell are left out."""
    letak: dict[str, list[_Letak]] = defaultdict(list)
    for dokumen in (konteks.dokumen, *([konteks.pk] if konteks.pk else [])):
        for tabel in (*dokumen.tabel, *dokumen.pendukung):
            if tabel.kunci not in _TABEL_ANGGARAN:
                continue
            for baris in tabel.baris:
                for kunci in _ANGGARAN:
                    cell = baris[kunci]
                    kinerja = kunci == "realisasi" and tabel.kunci != "triwulan_anggaran"
                    if not kinerja and not cell.formula and len(digit(cell)) >= _DIGIT_RUPIAH:
                        angka = tercetak(cell)
                        letak[f"{angka.nilai:.0f}" if angka else ""].append((dokumen, tabel, cell))
    return letak
