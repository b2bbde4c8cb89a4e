"""Reads the document that is opened from a list, in the lane of pages."""

from PySide6.QtCore import QObject, Signal

from citewell.application.sources.backing import backing_spans
from citewell.application.sources.documents import OpenedDocument, open_document, open_passage
from citewell.desktop.runtime.session import PAGE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.documents import Hit


class ReaderController(QObject):
    """One document at a time."""

    opened = Signal(object)
    """The ``OpenedDocument``."""
    opened_at = Signal(object, object, object)
    """The ``OpenedDocument``, ``None`` where it left the index; a ``Hit`` in it; spans of its text that count."""
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

    def open_passage(self, passage: Hit, query: str) -> None:
        """Read the document of a passage; what says most of ``query`` counts in it."""
        self.forget()
        index = self._session.services.index
        spans = [(passage.start + start, passage.start + end) for start, end in backing_spans([query], passage.quote)]

        def done(opened: OpenedDocument | None) -> None:
            self._task = None
            self.opened_at.emit(opened, passage, spans)

        self._task = self._session.runner.start(
            PAGE,
            lambda _run: open_passage(index, passage.document_id, passage.start, passage.end, passage.quote),
            Listener(done=done, failed=self._fail),
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
