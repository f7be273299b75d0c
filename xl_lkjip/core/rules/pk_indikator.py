"""PKP101, PKP102, PKP104."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..angka import Angka, selaraskan
from ..errors import LkjipError
from ..forms.dokumen import Baris, Dokumen, TabelTerbaca, normal
from ..forms.pasangan import indikator_pk
from ..workbook import tempat
from ._base import Finding, Konteks, Rule, Tingkat


class PkIndikator(Rule):
    """Indikator dan target dalam Pengukuran sama dengan yang diperjanjikan dalam PK."""

    kode = ("PKP101", "PKP102", "PKP104")
    dasar = "PermenPAN-RB 53/2014, Lampiran III (daftar periksa reviu: target sesuai PK)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if konteks.pk is None:
            if konteks.pk_lain:
                yield Finding(
                    "PKP104", Tingkat.PERINGATAN, konteks.dokumen.berkas, "Identitas", "",
                    "PK yang ikut diperiksa bukan PK unit dan tahun ini, jadi kecocokannya tidak diperiksa.",
                    "Samakan instansi, unit, dan tahun di lembar Identitas kedua berkas.", dasar=self.dasar,
                )  # fmt: skip
            return
        diukur: set[int] = set()
        for tabel, baris in konteks.baris("pengukuran"):
            if not baris.teks("indikator"):
                continue
            temuan = indikator_pk(baris.teks("indikator"), konteks.pk)
            if temuan is None:
                yield self.temuan(
                    konteks, tabel, baris["indikator"], f'Indikator "{baris.teks("indikator")}" tidak ada dalam PK ({konteks.pk.nama}).',
                    "Tulis nama indikator seperti dalam PK, atau keluarkan dari Pengukuran.", tingkat=Tingkat.PERINGATAN,
                )  # fmt: skip
                continue
            tabel_pk, baris_pk = temuan
            diukur.add(id(baris_pk))
            yield from self._nama(konteks, tabel, baris, baris_pk)
            yield from self._target(konteks, konteks.pk, tabel, baris, tabel_pk, baris_pk)
        yield from self._tak_diukur(konteks, konteks.pk, diukur)

    def _nama(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, baris_pk: Baris) -> Iterator[Finding]:
        if normal(baris.teks("indikator")) != normal(baris_pk.teks("indikator")):
            yield self.temuan(
                konteks, tabel, baris["indikator"],
                f'Nama indikator berbeda dari PK: di sini "{baris.teks("indikator")}", di PK "{baris_pk.teks("indikator")}".',
                "Samakan namanya.", hitung=baris_pk.teks("indikator"), tingkat=Tingkat.PERINGATAN,
            )  # fmt: skip

    def _target(
        self, konteks: Konteks, pk: Dokumen, tabel: TabelTerbaca, baris: Baris, tabel_pk: TabelTerbaca, baris_pk: Baris
    ) -> Iterator[Finding]:
        di_sini, di_pk = baris.angka("target"), baris_pk.angka("target")
        if di_sini is None or di_pk is None or _sama(di_sini, di_pk):
            return
        yield self.temuan(
            konteks, tabel, baris["target"],
            f"Target tercetak {baris['target'].tercetak}, tetapi dalam PK {baris_pk['target'].tercetak}"
            f" ({pk.nama} {tempat(tabel_pk.lembar, baris_pk['target'])}).",
            "Pakai target PK yang terakhir (PK Perubahan bila ada).", hitung=baris_pk["target"].tercetak, kode="PKP102",
        )  # fmt: skip

    def _tak_diukur(self, konteks: Konteks, pk: Dokumen, diukur: set[int]) -> Iterator[Finding]:
        tabel = next(iter(konteks.dokumen.semua("pengukuran")), None)
        for tabel_pk in pk.semua("pk_indikator"):
            for baris_pk in tabel_pk.baris:
                if tabel and baris_pk.teks("indikator") and id(baris_pk) not in diukur:
                    yield Finding(
                        "PKP101", self.tingkat, konteks.dokumen.berkas, tabel.lembar, "",
                        f'Indikator PK "{baris_pk.teks("indikator")}" tidak diukur'
                        f" ({pk.nama} {tempat(tabel_pk.lembar, baris_pk['indikator'])}).",
                        "Tambahkan barisnya beserta realisasinya.", dasar=self.dasar,
                    )  # fmt: skip


def _sama(a: Angka, b: Angka) -> bool:
    """Equal as numbers of one unit; letters alone are equal when they are the same."""
    try:
        x, y = selaraskan(a, b)
    except LkjipError:
        return a.huruf == b.huruf and bool(a.huruf)
    return math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)
