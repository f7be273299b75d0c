"""The JSON that fills the forms (`xl-lkjip isi`): one schema, for checking and for the manual."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from ..domain.capaian import ARAH
from ..errors import LkjipError, kutip
from . import FORMULIR, TABEL
from .identitas import ISIAN
from .layout import Kolom, Tabel

VERSI = 2
TERCETAK, TERCETAK_PK = "tercetak", "tercetak_pk"
_ANGKA_MAKS = 1e300
_PANJANG_SEL = 32_767  # Excel's limit for the text of a cell
_TAK_TERCETAK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Kunci:
    """One key. `jenis`: teks, nilai (number or text), objek, daftar (of objects), teks-daftar (text or list of texts)."""

    nama: str
    bantuan: str
    jenis: str = "teks"
    wajib: bool = False
    isi: tuple[Kunci, ...] = ()
    pilihan: tuple[str, ...] = ()


def _identitas() -> tuple[Kunci, ...]:
    """Keys of Identitas, dotted ones nested."""
    kunci: list[Kunci] = []
    for isian in ISIAN:
        awal, _, anak = isian.kunci.partition(".")
        if not anak:
            kunci.append(Kunci(isian.kunci, isian.bantuan, "nilai", isian.wajib, pilihan=isian.pilihan))
        elif awal not in {k.nama for k in kunci}:
            keluarga = [i for i in ISIAN if i.kunci.startswith(f"{awal}.")]
            isi = tuple(Kunci(i.kunci.partition(".")[2], i.bantuan, wajib=i.wajib) for i in keluarga)
            kunci.append(Kunci(awal, keluarga[0].label.partition(":")[0], "objek", any(i.wajib for i in keluarga), isi))
    return tuple(kunci)


def _kunci_kolom(kolom: Kolom) -> Kunci:
    return Kunci(kolom.kunci, f"{kolom.judul}. {kolom.bantuan}".strip(), "nilai")


def _tercetak(tabel: Tabel, nama: str = TERCETAK) -> Kunci:
    """Figures of a row as a report prints them; they take the place of its formulas and of what is given above."""
    bantuan = f"Angka baris ini seperti tercetak di laporan (tabel {tabel.kunci}); mengganti rumus dan isiannya, untuk diperiksa."
    return Kunci(nama, bantuan, "objek", isi=tuple(_kunci_kolom(k) for k in tabel.tercetak if k.kunci != "no"))


def _pengikut(tabel: str) -> tuple[Kunci, ...]:
    """One object for each table that follows the rows of this one and has something to fill."""
    return tuple(_objek_tabel(t) for f in FORMULIR.values() for t in f.tabel if t.ikut == tabel and t.masukan)


def _objek_tabel(tabel: Tabel, jenis: str = "objek") -> Kunci:
    isi = (*(_kunci_kolom(k) for k in tabel.masukan), *_pengikut(tabel.kunci), _tercetak(tabel))
    return Kunci(tabel.kunci, tabel.bantuan, jenis, isi=isi)


def _mandiri() -> tuple[Kunci, ...]:
    """The tables that stand for themselves: lists of rows, or an object where the rows are given."""
    hasil = []
    for tabel in (t for f in FORMULIR.values() for t in f.tabel):
        if tabel.tetap and (tabel.masukan or tabel.judul_jumlah):
            isi = tuple(Kunci(b.kunci, b.bantuan or k.bantuan, "nilai") for k in tabel.masukan for b in tabel.tetap if k.kunci not in b.isi)
            baris = replace(_tercetak(tabel), isi=tuple(replace(_tercetak(tabel), nama=b.kunci) for b in tabel.tetap))
            hasil.append(Kunci(tabel.kunci, tabel.bantuan, "objek", isi=(*isi, baris)))
        elif not tabel.ikut and tabel.masukan and tabel.kunci not in UTAMA:
            hasil.append(_objek_tabel(tabel, "daftar"))
    return tuple(hasil)


def _jumlah_tercetak() -> tuple[Kunci, ...]:
    return tuple(
        Kunci(t.kunci, f"Baris jumlah tabel {t.kunci} seperti tercetak. Bila kunci ini ada, semua rumus tabel itu diganti angka tercetak.", "objek",
              isi=tuple(_kunci_kolom(k) for k in t.tercetak if k.jumlah or k.jumlah_fungsi))
        for f in FORMULIR.values() for t in f.tabel if t.judul_jumlah
    )  # fmt: skip


UTAMA = ("pk_indikator", "pk_program", "pengukuran")  # tables that are filled from sasaran and program
_INDIKATOR = (
    Kunci("nama", "Nama indikator.", wajib=True),
    Kunci("formulasi", "Cara menghitung indikator."),
    Kunci("satuan", "Satuan, misalnya % atau indeks."),
    Kunci("arah", "Arah indikator; tanpa kunci ini: naik.", pilihan=tuple(ARAH)),
    Kunci("sumber_data", "Dari mana realisasinya diperoleh."),
    Kunci("target", "Angka, atau teks seperti \"13,02%\" dan \"A (86,35)\".", "nilai", wajib=True),
    Kunci("target_awal", "Target dalam PK murni; hanya untuk PK Perubahan.", "nilai"),
    Kunci("realisasi", "Ditulis seperti targetnya. Hanya dipakai formulir pengukuran.", "nilai"),
    Kunci("catatan", "Penjelasan, wajib bila capaian di atas 150%."),
    Kunci(
        "anggaran",
        "Anggaran pendukung indikator. Hanya dipakai formulir pengukuran.",
        "objek",
        isi=(
            Kunci("program", "Satu nama program, atau daftar beberapa nama.", "teks-daftar"),
            Kunci("pagu", "Rupiah.", "nilai"),
            Kunci("realisasi", "Rupiah.", "nilai"),
        ),
    ),
    *_pengikut("pk_indikator"),
    *_pengikut("pengukuran"),
    _tercetak(TABEL["pengukuran"]),
    _tercetak(TABEL["pk_indikator"], TERCETAK_PK),
)  # fmt: skip
_PROGRAM = (
    Kunci("nama", "Nama program.", wajib=True),
    Kunci("anggaran", "Rupiah; dalam PK Perubahan: anggaran yang baru.", "nilai", wajib=True),
    Kunci("anggaran_awal", "Anggaran dalam PK murni (DPA); hanya untuk PK Perubahan.", "nilai"),
    Kunci("keterangan", "Sumber dana."),
    *_pengikut("pk_program"),
    _tercetak(TABEL["pk_program"]),
)
SKEMA = Kunci(
    "data",
    "Satu berkas JSON untuk kedua formulir.",
    "objek",
    isi=(
        Kunci("versi", f"Versi bentuk data: {VERSI}.", "nilai", wajib=True),
        Kunci("sumber", "Asal angka; tidak dicetak."),
        Kunci("identitas", "Isi lembar Identitas.", "objek", True, _identitas()),
        Kunci(
            "sasaran",
            "Sasaran strategis beserta indikatornya, berurutan.",
            "daftar",
            True,
            (Kunci("nama", "Nama sasaran.", wajib=True), Kunci("indikator", "Indikator sasaran ini.", "daftar", True, _INDIKATOR)),
        ),
        Kunci("program", "Program dan anggarannya dalam PK.", "daftar", isi=_PROGRAM),
        *_mandiri(),
        Kunci(TERCETAK, "Laporan yang tercetak: baris jumlah tiap tabel.", "objek", isi=_jumlah_tercetak()),
    ),
)


def tanpa_tercetak(data: Any) -> Any:
    """The data without what a report prints: the right figures, and formulas for the rest."""
    if isinstance(data, dict):
        return {k: tanpa_tercetak(v) for k, v in data.items() if k not in (TERCETAK, TERCETAK_PK)}
    return [tanpa_tercetak(v) for v in data] if isinstance(data, list) else data


def baca_data(teks: str) -> dict[str, Any]:
    """Read and check the JSON text. Faults: DAT001-DAT004, each naming the place, e.g. sasaran[0].indikator[2].target."""
    try:
        data = json.loads(teks, object_pairs_hook=_objek, parse_constant=_bukan_angka)
    except json.JSONDecodeError as galat:
        raise LkjipError("DAT001", masalah=f"baris {galat.lineno} kolom {galat.colno}") from None
    except LkjipError:
        raise
    except ValueError:
        raise LkjipError("DAT001", masalah="ada angka yang terlalu panjang") from None
    except RecursionError:
        raise LkjipError("DAT001", masalah="terlalu banyak kurung bersarang") from None
    if isinstance(data, dict) and data.get("versi") == 1:
        data = _dari_versi_1(data)
    _periksa(SKEMA, data, "")
    if data["versi"] != VERSI:
        raise LkjipError("DAT004", nilai="versi", masalah=f"{kutip(data['versi'])}, seharusnya {VERSI}")
    return dict(data)


def _dari_versi_1(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew one total row, that of the Pengukuran."""
    lama = {TERCETAK: {"pengukuran": data[TERCETAK]}} if TERCETAK in data else {}
    return {**data, **lama, "versi": VERSI}


