"""The roster of employees in real Calc: plain look-ups give what IP_ASN_PEGAWAI gives.

1. Every row of a few hundred, with all words of the drop-downs and scores between the bounds.
2. Ten thousand rows open, recalculate and carry their averages to the sheet IP ASN.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bantu import data_blitar, ubah
from hosts.kantor import Dokumen, Kantor
from hosts.templat_calc import JUMLAH, Templat
from xl_lkjip import IP_ASN_PEGAWAI
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.lembar.ip_asn import PEGAWAI
from xl_lkjip.xlsx.templat import bangun

Buka = Callable[[Path], Dokumen]
MASUKAN = ("pendidikan", "jabatan", "diklat_pim", "diklat_fungsional", "diklat_20jp", "seminar", "nilai_skp", "hukuman")
SKOR = ("kualifikasi", "kompetensi", "kinerja", "disiplin", "ip")


def pegawai(banyak: int) -> list[dict[str, Any]]:
    """Employees at random, the same every time."""
    acak = random.Random(4)
    return [
        {
            "nip": f"19800101{n:010d}",
            "nama": f"Pegawai {n}",
            **{k: acak.choice(PEGAWAI[k].pilihan) for k in MASUKAN if k != "nilai_skp"},
            "nilai_skp": acak.choice([0, 50.49, 50.5, 60, 75.5, 76, 90.5, 91, 100, round(acak.uniform(0, 100), 2)]),
        }
        for n in range(1, banyak + 1)
    ]


def berisi(daftar: list[dict[str, Any]], kantor: Kantor, buka: Buka, folder: Path) -> Templat:
    """The Pengukuran with this roster, open and recalculated."""
    (folder / "p.xlsx").write_bytes(bangun(FORMULIR["pengukuran"], ubah(data_blitar(), lambda d: d.update(pegawai=daftar))))
    doc = buka(folder / "p.xlsx")
    kantor.hitung_ulang(doc)
    return Templat(kantor, doc)


def kolom(templat: Templat, nama: str, banyak: int) -> list[float]:
    """A whole column at once."""
    return [nilai for [nilai] in templat.area(f"pegawai.{nama}").getDataArray()[:banyak]]


def harapan(daftar: list[dict[str, Any]]) -> list[float]:
    """What Python makes of them."""
    hasil = [IP_ASN_PEGAWAI(*(orang[k] for k in MASUKAN)) for orang in daftar]
    return [float(h) for h in hasil]


def test_setiap_baris(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 1
    daftar = pegawai(300)
    for k in MASUKAN:  # nothing is left to chance
        assert k == "nilai_skp" or {orang[k] for orang in daftar} == set(PEGAWAI[k].pilihan)
    templat = berisi(daftar, kantor, dokumen, tmp_path)
    assert kolom(templat, "ip", 300) == pytest.approx(harapan(daftar), abs=1e-9)
    assert len(set(kolom(templat, "ip", 300))) > 50


def test_sepuluh_ribu_pegawai(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> None:  # 2
    daftar = pegawai(10_000)
    templat = berisi(daftar, kantor, dokumen, tmp_path)
    ip = harapan(daftar)
    assert templat.lembar("pegawai.ip").queryFormulaCells(4).Count == 0  # ERROR
    assert kolom(templat, "no", 10_000)[-1] == 10_000
    assert templat.nilai("pegawai.ip", JUMLAH) == pytest.approx(sum(ip) / len(ip))
    assert templat.nilai("ip_asn.skor", JUMLAH) == pytest.approx(sum(ip) / len(ip))
    for nomor, dimensi in enumerate(SKOR[:-1], 1):
        rata = sum(kolom(templat, dimensi, 10_000)) / 10_000
        assert templat.baris("ip_asn", "skor skor_pegawai", nomor) == pytest.approx([rata, rata])
    berubah = {**daftar[-1], "nilai_skp": 0 if daftar[-1]["nilai_skp"] > 50 else 100}
    templat.sel("pegawai.nilai_skp", 10_000).Value = berubah["nilai_skp"]
    baru = sum([*ip[:-1], *harapan([berubah])]) / len(ip)
    assert baru != pytest.approx(sum(ip) / len(ip), abs=1e-9)
    assert templat.nilai("ip_asn.skor", JUMLAH) == pytest.approx(baru, abs=1e-9)
