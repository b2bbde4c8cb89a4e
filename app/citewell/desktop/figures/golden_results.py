"""What a golden run came to: measures, calibration, tickets, and the drafts of a ticket in two runs side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from citewell.application.evaluation.golden_figures import Result, Row
from citewell.desktop.figures.plot import MeasurePlot
from citewell.desktop.figures.text import (
    CALIBRATION,
    CALIBRATION_LEGEND,
    CHOOSE_TICKET,
    calibration_series,
    draft_caption,
    listed_drafts,
    measure_table,
    run_summary,
    ticket_table,
)
from citewell.desktop.language.figures import percent
from citewell.desktop.language.words import quoted, tr
from citewell.desktop.widgets.cells_table import CellsTable
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import ElidedText, label, section
from citewell.desktop.widgets.theme import SPACE, Theme

NAME_WIDTH = 150


class DraftColumn(QWidget):
    """One draft of a golden ticket, read only."""

    def __init__(self, name: str) -> None:
        """No draft."""
        super().__init__()
        self.caption = ElidedText("", tone="muted", size="small")
        self.text = QPlainTextEdit()
        self.text.setObjectName("reading")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.caption)
        column.addWidget(self.text, 1)

    def show_row(self, name: str, row: Row | None) -> None:
        """Show the draft of a run by its name; hidden where the run has none."""
        self.setVisible(row is not None)
        if row is not None:
            self.caption.show_text(draft_caption(name, row))
            self.text.setPlainText(row.text)


class GoldenResults(QWidget):
    """Says that the run is to be kept or reported; ``FiguresView`` sees to it."""

    save_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No run."""
        super().__init__(parent)
        self.setObjectName("cards")
        self.summary = ElidedText("", tone="muted", size="small")
        self.name = QLineEdit()
        self.save = ThemedButton(theme, tr("Save run"), action="figures.save")
        self.report = ThemedButton(theme, tr("Report…"), icon="document", action="figures.report")
        self.measures = CellsTable(theme, tr("Measures"), numbers=True)
        self.plot = MeasurePlot(theme)
        self.hover = ElidedText("", tone="muted", size="small", lines=2)
        self.tickets = CellsTable(theme, tr("Tickets"))
        self.tickets_title = section("")
        self.hint = label(tr(CHOOSE_TICKET), tone="muted", size="small", wrap=True)
        self.message = ElidedText("", lines=2)
        self.before, self.now = DraftColumn(tr("Draft of the saved run")), DraftColumn(tr("Draft of this run"))
        self._drafts: list[tuple[Row | None, Row]] = []
        self._names = ("", "")
        self._build()
        self.save.clicked.connect(self.save_wanted)
        self.name.returnPressed.connect(self.save_wanted)
        self.plot.hovered.connect(lambda words: self.hover.show_text(words or tr(CALIBRATION_LEGEND)))
        self.tickets.currentCellChanged.connect(lambda row, *_rest: self.show_drafts(row))

    def _build(self) -> None:
        self.name.setAccessibleName(tr("Name of this run"))
        self.name.setPlaceholderText(tr("Name"))
        self.name.setFixedWidth(NAME_WIDTH)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.summary, 1)
        for widget in (self.name, self.save, self.report):
            head.addWidget(widget)
        self._plotted = QFrame()
        self._plotted.setObjectName("sheet")
        sheet = QVBoxLayout(self._plotted)
        sheet.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        for part in (section(tr(CALIBRATION)), self.plot, self.hover):
            sheet.addWidget(part)
        sheet.addStretch(1)
        listed = _column(self.tickets_title, self.tickets)
        drafts = QWidget()
        beside = QHBoxLayout(drafts)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(3 * SPACE)
        beside.addWidget(self.before, 1)
        beside.addWidget(self.now, 1)
        above, below = (_splitter(Qt.Orientation.Horizontal, name) for name in ("golden", "golden-drafts"))
        above.addWidget(self.measures)
        above.addWidget(self._plotted)
        above.setSizes([520, 380])
        below.addWidget(listed)
        below.addWidget(_column(self.hint, self.message, drafts))
        below.setSizes([520, 380])
        whole = _splitter(Qt.Orientation.Vertical, "figures")
        whole.addWidget(above)
        whole.addWidget(below)
        whole.setSizes([300, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(whole, 1)

    def show_result(self, result: Result, kept: str = "") -> None:
        """Show a run, beside the one it is compared with; ``kept`` is its name, where it is saved already."""
        self.summary.show_text(run_summary(result.run))
        for widget in (self.name, self.save):
            widget.setVisible(not kept)
        self._names = (result.name, kept)
        self.measures.show_cells(*measure_table(result))
        series = calibration_series(result.run)
        self._plotted.setVisible(bool(series))
        self.plot.show_series(tr(CALIBRATION), series, across=True, tick=percent, most=1.0)
        self.hover.show_text(tr(CALIBRATION_LEGEND))
        title, headings, rows = ticket_table(result)
        self._drafts = listed_drafts(result)
        self.tickets_title.setText(title)
        self.tickets.show_cells(headings, rows)
        self.tickets.setCurrentCell(-1, -1)
        self.show_drafts(-1)

    def show_drafts(self, number: int) -> None:
        """Show the drafts of a line of the tickets; -1 for none."""
        known = 0 <= number < len(self._drafts)
        self.hint.setVisible(not known)
        self.message.setVisible(known)
        before, now = self._drafts[number] if known else (None, None)
        self.message.show_text("" if now is None else quoted(" ".join(now.ticket.split())))
        self.before.show_row(self._names[0], before)
        self.now.show_row(self._names[1], now)


def _column(*widgets: QWidget) -> QWidget:
    """Widgets below each other, the last of which takes the room that is left."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * SPACE)
    for widget in widgets:
        column.addWidget(widget, int(widget is widgets[-1]), Qt.AlignmentFlag(0))
    return box


def _splitter(direction: Qt.Orientation, name: str) -> QSplitter:
    splitter = QSplitter(direction)
    splitter.setObjectName(name)
    splitter.setHandleWidth(4 * SPACE)
    splitter.setChildrenCollapsible(False)
    return splitter
