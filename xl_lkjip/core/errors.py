"""Coded errors: place, cause, fix. The catalogue below is the only place of these messages.

A code never changes meaning and is never reused. `excel` is what the fault looks like in a cell.
"""

from __future__ import annotations

from dataclasses import dataclass

VALUE, DIV0, NA = "#VALUE!", "#DIV/0!", "#N/A"
_PANJANG_KUTIPAN = 60


@dataclass(frozen=True, slots=True)
class Pesan:
    """One catalogue entry; `{...}` is filled with what the caller found."""

    excel: str
    sebab: str
    saran: str


KATALOG: dict[str, Pesan] = {
    # ANG: membaca angka
    "ANG001": Pesan(VALUE, "{nilai} tidak terbaca sebagai angka.", "Tulis angka saja, misalnya 85,5 atau 85,5%."),
    "ANG002": Pesan(
        VALUE,
        "Satuan {nilai} di samping {pembanding} meragukan: dapat dibaca {bacaan1} atau {bacaan2}.",
        "Tulis kedua sel dengan cara yang sama, keduanya memakai % atau keduanya tanpa %.",
    ),
    "ANG003": Pesan(
        VALUE,
        "{nilai} dan {pembanding} tidak dapat dibagi: huruf tanpa angka hanya sama dengan huruf yang sama.",
        "Tulis nilainya di dalam kurung, misalnya A (86,35).",
    ),
    "ANG004": Pesan(VALUE, "{nilai} adalah rentang, padahal di sini perlu satu angka.", "Tulis satu angka; rentang hanya untuk target."),
    "ANG005": Pesan(
        VALUE, "{nilai} dapat dibaca {bacaan1} atau {bacaan2}.", "Tulis ulang sehingga hanya satu arti: {bacaan1} atau {bacaan2}."
    ),
    # ARG: cara memanggil fungsi
    "ARG001": Pesan(
        VALUE, "{nama} menerima rentang yang ukurannya berbeda: {ukuran}.", "Pilih rentang dengan jumlah baris dan kolom yang sama."
    ),
    "ARG002": Pesan(VALUE, "{nama} {masalah}.", "Tulis {tanda_tangan}."),
    "ARG003": Pesan(VALUE, "Fungsi {nama} tidak dikenal.", "Fungsi yang tersedia: {tersedia}."),
    "ARG004": Pesan(
        VALUE,
        "Rumus tidak terbaca pada posisi {posisi}: {nilai}.",
        "Tulis seperti =CAPAIAN(78; 80,30): argumen dipisah titik koma, teks diapit tanda petik.",
    ),
    "ARG005": Pesan(
        VALUE,
        "Rumus ini dijalankan oleh Excel, sehingga isinya tidak terbaca sebagai pernyataan.",
        "Ketik sebagai teks, tanpa tanda sama dengan di depannya: CAPAIAN(78; 80,30).",
    ),
    "ARG006": Pesan(VALUE, "Hasil {nama} terlalu besar untuk dihitung.", "Periksa angka-angka di dalam rumusnya."),
    # CAP: capaian
    "CAP001": Pesan(DIV0, "Target 0 tidak mempunyai capaian.", "Isi target yang bukan 0, atau keluarkan indikator ini dari perhitungan."),
    "CAP002": Pesan(
        DIV0,
        "Realisasi 0 tidak dapat dihitung dengan metode bagi (target / realisasi).",
        "Pakai arah turun (metode LAN), atau periksa realisasinya.",
    ),
    "CAP003": Pesan(VALUE, "Arah atau metode {nilai} tidak dikenal.", "Pilihan: {pilihan}."),
    "CAP004": Pesan(
        VALUE, "Batas capaian (maks) {nilai} harus angka di antara 0 dan 20, sebagai rasio.", "Tulis 1,2 atau 120% untuk batas 120%."
    ),
    # EFI: efisiensi
    "EFI001": Pesan(VALUE, "Metode efisiensi {nilai} tidak dikenal.", "Pilihan: {pilihan}."),
    "EFI002": Pesan(
        NA,
        "Metode hemat hanya berlaku bila capaian sedikitnya 100%; capaian di sini {nilai}.",
        "Pakai metode selisih atau rasio untuk baris ini.",
    ),
    "EFI003": Pesan(
        DIV0,
        "Serapan 0 tidak dapat menjadi pembagi rasio efisiensi.",
        "Kosongkan efisiensi baris yang anggarannya tidak terserap, atau pakai metode selisih.",
    ),
    # PTJ: petunjuk untuk pengenalan tabel
    "PTJ001": Pesan(
        VALUE, "Petunjuk {nilai} tidak terbaca; {masalah}.", "Perbaiki di lembar Petunjuk Validasi, atau di pilihan --petunjuk."
    ),
    # PRE: predikat
    "PRE001": Pesan(
        VALUE, "Skala {nilai} tidak dikenal.", "Pilihan: {pilihan}; atau tunjuk rentang dua kolom berisi batas bawah dan label."
    ),
    "PRE002": Pesan(VALUE, "{nilai} dibaca {bacaan1}; maksud Anda {bacaan2}?", "Beri nilai sebagai {satuan}."),
    "PRE003": Pesan(VALUE, "Bentuk {nilai} tidak dikenal.", "Pilihan: {pilihan}."),
    "PRE004": Pesan(
        VALUE, "Rentang skala tidak terbaca: {nilai}.", "Pakai dua kolom, batas bawah (angka) dan label (teks), sedikitnya satu baris."
    ),
    "PRE005": Pesan(
        VALUE,
        "Nilai {nilai} di bawah batas terendah skala ini ({batas}).",
        "Tambahkan baris dengan batas bawah yang lebih rendah, misalnya 0.",
    ),
    # IPA: indeks profesionalitas ASN
    "IPA001": Pesan(
        VALUE,
        "Dimensi {dimensi} bernilai {nilai}, di luar 0 sampai {batas}.",
        'Isi skor dimensi, bukan indeks 0-100; untuk indeks pakai bentuk "indeks".',
    ),
    "IPA002": Pesan(VALUE, "Indeks {dimensi} bernilai {nilai}; indeks tidak dapat negatif.", "Periksa kembali perhitungan indeksnya."),
    "IPA003": Pesan(VALUE, "Bentuk {nilai} tidak dikenal.", "Pilihan: {pilihan}."),
    "IPA004": Pesan(
        VALUE, "{nilai} ditulis sebagai persen, padahal skor dimensi dan indeks memakai poin.", "Tulis tanpa tanda %, misalnya 13 atau 52."
    ),
    "IPA005": Pesan(VALUE, "Nilai SKP {nilai} di luar 0 sampai {batas}.", "Isi nilai SKP sebagai poin 0-100."),
    "IPA006": Pesan(VALUE, "{apa} {nilai} tidak dikenal.", "Pilihan: {pilihan}."),
    "IPA007": Pesan(DIV0, "Jumlah pegawai 0 tidak dapat menjadi pembagi indeks.", "Isi jumlah pegawainya."),
    # BRK: berkas
    "BRK001": Pesan(VALUE, "Berkas tidak ada.", "Periksa nama dan foldernya."),
    "BRK002": Pesan(VALUE, "Berkas ini bukan buku kerja .xlsx.", 'Buka di Excel lalu simpan sebagai "Buku Kerja Excel (.xlsx)".'),
    "BRK003": Pesan(
        VALUE, "Berkas ini dikunci kata sandi, atau berformat .xls lama.", "Hapus kata sandinya, atau simpan ulang sebagai .xlsx."
    ),
    "BRK004": Pesan(VALUE, "Berkas ini kosong (0 bita).", "Ambil kembali dari cadangan, atau simpan ulang dari Excel."),
    "BRK005": Pesan(
        VALUE,
        "Tidak ada tabel Perjanjian Kinerja atau Pengukuran Kinerja yang dikenali.",
        "Pakai templat dari `xl-lkjip templat`, atau beri judul kolom Indikator Kinerja, Target, dan Realisasi.",
    ),
    "BRK006": Pesan(VALUE, "Berkas ini rusak: {masalah}.", "Buka dan perbaiki di Excel, lalu simpan ulang."),
    "BRK007": Pesan(VALUE, "Berkas ini terlalu besar: {masalah}.", "Hapus lembar, gambar, atau baris kosong yang tidak perlu."),
    "BRK008": Pesan(VALUE, "Tidak dapat menulis: {masalah}.", "{jalan}, lalu ulangi. {keadaan}."),
    "BRK009": Pesan(
        VALUE, "Berkas tujuan sudah ada dan tidak ditimpa.", "Pakai nama lain, atau tambahkan --timpa bila memang hendak diganti."
    ),
    "BRK010": Pesan(
        VALUE,
        "Berkas sedang dipakai program lain, atau tidak boleh diganti.",
        "Hasilnya disimpan sebagai {salinan}; tutup program yang memakainya (misalnya Excel), lalu ganti namanya.",
    ),
    "BRK011": Pesan(
        VALUE, "Hasil tulisan tidak sama setelah dibaca ulang; berkas lama tidak disentuh.", "Coba lagi, atau simpan ke folder lain."
    ),
    "BRK012": Pesan(
        VALUE, "Tidak dapat membaca: {masalah}.", "Sebutkan berkas .xlsx, atau folder yang berisi berkas .xlsx, yang boleh Anda buka."
    ),
    "BRK013": Pesan(
        VALUE, "Berkas ini sedang terbuka di program lain.", "Simpan dan tutup dulu di program itu, atau tulis ke berkas lain dengan -o."
    ),
    "BRK014": Pesan(VALUE, "Nama berkas tujuan tidak berakhiran .xlsx.", "Beri nama yang berakhiran .xlsx, supaya Excel mau membukanya."),
    "BRK015": Pesan(VALUE, "Berkas ini memuat makro.", 'Simpan dulu sebagai "Buku Kerja Excel (.xlsx)", tanpa makro.'),
    "BRK016": Pesan(
        VALUE,
        "Berkas ini memuat tautan ke buku kerja lain.",
        "Putuskan tautannya di Excel (Data, Edit Tautan, Putuskan Tautan), lalu ulangi.",
    ),
    "BRK017": Pesan(
        VALUE,
        "Tidak dapat menyisipkan {banyak} baris di bawah baris {contoh} lembar {lembar}: {masalah}.",
        "Pilih baris dan banyaknya yang muat di lembar itu.",
    ),
    "BRK018": Pesan(
        VALUE,
        "Tidak dapat menyisipkan baris di tengah {masalah}.",
        "Sisipkan baris di atas atau di bawahnya, atau pindahkan dulu di Excel.",
    ),
    "BRK019": Pesan(
        VALUE, "Rumus {rumus} tidak terbaca, jadi rujukannya tidak dapat ikut bergeser.", "Perbaiki rumus itu di Excel, lalu ulangi."
    ),
    "BRK020": Pesan(VALUE, "Nama {nilai} tidak dapat dipakai: {masalah}.", "Pakai nama lain, supaya dapat dibuka di komputer mana pun."),
    "BRK021": Pesan(
        VALUE,
        "Berkas tujuan tidak dapat diganti: {masalah}.",
        "Hasilnya disimpan di folder yang sama sebagai {salinan}. {jalan}, lalu ganti namanya atau ulangi.",
    ),
    "BRK022": Pesan(
        VALUE,
        "Berkas tujuan tidak diganti: {masalah} selagi dikerjakan.",
        "Hasilnya disimpan di folder yang sama sebagai {salinan}. Bandingkan dengan berkas yang sekarang, lalu pilih atau ulangi.",
    ),
    # FRM: formulir dan edisi templat
    "FRM001": Pesan(
        VALUE,
        "Templat edisi {nilai} lebih baru dari xl_lkjip ini, yang mengenal edisi {pilihan}.",
        "Perbarui xl_lkjip, lalu ulangi.",
    ),
    "FRM002": Pesan(
        VALUE,
        "Berkas ini bukan templat xl_lkjip edisi 2, jadi baris-barisnya tidak dikenal.",
        "Pindahkan isinya ke templat baru: `xl-lkjip isi pengukuran --dari BERKAS -o BARU` (atau `isi pk`).",
    ),
    "FRM003": Pesan(VALUE, "Tabel atau lembar {nilai} tidak ada, atau barisnya tetap.", "Pilih: {pilihan}."),
    "FRM004": Pesan(VALUE, "Banyaknya baris {nilai} di luar 1 sampai {batas}.", "Sebutkan banyaknya baris yang ditambahkan."),
    "FRM005": Pesan(
        VALUE,
        "Berkas ini berisi {ada}, padahal di sini perlu {perlu}.",
        "Sebutkan PK dengan --pk, dan berkas lama dari formulir yang sama dengan --dari.",
    ),
    "FRM006": Pesan(VALUE, "Tahun di lembar Identitas berkas ini {nilai}; --tahun {tahun} tidak dapat dipakai.", "{jalan}."),
    # DAT: data JSON untuk `isi`
    "DAT001": Pesan(VALUE, "JSON tidak terbaca: {masalah}.", "Bandingkan dengan contoh dari `xl-lkjip contoh`."),
    "DAT002": Pesan(VALUE, "Kunci {nilai} tidak dikenal.", "Kunci yang dapat dipakai di sini: {pilihan}."),
    "DAT003": Pesan(VALUE, "Kunci {nilai} wajib diisi.", "Tambahkan kunci itu beserta isinya."),
    "DAT004": Pesan(VALUE, "Isi {nilai} tidak sesuai: {masalah}.", "Lihat docs/data-json.md untuk bentuk yang benar."),
    # SYS: program ini sendiri
    "SYS001": Pesan(
        VALUE,
        "Aturan {nama} berhenti karena kesalahan program ({masalah}); aturan lain tetap dijalankan.",
        "Laporkan berkas dan pesan ini kepada pengembang.",
    ),
    "SYS002": Pesan(
        VALUE, "Kesalahan program yang tidak diduga ({masalah}).", "Laporkan kepada pengembang; rincian muncul bila XL_LKJIP_JEJAK=1."
    ),
    # CLI: baris perintah
    "CLI001": Pesan(VALUE, "{masalah}.", "Lihat `{perintah} --bantuan`."),
    "CLI002": Pesan(
        VALUE,
        "Sumber isian tidak jelas: {masalah}.",
        "Pilih satu: DATA.json; --pk PK.xlsx; --dari LAMA.xlsx (dengan --tahun bila untuk tahun lain); atau --pk, --dari, dan --tahun bersama.",
    ),
    # AJU: pengajuan
    "AJU001": Pesan(
        VALUE, "Belum dapat diajukan: masih ada {jumlah} galat.", "Jalankan `xl-lkjip validasi` pada berkas ini dan perbaiki galatnya."
    ),
    "AJU002": Pesan(VALUE, "Identitas belum lengkap: {nilai}.", "Isi lembar Identitas lebih dulu."),
    "AJU003": Pesan(
        VALUE,
        "Rumus di {nilai} tidak dapat dihitung, jadi nilainya tidak dapat dibekukan.",
        "Ganti rumus itu dengan angka, atau buka dan simpan ulang di Excel.",
    ),
    "AJU004": Pesan(
        VALUE, "Masih ada galat di dalam sel {nilai}, yang akan ikut tercetak.", "Perbaiki masukannya, atau kosongkan sel itu."
    ),
    "AJU005": Pesan(VALUE, "Data tanda tangan belum lengkap: {nilai}.", "Isi lembar Identitas lebih dulu."),
    "AJU006": Pesan(
        VALUE,
        "Berkas ini tidak dibuat dari templat LKjIP, jadi tidak dapat dibekukan.",
        "Pindahkan isinya ke templat, lalu ajukan dari situ.",
    ),
    "AJU007": Pesan(
        VALUE, "PDF tidak dapat dibuat: {masalah}.", "Pasang LibreOffice, atau cetak sendiri ke PDF dari salinan yang diajukan."
    ),
    "AJU008": Pesan(VALUE, "Manifes ini tidak terbaca: {masalah}.", "Minta ulang berkas .json yang menyertai pengajuan."),
    # TTD: tanda tangan pengajuan
    "TTD001": Pesan(
        VALUE,
        "Paket cryptography belum terpasang, jadi tanda tangan tidak dapat dibuat atau diperiksa.",
        "Jalankan: pip install 'xl_lkjip[tanda]'",
    ),
    "TTD002": Pesan(
        VALUE,
        "Berkas kunci ini tidak terbaca sebagai kunci Ed25519, atau sandinya salah.",
        "Buat dengan `xl-lkjip kunci NAMA`; sandinya, bila ada, di variabel {nama}.",
    ),
    # PSG: memasang ke dalam program lembar kerja
    "PSG001": Pesan(VALUE, "LibreOffice (program unopkg) tidak ditemukan.", "Pasang LibreOffice {perlu} atau lebih baru, lalu ulangi."),
    "PSG002": Pesan(VALUE, "LibreOffice {nilai} terlalu lama; perlu {perlu} atau lebih baru.", "Perbarui LibreOffice, lalu ulangi."),
    "PSG003": Pesan(
        VALUE,
        "Perintah ini dijalankan sebagai root, padahal ekstensi dipasang untuk satu pengguna.",
        "Jalankan sebagai pengguna biasa, tanpa sudo.",
    ),
    "PSG004": Pesan(
        VALUE,
        "LibreOffice sedang berjalan; belum ada yang diubah.",
        "Tutup semua jendelanya lalu ulangi. Bila memang tidak ada yang terbuka, hapus {nilai}.",
    ),
    "PSG005": Pesan(
        VALUE,
        "LibreOffice tidak dapat memasang, melepas, atau membaca ekstensi: {masalah}.",
        "Buka LibreOffice sekali dan tutup lagi, lalu ulangi. Bila tetap, laporkan pesan ini.",
    ),
    "PSG006": Pesan(
        VALUE,
        "Program {nama} dari LibreOffice tidak selesai dalam {detik} detik, jadi dihentikan.",
        "Tutup LibreOffice, lalu ulangi; bila tetap, mulai ulang komputer.",
    ),
    "PSG007": Pesan(
        VALUE, "Ekstensi terpasang, tetapi catatan untuk tombolnya tidak dapat ditulis: {masalah}.", "Periksa izin foldernya, lalu ulangi."
    ),
    "PSG008": Pesan(
        VALUE,
        "Add-in ini hanya untuk Excel di Windows; komputer ini memakai {nilai}.",
        "Pakai LibreOffice: `xl-lkjip pasang libreoffice`. Tanpa memasang apa pun, templat tetap menghitung isian berupa angka.",
    ),
    "PSG009": Pesan(
        VALUE,
        "Add-in Excel memerlukan Python 3.11 atau lebih baru; ini Python {nilai}.",
        "Pasang Python yang baru dari python.org, pasang xl_lkjip di dalamnya, lalu ulangi.",
    ),
    "PSG010": Pesan(
        VALUE,
        "Python ini dipasang sebagai aplikasi Microsoft Store, yang menulis ke salinan folder dan registri miliknya sendiri; Excel tidak melihatnya.",
        "Pasang Python dari python.org, pasang xl_lkjip di Python itu, lalu ulangi.",
    ),
    "PSG011": Pesan(VALUE, "Paket {nama} {masalah}.", "Jalankan: {perintah}"),
    "PSG012": Pesan(
        VALUE,
        "Berkas {nama} dari xlwings tidak ada. Sudah dicari di {nilai}.",
        "Biasanya dihapus antivirus: pulihkan dari karantina, atau jalankan: {perintah}",
    ),
    "PSG013": Pesan(
        VALUE,
        "Letak {nilai} tidak dapat dipakai Excel: {masalah}.",
        "Pasang Python di folder biasa di disk komputer ini, misalnya C:\\Python313, lalu ulangi.",
    ),
    "PSG014": Pesan(
        VALUE,
        "Add-in ini sedang dipakai, biasanya oleh Excel; belum ada yang diubah.",
        "Tutup semua jendela Excel, lalu ulangi. Bila tidak ada yang tampak, akhiri EXCEL.EXE di Task Manager.",
    ),
    "PSG015": Pesan(VALUE, "Add-in tidak dapat dibaca, ditulis, atau dihapus: {masalah}.", "{jalan}, lalu ulangi."),
    "PSG016": Pesan(VALUE, "Tidak ada add-in sebelumnya yang disimpan.", "Pasang yang sekarang: `xl-lkjip pasang excel`."),
    "PSG017": Pesan(
        VALUE,
        "Catatan letak Python di registri tidak dapat diubah: ditolak Windows (nomor {nomor}).",
        "Minta bagian TI mengizinkan Anda menulis ke HKEY_CURRENT_USER\\{nilai}, lalu ulangi.",
    ),
    # SIS: periksa-sistem
    "SIS001": Pesan(
        VALUE,
        "Paket pywin32 terpasang, tetapi tidak dapat dimuat: {masalah}.",
        "Jalankan: {python} -m pip install --force-reinstall pywin32",
    ),
    "SIS002": Pesan(
        VALUE,
        "Excel untuk Windows tidak ditemukan.",
        "Pasang Excel 2016 atau lebih baru di komputer ini (bukan Excel di peramban), atau pakai LibreOffice: `xl-lkjip pasang libreoffice`.",
    ),
    "SIS003": Pesan(
        VALUE,
        "Excel ini dipasang lewat Microsoft Store, tempat add-in yang memuat DLL dapat ditolak.",
        "Bila fungsi LKjIP menampilkan #N/A, ganti dengan Office versi desktop dari akun Microsoft Anda.",
    ),
    "SIS004": Pesan(
        VALUE,
        "Excel versi {nilai} terlalu lama; add-in ini untuk Excel 2016 (16.0) atau lebih baru.",
        "Perbarui Office, atau pakai LibreOffice.",
    ),
    "SIS005": Pesan(VALUE, "Add-in ini bukan yang dibawa xl_lkjip {versi}.", "Tutup Excel, lalu `xl-lkjip pasang excel`."),
    "SIS006": Pesan(VALUE, "Add-in belum terpasang.", "Tutup Excel, lalu `xl-lkjip pasang excel`."),
    "SIS007": Pesan(VALUE, "Letak Python untuk add-in: {masalah}.", "Tutup Excel, lalu `xl-lkjip pasang excel`."),
    "SIS008": Pesan(
        VALUE,
        "Ada salinan lain yang ikut dimuat Excel: {nilai}.",
        "Tutup Excel, lalu hapus atau pindahkan salinan itu; satu di XLSTART sudah cukup.",
    ),
    "SIS009": Pesan(
        VALUE,
        "Excel mematikan add-in ini, biasanya sesudah pernah macet.",
        "Di Excel: File, Opsi, Add-in, Kelola: Item yang Dinonaktifkan, Buka; pilih xl_lkjip, lalu Aktifkan.",
    ),
    "SIS010": Pesan(
        VALUE,
        "Windows menandai berkas ini sebagai unduhan dari internet, sehingga Excel menahan makro atau pengeditannya.",
        "Bila Anda percaya asalnya: klik kanan berkasnya, Properti, centang Buka Blokir (Unblock), OK.",
    ),
    "SIS011": Pesan(VALUE, "Setelan {nilai} {masalah}.", "Minta bagian TI {minta}."),
    "SIS012": Pesan(
        VALUE,
        'Aturan Defender "{nama}" menghalangi Excel memakai Python.',
        "Minta bagian TI membuat pengecualian untuk add-in ini (docs/pasang-windows.md), aturan {nilai}. Tanpa itu fungsi LKjIP menampilkan #N/A.",
    ),
    "SIS013": Pesan(
        VALUE,
        "Python ini berada di dalam folder OneDrive, yang dapat memindahkan isinya ke awan.",
        "Pasang Python di luar folder OneDrive, lalu `xl-lkjip pasang excel`.",
    ),
}


def kutip(nilai: object) -> str:
    """The offending value, quoted and short enough for a message of one line."""
    teks = " ".join(str(nilai).split())
    return f'"{teks if len(teks) <= _PANJANG_KUTIPAN else teks[: _PANJANG_KUTIPAN - 1] + "…"}"'


class LkjipError(ValueError):
    """A fault with a code. `tempat` says where (file, sheet and cell, or argument)."""

    def __init__(self, kode: str, tempat: str = "", **isi: object) -> None:
        pesan = KATALOG[kode]
        self.kode = kode
        self.tempat = tempat
        self.isi = isi
        self.excel = pesan.excel
        self.sebab = pesan.sebab.format(**isi)
        self.saran = pesan.saran.format(**isi)
        super().__init__(kode)

    def di(self, tempat: str) -> LkjipError:
        """The same fault, with its place."""
        return LkjipError(self.kode, tempat, **self.isi)

    def __str__(self) -> str:
        tempat = f"{self.tempat}: " if self.tempat else ""
        return f"{self.kode} {tempat}{self.sebab} {self.saran}"

    def __repr__(self) -> str:
        return f"<{self.kode} {self.excel}>"
