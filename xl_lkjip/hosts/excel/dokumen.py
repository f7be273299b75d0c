"""The buttons that make other files: a Pengukuran from a PK, the copy for submission, the report for whoever helps."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.errors import LkjipError
from ...core.rules import Tingkat
from .baca import baca
from .catatan import berkas_catatan
from .dialog import pilih_berkas, pilih_folder, pilih_tujuan, tanya
from .setelan import NAMA

if TYPE_CHECKING:
    from ...submission import BelumSiapError, Pengajuan
    from ...xlsx.isi import HasilIsi

_SEBUT_MAKS = 8  # a message box has no scroll bar
_UJUNG_CATATAN = 100_000  # bytes


class DitolakError(Exception):
    """Nothing was done; the text is for the user."""


def ambil_dari_pk(app: Any) -> str:
    """A new Pengukuran from a PK, saved where the user wants it, and opened."""
    pk = pilih_berkas(app, "Pilih PK yang sudah terisi")
    tujuan = pk and pilih_tujuan(app, "Simpan Pengukuran baru sebagai", "Pengukuran.xlsx")
    if pk is None or tujuan is None:
        return ""
    if tujuan.resolve() == pk.resolve():
        raise DitolakError(f"{tujuan.name} adalah PK-nya sendiri. Pakai nama lain untuk Pengukuran.")
    if tujuan.name.lower() in {str(b.name).lower() for b in app.books}:  # Excel opens no two of one name
        raise DitolakError(f"Buku kerja bernama {tujuan.name} sedang terbuka di Excel. Tutup dulu, atau pakai nama lain.")
    from ...core.forms import FORMULIR
    from ...xlsx.isi import isi_dari

    hasil = isi_dari(FORMULIR["pengukuran"], tujuan, pk=pk, timpa=True)
    app.books.open(str(tujuan))
    sambungkan(app)
    return _terisi(hasil)


def sambungkan(app: Any) -> None:
    """Have the add-in bind the formulas of the workbook in front, as soon as Python is done: now its events are off."""
    with suppress(Exception):  # without it the plain formulas of the template stand
        app.api.OnTime(app.api.Evaluate("NOW()"), f"'{NAMA}'!SambungkanAktif")


def _terisi(hasil: HasilIsi) -> str:
    baris = [
        f"{hasil.tujuan.name}: {hasil.sasaran} sasaran dan {hasil.indikator} indikator terbawa.",
        "Yang masih diisi: realisasi, program dan pagu tiap indikator, data dukung, analisis.",
    ]
    if hasil.kurang:
        baris.append(f"Identitas belum lengkap: {', '.join(hasil.kurang)}.")
    if hasil.sisa:
        baris.append(f"{len(hasil.sisa)} sel tidak terbawa; salin sendiri bila masih perlu:")
        baris += _beberapa([f"{s.lembar}!{s.sel}: {s.isi}" for s in hasil.sisa])
    return "\n".join(baris)


def simpan_pengajuan(app: Any, buku: Any) -> str:
    """Freeze a copy of the workbook as it stands on the screen. The workbook itself is neither saved nor changed."""
    from ...core.forms.templat_terbaca import formulir_templat
    from ...submission import BelumSiapError, Permintaan, ajukan

    nama = str(buku.name)
    templat = formulir_templat(baca(buku.api))
    if templat is None:
        raise LkjipError("AJU006", nama)
    pk = None
    if templat[0].kunci == "pengukuran":
        perlu = tanya(app, "Cocokkan dulu dengan berkas PK-nya?")
        pk = pilih_berkas(app, "Pilih PK dari Pengukuran ini") if perlu else None
        if perlu is None or (perlu and pk is None):
            return ""
    folder = pilih_folder(app, "Pilih folder untuk salinan pengajuan")
    if folder is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="xl_lkjip_", ignore_cleanup_errors=True) as sementara:
        salinan = Path(sementara) / f"{Path(nama).stem}.xlsx"
        buku.api.SaveCopyAs(str(salinan))
        try:
            return _diajukan(ajukan(salinan, folder, Permintaan(pk=pk)), pk)
        except BelumSiapError as galat:
            raise DitolakError(_belum_siap(galat, nama)) from None
        except LkjipError as galat:
            raise (galat.di(galat.tempat.replace(str(salinan), nama)) if str(salinan) in galat.tempat else galat) from None


def _belum_siap(galat: BelumSiapError, nama: str) -> str:
    semua = [f"{t.lembar}!{t.sel} {t.kode}: {t.pesan}" for t in galat.hasil.temuan if t.tingkat is Tingkat.GALAT]
    saran = "Tekan Validasi untuk menandainya di buku kerja ini, perbaiki, lalu ulangi."
    return "\n".join([f"AJU001 {nama}: {galat.sebab}", *_beberapa(semua), "", saran])


def _diajukan(jadi: Pengajuan, pk: Path | None) -> str:
    baris = [f"Siap diajukan: {jadi.berkas}", f"Manifes: {jadi.manifes}"]
    if jadi.tanpa:
        baris.append(f"Lembar yang tidak ikut: {', '.join(jadi.tanpa)}.")
    if sisa := ", ".join(f"{n} {t.value}" for t in Tingkat if (n := jadi.hasil.banyak(t))):
        baris.append(f"Ikut tertulis di lembar kendali: {sisa}.")
    if pk is None and jadi.berkas.name.startswith("PENGUKURAN"):
        baris.append("Belum dicocokkan dengan PK.")
    return "\n".join(baris)


def simpan_laporan_sistem(app: Any, keadaan: str) -> str:
    """The state of the installation and the end of the log in one file, if the user wants it; where it is."""
    if not tanya(app, f"{keadaan}\n\nSimpan ini beserta catatan kesalahan ke satu berkas, untuk dikirim kepada yang membantu?"):
        return ""
    tujuan = pilih_tujuan(app, "Simpan laporan sistem sebagai", "xl_lkjip-laporan.txt")
    if tujuan is None:
        return ""
    from ...xlsx import safe_write

    isi = f"{keadaan}\n\n== {berkas_catatan()} ==\n{ujung_catatan()}\n"
    safe_write.simpan(tujuan, isi.encode(), timpa=True)
    return f"Tersimpan: {tujuan}\nBacalah dulu; nama folder dan nama berkas Anda dapat tercantum di dalamnya."


def ujung_catatan() -> str:
    """The end of the log of faults."""
    try:
        return berkas_catatan().read_bytes()[-_UJUNG_CATATAN:].decode("utf-8", "replace")
    except OSError:
        return "(belum ada catatan)"


def _beberapa(semua: list[str]) -> list[str]:
    lebih = [f"dan {len(semua) - _SEBUT_MAKS} lagi."] if len(semua) > _SEBUT_MAKS else []
    return [f"- {s}" for s in semua[:_SEBUT_MAKS]] + lebih
