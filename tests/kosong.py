"""Empty cells as arguments, marked per host: Excel hands on nothing, Calc a 0 that no add-in can tell from a typed one (hence the guards).

A line: function, arguments (None: an empty cell), what Excel's cell shows, what Calc's cell shows.
"""

from __future__ import annotations

Nilai = float | str
KOSONG: list[tuple[str, tuple[Nilai | None, ...], Nilai, Nilai]] = [
    ("CAPAIAN", (None, 5.0), "", "#DIV/0!"),
    ("CAPAIAN", (5.0, None), "", 0.0),
    ("CAPAIAN", (None, None), "", "#DIV/0!"),
    ("CAPAIAN", (10.0, 15.0, None), 1.5, 1.5),
    ("CAPAIAN", (10.0, 15.0, None, None), 1.5, "#VALUE!"),
    ("CAPAIAN_INVERS", (10.0, 7.0, None), 1.3, 1.3),
    ("EFISIENSI", (None, 0.5), "", -0.5),
    ("EFISIENSI", (1.0, 0.5, None), 0.5, 0.5),
    ("PREDIKAT", (None,), "", "Sangat Rendah"),
    ("PREDIKAT", (0.95, None), "Sangat Tinggi", "Sangat Tinggi"),
]
