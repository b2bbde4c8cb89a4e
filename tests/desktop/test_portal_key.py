"""The key of the whole desktop under Wayland: what is asked of the portal, and what is done with its answers."""

import os

import pytest
from portal_double import PortalDouble, session_bus
from PySide6.QtGui import QClipboard, QGuiApplication

from citewell.desktop.anywhere.copied_text import CopiedText
from citewell.desktop.anywhere.portal_key import PortalKey, trigger_of
from citewell.desktop.anywhere.text import NO_TRIGGER, UNKNOWN_KEY, WAYLAND, portal_words
from citewell.desktop.anywhere.ways_in import WaysIn
from citewell.desktop.language.words import tr

WAIT_MS = 30_000
"""Long enough for a machine under load."""
KEYS = "Ctrl+Alt+Space"


@pytest.fixture
def bus(monkeypatch):
    with session_bus() as address:
        if address is None:
            pytest.skip("dbus-daemon is needed (Debian: dbus-daemon)")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def portal(bus):
    with PortalDouble(bus).running() as one:
        yield one
    assert not one.faults


@pytest.fixture
def key(qapp, bus):
    made = PortalKey()
    yield made
    made.release()


@pytest.fixture
def ways(bus, theme, window, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    made = WaysIn(theme, window, "", window)
    yield made
    made.release()


def take(qtbot, key):
    with qtbot.waitSignal(key.changed, timeout=WAIT_MS):
        assert key.take(KEYS) == ""


def test_the_portal_is_asked_for_the_key_and_its_press_is_heard(qtbot, portal, key, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "desktopFileName", lambda: "citewell")
    take(qtbot, key)
    assert (key.bound, key.trigger) == (True, "Press Ctrl+Alt+Space")
    assert portal.calls == ["Register", "CreateSession", "ListShortcuts", "BindShortcuts"]
    assert portal.asked["Register"] == ("citewell", {})
    session, shortcuts, parent, _options = portal.asked["BindShortcuts"]
    assert (session, parent) == (portal.session, "")
    assert [(name, one["preferred_trigger"]) for name, one in shortcuts] == [("draft", ("s", "CTRL+ALT+space"))]
    with qtbot.waitSignal(key.pressed, timeout=WAIT_MS):
        portal.activate()


def test_a_press_brings_the_right_to_come_to_the_front(qtbot, portal, key, monkeypatch):
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    take(qtbot, key)
    with qtbot.waitSignal(key.pressed, timeout=WAIT_MS):
        portal.activate(activation_token="let-me")
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "let-me"


def test_presses_of_other_shortcuts_and_sessions_are_not_ours(qtbot, portal, key):
    take(qtbot, key)
    pressed = []
    key.pressed.connect(lambda: pressed.append(1))
    portal.activate("another")
    portal.activate(session="/org/freedesktop/portal/desktop/session/1_1/other")
    portal.activate()
    qtbot.waitUntil(lambda: bool(pressed), timeout=WAIT_MS)
    portal.change("Ctrl+F9")  # what was sent before it has been heard once this is
    qtbot.waitUntil(lambda: key.trigger == "Ctrl+F9", timeout=WAIT_MS)
    assert len(pressed) == 1


def test_a_key_that_the_desktop_restored_is_not_asked_for_again(qtbot, portal, key):
    portal.restored = True
    take(qtbot, key)
    assert key.bound
    assert "BindShortcuts" not in portal.calls


def test_a_response_may_come_before_the_reply(qtbot, portal, key):
    portal.early = True
    take(qtbot, key)
    assert key.bound


def test_an_older_portal_without_a_registry_of_programs_does(qtbot, portal, key):
    portal.refused = ("Register",)
    take(qtbot, key)
    assert key.bound


@pytest.mark.parametrize("method", ["CreateSession", "ListShortcuts", "BindShortcuts"])
@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_portal_that_refuses_or_is_told_no_gives_no_key(qtbot, portal, key, method, code):
    if code:
        portal.code[method] = code  # 1: the user said no
    else:
        portal.refused = (method,)
    take(qtbot, key)
    assert not key.bound


def test_without_a_portal_on_the_bus_there_is_no_key_until_one_comes(qtbot, bus, key):
    take(qtbot, key)
    assert not key.bound
    with qtbot.waitSignal(key.changed, timeout=WAIT_MS), PortalDouble(bus).running():
        qtbot.waitUntil(lambda: key.bound, timeout=WAIT_MS)


def test_without_a_bus_there_is_no_key(qapp, monkeypatch):
    key = PortalKey()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert key.take(KEYS) == ""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert key.take(KEYS) == ""
    assert not key.bound


def test_a_portal_that_ends_takes_the_key_along_and_started_again_gives_it_back(qtbot, bus, key):
    with PortalDouble(bus).running():
        take(qtbot, key)
        assert key.bound
    qtbot.waitUntil(lambda: not key.bound, timeout=WAIT_MS)
    with PortalDouble(bus).running() as again:
        qtbot.waitUntil(lambda: key.bound, timeout=WAIT_MS)
        assert again.calls[0] == "Register"


def test_a_session_that_the_desktop_ends_is_no_key_any_more(qtbot, portal, key):
    take(qtbot, key)
    with qtbot.waitSignal(key.changed, timeout=WAIT_MS):
        portal.end_session()
    assert not key.bound


def test_a_bus_that_ends_is_no_key_any_more(qtbot, monkeypatch):
    key = PortalKey()
    with session_bus() as address:
        if address is None:
            pytest.skip("dbus-daemon is needed (Debian: dbus-daemon)")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        portal = PortalDouble(address)
        with portal.running():
            take(qtbot, key)
            assert key.bound
    qtbot.waitUntil(lambda: not key.bound, timeout=WAIT_MS)
    key.release()


def test_after_release_nothing_is_heard(qtbot, portal, key):
    take(qtbot, key)
    key.release()
    assert not key.bound
    take(qtbot, key)
    assert key.bound


def test_the_window_says_which_key_and_that_text_has_to_be_copied(qtbot, portal, ways):
    with qtbot.waitSignal(ways.changed, timeout=WAIT_MS):
        ways._take(KEYS)
        assert (ways.hint, ways.by_command) == (tr(WAYLAND), True)  # until the portal has answered
    assert (ways.hint, ways.by_command) == (portal_words("Press Ctrl+Alt+Space"), False)
    with qtbot.waitSignal(ways.draft_wanted, timeout=WAIT_MS):
        portal.activate()
    with qtbot.waitSignal(ways.changed, timeout=WAIT_MS):
        portal.change("")
    assert ways.hint == tr(NO_TRIGGER)
    with qtbot.waitSignal(ways.changed, timeout=WAIT_MS):
        portal.end_session()
    assert (ways.hint, ways.by_command) == (tr(WAYLAND), True)


def test_a_key_that_is_none_is_said_under_wayland_too(portal, ways):
    ways._take("D")
    assert ways.hint == tr(UNKNOWN_KEY, keys="D")
    assert not portal.calls


def test_under_wayland_what_is_copied_counts_and_no_selection(qapp, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    copied = CopiedText()
    clipboard = QGuiApplication.clipboard

    class Both:
        def __init__(self):
            self.changed = clipboard().changed

        def supportsSelection(self):  # noqa: N802  Qt's own
            return True

        def text(self, mode):
            return {mode.Clipboard: "copied", mode.Selection: "selected"}[mode]

    monkeypatch.setattr(QGuiApplication, "clipboard", Both)
    copied._note(QClipboard.Mode.Selection)
    assert copied.read() == "copied"
    assert CopiedText().read() == "copied"


@pytest.mark.parametrize(
    ("keys", "trigger"),
    [
        ("Ctrl+Alt+Space", "CTRL+ALT+space"),
        ("Ctrl+Shift+D", "CTRL+SHIFT+d"),
        ("Meta+F12", "LOGO+F12"),
        ("Alt+7", "ALT+7"),
        ("D", ""),
        ("", ""),
    ],
)
def test_keys_are_written_as_the_portal_reads_them(qapp, keys, trigger):
    assert trigger_of(keys) == trigger
