"""Submissions: refused, frozen, sealed, verified.

1. The ten workbooks of the five reports as printed are refused with their findings, or have no wrong figure in that form.
2. The ten right ones are submitted, and verified: seal intact, no galat, the working file untouched.
3. Re-saved by openpyxl they are still intact; every edit of one cell is found, and its cell is named.
4. What is missing stops it: identity, signatures, template; a draft passes, and says on its name, sheets and manifest what it is.
5. A swapped sheet, a renamed sheet, a foreign manifest, a forged seal with and without a key: found.
6. A folder of ten with two tampered, a draft and a foreign file: one table, one exit code.
7. Rosters stay at home unless they are asked for; answers to peringatan go along.
8. A submission is a source for the next year: nothing of it is lost, and nothing of ours is taken for data.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bantu import ubah
from kiriman import SAAT, SEMUA, kerja, kirim, lengkap, suntingan
from xl_lkjip import cli, contoh
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.forms.recogniser import kenali
from xl_lkjip.core.penerimaan import BERUBAH, TANPA_SEGEL, UTUH
from xl_lkjip.core.rules import Tingkat
from xl_lkjip.core.segel import LEMBAR_KENDALI, LEMBAR_SEGEL, segel
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import Workbook
from xl_lkjip.submission import BelumSiapError, Permintaan, ajukan, periksa
from xl_lkjip.submission.tanda_tangan import buat_kunci
from xl_lkjip.xlsx import reader
from xl_lkjip.xlsx.templat import bangun

TERCETAK = {(laporan, formulir): "AJU001" if formulir == "pengukuran" else "AJU005" for laporan, formulir in SEMUA} | {
    ("blitar_2023", "pk"): ".xlsx",  # no wrong number, and all that is needed to sign
    ("kediri_2021", "pk"): "AJU001",  # its total is 5.000.000 too high
    ("semarang_2020", "pk"): "AJU001",  # a target that is no number
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten submissions with their manifests."""
    hasil = tmp_path_factory.mktemp("kirim")
    for laporan, formulir in SEMUA:
        kirim(laporan, formulir, hasil)
    return hasil


@pytest.fixture
def satu(folder: Path, tmp_path: Path) -> Path:
    """One of them, alone, with its manifest."""
    asal = next(folder.glob("PENGUKURAN_2023_*_Kota_Blitar_v1.xlsx"))
    shutil.copy(asal.with_suffix(".json"), tmp_path)
    return Path(shutil.copy(asal, tmp_path))


def test_tercetak_ditolak(tmp_path: Path) -> None:  # 1
    """Whatever prints a wrong number is refused for it; the PKs, which print none, are refused only where nobody could sign them."""
    hasil = {}
    for laporan, formulir in SEMUA:
        berkas = tmp_path / f"{laporan}_{formulir}.xlsx"
        berkas.write_bytes(bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=True)))
        try:
            hasil[laporan, formulir] = ajukan(berkas, tmp_path / "kirim").berkas.suffix
        except BelumSiapError as galat:
            hasil[laporan, formulir] = galat.kode
            assert any(t.tingkat is Tingkat.GALAT and t.sel for t in galat.hasil.temuan)
        except LkjipError as galat:
            hasil[laporan, formulir] = galat.kode
    assert hasil == TERCETAK


def test_benar_diajukan(folder: Path) -> None:  # 2
    berkas = sorted(folder.glob("*.xlsx"))
    assert len(berkas) == len(SEMUA)
    for satu in periksa(berkas):
        assert (satu.segel, satu.masalah, satu.perubahan, satu.draf, satu.baik) == (UTUH, [], [], False, True), satu.nama
    for laporan, formulir in SEMUA:
        asal = folder / "kerja" / f"{formulir}_{laporan}.xlsx"
        assert asal.read_bytes() == kerja(laporan, formulir)
    for b in berkas:
        manifes = json.loads(b.with_suffix(".json").read_text(encoding="utf-8"))
        assert (manifes["berkas"], manifes["sha256"]) == (b.name, hashlib.sha256(b.read_bytes()).hexdigest())
        buku = openpyxl.load_workbook(b)
        assert buku.sheetnames[0] == LEMBAR_KENDALI
        assert buku[LEMBAR_SEGEL].sheet_state == "hidden"
        assert not [s for lembar in buku for baris in lembar.iter_rows() for s in baris if s.data_type == "f"]
        assert all(lembar.protection.sheet for lembar in buku)
        kendali = " ".join(str(s.value) for baris in buku[LEMBAR_KENDALI].iter_rows() for s in baris if s.value)
        assert manifes["segel"]["hash"] in "".join(kendali.split())


