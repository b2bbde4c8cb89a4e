"""A document's text, read-only, with what is marked in it; of a confidential one nothing can be copied or dragged."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from citewell.desktop.widgets.spans import to_qt
from citewell.desktop.widgets.theme import Theme
from citewell.governance.text.readable import Readable

LINES_ABOVE = 2
"""Lines that stay in view above what is marked."""
MOST_FOUND = 500
"""Places that are marked at once."""

Span = tuple[int, int]


class DocumentText(QPlainTextEdit):
    """Text that can be selected, to be searched or copied where that is allowed. Spans count in what is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No text yet, and not confidential."""
        super().__init__(parent)
        self._theme = theme
        self._shown = ""
        self._passage: QTextCursor | None = None
        self._marks: list[QTextCursor] = []
        self._found: list[QTextCursor] = []
        self._current: QTextCursor | None = None
        self.confidential = False
        self.setObjectName("document")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        theme.changed.connect(self.refresh)

    def show_read(self, read: Readable) -> None:
        """Show another text, its headings bold; nothing is marked."""
        self._passage = self._current = None
        self._marks, self._found = [], []
        self._shown = read.text
        self.setPlainText(read.text)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        for heading in read.headings:
            self._cursor(heading).setCharFormat(bold)
        self.refresh()

    def mark(self, passage: Span, marks: Sequence[Span]) -> None:
        """Shade ``passage`` and mark ``marks`` in it; all of it where there are none."""
        self._passage = self._cursor(passage)
        self._marks = [self._cursor(span) for span in marks] or [self._passage]
        self.refresh()
        self.scroll_to_mark()

    def find_all(self, words: str) -> list[Span]:
        """Where ``words`` stand, whatever their case and the white space between them."""
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        return [match.span() for match in re.finditer(pattern, self._shown, re.IGNORECASE)] if pattern else []

    def show_found(self, spans: Sequence[Span], current: int) -> None:
        """Mark places that were looked for, and bring the one at ``current`` into view."""
        near = range(max(0, current - MOST_FOUND // 2), min(len(spans), current + MOST_FOUND // 2))
        self._found = [self._cursor(spans[number]) for number in near]
        self._current = self._cursor(spans[current]) if spans else None
        self.refresh()
        if self._current is not None:
            self._bring(self._current)

    def highlighted(self) -> str:
        """What is marked."""
        return "\n".join(cursor.selectedText().replace("\u2029", "\n") for cursor in self._marks)

    def shaded(self) -> str:
        """The passage around what is marked."""
        return "" if self._passage is None else self._passage.selectedText().replace("\u2029", "\n")

    def scroll_to_mark(self) -> None:
        """Bring what is marked into view, or what was found last."""
        wanted = self._current or next(iter(self._marks), None)
        if wanted is not None:
            self._bring(wanted)

    def canCopy(self) -> bool:
        """Whether what is selected may be copied."""
        return not self.confidential and self.textCursor().hasSelection()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is selected; nothing of a confidential document."""
        data = QMimeData()
        if self.canCopy():
            data.setText(self.textCursor().selection().toPlainText())
        return data

    def refresh(self) -> None:
        """Draw the marks in the theme's colours: what was found over what is marked over the passage."""
        layers = [([self._passage] if self._passage else [], "shade"), (self._marks, "mark")]
        layers += [(self._found, "accent_soft"), ([self._current] if self._current else [], "found")]
        self.setExtraSelections([self._drawn(cursor, tone) for cursors, tone in layers for cursor in cursors])

    def _drawn(self, cursor: QTextCursor, tone: str) -> QTextEdit.ExtraSelection:
        shown = QTextEdit.ExtraSelection()
        shown.cursor = cursor
        shown.format.setBackground(self._theme.colour(tone))
        shown.format.setForeground(self._theme.colour("text"))
        shown.format.setProperty(QTextFormat.Property.FullWidthSelection, False)  # noqa: FBT003  Qt's own
        return shown

    def _bring(self, cursor: QTextCursor) -> None:
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        self.setTextCursor(start)
        self.verticalScrollBar().setValue(max(0, start.block().firstLineNumber() - LINES_ABOVE))
        self.ensureCursorVisible()

    def _cursor(self, span: Span) -> QTextCursor:
        start, end = (to_qt(self._shown, index) for index in span)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(max(start, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor
