"""PKP201-PKP205."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from ..angka import kosong
from ..cetak import angka
from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.nama import normal
from ..forms.pasangan import IndikatorPk, pasangkan_indikator
from ..workbook import Cell, tempat
from ._bantu import pendukung, pengikut, sama, satuan_beda
from ._base import Finding, Konteks, Rule, Tingkat


class PkLembar(Rule):
    """Rencana Aksi dan IKU memuat indikator, target, dan anggaran yang sama seperti lembar PK."""

    kode = ("PKP201", "PKP202", "PKP203", "PKP204", "PKP205")
    jenis = ("pk",)
    dasar = "PermenPAN-RB 53/2014, Lampiran I: rencana aksi menjabarkan perjanjian kinerja yang sama"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for kunci in ("rencana_aksi", "iku"):
            tabel = pendukung(konteks.dokumen, kunci)
            if tabel and tabel.baris:
                yield from self._indikator(konteks, tabel)
        yield from self._anggaran(konteks)
        yield from self._murni(konteks)

    def _indikator(self, konteks: Konteks, tabel: TabelTerbaca) -> Iterator[Finding]:
        pasangan, sisa = pasangkan_indikator([b for b in tabel.baris if b.teks("indikator")], konteks.dokumen)
        bebas = {s.baris.baris for s in sisa}
        sebaris = {b.baris: IndikatorPk(t, u, sama=False) for _, b, t, u in pengikut(konteks.dokumen, tabel.kunci) if u.baris in bebas}
        for baris, bernama in pasangan:
            milik = bernama or sebaris.get(baris.baris)
            if milik is None or not milik.sama:
                di_pk = f', di PK "{milik.baris.teks("indikator")}"' if milik else " dan tidak ada dalam PK"
                yield self.temuan(
                    konteks, tabel, baris["indikator"],
                    f'Indikator di lembar {tabel.lembar} bernama "{baris.teks("indikator")}"{di_pk}.',
                    "Samakan nama indikatornya dengan lembar PK.", hitung=milik.baris.teks("indikator") if milik else "",
                    tingkat=Tingkat.PERINGATAN,
                )  # fmt: skip
            if milik is None:
                continue
            di_sini, di_pk_angka = baris.angka("target"), milik.baris.angka("target")
            diambil = (
                bool(baris["target"].formula) and di_sini and di_pk_angka and di_sini.nilai == di_pk_angka.nilai
            )  # 0,9 of a cell with 90%
            if di_sini and di_pk_angka and not diambil and not sama(di_sini, di_pk_angka):
                pasti = Tingkat.GALAT if milik.sama else Tingkat.PERINGATAN
                yield self._beda(konteks, tabel, baris["target"], milik, "target", "PKP202", pasti)
            if satuan_beda(baris, milik.baris):
                yield self._beda(konteks, tabel, baris["satuan"], milik, "satuan", "PKP203", Tingkat.PERINGATAN)

    def _beda(
        self, konteks: Konteks, tabel: TabelTerbaca, cell: Cell, milik: IndikatorPk, kunci: str, kode: str, tingkat: Tingkat
    ) -> Finding:
        benar = milik.baris[kunci]
        return self.temuan(
            konteks, tabel, cell,
            f'{kunci.capitalize()} "{milik.baris.teks("indikator")}" di lembar {tabel.lembar} tercetak {cell.tercetak},'
            f" tetapi dalam PK {benar.tercetak} ({tempat(milik.tabel.lembar, benar)}).",
            f"Samakan dengan lembar PK: {benar.tercetak}.", hitung=benar.tercetak, kode=kode, tingkat=tingkat,
        )  # fmt: skip

    def _anggaran(self, konteks: Konteks) -> Iterator[Finding]:
        """The budget of each programme; one that stands in several rows counts as their sum."""
        tabel = pendukung(konteks.dokumen, "rencana_anggaran")
        asal = konteks.dokumen.semua("pk_program")
        di_pk = _per_program([b for t in asal for b in t.baris])
        for nama, baris in _per_program(tabel.baris if tabel else []).items():
            if tabel is None or nama not in di_pk:
                continue
            di_sini, seharusnya = _jumlah(baris), _jumlah(di_pk[nama])
            if di_sini is None or seharusnya is None or abs(di_sini - seharusnya) < 0.5:
                continue
            sel = ", ".join(tempat(asal[0].lembar, b["pagu"]) for b in di_pk[nama])
            yield self.temuan(
                konteks, tabel, baris[0]["pagu"],
                f'Anggaran "{baris[0].teks("program")}" di lembar {tabel.lembar} {angka(di_sini, 0)},'
                f" tetapi dalam PK {angka(seharusnya, 0)} ({sel}).",
                f"Samakan dengan lembar PK: {angka(seharusnya, 0)}.", hitung=angka(seharusnya, 0), kode="PKP204",
            )  # fmt: skip

    def _murni(self, konteks: Konteks) -> Iterator[Finding]:
        """Columns of a PK Perubahan that are filled while the PK says that it is none."""
        if konteks.dokumen.identitas.get("jenis_pk", "murni") != "murni":
            return
        for tabel in konteks.dokumen.tabel:
            kunci = {"pk_indikator": "target_awal", "pk_program": "pagu_perubahan"}.get(tabel.kunci, "")
            terisi = [b[kunci] for b in tabel.baris if kunci and not kosong(b[kunci].value)]
            if terisi:
                yield self.temuan(
                    konteks, tabel, terisi[0],
                    f"Kolom PK Perubahan terisi ({terisi[0].alamat}: {terisi[0].tercetak}), padahal Jenis PK di lembar Identitas murni.",
                    'Pilih "perubahan" di lembar Identitas, atau kosongkan kolom itu.', kode="PKP205", tingkat=Tingkat.PERINGATAN,
                )  # fmt: skip


def _per_program(baris: list[Baris]) -> dict[str, list[Baris]]:
    hasil: dict[str, list[Baris]] = defaultdict(list)
    for b in baris:
        if b.teks("program"):
            hasil[normal(b.teks("program"))].append(b)
    return hasil


def _jumlah(baris: list[Baris]) -> float | None:
    """None where one of the rows has no budget that can be read."""
    nilai = [n.nilai for b in baris if (n := b.angka("pagu")) and n.nilai is not None]
    return math.fsum(nilai) if len(nilai) == len(baris) else None
