"""Files that Excel saved while the add-in was loaded: it names our functions as those of another file.

1. Such a workbook reads, calculates, and is checked as one without the add-in; a real link to others is still found.
2. Rows are inserted, and the copy for submission is made, without any link that stays.
3. The names that Excel gives the functions.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bantu import data_blitar
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.registry import FUNCTIONS
from xl_lkjip.core.rujukan import tanpa_addin
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Workbook
from xl_lkjip.submission import ajukan
from xl_lkjip.xlsx import baris, evaluate, reader
from xl_lkjip.xlsx.templat import bangun

_KANTOR = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LEMBAR = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"
_FUNGSI = re.compile(rf"\b({'|'.join(FUNCTIONS)})\(".encode())
XLSTART = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
BIASA = f"{_KANTOR}/externalLinkPath"
PENUH = "file:///C:\\Users\\Budi%20S\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\xl_lkjip.xlam"


def seperti_excel(isi: bytes, *tautan: tuple[str, str], nama: Callable[[bytes], bytes] = lambda n: b"[1]!" + n) -> bytes:
    """The workbook as Excel would save it: names of our functions by `nama`, links (kind, target) in their order."""
    keluar = BytesIO()
    with zipfile.ZipFile(BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for info in asal.infolist():
            data = asal.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"<f>.*?</f>", lambda m: _FUNGSI.sub(lambda f: nama(f[0]), m[0]), data)
            elif info.filename == "xl/workbook.xml":
                acuan = "".join(f'<externalReference xmlns:r="{_KANTOR}" r:id="rIdLuar{n}"/>' for n in range(1, len(tautan) + 1))
                data = data.replace(b"</sheets>", f"</sheets><externalReferences>{acuan}</externalReferences>".encode())
            elif info.filename == "xl/_rels/workbook.xml.rels":
                relasi = "".join(
                    f'<Relationship Id="rIdLuar{n}" Type="{_KANTOR}/externalLink" Target="externalLinks/externalLink{n}.xml"/>'
                    for n in range(1, len(tautan) + 1)
                )
                data = data.replace(b"</Relationships>", f"{relasi}</Relationships>".encode())
            elif info.filename == "[Content_Types].xml":
                jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
                tambah = "".join(
                    f'<Override PartName="/xl/externalLinks/externalLink{n}.xml" ContentType="{jenis}"/>' for n in range(1, len(tautan) + 1)
                )
                data = data.replace(b"</Types>", f"{tambah}</Types>".encode())
            tujuan.writestr(info.filename, data)
        for n, (kind, target) in enumerate(tautan, 1):
            buku = f'<externalLink xmlns="{_LEMBAR}"><externalBook xmlns:r="{_KANTOR}" r:id="rId1"><definedNames>'
            buku += '<definedName name="CAPAIAN"/></definedNames></externalBook></externalLink>'
            tujuan.writestr(f"xl/externalLinks/externalLink{n}.xml", buku)
            relasi = f'<Relationship Id="rId1" Type="{kind}" Target="{target}" TargetMode="External"/>'
            tujuan.writestr(f"xl/externalLinks/_rels/externalLink{n}.xml.rels", f'<Relationships xmlns="{_PAKET}">{relasi}</Relationships>')
    return keluar.getvalue()


@pytest.fixture(scope="module")
def asli() -> bytes:
    return bangun(FORMULIR["pengukuran"], data_blitar())


@pytest.fixture(scope="module")
def tersimpan(asli: bytes) -> bytes:
    hasil = seperti_excel(asli, (XLSTART, "xl_lkjip.xlam"))
    with zipfile.ZipFile(BytesIO(hasil)) as arsip:
        assert sum(arsip.read(n).count(b"[1]!CAPAIAN(") for n in arsip.namelist() if n.startswith("xl/worksheets/sheet")) > 5
    return hasil


def isi_buku(buku: Workbook) -> list[object]:
    return [(s.nama, s.cells, s.merged) for s in buku.sheets] + [buku.names]


@pytest.mark.parametrize("tautan", [(XLSTART, "xl_lkjip.xlam"), (BIASA, PENUH), (BIASA, "XL_LKJIP.XLAM")])
def test_terbaca_sama(tautan: tuple[str, str], asli: bytes) -> None:  # 1
    semula = reader.baca_buku(asli, "a.xlsx")
    buku = reader.baca_buku(seperti_excel(asli, tautan), "a.xlsx")
    assert isi_buku(buku) == isi_buku(semula)
    assert evaluate.hitung(buku) == evaluate.hitung(semula)
    (satu,), (dua,) = validasi([semula]), validasi([buku])
    assert dua.temuan == satu.temuan


def test_tautan_lain_tetap_ditemukan(asli: bytes) -> None:  # 1
    isi = seperti_excel(asli, (BIASA, "anggaran.xlsx"), (XLSTART, "xl_lkjip.xlam"), nama=lambda n: b"[2]!" + n)
    buku = reader.baca_buku(isi, "a.xlsx")
    assert isi_buku(buku) == isi_buku(reader.baca_buku(asli, "a.xlsx"))
    (hasil,) = validasi([buku])
    assert [t.pesan for t in hasil.temuan if t.kode == "BUK106"] == [
        "Berkas ini menyimpan tautan ke berkas lain, anggaran.xlsx, tanpa ada rumus yang memakainya."
    ]


def test_fungsi_berkas_lain_bukan_kami(asli: bytes) -> None:  # 1
    (hasil,) = validasi([reader.baca_buku(seperti_excel(asli, (BIASA, "C:\\lain.xlam")), "a.xlsx")])
    assert {t.kode for t in hasil.temuan} >= {"BUK106"}


def test_sisip_baris(tersimpan: bytes, tmp_path: Path) -> None:  # 2
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(tersimpan)
    semula = len(list(reader.baca(berkas).formulas()))
    hasil = baris.tambah_berkas(berkas, 90, "pengukuran", tmp_path / "b.xlsx")
    assert hasil.disisipkan
    buku = reader.baca(tmp_path / "b.xlsx")
    assert len(list(buku.formulas())) > semula
    assert not [c.formula for _, c in buku.formulas() if "[" in c.formula]


def test_pengajuan(tersimpan: bytes, asli: bytes, tmp_path: Path) -> None:  # 2
    (tmp_path / "a.xlsx").write_bytes(tersimpan)
    (tmp_path / "b.xlsx").write_bytes(asli)
    dengan, tanpa = (ajukan(tmp_path / n, tmp_path / n[0]).berkas for n in ("a.xlsx", "b.xlsx"))
    with zipfile.ZipFile(dengan) as arsip:
        assert not [n for n in arsip.namelist() if "externalLink" in n]
        assert not [n for n in arsip.namelist() if any(k in arsip.read(n) for k in (b"xlam", b"externalReference", b"[1]!"))]
    assert isi_buku(reader.baca(dengan))[1:-2] == isi_buku(reader.baca(tanpa))[1:-2]


def test_pengajuan_menolak_tautan_lain(asli: bytes, tmp_path: Path) -> None:  # 2
    (tmp_path / "a.xlsx").write_bytes(seperti_excel(asli, (BIASA, "anggaran.xlsx"), (XLSTART, "xl_lkjip.xlam"), nama=lambda n: b"[2]!" + n))
    with pytest.raises(LkjipError) as galat:
        ajukan(tmp_path / "a.xlsx", tmp_path / "kirim")
    assert galat.value.kode == "BRK016"


@pytest.mark.parametrize(
    ("rumus", "harapan"),
    [
        ("[1]!CAPAIAN(F8,G8)", "CAPAIAN(F8,G8)"),
        ("xl_lkjip.xlam!CAPAIAN(F8,G8)", "CAPAIAN(F8,G8)"),
        ("[xl_lkjip.xlam]!CAPAIAN(F8,G8)", "CAPAIAN(F8,G8)"),
        ("'C:\\Users\\O''Neil\\XLSTART\\xl_lkjip.xlam'!CAPAIAN(F8,G8)+1", "CAPAIAN(F8,G8)+1"),
        ("IF('A b'!B1=1,[1]!CAPAIAN([2]!EFISIENSI(A1,B1),1),'Lembar [1]!X('!A1)", "IF('A b'!B1=1,CAPAIAN([2]!EFISIENSI(A1,B1),1),'Lembar [1]!X('!A1)"),
        ('"[1]!CAPAIAN(" & A1', '"[1]!CAPAIAN(" & A1'),
        ("[3]!CAPAIAN(F8,G8)", "[3]!CAPAIAN(F8,G8)"),
        ("[1]Sheet1!A1", "[1]Sheet1!A1"),
        ("bukan_xl_lkjip.xlam!CAPAIAN(F8,G8)", "bukan_xl_lkjip.xlam!CAPAIAN(F8,G8)"),
        ("Tabel1[1]!CAPAIAN", "Tabel1[1]!CAPAIAN"),
    ],
)  # fmt: skip
def test_nama_fungsi(rumus: str, harapan: str) -> None:  # 3
    assert tanpa_addin(rumus, ("C:/x/xl_lkjip.xlam", "lain.xlam")) == harapan
