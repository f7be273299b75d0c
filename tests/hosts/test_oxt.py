"""The extension for LibreOffice: what is built, what is typed in Calc, what is saved, and how it is installed.

1. Two builds are byte-identical; the package holds what LibreOffice and its user are promised.
2. The functions typed as a user types them, in the English and the Indonesian locale: the shared cases, ranges, omitted arguments.
3. A saved .xlsx holds the names that Excel knows; it calculates without the extension, and with it as soon as it is opened.
4. `pasang`, `status` and `lepas` with the real unopkg in a profile of its own; every refusal has its code.
"""

from __future__ import annotations

import configparser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook

from bantu import AKAR, data_blitar, indikator, ubah
from hosts.kantor import Dokumen, Kantor, Nilai
from hosts.templat_calc import Templat
from hosts.test_fungsi_di_calc import CASES
from test_fungsi import CONTOH
from xl_lkjip import __version__
from xl_lkjip.core.errors import KATALOG, LkjipError
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.registry import FUNCTIONS
from xl_lkjip.core.rumus import evaluasi
from xl_lkjip.hosts.excel.kasus import terjemah
from xl_lkjip.hosts.libreoffice import oxt, pasang
from xl_lkjip.hosts.libreoffice.keterangan import ID
from xl_lkjip.xlsx.templat import bangun

Buka = Callable[[Path], Dokumen]
Ketik = Callable[[str], Nilai]
Jalankan = Callable[..., "subprocess.CompletedProcess[str]"]
LOCALE = ("en-US", "id-ID")
_BUKAN_ROOT = 65534  # unopkg refuses root, and CI is often root


# --- 1. paket ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pustaka() -> Iterator[Path]:
    """A copy of the package that any user may read, with other dates and another place than the checkout."""
    folder = Path(tempfile.mkdtemp(prefix="xl_lkjip-uji-"))
    folder.chmod(0o755)
    for asal, tujuan in (("xl_lkjip", "xl_lkjip"), ("templates", "xl_lkjip/templates")):
        shutil.copytree(AKAR / asal, folder / tujuan, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def paket() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(oxt.bangun_oxt()))


def test_bangun_selalu_sama(pustaka: Path, tmp_path: Path) -> None:  # 1
    pertama = oxt.bangun_oxt()
    assert oxt.bangun_oxt() == pertama
    env = {"PATH": os.defpath, "PYTHONPATH": str(pustaka), "PYTHONHASHSEED": "7", "TZ": "Asia/Jakarta"}
    perintah = [sys.executable, "-m", "xl_lkjip.hosts.libreoffice.oxt", str(tmp_path / "lain" / "x.oxt")]
    subprocess.run(perintah, cwd=tmp_path, env=env, check=True, capture_output=True)
    assert (tmp_path / "lain" / "x.oxt").read_bytes() == pertama


def test_isi_paket(paket: zipfile.ZipFile) -> None:  # 1
    nama = set(paket.namelist())
    assert len(nama) == len(paket.namelist())
    assert not [n for n in nama if "__pycache__" in n or n.startswith("/") or "\\" in n]
    terdaftar = _manifest(paket)
    assert {"xl_lkjip.rdb", "fungsi.py", "CalcAddIns.xcu"} <= set(terdaftar) <= nama
    assert set(terdaftar) == {n for n in nama if "/" not in n} - {"description.xml", "LICENSE", "deskripsi.id.txt", "deskripsi.en.txt"}
    assert {j for n, j in terdaftar.items() if n.endswith(".xcu")} == {"application/vnd.sun.star.configuration-data"}
    assert {j for n, j in terdaftar.items() if n.endswith(".py")} == {"application/vnd.sun.star.uno-component;type=Python"}
    for berkas in ("LICENSE", "templates/Tabel_PK.xlsx", "templates/Pengukuran.xlsx"):
        assert paket.read(berkas) == (AKAR / berkas).read_bytes()
    for n in nama:
        if n.endswith((".xml", ".xcu")):
            ElementTree.fromstring(paket.read(n))


def _manifest(paket: zipfile.ZipFile) -> dict[str, str]:
    entri = re.findall(r'media-type="([^"]+)" manifest:full-path="([^"]+)"', paket.read("META-INF/manifest.xml").decode())
    return {n: jenis for jenis, n in entri}


