"""A copy of a workbook with its findings marked, beside the original."""

from __future__ import annotations

from pathlib import Path

from ..core.validation import HasilBerkas
from ..xlsx import hitung, reader, safe_write, tanda


def simpan_bertanda(berkas: Path, hasil: HasilBerkas) -> Path:
    """Write "<name> (validasi).xlsx": coloured cells, comments, and a sheet "Validasi". The original is untouched."""
    tujuan = berkas.with_name(f"{berkas.stem} (validasi).xlsx")
    isi = tanda.tandai(reader.baca_bytes(berkas), hasil.temuan)
    return safe_write.simpan(tujuan, isi, timpa=True, periksa=hitung.pemeriksa(tujuan))