def test_simpan_ulang_openpyxl(folder: Path, tmp_path: Path) -> None:  # 3
    for asal in folder.glob("*.xlsx"):
        openpyxl.load_workbook(asal).save(tmp_path / asal.name)
        shutil.copy(asal.with_suffix(".json"), tmp_path)
    hasil = periksa(sorted(tmp_path.glob("*.xlsx")))
    assert [(h.segel, h.catatan) for h in hasil] == [(UTUH, ["disimpan ulang, isinya tetap"])] * len(SEMUA)


@pytest.mark.parametrize("manifes", [True, False])
def test_satu_sel(satu: Path, *, manifes: bool) -> None:  # 3
    asal = satu.read_bytes()
    if not manifes:
        satu.with_suffix(".json").unlink()
    for sunting in suntingan(asal, 25, benih=int(manifes)):
        satu.write_bytes(sunting.isi)
        [hasil] = periksa([satu])
        assert hasil.segel != UTUH, sunting
        if not sunting.tempat.startswith(LEMBAR_SEGEL):
            assert [f"{p.lembar}!{p.sel}" for p in hasil.perubahan] == [sunting.tempat], sunting.cara


@pytest.mark.parametrize(
    ("formulir", "kunci", "kode"),
    [
        ("pengukuran", "instansi", "AJU002"),
        ("pengukuran", "unit", "AJU002"),
        ("pengukuran", "tempat", "AJU005"),
        ("pengukuran", "tanggal_pengukuran", "AJU005"),
        ("pk", "pihak_kedua", "AJU005"),
        ("pk", "tanggal_pk", "AJU005"),
    ],
)
def test_kurang(formulir: str, kunci: str, kode: str, tmp_path: Path) -> None:  # 4
    data = ubah(lengkap(contoh.BLITAR), lambda d: d["identitas"].update({kunci: {} if kunci.startswith("pihak") else ""}))
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(bangun(FORMULIR[formulir], data))
    for draf in (False, True):
        with pytest.raises(LkjipError) as galat:
            ajukan(berkas, tmp_path / "k", Permintaan(draf=draf))
        assert galat.value.kode == kode
    assert not (tmp_path / "k").exists()


def test_bukan_templat(tmp_path: Path) -> None:  # 4
    buku = openpyxl.Workbook()
    for baris in (
        ["PENGUKURAN KINERJA 2024"],
        ["No", "Sasaran", "Indikator", "Target", "Realisasi", "Capaian"],
        [1, "A", "B", 50, 50, "100%"],
    ):
        buku.active.append(baris)  # type: ignore[union-attr]
    buku.save(tmp_path / "a.xlsx")
    with pytest.raises(LkjipError) as galat:
        ajukan(tmp_path / "a.xlsx", tmp_path / "k")
    assert galat.value.kode == "AJU006"


def test_draf(tmp_path: Path) -> None:  # 4
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pengukuran"], contoh.data(contoh.BLITAR, tercetak=True)))
    jadi = ajukan(berkas, tmp_path, Permintaan(draf=True, saat=SAAT))
    assert jadi.berkas.name.endswith("_DRAF_v1.xlsx")
    buku = openpyxl.load_workbook(jadi.berkas)
    assert all("DRAF" in ((lembar.oddHeader and lembar.oddHeader.center.text) or "") for lembar in buku if lembar.title != LEMBAR_SEGEL)
    assert json.loads(jadi.manifes.read_text(encoding="utf-8"))["draf"] is True
    tanpa_nama = tmp_path / "lain" / "final.xlsx"
    tanpa_nama.parent.mkdir()
    shutil.copy(jadi.berkas, tanpa_nama)
    for b in (jadi.berkas, tanpa_nama):
        [hasil] = periksa([b])
        assert (hasil.segel, hasil.draf, hasil.baik) == (UTUH, True, False)


def _buka(berkas: Path, aksi: Callable[[openpyxl.Workbook], object]) -> None:
    buku = openpyxl.load_workbook(berkas)
    aksi(buku)
    buku.save(berkas)


def _tukar(buku: openpyxl.Workbook) -> None:
    """Two sheets exchange their names: every figure is still there."""
    a, b = buku["Analisis"], buku["Perbandingan"]
    a.title, b.title = "x", "Analisis"
    a.title = "Perbandingan"


@pytest.mark.parametrize(
    ("aksi", "jenis"),
    [
        (_tukar, "lembar tertukar"),
        (lambda b: setattr(b["Analisis"], "title", "Analisa"), "lembar hilang"),
        (lambda b: b.remove(b["Analisis"]), "lembar hilang"),
        (lambda b: b.create_sheet("Tambahan").append(["x"]), "lembar baru"),
        (lambda b: b.move_sheet("Analisis", -1), "urutan lembar berubah"),
        (lambda b: b[LEMBAR_KENDALI].__setitem__("B5", "Dinas Lain"), "berubah"),
    ],
)
def test_lembar(aksi: Callable[[openpyxl.Workbook], object], jenis: str, satu: Path) -> None:  # 5
    _buka(satu, aksi)
    [hasil] = periksa([satu])
    assert hasil.segel == BERUBAH
    assert jenis in {p.jenis for p in hasil.perubahan}


