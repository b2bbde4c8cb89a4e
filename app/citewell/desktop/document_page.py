"""A document with one passage highlighted: where a citation comes from."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from citewell.desktop.controls import IconButton
from citewell.desktop.spans import to_qt
from citewell.desktop.texts import ElidedText, badge, label
from citewell.desktop.theme import SPACE, Theme
from citewell.desktop.wording import validity
from citewell.domain.documents import Access, DocumentView, Hit
from citewell.domain.drafts import Citation

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
        self.text = QPlainTextEdit()
        self.text.setObjectName("document")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName("Document with the cited passage")
        self._formats = _Headings(self.text.document(), theme)
        self._build()
        theme.changed.connect(self._refresh)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.back)
        head.addWidget(self.heading, 1)
        head.addWidget(self._confidential)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.origin)
        column.addWidget(sheet, 1)
        column.addWidget(label("Highlighted: exactly the passage that is cited.", tone="muted", size="small"))

    def show_passage(self, document: DocumentView, passage: Citation | Hit) -> None:
        """Show ``document``, scrolled to the passage, which is highlighted from ``start`` to ``end``."""
        self._show_head(
            document.title or document.document, document.document, document.version, document.access, passage
        )
        self.text.setPlainText(document.text)
        self._highlight(to_qt(document.text, passage.start), to_qt(document.text, passage.end))

    def show_quote(self, passage: Citation | Hit) -> None:
        """Show what was cited where there is no document to open."""
        self._show_head(passage.title or passage.document, passage.document, passage.version, passage.access, passage)
        self.text.setPlainText(passage.quote)
        self._highlight(0, to_qt(passage.quote, len(passage.quote)))

    def highlighted(self) -> str:
        """The highlighted text."""
        return "" if self._passage is None else self._passage.selectedText().replace("\u2029", "\n")

    def _show_head(self, title: str, path: str, version: str, access: Access, passage: Citation | Hit) -> None:
        self.heading.show_text(title)
        parts = [
            path,
            f"version {version}" if version else "",
            validity(passage.effective_from, passage.effective_to),
        ]
        self.origin.show_text(" · ".join(part for part in parts if part))
        self._confidential.setVisible(access is Access.CONFIDENTIAL)

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
        shown.format.setProperty(QTextFormat.Property.FullWidthSelection, False)  # noqa: FBT003
        self.text.setExtraSelections([shown])
