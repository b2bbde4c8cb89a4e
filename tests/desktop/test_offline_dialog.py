"""The self-test that the user can see."""

import pytest
from PySide6.QtWidgets import QLabel

from citewell.application.homes.self_test import SelfCheck, SelfTest
from citewell.desktop.shell.offline_dialog import OfflineDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
"""What the offscreen platform says of every dialog."""

GOOD = SelfTest("2026-11-21T15:00:00+00:00", (SelfCheck("No socket", holds=True, found="0 connections"),), 0)
BAD = SelfTest("2026-11-21T15:00:00+00:00", (SelfCheck("No socket", holds=False, found="open: python (1): 2"),), 2)


def texts(dialog: OfflineDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog))


def test_it_says_what_was_looked_at_and_found(qtbot, theme):
    dialog = OfflineDialog(theme)
    qtbot.addWidget(dialog)
    dialog.show_test(BAD)
    assert "not as it should be" in dialog.verdict.text()
    assert "open: python (1): 2" in texts(dialog)
    dialog.show_test(GOOD)
    assert "Nothing leaves" in dialog.verdict.text()
    assert "open: python" not in texts(dialog)


def test_it_opens_from_the_status_line_and_runs_again(workbench, qtbot):
    workbench.status.connections.click()
    dialog = workbench.testing.dialog
    qtbot.waitUntil(dialog.run.isEnabled, timeout=20000)
    assert "refused in child processes" in texts(dialog)
    assert "a new one refused" in texts(dialog)
    dialog.run.click()
    assert not dialog.run.isEnabled()
    qtbot.waitUntil(dialog.run.isEnabled, timeout=20000)
    dialog.close_button.click()


def test_open_connections_are_worth_a_colour(workbench):
    workbench.status.show_connections(2)
    assert workbench.status.connections.text() == "Online: 2 connections"
    assert workbench.status.connections.property("tone") == "bad"
