"""Files of other people: a named refusal or findings, never a crash, a hang, or a half-written file.

1. Small files that blow up in memory or time are refused before they do.
2. Odd but legal files are read; what cannot be calculated is left as it is, and does not cost the rest.
3. A submission carries no macro, no link to another workbook, and nothing that still calculates, whatever part it hides in.
4. Random damage to a sound workbook ends in findings or a named refusal, and leaves the file as it was.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bantu import UTAMA, data_blitar
from xl_lkjip import cli
from xl_lkjip.xlsx import terpisah
from xl_lkjip.xlsx.templat import bangun

UTUH = bangun(UTAMA["pengukuran"], data_blitar())
LEMBAR_SEMUA = ["Petunjuk", "Identitas", "Pengukuran", "Referensi"]
LEMBAR, BUKU = "xl/worksheets/sheet3.xml", "xl/workbook.xml"


def ubah(bagian: str, aksi: Callable[[bytes], bytes], tambah: dict[str, bytes] | None = None, *, pasti: bool = True) -> bytes:
    """The sound workbook with one part changed and others added."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(UTUH)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for info in asal.infolist():
            isi = asal.read(info)
            if info.filename == bagian:
                lama, isi = isi, aksi(isi)
                assert isi != lama or not pasti, bagian
            tujuan.writestr(info.filename, isi)
        for nama, isi in (tambah or {}).items():
            tujuan.writestr(nama, isi)
    return keluar.getvalue()


def sisip(sebelum: bytes, baru: bytes) -> Callable[[bytes], bytes]:
    return lambda isi: isi.replace(sebelum, baru + sebelum, 1)


def nama(isi: str) -> bytes:
    """The sound workbook with more defined names."""
    return ubah(BUKU, sisip(b"</definedNames>", isi.encode()))


def rumus(teks: str, sel: str = "P9") -> bytes:
    """The sound workbook with a formula in a cell of input, never calculated."""
    return ubah(
        LEMBAR,
        lambda isi: re.sub(
            rf'<c r="{sel}"([^>]*?)t="[^"]*"([^>]*)>.*?</c>'.encode(), rf'<c r="{sel}"\1\2><f>{teks}</f></c>'.encode(), isi, count=1
        ),
    )


def sel_baru(baris: str) -> bytes:
    return ubah(LEMBAR, sisip(b"</sheetData>", baris.encode()))


