"""Dated legal tables, as data. A bound or a weight stands in its JSON file and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_TANPA_BATAS_BAWAH = -9.99e307  # the lowest bound that Excel can write
DIGIT_RASIO = 6  # values are rounded to this many decimals before they meet a bound


@dataclass(frozen=True, slots=True)
class Pita:
    """One band: from `batas` upwards (or above it, with operator ">"), in the unit of the value."""

    batas: float
    operator: str
    label: str
    lengkap: str = ""  # label with its letter or category, where the scale has one

    def __post_init__(self) -> None:
        if not self.lengkap:
            object.__setattr__(self, "lengkap", self.label)


@dataclass(frozen=True, slots=True)
class Skala:
    """A scale, its bands in rising order. `digit`: decimals of the value that count."""

    id: str
    judul: str
    satuan: str
    digit: int
    pita: tuple[Pita, ...]
    dasar: str = ""
    berlaku_sejak: str = ""
    catatan: str = ""
    berbatas_bawah: bool = False  # a value below the first bound has no label
    interval: str = ""  # the same scale on 1-4, for values below the first bound


@dataclass(frozen=True, slots=True)
class MetodeEfisiensi:
    """A method of efisiensi: its formula, the number format of its result, and the scale of its verdict."""

    id: str
    rumus: str
    format: str
    nomor: str
    dasar: str

    @property
    def skala(self) -> str:
        return f"efisiensi_{self.id}"


@dataclass(frozen=True, slots=True)
class SkorPegawai:
    """The scores of one employee, as one regulation gives them."""

    berlaku_sejak: int
    dasar: str
    kualifikasi: dict[str, float]
    kompetensi: dict[str, dict[str, float]]  # kind of training -> jabatan -> score
    kinerja: tuple[tuple[float, float], ...]  # lower bound of the SKP -> score, rising
    disiplin: dict[str, float]


def _baca(nama: str) -> Any:
    return json.loads((_FOLDER / nama).read_text(encoding="utf-8"))


def _skala(berkas: Path) -> Skala:
    isi = json.loads(berkas.read_text(encoding="utf-8"))
    pembagi = 100 if isi["batas_dalam"] == "persen" else 1
    digit = DIGIT_RASIO if isi["pembulatan"] is None else isi["pembulatan"] + (2 if pembagi == 100 else 0)
    pita = tuple(
        Pita(_TANPA_BATAS_BAWAH if p["batas"] is None else p["batas"] / pembagi, p["operator"], p["label"], p.get("lengkap", ""))
        for p in isi["pita"]
    )
    return Skala(
        id=berkas.stem, judul=isi["judul"], satuan=isi["satuan"], digit=digit, pita=pita,
        berbatas_bawah=isi["pita"][0]["batas"] is not None,
        interval=isi.get("interval", ""),
        dasar=isi["dasar"], berlaku_sejak=isi["berlaku_sejak"], catatan=isi["catatan"],
    )  # fmt: skip


SKALA: dict[str, Skala] = {s.id: s for s in map(_skala, sorted((_FOLDER / "skala").glob("*.json")))}
METODE_EFISIENSI: dict[str, MetodeEfisiensi] = {m["id"]: MetodeEfisiensi(**m) for m in _baca("efisiensi.json")["metode"]}
BOBOT_IP_ASN: dict[str, float] = _baca("ip_asn.json")["bobot"]
SKOR_PEGAWAI: tuple[SkorPegawai, ...] = tuple(
    SkorPegawai(**{**s, "kinerja": tuple(tuple(b) for b in s["kinerja"])})
    for s in sorted(_baca("ip_asn_pegawai.json"), key=lambda s: s["berlaku_sejak"])
)
INDEKS_LUMAJANG: dict[str, Any] = _baca("indeks_lumajang.json")
