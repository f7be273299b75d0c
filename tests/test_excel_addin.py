"""The add-in for Excel, as built on Linux. olefile, oletools and a parser of VBA (the grammar of MS-VBAL) judge it, not our own reader.

1. Two builds are the same to the byte, and the same as the file that the package carries; the parts that Excel wrote are untouched; no
   path, name or link of anybody's computer.
2. Every VBA module reads back as written and parses; the parser finds planted faults.
3. Every button has its callback, every callback its target; screentips; every written name is declared once.
4. The functions: descriptions, categories, no name that VBA would take for another.
5. Which Python runs stands in the registry of the user and nowhere else: a workbook cannot choose it, nor reach Python through a formula, a shape or a sheet of code.
6. Compression and container hold what was put in, whatever it is.
"""

from __future__ import annotations

import hashlib
import inspect
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import olefile  # type: ignore[import-untyped]
import pytest
import xlwings
from antlr4 import CommonTokenStream, InputStream  # type: ignore[import-untyped]
from antlr4.error.ErrorListener import ErrorListener  # type: ignore[import-untyped]
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from oletools.olevba import VBA_Parser, decompress_stream  # type: ignore[import-untyped]

from xl_lkjip.core.registry import FUNCTIONS
from xl_lkjip.hosts.excel import pasang, ribbon, setelan, udfs
from xl_lkjip.hosts.excel.addin import bangun_xlam, cfb, ovba, sumber, templat
from xl_lkjip.hosts.excel.perintah import PERINTAH
from xl_lkjip.xlsx.evaluate import NAMA_ADA_FUNGSI

PROYEK = "xl/vbaProject.bin"
XLWINGS_VBA = Path(xlwings.__file__).with_name("xlwings_custom_addin.bas").read_text(encoding="utf-8")
MODUL = sumber.modul()


@pytest.fixture(scope="module")
def xlam() -> bytes:
    return bangun_xlam()


@pytest.fixture(scope="module")
def bagian(xlam: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlam)) as arsip:
        assert arsip.testzip() is None
        return {n: arsip.read(n) for n in arsip.namelist()}


def ole(isi: bytes) -> Any:
    return olefile.OleFileIO(isi, raise_defects=olefile.DEFECT_POTENTIAL)


def test_dua_kali_sama(xlam: bytes) -> None:  # 1
    assert bangun_xlam() == xlam
    with zipfile.ZipFile(io.BytesIO(xlam)) as arsip:
        assert {i.compress_type for i in arsip.infolist()} == {zipfile.ZIP_STORED}  # no zlib has a say in the bytes
    assert len(xlam) < 100_000
    assert hashlib.sha256(pasang.bawaan()).hexdigest() == hashlib.sha256(xlam).hexdigest(), "jalankan `make xlam`"


def test_bagian_excel_utuh(bagian: dict[str, bytes]) -> None:  # 1
    asal = templat()
    assert set(bagian) == set(asal)
    berubah = {n for n in asal if bagian[n] != asal[n]}
    assert berubah == {
        PROYEK, "customUI/customUI.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml",
    }  # fmt: skip
    lama, baru = ole(asal[PROYEK]), ole(bagian[PROYEK])
    for nama in ("ThisWorkbook", "Sheet2"):
        assert baru.openstream(f"VBA/{nama}").read() == lama.openstream(f"VBA/{nama}").read()
    for nama, isi in bagian.items():
        if nama.endswith((".xml", ".rels")):
            etree.fromstring(isi)


def test_tanpa_jejak_orang(bagian: dict[str, bytes]) -> None:  # 1
    semua = dict(bagian)
    aliran = ole(semua.pop(PROYEK))
    for jalur in aliran.listdir():
        isi = aliran.openstream(jalur).read()
        semua["/".join(jalur)] = bytes(decompress_stream(bytearray(isi))) if jalur[-1] == "dir" else isi
    for nama, isi in semua.items():
        teks = isi.replace(b"\0", b"").lower()
        for jejak in (b"felix", b"zumstein", b"\\users\\", b"file:///", b"/work/", b"/home/", b"myaddin"):
            assert jejak not in teks, (nama, jejak)
    assert not any("externalLink" in n for n in bagian)
    assert not [n for n, isi in bagian.items() if n.endswith(".rels") and b"TargetMode" in isi]


