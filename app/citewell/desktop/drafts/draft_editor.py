"""The draft's text: editable, its plain text keeps ``[n]``, which is drawn as a small mark that can be clicked."""

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.runtime.clipboard import mark_sensitive
from citewell.desktop.widgets.labels import plain_tip
from citewell.desktop.widgets.spans import from_qt, to_qt
from citewell.desktop.widgets.theme import Theme

_MARK = re.compile(r"\[(\d{1,3})\]")

MARK_SHARE = 0.84
"""Size of a mark relative to the text."""

Span = tuple[int, int]


class _MarkFormats(QSyntaxHighlighter):
    """Makes the characters of a mark small and invisible: the editor draws a sign over them."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.tones: Mapping[int, str] = {}

    def tone(self, n: int) -> str:
        """The tone of the passage that ``[n]`` names: bad where there is none."""
        return self.tones.get(n, "bad")

    def highlightBlock(self, text: str) -> None:
        """Format the marks of one paragraph."""
        shape = QTextCharFormat()
        shape.setFontPointSize(self.document().defaultFont().pointSizeF() * MARK_SHARE)
        shape.setFontWeight(QFont.Weight.Bold)
        shape.setForeground(QColor(0, 0, 0, 0))
        for mark in _MARK.finditer(text):
            start, end = to_qt(text, mark.start()), to_qt(text, mark.end())
            self.setFormat(start, end - start, shape)


class DraftEditor(QTextEdit):
    """Spans are character offsets into ``plain_text()``."""

    citation_opened = Signal(int, int)
    """The citation and its offset."""
    mark_begun = Signal()
    """A ``[`` was typed: the passages that can be cited are to be offered."""
    copy_refused = Signal()
    """The keyboard asked for a copy of what may not leave."""
    citation_hovered = Signal(int, int)
    """The citation under the mouse and its offset; 0 and -1 where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty editor."""
        super().__init__(parent)
        self._theme = theme
        self._lost: list[QTextCursor] = []
        self._lit: QTextCursor | None = None
        self._hovered = (0, -1)
        self.may_copy: Callable[[Span], bool] = lambda _span: True
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Draft"))
        self._formats = _MarkFormats(self.document())
        theme.changed.connect(self._refresh)
        self.cursorPositionChanged.connect(self.viewport().update)

    def plain_text(self) -> str:
        """The text as it stands, no-break spaces included."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        """Replace the text; its history starts anew."""
        self.mark_lost(())
        self.light(None)
        self.setPlainText(text)
        block_format = self.textCursor().blockFormat()
        block_format.setLineHeight(132, 1)  # 1: proportional
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(block_format)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def append_text(self, piece: str) -> None:
        """Add streamed text at the end."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        if at_end:
            bar.setValue(bar.maximum())

    def set_tones(self, tones: Mapping[int, str]) -> None:
        """The tone of each citation that may be used: accent, or confidential for a confidential passage."""
        self._formats.tones = tones
        self._formats.rehighlight()

    def mark_lost(self, spans: Sequence[Span]) -> None:
        """Underline sentences that lost their support; the lines move with the text."""
        self._lost = [self._cursor(span) for span in spans]
        self._show_selections()

    def lost_texts(self) -> list[str]:
        """The underlined texts."""
        return [cursor.selectedText() for cursor in self._lost]

    def light(self, span: Span | None) -> None:
        """Light up one sentence."""
        self._lit = None if span is None else self._cursor(span)
        self._show_selections()

    def show_source(self, text: str) -> None:
        """What the citation under the mouse rests on, for its tooltip."""
        self.viewport().setToolTip(plain_tip(text))

    def select_span(self, span: Span) -> None:
        """Select a span and bring it into view."""
        self.setTextCursor(self._cursor(span))
        self.ensureCursorVisible()
        self.setFocus()

    def selected_span(self) -> Span:
        """What is selected."""
        text, cursor = self.plain_text(), self.textCursor()
        return from_qt(text, cursor.selectionStart()), from_qt(text, cursor.selectionEnd())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop copying and cutting where the selection may not leave; tell that a mark is begun."""
        wanted = event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut)
        if wanted and self.textCursor().hasSelection() and not self.may_copy(self.selected_span()):
            self.copy_refused.emit()
            return
        super().keyPressEvent(event)
        if event.text() == "[" and not self.isReadOnly():
            self.mark_begun.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is selected, for the clipboard or for dragging; nothing where it may not leave."""
        data = QMimeData()
        if self.may_copy(self.selected_span()):
            data.setText(self.textCursor().selection().toPlainText())
            mark_sensitive(data)
        return data

    def open_next_citation(self) -> None:
        """Go to the next citation after the cursor, around the end, and open it."""
        text = self.plain_text()
        marks = list(_MARK.finditer(text))
        if not marks:
            return
        here = from_qt(text, self.textCursor().position())
        mark = next((mark for mark in marks if mark.start() >= here), marks[0])
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_qt(text, mark.end()))
        self.setTextCursor(cursor)
        self.citation_opened.emit(int(mark[1]), mark.start())

    def mark_rectangles(self) -> list[tuple[int, int, QRectF]]:
        """Every mark on screen: its number, its offset, and where it is in the viewport."""
        text = self.plain_text()
        found = []
        for mark in _MARK.finditer(text):
            cursor = QTextCursor(self.document())
            cursor.setPosition(to_qt(text, mark.start()))
            begin = self.cursorRect(cursor)
            cursor.setPosition(to_qt(text, mark.end()))
            end = self.cursorRect(cursor)
            width = end.left() - begin.left()
            if width > 0:  # else a line ends inside the mark
                place = QRectF(begin.left() + 1.5, begin.top() + 0.5, max(width - 2, 8), begin.height() - 1)
                found.append((int(mark[1]), mark.start(), place))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then each mark as a small sign over its characters; a selected one shows its characters."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * MARK_SHARE)
        font.setBold(True)
        painter.setFont(font)
        selected = self.textCursor()
        for n, offset, place in self.mark_rectangles():
            at = to_qt(self.plain_text(), offset)
            if selected.selectionStart() <= at < selected.selectionEnd():
                continue
            tone = self._formats.tone(n)
            lit = self._hovered == (n, offset)
            painter.setBrush(self._theme.colour(f"{tone}_soft"))
            painter.setPen(self._theme.colour(tone if lit else f"{tone}_soft"))
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(self._theme.colour(tone))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(n))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which citation is under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self._mark_at(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the citation that was clicked."""
        super().mouseReleaseEvent(event)
        n, offset = self._mark_at(event)
        if n and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.citation_opened.emit(n, offset)

    def leaveEvent(self, event: QEvent) -> None:
        """No citation is under the mouse any more."""
        super().leaveEvent(event)
        self._hover((0, -1))

    def _hover(self, mark: tuple[int, int]) -> None:
        if mark == self._hovered:
            return
        self._hovered = mark
        shape = Qt.CursorShape.PointingHandCursor if mark[0] else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        self.citation_hovered.emit(*mark)
        self.viewport().update()

    def _mark_at(self, event: QMouseEvent) -> tuple[int, int]:
        spot = event.position()
        hit = (mark for mark in self.mark_rectangles() if mark[2].adjusted(-2, -1, 2, 1).contains(spot))
        n, offset, _ = next(hit, (0, -1, QRectF()))
        return n, offset

    def _cursor(self, span: Span) -> QTextCursor:
        text = self.plain_text()
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_qt(text, min(span[0], len(text))))
        cursor.setPosition(to_qt(text, min(span[1], len(text))), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_selections(self) -> None:
        shown = []
        if self._lit is not None:
            lit = QTextEdit.ExtraSelection()
            lit.cursor = self._lit
            lit.format.setBackground(self._theme.colour("accent_soft"))
            shown.append(lit)
        for cursor in self._lost:
            lost = QTextEdit.ExtraSelection()
            lost.cursor = cursor
            lost.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            lost.format.setBackground(self._theme.colour("warn_soft"))
            lost.format.setUnderlineColor(self._theme.colour("warn"))
            shown.append(lost)
        self.setExtraSelections(shown)

    def _refresh(self) -> None:
        self._formats.rehighlight()
        self._show_selections()
        self.viewport().update()
