"""Fixtures of every test that needs a real spreadsheet. Without LibreOffice they fail: they are never skipped."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hosts.kantor import Dokumen, Kantor


@pytest.fixture(scope="session")
def kantor() -> Iterator[Kantor]:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a CI timeout, too, has to end LibreOffice
    with Kantor() as kantor:
        yield kantor


@pytest.fixture
def dokumen(kantor: Kantor) -> Iterator[Callable[[Path], Dokumen]]:
    """Open workbooks; they are closed after the test, also a failed one."""
    with contextlib.ExitStack() as tumpukan:

        def buka(path: Path) -> Dokumen:
            doc = kantor.buka(path)
            tumpukan.callback(kantor.tutup_dokumen, doc)
            return doc

        yield buka
