"""A workbook with the objects of Excel that our buttons touch, filled from the neutral model. It counts the questions that it is asked."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from excel_tiruan import GALAT, ComError
from xl_lkjip.core.workbook import Area, Cell, Sheet, State, Workbook, letak

_VISIBLE = {State.VISIBLE: -1, State.HIDDEN: 0, State.VERY_HIDDEN: 2}
_SIFAT = ("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns", "AllowInsertingRows",
          "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering",
          "AllowUsingPivotTables")  # fmt: skip


class _Gaya:
    """Fonts, borders: whatever is set stays set."""


class Daftar:
    """A collection of Excel: called with a number or a name, counted from 1."""

    def __init__(self, isi: list[Any]) -> None:
        self.isi = isi

    def __iter__(self) -> Iterator[Any]:
        return iter(list(self.isi))

    def __call__(self, kunci: int | str) -> Any:
        return self.isi[kunci - 1] if isinstance(kunci, int) else next(s for s in self.isi if s.Name == kunci)

    @property
    def Count(self) -> int:
        return len(self.isi)


class Lembar:
    def __init__(self, buku: Buku, sheet: Sheet, sandi: str = "") -> None:
        self.buku, self.sheet, self.sandi = buku, sheet, sandi
        self.Name, self.Visible = sheet.nama, _VISIBLE[sheet.state]
        self.ProtectContents = sheet.protected
        self.ProtectDrawingObjects = self.ProtectScenarios = sheet.protected
        self.ProtectionMode = False
        self.Protection = _Gaya()
        for n, sifat in enumerate(_SIFAT):
            setattr(self.Protection, sifat, n % 2 == 0)
        self.FilterMode = bool(sheet.filtered_rows)
        self.isi = {**sheet.cells, **sheet.covered}
        self.gabungan = {(b, k): a for a in sheet.merged for b in range(a[0], a[2] + 1) for k in range(a[1], a[3] + 1)}
        self.bentuk: list[Bentuk] = []
        self.tautan: list[tuple[int, int, str]] = []
        self.Hyperlinks = self

    def Add(self, Anchor: Rentang, Address: str, SubAddress: str) -> None:  # noqa: N803
        assert not Address
        self.tautan.append((*Anchor.area[:2], SubAddress))

    @property
    def UsedRange(self) -> Rentang:
        semua = [*self.isi, *((b, k) for b1, k1, b2, k2 in self.sheet.merged for b, k in ((b1, k1), (b2, k2)))] or [(1, 1)]
        return Rentang(self, (min(b for b, _ in semua), min(k for _, k in semua), max(b for b, _ in semua), max(k for _, k in semua)))

    @property
    def Cells(self) -> Rentang:
        return Rentang(self, (1, 1, 1_048_576, 16_384))

    def Range(self, alamat: str) -> Rentang:
        a, b = alamat.split(":")
        return Rentang(self, (*letak(a), *letak(b)))

    def Columns(self, nomor: int) -> Any:
        return _Gaya()

    @property
    def Comments(self) -> Daftar:
        return Daftar([Komentar(self, t) for t, c in sorted(self.isi.items()) if c.comment])

    def Unprotect(self, sandi: str) -> None:
        if sandi != self.sandi:
            raise ComError("password")
        self.ProtectContents = False

    def Protect(self, **pilihan: Any) -> None:
        assert pilihan.pop("Contents") is True
        self.ProtectDrawingObjects, self.ProtectScenarios = pilihan.pop("DrawingObjects"), pilihan.pop("Scenarios")
        self.ProtectionMode = pilihan.pop("UserInterfaceOnly")
        assert pilihan == vars(self.Protection)  # as it was
        self.ProtectContents = True

    def Delete(self) -> None:
        self.buku.lembar.remove(self)

    def boleh_ubah(self) -> None:
        if self.ProtectContents:
            raise ComError("protected")

    def keadaan(self) -> Any:
        """What a user would see of it, to be compared."""
        return copy.deepcopy((self.Name, self.isi, len(self.bentuk), self.ProtectContents, vars(self.Protection)))


class Bentuk:
    Type = 2

    def __init__(self, lembar: Lembar, area: Area, rumus: str) -> None:
        self.lembar, self.area, self.Formula1 = lembar, area, rumus
        self.Interior = _Gaya()
        self.AppliesTo = SimpleNamespace(Areas=[Rentang(lembar, area)])

    def SetFirstPriority(self) -> None:
        pass

    def Delete(self) -> None:
        self.lembar.boleh_ubah()
        self.lembar.bentuk.remove(self)


class Komentar:
    def __init__(self, lembar: Lembar, tempat: tuple[int, int]) -> None:
        self.lembar, self.tempat = lembar, tempat
        self.Parent = Rentang(lembar, (*tempat, *tempat))

    def Text(self, baru: str | None = None) -> str:
        if baru is not None:
            self.lembar.boleh_ubah()
            _ubah(self.lembar, self.tempat, comment=baru)
        return self.lembar.isi[self.tempat].comment

    def Delete(self) -> None:
        self.lembar.boleh_ubah()
        _ubah(self.lembar, self.tempat, comment="")
        sel = self.lembar.isi[self.tempat]
        if sel.value is None and not sel.formula:
            del self.lembar.isi[self.tempat]


def _ubah(lembar: Lembar, tempat: tuple[int, int], **isi: Any) -> None:
    lama = lembar.isi.get(tempat) or Cell(*tempat)
    semua = {n: getattr(lama, n) for n in ("value", "formula", "number_format", "comment", "locked")}
    lembar.isi[tempat] = Cell(*tempat, **{**semua, **isi})


class Rentang:
    def __init__(self, lembar: Lembar, area: Area) -> None:
        self.lembar, self.area = lembar, area
        self.Row, self.Column = area[:2]
        self.Rows, self.Columns = SimpleNamespace(Count=area[2] - area[0] + 1), SimpleNamespace(Count=area[3] - area[1] + 1)
        self.Font, self.Interior, self.Borders = _Gaya(), _Gaya(), _Gaya()

    def __call__(self, baris: int, kolom: int) -> Rentang:
        return Rentang(self.lembar, (baris, kolom, baris, kolom))

    def _semua(self, tanya: Any) -> Any:
        b1, k1, b2, k2 = self.area
        hasil = tuple(tuple(tanya(b, k) for k in range(k1, k2 + 1)) for b in range(b1, b2 + 1))
        return hasil[0][0] if (b1, k1) == (b2, k2) else hasil

    def _sama(self, apa: str, tanya: Any) -> Any:
        """One answer for all cells, or none: as Excel has it."""
        self.lembar.buku.pertanyaan[apa] += 1
        b1, k1, b2, k2 = self.area
        jawab = set()
        for b in range(b1, b2 + 1):
            jawab |= {tanya(b, k) for k in range(k1, k2 + 1)}
            if len(jawab) > 1:
                return None
        return jawab.pop()

    def _sel(self, b: int, k: int) -> Cell:
        return self.lembar.isi.get((b, k)) or Cell(b, k)

    @property
    def Value2(self) -> Any:
        self.lembar.buku.pertanyaan["Value2"] += 1
        return self._semua(lambda b, k: GALAT[s.galat] if (s := self._sel(b, k)).galat else s.value)

    @property
    def Formula(self) -> Any:
        self.lembar.buku.pertanyaan["Formula"] += 1
        return self._semua(lambda b, k: f"={s.formula}" if (s := self._sel(b, k)).formula else "" if s.value is None else str(s.value))

    @property
    def NumberFormat(self) -> Any:
        return self._sama("NumberFormat", lambda b, k: self._sel(b, k).number_format)

    @property
    def Locked(self) -> Any:
        return self._sama("Locked", lambda b, k: self._sel(b, k).locked)

    def _gabungan(self, b: int, k: int) -> Area | None:
        return self.lembar.gabungan.get((b, k))

    @property
    def MergeCells(self) -> Any:
        return self._sama("MergeCells", lambda b, k: self._gabungan(b, k) is not None)

    @property
    def MergeArea(self) -> Rentang:
        return Rentang(self.lembar, self._gabungan(*self.area[:2]) or self.area)

    @property
    def EntireRow(self) -> Any:
        sisi = _Gaya()
        sisi.Hidden = self._sama("Hidden", lambda b, k: b in self.lembar.sheet.hidden_rows)  # type: ignore[attr-defined]
        return sisi

    @property
    def EntireColumn(self) -> Any:
        sisi = _Gaya()
        sisi.Hidden = self._sama("Hidden", lambda b, k: self.lembar.sheet.column_hidden(k))  # type: ignore[attr-defined]
        return sisi

    @property
    def FormatConditions(self) -> Any:
        daftar = Daftar(self.lembar.bentuk)
        daftar.Add = self._tambah_bentuk  # type: ignore[attr-defined]
        return daftar

    def _tambah_bentuk(self, Type: int, Formula1: str) -> Bentuk:  # noqa: N803
        assert Type == Bentuk.Type
        self.lembar.boleh_ubah()
        self.lembar.bentuk.append(Bentuk(self.lembar, self.area, Formula1))
        return self.lembar.bentuk[-1]

    @property
    def Comment(self) -> Komentar | None:
        return Komentar(self.lembar, self.area[:2]) if self._sel(*self.area[:2]).comment else None

    def AddComment(self, teks: str) -> None:
        self.lembar.boleh_ubah()
        _ubah(self.lembar, self.area[:2], comment=teks)

    @property
    def Value(self) -> Any:
        return self.Value2

    @Value.setter
    def Value(self, baru: list[list[Any]]) -> None:
        assert {len(b) for b in baru} == {self.Columns.Count}
        assert len(baru) == self.Rows.Count
        for b, baris in enumerate(baru, self.Row):
            for k, v in enumerate(baris, self.Column):
                assert not (isinstance(v, str) and v.startswith("="))
                _ubah(self.lembar, (b, k), value=float(v) if isinstance(v, int) else v.removeprefix("'") or None)


class Buku:
    """Excel.Workbook"""

    Date1904 = False
    ProtectStructure = False

    def __init__(self, model: Workbook, sandi: str = "") -> None:
        self.pertanyaan: Counter[str] = Counter()
        self.Name = model.nama
        self.lembar = [Lembar(self, copy.deepcopy(s), sandi) for s in model.sheets]
        self.Names = []
        for nama, tujuan in model.names.items():
            satu = _Gaya()
            satu.Name, satu.RefersTo = nama, f"={tujuan}"  # type: ignore[attr-defined]
            self.Names.append(satu)
        self.tautan = model.external_links
        self.berkas = b""  # what Excel would write

    @property
    def Worksheets(self) -> Any:
        daftar = Daftar(self.lembar)
        daftar.Add = self._tambah  # type: ignore[attr-defined]
        return daftar

    Sheets = Worksheets

    def _tambah(self, After: Lembar) -> Lembar:  # noqa: N803
        assert After is self.lembar[-1]
        self.lembar.append(Lembar(self, Sheet("Sheet")))
        return self.lembar[-1]

    def SaveCopyAs(self, ke: str) -> None:
        Path(ke).write_bytes(self.berkas)

    def LinkSources(self, jenis: int) -> Any:
        return self.tautan or None

    def keadaan(self) -> Any:
        return [s.keadaan() for s in self.lembar]
