"""simpan() never loses a file, whatever fails."""

# Requirements
#  1. Written: the target holds exactly the content and the path is returned; nothing else is left in the folder.
#  2. An existing target is replaced only with timpa=True (BRK009), also when it appears during the writing.
#  3. A fault at any step gives a coded error; the old bytes are intact, a new target is absent, no .tmp is left.
#  4. An interruption (Ctrl+C) at any line does no harm: the target is the old or the new file, whole; no .tmp is left.
#  5. The content is re-read and compared (BRK011), then handed to `periksa`; its error passes through, a fault of the system as BRK008.
#  6. Cannot write (BRK008): the message names the cause in Indonesian.
#  7. A target held by another program is tried again for about 1 s, then a copy is kept and named (BRK010); BRK021 for any other cause.
#  8. An existing target keeps its mode; a new one gets the umask's.
#  9. A symlink is written through.
# 10. Where the disk knows no hard links, 1-3 hold just the same.
# 11. A folder that cannot be synchronised is no fault.

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from xl_lkjip.core.errors import LkjipError
from xl_lkjip.xlsx import safe_write
from xl_lkjip.xlsx.safe_write import simpan

LAMA, BARU = b"lama" * 1000, b"baru" * 3000
POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX")
LANGKAH = ["buka", "mode", "tulis", "fsync", "baca ulang", "banding", "periksa", "ganti"]
GAGAL = [
    pytest.param(langkah, ada, putus, id=f"{langkah}, berkas {'ada' if ada else 'baru'}, {'Ctrl+C' if putus else 'galat'}")
    for langkah in LANGKAH
    for ada in (True, False)
    for putus in (True, False)
    if (ada or langkah != "mode") and not (putus and langkah == "banding")  # a new file gets no chmod; comparing calls nothing
]


def galat_os(nomor: int) -> OSError:
    return OSError(nomor, os.strerror(nomor))


def gagal(galat: BaseException) -> Callable[..., Any]:
    def panggil(*_: object, **__: object) -> Any:
        raise galat

    return panggil


