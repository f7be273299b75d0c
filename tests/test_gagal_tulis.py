"""Saving never loses work: every kind of failure at every step of a write.

The matrix is 29 kinds of failure (26 faults of the system, memory, Ctrl+C, SIGTERM) x 12 steps x an existing and a new target x a disk
with and without hard links; with the combinations that cannot happen left out, and 8 ways to read back differently added: 1362 cases.
"""

# Requirements
#  1. Whatever fails at whatever step: the old file is the same file with the same bytes (hash, inode, mode, time); a new one is absent.
#  2. No temporary file is left, unless it is the copy that the message names.
#  3. The error is a coded LkjipError that names place, cause and where the work is; an interruption passes through as it is.
#  4. What cannot harm the file stops nothing: a folder that cannot be synchronised or listed, a drive without fsync.
#  5. Once the content is on disk it is never thrown away because the target cannot be replaced.
#  6. A target that is not what `harap` says is left alone (BRK022).
#  7. Names that Windows refuses are refused before anything is written (BRK020); long names are counted in letters and bytes.
#  8. Leftovers of crashes are swept after a day, and nothing else is.
#  9. Network drives: lost answers, no modes, no fsync, causes by the numbers of Windows.
# 10. It is true on a real system, too: full device, limit on size, read-only folder, SIGTERM, SIGKILL.
# 11. Nothing in the package writes a file past `simpan`.

from __future__ import annotations

import ast
import errno
import hashlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest

from bantu import AKAR
from xl_lkjip.core.errors import LkjipError
from xl_lkjip.xlsx import gagal_tulis, hitung, safe_write, templat
from xl_lkjip.xlsx.safe_write import siapkan_folder, simpan

LAMA, BARU = b"lama" * 1000, b"baru" * 3000
NAMA = "Pengukuran.xlsx"
SALINAN = "Pengukuran (salinan 1).xlsx"
POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX")
buka_asli, unlink_asli, fsync_asli, replace_asli, link_asli, baca_asli = open, os.unlink, os.fsync, os.replace, os.link, Path.read_bytes