def test_keterangan(paket: zipfile.ZipFile) -> None:  # 1
    ns = {"d": "http://openoffice.org/extensions/description/2006", "l": "http://libreoffice.org/extensions/description/2011"}
    akar = ElementTree.fromstring(paket.read("description.xml"))

    def isi(jalur: str, atribut: str = "value") -> list[Any]:
        return [e.get(atribut) for e in akar.iterfind(jalur, ns)]

    assert isi("d:identifier") == [ID]
    assert isi("d:version") == [__version__]
    assert isi("d:dependencies/l:LibreOffice-minimal-version") == ["25.2"]
    for jalur in ("d:display-name/d:name", "d:publisher/d:name", "d:extension-description/d:src"):
        assert sorted(isi(jalur, "lang")) == ["en", "id"]
    for berkas in isi("d:extension-description/d:src", "{http://www.w3.org/1999/xlink}href"):
        assert "CAPAIAN" in paket.read(berkas).decode()


def test_nama_tersimpan_tidak_berubah(paket: zipfile.ZipFile) -> None:  # 1: they stand in users' .ods files
    tabel = paket.read(f"pythonpath/{oxt.TABEL}.py").decode()
    assert "LAYANAN = 'org.xllkjip.Fungsi'" in tabel
    assert "ANTARMUKA = 'org.xllkjip.XFungsi'" in tabel
    xcu = paket.read("CalcAddIns.xcu").decode()
    for nama, fungsi in FUNCTIONS.items():
        assert f'<prop oor:name="CompatibilityName"><value xml:lang="en">{nama}</value>' in xcu
        assert all(len(a.bantuan) > 3 for a in fungsi.argumen), nama


def test_inti_mandiri(paket: zipfile.ZipFile, tmp_path: Path) -> None:  # 1: nothing of it needs an installed xl_lkjip
    paket.extractall(tmp_path)
    vendored = sorted((tmp_path / "pythonpath").rglob("*.py"))
    impor = re.compile(r"^ *(?:from|import) +(?:xl_lkjip\b(?!_)|\.{4})", re.MULTILINE)
    assert [p for p in vendored if impor.search(p.read_text(encoding="utf-8"))] == []
    modul = [".".join(p.relative_to(tmp_path / "pythonpath").with_suffix("").parts).removesuffix(".__init__") for p in vendored]
    kode = f"import {', '.join(modul)}; print({oxt.INTI}.functions.CAPAIAN('A (86,35)', 'A (85,49)'))"
    env = {"PATH": os.defpath, "PYTHONPATH": str(tmp_path / "pythonpath")}
    hasil = subprocess.run([_python(), "-c", kode], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert float(hasil.stdout) == pytest.approx(85.49 / 86.35)


def test_ikut_dalam_roda() -> None:  # 1: what the builder copies is there where xl_lkjip is installed from a wheel
    susunan = configparser.ConfigParser()
    susunan.read(AKAR / "setup.cfg")
    sini = Path(oxt.__file__).parent
    folder = {".".join(p.parent.relative_to(AKAR).parts) for p in sini.rglob("*.py")}
    assert folder <= set(susunan["options"]["packages"].split())
    assert susunan["options.package_data"]["xl_lkjip.hosts.libreoffice"] == "bahan/*"


def _python() -> str:
    """The system's Python, without our requirements."""
    return str(Path(sys.base_prefix) / "bin" / "python3")


# --- 2. diketik -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=LOCALE)
def berlokal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Kantor, Dokumen]]:
    berkas = tmp_path_factory.mktemp("ketik") / "kosong.xlsx"
    Workbook().save(berkas)
    with Kantor(request.param, ekstensi=oxt.tulis_terurai(tmp_path_factory.mktemp("bundled"))) as kantor:
        doc = kantor.buka(berkas)
        yield request.param, kantor, doc
        kantor.tutup_dokumen(doc)


@pytest.fixture(scope="module")
def ketik(berlokal: tuple[str, Kantor, Dokumen]) -> Ketik:
    """Type a formula in A1 in the notation of the locale, and read the cell."""
    locale, kantor, doc = berlokal

    def ketik(rumus: str) -> Nilai:
        kantor.ketik(doc, "Sheet", "A1", ketikan(rumus, locale))
        return kantor.nilai(doc, "Sheet", "A1")

    return ketik


def ketikan(rumus: str, locale: str) -> str:
    """A formula in the Indonesian notation of Excel, {row; row\\ column}, as Calc's user types it."""
    if locale == "id-ID":
        return terjemah(rumus, {"\\": "."}, {"\\": "."})
    return terjemah(rumus, {",": ".", "\\": ",", ";": ","}, {",": ".", "\\": ","})


@pytest.mark.parametrize(("rumus", "harapan"), CONTOH + CASES)
def test_diketik(rumus: str, harapan: str, ketik: Ketik) -> None:  # 2
    nyata = ketik(rumus)
    if harapan in KATALOG:
        assert nyata == KATALOG[harapan].excel
    else:
        nilai = evaluasi(rumus).nilai
        assert nyata == (pytest.approx(nilai, rel=1e-12) if isinstance(nilai, float) else nilai)


