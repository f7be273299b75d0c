"""Makes the pictures of the manual: pages of the example workbooks as LibreOffice prints them in Indonesia. Needs pdftoppm."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from xl_lkjip import contoh

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from hosts.kantor import Kantor  # noqa: E402 - found only with the folder of the tests

GAMBAR = FOLDER / "gambar"
# Workbook -> title on the page -> name of the picture
_LEMBAR = {
    "Tabel_PK_Blitar_2023": {"Petunjuk": "pk_petunjuk", "INDIKATOR KINERJA UTAMA": "pk_iku"},
    "Tabel_PK_Mojokerto_2020": {"Dalam rangka mewujudkan": "pk_pernyataan", "RENCANA AKSI": "pk_rencana_aksi"},
    "Pengukuran_Kediri_2021": {
        "PEMANTAUAN KINERJA TRIWULAN": "triwulan",
        "PEMANTAUAN TRIWULAN PROGRAM": "triwulan_program",
        "ANGGARAN DAN REALISASI": "anggaran",
        "PERBANDINGAN REALISASI": "perbandingan",
        "EFISIENSI PENGGUNAAN": "efisiensi",
        "ANALISIS CAPAIAN": "analisis",
        "DATA DUKUNG REALISASI": "data_dukung",
        "DASBOR KINERJA": "dasbor",
    },
    "Pengukuran_Blitar_2023": {"LANGKAH PERBAIKAN": "langkah", "PENERAPAN SISTEM MERIT": "merit"},
    "Pengukuran_Lumajang_2020": {"INDEKS PROFESIONALITAS ASN TAHUN": "ip_asn"},
    "Pengukuran_Mojokerto_2020": {"INDEKS KEPUASAN": "ikm", "SEBARAN NILAI": "skp"},
}
_DPI = 70


def main() -> None:
    """Draw every picture anew."""
    GAMBAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as sementara, Kantor("id-ID") as kantor:
        for laporan in contoh.LAPORAN:
            for nama, (isi, _) in contoh.buku(laporan).items():
                if "tercetak" not in nama:
                    berkas = Path(sementara) / nama
                    berkas.write_bytes(isi)
                    judul = "PENGUKURAN KINERJA TAHUN" if nama.startswith("Pengukuran") else "Indikator Kinerja"
                    _gambar(kantor, berkas, {judul: berkas.stem, **_LEMBAR.get(berkas.stem, {})})


def _gambar(kantor: Kantor, berkas: Path, lembar: dict[str, str]) -> None:
    pdf = berkas.with_suffix(".pdf")
    doc = kantor.buka(berkas)
    kantor.pdf(doc, pdf)
    kantor.tutup_dokumen(doc)
    teks = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    for judul, nama in lembar.items():
        halaman = str(next(i for i, t in enumerate(teks, 1) if judul in t))
        keluar = GAMBAR / nama
        subprocess.run(["pdftoppm", "-r", str(_DPI), "-f", halaman, "-l", halaman, "-singlefile", "-png", pdf, keluar], check=True)


if __name__ == "__main__":
    main()
