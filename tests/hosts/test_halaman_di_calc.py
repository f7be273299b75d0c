"""How the official sheets fall on paper, printed by real Calc.

1. Whatever the number of rows and the length of their texts: the signature is on one page, the last, together with rows of the table;
   every page holds rows, none is cut or lost, and the header of the Pengukuran is repeated.
2. So it is in the blank templates, and after `rapikan`.
3. A little too long means one page with smaller print; far too long means a further page, not tiny print.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bantu import UTAMA, data_blitar, ubah
from hosts.kantor import Dokumen, Kantor
from xl_lkjip.xlsx.baris import rapikan
from xl_lkjip.xlsx.templat import bangun

Buka = Callable[[Path], Dokumen]
Cetak = Callable[[bytes], list[str]]
JUDUL = {"pk": "PERJANJIAN KINERJA TAHUN", "pengukuran": "PENGUKURAN KINERJA TAHUN"}
PANJANG = " pada seluruh perangkat daerah yang menyelenggarakan pelayanan kepada masyarakat di kecamatan dan kelurahan"
BANYAK = (1, 4, 5, 10, 14, 18, 23, 30, 45)
_ISI = re.compile(r"(?:Indikator|Program)\d\d")


def _data(banyak: int, *, panjang: bool) -> Any:
    ekor = PANJANG if panjang else ""

    def isi(d: Any) -> None:
        d["sasaran"] = [
            {
                "nama": f"Sasaran {i // 5 + 1}{ekor}",
                "indikator": [
                    {
                        "nama": f"Indikator{j:02d}{ekor} ujung{j:02d}",
                        "formulasi": f"Jumlah yang selesai dibagi seluruhnya{ekor}",
                        "target": 100,
                        "realisasi": 90 + j % 7,
                        "anggaran": {"program": "Program pendukung", "pagu": 12_345_678_901, "realisasi": 9_876_543_210},
                    }
                    for j in range(i + 1, min(i + 5, banyak) + 1)
                ],
            }
            for i in range(0, banyak, 5)
        ]
        d["program"] = [{"nama": f"Program{j:02d}{ekor}", "anggaran": 12_345_678_901} for j in range(1, 4)]

    return ubah(data_blitar(), isi)


@pytest.fixture
def cetak(kantor: Kantor, dokumen: Buka, tmp_path: Path) -> Cetak:
    """The pages of the official sheet, as text."""

    def cetak(isi: bytes) -> list[str]:
        berkas, pdf = tmp_path / "b.xlsx", tmp_path / "b.pdf"
        berkas.write_bytes(isi)
        kantor.pdf(dokumen(berkas), pdf)
        teks = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        assert "###" not in teks
        halaman = teks.split("\f")[:-1]
        awal = next(i for i, h in enumerate(halaman) if any(j in h for j in JUDUL.values()))
        akhir = next(i for i, h in enumerate(halaman) if i > awal and re.search(r"Halaman 1\s*$", h))  # each sheet counts its own
        assert [re.findall(r"Halaman (\d+)", h) for h in halaman[awal:akhir]] == [[str(i)] for i in range(1, akhir - awal + 1)]
        return halaman[awal:akhir]

    return cetak


def _periksa(formulir: str, halaman: list[str], banyak: int) -> None:
    identitas = data_blitar()["identitas"]
    tanggal = identitas["tanggal_pk" if formulir == "pk" else "tanggal_pengukuran"]
    for bagian in (tanggal, identitas["pihak_pertama"]["nama"], "NIP. " + identitas["pihak_pertama"]["nip"]):
        assert [i for i, h in enumerate(halaman, 1) if bagian in h] == [len(halaman)], bagian
    baris = [_ISI.findall(h) for h in halaman]
    assert all(baris), [len(b) for b in baris]
    assert sorted(i for b in baris for i in b if i.startswith("Ind")) == [f"Indikator{j:02d}" for j in range(1, banyak + 1)]
    assert sorted(re.findall(r"ujung\d\d", "".join(halaman))) == [f"ujung{j:02d}" for j in range(1, banyak + 1)]  # texts to their end
    if formulir == "pengukuran":
        assert all("Serapan" in h and "13=12/11" in h for h in halaman)


@pytest.mark.parametrize("panjang", [False, True], ids=["pendek", "panjang"])
@pytest.mark.parametrize("banyak", BANYAK)
@pytest.mark.parametrize("formulir", list(JUDUL))
def test_tanda_tangan(formulir: str, banyak: int, panjang: bool, cetak: Cetak) -> None:  # 1
    _periksa(formulir, cetak(bangun(UTAMA[formulir], _data(banyak, panjang=panjang))), banyak)


@pytest.mark.parametrize("formulir", list(JUDUL))
def test_templat_kosong(formulir: str, cetak: Cetak) -> None:  # 2
    halaman = cetak(bangun(UTAMA[formulir]))
    titik = "...................."
    assert [i for i, h in enumerate(halaman, 1) if f"{titik}, {titik}" in h] == [len(halaman)]
    assert len(halaman) == (3 if formulir == "pk" else 2)
    assert "Jumlah" in halaman[-1] or "Rata-rata capaian" in halaman[-1]


@pytest.mark.parametrize("formulir", list(JUDUL))
def test_setelah_rapikan(formulir: str, cetak: Cetak) -> None:  # 2
    isi, _ = rapikan(bangun(UTAMA[formulir], _data(18, panjang=True)), "b.xlsx")
    _periksa(formulir, cetak(isi), 18)
    terbuka, _ = rapikan(isi, "b.xlsx", buka=True)
    kembali, _ = rapikan(terbuka, "b.xlsx")
    assert kembali == isi


@pytest.mark.parametrize(("banyak", "halaman"), [(1, 1), (8, 1), (9, 2), (24, 2), (25, 3), (45, 4)])
def test_banyak_halaman(banyak: int, halaman: int, cetak: Cetak) -> None:  # 3
    assert len(cetak(bangun(UTAMA["pengukuran"], _data(banyak, panjang=False)))) == halaman