@pytest.mark.parametrize(
    ("rumus", "harapan"),
    [
        ("=CAPAIAN(10; 15;; 1,2)", 1.2),
        ("=CAPAIAN(10; 15;;)", 1.5),
        ("=capaian(10; 15)", 1.5),
        ("=CAPAIAN(C1; D1)", 1.005555555555556),
        ("=CAPAIAN(C2; D2)", 85.49 / 86.35),
        ("=SUM(CAPAIAN(C1:C2; D1:D2))", 271.5 / 270 + 85.49 / 86.35),
        ('=SUM(CAPAIAN(C1:C2; D1:D2; "turun"))', 4 - 271.5 / 270 - 85.49 / 86.35),
        ('=PREDIKAT(CAPAIAN(C1; D1)) & ""', "Sangat Tinggi"),
        ('=PREDIKAT(CAPAIAN(C1; D1))="Sangat Tinggi"', 1.0),
        ('=IF(PREDIKAT(0,95; E1)="Sangat Tinggi"; "ya"; "bukan")', "ya"),  # an empty cell as an option
        ("=PREDIKAT(0,7; F1:G2)", "Cukup"),
        ("=ANGKA(C3)", 37740651000.0),
        ('=CAPAIAN("abc"; 1)', "#VALUE!"),
        ("=CAPAIAN(0; 1)", "#DIV/0!"),
        ('=EFISIENSI(0,9; 0,5; "hemat")', "#N/A"),
        ("=CAPAIAN(1/0; 1)", "#DIV/0!"),
        ('=IFERROR(CAPAIAN("abc"; 1); -1)', -1.0),
    ],
)
def test_diketik_dengan_sel(rumus: str, harapan: Nilai, ketik: Ketik, berlokal: tuple[str, Kantor, Dokumen]) -> None:  # 2
    lembar = berlokal[2].Sheets.getByName("Sheet")
    isi = {"C1": 270.0, "D1": 271.5, "C2": "A (86,35)", "D2": "A (85,49)", "C3": "Rp.37.740.651.000,-"}
    isi |= {"F1": 0.0, "G1": "Kurang", "F2": 0.5, "G2": "Cukup"}
    for alamat, nilai in isi.items():
        sel = lembar.getCellRangeByName(alamat)
        if isinstance(nilai, str):
            sel.String = nilai
        else:
            sel.Value = nilai
    nyata = ketik(rumus)
    assert nyata == (pytest.approx(harapan) if isinstance(harapan, float) else harapan)


def test_masukan_diketik(berlokal: tuple[str, Kantor, Dokumen]) -> None:  # 2: inputs, too, in the notation of the user
    locale, kantor, doc = berlokal
    for alamat, teks in {"H1": "13,02%", "I1": "12,50%", "J1": "=CAPAIAN(H1; I1)"}.items():
        kantor.ketik(doc, "Sheet", alamat, ketikan(teks, locale) if teks.startswith("=") else teks)
    assert kantor.nilai(doc, "Sheet", "J1") == pytest.approx(12.5 / 13.02)  # a number in id-ID, a text that we read in en-US


# --- 3. disimpan ------------------------------------------------------------------------------------------------------


