"""Live work on the Figures page: how drafts were received, by group, before and after a change."""

import math
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from citewell.application.figures.comparisons import verdict_words
from citewell.application.figures.live_figures import Grouping, LiveGroup, LiveReport, Measure, Unit, week_of
from citewell.desktop.figures.compare_row import CompareRow
from citewell.desktop.figures.live_controller import LiveController, LiveSight
from citewell.desktop.figures.live_text import (
    A_DAY,
    COMPARE,
    COMPARE_TIP,
    EMPTY,
    GROUPINGS,
    LEGEND,
    LEGEND_CUT,
    MEASURES,
    NO_CHANGE,
    begun_words,
    change_name,
    cost_words,
    group_name,
    group_table,
    shown,
    summary_words,
    tip,
    total_table,
    way_name,
)
from citewell.desktop.figures.plot import MeasurePlot, Point, Series
from citewell.desktop.language.figures import percent, seconds
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.cells_table import CellsTable
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.date_field import DateField
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, label, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.live.trials import Trial

DAY_WIDTH, CHANGE_WIDTH, TABLE_LEAST = 150, 250, 150
MEASURE_CHARACTERS = 24
"""Of a measure's name that are seen at least: the plot is as narrow as the window needs."""
BEFORE_POINT = Msg("{point}, before")
EXPORTS = Msg("Plot as an image (*.png);;Plot as a drawing (*.svg);;All figures as a table (*.csv)")
_DAY = "day"


