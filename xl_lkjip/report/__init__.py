"""Findings -> terminal, JSON, SARIF, .xlsx copy with marks."""
