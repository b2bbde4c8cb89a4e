"""One document of a source on a page of its own, to be read and searched."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from citewell.application.sources.documents import OpenedDocument
from citewell.desktop.actions.action import Action
from citewell.desktop.evidence.controller import PageController
from citewell.desktop.evidence.document_page import DocumentPage
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.sources.reader_controller import ReaderController
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column


class DocumentReader(QWidget):
    """Shows what ``open`` reads; ``closed`` when the reader has seen enough."""

    closed = Signal()
    shown = Signal()
    """A document is on screen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """No document."""
        super().__init__(parent)
        self.setObjectName("page")
        self._controller = ReaderController(session, self)
        self.notice = Notice(session.theme)
        self.document = DocumentPage(session.theme, back=tr("Back to the documents (Esc)"))
        self.drawing = PageController(session, self.document.pages, self)
        column = page_column(self)
        column.addWidget(self.notice)
        column.addWidget(self.document, 1)
        self._controller.opened.connect(self._show)
        self._controller.unopened.connect(self._fail)
        self.document.closed.connect(self.close_document)
        Action("reader.leave", self, self.close_document)

    def open(self, document_id: int) -> None:
        """Read a document and show it from its beginning."""
        self.notice.dismiss()
        self._controller.open(document_id)

    def close_document(self) -> None:
        """Let go of the document."""
        self._controller.forget()
        self.document.clear()
        self.closed.emit()

    def _show(self, opened: OpenedDocument) -> None:
        self.document.show_document(opened)
        self.document.focus_text()
        self.shown.emit()

    def _fail(self, failure: Failure) -> None:
        self.notice.say(tr("The document cannot be opened. {message}", message=failure.message), tone="bad")
