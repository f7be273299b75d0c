"""Small calculators: survey of satisfaction (IKM), distribution of employee ratings (SKP) and merit system."""

from __future__ import annotations

from ... import cetak
from ...parameter import SKOR_PEGAWAI
from ..layout import BarisTetap, Kolom, Lembar, Tabel
from .umum import judul

_INTERVAL_MAKS, _PENGALI = 4, 25  # survey answers 1-4 become 25-100

_DI_INTERVAL = f"AND(ISNUMBER({{nilai}}),{{nilai}}>=1,{{nilai}}<={_INTERVAL_MAKS})"
_DI_NILAI = f"AND(ISNUMBER({{nilai}}),{{nilai}}>={_PENGALI},{{nilai}}<=100)"
IKM = Tabel(
    "ikm",
    (
        Kolom("no", "No", 6, rata="center", rumus="ROW()-ROW({uraian.b1})+1", syarat=("uraian",)),
        Kolom("uraian", "Unsur atau Jenis Layanan", 54, bantuan="Satu unsur, atau satu jenis layanan, satu baris."),
        Kolom("nilai", "Nilai Survei", 14, rata="center", angka=True, bantuan="Rata-rata jawaban 1 sampai 4, atau nilai 25 sampai 100.", curiga='AND({periksa}<>"",{periksa}<>"ok")'),
        Kolom("konversi", "Nilai 25-100", 14, format=cetak.DUA_DESIMAL, rata="center", angka=True, syarat=("nilai",), rumus=f"IF({_DI_INTERVAL},{{nilai}}*{_PENGALI},IF({_DI_NILAI},{{nilai}},NA()))",
              jumlah='IF(COUNT({konversi.semua})=0,"",AVERAGE({konversi.semua}))'),
        Kolom("mutu", "Mutu Pelayanan", 20, fungsi=("PREDIKAT", "konversi", '"ikm14"'), syarat=("konversi",), jumlah_fungsi=("PREDIKAT", "konversi", '"ikm14"'), rata="center"),
        Kolom("periksa", "Periksa", 30, dicetak=False, bantuan="Dihitung sendiri.", curiga='AND({periksa}<>"",{periksa}<>"ok")', syarat=("nilai",),
              rumus=f'IF(OR({_DI_INTERVAL},{_DI_NILAI}),"ok","di luar 1-4 atau 25-100")'),
    ),
    wajib=("uraian",),
    baris_siap=20,
    judul_jumlah="Indeks Kepuasan Masyarakat",
    kolom_judul_jumlah="uraian",
    bantuan="Nilai survei kepuasan per unsur atau per jenis layanan.",
)  # fmt: skip
LEMBAR_IKM = Lembar("IKM", judul("INDEKS KEPUASAN MASYARAKAT"), (IKM,))

