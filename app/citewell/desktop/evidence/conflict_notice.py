"""Two passages that disagree, side by side, each one click away from its document."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import CardButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.documents import Access
from citewell.domain.drafts import Citation, Conflict
from citewell.governance.text.readable import plain

SENTENCE_LINES = 5
NARROW = 300
"""Pixels under which the two sentences stand one above the other."""


class ConflictNotice(QFrame):
    """Says in what two passages disagree, and what each of them says."""

    passage_opened = Signal(object)
    """The ``Citation`` whose sentence was pressed."""

    def __init__(self, theme: Theme, conflict: Conflict, citations: Mapping[int, Citation]) -> None:
        """``citations`` are the numbered passages, with both of the conflict among them."""
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "warn")
        self._theme = theme
        self._icon = QLabel()
        self.message = label(
            tr("These passages disagree: {reason}", reason=in_window(conflict.reason)), wrap=True, strong=True
        )
        self.sides = [
            _Side(citations[conflict.first], conflict.first_text),
            _Side(citations[conflict.second], conflict.second_text),
        ]
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.message, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(2 * SPACE)
        for side in self.sides:
            self._sides.addWidget(side, 1)
            side.clicked.connect(lambda _checked, side=side: self.passage_opened.emit(side.citation))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(self._sides)
        theme.changed.connect(self._refresh)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put one above the other where there is no room for both."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _refresh(self) -> None:
        self._icon.setPixmap(load_pixmap("conflict", self._theme.colour("warn"), 18, self.devicePixelRatioF()))


class _Side(CardButton):
    """One of the two sentences."""

    def __init__(self, citation: Citation, sentence: str) -> None:
        super().__init__()
        self.citation = citation
        sentence = plain(sentence)
        self.sentence = ElidedText(f"“{sentence}”", lines=SENTENCE_LINES)
        confidential = citation.access is Access.CONFIDENTIAL
        self.setAccessibleName(tr("Evidence {n} says: {sentence}", n=citation.n, sentence=sentence))
        self.setToolTip(tr("Show this passage in its document"))
        title = QHBoxLayout()
        title.setSpacing(2 * SPACE)
        title.addWidget(badge(str(citation.n), "confidential" if confidential else "accent"))
        title.addWidget(ElidedText(citation.title, strong=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(title)
        column.addWidget(self.sentence)
        column.addStretch(1)
        self.let_mouse_through()


def disagreeing(conflicts: Sequence[Conflict]) -> dict[int, list[int]]:
    """The numbers that disagree with each number."""
    others: dict[int, list[int]] = {}
    for conflict in conflicts:
        for one, other in ((conflict.first, conflict.second), (conflict.second, conflict.first)):
            if other not in others.setdefault(one, []):
                others[one].append(other)
    return others