def test_xlsx_dari_calc(
    kantor: Kantor, dokumen: Buka, kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path
) -> None:  # 3: filled in Calc with the extension, opened without it, and with it again
    masuk, keluar = tmp_path / "masuk.xlsx", tmp_path / "keluar.xlsx"
    teks = ubah(data_blitar(), lambda d: indikator(d, 2).update(target="A (86,35)", realisasi="A (85,49)"))
    masuk.write_bytes(bangun(FORMULIR["pengukuran"], teks))
    dengan = Templat(kantor_berfungsi, dokumen_berfungsi(masuk))
    assert dengan.nilai("AdaLKjIP") == 1  # stored as FALSE, and nothing was asked to recalculate
    assert not dengan.doc.isModified()
    dengan.sel("pengukuran.realisasi").Value = 135
    dengan.sel("pengukuran.realisasi", 3).String = "A (80)"
    assert dengan.baris("pengukuran", "capaian predikat") == [0.5, "Tidak berhasil"]
    assert dengan.baris("pengukuran", "capaian predikat", 3) == [pytest.approx(80 / 86.35), "Sangat berhasil"]
    kantor_berfungsi.simpan(dengan.doc, keluar)

    assert dipanggil(keluar) == dipanggil(masuk) != {}
    with zipfile.ZipFile(keluar) as arsip:
        assert not [n for n in arsip.namelist() if b"XLLKJIP" in arsip.read(n).upper()]

    tanpa = Templat(kantor, dokumen(keluar))
    assert tanpa.nilai("AdaLKjIP") == 0  # noticed on opening
    assert tanpa.baris("pengukuran", "capaian predikat") == [0.5, "Tidak berhasil"]
    tanpa.sel("pengukuran.realisasi").Value = 270
    assert tanpa.nilai("pengukuran.capaian") == 1
    assert tanpa.nilai("pengukuran.capaian", 3) == pytest.approx(80 / 86.35)  # as stored, until it is calculated
    kantor.hitung_ulang(tanpa.doc)
    assert tanpa.baris("pengukuran", "capaian predikat", 3) == ["#N/A", "#N/A"]
    assert tanpa.nilai("pengukuran.capaian") == 1
    kantor.simpan(tanpa.doc, keluar)

    lagi = Templat(kantor_berfungsi, dokumen_berfungsi(keluar))
    assert lagi.nilai("AdaLKjIP") == 1
    assert lagi.baris("pengukuran", "capaian predikat", 3) == [pytest.approx(80 / 86.35), "Sangat berhasil"]


def dipanggil(berkas: Path) -> dict[str, int]:
    """How often each of our functions is called in the formulas and names of a file, by the very name that Excel knows."""
    hasil: dict[str, int] = {}
    with zipfile.ZipFile(berkas) as arsip:
        for nama in arsip.namelist():
            if re.fullmatch(r"xl/(worksheets/sheet\d+|workbook)\.xml", nama):
                for rumus in re.findall(r"<(?:f|definedName)\b[^>]*>([^<]*)<", arsip.read(nama).decode()):
                    for fungsi in re.findall(rf"(?<![\w.])({'|'.join(FUNCTIONS)})\(", rumus):
                        hasil[fungsi] = hasil.get(fungsi, 0) + 1
    return hasil


# --- 4. dipasang ------------------------------------------------------------------------------------------------------


@pytest.fixture
def rumah() -> Iterator[Path]:
    """A home folder of a user that is not root."""
    folder = Path(tempfile.mkdtemp(prefix="xl_lkjip-rumah-"))
    if os.geteuid() == 0:
        os.chown(folder, _BUKAN_ROOT, _BUKAN_ROOT)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def jalankan(rumah: Path, pustaka: Path) -> Jalankan:
    """Run a program as that user, by default xl-lkjip with the system's Python."""
    env = {"PATH": os.defpath, "HOME": str(rumah), "TMPDIR": str(rumah), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(pustaka)}
    bukan_root: dict[str, Any] = {"user": _BUKAN_ROOT, "group": _BUKAN_ROOT, "extra_groups": []} if os.geteuid() == 0 else {}

    def jalankan(*argumen: object, program: tuple[str, ...] = (_python(), "-B", "-m", "xl_lkjip")) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*program, *map(str, argumen)], env=env, cwd=rumah, capture_output=True, text=True, timeout=150, check=False, **bukan_root
        )

    return jalankan


def test_pasang_status_lepas(jalankan: Jalankan, rumah: Path) -> None:  # 4
    catatan = rumah / ".config" / "xl_lkjip" / "host.json"
    assert "tidak terpasang" in jalankan("status").stdout

    hasil = jalankan("pasang", "libreoffice")
    assert (hasil.returncode, hasil.stderr) == (0, "")
    assert f"xl_lkjip {__version__}" in hasil.stdout
    assert "xl-lkjip lepas libreoffice" in hasil.stdout
    assert json.loads(catatan.read_text(encoding="utf-8")) == {"python": _python()}
    assert f"terpasang, xl_lkjip {__version__}" in jalankan("status").stdout
    assert jalankan("pasang", "libreoffice").returncode == 0  # again: replaced
    assert _dihitung(jalankan, rumah) == "1,5"

    hasil = jalankan("lepas", "libreoffice")
    assert (hasil.returncode, hasil.stderr) == (0, "")
    assert "Dilepas" in hasil.stdout
    assert not catatan.parent.exists()
    assert "tidak terpasang" in jalankan("status").stdout
    assert ID not in jalankan("list", program=("unopkg",)).stdout
    assert _dihitung(jalankan, rumah) == "#NAME?"
    hasil = jalankan("lepas", "libreoffice")
    assert hasil.returncode == 0
    assert "Memang tidak terpasang" in hasil.stdout


