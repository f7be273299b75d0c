"""The worked examples: five published reports, as they should be and as they were printed. Kota Blitar 2023 is the one of the manual."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..core.errors import LkjipError
from ..core.forms import FORMULIR
from ..core.forms.data import baca_data, tanpa_tercetak
from ..core.validation import HasilBerkas, validasi
from ..report.ke_json import ke_json
from ..submission import Permintaan, ajukan
from ..xlsx import hitung, reader, safe_write
from ..xlsx.templat import bangun

BLITAR = "blitar_2023"
LAPORAN = {
    BLITAR: "Kota Blitar 2023",
    "kediri_2021": "Kota Kediri 2021",
    "lumajang_2020": "Kabupaten Lumajang 2020",
    "mojokerto_2020": "Kota Mojokerto 2020",
    "semarang_2020": "Kota Semarang 2020",
}


@dataclass(frozen=True, slots=True)
class Contoh:
    """What was made: path and description of each file, and the findings on the right and on the printed figures."""

    berkas: tuple[tuple[Path, str], ...]
    bersih: list[HasilBerkas]
    tercetak: list[HasilBerkas]


def data(laporan: str, *, tercetak: bool = False) -> dict[str, Any]:
    """The data of a report: as they should be, or with every figure as it is printed."""
    isi = baca_data(files(__name__).joinpath(f"{laporan}.json").read_text(encoding="utf-8"))
    return isi if tercetak else tanpa_tercetak(isi)


def buku(laporan: str) -> dict[str, tuple[bytes, str]]:
    """File name -> workbook and description: both forms, right and as printed."""
    hasil = {}
    for tercetak in (False, True):
        isi = data(laporan, tercetak=tercetak)
        for formulir in FORMULIR.values():
            nama = f"{Path(formulir.berkas).stem}_{_berkas(laporan)}{'_tercetak' if tercetak else ''}.xlsx"
            rupa = "angka seperti tercetak dalam laporan" if tercetak else "angka yang benar, rumusnya hidup"
            hasil[nama] = bangun(formulir, isi), f"{formulir.judul} {LAPORAN[laporan]}, {rupa}"
    return hasil


def _berkas(laporan: str) -> str:
    return "_".join(b.capitalize() for b in laporan.split("_"))


def buat_semua(folder: Path, *, timpa: bool = False) -> Iterator[tuple[Path, str]]:
    """Make the twenty workbooks of the five reports in `folder`, one after the other. Faults: those of writing."""
    safe_write.siapkan_folder(folder)
    for laporan in LAPORAN:
        for nama, (isi, arti) in buku(laporan).items():
            yield safe_write.simpan(folder / nama, isi, timpa=timpa, periksa=hitung.pemeriksa(folder / nama)), arti


def buat(folder: Path, *, timpa: bool = False) -> Contoh:
    """Make the example in `folder`. Faults: those of writing; BRK009 when a file is there already."""
    benar, cetakan = data(BLITAR), data(BLITAR, tercetak=True)
    isi = [
        (f"{BLITAR}.json", _json(benar), "data yang benar, untuk `xl-lkjip isi`"),
        (f"{BLITAR}_tercetak.json", _json(cetakan), "data seperti tercetak dalam laporan"),
        ("Tabel_PK_Blitar_2023.xlsx", bangun(FORMULIR["pk"], benar), "Perjanjian Kinerja (Perubahan)"),
        ("Pengukuran_Blitar_2023.xlsx", bangun(FORMULIR["pengukuran"], benar), "Pengukuran yang benar, rumusnya hidup"),
        ("Pengukuran_Blitar_2023_tercetak.xlsx", bangun(FORMULIR["pengukuran"], cetakan), "Pengukuran dengan angka seperti tercetak"),
    ]
    _siapkan(folder, [n for n, _, _ in isi], timpa)
    jadi = []
    for nama, teks, arti in isi:
        tujuan = folder / nama
        jadi.append(
            (safe_write.simpan(tujuan, teks, timpa=timpa, periksa=hitung.pemeriksa(tujuan) if nama.endswith(".xlsx") else None), arti)
        )
    pk, pengukuran, cetak = (reader.baca(p) for p, _ in jadi[2:])
    bersih, tercetak = validasi([pk, pengukuran]), validasi([pk, cetak])
    temuan = safe_write.simpan(folder / "temuan_tercetak.json", ke_json(tercetak).encode(), timpa=timpa)
    jadi.append((temuan, "temuan pada angka tercetak, dalam JSON"))
    kirim = ajukan(jadi[3][0], folder / "pengajuan", Permintaan(pk=jadi[2][0]))
    jadi += [(kirim.berkas, "Pengukuran yang dibekukan dan disegel untuk diajukan"), (kirim.manifes, "manifesnya, untuk penerima")]
    return Contoh(tuple(jadi), bersih, tercetak)


def _json(isi: dict[str, Any]) -> bytes:
    return (json.dumps(isi, ensure_ascii=False, indent=2) + "\n").encode()


def _siapkan(folder: Path, nama: list[str], timpa: bool) -> None:
    """Make the folder, and refuse before the first file is written when one is there already."""
    safe_write.siapkan_folder(folder)
    ada = [n for n in nama if (folder / n).exists()]
    if ada and not timpa:
        raise LkjipError("BRK009", str(folder / ada[0]))
