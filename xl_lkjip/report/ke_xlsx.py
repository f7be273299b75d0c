"""A copy of a workbook with its findings marked, beside the original."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from ..core.validation import HasilBerkas
from ..xlsx import hitung, reader, safe_write, tanda


def simpan_bertanda(berkas: Path, hasil: HasilBerkas) -> Path:
    """Write "<name> (validasi).xlsx": coloured cells, comments, and a sheet "Validasi".

    The original is untouched, and so is an earlier marked copy: its user may have answered in it.
    """
    isi = tanda.tandai(reader.baca_bytes(berkas), hasil.temuan, hasil.nama)
    dasar = reader.SALINAN_BERTANDA.sub("", berkas.name) if reader.SALINAN_BERTANDA.search(berkas.name) else berkas.stem
    nama = (f"{dasar} (validasi{f' {n}' if n > 1 else ''}).xlsx" for n in count(1))
    tujuan = next(t for t in (berkas.with_name(n) for n in nama) if not os.path.lexists(t))
    return safe_write.simpan(tujuan, isi, periksa=hitung.pemeriksa(tujuan))
