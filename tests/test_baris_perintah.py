"""The command line as a person uses it: run as a process, looked at from outside.

1. `--bantuan` and `rumus` import none of the heavy packages.
2. `rumus` prints the value as Excel shows it in id-ID, `--mentah` the plain float.
3. Bad input to each command: one Indonesian line with cause and fix, exit 2, no traceback, nothing written.
4. Each command does its work, and never overwrites what is there.
5. Exit codes of `validasi`: 0 clean, 1 galat, 2 a file was refused; the others are still checked.
6. `ajukan` refuses while there is a galat, else freezes; the working file stays as it is.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bantu import data_blitar, indikator, ubah
from xl_lkjip import cli
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.xlsx import reader
from xl_lkjip.xlsx.lembar_validasi import KEPALA
from xl_lkjip.xlsx.templat import bangun

BERAT = ("openpyxl", "pandas", "xlwings", "lxml", "formualizer", "rich", "numpy")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def jalankan(*argumen: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "xl_lkjip", *map(str, argumen)], capture_output=True, text=True, cwd=cwd, timeout=120)


@pytest.fixture(scope="module")
def contoh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contoh") / "blitar"
    hasil = jalankan("contoh", folder)
    assert hasil.returncode == 0, hasil.stderr
    return folder


@pytest.mark.parametrize("argumen", [["--bantuan"], ["rumus", "=PREDIKAT(CAPAIAN(78; 80,30))"], ["templat", "--help"]])
def test_tanpa_impor_berat(argumen: list[str]) -> None:  # 1
    kode = (
        "import sys\nfrom xl_lkjip.cli import main\n"
        f"try:\n    main({argumen!r})\nexcept SystemExit: pass\n"
        f"print('BERAT', [m for m in {BERAT!r} if m in sys.modules])"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    assert hasil.stdout.endswith("BERAT []\n"), hasil.stdout


@pytest.mark.parametrize(
    ("argumen", "keluaran"),
    [
        (["=CAPAIAN(78; 80,30)"], "102,95%\n"),
        (["=CAPAIAN(78; 80,30)", "--mentah"], "1.0294871794871794\n"),
        (['=CAPAIAN("A (86,35)"; "A (85,49)")'], "99,00%\n"),
        (["=CAPAIAN({270; 0; 13,02}; {271,5; 1; 75,91})"], "100,56%\n#DIV/0!\n583,03%\n"),
        (['=PREDIKAT(CAPAIAN(270; 271,5); "blitar")'], "Sangat berhasil\n"),
    ],
)
def test_rumus(argumen: list[str], keluaran: str) -> None:  # 2
    hasil = jalankan("rumus", *argumen)
    assert (hasil.returncode, hasil.stdout, hasil.stderr) == (0, keluaran, "")


def _bahan(folder: Path) -> None:
    """Bad files, named by their defect."""
    data = json.dumps(data_blitar())
    (folder / "kosong.xlsx").write_bytes(b"")
    (folder / "teks.xlsx").write_text("bukan buku kerja", encoding="utf-8")
    (folder / "terkunci.xlsx").write_bytes(OLE)
    utuh = bangun(FORMULIR["pk"], data_blitar())
    (folder / "terpotong.xlsx").write_bytes(utuh[: len(utuh) // 2])
    with zipfile.ZipFile(folder / "arsip.xlsx", "w") as arsip:
        arsip.writestr("catatan.txt", "halo")
    with zipfile.ZipFile(io.BytesIO(utuh)) as asal, zipfile.ZipFile(folder / "dtd.xlsx", "w") as arsip:
        for info in asal.infolist():
            isi = asal.read(info)
            if info.filename == "xl/workbook.xml":
                isi = isi.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook', 1)
            arsip.writestr(info, isi)
    buku = openpyxl.Workbook()
    buku.active["A1"] = "Daftar hadir"  # type: ignore[index]
    buku.save(folder / "tanpa_tabel.xlsx")
    (folder / "folder.xlsx").mkdir()
    (folder / "ada.xlsx").write_bytes(utuh)
    (folder / "baik.json").write_text(data, encoding="utf-8")
    (folder / "rusak.json").write_text("{", encoding="utf-8")
    (folder / "biner.json").write_bytes(b"\xff\xfe\x00")
    (folder / "kunci.json").write_text(data.replace('"satuan"', '"satuann"', 1), encoding="utf-8")
    (folder / "hilang.json").write_text(json.dumps(ubah(data_blitar(), lambda d: None) | {"identitas": {"unit": "x"}}), encoding="utf-8")
    (folder / "jenis.json").write_text(data.replace("271.5", "[1]"), encoding="utf-8")
    (folder / "nan.json").write_text(data.replace("271.5", "NaN"), encoding="utf-8")
    (folder / "ganda.json").write_text(data.replace('"versi": 2', '"versi": 2, "versi": 2'), encoding="utf-8")
    (folder / "dalam.json").write_text("[" * 100_000, encoding="utf-8")
    (folder / "versi.json").write_text(data.replace('"versi": 2', '"versi": 9'), encoding="utf-8")


BERKAS_BURUK = [
    ("tidak_ada.xlsx", "BRK001"),
    ("teks.xlsx", "BRK002"),
    ("arsip.xlsx", "BRK002"),
    ("terkunci.xlsx", "BRK003"),
    ("kosong.xlsx", "BRK004"),
    ("tanpa_tabel.xlsx", "BRK005"),
    ("terpotong.xlsx", "BRK006"),
    ("dtd.xlsx", "BRK006"),
    ("folder.xlsx", "BRK012"),
    ("a\x00b.xlsx", "BRK012"),
]
JSON_BURUK = [
    ("tidak_ada.json", "BRK001"),
    ("rusak.json", "DAT001"),
    ("biner.json", "DAT001"),
    ("nan.json", "DAT001"),
    ("ganda.json", "DAT001"),
    ("dalam.json", "DAT001"),
    ("kunci.json", "DAT002"),
    ("hilang.json", "DAT003"),
    ("jenis.json", "DAT004"),
    ("versi.json", "DAT004"),
]
BURUK = (
    [(["validasi", b], k) for b, k in BERKAS_BURUK]
    + [(["validasi", b, "--format", "json"], k) for b, k in BERKAS_BURUK]
    + [(["ajukan", b, "-o", "kirim"], k) for b, k in BERKAS_BURUK]
    + [(["hitung", b], k) for b, k in BERKAS_BURUK if k != "BRK005"]
    + [(["isi", f, d, "-o", "jadi.xlsx"], k) for f in ("pk", "pengukuran") for d, k in JSON_BURUK]
    + [
        (["templat", "pk", "-o", "ada.xlsx"], "BRK009"),
        (["templat", "pk", "-o", "tidak_ada/x.xlsx"], "BRK008"),
        (["isi", "pk", "baik.json", "-o", "ada.xlsx"], "BRK009"),
        (["isi", "pk", "baik.json", "-o", "folder.xlsx", "--timpa"], "BRK008"),
        (["contoh", "ada.xlsx"], "BRK008"),
        (["rumus", "=CAPAIAN(abc)"], "ARG004"),
        (["rumus", '=CAPAIAN("abc"; 1)'], "ANG001"),
        (["rumus", "=CAPAIAN(0; 1)"], "CAP001"),
        (["templat", "lain"], "CLI001"),
        (["templat"], "CLI001"),
        (["terbang"], "CLI001"),
        ([], "CLI001"),
        (["validasi"], "CLI001"),
        (["validasi", "ada.xlsx", "--format", "pdf"], "CLI001"),
        (["isi", "pk", "baik.json"], "CLI001"),
        (["isi", "pk", "baik.json", "-o", "jadi.xls"], "BRK014"),
        (["contoh", "ada.xlsx/x"], "BRK008"),
        (["contoh", "tidak_ada", "--timpa=1"], "CLI001"),
        (["isi", "pk", "baik.json", "-o"], "CLI001"),
        (["hitung", "ada.xlsx", "--cepat"], "CLI001"),
    ]
)
INGGRIS = (
    "error",
    "File exists",
    "No such",
    "Not a directory",
    "ignored",
    "Error",
    "invalid",
    "required",
    "usage",
    "Traceback",
    "expected",
    "unrecognized",
    "choose",
)


@pytest.fixture(scope="module")
def bahan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("buruk")
    _bahan(folder)
    return folder


@pytest.mark.parametrize(("argumen", "kode"), BURUK, ids=[" ".join(a).replace("\0", "NUL") for a, _ in BURUK])
def test_masukan_buruk(
    argumen: list[str], kode: str, bahan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # 3
    monkeypatch.chdir(bahan)
    sebelum = _sidik(bahan)
    assert cli.main(argumen) == 2
    keluar, keluh = capsys.readouterr()
    baris = (keluh if "validasi" not in argumen or "json" in argumen or kode == "CLI001" else keluar).strip()
    assert kode in baris
    assert len(keluh.strip().splitlines()) <= 1
    assert not any(k in keluar + keluh for k in INGGRIS), keluar + keluh
    assert _sidik(bahan) == sebelum  # nothing written, nothing changed


def _sidik(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "" for p in sorted(folder.rglob("*"))}


def test_masukan_buruk_sebagai_proses(bahan: Path) -> None:  # 3: the same through a real process
    hasil = jalankan("isi", "pk", "kunci.json", "-o", "jadi.xlsx", cwd=bahan)
    assert (hasil.returncode, hasil.stdout) == (2, "")
    assert hasil.stderr.startswith('DAT002 kunci.json: Kunci "sasaran[0].indikator[0].satuann" tidak dikenal.')
    assert hasil.stderr.count("\n") == 1


def test_kesalahan_tak_terduga(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # 3
    def meledak(_: object) -> int:
        raise RuntimeError("uji")

    monkeypatch.setattr("xl_lkjip.perintah.pemeriksaan._rumus", meledak)
    assert cli.main(["rumus", "=1"]) == 2
    assert capsys.readouterr().err.startswith("SYS002 Kesalahan program")


@pytest.mark.parametrize("formulir", list(FORMULIR))
def test_templat(formulir: str, tmp_path: Path) -> None:  # 4
    assert jalankan("templat", formulir, cwd=tmp_path).returncode == 0
    jadi = tmp_path / FORMULIR[formulir].berkas
    assert jadi.read_bytes() == bangun(FORMULIR[formulir])
    assert jalankan("templat", formulir, cwd=tmp_path).returncode == 2
    assert jalankan("templat", formulir, "--timpa", cwd=tmp_path).returncode == 0


def test_isi(contoh: Path, tmp_path: Path) -> None:  # 4
    hasil = jalankan("isi", "pengukuran", contoh / "blitar_2023.json", "-o", tmp_path / "p.xlsx")
    assert hasil.returncode == 0, hasil.stderr
    assert (tmp_path / "p.xlsx").read_bytes() == (contoh / "Pengukuran_Blitar_2023.xlsx").read_bytes()


def test_hitung_hanya_mengubah_nilai(contoh: Path, tmp_path: Path) -> None:  # 4
    asal = contoh / "Pengukuran_Blitar_2023.xlsx"
    tanpa = tmp_path / "tanpa.xlsx"
    _ubah_sel(asal, tanpa, "F8", 135)  # openpyxl drops every stored value
    sebelum = _bagian(tanpa)
    hasil = jalankan("hitung", tanpa)
    assert hasil.returncode == 0, hasil.stderr
    sesudah = _bagian(tanpa)
    assert {n for n in sebelum if sebelum[n] != sesudah[n]} == {n for n in sebelum if n.startswith("xl/worksheets/sheet")}
    nilai = openpyxl.load_workbook(tanpa, data_only=True)["Pengukuran"]
    assert (nilai["G8"].value, nilai["H8"].value, nilai["K49"].value) == (0.5, "Tidak berhasil", 14645969413)
    rumus = openpyxl.load_workbook(tanpa)["Pengukuran"]
    assert rumus["G8"].value == openpyxl.load_workbook(asal)["Pengukuran"]["G8"].value
    isi = tanpa.read_bytes()
    assert "0 nilainya berubah" in jalankan("hitung", tanpa).stdout
    assert tanpa.read_bytes() == isi  # the second time there is nothing to do


def _ubah_sel(asal: Path, tujuan: Path, alamat: str, nilai: float) -> None:
    buku = openpyxl.load_workbook(asal)
    buku["Pengukuran"][alamat] = nilai
    buku.save(tujuan)


def _bagian(berkas: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(berkas) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist()}


def test_contoh(contoh: Path) -> None:  # 4
    assert {p.name for p in contoh.iterdir()} == {
        "blitar_2023.json", "blitar_2023_tercetak.json", "Tabel_PK_Blitar_2023.xlsx", "Pengukuran_Blitar_2023.xlsx",
        "Pengukuran_Blitar_2023_tercetak.xlsx", "temuan_tercetak.json", "pengajuan",
    }  # fmt: skip
    assert sorted(p.name[:15] + p.suffix for p in (contoh / "pengajuan").iterdir()) == ["PENGUKURAN_2023.json", "PENGUKURAN_2023.xlsx"]
    sidik = _sidik(contoh)
    lagi = jalankan("contoh", contoh)
    assert (lagi.returncode, "BRK009" in lagi.stderr) == (2, True)
    assert _sidik(contoh) == sidik


def test_kode_keluar_validasi(contoh: Path, bahan: Path) -> None:  # 5
    pk, baik, cetak = (
        contoh / n for n in ("Tabel_PK_Blitar_2023.xlsx", "Pengukuran_Blitar_2023.xlsx", "Pengukuran_Blitar_2023_tercetak.xlsx")
    )
    assert jalankan("validasi", pk, baik).returncode == 0
    assert jalankan("validasi", pk, cetak).returncode == 1
    campur = jalankan("validasi", pk, cetak, bahan / "terkunci.xlsx", "--format", "json")
    assert campur.returncode == 2
    isi = json.loads(campur.stdout)["berkas"]
    assert [b["status"] for b in isi] == ["dibaca", "dibaca", "ditolak"]
    assert isi[1]["ringkasan"]["galat"] == 9
    assert isi[2]["penolakan"]["kode"] == "BRK003"


def test_format_lain(contoh: Path, tmp_path: Path) -> None:  # 5
    pk, cetak = tmp_path / "pk.xlsx", tmp_path / "ukur.xlsx"
    pk.write_bytes((contoh / "Tabel_PK_Blitar_2023.xlsx").read_bytes())
    cetak.write_bytes((contoh / "Pengukuran_Blitar_2023_tercetak.xlsx").read_bytes())
    asal = cetak.read_bytes()
    sarif = json.loads(jalankan("validasi", pk, cetak, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    hasil = sarif["runs"][0]["results"]
    assert [(h["ruleId"], h["level"]) for h in hasil] == [
        ("HIT101", "error"),
        ("CAP201", "warning"),
        *[(k, "error") for k in ("PKP103", "SER101", "EFI101")],
        ("EFI102", "warning"),
        *[(k, "error") for k in ("JML101", "BSR102", "EFI104", "JML103")],
        ("CAP103", "note"),
        ("SAT101", "warning"),
        ("CAP103", "note"),
        ("HIT101", "error"),
        ("JML103", "warning"),
    ]
    assert hasil[2]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Pengukuran!K10"
    for nama in ("ukur (validasi).xlsx", "ukur (validasi 2).xlsx"):  # an earlier marked copy is kept
        assert jalankan("validasi", pk, cetak, "--format", "xlsx").returncode == 1
        bertanda = openpyxl.load_workbook(tmp_path / nama)
        assert bertanda.sheetnames[0] == "Validasi"
        baris = [f"{b[0].value}!{b[1].value}" for b in bertanda["Validasi"].iter_rows(min_row=KEPALA + 1)]
        assert sorted(baris) == sorted(h["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for h in hasil)
        assert "PKP103" in bertanda["Pengukuran"]["K10"].comment.text
    assert cetak.read_bytes() == asal
    teks = jalankan("validasi", pk, cetak, "--rinci")
    assert "Saran:" in teks.stdout
    assert teks.stderr == ""


def test_ajukan(contoh: Path, tmp_path: Path) -> None:  # 6
    kerja = contoh / "Pengukuran_Blitar_2023.xlsx"
    sidik = kerja.read_bytes()
    for versi in (1, 2):
        hasil = jalankan("ajukan", kerja, "-o", tmp_path / "kirim")
        assert hasil.returncode == 0, hasil.stderr
        assert len(list((tmp_path / "kirim").glob("PENGUKURAN_2023_*_Kota_Blitar_v*.xlsx"))) == versi
    beku = next((tmp_path / "kirim").glob("*_v1.xlsx"))
    buku = openpyxl.load_workbook(beku)
    assert not [s.coordinate for lembar in buku for b in lembar.iter_rows() for s in b if s.data_type == "f"]
    assert (buku["Pengukuran"]["G8"].value, buku["Pengukuran"]["G8"].number_format) == (float(f"{271.5 / 270:.15g}"), "0.00%")
    assert buku["Pengukuran"]["H8"].value == "Sangat berhasil"
    assert kerja.read_bytes() == sidik
    assert jalankan("validasi", beku).returncode == 0  # what was frozen still checks out


def test_ajukan_dengan_pk(contoh: Path, tmp_path: Path) -> None:  # 6
    pk, kerja = contoh / "Tabel_PK_Blitar_2023.xlsx", tmp_path / "kerja.xlsx"
    kerja.write_bytes(bangun(FORMULIR["pengukuran"], ubah(data_blitar(), lambda d: indikator(d, 0).update(target=271))))
    assert "Belum dicocokkan dengan PK" in jalankan("ajukan", kerja, "-o", tmp_path / "a").stdout
    hasil = jalankan("ajukan", kerja, "-o", tmp_path / "b", "--pk", pk)
    assert (hasil.returncode, hasil.stderr[:6], "PKP102" in hasil.stdout) == (2, "AJU001", True)


def test_bekuan_bersih(contoh: Path, tmp_path: Path) -> None:  # 6: nothing that calculates is left, nothing that Excel would repair
    tanpa = tmp_path / "rantai.xlsx"
    with zipfile.ZipFile(contoh / "Pengukuran_Blitar_2023.xlsx") as asal, zipfile.ZipFile(tanpa, "w") as arsip:
        for info in asal.infolist():  # as Excel saves it: with a calculation chain
            isi = asal.read(info)
            if info.filename == "[Content_Types].xml":
                isi = isi.replace(
                    b"</Types>",
                    b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
                )
            if info.filename == "xl/_rels/workbook.xml.rels":
                isi = isi.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
                )
            arsip.writestr(info, isi)
        arsip.writestr(
            "xl/calcChain.xml", '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="G8" i="2"/></calcChain>'
        )
    assert jalankan("ajukan", tanpa, "-o", tmp_path / "k").returncode == 0
    with zipfile.ZipFile(next((tmp_path / "k").iterdir())) as arsip:
        assert "xl/calcChain.xml" not in arsip.namelist()
        assert not any(b"calcChain" in arsip.read(n) for n in arsip.namelist())
        buku = arsip.read("xl/workbook.xml")
    assert b"Biasa" not in buku
    assert b"calcPr" not in buku
    assert b"IdInstansi" in buku


def test_sel_galat_tidak_dibekukan(tmp_path: Path) -> None:  # 6
    buku = openpyxl.load_workbook(io.BytesIO(bangun(FORMULIR["pengukuran"], data_blitar())))
    buku["Perbandingan"]["C7"] = "=NA()"
    buku["Pengukuran"]["P10"] = "=TIDAK_ADA(1)"
    buku.save(tmp_path / "a.xlsx")
    assert jalankan("ajukan", tmp_path / "a.xlsx", "-o", tmp_path / "k").stderr.startswith("AJU003")
    buku["Pengukuran"]["P10"] = None
    buku.save(tmp_path / "a.xlsx")
    assert jalankan("ajukan", tmp_path / "a.xlsx", "-o", tmp_path / "k").stderr.startswith("AJU004")


def test_batas_ukuran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # 3
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pk"]))
    for nama, nilai in (("MAKS_BERKAS", 1000), ("MAKS_TERURAI", 1000), ("MAKS_BAGIAN", 3), ("MAKS_SEL", 10)):
        with monkeypatch.context() as m:
            m.setattr(reader, nama, nilai)
            assert cli.main(["hitung", str(berkas)]) == 2
            assert capsys.readouterr().err.startswith("BRK007"), nama


def test_folder_dan_pola(contoh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # 5
    for nama in ("Tabel_PK_Blitar_2023.xlsx", "Pengukuran_Blitar_2023.xlsx"):
        (tmp_path / nama).write_bytes((contoh / nama).read_bytes())
    (tmp_path / "~$Pengukuran_Blitar_2023.xlsx").write_bytes(b"kunci Excel")
    (tmp_path / "Pengukuran_Blitar_2023 (validasi).xlsx").write_bytes(b"salinan bertanda")
    monkeypatch.chdir(tmp_path)
    for nama in (".", "*.xlsx"):
        assert cli.main(["validasi", nama, "--format", "json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["berkas"]) == 2
    assert cli.main(["hitung", "Pengukuran_Blitar_2023.xlsx"]) == 2  # open in Excel
    assert capsys.readouterr().err.startswith("BRK013")


def test_ajukan_menolak(contoh: Path, tmp_path: Path) -> None:  # 6
    hasil = jalankan("ajukan", contoh / "Pengukuran_Blitar_2023_tercetak.xlsx", "-o", tmp_path / "kirim")
    assert hasil.returncode == 2
    assert hasil.stderr.startswith("AJU001")
    assert "SER101" in hasil.stdout
    assert not (tmp_path / "kirim").exists()
    tanpa = tmp_path / "tanpa.xlsx"
    tanpa.write_bytes(bangun(FORMULIR["pengukuran"], ubah(data_blitar(), lambda d: indikator(d, 0).pop("arah"))))
    buku = openpyxl.load_workbook(tanpa)
    buku["Identitas"]["B4"] = None
    buku.save(tanpa)
    hasil = jalankan("ajukan", tanpa, "-o", tmp_path / "kirim")
    assert (hasil.returncode, hasil.stderr[:6]) == (2, "AJU002")
