"""Means, totals, progress and quarters; profiles.

1. Means per sasaran and the two totals, with and without a cap.
2. Tingkat kemajuan in both directions.
3. Quarters add up, replace each other, or end in a position.
4. Profiles name scales and methods that exist, or none.
5. Scores of an employee are dated: an old year keeps its own.
"""

from __future__ import annotations

from typing import Any

import pytest

from xl_lkjip import IP_ASN_PEGAWAI
from xl_lkjip.core.domain import agregasi, ip_asn
from xl_lkjip.core.domain.capaian import ARAH
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.parameter import METODE_EFISIENSI, SKALA, SKOR_PEGAWAI
from xl_lkjip.core.profil import PROFIL

SEMARANG = [[1.0295], [1.0034, 1.0]]  # Semarang 2020, Tabel capaian: one indicator, then two


def test_rata_rata_dan_total() -> None:  # 1
    assert agregasi.rata_sasaran(SEMARANG) == pytest.approx([1.0295, 1.0017])
    assert agregasi.total(SEMARANG, "sasaran") == pytest.approx((1.0295 + 1.0017) / 2)
    assert agregasi.total(SEMARANG) == pytest.approx((1.0295 + 1.0034 + 1.0) / 3)
    assert agregasi.total([[5.83], [0.99]], maks=1.2) == pytest.approx((1.2 + 0.99) / 2)
    assert agregasi.rata_rata([0.1] * 10) == 0.1  # no binary noise


def test_kemajuan() -> None:  # 2
    assert agregasi.kemajuan(300, 271.5) == pytest.approx(0.905)  # Blitar 2023, Tabel 3.1.3
    assert agregasi.kemajuan(8, 7, "turun") == pytest.approx(8 / 7)  # Kediri 2021: 114%
    for akhir, r, arah, kode in ((0, 1, "naik", "CAP001"), (1, 0, "turun", "CAP002")):
        with pytest.raises(LkjipError) as galat:
            agregasi.kemajuan(akhir, r, arah)
        assert galat.value.kode == kode


@pytest.mark.parametrize(
    ("triwulan", "cara", "tahun"),
    [
        ([1005, 361, 727, 584], "jumlah", 2677),  # Kediri 2021, layanan tepat waktu (tercetak 2682)
        ([25, 50, 75, 98.63], "posisi", 98.63),
        ([10, 12], "ganti", 12),
    ],
)
def test_triwulan(triwulan: list[float], cara: str, tahun: float) -> None:  # 3
    assert agregasi.tahunan(triwulan, cara) == tahun


def test_triwulan_tak_dikenal() -> None:  # 3
    with pytest.raises(LkjipError, match="CAP003"):
        agregasi.tahunan([1], "rata")


@pytest.mark.parametrize("profil", PROFIL.values(), ids=list(PROFIL))
def test_profil(profil: Any) -> None:  # 4
    assert set(PROFIL) == {"umum", "blitar2023", "kediri2021", "lumajang2020", "semarang2020", "mojokerto2020"}
    assert profil.skala in {"", *SKALA}
    assert profil.metode_efisiensi in {"", *METODE_EFISIENSI}
    assert profil.arah_invers in ARAH
    assert (profil.pembulatan, profil.total) in {(p, t) for p in ("dibulatkan", "dipotong") for t in ("indikator", "sasaran")}
    assert profil.dasar


def test_skor_bertanggal(monkeypatch: pytest.MonkeyPatch) -> None:  # 5
    from dataclasses import replace

    baru = replace(SKOR_PEGAWAI[-1], berlaku_sejak=2030, kualifikasi={**SKOR_PEGAWAI[-1].kualifikasi, "s1": 18})
    monkeypatch.setattr(ip_asn, "SKOR_PEGAWAI", (*SKOR_PEGAWAI, baru))
    orang = ("S1", "pelaksana", "tidak", "tidak", "ya", "ya", 95, "tidak")
    assert [IP_ASN_PEGAWAI(*orang, tahun) for tahun in (2018, 2023, 2031, None)] == [90, 90, 93, 93]
