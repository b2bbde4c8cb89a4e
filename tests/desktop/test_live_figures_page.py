"""Live work on the Figures page: groups, before and after, the plot and its exports, and the comparison that runs."""

import csv

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from test_figures import texts
from tests.live_work import Work, log_work, rows

from citewell.desktop.figures.live_text import LEGEND, MEASURES
from citewell.desktop.language.words import tr
from citewell.desktop.shell.workbench import FIGURES_PLACE
from citewell.domain.audit import AuditKind
from citewell.domain.drafts import OutcomeKind, Ticket
from citewell.domain.live.figures import Counts, Era, Grouping
from citewell.domain.live.trials import Varies
from citewell.evaluation.live.kpis import measures_of

ACCEPTED, REJECTED = OutcomeKind.ACCEPTED, OutcomeKind.REJECTED


@pytest.fixture
def page(qtbot, empty, services):
    kinds = [REJECTED] * 20 + [ACCEPTED] * 30
    days = ["2026-11-02"] * 25 + ["2026-11-12"] * 25
    work = [Work(id=f"d{n}", at=day, outcome=kind) for n, (day, kind) in enumerate(zip(days, kinds, strict=True))]
    log_work(services.database, *work, Work(id="open", at="2026-11-12", documents=("shipping.txt",)))
    services.compliance.audit.append(AuditKind.STYLE, "house-2", {"action": "activated"})
    return arrive(qtbot, empty)


def arrive(qtbot, empty):
    live = empty.figures_page.live
    with qtbot.waitSignal(live.controller.shown):
        empty.show_place(FIGURES_PLACE)
    return live


def choose(qtbot, page, box, number: int) -> None:
    with qtbot.waitSignal(page.controller.shown):
        box.setCurrentIndex(number)
        box.activated.emit(number)


def test_without_drafts_the_page_says_what_to_do(qtbot, empty):
    page = arrive(qtbot, empty)
    assert page.empty.isVisible()
    assert "accepted, edited or rejected" in page.empty.text()
    assert not page.totals.isVisible()
    assert not page.export.isEnabled()


def test_weeks_are_shown_with_all_measures(page):
    assert page.summary.text() == "51 drafts, 50 of them judged"
    assert texts(page.groups) == [["2026-W45", "25", "25", "20%"], ["2026-W46", "26", "25", "100%"]]
    assert dict(texts(page.totals))["Accepted as is or lightly edited"] == "60%"
    assert [row[0] for row in texts(page.totals)] == [tr(name) for name in MEASURES.values()]


def test_every_measure_has_words():
    assert {one.key for one in measures_of(Counts("", Era.AFTER))} == set(MEASURES)


def test_before_and_after_a_day_and_a_change_of_the_chain(qtbot, page):
    choose(qtbot, page, page.by, list(Grouping).index(Grouping.DOCUMENT))
    page.change.setCurrentIndex(1)
    page.change.activated.emit(1)
    assert page.day.isVisible()
    page.day.setText("2026-11-10")
    with qtbot.waitSignal(page.controller.shown):
        page.day.editingFinished.emit()
    assert texts(page.totals)[0] == ["Accepted as is or lightly edited", "20%", "100%", "better +80"]
    assert texts(page.groups) == [
        ["refunds.md", "50", "50", "20%", "100%", "better +80"],
        ["shipping.txt", "1", "0", "–", "–", ""],
    ]
    assert "house-2" in page.change.itemText(2)
    choose(qtbot, page, page.change, 2)
    assert not page.day.isVisible()
    assert page.controller.report.span.change == page.change.itemData(2)


def test_hovering_says_the_figure_and_what_it_is_of(page):
    name, point, at = page.plot._places(page.plot._area(page.plot.size().toSizeF()))[0]
    assert (name, point.value) == ("2026-W45", 0.2)
    assert page.plot.tip_at(at).startswith("2026-W45: 20% (5 of 25; the true share is between 9% and 39%")
    assert page.plot.tip_at(QPointF(0, 0)) == ""
    assert page.hover.text() == tr(LEGEND)
    page.plot.hovered.emit(page.plot.tip_at(at))
    assert page.hover.text().startswith("2026-W45: 20%")
    assert "2026-W46: 100%" in page.plot.accessibleDescription()


