"""The one path of every check: workbooks -> recogniser -> rules -> findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .errors import LkjipError
from .forms.dokumen import Dokumen
from .forms.hitungan import Hitungan
from .forms.pasangan import pasangkan, sekawan
from .forms.petunjuk import Petunjuk
from .forms.recogniser import kenali
from .rules import Finding, Konteks, Rule, Tingkat, semua_aturan
from .tanggapan import Semua, jawab, pisahkan
from .workbook import Workbook, letak


@dataclass(slots=True)
class HasilBerkas:
    """What came of one file: refused, or read with its findings."""

    nama: str
    penolakan: LkjipError | None = None
    temuan: list[Finding] = field(default_factory=list)
    dokumen: list[Dokumen] = field(default_factory=list)
    pk: Dokumen | None = None  # the agreement that its measurement was held against

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
            hasil.append(HasilBerkas(satu.nama, None if dikenal else LkjipError("BRK005", satu.nama), dokumen=dikenal))
    for nomor, milik in dokumen:
        pk = pasangkan(milik, [d for _, d in dokumen]) if milik.jenis == "pengukuran" else None
        hasil[nomor].pk = pk or hasil[nomor].pk
        hasil[nomor].temuan += _periksa(milik, pk, [d for _, d in dokumen], semua_aturan() if aturan is None else aturan)
    for nomor, satu_hasil in enumerate(hasil):
        temuan = jawab(satu_hasil.temuan, jawaban.get(nomor, {}), [d for n, d in dokumen if n == nomor])
        satu_hasil.temuan = sorted(temuan, key=_urutan)
    return hasil


def _periksa(dokumen: Dokumen, pk: Dokumen | None, semua: Sequence[Dokumen], aturan: Sequence[Rule]) -> Iterator[Finding]:
    konteks = Konteks(dokumen, pk, Hitungan(dokumen, pk, sekawan(dokumen, semua)), pk_lain="" if pk else _milik_siapa(semua))
    for satu in aturan:
        if dokumen.jenis in satu.jenis:
            yield from _jalankan(satu, konteks)


def _milik_siapa(semua: Sequence[Dokumen]) -> str:
    """Unit and year of the PKs that were given, for a message."""
    pk = [d.identitas for d in semua if d.jenis == "pk"]
    return "; ".join(f"{i.get('unit') or 'unit tidak disebut'}, {i.get('tahun') or 'tahun tidak disebut'}" for i in pk)


def _jalankan(aturan: Rule, konteks: Konteks) -> Iterator[Finding]:
    """A rule that crashes becomes a finding, and the others go on."""
    try:
        yield from list(aturan.periksa(konteks))
    except Exception as galat:  # noqa: BLE001 - whatever a rule does, the run goes on
        rusak = LkjipError("SYS001", nama=type(aturan).__name__, masalah=f"{type(galat).__name__}: {galat}")
        yield Finding(rusak.kode, Tingkat.GALAT, konteks.dokumen.berkas, "", "", rusak.sebab, rusak.saran)


def _urutan(temuan: Finding) -> tuple[str, int, int, str]:
    baris, kolom = letak(temuan.sel) if temuan.sel else (0, 0)
    return temuan.lembar, baris, kolom, temuan.kode
