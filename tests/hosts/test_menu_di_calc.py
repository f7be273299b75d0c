"""The menu "LKjIP" in real Calc: marks, their removal, refusals, new documents.

1. Validasi marks exactly the cells of the findings; answers are kept; Bersihkan brings everything back.
2. What cannot be done ends in a message that says why.
3. Opening recalculates a document that was saved where the functions were not; new documents have live functions.
4. The commands that need the program xl-lkjip say so when it is not there, and work when it is.
"""

from __future__ import annotations

import io
import json
import re
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hosts.kantor import Dokumen, Kantor, Nilai
from hosts.menu_calc import TERCETAK, Menu, baris_validasi, bertanda, isi_buku, rupa, terberat
from hosts.templat_calc import Templat
from xl_lkjip.core.lembar_validasi import BATAS, KEPALA, WARNA
from xl_lkjip.core.tanggapan import JUDUL, lembar_kami
from xl_lkjip.core.validation import validasi
from xl_lkjip.hosts.libreoffice.hidup.baca import teks_komentar
from xl_lkjip.hosts.libreoffice.hidup.daftar import PERINTAH
from xl_lkjip.hosts.libreoffice.keterangan import ID
from xl_lkjip.hosts.libreoffice.oxt import tulis_terurai
from xl_lkjip.xlsx import reader
from xl_lkjip.xlsx.paket import Paket
from xl_lkjip.xlsx.tanda import buang_tanda

# --- marks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", [TERCETAK, "Pengukuran_Kediri_2021_tercetak"])
def test_tanda_dan_bersih(nama: str, menu: Menu) -> None:  # 1
    doc = menu.buka(isi_buku(nama), nama)
    temuan = validasi([reader.baca_buku(isi_buku(nama), nama)])[0].temuan
    ukur = doc.Sheets.getByName("Pengukuran")
    milik = next(t for t in temuan if t.lembar == "Pengukuran" and t.sel)
    ukur.unprotect("")
    ukur.Annotations.insertNew(ukur.getCellRangeByName(milik.sel).CellAddress, "Catatan saya")
    ukur.Annotations.insertNew(ukur.getCellRangeByName("B8").CellAddress, "Catatan lain")
    ukur.protect("")
    doc.CurrentController.setActiveSheet(ukur)
    semula = rupa(doc)
    pesan = menu.perintah(doc, "Validasi")
    jumlah = {t: sum(x.tingkat is t for x in temuan) for t in WARNA}
    assert pesan.startswith(", ".join(f"{n} {t.value}" for t, n in jumlah.items()))
    assert bertanda(doc) == terberat(temuan)
    for (lembar_sel, sel), warna in terberat(temuan).items():
        s = doc.Sheets.getByName(lembar_sel)
        assert s.getCellRangeByName(sel).CellBackColor == int(warna, 16)
        teks = s.getCellRangeByName(sel).Annotation.String
        assert all(t.kode in teks and t.pesan in teks for t in temuan if (t.lembar, t.sel) == (lembar_sel, sel))
    assert ukur.getCellRangeByName(milik.sel).Annotation.String.startswith(f"Catatan saya\n\n{BATAS}\n")
    assert sorted((b[0], b[1], b[3]) for b in baris_validasi(doc)) == sorted((t.lembar, t.sel, t.kode) for t in temuan)
    assert doc.CurrentController.ActiveSheet.Name == "Validasi"
    assert menu.perintah(doc, "Validasi") == pesan  # once more: nothing twice
    assert bertanda(doc) == terberat(temuan)
    assert doc.Sheets.ElementNames.count("Validasi") == 1
    assert ukur.getCellRangeByName(milik.sel).Annotation.String.count(BATAS) == 1
    assert "dihapus" in menu.perintah(doc, "Bersihkan")
    assert rupa(doc) == semula
    assert doc.CurrentController.ActiveSheet.Name == "Pengukuran"
    assert "Tidak ada tanda" in menu.perintah(doc, "Bersihkan")


