"""Baris perintah `xl-lkjip`: arguments, exit codes, printing. No logic.

Every import that costs time stands inside the command that needs it: `--bantuan` and `rumus` must be instant.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__
from .core.errors import LkjipError

if TYPE_CHECKING:
    from .core.validation import HasilBerkas
    from .core.workbook import Workbook

SELESAI, ADA_GALAT, DITOLAK, DIBATALKAN = 0, 1, 2, 130
FORMULIR = ("pk", "pengukuran")
FORMAT = ("teks", "json", "sarif", "xlsx")
PROGRAM = ("libreoffice",)


def main(argumen: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: a galat was found; 2: refused, with one line of cause and fix."""
    for aliran in (sys.stdout, sys.stderr):
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(errors="replace")  # an old Windows console lacks some letters
    try:
        pilihan = _pengurai().parse_args(argumen)
        jalankan: Callable[[argparse.Namespace], int] = pilihan.jalankan
        return jalankan(pilihan)
    except LkjipError as galat:
        _keluh(str(galat))
        return DITOLAK
    except KeyboardInterrupt:
        _keluh("Dibatalkan.")
        return DIBATALKAN
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - stays open until the process ends
        return SELESAI
    except Exception as galat:
        if os.environ.get("XL_LKJIP_JEJAK"):
            raise
        _keluh(str(LkjipError("SYS002", masalah=f"{type(galat).__name__}: {galat}")))
        return DITOLAK


def _keluh(pesan: str) -> None:
    print("".join(c if c.isprintable() else "?" for c in " ".join(pesan.split())), file=sys.stderr)


# --- perintah ---------------------------------------------------------------------------------------------------------


def _templat(pilihan: argparse.Namespace) -> int:
    from importlib.resources import files

    from .core.forms import FORMULIR
    from .xlsx import safe_write

    formulir = FORMULIR[pilihan.formulir]
    isi = files("xl_lkjip.templates").joinpath(formulir.berkas).read_bytes()
    print(f"Templat disimpan: {safe_write.simpan(pilihan.keluaran or Path(formulir.berkas), isi, timpa=pilihan.timpa)}")
    return SELESAI


def _isi(pilihan: argparse.Namespace) -> int:
    from .core.forms import FORMULIR
    from .xlsx.isi import isi_berkas, isi_dari

    formulir, dari_buku = FORMULIR[pilihan.formulir], pilihan.pk or pilihan.dari
    if bool(pilihan.data) == bool(dari_buku):
        raise LkjipError("CLI002", masalah="DATA.json tidak dipakai bersama --pk atau --dari" if dari_buku else "tidak ada yang disebut")
    if not dari_buku:
        if pilihan.tahun is not None:
            raise LkjipError("CLI002", masalah="--tahun hanya dipakai bersama --dari")
        print(f"Terisi: {isi_berkas(formulir, pilihan.data, pilihan.keluaran, timpa=pilihan.timpa)}")
        return SELESAI
    from .report import teks
    from .report.terbawa import cetak_terbawa

    hasil = isi_dari(formulir, pilihan.keluaran, pk=pilihan.pk, lama=pilihan.dari, tahun=pilihan.tahun, timpa=pilihan.timpa)
    cetak_terbawa(teks.konsol(), hasil)
    return SELESAI


def _hitung(pilihan: argparse.Namespace) -> int:
    from .xlsx.hitung import hitung_berkas

    hasil = hitung_berkas(pilihan.berkas, pilihan.keluaran, timpa=pilihan.timpa)
    print(f"{hasil.dihitung} dari {hasil.banyak} rumus dihitung, {len(hasil.berubah)} nilainya berubah.")
    if hasil.gagal:
        lagi = f" dan {len(hasil.gagal) - 10} lagi" if len(hasil.gagal) > 10 else ""
        print(f"Tidak dapat dihitung, dibiarkan seperti semula: {', '.join(hasil.gagal[:10])}{lagi}.")
    return SELESAI


