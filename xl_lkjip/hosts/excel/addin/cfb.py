"""Compound files (MS-CFB, version 3): what vbaProject.bin is. Reads and writes them whole, as streams by path ("VBA/dir").

No dates and no class identifiers are written, so the same streams always give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_KEPALA = bytes.fromhex("d0cf11e0a1b11ae1")
_BEBAS, _AKHIR, _MILIK_FAT, _TIADA = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SEKTOR, _MINI, _BATAS_MINI = 512, 64, 4096
_GUDANG, _ALIRAN, _AKAR = 1, 2, 5
_FAT_MAKS = 109  # sectors of the FAT that the header can name: 6.8 MB


def baca(isi: bytes) -> dict[str, bytes]:
    """The streams of a compound file."""
    if isi[:8] != _KEPALA or struct.unpack_from("<H", isi, 30)[0] != 9:
        raise ValueError("not a compound file of version 3")
    awal_dir, _, _, awal_mini = struct.unpack_from("<IIII", isi, 48)
    fat = [n for s in struct.unpack_from("<109I", isi, 76) if s < _MILIK_FAT for n in struct.unpack_from("<128I", isi, _SEKTOR * (s + 1))]
    gulungan = _rantai(isi[_SEKTOR:], _SEKTOR, fat, awal_dir)
    entri = [gulungan[n : n + 128] for n in range(0, len(gulungan), 128)]
    mini_fat = _rantai(isi[_SEKTOR:], _SEKTOR, fat, awal_mini)
    fat_mini = list(struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat))
    isi_mini = _rantai(isi[_SEKTOR:], _SEKTOR, fat, struct.unpack_from("<I", entri[0], 116)[0])
    hasil: dict[str, bytes] = {}

    def telusuri(nomor: int, induk: str) -> None:
        if nomor == _TIADA:
            return
        e = entri[nomor]
        panjang, jenis, _, kiri, kanan, anak = struct.unpack_from("<HBBIII", e, 64)
        nama = induk + e[: panjang - 2].decode("utf-16-le")
        awal, ukuran = struct.unpack_from("<II", e, 116)
        if jenis == _ALIRAN:
            kecil = ukuran < _BATAS_MINI
            aliran = _rantai(isi_mini, _MINI, fat_mini, awal) if kecil else _rantai(isi[_SEKTOR:], _SEKTOR, fat, awal)
            hasil[nama] = aliran[:ukuran]
        telusuri(kiri, induk)
        telusuri(anak, f"{nama}/")
        telusuri(kanan, induk)

    telusuri(struct.unpack_from("<I", entri[0], 76)[0], "")
    return hasil


def _rantai(isi: bytes, ukuran: int, fat: list[int], nomor: int) -> bytes:
    hasil = list[bytes]()
    while nomor < _MILIK_FAT and len(hasil) <= len(fat):
        hasil.append(isi[nomor * ukuran : (nomor + 1) * ukuran])
        nomor = fat[nomor]
    return b"".join(hasil)


@dataclass(slots=True)
class _Entri:
    nama: str
    jenis: int
    isi: bytes = b""
    anak: list[_Entri] = field(default_factory=list)
    nomor: int = 0
    hitam: bool = True
    tautan: list[int] = field(default_factory=lambda: [_TIADA] * 3)  # left, right, child
    awal: int = 0
    ukuran: int = 0


def tulis(aliran: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams."""
    entri = _pohon(aliran)
    akar = entri[0]
    sektor: list[bytes] = []
    fat: list[int] = []

    def taruh(isi: bytes) -> int:
        if not isi:
            return _AKHIR
        awal, banyak = len(sektor), -(-len(isi) // _SEKTOR)
        sektor.extend(isi[n * _SEKTOR : (n + 1) * _SEKTOR].ljust(_SEKTOR, b"\0") for n in range(banyak))
        fat.extend([*range(awal + 1, awal + banyak), _AKHIR])
        return awal

    mini, fat_mini = b"", list[int]()
    for e in (e for e in entri if e.jenis == _ALIRAN):
        e.ukuran, e.awal = len(e.isi), _AKHIR
        if len(e.isi) >= _BATAS_MINI:
            e.awal = taruh(e.isi)
        elif e.isi:
            e.awal, banyak = len(fat_mini), -(-len(e.isi) // _MINI)
            fat_mini += [*range(e.awal + 1, e.awal + banyak), _AKHIR]
            mini += e.isi.ljust(banyak * _MINI, b"\0")
    akar.awal, akar.ukuran = taruh(mini), len(mini)
    isi_fat_mini = struct.pack(f"<{len(fat_mini)}I", *fat_mini)
    isi_fat_mini += b"\xff" * (-len(isi_fat_mini) % _SEKTOR)
    awal_fat_mini = taruh(isi_fat_mini)
    kosong = bytes(68) + struct.pack("<III", *[_TIADA] * 3) + bytes(48)
    awal_dir = taruh(b"".join(map(_rekam, entri)) + kosong * (-len(entri) % 4))
    banyak_fat = next(n for n in range(1, _FAT_MAKS + 1) if n * 128 >= len(sektor) + n)
    letak_fat = list(range(len(sektor), len(sektor) + banyak_fat))
    fat += [_MILIK_FAT] * banyak_fat
    fat += [_BEBAS] * (banyak_fat * 128 - len(fat))
    kepala = _KEPALA + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    kepala += struct.pack(
        "<9I", 0, banyak_fat, awal_dir, 0, _BATAS_MINI, awal_fat_mini, len(isi_fat_mini) // _SEKTOR, _AKHIR, 0
    )  # fmt: skip
    kepala += struct.pack("<109I", *letak_fat, *[_BEBAS] * (_FAT_MAKS - banyak_fat))
    return kepala + b"".join(sektor) + struct.pack(f"<{len(fat)}I", *fat)


def _pohon(aliran: Mapping[str, bytes]) -> list[_Entri]:
    """Every entry, the root first, numbered; siblings as balanced trees in the order of the format: by length, then by letters."""
    akar = _Entri("Root Entry", _AKAR)
    for jalur, isi in aliran.items():
        induk = akar
        *gudang, nama = jalur.split("/")
        for satu in gudang:
            ada = next((e for e in induk.anak if e.nama == satu), None)
            if ada is None:
                ada = _Entri(satu, _GUDANG)
                induk.anak.append(ada)
            induk = ada
        induk.anak.append(_Entri(nama, _ALIRAN, isi))
    semua = [akar]
    for e in semua:  # grows while it is walked
        e.anak.sort(key=lambda a: (len(a.nama), a.nama.upper()))
        for a in e.anak:
            a.nomor = len(semua)
            semua.append(a)
    for e in semua:
        if e.anak:
            dalam: dict[int, int] = {}
            e.tautan[2] = _seimbang(e.anak, 0, dalam)
            terdalam = max(dalam.values())
            for a in e.anak:
                a.hitam = terdalam == 0 or dalam[a.nomor] < terdalam
    return semua


def _seimbang(anak: list[_Entri], tingkat: int, dalam: dict[int, int]) -> int:
    if not anak:
        return _TIADA
    tengah = (len(anak) - 1) // 2
    e = anak[tengah]
    dalam[e.nomor] = tingkat
    e.tautan[0] = _seimbang(anak[:tengah], tingkat + 1, dalam)
    e.tautan[1] = _seimbang(anak[tengah + 1 :], tingkat + 1, dalam)
    return e.nomor


def _rekam(e: _Entri) -> bytes:
    nama = f"{e.nama}\0".encode("utf-16-le")
    hasil = nama.ljust(64, b"\0") + struct.pack("<HBBIII", len(nama), e.jenis, e.hitam, *e.tautan)
    return hasil + bytes(36) + struct.pack("<IQ", e.awal, e.ukuran)
