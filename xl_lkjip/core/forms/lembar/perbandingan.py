"""Perbandingan: earlier years, the end of the Renstra and the national figure beside this year (Blitar 2023, 3.1.2-3.1.4)."""

from __future__ import annotations

from ... import cetak
from ..layout import Kolom, Lembar, Tabel
from .umum import ikut, judul

LALU = (3, 2, 1)  # years back, in printed order


def _tahun(n: int) -> str:
    return f'IF(IdTahun="","Tahun-{n}",IdTahun-{n})' if n else 'IF(IdTahun="","Tahun ini",IdTahun)'


def _lalu(awalan: str, grup: str, bantuan: str) -> tuple[Kolom, ...]:
    return tuple(
        Kolom(f"{awalan}{n}", f"Tahun-{n}", 9.5, grup=grup, judul_rumus=_tahun(n), rata="center", angka=True, bantuan=bantuan) for n in LALU
    )


TABEL = Tabel(
    "perbandingan",
    (
        ikut("pengukuran", "no", "No", 4, rata="center"),
        ikut("pengukuran", "indikator", "Indikator Kinerja", 26),
        *_lalu("target", "Target", "Target pada tahun itu."),
        ikut("pengukuran", "target", "Tahun ini", 9.5, grup="Target", judul_rumus=_tahun(0), rata="center", angka=True),
        *_lalu("realisasi", "Realisasi", "Realisasi pada tahun itu."),
        ikut("pengukuran", "realisasi", "Tahun ini", 9.5, grup="Realisasi", judul_rumus=_tahun(0), rata="center", angka=True),
        *(
            Kolom(f"capaian{n}", f"Tahun-{n}", 10, grup="Capaian", judul_rumus=_tahun(n), format=cetak.PERSEN, rata="center", angka=True,
                  fungsi=("CAPAIAN", f"target{n}", f"realisasi{n}", "arah"), syarat=(f"target{n}", f"realisasi{n}"))
            for n in LALU
        ),
        ikut("pengukuran", "capaian", "Tahun ini", 10, grup="Capaian", judul_rumus=_tahun(0), format=cetak.PERSEN, rata="center", angka=True),
        Kolom("target_akhir", "Target", 9.5, grup="Akhir Renstra", rata="center", angka=True, bantuan="Target pada akhir masa Renstra."),
        Kolom("kemajuan", "Tingkat Kemajuan", 11, grup="Akhir Renstra", format=cetak.PERSEN, rata="center", angka=True,
              fungsi=("CAPAIAN", "target_akhir", "realisasi", "arah_kemajuan"), syarat=("target_akhir", "realisasi")),
        Kolom("target_nasional", "Target", 9.5, grup="Nasional", rata="center", angka=True, bantuan="Target nasional tahun ini."),
        Kolom("realisasi_nasional", "Realisasi", 10.5, grup="Nasional", rata="center", angka=True, bantuan="Realisasi nasional tahun ini."),
        Kolom("capaian_nasional", "Capaian", 9.5, grup="Nasional", format=cetak.PERSEN, rata="center", angka=True,
              fungsi=("CAPAIAN", "target_nasional", "realisasi_nasional", "arah"), syarat=("target_nasional", "realisasi_nasional")),
        Kolom("arah", "Arah", 11, ikut="pengukuran.arah", rata="center", dicetak=False),
        Kolom("arah_kemajuan", "Arah Kemajuan", 14, dicetak=False, rata="center", syarat=("indikator",), bantuan="Indikator turun: target akhir / realisasi.",
              rumus='IF(LEFT(TRIM({arah}),5)="turun","turun-bagi","naik")'),
    ),
    wajib=("indikator",),
    ikut="pengukuran",
    bantuan="Perbandingan dengan tahun lalu, akhir Renstra, dan nasional. Angka 1 pada kunci berarti setahun sebelumnya.",
)  # fmt: skip

LEMBAR = Lembar(
    "Perbandingan",
    judul("PERBANDINGAN REALISASI DAN CAPAIAN KINERJA"),
    (TABEL,),
    catatan_kaki=(
        '"Tingkat kemajuan: realisasi / target akhir Renstra; indikator yang makin kecil makin baik: target akhir / realisasi."',
    ),
)
