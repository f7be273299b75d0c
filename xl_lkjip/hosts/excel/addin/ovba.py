"""The VBA project inside vbaProject.bin (MS-OVBA): modules as source only, so that Excel compiles them itself when it opens the file."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from . import cfb

KODE = "cp1252"  # the code page that the project names
_TANPA_TEMBOLOK = bytes.fromhex("cc61ffff000000")  # _VBA_PROJECT: no compiled code of any version of Excel
_POTONG, _SALINAN_MIN = 4096, 3
_NAMA_PROYEK, _VERSI, _ACUAN_NAMA, _BANYAK_MODUL, _NAMA_MODUL = 0x04, 0x09, 0x16, 0x0F, 0x19
_LETAK_KODE, _BIASA, _KELAS, _AKHIR = 0x31, 0x21, 0x22, 0x10


class Jenis(Enum):
    """Kind of a module; its line in the stream PROJECT."""

    BIASA = "Module={}"
    KELAS = "Class={}"
    DOKUMEN = "Document={}/&H00000000"


@dataclass(frozen=True, slots=True)
class Modul:
    """A module: its stream, and where in the stream the source begins."""

    nama: str
    jenis: Jenis
    aliran: bytes
    letak: int = 0

    @property
    def sumber(self) -> str:
        return urai(self.aliran[self.letak :]).decode(KODE)


def dari_sumber(sumber: str) -> Modul:
    """A module from its source, as the editor of Excel exports it (without the lines before the first Attribute)."""
    nama = re.match(r'Attribute VB_Name = "(\w+)"\n', sumber)
    if nama is None or not sumber.endswith("\n") or "\r" in sumber:
        raise ValueError(f"not a module: {sumber[:60]!r}")
    jenis = Jenis.KELAS if "Attribute VB_Exposed" in sumber else Jenis.BIASA
    return Modul(nama[1], jenis, padatkan(sumber.replace("\n", "\r\n").encode(KODE)))


@dataclass(frozen=True, slots=True)
class Proyek:
    """A project as the template has it: what stands before its modules in the stream dir, and its stream PROJECT."""

    pengantar: bytes
    modul: tuple[Modul, ...]
    teks: str


def baca(isi: bytes) -> Proyek:
    """Read a vbaProject.bin."""
    aliran = cfb.baca(isi)
    teks = aliran["PROJECT"].decode(KODE)
    kelas = set(re.findall(r"^Class=(\w+)", teks, re.MULTILINE))
    pengantar, modul, nama, letak = b"", list[Modul](), "", 0
    for kunci, badan in _rekaman(urai(aliran["VBA/dir"])):
        if kunci == _NAMA_MODUL:
            nama = badan.decode(KODE)
        elif kunci == _LETAK_KODE:
            (letak,) = struct.unpack("<I", badan)
        elif kunci in (_BIASA, _KELAS) and nama:
            jenis = Jenis.BIASA if kunci == _BIASA else Jenis.KELAS if nama in kelas else Jenis.DOKUMEN
            modul.append(Modul(nama, jenis, aliran[f"VBA/{nama}"], letak))
        if not modul and not nama and kunci != _BANYAK_MODUL and kunci != 0x13:
            pengantar += _rekam(kunci, badan)
    return Proyek(pengantar, tuple(modul), teks)


def tulis(asal: Proyek, modul: Sequence[Modul], nama: str, acuan: Sequence[str]) -> bytes:
    """A vbaProject.bin with these modules. `acuan`: the type libraries of the template that are kept."""
    direktori, simpan = b"", True
    for kunci, badan in _rekaman(asal.pengantar):
        if kunci == _NAMA_PROYEK:
            badan = nama.encode(KODE)
        if kunci == _ACUAN_NAMA:
            simpan = badan.decode(KODE) in acuan
        if simpan:
            direktori += _rekam(kunci, badan)
    direktori += _rekam(_BANYAK_MODUL, struct.pack("<H", len(modul))) + _rekam(0x13, b"\xff\xff")
    for m in modul:
        ansi, lebar = m.nama.encode(KODE), m.nama.encode("utf-16-le")
        direktori += _rekam(_NAMA_MODUL, ansi) + _rekam(0x47, lebar) + _rekam(0x1A, ansi) + _rekam(0x32, lebar)
        direktori += _rekam(0x1C, b"") + _rekam(0x48, b"") + _rekam(_LETAK_KODE, struct.pack("<I", m.letak)) + _rekam(0x1E, bytes(4))
        direktori += _rekam(0x2C, b"\xff\xff") + _rekam(_BIASA if m.jenis is Jenis.BIASA else _KELAS, b"") + _rekam(0x2B, b"")
    direktori += _rekam(_AKHIR, b"")
    aliran: Mapping[str, bytes] = {
        **{f"VBA/{m.nama}": m.aliran for m in modul},
        "VBA/dir": padatkan(direktori),
        "VBA/_VBA_PROJECT": _TANPA_TEMBOLOK,
        "PROJECT": _teks_proyek(asal.teks, modul, nama),
        "PROJECTwm": b"".join(m.nama.encode(KODE) + b"\0" + m.nama.encode("utf-16-le") + b"\0\0" for m in modul) + b"\0\0",
    }
    return cfb.tulis(aliran)


def _teks_proyek(asal: str, modul: Sequence[Modul], nama: str) -> bytes:
    """ID, CMG, DPB and GC belong together: the last three are enciphered with the first."""
    milik = {k: f"{k}={v}" for k, v in re.findall(r"^(\w+)=(.*?)\r?$", asal, re.MULTILINE)}
    baris = [milik["ID"], *(m.jenis.value.format(m.nama) for m in modul), f'Name="{nama}"']
    baris += [milik[k] for k in ("HelpContextID", "VersionCompatible32", "CMG", "DPB", "GC")]
    baris += ["", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"]
    baris += ["", "[Workspace]", *(f"{m.nama}=0, 0, 0, 0, C" for m in modul), ""]
    return "\r\n".join(baris).encode(KODE)


def _rekam(kunci: int, badan: bytes) -> bytes:
    panjang = 4 if kunci == _VERSI else len(badan)  # the one record whose length is not its length
    return struct.pack("<HI", kunci, panjang) + badan


def _rekaman(isi: bytes) -> list[tuple[int, bytes]]:
    hasil, letak = [], 0
    while letak < len(isi):
        kunci, panjang = struct.unpack_from("<HI", isi, letak)
        panjang = 6 if kunci == _VERSI else panjang
        hasil.append((kunci, isi[letak + 6 : letak + 6 + panjang]))
        letak += 6 + panjang
    return hasil


def urai(isi: bytes) -> bytes:
    """Decompress a container (MS-OVBA 2.4.1)."""
    if isi[:1] != b"\x01":
        raise ValueError("not a compressed container")
    hasil, letak = bytearray(), 1
    while letak < len(isi):
        (kepala,) = struct.unpack_from("<H", isi, letak)
        akhir, letak, awal = letak + (kepala & 0xFFF) + 3, letak + 2, len(hasil)
        if not kepala & 0x8000:
            hasil += isi[letak : letak + _POTONG]
            letak += _POTONG
            continue
        while letak < min(akhir, len(isi)):
            bendera, letak = isi[letak], letak + 1
            for bit in range(8):
                if letak >= akhir:
                    break
                if not bendera >> bit & 1:
                    hasil.append(isi[letak])
                    letak += 1
                    continue
                (token,) = struct.unpack_from("<H", isi, letak)
                letak += 2
                geser = 16 - _bit_jarak(len(hasil) - awal)
                jarak = (token >> geser) + 1
                for _ in range((token & (1 << geser) - 1) + _SALINAN_MIN):
                    hasil.append(hasil[-jarak])
    return bytes(hasil)


def padatkan(isi: bytes) -> bytes:
    """Compress into a container, with the first longest match, as Excel does."""
    return b"\x01" + b"".join(_padatkan_potong(isi[n : n + _POTONG]) for n in range(0, len(isi), _POTONG))


def _padatkan_potong(isi: bytes) -> bytes:
    keluar, letak = bytearray(), 0
    tempat: dict[bytes, list[int]] = {}
    while letak < len(isi):
        bendera, kelompok = 0, bytearray()
        for bit in range(8):
            if letak >= len(isi):
                break
            geser = 16 - _bit_jarak(letak)
            jarak, panjang = _cocok(isi, letak, tempat, (1 << geser) + 2)
            if panjang:
                bendera |= 1 << bit
                kelompok += struct.pack("<H", (jarak - 1) << geser | panjang - _SALINAN_MIN)
            else:
                kelompok.append(isi[letak])
            for _ in range(panjang or 1):
                tempat.setdefault(isi[letak : letak + _SALINAN_MIN], []).append(letak)
                letak += 1
        keluar.append(bendera)
        keluar += kelompok
    if len(keluar) >= _POTONG and len(isi) == _POTONG:  # does not get smaller: stored as it is
        return struct.pack("<H", 0x3FFF) + isi
    return struct.pack("<H", 0xB000 | len(keluar) - 1) + bytes(keluar)


def _cocok(isi: bytes, letak: int, tempat: Mapping[bytes, list[int]], maks: int) -> tuple[int, int]:
    """Distance and length of the longest earlier match, the nearest of several; (0, 0) where none is worth it."""
    jarak = terpanjang = 0
    maks = min(maks, len(isi) - letak)
    for awal in reversed(tempat.get(isi[letak : letak + _SALINAN_MIN], [])):
        panjang = _SALINAN_MIN
        while panjang < maks and isi[awal + panjang] == isi[letak + panjang]:
            panjang += 1
        if panjang > terpanjang:
            jarak, terpanjang = letak - awal, panjang
        if terpanjang >= maks:
            break
    return (jarak, min(terpanjang, maks)) if min(terpanjang, maks) >= _SALINAN_MIN else (0, 0)


def _bit_jarak(sudah: int) -> int:
    """Bits of a distance in a copy token: as many as the bytes of the chunk so far need, at least four."""
    return max((sudah - 1).bit_length(), 4) if sudah > 1 else 4
