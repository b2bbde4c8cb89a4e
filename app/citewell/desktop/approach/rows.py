"""Rows of the approach page: a question or topic with its verdict, the evidence, and what would change it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.widgets.labels import badge, label, section
from citewell.desktop.widgets.theme import SPACE


class FindingRow(QWidget):
    """The title and its verdict on one line; ``evidence`` and the quieter ``notes`` below."""

    def __init__(
        self,
        title: str,
        verdict: tuple[str, str],
        evidence: Sequence[str],
        notes: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """``verdict`` is a word and a tone."""
        super().__init__(parent)
        self.title = label(title, strong=True, wrap=True)
        self.verdict = badge(*verdict)
        self.evidence = [label(text, wrap=True) for text in evidence]
        self.notes = [label(text, tone="muted", size="small", wrap=True) for text in notes]
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.title, 1)
        head.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, SPACE)
        column.setSpacing(2)
        column.addLayout(head)
        for shown in (*self.evidence, *self.notes):
            column.addWidget(shown)


def sheet(title: str, rows: Iterable[QWidget]) -> QFrame:
    """Rows under a heading, a line between two."""
    made = QFrame()
    made.setObjectName("sheet")
    column = QVBoxLayout(made)
    column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
    column.setSpacing(SPACE)
    column.addWidget(section(title))
    for number, row in enumerate(rows):
        if number:
            line = QFrame()
            line.setObjectName("line")
            line.setFixedHeight(1)
            column.addWidget(line)
        column.addWidget(row)
    return made
