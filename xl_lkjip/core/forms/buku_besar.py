"""One ledger of quantities: what every table says of the target, realisasi or budget of the same indicator, year and quarter.

A value is the same quantity elsewhere when label, measure and time are the same. Where values differ, the ledger says which
one the rest supports: a calculation first, then the number of tables that print it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..angka import kosong
from ..banding import tercetak
from ..cetak import angka as tulis_angka
from ..domain.ip_asn import ip_asn
from ..parameter import BOBOT_IP_ASN
from ..workbook import Cell, tempat
from .dokumen import Dokumen, TabelTerbaca
from .isi import baca_isi
from .nama import mirip, normal
from .tabel_umum import BarisUmum, TabelUmum

_BESARAN = frozenset({"target", "realisasi", "capaian", "serapan", "pagu", "realisasi_anggaran"})
_TERHITUNG = {"capaian": {"target", "realisasi"}, "serapan": {"pagu", "realisasi_anggaran"}}  # beside these it is checked itself
_LABEL = ("indikator", "uraian", "program")
_KOLOM_TEMPLAT: dict[str, dict[str, tuple[str, int]]] = {  # column -> (quantity, years back)
    "pk_indikator": {"target": ("target", 0)},
    "pk_program": {"pagu": ("pagu", 0)},
    "pengukuran": {k: (k, 0) for k in ("target", "realisasi")},
    "triwulan": {"target": ("target", 0), "realisasi_tahun": ("realisasi", 0)},
    "perbandingan": {f"{k}{n or ''}": (k, n) for k in ("target", "realisasi") for n in range(4)},
    "data_dukung": {"realisasi": ("realisasi", 0)},
}
_UMUM = frozenset(
    [
        "dan",
        "yang",
        "di",
        "ke",
        "dari",
        "dengan",
        "untuk",
        "pada",
        "per",
        "atas",
        "nya",
        "the",
        "serta",
        "atau",
        "dalam",
        "kota",
        "kabupaten",
        "tahun",
    ]
)
_PEMBEDA = frozenset(
    [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "tidak",
        "belum",
        "bukan",
        "non",
        "luar",
        "dalam",
        "negeri",
        "swasta",
        "laki",
        "perempuan",
        "teknis",
        "struktural",
    ]
)
_BUKAN_SATUAN = frozenset({"rp", "a", "b", "bb", "cc", "c", "d", "ribu", "juta", "miliar", "milyar", "triliun"})
_MIRIP = 0.86
_SEBAGIAN = 0.6
_LABEL_MAKS = 400  # labels up to which every pair is compared


@dataclass(frozen=True, slots=True)
class Catatan:
    """One printed value of a quantity."""

    label: str
    nama: str
    besaran: str
    waktu: tuple[int, int, str]
    lembar: str
    tabel: int
    cell: Cell
    nilai: float
    desimal: int
    persen: bool
    satuan: str = ""
    lain: float | None = None  # the other reading of "1,250"

    def sejenis(self, lain: Catatan) -> bool:
        """Both are in percent or neither is, and no unit differs: other figures are not to be compared."""
        return self.persen == lain.persen and (not self.satuan or not lain.satuan or self.satuan == lain.satuan)


@dataclass(frozen=True, slots=True)
class Bukti:
    """A value that a calculation gives. `teks`: the calculation, for the message. `pasti`: made for this very label.

    `akar`: the finding on the statement that prints it wrongly.
    """

    nilai: float
    teks: str
    pasti: bool
    akar: str = ""


@dataclass(slots=True)
class Besaran:
    """All printed values of one quantity."""

    nama: str
    besaran: str
    waktu: tuple[int, int, str]
    catatan: list[Catatan] = field(default_factory=list)
    bukti: list[Bukti] = field(default_factory=list)

    def kelompok(self) -> list[list[Catatan]]:
        """Values that are the same at the precision at which they are printed, the most printed first."""
        hasil: list[list[Catatan]] = []
        for c in sorted(self.catatan, key=lambda c: -c.desimal):
            for k in hasil:
                if sama(c, k[0].nilai, k[0].desimal) or k[0].lain == c.nilai:
                    k.append(c)
                    break
            else:
                hasil.append([c])
        return sorted(hasil, key=lambda k: -len({c.tabel for c in k}))


def sama(catatan: Catatan, nilai: float, desimal: int = 9) -> bool:
    """The printed value is this one, to the coarser of both precisions."""
    kasar = min(catatan.desimal, desimal)
    return catatan.lain == nilai or abs(catatan.nilai - nilai) < (0.5 + 1e-6) * 10.0**-kasar + 1e-9


class BukuBesar:
    """The ledger of one workbook."""

    def __init__(self, dokumen: Dokumen) -> None:
        self.dokumen = dokumen
        self.tahun = _tahun_laporan(dokumen)
        catatan = [c for i, t in enumerate(dokumen.umum) if not t.templat for c in self._tabel(i, t)]
        milik = [t for t in (*dokumen.tabel, *dokumen.pendukung) if t.asal is None]
        catatan += [c for i, t in enumerate(milik, len(dokumen.umum)) for c in self._templat(i, t)]
        self.wakil = _satukan({c.label: c.nama for c in catatan}, catatan)
        self.besaran: dict[tuple[str, str, tuple[int, int, str]], Besaran] = {}
        for c in catatan:
            kunci = self.wakil[c.label], c.besaran, c.waktu
            self.besaran.setdefault(kunci, Besaran(c.nama, c.besaran, c.waktu)).catatan.append(c)
        self._dari_pernyataan()
        self._dari_ip_asn()

    def semua(self) -> Iterator[Besaran]:
        yield from self.besaran.values()

    def _tabel(self, nomor: int, tabel: TabelUmum) -> Iterator[Catatan]:
        peran_label = next((p for p in _LABEL if tabel.berperan(p)), "")
        kolom_label = tabel.berperan(peran_label)
        if len(kolom_label) != 1:
            return  # several labels in a row: which one a figure belongs to is not known
        punya = {k.peran for k in tabel.kolom}
        ukuran = [k for k in tabel.kolom if k.peran in _BESARAN]
        kunci = [(k.peran, k.arti) for k in ukuran]
        ukuran = [k for k, x in zip(ukuran, kunci, strict=True) if kunci.count(x) == 1]  # not two agencies beside each other
        isi = tabel.isi()
        nama_baris = [normal(b.teks.get(peran_label, "")) for b in isi]
        banyak = Counter(nama_baris)
        for nama_satu, baris in zip(nama_baris, isi, strict=True):
            if banyak[nama_satu] > 1:
                continue  # one name for several things
            nama = baris.teks.get(peran_label, "") if kolom_label[0].nomor in baris.sel else ""
            if not nama:
                continue
            for k in ukuran:
                if k.nomor not in baris.sel or _TERHITUNG.get(k.peran, {""}) <= punya:
                    continue
                if k.peran in ("pagu", "realisasi_anggaran") and _berbagi(tabel, baris, k.nomor):
                    continue
                cell = baris.sel[k.nomor]
                angka = None if kosong(cell.value) or cell.galat or cell.formula else tercetak(cell)
                if angka is None:
                    continue  # a formula only repeats what was typed elsewhere
                tahun = 0 if k.arti.tahun in (0, self.tahun) else k.arti.tahun
                besaran = (
                    f"{k.peran}_renstra" if k.arti.renstra and k.arti.tahun else f"{k.peran}_akhir_renstra" if k.arti.renstra else k.peran
                )
                yield Catatan(
                    label(nama, peran_label), nama, besaran, (tahun, k.arti.triwulan, k.arti.tahap), tabel.lembar, nomor, cell,
                    angka.nilai, angka.desimal, angka.persen, _satuan(cell), _lain(cell),
                )  # fmt: skip

    def _templat(self, nomor: int, tabel: TabelTerbaca) -> Iterator[Catatan]:
        """The sheets of our template: what each column holds, its key says."""
        kolom = _KOLOM_TEMPLAT.get(tabel.kunci, {})
        peran = "program" if tabel.kunci == "pk_program" else "indikator"
        banyak = Counter(normal(b.teks(peran)) for b in tabel.baris)
        for baris in tabel.baris:
            nama = baris.teks(peran)
            if banyak[normal(nama)] > 1:
                continue  # one name for several things
            for kunci, (besaran, lalu) in kolom.items() if nama else ():
                cell = baris[kunci]
                angka = None if kosong(cell.value) or cell.galat or cell.formula else tercetak(cell)
                tahun = self.tahun - lalu if lalu and self.tahun else -lalu
                if angka is not None:
                    yield Catatan(
                        label(nama, peran), nama, besaran, (tahun, 0, ""),
                        tabel.lembar, nomor, cell, angka.nilai, angka.desimal, angka.persen, _satuan(cell),
                    )  # fmt: skip

    def cari(self, nama: str, besaran: str, tahun: int = 0) -> list[Besaran]:
        """Quantities whose label is this name, or nearly."""
        hasil = []
        for (wakil, jenis, waktu), satu in self.besaran.items():
            if jenis != besaran or waktu[0] != (0 if tahun == self.tahun else tahun) or waktu[1]:
                continue
            if wakil == label(nama, "indikator") or any(serupa(nama, c.nama) for c in satu.catatan):
                hasil.append(satu)
        return hasil

    def _dari_pernyataan(self) -> None:
        """Statements of the running text that compute a quantity from counts."""
        for p in self.dokumen.pernyataan:
            nilai = getattr(p.hasil, "nilai", None)
            if not isinstance(nilai, float) or not p.besaran or (p.peran or "realisasi") not in _BESARAN:
                continue
            for satu in self.cari(p.besaran, p.peran or "realisasi", int(p.tahun) if p.tahun.isdigit() else 0):
                rasio = getattr(p.hasil, "satuan", "") == "rasio"
                poin = nilai * 100 if rasio or (abs(nilai) <= 1.5 and any(c.persen for c in satu.catatan)) else nilai
                pasti = any(normal(p.besaran) == normal(c.nama) for c in satu.catatan)
                tertulis = tercetak(p.tercetak)
                salah = tertulis is not None and abs(tertulis.nilai - poin) > 0.5 * 10.0**-tertulis.desimal
                akar = f"TXT101 {tempat(p.lembar, p.tercetak)}" if salah else ""
                satu.bukti.append(Bukti(poin, f"{p.rumus.tercetak.lstrip('=')} di {tempat(p.lembar, p.rumus)}", pasti, akar))

    def _dari_ip_asn(self) -> None:
        """The dimensions of the professionalism index: those that a verified breakdown prints, and the index that they give."""
        for tabel in self.dokumen.umum:
            kolom = {d: k for d in BOBOT_IP_ASN for k in tabel.kolom if set(normal(k.nama).split()) - {"dimensi", "indeks", "nilai"} == {d}}
            if len(kolom) == len(BOBOT_IP_ASN):
                for baris in tabel.isi():
                    self._dimensi(tabel, baris, {d: k.nomor for d, k in kolom.items()})
        for milik in self.dokumen.pendukung:
            if milik.kunci == "ip_asn":
                self._dimensi_templat(milik)
        for (_, besaran, waktu), satu in list(self.besaran.items()):
            nama = normal(satu.nama)
            if besaran == "realisasi" and "indeks profesional" in nama and not any(d in nama for d in BOBOT_IP_ASN):
                bagian = [self._indeks(d, waktu) for d in BOBOT_IP_ASN]
                if all(b is not None and b >= 0 for b in bagian):
                    nilai = ip_asn([b for b in bagian if b is not None], "indeks")
                    teks = " + ".join(f"{tulis_angka(b or 0)} x {w:g}%" for b, w in zip(bagian, BOBOT_IP_ASN.values(), strict=True))
                    satu.bukti.append(Bukti(nilai, teks, pasti=True))

    def _dimensi(self, tabel: TabelUmum, baris: BarisUmum, kolom: dict[str, int]) -> None:
        sel = {d: tercetak(baris.sel.get(n, Cell(0, 0))) for d, n in kolom.items()}
        nilai = next(
            (
                tercetak(baris.sel[k.nomor])
                for k in tabel.kolom
                if normal(k.nama) in ("nilai", "jumlah", "total", "nilai ip asn") and k.nomor in baris.sel
            ),
            None,
        )
        if nilai is None or any(a is None for a in sel.values()):
            return
        jumlah = sum(a.nilai for a in sel.values() if a is not None)
        if abs(jumlah - nilai.nilai) > 0.5 * 10.0**-nilai.desimal + 1e-9:
            return
        for satu in self.besaran.values():
            nama = normal(satu.nama)
            if satu.besaran == "realisasi" and satu.waktu == (0, 0, "") and "indeks profesional" in nama and "dimensi" not in nama:
                satu.bukti.append(
                    Bukti(nilai.nilai, f"jumlah dimensinya di {tabel.lembar}!{baris.sel[kolom['kualifikasi']].alamat}", pasti=True)
                )
            dimensi = next((d for d in sel if f"dimensi {d}" in nama), "")
            angka = sel.get(dimensi)
            if angka is not None and satu.besaran == "realisasi" and satu.waktu == (0, 0, "") and "profesional" in nama:
                teks = (
                    f"rincian di {tabel.lembar}!{baris.sel[kolom[dimensi]].alamat}, yang cocok dengan jumlahnya {tulis_angka(nilai.nilai)}"
                )
                satu.bukti.append(Bukti(angka.nilai, teks, pasti=True))

    def _dimensi_templat(self, tabel: TabelTerbaca) -> None:
        """The same on sheet IP ASN of our template: a dimension counts where all of them add up to the printed total."""
        sel = {normal(b.teks("dimensi")): b["skor"] for b in tabel.baris}
        skor = {d: tercetak(sel[d]) for d in BOBOT_IP_ASN if d in sel}
        total = tercetak(tabel.jumlah["skor"]) if tabel.jumlah else None
        if total is None or len(skor) != len(BOBOT_IP_ASN) or any(a is None for a in skor.values()):
            return
        if abs(sum(a.nilai for a in skor.values() if a is not None) - total.nilai) > 0.5 * 10.0**-total.desimal + 1e-9:
            return
        for satu in self.besaran.values():
            nama = normal(satu.nama)
            dimensi = next((d for d in BOBOT_IP_ASN if f"dimensi {d}" in nama and "profesional" in nama), "")
            angka = skor.get(dimensi)
            if angka is not None and satu.besaran == "realisasi" and satu.waktu == (0, 0, ""):
                teks = f"rincian di {tempat(tabel.lembar, sel[dimensi])}, yang cocok dengan jumlahnya {tulis_angka(total.nilai)}"
                satu.bukti.append(Bukti(angka.nilai, teks, pasti=True))

    def _indeks(self, dimensi: str, waktu: tuple[int, int, str]) -> float | None:
        """The index of a dimension: as calculated, or as most tables print it."""
        for (_, besaran, kapan), satu in self.besaran.items():
            if besaran == "realisasi" and kapan == waktu and normal(satu.nama).startswith(f"indeks {dimensi}"):
                return satu.bukti[0].nilai if satu.bukti else satu.kelompok()[0][0].nilai
        return None


def _berbagi(tabel: TabelUmum, baris: BarisUmum, kolom: int) -> bool:
    """The next row has no budget of its own: one budget stands for both."""
    letak = next(i for i, b in enumerate(tabel.baris) if b is baris) + 1
    berikut = tabel.baris[letak] if letak < len(tabel.baris) else None
    return (
        berikut is not None
        and berikut.jenis in ("isi", "bagian")
        and not berikut.nomor
        and kosong(berikut.sel.get(kolom, Cell(0, 0)).value)
    )


def _tahun_laporan(dokumen: Dokumen) -> int:
    """The year of the report: as the workbook says, else the latest one that has realisasi."""
    tahun = dokumen.identitas.get("tahun", "")
    if tahun.isdigit():
        return int(tahun)
    bertahun = []
    for t in dokumen.umum:
        tanpa = any(not k.arti.tahun for k in t.berperan("realisasi"))  # beside it a year is an earlier one
        bertahun += [k.arti.tahun for k in t.berperan("realisasi") if not tanpa]
    return max(bertahun, default=0) or max((k.arti.tahun for t in dokumen.umum for k in t.kolom if k.peran != "realisasi"), default=0)


def _lain(cell: Cell) -> float | None:
    angka = baca_isi(cell) if isinstance(cell.value, str) else None
    return angka.lain if angka else None


def _satuan(cell: Cell) -> str:
    teks = normal(cell.value) if isinstance(cell.value, str) else ""
    return " ".join(k for k in teks.split() if k.isalpha() and k not in _BUKAN_SATUAN)


def label(nama: str, peran: str) -> str:
    """What a label is found by: programmes and indicators of one name are different things."""
    return f"{'program' if peran == 'program' else 'indikator'}|{normal(nama)}"


@lru_cache(maxsize=8192)
def kata(nama: str) -> frozenset[str]:
    """The words of a name that tell it apart."""
    return frozenset(normal(nama).split()) - _UMUM


def serupa(a: str, b: str) -> bool:
    """Two labels mean one quantity: nearly the same words, and none that tells similar things apart."""
    x, y = kata(a), kata(b)
    if not x or not y or (x ^ y) & _PEMBEDA or any(k.isdigit() for k in x ^ y):
        return x == y and bool(x)
    return x == y or len(x & y) >= _MIRIP * len(x | y) or (len(x) > 3 and mirip(a, b, 0.9) >= 0.9)


def _satukan(nama: dict[str, str], catatan: Sequence[Catatan]) -> dict[str, str]:
    """One label for all that mean the same: nearly the same words, or one name within the other and a figure in common."""
    wakil = {label: label for label in nama}
    if len(nama) > _LABEL_MAKS:
        return wakil
    angka: dict[str, set[tuple[str, tuple[int, int, str], float]]] = {}
    for c in catatan:
        if c.nilai and not c.waktu[1]:
            angka.setdefault(c.label, set()).add((c.besaran, c.waktu, c.nilai))
    tabel: dict[str, set[int]] = {}
    for c in catatan:
        tabel.setdefault(c.label, set()).add(c.tabel)
    semua = sorted(nama)
    for i, a in enumerate(semua):
        for b in semua[:i]:
            lama, baru = wakil[a], wakil[b]
            if lama == baru or a.partition("|")[0] != b.partition("|")[0] or tabel[lama] & tabel[baru]:
                continue  # two rows of one table are two things
            if _satu(nama[a], nama[b], angka.get(a, set()), angka.get(b, set())):
                tabel[baru] |= tabel[lama]
                wakil.update({x: baru for x, w in wakil.items() if w == lama})
    return wakil


def _satu(a: str, b: str, angka_a: Iterable[object], angka_b: Iterable[object]) -> bool:
    if serupa(a, b):
        return True
    x, y = kata(a), kata(b)
    bersama = x & y
    if len(bersama) < 2 or (x ^ y) & _PEMBEDA or any(k.isdigit() for k in x ^ y):
        return False
    return len(bersama) >= _SEBAGIAN * min(len(x), len(y)) and len(set(angka_a) & set(angka_b)) >= 1 + (len(bersama) < min(len(x), len(y)))
