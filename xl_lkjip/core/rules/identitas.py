"""IDN001, IDN002."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..forms.identitas import ISIAN, LEMBAR, Isian
from ._base import Finding, Konteks, Rule, Tingkat


class Identitas(Rule):
    """Lembar Identitas templat terisi: tahun berupa empat angka, skala dan metode salah satu yang tersedia."""

    kode = ("IDN001", "IDN002")
    jenis = ("pk", "pengukuran")
    dasar = "Judul, tanda tangan, skala, dan metode diambil dari lembar Identitas"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        if not konteks.dokumen.templat or not any(t.baris for t in konteks.dokumen.tabel):
            return
        for isian in ISIAN:
            isi = konteks.dokumen.identitas.get(isian.kunci, "")
            if not isi and isian.wajib:
                pesan = f"{isian.label} belum diisi."
                yield self._temuan(konteks, "IDN001", Tingkat.PERINGATAN, isian, pesan, isian.bantuan)
            elif isian.pilihan and isi not in isian.pilihan:
                pesan = f'{isian.label} "{isi}" tidak dikenal.' if isi else f"{isian.label} belum dipilih."
                yield self._temuan(konteks, "IDN002", Tingkat.GALAT, isian, pesan, f"Pilih: {', '.join(isian.pilihan)}.")
            elif isian.kunci == "tahun" and not re.fullmatch(r"(19|20)\d\d", isi):
                yield self._temuan(konteks, "IDN002", Tingkat.GALAT, isian, f'Tahun "{isi}" bukan empat angka.', isian.bantuan)

    @staticmethod
    def _temuan(konteks: Konteks, kode: str, tingkat: Tingkat, isian: Isian, pesan: str, saran: str) -> Finding:
        sel = konteks.dokumen.sel_identitas.get(isian.kunci, "")
        return Finding(kode, tingkat, konteks.dokumen.berkas, LEMBAR, sel, pesan, saran, konteks.dokumen.identitas.get(isian.kunci, ""))
