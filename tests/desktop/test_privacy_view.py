"""The privacy page, and what can be done with a past draft: explained, held, judged, erased."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from desktop_doubles import TICKET
from PySide6.QtCore import Qt

from citewell.desktop.privacy.text import protection_words
from citewell.desktop.shell.workbench import FIGURES_PLACE, LOG_PLACE, PRIVACY_PLACE
from citewell.domain.drafts import Outcome, OutcomeKind
from citewell.storage.log.review_store import Verdict


def grab(widget, name):
    """Keep a picture, where a folder for them is named."""
    if folder := os.environ.get("CITEWELL_PICTURES"):
        widget.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def past(workbench, services, qtbot):
    """The log with one draft chosen, which was drawn for review."""
    services.settings.use(replace(services.options, review_percent=100))
    draft = services.drafting.draft(TICKET)
    services.outcomes.record(Outcome(draft.id, OutcomeKind.ACCEPTED))
    workbench.show_place(LOG_PLACE)
    view = workbench.log_view
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    qtbot.waitUntil(view.entry_actions.to_review.isVisible)
    view.reload()
    qtbot.waitUntil(view.entry.bar.review.isVisible)
    return view


def test_a_past_draft_says_how_its_evidence_stands(past, services, workbench, qtbot):
    qtbot.waitUntil(lambda: "still stands" in past.entry.sources.toPlainText())
    qtbot.waitUntil(lambda: past.entry.bar.standing.text() == "Unchanged since it was written.")
    grab(workbench, "log")
    services.index.forget(services.index.sources()[0].id)
    past.reload()
    qtbot.waitUntil(lambda: "forgotten" in past.entry.sources.toPlainText())
    assert "14 days of the purchase" not in past.entry.sources.toPlainText()
    grab(workbench, "log-forgotten")


def test_a_verdict_feeds_the_figures(past, services, workbench, qtbot):
    bar = past.entry.bar
    assert bar.why.text() == "Drawn for review: at random"
    bar.note.setText("Says what it should.")
    bar.verdicts[Verdict.RIGHT].click()
    qtbot.waitUntil(lambda: bar.why.text() == "Reviewed: right")
    assert services.compliance.reviews.all()[0].note == "Says what it should."
    qtbot.waitUntil(lambda: not past.entry_actions.to_review.isVisible())
    workbench.show_place(FIGURES_PLACE)
    workbench.figures_page.show_part(1)
    qtbot.waitUntil(workbench.figures_view.reviewed.isVisible)
    assert "100% of all drafts are right" in workbench.figures_view.reviewed.words.text()
    grab(workbench, "figures")


def test_a_held_draft_cannot_be_erased_and_an_erased_one_is_gone(past, services, workbench, qtbot):
    bar = past.entry.bar
    bar.hold.click()
    bar.reason.setText("case 7")
    bar.reason.returnPressed.emit()
    qtbot.waitUntil(lambda: bar.standing.text() == "Held: case 7")
    assert not bar.erase.isEnabled()
    assert not bar.hold.isVisible()
    bar.release.click()
    qtbot.waitUntil(bar.erase.isEnabled)
    bar.erase.click()
    assert "for good" in past.notice.message.text()
    assert list(services.log.entries())
    grab(workbench, "log-erase")
    past.notice.button.click()
    qtbot.waitUntil(lambda: past.model.rowCount() == 0)
    assert not list(services.log.entries())
    assert "none is left" in past.notice.message.text()
    assert past.notice.button.text() == "Save the receipt"
    workbench.show_place(PRIVACY_PLACE)
    qtbot.waitUntil(lambda: workbench.privacy_view.gone.rowCount() == 1)
    assert workbench.privacy_view.gone.item(0, 1).text() == "Erased"


def test_the_privacy_page_tells_what_is_stored_and_checks_the_log(past, services, workbench, qtbot):
    workbench.show_place(PRIVACY_PLACE)
    view = workbench.privacy_view
    qtbot.waitUntil(lambda: view.stored.rowCount() > 0)
    kinds = [view.stored.item(row, 0).text() for row in range(view.stored.rowCount())]
    assert "Drafts with their tickets" in kinds
    assert "encrypted" in view.protection.text()
    view.check.click()
    qtbot.waitUntil(lambda: view.audit.text().startswith("Whole:"))
    grab(workbench, "privacy")
    with services.database.write() as connection:
        connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES ('x', '', '{}', '{}')")
    view.check.click()
    qtbot.waitUntil(lambda: view.audit.text().startswith("Changed: draft x is not in the log"))
    assert view.notice.isVisible()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("passphrase", "There is no second key"),
        ("keyring", "Without this keyring nobody can read it"),
        ("file", "Whoever copies both can read it"),
    ],
)
def test_the_way_back_is_explained_for_each_place_of_the_key(place, said):
    protection = {"cipher": "AES-256", "key_in": place, "device_key": "ab12", "warning": ""}
    words = protection_words({"protection": protection})
    assert said in words
    assert "a backup with a passphrase of its own" in words
    assert "  " not in words


def set_days(spin, days, qtbot):
    spin.setFocus()
    spin.lineEdit().selectAll()
    qtbot.keyClicks(spin.lineEdit(), str(days))
    qtbot.keyClick(spin, Qt.Key.Key_Return)


def test_a_key_by_chance_saves_no_limit(past, services, workbench, qtbot):
    workbench.show_place(PRIVACY_PLACE)
    spin = workbench.privacy_view.limits["keep_golden_days"]
    before = services.options.keep_golden_days
    spin.setFocus()
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    assert services.options.keep_golden_days == before
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert services.options.keep_golden_days != before


def test_limits_are_kept_and_applied(past, services, workbench, qtbot):
    with services.database.write() as connection:
        connection.execute("INSERT INTO golden_run VALUES ('old', '2020-01-01T00:00:00', '{}')")
    workbench.show_place(PRIVACY_PLACE)
    view = workbench.privacy_view
    qtbot.waitUntil(lambda: view.apply.text() == "Nothing is due")
    set_days(view.limits["keep_golden_days"], 30, qtbot)
    qtbot.waitUntil(lambda: view.apply.text() == "Apply now: 1 due")
    assert services.options.keep_golden_days == 30
    view.apply.click()
    view.notice.button.click()
    qtbot.waitUntil(lambda: view.apply.text() == "Nothing is due")
    assert services.golden_runs.names() == []
