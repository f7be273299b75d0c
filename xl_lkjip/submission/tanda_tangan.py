"""Signatures on the seal of a submission: Ed25519, through the optional package `cryptography`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..core.errors import LkjipError
from ..xlsx import reader, safe_write

SANDI = "XL_LKJIP_SANDI"  # environment variable with the password of a key file


def buat_kunci(dasar: Path) -> tuple[Path, Path]:
    """A new pair of keys: `dasar`.kunci stays with its owner, `dasar`.pub is for the receivers. Faults: TTD001, those of writing."""
    kriptografi = _kriptografi()
    rahasia = kriptografi["ed25519"].Ed25519PrivateKey.generate()
    ser = kriptografi["serialization"]
    sandi = os.environ.get(SANDI, "")
    pengaman = ser.BestAvailableEncryption(sandi.encode()) if sandi else ser.NoEncryption()
    pribadi = rahasia.private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, pengaman)
    umum = rahasia.public_key().public_bytes(ser.Encoding.PEM, ser.PublicFormat.SubjectPublicKeyInfo)
    lama = os.umask(0o077)
    try:
        berkas = safe_write.simpan(dasar.with_name(f"{dasar.name}.kunci"), pribadi)
    finally:
        os.umask(lama)
    return berkas, safe_write.simpan(dasar.with_name(f"{dasar.name}.pub"), umum)


class Penanda:
    """Whoever holds the private key of a .kunci file. `umum`: the public key, in hex. Faults: TTD001, TTD002."""

    def __init__(self, kunci: Path) -> None:
        self._rahasia = _baca_rahasia(kunci)
        ser = _kriptografi()["serialization"]
        self.umum: str = self._rahasia.public_key().public_bytes(ser.Encoding.Raw, ser.PublicFormat.Raw).hex()

    def tanda_tangani(self, pesan: bytes) -> str:
        """The signature, in hex."""
        return str(self._rahasia.sign(pesan).hex())


def _baca_rahasia(kunci: Path) -> Any:
    kriptografi = _kriptografi()
    ser = kriptografi["serialization"]
    sandi = os.environ.get(SANDI, "")
    try:
        rahasia = ser.load_pem_private_key(reader.baca_mentah(kunci), sandi.encode() if sandi else None)
    except (TypeError, ValueError):
        raise LkjipError("TTD002", str(kunci), nama=SANDI) from None
    if not isinstance(rahasia, kriptografi["ed25519"].Ed25519PrivateKey):
        raise LkjipError("TTD002", str(kunci), nama=SANDI)
    return rahasia


def baca_publik(kunci: Path) -> str:
    """The public key of a .pub file, in hex. Faults: TTD001, TTD002."""
    kriptografi = _kriptografi()
    ser = kriptografi["serialization"]
    try:
        umum = ser.load_pem_public_key(reader.baca_mentah(kunci))
        return str(umum.public_bytes(ser.Encoding.Raw, ser.PublicFormat.Raw).hex())
    except (TypeError, ValueError):
        raise LkjipError("TTD002", str(kunci), nama=SANDI) from None


def sah(kunci: str, tanda: str, pesan: bytes) -> bool:
    """The signature is of this message and this key. Fault: TTD001."""
    kriptografi = _kriptografi()
    try:
        kriptografi["ed25519"].Ed25519PublicKey.from_public_bytes(bytes.fromhex(kunci)).verify(bytes.fromhex(tanda), pesan)
    except (ValueError, kriptografi["InvalidSignature"]):
        return False
    return True


def _kriptografi() -> dict[str, Any]:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        raise LkjipError("TTD001") from None
    return {"InvalidSignature": InvalidSignature, "serialization": serialization, "ed25519": ed25519}
