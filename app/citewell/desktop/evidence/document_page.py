"""A document as it is read, with what a citation rests on marked in it, and a search."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from citewell.application.sources.documents import OpenedDocument
from citewell.desktop.evidence.document_text import DocumentText
from citewell.desktop.evidence.find_bar import FindBar
from citewell.desktop.evidence.page_view import PageView
from citewell.desktop.evidence.text import NO_PAGES, legend
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import freshness, validity
from citewell.domain.documents import Access, Box, DocumentView, Hit
from citewell.governance.text.readable import Readable, as_read

Span = tuple[int, int]


class DocumentPage(QWidget):
    """Shows one document; ``closed`` when the reader has seen enough."""

    closed = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, back: str = "Back to the evidence (Esc)"
    ) -> None:
        """Empty until something is shown; ``back`` says where its first button leads."""
        super().__init__(parent)
        self._theme = theme
        self._opened: OpenedDocument | None = None
        self._read: Readable = as_read("")
        self._found: list[Span] = []
        self._current = 0
        self._on_pages: tuple[Sequence[Box], int, Sequence[Box]] = ((), 1, ())
        """What is marked on which page, and shaded, while nothing is looked for."""
        self.back = IconButton(theme, back, icon="back")
        self.back.clicked.connect(self.closed)
        self.heading = ElidedText("", size="title")
        self.origin = ElidedText("", tone="muted", size="small", lines=2)
        self._confidential = badge(tr("Confidential"), "confidential")
        self.text = DocumentText(theme)
        self.text.setAccessibleName(tr("Document"))
        self.finder = FindBar(theme)
        self.look = IconButton(theme, tr("Find in this document"), icon="search", action="document.find")
        self.note = label("", tone="warn", size="small", wrap=True)
        self.pages = PageView(theme)
        self.as_text = IconButton(theme, tr("Show the text of this document"), icon="document", checkable=True)
        self.as_text.toggled.connect(self._choose_form)
        self._forms = QStackedWidget()
        self._has_pages = self._marked = False
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.back)
        head.addWidget(self.heading, 1)
        head.addWidget(self._confidential)
        head.addWidget(self.look)
        head.addWidget(self.as_text)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 1, 1, 1)
        self._forms.addWidget(self.text)
        self._forms.addWidget(self.pages)
        inner.addWidget(self._forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.origin)
        column.addWidget(self.note)
        column.addWidget(self.finder)
        column.addWidget(sheet, 1)
        self._legend = label("", tone="muted", size="small", wrap=True)
        column.addWidget(self._legend)

    def _connect(self) -> None:
        self.look.clicked.connect(self.finder.open_bar)
        self.finder.wanted.connect(self._look_for)
        self.finder.stepped.connect(self._step)
        self.finder.closed.connect(self.focus_text)

    def show_passage(self, opened: OpenedDocument, passage: Hit, marks: Sequence[Span] = ()) -> None:
        """Show a document, scrolled to the passage. ``marks`` are the sentences in it that count, as spans of its text.

        The passage is shaded and they are marked; without any the whole passage is marked.
        """
        self._show_view(opened.view, passage)
        self._show_read(opened.read)
        self.text.mark(self._read.shown(passage.start, passage.end), self._in_text(marks))
        self._show_form(opened, [*marks] or [(passage.start, passage.end)], (passage.start, passage.end), passage.page)

    def show_quote(self, passage: Hit, marks: Sequence[Span] = ()) -> None:
        """Show what was cited where there is no document to open; ``marks`` are spans of that document's text."""
        self._show_head(
            passage.title or passage.document, _origin_of(passage, passage.document, passage.version), passage.access
        )
        self._show_read(as_read(passage.quote))
        inside = [(start - passage.start, end - passage.start) for start, end in marks]
        self.text.mark((0, len(self._read.text)), self._in_text(inside))
        self._show_form(None, (), (0, 0), None)

    def show_document(self, opened: OpenedDocument) -> None:
        """Show a document from its beginning, with nothing marked."""
        self._show_view(opened.view, None)
        self._show_read(opened.read)
        self._show_form(opened, (), (0, 0), 1)

    def focus_text(self) -> None:
        """Give the keyboard to the document."""
        (self.pages if self.shows_page else self.text).setFocus()

    def clear(self) -> None:
        """Let go of the file that is shown."""
        self.pages.clear()
        self._has_pages = False

    @property
    def shows_page(self) -> bool:
        """Whether a page is on screen as it looks."""
        return self._forms.currentWidget() is self.pages

    def _show_form(self, opened: OpenedDocument | None, marks: Sequence[Span], passage: Span, page: int | None) -> None:
        """Choose between pages and text: pages where the file is still the one that was indexed."""
        self._opened = opened
        note = tr(NO_PAGES[opened.no_pages]) if opened is not None and opened.no_pages is not None else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        pdf = opened.pdf if opened is not None else None
        self._has_pages = pdf is not None
        self._marked = bool(marks) or opened is None
        self.as_text.setVisible(self._has_pages)
        self._choose_form()
        if opened is not None and pdf is not None:
            boxes = [box for start, end in marks for box in opened.boxes(start, end)]
            self._on_pages = (boxes, boxes[0].page if boxes else page or 1, opened.boxes(*passage))
            self.pages.show_pdf(pdf, *self._on_pages)

    def _choose_form(self) -> None:
        shown = self.pages if self._has_pages and not self.as_text.isChecked() else self.text
        self._forms.setCurrentWidget(shown)
        self._legend.setText(legend(page=shown is self.pages, confidential=self.text.confidential, marked=self._marked))
        self._legend.setVisible(bool(self._legend.text()))

    def highlighted(self) -> str:
        """What is marked in the text."""
        return self.text.highlighted()

    def _show_view(self, view: DocumentView, passage: Hit | None) -> None:
        origin = _origin_of(passage, view.document, view.version) if passage is not None else view.document
        self._show_head(view.title or view.document, origin, view.access)
        self.text.setAccessibleName(tr("Document") if passage is None else tr("Document with the cited passage"))

    def _show_head(self, title: str, origin: str, access: Access) -> None:
        self.heading.show_text(title)
        self.origin.show_text(origin)
        self._confidential.setVisible(access is Access.CONFIDENTIAL)
        self.text.confidential = access is Access.CONFIDENTIAL

    def _show_read(self, read: Readable) -> None:
        self._opened = None
        self.finder.close_bar()
        self._read = read
        self.text.show_read(read)
        self._found, self._current = [], 0

    def _in_text(self, marks: Sequence[Span]) -> list[Span]:
        shown = [self._read.shown(start, end) for start, end in marks]
        return [span for span in shown if span[0] < span[1]]

    def _look_for(self, words: str) -> None:
        self._found, self._current = self.text.find_all(words), 0
        self._show_found()

    def _step(self, by: int) -> None:
        if self._found:
            self._current = (self._current + by) % len(self._found)
            self._show_found()

    def _show_found(self) -> None:
        self.text.show_found(self._found, self._current)
        self.finder.show_count(self._current, len(self._found))
        pdf = self._opened.pdf if self._opened is not None else None
        if self._opened is None or pdf is None:
            return
        boxes = self._opened.boxes(*self._read.source(*self._found[self._current])) if self._found else ()
        if boxes:
            self.pages.show_pdf(pdf, boxes, boxes[0].page)
        else:
            self.pages.show_pdf(pdf, *self._on_pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is marked in view."""
        super().resizeEvent(event)
        self.text.scroll_to_mark()


def _origin_of(passage: Hit, path: str, version: str) -> str:
    parts = [
        path,
        tr("version {version}", version=version) if version else "",
        validity(passage.effective_from, passage.effective_to),
        freshness(passage.document, passage.modified_at),
        "superseded" if passage.superseded else "",
    ]
    return " · ".join(part for part in parts if part)
