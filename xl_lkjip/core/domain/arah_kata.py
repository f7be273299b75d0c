"""The direction that the words of an indicator suggest: fewer findings are better, more findings settled are better.

A suspicion and no rule: only an indicator that counts a bad thing itself is taken for "turun", and one that counts how much of it
was settled, reduced or kept away for "naik". Anything else has no direction here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# What an indicator starts with.
BAGIAN = ("persentase", "prosentase", "presentase", "persen", "proporsi", "cakupan", "capaian", "tingkat", "rasio", "laju", "besaran")
UKURAN = (
    *BAGIAN, "jumlah", "jml", "banyaknya", "total", "angka", "nilai", "indeks", "prevalensi", "frekuensi", "rata rata", "rerata", "luas",
    "kasus", "kejadian",
)  # fmt: skip
# Who has the bad thing, and how.
SUBJEK = (
    "asn", "aparatur sipil negara", "aparatur", "pns", "pppk", "pegawai", "pejabat", "karyawan", "penduduk", "warga", "masyarakat",
    "anak", "balita", "bayi", "ibu", "remaja", "siswa", "rumah tangga", "keluarga", "desa", "kelurahan", "kecamatan", "opd", "skpd",
    "perangkat daerah", "unit kerja",
)  # fmt: skip
KENA = (
    "mendapatkan", "mendapat", "menerima", "memperoleh", "dikenai", "dikenakan", "terkena", "kena", "dijatuhi", "mengalami",
    "melakukan", "menjalani", "terlibat", "diberikan", "diberi", "memiliki", "dengan",
)  # fmt: skip
# The bad thing.
BURUK = (
    "temuan", "pelanggaran", "melanggar", "pelanggar", "keluhan", "pengaduan", "aduan", "komplain", "hukuman disiplin", "hukdis",
    "sanksi disiplin", "sanksi", "hukuman", "kemiskinan", "miskin", "kedalaman kemiskinan", "keparahan kemiskinan", "kematian",
    "mortalitas", "kesakitan", "pengangguran", "stunting", "wasting", "gizi buruk", "gizi kurang", "inflasi", "gini", "ketimpangan",
    "kesenjangan", "kejahatan", "kriminalitas", "tindak pidana", "kekerasan", "kecelakaan", "kebakaran", "bencana", "risiko bencana",
    "korban", "konflik", "sengketa", "gangguan", "putus sekolah", "anak tidak sekolah", "buta huruf", "buta aksara", "pernikahan dini",
    "perkawinan anak", "pekerja anak", "kumuh", "kawasan kumuh", "permukiman kumuh", "rumah tidak layak huni", "rtlh",
    "desa tertinggal", "lahan kritis", "emisi", "pencemaran", "kebocoran", "kehilangan air", "kerugian", "tunggakan", "kesalahan",
    "keterlambatan", "ketidakhadiran", "ketidakpatuhan", "ketidaksesuaian", "ketidakpuasan", "mangkir", "penyimpangan",
    "penyalahgunaan", "korupsi", "beban ketergantungan", "infeksi", "infeksi nosokomial", "net death rate", "gross death rate",
    "ndr", "gdr", "total fertility rate", "tfr", "kelahiran total", "unmet need", "drop out", "dropout", "genangan", "banjir",
    "titik banjir", "titik genangan",
    # The terms: outbreaks (Permenkes 1501/2010), money left over (PP 12/2019, pasal 1), deviation from a plan (PER-5/PB/2022, IKPA). That
    # less of them, of pests and of food insecurity is better is practice of the agencies [U].
    "serangan hama", "serangan organisme pengganggu", "serangan opt", "wabah", "kejadian luar biasa", "klb", "silpa",
    "sisa lebih pembiayaan", "sisa lebih perhitungan", "deviasi", "rawan pangan", "kerawanan pangan",
)  # fmt: skip
BURUK_SINGKAT = ("hd",)  # hukuman disiplin, only after a word of KENA: it can mean other things
WAKTU = (
    "waktu tunggu", "waktu tanggap", "waktu respon", "waktu respons", "response time", "respon time", "lama waktu", "waktu penyelesaian",
    "waktu penanganan",
)  # fmt: skip
# What turns a bad thing into a good count: before it, after it, and in place of a verb of KENA.
DIATASI = (
    "penurunan", "pengurangan", "penyelesaian", "penanganan", "tindak lanjut", "penindaklanjutan", "pencegahan", "penanggulangan",
    "pengentasan", "pemberantasan", "pengendalian", "pemulihan", "rehabilitasi", "penertiban", "penindakan",
)  # fmt: skip
TERATASI = (
    "ditindaklanjuti", "tindak lanjut", "tindaklanjut", "diselesaikan", "terselesaikan", "penyelesaian", "selesai", "tuntas", "ditangani",
    "tertangani", "penanganan", "dilayani", "terlayani", "difasilitasi", "terfasilitasi", "direspon", "ditanggapi", "dijawab",
    "dimediasi", "direhabilitasi", "sembuh", "diobati", "dipulihkan", "dicegah", "terungkap", "teratasi", "diatasi", "dientaskan",
    "dibina", "dikembalikan",
)  # fmt: skip
BEBAS = ("tidak pernah", "tidak", "tanpa", "bebas dari", "bebas", "terbebas dari", "terhindar dari", "bersih dari", "nihil", "belum pernah")
# After the bad thing these say nothing new; any other "yang ..." is not understood, and then there is no direction.
_YANG_BIASA = (
    "terjadi", "ada", "masuk", "diterima", "dilaporkan", "ditemukan", "tercatat", "terdata", "disampaikan", r"dilakukan(?= oleh|$)",
)  # fmt: skip
_RAGU = (
    "tidak", "belum", "bukan", "menurun", "berkurang", "turun", "nihil", "bebas", "tepat", "sesuai", "kurang dari", "maksimal", "di bawah",
)  # fmt: skip


def _atau(*kata: Sequence[str]) -> str:
    return "|".join(sorted({k for daftar in kata for k in daftar}, key=len, reverse=True))


_AWAL = rf"^(?P<ukuran>(?:(?:{_atau(UKURAN)}) )*)"
_SIAPA = rf"(?:(?:{_atau(SUBJEK)}) )+(?:yang )?"
_TURUN = re.compile(rf"{_AWAL}(?:{_SIAPA}(?:(?:{_atau(KENA)}) )?)?(?P<kata>{_atau(BURUK)}|(?<= )(?:{_atau(BURUK_SINGKAT)}))\b(?P<sisa>.*)$")
_SINGKAT = re.compile(rf"\b(?:{_atau(KENA)}) (?:{_atau(BURUK_SINGKAT)})\b")
_NAIK = (
    re.compile(rf"^(?:(?:{_atau(UKURAN)}) )+(?P<kata>{_atau(DIATASI)})\b.*\b(?:{_atau(BURUK)})\b"),
    re.compile(rf"{_AWAL}{_SIAPA}(?P<kata>{_atau(BEBAS)}) (?:(?:{_atau(KENA)}) )?(?:{_atau(BURUK, BURUK_SINGKAT)})\b"),
)
_LAMA = re.compile(rf"^(?:(?:rata rata|rerata|lama|jumlah) )*(?P<kata>{_atau(WAKTU)})\b(?P<sisa>.*)$")
_BERTANDA = re.compile(rf"^(?:{_atau(BAGIAN)}) ")
_SELESAI = re.compile(rf"\b(?:{_atau(TERATASI)})\b")
_TAK_JELAS = re.compile(rf"\b(?:{_atau(_RAGU)})\b|\byang (?!(?:{_atau(_YANG_BIASA)})\b)")


@lru_cache(maxsize=2048)
def kata_arah(indikator: str) -> tuple[str, str]:
    """("turun" | "naik" | "", the word that says so)."""
    teks = " ".join(re.findall(r"[a-z0-9]+", indikator[:500].lower().replace("%", " persen ")))
    for pola in _NAIK:
        cocok = pola.search(teks)
        if cocok and not (pola is _NAIK[0] and not _BERTANDA.match(teks)):
            return "naik", cocok["kata"]
    cocok = _LAMA.match(teks)
    if cocok:
        return ("", "") if _TAK_JELAS.search(cocok["sisa"]) or "standar" in cocok["sisa"] else ("turun", cocok["kata"])
    cocok = _TURUN.match(teks)
    if not cocok or (cocok["kata"] in BURUK_SINGKAT and not _SINGKAT.search(teks)):
        return "", ""
    selesai = _SELESAI.search(cocok["sisa"])
    if selesai and not re.search(r"\b(?:tidak|belum)\b", cocok["sisa"]):
        return ("naik", selesai.group()) if _BERTANDA.match(teks) else ("", "")
    return ("", "") if selesai or _TAK_JELAS.search(cocok["sisa"]) else ("turun", cocok["kata"])


def arah_dari_kata(indikator: str) -> str:
    """ "turun", "naik", or "" where the words say nothing."""
    return kata_arah(indikator)[0]