def _tambah_baris(pilihan: argparse.Namespace) -> int:
    from .xlsx.baris import tambah_berkas

    hasil = tambah_berkas(pilihan.berkas, pilihan.banyak, pilihan.tabel, pilihan.keluaran, timpa=pilihan.timpa)
    apa = []
    if hasil.ditampilkan:
        apa.append(f"{hasil.ditampilkan} baris siap yang tersembunyi ditampilkan")
    if hasil.disisipkan:
        apa.append(f"{hasil.disisipkan} baris disisipkan")
    print(f"{' dan '.join(apa)}: lembar {', '.join(hasil.lembar)}.")
    return SELESAI


def _rapikan(pilihan: argparse.Namespace) -> int:
    from .xlsx.baris import rapikan_berkas

    hasil = rapikan_berkas(pilihan.berkas, pilihan.keluaran, buka=pilihan.buka, timpa=pilihan.timpa)
    print("Semua baris ditampilkan." if pilihan.buka else f"{hasil.disembunyikan} baris kosong disembunyikan; siap dicetak.")
    return SELESAI


def _validasi(pilihan: argparse.Namespace) -> int:
    from .core.forms.petunjuk import baca_petunjuk
    from .core.rules import Tingkat
    from .core.validation import validasi
    from .report import teks

    hasil = validasi(_baca_semua(pilihan.berkas), petunjuk=baca_petunjuk(pilihan.petunjuk or ()))
    if pilihan.format == "json":
        from .report.ke_json import ke_json

        print(ke_json(hasil))
    elif pilihan.format == "sarif":
        from .report.ke_sarif import ke_sarif

        print(ke_sarif(hasil, __version__))
    elif pilihan.format == "xlsx":
        _bertanda(hasil)
    else:
        teks.cetak_hasil(teks.konsol(), hasil, rinci=pilihan.rinci)
        if pilihan.reviu:
            _reviu(hasil)
    if pilihan.format != "teks":
        for satu in hasil:
            if satu.penolakan:
                _keluh(str(satu.penolakan))
    if any(h.penolakan for h in hasil):
        return DITOLAK
    return ADA_GALAT if any(h.banyak(Tingkat.GALAT) for h in hasil) else SELESAI


def _reviu(hasil: Sequence[HasilBerkas]) -> None:
    """The filled checklist of every measurement, with the findings of its agreement where that was checked, too."""
    from .core.reviu import daftar_reviu
    from .report.reviu import cetak_reviu
    from .report.teks import konsol

    for satu in hasil:
        for dokumen in satu.dokumen:
            if dokumen.jenis == "pengukuran":
                milik_pk = [t for h in hasil if satu.pk in h.dokumen for t in h.temuan]
                konsol().print(f"\nDaftar periksa reviu: {satu.nama}", style="bold", highlight=False)
                cetak_reviu(konsol(), daftar_reviu(dokumen, satu.pk, [*satu.temuan, *(milik_pk if satu.pk not in satu.dokumen else [])]))


def _kenali(pilihan: argparse.Namespace) -> int:
    from .core.forms.petunjuk import baca_petunjuk
    from .core.forms.recogniser import kenali
    from .core.forms.templat_terbaca import bernama
    from .report.kenal import cetak_kenal
    from .report.teks import konsol

    kode = SELESAI
    for satu in _baca_semua(pilihan.berkas):
        try:
            if isinstance(satu, tuple):
                raise satu[1]
            cara = "nama sel templat" if bernama(satu) else "judul kolomnya"
            dokumen = kenali(satu, baca_petunjuk(pilihan.petunjuk or ()))
        except LkjipError as galat:
            _keluh(str(galat))
            kode = DITOLAK
            continue
        cetak_kenal(konsol(), satu.nama, dokumen, cara=cara)
        kode = kode if dokumen else DITOLAK
    return kode


