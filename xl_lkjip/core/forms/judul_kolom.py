"""What a column holds, told from the words of its header. The words are data; nothing here knows an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..angka import baca
from ..errors import LkjipError
from .nama import normal

# Words that name a column of text: the whole header has to be one of them.
LABEL: dict[str, tuple[str, ...]] = {
    "no": ("no", "nomor", "no urut", "nomor urut", "kode", "kode rekening"),
    "tujuan": ("tujuan", "tujuan opd", "tujuan strategis", "tujuan perangkat daerah"),
    "sasaran": ("sasaran", "sasaran strategis", "sasaran kinerja", "sasaran program", "sasaran kegiatan", "sasaran perangkat daerah", "sasaran pembangunan"),
    "indikator": (
        "indikator", "iku", "indikator kinerja", "indikator kinerja utama", "indikator kinerja utama iku", "indikator kinerja individu",
        "indikator sasaran", "indikator tujuan", "indikator tujuan sasaran", "indikator sasaran strategis", "indikator kinerja sasaran",
        "indikator kinerja sasaran strategis", "indikator kinerja tujuan", "indikator kinerja program", "indikator program", "indikator kegiatan",
        "indikator sub kegiatan", "indikator program kegiatan", "indikator kinerja program sub", "indikator kinerja program kegiatan",
        "indikator kinerja program kegiatan sub kegiatan", "nama indikator", "tolok ukur kinerja", "ukuran kinerja", "indikator keberhasilan",
    ),
    "program": (
        "program", "program pendukung", "program strategis", "program prioritas", "program kegiatan", "progra kegiatan", "program sub kegiatan",
        "program kegiatan sub kegiatan", "kegiatan", "sub kegiatan", "nama program", "nama kegiatan", "program dan kegiatan", "kegiatan indikator kinerja",
    ),
    "uraian": (
        "uraian", "uraian kegiatan", "nama", "jenis layanan", "jenis barang", "jenis jabatan", "jabatan", "pendidikan", "pangkat", "golongan", "unsur",
        "rasio", "instansi", "unit kerja", "perangkat daerah", "opd", "aspek", "komponen", "unsur pelayanan", "nilai skp", "kategori pegawai", "jenis belanja",
    ),
    "waktu": ("tahun", "triwulan", "triwulan ke", "bulan", "periode", "semester"),
    "formulasi": ("formulasi", "formulasi perhitungan", "formula", "rumus", "cara menghitung", "definisi operasional", "penjelasan formulasi", "formula indikator", "penjelasan formulasi perhitungan", "formulasi pengukuran"),
    "satuan": ("satuan", "unit", "sat"),
    "arah": ("arah", "polaritas", "polarisasi"),
    "catatan": ("catatan", "tanggapan", "penjelasan", "analisis", "hambatan", "solusi", "rekomendasi", "tindak lanjut"),
}  # fmt: skip
# Words that name a measure, wherever they stand in the header; of several, the one that comes first counts.
UKURAN: tuple[tuple[str, str], ...] = (
    ("realisasi capaian", "realisasi"),
    ("capaian realisasi", "realisasi"),
    ("pencapaian target", "realisasi"),
    ("target capaian", "target"),
    ("pentahapan capaian", "target"),
    ("pentahapan", "target"),
    ("rencana aksi target", "target"),
    ("tingkat kemajuan", "kemajuan"),
    ("kemajuan", "kemajuan"),
    ("tingkat efisiensi", "efisiensi"),
    ("efisiensi", "efisiensi"),
    ("target", "target"),
    ("rencana", "target"),
    ("realisasi", "realisasi"),
    ("penyerapan", "serapan"),
    ("serapan", "serapan"),
    ("tingkat capaian", "capaian"),
    ("capaian", "capaian"),
    ("pencapaian", "capaian"),
    ("kategori", "predikat"),
    ("predikat", "predikat"),
    ("atribut", "predikat"),
    ("kriteria", "predikat"),
    ("keterangan", "keterangan"),
    ("ket", "keterangan"),
    ("rata rata", "rata"),
    ("sisa", "sisa"),
    ("silpa", "sisa"),
    ("bobot", "bobot"),
)
# What a remark says of the target: below, at least, or above it.
TIDAK_TERCAPAI = frozenset({
    "tidak tercapai", "belum tercapai", "tidak memenuhi target", "belum memenuhi target", "tidak mencapai target", "belum mencapai target",
    "di bawah target",
})  # fmt: skip
TERCAPAI = frozenset(
    {"tercapai", "sudah tercapai", "telah tercapai", "mencapai target", "memenuhi target", "target tercapai", "sesuai target"}
)
TERLAMPAUI = frozenset({"melampaui", "melampaui target", "melebihi target", "di atas target", "terlampaui", "target terlampaui"})
ANGGARAN = frozenset({"anggaran", "pagu", "alokasi", "dpa", "dppa", "belanja", "dana", "biaya", "keuangan", "rp"})
PERSEN = frozenset({"", "persen", "persentase", "prosentase", "presentase", "persentase capaian", "prosentase capaian"})
JUMLAH = frozenset({"jumlah", "jml", "total", "jumlah total"})
TRIWULAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
TAHAP = {
    "awal": "awal",
    "murni": "awal",
    "sebelum": "awal",
    "dpa": "awal",
    "perubahan": "akhir",
    "sesudah": "akhir",
    "dppa": "akhir",
    "pergeseran": "akhir",
}
BERUKURAN = frozenset(
    {"target", "realisasi", "capaian", "predikat", "pagu", "realisasi_anggaran", "serapan", "efisiensi", "kemajuan", "persen", "bagian", "jumlah", "sisa", "bobot"}
)  # fmt: skip

_LABEL = {kata: peran for peran, semua in LABEL.items() for kata in semua}
_LABEL_RAPAT = {kata.replace(" ", ""): peran for kata, peran in _LABEL.items() if " " in kata or len(kata) > 5}
_TAHUN = re.compile(r"\b(?:19|20)\d\d\b")
_TW = re.compile(r"\b(?:tw|triwulan|twl|trw)\s*(iv|iii|ii|i|[1-4])\b")
_AKHIR_TW = re.compile(r" (iv|iii|ii|i)$")
_HANYA_TW = re.compile(r"(iv|iii|ii|i)")
_DENGAN_PERSEN = re.compile(r"(.*\w\)?)\s*\(?%\)?\s*")
_KENAIKAN = re.compile(
    r"(?:(?:persentase|prosentase|persen|tingkat|laju|besar) )?(?:kenaikan|penurunan|pertumbuhan|peningkatan|naik|turun)"
    r"(?: (?:kenaikan|penurunan|naik|turun|realisasi|capaian|kinerja|nilai|dari|dibanding|dibandingkan|terhadap|tahun|sebelumnya|lalu|persen))*"
)
_BUKAN_RUPIAH = frozenset({"efisiensi", "keterangan", "predikat", "kemajuan", "sisa", "bobot", "kenaikan"})  # whatever money they are of
_UKURAN_TUNGGAL = frozenset({"target", "realisasi"})
_RUPIAH = re.compile(r"\brp\b|rupiah", re.IGNORECASE)
_PANJANG_MAKS = 90


@dataclass(frozen=True, slots=True)
class Arti:
    """What a header says of its column. `tahap`: before or after a change of the budget; `renstra`: a target of the long plan."""

    peran: str
    tahun: int = 0
    triwulan: int = 0
    tahap: str = ""
    renstra: bool = False

    @property
    def dikenal(self) -> bool:
        return self.peran != "lain"


@lru_cache(maxsize=4096)
def bersih(teks: str) -> str:
    """A header text for comparing: lower case words, without years, units in brackets and footnote signs."""
    return normal(_TAHUN.sub(" ", re.sub(r"\((?:rp|rupiah|orang|%|poin|indeks)\.?\)", " ", teks.lower())))


@lru_cache(maxsize=8192)
def ukuran(teks: str) -> str:
    """The measure that a header text names, "persen" for a bare %, "" for none."""
    if ("%" in teks and bersih(teks) in PERSEN) or bersih(teks) in PERSEN - {""}:
        return "persen"
    kata = f" {bersih(teks)} "
    letak = [(kata.find(f" {k} "), -len(k), peran) for k, peran in UKURAN]
    return min(((i, p, peran) for i, p, peran in letak if i >= 0), default=(0, 0, ""))[2]


@lru_cache(maxsize=8192)
def _label(teks: str) -> str:
    kata = bersih(teks)
    return _LABEL.get(kata) or _LABEL_RAPAT.get(kata.replace(" ", ""), "")


@lru_cache(maxsize=8192)
def triwulan(teks: str) -> int:
    """1-4 for "TW I", "Triwulan 2", or a bare roman number; else 0."""
    kata = normal(teks)
    cocok = _TW.search(kata) or _HANYA_TW.fullmatch(kata) or (_AKHIR_TW.search(kata) if ukuran(teks) else None)
    return TRIWULAN[cocok.group(1)] if cocok else 0


@lru_cache(maxsize=8192)
def tahun(teks: str) -> int:
    """The one year in a text, 0 when there is none or more than one."""
    semua = set(_TAHUN.findall(teks))
    return int(semua.pop()) if len(semua) == 1 else 0


@lru_cache(maxsize=8192)
def kata_kepala(teks: str) -> bool:
    """A cell with this text can stand in a header: it names a column, a group, a year or a quarter."""
    if not teks or len(teks) > _PANJANG_MAKS:
        return False
    if _label(teks) or bersih(teks) in JUMLAH or triwulan(teks) or (tahun(teks) and not bersih(teks)):
        return True
    kata = bersih(teks).split()
    return (bool(ukuran(teks)) and len(kata) <= 8) or (bool(ANGGARAN & set(kata)) and len(kata) <= 4)


@lru_cache(maxsize=8192)
def arti(tingkat: tuple[str, ...]) -> Arti:
    """The meaning of a column from its header texts, top to bottom."""
    tunggal, tingkat = len(tingkat) == 1, _pisahkan(tingkat)
    bawah = tingkat[-1] if tingkat else ""
    semua = " ".join(tingkat)
    kata = set(bersih(semua).split())
    ketika = next((t for t in map(tahun, reversed(tingkat)) if t), 0)
    kapan = next((t for t in map(triwulan, reversed(tingkat)) if t), 0)
    tahap = next((TAHAP[k] for t in reversed(tingkat) for k in bersih(t).split() if k in TAHAP), "")
    peran = _label(bawah)
    if peran and not (len(tingkat) > 1 and peran in ("uraian", "program", "waktu") and ukuran(tingkat[0])):
        return Arti(peran, ketika)
    peran = next((u for u in map(ukuran, reversed(tingkat)) if u), "")
    if peran == "persen":
        atas = next((u for u in map(ukuran, reversed(tingkat[:-1])) if u not in ("", "persen")), "")
        peran = (
            atas
            if atas in ("sisa", "bobot")
            else "capaian"
            if atas == "capaian" or (atas == "realisasi" and "kinerja" in kata and not ANGGARAN & kata)
            else "persen"
        )
    if peran not in ("sisa", "kemajuan") and _KENAIKAN.fullmatch(bersih(bawah) or bersih(tingkat[0] if tingkat else "")):
        peran = "kenaikan"
    if peran not in _BUKAN_RUPIAH and (ANGGARAN & kata or _RUPIAH.search(semua)):
        peran = {"realisasi": "realisasi_anggaran", "capaian": "serapan", "persen": "serapan", "serapan": "serapan"}.get(peran, "pagu")
        if peran == "serapan" and _RUPIAH.search(semua) and "%" not in semua:
            peran = "realisasi_anggaran"
        if tunggal and bersih(semua) == "anggaran" and "%" in semua:
            peran = "bagian"
    elif bersih(bawah) in JUMLAH or (not peran and bersih(bawah).split()[-1:] and bersih(bawah).split()[-1] in JUMLAH):
        peran = "jumlah"
    return Arti(peran or "lain", ketika, kapan, tahap, renstra=bool({"renstra", "rpjmd"} & kata))


def _pisahkan(tingkat: tuple[str, ...]) -> tuple[str, ...]:
    """ "Realisasi Kinerja (%)" in one cell is a group and its percentage, as in two rows; "Target (%)" is a target in percent."""
    cocok = _DENGAN_PERSEN.fullmatch(tingkat[0]) if len(tingkat) == 1 else None
    if cocok and ukuran(cocok.group(1)) in ("", "target", "realisasi") and bersih(cocok.group(1)) not in _UKURAN_TUNGGAL:
        return cocok.group(1), "%"
    return tingkat


def angka_data(nilai: object) -> bool:
    """The value is a figure of a table, not a year or a quarter of its header."""
    if isinstance(nilai, str):
        return _angka_teks(nilai)
    if isinstance(nilai, bool) or not isinstance(nilai, (int, float)):
        return False
    return not (1990 <= nilai <= 2100 and float(nilai).is_integer())


@lru_cache(maxsize=8192)
def _angka_teks(teks: str) -> bool:
    if not any(c.isdigit() for c in teks) or (tahun(teks) and not bersih(teks)):
        return False
    try:
        return baca(teks) is not None
    except LkjipError:
        return False