def test_olevba_membaca_yang_ditulis(xlam: bytes, bagian: dict[str, bytes]) -> None:  # 2
    vba = VBA_Parser("xl_lkjip.xlam", data=xlam)
    terbaca = {aliran.rpartition("/")[2]: kode for _, aliran, _, kode in vba.extract_macros()}
    assert set(terbaca) == {"ThisWorkbook", "Sheet2", *MODUL}
    for nama, teks in MODUL.items():
        assert terbaca[nama].replace("\r\n", "\n") == teks
        assert teks.isascii() or teks.encode("cp1252")
        assert max(map(len, teks.splitlines())) < 1023  # a line of VBA
    asal = ole(bagian[PROYEK])
    assert asal.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000000")
    assert not [j for j in asal.listdir() if "__SRP_" in j[-1]]
    proyek = asal.openstream("PROJECT").read().decode("cp1252")
    assert set(re.findall(r"^(?:Module|Class|Document)=(\w+)", proyek, re.MULTILINE)) == set(terbaca)
    assert re.findall(r"^Class=(\w+)", proyek, re.MULTILINE) == ["JembatanPython", "KejadianExcel"]
    direktori = bytes(decompress_stream(bytearray(asal.openstream("VBA/dir").read())))
    assert struct.pack("<HI", 4, len("XlLkjip")) + b"XlLkjip" in direktori
    assert 'Name="XlLkjip"' in proyek


class _Galat(ErrorListener):  # type: ignore[misc]
    def __init__(self) -> None:
        self.pesan: list[str] = []

    def syntaxError(self, recognizer: Any, offendingSymbol: Any, line: int, column: int, msg: str, e: Any) -> None:  # noqa: N803
        self.pesan.append(f"{line}:{column} {msg}")


def galat_vba(teks: str) -> list[str]:
    """What the parser has to say about a module, put into the form in which the editor exports it."""
    if "VB_Exposed" in teks:
        teks = re.sub(r"Attribute VB_(Base|TemplateDerived|Customizable).*\n", "", teks)
        teks = "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n" + teks
    galat = _Galat()
    pembaca = vbaLexer(InputStream(teks.replace("\n", "\r\n")))
    pembaca.removeErrorListeners()
    pembaca.addErrorListener(galat)
    pengurai: Any = vbaParser(CommonTokenStream(pembaca))
    pengurai.removeErrorListeners()
    pengurai.addErrorListener(galat)
    pengurai.startRule()
    return galat.pesan


@pytest.mark.parametrize("nama", list(MODUL))
def test_vba_terurai(nama: str) -> None:  # 2
    assert galat_vba(MODUL[nama]) == []


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("    End If\n", ""),
        (" Then\n", "\n"),
        ("Exit Sub", "Exit"),
        ("End Sub", "End Function"),
        ("End Sub\n", ""),
        ("Private Sub", "Private Sub Sub"),
        ('"LKjIP"', '"LKjIP'),
        ("    Set kejadian = ", "    Set = "),
        (" & ", " & & "),
    ],
)
def test_pengurai_menemukan_kesalahan(lama: str, baru: str) -> None:  # 2
    teks = MODUL["UtamaLkjip"]
    teks = teks[: teks.index("' A formula that was saved")]  # the rest takes long
    assert galat_vba(teks) == []
    assert galat_vba(teks.replace(lama, baru, 1)) != []


def test_nama_vba_dikenal() -> None:  # 2: the parser knows no names; every call inside our modules must find its procedure
    semua = "\n".join(MODUL.values())
    tanpa_teks = re.sub(r'"[^"\n]*"|\'[^\n]*', "", semua)
    milik = re.findall(r"^(?:Public |Private )(?:Declare PtrSafe )?(?:Sub|Function) (\w+)", tanpa_teks, re.MULTILINE)
    dipanggil = set(
        re.findall(r"\b((?:Sambungkan|Daftarkan|Mulai|Masukkan|Tautkan|Ulangi|Muat|Kirim|Putuskan|Jalankan|Ke|Satu)\w+)\b", tanpa_teks)
    )
    peubah = re.findall(r"(?:Public|Private) (?:Const |WithEvents )?(\w+) As", tanpa_teks)
    assert dipanggil <= {*milik, *peubah, *MODUL}
    for nama, teks in MODUL.items():
        prosedur = re.findall(r"^(?:Public |Private )?(?:Sub|Function) (\w+)", teks, re.MULTILINE)
        assert len({p.lower() for p in prosedur}) == len(prosedur), nama
        assert "Option Explicit" in teks
    assert "@" not in semua


