"""Fixtures of every test that needs a real spreadsheet. Without LibreOffice they fail: they are never skipped."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from hosts.kantor import Dokumen, Kantor
from hosts.layar import Layar
from hosts.menu_calc import Menu
from xl_lkjip.hosts.libreoffice.oxt import tulis_terurai

Buka = Callable[[Path], Dokumen]


@pytest.fixture(scope="session")
def kantor() -> Iterator[Kantor]:
    """Calc without our functions."""
    with _mulai() as kantor:
        yield kantor


@pytest.fixture(scope="session")
def kantor_berfungsi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """Calc in which the worksheet functions are installed."""
    with _mulai(tulis_terurai(tmp_path_factory.mktemp("bundled"))) as kantor:
        yield kantor


@pytest.fixture
def dokumen(kantor: Kantor) -> Iterator[Buka]:
    """Open workbooks; they are closed after the test, also a failed one."""
    with _pembuka(kantor) as buka:
        yield buka


@pytest.fixture
def dokumen_berfungsi(kantor_berfungsi: Kantor) -> Iterator[Buka]:
    """The same in the Calc with our functions."""
    with _pembuka(kantor_berfungsi) as buka:
        yield buka


def _mulai(ekstensi: Path | None = None, locale: str = "en-US", layar: str = "", bahasa: str = "en-US") -> AbstractContextManager[Kantor]:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a CI timeout, too, has to end LibreOffice
    return Kantor(locale, ekstensi=ekstensi, layar=layar, bahasa=bahasa)


@pytest.fixture
def menu(kantor_berfungsi: Kantor, dokumen_berfungsi: Buka, tmp_path: Path) -> Menu:
    """The menu of the Calc with our functions."""
    return Menu(kantor_berfungsi, dokumen_berfungsi, tmp_path)


@pytest.fixture(scope="module")
def di_layar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kantor, Layar]]:
    """Calc with windows, in Indonesian, on a screen of its own."""
    with Layar() as layar, _mulai(tulis_terurai(tmp_path_factory.mktemp("bundled")), "id-ID", layar=layar.nama, bahasa="id") as kantor:
        yield kantor, layar


@contextmanager
def _pembuka(kantor: Kantor) -> Iterator[Buka]:
    with contextlib.ExitStack() as tumpukan:

        def buka(path: Path) -> Dokumen:
            doc = kantor.buka(path)
            tumpukan.callback(kantor.tutup_dokumen, doc)
            return doc

        yield buka
