"""IKU: what each indicator means, how it is computed, where its figures come from and who answers for it."""

from __future__ import annotations

from ..layout import Kolom, Lembar, Tabel
from .umum import ikut, judul

TABEL = Tabel(
    "iku",
    (
        ikut("pk_indikator", "no", "No", 5, rata="center"),
        ikut("pk_indikator", "sasaran", "Sasaran Strategis", 28),
        ikut("pk_indikator", "indikator", "Indikator Kinerja Utama", 28),
        ikut("pk_indikator", "satuan", "Satuan", 10, rata="center"),
        Kolom("definisi", "Definisi Operasional", 34, bantuan="Apa yang diukur, dan mengapa."),
        ikut("pk_indikator", "formulasi", "Formulasi Perhitungan", 30),
        ikut("pk_indikator", "sumber_data", "Sumber Data", 20),
        Kolom("penanggung_jawab", "Penanggung Jawab", 20, bantuan="Bidang atau jabatan yang bertanggung jawab."),
    ),
    wajib=("indikator",),
    ikut="pk_indikator",
    bantuan="Keterangan indikator kinerja utama.",
)  # fmt: skip

LEMBAR = Lembar("IKU", judul("INDIKATOR KINERJA UTAMA"), (TABEL,))
