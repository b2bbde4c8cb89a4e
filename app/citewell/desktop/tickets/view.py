"""The list of tickets: what waits, what became of each, and the ways to add some."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from citewell.application.drafting.working_drafts import WaitingTicket
from citewell.desktop.language.words import tr
from citewell.desktop.tickets.delegate import TicketDelegate
from citewell.desktop.tickets.model import TicketModel
from citewell.desktop.tickets.text import (
    ADD,
    ADD_TIP,
    CHOOSE_FOLDER,
    EMPTY,
    FILES,
    STOP_WATCHING,
    TITLE,
    WATCH,
    WATCHES,
    WATCHING,
    open_words,
)
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import ElidedText, label, page_title, plain_tip
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import SPACE, Theme

LEAST_WIDTH = 200


class TicketRows(QListView):
    """Enter opens a ticket, Delete takes it off; pasted text is a ticket."""

    taken_off = Signal(object)
    """The ``WaitingTicket``."""
    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear Enter, Delete and paste."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.activated.emit(index)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.taken_off.emit(index.data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)


class TicketList(QWidget):
    """Says what is wanted; ``TicketListController`` does it."""

    opened = Signal(object)
    """The ``WaitingTicket`` that was pressed."""
    taken_off = Signal(object)
    files_given = Signal(object)
    """A list of paths."""
    text_given = Signal(str)
    folder_chosen = Signal(str)
    """The folder to watch; empty: none any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No ticket."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setMinimumWidth(LEAST_WIDTH)
        self.model = TicketModel(self)
        self.count = label("", tone="muted", size="small")
        self.add = IconButton(theme, tr(ADD_TIP), icon="add-file", action="draft.add")
        self.add.setAccessibleName(tr(ADD))
        self.watch = IconButton(theme, tr(WATCH), icon="add-folder", checkable=True)
        self.watching = ElidedText("", tone="muted", size="small")
        self.notice = Notice(theme)
        self.empty = label(tr(EMPTY), tone="muted", wrap=True)
        self.rows = TicketRows()
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(TicketDelegate(theme, self.rows))
        self.rows.setAccessibleName(tr(TITLE))
        self.rows.setMouseTracking(True)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)  # titles break anew
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.menu = QMenu(self)
        self._folder = ""
        self._build()
        self.add.clicked.connect(self._choose_files)
        self.watch.clicked.connect(self._offer_folder)
        self.rows.clicked.connect(self._open)
        self.rows.activated.connect(self._open)
        self.rows.taken_off.connect(self.taken_off)
        self.rows.pasted.connect(self._paste)
        theme.changed.connect(self.rows.viewport().update)
        self.show_tickets(())
        self.show_folder("")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(page_title(tr(TITLE)))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.watch)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.empty)
        column.addWidget(self.rows, 1)
        column.addWidget(self.watching)
        column.addStretch(0)

    def show_tickets(self, tickets: Sequence[WaitingTicket]) -> None:
        """Show what waits, and what was done lately."""
        self.model.show_tickets(tickets)
        self.refresh()

    def refresh(self) -> None:
        """Count anew, and select the ticket on the page."""
        tickets = self.model.tickets
        self.count.setText(open_words(tickets))
        self.empty.setVisible(not tickets)
        self.rows.setVisible(bool(tickets))
        row = self.model.row_of(self.model.current)
        if row >= 0 and self.rows.currentIndex().row() != row:
            self.rows.setCurrentIndex(self.model.index(row))

    def mark(self, ticket_id: str) -> None:
        """The ticket with this id is on the page."""
        if self.model.mark(ticket_id) < 0:
            self.rows.clearSelection()
            self.rows.setCurrentIndex(QModelIndex())
        self.refresh()

    def show_folder(self, folder: str) -> None:
        """Say which folder is watched."""
        self._folder = folder
        self.watch.setChecked(bool(folder))
        self.watch.setAccessibleName(tr(WATCHES) if folder else tr(WATCH))
        self.watching.show_text(tr(WATCHING, name=Path(folder).name) if folder else "", plain_tip(folder))
        self.watching.setVisible(bool(folder))

    def ask_folder(self) -> None:
        """Have a folder chosen that is to be watched."""
        folder = QFileDialog.getExistingDirectory(self, tr(CHOOSE_FOLDER))
        if folder:
            self.folder_chosen.emit(folder)
        else:
            self.watch.setChecked(bool(self._folder))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and text may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the list."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files, or a text."""
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _paste(self) -> None:
        self._take(QApplication.clipboard().mimeData())

    def _take(self, data: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
        elif text := data.text():
            self.text_given.emit(text)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr(ADD), "", tr(FILES))
        if names:
            self.files_given.emit([Path(name) for name in names])

    def _offer_folder(self) -> None:
        if not self._folder:
            self.ask_folder()
            return
        self.watch.setChecked(True)
        self.menu.clear()
        self.menu.addAction(tr(CHOOSE_FOLDER) + "…").triggered.connect(self.ask_folder)
        self.menu.addAction(tr(STOP_WATCHING)).triggered.connect(lambda: self.folder_chosen.emit(""))
        self.menu.popup(self.watch.mapToGlobal(QPoint(0, self.watch.height())))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Qt.ItemDataRole.UserRole))
