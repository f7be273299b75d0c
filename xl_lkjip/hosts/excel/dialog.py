"""What the buttons ask of the user: files, folders, yes or no. Excel's own dialogs, through `app.api`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .perintah import TAB

_BUKU_KERJA = "Buku kerja Excel (*.xlsx),*.xlsx"
_TEKS = "Teks (*.txt),*.txt"
_PILIH_FOLDER = 4  # msoFileDialogFolderPicker
_OK = -1


def beri_tahu(app: Any, pesan: str, ragam: str = "info") -> None:
    """A message with one button."""
    app.alert(pesan, title=TAB, buttons="ok", mode=ragam)


def tanya(app: Any, pesan: str) -> bool | None:
    """Yes or no; None for cancelled."""
    return {"yes": True, "no": False}.get(app.alert(pesan, title=TAB, buttons="yes_no_cancel", mode="info"))


def pilih_berkas(app: Any, judul: str) -> Path | None:
    """A workbook that is there."""
    return _berkas(app.api.GetOpenFilename(_BUKU_KERJA, 1, judul))


def pilih_tujuan(app: Any, judul: str, usul: str) -> Path | None:
    """A name to write to, a workbook unless `usul` ends in .txt; None as well where an old file is to stay."""
    akhiran = Path(usul).suffix
    tujuan = _berkas(app.api.GetSaveAsFilename(usul, _TEKS if akhiran == ".txt" else _BUKU_KERJA, 1, judul))
    if tujuan is None:
        return None
    tujuan = tujuan if tujuan.suffix.lower() == akhiran else Path(f"{tujuan}{akhiran}")
    return tujuan if not tujuan.exists() or tanya(app, f"{tujuan.name} sudah ada. Ganti?") else None


def pilih_folder(app: Any, judul: str) -> Path | None:
    """A folder."""
    dialog = app.api.FileDialog(_PILIH_FOLDER)
    dialog.Title = judul
    return Path(str(dialog.SelectedItems.Item(1))) if dialog.Show() == _OK else None


def _berkas(jawab: Any) -> Path | None:
    return Path(jawab) if isinstance(jawab, str) else None  # cancelled: False