def test_urungkan(menu: Menu) -> None:  # 1: Ctrl+Z takes back nothing by halves, and later work can be undone
    doc = menu.buka(isi_buku(TERCETAK))
    menu.perintah(doc, "Validasi")
    tanda = bertanda(doc)
    assert not doc.UndoManager.isUndoPossible()
    sel = doc.Sheets.getByName("Identitas").getCellRangeByName("B4")
    semula, sel.String = sel.String, "Unit lain"
    doc.UndoManager.undo()
    assert sel.String == semula
    assert bertanda(doc) == tanda


def test_tanggapan_tetap(menu: Menu) -> None:  # 1
    doc = menu.buka(isi_buku(TERCETAK))
    menu.perintah(doc, "Validasi")
    baris, satu = next((n, b) for n, b in enumerate(baris_validasi(doc)) if b[2] == "peringatan")
    doc.Sheets.getByName("Validasi").getCellByPosition(JUDUL.index("Tanggapan"), KEPALA + baris).String = "Sudah dicek ke bidang"
    assert "1 peringatan sudah dijawab" in menu.perintah(doc, "Validasi")
    [jawab] = [b for b in baris_validasi(doc) if b[-1]]
    assert (jawab[:4], jawab[-1]) == (satu[:4], "Sudah dicek ke bidang")


def test_tersimpan_lalu_bersih(menu: Menu) -> None:  # 1: marks saved as .xlsx are known again, also by the command line
    doc = menu.buka(isi_buku(TERCETAK))
    semula = rupa(doc)
    menu.perintah(doc, "Validasi")
    menu.kantor.simpan(doc, menu.folder / "t.xlsx")
    isi = (menu.folder / "t.xlsx").read_bytes()
    paket = Paket(isi)
    buang_tanda(paket, [s.nama for s in lembar_kami(reader.baca_buku(isi, "t.xlsx"))])
    with zipfile.ZipFile(io.BytesIO(paket.isi())) as arsip:
        assert not [n for n in arsip.namelist() if b"xl_lkjip semula" in (b := arsip.read(n)) or b"[xl_lkjip]" in b]
    lagi = menu.buka(isi, "lagi")
    assert set(bertanda(lagi)) == set(bertanda(doc))
    assert "dihapus" in menu.perintah(lagi, "Bersihkan")
    for bersih in (lagi, menu.buka(paket.isi(), "bersih")):
        assert bertanda(bersih) == {}
        for satu, lain in zip(semula[1:], rupa(bersih)[1:], strict=True):
            assert satu[0] == lain[0]  # type: ignore[index]
            assert satu[3].items() <= lain[3].items()  # type: ignore[index]  # Calc itself colours what lies under merged cells
            assert satu[4] == lain[4]  # type: ignore[index]


# --- refusals ----------------------------------------------------------------------------------------------------------


def test_tanpa_tabel(menu: Menu) -> None:  # 2
    doc = menu.kantor.baru()
    try:
        assert "tabel" in menu.perintah(doc, "Validasi").lower()
        assert doc.Sheets.Count == 1
    finally:
        menu.kantor.tutup_dokumen(doc)


def test_bersandi(menu: Menu) -> None:  # 2: one sheet that only its password opens
    doc = menu.buka(isi_buku(TERCETAK))
    ukur = doc.Sheets.getByName("Pengukuran")
    ukur.unprotect("")
    ukur.protect("rahasia")
    semula = rupa(doc)
    pesan = menu.perintah(doc, "Validasi")
    assert "Lembar Pengukuran dikunci dengan sandi" in pesan
    assert "Pengukuran" in {b[0] for b in baris_validasi(doc)}
    assert bertanda(doc) == {}  # Calc changes no style while one sheet is protected
    assert ukur.isProtected()
    assert ukur.Annotations.Count == 0
    assert BATAS in teks_komentar(doc.Sheets.getByName("Anggaran").Annotations.getByIndex(0))
    assert "dihapus" in menu.perintah(doc, "Bersihkan")
    assert rupa(doc) == semula


def test_hanya_baca(menu: Menu) -> None:  # 2
    berkas = menu.folder / "h.xlsx"
    berkas.write_bytes(isi_buku(TERCETAK))
    doc = menu.kantor._desktop.loadComponentFromURL(berkas.as_uri(), "_blank", 0, menu.kantor._sifat(Hidden=True, ReadOnly=True))
    try:
        assert "Simpan dulu salinannya" in menu.perintah(doc, "Validasi")
        assert "Validasi" not in doc.Sheets.ElementNames
        assert berkas.read_bytes() == isi_buku(TERCETAK)
    finally:
        menu.kantor.tutup_dokumen(doc)


