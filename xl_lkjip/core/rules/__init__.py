"""The rules: one file each, found by being here."""

from ._base import Finding, Konteks, Rule, Tingkat, semua_aturan

__all__ = ["Finding", "Konteks", "Rule", "Tingkat", "semua_aturan"]
