"""Pengajuan: freeze and seal what leaves the house, and verify what arrives."""

from .pemeriksaan import periksa
from .pengajuan import BelumSiapError, ajukan

__all__ = ["BelumSiapError", "ajukan", "periksa"]
