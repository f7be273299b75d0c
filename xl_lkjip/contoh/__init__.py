"""The worked example: Kota Blitar 2023, as it should be and as it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ..core.errors import LkjipError
from ..core.forms import FORMULIR
from ..core.forms.data import baca_data
from ..core.validation import HasilBerkas, validasi
from ..report.ke_json import ke_json
from ..submission import ajukan
from ..xlsx import hitung, reader, safe_write
from ..xlsx.templat import bangun

DATA, TERCETAK = "blitar_2023.json", "blitar_2023_tercetak.json"


@dataclass(frozen=True, slots=True)
class Contoh:
    """What was made: path and description of each file, and the findings on the right and on the printed figures."""

    berkas: tuple[tuple[Path, str], ...]
    bersih: list[HasilBerkas]
    tercetak: list[HasilBerkas]


def buat(folder: Path, *, timpa: bool = False) -> Contoh:
    """Make the example in `folder`. Faults: those of writing; BRK009 when a file is there already."""
    data = {nama: files(__name__).joinpath(nama).read_text(encoding="utf-8") for nama in (DATA, TERCETAK)}
    benar, cetakan = (baca_data(data[nama]) for nama in (DATA, TERCETAK))
    isi = [
        (DATA, data[DATA].encode(), "data yang benar, untuk `xl-lkjip isi`"),
        (TERCETAK, data[TERCETAK].encode(), "data seperti tercetak dalam laporan"),
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
    kirim, _ = ajukan(jadi[3][0], folder / "pengajuan")
    jadi.append((kirim, "Pengukuran yang dibekukan untuk diajukan"))
    return Contoh(tuple(jadi), bersih, tercetak)


def _siapkan(folder: Path, nama: list[str], timpa: bool) -> None:
    """Make the folder, and refuse before the first file is written when one is there already."""
    safe_write.siapkan_folder(folder)
    ada = [n for n in nama if (folder / n).exists()]
    if ada and not timpa:
        raise LkjipError("BRK009", str(folder / ada[0]))
