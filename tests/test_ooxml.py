"""The .xlsx packages that we write, checked as Excel's own validator would: Excel must open them without repairing anything.

openxml-audit (a port of Microsoft's Open XML SDK) checks elements, attribute values and relationships. It passes in silence over
what it cannot parse and over places and references, so those are checked here: each check is proven by a broken copy.

1. Templates, filled workbooks, and the marked and frozen copies made of them have no finding.
2. Every kind of damage is found.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator, ValidationError, ValidationSeverity  # type: ignore[import-untyped]

from bantu import AKAR, UTAMA, data_blitar
from xl_lkjip import contoh
from xl_lkjip.core.forms import FORMULIR
from xl_lkjip.core.rules import Finding, Tingkat
from xl_lkjip.core.validation import validasi
from xl_lkjip.core.workbook import letak
from xl_lkjip.xlsx.cache import bekukan
from xl_lkjip.xlsx.reader import baca_buku
from xl_lkjip.xlsx.tanda import tandai
from xl_lkjip.xlsx.templat import bangun

LEMBAR = "xl/worksheets/sheet3.xml"
_KEPALA = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_JENIS = {
    "xl/workbook.xml": f"{_KEPALA}sheet.main+xml",
    "xl/styles.xml": f"{_KEPALA}styles+xml",
    "xl/sharedStrings.xml": f"{_KEPALA}sharedStrings+xml",
    "xl/worksheets/": f"{_KEPALA}worksheet+xml",
    "xl/comments/": f"{_KEPALA}comments+xml",
}


def _wajar(galat: ValidationError) -> bool:
    """What the validator reports and no one needs to mend, with its reason."""
    # A warning that Excel writes texts into a table of their own when it saves. Texts in the cells are valid and read by all.
    return galat.id == "Excel_InlineStrCells" and galat.severity is ValidationSeverity.WARNING


@pytest.fixture(scope="module")
def pemeriksa() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2016, max_errors=0)  # the oldest Excel that we promise


@pytest.fixture
def periksa(pemeriksa: OpenXmlValidator, tmp_path: Path) -> Callable[[bytes], list[str]]:
    def periksa(isi: bytes) -> list[str]:
        berkas = tmp_path / "buku.xlsx"
        berkas.write_bytes(isi)
        return [str(g) for g in pemeriksa.validate(berkas).errors if not _wajar(g)] + list(_periksa_paket(isi))

    return periksa


def _periksa_paket(isi: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        bagian: dict[str, etree._Element] = {}
        for nama in arsip.namelist():
            try:
                bagian[nama] = etree.fromstring(arsip.read(nama))
            except etree.XMLSyntaxError as galat:
                yield f"{nama}: {galat}"
    jenis = {u.get("PartName", "").lstrip("/"): u.get("ContentType") for u in bagian["[Content_Types].xml"]}
    for nama in bagian:
        seharusnya = next((j for awal, j in _JENIS.items() if nama.startswith(awal) and not nama.endswith(".rels")), None)
        if seharusnya and jenis.get(nama) != seharusnya:
            yield f"{nama}: jenis isi {jenis.get(nama)}"
    if "xl/styles.xml" in bagian and "xl/workbook.xml" in bagian:
        yield from _nama(bagian["xl/workbook.xml"])
        for nama, akar in bagian.items():
            if nama.startswith("xl/worksheets/") and nama.endswith(".xml"):
                yield from (f"{nama}: {t}" for t in _lembar(akar, bagian["xl/styles.xml"]))


def _nama(buku: etree._Element) -> Iterator[str]:
    terpakai: set[tuple[str, str | None]] = set()
    for nama in buku.iter("{*}definedName"):
        kunci = nama.get("name", "").lower(), nama.get("localSheetId")
        if kunci in terpakai:
            yield f"nama {kunci[0]} dua kali"
        if re.fullmatch(r"[a-z]{1,3}\d+|r\d*c\d*|[^a-z_\\].*", kunci[0]):
            yield f"nama {kunci[0]} berupa alamat atau tidak sah"
        terpakai.add(kunci)
    for lembar in buku.iter("{*}sheet"):
        if not 0 < len(lembar.get("name", "")) <= 31 or set(lembar.get("name", "")) & set("[]:*?/\\"):
            yield f"nama lembar {lembar.get('name')} tidak sah"


def _lembar(akar: etree._Element, gaya: etree._Element) -> Iterator[str]:
    banyak = {u: sum(len(e) for e in gaya.iterfind(f"{{*}}{u}")) for u in ("cellXfs", "dxfs")}
    terakhir = (0, 0)
    for sel in akar.iter("{*}c"):
        try:
            kini = letak(sel.get("r", ""))
        except ValueError:
            yield f"alamat sel {sel.get('r')}"
            continue
        induk = sel.getparent()
        if kini <= terakhir or induk is None or induk.get("r") != str(kini[0]):
            yield f"sel {sel.get('r')} tidak pada urutannya"
        terakhir = kini
        if int(sel.get("s", 0)) >= banyak["cellXfs"]:
            yield f"sel {sel.get('r')}: gaya {sel.get('s')} tidak ada"
        if sel.get("t", "n") == "n" and not _angka(sel.findtext("{*}v")):
            yield f"sel {sel.get('r')}: nilai {sel.findtext('{*}v')} bukan angka"
    for aturan in akar.iter("{*}cfRule"):
        if int(aturan.get("dxfId", -1)) >= banyak["dxfs"]:
            yield f"aturan tampilan: gaya {aturan.get('dxfId')} tidak ada"
    tertutup: set[tuple[int, int]] = set()
    for gabungan in akar.iter("{*}mergeCell"):
        try:
            (b1, k1), (b2, k2) = map(letak, gabungan.get("ref", "").split(":"))
        except ValueError:
            yield f"gabungan {gabungan.get('ref')}"
            continue
        isi = {(b, k) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)}
        if tertutup & isi:
            yield f"gabungan {gabungan.get('ref')} menindih yang lain"
        tertutup |= isi


def _angka(teks: str | None) -> bool:
    try:
        float(teks or 0)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("nama", ["Tabel_PK.xlsx", "Pengukuran.xlsx"])
def test_templat(nama: str, periksa: Callable[[bytes], list[str]]) -> None:  # 1
    assert periksa((AKAR / "templates" / nama).read_bytes()) == []


_TEMUAN = {
    f.kunci: [
        Finding("SYS001", t, "b.xlsx", f.utama, s, "Pesan <&>.", "Saran.") for t, s in zip(Tingkat, ("A1", "C8", "ZZ900"), strict=True)
    ]
    for f in FORMULIR.values()
}


@pytest.mark.parametrize("terisi", [False, True], ids=["kosong", "terisi"])
@pytest.mark.parametrize("formulir", list(FORMULIR))
def test_buku(formulir: str, terisi: bool, periksa: Callable[[bytes], list[str]]) -> None:  # 1
    isi = bangun(FORMULIR[formulir], data_blitar() if terisi else None)
    temuan = validasi([baca_buku(isi, "b.xlsx")])[0].temuan
    bertanda = tandai(isi, [*temuan, *_TEMUAN[formulir]])
    semua = {"asli": isi, "bertanda": bertanda, "bertanda lagi": tandai(bertanda, _TEMUAN[formulir]), "beku": bekukan(isi)}
    assert {n: periksa(i) for n, i in semua.items()} == {n: [] for n in semua}


@pytest.mark.parametrize("laporan", [n for n in contoh.LAPORAN if n != contoh.BLITAR])
@pytest.mark.parametrize("formulir", list(FORMULIR))
def test_laporan(formulir: str, laporan: str, periksa: Callable[[bytes], list[str]]) -> None:  # 1
    assert periksa(bangun(FORMULIR[formulir], contoh.data(laporan, tercetak=True))) == []


@pytest.fixture(scope="module")
def utuh() -> bytes:
    """A small workbook for damages: the official sheet, filled."""
    return bangun(UTAMA["pengukuran"], data_blitar())


# damage | part | pattern | replacement
KERUSAKAN = [
    ("unsur asing", LEMBAR, "<sheetData>", "<asing/><sheetData>"),
    ("unsur tidak pada urutannya", LEMBAR, r"(<sheetData>.*</sheetData>)(.*)(<mergeCells.*</mergeCells>)", r"\3\1\2"),
    ("unsur asing di font", "xl/styles.xml", "<font>", "<font><asing/>"),
    ("urutan di font", "xl/styles.xml", r"(<sz [^>]*/>)(.*?)(</font>)", r"\2\1\3"),
    ("nilai atribut", "xl/styles.xml", '<b val="1"/>', '<b val="mungkin"/>'),
    ("jenis sel", LEMBAR, 't="inlineStr"', 't="xyz"'),
    ("perlindungan", LEMBAR, 'sheet="1"', 'sheet="x"'),
    ("jenis aturan isian", LEMBAR, r'(<dataValidation [^>]*)type="\w+"', r'\1type="apa"'),
    ("lembar kembar", "xl/workbook.xml", 'sheetId="2"', 'sheetId="1"'),
    ("relasi ke bagian yang tidak ada", "xl/_rels/workbook.xml.rels", "sheet3.xml", "sheet99.xml"),
    ("XML terpotong", LEMBAR, "</sheetData>", ""),
    ("jenis isi hilang", "[Content_Types].xml", "<Override[^>]*sheet2.xml[^>]*/>", ""),
    ("nama dua kali", "xl/workbook.xml", r"(<definedName .*?</definedName>)", r"\1\1"),
    ("nama berupa alamat", "xl/workbook.xml", r'definedName name="\w+"', 'definedName name="LK20"'),
    ("nama lembar terlalu panjang", "xl/workbook.xml", r'(<sheet [^>]*name=)"[^"]*"', rf'\1"{"x" * 32}"'),
    ("alamat sel", LEMBAR, r'<c r="[A-Z]+\d+"', '<c r="1A"'),
    ("sel dua kali", LEMBAR, '<c r="B8"', '<c r="A8"'),
    ("baris mundur", LEMBAR, '<row r="8"', '<row r="2"'),
    ("gaya tidak ada", LEMBAR, r's="\d+"', 's="9999"'),
    ("angka rusak", LEMBAR, r"<v>[\d.]+</v>", "<v>1,5</v>"),
    ("gaya tampilan tidak ada", LEMBAR, r'dxfId="\d+"', 'dxfId="99"'),
    ("gabungan bertindihan", LEMBAR, r"(<mergeCell ref=[^>]*/>)", r"\1\1"),
    ("gabungan rusak", LEMBAR, r'mergeCell ref="[^"]*"', 'mergeCell ref="A1:"'),
]


@pytest.mark.parametrize(("bagian", "pola", "ganti"), [k[1:] for k in KERUSAKAN], ids=[k[0] for k in KERUSAKAN])
def test_kerusakan_ditemukan(bagian: str, pola: str, ganti: str, utuh: bytes, periksa: Callable[[bytes], list[str]]) -> None:  # 2
    rusak = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(utuh)) as asal, zipfile.ZipFile(rusak, "w") as tujuan:
        for satu in asal.infolist():
            isi = asal.read(satu).decode()
            if satu.filename == bagian:
                isi, banyak = re.subn(pola, ganti, isi, count=1, flags=re.DOTALL)
                assert banyak
            tujuan.writestr(satu, isi)
    assert periksa(rusak.getvalue()) != []