class TulisSebagian:
    """A file whose disk fails halfway through the content."""

    def __init__(self, jalur: Path, galat: BaseException) -> None:
        self.berkas, self.galat = jalur.open("xb"), galat

    def __enter__(self) -> TulisSebagian:
        return self

    def __exit__(self, *_: object) -> None:
        self.berkas.close()

    def write(self, isi: bytes) -> int:
        self.berkas.write(isi[: len(isi) // 2])
        raise self.galat


def rusak(langkah: str, galat: BaseException, m: pytest.MonkeyPatch) -> None:
    """Make one step of simpan fail."""
    if langkah == "buka":
        m.setattr(safe_write, "open", gagal(galat), raising=False)
    elif langkah == "mode":
        m.setattr(os, "chmod", gagal(galat))
    elif langkah == "tulis":
        m.setattr(safe_write, "open", lambda jalur, _: TulisSebagian(jalur, galat), raising=False)
    elif langkah == "fsync":
        m.setattr(os, "fsync", gagal(galat))
    elif langkah == "baca ulang":
        m.setattr(Path, "read_bytes", gagal(galat))
    elif langkah == "banding":
        m.setattr(Path, "read_bytes", lambda _: BARU[:-1] + b"?")
    elif langkah == "ganti":
        m.setattr(os, "replace", gagal(galat))
        m.setattr(os, "link", gagal(galat))


def tanpa_tautan(m: pytest.MonkeyPatch) -> None:
    """As on FAT: no hard links."""
    m.setattr(os, "link", gagal(galat_os(errno.EPERM)))


def isi_folder(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.fixture
def tujuan(tmp_path: Path) -> Path:
    return tmp_path / "Pengukuran.xlsx"


@pytest.fixture
def jeda(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The sleeps, not slept."""
    daftar: list[float] = []
    monkeypatch.setattr(safe_write, "sleep", daftar.append)
    return daftar


@pytest.fixture(params=[True, False], ids=["tautan", "tanpa tautan"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        tanpa_tautan(monkeypatch)


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("timpa", [False, True])
@pytest.mark.parametrize("isi", [BARU, b""])
def test_berkas_baru(tujuan: Path, timpa: bool, isi: bytes) -> None:  # 1, 10
    assert simpan(tujuan, isi, timpa=timpa) == tujuan
    assert isi_folder(tujuan.parent) == {tujuan.name: isi}


def test_menimpa(tujuan: Path) -> None:  # 1
    tujuan.write_bytes(LAMA)
    simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {tujuan.name: BARU}


def test_jalur_relatif_tetap_relatif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 1, 6
    monkeypatch.chdir(tmp_path)
    assert simpan(Path("a.xlsx"), BARU) == Path("a.xlsx")
    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(Path("laporan/a.xlsx"), BARU)
    assert "folder laporan tidak ada" in e.value.sebab
    assert isi_folder(tmp_path) == {"a.xlsx": BARU}


def test_nama_terpanjang_yang_sah(tmp_path: Path) -> None:  # 1
    assert simpan(tmp_path / ("a" * 250 + ".json"), BARU).read_bytes() == BARU


def test_tidak_menimpa(tujuan: Path) -> None:  # 2
    tujuan.write_bytes(LAMA)
    with pytest.raises(LkjipError) as e:
        simpan(tujuan, BARU, periksa=lambda _: pytest.fail("must stop before writing"))
    assert (e.value.kode, e.value.tempat) == ("BRK009", str(tujuan))
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA}


@pytest.mark.usefixtures("disk")
def test_muncul_selagi_ditulis(tujuan: Path) -> None:  # 2, 10
    def orang_lain(_: bytes) -> None:
        tujuan.write_bytes(LAMA)

    with pytest.raises(LkjipError) as e:
        simpan(tujuan, BARU, periksa=orang_lain)
    assert e.value.kode == "BRK009"
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA}


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize(("langkah", "ada", "putus"), GAGAL)
def test_gagal_di_setiap_langkah(langkah: str, ada: bool, putus: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 3-5, 10
    galat: BaseException = KeyboardInterrupt() if putus else galat_os(errno.EIO)
    kode = {"banding": "BRK011", "periksa": "BRK006", "ganti": "BRK021"}.get(langkah, "BRK008")
    if langkah == "periksa" and not putus:
        galat = LkjipError("BRK006", str(tujuan), masalah="uji")
    if ada:
        tujuan.write_bytes(LAMA)
        tujuan.chmod(0o600)
    with monkeypatch.context() as m:
        rusak(langkah, galat, m)
        with pytest.raises(KeyboardInterrupt if putus else LkjipError) as e:
            simpan(tujuan, BARU, timpa=ada, periksa=gagal(galat) if langkah == "periksa" else None)
    if isinstance(e.value, LkjipError):
        assert (e.value.kode, e.value.tempat) == (kode, str(tujuan))
    salinan = {"Pengukuran (salinan 1).xlsx": BARU} if langkah == "ganti" and not putus else {}
    assert isi_folder(tujuan.parent) == ({tujuan.name: LAMA} if ada else {}) | salinan


def test_putus_tepat_setelah_diganti(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4, 10
    asli = os.replace

    def ganti(a: Path, b: Path) -> None:
        asli(a, b)
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        tanpa_tautan(m)
        m.setattr(os, "replace", ganti)
        with pytest.raises(KeyboardInterrupt):
            simpan(tujuan, BARU)
    assert isi_folder(tujuan.parent) == {tujuan.name: BARU}


BARIS = Path(safe_write.__file__).read_text(encoding="utf-8").splitlines()


def membersihkan(bingkai: FrameType | None) -> bool:
    """Whether the file is being cleared away; an interruption there can only be obeyed."""
    return bingkai is not None and (bingkai.f_code.co_name == "_hapus" or membersihkan(bingkai.f_back))


def putus_di_baris(ke: int, kerja: Callable[[], object]) -> bool:
    """Run `kerja` with Ctrl+C at the ke-th line of safe_write; the clearing up itself is left in peace. True if it came so far."""
    sisa = [ke]

    def jejak(bingkai: FrameType, kejadian: str, _: object) -> Any:
        if bingkai.f_code.co_filename != safe_write.__file__ or membersihkan(bingkai):
            return None
        if kejadian == "line" and "_hapus(" not in BARIS[bingkai.f_lineno - 1]:
            sisa[0] -= 1
            if sisa[0] < 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return jejak

    semula = sys.gettrace()
    sys.settrace(jejak)
    try:
        kerja()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(semula)
    return False


@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
def test_putus_di_setiap_baris(ada: bool, tujuan: Path) -> None:  # 4
    hasil = set()
    for ke in range(1000):
        tujuan.unlink(missing_ok=True)
        if ada:
            tujuan.write_bytes(LAMA)
        terputus = putus_di_baris(ke, lambda: simpan(tujuan, BARU, timpa=ada, periksa=lambda _: None))
        folder = isi_folder(tujuan.parent)
        assert folder in ({tujuan.name: BARU}, {tujuan.name: LAMA} if ada else {}), ke
        hasil.add(tujuan.name in folder and folder[tujuan.name] == BARU)
        if not terputus:
            break
    assert ke > 30
    assert not terputus
    assert hasil == {True, False}


def test_periksa_mendapat_bita_dari_disk(tujuan: Path) -> None:  # 5
    tujuan.write_bytes(LAMA)
    terlihat: list[tuple[bytes, bytes]] = []
    simpan(tujuan, BARU, timpa=True, periksa=lambda isi: terlihat.append((isi, tujuan.read_bytes())))
    assert terlihat == [(BARU, LAMA)]
    assert terlihat[0][0] is not BARU


def test_galat_lain_dari_periksa_lewat_apa_adanya(tujuan: Path) -> None:  # 5
    with pytest.raises(ZeroDivisionError, match="milik pemeriksa"):
        simpan(tujuan, BARU, periksa=gagal(ZeroDivisionError("milik pemeriksa")))
    assert isi_folder(tujuan.parent) == {}


@pytest.mark.parametrize(
    ("nomor", "masalah"),
    [
        (errno.ENOSPC, "ruang penyimpanan penuh"),
        (errno.EDQUOT, "kuota"),
        (errno.EACCES, "tidak ada izin menulis"),
        (errno.EPERM, "tidak ada izin menulis"),
        (errno.EROFS, "hanya dapat dibaca"),
        (errno.ENAMETOOLONG, "terlalu panjang"),
        (errno.EISDIR, "folder, bukan berkas"),
        (errno.ENOENT, "terlalu panjang, atau berkas sementaranya hilang"),
        (errno.EPROTO, f"kesalahan sistem nomor {errno.EPROTO}"),  # never the English of the system
        (0, "{tanpa nomor}"),
    ],
)
def test_sebab(nomor: int, masalah: str, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 6
    with monkeypatch.context() as m:
        rusak("tulis", galat_os(nomor) if nomor else OSError(masalah), m)
        with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
            simpan(tujuan, BARU)
    assert masalah in e.value.sebab
    assert isi_folder(tujuan.parent) == {}


def buat_folder(tujuan: Path) -> None:
    tujuan.mkdir()


def bukan_folder(tujuan: Path) -> None:
    tujuan.parent.rmdir()
    tujuan.parent.write_bytes(LAMA)


def buat_pipa(tujuan: Path) -> None:
    os.mkfifo(tujuan)


def buat_lingkaran(tujuan: Path) -> None:
    tujuan.symlink_to(tujuan)


@pytest.mark.parametrize("timpa", [False, True])
@pytest.mark.parametrize(
    ("siapkan", "nama", "masalah"),
    [
        pytest.param(lambda t: t.parent.rmdir(), "a.xlsx", "folder {folder} tidak ada", id="folder tidak ada"),
        pytest.param(buat_folder, "a.xlsx", "tujuan ini folder, bukan berkas", id="tujuan folder"),
        pytest.param(bukan_folder, "a.xlsx", "bukan folder", id="di bawah berkas", marks=POSIX),
        pytest.param(buat_pipa, "a.xlsx", "bukan berkas biasa", id="pipa", marks=POSIX),
        pytest.param(buat_lingkaran, "a.xlsx", "", id="tautan melingkar", marks=POSIX),
        pytest.param(lambda _: None, "a" * 300, "terlalu panjang", id="nama panjang"),
    ],
)
def test_tujuan_yang_mustahil(siapkan: Callable[[Path], None], nama: str, masalah: str, timpa: bool, tmp_path: Path) -> None:  # 6
    folder = tmp_path / "{laporan}"
    folder.mkdir()
    siapkan(folder / nama)
    sebelum = sorted(tmp_path.rglob("*"))
    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(folder / nama, BARU, timpa=timpa)
    assert masalah.replace("{folder}", str(folder)) in e.value.sebab
    assert sorted(tmp_path.rglob("*")) == sebelum


def test_folder_hilang_di_tengah_jalan(tmp_path: Path) -> None:  # 6
    folder = tmp_path / "laporan"
    folder.mkdir()

    def pindah(_: bytes) -> None:
        folder.rename(tmp_path / "dipindah")

    with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
        simpan(folder / "a.xlsx", BARU, periksa=pindah)
    assert f"folder {folder} tidak ada" in e.value.sebab
    assert not folder.exists()


@POSIX
def test_folder_hanya_baca(tujuan: Path, monkeypatch: pytest.MonkeyPatch, jeda: list[float]) -> None:  # 6
    tujuan.write_bytes(LAMA)
    tujuan.parent.chmod(0o555)
    with monkeypatch.context() as m:
        if os.geteuid() == 0:  # root may write anyway
            rusak("buka", galat_os(errno.EACCES), m)
        with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
            simpan(tujuan, BARU, timpa=True)
    tujuan.parent.chmod(0o755)
    assert "tidak ada izin menulis" in e.value.sebab
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA}
    assert jeda == []


def test_berkas_hanya_baca(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 6
    tujuan.write_bytes(LAMA)
    tujuan.chmod(0o444)
    with monkeypatch.context() as m:
        if os.name != "nt" and os.geteuid() == 0:
            m.setattr(os, "access", lambda jalur, _: jalur != tujuan)
        with pytest.raises(LkjipError, match=r"^BRK008 ") as e:
            simpan(tujuan, BARU, timpa=True)
    tujuan.chmod(0o644)
    assert "berkas tujuan hanya dapat dibaca" in e.value.sebab
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA}


@POSIX
def test_batas_ukuran_yang_sungguh_sungguh(tujuan: Path) -> None:  # 3, 6
    resource = pytest.importorskip("resource")
    tujuan.write_bytes(LAMA)
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(BARU) // 2, keras))
    try:
        with pytest.raises(LkjipError, match=r"^BRK008 "):
            simpan(tujuan, BARU, timpa=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA}


def kunci(m: pytest.MonkeyPatch, kali: int = 10**6) -> None:
    """As Windows does while another program holds the file: os.replace is refused, `kali` times."""
    asli, sisa = os.replace, [kali]

    def ganti(a: Path, b: Path) -> None:
        sisa[0] -= 1
        if sisa[0] >= 0:
            raise galat_os(errno.EACCES)
        asli(a, b)

    m.setattr(os, "replace", ganti)


def test_terkunci(tujuan: Path, jeda: list[float], monkeypatch: pytest.MonkeyPatch) -> None:  # 7
    tujuan.write_bytes(LAMA)
    (tujuan.parent / "Pengukuran (salinan 1).xlsx").write_bytes(b"milik lain")
    with open(tujuan, "rb"), monkeypatch.context() as m:
        if os.name != "nt":  # Windows itself refuses
            kunci(m)
        with pytest.raises(LkjipError, match=r"^BRK010 ") as e:
            simpan(tujuan, BARU, timpa=True)
    assert "Pengukuran (salinan 2).xlsx" in e.value.saran
    assert e.value.tempat == str(tujuan)
    assert isi_folder(tujuan.parent) == {
        "Pengukuran.xlsx": LAMA,
        "Pengukuran (salinan 1).xlsx": b"milik lain",
        "Pengukuran (salinan 2).xlsx": BARU,
    }
    assert sum(jeda) == pytest.approx(1)


def test_terkunci_sebentar(tujuan: Path, jeda: list[float], monkeypatch: pytest.MonkeyPatch) -> None:  # 7
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        kunci(m, kali=2)
        simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {tujuan.name: BARU}
    assert len(jeda) == 2


def test_terkunci_dan_tidak_dapat_diberi_nama_lain(tujuan: Path, jeda: list[float], monkeypatch: pytest.MonkeyPatch) -> None:  # 7, 10
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        kunci(m)
        tanpa_tautan(m)
        with pytest.raises(LkjipError, match=r"^BRK010 "):
            simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA, "Pengukuran (salinan 1).xlsx": BARU}
    assert jeda


def test_putus_selagi_menunggu(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4, 7
    tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        kunci(m)
        m.setattr(safe_write, "sleep", gagal(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            simpan(tujuan, BARU, timpa=True)
    assert isi_folder(tujuan.parent) == {tujuan.name: LAMA}


@POSIX
@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_mode_berkas_baru(umask: int, mode: int, tujuan: Path) -> None:  # 8, 10
    semula = os.umask(umask)
    try:
        simpan(tujuan, BARU)
    finally:
        os.umask(semula)
    assert stat.S_IMODE(tujuan.stat().st_mode) == mode


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
@pytest.mark.parametrize("terkunci", [False, True])
@pytest.mark.usefixtures("jeda")
def test_mode_berkas_lama_dipertahankan(mode: int, terkunci: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 7, 8
    tujuan.write_bytes(LAMA)
    tujuan.chmod(mode)
    with monkeypatch.context() as m:
        if terkunci:
            kunci(m)
            with pytest.raises(LkjipError, match=r"^BRK010 "):
                simpan(tujuan, BARU, timpa=True)
        else:
            simpan(tujuan, BARU, timpa=True)
    assert {stat.S_IMODE(p.stat().st_mode) for p in tujuan.parent.iterdir()} == {mode}


@POSIX
def test_isi_rahasia_tidak_pernah_terbuka(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 8
    tujuan.write_bytes(LAMA)
    tujuan.chmod(0o600)
    asli, ukuran = os.chmod, []

    def chmod(jalur: Path, mode: int) -> None:
        ukuran.append(jalur.stat().st_size)
        asli(jalur, mode)

    monkeypatch.setattr(os, "chmod", chmod)
    simpan(tujuan, BARU, timpa=True)
    assert ukuran == [0]


@POSIX
@pytest.mark.parametrize("ada", [True, False], ids=["ada", "menggantung"])
def test_tautan_simbolik(ada: bool, tmp_path: Path) -> None:  # 9
    (tmp_path / "arsip").mkdir()
    asli, tautan = tmp_path / "arsip" / "asli.xlsx", tmp_path / "tautan.xlsx"
    tautan.symlink_to(Path("arsip") / "asli.xlsx")
    if ada:
        asli.write_bytes(LAMA)
        with pytest.raises(LkjipError, match=r"^BRK009 "):
            simpan(tautan, BARU)
    assert simpan(tautan, BARU, timpa=ada) == tautan
    assert tautan.is_symlink()
    assert isi_folder(tmp_path / "arsip") == {"asli.xlsx": BARU}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["arsip", "tautan.xlsx"]


@POSIX
def test_tautan_simbolik_terkunci(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jeda: list[float]) -> None:  # 7, 9
    (tmp_path / "arsip").mkdir()
    asli, tautan = tmp_path / "arsip" / "asli.xlsx", tmp_path / "tautan.xlsx"
    asli.write_bytes(LAMA)
    tautan.symlink_to(asli)
    with monkeypatch.context() as m:
        kunci(m)
        with pytest.raises(LkjipError, match=r"^BRK010 ") as e:
            simpan(tautan, BARU, timpa=True)
    assert e.value.tempat == str(asli)  # where the copy is found
    assert isi_folder(asli.parent) == {"asli.xlsx": LAMA, "asli (salinan 1).xlsx": BARU}
    assert jeda


@pytest.mark.parametrize("ada", [True, False], ids=["ada", "baru"])
def test_folder_tidak_dapat_disinkronkan(ada: bool, tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 11
    if ada:
        tujuan.write_bytes(LAMA)
    with monkeypatch.context() as m:
        m.setattr(os, "open", gagal(galat_os(errno.EACCES)))  # what Windows says of a folder
        m.setattr(Path, "touch", gagal(AssertionError("the hard link was enough")))
        simpan(tujuan, BARU, timpa=ada)
    assert isi_folder(tujuan.parent) == {tujuan.name: BARU}


@POSIX
def test_urutan_sinkronisasi(tujuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 11
    urutan: list[tuple[bool, bool, int]] = []
    asli, isi = os.fsync, b"{}"  # so short that it waits in a buffer

    def fsync(fd: int) -> None:
        keadaan = os.fstat(fd)
        folder = stat.S_ISDIR(keadaan.st_mode)
        urutan.append((folder, tujuan.exists(), len(isi) if folder else keadaan.st_size))
        asli(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    simpan(tujuan, isi)
    assert urutan == [(False, False, len(isi)), (True, True, len(isi))]
