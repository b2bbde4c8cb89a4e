"""What stands still while nobody uses the window, and that it goes on at the first key."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from citewell.desktop.runtime.rest import REST_MS
from citewell.desktop.shell.connection_count import COUNT_AT_REST_MS, COUNT_MS
from citewell.desktop.shell.workbench import DRAFT_PLACE, SOURCES_PLACE

OFTEN_MS = 5000
"""A timer that is quicker than this keeps an idle program busy."""


def quick_timers(window):
    return [
        timer
        for timer in window.findChildren(QTimer)
        if timer.isActive() and not timer.isSingleShot() and timer.interval() < OFTEN_MS
    ]


@pytest.fixture
def at_rest(workbench, window, qtbot):
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    window.rest.note_use()
    yield window
    window.rest.note_use()


def test_no_quick_timer_runs_while_nobody_is_there(at_rest, workbench):
    assert at_rest.rest._timer.isActive()
    assert at_rest.rest._timer.interval() == REST_MS
    at_rest.rest._timer.timeout.emit()
    assert quick_timers(at_rest) == []


def test_the_caret_is_solid_and_connections_are_counted_rarely_until_a_key_is_pressed(at_rest, workbench, qtbot):
    hints, timer, status = QGuiApplication.styleHints(), workbench.connection_count.timer, workbench.status
    flash = hints.cursorFlashTime()
    assert flash > 0
    assert timer.interval() == COUNT_MS
    at_rest.rest.begin()
    at_rest.rest.begin()
    assert (hints.cursorFlashTime(), timer.interval()) == (0, COUNT_AT_REST_MS)
    status.connections.setText("")
    qtbot.keyClick(at_rest.windowHandle(), Qt.Key.Key_Shift)
    assert (hints.cursorFlashTime(), timer.interval()) == (flash, COUNT_MS)
    qtbot.waitUntil(lambda: status.connections.text() != "")


def test_a_window_that_comes_forward_is_in_use(at_rest):
    at_rest.rest.begin()
    at_rest.rest._follow(None)
    assert at_rest.rest.is_resting
    at_rest.rest._follow(at_rest.windowHandle())
    assert not at_rest.rest.is_resting


def test_the_ages_of_sources_are_told_anew_only_where_they_are_seen(workbench):
    clock = workbench.sources_view._clock
    assert not clock.isActive()
    workbench.show_place(SOURCES_PLACE)
    assert clock.isActive()
    workbench.show_place(DRAFT_PLACE)
    assert not clock.isActive()


WAITS = """
import signal, sys
from PySide6.QtCore import QCoreApplication, QTimer
from citewell.desktop.shell.signal_wake import SignalWake
application = QCoreApplication([])
wake = SignalWake()
signal.signal(signal.SIGTERM, lambda *_: application.exit(7))
QTimer.singleShot(0, lambda: print("waits", flush=True))
code = application.exec()
wake.close()
sys.exit(code)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signals from other programs")
def test_a_signal_is_heard_although_nothing_happens():
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout.readline() == "waits\n"
            program.send_signal(signal.SIGTERM)
            assert program.wait(60) == 7
        finally:
            program.kill()
