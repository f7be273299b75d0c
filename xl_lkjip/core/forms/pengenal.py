"""Finds tables of any layout in a sheet: by the words of their headers, wherever they start and however they are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..angka import kosong
from ..workbook import Cell, Sheet
from .judul_kolom import (
    BERUKURAN,
    LABEL,
    TERCAPAI,
    TERLAMPAUI,
    TIDAK_TERCAPAI,
    Arti,
    angka_data,
    arti,
    bersih,
    kata_kepala,
    tahun,
    triwulan,
)
from .nama import normal
from .petunjuk import Petunjuk
from .skala_tertulis import baca_selang
from .tabel_umum import BarisUmum, KolomUmum, TabelUmum
from .tetangga import sesuaikan

_KEPALA_MAKS = 4  # rows that a header has at most, the row of column numbers not counted
_KOSONG_MAKS = 40  # blank rows after which a table has ended
_KOLOM_MAKS = 120
_JUDUL_JAUH = 4  # rows above a header in which its title is looked for
_TAJUK_JAUH = 7  # and in which all its lines stand
_HALAMAN = re.compile(
    r"(?:hal(?:aman|lanjutan)?|lanjutan|sambungan|page)\b(?: (?:tabel|dari|ke|of|lanjutan))*(?: \d+| [ivx]+)*"
)  # between two pages, no title
_NOMOR_KOLOM = re.compile(r"\(?(\d{1,2})\)?(?:\s*=\s*(.*))?")
_JUMLAH = re.compile(r"(?:(?:grand |sub ?)?(?:jumlah|total)|(?:total )?(?:rata rata|rata2|rerata))\b.*")
_JUMLAH_SAJA = re.compile(
    r"(?:(?:grand |sub ?)?(?:jumlah|total)|(?:total )?(?:rata rata|rata2|rerata))(?: (?:total|jumlah|anggaran|capaian|kinerja|seluruh\w*|keseluruhan|umum|belanja|pagu|sasaran|tujuan|kabupaten|kota|\d+))*"
)
_NOMOR = re.compile(r"\(?(?:\d{1,3}(?:\.\d+)*|[ivxlc]+|[a-z])[.)]?", re.IGNORECASE)
_RATA = re.compile(r"rata rata|rata2|rerata")
_TEKS = tuple(LABEL)


def kenali_lembar(sheet: Sheet, petunjuk: Petunjuk | None = None) -> list[TabelUmum]:
    """The tables of a sheet, top to bottom. A header that is repeated after a page break goes on with its table."""
    baris = _per_baris(sheet)
    urut = sorted(baris)
    hasil: list[TabelUmum] = []
    mulai = 0
    for letak, nomor in enumerate(urut):
        if nomor < mulai or not _baris_kepala(sheet, baris, nomor, urut[letak + 1 : letak + 5]):
            continue
        tabel, awal = _kepala(sheet, baris, nomor, petunjuk)
        judul_di = {b for b in range(nomor - _JUDUL_JAUH, nomor) if len(baris.get(b, ())) == 1}
        if not tabel.kolom:
            continue
        sebelum = hasil[-1] if hasil else None
        if sebelum and tabel.judul and sebelum.baris and sebelum.baris[-1].baris in judul_di:
            sebelum.baris.pop()  # the title of this table, read as the last row of the one above
        if (
            sebelum
            and [k.judul for k in sebelum.kolom] == [k.judul for k in tabel.kolom]
            and (not tabel.judul or _HALAMAN.fullmatch(normal(tabel.judul)) or normal(tabel.judul) == normal(sebelum.judul))
        ):
            mulai = _isi(sheet, baris, sebelum, awal, lanjutan=True)
        else:
            mulai = _isi(sheet, baris, tabel, awal)
            hasil.append(tabel)
    return [_rapikan(t, petunjuk) for t in hasil if any(b.sel for b in t.baris)]


def _per_baris(sheet: Sheet) -> dict[int, list[Cell]]:
    """Rows with their filled cells, left to right."""
    baris: dict[int, list[Cell]] = {}
    for (b, k), cell in sheet.cells.items():
        if k <= _KOLOM_MAKS and cell.value is not None and cell.value != "":
            baris.setdefault(b, []).append(cell)
    for isi in baris.values():
        isi.sort(key=lambda c: c.kolom)
    return baris


def _baris_kepala(sheet: Sheet, baris: dict[int, list[Cell]], nomor: int, sesudah: Sequence[int]) -> bool:
    """A row of short texts, of which enough name a column; with one such word, figures must follow below."""
    isi = [c for c in baris[nomor] if not kosong(c.value)]
    if len(isi) < 2 or any(angka_data(c.value) for c in isi) or any(len(str(c.value)) > 120 for c in isi):
        return False
    dikenal = [c for c in isi if kata_kepala(str(c.value))]
    if len(baris.get(nomor - 1, ())) > 1 and not any(arti((str(c.value),)).peran in BERUKURAN for c in dikenal[1:]):
        return False  # right below a row of a table only a header that names a measure is one
    if len(dikenal) >= max(2, 0.4 * len(isi)) and (len(dikenal) > 1 or len(isi) == 2):
        return True
    kolom = {c.kolom for c in isi}
    berangka = any(sum(angka_data(c.value) for c in baris[b] if c.kolom in kolom) for b in sesudah)
    bernama = [c for c in dikenal if not triwulan(str(c.value)) and not tahun(str(c.value))]
    return bool(bernama) and len(isi) >= 3 and berangka


def _kepala(sheet: Sheet, baris: dict[int, list[Cell]], atas: int, petunjuk: Petunjuk | None) -> tuple[TabelUmum, int]:
    """The table whose header starts in this row, and its first row of content."""
    bawah = atas
    while bawah - atas + 1 < _KEPALA_MAKS and _anak_kepala(sheet, baris, atas, bawah + 1):
        bawah += 1
    sebutan, awal = {}, bawah + 1
    if awal in baris and _baris_nomor(baris[awal]):
        sebutan = {c.kolom: c.tercetak.strip() for c in baris[awal]}
        awal += 1
    kolom = []
    nomor = sorted({c.kolom for b in range(atas, bawah + 1) for c in baris.get(b, ())} | _lebar_gabungan(sheet, atas, bawah))
    for k in nomor:
        judul = _jalur(sheet, k, atas, bawah, nomor)
        cocok = _NOMOR_KOLOM.fullmatch(sebutan.get(k, ""))
        disebut = petunjuk.peran(sheet.nama, k) if petunjuk else ""
        makna = replace(arti(judul), peran=disebut) if disebut else arti(judul)
        kolom.append(KolomUmum(k, judul, makna, cocok.group(1) if cocok else "", (cocok.group(2) or "").strip() if cocok else ""))
    return TabelUmum(sheet.nama, _judul(baris, atas), (atas, bawah), kolom, _judul_atas(baris, atas)), awal


def _lebar_gabungan(sheet: Sheet, atas: int, bawah: int) -> set[int]:
    """Columns under a merged header cell without a text of their own."""
    hasil: set[int] = set()
    for b1, k1, b2, k2 in sheet.merged:
        if b1 <= bawah and b2 >= atas and k2 - k1 < _KOLOM_MAKS and not kosong(sheet.cell(b1, k1).value):
            hasil.update(range(k1, k2 + 1))
    return hasil


def _anak_kepala(sheet: Sheet, baris: dict[int, list[Cell]], atas: int, nomor: int) -> bool:
    """A further header row: it names parts of the groups above, or units, and holds no figures."""
    isi = [c for c in baris.get(nomor, ()) if not kosong(c.value)]
    if not isi or any(len(str(c.value)) > 80 for c in isi) or _baris_nomor(isi):
        return False
    if any(angka_data(c.value) and not _pita(c.value) for c in isi):
        return False
    kolom_atas = [c.kolom for b in range(atas, nomor) for c in baris.get(b, ())]
    kiri = min(kolom_atas)
    dikenal = sum(kata_kepala(str(c.value)) or _satuan_kepala(c.value) for c in isi)
    if isi[0].kolom == kiri or any(sheet.gabungan(nomor, c.kolom).baris < nomor for c in isi):
        return dikenal >= max(2, 0.6 * len(isi)) and any(k not in kolom_atas for k in (c.kolom for c in isi))
    if all(_pita(sheet.gabungan(nomor - 1, c.kolom).value) for c in isi):
        return True  # the labels of a scale under its bands
    di_bawah_grup = sum(c.kolom not in {k.kolom for k in baris.get(nomor - 1, ())} or _satuan_kepala(c.value) for c in isi)
    return dikenal >= 0.5 * len(isi) or (di_bawah_grup >= 1 and _semua_di_bawah(baris, atas, nomor, isi))


def _semua_di_bawah(baris: dict[int, list[Cell]], atas: int, nomor: int, isi: Sequence[Cell]) -> bool:
    """Every text stands under a group of the row above: at its column, or right of it up to the next text there."""
    mulai = {c.kolom for c in baris.get(nomor - 1, ())}
    return all(any(m <= c.kolom for m in mulai) for c in isi) and len(isi) >= 2 and nomor - atas <= 2


def _pita(nilai: object) -> bool:
    """ "91% ≤ 100%", "≤ 50%": the band of a scale over a column of marks."""
    return isinstance(nilai, str) and any(t in nilai for t in "≤≥<>")


def _satuan_kepala(nilai: object) -> bool:
    """A unit under a header: %, (Rp), orang."""
    return isinstance(nilai, str) and normal(nilai) in ("", "rp", "orang", "poin", "indeks", "l", "p", "rupiah")


def _persen_saja(nilai: object) -> bool:
    return kosong(nilai) or (isinstance(nilai, str) and normal(nilai) == "" and "%" in nilai)


def _baris_nomor(isi: Sequence[Cell]) -> bool:
    """The row of column numbers under a header: 1, 2, 3, ... or (1), (2), "6=5/4"."""
    teks = [c.tercetak.strip() for c in isi if not kosong(c.value) and not c.galat]
    cocok = [_NOMOR_KOLOM.fullmatch(t) for t in teks]
    if len(teks) < 2 or not all(cocok) or len(set(teks)) != len(teks):
        return False
    nomor = [int(c.group(1)) for c in cocok if c]
    return nomor == sorted(nomor) and nomor[-1] - nomor[0] <= len(nomor) + 2 and nomor[0] <= 2


def _jalur(sheet: Sheet, kolom: int, atas: int, bawah: int, semua: Sequence[int]) -> tuple[str, ...]:
    """Header texts over a column. A blank beside a group belongs to the group, where a row below tells its parts apart."""
    hasil: list[str] = []
    for b in range(atas, bawah + 1):
        if b > atas and all(_persen_saja(sheet.cell(b, k).value) for k in semua):
            continue  # a row of units under the names of the columns
        cell = sheet.gabungan(b, kolom)
        teks = " ".join(cell.tercetak.split())
        if not teks and b < bawah and not kosong(sheet.cell(b + 1, kolom).value):
            kiri = [k for k in semua if k < kolom and not kosong(sheet.gabungan(b, k).value)]
            if kiri and not (b > atas and kosong(sheet.gabungan(b - 1, kolom).value)):
                teks = " ".join(sheet.gabungan(b, kiri[-1]).tercetak.split())
                if kosong(sheet.cell(b + 1, kiri[-1]).value) and sheet.gabungan(b, kiri[-1]).kolom == kiri[-1]:
                    teks = ""  # the cell to the left has no parts of its own: it is no group
        if teks and (not hasil or hasil[-1] != teks):
            hasil.append(teks)
    return tuple(hasil)


def _judul(baris: dict[int, list[Cell]], atas: int) -> str:
    """The text right above the header."""
    for b in range(atas - 1, max(0, atas - _JUDUL_JAUH), -1):
        isi = baris.get(b, ())
        if len(isi) == 1 and isinstance(isi[0].value, str):
            return " ".join(isi[0].value.split())
        if isi:
            return ""
    return ""


def _judul_atas(baris: dict[int, list[Cell]], atas: int) -> tuple[str, ...]:
    """Every line of the title, the nearest first: the name of the form, the agency, the year."""
    hasil: list[str] = []
    for b in range(atas - 1, max(0, atas - _TAJUK_JAUH - 1), -1):
        isi = [c for c in baris.get(b, ()) if not kosong(c.value)]
        if len(isi) > 1 or any(not isinstance(c.value, str) for c in isi):
            break
        hasil += [" ".join(str(c.value).split()) for c in isi]
    return tuple(hasil)


def _isi(sheet: Sheet, baris: dict[int, list[Cell]], tabel: TabelUmum, awal: int, *, lanjutan: bool = False) -> int:
    """Read the rows; returns the row after the table."""
    kolom = {k.nomor: k for k in tabel.kolom}
    kiri, kanan = min(kolom), max(kolom)
    teks: dict[str, str] = {}
    sebelumnya = tabel.kepala[1] if not tabel.baris else tabel.baris[-1].baris
    urut = [b for b in sorted(baris) if b >= awal]
    for letak, nomor in enumerate(urut):
        if nomor - max(sebelumnya, awal - 1) > _KOSONG_MAKS:
            return nomor
        semua = baris[nomor]
        if _baris_kepala(sheet, baris, nomor, urut[letak + 1 : letak + 5]):
            return nomor
        isi = [c for c in semua if kiri <= c.kolom <= kanan and not kosong(c.value)]
        if not isi or (_baris_nomor(isi) and len(isi) > len(kolom) // 2):
            continue
        if _catatan(sheet, isi, kolom):
            continue
        if tabel.baris and nomor > sebelumnya + 1 and _habis(sheet, baris, tabel, urut[letak:]):
            return nomor
        satu = _baris(sheet, tabel, nomor, isi, teks)
        if lanjutan and tabel.baris and _sambungan(tabel, isi):
            tabel.baris[-1] = _sambung(tabel.baris[-1], satu)
        else:
            tabel.baris.append(satu)
        lanjutan = False
        sebelumnya = nomor
    return (urut[-1] if urut else awal) + 1


def _habis(sheet: Sheet, baris: dict[int, list[Cell]], tabel: TabelUmum, sisa: Sequence[int]) -> bool:
    """After a blank row: down to the next header nothing stands in the columns of figures, and no row goes on with the numbers."""
    ukuran = {k.nomor for k in tabel.kolom if k.peran in BERUKURAN - {"predikat"}}
    no = {k.nomor for k in tabel.berperan("no")}
    if not ukuran:
        return False
    for letak, nomor in enumerate(sisa):
        if letak and _baris_kepala(sheet, baris, nomor, sisa[letak + 1 : letak + 5]):
            break
        isi = [c for c in baris[nomor] if not kosong(c.value)]
        if any(c.kolom in ukuran and _ukuran_sel(c) for c in isi):
            return False
        if any(c.kolom in no and _NOMOR.fullmatch(c.tercetak.strip()) for c in isi) and not any(baca_selang(c.tercetak) for c in isi):
            return False
    return True


def _sambungan(tabel: TabelUmum, isi: Sequence[Cell]) -> bool:
    """After a page break: texts without a number go on with the texts of the row before."""
    if not all(isinstance(c.value, str) and not angka_data(c.value) for c in isi) or _punya(tabel, {c.kolom: c for c in isi}, "no"):
        return False
    return len(isi) > 1 or str(isi[0].value)[:1].islower()


def _sambung(baris: BarisUmum, lanjutan: BarisUmum) -> BarisUmum:
    sel = dict(baris.sel)
    for k, cell in lanjutan.sel.items():
        if k in sel and isinstance(sel[k].value, str):
            sel[k] = replace(sel[k], value=f"{sel[k].value} {cell.value}")
    teks = {k: f"{v} {lanjutan.teks[k]}" if lanjutan.teks.get(k, v) != v else v for k, v in baris.teks.items()}
    return replace(baris, sel=sel, teks=teks, label=f"{baris.label} {lanjutan.label}" if lanjutan.label != baris.label else baris.label)


def _catatan(sheet: Sheet, isi: Sequence[Cell], kolom: dict[int, KolomUmum]) -> bool:
    """One long text over most of the table is a note or a signature, no row; a short label over it names a part of the table."""
    if len(isi) > 1 or not isinstance(isi[0].value, str):
        return False
    return len(isi[0].value) > 150 or isi[0].kolom not in kolom


def _baris(sheet: Sheet, tabel: TabelUmum, nomor: int, isi: Sequence[Cell], teks: dict[str, str]) -> BarisUmum:
    sel = {c.kolom: c for c in isi}
    berangka = [c for c in isi if angka_data(c.value) or isinstance(c.value, (int, float))]
    label, nomor_baris = "", ""
    for k in tabel.kolom:
        if k.peran not in _TEKS:
            continue
        cell = sel.get(k.nomor)
        isi_teks = " ".join(cell.tercetak.split()) if cell else ""
        if k.peran == "no":
            nomor_baris = isi_teks.replace(",", ".")  # "3.2" is a number to a spreadsheet
        elif isi_teks:
            teks[k.peran] = isi_teks
            if k.peran in ("sasaran", "program", "tujuan") and "indikator" in teks and not _punya(tabel, sel, "indikator"):
                teks.pop("indikator", None)
    sendiri = {k.peran: " ".join(sel[k.nomor].tercetak.split()) for k in tabel.kolom if k.peran in _TEKS and k.nomor in sel}
    label = next((sendiri[p] for p in ("indikator", "uraian", "program", "waktu", "sasaran", "tujuan") if sendiri.get(p)), "")
    pertama = next((" ".join(c.tercetak.split()) for c in isi if isinstance(c.value, str) and not angka_data(c.value)), "")
    if not label:
        label = pertama or nomor_baris
    jenis = "isi" if berangka or len(isi) > 1 else "bagian"
    if not sendiri and berangka and len(berangka) == len(isi) and tabel.berperan("indikator", "program", "uraian"):
        jenis = "tanpa_nama"  # a total that does not say of what
    depan = next((c for c in isi if isinstance(c.value, str) and not angka_data(c.value)), None)
    if depan is not None and _JUMLAH.fullmatch(normal(pertama)) and not _indikator(tabel, sel, depan):
        jenis, label = "rata" if _RATA.search(normal(pertama)) else "jumlah", pertama
    return BarisUmum(nomor, jenis, label, nomor_baris, sel, {**teks, **sendiri})


def _punya(tabel: TabelUmum, sel: dict[int, Cell], peran: str) -> bool:
    return any(k.nomor in sel for k in tabel.berperan(peran))


def _indikator(tabel: TabelUmum, sel: dict[int, Cell], depan: Cell) -> bool:
    """ "Jumlah temuan audit" in the column of indicators, or with a target or a realisasi of its own, is no total."""
    if _JUMLAH_SAJA.fullmatch(normal(depan.value)):
        return False
    peran = next((k.peran for k in tabel.kolom if k.nomor == depan.kolom), "")
    ada = any(k.nomor in sel and not kosong(sel[k.nomor].value) for k in tabel.berperan("target", "realisasi"))
    return peran in ("formulasi", "indikator") or ada


def _rapikan(tabel: TabelUmum, petunjuk: Petunjuk | None) -> TabelUmum:
    """Meanings that only the neighbours and the content can tell."""
    kolom = list(tabel.kolom)
    for i, k in enumerate(kolom):
        if k.peran not in BERUKURAN - {"predikat", "persen"}:
            continue
        sel = [b.sel[k.nomor] for b in tabel.baris if k.nomor in b.sel]
        if any(isinstance(c.value, str) for c in sel) and not any(map(_ukuran_sel, sel)):
            kolom[i] = replace(k, arti=replace(k.arti, peran="uraian"))
    kolom = [replace(k, arti=replace(k.arti, peran="status")) if _berstatus(tabel, k) else k for k in kolom]
    kolom = sesuaikan(kolom, " ".join(tabel.judul_atas))
    for i, k in enumerate(kolom):
        disebut = petunjuk.peran(tabel.lembar, k.nomor) if petunjuk else ""
        kolom[i] = replace(k, arti=replace(k.arti, peran=disebut)) if disebut else k
    tabel.kolom = kolom
    if not any(k.peran in ("indikator", "uraian", "program") for k in kolom):
        tabel.kolom = [_label_pertama(k, tabel) for k in kolom]
    return tabel


def _berstatus(tabel: TabelUmum, kolom: KolomUmum) -> bool:
    """A column of any other name whose texts all say whether the target was reached: "Status", "Hasil", "Kesimpulan"."""
    isi = {normal(b.sel[kolom.nomor].value) for b in tabel.isi() if kolom.nomor in b.sel} - {""}
    return kolom.peran in ("lain", "uraian", "catatan") and bool(isi) and isi <= TIDAK_TERCAPAI | TERCAPAI | TERLAMPAUI


def _label_pertama(kolom: KolomUmum, tabel: TabelUmum) -> KolomUmum:
    """A table without a column that names its rows: the first column of unknown texts does."""
    calon = [
        k
        for k in tabel.kolom
        if k.peran == "lain"
        and any(isinstance(b.sel[k.nomor].value, str) and not angka_data(b.sel[k.nomor].value) for b in tabel.baris if k.nomor in b.sel)
    ]
    return replace(kolom, arti=Arti("uraian")) if calon and kolom is calon[0] else kolom


def _ukuran_sel(cell: Cell) -> bool:
    """A figure, a letter grade, a dash or a mark: what a column of measures holds."""
    if isinstance(cell.value, (int, float)) or angka_data(cell.value) or cell.formula:
        return True
    teks = str(cell.value or "").strip()
    return kosong(teks) or len(teks) <= 3 or bool(cell.galat) or teks.upper() in ("AAA", "AA", "A", "BB", "B", "CC", "C", "D", "NA", "N/A")


def iter_judul(tabel: TabelUmum) -> Iterator[str]:
    """Every header text, for messages."""
    for k in tabel.kolom:
        yield k.nama


__all__ = ["bersih", "iter_judul", "kenali_lembar", "tahun", "triwulan"]
