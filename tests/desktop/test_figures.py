import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QSizeF, Qt
from style_doubles import LEARNED
from test_main_window import unnamed
from test_small_screens import ROOM, outside
from test_style import Page

from citewell.desktop.figures.text import default_name, measure_table
from citewell.desktop.shell.workbench import FIGURES_PLACE
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError
from citewell.domain.progress import GoldenProgress
from citewell.evaluation.runs import Made, Run, run_record
from citewell.evaluation.scores.scoring import Row, Score


def make_row(name: str, mode: str = "hybrid", *, right: bool = True, ms: float = 900.0) -> Row:
    score = Score(decision_right=right, right=right, facts_stated=("14 days",) if right else ())
    missing = () if right else ("14 days",)
    return Row(
        id=name,
        file="golden.yaml",
        mode=mode,
        digest=f"digest-{name}",
        ticket="Can I return it?",
        expected=("answer",),
        decision="answer" if right else "refuse",
        text="You can.",
        confidence=0.9,
        total_ms=ms,
        score=replace(score, facts_missing=missing),
    )


def make_run(*rows: Row) -> Run:
    made = {row.mode: Made("base", "support-1", "base.gguf", "0" * 64, "reply-1") for row in rows}
    return Run("2026-03-05T10:00:00+00:00", "0.1", {"golden.yaml": "0" * 64}, None, 2, 9, made, rows, 12.0)


BEFORE = make_run(make_row("g-1"), make_row("g-2", right=False), make_row("g-3"))
AFTER = make_run(make_row("g-1"), make_row("g-2"), make_row("g-3"))
WORSE = make_run(make_row("g-1"), make_row("g-2", right=False), make_row("g-3", right=False))