def _baca_semua(berkas: Sequence[Path]) -> list[Workbook | tuple[str, LkjipError]]:
    """Read every file; progress on the terminal where there are many."""
    from rich.progress import track

    from .report.teks import konsol
    from .xlsx import reader

    buku: list[Workbook | tuple[str, LkjipError]] = []
    berkas = reader.uraikan(berkas)
    for satu in track(berkas, "Membaca", console=konsol(galat=True), disable=len(berkas) < 4 or not sys.stderr.isatty(), transient=True):
        try:
            buku.append(reader.baca(satu))
        except LkjipError as galat:
            buku.append((str(satu), galat))
        except Exception as galat:  # noqa: BLE001 - one odd file must not cost the reviewer the other thirty-nine
            buku.append((str(satu), LkjipError("SYS002", str(satu), masalah=f"{type(galat).__name__}: {galat}")))
    return buku


def _bertanda(hasil: Sequence[HasilBerkas]) -> None:
    from .report.ke_xlsx import simpan_bertanda

    for satu in hasil:
        if satu.temuan:
            print(f"Salinan bertanda: {simpan_bertanda(Path(satu.nama), satu)}")
        elif not satu.penolakan:
            print(f"Tidak ada temuan, tidak ada salinan: {satu.nama}")


def _ajukan(pilihan: argparse.Namespace) -> int:
    from .report import teks
    from .submission import BelumSiapError, Permintaan, ajukan

    minta = Permintaan(pilihan.pk, pilihan.draf, pilihan.dengan_pegawai, pilihan.kunci, pilihan.pdf)
    layar = teks.konsol()
    try:
        with teks.konsol(galat=True).status("Memeriksa, membekukan, dan menyegel ..."):
            jadi = ajukan(pilihan.berkas, pilihan.keluaran, minta)
    except BelumSiapError as galat:
        teks.cetak_berkas(layar, galat.hasil)
        raise
    if jadi.hasil.temuan:
        teks.cetak_berkas(layar, jadi.hasil)
    if minta.pk is None and jadi.berkas.name.startswith("PENGUKURAN"):
        print("Belum dicocokkan dengan PK; sebutkan PK-nya dengan --pk.")
    print(f"{'DRAF, belum untuk diajukan' if minta.draf else 'Siap diajukan'}: {jadi.berkas}")
    print(f"Manifes: {jadi.manifes}")
    if jadi.pdf:
        print(f"PDF: {jadi.pdf}")
    if jadi.tanpa:
        print(f"Lembar yang tidak ikut: {', '.join(jadi.tanpa)}")
    if jadi.gagal_pdf:
        raise jadi.gagal_pdf
    return SELESAI


def _periksa(pilihan: argparse.Namespace) -> int:
    from .core.penerimaan import UTUH
    from .report.periksa import cetak_periksa, ke_json
    from .report.teks import konsol
    from .submission import periksa

    semua = periksa(_uraikan_pengajuan(pilihan.berkas), pilihan.kunci)
    if pilihan.format == "json":
        print(ke_json(semua))
    else:
        cetak_periksa(konsol(), semua)
    if any(p.penolakan or p.segel == "tanpa segel" for p in semua):
        return DITOLAK
    return SELESAI if all(p.baik and p.segel == UTUH for p in semua) else ADA_GALAT


def _uraikan_pengajuan(berkas: Sequence[Path]) -> list[Path]:
    """Workbooks of folders and patterns; manifests only where they are named."""
    from .xlsx import reader

    return [*reader.uraikan([b for b in berkas if b.suffix.lower() != ".json"]), *(b for b in berkas if b.suffix.lower() == ".json")]


def _kunci(pilihan: argparse.Namespace) -> int:
    from .submission.tanda_tangan import SANDI, buat_kunci

    rahasia, umum = buat_kunci(pilihan.nama)
    print(f"Kunci rahasia: {rahasia} (jangan dibagikan; beri sandi lewat variabel {SANDI} sebelum membuatnya)")
    print(f"Kunci umum: {umum} (untuk penerima: xl-lkjip periksa --kunci {umum.name})")
    return SELESAI


