"""The toolbar pressed with a mouse on a screen, as a user does it: the message, the key that closes it, the marks, the links.

When one fails, build/layar has a picture of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from bantu import AKAR
from hosts.kantor import Dokumen, Kantor
from hosts.layar import TOMBOL, Layar, LayarError, pesan, sel_terlihat, tunggu, tunggu_benda
from hosts.menu_calc import TERCETAK, baris_validasi, bertanda, isi_buku, terberat
from xl_lkjip.core.lembar_validasi import KEPALA, WARNA
from xl_lkjip.core.tanggapan import JUDUL as JUDUL_KOLOM
from xl_lkjip.core.validation import validasi
from xl_lkjip.xlsx import reader

JUDUL = "^LKjIP$"  # the title of our messages


@contextmanager
def terbuka(kantor: Kantor, layar: Layar, berkas: Path) -> Iterator[Dokumen]:
    """A document in a window; at the end no message is left that would keep LibreOffice waiting."""
    gambar = AKAR / "build" / "layar" / f"{berkas.stem}.png"
    with kantor.dibatasi(150, lambda: layar.potret(gambar.with_stem(f"{berkas.stem}_macet"))):
        doc = kantor.buka(berkas, tampak=True)
        try:
            with layar.berpotret(gambar):
                doc.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, *layar.ukuran, 15)  # com.sun.star.awt.PosSize.POSSIZE
                layar.pusatkan(berkas.stem)
                yield doc
        finally:
            if pesan(kantor):
                layar.tekan(JUDUL, "Escape")
            kantor.tutup_dokumen(doc)


def klik(kantor: Kantor, layar: Layar, tombol: str) -> str:
    """Press a button of the toolbar; the message that follows, closed with a key."""
    layar.klik(tunggu_benda(kantor, TOMBOL, tombol))
    teks = tunggu("pesan", lambda: pesan(kantor))
    layar.tekan(JUDUL, "Return")
    tunggu("pesan yang tertutup", lambda: not pesan(kantor))
    return teks


def test_validasi(di_layar: tuple[Kantor, Layar], tmp_path: Path) -> None:
    berkas = tmp_path / f"{TERCETAK}.xlsx"
    berkas.write_bytes(isi_buku(TERCETAK))
    temuan = validasi([reader.baca(berkas)])[0].temuan
    jumlah = ", ".join(f"{sum(t.tingkat is tingkat for t in temuan)} {tingkat.value}" for tingkat in WARNA)
    kantor, layar = di_layar
    with terbuka(*di_layar, berkas) as doc:
        assert klik(*di_layar, "Validasi").startswith(jumlah)
        assert doc.CurrentController.ActiveSheet.Name == "Validasi"
        assert bertanda(doc) == terberat(temuan)
        lembar, sel = baris_validasi(doc)[0][:2]
        layar.klik_tautan(tunggu("temuan pertama", lambda: sel_terlihat(kantor, KEPALA, JUDUL_KOLOM.index("Sel"))))
        tunggu("lembar temuan", lambda: doc.CurrentController.ActiveSheet.Name == lembar)
        assert doc.CurrentSelection.AbsoluteName.replace("$", "").endswith(f".{sel}")
        assert klik(*di_layar, "Bersihkan tanda") == "Semua tanda Validasi sudah dihapus."
        assert bertanda(doc) == {}
        assert not doc.Sheets.hasByName("Validasi")


def test_tanpa_tabel(di_layar: tuple[Kantor, Layar], tmp_path: Path) -> None:  # a message, and the window goes on working
    kantor, layar = di_layar
    openpyxl.Workbook().save(tmp_path / "catatan.xlsx")
    with terbuka(kantor, layar, tmp_path / "catatan.xlsx") as doc:
        assert "tabel" in klik(kantor, layar, "Validasi")
        assert doc.Sheets.ElementNames == ("Sheet",)
        layar.ketik("catatan", "Masih hidup")
        layar.tekan("catatan", "Return")
        tunggu("teks yang diketik", lambda: kantor.nilai(doc, "Sheet", "A1") == "Masih hidup")


def test_tanpa_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # a failure, never a test passed over
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LayarError, match="Xvfb tidak ditemukan"):
        Layar()


def test_layar_hilang() -> None:
    with Layar() as layar:
        soket = Path(f"/tmp/.X11-unix/X{layar.nama[1:]}")
        assert soket.exists()
    assert not soket.exists()
    layar.tutup()
