"""The place Sources: its four pages, one at a time, and the ways between them."""

from PySide6.QtWidgets import QWidget

from citewell.desktop.places.places import Places
from citewell.desktop.runtime.session import Session
from citewell.desktop.search.view import SearchView
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.document_reader import DocumentReader
from citewell.desktop.sources.documents_page import DocumentsPage
from citewell.desktop.sources.view import SourcesView
from citewell.domain.documents import Hit, Source


class SourcesPlace(Places):
    """All sources; the documents of one; a search in all of them; one document."""

    def __init__(self, session: Session, indexing: IndexController, parent: QWidget | None = None) -> None:
        """All sources are shown."""
        super().__init__(parent)
        self.sources_view = SourcesView(session, indexing)
        self.documents_page = DocumentsPage(session, indexing)
        self.document_reader = DocumentReader(session)
        self.search_view = SearchView(session)
        self._read_from: QWidget = self.sources_view
        for page in (self.sources_view, self.documents_page, self.search_view, self.document_reader):
            self.addWidget(page)
        self.sources_view.source_opened.connect(self.open_source)
        self.documents_page.closed.connect(self._close_source)
        self.documents_page.document_opened.connect(self.open_document)
        self.sources_view.words.wanted.connect(self.search)
        self.search_view.closed.connect(self._close_source)
        self.search_view.passage_opened.connect(self._open_passage)
        self.document_reader.closed.connect(self._close_document)

    def open_source(self, source: Source, choice: int) -> None:
        """List the documents of a source; ``choice`` is an index in ``CHOICES``."""
        self.setCurrentWidget(self.documents_page)
        self.documents_page.open_source(source, choice)
        self.documents_page.words.setFocus()

    def search(self, query: str) -> None:
        """Search all documents."""
        self.setCurrentWidget(self.search_view)
        self.search_view.search(query)

    def open_document(self, document_id: int) -> None:
        """Show a document, of the list that is open or found otherwise."""
        self._read_from = self.sources_view if self.documents_page.source is None else self.documents_page
        self.setCurrentWidget(self.document_reader)
        self.document_reader.open(document_id)

    def focus_first(self) -> None:
        """Give the keyboard to what is most likely wanted on the page that is shown."""
        shown = self.currentWidget()
        if shown is self.documents_page:
            self.documents_page.table.setFocus()
        elif shown is self.search_view:
            self.search_view.focus_first()
        elif shown is self.document_reader:
            self.document_reader.document.focus_text()
        else:
            self.sources_view.focus_first()

    def _open_passage(self, passage: Hit, query: str) -> None:
        self._read_from = self.search_view
        self.setCurrentWidget(self.document_reader)
        self.document_reader.open_passage(passage, query)

    def _close_document(self) -> None:
        self.setCurrentWidget(self._read_from)
        self.focus_first()

    def _close_source(self) -> None:
        self.setCurrentWidget(self.sources_view)
        self.sources_view.focus_first()
