"""The line at the bottom: the trace of the draft, and the number of network connections, which is to be none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from citewell.desktop.trace.text import HOW, HOW_TIP
from citewell.desktop.widgets.labels import ElidedText, restyle
from citewell.desktop.widgets.theme import SPACE
from citewell.desktop.widgets.wording import count, trace_line, trace_tooltip
from citewell.domain.drafts import TraceEntry

HEIGHT = 28


class StatusLine(QFrame):
    """What happened, quietly."""

    test_wanted = Signal()
    """The number of connections was pressed."""
    how_wanted = Signal()
    """The stages of the draft are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing happened yet."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT)
        self.trace = ElidedText("", tone="muted", size="small")
        self.connections = QPushButton()
        self.connections.setAccessibleName("Network connections")
        self.connections.setProperty("kind", "status")
        self.connections.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.connections.setCursor(Qt.CursorShape.PointingHandCursor)
        self.connections.setToolTip(
            "Network connections of this program and its child processes, counted every few seconds. Press for a test."
        )
        self.connections.clicked.connect(self.test_wanted)
        self.how = QPushButton(HOW)
        self.how.setProperty("kind", "status")
        self.how.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.how.setCursor(Qt.CursorShape.PointingHandCursor)
        self.how.setToolTip(HOW_TIP)
        self.how.clicked.connect(self.how_wanted)
        self.how.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        row.setSpacing(4 * SPACE)
        row.addWidget(self.trace, 1)
        row.addWidget(self.how)
        row.addWidget(self.connections)

    def show_trace(self, trace: Sequence[TraceEntry]) -> None:
        """Show the stages of a draft; all of them, with their notes, in the tooltip."""
        self.trace.show_text(trace_line(trace), trace_tooltip(trace))

    def offer_stages(self, *, offered: bool) -> None:
        """Whether there is a finished draft whose stages can be opened."""
        self.how.setVisible(offered)

    def show_connections(self, number: int) -> None:
        """Show how many connections are open; any is worth a colour."""
        self.connections.setText(f"{'Online' if number else 'Offline'}: {count(number, 'connection')}")
        self.connections.setAccessibleDescription(self.connections.text())
        restyle(self.connections, "tone", "bad" if number else "muted")
