"""Where everything of a form stands: the rows of its tables and the columns of their keys, and formulas written for a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .layout import Formulir, Kolom, Lembar, Rujukan, Tabel

_MASUKAN = frozenset({"target", "realisasi", "pagu", "realisasi_anggaran"})  # inputs in which a lone dash counts as blank


@dataclass(frozen=True, slots=True)
class Letak:
    """Rows of one table. `kepala` to `kepala_akhir`: its header; `awal` to `isi_akhir`: content; `akhir`: end of every range."""

    tabel: Tabel
    lembar: str
    judul: int
    kepala: int
    kepala_akhir: int
    awal: int
    isi_akhir: int
    akhir: int
    jumlah: int
    kolom: Mapping[str, int]

    @property
    def terakhir(self) -> int:
        """The last row that belongs to the table."""
        return self.jumlah or self.akhir


class _Tabel:
    """`{t.tabel.kunci}` of formulas: the tables of the form by name, seen from a row number."""

    def __init__(self, denah: Denah, urutan: int) -> None:
        self._denah, self._urutan = denah, urutan

    def __getattr__(self, nama: str) -> _KolomTabel:
        return _KolomTabel(self._denah.letak[nama], self._urutan)


class _KolomTabel:
    def __init__(self, letak: Letak, urutan: int) -> None:
        self._letak, self._urutan = letak, urutan

    def __getattr__(self, nama: str) -> Rujukan:
        letak = self._letak
        return Rujukan(letak.kolom[nama], letak.awal + self._urutan, letak.awal, letak.akhir, letak.jumlah, letak.lembar)


class Denah:
    """The plan of a form with a given number of rows: `baris` says how many a table needs, `siap` rows at least."""

    def __init__(self, formulir: Formulir, baris: Mapping[str, int] | None = None) -> None:
        self.formulir = formulir
        self.letak: dict[str, Letak] = {}
        for lembar in formulir.lembar:
            berikut = len(lembar.judul) + 1
            for tabel in lembar.tabel:
                self.letak[tabel.kunci] = letak = _letak(lembar, tabel, berikut, self._banyak(tabel, baris or {}))
                berikut = letak.terakhir + 1

    def _banyak(self, tabel: Tabel, baris: Mapping[str, int]) -> int:
        if tabel.tetap:
            return len(tabel.tetap)
        induk = next((t for t in self.formulir.tabel if t.kunci == tabel.ikut), None)
        return self._banyak(induk, baris) if induk else max(tabel.baris_siap, baris.get(tabel.kunci, 0))

    def rujukan(self, kunci: str, baris: int) -> dict[str, object]:
        """What formulas of a row can name."""
        letak = self.letak[kunci]
        sendiri = {k: Rujukan(n, baris, letak.awal, letak.akhir, letak.jumlah) for k, n in letak.kolom.items()}
        return {**sendiri, "t": _Tabel(self, baris - letak.awal)}

    def rumus(self, kunci: str, kolom: Kolom, baris: int, ada: str) -> str:
        """The formula of a cell: blank while what it needs is blank; the function where `ada` says that it is there."""
        rujukan = self.rujukan(kunci, baris)
        if kolom.ikut:
            asal = _isi(f"{{t.{kolom.ikut}}}", rujukan)
            return f'IF({asal}="","",{asal})'
        if not kolom.dihitung:
            return _isi(kolom.awalan, rujukan)
        inti = self.panggil(kunci, kolom.fungsi, baris, ada, self.letak[kunci].tabel.nama_biasa(kolom.kunci)) if kolom.fungsi else ""
        rumus = _jaga(inti or _isi(kolom.rumus, rujukan), [_isi(kolom.kecuali, rujukan)] if kolom.kecuali else [])
        return _jaga(rumus, [s for k in kolom.syarat for s in _kosong(k, str(rujukan[k]))])

    def rumus_jumlah(self, kunci: str, kolom: Kolom, ada: str) -> str:
        """The formula of a cell of the total row, "" where it has none."""
        letak = self.letak[kunci]
        rujukan = self.rujukan(kunci, letak.jumlah)
        if not kolom.jumlah_fungsi:
            return _isi(kolom.jumlah, rujukan)
        inti = self.panggil(kunci, kolom.jumlah_fungsi, letak.jumlah, ada, letak.tabel.nama_biasa(kolom.kunci, jumlah=True))
        syarat = [_isi(kolom.jumlah, rujukan)] if kolom.jumlah else []
        return _jaga(inti, syarat or [f'{self.argumen(kunci, a, letak.jumlah)}=""' for a in kolom.jumlah_fungsi[1:] if _rujuk(a, rujukan)])

    def panggil(self, kunci: str, fungsi: tuple[str, ...], baris: int, ada: str, nama_biasa: str) -> str:
        """The call of a worksheet function, beside the defined name of its plain formula."""
        return f"IF({ada},{fungsi[0]}({','.join(self.argumen(kunci, a, baris) for a in fungsi[1:])}),{nama_biasa})"

    def argumen(self, kunci: str, argumen: str, baris: int) -> str:
        """An argument as the formula of a row writes it."""
        rujukan = self.rujukan(kunci, baris)
        return _isi(f"{{{argumen}}}", rujukan) if _rujuk(argumen, rujukan) else argumen

    def argumen_biasa(self, kunci: str, argumen: str) -> str:
        """The same for a defined name: relative to the row (seen from row 1), on its own sheet."""
        letak = self.letak[kunci]
        if argumen in letak.kolom:
            return str(Rujukan(letak.kolom[argumen], 1, 1, 1, lembar=letak.lembar))
        tulis = self.argumen(kunci, argumen, letak.awal)
        return str(Rujukan(1, 1, 1, 1, lembar=letak.lembar)).rpartition("!")[0] + "!" + tulis if tulis.startswith("$") else tulis


def lebar_cetak(lembar: Lembar) -> int:
    """Printed columns of a sheet."""
    return max((len(t.tercetak) for t in lembar.tabel), default=3)


def _letak(lembar: Lembar, tabel: Tabel, berikut: int, banyak: int) -> Letak:
    judul = berikut + 1 if tabel.judul else 0
    kepala = berikut + 1 + bool(tabel.judul)
    kepala_akhir = kepala + any(k.grup for k in tabel.kolom) + any(k.nomor for k in tabel.kolom)
    awal = kepala_akhir + 1
    isi_akhir = awal + banyak - 1
    akhir = isi_akhir if tabel.tetap else isi_akhir + 1
    kolom = {k.kunci: i for i, k in enumerate(tabel.tercetak, 1)} | {
        k.kunci: i for i, k in enumerate(tabel.pembantu, lebar_cetak(lembar) + 1)
    }
    return Letak(tabel, lembar.nama, judul, kepala, kepala_akhir, awal, isi_akhir, akhir, akhir + 1 if tabel.judul_jumlah else 0, kolom)


def _isi(rumus: str, rujukan: Mapping[str, object]) -> str:
    return rumus.format(**rujukan)


def _rujuk(argumen: str, rujukan: Mapping[str, object]) -> bool:
    return argumen.partition(".")[0] in rujukan


def _kosong(kunci: str, sel: str) -> list[str]:
    return [f'{sel}=""', f'{sel}="-"'] if kunci in _MASUKAN else [f'{sel}=""']


def _jaga(inti: str, syarat: list[str]) -> str:
    if not syarat:
        return inti
    return f'IF({syarat[0] if len(syarat) == 1 else "OR(" + ",".join(syarat) + ")"},"",{inti})'