SEBAB = {
    "ENOSPC": "ruang penyimpanan penuh",
    "EDQUOT": "kuota",
    "EFBIG": "batas ukuran",
    "EACCES": "izin menulis",
    "EPERM": "izin menulis",
    "EROFS": "hanya dapat dibaca",
    "EIO": "disk gagal",
    "ENXIO": "sudah dilepas",
    "ENODEV": "sudah dilepas",
    "ENAMETOOLONG": "terlalu panjang",
    "ENOENT": "hilang",
    "ENOTDIR": "bukan folder",
    "EISDIR": "folder, bukan berkas",
    "ELOOP": "berputar",
    "EXDEV": "beberapa disk",
    "EBUSY": "sedang dipakai",
    "ETXTBSY": "sedang dipakai",
    "EAGAIN": "sedang dipakai",
    "EMFILE": "terlalu banyak berkas",
    "ENFILE": "terlalu banyak berkas",
    "ENOMEM": "memori",
    "EINVAL": "menolak",
    "ESTALE": "jaringan putus",
    "ETIMEDOUT": "jaringan putus",
    "EHOSTDOWN": "jaringan putus",
    "EPROTO": f"kesalahan sistem nomor {errno.EPROTO}",
}
PUTUS: dict[str, type[BaseException]] = {"Ctrl+C": KeyboardInterrupt, "SIGTERM": SystemExit}
JENIS = [*SEBAB, "MemoryError", *PUTUS]
LANGKAH = ["buka", "mode", "tulis", "flush", "fsync", "tutup", "baca ulang", "sapu", "periksa", "ganti", "sinkron folder", "hapus"]
BEDA: dict[str, Callable[[bytes], bytes]] = {
    "satu bit": lambda b: bytes([b[0] ^ 1]) + b[1:],
    "bit terakhir": lambda b: b[:-1] + bytes([b[-1] ^ 128]),
    "terpotong": lambda b: b[:-1],
    "separuh": lambda b: b[: len(b) // 2],
    "kosong": lambda _: b"",
    "nol di ujung": lambda b: b[:-512] + bytes(512),
    "bertambah": lambda b: b + b"\0",
    "isi lama": lambda _: LAMA,
}
MATRIKS = [
    pytest.param(langkah, jenis, ada, tautan, id=f"{langkah}-{jenis}-{'ada' if ada else 'baru'}-{'tautan' if tautan else 'tanpa tautan'}")
    for langkah, daftar in [*((satu, JENIS) for satu in LANGKAH), ("banding", list(BEDA))]
    for jenis in daftar
    for ada in (True, False)
    for tautan in (True, False)
    if ada or langkah != "mode"  # a new file gets the umask's
    if (langkah, jenis) != ("hapus", "ENOENT")  # what is not there is cleared away
]


def buat(jenis: str) -> BaseException:
    if jenis in PUTUS:
        return PUTUS[jenis]()
    return MemoryError() if jenis == "MemoryError" else OSError(getattr(errno, jenis), "English of the system")


def tolak(galat: BaseException) -> Callable[..., NoReturn]:
    def panggil(*_: object, **__: object) -> NoReturn:
        raise galat

    return panggil


class BerkasGagal:
    """A file that fails at one step: half of the content is written by then."""

    def __init__(self, jalur: Path, langkah: str, galat: BaseException) -> None:
        self.berkas, self.langkah, self.galat = buka_asli(jalur, "xb"), langkah, galat

    def __enter__(self) -> BerkasGagal:
        return self

    def __exit__(self, jenis: object, *_: object) -> None:
        self.berkas.close()
        if self.langkah == "tutup" and jenis is None:
            raise self.galat

    def write(self, isi: bytes) -> int:
        if self.langkah == "tulis":
            self.berkas.write(isi[: len(isi) // 2])
            raise self.galat
        return self.berkas.write(isi)

    def flush(self) -> None:
        if self.langkah == "flush":
            raise self.galat
        self.berkas.flush()

    def fileno(self) -> int:
        return self.berkas.fileno()


def rusak(langkah: str, galat: BaseException, tujuan: Path, m: pytest.MonkeyPatch) -> None:
    """Make one step of simpan fail."""

    def fsync(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode) == (langkah == "sinkron folder"):
            raise galat
        fsync_asli(fd)

    def ke_tujuan(asli: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        def pindah(a: Any, b: Any) -> None:
            if Path(b) == tujuan:
                raise galat
            asli(a, b)

        return pindah

    def baca(jalur: Path) -> bytes:
        if jalur.suffix == ".tmp":
            raise galat
        return baca_asli(jalur)

    kali = [2]

    def unlink(*argumen: Any, **pilihan: Any) -> None:
        kali[0] -= 1
        if kali[0] >= 0:
            raise galat
        unlink_asli(*argumen, **pilihan)

    if langkah == "buka":
        m.setattr(safe_write, "open", tolak(galat), raising=False)
    elif langkah == "mode":
        m.setattr(os, "chmod", tolak(galat))
    elif langkah in ("tulis", "flush", "tutup"):
        m.setattr(safe_write, "open", lambda jalur, _: BerkasGagal(jalur, langkah, galat), raising=False)
    elif langkah in ("fsync", "sinkron folder"):
        m.setattr(os, "fsync", fsync)
    elif langkah == "baca ulang":
        m.setattr(Path, "read_bytes", baca)
    elif langkah == "sapu":
        m.setattr(os, "scandir", tolak(galat))
    elif langkah == "ganti":
        m.setattr(os, "replace", ke_tujuan(os.replace))
        m.setattr(os, "link", ke_tujuan(os.link))
    elif langkah == "hapus":  # two times in vain, after a disk that is full
        m.setattr(safe_write, "open", lambda jalur, _: BerkasGagal(jalur, "tulis", buat("ENOSPC")), raising=False)
        m.setattr(os, "unlink", unlink)


def sidik(berkas: Path) -> tuple[str, int, int, int] | None:
    """What must not change of the old file."""
    if not berkas.exists():
        return None
    s = berkas.stat()
    return hashlib.sha256(berkas.read_bytes()).hexdigest(), s.st_ino, s.st_mode, s.st_mtime_ns


def isi_folder(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture
def tujuan(tmp_path: Path) -> Path:
    return tmp_path / NAMA


@pytest.fixture(autouse=True)
def jeda(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The sleeps, not slept."""
    daftar: list[float] = []
    monkeypatch.setattr(safe_write, "sleep", daftar.append)
    return daftar


def tanpa_tautan(m: pytest.MonkeyPatch) -> None:
    m.setattr(os, "link", tolak(OSError(errno.EPERM, "no hard links here")))


def test_ukuran_matriks() -> None:
    assert (len(SEBAB), len(JENIS), len(LANGKAH), len(BEDA)) == (26, 29, 12, 8)
    assert str(len(MATRIKS)) in (__doc__ or "").split(": ")[-1]


@pytest.mark.parametrize(("langkah", "jenis", "ada", "tautan"), MATRIKS)
def test_matriks(langkah: str, jenis: str, ada: bool, tautan: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 1-5
    if ada:
        tujuan.write_bytes(LAMA)
        tujuan.chmod(0o600)
    semula, galat = sidik(tujuan), None if langkah == "banding" else buat(jenis)
    hasil: BaseException | None = None
    with monkeypatch.context() as m:
        if not tautan:
            tanpa_tautan(m)
        if galat is None:
            m.setattr(Path, "read_bytes", lambda jalur: BEDA[jenis](baca_asli(jalur)))
        else:
            rusak(langkah, galat, tujuan, m)
        try:
            simpan(tujuan, BARU, timpa=ada, periksa=tolak(galat) if galat and langkah == "periksa" else None)
        except BaseException as e:  # noqa: BLE001
            hasil = e
    lama = {NAMA: LAMA} if ada else {}
    if jenis in PUTUS:
        assert hasil is galat
        if langkah == "hapus":  # a second interruption, while the first failure is cleared away: it can only be obeyed
            assert sidik(tujuan) == semula
        elif langkah == "sinkron folder":
            assert isi_folder(tujuan.parent) == {NAMA: BARU}
        else:
            assert sidik(tujuan) == semula
            assert isi_folder(tujuan.parent) == lama
        return
    if langkah == "sinkron folder" or (langkah == "sapu" and jenis != "MemoryError") or (langkah == "fsync" and jenis == "EINVAL"):
        if jenis != "MemoryError":
            assert hasil is None
        assert isi_folder(tujuan.parent) == {NAMA: BARU}
        return
    assert isinstance(hasil, LkjipError)
    assert sidik(tujuan) == semula
    assert hasil.tempat == str(tujuan)
    assert "English" not in str(hasil)
    penyebab = "penuh" if langkah == "hapus" else SEBAB.get(jenis, "memori" if galat else "tidak sama setelah dibaca ulang")
    if langkah == "ganti" and jenis != "MemoryError":
        assert isi_folder(tujuan.parent) == {**lama, SALINAN: BARU}
        assert SALINAN in hasil.saran
        if gagal_tulis.tertahan(buat(jenis)):
            assert hasil.kode == "BRK010"
            return
        assert hasil.kode == "BRK021"
    else:
        assert isi_folder(tujuan.parent) == lama
        assert hasil.kode == ("BRK008" if galat else "BRK011")
        if galat:
            assert ("Berkas lama tidak disentuh" if ada else "Berkas tujuan tidak dibuat") in hasil.saran
    assert penyebab in hasil.sebab


# --- 5: the work is kept ------------------------------------------------------------------------------------------------


def kunci(tujuan: Path, m: pytest.MonkeyPatch, jenis: str = "EACCES") -> None:
    rusak("ganti", buat(jenis), tujuan, m)


@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
@pytest.mark.parametrize("jenis", ["EACCES", "EIO", "EXDEV"])
def test_tidak_ada_yang_dapat_diganti_namanya(jenis: str, ada: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 5
    if ada:
        tujuan.write_bytes(LAMA)
    (tujuan.parent / SALINAN).write_bytes(b"milik lain")
    with monkeypatch.context() as m:
        m.setattr(os, "replace", tolak(buat(jenis)))
        m.setattr(os, "link", tolak(buat(jenis)))
        with pytest.raises(LkjipError, match=r"^BRK0(10|21) ") as e:
            simpan(tujuan, BARU, timpa=ada)
    kedua = "Pengukuran (salinan 2).xlsx"
    assert kedua in e.value.saran
    assert isi_folder(tujuan.parent) == {**({NAMA: LAMA} if ada else {}), SALINAN: b"milik lain", kedua: BARU}


@pytest.mark.parametrize("jenis", ["ENOSPC", "EACCES", "EIO"])
def test_salinan_pun_tidak_dapat_ditulis(jenis: str, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 2, 5
    tujuan.write_bytes(LAMA)

    def buka(jalur: Path, cara: str) -> Any:
        return buka_asli(jalur, cara) if jalur.suffix == ".tmp" else BerkasGagal(jalur, "tulis", buat(jenis))

    with monkeypatch.context() as m:
        m.setattr(os, "replace", tolak(buat(jenis)))
        m.setattr(os, "link", tolak(buat(jenis)))
        m.setattr(safe_write, "open", buka, raising=False)
        with pytest.raises(LkjipError, match=r"^BRK0(10|21) ") as e:
            simpan(tujuan, BARU, timpa=True)
    (sisa,) = tujuan.parent.glob(".xl-lkjip-*.tmp")
    assert f"sebagai {sisa.name} (berkas sementara" in e.value.saran
    assert isi_folder(tujuan.parent) == {NAMA: LAMA, sisa.name: BARU}


def test_salinan_yang_terbaca_beda_dibuang(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 5
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        m.setattr(os, "replace", tolak(buat("EIO")))
        m.setattr(os, "link", tolak(buat("EIO")))
        m.setattr(Path, "read_bytes", lambda p: baca_asli(p)[: None if p.suffix == ".tmp" else -1])
        with pytest.raises(LkjipError, match=r"^BRK021 ") as e:
            simpan(tujuan, BARU, timpa=True)
    (sisa,) = (p for p in tujuan.parent.iterdir() if p != tujuan)
    assert sisa.suffix == ".tmp"
    assert sisa.name in e.value.saran


def test_berkas_sementara_hilang(
    tujuan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # 5: a cleaner took it; the work is still in memory
    tujuan.write_bytes(LAMA)

    def sapu_orang(_: bytes) -> None:
        for p in tujuan.parent.glob(".xl-lkjip-*"):
            p.unlink()

    with pytest.raises(LkjipError, match=r"^BRK021 ") as e:
        simpan(tujuan, BARU, timpa=True, periksa=sapu_orang)
    assert SALINAN in e.value.saran
    assert isi_folder(tujuan.parent) == {NAMA: LAMA, SALINAN: BARU}


def test_tujuan_menjadi_folder(tujuan: Path) -> None:  # 5
    tujuan.write_bytes(LAMA)

    def ganti(_: bytes) -> None:
        tujuan.unlink()
        tujuan.mkdir()
        (tujuan / "isi.txt").write_bytes(LAMA)

    with pytest.raises(LkjipError, match=r"^BRK0(21|10) ") as e:
        simpan(tujuan, BARU, timpa=True, periksa=ganti)
    assert os.name == "nt" or "folder, bukan berkas" in e.value.sebab
    assert isi_folder(tujuan.parent) == {SALINAN: BARU}
    assert isi_folder(tujuan) == {"isi.txt": LAMA}


@POSIX
@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
def test_folder_dipindah(ada: bool, tmp_path: Path) -> None:  # 1, 3
    folder = tmp_path / "laporan"
    folder.mkdir()
    if ada:
        (folder / NAMA).write_bytes(LAMA)

    def pindah(_: bytes) -> None:
        folder.rename(tmp_path / "dipindah")

    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(folder / NAMA, BARU, timpa=ada, periksa=pindah)
    assert f"folder {folder} tidak ada" in e.value.sebab
    assert "dipindah atau diganti namanya" in e.value.saran
    assert not folder.exists()
    assert {n: i for n, i in isi_folder(tmp_path / "dipindah").items() if not n.endswith(".tmp")} == ({NAMA: LAMA} if ada else {})


@pytest.mark.parametrize(("nama", "batas"), [("a" * 250 + ".xlsx", 255), ("é" * 125 + ".xlsx", 255), ("é" * 67 + ".xlsx", 143)])
def test_salinan_dari_nama_terpanjang(nama: str, batas: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 5, 7
    tujuan = tmp_path / nama
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        kunci(tujuan, m)
        m.setattr(safe_write, "batas_nama", lambda _: batas)  # 143: an encrypted home folder
        with pytest.raises(LkjipError, match=r"^BRK010 ") as e:
            simpan(tujuan, BARU, timpa=True)
    (salinan,) = (p for p in tmp_path.iterdir() if p != tujuan)
    assert salinan.name in e.value.saran
    assert salinan.name.startswith(nama[:50])
    assert len(os.fsencode(salinan.name)) <= batas
    assert salinan.name.endswith(" (salinan 1).xlsx")
    assert salinan.read_bytes() == BARU


# --- 6: harap -----------------------------------------------------------------------------------------------------------


def test_harap_terpenuhi(tujuan: Path) -> None:  # 6
    tujuan.write_bytes(LAMA)
    simpan(tujuan, BARU, timpa=True, harap=LAMA)
    assert isi_folder(tujuan.parent) == {NAMA: BARU}


@pytest.mark.parametrize("hilang", [True, False], ids=["hilang", "berubah"])
def test_berubah_selagi_dikerjakan(hilang: bool, tujuan: Path) -> None:  # 6
    tujuan.write_bytes(LAMA)

    def orang_lain(_: bytes) -> None:
        tujuan.unlink() if hilang else tujuan.write_bytes(b"kerja orang lain")

    with pytest.raises(LkjipError, match=r"^BRK022 ") as e:
        simpan(tujuan, BARU, timpa=True, periksa=orang_lain, harap=LAMA)
    assert (e.value.tempat, SALINAN in e.value.saran) == (str(tujuan), True)
    assert ("sudah tidak ada" if hilang else "orang lain") in e.value.sebab
    assert isi_folder(tujuan.parent) == {SALINAN: BARU, **({} if hilang else {NAMA: b"kerja orang lain"})}


def test_berubah_selagi_terkunci(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 6: Excel held it, and saved before it let go
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        kunci(tujuan, m)
        m.setattr(safe_write, "sleep", lambda _: tujuan.write_bytes(b"simpanan Excel"))
        with pytest.raises(LkjipError, match=r"^BRK022 "):
            simpan(tujuan, BARU, timpa=True, harap=LAMA)
    assert isi_folder(tujuan.parent) == {NAMA: b"simpanan Excel", SALINAN: BARU}


def test_hitung_di_tempat_menjaga_yang_lama(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 6
    berkas = tmp_path / "PK.xlsx"
    lama = (AKAR / "templates" / "Tabel_PK.xlsx").read_bytes()
    berkas.write_bytes(lama)
    harapan: list[bytes | None] = []
    monkeypatch.setattr(hitung, "hitung_bytes", lambda isi, _: (isi, hitung.HasilHitung(1, 1, ("a",), ())))
    monkeypatch.setattr(safe_write, "simpan", lambda *_, harap=None, **__: harapan.append(harap))
    hitung.hitung_berkas(berkas)
    hitung.hitung_berkas(berkas, tmp_path / "lain.xlsx")
    assert harapan == [lama, None]


# --- 7: names -----------------------------------------------------------------------------------------------------------

TERTOLAK = [
    *("CON.xlsx", "con.xlsx", "Nul.tar.xlsx", "aux .xlsx", "PRN", "COM1.xlsx", "lpt9.json", "com¹.xlsx", "CONIN$.xlsx"),
    *("laporan.xlsx.", "laporan.xlsx ", "laporan.", "PK 2024: final.xlsx", "a?.xlsx", "a*.xlsx", 'a".xlsx', "a<b>.xlsx", "a|b.xlsx"),
    *("a\nb.xlsx", "a\0b.xlsx", "a\udcff.xlsx"),
]


@pytest.mark.parametrize("timpa", [True, False])
@pytest.mark.parametrize("nama", TERTOLAK)
def test_nama_tertolak(nama: str, timpa: bool, tmp_path: Path) -> None:  # 7
    with pytest.raises(LkjipError, match=r"^BRK020 ") as e:
        simpan(tmp_path / nama, b"{}", timpa=timpa)
    e.value.sebab.encode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "nama", ["CONTOH.xlsx", "com.xlsx", "com10.xlsx", "Kon.xlsx", ".tersembunyi.xlsx", "a.b c.xlsx", "PK – Dinas (é).xlsx"]
)
def test_nama_diterima(nama: str, tmp_path: Path) -> None:  # 7
    assert simpan(tmp_path / nama, b"{}").read_bytes() == b"{}"


@POSIX
def test_nama_yang_sudah_ada_tetap_dapat_disimpan(tmp_path: Path) -> None:  # 7
    tujuan = tmp_path / "PK 2024: final.xlsx"
    tujuan.write_bytes(LAMA)
    assert simpan(tujuan, BARU, timpa=True).read_bytes() == BARU


@pytest.mark.parametrize("folder", ["aux", "kirim ", "x/nul.d/y"])
def test_nama_folder_tertolak(folder: str, tmp_path: Path) -> None:  # 7
    with pytest.raises(LkjipError, match=r"^BRK020 "):
        siapkan_folder(tmp_path / folder)
    assert list(tmp_path.iterdir()) == []


def test_folder_relatif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 7
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    siapkan_folder(Path("../b/./c"))
    siapkan_folder(Path("."))
    assert (tmp_path / "b" / "c").is_dir()


@POSIX
@pytest.mark.parametrize(
    ("nama", "pesan"),
    [("é" * 200 + ".xlsx", "(205 huruf, 405 bita)"), ("a" * 300 + ".xlsx", "(305 huruf)"), ("a/" * 3000 + "b.xlsx", "beserta foldernya")],
)
def test_nama_terlalu_panjang(nama: str, pesan: str, tmp_path: Path) -> None:  # 7
    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(tmp_path / nama, BARU)
    assert "terlalu panjang" in e.value.sebab
    assert pesan in e.value.sebab
    assert list(tmp_path.iterdir()) == []


# --- 8: leftovers -------------------------------------------------------------------------------------------------------


@POSIX
def test_sisa_disapu(tujuan: Path) -> None:  # 8
    folder, kemarin = tujuan.parent, time.time() - 25 * 3600
    tua, muda, tautan, sub = (folder / f".xl-lkjip-{c * 16}.tmp" for c in "0123")
    lain = [folder / n for n in (".xl-lkjip-x.tmp", "xl-lkjip-0000000000000000.tmp", ".xl-lkjip-4444444444444444.tmp.xlsx")]
    for p in (tua, muda, *lain):
        p.write_bytes(b"sisa")
    sub.mkdir()
    tautan.symlink_to(lain[0])
    for p in (tua, sub, *lain):
        os.utime(p, (kemarin, kemarin))
    simpan(tujuan, BARU)
    assert sorted(folder.iterdir()) == sorted([tujuan, muda, tautan, sub, *lain])


def test_sisa_yang_tidak_dapat_dihapus(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4, 8
    tua = tujuan.parent / f".xl-lkjip-{'0' * 16}.tmp"
    tua.write_bytes(b"sisa")
    os.utime(tua, (0, 0))
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        m.setattr(os, "unlink", tolak(buat("EACCES")))
        simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {NAMA: BARU, tua.name: b"sisa"}


# --- 9: network drives, Windows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("jenis", ["ENOENT", "EIO", "ETIMEDOUT", "EACCES"])
@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
@pytest.mark.parametrize("tautan", [True, False], ids=["tautan", "tanpa tautan"])
def test_jawaban_hilang(jenis: str, ada: bool, tautan: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 9
    def lalu_gagal(asli: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        def panggil(a: Any, b: Any) -> None:
            asli(a, b)
            raise buat(jenis)

        return panggil

    if ada:
        tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        m.setattr(os, "replace", lalu_gagal(os.replace))
        m.setattr(os, "link", lalu_gagal(os.link))
        if not tautan:
            tanpa_tautan(m)
        simpan(tujuan, BARU, timpa=ada)
    assert isi_folder(tujuan.parent) == {NAMA: BARU}


@POSIX
@pytest.mark.parametrize(("mode", "jadi"), [(0o666, True), (0o644, True), (0o600, False)])
def test_disk_tanpa_mode(
    mode: int, jadi: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # 9: never more readable than before
    tujuan.write_bytes(LAMA)
    tujuan.chmod(mode)
    semula = os.umask(0o022)
    try:
        with monkeypatch.context() as m:
            m.setattr(os, "chmod", tolak(buat("EPERM")))
            if jadi:
                simpan(tujuan, BARU, timpa=True)
            else:
                with pytest.raises(LkjipError, match=r"^BRK008 "):
                    simpan(tujuan, BARU, timpa=True)
    finally:
        os.umask(semula)
    assert isi_folder(tujuan.parent) == {NAMA: BARU if jadi else LAMA}


@pytest.mark.parametrize("jenis", ["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"])
def test_disk_tanpa_fsync(jenis: str, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4, 9
    with monkeypatch.context() as m:
        m.setattr(os, "fsync", tolak(buat(jenis)))
        simpan(tujuan, BARU)
    assert isi_folder(tujuan.parent) == {NAMA: BARU}


@pytest.mark.parametrize(
    ("nomor", "kelas", "pesan"),
    [
        (32, errno.EACCES, "sedang dipakai"),
        (33, errno.EACCES, "sedang dipakai"),
        (1224, errno.EINVAL, "sedang dipakai"),
        (5, errno.EACCES, "izin menulis"),
        (19, errno.EACCES, "hanya dapat dibaca"),
        (21, errno.EACCES, "belum siap"),
        (112, errno.ENOSPC, "penuh"),
        (39, errno.EINVAL, "penuh"),
        (53, errno.ENOENT, "jaringan putus"),
        (59, errno.EINVAL, "jaringan putus"),
        (64, errno.ENOENT, "jaringan putus"),
        (121, errno.EINVAL, "jaringan putus"),
        (206, errno.ENOENT, "terlalu panjang"),
        (1295, errno.EINVAL, "kuota"),
        (9999, errno.EPROTO, "kesalahan sistem nomor 9999"),
    ],
)
def test_nomor_windows(nomor: int, kelas: int, pesan: str, tujuan: Path) -> None:  # 9
    galat = OSError(kelas, "English")
    galat.winerror = nomor  # type: ignore[attr-defined,unused-ignore]
    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(tujuan, BARU, periksa=tolak(galat))
    assert pesan in e.value.sebab
    assert gagal_tulis.tertahan(galat) == (nomor in (5, 32, 33, 1224))


def test_terkunci_lalu_dilepas(tujuan: Path, jeda: list[float], monkeypatch: pytest.MonkeyPatch) -> None:  # 5, 9
    tujuan.write_bytes(LAMA)
    kali = [3]

    def ganti(a: Any, b: Any) -> None:
        kali[0] -= 1
        if kali[0] >= 0:
            raise buat("EBUSY")
        replace_asli(a, b)

    monkeypatch.setattr(os, "replace", ganti)
    simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {NAMA: BARU}
    assert len(jeda) == 3


# --- 10: a real system --------------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
def test_perangkat_yang_sungguh_penuh(ada: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 10
    if ada:
        tujuan.write_bytes(LAMA)

    def buka(jalur: Path, _: str) -> IO[bytes]:
        jalur.touch()
        return buka_asli("/dev/full", "wb")

    with monkeypatch.context() as m:
        m.setattr(safe_write, "open", buka, raising=False)
        with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
            simpan(tujuan, BARU, timpa=ada)
    assert "ruang penyimpanan penuh" in e.value.sebab
    assert isi_folder(tujuan.parent) == ({NAMA: LAMA} if ada else {})


def anak(kode: str, *argumen: object) -> subprocess.Popen[str]:
    awal = "import os, sys, time\nfrom pathlib import Path\nfrom xl_lkjip.xlsx.safe_write import simpan\nt = Path(sys.argv[1])\n"
    return subprocess.Popen(
        [sys.executable, "-c", awal + kode, *map(str, argumen)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=AKAR
    )


@POSIX
def test_batas_ukuran_yang_sungguh_sungguh(tujuan: Path) -> None:  # 10
    tujuan.write_bytes(LAMA)
    kode = (
        "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        f"try:\n    simpan(t, {BARU!r}, timpa=True)\nexcept ValueError as e:\n    print(e)\n"
    )
    with anak(kode, tujuan) as proses:
        keluar, galat = proses.communicate(timeout=60)
    assert (proses.returncode, galat) == (0, "")
    assert "batas ukuran" in keluar
    assert isi_folder(tujuan.parent) == {NAMA: LAMA}


@pytest.fixture
def orang_biasa() -> Iterator[Path]:
    """A folder anybody may enter, and no root inside it."""
    with tempfile.TemporaryDirectory() as nama:
        folder = Path(nama)
        folder.chmod(0o777)
        akar = os.geteuid() == 0
        if akar:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if akar:
                os.seteuid(0)
            folder.chmod(0o700)


@POSIX
@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
def test_folder_yang_sungguh_hanya_baca(ada: bool, orang_biasa: Path) -> None:  # 10
    folder = orang_biasa / "arsip"
    folder.mkdir()
    if ada:
        (folder / NAMA).write_bytes(LAMA)
    folder.chmod(0o555)
    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(folder / NAMA, BARU, timpa=ada)
    assert "izin menulis" in e.value.sebab
    assert isi_folder(folder) == ({NAMA: LAMA} if ada else {})
    folder.chmod(0o755)


@POSIX
@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
@pytest.mark.parametrize(
    "sinyal", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM), signal.SIGINT, getattr(signal, "SIGKILL", None)]
)
def test_dihentikan_di_tengah_jalan(sinyal: signal.Signals, ada: bool, tujuan: Path) -> None:  # 8, 10
    if ada:
        tujuan.write_bytes(LAMA)
    semula = sidik(tujuan)
    kode = f"simpan(t, {BARU!r}, timpa={ada}, periksa=lambda _: print('siap', flush=True) or time.sleep(60))"
    with anak(kode, tujuan) as proses:
        assert proses.stdout is not None
        assert proses.stdout.readline() == "siap\n"
        proses.send_signal(sinyal)
        proses.communicate(timeout=60)
    assert proses.returncode in (-sinyal, 128 + sinyal)
    assert sidik(tujuan) == semula
    sisa = [p for p in tujuan.parent.iterdir() if p != tujuan]
    if sinyal != signal.SIGKILL:
        assert sisa == []
        return
    (tua,) = sisa  # nobody can clear up after that; the next save does, a day later
    simpan(tujuan, BARU, timpa=ada)
    assert tua.exists()
    os.utime(tua, (time.time() - 25 * 3600,) * 2)
    simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {NAMA: BARU}


@POSIX
def test_penangan_sinyal_dikembalikan(tujuan: Path) -> None:  # 3
    terlihat: list[object] = []
    semula = signal.getsignal(signal.SIGTERM)
    try:
        for milik in (signal.SIG_DFL, signal.SIG_IGN, tolak(AssertionError())):
            signal.signal(signal.SIGTERM, milik)
            simpan(tujuan, BARU, timpa=True, periksa=lambda _: terlihat.append(signal.getsignal(signal.SIGTERM)))
            assert signal.getsignal(signal.SIGTERM) is milik
            assert (terlihat[-1] is milik) == (milik is not signal.SIG_DFL)
    finally:
        signal.signal(signal.SIGTERM, semula)


def test_dari_utas_lain(tujuan: Path) -> None:  # 3: there signals cannot be caught, and need not be
    utas = threading.Thread(target=simpan, args=(tujuan, BARU))
    utas.start()
    utas.join()
    assert isi_folder(tujuan.parent) == {NAMA: BARU}


def test_delapan_orang_menyimpan_bersama(tujuan: Path) -> None:  # 1
    tujuan.write_bytes(LAMA)
    isi = [bytes([n]) * 50_000 for n in range(8)]
    utas = [threading.Thread(target=lambda i=i: [simpan(tujuan, i, timpa=True) for _ in range(5)]) for i in isi]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert set(isi_folder(tujuan.parent)) == {NAMA}
    assert tujuan.read_bytes() in isi


# --- 11: no other writer ------------------------------------------------------------------------------------------------

# What may stay, and why. Whole files: those that install or build, and touch no workbook.
BOLEH_SEMUA = {
    "hosts/libreoffice/oxt.py": "`make oxt`: can be built again at any time",
    "hosts/libreoffice/pasang.py": "works in a folder of its own; one note for the buttons, written anew at the next installation",
    "hosts/excel/addin/__main__.py": "builds the add-in: can be built again at any time",
    "hosts/excel/catatan.py": "a log that grows",
    "hosts/excel/uji.py": "works on copies in a temporary folder; the report goes through simpan",
    "hosts/excel/pasang.py": "prepares outside the start folder, where Excel opens every file, then moves in one step",
    "hosts/libreoffice/hidup/pesan.py": "a log that grows",
}
BOLEH = {
    ("cli.py", "open(os.devnull, 'w')"): "no file",
    ("xlsx/templat.py", "ExcelWriter(buku, arsip).save()"): "into a ZIP in memory",
    ("hosts/libreoffice/hidup/layanan.py", "import tempfile"): "a folder for the copy that `xl-lkjip` reads in a process of its own",
    ("hosts/excel/dokumen.py", "import tempfile"): "a folder for the copy of the open workbook; what comes out of it goes through simpan",
    ("hosts/excel/dokumen.py", "app.books.open(str(tujuan))"): "Excel opens what simpan wrote",
    ("report/teks.py", "import shutil"): "only to find a program",
    ("submission/pdf.py", "import shutil"): "only to find a program",
    ("submission/pdf.py", "import tempfile"): "a folder for LibreOffice to work in; what comes out of it goes through simpan",
    ("submission/pdf.py", "asal.write_bytes(isi)"): "into that folder",
}
_METODE = {
    *("write_bytes", "write_text", "mkdir", "touch", "unlink", "rename", "symlink_to", "hardlink_to", "rmdir", "save", "chmod", "truncate"),
    *("to_csv", "to_excel", "to_pickle", "to_json", "to_parquet", "to_html", "tofile", "extract", "extractall"),
}
_OS = {
    *(
        "open",
        "replace",
        "rename",
        "renames",
        "link",
        "symlink",
        "remove",
        "unlink",
        "mkdir",
        "makedirs",
        "rmdir",
        "truncate",
        "fdopen",
        "chmod",
    )
}
_MODUL = {"shutil", "tempfile", "sqlite3", "shelve", "dbm"}


def penulis(sumber: str) -> list[str]:
    """The calls in a source that write a file, but for those into a buffer of memory made in the same function."""
    pohon = ast.parse(sumber)
    hasil = [f"import {m}" for m in _impor(pohon) if m in _MODUL]
    fungsi = [n for n in ast.walk(pohon) if isinstance(n, ast.FunctionDef)]
    for panggil in (n for n in ast.walk(pohon) if isinstance(n, ast.Call)):
        milik = [f for f in fungsi if f.lineno <= panggil.lineno <= (f.end_lineno or 0)]
        ingatan = {
            t.id
            for f in milik
            for a in ast.walk(f)
            if isinstance(a, ast.Assign) and ast.unparse(a.value) in ("io.BytesIO()", "BytesIO()")
            for t in a.targets
            if isinstance(t, ast.Name)
        }
        if _menulis(panggil) and not (panggil.args and isinstance(panggil.args[0], ast.Name) and panggil.args[0].id in ingatan):
            hasil.append(ast.unparse(panggil))
    return hasil


def _impor(pohon: ast.AST) -> Iterator[str]:
    for n in ast.walk(pohon):
        if isinstance(n, ast.Import):
            yield from (a.name.split(".")[0] for a in n.names)
        elif isinstance(n, ast.ImportFrom) and n.module and not n.level:
            yield n.module.split(".")[0]


def _menulis(panggil: ast.Call) -> bool:
    fungsi = panggil.func
    nama = fungsi.id if isinstance(fungsi, ast.Name) else fungsi.attr if isinstance(fungsi, ast.Attribute) else ""
    dari = ast.unparse(fungsi.value) if isinstance(fungsi, ast.Attribute) else ""
    if dari == "os":
        return nama in _OS
    if nama in ("open", "ZipFile", "FileIO", "TextIOWrapper", "GzipFile", "NamedTemporaryFile"):
        ke = 0 if nama == "open" and dari not in ("", "io", "zipfile", "gzip", "codecs") else 1  # Path.open(mode)
        mode = list(panggil.args[ke : ke + 1]) + [k.value for k in panggil.keywords if k.arg == "mode"]
        return any(not isinstance(m, ast.Constant) or bool(set("wax+") & set(str(m.value))) for m in mode)
    if nama in ("FileHandler", "ExcelWriter"):
        return nama == "FileHandler"
    return isinstance(fungsi, ast.Attribute) and nama in _METODE


SUMBER = sorted((AKAR / "xl_lkjip").rglob("*.py"))


@pytest.mark.parametrize("berkas", SUMBER, ids=lambda p: p.relative_to(AKAR / "xl_lkjip").as_posix())
def test_tidak_ada_penulis_lain(berkas: Path) -> None:  # 11
    nama = berkas.relative_to(AKAR / "xl_lkjip").as_posix()
    semua = penulis(berkas.read_text(encoding="utf-8"))
    if nama == "xlsx/safe_write.py":
        assert {"open(baru, 'xb')", "os.replace(sementara, nyata)", "os.link(sementara, nyata)"} <= set(semua)
    elif nama not in BOLEH_SEMUA:
        assert [p for p in semua if (nama, p) not in BOLEH] == []


@pytest.mark.parametrize(
    "baris",
    [
        *("open(p, 'w')", "open(p, mode='ab')", "open(p, cara)", "io.open(p, 'x')", "p.open('w')", "p.open(mode='r+')", "os.open(p, 1)"),
        *("p.write_text('a')", "p.write_bytes(b'')", "p.mkdir()", "p.touch()", "p.rename(q)", "os.replace(p, q)", "os.makedirs(p)"),
        *("buku.save(p)", "ZipFile(p, 'w')", "zipfile.ZipFile(p, mode='a')", "logging.FileHandler(p)", "tabel.to_csv(p)", "p.unlink()"),
        *("import shutil", "from tempfile import mkdtemp", "import sqlite3"),
    ],
)
def test_pemindai_menemukan(baris: str) -> None:  # 11
    assert penulis(f"def f(p, q):\n    {baris}\n")


@pytest.mark.parametrize(
    "baris",
    [
        *("open(p)", "open(p, 'rb')", "p.open()", "p.open('rb')", "'a'.replace('b', 'c')", "ZipFile(p)", "zipfile.ZipFile(p, 'r')"),
        *("keluar = io.BytesIO()\n    buku.save(keluar)", "keluar = io.BytesIO()\n    ZipFile(keluar, 'w', 8)", "safe_write.simpan(p, q)"),
    ],
)
def test_pemindai_membiarkan(baris: str) -> None:  # 11
    assert penulis(f"def f(p, q):\n    {baris}\n") == []


def test_pembangun_templat_lewat_simpan(monkeypatch: pytest.MonkeyPatch) -> None:  # 11
    tertulis: list[tuple[str, bool]] = []
    monkeypatch.setattr(templat, "bangun", lambda f: f.berkas.encode())
    monkeypatch.setattr(safe_write, "simpan", lambda p, _, *, timpa: tertulis.append((p.name, timpa)))
    templat.main()
    assert tertulis == [("Tabel_PK.xlsx", True), ("Pengukuran.xlsx", True)]
