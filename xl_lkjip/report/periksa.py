"""What arrived, on the terminal and as JSON: one table tells it all, and below it every changed cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from ..core.penerimaan import BERUBAH, DITOLAK, TANPA_SEGEL, UTUH, Pemeriksaan
from ..core.rules import Tingkat

_MERAH = "bold red"
_WARNA = {
    UTUH: "green", BERUBAH: _MERAH, TANPA_SEGEL: "yellow", DITOLAK: _MERAH, "sah": "green", "tidak sah": _MERAH, "kunci lain": _MERAH,
}  # fmt: skip
_PERUBAHAN_MAKS = 40  # cells that are listed for one file


def cetak_periksa(layar: Console, semua: Sequence[Pemeriksaan]) -> None:
    """Print the table and the changes."""
    jumlah = ", ".join(f"{n} {apa}" for apa, n in Counter(p.segel for p in semua).items())
    berkas = Column("Berkas", overflow="fold")  # names differ at their ends
    tabel = Table(
        berkas,
        "Segel",
        "Tanda tangan",
        "Galat",
        "Peringatan",
        "Keterangan",
        title="Pemeriksaan pengajuan",
        caption=f"{len(semua)} berkas: {jumlah}",
    )
    for p in semua:
        galat, peringatan = (str(p.hasil.banyak(t)) if p.hasil and not p.penolakan else "-" for t in (Tingkat.GALAT, Tingkat.PERINGATAN))
        tabel.add_row(
            Text(Path(p.nama).name), _warna(p.segel), _warna(p.tanda_tangan), galat, peringatan, Text(keterangan(p)),
            style="" if p.baik else "yellow",
        )  # fmt: skip
    layar.print(tabel)
    for p in semua:
        if p.perubahan:
            layar.print(Text(f"{Path(p.nama).name}: {len(p.perubahan)} perubahan sejak disegel", style="bold"))
            for u in p.perubahan[:_PERUBAHAN_MAKS]:
                tempat = f"{u.lembar}!{u.sel}" if u.sel else u.lembar
                layar.print(Text(f"  {tempat}: {u.jenis}" + (f", kini {u.kini}" if u.kini else "")))
            if len(p.perubahan) > _PERUBAHAN_MAKS:
                layar.print(Text(f"  ... dan {len(p.perubahan) - _PERUBAHAN_MAKS} lagi"))


def keterangan(p: Pemeriksaan) -> str:
    """What is to be said of a file, in one line."""
    apa = [*(["DRAF"] if p.draf else []), *p.masalah]
    if p.penolakan:
        apa.append(f"{p.penolakan.kode}: {p.penolakan.sebab}")
    if p.segel == TANPA_SEGEL:
        apa.append("bukan hasil xl-lkjip ajukan, atau lembar Segel dibuang")
    if p.perubahan:
        sel = [f"{u.lembar}!{u.sel}" if u.sel else f"{u.jenis} {u.lembar}".strip() for u in p.perubahan[:3]]
        apa.append(f"berubah: {', '.join(sel)}{' ...' if len(p.perubahan) > len(sel) else ''}")
    return "; ".join([*apa, *p.catatan]) or ("baik" if p.baik else "lihat temuannya dengan xl-lkjip validasi")


def ke_json(semua: Sequence[Pemeriksaan]) -> str:
    """The same for programs: always one object."""
    isi = [
        {
            "nama": p.nama, "segel": p.segel, "tanda_tangan": p.tanda_tangan, "draf": p.draf, "baik": p.baik, "masalah": p.masalah,
            "catatan": p.catatan,
            "perubahan": [{"lembar": u.lembar, "sel": u.sel, "jenis": u.jenis, "kini": u.kini} for u in p.perubahan],
            "penolakan": {"kode": p.penolakan.kode, "pesan": p.penolakan.sebab, "saran": p.penolakan.saran} if p.penolakan else None,
            "ringkasan": {t.value: p.hasil.banyak(t) for t in Tingkat} if p.hasil and not p.penolakan else None,
        }
        for p in semua
    ]  # fmt: skip
    return json.dumps({"versi": 1, "berkas": isi}, ensure_ascii=False, indent=2)


def _warna(teks: str) -> Text:
    return Text(teks, style=_WARNA.get(teks, ""))
