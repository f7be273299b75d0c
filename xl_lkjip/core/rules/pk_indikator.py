"""PKP101, PKP102, PKP104."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.dokumen import Baris, Dokumen, TabelTerbaca
from ..forms.identitas import LEMBAR
from ..forms.pasangan import IndikatorPk, pasangkan_indikator
from ..workbook import tempat
from ._bantu import sama
from ._base import Finding, Konteks, Rule, Tingkat


class PkIndikator(Rule):
    """Indikator dan target dalam Pengukuran sama dengan yang diperjanjikan dalam PK."""

    kode = ("PKP101", "PKP102", "PKP104")
    dasar = "PermenPAN-RB 53/2014, Lampiran III (daftar periksa reviu: target sesuai PK)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if konteks.pk is None:
            if konteks.pk_lain:
                templat = konteks.dokumen.templat
                yield Finding(
                    "PKP104", Tingkat.PERINGATAN if templat else Tingkat.INFO, konteks.dokumen.berkas, LEMBAR if templat else "", "",
                    f"PK yang ikut diperiksa bukan PK unit dan tahun ini ({konteks.pk_lain}), jadi kecocokannya tidak diperiksa.",
                    "Samakan instansi, unit, dan tahun di lembar Identitas kedua berkas." if templat
                    else "Periksa berkas ini bersama PK-nya sendiri.", dasar=self.dasar,
                )  # fmt: skip
            return
        berindikator = any(b.teks("indikator") for t in konteks.pk.semua("pk_indikator") for b in t.baris)
        for tabel in konteks.dokumen.semua("pengukuran") if berindikator else ():
            pasangan, lebih = pasangkan_indikator([b for b in tabel.baris if b.teks("indikator")], konteks.pk)
            for baris, milik in pasangan:
                if milik is None:
                    yield self.temuan(
                        konteks, tabel, baris["indikator"],
                        f'Indikator "{baris.teks("indikator")}" tidak ada dalam PK ({konteks.pk.nama}).',
                        "Tulis nama indikator seperti dalam PK, atau keluarkan dari Pengukuran.", tingkat=Tingkat.PERINGATAN,
                    )  # fmt: skip
                    continue
                yield from self._nama(konteks, tabel, baris, milik)
                yield from self._target(konteks, konteks.pk, tabel, baris, milik)
            for satu in lebih:
                yield Finding(
                    "PKP101", self.tingkat, konteks.dokumen.berkas, tabel.lembar, "",
                    f'Indikator PK "{satu.baris.teks("indikator")}" tidak diukur'
                    f" ({konteks.pk.nama} {tempat(satu.tabel.lembar, satu.baris['indikator'])}).",
                    "Tambahkan barisnya beserta realisasinya.", dasar=self.dasar,
                )  # fmt: skip

    def _nama(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris, milik: IndikatorPk) -> Iterator[Finding]:
        if not milik.sama:
            yield self.temuan(
                konteks, tabel, baris["indikator"],
                f'Nama indikator berbeda dari PK: di sini "{baris.teks("indikator")}", di PK "{milik.baris.teks("indikator")}".',
                "Samakan namanya.", hitung=milik.baris.teks("indikator"), tingkat=Tingkat.PERINGATAN,
            )  # fmt: skip

    def _target(self, konteks: Konteks, pk: Dokumen, tabel: TabelTerbaca, baris: Baris, milik: IndikatorPk) -> Iterator[Finding]:
        di_sini, di_pk = baris.angka("target"), milik.baris.angka("target")
        if di_sini is None or di_pk is None or sama(di_sini, di_pk):
            return
        tercetak, sumber = milik.baris["target"].tercetak, f"{pk.nama} {tempat(milik.tabel.lembar, milik.baris['target'])}"
        yield self.temuan(
            konteks, tabel, baris["target"],
            f"Target tercetak {baris['target'].tercetak}, tetapi dalam PK {tercetak} ({sumber}).",
            "Pakai target PK yang terakhir (PK Perubahan bila ada).", hitung=tercetak, kode="PKP102",
            tingkat=None if milik.sama else Tingkat.PERINGATAN,
        )  # fmt: skip
