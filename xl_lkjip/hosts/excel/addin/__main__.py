"""`python -m xl_lkjip.hosts.excel.addin build/xl_lkjip.xlam` (make xlam)."""

import sys
from pathlib import Path

from . import bangun_xlam

if __name__ == "__main__":
    tujuan = Path(sys.argv[1])
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    tujuan.write_bytes(bangun_xlam())