def test_tombol_sampai_ke_python(bagian: dict[str, bytes]) -> None:  # 3
    akar = etree.fromstring(bagian["customUI/customUI.xml"])
    tombol = list(akar.iter("{*}button"))
    assert [t.get("label") for t in tombol] == [p.label for p in PERINTAH]
    assert [(g.get("label"), [t.get("label") for t in g]) for g in akar.iter("{*}group")] == [
        ("Periksa", ["Validasi", "Bersihkan tanda", "Hitung ulang"]),
        ("Dokumen", ["PK baru", "Pengukuran baru", "Ambil dari PK", "Simpan untuk pengajuan"]),
        ("Alat", ["Sambungkan ulang", "Pasang ulang Python", "Periksa sistem", "Bantuan", "Tentang"]),
    ]
    assert [t.get("label") for t in akar.iter("{*}tab")] == ["LKjIP"]
    pengenal = [e.get("id") for e in akar.iter() if e.get("id")]
    assert len(set(pengenal)) == len(pengenal)
    for t, p in zip(tombol, PERINTAH, strict=True):
        modul, nama = str(t.get("onAction")).split(".")
        badan = re.search(rf"^Public Sub {nama}\(control As IRibbonControl\)\n(.*?)^End Sub", MODUL[modul], re.MULTILINE | re.DOTALL)
        assert badan, nama
        assert ("AdaBuku() Then" in badan[1]) is p.perlu_buku
        if p.sasaran:
            assert f'Python.Jalankan "{p.sasaran}"' in badan[1]
            assert list(inspect.signature(getattr(ribbon, p.sasaran)).parameters) == ["app", "buku"]
        else:
            assert re.search(rf"^Public Sub {p.id}Lkjip\(\)$", MODUL["UtamaLkjip"], re.MULTILINE)
            assert f"{p.id}Lkjip" in badan[1]
        assert t.get("screentip")
        assert t.get("supertip")
        assert len(p.petunjuk) < 60


def test_modul_python_ada() -> None:  # 3
    modul = dict(re.findall(r'Const (MODUL_\w+) As String = "([\w.]+)"', MODUL["JembatanPython"]))
    assert modul == {"MODUL_FUNGSI": udfs.__name__, "MODUL_PITA": ribbon.__name__}
    assert all(hasattr(udfs, nama) for nama in FUNCTIONS)


def test_fungsi_terdaftar() -> None:  # 4
    daftar, fungsi = MODUL["DaftarLkjip"], MODUL["FungsiLkjip"]
    assert re.findall(r"^Public Function (\w+)\(", fungsi, re.MULTILINE) == list(FUNCTIONS)
    assert re.findall(r'Macro:=buku & "(\w+)"', daftar) == list(FUNCTIONS)
    assert f'NAMA_FUNGSI As String = "{" ".join(FUNCTIONS)}"' in daftar
    assert daftar.count('Category:="LKjIP"') == len(FUNCTIONS)
    for teks in re.findall(r'"((?:[^"]|"")*)"', daftar + fungsi):
        assert len(teks.replace('""', '"')) <= sumber.PANJANG_BANTUAN
    for blok in re.split(r"\n(?=    Application)", daftar):
        assert blok.count(" _\n") <= 24  # continued lines
    nama_prosedur = {n.lower() for n in re.findall(r"(?:Sub|Function) (\w+)", "\n".join(MODUL.values()))}
    for parameter in re.findall(r"^Public Function \w+\((.*)\)", fungsi, re.MULTILINE):
        nama = {p.split()[-1].lower() for p in parameter.split(",")}
        assert not nama & nama_prosedur  # VBA has one spelling for a name, of argument and function alike
    assert NAMA_ADA_FUNGSI in MODUL["UtamaLkjip"]
    assert not any(re.fullmatch(r"[A-Za-z]{1,3}[0-9]{1,7}", n) for n in FUNCTIONS)


def test_buku_tidak_memilih_penafsir(bagian: dict[str, bytes]) -> None:  # 5
    semua = "\n".join(MODUL.values())
    # xlwings' own module looks for settings in the active workbook, beside it, and for sheets of code: it is not in the add-in.
    for celah in ("ActiveWorkbook, PROJECT_NAME", "GetDirectoryConfigFilePath", '= ".py"'):
        assert celah in XLWINGS_VBA
        assert celah not in semua
    for kata in ("GetConfig", "RunPython", "PYTHONPATH", "WScript", "CreateObject", "Shell", "Open ", "Dir("):
        assert kata not in semua, kata
    jembatan = MODUL["JembatanPython"]
    assert "ActiveWorkbook" not in re.sub(
        r"Private Sub KirimPerintah.*?End Sub|Public Function AdaBuku.*?End Function", "", jembatan, flags=re.DOTALL
    )
    assert not re.search(r"Worksheets|Sheets\(|Names\(|\.Range|\.Path\b|CustomDocumentProperties|CurDir|Environ|Evaluate|\.Run\b", jembatan)


