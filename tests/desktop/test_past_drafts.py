"""What can still be done with a past draft: judged, opened again, and reviewed one after the other."""

from dataclasses import replace

import pytest
from desktop_doubles import ANSWER, TICKET
from PySide6.QtCore import Qt

from citewell.desktop.shell.workbench import LOG_PLACE
from citewell.domain.drafts import OutcomeKind
from citewell.storage.log.review_store import Verdict

PRIVATE = replace(TICKET, text=f"{TICKET.text} Write to me@example.org.", region="DE")


@pytest.fixture
def log(workbench, services, qtbot):
    """The log with one draft that was left open."""
    services.drafting.draft(PRIVATE)
    workbench.show_place(LOG_PLACE)
    view = workbench.log_view
    qtbot.waitUntil(view.entry.bar.open.isEnabled)
    return view


@pytest.mark.parametrize("kind", [OutcomeKind.ACCEPTED, OutcomeKind.REJECTED, OutcomeKind.ESCALATED])
def test_a_draft_that_was_left_open_is_judged_later(log, services, qtbot, kind):
    assert log.entry.bar.judging.isVisible()
    log.entry.bar.outcomes[kind].click()
    qtbot.waitUntil(lambda: log.entry.bar.open.isEnabled() and not log.entry.bar.judging.isVisible())
    (entry,) = services.log.entries()
    assert [one["outcome"] for one in entry.outcomes] == [kind.value]


def test_enter_opens_the_ticket_of_a_past_draft_with_its_personal_data(log, workbench, desk, qtbot):
    log.table.setFocus()
    with qtbot.waitSignal(workbench.work.opened):
        qtbot.keyClick(log.table, Qt.Key.Key_Return)
    assert workbench.draft_view.isVisible()
    assert desk.view.ticket.text.toPlainText() == PRIVATE.text
    assert desk.view.ticket.region.text() == "DE"
    assert desk.drafting.draft is None


def test_a_past_draft_is_opened_with_its_edits_where_they_are_kept(desk, workbench, qtbot):
    draft = desk.make_draft()
    desk.add_text(" Only I know this giraffe.")
    desk.view.ticket.clear_button.click()
    workbench.show_place(LOG_PLACE)
    qtbot.waitUntil(workbench.log_view.entry.bar.open.isEnabled)
    with qtbot.waitSignal(workbench.work.opened):
        workbench.log_view.entry.bar.open.click()
    assert desk.drafting.draft == draft
    assert desk.draft_panel.plain_text() == f"{ANSWER} Only I know this giraffe."


def test_what_was_on_the_page_is_put_away_when_a_past_draft_is_opened(log, workbench, desk, qtbot):
    desk.view.ticket.text.setPlainText("Typed and not drafted yet")
    with qtbot.waitSignal(workbench.work.opened):
        log.entry.bar.open.click()
    workbench.work.undo()
    assert desk.view.ticket.text.toPlainText() == "Typed and not drafted yet"


def test_a_verdict_goes_on_to_the_next_draft(workbench, services, qtbot):
    services.settings.use(replace(services.options, review_percent=100))
    ids = {services.drafting.draft(TICKET).id for _ in range(2)}
    services.compliance.reviews.draw()
    workbench.show_place(LOG_PLACE)
    view = workbench.log_view
    qtbot.waitUntil(view.entry.bar.review.isVisible)
    first = view.chosen_id()
    view.entry.bar.verdicts[Verdict.RIGHT].click()
    (second,) = ids - {first}
    qtbot.waitUntil(lambda: view.chosen_id() == second)
    qtbot.waitUntil(lambda: view.entry.bar.why.text().startswith("Drawn for review"))
    view.entry.bar.verdicts[Verdict.RIGHT].click()
    qtbot.waitUntil(lambda: not list(services.compliance.reviews.open()))
    assert view.chosen_id() == second
