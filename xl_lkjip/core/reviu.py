"""The review checklist: what a machine can answer of it from a Pengukuran, its PK and their findings, and what is left to the reviewer.

The points are those of the checklist in Lampiran III of PermenPAN-RB 53/2014 (format, how it was made, substance) and of what
Lampiran II asks of Bab III. The sentences are ours, not the regulation's: nothing here is a quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .angka import kosong
from .cetak import persen
from .errors import LkjipError
from .forms.dokumen import Baris, Dokumen, TabelTerbaca
from .forms.hitungan import Hitungan
from .forms.identitas import ISIAN, LEMBAR
from .forms.nama import mirip, normal
from .forms.pasangan import pasangkan_indikator
from .parameter import DIGIT_RASIO
from .rules import Finding, Tingkat
from .workbook import tempat

YA, TIDAK, PERIKSA, REVIEWER = "ya", "tidak", "perlu diperiksa", "diperiksa reviewer"
FORMAT, MEKANISME, SUBSTANSI, BAB_III = "Format", "Mekanisme penyusunan", "Substansi", "Isi Bab III"
_TEMPAT_MAKS = 5
_BEDA_PK = ("PKP101", "PKP102", "PKP206")  # indicator, target, direction and unit against the PK
Jawab = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Butir:
    """One point of the checklist with its answer and the places that it rests on."""

    nomor: str
    kelompok: str
    pernyataan: str
    jawaban: str
    alasan: str


@dataclass(frozen=True, slots=True)
class _Pokok:
    """A point: its answer is computed, or `tanya` tells the reviewer what to look at."""

    nomor: str
    kelompok: str
    pernyataan: str
    periksa: Callable[[_Bahan], Jawab] | None = None
    tanya: str = ""


def daftar_reviu(dokumen: Dokumen, pk: Dokumen | None, temuan: Sequence[Finding]) -> list[Butir]:
    """Every point of the checklist for a Pengukuran. `temuan`: what the rules found in it, and in its PK where that was checked."""
    bahan = _Bahan(dokumen, pk, temuan)
    hasil = []
    for pokok in POKOK:
        jawaban, alasan = pokok.periksa(bahan) if pokok.periksa else (REVIEWER, pokok.tanya)
        hasil.append(Butir(pokok.nomor, pokok.kelompok, pokok.pernyataan, jawaban, alasan))
    return hasil


class _Bahan:
    """What the answers are taken from."""

    def __init__(self, dokumen: Dokumen, pk: Dokumen | None, temuan: Sequence[Finding]) -> None:
        self.dokumen, self.pk, self._temuan = dokumen, pk, temuan

    @cached_property
    def baris(self) -> list[tuple[TabelTerbaca, Baris]]:
        """The measured indicators."""
        return [(t, b) for t in self.dokumen.semua("pengukuran") for b in t.baris if b.teks("indikator")]

    @cached_property
    def meleset(self) -> list[tuple[TabelTerbaca, Baris, float]]:
        """Indicators below their target, with their capaian."""
        hitungan = Hitungan(self.dokumen, self.pk)
        hasil = []
        for tabel, baris in self.baris:
            try:
                harapan = hitungan.capaian(baris)
            except LkjipError:
                continue
            if harapan and round(harapan.nilai, DIGIT_RASIO) < 1:
                hasil.append((tabel, baris, harapan.nilai))
        return hasil

    def pendukung(self, kunci: str, dokumen: Dokumen | None = None) -> TabelTerbaca | None:
        """A supporting table, where the workbook has it."""
        return next((t for t in (dokumen or self.dokumen).pendukung if t.kunci == kunci), None)

    def terisi(self, kunci: str, *kolom: str, dokumen: Dokumen | None = None) -> tuple[list[str], list[str]] | None:
        """Places of the rows of a supporting table that have one of these columns filled, and of those that have not."""
        tabel = self.pendukung(kunci, dokumen)
        if tabel is None:
            return None
        isi: list[str] = []
        kurang: list[str] = []
        for baris in tabel.baris:
            if baris.teks("indikator"):
                ada = next((k for k in kolom if not kosong(baris[k].value)), "")
                (isi if ada else kurang).append(tempat(tabel.lembar, baris[ada or kolom[0]]))
        return isi, kurang

    def temuan(self, *kode: str) -> list[Finding]:
        """The findings with codes that start so."""
        return [t for t in self._temuan if t.kode.startswith(kode)]

    def galat(self) -> list[Finding]:
        return [t for t in self._temuan if t.tingkat is Tingkat.GALAT]

    def belum_dijawab(self) -> list[Finding]:
        return [t for t in self._temuan if t.tingkat is Tingkat.PERINGATAN and not t.tanggapan]


def _sebut(letak: Sequence[str]) -> str:
    """Places, the first few of them."""
    lebih = len(letak) - _TEMPAT_MAKS
    return ", ".join(letak[:_TEMPAT_MAKS]) + (f", dan {lebih} lainnya" if lebih > 0 else "")


def _sebut_temuan(temuan: Sequence[Finding]) -> str:
    return _sebut([f"{t.kode} {t.lembar}!{t.sel}" if t.sel else t.kode for t in temuan])


def _tanpa(lembar: str) -> Jawab:
    return PERIKSA, f"Berkas ini tidak memuat lembar {lembar}; lihat naskah laporannya."


def _semua(isian: tuple[list[str], list[str]] | None, lembar: str, apa: str) -> Jawab:
    """ya where every row says it, tidak where one does not."""
    if isian is None:
        return _tanpa(lembar)
    ada, kurang = isian
    if not ada and not kurang:
        return TIDAK, f"Lembar {lembar} belum berisi indikator."
    return (TIDAK, f"{apa} belum ada: {_sebut(kurang)}.") if kurang else (YA, f"{apa} ada: {_sebut(ada)}.")


def _data_penting(b: _Bahan) -> Jawab:
    if not b.baris:
        return TIDAK, "Tidak ada indikator yang diukur."
    if not b.dokumen.templat:
        return PERIKSA, "Berkas ini bukan templat; nama instansi, unit, dan tahun tidak dibaca dari sel tertentu."
    kurang = [
        f"{i.label} ({LEMBAR}!{b.dokumen.sel_identitas.get(i.kunci, i.kunci)})"
        for i in ISIAN
        if i.wajib and not b.dokumen.identitas.get(i.kunci)
    ]
    isi = ", ".join(b.dokumen.identitas.get(k, "") for k in ("unit", "instansi", "tahun"))
    return (TIDAK, f"Belum diisi: {_sebut(kurang)}.") if kurang else (YA, f"{isi}; {len(b.baris)} indikator.")


def _kolom_lengkap(b: _Bahan, kolom: Sequence[str], apa: str) -> Jawab:
    if not b.baris:
        return TIDAK, "Tidak ada indikator yang diukur."
    kurang = [tempat(t.lembar, r[k]) if r[k].kolom else f"kolom {k}" for t, r in b.baris for k in kolom if kosong(r[k].value)]
    kurang = list(dict.fromkeys(kurang))
    return (TIDAK, f"{apa} kosong: {_sebut(kurang)}.") if kurang else (YA, f"{apa} terisi pada {len(b.baris)} indikator.")


def _target(b: _Bahan) -> Jawab:
    return _kolom_lengkap(b, ("target",), "Target")


def _capaian(b: _Bahan) -> Jawab:
    return _kolom_lengkap(b, ("realisasi", "capaian"), "Realisasi dan capaian")


def _lampiran(b: _Bahan) -> Jawab:
    return _semua(b.terisi("data_dukung", "sumber"), "Data Dukung", "Sumber data")


def _perbaikan(b: _Bahan) -> Jawab:
    langkah, analisis = b.pendukung("langkah"), b.terisi("analisis", "tindak_lanjut")
    if langkah and langkah.baris:
        return YA, f"{len(langkah.baris)} langkah di lembar {langkah.lembar}."
    if analisis and analisis[0]:
        return YA, f"Tindak lanjut: {_sebut(analisis[0])}."
    return _tanpa("Langkah Perbaikan") if langkah is None else (TIDAK, f"Lembar {langkah.lembar} dan kolom Tindak Lanjut kosong.")


def _keuangan(b: _Bahan) -> Jawab:
    sumber = [*b.dokumen.semua("pengukuran"), *(t for t in b.dokumen.pendukung if t.kunci in ("anggaran", "triwulan_anggaran"))]
    terisi: list[str] = []
    kurang: list[str] = []
    for tabel in sumber:
        kunci = "realisasi" if tabel.kunci == "triwulan_anggaran" else "realisasi_anggaran"
        for baris in tabel.baris:
            if not kosong(baris["pagu"].value):
                ada = not kosong(baris[kunci].value)
                (terisi if ada else kurang).append(tempat(tabel.lembar, baris[kunci] if baris[kunci].kolom else baris["pagu"]))
    if terisi:
        belum = [k for k in kurang if k.startswith(terisi[0].partition("!")[0])]
        lain = f" Pagu tanpa realisasi: {_sebut(belum)}." if belum else ""
        return (PERIKSA if belum else YA), f"Pagu dan realisasi: {_sebut(terisi)}.{lain}"
    return TIDAK, f"Pagu tanpa realisasi: {_sebut(kurang)}." if kurang else "Tidak ada pagu dan realisasi anggaran."


def _didukung_data(b: _Bahan) -> Jawab:
    beda = b.temuan("HIT", "CEK101")
    if beda:
        return TIDAK, f"Berbeda dari data dukungnya: {_sebut_temuan(beda)}."
    return _semua(b.terisi("data_dukung", "sumber", "pembilang"), "Data Dukung", "Pembilang atau sumber data")


def _penanggung_jawab(b: _Bahan) -> Jawab:
    if b.pk is None:
        return PERIKSA, "PK tidak ikut diperiksa; penanggung jawab ada di lembar IKU."
    return _semua(b.terisi("iku", "penanggung_jawab", dokumen=b.pk), "IKU", "Penanggung jawab")


def _andal(b: _Bahan) -> Jawab:
    if b.galat():
        return TIDAK, f"{len(b.galat())} galat: {_sebut_temuan(b.galat())}."
    if b.belum_dijawab():
        return PERIKSA, f"Tidak ada galat; peringatan yang belum ditanggapi: {_sebut_temuan(b.belum_dijawab())}."
    return YA, "Tidak ada galat dan tidak ada peringatan yang belum ditanggapi."


def _sasaran(b: _Bahan) -> Jawab:
    if b.pk is None:
        return _tanpa_pk()
    di_pk = list(dict.fromkeys(r.sasaran for t in b.pk.semua("pk_indikator") for r in t.baris if r.sasaran))
    di_sini: dict[str, tuple[TabelTerbaca, Baris]] = {}
    for t, r in b.baris:
        if r.sasaran:
            di_sini.setdefault(normal(r.sasaran), (t, r))
    beda = [(t, r) for nama, (t, r) in di_sini.items() if nama not in map(normal, di_pk)]
    hilang = [s for s in di_pk if normal(s) not in di_sini and not any(mirip(s, r.sasaran) for _, r in beda)]
    if beda:
        return TIDAK, f"Sasaran yang tidak tertulis begitu dalam PK: {_sebut([tempat(t.lembar, r['sasaran']) for t, r in beda])}."
    if hilang:
        return TIDAK, f"Sasaran PK yang tidak dilaporkan: {_sebut(hilang)}."
    return YA, f"{len(di_sini)} sasaran sama dengan PK ({b.pk.nama})."


def _indikator(b: _Bahan) -> Jawab:
    if b.pk is None:
        return _tanpa_pk()
    beda = b.temuan(*_BEDA_PK)
    return (TIDAK, f"Berbeda dari PK: {_sebut_temuan(beda)}.") if beda else (YA, f"Indikator dan target sama dengan PK ({b.pk.nama}).")


def _iku(b: _Bahan) -> Jawab:
    tabel = b.pendukung("iku", b.pk) if b.pk else None
    if b.pk is None or tabel is None or not tabel.baris:
        return _tanpa_pk() if b.pk is None else _tanpa("IKU")
    iku = Dokumen(b.pk.berkas, "pk", {}, [TabelTerbaca("pk_indikator", tabel.lembar, tabel.kolom, tabel.baris)])
    pasangan, lebih = pasangkan_indikator([r for _, r in b.baris], iku)
    beda = [
        tempat(t.lembar, r["indikator"]) for (t, _), (r, milik) in zip(b.baris, pasangan, strict=True) if milik is None or not milik.sama
    ]
    beda += [tempat(i.tabel.lembar, i.baris["indikator"]) for i in lebih]
    return (TIDAK, f"Indikator yang berbeda dari IKU: {_sebut(beda)}.") if beda else (YA, f"Semua indikator ada di lembar {tabel.lembar}.")


def _sasaran_dijelaskan(b: _Bahan) -> Jawab:
    if _sasaran(b)[0] == YA:
        return REVIEWER, "Butir 3.1 ya; bila 3.2 tidak, cari penjelasannya dalam naskah laporan."
    return PERIKSA, "Cari penjelasan perbedaan sasaran dalam naskah laporan."


def _indikator_dijelaskan(b: _Bahan) -> Jawab:
    """Differences from the PK need an explanation: an answer to the finding, or a remark beside the row."""
    jawaban = {_indikator(b)[0], _iku(b)[0]}
    if jawaban == {YA}:
        return YA, "Tidak ada perbedaan yang perlu dijelaskan."
    beda = b.temuan(*_BEDA_PK)
    belum = [t for t in beda if not t.tanggapan]
    if belum:
        return TIDAK, f"Belum ditanggapi: {_sebut_temuan(belum)}."
    if beda and _iku(b)[0] != TIDAK:
        return YA, f"Ditanggapi: {_sebut_temuan(beda)}."
    return PERIKSA, "Cari penjelasannya dalam naskah laporan."


def _perbandingan(b: _Bahan) -> Jawab:
    lalu, nasional = _tahun_lalu(b), _nasional(b)
    if TIDAK in (lalu[0], nasional[0]):
        return (TIDAK if lalu[0] == TIDAK else PERIKSA), f"{lalu[1]} {nasional[1]}"
    return (YA if lalu[0] == YA else PERIKSA), f"{lalu[1]} {nasional[1]}"


def _terukur(b: _Bahan) -> Jawab:
    kurang = b.temuan("SMR", "TGT", "DUP")
    if kurang:
        return TIDAK, f"Perlu diperbaiki: {_sebut_temuan(kurang)}."
    return PERIKSA, "Satuan dan target dapat diukur; apakah indikatornya spesifik dan relevan, nilailah sendiri."


def _tahun_ini(b: _Bahan) -> Jawab:
    jawaban, alasan = _kolom_lengkap(b, ("target", "realisasi", "capaian"), "Target, realisasi, dan capaian")
    salah = [t for t in b.temuan("CAP1", "ANG0", "CAP0") if t.tingkat is Tingkat.GALAT]
    return (
        (TIDAK, f"Capaian yang salah atau tidak dapat dihitung: {_sebut_temuan(salah)}.") if salah and jawaban == YA else (jawaban, alasan)
    )


def _tahun_lalu(b: _Bahan) -> Jawab:
    return _semua(b.terisi("perbandingan", "realisasi1", "realisasi2", "realisasi3"), "Perbandingan", "Realisasi tahun lalu")


def _renstra(b: _Bahan) -> Jawab:
    return _semua(b.terisi("perbandingan", "target_akhir"), "Perbandingan", "Target akhir Renstra")


def _nasional(b: _Bahan) -> Jawab:
    isian = b.terisi("perbandingan", "realisasi_nasional", "target_nasional")
    if isian is None:
        return _tanpa("Perbandingan")
    if isian[0]:
        return YA, f"Angka nasional: {_sebut(isian[0])}."
    return PERIKSA, "Angka nasional tidak ada; periksa apakah ada standar nasional untuk indikator ini."


def _sebab(b: _Bahan) -> Jawab:
    tabel = b.pendukung("analisis")
    if tabel is None:
        return _tanpa("Analisis")
    if not b.meleset:
        isian = b.terisi("analisis", "pendorong", "penghambat") or ([], [])
        return (YA, f"Semua target tercapai; faktornya: {_sebut(isian[0])}.") if isian[0] else (TIDAK, "Faktor pendorong belum diisi.")
    awal = {t.lembar: t.awal for t, _ in b.baris}
    per_nomor = {r.baris - tabel.awal: r for r in tabel.baris}
    kurang = []
    for t, r, nilai in b.meleset:
        milik = per_nomor.get(r.baris - awal[t.lembar])
        if milik is None or kosong(milik["penghambat"].value):
            letak = tempat(tabel.lembar, milik["penghambat"]) if milik else tempat(t.lembar, r["indikator"])
            kurang.append(f"{letak} (capaian {persen(nilai)})")
    if kurang:
        return TIDAK, f"Target tidak tercapai tanpa penjelasan: {_sebut(kurang)}."
    return YA, f"{len(b.meleset)} indikator di bawah target, semuanya dijelaskan di lembar {tabel.lembar}."


def _efisiensi(b: _Bahan) -> Jawab:
    terisi = [tempat(t.lembar, r["efisiensi"]) for t, r in b.baris if not kosong(r["efisiensi"].value)]
    salah = [t for t in b.temuan("EFI") if t.tingkat is Tingkat.GALAT]
    if salah:
        return TIDAK, f"Efisiensi yang salah: {_sebut_temuan(salah)}."
    if not terisi:
        return TIDAK, "Tingkat efisiensi kosong pada semua indikator: isi pagu dan realisasi anggarannya."
    return YA, f"Tingkat efisiensi: {_sebut(terisi)}."


def _program(b: _Bahan) -> Jawab:
    rinci = b.pendukung("anggaran")
    if rinci and any(not kosong(r["capaian"].value) for r in rinci.baris):
        return YA, f"Capaian program dan kegiatan di lembar {rinci.lembar}."
    nama = [tempat(t.lembar, r["program"]) for t, r in b.baris if r.teks("program")]
    if nama:
        return PERIKSA, f"Program pendukung disebut ({_sebut(nama)}), tetapi capaiannya tidak; periksa analisisnya."
    return (PERIKSA if rinci is None else TIDAK), "Program pendukung tidak disebut di tabel."


def _tanpa_pk() -> Jawab:
    return PERIKSA, "PK tidak ikut diperiksa; jalankan bersama berkas PK-nya."


POKOK: tuple[_Pokok, ...] = (
    _Pokok("1.1", FORMAT, "Data penting instansi ada: unit, tahun, pejabat, sasaran, dan indikatornya.", _data_penting),
    _Pokok("1.2", FORMAT, "Target setiap indikator disajikan.", _target),
    _Pokok("1.3", FORMAT, "Realisasi dan capaian setiap indikator disajikan.", _capaian),
    _Pokok("1.4", FORMAT, "Angka di badan laporan didukung lampiran atau sumber data.", _lampiran),
    _Pokok("1.5", FORMAT, "Upaya perbaikan ke tahun berikutnya disajikan.", _perbaikan),
    _Pokok("1.6", FORMAT, "Pertanggungjawaban keuangan disajikan: pagu dan realisasinya.", _keuangan),
    _Pokok("2.1", MEKANISME, "Laporan disusun oleh unit yang memang bertugas menyusunnya.", tanya="Lihat surat tugas atau uraian tugas."),
    _Pokok("2.2", MEKANISME, "Realisasi didukung data yang memadai.", _didukung_data),
    _Pokok("2.3", MEKANISME, "Ada tata cara penyampaian data dari bidang kepada penyusun.", tanya="Lihat SOP atau surat permintaan data."),
    _Pokok("2.4", MEKANISME, "Penanggung jawab data setiap indikator ditetapkan.", _penanggung_jawab),
    _Pokok(
        "2.5", MEKANISME, "Hitungannya benar dan angka yang sama tidak berbeda di dua tempat; keandalan sumbernya dinilai reviewer.", _andal
    ),
    _Pokok(
        "2.6", MEKANISME, "Analisisnya diketahui unit kerja yang bersangkutan.", tanya="Tanyakan kepada bidang yang disebut dalam analisis."
    ),
    _Pokok("2.7", MEKANISME, "Laporan menghimpun sumbangan unit-unit di bawahnya.", tanya="Bandingkan dengan laporan bidang atau UPTD."),
    _Pokok("3.1", SUBSTANSI, "Sasaran dalam laporan sama dengan sasaran dalam PK.", _sasaran),
    _Pokok("3.2", SUBSTANSI, "Sasaran dalam laporan selaras dengan Renstra.", tanya="Bandingkan dengan dokumen Renstra."),
    _Pokok("3.3", SUBSTANSI, "Bila 3.1 atau 3.2 tidak, penjelasannya memadai.", _sasaran_dijelaskan),
    _Pokok("3.4", SUBSTANSI, "Indikator dan target dalam laporan sama dengan PK yang terakhir.", _indikator),
    _Pokok("3.5", SUBSTANSI, "Indikator dalam laporan sama dengan Indikator Kinerja Utama.", _iku),
    _Pokok("3.6", SUBSTANSI, "Bila 3.4 atau 3.5 tidak, penjelasannya memadai.", _indikator_dijelaskan),
    _Pokok("3.7", SUBSTANSI, "Ada perbandingan dengan tahun lalu, dan dengan standar nasional bila ada.", _perbandingan),
    _Pokok(
        "3.8", SUBSTANSI, "Indikator cukup mengukur sasarannya.", tanya="Nilailah apakah sasaran tercapai bila semua indikatornya tercapai."
    ),
    _Pokok("3.9", SUBSTANSI, "Bila 3.8 tidak, penjelasannya memadai.", tanya="Lihat penjelasan dalam naskah laporan."),
    _Pokok("3.10", SUBSTANSI, "Indikator spesifik, terukur, dapat dicapai, relevan, dan berjangka waktu (SMART).", _terukur),
    _Pokok("4.1", BAB_III, "Target dan realisasi tahun ini dibandingkan.", _tahun_ini),
    _Pokok("4.2", BAB_III, "Realisasi dibandingkan dengan tahun-tahun lalu.", _tahun_lalu),
    _Pokok("4.3", BAB_III, "Realisasi dibandingkan dengan target akhir Renstra.", _renstra),
    _Pokok("4.4", BAB_III, "Realisasi dibandingkan dengan standar nasional, bila ada.", _nasional),
    _Pokok("4.5", BAB_III, "Sebab keberhasilan dan kegagalan dianalisis.", _sebab),
    _Pokok("4.6", BAB_III, "Efisiensi penggunaan sumber daya dianalisis.", _efisiensi),
    _Pokok("4.7", BAB_III, "Program dan kegiatan yang menunjang keberhasilan atau kegagalan dianalisis.", _program),
)


def ringkas(butir: Sequence[Butir]) -> Iterator[tuple[str, int]]:
    """How many points have each answer."""
    for jawaban in (YA, TIDAK, PERIKSA, REVIEWER):
        yield jawaban, sum(b.jawaban == jawaban for b in butir)
