"""The rules: each with figures that it must find and figures that it must leave alone.

1. Each case changes the clean data of Blitar and names the findings that must come of it: code and cell, no more and no less.
2. Every code of every rule has a case that finds it.
3. Every rule has a docstring that says what it demands.
4. A rule that crashes becomes SYS001, and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bantu import Data, buku, data_blitar, indikator, temuan, ubah
from xl_lkjip.core.rules import Finding, Konteks, Rule, semua_aturan
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Cell, letak


def _tercetak(nomor: int, **isi: Any) -> Callable[[Data], object]:
    """Blitar as printed and right, with these figures printed instead."""

    def aksi(data: Data) -> None:
        benar = [
            ("100,56%", "Sangat berhasil", "58,14%", "1,73", "Efisien"),
            ("583,03%", "Sangat berhasil", "87,19%", "6,69", "Efisien"),
            ("99,00%", "Sangat berhasil", "95,63%", "1,04", "Efisien"),
        ]
        kunci = ("capaian", "predikat", "serapan", "efisiensi", "keterangan_efisiensi")
        for i, angka in enumerate(benar):
            indikator(data, i)["tercetak"] = dict(zip(kunci, angka, strict=True))
        data["tercetak"] = {"pengukuran": {"pagu": 14645969413, "realisasi_anggaran": 12794779239, "serapan": "87,36%"}}
        tujuan = data["tercetak"]["pengukuran"] if nomor < 0 else indikator(data, nomor)["tercetak"]
        tujuan.update(isi)

    return aksi


def _isi(nomor: int, **isi: Any) -> Callable[[Data], object]:
    return lambda data: indikator(data, nomor).update(isi)


def _anggaran(nomor: int, **isi: Any) -> Callable[[Data], object]:
    return lambda data: indikator(data, nomor)["anggaran"].update(isi)


def _tanpa(nomor: int, kunci: str) -> Callable[[Data], object]:
    return lambda data: indikator(data, nomor).pop(kunci)


def _identitas(**isi: Any) -> Callable[[Data], object]:
    return lambda data: data["identitas"].update(isi)


def _tanpa_anggaran(data: Data) -> None:
    indikator(data, 0).pop("anggaran")


def _indikator_baru(data: Data) -> None:
    data["sasaran"][2]["indikator"].append({"nama": "Jumlah temuan audit", "target": 10, "realisasi": 7, "arah": "turun"})


TAMBAHAN: Data = {"nama": "Jumlah Program", "target": 10, "realisasi": 7}


def _hemat(data: Data) -> None:
    data["identitas"]["metode_efisiensi"] = "hemat"


def _cetak_tanpa_anggaran(data: Data) -> None:
    _tercetak(0, serapan="68%", efisiensi="1,27", keterangan_efisiensi="Efisien")(data)
    indikator(data, 0).pop("anggaran")
    data["tercetak"] = {}


def _indikator_jumlah(data: Data) -> None:
    data["sasaran"][0]["indikator"].append(TAMBAHAN)


def _indikator_kembar(data: Data) -> None:
    for nomor, target in ((0, 80), (1, 70)):
        data["sasaran"][nomor]["indikator"].append({"nama": "Indeks Kepuasan", "target": target, "realisasi": 75})


def _program_mirip(pagu: int) -> Callable[[Data], object]:
    """Only "Program Kepegawaian Daerah" is measured; the PK has "Program Kepegawaian" as well."""

    def aksi(data: Data) -> None:
        data["sasaran"] = data["sasaran"][:1]
        indikator(data, 0)["anggaran"] = {"program": "Program Kepegawaian Daerah", "pagu": pagu, "realisasi": 50}

    return aksi


def _pk_program_mirip(data: Data) -> None:
    data["sasaran"] = data["sasaran"][:1]
    data["program"] = [{"nama": "Program Kepegawaian", "anggaran": 50}, {"nama": "Program Kepegawaian Daerah", "anggaran": 100}]


# change of the Pengukuran | change of its PK (None: checked without PK) | findings: code@cell
KASUS: list[tuple[str, Callable[[Data], object], Callable[[Data], object] | None, list[str]]] = [
    ("tercetak dan benar", _tercetak(0), lambda d: None, []),
    ("6,690 adalah 6,69 yang diberi nol", _tercetak(1, efisiensi="6,690"), None, []),
    ("penulisan predikat berbeda huruf besar", _tercetak(0, predikat="SANGAT  BERHASIL"), None, []),
    ("realisasi kosong", _tanpa(0, "realisasi"), None, ["KIN001@F8"]),
    ("realisasi strip", _isi(0, realisasi="-"), None, ["KIN001@F8"]),
    ("realisasi bukan angka", _isi(0, realisasi="belum ada"), None, ["ANG001@F8"]),
    ("realisasi berupa rentang", _isi(0, realisasi="60-70"), None, ["ANG004@F8"]),
    ("target berupa rentang", _isi(0, target="260-270"), None, []),
    ("dua bacaan, satu yang masuk akal", _isi(0, target="2.700", realisasi="2.715 nilai"), None, []),
    ("pagu bukan angka", _anggaran(0, pagu="dua miliar"), None, ["ANG001@K8"]),
    ("target nol", _isi(0, target=0), None, ["CAP001@E8"]),
    ("turun-bagi dengan realisasi nol", _isi(0, arah="turun-bagi", realisasi=0), None, ["CAP002@F8"]),
    ("rasio di samping persen", _isi(1, target="80%", realisasi=0.75), None, ["ANG002@E9"]),
    ("dua huruf berbeda", _isi(2, target="A", realisasi="BB"), None, ["ANG003@E10"]),
    ("capaian salah", _tercetak(0, capaian="101,56%"), None, ["CAP101@G8"]),
    ("capaian dipotong", _tercetak(0, capaian="100,55%"), None, ["CAP101@G8"]),
    ("arah turun dihitung rumusnya", _isi(2, arah="turun"), None, []),
    ("tercetak sebagai arah lain", _tercetak(0, capaian="99,44%"), None, ["CAP101@G8"]),
    ("tercetak di satu baris saja", lambda d: indikator(d, 0).update(tercetak={"capaian": "150,56%"}), None, ["CAP101@G8", "JML102@G49", "JML102@I49"]),
    ("predikat salah", _tercetak(2, predikat="Berhasil"), None, ["PRE101@H10"]),
    ("serapan salah", _tercetak(0, serapan="85,14%"), None, ["SER101@M8"]),
    ("serapan dengan satu desimal", _tercetak(2, serapan="95,6%"), None, []),
    ("serapan dipotong", _tercetak(0, serapan="58,1%", efisiensi="1,72"), None, ["EFI101@N8"]),
    ("serapan seluruhnya salah", _tercetak(-1, serapan="86,37%"), None, ["SER101@M49"]),
    ("efisiensi salah", _tercetak(0, efisiensi="1,37"), None, ["EFI101@N8"]),
    ("keterangan efisiensi salah", _tercetak(1, keterangan_efisiensi="Tidak efisien"), None, ["EFI102@O9"]),
    ("predikat jumlah salah", _tercetak(-1, capaian="260,86%", predikat="Berhasil"), None, ["PRE101@H49"]),
    ("hemat dengan capaian di bawah 100%", _hemat, None, ["EFI002@N10"]),
    ("rasio dengan serapan nol", _anggaran(0, realisasi=0), None, ["EFI003@N8"]),
    ("capaian 3000%", _isi(0, target=9, catatan="x"), None, ["PRE002@N8"]),
    ("efisiensi dan serapan tanpa anggaran", _cetak_tanpa_anggaran, None, ["SER102@M8", "EFI103@N8"]),
    ("indikator bernama seperti jumlah", _indikator_jumlah, None, []),
    ("sasaran yang sama dua kali", lambda d: d["sasaran"].append({"nama": d["sasaran"][0]["nama"], "indikator": [TAMBAHAN]}), None, []),
    ("capaian tepat 150%", _isi(0, target=0.18, realisasi=0.27), None, []),
    ("jumlah pagu salah", _tercetak(-1, pagu=14645696413), None, ["JML101@K49"]),
    ("jumlah realisasi salah", _tercetak(-1, realisasi_anggaran=12794779293), None, ["JML101@L49"]),
    ("rata-rata sasaran salah", _tercetak(0, rata_sasaran="110,56%"), None, ["JML102@I8"]),
    ("rata-rata seluruhnya salah", _tercetak(-1, capaian="261,86%"), None, ["JML102@G49"]),
    ("capaian tinggi tanpa catatan", _tanpa(1, "catatan"), None, ["CAP201@G9"]),
    ("capaian tinggi dengan catatan strip", _isi(1, catatan="-"), None, ["CAP201@G9"]),
    ("sama dengan PK", lambda d: None, lambda d: None, []),
    ("PK menulis target dengan huruf", lambda d: None, _isi(2, target="A (86,35)"), []),
    ("PK menulis target 13.02(%)", lambda d: None, _isi(1, target="13.02(%)"), []),
    ("target berbeda dari PK", lambda d: None, _isi(0, target=280), ["PKP102@E8"]),
    ("nama indikator berbeda sedikit", lambda d: None, _isi(0, nama="Indeks Sistim Merit"), ["PKP101@C8"]),
    ("indikator lain sama sekali", _indikator_baru, lambda d: None, ["PKP101@C11"]),
    ("indikator PK tidak diukur", lambda d: None, _indikator_baru, ["PKP101@"]),
    ("pagu berbeda dari PK", _anggaran(2, pagu=9513625429), lambda d: None, ["PKP103@K10", "SER101@M10", "EFI101@N10"]),
    ("pagu berbeda, satu baris tanpa anggaran", _tanpa_anggaran, lambda d: None, ["PKP103@K9"]),
    ("program tidak ada dalam PK", _anggaran(2, program="Program Lain"), lambda d: None, ["PKP105@J10"]),
    ("nama program memuat nama lain", _program_mirip(100), _pk_program_mirip, []),
    ("dua program bernama mirip, keduanya salah", _program_mirip(110), _pk_program_mirip, ["PKP103@K8", "SER101@M8", "EFI101@N8"]),
    ("dua indikator bernama sama", _indikator_kembar, _indikator_kembar, []),
    ("pagu gabungan berbeda dari PK", _anggaran(0, pagu=2688593226), lambda d: None, ["PKP103@K8"]),
    ("PK tahun lain", lambda d: None, _identitas(tahun=2022), ["PKP104@"]),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "pengukuran", "pk", "harapan"), KASUS, ids=[k[0] for k in KASUS])
def test_kasus(nama: str, pengukuran: Callable[[Data], object], pk: Callable[[Data], object] | None, harapan: list[str]) -> None:  # 1
    bersih = data_blitar()
    semua = temuan(ubah(bersih, pengukuran), ubah(bersih, pk) if pk else None)
    assert sorted(f"{t.kode}@{t.sel}" for t in semua) == sorted(harapan), [t.pesan for t in semua]


def test_kosong() -> None:  # 1: a template that nobody has filled
    from xl_lkjip.core.forms import FORMULIR
    from xl_lkjip.xlsx.reader import baca_buku
    from xl_lkjip.xlsx.templat import bangun

    hasil = validasi([baca_buku(bangun(f), f.berkas) for f in FORMULIR.values()])
    assert [[t.kode for t in h.temuan] for h in hasil] == [["KIN002"], ["KIN002"]]


def test_tingkat_dipotong() -> None:  # 1
    (t,) = temuan(ubah(data_blitar(), _tercetak(0, capaian="100,55%")))
    assert (t.tingkat.value, t.hitung) == ("info", "100,56%")


def test_jumlah_dalam_pk() -> None:  # 1: the sum of the PK itself
    pk = buku("pk", data_blitar())
    lembar = pk.sheet("PK")
    assert lembar is not None
    jumlah = next(c for c in lembar.cells.values() if c.value == 14645969413)
    lembar.cells[jumlah.baris, jumlah.kolom] = Cell(jumlah.baris, jumlah.kolom, 14645969414.0, "", jumlah.number_format)
    (t,) = [t for t in validasi([pk])[0].temuan if t.kode != "BUK102"]  # a formula was typed over, too
    assert (t.kode, t.tercetak, t.hitung) == ("JML101", "14.645.969.414", "14.645.969.413")


def test_arah_tanpa_kolom() -> None:  # 1, 2: a table that does not say its directions
    kerja = buku("pengukuran", ubah(data_blitar(), _tercetak(0, capaian="99,44%")))
    sheet = kerja.sheet("Pengukuran")
    assert sheet is not None
    kerja.sheets, kerja.names = [sheet], {}  # no template any more: known by its header words
    for baris in range(1, 51):
        sheet.cells.pop((baris, 18), None)
    (t,) = [t for t in validasi([kerja])[0].temuan if t.sel == "G8"]
    assert (t.kode, t.tingkat.value) == ("CAP202", "peringatan")
    assert "turun" in t.pesan


def _ketik(formulir: str, lembar: str, sel: str, nilai: str | None) -> list[str]:
    """Findings after a cell of the clean workbook has been overtyped."""
    kerja = buku(formulir, data_blitar())
    sheet = kerja.sheet(lembar)
    assert sheet is not None
    baris, kolom = letak(sel)
    sheet.cells[baris, kolom] = Cell(baris, kolom, nilai)
    return [f"{t.kode}@{t.sel}" for t in validasi([kerja])[0].temuan]


def test_diketik_di_sel() -> None:  # 2: what drop-downs and locked cells keep out of the JSON
    assert _ketik("pengukuran", "Pengukuran", "R8", "naek") == ["CAP003@R8"]
    assert _ketik("pengukuran", "Pengukuran", "G8", None) == ["KIN003@G8"]
    assert _ketik("pengukuran", "Identitas", "B4", None) == ["IDN001@B4"]
    assert _ketik("pengukuran", "Identitas", "B5", "dua ribu") == ["IDN002@B5"]
    assert _ketik("pengukuran", "Identitas", "B19", "Permendagri 86") == ["IDN002@B19"]
    assert "IDN002@B19" in _ketik("pengukuran", "Identitas", "B19", None)


def test_pk_perubahan_menang() -> None:  # 1: whatever the order of the files
    murni = ubah(data_blitar(), lambda d: (d["identitas"].update(jenis_pk="murni"), indikator(d, 0).update(target=280)))
    semua = [buku("pengukuran", data_blitar()), buku("pk", murni), buku("pk", data_blitar())]
    assert [len(validasi(urut)[0].temuan) for urut in (semua, [semua[0], semua[2], semua[1]])] == [0, 0]


def test_pk_dalam_berkas_yang_sama() -> None:  # 1: two sheets of one workbook
    gabungan = buku("pengukuran", data_blitar(tercetak=True))
    gabungan.sheets += [s for s in buku("pk", data_blitar()).sheets if s.nama == "PK"]
    assert "PKP103" in [t.kode for t in validasi([gabungan])[0].temuan]


def test_sel_galat() -> None:  # 1: one finding at the cell, not one at each that follows
    salah = buku("pengukuran", data_blitar())
    sheet = salah.sheet("Pengukuran")
    assert sheet is not None
    for kolom in (7, 8, 14, 15):
        sheet.cells[10, kolom] = replace(sheet.cell(10, kolom), value="#N/A")
    semua = validasi([salah])[0].temuan
    assert [(t.kode, t.sel) for t in semua] == [("CAP101", "G10")]
    assert "99,00%" in semua[0].pesan


@pytest.mark.parametrize("aturan", semua_aturan(), ids=lambda a: type(a).__name__)
def test_terdokumentasi(aturan: Rule) -> None:  # 3
    assert (type(aturan).__doc__ or "").strip().endswith(".")
    assert aturan.kode
    assert aturan.dasar


class _Rusak(Rule):
    """Aturan yang selalu gagal."""

    kode = ("XXX",)

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        raise ZeroDivisionError("uji")


def test_aturan_rusak() -> None:  # 4
    salah = ubah(data_blitar(), _tanpa(1, "catatan"))
    (hasil,) = validasi([buku("pengukuran", salah)], aturan=[_Rusak(), *semua_aturan()])
    assert [t.kode for t in hasil.temuan] == ["SYS001", "CAP201"]
    assert "ZeroDivisionError" in hasil.temuan[0].pesan
