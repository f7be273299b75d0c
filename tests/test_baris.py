"""`tambah-baris` and `rapikan`.

1. A blank template with n more rows is cell for cell the template that is built with n more rows: formulas, values, names, drop-downs.
2. In a filled workbook hidden prepared rows are shown first; what was typed stays where it is, and new rows count.
3. Only rows in use are left visible; `--buka` shows all again; both leave every value as it is.
4. A PK Perubahan shows its old figures, a murni hides them.
5. What is no template of this edition is refused and stays as it was.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bantu import AKAR, data_blitar, ubah
from xl_lkjip import cli, contoh
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.workbook import Workbook
from xl_lkjip.xlsx import baris, reader
from xl_lkjip.xlsx.templat import bangun

KELOMPOK = [(f.kunci, t.kunci) for f in FORMULIR.values() for t in f.tabel if not t.tetap and not t.ikut]


def _isi(buku: Workbook) -> dict[str, Any]:
    return {f"{s.nama}!{c.alamat}": (c.formula, c.value) for s in buku.sheets for c in s.cells.values()}


def _bantuan(isi: bytes) -> dict[str, list[str]]:
    """Drop-downs, coloured areas, merged areas, filter and print area of each sheet."""
    return {
        s.title: sorted(
            [f"{d.sqref} {d.formula1}" for d in s.data_validations.dataValidation]
            + [f"{a.sqref} {[r.formula for r in a.rules]}" for a in s.conditional_formatting]
            + [str(g) for g in s.merged_cells.ranges]
            + [str(s.auto_filter.ref), str(s.print_area), str(s.print_title_rows), str(s.freeze_panes)]
        )
        for s in openpyxl.load_workbook(io.BytesIO(isi)).worksheets
    }


@pytest.mark.parametrize(("formulir", "tabel"), KELOMPOK)
def test_sama_dengan_yang_dibangun(formulir: str, tabel: str) -> None:  # 1
    layout = next(t for t in FORMULIR[formulir].tabel if t.kunci == tabel)
    ditambah, hasil = baris.tambah(bangun(FORMULIR[formulir]), "", 7, tabel)
    dibangun = bangun(FORMULIR[formulir], None, {tabel: layout.baris_siap + 7})
    assert (hasil.ditampilkan, hasil.disisipkan) == (0, 7)
    kiri, kanan = reader.baca_tersimpan(ditambah, ""), reader.baca_tersimpan(dibangun, "")
    assert kiri.names == kanan.names
    assert _isi(kiri) == _isi(kanan)
    assert _bantuan(ditambah) == _bantuan(dibangun)


def test_terisi() -> None:  # 2
    isi = bangun(FORMULIR["pengukuran"], data_blitar())
    tampil, hasil = baris.tambah(isi, "", 10)
    assert (hasil.ditampilkan, hasil.disisipkan) == (10, 0)
    lembar = openpyxl.load_workbook(io.BytesIO(tampil))["Pengukuran"]
    assert [b for b in range(8, 48) if not lembar.row_dimensions[b].hidden] == list(range(8, 21))
    assert _isi(reader.baca_tersimpan(tampil, "")) == _isi(reader.baca_tersimpan(isi, ""))
    lebih, hasil = baris.tambah(isi, "", 40)
    assert (hasil.ditampilkan, hasil.disisipkan) == (37, 3)
    buku = reader.baca_tersimpan(lebih, "").sheet("Pengukuran")
    assert buku is not None
    assert (buku.cell(10, 7).tercetak, buku.cell(52, 11).value) == ("99,00%", 14645969413)


def test_rapikan() -> None:  # 3
    isi = bangun(FORMULIR["pengukuran"], data_blitar())
    terbuka, _ = baris.rapikan(isi, "", buka=True)
    assert not any(d.hidden for s in openpyxl.load_workbook(io.BytesIO(terbuka)).worksheets for d in s.row_dimensions.values())
    rapi, hasil = baris.rapikan(terbuka, "")
    tersembunyi = [{b for b, d in s.row_dimensions.items() if d.hidden} for s in openpyxl.load_workbook(io.BytesIO(rapi)).worksheets]
    assert tersembunyi == [{b for b, d in s.row_dimensions.items() if d.hidden} for s in openpyxl.load_workbook(io.BytesIO(isi)).worksheets]
    assert hasil.disembunyikan == sum(map(len, tersembunyi))
    assert _isi(reader.baca_tersimpan(rapi, "")) == _isi(reader.baca_tersimpan(isi, ""))


def test_baris_pengikut_tidak_disembunyikan() -> None:  # 3: text beside an indicator that is gone is not lost from sight
    buku = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pengukuran"])))
    analisis = buku["Analisis"]
    baris_kelima = next(b for b in range(1, 20) if analisis.cell(b, 2).value == "Indikator Kinerja") + 5
    analisis.cell(baris_kelima, 5).value = "Faktor yang tertinggal"
    keluar = io.BytesIO()
    buku.save(keluar)
    rapi = openpyxl.load_workbook(io.BytesIO(baris.rapikan(keluar.getvalue(), "")[0]))["Analisis"]
    assert not rapi.row_dimensions[baris_kelima].hidden
    assert rapi.row_dimensions[baris_kelima + 1].hidden


def test_perubahan() -> None:  # 4
    data = contoh.data("mojokerto_2020")
    kolom = [
        openpyxl.load_workbook(io.BytesIO(baris.rapikan(bangun(FORMULIR["pk"], d), "")[0]))["PK"].column_dimensions["D"].hidden
        for d in (data, ubah(data, lambda d: d["identitas"].update(jenis_pk="murni")), data_blitar())
    ]
    assert kolom == [False, True, True]  # Blitar's PK Perubahan prints the new figures only


@pytest.mark.parametrize("argumen", [["tambah-baris", "3"], ["rapikan"]])
@pytest.mark.parametrize(
    ("berkas", "kode"), [("tests/edisi/Pengukuran_1.xlsx", "FRM002"), ("README.md", "BRK002"), ("tidak_ada.xlsx", "BRK001")]
)
def test_ditolak(argumen: list[str], berkas: str, kode: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 5
    salinan = tmp_path / "asing.xlsx"
    if (AKAR / berkas).exists():
        salinan.write_bytes((AKAR / berkas).read_bytes())
    lama = salinan.read_bytes() if salinan.exists() else None
    assert cli.main([argumen[0], str(salinan), *argumen[1:]]) == 2
    assert kode in capsys.readouterr().err
    assert (salinan.read_bytes() if salinan.exists() else None) == lama


@pytest.mark.parametrize(
    ("banyak", "tabel", "kode"), [(0, None, "FRM004"), (10_001, None, "FRM004"), (3, "Dasbor", "FRM003"), (3, "entah", "FRM003")]
)
def test_pilihan_buruk(banyak: int, tabel: str | None, kode: str) -> None:  # 5
    with pytest.raises(LkjipError) as galat:
        baris.tambah(bangun(FORMULIR["pengukuran"]), "", banyak, tabel)
    assert galat.value.kode == kode


def test_di_berkas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 2, 3
    berkas = tmp_path / "p.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pengukuran"], data_blitar()))
    assert cli.main(["tambah-baris", str(berkas), "2", "--tabel", "Anggaran"]) == 0
    assert "2 baris siap yang tersembunyi ditampilkan: lembar Anggaran" in capsys.readouterr().out
    assert cli.main(["rapikan", str(berkas), "-o", str(tmp_path / "rapi.xlsx")]) == 0
    assert "siap dicetak" in capsys.readouterr().out
    assert cli.main(["validasi", str(tmp_path / "rapi.xlsx")]) == 0
