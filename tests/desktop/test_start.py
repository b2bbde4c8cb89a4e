"""What is loaded before the window is shown, and what it shows until the rest is."""

import gc
import json
import subprocess
import sys

import pytest

from citewell import __main__ as entry
from citewell.desktop.language.choice import Speech
from citewell.desktop.language.words import tr
from citewell.desktop.places import late_pages
from citewell.desktop.shell import start
from citewell.desktop.shell.start_page import OPENING, STARTING
from citewell.settings.home import Home
from citewell.settings.options import saved_looks

HEAVY = ("numpy", "apsw", "bs4", "pydantic", "keyring", "cryptography", "onnxruntime", "typer", "rich", "markdown_it")
LATER = ("citewell.application.app", "citewell.bootstrap", "citewell.pipeline", "citewell.storage", "citewell.cli")


@pytest.mark.parametrize("module", ["citewell.desktop.shell.start", "citewell.__main__"])
def test_the_window_is_shown_before_anything_heavy_is_loaded(module):
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = json.loads(told.stdout)
    assert module in loaded
    assert [name for name in loaded if name.split(".")[0] in HEAVY or name.startswith(LATER)] == []


@pytest.mark.parametrize(
    ("arguments", "wishes"),
    [
        ([], ("", False)),
        (["--home", "x"], ("x", False)),
        (["window"], ("", False)),
        (["window", "--draft-clipboard"], ("", True)),
        (["window", "--home", "x", "--draft-clipboard"], ("x", True)),
        (["--draft-clipboard"], None),
        (["window", "--help"], None),
        (["--version"], None),
        (["log", "--home", "x"], None),
    ],
)
def test_the_window_alone_needs_no_command_line(arguments, wishes):
    assert entry._window_of(arguments) == wishes


class Loaded:
    """A program that is not opened."""

    def __init__(self, home, theme, speech, *, sample, window) -> None:
        self.given = (home, sample, window)
        self.begun = self.closed = False
        window.start_page.show_opening()

    def begin(self) -> None:
        self.begun = True

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def test_the_window_says_that_it_starts_and_is_the_program_s_afterwards(qtbot, qapp, theme, home, monkeypatch):
    home.settings.write_text('{"theme": "dark"}', encoding="utf-8")
    monkeypatch.setattr(start, "load_program", lambda: Loaded)
    begun = start.Start(home, theme, Speech(qapp), sample="retail")
    qtbot.addWidget(begun.window)
    begun.begin()
    page = begun.window.start_page
    assert begun.window.isVisible()
    assert page.state.text() == tr(STARTING)
    assert not page.rail.places.isEnabled()
    assert theme.choice == "dark"
    qtbot.waitUntil(lambda: begun.program is not None)
    assert begun.program.given == (home, "retail", begun.window)
    assert begun.program.begun
    assert page.state.text() == tr(OPENING)
    begun.close()
    assert begun.program.closed


AFTERWARDS = """
import gc, json, sys
from citewell.desktop.shell.start import load_program
program = load_program()
print(json.dumps([program.__name__, gc.isenabled(), gc.get_freeze_count() > 0, sorted(sys.modules)]))
"""
PAGES = tuple(f"citewell.desktop.{page}.view" for page in late_pages.PAGES)
BY_A_TEXT = ("phonenumbers", "markdown_it", "pydantic", "citewell.knowledge.loaders.pages.paged_document")
"""What a text or a file needs that is read later."""


def test_it_loads_the_program_itself_and_no_page_that_is_not_gone_to_yet():
    told = subprocess.run([sys.executable, "-c", AFTERWARDS], check=True, capture_output=True, text=True)
    name, collects, is_frozen, loaded = json.loads(told.stdout)
    assert (name, collects, is_frozen) == ("Program", True, True)
    assert [name for name in loaded if name in PAGES or name.startswith(BY_A_TEXT)] == []


def test_garbage_is_collected_again_where_the_program_cannot_be_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "citewell.desktop.shell.app", None)
    with pytest.raises(ImportError):
        start.load_program()
    assert gc.isenabled()


def test_the_pages_are_loaded_once_they_are_asked_for():
    late_pages.load_pages()
    assert set(PAGES) <= set(sys.modules)


@pytest.mark.parametrize(
    ("text", "expected"),
    [('{"theme": "light"}', "light"), ('{"theme": "pink"}', "system"), ("{", "system"), ("[]", "system")],
)
def test_the_theme_is_known_before_the_options_are(home, text, expected):
    assert saved_looks(home.settings).theme == "system"
    home.settings.write_text(text, encoding="utf-8")
    assert saved_looks(home.settings).theme == expected
