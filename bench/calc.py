"""10,000 CAPAIAN cells recalculated in real Calc beside 10,000 plain =IF() formulas. `PYTHONPATH=tests python -m bench.calc`.

The aim: at most twice the time and half a second. Exit code 1 when it is missed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from rich.console import Console
from rich.table import Table

from bench.ukur import BANYAK, waktu
from hosts.kantor import Kantor
from xl_lkjip.hosts.libreoffice.oxt import tulis_terurai

_DASAR = '=IF(OR(A{b}="",B{b}=""),"",IF(A{b}=0,NA(),B{b}/A{b}))'
_RUMUS = {
    "CAPAIAN, angka": '=IF(OR(A{b}="",B{b}=""),"",CAPAIAN(A{b},B{b}))',
    "CAPAIAN, angka, dengan arah": '=IF(OR(A{b}="",B{b}=""),"",CAPAIAN(A{b},B{b},"turun"))',
    "CAPAIAN, teks": '=IF(OR(C{b}="",D{b}=""),"",CAPAIAN(C{b},D{b}))',
    "PREDIKAT, angka": "=PREDIKAT(B{b}/A{b})",
}


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    tabel = Table(f"{BANYAK} rumus", "Detik", "Rasio terhadap =IF()", "Dalam batas", title="Hitung ulang di Calc")
    with tempfile.TemporaryDirectory() as folder, Kantor(ekstensi=tulis_terurai(Path(folder) / "bundled")) as kantor:

        def ukur(rumus: str) -> float:
            berkas = Path(folder) / "ukur.xlsx"
            _tulis(berkas, rumus)
            doc = kantor.buka(berkas)
            try:
                hasil = waktu(lambda: kantor.hitung_ulang(doc))
                if not isinstance(kantor.nilai(doc, "Sheet", f"E{BANYAK}"), (float, str)):
                    raise SystemExit(f"{rumus}: tidak dihitung")
                return hasil
            finally:
                kantor.tutup_dokumen(doc)

        dasar = ukur(_DASAR)
        tabel.add_row("=IF()", f"{dasar:.3f}", "1,0", "")
        batas, lolos = 2 * dasar + 0.5, True
        for nama, rumus in _RUMUS.items():
            detik = ukur(rumus)
            lolos = lolos and detik <= batas
            tabel.add_row(nama, f"{detik:.3f}", f"{detik / dasar:.1f}".replace(".", ","), "ya" if detik <= batas else "TIDAK")
    Console().print(tabel)
    return 0 if lolos else 1


def _tulis(berkas: Path, rumus: str) -> None:
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Sheet")
    for b in range(1, BANYAK + 1):
        target, realisasi = 270 + b / 7, 271.5
        lembar.append([target, realisasi, f"{target:.2f}".replace(".", ","), "271,50", rumus.format(b=b)])
    buku.save(berkas)


if __name__ == "__main__":
    sys.exit(main())
