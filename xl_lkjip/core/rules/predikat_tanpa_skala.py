"""PRE104."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.nama import normal
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Tingkat
from .keterangan_capaian import KATA_TARGET

_SARAN = (
    'Cetak skalanya di berkas ini, satu baris tiap predikat ("91 - 100" di satu sel, "Sangat Tinggi" di sebelahnya),'
    ' atau sebut skala bawaan dengan petunjuk, misalnya "skala = permendagri86".'
)


class PredikatTanpaSkala(Rule):
    """Predikat hanya dapat diperiksa bila skalanya diketahui: disebut, tercetak sebagai legenda, atau cocok dengan skala bawaan."""

    kode = ("PRE104",)
    tingkat = Tingkat.INFO
    dasar = "Predikat diberikan oleh skala instansi"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if konteks.dokumen.templat or konteks.hitungan.skala_buku or konteks.dokumen.skala:
            return
        for tabel in konteks.tabel_ukur():
            sel = [b["predikat"] for b in tabel.baris if b.angka("capaian") is not None and not _lain(b["predikat"])]
            if sel:
                contoh = f'{len(sel)} predikat, mulai {sel[0].alamat} "{sel[0].tercetak}",'
                yield self.temuan(konteks, tabel, Cell(0, 0), f"{contoh} tidak diperiksa: skalanya tidak diketahui.", _SARAN)
                return


def _lain(cell: Cell) -> bool:
    """A verdict on the target, a mark, a figure or a letter is no label of a scale."""
    teks = normal(cell.value)
    return teks in KATA_TARGET or len(teks) < 3 or any(c.isdigit() for c in teks) or "efisien" in teks
