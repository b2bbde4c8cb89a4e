"""The line at the bottom: the trace of the draft, and the number of network connections, which is to be none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from citewell.desktop.actions.action import Action, shown_key
from citewell.desktop.actions.declared import ACTIONS
from citewell.desktop.language.words import tr, trn
from citewell.desktop.trace.text import HOW, HOW_TIP
from citewell.desktop.widgets.labels import ElidedText, restyle
from citewell.desktop.widgets.theme import SPACE
from citewell.desktop.widgets.wording import trace_line, trace_tooltip
from citewell.domain.drafts import TraceEntry

HEIGHT = 28


class StatusLine(QFrame):
    """What happened, quietly."""

    test_wanted = Signal()
    """The number of connections was pressed."""
    palette_wanted = Signal()
    keys_wanted = Signal()
    how_wanted = Signal()
    """The stages of the draft are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing happened yet."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.trace = ElidedText("", tone="muted", size="small")
        self.find_button = _button(tr("Find"), "window.palette")
        self.find_button.clicked.connect(self.palette_wanted)
        self.keys_button = _button(tr("Keys"), "window.keys")
        self.keys_button.clicked.connect(self.keys_wanted)
        self.connections = _button("")
        self.connections.setAccessibleName(tr("Network connections"))
        self.connections.setToolTip(
            tr(
                "Network connections of this program and its child processes, counted every few seconds. "
                "Press for a test."
            )
        )
        self.connections.clicked.connect(self.test_wanted)
        Action("window.test", self.connections, self.connections.click)
        self.how = _button(tr(HOW))
        self.how.setAccessibleName(tr(HOW))
        self.how.setToolTip(f"{tr(HOW_TIP)} ({shown_key(ACTIONS['draft.stages'].keys[0])})")
        self.how.clicked.connect(self.how_wanted)
        self.how.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        row.setSpacing(4 * SPACE)
        row.addWidget(self.trace, 1)
        row.addWidget(self.how)
        for button in (self.find_button, self.keys_button, self.connections):
            row.addWidget(button)

    def show_trace(self, trace: Sequence[TraceEntry]) -> None:
        """Show the stages of a draft; all of them, with their notes, in the tooltip."""
        self.trace.show_text(trace_line(trace), trace_tooltip(trace))

    def offer_stages(self, *, offered: bool) -> None:
        """Whether there is a finished draft whose stages can be opened."""
        self.how.setVisible(offered)

    def show_connections(self, number: int) -> None:
        """Show how many connections are open; any is worth a colour."""
        self.connections.setText(
            f"{(tr('Online') if number else tr('Offline'))}: {trn('{n} connection', '{n} connections', number)}"
        )
        self.connections.setAccessibleDescription(self.connections.text())
        restyle(self.connections, "tone", "bad" if number else "muted")


def _button(text: str, action: str = "") -> QPushButton:
    """A quiet button; of an ``action`` it shows the key and tells what it does."""
    button = QPushButton(text)
    if action:
        declared = ACTIONS[action]
        button.setText(f"{text}: {shown_key(declared.keys[0])}")
        button.setAccessibleName(declared.does)
        button.setToolTip(declared.does)
    button.setProperty("kind", "status")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
