"""Makes the pictures of docs/libreoffice.md: a new user's way from the menu to the submission, clicked in Calc on a screen of its own."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from hosts.kantor import Dokumen, Kantor  # noqa: E402 - found only with the folder of the tests
from hosts.layar import BUTIR_MENU, MENU, TOMBOL, Layar, pesan, tunggu, tunggu_benda  # noqa: E402
from hosts.templat_calc import Templat  # noqa: E402
from xl_lkjip.hosts.libreoffice.oxt import tulis_terurai  # noqa: E402

GAMBAR = FOLDER / "gambar"
UKURAN = 1180, 660
JUDUL, PILIH_PK, PILIH_FOLDER = "^LKjIP$", "^Pilih PK", "^Pilih folder"
IDENTITAS = {
    "IdInstansi": "Kota Contoh",
    "IdUnit": "Dinas Perpustakaan dan Kearsipan",
    "IdTahun": "2025",
    "IdNama1": "Siti Aminah",
    "IdJabatan1": "Kepala Dinas Perpustakaan dan Kearsipan",
    "IdPangkat1": "Pembina Utama Muda",
    "IdTempat": "Contoh",
    "IdTanggalPengukuran": "31 Desember 2025",
}
# Column of the table Pengukuran -> its three rows; the second realisasi is larger than its pagu
BARIS = {
    "sasaran": ["Minat baca", "", "Tertib arsip"],
    "indikator": ["Indeks literasi", "Kunjungan per hari", "Arsip tertib"],
    "satuan": ["indeks", "orang", "persen"],
    "target": ["70", "250", "80%"],
    "realisasi": ["72,4", "231", "76%"],
    "program": ["Literasi", "Perpustakaan", "Kearsipan"],
    "pagu": ["850000000", "325000000", "410000000"],
    "realisasi_anggaran": ["812500000", "352000000", "398750000"],
}
BETUL = "302000000"


class Langkah:
    """One user at one screen."""

    def __init__(self, kantor: Kantor, layar: Layar) -> None:
        self.kantor, self.layar = kantor, layar

    def gambar(self, nama: str) -> None:
        """Keep what the screen shows, once it is painted."""
        time.sleep(1.5)
        self.layar.potret(GAMBAR / f"libreoffice_{nama}.png", 28)
        print(f"{nama}: {(GAMBAR / f'libreoffice_{nama}.png').stat().st_size // 1024} KB")

    def menu(self, butir: str, gambar: str = "") -> None:
        """Open our menu and choose from it."""
        self.layar.klik(tunggu_benda(self.kantor, MENU, "LKjIP"))
        time.sleep(1)
        if gambar:
            self.gambar(gambar)
        self.layar.klik(tunggu_benda(self.kantor, BUTIR_MENU, butir))

    def pesan(self, gambar: str = "") -> str:
        """Wait for the message, and close it with a key."""
        teks = tunggu("pesan", lambda: pesan(self.kantor))
        print(teks)
        if gambar:
            self.gambar(gambar)
        self.layar.tekan(JUDUL, "Return")
        tunggu("pesan yang tertutup", lambda: not pesan(self.kantor))
        return teks

    def tampilkan(self, doc: Dokumen) -> None:
        """Let its window fill the screen."""
        doc.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, *UKURAN, 15)  # com.sun.star.awt.PosSize.POSSIZE
        self.layar.pusatkan(doc.Title)


def main() -> None:
    """Draw every picture anew."""
    with tempfile.TemporaryDirectory() as sementara, Layar(*UKURAN) as layar:
        folder = Path(sementara)
        with Kantor("id-ID", ekstensi=tulis_terurai(folder / "bundled"), layar=layar.nama, bahasa="id") as kantor, kantor.dibatasi(300):
            _catat_program(kantor)
            with layar.berpotret(FOLDER.parent / "build" / "layar" / "langkah.png"):
                _langkah(Langkah(kantor, layar), folder / "kirim")


def _langkah(langkah: Langkah, kirim: Path) -> None:
    kantor = langkah.kantor
    kosong = kantor.baru()
    langkah.tampilkan(kosong)
    langkah.menu("Buat Pengukuran baru", "1_menu")
    doc = tunggu("dokumen baru", lambda: next((d for d in kantor.terbuka() if d.NamedRanges.hasByName("IdUnit")), None))
    kantor.tutup_dokumen(kosong)
    langkah.tampilkan(doc)
    templat = Templat(kantor, doc)
    for nama, teks in IDENTITAS.items():
        templat.ketik(nama, 1, teks)
    langkah.gambar("2_identitas")
    for kolom, isi in BARIS.items():
        templat.ketik(f"pengukuran.{kolom}", 1, *isi)
    langkah.gambar("3_isian")
    langkah.layar.klik(tunggu_benda(kantor, TOMBOL, "Validasi"))
    langkah.pesan("4_validasi")
    kantor.ke(doc, "Pengukuran", "G4")
    langkah.gambar("5_tanda")
    templat.ketik("pengukuran.realisasi_anggaran", 2, BETUL)
    langkah.layar.klik(tunggu_benda(kantor, TOMBOL, "Validasi"))
    langkah.pesan()
    langkah.menu("Simpan untuk pengajuan")
    kirim.mkdir()
    langkah.layar.tekan(PILIH_PK, "Escape")
    langkah.layar.tekan(PILIH_FOLDER, "ctrl+a")
    langkah.layar.ketik(PILIH_FOLDER, str(kirim))
    langkah.layar.tekan(PILIH_FOLDER, "Return")
    langkah.pesan("6_diajukan")
    print(*sorted(p.name for p in kirim.iterdir()))


def _catat_program(kantor: Kantor) -> None:
    """What `xl-lkjip pasang libreoffice` leaves for the commands that need the program."""
    host = kantor.rumah / ".config" / "xl_lkjip" / "host.json"
    host.parent.mkdir(parents=True)
    host.write_text(json.dumps({"python": sys.executable}), encoding="utf-8")


if __name__ == "__main__":
    main()