def test_penafsir_dari_registri(bagian: dict[str, bytes]) -> None:  # 5
    jembatan = MODUL["JembatanPython"]
    semua = "\n".join(MODUL.values())
    assert re.findall(r"GetSetting\(.*?\)", jembatan) == ['GetSetting("xl_lkjip", "Excel", nama, "")']
    assert set(re.findall(r"GetSetting\((.*?),", semua)) == {'"xl_lkjip"'}
    assert "SaveSetting" not in semua
    assert setelan.KUNCI == r"Software\VB and VBA Program Settings\xl_lkjip\Excel"  # where GetSetting looks
    assert re.findall(r'BerkasTercatat\("(\w+)"', jembatan) == [setelan.NILAI_PUSTAKA, setelan.NILAI_PYTHON]
    # The command line and the DLL come from nowhere else.
    (penafsir,) = re.findall(r"^Private Function Penafsir\(\).*?^End Function", jembatan, re.MULTILINE | re.DOTALL)
    assert re.findall(r"Penafsir = (.*)", penafsir) == ['BerkasTercatat("Python", "")']
    for nama in setelan.PENAFSIR:
        assert f'nama <> "{nama}"' in penafsir
    assert re.findall(r"\bPenafsir\(\)", jembatan.replace(penafsir, "")) == ["Penafsir()"]  # in BarisPerintah
    assert re.findall(r"LoadLibraryW\((\w+\(\w+\))\)", jembatan) == ["StrPtr(jalur)"]
    (tercatat,) = re.findall(r"^Private Function BerkasTercatat.*?^End Function", jembatan, re.MULTILINE | re.DOTALL)
    for syarat in ('Like "[A-Za-z]:\\*"', "Chr$(34)", '"$("', "GetFileAttributesW", "vbDirectory"):
        assert syarat in tercatat
    assert tercatat.count("Then Tolak ") == 4
    assert "xl-lkjip pasang excel" in jembatan
    # Nothing in the file names a Python, or a sheet or file of settings.
    for nama, isi in bagian.items():
        if nama != PROYEK:
            assert b".exe" not in isi.lower()
            assert b".conf" not in isi.lower()
    assert ".conf" not in semua.lower()
    assert len(etree.fromstring(bagian["xl/worksheets/sheet1.xml"]).findall("{*}sheetData/*")) == 0


def test_rumus_dan_bentuk_tidak_mencapai_python() -> None:  # 5
    for nama, teks in MODUL.items():
        if "VB_Exposed" in teks:
            assert "Attribute VB_Exposed = False" in teks
            continue  # no formula reaches into a class
        umum = re.findall(r"^(?:Public )?Function (\w+)", teks, re.MULTILINE)
        assert set(umum) <= set(FUNCTIONS), nama
        # A macro of an add-in can be bound to a shape, with constants for arguments: none of ours takes a text.
        for parameter in re.findall(r"^Public Sub \w+\((.*)\)", teks, re.MULTILINE):
            assert "String" not in parameter
            assert "Variant" not in parameter
    assert "CallUDF(MODUL_FUNGSI, nama, argumen)" in MODUL["JembatanPython"]  # without the workbook, in which xlwings looks for code


def test_baris_perintah_seperti_xlwings() -> None:  # 5
    jembatan = MODUL["JembatanPython"]
    (ungkapan,) = re.findall(r"BarisPerintah = (.*)", jembatan)
    bagian_teks = re.findall(r'"((?:[^"]|"")*)"', ungkapan)
    baris = r"C:\py\pythonw.exe".join(t.replace('""', '"') for t in bagian_teks)
    assert baris == '"C:\\py\\pythonw.exe" -E -B -P -c "import xlwings; xlwings.serve(\'$(CLSID)\')"'
    assert set(re.findall(r"XLPyDLLActivateAuto\(? ?\w+, (.*?), -?1", jembatan)) == {"BarisPerintah()"}  # nothing else is started
    assert "import xlwings; xlwings.serve('$(CLSID)')" in XLWINGS_VBA
    for satu in re.findall(r"Declare PtrSafe Function XLPyDLLActivateAuto .*", jembatan):
        assert satu in XLWINGS_VBA
    assert xlwings.__version__ == setelan.VERSI_XLWINGS


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([b"Sub ", b"End Sub\r\n", b"aaaaaaaa", b"\0\1\2", b"x" * 300]), max_size=120).map(b"".join))
def test_padatkan(isi: bytes) -> None:  # 6
    padat = ovba.padatkan(isi)
    assert ovba.urai(padat) == isi
    if isi:
        assert bytes(decompress_stream(bytearray(padat))) == isi


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["A", "bb", "VBA/dir", "VBA/x", "VBA/_VBA_PROJECT", "C/d", "C/e"]), st.binary(max_size=20_000), min_size=1
    )
)
def test_wadah(aliran: dict[str, bytes]) -> None:  # 6
    isi = cfb.tulis(aliran)
    assert cfb.baca(isi) == aliran
    asal = ole(isi)
    assert {"/".join(j): asal.openstream(j).read() for j in asal.listdir()} == aliran
    assert cfb.tulis(aliran) == isi


