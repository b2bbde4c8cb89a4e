"""Reads the document that is opened from a list, in the lane of pages."""

from PySide6.QtCore import QObject, Signal

from citewell.application.sources.documents import OpenedDocument, open_document
from citewell.desktop.runtime.session import PAGE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task


class ReaderController(QObject):
    """One document at a time."""

    opened = Signal(object)
    """The ``OpenedDocument``."""
    unopened = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None

    def open(self, document_id: int) -> None:
        """Read a document; one that is being read is given up."""
        self.forget()
        index = self._session.services.index
        self._task = self._session.runner.start(
            PAGE,
            lambda _run: open_document(index.document(document_id)),
            Listener(done=self._show, failed=self._fail),
        )

    def forget(self) -> None:
        """No document is wanted any more."""
        if self._task is not None:
            self._task.abandon()
            self._task = None

    def _show(self, opened: OpenedDocument) -> None:
        self._task = None
        self.opened.emit(opened)

    def _fail(self, failure: Failure) -> None:
        self._task = None
        self.unopened.emit(failure)
