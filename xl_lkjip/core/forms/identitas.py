"""The sheet Identitas: everything else takes names, year, scale and methods from here."""

from __future__ import annotations

from dataclasses import dataclass

from ..parameter import METODE_EFISIENSI, SKALA

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


SKALA_CAPAIAN = tuple(s.id for s in SKALA.values() if s.satuan == "rasio" and not s.id.startswith("efisiensi_"))

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
    Isian("skala", "Skala predikat", "IdSkala", "Skala yang ditetapkan instansi.", SKALA_CAPAIAN, "permendagri86"),
    Isian("metode_efisiensi", "Metode efisiensi", "IdMetodeEfisiensi", "Pilih satu untuk seluruh tabel.", tuple(METODE_EFISIENSI), "selisih"),
)  # fmt: skip
PER_KUNCI = {i.kunci: i for i in ISIAN}
