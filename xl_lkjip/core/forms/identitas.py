"""The sheet Identitas: everything else takes names, year, scale and methods from here."""

from __future__ import annotations

from dataclasses import dataclass

from ..parameter import METODE_EFISIENSI, SKALA
from ..profil import PROFIL

LEMBAR = "Identitas"


@dataclass(frozen=True, slots=True)
class Isian:
    """One field. `nama`: the defined name of its cell; `kunci`: its place in the JSON data."""

    kunci: str
    label: str
    nama: str
    bantuan: str
    pilihan: tuple[str, ...] = ()
    baku: str = ""
    wajib: bool = False
    awalan: str = ""  # a formula in the cell, there to be typed over


SKALA_CAPAIAN = tuple(s.id for s in SKALA.values() if s.satuan == "rasio" and not s.id.startswith("efisiensi_"))


def _dari_profil(kolom: str) -> str:
    return f"INDEX({kolom},MATCH(IdProfil,RefProfil,0))"


ISIAN: tuple[Isian, ...] = (
    Isian("instansi", "Instansi", "IdInstansi", "Pemerintah daerah atau kementerian, misalnya Kota Blitar.", wajib=True),
    Isian("unit", "Unit kerja", "IdUnit", "Perangkat daerah yang berjanji dan diukur.", wajib=True),
    Isian("tahun", "Tahun", "IdTahun", "Tahun kinerja, empat angka.", wajib=True),
    Isian("jenis_pk", "Jenis PK", "IdJenisPk", "murni atau perubahan.", ("murni", "perubahan"), "murni"),
    Isian("pihak_pertama.nama", "Pihak pertama: nama", "IdNama1", "Pejabat yang berjanji.", wajib=True),
    Isian("pihak_pertama.jabatan", "Pihak pertama: jabatan", "IdJabatan1", "Misalnya Kepala Badan ...", wajib=True),
    Isian("pihak_pertama.pangkat", "Pihak pertama: pangkat", "IdPangkat1", "Misalnya Pembina Tk. I."),
    Isian("pihak_pertama.nip", "Pihak pertama: NIP", "IdNip1", "18 angka."),
    Isian("pihak_kedua.nama", "Pihak kedua: nama", "IdNama2", "Atasan yang menerima janji."),
    Isian("pihak_kedua.jabatan", "Pihak kedua: jabatan", "IdJabatan2", "Misalnya Wali Kota ..."),
    Isian("pihak_kedua.pangkat", "Pihak kedua: pangkat", "IdPangkat2", "Kosongkan untuk kepala daerah."),
    Isian("pihak_kedua.nip", "Pihak kedua: NIP", "IdNip2", "Kosongkan untuk kepala daerah."),
    Isian("tempat", "Tempat", "IdTempat", "Kota penandatanganan."),
    Isian("tanggal_pk", "Tanggal PK", "IdTanggalPk", "Tulis lengkap, misalnya 20 Oktober 2023."),
    Isian("tanggal_pengukuran", "Tanggal pengukuran", "IdTanggalPengukuran", "Misalnya 31 Desember 2023."),
    Isian("profil", "Profil", "IdProfil", "Kebiasaan instansi; menentukan skala dan metode di bawah, yang boleh ditimpa.", tuple(PROFIL), "umum"),
    Isian("skala", "Skala predikat", "IdSkala", "Skala yang ditetapkan instansi. Terisi dari profil.", SKALA_CAPAIAN, awalan=_dari_profil("RefProfilSkala")),
    Isian("metode_efisiensi", "Metode efisiensi", "IdMetodeEfisiensi", "Satu metode untuk seluruh tabel. Terisi dari profil.", tuple(METODE_EFISIENSI), awalan=_dari_profil("RefProfilMetode")),
)  # fmt: skip
PER_KUNCI = {i.kunci: i for i in ISIAN}
