"""The rules on the supporting sheets of our template.

1. Each case changes the clean data of a report and names the findings that must come of it: code, sheet and right figure, no more and no less.
2. The clean data of all five reports have none (tests/test_contoh.py).
3. Every code of these rules has a case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bantu import Data, ubah
from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.rules.kolom_fungsi import KolomFungsi
from xl_lkjip.core.rules.kolom_periksa import KolomPeriksa
from xl_lkjip.core.rules.kolom_turunan import KolomTurunan
from xl_lkjip.core.validation import validasi
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.templat import bangun

ATURAN = (KolomFungsi(), KolomPeriksa(), KolomTurunan())
Ubah = Callable[[Data], object]


def _indikator(nomor: int, tabel: str, **tercetak: Any) -> Ubah:
    """Figures of a row of a following table as they are printed."""
    return lambda d: [i for s in d["sasaran"] for i in s["indikator"]][nomor].setdefault(tabel, {}).update(tercetak=tercetak)


def _atur(kunci: str, **isi: Any) -> Ubah:
    return lambda d: d[kunci].update(isi)


def _jumlah(tabel: str, **tercetak: Any) -> Ubah:
    return lambda d: d.setdefault("tercetak", {}).update({tabel: tercetak})


def _baris(tabel: str, nomor: int, **tercetak: Any) -> Ubah:
    return lambda d: d[tabel][nomor].update(tercetak=tercetak)


KASUS: list[tuple[str, str, str, Ubah, list[tuple[str, str, str]]]] = [
    ("capaian tahun lalu benar", "blitar_2023", "pengukuran", _indikator(0, "perbandingan", target1="260", realisasi1="262", capaian1="100,77%"), []),
    ("capaian tahun lalu dipotong", "blitar_2023", "pengukuran", _indikator(0, "perbandingan", target1="260", realisasi1="262", capaian1="100,76%"), [("CAP103", "Perbandingan", "100,77%")]),
    ("capaian tahun lalu salah", "blitar_2023", "pengukuran", _indikator(0, "perbandingan", target1="260", realisasi1="262", capaian1="107,70%"), [("CAP103", "Perbandingan", "100,77%")]),
    ("tingkat kemajuan salah", "blitar_2023", "pengukuran", _indikator(0, "perbandingan", indikator="Indeks Sistem Merit", realisasi="271,5", target_akhir="300", kemajuan="95,00%"), [("CAP103", "Perbandingan", "90,50%")]),
    ("konversi salah", "kediri_2021", "pengukuran", lambda d: d["ip_asn"].update(tercetak={"kinerja": {"konversi": "83,63"}}), [("JML104", "IP ASN", "83,33")]),
    ("konversi dari skor yang dibulatkan", "kediri_2021", "pengukuran", lambda d: d["ip_asn"].update(tercetak={"disiplin": {"konversi": "99,58"}}), []),
    ("jumlah IP ASN salah", "kediri_2021", "pengukuran", _jumlah("ip_asn", skor="72,47", predikat="Sedang"), [("IPA101", "IP ASN", "72,74")]),
    ("kategori IP ASN salah", "kediri_2021", "pengukuran", _jumlah("ip_asn", skor="72,74", predikat="Tinggi"), [("PRE103", "IP ASN", "Sedang")]),
    ("rata-rata IKM salah", "mojokerto_2020", "pengukuran", lambda d: ([b.update(tercetak={"konversi": b["nilai"]}) for b in d["ikm"]], _jumlah("ikm", konversi="81,70", mutu="Baik")(d)), [("JML103", "IKM", "80,70")]),
    ("porsi SKP salah", "mojokerto_2020", "pengukuran", _baris("skp", 1, porsi="62,00%"), [("JML104", "SKP", "82,78%")]),
    ("jumlah program salah", "kediri_2021", "pengukuran", lambda d: ([b.update(tercetak={"pagu": b["pagu"]}) for b in d["anggaran"] if "pagu" in b], _jumlah("anggaran", pagu="15.193.709.250")(d)), [("JML103", "Anggaran", "15.193.709.205")]),
    ("serapan program salah", "kediri_2021", "pengukuran", _baris("anggaran", 0, serapan="80,18%"), [("SER103", "Anggaran", "80,81%")]),
    ("efisiensi program salah", "kediri_2021", "pengukuran", _baris("anggaran", 2, capaian="133,33%", serapan="99,43%", efisiensi="39,91%"), [("EFI104", "Anggaran", "33,90%")]),
    ("efisiensi dari angka yang dibulatkan", "kediri_2021", "pengukuran", _baris("anggaran", 2, capaian="133,33%", serapan="99,43%", efisiensi="33,91%"), []),
    ("data dukung berbeda", "mojokerto_2020", "pengukuran", lambda d: d["sasaran"][0]["indikator"][0].update(data_dukung={"bentuk": "persen", "pembilang": 1, "penyebut": 3}), [("CEK101", "Data Dukung", "")]),
    ("rencana aksi tidak mencapai target", "mojokerto_2020", "pk", lambda d: d["sasaran"][0]["indikator"][0].update(rencana_aksi={"sifat": "posisi", "tw4": "50%"}), [("CEK101", "Rencana Aksi", "")]),
    ("penyebut nol", "mojokerto_2020", "pengukuran", lambda d: d["sasaran"][0]["indikator"][0].update(data_dukung={"bentuk": "persen", "pembilang": 1, "penyebut": 0}), [("CEK102", "Data Dukung", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "laporan", "formulir", "aksi", "harapan"), KASUS, ids=[k[0] for k in KASUS])
def test_kasus(nama: str, laporan: str, formulir: str, aksi: Ubah, harapan: list[tuple[str, str, str]]) -> None:  # 1
    data = ubah(contoh.data(laporan), aksi)
    (hasil,) = validasi([baca_buku(bangun(FORMULIR[formulir], data), nama)], ATURAN)
    assert [(t.kode, t.lembar, t.hitung) for t in hasil.temuan] == harapan
    assert all(t.sel and t.saran for t in hasil.temuan)


def test_setiap_kode_teruji() -> None:  # 3
    assert {k for a in ATURAN for k in a.kode} == {kode for kasus in KASUS for kode, _, _ in kasus[4]}
