"""Kota Blitar 2023: the right figures pass, the printed ones are found, each at its cell.

1. The clean pair has no finding at all.
2. On the printed figures every wrong one is found, with cell, printed and expected value, and nothing on right figures.
3. The PK is named as the evidence for the wrong part, and consequences say what they follow from.
4. Without the PK the same figures are found from the table alone.
5. The JSON contract holds.
"""

from __future__ import annotations

import json

from bantu import buku, data_blitar, temuan
from xl_lkjip.core.validation import validasi
from xl_lkjip.report.ke_json import ke_json

# code, severity, cell, printed, expected
TEMUAN_TERCETAK = [
    ("CAP201", "peringatan", "G9", "583,03%", ""),
    ("PKP103", "galat", "K10", "9.513.625.429", "9.546.367.212"),
    ("SER101", "galat", "M10", "99,63%", "95,63%"),
    ("EFI101", "galat", "N10", "0,96", "1,04"),
    ("EFI102", "peringatan", "O10", "Tidak efisien", "Efisien"),
    ("JML101", "galat", "K49", "14.645.969.413", "14.613.227.630"),
]


def test_bersih() -> None:  # 1
    hasil = validasi([buku("pk", data_blitar()), buku("pengukuran", data_blitar())])
    assert [h.temuan for h in hasil] == [[], []]
    assert temuan(data_blitar()) == []


def test_tercetak() -> None:  # 2
    semua = temuan(data_blitar(tercetak=True), data_blitar())
    assert [(t.kode, t.tingkat.value, t.sel, t.tercetak, t.hitung) for t in semua] == TEMUAN_TERCETAK
    assert {t.lembar for t in semua} == {"Pengukuran"}
    assert all(t.saran for t in semua)


def test_bukti_dan_akibat() -> None:  # 3
    per_sel = {t.sel: t for t in temuan(data_blitar(tercetak=True), data_blitar())}
    assert "PK!C52" in per_sel["K10"].pesan
    assert "95,96%" in per_sel["M10"].pesan  # what the row's own figures give, as another table of the report prints it
    assert all("akibat PKP103 di K10" in per_sel[s].pesan for s in ("M10", "N10", "O10"))
    assert "K10" in per_sel["K49"].pesan
    assert "9.546.367.212" in per_sel["K49"].saran


def test_tercetak_tanpa_pk() -> None:  # 4
    semua = temuan(data_blitar(tercetak=True))
    assert [(t.kode, t.sel, t.hitung) for t in semua] == [
        ("CAP201", "G9", ""),
        ("SER101", "M10", "95,96%"),
        ("EFI101", "N10", "1,03"),
        ("EFI102", "O10", "Efisien"),
        ("JML101", "K49", "14.613.227.630"),
    ]


def test_json() -> None:  # 5
    isi = json.loads(ke_json(validasi([buku("pk", data_blitar()), buku("pengukuran", data_blitar(tercetak=True))])))
    assert list(isi) == ["versi", "berkas"]
    assert isi["versi"] == 1
    pk, pengukuran = isi["berkas"]
    assert list(pk) == ["nama", "status", "penolakan", "temuan", "ringkasan"]
    assert (pk["status"], pk["penolakan"], pk["ringkasan"]) == ("dibaca", None, {"galat": 0, "peringatan": 0, "info": 0})
    assert pengukuran["ringkasan"] == {"galat": 4, "peringatan": 2, "info": 0}
    for t in pengukuran["temuan"]:
        assert list(t) == ["kode", "tingkat", "lembar", "sel", "pesan", "saran", "tercetak", "hitung", "dasar"]
