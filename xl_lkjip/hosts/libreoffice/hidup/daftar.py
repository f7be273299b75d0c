"""The commands, declared once: menu, toolbar and dispatcher come from here."""

from __future__ import annotations

from typing import NamedTuple

PROTOKOL = "org.xllkjip:"


class Perintah(NamedTuple):
    """A command. `kunci` names it in its address, and never changes; `di_bilah`: it is in the toolbar, too."""

    kunci: str
    judul: str
    inggris: str
    bantuan: str
    di_bilah: bool = False


PERINTAH = (
    Perintah(
        "Validasi", "Validasi", "Validate", "periksa dokumen ini; temuan diberi warna, komentar, dan didaftar di lembar Validasi", True
    ),
    Perintah("Bersihkan", "Bersihkan tanda", "Clear marks", "hapus semua yang ditambahkan Validasi", True),
    Perintah(
        "HitungUlang", "Hitung ulang", "Recalculate", "hitung semua rumus lagi, juga yang disimpan oleh komputer tanpa fungsi LKjIP", True
    ),
    Perintah("BuatPK", "Buat PK baru", "New PK", "buka templat Perjanjian Kinerja sebagai dokumen baru"),
    Perintah("BuatPengukuran", "Buat Pengukuran baru", "New Pengukuran", "buka templat Pengukuran Kinerja sebagai dokumen baru"),
    Perintah(
        "AmbilPK", "Ambil dari PK…", "Take over from PK…", "buat Pengukuran baru berisi sasaran, indikator, target, dan pagu dari PK terisi"
    ),
    Perintah("Ajukan", "Simpan untuk pengajuan…", "Save for submission…", "bekukan dokumen ini menjadi salinan yang siap diajukan"),
    Perintah("Bantuan", "Bantuan", "Help", "arti setiap perintah di menu ini"),
    Perintah("Tentang", "Tentang", "About", "versi ekstensi dan edisi templat"),
)