BERANTAI = (
    "".join(f'<definedName name="Naik{i}">{"+".join([f"Naik{i + 1}"] * 8)}</definedName>' for i in range(20))
    + '<definedName name="Naik20">1</definedName>'
)
DITOLAK = {
    "gabungan seluas lembar": (ubah(LEMBAR, lambda i: re.sub(rb"<mergeCells[^>]*>", b'<mergeCells><mergeCell ref="A100:XFD1048576"/>', i)), "BRK007"),
    "tautan seluas lembar": (ubah(LEMBAR, sisip(b"<pageMargins", b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>')), "BRK007"),
    "sejuta sel kosong": (sel_baru('<row r="500">' + "<c/>" * 500_000 + "</row>"), "BRK007"),
    "gaya terlalu banyak": (ubah("xl/styles.xml", sisip(b"</cellXfs>", b"<xf/>" * 70_000)), "BRK007"),
    "baris di luar batas": (sel_baru('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'), "BRK006"),
    "umpan": (ubah("_rels/.rels", lambda i: i.replace(b"xl/workbook.xml", b"xl/lain.xml")), "BRK006"),
    "rumus yang memenuhi memori": (sel_baru("".join(f'<row r="{r}"><c r="A{r}"><f>A{r - 1}&amp;A{r - 1}&amp;"x"</f></c></row>' for r in range(500, 560))), "BRK006"),
}  # fmt: skip
TERBACA = {
    "nama beranak pinak": nama(BERANTAI),
    "nama melingkar": nama('<definedName name="Satu">Dua</definedName><definedName name="Dua">Satu</definedName>'),
    "rumus rusak": rumus("SUM("),
    "rumus dengan kutip ganjil": rumus('"abc'),
    "rumus melingkar": rumus("P9+1"),
    "rumus berisi kendali": rumus("CHAR(7)"),
    "rumus bernama siklus": rumus("Satu+1"),
    "angka tak terhingga": ubah(LEMBAR, lambda i: i.replace(b"<v>270</v>", b"<v>1E999</v>", 1)),
    "sel tanpa alamat": ubah(LEMBAR, lambda i: re.sub(rb'<c r="[A-Z]+9" ', b"<c ", i)),
    "ruang kosong di baris terakhir": sel_baru('<row r="1048576"><c r="A1048576" t="inlineStr"><is><t> </t></is></c></row>'),
}


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    return tmp_path / "asing.xlsx"


@pytest.mark.parametrize("kasus", DITOLAK)
def test_ditolak(kasus: str, berkas: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # 1
    monkeypatch.setattr(terpisah, "MEMORI_MAKS", 2**30)
    isi, kode = DITOLAK[kasus]
    berkas.write_bytes(isi)
    assert cli.main(["validasi", str(berkas), "--format", "json"]) == 2
    keluar = json.loads(capsys.readouterr().out)
    assert keluar["berkas"][0]["penolakan"]["kode"] == kode


@pytest.mark.parametrize("kasus", TERBACA)
def test_terbaca(kasus: str, berkas: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 2
    berkas.write_bytes(TERBACA[kasus])
    assert cli.main(["validasi", str(berkas), "--format", "json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["berkas"][0]["status"] == "dibaca"
    assert cli.main(["hitung", str(berkas), "-o", str(berkas.with_name("jadi.xlsx"))]) == 0
    assert openpyxl.load_workbook(berkas.with_name("jadi.xlsx")).sheetnames == LEMBAR_SEMUA
    assert cli.main(["validasi", str(berkas), "--format", "xlsx"]) in (0, 1)


def test_sel_gabungan_ditandai(berkas: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 2: a finding inside a merged area
    berkas.write_bytes(
        ubah(
            LEMBAR,
            lambda i: i.replace(b"<mergeCells", b"<mergeCells", 1).replace(b"</mergeCells>", b'<mergeCell ref="F8:F9"/></mergeCells>'),
        )
    )
    buku = openpyxl.load_workbook(berkas)
    buku["Pengukuran"]["E9"] = "bukan angka"
    buku.save(berkas)
    assert cli.main(["validasi", str(berkas), "--format", "xlsx"]) == 1
    assert "Salinan bertanda" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("bagian", "kode"),
    [({"xl/vbaProject.bin": b"makro"}, "BRK015"), ({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}, "BRK016")],
)
def test_tidak_diajukan(bagian: dict[str, bytes], kode: str, berkas: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 3
    berkas.write_bytes(ubah("", bytes, bagian))
    assert cli.main(["ajukan", str(berkas), "-o", str(berkas.parent / "k")]) == 2
    assert capsys.readouterr().err.startswith(kode)
    assert not (berkas.parent / "k").exists()


def test_nama_berbahaya_dibuang(berkas: Path) -> None:  # 3
    jahat = (
        '<definedName name="Jahat">[1]Sheet1!$A$1</definedName><definedName name="Jahat2">Pengukuran!$A$1,HYPERLINK("x","y")</definedName>'
    )
    berkas.write_bytes(nama(jahat))
    assert cli.main(["ajukan", str(berkas), "-o", str(berkas.parent / "k")]) == 0
    (beku,) = (berkas.parent / "k").glob("*.xlsx")
    assert b"Jahat" not in zipfile.ZipFile(beku).read(BUKU)


def _rusak(acak: random.Random) -> bytes:
    """One random damage: bytes of the zip, bytes inside a part, a part lost, or cut off."""
    cara = acak.randrange(4)
    if cara == 0:
        isi = bytearray(UTUH)
        for _ in range(acak.randint(1, 5)):
            isi[acak.randrange(len(isi))] = acak.randrange(256)
        return bytes(isi)
    if cara == 1:
        return UTUH[: acak.randrange(len(UTUH))]
    with zipfile.ZipFile(io.BytesIO(UTUH)) as asal:
        korban = acak.choice(asal.namelist())
    if cara == 2:
        return ubah(korban, lambda _: b"")

    def gores(isi: bytes) -> bytes:
        baru = bytearray(isi)
        for _ in range(acak.randint(1, 4)):
            baru[acak.randrange(len(baru))] = acak.choice(b'<>"/=0123456789AZaz &;')
        return bytes(baru)

    return ubah(korban, gores, pasti=False)


@pytest.mark.parametrize("benih", range(40))
def test_rusak_acak(benih: int, berkas: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 4
    isi = _rusak(random.Random(benih))
    berkas.write_bytes(isi)
    for perintah in (["validasi", str(berkas), "--format", "json"], ["ajukan", str(berkas), "-o", str(berkas.parent / "k")]):
        assert cli.main(perintah) in (0, 1, 2)
        keluar, keluh = capsys.readouterr()
        assert "SYS002" not in keluh
        if "json" in perintah:
            json.loads(keluar)
    assert berkas.read_bytes() == isi
    assert not [p.name for p in berkas.parent.iterdir() if p.name.endswith(".tmp")]