class Bench:
    """In place of the evaluation: tells one step and waits until it is let on."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.result, self.error = AFTER, ""
        self.asked: list[tuple[list[str], list[str]]] = []

    def run(self, paths, modes, *, progress, cancel):
        self.token = cancel
        self.asked.append(([path.name for path in paths], [mode.value for mode in modes]))
        if self.error:
            raise BadInputError(self.error)
        progress(GoldenProgress(1, 3, "", Mode.HYBRID, "g-2"))
        while not self.gate.wait(0.01):
            cancel.check()
        return self.result


@pytest.fixture
def bench(services, window):
    bench = Bench()
    session = window.workbench._session
    session.services = replace(services, evaluation=bench)
    services.golden_runs.save("before", run_record(BEFORE))
    return bench


@pytest.fixture
def view(qtbot, empty, bench):
    page = empty.figures_view
    empty.show_place(FIGURES_PLACE)
    with qtbot.waitSignal(page.controller.names_read):
        empty.figures_page.buttons[1].click()
    return page


def go(qtbot, view):
    with qtbot.waitSignal(view.controller.shown):
        view.run.click()


def texts(table) -> list[list[str]]:
    return [[table.text_at(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_before_any_run_the_page_says_what_golden_tickets_are(view):
    assert view.empty.isVisible()
    assert not view.results.measures.isVisible()


def test_a_run_shows_progress_then_measures_and_what_is_missed(qtbot, view, bench):
    bench.gate.clear()
    bench.result = WORSE
    view.run.click()
    qtbot.waitUntil(lambda: view.progress.item.text() == "Sources and style: g-2")
    assert not view.run.isEnabled()
    assert view.progress.cancel.hasFocus()
    with qtbot.waitSignal(view.controller.shown):
        bench.gate.set()
    assert view.run.hasFocus()
    assert ["Decision right", "33.3%"] in texts(view.results.measures)
    assert ["g-3", "Sources and style", "refusal instead of answer; not stated: 14 days"] in texts(view.results.tickets)
    assert "3 golden tickets in 1 mode" in view.results.summary.text()
    assert not view.progress.isVisible()
    assert view.run.isEnabled()


def test_modes_and_file_reach_the_run(qtbot, view, bench, tmp_path):
    for box in view.modes.values():
        box.setChecked(True)
    view.choose_path(tmp_path / "own.yaml")
    go(qtbot, view)
    view.reset.click()
    go(qtbot, view)
    assert bench.asked == [(["own.yaml"], ["hybrid", "rag", "no_context"]), ([], ["hybrid", "rag", "no_context"])]


def test_without_a_mode_nothing_is_run(view, bench):
    for box in view.modes.values():
        box.setChecked(False)
    view.run.click()
    assert bench.asked == []
    assert "Choose one" in view.notice.message.text()


def test_a_run_is_compared_with_a_saved_one_ticket_by_ticket(qtbot, view, bench):
    view.compare.setCurrentIndex(view.compare.findData("before"))
    go(qtbot, view)
    assert ["Decision right", "100.0%", "66.7%"] in texts(view.results.measures)
    (change,) = texts(view.results.tickets)
    assert change[0] == "g-2"
    assert "states “14 days”" in change[2]
    assert change[3] == ""
    assert view.notice.property("tone") == "good"


def test_what_got_worse_is_said_and_the_comparison_can_be_changed_without_a_new_run(qtbot, view, bench):
    bench.result = WORSE
    go(qtbot, view)
    assert view.results.measures.columnCount() == 2
    view.compare.setCurrentIndex(view.compare.findData("before"))
    with qtbot.waitSignal(view.controller.shown):
        view.compare.activated.emit(view.compare.currentIndex())
    assert view.notice.property("tone") == "warn"
    assert "Worse than “before”" in view.notice.message.text()
    assert any(row[0] == "g-3" and "no longer states" in row[3] for row in texts(view.results.tickets))
    assert len(bench.asked) == 1


def choose_run(qtbot, view, box, name):
    box.setCurrentIndex(box.findData(name))
    with qtbot.waitSignal(view.controller.shown):
        box.activated.emit(box.currentIndex())


def test_two_saved_runs_are_read_side_by_side_without_a_new_one(qtbot, view, bench, services):
    services.golden_runs.save("worse", run_record(worded(WORSE, "I cannot say.")))
    with qtbot.waitSignal(view.controller.names_read):
        view.reload()
    choose_run(qtbot, view, view.shown, "worse")
    assert view.results.isVisible()
    assert not view.results.save.isVisible()
    choose_run(qtbot, view, view.compare, "before")
    assert bench.asked == []
    assert not view.results.now.isVisible()
    rows = texts(view.results.tickets)
    view.results.tickets.setCurrentCell([row[0] for row in rows].index("g-3"), 0)
    assert view.results.before.text.toPlainText() == "You can."
    assert view.results.now.text.toPlainText() == "I cannot say."
    assert "“before” · answer" in view.results.before.caption.text()
    assert "“worse” · refusal" in view.results.now.caption.text()
    assert "Can I return it?" in view.results.message.text()
    go(qtbot, view)
    assert view.shown.currentData() == ""
    assert view.results.save.isVisible()


def worded(run, text):
    return replace(run, rows=tuple(replace(row, text=text) for row in run.rows))


def test_on_a_low_screen_the_results_are_scrolled_to(qtbot, view, window, empty):
    choose_run(qtbot, view, view.shown, "before")
    window.resize(*ROOM)
    qtbot.waitUntil(lambda: empty.minimumSizeHint().width() <= ROOM[0])
    assert empty.minimumSizeHint().height() <= ROOM[1]
    assert (window.width(), window.height()) == ROOM
    assert outside(window) == []


def test_without_a_new_run_the_saved_one_stays_shown(qtbot, view):
    choose_run(qtbot, view, view.shown, "before")
    view.shown.setCurrentIndex(0)
    view.shown.activated.emit(0)
    assert view.shown.currentData() == "before"


def test_calibration_is_plotted_and_pointing_at_it_says_the_figures(qtbot, view, bench):
    bench.result = WORSE  # 0.9 sure three times, and right once
    go(qtbot, view)
    plot = view.results.plot
    assert plot.isVisible()
    told = plot.accessibleDescription()
    assert "90–100%: 3 drafts, 90% sure, 33% right" in told
    spots = plot._places(plot._area(QSizeF(plot.size())))
    assert [point.value for _, point, _ in spots] == [pytest.approx(0.9), pytest.approx(1 / 3)]
    plot.hovered.emit(plot.tip_at(spots[1][2]))
    assert "33% right" in view.results.hover.text()


def test_a_run_can_be_cancelled(qtbot, view, bench):
    bench.gate.clear()
    view.run.click()
    qtbot.waitUntil(lambda: "g-2" in view.progress.item.text())
    with qtbot.waitSignal(view.controller.stopped):
        view.progress.cancel.click()
    assert "Stopped" in view.notice.message.text()
    assert view.empty.isVisible()


def test_a_run_can_be_paused_and_goes_on(qtbot, view, bench):
    bench.gate.clear()
    view.run.click()
    qtbot.waitUntil(lambda: "g-2" in view.progress.item.text())
    view.progress.pause.click()
    assert bench.token.paused
    view.progress.pause.click()
    assert not bench.token.paused
    with qtbot.waitSignal(view.controller.shown):
        bench.gate.set()


def test_an_error_is_said(qtbot, view, bench):
    bench.error = "Nothing is indexed yet."
    with qtbot.waitSignal(view.controller.failed):
        view.run.click()
    assert view.notice.property("tone") == "bad"
    assert view.notice.message.text() == "Nothing is indexed yet."


def test_a_run_is_saved_and_can_be_compared_with(qtbot, view, services):
    go(qtbot, view)
    assert view.results.name.text() == "2026-03-05"
    view.results.name.setText(" after  that ")
    with qtbot.waitSignal(view.controller.saved):
        view.results.save.click()
    qtbot.waitUntil(lambda: view.compare.findData("after that") > 0)
    assert services.golden_runs.load("after that") == run_record_of(services, AFTER)


def run_record_of(services, run):
    services.golden_runs.save("same", run_record(run))
    return services.golden_runs.load("same")


def test_the_report_is_written_where_the_user_wants_it(qtbot, view, tmp_path):
    go(qtbot, view)
    with qtbot.waitSignal(view.controller.reported):
        view.write_report(tmp_path / "report")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "g-2" in html
    assert view.notice.button.text() == "Open report"
    with qtbot.waitSignal(view.controller.failed):
        view.write_report(tmp_path / "none" / "report.html")
    assert "cannot be written" in view.notice.message.text()


def test_figures_that_got_better_and_worse_are_told_apart(view, qtbot, theme, bench):
    view.compare.setCurrentIndex(view.compare.findData("before"))
    go(qtbot, view)
    _, rows = measure_table(view.controller.result)
    tones = {row[0].text: row[1].tone for row in rows}
    assert tones["Decision right"] == "good"
    row = [cells[0] for cells in texts(view.results.measures)].index("Decision right")
    for choice in ("light", "dark"):
        theme.choose(choice)
        assert view.results.measures.item(row, 1).foreground().color() == theme.colour("good")


def test_a_key_leads_to_the_page_and_everything_has_a_name(qtbot, view, window, empty):
    go(qtbot, view)
    empty.show_place(0)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert empty._places.currentWidget().page is empty.figures_page
    empty.figures_page.show_part(1)
    assert window.focusWidget() is view.run
    assert unnamed(window) == []


def test_a_run_and_a_change_of_style_exclude_each_other(qtbot, view, bench, empty, services):
    page = Page(qtbot, empty, services)
    page.open()
    bench.gate.clear()
    view.run.click()
    assert not page.view.learn.learn.isEnabled()
    assert not page.card(LEARNED.id).activate.isEnabled()
    with qtbot.waitSignal(view.controller.shown):
        bench.gate.set()
    assert page.card(LEARNED.id).activate.isEnabled()
    page.view.learn.learn.click()
    assert not view.run.isEnabled()
    page.learner.gate.set()
    qtbot.waitUntil(view.run.isEnabled)


def test_a_name_that_is_taken_is_numbered():
    assert default_name(["2026-03-05", "2026-03-05-2"], "2026-03-05T10:00") == "2026-03-05-3"