def _dihitung(jalankan: Jalankan, rumah: Path) -> str:
    """What an installed Calc of that user makes of a formula in a file."""
    masuk, keluar = rumah / "masuk.xlsx", rumah / "keluar"
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    lembar["A1"] = '=SUBSTITUTE(CAPAIAN("10","15"),".",",")'
    buku.save(masuk)
    masuk.chmod(0o644)
    jalankan("--headless", "--norestore", "--convert-to", "csv", "--outdir", keluar, masuk, program=("soffice",))
    return (keluar / "masuk.csv").read_text(encoding="utf-8").strip().strip('"')


@pytest.fixture
def palsu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Programs in place of LibreOffice's."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    def tulis(unopkg: str, soffice: str = "echo LibreOffice 25.8.1.1 abc") -> None:
        (tmp_path / "bin").mkdir(exist_ok=True)
        for nama, isi in {"unopkg": unopkg, "soffice": soffice, "ps": "echo soffice.bin"}.items():
            (tmp_path / "bin" / nama).write_text(f"#!/bin/sh\n{isi}\n", encoding="utf-8")
            (tmp_path / "bin" / nama).chmod(0o755)

    tulis("exit 0")
    return tulis


def _kode(aksi: Callable[[], object]) -> str:
    with pytest.raises(LkjipError) as galat:
        aksi()
    assert galat.value.saran
    return galat.value.kode


def test_tanpa_libreoffice(palsu: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    monkeypatch.setenv("PATH", str(tmp_path / "kosong"))
    monkeypatch.setattr(pasang, "_folder_libreoffice", lambda: [])
    assert _kode(pasang.pasang) == "PSG001"
    (tmp_path / ".config" / "xl_lkjip").mkdir(parents=True)
    pasang.berkas_host().write_text("{}", encoding="utf-8")
    assert pasang.lepas() is False
    assert not pasang.berkas_host().exists()


def test_versi_lama(palsu: Callable[..., None]) -> None:  # 4
    palsu("exit 0", "echo LibreOffice 7.4.7.2 40")
    assert _kode(pasang.pasang) == "PSG002"


def test_sebagai_root(palsu: object, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert _kode(pasang.pasang) == _kode(pasang.lepas) == _kode(pasang.status) == "PSG003"


def test_sedang_berjalan(palsu: Callable[..., None], tmp_path: Path) -> None:  # 4
    palsu(f"echo $1 >>{tmp_path}/dipanggil")
    pasang.profil().mkdir(parents=True)
    (pasang.profil() / ".lock").touch()
    assert _kode(pasang.pasang) == "PSG004"
    assert not (tmp_path / "dipanggil").exists()
    (tmp_path / "bin" / "ps").write_text("#!/bin/sh\necho bash\n", encoding="utf-8")  # a lock left behind by a crash
    assert _kode(pasang.pasang) == "PSG005"
    assert (tmp_path / "dipanggil").read_text(encoding="utf-8").split() == ["add", "list"]
    assert not pasang.berkas_host().exists()


def test_unopkg_gagal(palsu: Callable[..., None], tmp_path: Path) -> None:  # 4
    palsu("echo Warning: failed to launch javaldx >&2; echo 'ERROR: profil rusak.' >&2; exit 1")
    with pytest.raises(LkjipError, match="PSG005") as galat:
        pasang.pasang()
    assert galat.value.sebab.endswith(": ERROR: profil rusak.")
    (tmp_path / "bin" / "unopkg").write_bytes(b"bukan program")
    assert _kode(pasang.pasang) == "PSG005"


def test_unopkg_macet(palsu: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    palsu(f"sleep 60 & echo $! >{tmp_path}/anak; wait")
    monkeypatch.setattr(pasang, "BATAS_DETIK", 0.5)
    assert _kode(pasang.pasang) == "PSG006"
    stat = Path("/proc") / (tmp_path / "anak").read_text(encoding="utf-8").strip() / "stat"
    akhir = time.monotonic() + 5
    while stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z":  # a killed process takes a moment
        assert time.monotonic() < akhir
        time.sleep(0.05)


def test_catatan_tidak_dapat_ditulis(palsu: Callable[..., None], tmp_path: Path) -> None:  # 4
    palsu(f"printf 'Identifier: {ID}\\n  Version: 9.9\\n'")
    (tmp_path / ".config").write_text("", encoding="utf-8")
    assert _kode(pasang.pasang) == "PSG007"
    (tmp_path / ".config").unlink()
    assert pasang.pasang() == pasang.Keadaan("25.8.1.1", "9.9", sys.executable)
    assert json.loads(pasang.berkas_host().read_text(encoding="utf-8")) == {"python": sys.executable}