def test_manifes_asing(folder: Path, satu: Path) -> None:  # 5
    lain = next(folder.glob("*Kediri*.json"))
    shutil.copy(lain, satu.with_suffix(".json"))
    [hasil] = periksa([satu])
    assert (hasil.segel, hasil.masalah) == (BERUBAH, [f"manifesnya milik berkas lain, {lain.stem}.xlsx"])
    satu.with_suffix(".json").write_text("{}", encoding="utf-8")
    [hasil] = periksa([satu])
    assert hasil.penolakan
    assert hasil.penolakan.kode == "AJU008"


def test_ganti_nama(satu: Path) -> None:  # 5: a copy under another name is no fault
    baru, manifes = (satu.with_suffix(a).rename(satu.with_name(f"dinas{a}")) for a in (".xlsx", ".json"))
    [hasil] = periksa([baru])
    assert (hasil.segel, hasil.baik, hasil.catatan) == (UTUH, True, [f"semula bernama {satu.name}"])
    assert manifes.exists()


def _palsukan(berkas: Path) -> None:
    """What a forger can do who has no key: change a figure and compute the seal anew."""
    _buka(berkas, lambda b: b["Pengukuran"].__setitem__("F9", 99.5))
    buku = reader.baca_tersimpan(berkas.read_bytes(), berkas.name)
    baru = segel(buku)

    def tulis(b: openpyxl.Workbook) -> None:
        for baris in b[LEMBAR_SEGEL].iter_rows():
            apa = str(baris[0].value)
            if apa == "hash":
                baris[1].value = baru.hash
            elif apa.startswith("lembar "):
                baris[1].value = baru.lembar[apa.removeprefix("lembar ")]
            elif apa.startswith("sel "):
                baris[1].value = baru.sel[apa.removeprefix("sel ")]

    _buka(berkas, tulis)


def test_segel_palsu(tmp_path: Path) -> None:  # 5
    rahasia, umum = buat_kunci(tmp_path / "dinas")
    _, umum_lain = buat_kunci(tmp_path / "lain")
    tanpa = kirim(contoh.BLITAR, "pengukuran", tmp_path / "tanpa")
    bertanda = kirim(contoh.BLITAR, "pengukuran", tmp_path / "bertanda", Permintaan(saat=SAAT, kunci=rahasia))
    assert [periksa([b], umum)[0].tanda_tangan for b in (tanpa, bertanda)] == ["tidak sah", "sah"]
    assert periksa([bertanda], umum_lain)[0].tanda_tangan == "kunci lain"
    assert periksa([bertanda])[0].baik
    for b in (tanpa, bertanda):
        _palsukan(b)
        [dengan_manifes] = periksa([b])
        assert dengan_manifes.segel == BERUBAH
        b.with_suffix(".json").unlink()
    [lolos] = periksa([tanpa])  # as the documentation says: without a key and a manifest of one's own it cannot be found
    assert lolos.segel == UTUH
    [ketahuan] = periksa([bertanda], umum)
    assert (ketahuan.tanda_tangan, ketahuan.baik) == ("tidak sah", False)