def test_the_plot_and_the_figures_are_exported(qtbot, page, tmp_path):
    page.export_to(tmp_path / "plot")
    assert QImage(str(tmp_path / "plot.png")).width() == 2 * page.plot.width()
    page.export_to(tmp_path / "plot.svg")
    assert QSvgRenderer(str(tmp_path / "plot.svg")).isValid()
    with qtbot.waitSignal(page.controller.written):
        page.export_to(tmp_path / "figures.csv")
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert {line["group"] for line in csv.DictReader(file)} == {"all", "2026-W45", "2026-W46"}
    page.export_to(tmp_path / "nowhere" / "plot.png")
    assert "cannot be written" in page.notice.message.text()


def test_a_comparison_is_begun_from_the_page_and_told_when_it_ended(qtbot, page, services):
    assert not page.comparing.isVisible()
    page.compare.click()
    row = page.comparing
    assert row.isVisible()
    row.what.setCurrentIndex(row.what.findData(Varies.MODE))
    row.first.setCurrentIndex(row.first.findData("rag"))
    assert [row.second.itemData(n) for n in range(row.second.count())] == ["hybrid"]
    with qtbot.waitSignal(page.controller.shown):
        row.button.click()
    assert page.notice.message.text() == "From now on half of the tickets are drafted by rag, half by hybrid."
    assert page.comparison.message.text().startswith("rag and hybrid are compared.")
    assert not row.isVisible()
    assert not row.button.isEnabled()
    with qtbot.waitSignal(page.controller.shown):
        page.comparison.button.click()
    page.compare.click()
    assert row.ended[0].isVisible()
    assert row.ended[0].text().startswith("rag and hybrid, until ")
    assert row.button.isEnabled()
    assert services.comparisons.standings()[0].trial.ended_at


def test_only_proved_ways_are_offered(services):
    ways = services.comparisons.ways()
    assert ways[Varies.MODE] == ("hybrid", "rag")
    assert Varies.DECISIONS not in ways  # the team has none of its own
    for varies, values in ways.items():
        for value in values:
            services.comparisons._check(varies, value)


def test_the_comparison_that_runs_is_told_and_can_be_ended(qtbot, page, services):
    services.comparisons.start(Varies.MODE, "hybrid", "rag")
    with qtbot.waitSignal(page.controller.shown):
        page.reload()
    assert page.comparison.message.text().startswith("hybrid and rag are compared. Not enough data yet")
    with qtbot.waitSignal(page.controller.ended):
        page.comparison.button.click()
    qtbot.waitUntil(lambda: not page.comparison.isVisible())
    assert page.notice.message.text().startswith("The comparison ended.")
    assert services.comparisons.standings()[0].trial.ended_at


def test_a_time_has_a_scale_in_seconds(qtbot, page):
    page.measure.setCurrentIndex(list(MEASURES).index("draft_ms_median"))
    page.measure.activated.emit(0)
    assert texts(page.groups)[0] == ["2026-W45", "25", "25", "1.0 s"]
    assert page.plot._tick(1.0) == "1.0 s"


def test_the_time_from_paste_to_copy_is_noted_once_a_draft(qtbot, desk, services):
    desk.make_draft(Ticket("Can I return it?"))
    desk.view.copying.copy()
    copied = "SELECT draft_id, ms FROM draft_copied"
    qtbot.waitUntil(lambda: bool(rows(services.database, copied)))
    ((draft_id, ms),) = rows(services.database, copied)
    assert draft_id == desk.view.controller.run.draft.id
    assert 0 < ms < 60_000
    desk.view.copying.copy()
    desk.make_draft(Ticket("And until when?"))
    desk.view.copying.copy()
    qtbot.waitUntil(lambda: len(rows(services.database, copied)) == 2)
