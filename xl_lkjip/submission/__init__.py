"""Pengajuan: freeze and seal what leaves the house, and verify what arrives."""

from .pemeriksaan import periksa
from .pengajuan import BelumSiapError, Pengajuan, Permintaan, ajukan

__all__ = ["BelumSiapError", "Pengajuan", "Permintaan", "ajukan", "periksa"]
