"""Approach: retrieval, fine-tuning or both, for each topic and by each line of the checklist, with the evidence."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.approach.controller import ApproachController
from citewell.desktop.approach.rows import FindingRow, sheet
from citewell.desktop.approach.text import (
    COSTS,
    LEAD,
    MEASURING,
    NO_COST,
    NO_TOPIC,
    PLAN,
    SAYS,
    TOPICS,
    cost_words,
    measured_words,
    notes,
    phase_words,
)
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label, page_title
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column
from citewell.desktop.widgets.theme import SPACE


class ApproachView(QWidget):
    """The page; ``controller`` measures. ``rows`` are the lines of the source texts by their ids."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self.controller = ApproachController(session, self)
        self.report = ThemedButton(theme, tr("Write report…"), tip=tr("Write this page as one HTML file"))
        self.notice = Notice(theme)
        self.measured = label(tr(MEASURING), tone="muted", size="small", wrap=True)
        self.rows: dict[str, FindingRow] = {}
        self.topics: list[FindingRow] = []
        self._area = QScrollArea()
        self._build()
        self.report.setEnabled(False)
        self.report.clicked.connect(self._ask_report)
        self.controller.read.connect(self._show)
        self.controller.reported.connect(self._show_report)
        self.controller.failed.connect(self._show_failure)

    def _build(self) -> None:
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("What was measured"))
        head = QHBoxLayout()
        head.addWidget(page_title(tr("Approach")), 1)
        head.addWidget(self.report)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(label(tr(LEAD), tone="muted", wrap=True))
        column.addWidget(self.measured)
        column.addWidget(self.notice)
        column.addWidget(self._area, 1)

    def reload(self) -> None:
        """Measure anew; what was measured before stays until then."""
        self.controller.reload()

    def focus_first(self) -> None:
        """Give the keyboard to what scrolls."""
        self._area.setFocus()

    def write_report(self, path: Path) -> None:
        """Write the report; a name without an ending gets one."""
        self.controller.report(path if path.suffix else path.with_suffix(".html"))

    def _show(self, record: Mapping[str, Any]) -> None:
        self.measured.setText(measured_words(record))
        self.report.setEnabled(True)
        self.rows = {line["id"]: _line_row(line) for line in record["lines"]}
        self.topics = [_topic_row(topic, topic["name"]) for topic in record["topics"]]
        together = _topic_row(record["overall"], tr("All topics together"))
        phases = [_phase_row(phase) for phase in record["phases"]]
        sheets = [
            sheet(tr("Recommended"), [together]),
            sheet(tr(PLAN), phases),
            sheet(tr(TOPICS), self.topics or [label(tr(NO_TOPIC), tone="muted", wrap=True)]),
        ]
        for name, lines in groupby(record["lines"], key=lambda line: line["section"]):
            sheets.append(sheet(name, [self.rows[line["id"]] for line in lines]))
        costs = [cost_words(cost) for cost in record["costs"]] or [tr(NO_COST)]
        sheets.append(sheet(tr(COSTS), [label(words, wrap=True) for words in costs]))
        self._fill(sheets)

    def _fill(self, sheets: Iterable[QWidget]) -> None:
        place = self._area.verticalScrollBar().value()
        box = QWidget()
        box.setObjectName("cards")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        for one in sheets:
            inner.addWidget(one)
        self._area.setWidget(box)  # the one before goes with it
        self._area.verticalScrollBar().setValue(place)

    def _ask_report(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), tr("Write the report"), "citewell-approach.html", tr("HTML (*.html)")
        )
        if chosen:
            self.write_report(Path(chosen))

    def _show_report(self, path: Path) -> None:
        self.notice.say(
            tr("The report is written: {path}", path=path),
            tone="good",
            action=tr("Open report"),
            on_action=lambda: _open(path),
        )

    def _show_failure(self, failure: Failure) -> None:
        self.notice.say(failure.message, tone="bad")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _says(one: Mapping[str, Any]) -> tuple[str, str]:
    word, tone = SAYS[one["says"]]
    return tr(word), tone


def _line_row(line: Mapping[str, Any]) -> FindingRow:
    return FindingRow(in_window(line["question"]), _says(line), [in_window(line["measured"])], notes(line))


def _topic_row(topic: Mapping[str, Any], name: str) -> FindingRow:
    return FindingRow(name, _says(topic), [in_window(text) for text in topic["evidence"]], notes(topic))


def _phase_row(phase: Mapping[str, Any]) -> FindingRow:
    held, tone, measured = phase_words(phase)
    return FindingRow(
        in_window(phase["name"]), (held, tone), [measured], notes({"collect": phase["collect"], "flips": None})
    )
