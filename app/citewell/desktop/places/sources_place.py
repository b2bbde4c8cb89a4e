"""The place Sources: its three pages, one at a time, and the ways between them."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtWidgets import QWidget

from citewell.desktop.places.places import Places
from citewell.desktop.runtime.session import Session
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.document_reader import DocumentReader
from citewell.desktop.sources.documents_page import DocumentsPage
from citewell.desktop.sources.view import SourcesView
from citewell.domain.documents import Source


class SourcesPlace(Places):
    """All sources; the documents of one; one document. The two last are built when they are first gone to."""

    def __init__(self, session: Session, indexing: IndexController, parent: QWidget | None = None) -> None:
        """All sources are shown."""
        super().__init__(parent)
        self._session, self._indexing = session, indexing
        self.sources_view = SourcesView(session, indexing)
        self.addWidget(self.sources_view)
        self.sources_view.source_opened.connect(self.open_source)

    @cached_property
    def documents_page(self) -> DocumentsPage:
        """The documents of one source."""
        page = DocumentsPage(self._session, self._indexing)
        page.closed.connect(self._close_source)
        page.document_opened.connect(self.open_document)
        self.addWidget(page)
        return page

    @cached_property
    def document_reader(self) -> DocumentReader:
        """One document."""
        reader = DocumentReader(self._session)
        reader.closed.connect(self._close_document)
        self.addWidget(reader)
        return reader

    @property
    def source(self) -> Source | None:
        """The source whose documents are listed."""
        return self.documents_page.source if "documents_page" in self.__dict__ else None

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show what is indexed; the list of a source that is gone is closed."""
        self.sources_view.show_sources(sources)
        opened = self.source
        if opened is not None:
            self.documents_page.show_source(next((source for source in sources if source.id == opened.id), None))

    def open_source(self, source: Source, choice: int) -> None:
        """List the documents of a source; ``choice`` is an index in ``CHOICES``."""
        self.setCurrentWidget(self.documents_page)
        self.documents_page.open_source(source, choice)
        self.documents_page.words.setFocus()

    def open_document(self, document_id: int) -> None:
        """Show a document, of the list that is open or found otherwise."""
        self.setCurrentWidget(self.document_reader)
        self.document_reader.open(document_id)

    def focus_first(self) -> None:
        """Give the keyboard to what is most likely wanted on the page that is shown."""
        shown = self.currentWidget()
        if isinstance(shown, DocumentsPage):
            shown.table.setFocus()
        elif isinstance(shown, DocumentReader):
            shown.document.focus_text()
        else:
            self.sources_view.focus_first()

    def _close_document(self) -> None:
        self.setCurrentWidget(self.sources_view if self.source is None else self.documents_page)
        self.focus_first()

    def _close_source(self) -> None:
        self.setCurrentWidget(self.sources_view)
        self.sources_view.focus_first()
