"""The whole program behind its window, with the real models: by keyboard, and by what a screen reader says."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from accessible import Kind, offered, spoken_name, visible
from benchmarks.longest_block import Watchdog
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from citewell.application.homes.locks import locked
from citewell.desktop.evidence.card import EvidenceCard
from citewell.desktop.language.choice import Speech
from citewell.desktop.language.words import tr
from citewell.desktop.shell.app import Program
from citewell.desktop.shell.refusal import REFUSED
from citewell.desktop.widgets.theme import Theme
from citewell.domain.drafts import Decision, LogEntry
from citewell.governance.text.readable import plain
from citewell.pipeline.generation.citations import strip_marks
from citewell.settings.home import Home

TICKET = (
    "Hi, our nightly import started failing yesterday with HTTP 429 rate_limited after a minute or so. We are on Team. "
    "How many requests per minute are we allowed, and what is the correct way to back off?"
)
TICKET_FIELD, DRAFT_FIELD, DOCUMENT = "Ticket: the customer's message", "Draft", "Document with the cited passage"
USER_CAN_FIX = 3
SECONDS = 120
"""Long enough for any machine: no test measures time."""
PLAIN, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Person:
    """Sees what is on screen, and has a keyboard and a mouse."""

    def __init__(self, qtbot, program: Program) -> None:
        self.qtbot, self.program, self.window = qtbot, program, program.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key, wherever the keyboard is."""
        QTest.keyClick(self.window.focusWidget(), key, modifiers)

    def write(self, text: str) -> None:
        QTest.keyClicks(self.window.focusWidget(), text)

    def click(self, name: str, kind: type[QWidget] = QWidget) -> None:
        QTest.mouseClick(self.wait_for(name, kind), Qt.MouseButton.LeftButton)

    def name_of(self, begin: str, kind: type[QWidget] = QWidget) -> str:
        """The whole name of the widget whose name begins so, once it is on screen."""

        def found() -> list[str]:
            return [name for one in visible(self.window, kind) if (name := spoken_name(one)).startswith(begin)]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=SECONDS * 1000)
        return found()[0]

    def sees(self, name: str, kind: type[QWidget] = QWidget) -> bool:
        return offered(self.window, name, kind) is not None

    def wait_for(self, name: str, kind: type[Kind] = QWidget) -> Kind:
        """The widget of this name, once it can be used."""
        self.qtbot.waitUntil(lambda: self.sees(name, kind), timeout=SECONDS * 1000)
        return offered(self.window, name, kind)

    def wait_while(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: not self.sees(name), timeout=SECONDS * 1000)

    def wait_until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=SECONDS * 1000)

    def entries(self) -> list[LogEntry]:
        return list(self.program._services.log.entries())


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


@pytest.fixture
def person(qtbot, qapp, home, record_property) -> Iterator[Person]:
    """Somebody before the program, which was started for the first time; a watchdog reports its longest block."""
    home.settings.write_text('{"threads": 1}', encoding="utf-8")  # other tests have the other cores
    program = Program(home, Theme(qapp), Speech(qapp))
    qtbot.addWidget(program.window)
    program.begin()
    watchdog = Watchdog()
    yield Person(qtbot, program)
    watchdog.end()
    record_property("longest block of the interface thread", str(watchdog.longest()))
    sys.stdout.write(f"longest block of the interface thread, of {len(watchdog.blocks)}: {watchdog.longest()}\n")
    program.window.close()
    program.close()