SKP = Tabel(
    "skp",
    (
        Kolom("rentang", "Nilai SKP", 30, bantuan="Rentang nilai, misalnya 91 - 100."),
        Kolom("minimal_baik", "Minimal Baik", 14, rata="center", pilihan=("ya", "tidak"), bantuan="Dihitung sebagai minimal baik?"),
        Kolom("jumlah", "Jumlah Pegawai", 16, format=cetak.RUPIAH, rata="center", angka=True, jumlah='IF(COUNT({jumlah.semua})=0,"",SUM({jumlah.semua}))', bantuan="Orang."),
        Kolom("porsi", "Persentase", 16, format=cetak.PERSEN, rata="center", angka=True, syarat=("jumlah",), rumus='IF({jumlah.jumlah}=0,"",{jumlah}/{jumlah.jumlah})', jumlah='IF(COUNT({porsi.semua})=0,"",SUM({porsi.semua}))'),
    ),
    wajib=("rentang",),
    baris_siap=12,
    judul="Sebaran nilai SKP",
    judul_jumlah="Jumlah",
    kolom_judul_jumlah="rentang",
    bantuan="Sebaran nilai SKP pegawai.",
)  # fmt: skip
_BAIK = 'IF(COUNT({t.skp.jumlah.semua})=0,"",SUMIFS({t.skp.jumlah.semua},{t.skp.minimal_baik.semua},"ya"))'
RINGKAS = Tabel(
    "skp_ringkas",
    (
        Kolom("uraian", "Ringkasan", 30),
        Kolom("satuan", "Satuan", 14, rata="center"),
        Kolom("nilai", "Nilai", 16, format=cetak.RUPIAH, rata="center", angka=True, bantuan="Isi banyaknya seluruh ASN; baris lain dihitung sendiri."),
    ),
    wajib=("uraian",),
    judul="Ringkasan",
    tetap=(
        BarisTetap("jumlah_asn", {"uraian": "Seluruh ASN yang wajib SKP", "satuan": "orang"}, bantuan="Seluruh ASN yang wajib membuat SKP."),
        BarisTetap("minimal_baik", {"uraian": "ASN bernilai minimal baik", "satuan": "orang", "nilai": "=" + _BAIK}),
        BarisTetap("dari_dinilai", {"uraian": "Minimal baik dari yang dinilai", "satuan": "%", "nilai": '=IF(OR({nilai.b2}="",{t.skp.jumlah.jumlah}="",{t.skp.jumlah.jumlah}=0),"",{nilai.b2}/{t.skp.jumlah.jumlah})'}, format=cetak.PERSEN),
        BarisTetap("dari_asn", {"uraian": "Minimal baik dari seluruh ASN", "satuan": "%", "nilai": '=IF(OR({nilai.b2}="",{nilai.b1}="",{nilai.b1}=0),"",{nilai.b2}/{nilai.b1})'}, format=cetak.PERSEN),
        BarisTetap("belum", {"uraian": "Belum menyerahkan SKP", "satuan": "orang", "nilai": '=IF(OR({nilai.b1}="",{t.skp.jumlah.jumlah}=""),"",{nilai.b1}-{t.skp.jumlah.jumlah})'}),
    ),
    bantuan="Ringkasan sebaran nilai SKP.",
)  # fmt: skip
LEMBAR_SKP = Lembar("SKP", judul("SEBARAN NILAI SASARAN KINERJA PEGAWAI"), (SKP, RINGKAS))


def _rentang() -> list[str]:
    """The bands of the SKP scores, highest first, as BKN's table has them."""
    batas = [int(b) for b, _ in SKOR_PEGAWAI[-1].kinerja]
    atas = [b - 1 for b in batas[1:]] + [100]
    return [f"{a} - {b}" if a else f"di bawah {b + 1}" for a, b in zip(batas, atas, strict=True)][::-1]


RENTANG_SKP = _rentang()

_ASPEK = {
    "perencanaan_kebutuhan": "Perencanaan kebutuhan", "pengadaan": "Pengadaan", "pengembangan_karier": "Pengembangan karier",
    "promosi_mutasi": "Promosi dan mutasi", "manajemen_kinerja": "Manajemen kinerja",
    "penggajian_penghargaan_disiplin": "Penggajian, penghargaan, dan disiplin", "perlindungan_pelayanan": "Perlindungan dan pelayanan",
    "sistem_informasi": "Sistem informasi",
}  # fmt: skip
MERIT = Tabel(
    "merit",
    (
        Kolom("aspek", "Aspek", 54),
        Kolom("nilai", "Nilai", 16, rata="center", angka=True, bantuan="Nilai aspek menurut penilai.", jumlah='IF(COUNT({nilai.semua})=0,"",SUM({nilai.semua}))'),
        Kolom("porsi", "Bagian", 16, format=cetak.PERSEN, rata="center", angka=True, syarat=("nilai",), rumus='IF({nilai.jumlah}=0,"",{nilai}/{nilai.jumlah})'),
        Kolom("predikat", "Kategori", 20, rata="center", rumus='""', jumlah_fungsi=("PREDIKAT", "nilai.jumlah", '"merit"'), jumlah='COUNT({nilai.semua})<8'),
    ),
    wajib=("aspek",),
    judul_jumlah="Nilai sistem merit",
    kolom_judul_jumlah="aspek",
    tetap=tuple(BarisTetap(k, {"aspek": a}, bantuan=a) for k, a in _ASPEK.items()),
    bantuan="Nilai kedelapan aspek sistem merit.",
)  # fmt: skip
LEMBAR_MERIT = Lembar("Merit", judul("PENERAPAN SISTEM MERIT"), (MERIT,))
