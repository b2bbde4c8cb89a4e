"""The approach page: built when it is gone to, a row for each line, and its report."""

import pytest
from desktop_doubles import TICKET

from citewell.desktop.approach.text import MEASURING, SAYS
from citewell.desktop.language.words import tr
from citewell.desktop.shell.workbench import APPROACH_PLACE, LOG_PLACE
from citewell.domain.drafts import Outcome, OutcomeKind
from citewell.domain.errors import StorageError
from citewell.evaluation.advice.findings import Says
from citewell.evaluation.advice.lines import LINES


@pytest.fixture
def page(workbench, qtbot):
    workbench.show_place(APPROACH_PLACE)
    shown = workbench.approach_view
    qtbot.waitUntil(lambda: bool(shown.rows))
    return shown


def texts(row) -> list[str]:
    return [one.text() for one in (*row.evidence, *row.notes)]


def test_it_is_built_when_it_is_first_gone_to(workbench, qtbot):
    assert "approach_view" not in workbench.__dict__
    workbench.show_place(APPROACH_PLACE)
    built = workbench.approach_view
    assert built.measured.text() == tr(MEASURING)
    qtbot.waitUntil(lambda: bool(built.rows))
    workbench.show_place(LOG_PLACE)
    workbench.show_place(APPROACH_PLACE)
    assert workbench.approach_view is built


def test_every_line_has_a_row_with_what_to_collect(page):
    assert list(page.rows) == [line.id for line in LINES]
    for row in page.rows.values():
        assert row.verdict.text() == "Not enough data"
        assert any(text.startswith("Not enough data yet: collect ") for text in texts(row))
    assert not any("citewell " in text for row in page.rows.values() for text in texts(row))
    assert "Figures runs them: tick all three ways, then save the run." in texts(page.rows["speed"])[-1]


def test_every_verdict_has_a_name():
    assert set(SAYS) == {says.value for says in Says}


def test_it_is_measured_anew_when_it_is_gone_to_again(page, workbench, services, qtbot):
    assert page.topics == []
    draft = services.drafting.draft(TICKET)
    services.outcomes.record(Outcome(draft.id, OutcomeKind.ACCEPTED, draft.text))
    workbench.show_place(LOG_PLACE)
    workbench.show_place(APPROACH_PLACE)
    qtbot.waitUntil(lambda: bool(page.topics))
    assert "over 1 draft." in page.measured.text()
    assert page.topics[0].title.text() == "refunds.md"


def test_the_report_is_written_as_html(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.controller.reported):
        page.write_report(tmp_path / "approach")
    assert "Use-case matrix" in (tmp_path / "approach.html").read_text("utf-8")
    assert "The report is written" in page.notice.message.text()


def test_a_home_that_cannot_be_read_says_so(page, services, qtbot, monkeypatch):
    def fail(_advisor):
        raise StorageError("The disk is gone.")

    monkeypatch.setattr(type(services.advisor), "advise", fail)
    with qtbot.waitSignal(page.controller.failed):
        page.reload()
    assert page.notice.message.text() == "The disk is gone."
    assert page.rows  # what was measured before stays