def _contoh(pilihan: argparse.Namespace) -> int:
    from . import contoh
    from .report import teks

    if pilihan.semua:
        return _contoh_semua(pilihan.folder, timpa=pilihan.timpa)
    hasil = contoh.buat(pilihan.folder, timpa=pilihan.timpa)
    teks.cetak_contoh(teks.konsol(), hasil.berkas, hasil.bersih, hasil.tercetak)
    return SELESAI


def _contoh_semua(folder: Path, *, timpa: bool) -> int:
    from rich.progress import track

    from . import contoh
    from .report.teks import konsol

    banyak = 4 * len(contoh.LAPORAN)
    semua = track(contoh.buat_semua(folder, timpa=timpa), "Membuat", banyak, console=konsol(galat=True), disable=not sys.stderr.isatty())
    for berkas, arti in semua:
        print(f"{berkas}: {arti}")
    return SELESAI


def _rumus(pilihan: argparse.Namespace) -> int:
    from .core import functions  # noqa: F401 - importing it fills the registry
    from .core.rumus import evaluasi

    jawaban = evaluasi(pilihan.rumus)
    print(jawaban.mentah if pilihan.mentah else jawaban.tampil)
    return SELESAI


def _pasang(pilihan: argparse.Namespace) -> int:
    from .hosts.libreoffice import pasang

    keadaan = pasang.pasang()
    print(f"Terpasang untuk pengguna ini: ekstensi xl_lkjip {keadaan.ekstensi} pada LibreOffice {keadaan.libreoffice}.")
    print(f"Python untuk tombolnya dicatat di {pasang.berkas_host()}.")
    print(f"Buka LibreOffice Calc untuk memakainya. Melepasnya: xl-lkjip lepas {pilihan.program}")
    return SELESAI


def _lepas(pilihan: argparse.Namespace) -> int:
    from .hosts.libreoffice import pasang

    dilepas = pasang.lepas()
    print("Dilepas dari LibreOffice, beserta catatannya." if dilepas else "Memang tidak terpasang pada LibreOffice; tidak ada yang diubah.")
    print(f"Memasangnya: xl-lkjip pasang {pilihan.program}")
    return SELESAI


def _status(_: argparse.Namespace) -> int:
    from .hosts.libreoffice import pasang

    keadaan = pasang.status()
    ekstensi = f"terpasang, xl_lkjip {keadaan.ekstensi}" if keadaan.ekstensi else "tidak terpasang"
    print(f"LibreOffice {keadaan.libreoffice}: ekstensi {ekstensi}.")
    if keadaan.ekstensi and keadaan.ekstensi != __version__:
        print(f"Perintah ini xl_lkjip {__version__}; samakan dengan: xl-lkjip pasang libreoffice")
    if keadaan.ekstensi:
        print(f"Python untuk tombolnya: {keadaan.python or 'belum dicatat; ulangi xl-lkjip pasang libreoffice'}")
    return SELESAI


def _tahun(teks: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", teks):
        raise argparse.ArgumentTypeError(f"{teks} bukan tahun, misalnya 2024")
    return int(teks)


# --- argumen ----------------------------------------------------------------------------------------------------------


class _Pengurai(argparse.ArgumentParser):
    """argparse in Indonesian."""

    def __init__(self, *argumen: object, **pilihan: object) -> None:
        super().__init__(*argumen, **{"add_help": False, "allow_abbrev": False, **pilihan})  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "argumen", "pilihan"
        self.add_argument("-h", "--help", "--bantuan", action="help", help="tampilkan bantuan ini")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "pemakaian: ")

    def error(self, message: str) -> NoReturn:
        for pola, ganti in _TERJEMAH:
            message = re.sub(pola, ganti, message)
        raise LkjipError("CLI001", masalah=message[:1].upper() + message[1:].rstrip("."), perintah=self.prog)


