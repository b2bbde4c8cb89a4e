"""The topics page, and what the compose page offers first for a ticket of a topic."""

from dataclasses import replace
from threading import Event

import pytest
from desktop_doubles import UNRELATED
from PySide6.QtWidgets import QLabel
from test_main_window import unnamed
from tests.support import log_draft, log_outcome

from citewell.application.topics import topics
from citewell.desktop.shell.workbench import TOPICS_PLACE
from citewell.desktop.topics import controller
from citewell.domain.drafts import Decision, Draft, Level, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.models.fakes import HashingEmbedder

LONG = 60_000
"""Milliseconds that work on a busy machine may take."""
REFUND = "I want a refund of my annual plan, order number {} was paid twice"
ASKED = "How do I export all invoices as a ZIP archive at once, case {}?"


def texts(widget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def made(draft_id: str, decision: Decision = Decision.ANSWER) -> Draft:
    return Draft(draft_id, decision, "It is paid.", (), (), 0.9, (), (), ModelUse("m", "", "", ""), "1")


@pytest.fixture
def logged(indexed):
    """A home with refunds in its log."""
    for n in range(12):
        log_draft(indexed.log, Ticket(REFUND.format(n)), made(f"r{n}"))
    return indexed


@pytest.fixture
def page(logged, workbench, qtbot):
    """The page, with what it read."""
    workbench.show_place(TOPICS_PLACE)
    opened = workbench.topics_view
    qtbot.waitUntil(lambda: not opened.controller.busy, timeout=LONG)
    return opened


@pytest.fixture
def refunds(page, qtbot):
    """The page with one topic."""
    with qtbot.waitSignal(page.controller.suggested, timeout=LONG):
        page.suggest.click()
    card = next(card for card in page.groups if any("refund" in text for text in texts(card)))
    card.field.setText("Refunds")
    with qtbot.waitSignal(page.controller.overview_read, timeout=LONG):
        card.button.click()
    return page


def test_tickets_are_judged_one_after_the_other(refunds, services, qtbot):
    assert not refunds.judging.isVisible()
    with qtbot.waitSignal(refunds.controller.drawn, timeout=LONG):
        refunds.judge.click()
    card = refunds.judging
    assert card.isVisible()
    first = card._draft_id
    assert "refund of my annual plan" in card.text.text()
    assert card.topic.currentData() == ""
    card.topic.setCurrentIndex(card.topic.findData("Refunds"))
    qtbot.waitUntil(lambda: not refunds.controller.busy, timeout=LONG)
    with qtbot.waitSignal(refunds.controller.drawn, timeout=LONG):
        card.save.click()
    qtbot.waitUntil(lambda: not refunds.controller.busy, timeout=LONG)
    assert card._draft_id != first
    assert "1 judged by people" in refunds.summary.text()
    with qtbot.waitSignal(refunds.controller.drawn, timeout=LONG):
        card.skip.click()
    assert services.topics.held_out().judged == 1


@pytest.fixture
def long_log(indexed, monkeypatch):
    """A log of more tickets than are read before the page is shown."""
    monkeypatch.setattr(controller, "FIRST", 4)
    monkeypatch.setattr(topics, "AT_ONCE", 4)
    for n in range(12):
        log_draft(indexed.log, Ticket(REFUND.format(n)), made(f"r{n}"))
    return indexed


class Held(HashingEmbedder):
    """Reads four tickets, then waits before each batch until it is let go."""

    def __init__(self):
        super().__init__()
        self.read, self.go = 0, Event()

    def embed_queries(self, texts):
        if self.read >= 4:
            assert self.go.wait(LONG / 1000)
        self.read += len(texts)
        return super().embed_queries(texts)


def test_a_long_log_is_read_behind_the_page_which_can_be_used_meanwhile(long_log, models, workbench, qtbot):
    models.embedder = Held()
    workbench.show_place(TOPICS_PLACE)
    page = workbench.topics_view
    qtbot.waitUntil(lambda: page.controller.reading.busy, timeout=LONG)
    assert long_log.topics.unread() == 8
    assert page.suggest.isEnabled()
    assert page.progress.isVisible()
    with qtbot.waitSignal(page.controller.overview_read, timeout=LONG):
        models.embedder.go.set()
    assert long_log.topics.unread() == 0
    assert not page.progress.isVisible()


def test_reading_behind_the_page_is_stopped_and_what_was_read_is_kept(long_log, models, workbench, qtbot):
    models.embedder = Held()
    workbench.show_place(TOPICS_PLACE)
    page = workbench.topics_view
    qtbot.waitUntil(lambda: page.controller.reading.busy, timeout=LONG)
    page.progress.cancelled.emit()
    with qtbot.waitSignal(page.controller.reading.stopped, timeout=LONG):
        models.embedder.go.set()
    assert 0 < long_log.topics.unread() <= 8
    assert page.notice.message.text().startswith("Stopped. What was read")
    page.reload()
    qtbot.waitUntil(lambda: not (page.controller.busy or page.controller.reading.busy), timeout=LONG)
    assert long_log.topics.unread() == 0


def test_an_empty_page_says_what_to_do(page):
    assert any("No group has a name yet" in text for text in texts(page))
    assert page.suggest.hasFocus()


def test_a_group_gets_its_name_and_shows_its_levels(refunds, window):
    (card,) = refunds.topics
    shown = texts(card)
    assert "Refunds" in shown
    assert "Reply first" in shown
    assert shown.count("Not enough data yet: collect 30 drafts with an outcome.") == 3
    assert refunds.groups == [] or all("refund" not in " ".join(texts(group)) for group in refunds.groups)
    assert unnamed(window) == []


def test_a_group_without_a_name_is_not_named(page, qtbot, logged):
    with qtbot.waitSignal(page.controller.suggested, timeout=LONG):
        page.suggest.click()
    page.groups[0].button.click()
    assert page.groups[0].field.hasFocus()
    assert logged.topics.store.topics() == []


def test_a_level_is_closed_by_hand_and_given_back(refunds, qtbot, logged):
    with qtbot.waitSignal(refunds.controller.overview_read, timeout=LONG):
        refunds.topics[0].buttons[Level.REPLY].click()
    assert "Closed by hand" in texts(refunds.topics[0])
    assert "CRM first" in texts(refunds.topics[0])
    with qtbot.waitSignal(refunds.controller.overview_read, timeout=LONG):
        refunds.topics[0].buttons[Level.REPLY].click()
    assert "Reply first" in texts(refunds.topics[0])
    assert [entry.kind for entry in logged.compliance.audit.entries()].count("topic") == 3


def test_a_topic_is_renamed_and_removed_after_a_question(refunds, qtbot):
    with qtbot.waitSignal(refunds.controller.overview_read, timeout=LONG):
        refunds.rename("Refunds", "Money back")
    assert "Money back" in texts(refunds.topics[0])
    refunds.topics[0].remove.click()
    assert "Remove the topic “Money back”" in refunds.notice.message.text()
    with qtbot.waitSignal(refunds.controller.overview_read, timeout=LONG):
        refunds.notice.button.click()
    assert refunds.topics == []


def test_questions_are_looked_up_and_written(page, qtbot, logged, tmp_path):
    for n in range(2):
        log_draft(logged.log, Ticket(ASKED.format(n)), made(f"g{n}", Decision.REFUSE))
    log_outcome(logged.log, Outcome("g0", OutcomeKind.EDITED, "Hello,\n\nOpen Billing and choose Export there."))
    with qtbot.waitSignal(page.controller.gaps_found, timeout=LONG):
        page.look.click()
    (card,) = page.gaps
    assert "·  Open Billing and choose Export there." in texts(card)
    with qtbot.waitSignal(page.controller.said, timeout=LONG):
        page.controller.write(tmp_path / "out")
    assert "1 article written" in page.notice.message.text()
    assert len(list((tmp_path / "out").glob("*.md"))) == 1


# --- the compose page


@pytest.fixture
def closed(logged, desk):
    """The desk of a home whose refunds begin with summaries."""
    suggestion = logged.topics.suggest()
    logged.topics.name(suggestion.groups[0].number, "Refunds")
    for level in (Level.REPLY, Level.CRM):
        logged.levels.set_by_hand("Refunds", level, open_it=False)
    return desk


def level_after(desk, qtbot, text: str) -> Level:
    desk.view.ticket.show_ticket(Ticket(text))
    desk.view.offer._timer.stop()
    desk.view.offer.look()
    qtbot.waitUntil(lambda: desk.view.offer._task is None, timeout=LONG)
    return desk.view.ticket.level.level


def test_a_ticket_of_a_closed_topic_begins_with_a_summary_and_says_why(closed, qtbot):
    assert level_after(closed, qtbot, REFUND.format(3)) is Level.SUMMARY
    panel = closed.view.ticket
    assert panel.draft_button.text() == "Summarise"
    assert panel.offer.isVisibleTo(panel)
    assert panel.offer.text().startswith("Refunds: a summary comes first. Replies: closed by hand.")
    panel.clear_button.click()
    assert panel.level.level is Level.REPLY
    assert not panel.offer.isVisibleTo(panel)
    assert level_after(closed, qtbot, UNRELATED.text) is Level.REPLY


def test_what_the_agent_chose_stays(closed, qtbot):
    assert level_after(closed, qtbot, REFUND.format(3)) is Level.SUMMARY
    closed.view.ticket.level.buttons[Level.REPLY].click()
    assert not closed.view.ticket.offer.isVisibleTo(closed.view.ticket)
    assert level_after(closed, qtbot, f"{REFUND.format(3)}.") is Level.REPLY


def test_a_draft_on_screen_keeps_its_level(closed, qtbot):
    closed.make_draft(UNRELATED)
    assert level_after(closed, qtbot, REFUND.format(3)) is Level.REPLY


def test_levels_that_are_earned_begin_with_summaries(logged, desk, qtbot):
    logged.settings.use(replace(logged.options, assist_earned=True))
    logged.topics.name(logged.topics.suggest().groups[0].number, "Refunds")
    assert level_after(desk, qtbot, REFUND.format(3)) is Level.SUMMARY
    assert "not enough data yet: collect 30 drafts" in desk.view.ticket.offer.text()
