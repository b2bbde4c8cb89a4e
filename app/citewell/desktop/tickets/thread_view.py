"""A ticket as a thread: who wrote what, the newest first, without quote marks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.tickets.text import NEWEST, SIDES, THREAD_NAME
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE
from citewell.governance.text.quoted_history import ThreadMessage, thread_of


class ThreadView(QScrollArea):
    """One card a message; the text itself is edited elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No message."""
        super().__init__(parent)
        self.messages: list[ThreadMessage] = []
        self.setAccessibleName(tr(THREAD_NAME))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_text(self, text: str) -> None:
        """Show the messages in ``text``."""
        self.messages = thread_of(text)
        box = QWidget()
        box.setObjectName("cards")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(2 * SPACE)
        for message in self.messages:
            column.addWidget(_card(message))
        column.addStretch(1)
        self.setWidget(box)
        self.setAccessibleDescription("\n".join(f"{_word(one)}: {one.text}" for one in self.messages))


def _word(message: ThreadMessage) -> str:
    return tr(SIDES[message.side][0])


def _card(message: ThreadMessage) -> QWidget:
    card = QFrame()
    card.setObjectName("sheet")
    column = QVBoxLayout(card)
    column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
    column.setSpacing(SPACE)
    head = QHBoxLayout()
    head.setSpacing(2 * SPACE)
    head.addWidget(badge(_word(message), SIDES[message.side][1]))
    head.addWidget(ElidedText(message.head or tr(NEWEST), tone="muted", size="small", lines=2), 1)
    column.addLayout(head)
    text = label(message.text, wrap=True, tone="" if not message.head else "muted")
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(text)
    return card
