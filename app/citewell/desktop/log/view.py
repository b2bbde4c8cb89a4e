"""Past drafts with what became of them, to be read, not changed. Personal data is masked until it is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from citewell.desktop.log.actions import LogActions
from citewell.desktop.log.controller import LogController
from citewell.desktop.log.entry import LogEntryPanel
from citewell.desktop.log.text import EMPTY, row_words
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import SPACE

Record = Mapping[str, Any]


class LogView(QWidget):
    """A list, and the draft that is chosen in it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        self.controller = LogController(session, self)
        self._records: list[Record] = []
        self.reveal = IconButton(session.theme, "Show personal data", icon="reveal", checkable=True)
        self.reveal.toggled.connect(lambda _on: self.reload())
        self.notice = Notice(session.theme)
        self._empty = label(EMPTY, tone="muted")
        self.table = QTableWidget(0, 4)
        self.entry = LogEntryPanel(session.theme)
        self.entry_actions = LogActions(session.theme, self.controller, self.entry, self.notice, self)
        self.entry_actions.changed.connect(self.reload)
        self.entry_actions.draft_wanted.connect(self.choose)
        self.table.activated.connect(self.entry_actions.open)
        self.controller.listed.connect(self._show)
        self.controller.unread.connect(self._show_unread)
        self._build()
        self.table.itemSelectionChanged.connect(self._show_chosen)

    def _build(self) -> None:
        table = self.table
        table.setAccessibleName("Past drafts")
        table.setHorizontalHeaderLabels(["When", "Decision", "Outcome", "Ticket"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        head = QHBoxLayout()
        head.addWidget(label("Log", size="title"))
        head.addStretch(1)
        head.addWidget(self.entry_actions.to_review)
        head.addWidget(self.reveal)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(4 * SPACE)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(table)
        splitter.addWidget(self.entry)
        splitter.setSizes([640, 520])
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._empty)
        column.addWidget(splitter, 1)

    def choose(self, draft_id: str) -> None:
        """Show the draft with this id, if it is listed."""
        row = next((row for row, record in enumerate(self._records) if record["id"] == draft_id), -1)
        if row >= 0:
            self.table.selectRow(row)

    def reload(self) -> None:
        """Read the log anew."""
        self.entry_actions.count_reviews()
        self.controller.read(reveal=self.reveal.isChecked())

    def _show_unread(self, failure: Failure) -> None:
        self.notice.say(f"The log cannot be read. {failure.message}", tone="bad")

    def _show(self, records: Sequence[Record]) -> None:
        chosen = self.chosen_id()
        self._records = list(records)
        self._empty.setVisible(not records)
        with QSignalBlocker(self.table):  # the choice is set again below
            self.table.setRowCount(len(records))
            for row, record in enumerate(records):
                for column, text in enumerate(row_words(record)):
                    self.table.setItem(row, column, QTableWidgetItem(text))
        again = next((row for row, record in enumerate(records) if record["id"] == chosen), 0)
        if records:
            self.table.selectRow(again)
        self._show_chosen()

    def chosen_id(self) -> str:
        """The id of the draft on screen; empty where there is none."""
        row = self.table.currentRow()
        return str(self._records[row]["id"]) if 0 <= row < len(self._records) else ""

    def _show_chosen(self) -> None:
        row = self.table.currentRow()
        self.entry.show_record(self._records[row] if 0 <= row < len(self._records) else None)
        self.entry_actions.show_draft(self.chosen_id(), reveal=self.reveal.isChecked())
