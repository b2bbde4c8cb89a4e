"""A document with one passage highlighted: where a citation comes from."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from citewell.application.sources.documents import OpenedDocument
from citewell.desktop.evidence.document_text import DocumentText
from citewell.desktop.evidence.page_view import PageView
from citewell.desktop.evidence.text import NO_PAGES, legend
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.spans import to_qt
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import freshness, validity
from citewell.domain.documents import Access, Hit

LINES_ABOVE = 2
"""Lines that stay in view above a passage."""
_HEADING = re.compile(r"#{1,6} ")


class _Headings(QSyntaxHighlighter):
    """Makes Markdown's headings bold and its front matter quiet; the text itself is not touched."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme

    def highlightBlock(self, text: str) -> None:
        """Format one line."""
        matter = self.currentBlock().blockNumber() == 0 or self.previousBlockState() == 1
        fence = text.strip() == "---"
        style = QTextCharFormat()
        if matter and (fence or self.previousBlockState() == 1):
            ends = fence and self.currentBlock().blockNumber() > 0
            self.setCurrentBlockState(0 if ends else 1)
            style.setForeground(self._theme.colour("muted"))
            self.setFormat(0, len(text), style)
            return
        self.setCurrentBlockState(0)
        heading = _HEADING.match(text)
        if heading:
            style.setForeground(self._theme.colour("muted"))
            self.setFormat(0, heading.end(), style)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            self.setFormat(heading.end(), to_qt(text, len(text)) - heading.end(), bold)


class DocumentPage(QWidget):
    """Shows one document; ``closed`` when the reader has seen enough."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until ``show_passage``."""
        super().__init__(parent)
        self._theme = theme
        self._passage: QTextCursor | None = None
        self.back = IconButton(theme, "Back to the evidence (Esc)", icon="back")
        self.back.clicked.connect(self.closed)
        self.heading = ElidedText("", size="title")
        self.origin = ElidedText("", tone="muted", size="small", lines=2)
        self._confidential = badge("Confidential", "confidential")
        self.text = DocumentText()
        self.text.setAccessibleName("Document with the cited passage")
        self._formats = _Headings(self.text.document(), theme)
        self.note = label("", tone="warn", size="small", wrap=True)
        self.pages = PageView(theme)
        self.as_text = IconButton(theme, "Show the text of this document", icon="document", checkable=True)
        self.as_text.toggled.connect(self._choose_form)
        self._forms = QStackedWidget()
        self._has_pages = False
        self._build()
        theme.changed.connect(self._refresh)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.back)
        head.addWidget(self.heading, 1)
        head.addWidget(self._confidential)
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
        column.addWidget(sheet, 1)
        self._legend = label("", tone="muted", size="small", wrap=True)
        column.addWidget(self._legend)

    def show_passage(self, opened: OpenedDocument, passage: Hit) -> None:
        """Show a document, scrolled to the passage, which is highlighted: its lines on a page, its text exactly."""
        document = opened.view
        self._show_head(
            document.title or document.document, document.document, document.version, document.access, passage
        )
        self.text.setPlainText(document.text)
        self._highlight(to_qt(document.text, passage.start), to_qt(document.text, passage.end))
        self._show_form(opened, passage)

    def show_quote(self, passage: Hit) -> None:
        """Show what was cited where there is no document to open."""
        self._show_head(passage.title or passage.document, passage.document, passage.version, passage.access, passage)
        self.text.setPlainText(passage.quote)
        self._highlight(0, to_qt(passage.quote, len(passage.quote)))
        self._show_form(None, passage)

    def clear(self) -> None:
        """Let go of the file that is shown."""
        self.pages.clear()
        self._has_pages = False

    @property
    def shows_page(self) -> bool:
        """Whether a page is on screen as it looks."""
        return self._forms.currentWidget() is self.pages

    def _show_form(self, opened: OpenedDocument | None, passage: Hit) -> None:
        """Choose between pages and text: pages where the file is still the one that was indexed."""
        note = NO_PAGES[opened.no_pages] if opened is not None and opened.no_pages is not None else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        pdf = opened.pdf if opened is not None else None
        self._has_pages = pdf is not None
        self.as_text.setVisible(self._has_pages)
        self._choose_form()
        if opened is not None and pdf is not None:
            boxes = opened.boxes(passage.start, passage.end)
            self.pages.show_pdf(pdf, boxes, boxes[0].page if boxes else passage.page or 1)

    def _choose_form(self) -> None:
        shown = self.pages if self._has_pages and not self.as_text.isChecked() else self.text
        self._forms.setCurrentWidget(shown)
        self._legend.setText(legend(page=shown is self.pages, confidential=self.text.confidential))

    def highlighted(self) -> str:
        """The highlighted text."""
        return "" if self._passage is None else self._passage.selectedText().replace("\u2029", "\n")

    def _show_head(self, title: str, path: str, version: str, access: Access, passage: Hit) -> None:
        self.heading.show_text(title)
        parts = [
            path,
            f"version {version}" if version else "",
            validity(passage.effective_from, passage.effective_to),
            freshness(passage.document, passage.modified_at),
            "superseded" if passage.superseded else "",
        ]
        self.origin.show_text(" · ".join(part for part in parts if part))
        self._confidential.setVisible(access is Access.CONFIDENTIAL)
        self.text.confidential = access is Access.CONFIDENTIAL

    def _highlight(self, start: int, end: int) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._passage = cursor
        self._refresh()
        self._scroll_to_passage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the passage in view."""
        super().resizeEvent(event)
        self._scroll_to_passage()

    def _scroll_to_passage(self) -> None:
        if self._passage is None:
            return
        start = QTextCursor(self._passage)
        start.setPosition(self._passage.selectionStart())
        self.text.setTextCursor(start)
        self.text.verticalScrollBar().setValue(max(0, start.block().firstLineNumber() - LINES_ABOVE))

    def _refresh(self) -> None:
        self._formats.rehighlight()
        if self._passage is None:
            return
        shown = QTextEdit.ExtraSelection()
        shown.cursor = self._passage
        shown.format.setBackground(self._theme.colour("mark"))
        shown.format.setForeground(self._theme.colour("text"))
        shown.format.setProperty(QTextFormat.Property.FullWidthSelection, False)  # noqa: FBT003  Qt's own
        self.text.setExtraSelections([shown])