def test_struktur_dikunci(menu: Menu) -> None:  # 2
    doc = menu.buka(isi_buku(TERCETAK))
    doc.protect("")
    semula = rupa(doc)
    assert "Susunan lembar" in menu.perintah(doc, "Validasi")
    assert rupa(doc) == semula


def test_banyak_baris(menu: Menu) -> None:  # 2: time grows with rows and findings, no faster; 20,000 rows take five times as long
    buku = openpyxl.Workbook(write_only=True)
    tabel = buku.create_sheet("Kinerja")
    tabel.append(["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"])
    for n in range(1, 4_001):
        tabel.append([n, f"Indikator {n}", "Persen", 80, 60, "150%" if n <= 200 else f"=E{n + 1}/D{n + 1}"])
    buku.save(menu.folder / "b.xlsx")
    doc = menu.buka((menu.folder / "b.xlsx").read_bytes(), "banyak")
    mulai = time.perf_counter()
    assert menu.perintah(doc, "Validasi").startswith("200 galat")
    assert time.perf_counter() - mulai < 60
    assert len(baris_validasi(doc)) == 200


# --- other documents ---------------------------------------------------------------------------------------------------


def test_dihitung_saat_dibuka(kantor: Kantor, kantor_berfungsi: Kantor, tmp_path: Path) -> None:
    """3: with the job that looks at each opened document, and without it: it is needed where calculation is set to manual."""
    asal, manual = tmp_path / "asal.xlsx", tmp_path / "manual.xlsx"
    asal.write_bytes(isi_buku("Pengukuran_Kediri_2021"))  # a target in words, which only our functions can compute
    doc = kantor.buka(asal)
    kantor.hitung_ulang(doc)
    kantor.simpan(doc, asal)
    kantor.tutup_dokumen(doc)
    _hitung_manual(asal, manual)
    with Kantor(ekstensi=_tanpa_tugas(tmp_path)) as tanpa:
        assert _ada_dan_capaian(tanpa, manual) == (0, 0)  # what Calc makes of the stored #N/A
    assert _ada_dan_capaian(kantor_berfungsi, manual) == (1, 1)


def _hitung_manual(asal: Path, tujuan: Path) -> None:
    with zipfile.ZipFile(asal) as masuk, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as keluar:
        for nama in masuk.namelist():
            isi = masuk.read(nama)
            keluar.writestr(nama, isi.replace(b"<calcPr ", b'<calcPr calcMode="manual" ') if nama == "xl/workbook.xml" else isi)


