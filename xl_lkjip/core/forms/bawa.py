"""What goes from one workbook into the next: from a PK into a Pengukuran, and from one year into another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import LkjipError
from ..workbook import Cell
from .ambil import REALISASI, Ambilan, Data, Isi, daun, polos
from .data import TERCETAK
from .dokumen import Baris, Dokumen, TabelTerbaca
from .lembar.kalkulator import RENTANG_SKP
from .lembar.perbandingan import LALU
from .nama import normal
from .pasangan import pasangkan_indikator

TAHUN_LALU_MAKS = max(LALU)
_TW = (1, 2, 3, 4)
_TANGGAL = ("tanggal_pk", "tanggal_pengukuran", "jenis_pk", "tahun")
# What is the same in every year, by table; the rest belongs to the year that it was typed for.
_TETAP: Mapping[str, Collection[str]] = {
    "indikator": ("nama", "formulasi", "satuan", "arah", "sumber_data"),
    "program": ("nama", "keterangan"),
    "iku": ("definisi", "penanggung_jawab"),
    "rencana_aksi": ("sifat",),
    "triwulan": ("sifat",),
    "data_dukung": ("bentuk", "sumber"),
    "triwulan_program": ("tingkat", "uraian", "indikator", "sifat", "arah"),
    "anggaran": ("tingkat", "sasaran", "uraian", "indikator", "arah"),
    "pegawai": ("nip", "nama", "pendidikan", "jabatan", "diklat_pim", "diklat_fungsional"),
    "ikm": ("uraian",),
    "skp": ("rentang", "minimal_baik"),
}
_PENGIKUT = ("iku", "rencana_aksi", "triwulan", "data_dukung")
_DAFTAR = ("triwulan_program", "anggaran", "pegawai", "ikm", "skp")


@dataclass(slots=True)
class Bawaan:
    """Data for the next workbook. `kosong`: figures of the old year, left out on purpose; `ganti`: what the PK says instead.

    Then the names of indicators that found no partner, or one whose name is written differently.
    """

    data: Data
    kosong: list[Isi] = field(default_factory=list)
    ganti: list[Isi] = field(default_factory=list)
    tanpa_lalu: list[str] = field(default_factory=list)
    tanpa_pk: list[str] = field(default_factory=list)
    mirip: list[tuple[str, str]] = field(default_factory=list)


def skp_baku() -> list[dict[str, str]]:
    """The bands that a blank template offers."""
    return [{"rentang": r, "minimal_baik": "ya" if i < 2 else "tidak"} for i, r in enumerate(RENTANG_SKP)]


def dari_pk(pk: Ambilan) -> Data:
    """The Pengukuran that a PK begins: names, targets, plans and budgets, and no realisasi."""
    sasaran = [{"nama": s["nama"], "indikator": [_ukur(i) for i in s["indikator"]]} for s in pk.data["sasaran"]]
    program = pk.data.get("program", ())
    hasil: Data = {
        "identitas": pk.data["identitas"],
        "sasaran": sasaran,
        "anggaran": [{"tingkat": "program", **_pilih(p, nama="uraian", anggaran="pagu")} for p in program],
        "skp": skp_baku(),
    }
    if any("rencana_anggaran" in p for p in program):
        hasil["triwulan_program"] = [
            {
                "tingkat": "program",
                **_pilih(p, nama="uraian"),
                "triwulan_anggaran": _pilih(p, anggaran="pagu") | _pilih(p.get("rencana_anggaran", {}), **{f"tw{n}": f"r{n}" for n in _TW}),
            }
            for p in program
        ]
    return hasil


def _ukur(indikator: Data) -> Data:
    hasil = _pilih(indikator, nama="nama", formulasi="formulasi", satuan="satuan", arah="arah", target="target")
    if triwulan := _pilih(indikator.get("rencana_aksi", {}), sifat="sifat", **{f"tw{n}": f"r{n}" for n in _TW}):
        hasil["triwulan"] = triwulan
    if sumber := _pilih(indikator, sumber_data="sumber"):
        hasil["data_dukung"] = sumber
    return hasil


def _pilih(isi: Mapping[str, Any], **kunci: str) -> Data:
    """Some keys under new names."""
    return {baru: isi[lama] for lama, baru in kunci.items() if lama in isi}


def tahun_baru(lama: Ambilan, tahun: int) -> Bawaan:
    """The same form for a later year: figures of the old year become its comparison. Fault: FRM006."""
    if lama.tahun is None or not 0 < tahun - lama.tahun <= TAHUN_LALU_MAKS:
        raise LkjipError(
            "FRM006", lama.buku.nama, nilai=lama.tahun or "kosong atau bukan empat angka", tahun=tahun, jalan=_jalan(lama.tahun)
        )
    selisih, asal = tahun - lama.tahun, lama.data
    berbanding = "perbandingan" in {t.kunci for t in lama.formulir.tabel}
    hasil = Bawaan({"identitas": {**{k: v for k, v in asal["identitas"].items() if k not in _TANGGAL}, "tahun": tahun}})
    hasil.kosong += [asal["identitas"][k] for k in _TANGGAL if k in asal["identitas"]]
    for sasaran in asal["sasaran"]:
        indikator = [_indikator(i, selisih if berbanding else TAHUN_LALU_MAKS + 1, hasil.kosong) for i in sasaran["indikator"]]
        hasil.data.setdefault("sasaran", []).append({"nama": sasaran["nama"], "indikator": indikator})
    hasil.data.setdefault("sasaran", [])
    if not berbanding:
        hasil.kosong += [i["target"] for s in asal["sasaran"] for i in s["indikator"] if "target" in i]
    if "program" in asal:
        hasil.data["program"] = [_saring(p, "program", hasil.kosong) for p in asal["program"]]
    for tabel in _DAFTAR:
        if tabel in asal:
            hasil.data[tabel] = [_saring(b, tabel, hasil.kosong) for b in asal[tabel]]
    for tabel in asal.keys() - hasil.data.keys():
        hasil.kosong += daun(asal[tabel])
    return hasil


def _jalan(tahun: int | None) -> str:
    if tahun is None:
        return "Tulis tahunnya di lembar Identitas berkas itu, lalu ulangi"
    return f"Pakai --tahun {tahun + 1} sampai {tahun + TAHUN_LALU_MAKS}, atau tanpa --tahun untuk tahun yang sama"


def _indikator(lama: Data, selisih: int, kosong: list[Isi]) -> Data:
    """An indicator without the figures of its year; `selisih` years later those are its comparison."""
    dipindah = {"target", REALISASI if REALISASI in lama else "realisasi", "perbandingan", "anggaran", *_PENGIKUT}
    hasil = _saring({k: v for k, v in lama.items() if k not in dipindah}, "indikator", kosong)
    for tabel in _PENGIKUT:
        if isi := _saring(lama.get(tabel, {}), tabel, kosong):
            hasil[tabel] = isi
    anggaran = lama.get("anggaran", {})
    kosong += [v for k, v in anggaran.items() if k != "program" and isinstance(v, Isi)]
    if "program" in anggaran:
        hasil["anggaran"] = {"program": anggaran["program"]}
    if banding := _perbandingan(lama, selisih, kosong):
        hasil["perbandingan"] = banding
    return hasil


def _perbandingan(lama: Data, selisih: int, kosong: list[Isi]) -> Data:
    """Target and realisasi move back by so many years; what falls out of the table is not taken, and told as such."""
    asal = lama.get("perbandingan", {})
    hasil = {k: asal[k] for k in ("target_akhir",) if k in asal}
    for nama in ("target", "realisasi"):
        kini = lama.get(REALISASI) if nama == "realisasi" and REALISASI in lama else lama.get(nama)
        for n, isi in ((0, kini), *((n, asal.get(f"{nama}{n}")) for n in sorted(LALU))):
            if isi is not None and n + selisih <= TAHUN_LALU_MAKS:
                hasil[f"{nama}{n + selisih}"] = isi
    kosong += daun({k: v for k, v in asal.items() if k in ("target_nasional", "realisasi_nasional", TERCETAK)})
    return hasil


def _saring(isi: Mapping[str, Any], tabel: str, kosong: list[Isi]) -> Data:
    """What stays of a row; the rest goes to `kosong`."""
    kosong += daun({k: v for k, v in isi.items() if k not in _TETAP[tabel]})
    return {k: v for k, v in isi.items() if k in _TETAP[tabel]}


def gabung(pk: Ambilan, lama: Ambilan, tahun: int) -> Bawaan:
    """Names and targets of a PK, beside what the Pengukuran of an earlier year says of the same indicators. Fault: FRM006."""
    if pk.tahun not in (None, tahun):
        raise LkjipError("FRM006", pk.buku.nama, nilai=pk.tahun, tahun=tahun, jalan=f"Pakai PK tahun {tahun}, atau --tahun {pk.tahun}")
    lalu = tahun_baru(lama, tahun)
    hasil = Bawaan(dari_pk(pk), lalu.kosong)
    hasil.data["identitas"] = {**lalu.data["identitas"], **pk.data["identitas"], "tahun": tahun}
    hasil.ganti += daun([pk.data["identitas"].get("tahun"), lalu.data["identitas"]])
    hasil.data |= {k: lalu.data[k] for k in ("pegawai", "ikm", "skp") if k in lalu.data}
    program = {_nama(p, "nama") for p in pk.data.get("program", ())} - {""}
    terpakai: set[int] = set()
    for tabel in ("anggaran", "triwulan_program"):
        if rincian := _rincian(tabel, hasil, lalu.data, pk.data):
            hasil.data[tabel] = rincian
    kini, dulu = list(_semua(hasil.data)), list(_semua(lalu.data))
    pasangan, lebih = pasangkan_indikator(_baris(kini), Dokumen("", "pk", {}, [TabelTerbaca("pk_indikator", "", {}, _baris(dulu))]))
    for satu, teman in pasangan:
        if teman is None:
            hasil.tanpa_lalu.append(satu.teks("indikator"))
            continue
        if not teman.sama:
            hasil.mirip.append((satu.teks("indikator"), teman.baris.teks("indikator")))
        asal = dulu[teman.baris.baris][1]
        terpakai.add(id(asal))
        _lengkapi(kini[satu.baris][1], asal, program)
        hasil.ganti += daun({k: v for k, v in asal.items() if k not in ("anggaran", "perbandingan")})
    hasil.ganti += daun([s["nama"] for s in lalu.data["sasaran"] if any(i in terpakai for i in map(id, s["indikator"]))])
    hasil.tanpa_pk = [p.baris.teks("indikator") for p in lebih]
    return hasil


def _rincian(tabel: str, hasil: Bawaan, lalu: Data, pk: Data) -> list[Data]:
    """The programs of the PK, each with the kegiatan and sub kegiatan that stood below it in the earlier year."""
    blok: dict[str, list[list[Data]]] = {}
    for baris in lalu.get(tabel, ()):
        if _nama(baris, "tingkat") == "program" or not blok:
            terakhir: list[Data] = []
            blok.setdefault(_nama(baris, "uraian"), []).append(terakhir)
        terakhir.append(baris)
    program = [{"tingkat": "program", "uraian": p["nama"]} for p in pk.get("program", ()) if "nama" in p]
    if not any(_nama(p, "uraian") in blok for p in program):
        return []
    bernomor_sama = [_teks(s) for s in lalu["sasaran"]] == [_teks(s) for s in hasil.data["sasaran"]]
    rincian: list[Data] = []
    for kepala in hasil.data.get(tabel) or program:
        milik = blok.pop(_nama(kepala, "uraian"), [])
        for n, satu in enumerate(milik):
            if not bernomor_sama:
                satu = [{k: v for k, v in b.items() if k != "sasaran"} for b in satu]
            if n == 0:
                hasil.ganti += daun([satu[0].get(k) for k in kepala])
            rincian += [{**satu[0], **kepala} if n == 0 else satu[0], *satu[1:]]
        if not milik:
            rincian.append(kepala)
    return rincian


def _teks(sasaran: Data) -> str:
    return normal(polos(sasaran["nama"]))


def _lengkapi(kini: Data, lalu: Data, program: set[str]) -> None:
    """What the PK does not say of an indicator, and the earlier year does."""
    if "perbandingan" in lalu:
        kini["perbandingan"] = lalu["perbandingan"]
    for tabel, kunci in (("triwulan", "sifat"), ("data_dukung", "bentuk"), ("data_dukung", "sumber")):
        if kunci in lalu.get(tabel, {}) and kunci not in kini.get(tabel, {}):
            kini[tabel] = {**kini.get(tabel, {}), kunci: lalu[tabel][kunci]}
    nama = lalu.get("anggaran", {}).get("program")
    if nama is not None and all(normal(n) in program for n in str(nama.nilai).splitlines()):
        kini["anggaran"] = {"program": nama}


def _nama(isi: Data, kunci: str) -> str:
    return normal(polos(isi.get(kunci)))


def _semua(data: Data) -> Iterator[tuple[str, Data]]:
    for sasaran in data["sasaran"]:
        nama = sasaran["nama"]
        for indikator in sasaran["indikator"]:
            yield str(nama.nilai if isinstance(nama, Isi) else nama), indikator


def _baris(semua: list[tuple[str, Data]]) -> list[Baris]:
    """Rows by number, for matching."""
    return [
        Baris(n, {"indikator": Cell(n, 1, str(i["nama"].nilai) if "nama" in i else "")}, sasaran) for n, (sasaran, i) in enumerate(semua)
    ]
