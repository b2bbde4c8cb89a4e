from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from style_doubles import LEARNED, OPENING, REASONS, SUGGESTION, FakeLearner, FakeStyles
from test_main_window import unnamed

from citewell.desktop.language.words import tr
from citewell.desktop.shell.workbench import STYLE_PLACE
from citewell.desktop.styles.text import NOT_INSTALLED, WAITING, figures, learning_words
from citewell.domain.drafts import Mode
from citewell.domain.errors import LearningError
from citewell.domain.learning import LearningState
from citewell.domain.progress import GoldenProgress, LearningProgress, LearningStage, Progress
from citewell.models.styles.folders import UnusableStyle

INSTALL = (
    "Learning needs packages that are not installed (torch). Install them with \"pip install 'citewell[learn]'\", or "
    "with 'make learn' in a checkout, and run 'citewell learn' again."
)


def texts(widget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def offered(button) -> bool:
    """Whether its card shows it; a card that is new is on screen a moment later."""
    return button.isVisibleTo(button.parentWidget())


class Page:
    """The page of a home with a shelf and a learner of doubles."""

    def __init__(self, qtbot, workbench, services, *, edited=37, suggestions=()):
        self.qtbot, self.workbench = qtbot, workbench
        self.styles = FakeStyles()
        self.store = services.learning_store
        self.learner = FakeLearner(self.store, edited=edited, suggestions=suggestions)
        session = workbench._session
        gated = SimpleNamespace(style_gate=self.styles.style_gate, run=session.services.evaluation.run)
        session.services = replace(session.services, styles=self.styles, learner=self.learner, evaluation=gated)
        self._models = services.models
        self.view = workbench.style_view
        self.offers: list[object] = []
        self.view.controller.offer_read.connect(self.offers.append)

    @property
    def swapped(self) -> int:
        return self._models.swapped

    def open(self):
        with self.qtbot.waitSignal(self.view.controller.offer_read):
            self.workbench.show_place(STYLE_PLACE)
        return self.view

    def card(self, style_id):
        return next(card for card in self.view.cards if card.style_id == style_id)

    def settle(self, click):
        """Click, let the work on, and wait until the page shows what came of it."""
        seen = len(self.offers)
        self.styles.gate.set()
        self.learner.gate.set()
        click()
        assert self.view.controller.busy
        self.qtbot.waitUntil(lambda: len(self.offers) > seen and not self.view.controller.busy)


@pytest.fixture
def page(qtbot, empty, services):
    return Page(qtbot, empty, services)


def test_the_page_shows_which_style_drafts_and_which_there_are(page):
    page.styles.stack.append(LEARNED.id)
    view = page.open()
    assert [card.style_id for card in view.cards] == [LEARNED.id, "support-1"]
    shown = texts(view.cards[0])
    assert "Drafts now" in shown
    assert any("Learned 2 Mar 2026 from 184 drafts, 97 of them edited" in text for text in shown)
    assert {"94%", "97%", "93%", "before 41%"} <= set(shown)
    assert "Drafts now" not in texts(view.cards[1])
    assert not view.none.isVisible()


def test_activating_shows_progress_and_makes_the_style_the_one_that_drafts(page, qtbot):
    view = page.open()
    page.card(LEARNED.id).activate.click()
    qtbot.waitUntil(lambda: "Preparing Learned on 2026-03-02" in view.progress.item.text())
    assert view.progress.isVisible()
    assert not page.card(LEARNED.id).activate.isEnabled()
    assert not view.learn.learn.isEnabled()
    page.styles.gate.set()
    qtbot.waitUntil(lambda: view.cards[0].style_id == LEARNED.id)
    assert "is active" in view.notice.message.text()
    assert not view.progress.isVisible()
    qtbot.waitUntil(lambda: page.swapped == 1)


def test_a_refusal_shows_the_reasons_and_the_style_in_use_stays(page):
    page.styles.passes = False
    view = page.open()
    page.settle(page.card(LEARNED.id).activate.click)
    assert "was not activated" in view.notice.message.text()
    assert REASONS[0] in view.notice.message.text()
    assert view.cards[0].style_id == "support-1"
    assert set(REASONS) <= set(texts(page.card(LEARNED.id)))
    assert page.swapped == 0


def test_an_activation_can_be_cancelled(page, qtbot):
    view = page.open()
    page.card(LEARNED.id).activate.click()
    qtbot.waitUntil(lambda: "Preparing" in view.progress.item.text())
    view.progress.cancel.click()
    qtbot.waitUntil(lambda: not view.controller.busy)
    assert "Stopped" in view.notice.message.text()
    assert page.styles.stack == ["support-1"]


def test_going_back_is_offered_where_there_is_a_way_back(page, qtbot):
    view = page.open()
    assert not offered(page.card("support-1").roll_back)
    assert offered(page.card(LEARNED.id).activate)
    page.settle(page.card(LEARNED.id).activate.click)
    back = page.card(LEARNED.id).roll_back
    assert offered(back)
    assert not offered(page.card(LEARNED.id).activate)
    page.settle(back.click)
    assert view.cards[0].style_id == "support-1"
    assert "Gone back" in view.notice.message.text()
    assert "Support" in view.notice.message.text()


def test_a_style_that_cannot_be_used_says_why_and_is_not_offered(page):
    page.styles.styles.append(UnusableStyle("broken", "style.json is missing."))
    page.styles.problems = {"broken": "style.json is missing.", LEARNED.id: "it was made for another base model."}
    page.open()
    for style_id in ("broken", LEARNED.id):
        assert not offered(page.card(style_id).activate)
    assert any("another base model" in text for text in texts(page.card(LEARNED.id)))
    assert any("style.json is missing" in text for text in texts(page.card("broken")))


def test_without_a_style_the_page_says_what_drafts(page):
    page.styles.styles, page.styles.stack = [], []
    assert "base model alone" in page.open().none.text()


def test_what_there_is_to_learn_is_told_in_words(page):
    view = page.open()
    panel = view.learn
    assert panel.title.text() == "37 usable edits in 37 drafts"
    shown = {name: value.text() for name, value in panel.values.items()}
    assert shown["Edited for"] == "Tone 24 · Length 9 · Fact 4"
    assert OPENING.words in shown["House rules"]
    assert shown["Left out"] == "12 without an outcome\n3 rejected"
    assert "About 18 minutes" in shown["Time"]
    assert panel.learn.isEnabled()


@pytest.mark.parametrize(
    ("edited", "words"), [(0, "Accept drafts as you send them"), (7, "7 edits, and 20 are needed")]
)
def test_too_little_to_learn_from_says_so(qtbot, empty, services, edited, words):
    view = Page(qtbot, empty, services, edited=edited).open()
    assert words in view.learn.advice.text()
    assert not view.learn.learn.isEnabled()


def test_learning_tells_minutes_and_no_loss_and_ends_in_words(page, qtbot):
    view = page.open()
    view.learn.learn.click()
    qtbot.waitUntil(lambda: "about 12 minutes left" in view.learn.progress.item.text())
    assert "loss" not in view.learn.progress.item.text()
    assert not page.card(LEARNED.id).activate.isEnabled()
    page.learner.gate.set()
    qtbot.waitUntil(view.learn.result.isVisible)
    assert "is active" in view.notice.message.text()
    assert {"0%", "100%", "80%"} <= set(texts(view.learn.result))
    assert OPENING.words in texts(view.learn.result)
    qtbot.waitUntil(lambda: page.swapped == 1)


def test_a_refused_style_shows_why(page):
    page.learner.ending = LearningState.REFUSED
    view = page.open()
    page.settle(view.learn.learn.click)
    assert "was not activated" in view.notice.message.text()
    assert f"• {REASONS[1]}" in texts(view.learn.result)
    assert page.swapped == 0


def test_learning_is_paused_and_resumed(page, qtbot):
    view = page.open()
    view.learn.learn.click()
    qtbot.waitUntil(lambda: "minutes left" in view.learn.progress.item.text())
    view.learn.progress.cancel.click()
    assert "Pausing" in view.learn.progress.item.text()
    qtbot.waitUntil(view.learn.resume.isVisible)
    assert view.learn.learn.text() == "Start anew"
    page.settle(view.learn.resume.click)
    assert page.learner.calls == [False, True]
    assert not view.learn.resume.isVisible()


def test_waiting_for_mains_power_is_said(page, qtbot):
    page.learner.steps = [LearningProgress(0, 0, "", LearningStage.WAITING_FOR_MAINS)]
    view = page.open()
    view.learn.learn.click()
    qtbot.waitUntil(lambda: view.learn.progress.item.text() == tr(WAITING))
    page.learner.gate.set()
    qtbot.waitUntil(lambda: not view.controller.busy)


def test_an_error_of_learning_is_said(page):
    page.learner.error = "There are no golden tickets to judge a new style by."
    view = page.open()
    page.settle(view.learn.learn.click)
    assert view.notice.property("tone") == "bad"
    assert "no golden tickets" in view.notice.message.text()


def test_without_the_extra_the_command_is_shown_and_copied(page):
    page.learner.obstacle = LearningError(INSTALL, command="pip install 'citewell[learn]'")
    view = page.open()
    assert view.learn.obstacle.text() == tr(NOT_INSTALLED)
    assert not view.learn.learn.isEnabled()
    view.learn.copy_command.click()
    assert QGuiApplication.clipboard().text() == "pip install 'citewell[learn]'"


def test_suggestions_are_masked_shown_and_dismissed_for_good(qtbot, empty, services):
    page = Page(qtbot, empty, services, suggestions=(SUGGESTION,))
    view = page.open()
    (card,) = view.suggestions.cards
    assert "refunds.md" in texts(card)
    assert SUGGESTION.said in texts(card)
    assert not any("ann@example.org" in text for text in texts(card))
    view.reveal.click()
    assert any("ann@example.org" in text for text in texts(view.suggestions.cards[0]))
    view.suggestions.cards[0].dismiss.click()
    assert view.suggestions.cards == []
    qtbot.waitUntil(lambda: [one.state for one in page.store.suggestions()] == ["dismissed"])
    page.open()
    assert view.suggestions.cards == []


def test_everything_on_the_page_has_a_name_and_a_key_leads_to_it(qtbot, empty, services, window):
    page = Page(qtbot, empty, services, suggestions=(SUGGESTION,))
    with qtbot.waitSignal(page.view.controller.offer_read):
        qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert empty._places.currentWidget().page is page.view
    assert unnamed(window) == []


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (LearningProgress(1, 2, "", LearningStage.TRAINING, 1), "Learning: less than 2 minutes left"),
        (GoldenProgress(1, 2, "", Mode.RAG, "g-3"), "Golden ticket g-3"),
        (LearningProgress(1, 2, "", LearningStage.BAKING), "Preparing the new style for drafting…"),
        (Progress(1, 2), ""),
    ],
)
def test_progress_of_learning_in_words(progress, words):
    assert learning_words(progress) == Progress(1, 2, words)


def test_figures_are_read_in_either_form():
    assert figures({"decision_accuracy": 0.9, "note": "x"}) == [("Decision right", "90%", "")]
    assert figures({}) == []
