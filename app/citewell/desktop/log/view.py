"""Past drafts with what became of them, to be read, not changed. Personal data is masked until it is asked for."""

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTableView,
    QWidget,
)

from citewell.desktop.actions.action import Action
from citewell.desktop.language.figures import written
from citewell.desktop.language.words import tr, trn
from citewell.desktop.log.actions import LogActions
from citewell.desktop.log.controller import LogController
from citewell.desktop.log.entry import LogEntryPanel
from citewell.desktop.log.model import LogModel
from citewell.desktop.log.text import EMPTY, FOUND, FOUND_SO_FAR, LOADING, LOOKING, NOT_FOUND
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.labels import label, page_title
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.drafts import LogPage

PAUSE_MS = 250
"""How long the keyboard rests before the words are looked for."""
MEASURED_ROWS = 50
"""How many rows say how wide a column is."""


class LogView(QWidget):
    """A list, and the draft that is chosen in it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = session.theme
        self.controller = LogController(session, self)
        self._chosen = ""
        self._found = 0
        self.words = QLineEdit()
        self._look = QAction(self)
        self.counted = label("", tone="muted", size="small")
        self.reveal = IconButton(
            session.theme, tr("Show personal data"), icon="reveal", action="log.reveal", checkable=True
        )
        self.notice = Notice(session.theme)
        self._empty = label(tr(LOADING), tone="muted")
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self.model = LogModel(self)
        self.table = QTableView()
        self.focus_first = self.table.setFocus
        self.entry = LogEntryPanel(session.theme)
        self.entry_actions = LogActions(session.theme, self.controller, self.entry, self.notice, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.entry_actions.draft_wanted.connect(self.choose)
        self.table.activated.connect(self.entry_actions.open)
        self._build_table()
        self._build()
        self._connect()
        self._recolour()

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(tr("Past drafts"))
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
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def _build(self) -> None:
        self.words.setPlaceholderText(tr("Search tickets, drafts and sent texts"))
        self.words.setAccessibleName(tr("Search the log"))
        self.words.setToolTip(Action("log.search", self.words, self.words.setFocus).toolTip())
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(360)
        self.words.addAction(self._look, QLineEdit.ActionPosition.LeadingPosition)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(page_title(tr("Log")))
        head.addWidget(self.counted)
        head.addStretch(1)
        head.addWidget(self.words, 2)
        head.addWidget(self.entry_actions.to_review)
        head.addWidget(self.reveal)
        splitter = self._parts
        splitter.setObjectName("log")
        splitter.setHandleWidth(4 * SPACE)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.entry)
        splitter.setSizes([640, 520])
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._empty)
        column.addWidget(splitter, 1)
        column.addStretch()

    def _connect(self) -> None:
        self.reveal.toggled.connect(lambda _on: self.reload())
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.words.returnPressed.connect(self._search)
        self._pause.timeout.connect(self._search)
        self.entry_actions.changed.connect(self.reload)
        self.entry_actions.draft_wanted.connect(self.choose)
        controller = self.controller
        controller.listed.connect(self._show_first)
        controller.continued.connect(self._show_next)
        controller.ended.connect(self._show_end)
        controller.counted.connect(lambda total: self.counted.setText(trn("{n} draft", "{n} drafts", total)))
        controller.unread.connect(self._show_unread)
        self.model.more_wanted.connect(self._read_on)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self._theme.changed.connect(self._recolour)

    def choose(self, draft_id: str) -> None:
        """Show the draft with this id, also one that is not in the list."""
        place = self.model.place_of(draft_id)
        self.table.setCurrentIndex(self.model.index(place, 0) if place >= 0 else QModelIndex())
        if place < 0:
            self._show_chosen(draft_id)

    def reload(self) -> None:
        """Read the log anew, as far as it was read before."""
        self._read(again=self.model.rowCount())
        self.entry_actions.count_reviews()

    def chosen_id(self) -> str:
        """The id of the draft on screen; empty where there is none."""
        return self._chosen

    def _search(self) -> None:
        self._pause.stop()
        self._read()

    def _read(self, *, again: int = 0) -> None:
        self._found = 0
        if not self.model.rowCount() or not again:
            self._say_empty(tr(LOOKING) if self._sought else tr(LOADING))
        self.model.show_reading(reading=True)
        self.controller.read(words=self._sought, reveal=self.reveal.isChecked(), again=again)

    def _read_on(self) -> None:
        self.model.show_reading(reading=True)
        self.controller.read_on()

    @property
    def _sought(self) -> str:
        return self.words.text().strip()

    def _show_first(self, page: LogPage) -> None:
        bar = self.table.verticalScrollBar()
        at = bar.value()
        self.model.show_first(page)
        self._count(page)
        place = self.model.place_of(self._chosen)
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, 0))
            bar.setValue(at)
        elif page.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _show_next(self, page: LogPage) -> None:
        was_empty = not self.model.rowCount()
        self.model.show_next(page)
        self._count(page)
        if was_empty and page.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _show_end(self) -> None:
        self.model.show_reading(reading=False)
        if not self.model.rowCount():
            self._say_empty(tr(NOT_FOUND) if self._sought else tr(EMPTY))
            self._show_chosen("")

    def _count(self, page: LogPage) -> None:
        """Say how many are found, and whether there may be more."""
        self._found += len(page.rows)
        if self._found:
            self._say_empty("")
        if self._sought:
            words = FOUND_SO_FAR if page.next is not None else FOUND
            self.counted.setText(tr(words, number=written(self._found)))

    def _show_unread(self, failure: Failure) -> None:
        self.model.show_reading(reading=False)
        self._say_empty("")
        self.notice.say(tr("The log cannot be read. {message}", message=failure.message), tone="bad")

    def _show_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._show_chosen(self.model.id_at(current.row()))

    def _show_chosen(self, draft_id: str) -> None:
        self._chosen = draft_id
        self.entry_actions.show_draft(draft_id, reveal=self.reveal.isChecked())

    def _say_empty(self, text: str) -> None:
        self._empty.setText(text)
        self._empty.setVisible(bool(text))
        self._parts.setVisible(text != tr(EMPTY))  # no empty table where there is nothing to list

    def _recolour(self) -> None:
        self._look.setIcon(load_icon("search", self._theme.colour("muted")))
