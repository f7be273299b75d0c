"""The one path of every check: workbooks -> recogniser -> rules -> findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .errors import LkjipError
from .forms.dokumen import Dokumen
from .forms.hitungan import Hitungan
from .forms.judul_kolom import angka_data
from .forms.pasangan import milik_semua, pasangkan, sekawan
from .forms.petunjuk import Petunjuk
from .forms.recogniser import kenali
from .rantai import berakar
from .rules import Finding, Konteks, Rule, Tingkat, semua_aturan
from .tanggapan import Semua, jawab, pisahkan
from .workbook import Workbook, letak

_TIMPA = "BUK102"
_TITIK = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")


@dataclass(slots=True)
class HasilBerkas:
    """What came of one file: refused, or read with its findings."""

    nama: str
    penolakan: LkjipError | None = None
    temuan: list[Finding] = field(default_factory=list)
    dokumen: list[Dokumen] = field(default_factory=list)
    pk: Dokumen | None = None  # the agreement that its measurement was held against
    tanpa_pk: str = ""  # why its measurement was held against none, although some were given
    buku: Workbook | None = None
    diperiksa: int = 0  # printed figures that a calculation was held against

    def banyak(self, tingkat: Tingkat) -> int:
        """How many findings have this severity."""
        return sum(t.tingkat is tingkat for t in self.temuan)

    @property
    def dijawab(self) -> int:
        """How many peringatan were answered; they count as peringatan, too."""
        return sum(t.tingkat is Tingkat.PERINGATAN and bool(t.tanggapan) for t in self.temuan)


def validasi(
    buku: Sequence[Workbook | tuple[str, LkjipError]], aturan: Sequence[Rule] | None = None, petunjuk: Petunjuk | None = None
) -> list[HasilBerkas]:
    """Check workbooks together, so that a PK is held against its Pengukuran. Refused files come as (name, reason)."""
    hasil: list[HasilBerkas] = []
    dokumen: list[tuple[int, Dokumen]] = []
    jawaban: dict[int, Semua] = {}
    for nomor, satu in enumerate(buku):
        if isinstance(satu, tuple):
            hasil.append(HasilBerkas(satu[0], penolakan=satu[1]))
        else:
            satu, jawaban[nomor] = pisahkan(satu)
            try:
                dikenal = kenali(satu, petunjuk)
            except LkjipError as galat:  # a template of an edition to come
                hasil.append(HasilBerkas(satu.nama, penolakan=galat))
                continue
            dokumen += [(nomor, d) for d in dikenal]
            hasil.append(HasilBerkas(satu.nama, None if dikenal else LkjipError("BRK005", satu.nama), dokumen=dikenal, buku=satu))
    semua = [d for _, d in dokumen]
    siapa = milik_semua(semua)
    jodoh = {id(d): pasangkan(d, semua, siapa) for d in semua if d.jenis == "pengukuran"}
    pasangan = [(n, d, jodoh.get(id(d), (None, ""))[0]) for n, d in dokumen]
    menganggur = _pk_menganggur(pasangan)
    for nomor, milik, pk in pasangan:
        hasil[nomor].pk = pk or hasil[nomor].pk
        if any(t.baris for t in milik.semua("pengukuran")):
            hasil[nomor].tanpa_pk = jodoh[id(milik)][1]
        konteks = Konteks(milik, pk, Hitungan(milik, pk, sekawan(milik, semua, siapa)))
        if menganggur and milik.jenis == "pengukuran" and pk is None:
            konteks.pk_lain, menganggur = menganggur, ""  # said once in a run
        hasil[nomor].temuan += _periksa(konteks, semua_aturan() if aturan is None else aturan)
        hasil[nomor].diperiksa += len(konteks.dihitung | _dijumlah(konteks))
    for nomor, satu_hasil in enumerate(hasil):
        temuan = satu_hasil.temuan if satu_hasil.buku is None else berakar(satu_hasil.temuan, satu_hasil.buku)
        temuan = jawab(_ditimpa(temuan), jawaban.get(nomor, {}), [d for n, d in dokumen if n == nomor])
        satu_hasil.temuan = sorted(temuan, key=_urutan(satu_hasil.buku))
    return hasil


def _periksa(konteks: Konteks, aturan: Sequence[Rule]) -> list[Finding]:
    return [_beda(t) for a in aturan if konteks.dokumen.jenis in a.jenis for t in _jalankan(a, konteks)]


def _beda(temuan: Finding) -> Finding:
    """A figure that should be what it is would only puzzle the reader."""
    sama = temuan.hitung and _TITIK.sub("", temuan.hitung) == _TITIK.sub("", temuan.tercetak)
    return replace(temuan, hitung="") if sama else temuan


def _ditimpa(temuan: list[Finding]) -> list[Finding]:
    """A figure that was typed over its formula is wrong because of that."""
    ditimpa = {(t.lembar, t.sel): f"{t.kode} {t.lembar}!{t.sel}" for t in temuan if t.kode == _TIMPA}
    if not ditimpa:
        return temuan
    return [
        replace(t, akar=ditimpa[t.lembar, t.sel]) if not t.akar and t.kode != _TIMPA and (t.lembar, t.sel) in ditimpa else t for t in temuan
    ]


def _dijumlah(konteks: Konteks) -> set[tuple[str, int, int]]:
    """The figures of rows that are totals or means: those are added up, whatever they come to."""
    akhir = [(t.lembar, b) for t in konteks.umum for b in t.baris if b.jenis in ("jumlah", "rata")]
    return {(lembar, c.baris, c.kolom) for lembar, b in akhir for c in b.sel.values() if isinstance(c.value, float) or angka_data(c.value)}


def _pk_menganggur(pasangan: Sequence[tuple[int, Dokumen, Dokumen | None]]) -> str:
    """Unit and year of the PKs that were given and belong to no measurement, for a message."""
    terpakai = {id(pk) for _, _, pk in pasangan if pk is not None}
    bebas = [d.identitas for _, d, _ in pasangan if d.jenis == "pk" and id(d) not in terpakai]
    return "; ".join(f"{i['unit']}, {i['tahun']}" for i in bebas if i.get("unit") and i.get("tahun"))


def _jalankan(aturan: Rule, konteks: Konteks) -> Iterator[Finding]:
    """A rule that crashes becomes a finding, and the others go on."""
    try:
        yield from list(aturan.periksa(konteks))
    except Exception as galat:  # noqa: BLE001 - whatever a rule does, the run goes on
        rusak = LkjipError("SYS001", nama=type(aturan).__name__, masalah=f"{type(galat).__name__}: {galat}")
        yield Finding(rusak.kode, Tingkat.GALAT, konteks.dokumen.berkas, "", "", rusak.sebab, rusak.saran)


def _urutan(buku: Workbook | None) -> Callable[[Finding], tuple[int, str, int, int, str]]:
    """In the order of the sheets: what is typed stands before what is computed from it."""
    nomor = {s.nama: n for n, s in enumerate(buku.sheets)} if buku else {}

    def kunci(temuan: Finding) -> tuple[int, str, int, int, str]:
        baris, kolom = letak(temuan.sel) if temuan.sel else (0, 0)
        return nomor.get(temuan.lembar, -1), temuan.lembar, baris, kolom, temuan.kode

    return kunci
