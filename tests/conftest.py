"""What every test gets: a home of its own, no network, and a failure for log warnings that nobody expects."""

import logging
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings
from tests.support import with_models

from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.open_home import open_app
from citewell.settings.home import HOME_VARIABLE, Home
from citewell.storage.db.database import Database
from citewell.storage.keys import passphrases

ROOT = Path(__file__).resolve().parent.parent
KEY = "0123456789abcdef" * 4

MEMORY = Path("/dev/shm")  # noqa: S108  pytest makes a folder of its own in it
ROOM = 4 * 1024**3
"""Bytes that must be free for the tests' folders to be in memory: models and homes take some hundred MB of them."""
MOST_WORKERS = 8

settings.register_profile(
    "citewell",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("thorough", settings.get_profile("citewell"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "citewell"))


def pytest_configure() -> None:
    """Keep the tests' folders in memory where there is room: on disk a database waits at every commit."""
    if MEMORY.is_dir() and min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores, as some always wait for a child; and not more of them than pay for their start."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch) -> None:
    """No test sees or touches the home, the keyring or the options of whoever runs it."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "default-home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch) -> None:
    """A passphrase takes the least time that the standard allows, and not half a second."""
    monkeypatch.setattr(passphrases, "TARGET_SECONDS", 0.0)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch) -> None:
    connect = socket.socket.connect

    def refuse(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            raise AssertionError(f"a connection to {address} was tried")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _silent_log(request) -> Iterator[None]:
    """Warnings in our log fail a test, unless ``expects_log`` names a part of each; what it names must come."""
    logger = logging.getLogger("citewell")
    before, level, propagate = list(logger.handlers), logger.level, logger.propagate
    records = _Records()
    logger.addHandler(records)
    yield
    for handler in set(logger.handlers) - {*before, records}:
        handler.close()
    logger.handlers, logger.propagate = before, propagate
    logger.setLevel(level)
    marker = request.node.get_closest_marker("expects_log")
    expected = marker.args if marker else ()
    unexpected = [message for message in records.messages if not any(part in message for part in expected)]
    missing = [part for part in expected if not any(part in message for message in records.messages)]
    assert not unexpected, f"unexpected in the log: {unexpected}"
    assert not missing, f"expected in the log, but not there: {missing}"


@pytest.fixture
def database(tmp_path) -> Iterator[Database]:
    """An encrypted database on disk."""
    opened = Database(tmp_path / "citewell.db", KEY)
    yield opened
    opened.close()


@pytest.fixture
def models() -> FakeModels:
    """Models that need no file."""
    return FakeModels()


@pytest.fixture
def services(tmp_path, models) -> Iterator[App]:
    """A home of its own, with ``models``."""
    opened = open_app(Home(tmp_path / "home"), scratch=True, choices=with_models(models))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The data sets that do not ship with the program."""
    folder = Path(os.environ.get("CITEWELL_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"the shared data sets are not at {folder} (set CITEWELL_SHARED)")
    return folder


@pytest.fixture(scope="session")
def sample_kb() -> Path:
    """The knowledge base that is taken where none is named."""
    return ROOT / "sample_kb" / "software"