class LiveView(QWidget):
    """Choices above, then what runs, the measures of all drafts, the plot of one, and its groups."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        theme = session.theme
        self.controller = LiveController(session, self)
        self.by = ChoiceBox(theme, tr("Group by"))
        self.change = ChoiceBox(theme, tr("Compare before and after"))
        self.day = DateField(theme, tr("The day of the change"), empty=tr("Day"))
        self.measure = ChoiceBox(theme, tr("Measure of the plot"))
        self.measure.setMinimumContentsLength(MEASURE_CHARACTERS)
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.export = ThemedButton(
            theme, tr("Export…"), icon="document", tip=tr("Save the plot or the figures as a file")
        )
        self.compare = ThemedButton(theme, tr(COMPARE), tip=tr(COMPARE_TIP))
        self.compare.setCheckable(True)
        self.comparing = CompareRow(theme)
        self.comparing.hide()
        self.notice = Notice(theme)
        self.comparison = Notice(theme)
        self.empty = label(tr(EMPTY), tone="muted", wrap=True)
        self.summary = ElidedText("", tone="muted", size="small")
        self.costs = ElidedText("", lines=2, tone="muted", size="small")
        self.totals = CellsTable(theme, tr("All drafts"), numbers=True)
        self.plot = MeasurePlot(theme)
        self.hover = ElidedText("", tone="muted", size="small")
        self.groups = CellsTable(theme, tr("Groups"), numbers=True)
        self._results = QWidget()
        self._changes: tuple[str, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        for by, words in GROUPINGS.items():
            self.by.addItem(tr(words), by)
        for key, words in MEASURES.items():
            self.measure.addItem(tr(words), key)
        self.change.addItem(tr(NO_CHANGE), "")
        self.change.addItem(tr(A_DAY), _DAY)
        self.change.setMaximumWidth(CHANGE_WIDTH)
        self.day.setFixedWidth(DAY_WIDTH)
        self.day.hide()
        sheet = QFrame()
        sheet.setObjectName("sheet")
        choices = QHBoxLayout(sheet)
        choices.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        choices.setSpacing(2 * SPACE)
        for name, field in ((tr("Group by"), self.by), (tr("Before and after"), self.change)):
            caption = label(name, tone="muted", size="small")
            caption.setBuddy(field)
            choices.addWidget(caption)
            choices.addWidget(field)
        choices.addWidget(self.day)
        choices.addStretch(1)
        choices.addWidget(self.compare)
        choices.addWidget(self.export)
        self._build_results()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        for widget in (sheet, self.comparing, self.notice, self.comparison, self.empty):
            column.addWidget(widget)
        column.addWidget(self._results, 1)
        column.addStretch()
        self._results.hide()

    def _build_results(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(section(tr("One measure")))
        head.addWidget(self.measure)
        head.addStretch(1)
        plotted = QFrame()
        plotted.setObjectName("sheet")
        sheet = QVBoxLayout(plotted)
        sheet.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        sheet.setSpacing(2 * SPACE)
        sheet.addLayout(head)
        sheet.addWidget(self.plot)
        sheet.addWidget(self.hover)
        right = QWidget()
        lower = QVBoxLayout(right)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(2 * SPACE)
        lower.addWidget(plotted)
        lower.addWidget(self.groups, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("Plot and table"))
        scroll.setWidget(right)
        self.groups.setMinimumHeight(TABLE_LEAST)
        self.totals.setMinimumWidth(330)
        left = QVBoxLayout()
        left.setSpacing(2 * SPACE)
        for widget in (self.summary, self.totals, self.costs):
            left.addWidget(widget)
        row = QHBoxLayout(self._results)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * SPACE)
        row.addLayout(left, 1)
        row.addWidget(scroll, 1)

    def _connect(self) -> None:
        controller = self.controller
        self.by.activated.connect(self.reload)
        self.change.activated.connect(self._choose_change)
        self.day.editingFinished.connect(self.reload)
        self.measure.activated.connect(self._show_measure)
        self.export.clicked.connect(self._ask_export)
        self.plot.hovered.connect(self._hover)
        controller.shown.connect(self._show)
        controller.failed.connect(self._show_failure)
        controller.written.connect(self._say_written)
        controller.begun.connect(self._say_begun)
        controller.ended.connect(self._say_ended)
        self.compare.toggled.connect(self.comparing.setVisible)
        self.comparing.wanted.connect(controller.begin_comparison)

    def reload(self) -> None:
        """Read the figures as they are chosen."""
        self.controller.read(Grouping(self.by.currentData()), self._moment())

    def export_to(self, path: Path) -> None:
        """Write the plot or the figures, by the ending of ``path``; without one, the plot as PNG."""
        chosen = path if path.suffix else path.with_suffix(".png")
        if chosen.suffix.lower() == ".csv":
            self.controller.write_table(chosen)
            return
        try:
            self.plot.save(chosen)
        except OSError:
            self.notice.say(tr("The file {chosen} cannot be written. Choose another one.", chosen=chosen), tone="bad")
            return
        self._say_written(chosen)

    def _moment(self) -> str:
        chosen = str(self.change.currentData())
        if chosen != _DAY:
            return chosen
        wanted = self.day.value() if self.day.is_valid() else None
        return "" if wanted is None else wanted.isoformat()

    def _choose_change(self) -> None:
        by_day = self.change.currentData() == _DAY
        self.day.setVisible(by_day)
        if by_day and not self._moment():
            self.day.setFocus()
        else:
            self.reload()

    def _show(self, sight: LiveSight) -> None:
        report = sight.report
        known = tuple(change.at for change in sight.changes)
        if known != self._changes:
            self._changes = known
            self._show_changes(sight)
        there = bool(report.total.drafts + report.total.drafts_before)
        self.empty.setVisible(not there)
        self._results.setVisible(there)
        self.export.setEnabled(there)
        self.summary.show_text(summary_words(report))
        self.costs.show_text(cost_words(sight.ledger))
        self.totals.show_cells(*total_table(report.total))
        self._show_measure()
        running = next((one for one in sight.comparisons if not one.trial.ended_at), None)
        self.comparing.show_ways(sight.ways, sight.comparisons)
        self.comparing.button.setEnabled(running is None)
        if running is None:
            self.comparison.dismiss()
        else:
            words = tr(
                "{first} and {second} are compared. {verdict}",
                first=way_name(running.trial.first),
                second=way_name(running.trial.second),
                verdict=in_window(verdict_words(running)),
            )
            decided = running.result.finding.value != "open"
            self.comparison.say(
                words,
                tone="good" if decided else "info",
                action=tr("End comparison"),
                on_action=self.controller.end_comparison,
                tip=tr("Draft as before the comparison"),
            )

    def _show_changes(self, sight: LiveSight) -> None:
        chosen = self.change.currentData()
        self.change.clear()
        self.change.addItem(tr(NO_CHANGE), "")
        self.change.addItem(tr(A_DAY), _DAY)
        for change in sight.changes:
            self.change.addItem(change_name(change), change.at)
        self.change.setCurrentIndex(max(0, self.change.findData(chosen)))

    def _show_measure(self) -> None:
        report = self.controller.report
        if report is None:
            return
        key = str(self.measure.currentData())
        self._hover("")
        self.groups.show_cells(*group_table(report, key))
        series = [one for group in report.groups if (one := _series(group, report, key)).points]
        values = [point.high or point.value for one in series for point in one.points]
        unit = next(one.unit for one in report.total.measures if one.key == key)
        shares = unit is Unit.SHARE
        self.plot.show_series(
            tr(MEASURES[key]),
            [one if shares else _in_seconds(one) for one in series],
            across=report.by is Grouping.WEEK,
            tick=percent if shares else seconds,
            most=1.0 if shares else _round_up(max(values, default=0.0) / 1000),
        )

    def _hover(self, words: str) -> None:
        report = self.controller.report
        cut = report is not None and bool(report.span.change)
        self.hover.show_text(words or (tr(LEGEND_CUT) if cut else tr(LEGEND)))

    def _ask_export(self) -> None:
        chosen, kind = QFileDialog.getSaveFileName(self.window(), tr("Export"), "figures", tr(EXPORTS))
        if chosen:
            path = Path(chosen)
            self.export_to(path if path.suffix else path.with_suffix(kind.rpartition("*")[2].rstrip(")") or ".png"))

    def _say_written(self, path: Path) -> None:
        self.notice.say(tr("Written: {path}", path=path), tone="good")

    def _say_begun(self, trial: Trial) -> None:
        self.compare.setChecked(False)
        self.notice.say(begun_words(trial), tone="good")
        self.reload()

    def _say_ended(self, words: str) -> None:
        self.comparison.dismiss()
        self.notice.say(tr("The comparison ended. {words}", words=words))
        self.reload()

    def _show_failure(self, failure: Failure) -> None:
        self.notice.say(failure.message, tone="bad")


def _series(group: LiveGroup, report: LiveReport, key: str) -> Series:
    pairs = [(one, True) for one in group.before if one.key == key]
    cut = report.span.change
    old = report.by is Grouping.WEEK and bool(cut) and group.name < week_of(cut)
    pairs += [(one, old) for one in group.measures if one.key == key]
    points = tuple(_point(one, before=before) for one, before in pairs if one.value is not None)
    return Series(group_name(group.name, report.by), points)


def _point(one: Measure, *, before: bool) -> Point:
    behind = f" ({tip(one)})" if tip(one) else ""
    return Point(
        one.value or 0.0,
        one.low,
        one.high,
        tr(BEFORE_POINT, point=f"{shown(one)}{behind}") if before else f"{shown(one)}{behind}",
        before,
    )


def _round_up(value: float) -> float:
    """The next number that four ticks divide well."""
    if value <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 2, 4, 8, 10) if step * size >= value)


def _in_seconds(series: Series) -> Series:
    points = tuple(Point(one.value / 1000, None, None, one.tip, one.before) for one in series.points)
    return Series(series.name, points)
