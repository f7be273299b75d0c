"""What the buttons of the tab LKjIP do. Written against the object model of xlwings; VBA calls `jalankan` with a name and nothing else.

Whatever happens, Excel is left as it was found: calculation, screen, and selection come back, and a fault ends in a plain message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any

import xlwings as xw

from ... import __version__
from ...core import functions as _functions  # noqa: F401 - importing it fills the registry
from ...core.errors import LkjipError
from ...core.registry import FUNCTIONS
from ...core.tanggapan import lembar_kami
from . import dokumen, tandai
from .alat import BukuExcel
from .baca import baca
from .catatan import catat
from .dialog import beri_tahu
from .perintah import PERINTAH
from .setelan import UJI, UJI_JAWAB

_LISENSI = "Lisensi MIT. Memakai xlwings (lisensi BSD 3-clause)."


def jalankan(nama: str) -> None:
    """Run the button whose target bears this name."""
    if nama == UJI:
        _aplikasi().status_bar = UJI_JAWAB
        return
    perintah = next((p for p in PERINTAH if p.sasaran == nama), None)
    if perintah is None:
        raise ValueError(nama)
    app = _aplikasi()
    buku = app.books.active if app.books.count else None
    try:
        with keadaan(app):
            pesan = globals()[nama](app, buku)
    except (LkjipError, dokumen.DitolakError) as galat:
        beri_tahu(app, str(galat), "critical")
    except Exception as galat:  # noqa: BLE001 - the user gets a message, the log the rest
        berkas = catat(f"tombol {nama}")
        beri_tahu(app, f"{perintah.label} tidak selesai ({type(galat).__name__}).\nRincian ada di {berkas}", "critical")
    else:
        if pesan:
            beri_tahu(app, pesan)


def _aplikasi() -> Any:
    """The Excel whose button was pressed; there may be several."""
    try:
        return xw.Book.caller().app
    except Exception:  # noqa: BLE001 - no workbook is open
        return xw.apps.active


@contextmanager
def keadaan(app: Any) -> Iterator[None]:
    """Without redrawing and recalculation meanwhile; what was, comes back, also after a fault. A newly opened workbook stays in front."""
    lama = {}
    for sifat in ("calculation", "screen_updating", "enable_events"):
        with suppress(Exception):  # without a workbook Excel has no mode of calculation
            lama[sifat] = getattr(app, sifat)
    pilihan = None
    with suppress(Exception):
        pilihan = (app.books.active, app.selection)
    try:
        for sifat, nilai in {"calculation": "manual", "screen_updating": False, "enable_events": False}.items():
            if sifat in lama:
                setattr(app, sifat, nilai)
        yield
    finally:
        if pilihan is not None:
            with suppress(Exception):  # the sheet of the selection may be gone
                if app.books.active == pilihan[0]:
                    pilihan[1].sheet.activate()  # select does not
                    pilihan[1].select()
        for sifat, nilai in lama.items():
            with suppress(Exception):
                setattr(app, sifat, nilai)


def validasi(app: Any, buku: Any) -> str:
    """Check the workbook, mark the cells, write the sheet "Validasi". Marks of an earlier run go first; its answers stay."""
    from ...core.rules import Tingkat
    from ...core.validation import validasi as periksa

    _tolak_struktur(buku)
    model = baca(buku.api)
    (hasil,) = periksa([model])
    if hasil.penolakan:
        raise hasil.penolakan
    with tanpa_tanya(app):
        tandai.bersihkan(BukuExcel(buku.api), [s.nama for s in lembar_kami(model)])
        sisa = tandai.tandai(BukuExcel(buku.api), hasil.temuan, buku.name)
    angka = ", ".join(f"{n} {t.value}" for t in Tingkat if (n := hasil.banyak(t)))
    angka += f" ({hasil.dijawab} peringatan sudah dijawab)" if hasil.dijawab else ""
    return f"{angka or 'Tidak ada temuan'}.\nRinciannya di lembar Validasi." + _terkunci(sisa)


def bersihkan(app: Any, buku: Any) -> str:
    """Undo exactly what `validasi` added."""
    _tolak_struktur(buku)
    with tanpa_tanya(app):
        sisa = tandai.bersihkan(BukuExcel(buku.api), [s.nama for s in lembar_kami(baca(buku.api))])
    return "Tanda pemeriksaan sudah dihapus." + _terkunci(sisa)


def _tolak_struktur(buku: Any) -> None:
    if BukuExcel(buku.api).terkunci():
        raise dokumen.DitolakError("Struktur buku kerja ini dikunci. Buka dengan Tinjau > Proteksi Buku Kerja, lalu ulangi.")


def _terkunci(lembar: list[str]) -> str:
    return f"\nDilindungi kata sandi, jadi tidak disentuh: {', '.join(lembar)}." if lembar else ""


@contextmanager
def tanpa_tanya(app: Any) -> Iterator[None]:
    """Excel does not ask before it deletes a sheet of ours."""
    lama = app.display_alerts
    app.display_alerts = False
    try:
        yield
    finally:
        app.display_alerts = lama


def hitung_ulang(app: Any, buku: Any) -> None:
    """Every formula of every open workbook."""
    app.api.CalculateFull()


def pk_baru(app: Any, buku: Any) -> None:
    """A new workbook from the template of the agreement."""
    _dari_templat(app, "Tabel_PK.xlsx")


def pengukuran_baru(app: Any, buku: Any) -> None:
    """A new workbook from the template of the measurement."""
    _dari_templat(app, "Pengukuran.xlsx")


def ambil_dari_pk(app: Any, buku: Any) -> str:
    """A new Pengukuran from a PK."""
    return dokumen.ambil_dari_pk(app)


def simpan_pengajuan(app: Any, buku: Any) -> str:
    """The frozen and sealed copy of the workbook."""
    return dokumen.simpan_pengajuan(app, buku)


def _dari_templat(app: Any, nama: str) -> None:
    with resources.as_file(resources.files("xl_lkjip.templates") / nama) as berkas:
        app.api.Workbooks.Add(str(berkas))  # unsaved, so nobody saves over the template
    dokumen.sambungkan(app)


def periksa_sistem(app: Any, buku: Any) -> str:
    """The state of the installation, and all of it in a file for whoever helps."""
    from .sistem import ke_teks, periksa

    berkas = Path(str(buku.fullname)) if buku else None
    baris = periksa(berkas if berkas and berkas.is_file() else None)  # not one in the cloud, or never saved
    return dokumen.simpan_laporan_sistem(app, f"Excel {app.version}\n{ke_teks(baris)}")


def bantuan(app: Any, buku: Any) -> str:
    """The functions and their arguments."""
    return "Fungsi LKjIP:\n\n" + "\n".join(f.tanda_tangan for f in FUNCTIONS.values())


def tentang(app: Any, buku: Any) -> str:
    """Version and licence."""
    return f"xl_lkjip {__version__}\n{_LISENSI}"
