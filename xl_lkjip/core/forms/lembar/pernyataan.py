"""Pernyataan: the page that both parties sign, PermenPAN-RB 53/2014 Lampiran I/2-6. The wording is that of the regulation."""

from __future__ import annotations

from ..layout import Lembar, Paragraf, TandaTangan
from .umum import JUDUL_PK, titik


def _pihak(nomor: int) -> tuple[Paragraf, ...]:
    return (
        Paragraf(titik(f"IdNama{nomor}"), "Nama", tebal=True),
        Paragraf(titik(f"IdJabatan{nomor}"), "Jabatan", tinggi=2),
    )


LEMBAR = Lembar(
    "Pernyataan",
    JUDUL_PK,
    paragraf=(
        Paragraf(
            '"Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada hasil, '
            'kami yang bertanda tangan di bawah ini:"',
            tinggi=2,
        ),
        *_pihak(1),
        Paragraf('"Selanjutnya disebut pihak pertama."'),
        *_pihak(2),
        Paragraf('"Selaku atasan langsung pihak pertama, selanjutnya disebut pihak kedua."'),
        Paragraf(
            '"Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam rangka mencapai '
            'target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "'
            '&"Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."',
            tinggi=4,
        ),
        Paragraf(
            '"Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari perjanjian '
            'ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."',
            tinggi=3,
        ),
    ),
    tanda_tangan=(
        TandaTangan("Pihak Kedua,", "2", (1, 2)),
        TandaTangan("Pihak Pertama,", "1", (3, 3), bertanggal="IdTanggalPk"),
    ),
    mendatar=False,
)