_TERJEMAH = (
    (r"the following arguments are required: (.*)", r"argumen ini wajib ada: \1"),
    (r"unrecognized arguments: (.*)", r"argumen ini tidak dikenal: \1"),
    (r"argument (\S+): invalid choice: (.*?) \(choose from (.*)\)", r"pilihan \2 untuk \1 tidak dikenal, pilih dari \3"),
    (r"argument (\S+): expected one argument", r"\1 memerlukan satu isi"),
    (r"argument (\S+): expected at least one argument", r"\1 memerlukan sedikitnya satu isi"),
    (r"argument --tahun: (.*)", r"--tahun \1"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 tidak menerima isi \2"),
)


def _pengurai() -> _Pengurai:
    pengurai = _Pengurai(prog="xl-lkjip", description="Mengisi, menghitung, memeriksa, dan membekukan tabel kinerja LKjIP.")
    pengurai.add_argument("--versi", action="version", version=f"xl-lkjip {__version__}", help="tampilkan nomor versi")
    perintah = pengurai.add_subparsers(title="perintah", required=True, metavar="PERINTAH", dest="perintah")

    def tambah(nama: str, jalankan: Callable[[argparse.Namespace], int], bantuan: str) -> _Pengurai:
        anak: _Pengurai = perintah.add_parser(nama, help=bantuan, description=bantuan[0].upper() + bantuan[1:] + ".")
        anak.set_defaults(jalankan=jalankan)
        return anak

    def petunjuk(anak: _Pengurai) -> None:
        anak.add_argument("--petunjuk", action="append", metavar="TEKS", help='ralat tebakan, misalnya "kolom Lembar1!F = capaian"')

    def timpa(anak: _Pengurai) -> None:
        anak.add_argument("--timpa", action="store_true", help="ganti berkas tujuan bila sudah ada")

    def keluaran(anak: _Pengurai, *, wajib: bool = False) -> None:
        anak.add_argument("-o", dest="keluaran", type=Path, metavar="BERKAS", required=wajib, help="nama berkas tujuan, berakhiran .xlsx")

    templat = tambah("templat", _templat, "simpan templat kosong")
    templat.add_argument("formulir", choices=FORMULIR, type=str.lower)
    keluaran(templat)
    timpa(templat)

    isi = tambah("isi", _isi, "isi templat dari data JSON, dari PK, atau dari berkas lama")
    isi.add_argument("formulir", choices=FORMULIR, type=str.lower)
    isi.add_argument("data", type=Path, metavar="DATA.json", nargs="?", help="bentuknya dijelaskan di docs/data-json.md")
    isi.add_argument("--pk", type=Path, metavar="BERKAS", help="PK terisi, sumber sasaran, indikator, target, dan program pengukuran")
    isi.add_argument("--dari", type=Path, metavar="BERKAS", help="formulir terisi: edisi lama, atau tahun lalu (dengan --tahun)")
    isi.add_argument(
        "--tahun", type=_tahun, metavar="TAHUN", help="tahun baru: realisasi berkas lama menjadi perbandingan, angka lain dikosongkan"
    )
    keluaran(isi, wajib=True)
    timpa(isi)

    hitung = tambah("hitung", _hitung, "hitung semua rumus dan simpan nilainya, tanpa mengubah yang lain")
    hitung.add_argument("berkas", type=Path, metavar="BERKAS")
    keluaran(hitung)
    timpa(hitung)

    tambah_baris = tambah("tambah-baris", _tambah_baris, "tambah baris pada templat yang sedang dipakai, rumus dan jumlahnya ikut")
    tambah_baris.add_argument("berkas", type=Path, metavar="BERKAS")
    tambah_baris.add_argument("banyak", type=int, metavar="BANYAK", help="banyaknya baris")
    tambah_baris.add_argument("--tabel", metavar="LEMBAR", help="lembar atau tabel yang ditambah; tanpa ini: tabel indikator")
    keluaran(tambah_baris)
    timpa(tambah_baris)

    rapikan = tambah("rapikan", _rapikan, "sembunyikan baris kosong supaya siap dicetak")
    rapikan.add_argument("berkas", type=Path, metavar="BERKAS")
    rapikan.add_argument("--buka", action="store_true", help="sebaliknya: tampilkan semua baris dan kolom")
    keluaran(rapikan)
    timpa(rapikan)

    validasi = tambah("validasi", _validasi, "periksa PK dan Pengukuran; beberapa berkas diperiksa bersama")
    validasi.add_argument(
        "berkas", type=Path, metavar="BERKAS", nargs="+", help="berkas .xlsx, folder berisi berkas .xlsx, atau pola *.xlsx"
    )
    validasi.add_argument("--format", choices=FORMAT, default="teks", help="bentuk hasil; xlsx menulis salinan bertanda")
    validasi.add_argument("--rinci", action="store_true", help="tampilkan pesan lengkap, saran, dasar, dan akar tiap temuan")

    validasi.add_argument("--reviu", action="store_true", help="isi juga daftar periksa reviu PermenPAN-RB 53/2014")
    petunjuk(validasi)

    kenali = tambah("kenali", _kenali, "tampilkan tabel dan kolom yang dikenali dalam berkas, sebelum memeriksanya")
    kenali.add_argument("berkas", type=Path, metavar="BERKAS", nargs="+", help="berkas .xlsx, folder, atau pola *.xlsx")
    petunjuk(kenali)

    ajukan = tambah("ajukan", _ajukan, "bekukan berkas yang sudah bersih menjadi salinan untuk diajukan")
    ajukan.add_argument("berkas", type=Path, metavar="BERKAS")
    ajukan.add_argument("--pk", type=Path, metavar="BERKAS", help="PK yang harus cocok dengan Pengukuran ini")
    ajukan.add_argument("-o", dest="keluaran", type=Path, metavar="FOLDER", required=True, help="folder tujuan")
    ajukan.add_argument("--draf", action="store_true", help='tetap dibuat meskipun ada galat, dengan cap "DRAF"')
    ajukan.add_argument("--pdf", action="store_true", help="sertakan PDF (memerlukan LibreOffice)")
    ajukan.add_argument("--dengan-pegawai", action="store_true", help="sertakan lembar nama pegawai, NIP, dan hukuman disiplin")
    ajukan.add_argument("--kunci", type=Path, metavar="BERKAS.kunci", help="tanda tangani segelnya dengan kunci ini")

    periksa = tambah("periksa", _periksa, "periksa pengajuan yang diterima: segelnya utuh, siapa penanda tangannya, dan isinya benar")
    periksa.add_argument("berkas", type=Path, metavar="BERKAS", nargs="+", help="berkas .xlsx, folder, pola *.xlsx, atau manifes .json")
    periksa.add_argument("--kunci", type=Path, metavar="BERKAS.pub", help="kunci umum instansi yang harus menandatangani")
    periksa.add_argument("--format", choices=("teks", "json"), default="teks", help="bentuk hasil")

    kunci = tambah("kunci", _kunci, "buat sepasang kunci untuk menandatangani pengajuan")
    kunci.add_argument("nama", type=Path, metavar="NAMA", help="menjadi NAMA.kunci dan NAMA.pub")

    contoh = tambah("contoh", _contoh, "buat contoh lengkap Kota Blitar 2023, atau kelima laporan dengan --semua")
    contoh.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", default=Path("contoh-lkjip"))
    contoh.add_argument("--semua", action="store_true", help="kedua formulir kelima laporan, benar dan seperti tercetak")
    timpa(contoh)

    for nama, jalankan, bantuan in (
        ("pasang", _pasang, "pasang fungsi dan tombolnya ke dalam program lembar kerja, untuk pengguna ini"),
        ("lepas", _lepas, "lepas kembali apa yang dipasang"),
    ):
        tambah(nama, jalankan, bantuan).add_argument("program", choices=PROGRAM, type=str.lower)
    tambah("status", _status, "tampilkan apa yang terpasang di program lembar kerja")

    rumus = tambah("rumus", _rumus, "hitung satu rumus, misalnya '=CAPAIAN(78; 80,30)'")
    rumus.add_argument("rumus", metavar="RUMUS")
    rumus.add_argument("--mentah", action="store_true", help="tampilkan angka seadanya, misalnya 1.0294871794871794")
    return pengurai


if __name__ == "__main__":
    sys.exit(main())
