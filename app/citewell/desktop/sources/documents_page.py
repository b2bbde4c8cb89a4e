"""The documents of one source: a list to filter and sort, and the one that is chosen, with its metadata."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QWidget

from citewell.desktop.actions.action import Action
from citewell.desktop.language.figures import written
from citewell.desktop.language.words import tr, trn
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.document_details import DocumentDetails
from citewell.desktop.sources.document_row import Details, DocumentRow
from citewell.desktop.sources.documents_controller import DocumentsController
from citewell.desktop.sources.documents_model import CHOICES, EVERYTHING, DocumentsModel
from citewell.desktop.sources.documents_table import DocumentsTable
from citewell.desktop.sources.text import NO_MATCH, NOTHING, READING
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.documents import Source

DETAILS_SHARE = 0.6
"""Part of the height that the document which is chosen may take."""


class DocumentsPage(QWidget):
    """Shows one source; ``closed`` when the reader has seen enough."""

    closed = Signal()
    document_opened = Signal(int)
    """The id of the document that is to be read."""

    def __init__(self, session: Session, indexing: IndexController, parent: QWidget | None = None) -> None:
        """Empty until ``open_source``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._theme = theme
        self.controller = DocumentsController(session, indexing, self)
        self.source: Source | None = None
        self._with_form = False
        self.back = IconButton(theme, tr("Back to the sources (Esc)"), icon="back")
        self.heading = ElidedText("", size="title")
        self.counted = label("", tone="muted", size="small")
        self.words = QLineEdit()
        self.choice = ChoiceBox(theme, tr("Which documents are listed"))
        self.notice = Notice(theme)
        self.empty = label(tr(READING), tone="muted")
        self.model = DocumentsModel(theme, self)
        self.table = DocumentsTable(self.model)
        self.details = DocumentDetails(theme)
        self._look = QAction(self)
        self._build()
        self._connect()
        self._refresh()

    def _build(self) -> None:
        self.words.setPlaceholderText(tr("Filter by name, title, version, region, owner…"))
        self.words.setAccessibleName(tr("Filter the documents"))
        self.words.setToolTip(Action("listing.filter", self.words, self.words.setFocus).toolTip())
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(360)
        self.words.addAction(self._look, QLineEdit.ActionPosition.LeadingPosition)
        for name, _ in CHOICES:
            self.choice.addItem(tr(name))
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.back)
        head.addWidget(self.heading, 1)
        head.addWidget(self.counted)
        head.addWidget(self.words, 2)
        head.addWidget(self.choice)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("documents")
        self.splitter.setHandleWidth(3 * SPACE)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.table.setMinimumHeight(140)
        self.details.setMinimumHeight(96)
        self.details.hide()
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.empty)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.close_source)
        self.words.textChanged.connect(lambda _text: self._filter())
        self.choice.currentIndexChanged.connect(lambda _index: self._filter())
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.activated.connect(lambda _index: self.open_document())
        self.details.open_wanted.connect(self.open_document)
        self.details.closed.connect(self.close_details)
        self.details.editor.saved.connect(self._set_fields)
        self.details.editor.taken_back.connect(lambda: self._set_fields({}))
        controller = self.controller
        controller.listed.connect(self._show_rows)
        controller.unlisted.connect(self._show_unlisted)
        controller.opened.connect(self._show_opened)
        controller.unopened.connect(self._show_unopened)
        controller.set.connect(self._show_set)
        controller.unset.connect(
            lambda failure: self.notice.say(tr("Not saved. {message}", message=failure.message), tone="bad")
        )
        controller.indexed.connect(lambda: self.notice.say(tr("Saved, and indexed with these fields."), tone="good"))
        controller.unindexed.connect(self._show_unindexed)
        self._theme.changed.connect(self._refresh)
        Action("listing.leave", self, self.escape)

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
        self._say_empty(tr(READING))
        self.controller.list(source)

    def show_source(self, source: Source | None) -> None:
        """The source as it is now, whose documents are listed anew; ``None`` where it is no source any more."""
        if source is None:
            self.close_source()
        else:
            self.source = source
            self.controller.list(source)

    def escape(self) -> None:
        """Close the document that is chosen, else clear the filter, else go back."""
        if self.details.isVisible():
            self.close_details()
        elif self.words.text():
            self.words.clear()
        else:
            self.close_source()

    def open_document(self) -> None:
        """Ask for the document that is chosen to be read."""
        row = self.model.row_at(self.table.currentIndex().row())
        if row is not None and row.entry is not None:
            self.document_opened.emit(row.entry.id)

    def close_source(self) -> None:
        """Go back to the sources."""
        self.source = None
        self.closed.emit()

    def close_details(self) -> None:
        """Choose no document."""
        self._hide_details()
        self.table.setCurrentIndex(QModelIndex())
        self.table.setFocus()

    def _show_unlisted(self, failure: Failure) -> None:
        self._say_empty("")
        self.notice.say(tr("The list cannot be read. {message}", message=failure.message), tone="bad")

    def _show_rows(self, rows: tuple[DocumentRow, ...]) -> None:
        self._refill(lambda: self.model.show_rows(rows))

    def _filter(self) -> None:
        self._refill(lambda: self.model.filter(self.words.text(), self.choice.currentIndex()))

    def _refill(self, change: Callable[[], None]) -> None:
        """Change what is listed; the document that is chosen stays chosen where it is still listed."""
        chosen = self.model.row_at(self.table.currentIndex().row()) or self.details.row  # it may not be shown yet
        change()
        shown = self.model.rowCount()
        total = self.model.total
        self.counted.setText(
            trn("{n} document", "{n} documents", total)
            if shown == total
            else tr("{shown} of {total}", shown=written(shown), total=written(total))
        )
        if not self.controller.listing:
            self._say_empty("" if shown else tr(NO_MATCH) if total else tr(NOTHING))
        place = self.model.place_of(chosen.path) if chosen is not None else -1
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, 0))
        elif chosen is not None and not self.details.editor.is_dirty:
            self._hide_details()

    def _show_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row, source = self.model.row_at(current.row()), self.source
        self.controller.forget()
        if row is not None and source is not None:
            self.controller.open(row, source)

    def _show_opened(self, row: DocumentRow, details: Details, source: Source) -> None:
        self.details.show_row(row, details, source.access)
        self._show_details()

    def _show_unopened(self, failure: Failure) -> None:
        self.notice.say(tr("The document cannot be shown. {message}", message=failure.message), tone="bad")

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
        if row is not None and source is not None:
            self.controller.set_fields(row, source, fields)

    def _show_set(self) -> None:
        self.details.editor.settle()
        self.notice.say(tr("Saved. The document is indexed again with these fields…"))

    def _show_unindexed(self, failure: Failure) -> None:
        self.notice.say(
            tr("Saved, but not indexed yet: the next update uses it. {message}", message=failure.message), tone="warn"
        )

    def _say_empty(self, text: str) -> None:
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    def _refresh(self) -> None:
        self._look.setIcon(load_icon("search", self._theme.colour("muted")))
