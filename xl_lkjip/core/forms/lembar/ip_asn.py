"""IP ASN: the index from its four dimensions, the local indices of Kabupaten Lumajang, and the roster of employees."""

from __future__ import annotations

from ... import cetak
from ...parameter import BOBOT_IP_ASN, SKOR_PEGAWAI
from ..layout import BarisTetap, Kolom, Lembar, Tabel
from .umum import judul

_SKOR = SKOR_PEGAWAI[-1]
_DIMENSI = tuple(BOBOT_IP_ASN)
_HURUF = {"kualifikasi": "Kualifikasi", "kompetensi": "Kompetensi", "kinerja": "Kinerja", "disiplin": "Disiplin"}

DIMENSI = Tabel(
    "ip_asn",
    (
        Kolom("dimensi", "Dimensi", 44),
        Kolom("bobot", "Bobot", 12, rata="center", angka=True),
        Kolom("skor", "Skor", 14, format=cetak.DUA_DESIMAL, rata="center", angka=True, bantuan="0 sampai bobotnya. Terisi dari lembar Pegawai; boleh ditimpa.",
              awalan="{skor_pegawai}", curiga='AND(ISNUMBER({skor}),OR({skor}<0,{skor}>{bobot}))',
              jumlah_fungsi=("IP_ASN", "skor.b1", "skor.b2", "skor.b3", "skor.b4"), jumlah='COUNT({skor.semua})<4'),
        Kolom("konversi", "Nilai 0-100", 14, format=cetak.DUA_DESIMAL, rumus="{skor}/{bobot}*100", syarat=("skor",), rata="center", angka=True),
        Kolom("predikat", "Kategori", 18, fungsi=("PREDIKAT", "konversi", '"ipasn"'), syarat=("konversi",), jumlah_fungsi=("PREDIKAT", "skor.jumlah", '"ipasn"'), rata="center"),
        Kolom("skor_pegawai", "Rata-rata Pegawai", 16, format=cetak.DUA_DESIMAL, dicetak=False, rata="center", angka=True),
    ),
    wajib=("dimensi",),
    judul="Indeks Profesionalitas ASN dari skor keempat dimensi",
    judul_jumlah="IP ASN",
    kolom_judul_jumlah="dimensi",
    tetap=tuple(
        BarisTetap(d, {"dimensi": _HURUF[d], "bobot": BOBOT_IP_ASN[d], "skor_pegawai": f'=IF(COUNT({{t.pegawai.{d}.semua}})=0,"",AVERAGE({{t.pegawai.{d}.semua}}))'})
        for d in _DIMENSI
    ),
    bantuan="Skor keempat dimensi IP ASN.",
)  # fmt: skip

_ISIAN = {
    "s3": "ASN berpendidikan S3", "s2": "ASN berpendidikan S2", "s1_d4": "ASN berpendidikan S1 atau D4", "d3": "ASN berpendidikan D3",
    "d2_d1_sma": "ASN berpendidikan D2, D1, atau SMA", "smp_sd": "ASN berpendidikan SMP atau SD",
    "diklat_pim": "Pejabat struktural yang sudah diklat kepemimpinan", "eselon": "Pejabat struktural",
    "diklat_fungsional": "Pejabat fungsional yang sudah diklat fungsional", "jft": "Pejabat fungsional tertentu",
    "diklat_20jp": "ASN yang sudah diklat 20 JP", "workshop": "ASN yang sudah mengikuti workshop", "jumlah_asn": "Seluruh ASN",
    "jumlah_skp": "Jumlah nilai SKP seluruh ASN", "ringan": "ASN dengan hukuman disiplin ringan", "sedang": "ASN dengan hukuman disiplin sedang",
    "berat": "ASN dengan hukuman disiplin berat",
}  # fmt: skip

ISIAN = Tabel(
    "indeks_isian",
    (
        Kolom("uraian", "Data", 44),
        Kolom("satuan", "Satuan", 12, rata="center"),
        Kolom("jumlah", "Jumlah", 14, format=cetak.RUPIAH, rata="center", angka=True, bantuan="Angka saja."),
    ),
    wajib=("uraian",),
    judul="Data untuk indeks menurut rumus Kabupaten Lumajang",
    tetap=tuple(BarisTetap(k, {"uraian": u, "satuan": "nilai" if k == "jumlah_skp" else "orang"}, bantuan=u) for k, u in _ISIAN.items()),
    bantuan="Banyak pegawai untuk indeks menurut rumus Kabupaten Lumajang.",
)  # fmt: skip


