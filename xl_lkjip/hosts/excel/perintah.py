"""The buttons of the tab LKjIP: one list, of which the ribbon, its callbacks in VBA and the targets in Python are made."""

from __future__ import annotations

from dataclasses import dataclass

TAB = "LKjIP"


@dataclass(frozen=True, slots=True)
class Perintah:
    """One button. `sasaran`: the function of ribbon.py; empty where VBA answers itself (`Sub <id>Lkjip` in UtamaLkjip).

    `perlu_buku`: without an open workbook the user is told so, and nothing runs.
    """

    id: str
    kelompok: str
    label: str
    petunjuk: str
    penjelasan: str
    ikon: str
    sasaran: str = ""
    perlu_buku: bool = True
    besar: bool = False


PERINTAH = (
    Perintah(
        "Validasi", "Periksa", "Validasi", "Periksa buku kerja ini",
        "Memeriksa semua tabel PK dan Pengukuran, menandai sel yang bermasalah, dan menulis lembar Validasi.",
        "DataValidation", "validasi", besar=True,
    ),
    Perintah(
        "Bersihkan", "Periksa", "Bersihkan tanda", "Hapus tanda pemeriksaan",
        "Menghapus warna, komentar, dan lembar yang dibuat oleh Validasi. Isi Anda tidak diubah.", "ClearFormats", "bersihkan",
    ),
    Perintah(
        "HitungUlang", "Periksa", "Hitung ulang", "Hitung ulang semua rumus",
        "Menghitung ulang semua rumus di semua buku kerja yang terbuka.", "CalculateNow", "hitung_ulang",
    ),
    Perintah(
        "PkBaru", "Dokumen", "PK baru", "Buat Perjanjian Kinerja baru",
        "Membuka templat Perjanjian Kinerja yang kosong sebagai buku kerja baru.", "FileNew", "pk_baru", perlu_buku=False,
    ),
    Perintah(
        "PengukuranBaru", "Dokumen", "Pengukuran baru", "Buat Pengukuran Kinerja baru",
        "Membuka templat Pengukuran Kinerja yang kosong sebagai buku kerja baru.", "FileNew", "pengukuran_baru", perlu_buku=False,
    ),
    Perintah(
        "AmbilPk", "Dokumen", "Ambil dari PK", "Isi Pengukuran dari PK",
        "Membuat Pengukuran baru dengan identitas, indikator, target, dan anggaran dari berkas PK yang Anda pilih.",
        "Paste", "ambil_dari_pk", perlu_buku=False,
    ),
    Perintah(
        "Simpan", "Dokumen", "Simpan untuk pengajuan", "Bekukan salinan untuk diajukan",
        "Memeriksa, lalu menyimpan salinan tanpa rumus beserta segelnya. Buku kerja ini sendiri tidak diubah.",
        "FileSaveAs", "simpan_pengajuan",
    ),
    Perintah(
        "Sambungkan", "Alat", "Sambungkan ulang", "Sambungkan Python dan fungsi LKjIP lagi",
        "Memulai ulang Python di belakang Excel, lalu memasukkan ulang rumus yang tampil sebagai #NAME? atau menunjuk add-in lain.",
        "EditLinks",
    ),
    Perintah(
        "PasangPython", "Alat", "Pasang ulang Python", "Cara memasang ulang Python dan add-in",
        "Menampilkan perintah pemasangan untuk disalin. Perintah itu dijalankan selagi Excel tertutup, sebab Excel menahan berkas add-in.",
        "Refresh", perlu_buku=False,
    ),
    Perintah(
        "PeriksaSistem", "Alat", "Periksa sistem", "Periksa pemasangan",
        "Memeriksa pemasangan Excel, Python, dan add-in, lalu menyimpannya beserta catatan kesalahan ke satu berkas bila Anda mau.",
        "ErrorChecking", "periksa_sistem", perlu_buku=False,
    ),
    Perintah(
        "Bantuan", "Alat", "Bantuan", "Daftar fungsi LKjIP",
        "Menampilkan semua fungsi beserta argumennya.", "Help", "bantuan", perlu_buku=False,
    ),
    Perintah(
        "Tentang", "Alat", "Tentang", "Tentang xl_lkjip", "Menampilkan versi dan lisensi.", "Info", "tentang", perlu_buku=False,
    ),
)  # fmt: skip
