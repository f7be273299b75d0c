"""IDN001-IDN003."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..forms.identitas import ISIAN, LEMBAR, Isian
from ._base import Finding, Konteks, Rule, Tingkat

_NIP = re.compile(r"(?:\s*\d){18}\s*")


class Identitas(Rule):
    """Lembar Identitas templat terisi: tahun berupa empat angka, NIP 18 angka, skala dan metode salah satu yang tersedia."""

    kode = ("IDN001", "IDN002", "IDN003")
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
            elif isian.kunci.endswith(".nip") and isi:
                yield from self._nip(konteks, isian, isi)
            elif isian.kunci == "tahun" and not re.fullmatch(r"(19|20)\d\d", isi):
                yield self._temuan(konteks, "IDN002", Tingkat.GALAT, isian, f'Tahun "{isi}" bukan empat angka.', isian.bantuan)

    def _nip(self, konteks: Konteks, isian: Isian, isi: str) -> Iterator[Finding]:
        cell = konteks.dokumen.buku.bernama(isian.nama) if konteks.dokumen.buku else None
        if cell and isinstance(cell.value, float):
            pesan = f"{isian.label} tersimpan sebagai angka: lembar kerja hanya menyimpan 15 angka pertamanya, sisanya menjadi 0."
            yield self._temuan(konteks, "IDN003", Tingkat.GALAT, isian, pesan, "Ketik ulang sebagai teks, diawali tanda petik (').")
        elif not _NIP.fullmatch(isi):
            pesan = f'{isian.label} "{isi}" bukan 18 angka.'
            yield self._temuan(konteks, "IDN003", Tingkat.PERINGATAN, isian, pesan, "Periksa kembali, atau kosongkan bila bukan ASN.")

    @staticmethod
    def _temuan(konteks: Konteks, kode: str, tingkat: Tingkat, isian: Isian, pesan: str, saran: str) -> Finding:
        sel = konteks.dokumen.sel_identitas.get(isian.kunci, "")
        return Finding(kode, tingkat, konteks.dokumen.berkas, LEMBAR, sel, pesan, saran, konteks.dokumen.identitas.get(isian.kunci, ""))
