"""`python -m xl_lkjip.hosts.excel.addin` (make xlam): builds the add-in anew in its place, and says where that is."""

from pathlib import Path

from ..setelan import NAMA
from . import bangun_xlam

if __name__ == "__main__":
    tujuan = Path(__file__).parents[1] / "bahan" / NAMA
    tujuan.parent.mkdir(exist_ok=True)
    tujuan.write_bytes(bangun_xlam())
    print(tujuan)
