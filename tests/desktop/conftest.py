"""The window on a home of its own, with models that need no file; any Qt warning fails a test."""

import os
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

from tests.support import with_models

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from desktop_doubles import ANSWER, BACKUPS, REFUNDS, Desk, DyingEmbedder, DyingVerifier, GatedGenerator
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.open_home import open_app
from citewell.desktop.language.choice import Speech
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import TaskRunner
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import Workbench
from citewell.desktop.widgets.theme import Theme
from citewell.knowledge.ingest import IndexOptions
from citewell.models.fakes import ListedNames
from citewell.settings.home import Home
from citewell.settings.options import Options


def pytest_collection_modifyitems(items):
    for item in items:
        if "desktop" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


PATIENCE_MS = 60_000
"""How long a signal or a state is waited for: machines differ, and other tests run beside."""


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        monkeypatch.setattr(QtBot, name, partialmethod(getattr(QtBot, name), timeout=PATIENCE_MS))


CLIPBOARD = QGuiApplication.clipboard
"""The real one, whatever a test puts in its place."""


@pytest.fixture(autouse=True)
def emptied_clipboard() -> Iterator[None]:
    """Without a system's clipboard, Qt deletes what was copied after Python has ended, which then crashes."""
    yield
    if isinstance(QGuiApplication.instance(), QGuiApplication):
        CLIPBOARD().clear()


@pytest.fixture
def kb(tmp_path) -> Path:
    folder = tmp_path / "kb"
    folder.mkdir()
    (folder / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    (folder / "backups.md").write_text(BACKUPS, encoding="utf-8")
    return folder


@pytest.fixture
def generator() -> GatedGenerator:
    gated = GatedGenerator([ANSWER] * 3)
    gated.let_on()
    return gated


@pytest.fixture
def embedder() -> DyingEmbedder:
    return DyingEmbedder()


@pytest.fixture
def verifier() -> DyingVerifier:
    return DyingVerifier()


@pytest.fixture
def models(generator, embedder, verifier) -> FakeModels:
    names = ListedNames(["Anna Schmidt"])
    return FakeModels(embedder=embedder, name_finder=names, verifier=verifier, language_model=generator)


@pytest.fixture
def services(tmp_path, models) -> Iterator[App]:
    opened = open_app(Home(tmp_path / "home"), scratch=True, choices=with_models(models))
    yield opened
    opened.close()


@pytest.fixture
def theme(qapp) -> Theme:
    chosen = Theme(qapp)
    chosen.use(Options(theme="light"))
    return chosen


@pytest.fixture
def speech(qapp) -> Iterator[Speech]:
    """English, and again after the test."""
    made = Speech(qapp)
    made.use("en")
    yield made
    made.use("en")


@pytest.fixture
def window(qtbot, services, theme) -> Iterator[MainWindow]:
    """The window on an empty home."""
    runner = TaskRunner()
    opened = MainWindow(runner, theme)
    qtbot.addWidget(opened)
    opened.resize(1280, 800)
    session = Session(services, runner, theme, opened)
    opened.attach(session)
    opened.show()
    qtbot.waitUntil(lambda: opened.workbench.is_first_start or bool(opened.workbench.sources_view.cards))
    yield opened
    opened.close()
    assert runner.wait(5)


@pytest.fixture
def empty(window) -> Workbench:
    """The workbench of a home without documents."""
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def indexed(services, kb) -> App:
    services.ingest.run(IndexOptions(kb))
    return services


@pytest.fixture
def workbench(indexed, window) -> Workbench:
    """The workbench of a home with two documents."""
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def desk(qtbot, workbench) -> Desk:
    return Desk(qtbot, workbench)
