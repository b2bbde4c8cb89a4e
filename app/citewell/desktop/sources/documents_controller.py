"""The documents of one source behind the page: listed, opened, and described by fields that are set here."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.document_row import Details, DocumentRow, document_rows
from citewell.domain.documents import Source


class DocumentsController(QObject):
    """One list and one document at a time: a newer question takes the place of an older one."""

    listed = Signal(object)
    """The rows, a tuple of ``DocumentRow``."""
    unlisted = Signal(object)
    """A ``Failure`` of listing."""
    opened = Signal(object, object, object)
    """The ``DocumentRow``, its ``Details``, and the ``Source``."""
    unopened = Signal(object)
    set = Signal()
    """The fields are kept; the document is indexed with them next."""
    unset = Signal(object)
    indexed = Signal()
    """The document is indexed with the fields that were set last."""
    unindexed = Signal(object)

    def __init__(self, session: Session, indexing: IndexController, parent: QObject | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session, self._indexing = session, indexing
        self._listing: Task | None = None
        self._opening: Task | None = None
        self._saving = False
        indexing.ended.connect(lambda _report: self._end_saving())
        indexing.failed.connect(self._fail_saving)

    @property
    def listing(self) -> bool:
        """Whether a list is being read."""
        return self._listing is not None

    def list(self, source: Source) -> None:
        """Read the documents of a source."""
        index = self._session.services.index
        if self._listing is not None:
            self._listing.abandon()

        def read() -> tuple[DocumentRow, ...]:
            return document_rows(index.documents(source.id), source.quarantined, date.today())  # noqa: DTZ011  theirs

        def done(rows: tuple[DocumentRow, ...]) -> None:
            self._listing = None
            self.listed.emit(rows)

        self._listing = self._session.runner.start(
            STORE, lambda _run: read(), Listener(done=done, failed=self.unlisted.emit)
        )

    def open(self, row: DocumentRow, source: Source) -> None:
        """Read what is known of a document."""
        self.forget()
        index, path = self._session.services.index, row.file

        def read() -> Details:
            return Details(index.overrides(source.id).get(path, {}), index.history(source.id, path))

        def done(details: Details) -> None:
            self.opened.emit(row, details, source)

        self._opening = self._session.runner.start(
            STORE, lambda _run: read(), Listener(done=done, failed=self.unopened.emit)
        )

    def forget(self) -> None:
        """No document is wanted any more."""
        if self._opening is not None:
            self._opening.abandon()
            self._opening = None

    def set_fields(self, row: DocumentRow, source: Source, fields: Mapping[str, str]) -> None:
        """Set fields of a document here, none to take back what was set, and index its source."""
        index = self._session.services.index

        def done(_result: None) -> None:
            self._saving = True
            self.set.emit()
            self._indexing.add(Path(source.root))

        self._session.runner.start(
            STORE,
            lambda _run: index.override(source.id, row.path, fields),
            Listener(done=done, failed=self.unset.emit),
        )

    def _end_saving(self) -> None:
        if self._saving and not self._indexing.running:
            self._saving = False
            self.indexed.emit()

    def _fail_saving(self, failure: Failure) -> None:
        if self._saving:
            self._saving = False
            self.unindexed.emit(failure)