def _isian(*kunci: str) -> tuple[str, ...]:
    letak = list(_ISIAN)
    return tuple(f"t.indeks_isian.jumlah.b{letak.index(k) + 1}" for k in kunci)


INDEKS = Tabel(
    "indeks",
    (
        Kolom("dimensi", "Indeks", 44),
        Kolom("bobot", "Bobot", 12, rata="center", angka=True),
        Kolom("nilai", "Nilai", 14, format=cetak.DUA_DESIMAL, rata="center", angka=True, jumlah_fungsi=("IP_ASN", "nilai.b1", "nilai.b2", "nilai.b3", "nilai.b4", '"indeks"'), jumlah='COUNT({nilai.semua})<4'),
        Kolom("tertimbang", "Nilai x Bobot", 14, format=cetak.DUA_DESIMAL, rumus="{nilai}*{bobot}/100", syarat=("nilai",), rata="center", angka=True),
        Kolom("predikat", "Kategori", 18, rata="center", rumus='""', jumlah_fungsi=("PREDIKAT", "nilai.jumlah", '"ipasn"')),
    ),
    wajib=("dimensi",),
    judul="Indeks menurut rumus Kabupaten Lumajang",
    judul_jumlah="IP ASN menurut indeks",
    kolom_judul_jumlah="dimensi",
    tetap=(
        BarisTetap("kualifikasi", {"dimensi": "Kualifikasi", "bobot": BOBOT_IP_ASN["kualifikasi"], "nilai": ("INDEKS_KUALIFIKASI", *_isian("s3", "s2", "s1_d4", "d3", "d2_d1_sma", "smp_sd"))}),
        BarisTetap("kompetensi", {"dimensi": "Kompetensi", "bobot": BOBOT_IP_ASN["kompetensi"], "nilai": ("INDEKS_KOMPETENSI", *_isian("diklat_pim", "eselon", "diklat_fungsional", "jft", "diklat_20jp", "workshop", "jumlah_asn"))}),
        BarisTetap("kinerja", {"dimensi": "Kinerja", "bobot": BOBOT_IP_ASN["kinerja"], "nilai": ("INDEKS_KINERJA", *_isian("jumlah_skp", "jumlah_asn"))}),
        BarisTetap("disiplin", {"dimensi": "Disiplin (makin kecil makin baik)", "bobot": BOBOT_IP_ASN["disiplin"], "nilai": ("INDEKS_DISIPLIN", *_isian("ringan", "sedang", "berat", "jumlah_asn"))}),
    ),
    bantuan="Dihitung sendiri.",
)  # fmt: skip

LEMBAR = Lembar(
    "IP ASN",
    judul("INDEKS PROFESIONALITAS ASN"),
    (DIMENSI, ISIAN, INDEKS),
    catatan_kaki=('"Indeks disiplin menurut rumus Lumajang makin kecil makin baik, tetapi rumus itu menambahkannya seperti indeks lain: baca dengan hati-hati."',),
)  # fmt: skip

_YA = ("ya", "tidak")


def _ikut_diklat(kolom: str) -> str:
    """The score of a training for the jabatan of the row; words other than ya and tidak have none."""
    return f'IF({{{kolom}}}="ya",INDEX(RefSkor{_judul(kolom)},MATCH({{jabatan}},RefJabatan,0)),IF({{{kolom}}}="tidak",0,NA()))'


def _judul(kolom: str) -> str:
    return "".join(b.title() for b in kolom.split("_"))


_MASUKAN = ("pendidikan", "jabatan", "diklat_pim", "diklat_fungsional", "diklat_20jp", "seminar", "nilai_skp", "hukuman")


def _rata(kunci: str) -> str:
    return f'IF(COUNT({{{kunci}.semua}})=0,"",AVERAGE({{{kunci}.semua}}))'


