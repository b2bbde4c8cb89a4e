"""The window is filled in pieces, and a first draft finds ready what it needs."""

import threading

import pydantic
import pytest
from PySide6.QtCore import QObject, QTimer
from tests.support import with_models

from citewell.bootstrap.open_home import open_app
from citewell.desktop.language.choice import Speech
from citewell.desktop.runtime.session import WARM
from citewell.desktop.runtime.turns_of_events import in_turns
from citewell.desktop.shell import app
from citewell.governance.text import readable
from citewell.records import values


def test_events_come_between_the_pieces(qtbot):
    done = []

    def pieces():
        for number in range(3):
            done.append(number)
            yield

    owner, timer, between = QObject(), QTimer(), []
    timer.timeout.connect(lambda: between.append(len(done)))
    timer.start(0)
    in_turns(pieces(), owner)
    assert done == [0]
    qtbot.waitUntil(lambda: len(done) == 3)
    timer.stop()
    assert {1, 2} <= set(between)


def test_nothing_more_is_done_for_an_owner_that_is_gone(qtbot):
    done = []

    def pieces():
        while True:
            done.append("piece")
            yield

    owner = QObject()
    in_turns(pieces(), owner)
    owner.deleteLater()
    qtbot.wait(50)
    before = len(done)
    qtbot.wait(50)
    assert len(done) == before


@pytest.fixture
def program(services, theme, models, qtbot, qapp, monkeypatch):
    """The program on a home that has an index, from its beginning."""
    services.close()

    def open_with_fakes(home, **_wishes):
        return open_app(home, scratch=True, choices=with_models(models)), ""

    monkeypatch.setattr(app, "open_home", open_with_fakes)
    started = app.Program(services.home, theme, Speech(qapp))
    qtbot.addWidget(started.window)
    yield started
    started.window.close()
    started.close()


def test_the_models_start_before_the_window_is_filled_which_takes_several_turns(program, qtbot, monkeypatch):
    states = []
    in_one_turn = app.in_turns

    def seen(pieces, owner):
        states.append((WARM in program._runner.busy, program.window.workbench))
        in_one_turn(pieces, owner)
        states.append(program.window.workbench)

    monkeypatch.setattr(app, "in_turns", seen)
    program.begin()
    qtbot.waitUntil(lambda: program.anywhere.in_use)
    assert states == [(True, None), None]
    assert program.window.workbench is not None


def test_a_wish_to_draft_waits_until_the_window_is_filled(program, qtbot, monkeypatch):
    drafted = []
    monkeypatch.setattr(program.anywhere, "draft", lambda: drafted.append(program.window.workbench is not None))
    monkeypatch.setattr(program.anywhere, "show_window", lambda: None)  # there is no screen to raise it on
    monkeypatch.setattr(app, "in_turns", lambda pieces, _owner: (next(pieces), program.draft_copied(), [*pieces]))
    program.begin()
    qtbot.waitUntil(lambda: bool(drafted))
    assert drafted == [True]


def test_the_policies_are_read_before_a_draft_asks_for_them(program, qtbot):
    program.begin()
    qtbot.waitUntil(lambda: program.anywhere.in_use)
    qtbot.waitUntil(lambda: program._services.policies._stamp is not None)


def test_the_code_of_the_pages_is_loaded_once_the_window_can_be_used(program, qtbot, monkeypatch):
    loaded = []

    def load():
        loaded.append((program.anywhere.in_use, threading.current_thread() is threading.main_thread()))

    monkeypatch.setattr(app, "load_pages", load)
    program.begin()
    qtbot.waitUntil(lambda: bool(loaded))
    assert loaded == [(True, False)]


def test_what_a_first_draft_needs_is_made_beside_the_interface(program, qtbot, monkeypatch):
    values._adapter.cache_clear()
    readable._parsers.clear()
    made = []
    original = pydantic.TypeAdapter

    def adapter(kind, **options):
        made.append((kind.__name__, threading.current_thread() is threading.main_thread()))
        return original(kind, **options)

    monkeypatch.setattr(pydantic, "TypeAdapter", adapter)
    program.begin()
    qtbot.waitUntil(lambda: program.anywhere.in_use and bool(readable._parsers))
    assert {("Ticket", False), ("Unsaved", False)} <= set(made)
    assert not any(on_the_interface for _name, on_the_interface in made)
