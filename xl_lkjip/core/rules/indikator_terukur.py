"""SMR101, SMR102."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..forms.dokumen import Baris, TabelTerbaca
from ..forms.nama import normal
from ._base import Finding, Konteks, Rule, Tingkat

# The name itself says what is counted.
_BERSATUAN = re.compile(
    r"\b(indeks|index|nilai|skor|persentase|prosentase|presentase|persen|rasio|jumlah|jml|banyaknya|banyak|tingkat|angka|laju|prevalensi|"
    r"opini|predikat|kategori|peringkat|level|status|ikm|skm|proporsi|cakupan|rata rata|lama|waktu)\b|%"
)
_KELUARAN = re.compile(
    r"^(?:jumlah|jml|banyaknya) (?:dokumen|laporan|kegiatan|rapat|sosialisasi|bimtek|bimbingan teknis|pelatihan|paket)\b"
    r"|^(?:terlaksananya|terselenggaranya|tersusunnya|tersedianya|terpenuhinya|terfasilitasinya|tersalurkannya)\b"
)


class IndikatorTerukur(Rule):
    """Indikator sasaran mempunyai satuan dan mengukur hasil, bukan keluaran kegiatan."""

    kode = ("SMR101", "SMR102")
    jenis = ("pk", "pengukuran")
    tingkat = Tingkat.INFO
    dasar = "PermenPAN-RB 53/2014, Lampiran I dan III (indikator kinerja yang spesifik dan terukur)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if konteks.dokumen.jenis == "pengukuran" and konteks.pk is not None:
            return  # said of the PK, where it is to be mended
        for tabel in konteks.dokumen.tabel:
            if tabel.kunci in ("pk_indikator", "pengukuran"):
                for baris in tabel.baris:
                    yield from self._baris(konteks, tabel, baris)

    def _baris(self, konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> Iterator[Finding]:
        nama, target = baris.teks("indikator"), baris.angka("target")
        bersih = normal(nama)
        polos = target is not None and not (target.persen or target.huruf or target.satuan)
        if bersih and polos and baris["satuan"].kolom and not baris.teks("satuan") and not _BERSATUAN.search(f"{bersih} {nama}"):
            yield self.temuan(
                konteks, tabel, baris["satuan"], f'Indikator "{nama}" tidak bersatuan, dan targetnya hanya {baris["target"].tercetak}.',
                "Isi kolom Satuan: %, indeks, nilai, orang, dan sebagainya.",
            )  # fmt: skip
        if _KELUARAN.search(bersih):
            yield self.temuan(
                konteks, tabel, baris["indikator"], f'Indikator "{nama}" mengukur keluaran kegiatan, bukan hasil yang dicapai sasaran.',
                "Untuk sasaran perangkat daerah pakailah ukuran hasil, misalnya indeks, nilai, atau persentase yang berubah karenanya.",
                kode="SMR102",
            )  # fmt: skip