@pytest.mark.slow
def test_a_ticket_goes_its_whole_way(person):
    person.wait_for("Sample companies").setFocus()  # it has the keyboard anyway, where the window is the active one
    person.press(Qt.Key.Key_Space)
    ticket = person.wait_for(TICKET_FIELD, QPlainTextEdit)
    person.wait_until(lambda: ticket.toPlainText() != "")  # indexed: the first sample ticket is filled in
    person.press(Qt.Key.Key_1, CONTROL)
    person.press(Qt.Key.Key_A, CONTROL)
    person.write(TICKET)
    person.press(Qt.Key.Key_Return, CONTROL)
    person.wait_for("Copy")
    (entry,) = person.entries()
    assert entry.ticket == TICKET
    assert entry.draft["decision"] == Decision.ANSWER
    editor = person.wait_for(DRAFT_FIELD, QTextEdit)
    assert strip_marks(entry.draft["text"]) in strip_marks(editor.toPlainText())

    cited = entry.draft["citations"][0]
    person.click(person.name_of(f"Evidence 1: {cited['title']}", EvidenceCard), EvidenceCard)
    document = person.wait_for(DOCUMENT, QPlainTextEdit)
    assert plain(cited["quote"]).split() == plain(document.shaded()).split()
    person.press(Qt.Key.Key_Escape)
    person.wait_while(DOCUMENT)
    person.press(Qt.Key.Key_F2)  # the same by keyboard
    person.wait_for(DOCUMENT)
    person.press(Qt.Key.Key_Escape)
    person.wait_while(DOCUMENT)

    editor.setFocus()
    person.press(Qt.Key.Key_End, CONTROL)
    person.write(" Kind regards")
    person.press(Qt.Key.Key_C, CONTROL | SHIFT)
    person.wait_until(lambda: QGuiApplication.clipboard().text() != "")
    person.press(Qt.Key.Key_A, CONTROL | SHIFT)
    person.wait_until(lambda: bool(person.entries()[0].outcomes))
    (outcome,) = person.entries()[0].outcomes
    assert outcome["outcome"] == "edited"
    assert outcome["final"].startswith(entry.draft["text"])
    assert outcome["final"].endswith("Kind regards")

    person.press(Qt.Key.Key_N, CONTROL)
    person.press(Qt.Key.Key_V, CONTROL)  # what was copied is the next ticket
    assert person.wait_for(TICKET_FIELD, QPlainTextEdit).toPlainText() == strip_marks(outcome["final"])


# --- the program as a process of its own ---------------------------------------------------------------------------


@contextmanager
def run_program(home: Home, *, press: str = "", **environment: str) -> Iterator[subprocess.Popen[str]]:
    """``citewell`` on ``home``, telling the titles of its windows; ``press`` is a button that is pressed."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("watched_program.py")), press, "--home", str(home.path)],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as program:
        try:
            yield program
        finally:
            program.kill()  # nothing, where it has ended as it should


@pytest.fixture
def broken(home) -> Home:
    """A home that cannot be opened."""
    home.settings.write_text("{", encoding="utf-8")
    return home


@contextmanager
def platform(name: str) -> Iterator[dict[str, str]]:
    """The environment in which Qt shows its windows: nowhere, or on a virtual screen."""
    if name == "offscreen":
        yield {"QT_QPA_PLATFORM": name}
        return
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    server = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(server, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as screen:
        yield {"QT_QPA_PLATFORM": name, "DISPLAY": f":{screen.stdout.readline().strip()}", "WAYLAND_DISPLAY": ""}
        screen.terminate()


@pytest.mark.parametrize("name", ["offscreen", "xcb"])
def test_it_starts_and_ends_when_it_is_told_to(home, name):
    with platform(name) as environment, run_program(home, **environment) as program:
        assert program.stdout.readline() == "Citewell\n"
        program.terminate()
        assert program.wait(SECONDS) == 0


def test_a_home_that_cannot_be_opened_says_so_and_ends_with_3(broken):
    with run_program(broken, press="OK") as program:
        assert program.stdout.readline() == "Citewell\n"
        assert program.stdout.readline() == f"{tr(REFUSED)}\n"
        assert program.wait(SECONDS) == USER_CAN_FIX


def test_a_home_that_cannot_be_opened_does_not_keep_the_program_from_being_ended(broken):
    with run_program(broken) as program:
        assert program.stdout.readline() == "Citewell\n"
        assert program.stdout.readline() == f"{tr(REFUSED)}\n"
        program.terminate()
        assert program.wait(SECONDS) == USER_CAN_FIX


def test_a_second_window_on_one_home_is_refused(home):
    with locked(home.window_lock, "has its window open on this home"), run_program(home, press="OK") as program:
        assert program.stdout.readline() == f"{tr(REFUSED)}\n"
        assert program.wait(SECONDS) == USER_CAN_FIX