def _objek(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for kunci, isi in pasangan:
        if kunci in hasil:
            raise LkjipError("DAT001", masalah=f"kunci {kutip(kunci)} tertulis dua kali")
        hasil[kunci] = isi
    return hasil


def _bukan_angka(teks: str) -> float:
    raise LkjipError("DAT001", masalah=f"{teks} bukan angka JSON")


def _periksa(kunci: Kunci, isi: Any, tempat: str) -> None:
    nama = tempat or kunci.nama
    if kunci.jenis == "objek":
        _periksa_objek(kunci, isi, tempat)
    elif kunci.jenis == "daftar":
        if not isinstance(isi, list) or (kunci.wajib and not isi):
            raise LkjipError("DAT004", nilai=nama, masalah="harus daftar [...] yang berisi")
        for i, anak in enumerate(isi):
            _periksa_objek(kunci, anak, f"{nama}[{i}]")
    elif kunci.jenis == "teks-daftar" and isinstance(isi, list):
        for i, anak in enumerate(isi):
            _periksa_teks(f"{nama}[{i}]", anak)
    elif kunci.jenis == "nilai" and isinstance(isi, (int, float)) and not isinstance(isi, bool):
        if not abs(isi) < _ANGKA_MAKS:
            raise LkjipError("DAT004", nilai=nama, masalah="angkanya terlalu besar")
    else:
        _periksa_teks(nama, isi)
    if kunci.pilihan and isi not in kunci.pilihan:
        raise LkjipError("DAT004", nilai=nama, masalah=f"{kutip(isi)}, pilihannya {', '.join(kunci.pilihan)}")


def _periksa_objek(kunci: Kunci, isi: Any, tempat: str) -> None:
    if not isinstance(isi, dict):
        raise LkjipError("DAT004", nilai=tempat or kunci.nama, masalah="harus objek {...}")
    dikenal = {k.nama: k for k in kunci.isi}
    for nama, anak in isi.items():
        if nama not in dikenal:
            raise LkjipError("DAT002", nilai=kutip(f"{tempat}.{nama}".lstrip(".")), pilihan=", ".join(dikenal))
        _periksa(dikenal[nama], anak, f"{tempat}.{nama}".lstrip("."))
    for nama, anak in dikenal.items():
        if anak.wajib and nama not in isi:
            raise LkjipError("DAT003", nilai=kutip(f"{tempat}.{nama}".lstrip(".")))


def _periksa_teks(nama: str, isi: Any) -> None:
    if not isinstance(isi, str):
        raise LkjipError("DAT004", nilai=nama, masalah="kosong (null)" if isi is None else f"{kutip(isi)} bukan teks")
    if len(isi) > _PANJANG_SEL or _TAK_TERCETAK.search(isi):
        raise LkjipError("DAT004", nilai=nama, masalah="memuat karakter kendali, atau lebih dari 32.767 karakter")
