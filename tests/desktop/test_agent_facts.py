"""A fact that the agent types is used, or it is said why not; what can be cited is offered where a mark is begun."""

import pytest
from desktop_doubles import ANSWER, UNRELATED
from PySide6.QtCore import Qt

from citewell.domain.drafts import Decision, Ticket

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # by the offscreen platform
NOTE = "The customer paid twice on 3 March."


def unused(desk):
    return [row.finding.message for row in desk.draft_panel.findings.rows if row.finding.rule == "note_unused"]


@pytest.mark.parametrize(
    ("text", "decision", "why"),
    [
        (UNRELATED.text, Decision.REFUSE, "does not answer the message either"),
        ("You will hear from my lawyer about the annual plan.", Decision.ESCALATE, "a holding reply states no facts"),
    ],
)
def test_a_fact_that_is_not_used_says_why(desk, text, decision, why):
    draft = desk.make_draft(Ticket(text, note=NOTE))
    assert draft.decision is decision
    (message,) = unused(desk)
    assert why in message


def test_a_fact_that_is_used_says_nothing(desk, generator):
    generator._answers.clear()
    generator.enqueue("The customer paid twice on 3 March [1].")
    draft = desk.make_draft(Ticket("How often did the customer pay on 3 March?", note=NOTE))
    assert "paid twice" in draft.text
    assert unused(desk) == []


def test_a_ticket_without_a_fact_says_nothing(desk):
    desk.make_draft()
    assert unused(desk) == []


def test_a_bracket_offers_the_passages_and_completes_the_mark(desk, qtbot):
    draft = desk.make_draft()
    editor = desk.draft_panel.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor, " See [")
    actions = desk.view.marks.actions()
    assert [action.text() for action in actions] == [f"&{one.n}  {one.place}" for one in draft.evidence]
    assert desk.view.marks.isVisible()
    qtbot.keyClick(desk.view.marks, Qt.Key.Key_1)
    assert desk.draft_panel.plain_text() == f"{ANSWER} See [1]"
    assert not desk.view.marks.isVisible()


def test_a_bracket_without_passages_is_a_bracket(desk, qtbot):
    desk.draft_panel.editor.setReadOnly(False)
    qtbot.keyClicks(desk.draft_panel.editor, "[")
    assert not desk.view.marks.isVisible()
