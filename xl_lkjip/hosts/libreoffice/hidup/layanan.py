"""What each command of the menu does."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import uno

from ....core.errors import LkjipError
from ....core.forms import FORMULIR
from ....core.lembar_validasi import KEPALA
from ....core.rules import Rule, Tingkat, semua_aturan
from ....core.validation import HasilBerkas, validasi
from . import tandai
from .baca import Dokumen, baca, bernama, nama
from .daftar import PERINTAH
from .pelayan import PelayanError, jalankan
from .pesan import Kabar, Pesan

ADA_FUNGSI = "AdaLKjIP"
ID = "org.xllkjip.calc"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_CAPAIAN = "LK.pengukuran.capaian"
_XLSX = "Calc MS Excel 2007 XML"
_SARAN_TERMINAL = "; sebutkan PK-nya dengan --pk"  # what the program prints for those who type its commands
_HANYA_BACA = "Dokumen ini hanya dapat dibaca. Simpan dulu salinannya (Berkas > Simpan Sebagai), lalu ulangi pada salinan itu."
_BUKAN_CALC = "Buka dulu buku kerjanya di Calc, lalu ulangi."


class Layanan:
    """The commands for one window; `pilihan`: answers that would else be asked for (PK, Tujuan)."""

    def __init__(self, konteks: Any, frame: Any, pilihan: Mapping[str, str] | None = None) -> None:
        self._konteks, self._frame, self._pilihan = konteks, frame, pilihan or {}
        self.pesan = Pesan(konteks, frame)

    def jalankan(self, kunci: str) -> None:
        """Run a command; whatever happens ends in a message."""
        perintah: Mapping[str, Callable[[], None]] = {
            "Validasi": self._validasi,
            "Bersihkan": self._bersihkan,
            "HitungUlang": self._hitung_ulang,
            "BuatPK": lambda: self._buat("pk"),
            "BuatPengukuran": lambda: self._buat("pengukuran"),
            "AmbilPK": self._ambil_pk,
            "Ajukan": self._ajukan,
            "Bantuan": self._bantuan,
            "Tentang": self._tentang,
        }
        try:
            perintah[kunci]()
        except _TolakError as tolak:
            self.pesan.peringatan(str(tolak))
        except LkjipError as galat:
            self.pesan.peringatan(f"{galat.sebab}\n\n{galat.saran}")
        except PelayanError as galat:
            self.pesan.peringatan(str(galat))
        except Exception:  # noqa: BLE001 - nothing may reach LibreOffice, which would show it in English or not at all
            self.pesan.galat()

    # --- the open document ---------------------------------------------------------------------------------------------

    def _dokumen(self, *, ubah: bool = True) -> Dokumen:
        doc = self._frame.Controller.Model if self._frame is not None and self._frame.Controller is not None else None
        if doc is None or not doc.supportsService(_CALC):
            raise _TolakError(_BUKAN_CALC)
        if ubah and doc.isReadonly():
            raise _TolakError(_HANYA_BACA)
        if ubah and doc.isProtected():
            raise _TolakError("Susunan lembar dokumen ini dikunci. Buka dengan Perkakas > Lindungi Struktur Lembar Sebar, lalu ulangi.")
        return doc

    def _validasi(self) -> None:
        doc = self._dokumen()
        aturan = semua_aturan()
        with Kabar(self._frame, doc.Sheets.Count + len(aturan) + 2) as kabar:
            buku = baca(doc, kabar)
            hasil = validasi([buku], _Berkabar(aturan, kabar))[0]
            if hasil.penolakan is not None:
                raise _TolakError(f"{hasil.penolakan.sebab}\n\n{hasil.penolakan.saran}")
            kabar("Menandai")
            terkunci = self._tandai(doc, hasil, tandai.nama_kami(buku, doc))
        self.pesan.info(_ringkas(hasil, terkunci))

    def _tandai(self, doc: Dokumen, hasil: HasilBerkas, milik: Sequence[str]) -> list[str]:
        if milik or tandai.bertanda(doc):
            self._buang(doc, milik)
        tempat = doc.CurrentController.ActiveSheet.Name
        if not hasil.temuan:
            return []
        with tandai.Senyap(doc):
            terkunci = tandai.tandai(doc, hasil.temuan, nama(doc))
        # New sheets are brought to the front by Calc; the list of findings is what one wants to see, with its head in sight.
        lembar = doc.Sheets.getByIndex(doc.Sheets.Count - 1)
        doc.CurrentController.setActiveSheet(lembar)
        doc.CurrentController.freezeAtPosition(0, KEPALA)
        _SEMULA[doc.RuntimeUID] = tempat
        return terkunci

    def _bersihkan(self) -> None:
        doc = self._dokumen()
        with Kabar(self._frame, doc.Sheets.Count) as kabar:
            milik = tandai.nama_kami(baca(doc, kabar), doc)
            if not milik and not tandai.bertanda(doc):
                raise _TolakError("Tidak ada tanda Validasi di dokumen ini.")
            sisa = self._buang(doc, milik)
        if sisa:
            raise _TolakError(f"Tanda di lembar {', '.join(sisa)} tetap ada: lembarnya dikunci dengan sandi. Buka kuncinya, lalu ulangi.")
        self.pesan.info("Semua tanda Validasi sudah dihapus.")

    def _buang(self, doc: Dokumen, milik: Sequence[str]) -> list[str]:
        """Take the marks out, and go back to the sheet from which Validasi led to its own."""
        di_sana = doc.CurrentController.ActiveSheet.Name in milik
        with tandai.Senyap(doc):
            sisa = tandai.bersihkan(doc, milik)
        semula = _SEMULA.pop(doc.RuntimeUID, "")
        if di_sana and doc.Sheets.hasByName(semula):
            doc.CurrentController.setActiveSheet(doc.Sheets.getByName(semula))
        return sisa

    def _hitung_ulang(self) -> None:
        self._dokumen(ubah=False).calculateAll()
        self.pesan.info("Semua rumus sudah dihitung ulang.")

    # --- other documents -----------------------------------------------------------------------------------------------

    def _buat(self, kunci: str) -> None:
        templat = self._akar() / "templates" / FORMULIR[kunci].berkas
        if not templat.is_file():
            raise _TolakError(f"Templat {templat.name} tidak ada di dalam ekstensi ini. Pasang ulang ekstensinya.")
        self._muat(templat, AsTemplate=True)

    def _ambil_pk(self) -> None:
        pk = self._pilihan.get("PK") or self._pilih("Pilih PK yang sudah terisi", simpan=False)
        tujuan = self._pilihan.get("Tujuan") or (pk and self._pilih("Simpan Pengukuran baru sebagai", simpan=True, usul="Pengukuran.xlsx"))
        if not pk or not tujuan:
            return
        if Path(tujuan).resolve() == Path(pk).resolve():
            raise _TolakError(f"{Path(tujuan).name} adalah PK-nya sendiri. Pakai nama lain untuk Pengukuran.")
        if any(Path(tujuan).as_uri() == d.getURL() for d in self._dokumen_terbuka()):
            raise _TolakError(f"{Path(tujuan).name} sedang terbuka. Tutup dulu, atau pakai nama lain.")
        with Kabar(self._frame) as kabar:  # the dialog has asked whether an old file may go
            keluar = jalankan(["isi", "pengukuran", "--pk", pk, "-o", tujuan, "--timpa"], kabar)
        self._muat(Path(tujuan))
        self.pesan.info(keluar)

    def _ajukan(self) -> None:
        doc = self._dokumen(ubah=False)
        pk, folder = self._pilihan.get("PK"), self._pilihan.get("Tujuan")
        if not folder:
            if bernama(doc, _CAPAIAN) is not None:
                pk = self._pilih("Pilih PK untuk dicocokkan, atau Batal bila tidak ada", simpan=False)
            folder = self._pilih_folder()
        if not folder:
            return
        argumen = ["--pk", pk] if pk else []
        with tempfile.TemporaryDirectory(prefix="xl_lkjip_") as sementara, Kabar(self._frame) as kabar:
            kabar("Menyimpan salinan")
            salinan = Path(sementara) / f"{Path(nama(doc)).stem}.xlsx"
            self._simpan_bersih(doc, salinan)
            keluar = jalankan(["ajukan", str(salinan), *argumen, "-o", folder], kabar)
        self.pesan.info(keluar.replace(_SARAN_TERMINAL, ""))

    def _simpan_bersih(self, doc: Dokumen, tujuan: Path) -> None:
        """A copy without our marks, as .xlsx; the document of the user stays as it is."""
        doc.storeToURL(tujuan.as_uri(), _sifat(FilterName=_XLSX))
        if not tandai.bertanda(doc):
            return
        salinan = self._desktop().loadComponentFromURL(tujuan.as_uri(), "_blank", 0, _sifat(Hidden=True, MacroExecutionMode=0))
        try:
            tandai.bersihkan(salinan, tandai.nama_kami(baca(salinan), salinan))
            salinan.store()
        finally:
            salinan.close(True)

    def _bantuan(self) -> None:
        isi = "\n".join(f"{p.judul}: {p.bantuan}." for p in PERINTAH)
        self.pesan.info(f"{isi}\n\nFungsi lembar kerja, misalnya =CAPAIAN(78;80), ada di Sisip > Fungsi, kategori Add-in.")

    def _tentang(self) -> None:
        penyedia = self._konteks.getValueByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
        versi = next((v for i, v in penyedia.getExtensionList() if i == ID), "")
        edisi = ", ".join(f"{f.judul} edisi {f.edisi}" for f in FORMULIR.values())
        self.pesan.info(f"xl_lkjip {versi}\nTemplat: {edisi}.\nLisensi MIT.")

    def _dokumen_terbuka(self) -> Iterator[Any]:
        semua = self._desktop().Components.createEnumeration()
        while semua.hasMoreElements():
            satu = semua.nextElement()
            if hasattr(satu, "getURL"):
                yield satu

    # --- helps ---------------------------------------------------------------------------------------------------------

    def _desktop(self) -> Any:
        return self._layanan("com.sun.star.frame.Desktop")

    def _layanan(self, nama_layanan: str) -> Any:
        return self._konteks.ServiceManager.createInstanceWithContext(nama_layanan, self._konteks)

    def _akar(self) -> Path:
        """The folder of the extension."""
        return Path(__file__).resolve().parents[2]

    def _muat(self, berkas: Path, **sifat: object) -> None:
        self._desktop().loadComponentFromURL(berkas.as_uri(), "_blank", 0, _sifat(**sifat))

    def _pilih(self, judul: str, *, simpan: bool, usul: str = "") -> str:
        pemilih = self._layanan("com.sun.star.ui.dialogs.FilePicker")
        pemilih.initialize((10 if simpan else 0,))  # TemplateDescription: FILESAVE_AUTOEXTENSION, FILEOPEN_SIMPLE
        pemilih.setTitle(judul)
        pemilih.appendFilter("Buku kerja Excel (.xlsx)", "*.xlsx")
        if usul:
            pemilih.setDefaultName(usul)
        return str(uno.fileUrlToSystemPath(pemilih.getSelectedFiles()[0])) if pemilih.execute() == 1 else ""

    def _pilih_folder(self) -> str:
        pemilih = self._layanan("com.sun.star.ui.dialogs.FolderPicker")
        pemilih.setTitle("Pilih folder untuk salinan pengajuan")
        return str(uno.fileUrlToSystemPath(pemilih.getDirectory())) if pemilih.execute() == 1 else ""


_SEMULA: dict[str, str] = {}  # by document: the sheet that was in front before Validasi


class _TolakError(RuntimeError):
    """A reason for which nothing was done; the text is for the user."""


class _Berkabar(Sequence[Rule]):
    """The rules; whoever goes through them tells how far the work is."""

    def __init__(self, aturan: Sequence[Rule], kabar: Callable[[str], None]) -> None:
        self._aturan, self._kabar = aturan, kabar

    def __getitem__(self, nomor: Any) -> Any:
        return self._aturan[nomor]

    def __len__(self) -> int:
        return len(self._aturan)

    def __iter__(self) -> Iterator[Rule]:
        for nomor, satu in enumerate(self._aturan, 1):
            self._kabar(f"Memeriksa aturan {nomor} dari {len(self._aturan)}")
            yield satu


def hitung_sekali(doc: Dokumen) -> bool:
    """Recalculate a document of ours that was saved where our functions were not; what it did."""
    if not doc.supportsService(_CALC):
        return False
    ada = bernama(doc, ADA_FUNGSI)
    if ada is None or ada.getCellByPosition(0, 0).Value:
        return False
    berubah = doc.isModified()
    doc.calculateAll()
    if not berubah and not doc.isReadonly():
        for lembar in (doc.Sheets.getByIndex(n) for n in range(doc.Sheets.Count)):
            for bagan in map(lembar.Charts.getByIndex, range(lembar.Charts.Count)):
                bagan.EmbeddedObject.setModified(False)  # drawn anew, they count as changes of the document
        doc.setModified(False)
    return True


def _ringkas(hasil: HasilBerkas, terkunci: Sequence[str]) -> str:
    if not hasil.temuan:
        return "Tidak ada temuan."
    teks = ", ".join(f"{hasil.banyak(t)} {t.value}" for t in Tingkat)
    if hasil.dijawab:
        teks += f" ({hasil.dijawab} peringatan sudah dijawab)"
    teks += ". Daftarnya ada di lembar Validasi; Ctrl+klik alamat di kolom Sel untuk menuju ke sana."
    if terkunci:
        teks += (
            f"\n\nLembar {', '.join(terkunci)} dikunci dengan sandi, jadi tidak diberi tanda. Selama kunci itu ada, lembar lain hanya "
            "diberi komentar, tanpa warna."
        )
    return teks


def _sifat(**isi: object) -> tuple[Any, ...]:
    return tuple(uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=n, Value=v) for n, v in isi.items())
