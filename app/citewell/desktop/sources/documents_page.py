"""The documents of one source: a list to filter and sort, and the one that is chosen, with its metadata."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.desktop.sources.controller import Indexing
from citewell.desktop.sources.document_details import Details, DocumentDetails
from citewell.desktop.sources.document_row import DocumentRow, document_rows
from citewell.desktop.sources.documents_model import CHOICES, EVERYTHING, DocumentsModel
from citewell.desktop.sources.documents_table import DocumentsTable
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import SPACE
from citewell.desktop.widgets.wording import count
from citewell.domain.documents import Source

READING = "Reading the list…"
NOTHING = "There is no document in this source."
NO_MATCH = "No document is like that. Clear the filter to see all of them."
DETAILS_SHARE = 0.6
"""Part of the height that the document which is chosen may take."""


class DocumentsPage(QWidget):
    """Shows one source; ``closed`` when the reader has seen enough."""

    closed = Signal()

    def __init__(self, session: Session, indexing: Indexing, parent: QWidget | None = None) -> None:
        """Empty until ``open_source``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._session, self._indexing = session, indexing
        self.source: Source | None = None
        self._listing: Task | None = None
        self._opening: Task | None = None
        self._saving = False
        self._with_form = False
        self.back = IconButton(theme, "Back to the sources (Esc)", icon="back")
        self.heading = ElidedText("", size="title")
        self.counted = label("", tone="muted", size="small")
        self.words = QLineEdit()
        self.choice = ChoiceBox(theme, "Which documents are listed")
        self.notice = Notice(theme)
        self.empty = label(READING, tone="muted")
        self.model = DocumentsModel(theme, self)
        self.table = DocumentsTable(self.model)
        self.details = DocumentDetails(theme)
        self._look = QAction(self)
        self._build()
        self._connect()
        self._refresh()

    def _build(self) -> None:
        self.words.setPlaceholderText("Filter by name, title, version, region, owner…")
        self.words.setAccessibleName("Filter the documents")
        self.words.setToolTip("Filter the documents (Ctrl+F)")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(360)
        self.words.addAction(self._look, QLineEdit.ActionPosition.LeadingPosition)
        for name, _ in CHOICES:
            self.choice.addItem(name)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.back)
        head.addWidget(self.heading, 1)
        head.addWidget(self.counted)
        head.addWidget(self.words, 2)
        head.addWidget(self.choice)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(3 * SPACE)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.table.setMinimumHeight(140)
        self.details.setMinimumHeight(96)
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.empty)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.close_source)
        self.words.textChanged.connect(lambda _text: self._filter())
        self.choice.currentIndexChanged.connect(lambda _index: self._filter())
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.details.closed.connect(self.close_details)
        self.details.editor.saved.connect(self._set_fields)
        self.details.editor.taken_back.connect(lambda: self._set_fields({}))
        self._indexing.ended.connect(lambda _report: self._end_saving())
        self._indexing.failed.connect(self._fail_saving)
        self._session.theme.changed.connect(self._refresh)
        QShortcut(QKeySequence("Ctrl+F"), self, self.words.setFocus)
        QShortcut(QKeySequence("Esc"), self, self.escape)

    def open_source(self, source: Source, choice: int = EVERYTHING) -> None:
        """List the documents of a source; ``choice`` is an index in ``CHOICES``."""
        self.source = source
        self.details.forget_edits()
        self.heading.show_text(Path(source.root).name or source.root, source.root)
        self.notice.dismiss()
        self.close_details()
        self.model.show_rows(())
        self.words.clear()
        self.choice.setCurrentIndex(choice)
        self._say_empty(READING)
        self._load(source)

    def show_source(self, source: Source | None) -> None:
        """The source as it is now, whose documents are listed anew; ``None`` where it is no source any more."""
        if source is None:
            self.close_source()
        else:
            self.source = source
            self._load(source)

    def escape(self) -> None:
        """Close the document that is chosen, else clear the filter, else go back."""
        if self.details.isVisible():
            self.close_details()
        elif self.words.text():
            self.words.clear()
        else:
            self.close_source()

    def close_source(self) -> None:
        """Go back to the sources."""
        self.source = None
        self.closed.emit()

    def close_details(self) -> None:
        """Choose no document."""
        self._hide_details()
        self.table.setCurrentIndex(QModelIndex())
        self.table.setFocus()

    def _load(self, source: Source) -> None:
        index = self._session.services.index
        if self._listing is not None:
            self._listing.abandon()

        def read() -> tuple[DocumentRow, ...]:
            return document_rows(index.documents(source.id), source.quarantined, date.today())  # noqa: DTZ011  theirs

        def failed(failure: Failure) -> None:
            self._say_empty("")
            self.notice.say(f"The list cannot be read. {failure.message}", tone="bad")

        self._listing = self._session.runner.start(
            STORE, lambda _run: read(), Listener(done=self._show_rows, failed=failed)
        )

    def _show_rows(self, rows: tuple[DocumentRow, ...]) -> None:
        self._listing = None
        self._refill(lambda: self.model.show_rows(rows))

    def _filter(self) -> None:
        self._refill(lambda: self.model.filter(self.words.text(), self.choice.currentIndex()))

    def _refill(self, change: Callable[[], None]) -> None:
        """Change what is listed; the document that is chosen stays chosen where it is still listed."""
        chosen = self.model.row_at(self.table.currentIndex().row()) or self.details.row  # it may not be shown yet
        change()
        shown = self.model.rowCount()
        total = self.model.total
        self.counted.setText(count(total, "document") if shown == total else f"{shown:,} of {total:,}")
        if self._listing is None:
            self._say_empty("" if shown else NO_MATCH if total else NOTHING)
        place = self.model.place_of(chosen.path) if chosen is not None else -1
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, 0))
        elif chosen is not None and not self.details.editor.is_dirty:
            self._hide_details()

    def _show_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row, source = self.model.row_at(current.row()), self.source
        if self._opening is not None:
            self._opening.abandon()
            self._opening = None
        if row is None or source is None:
            return
        index, path = self._session.services.index, file_of(row)

        def read() -> Details:
            return Details(index.overrides(source.id).get(path, {}), index.history(source.id, path))

        def failed(failure: Failure) -> None:
            self.notice.say(f"The document cannot be shown. {failure.message}", tone="bad")

        def done(details: Details) -> None:
            self.details.show_row(row, details, source.access)
            self._show_details()

        self._opening = self._session.runner.start(STORE, lambda _run: read(), Listener(done=done, failed=failed))

    def _show_details(self) -> None:
        """Make as much room as the document needs, unless there is such room already."""
        kind = self.details.editor.isVisibleTo(self.details)
        if self.details.isVisible() and kind == self._with_form:
            return
        self._with_form = kind
        self.details.show()
        height = self.splitter.height()
        wanted = min(self.details.wanted_height(), round(height * DETAILS_SHARE))
        self.splitter.setSizes([height - wanted, wanted])
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))  # once it has its size

    def _hide_details(self) -> None:
        self.details.hide()
        self.details.row = None

    def _set_fields(self, fields: Mapping[str, str]) -> None:
        row, source = self.details.row, self.source
        if row is None or source is None:
            return
        index = self._session.services.index

        def done(_result: None) -> None:
            self._saving = True
            self.details.editor.settle()
            self.notice.say("Saved. The document is indexed again with these fields…")
            self._indexing.add(Path(source.root))

        def failed(failure: Failure) -> None:
            self.notice.say(f"Not saved. {failure.message}", tone="bad")

        self._session.runner.start(
            STORE, lambda _run: index.override(source.id, row.path, fields), Listener(done=done, failed=failed)
        )

    def _end_saving(self) -> None:
        if self._saving and not self._indexing.running:
            self._saving = False
            self.notice.say("Saved, and indexed with these fields.", tone="good")

    def _fail_saving(self, failure: Failure) -> None:
        if self._saving:
            self._saving = False
            self.notice.say(f"Saved, but not indexed yet: the next update uses it. {failure.message}", tone="warn")

    def _say_empty(self, text: str) -> None:
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    def _refresh(self) -> None:
        self._look.setIcon(load_icon("search", self._session.theme.colour("muted")))


def file_of(row: DocumentRow) -> str:
    """The path of the file that a row belongs to: a past version is listed under the path with its version."""
    if row.entry is not None and row.entry.retired:
        return row.path.removesuffix(f"@{row.entry.metadata.version}")
    return row.path
