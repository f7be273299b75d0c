"""What was recognised in a workbook, on the terminal: which tables stand where, and which column was taken for what."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..core.forms import FORMULIR
from ..core.forms.dokumen import Dokumen, TabelTerbaca
from ..core.workbook import huruf_kolom


def cetak_kenal(layar: Console, nama: str, dokumen: Sequence[Dokumen], *, cara: str) -> None:
    """Print the documents of one workbook; `cara` says how its tables were found."""
    layar.print(Text(nama, style="bold"))
    if not dokumen:
        layar.print(Text("  Tidak ada tabel PK atau Pengukuran yang dikenal.", style="yellow"))
        return
    layar.print(Text(f"  Dikenali dari {cara}."))
    for satu in dokumen:
        skala, metode = satu.skala or "tidak disebut", satu.metode_efisiensi or "tidak disebut"
        layar.print(Text(f"  {FORMULIR[satu.jenis].judul}: skala {skala}, metode efisiensi {metode}."))
        tabel = Table("Lembar", "Tabel", "Baris isi", "Baris jumlah", "Kolom")
        for t in [*satu.tabel, *satu.pendukung]:
            tabel.add_row(t.lembar, t.kunci, _baris(t), str(t.jumlah.baris) if t.jumlah else "-", _kolom(t))
        layar.print(tabel)


def _baris(tabel: TabelTerbaca) -> str:
    """Which rows hold something."""
    nomor = [b.baris for b in tabel.baris]
    return f"{len(nomor)} ({nomor[0]}-{nomor[-1]})" if nomor else "kosong"


def _kolom(tabel: TabelTerbaca) -> str:
    return ", ".join(f"{huruf_kolom(n)} {k}" for k, n in sorted(tabel.kolom.items(), key=lambda k: k[1]))