def test_folder(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # 6
    terima = tmp_path / "terima"
    shutil.copytree(folder, terima, ignore=shutil.ignore_patterns("kerja", "PK_*Semarang*", "PK_*Mojokerto*"))
    ukur = sorted(terima.glob("PENGUKURAN*.xlsx"))
    _buka(ukur[0], lambda b: b["Pengukuran"].__setitem__("F9", 123.45))
    _buka(ukur[1], lambda b: b["Anggaran"].__setitem__("D9", 1))
    draf = tmp_path / "a.xlsx"
    draf.write_bytes(bangun(FORMULIR["pengukuran"], contoh.data(contoh.BLITAR, tercetak=True)))
    jadi = ajukan(draf, terima, Permintaan(draf=True, saat=SAAT))
    asing = openpyxl.Workbook()
    asing.active.append(["Daftar hadir"])  # type: ignore[union-attr]
    asing.save(terima / "lain.xlsx")
    assert len(list(terima.glob("*.xlsx"))) == 10
    assert cli.main(["periksa", str(terima), "--format", "json"]) == 2
    hasil = {Path(b["nama"]).name: b for b in json.loads(capsys.readouterr().out)["berkas"]}
    assert {n for n, b in hasil.items() if b["segel"] == BERUBAH} == {b.name for b in ukur[:2]}
    assert [f"{p['lembar']}!{p['sel']}" for p in hasil[ukur[0].name]["perubahan"]] == ["Pengukuran!F9"]
    assert [n for n, b in hasil.items() if b["draf"]] == [jadi.berkas.name]
    assert hasil["lain.xlsx"]["penolakan"]["kode"] == "BRK005" or hasil["lain.xlsx"]["segel"] == TANPA_SEGEL
    assert sum(b["baik"] for b in hasil.values()) == 6
    assert cli.main(["periksa", str(terima)]) == 2
    teks = capsys.readouterr().out
    assert "Pengukuran!F9: berubah, kini 123,45" in teks
    assert teks.count("DRAF") >= 1
    assert cli.main(["periksa", str(ukur[2])]) == 0
    assert cli.main(["periksa", str(ukur[0])]) == 1


def test_pegawai(tmp_path: Path) -> None:  # 7
    pegawai = [{"nama": "ANI RAHAYU", "nip": "198001012005012001", "pendidikan": "S1", "jabatan": "pelaksana", "nilai_skp": 90}]  # fmt: skip
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(bangun(FORMULIR["pengukuran"], ubah(lengkap(contoh.BLITAR), lambda d: d.update(pegawai=pegawai))))
    tanpa = ajukan(berkas, tmp_path / "k", Permintaan(saat=SAAT))
    dengan = ajukan(berkas, tmp_path / "k", Permintaan(saat=SAAT, dengan_pegawai=True))
    assert [j.berkas.stem[-3:] for j in (tanpa, dengan)] == ["_v1", "_v2"]
    assert tanpa.tanpa == ("Pegawai",)
    for jadi, ada in ((tanpa, False), (dengan, True)):
        assert ("Pegawai" in openpyxl.load_workbook(jadi.berkas).sheetnames) is ada
        assert (b"RAHAYU" in _seluruh(jadi.berkas)) is ada


def _seluruh(berkas: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(berkas.read_bytes())) as arsip:
        return b"".join(arsip.read(n) for n in arsip.namelist())


def test_tanggapan(tmp_path: Path) -> None:  # 7
    """A Pengukuran with a peringatan, answered in the sheet Validasi of its marked copy: the control sheet tells it."""
    berkas = tmp_path / "a.xlsx"
    tanpa_catatan = ubah(lengkap(contoh.BLITAR), lambda d: d["sasaran"][1]["indikator"][0].pop("catatan"))
    berkas.write_bytes(bangun(FORMULIR["pengukuran"], tanpa_catatan))  # CAP201
    assert cli.main(["validasi", str(berkas), "--format", "xlsx"]) in (0, 1)
    bertanda = tmp_path / "a (validasi).xlsx"
    buku = openpyxl.load_workbook(bertanda)
    lembar = buku["Validasi"]
    kepala = next(b for b in lembar.iter_rows() if any(s.value == "Tanggapan" for s in b))
    kolom = {s.value: int(s.column or 0) for s in kepala}
    baris = next(
        b for b in range(int(kepala[0].row or 0) + 1, lembar.max_row + 1) if lembar.cell(b, kolom["Tingkat"]).value == "peringatan"
    )
    lembar.cell(baris, kolom["Tanggapan"]).value = "Sudah dikonfirmasi"
    buku.save(bertanda)
    jadi = ajukan(bertanda, tmp_path / "k", Permintaan(saat=SAAT))
    assert "Sudah dikonfirmasi" in [t["tanggapan"] for t in json.loads(jadi.manifes.read_text(encoding="utf-8"))["temuan"]]
    hasil = openpyxl.load_workbook(jadi.berkas)
    assert "Validasi" not in hasil.sheetnames
    assert any("Sudah dikonfirmasi" in str(s.value) for b in hasil[LEMBAR_KENDALI].iter_rows() for s in b)
    assert replace(jadi.hasil.temuan[0]).kode  # the findings that remain are given back


@pytest.mark.parametrize("laporan", contoh.LAPORAN)
def test_sumber_tahun_depan(laporan: str, folder: Path, tmp_path: Path) -> None:  # 8
    """What was submitted fills a new workbook: directions come back from the hints, our sheets are nobody's data."""
    lama = next(b for b in folder.glob("PENGUKURAN*.xlsx") if str(lengkap(laporan)["identitas"]["instansi"]).replace(" ", "_") in b.name)
    hasil = baca_dari(lama, "pengukuran", tmp_path / "baru.xlsx")
    asal = _arah(reader.baca_buku(kerja(laporan, "pengukuran"), "a.xlsx"))
    assert _arah(hasil) == asal
    assert validasi([hasil])[0].temuan == []


def baca_dari(lama: Path, formulir: str, baru: Path) -> Workbook:
    assert cli.main(["isi", formulir, "--dari", str(lama), "-o", str(baru)]) == 0
    return reader.baca_buku(baru.read_bytes(), baru.name)


def _arah(buku: Workbook) -> list[str]:
    return [b.teks("arah") or "naik" for t in kenali(buku)[0].tabel for b in t.baris]