def _tanpa_tugas(folder: Path) -> Path:
    """The extension, in which nothing looks at opened documents."""
    tulis_terurai(folder)
    akar = folder / ID
    (akar / "Jobs.xcu").unlink()
    manifes = akar / "META-INF" / "manifest.xml"
    manifes.write_text(re.sub("<[^<]*Jobs.xcu[^>]*>", "", manifes.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def _ada_dan_capaian(kantor: Kantor, berkas: Path) -> tuple[Nilai, Nilai]:
    doc = kantor.buka(berkas, tampak=True)  # a hidden one is not announced as opened
    try:
        templat = Templat(kantor, doc)
        assert not doc.isModified()
        return templat.nilai("AdaLKjIP"), kantor.nilai(doc, "Pengukuran", "G12")
    finally:
        kantor.tutup_dokumen(doc)


@pytest.mark.parametrize(("kunci_perintah", "nama"), [("BuatPK", "pk_indikator.periksa"), ("BuatPengukuran", "pengukuran.capaian")])
def test_dokumen_baru(kunci_perintah: str, nama: str, menu: Menu) -> None:  # 3
    asal = menu.buka(isi_buku(TERCETAK))
    assert menu.perintah(asal, kunci_perintah) == ""
    [baru] = [d for d in menu.kantor.terbuka() if not d.getURL()]
    try:
        assert not baru.hasLocation()
        assert baru.NamedRanges.getByName("AdaLKjIP").getReferredCells().getCellByPosition(0, 0).Value == 1
        area = baru.NamedRanges.getByName(f"LK.{nama}").getReferredCells()
        assert area.getCellByPosition(0, 0).Formula
        if kunci_perintah == "BuatPengukuran":
            tempat = area.RangeAddress
            ukur = baru.Sheets.getByIndex(tempat.Sheet)
            for kolom, teks in (("target", "A (80)"), ("realisasi", "A (60)")):
                k = baru.NamedRanges.getByName(f"LK.pengukuran.{kolom}").getReferredCells().RangeAddress.StartColumn
                ukur.getCellByPosition(k, tempat.StartRow).String = teks
            assert ukur.getCellByPosition(tempat.StartColumn, tempat.StartRow).Value == pytest.approx(0.75)
    finally:
        menu.kantor.tutup_dokumen(baru)


def test_bantuan_dan_tentang(menu: Menu) -> None:
    doc = menu.buka(isi_buku(TERCETAK))
    bantuan = menu.perintah(doc, "Bantuan")
    assert all(p.judul in bantuan for p in PERINTAH)
    assert "edisi" in menu.perintah(doc, "Tentang")
    assert menu.perintah(doc, "HitungUlang") == "Semua rumus sudah dihitung ulang."
    assert "KeyError" in " ".join(p["teks"] for p in _salah(menu, doc))


def _salah(menu: Menu, doc: Dokumen) -> list[dict[str, str]]:
    """A fault of the program itself: a message in Indonesian, and the trace in the log."""
    lama = len(menu.pesan())
    menu.kantor.perintah(doc, "org.xllkjip:Rusak")
    baru = menu.pesan()[lama:]
    assert [p["macam"] for p in baru] == ["jejak", "errorbox"]
    return baru


def test_program_di_luar(menu: Menu) -> None:  # 4
    doc = menu.buka(isi_buku("Pengukuran_Blitar_2023"), "Pengukuran_Blitar_2023")
    host = menu.kantor.rumah / ".config" / "xl_lkjip" / "host.json"
    host.unlink(missing_ok=True)
    tujuan = menu.folder / "kirim"
    assert "xl-lkjip pasang libreoffice" in menu.perintah(doc, "Ajukan", Tujuan=str(tujuan))
    host.parent.mkdir(parents=True, exist_ok=True)
    host.write_text(json.dumps({"python": sys.executable}), encoding="utf-8")
    try:
        pk = menu.folder / "pk.xlsx"
        pk.write_bytes(isi_buku("Tabel_PK_Blitar_2023"))
        menu.perintah(doc, "Validasi")
        assert "Siap diajukan" in menu.perintah(doc, "Ajukan", Tujuan=str(tujuan), PK=str(pk))
        assert list(tujuan.glob("*.xlsx"))
        tanpa_pk = menu.perintah(doc, "Ajukan", Tujuan=str(tujuan))
        assert tanpa_pk.startswith("Belum dicocokkan dengan PK.\nSiap diajukan")
        baru = menu.folder / "baru.xlsx"
        menu.perintah(doc, "AmbilPK", PK=str(pk), Tujuan=str(baru))
        assert validasi([reader.baca(baru)])[0].dokumen[0].jenis == "pengukuran"
        assert "sedang terbuka" in menu.perintah(doc, "AmbilPK", PK=str(pk), Tujuan=str(baru))
        assert "PK-nya sendiri" in menu.perintah(doc, "AmbilPK", PK=str(pk), Tujuan=str(pk))
        _tutup(menu, baru)
        baru.write_bytes(b"lama")  # the dialog has asked whether it may go
        menu.perintah(doc, "AmbilPK", PK=str(pk), Tujuan=str(baru))
        assert validasi([reader.baca(baru)])[0].dokumen[0].jenis == "pengukuran"
        _tutup(menu, baru)
        rusak = menu.folder / "rusak.xlsx"
        rusak.write_bytes(b"bukan")
        assert "bukan buku kerja" in menu.perintah(doc, "AmbilPK", PK=str(rusak), Tujuan=str(menu.folder / "x.xlsx"))
    finally:
        host.unlink()


def _tutup(menu: Menu, berkas: Path) -> None:
    [doc] = [d for d in menu.kantor.terbuka() if d.getURL() == berkas.as_uri()]
    menu.kantor.tutup_dokumen(doc)
