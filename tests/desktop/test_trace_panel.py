"""How a draft was made: each stage opens what went in and what came out."""

from dataclasses import replace

import pytest
from desktop_doubles import ANSWER, TICKET
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from citewell.desktop.language.words import tr
from citewell.desktop.trace.stages import stage_views
from citewell.desktop.trace.text import NAMES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_each_stage_opens_its_input_and_output(desk, workbench, qtbot):
    assert not workbench.status.how.isVisible()
    draft = desk.make_draft()
    assert workbench.status.how.isVisible()
    workbench.status.how.click()
    panel = desk.view.stages
    assert panel.isVisible()
    assert "scripted" in panel.made_by.text()
    assert len(panel.stages) == panel.list.count() == len(draft.trace)
    assert {one.stage for one in draft.trace} <= NAMES.keys()
    by_name = {stage.name: at for at, stage in enumerate(panel.stages)}
    panel.list.setCurrentRow(by_name[tr(NAMES["retriever"])])
    assert panel.went_in.toPlainText() == TICKET.text
    assert "[1] Refund policy" in panel.came_out.toPlainText()
    panel.list.setCurrentRow(by_name[tr(NAMES["draft_with_context"])])
    assert TICKET.text in panel.went_in.toPlainText()
    assert panel.came_out.toPlainText() == (draft.unstyled or draft.text)
    panel.list.setCurrentRow(by_name[tr(NAMES["decide"])])
    assert panel.came_out.toPlainText().startswith("Answer, confidence 0.")
    assert abs(sum(stage.share for stage in panel.stages) - 1) < 1e-6
    panel.list.setCurrentRow(len(panel.stages) - 1)
    assert ANSWER in panel.came_out.toPlainText()
    with qtbot.waitActive(panel, timeout=60_000):
        panel.activateWindow()
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_it_goes_with_its_draft(desk, workbench, qtbot):
    desk.make_draft()
    desk.view.show_stages()
    desk.view.ticket.clear_button.click()
    assert not desk.view.stages.isVisible()
    assert not workbench.status.how.isVisible()
    desk.view.show_stages()
    assert not desk.view.stages.isVisible()


def test_a_stage_that_comes_twice_is_told_apart(desk):
    draft = desk.make_draft()
    checks = [entry for entry in draft.trace if entry.stage == "policy_checker"]
    twice = replace(draft, trace=(checks[0], checks[0]))
    assert [stage.name for stage in stage_views(TICKET, twice)] == ["Check", "Check again"]
