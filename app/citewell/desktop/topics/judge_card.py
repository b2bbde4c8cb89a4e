"""A ticket drawn at random, for a person to say which topic it is about."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.topics.text import JUDGE_LEAD, NONE_OF_THEM, SAVE, SKIP
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.live.topics import TopicDraft

SHOWN = 700
"""Characters of the ticket."""


class JudgeCard(QFrame):
    """``judged`` names a draft and the topic, empty for none; ``skipped`` asks for another ticket."""

    judged = Signal(str, str)
    skipped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No ticket is shown yet."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self._draft_id = ""
        self.text = label("", wrap=True)
        self.topic = ChoiceBox(theme, tr("Topic of this ticket"))
        self.save = ThemedButton(theme, tr(SAVE), kind="primary", tip=tr("Note the topic, and show another ticket"))
        self.skip = ThemedButton(theme, tr(SKIP), kind="quiet", tip=tr("Show another ticket"))
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.topic)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(label(tr(JUDGE_LEAD), tone="muted", size="small", wrap=True))
        column.addWidget(self.text)
        column.addLayout(row)
        self.save.clicked.connect(lambda: self.judged.emit(self._draft_id, self.topic.currentData()))
        self.skip.clicked.connect(self.skipped)

    def show_ticket(self, draft: TopicDraft, topics: Sequence[str]) -> None:
        """Show a ticket, with no topic chosen for it."""
        self._draft_id = draft.id
        text = draft.ticket.strip()
        self.text.setText(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
        self.topic.clear()
        self.topic.addItem(tr(NONE_OF_THEM), "")
        for name in topics:
            self.topic.addItem(name, name)
