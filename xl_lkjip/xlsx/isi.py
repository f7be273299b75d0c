"""`isi`: a template filled from JSON data."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import LkjipError
from ..core.forms.data import baca_data
from ..core.forms.layout import Formulir
from . import safe_write
from .hitung import pemeriksa
from .reader import baca_mentah
from .templat import bangun


def isi_berkas(formulir: Formulir, data: Path, tujuan: Path, *, timpa: bool = False) -> Path:
    """Read the JSON file, fill the template, save it. Nothing is written when the data are refused."""
    try:
        teks = baca_mentah(data).decode("utf-8-sig")
        isi = bangun(formulir, baca_data(teks))
    except UnicodeDecodeError:
        raise LkjipError("DAT001", str(data), masalah="bukan teks UTF-8") from None
    except LkjipError as galat:
        raise galat if galat.tempat else galat.di(str(data)) from None
    return safe_write.simpan(tujuan, isi, timpa=timpa, periksa=pemeriksa(tujuan))