_PERIKSA = (
    'IF({nama}="",IF(COUNTA(' + ",".join(f"{{{k}}}" for k in _MASUKAN) + ')=0,"","nama kosong"),'
    "IF(COUNTA("
    + ",".join(f"{{{k}}}" for k in _MASUKAN)
    + f')<{len(_MASUKAN)},"belum lengkap",IF(ISERROR({{ip}}),"pilihan tidak dikenal","ok")))'
)
PEGAWAI = Tabel(
    "pegawai",
    (
        Kolom("no", "No", 6, rata="center", rumus="ROW()-ROW({nama.b1})+1", syarat=("nama",)),
        Kolom("nip", "NIP", 21, format="@", bantuan="18 angka, sebagai teks."),
        Kolom("nama", "Nama", 30, bantuan="Satu pegawai satu baris."),
        Kolom("pendidikan", "Pendidikan", 13, rata="center", pilihan=tuple(k.upper() for k in _SKOR.kualifikasi), bantuan="Pendidikan terakhir."),
        Kolom("jabatan", "Jabatan", 17, pilihan=tuple(_SKOR.kompetensi["seminar"]), bantuan="Jenis jabatan."),
        Kolom("diklat_pim", "Diklat PIM", 11, rata="center", pilihan=_YA, bantuan="Sudah diklat kepemimpinan?"),
        Kolom("diklat_fungsional", "Diklat Fungsional", 12, rata="center", pilihan=_YA, bantuan="Sudah diklat fungsional?"),
        Kolom("diklat_20jp", "Diklat 20 JP", 11, rata="center", pilihan=_YA, bantuan="Diklat teknis sedikitnya 20 JP dalam setahun?"),
        Kolom("seminar", "Seminar", 11, rata="center", pilihan=_YA, bantuan="Seminar, workshop, atau sejenisnya?"),
        Kolom("nilai_skp", "Nilai SKP", 10, rata="center", angka=True, bantuan="0 sampai 100.", curiga='AND({nilai_skp}<>"",OR(NOT(ISNUMBER({nilai_skp})),{nilai_skp}<0,{nilai_skp}>100))'),
        Kolom("hukuman", "Hukuman", 11, rata="center", pilihan=tuple(_SKOR.disiplin), bantuan="Hukuman disiplin dalam setahun."),
        Kolom("kualifikasi", "Kualifikasi", 13, grup="Skor", rumus="INDEX(RefSkorPendidikan,MATCH({pendidikan},RefPendidikan,0))", syarat=_MASUKAN, rata="center", angka=True, jumlah=_rata("kualifikasi"), format=cetak.DUA_DESIMAL),
        Kolom("kompetensi", "Kompetensi", 13, grup="Skor", rumus="+".join(_ikut_diklat(k) for k in _SKOR.kompetensi), syarat=_MASUKAN, rata="center", angka=True, jumlah=_rata("kompetensi"), format=cetak.DUA_DESIMAL),
        Kolom("kinerja", "Kinerja", 11, grup="Skor", rumus="IF(NOT(ISNUMBER({nilai_skp})),NA(),IF(OR({nilai_skp}<0,{nilai_skp}>100),NA(),INDEX(RefSkorSkp,MATCH(ROUND({nilai_skp},0),RefBatasSkp,1))))", syarat=_MASUKAN, rata="center", angka=True, jumlah=_rata("kinerja"), format=cetak.DUA_DESIMAL),
        Kolom("disiplin", "Disiplin", 11, grup="Skor", rumus="INDEX(RefSkorHukuman,MATCH({hukuman},RefHukuman,0))", syarat=_MASUKAN, rata="center", angka=True, jumlah=_rata("disiplin"), format=cetak.DUA_DESIMAL),
        Kolom("ip", "IP ASN", 11, grup="Skor", rumus="{kualifikasi}+{kompetensi}+{kinerja}+{disiplin}", syarat=_MASUKAN, rata="center", angka=True, jumlah=_rata("ip"), format=cetak.DUA_DESIMAL),
        Kolom("periksa", "Periksa", 22, dicetak=False, bantuan="Dihitung sendiri.", curiga='AND({periksa}<>"",{periksa}<>"ok")', rumus=_PERIKSA),
    ),
    wajib=("nama",),
    judul_jumlah="Rata-rata",
    kolom_judul_jumlah="nama",
    bantuan="Daftar pegawai untuk IP ASN.",
)  # fmt: skip

DAFTAR = Lembar(
    "Pegawai",
    judul("DAFTAR PEGAWAI UNTUK INDEKS PROFESIONALITAS ASN"),
    (PEGAWAI,),
    catatan_kaki=(f'"Skor menurut {_SKOR.dasar} (lembar Referensi). Lembar ini memuat data pribadi: jangan dibagikan tanpa perlu."',),
)