# What VBA and Excel themselves give a module; whatever else a procedure names has to be declared, or the module does not compile.
_DARI_VBA = set(
    """activeworkbook application array chr cverr err getsetting inputbox instr instrrev isarray isempty iserror lcase left loadlibraryw msgbox
    now replace split strptr thisworkbook timeserial union vartype vbcrlf vbdirectory vbexclamation vbinformation vbobjecterror vbstring
    vbtextcompare workbooks xlerrdiv0 xlerrna xlerrname xlerrnull xlerrnum xlerrref xlerrvalue xlexcellinks xllinktypeexcellinks""".split()  # noqa: SIM905
)
_PROSEDUR = re.compile(r"(?:Public |Private )?(?:Sub|Function) (\w+)\((.*)\)")
_PERNYATAAN = re.compile(r"\s*(?:Dim|Private|Public)\s+(?:Const\s+|WithEvents\s+)?(?!Declare)(.*)")
_DISEBUT = re.compile(r"(?<![\w.@#!])([A-Za-z_]\w*)\b(?!\s*:=)")


def tanpa_pernyataan(modul: dict[str, str]) -> dict[str, set[str]]:
    """Names by module that no procedure, argument, Dim, Const or label declares."""
    umum = {n.lower() for n in modul} | {
        n.lower()
        for t in modul.values()
        for n in re.findall(r"^\s*(?:Public|Private)\s+(?:Const |WithEvents |Declare PtrSafe )?(?:Sub |Function )?(\w+)", t, re.M)
    }
    hasil: dict[str, set[str]] = {}
    for nama, teks in modul.items():
        polos = "\n".join(re.sub(r'"(?:[^"]|"")*"', '""', b).partition("'")[0] for b in teks.splitlines())
        baris = [
            b
            for b in re.sub(r" _\n\s*", " ", polos).splitlines()
            if not b.startswith(("Attribute", "Option", "VERSION", "BEGIN", "END", "#"))
        ]
        for awal, isi in _prosedur(baris):
            milik = {awal[0].lower()} | _nama(awal[1]) | {b[:-1].lower() for b in isi if re.fullmatch(r"\w+:", b)}
            milik |= {n for b in isi if (m := _PERNYATAAN.match(b)) for n in _nama(m[1])}
            dipakai = {n.lower() for b in isi if not _PERNYATAAN.match(b) for n in _DISEBUT.findall(b)}
            hasil.setdefault(nama, set()).update(dipakai - milik - umum - _DARI_VBA - sumber._KATA_VBA)
    return {n: s for n, s in hasil.items() if s}


def _prosedur(baris: list[str]) -> Iterator[tuple[tuple[str, str], list[str]]]:
    awal: tuple[str, str] | None = None
    isi: list[str] = []
    for b in baris:
        if m := _PROSEDUR.match(b):
            awal, isi = (m[1], m[2]), []
        elif awal and b.startswith("End "):
            yield awal, isi
            awal = None
        else:
            isi.append(b)


def _nama(daftar: str) -> set[str]:
    satu = r"(?:^|,)\s*(?:Optional\s+)?(?:ByVal\s+|ByRef\s+)?(?:New\s+)?(\w+)"
    return {n.lower() for n in re.findall(satu, re.sub(r"\([^)]*\)", "", daftar))}


def test_semua_nama_vba_dinyatakan() -> None:  # 2
    assert tanpa_pernyataan(MODUL) == {}
    jumlah = 0
    for nama, teks in MODUL.items():
        for salah in re.findall(r"^    (\w+) = ", teks, re.M)[:5]:
            jumlah += 1
            assert tanpa_pernyataan({**MODUL, nama: teks.replace(f"    {salah} = ", f"    {salah}x = ", 1)})[nama] == {f"{salah.lower()}x"}
    assert jumlah > 10
