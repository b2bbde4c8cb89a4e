"""A bar inside the page that says what happened and offers the mend; nothing pops up."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.theme import SPACE, Theme

ICONS = {"bad": "block", "warn": "warn", "good": "accept", "info": "info"}


class Notice(QFrame):
    """One message at a time, with at most one action and a way to dismiss it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Hidden until something is to be said."""
        super().__init__(parent)
        self._theme = theme
        self._tone = "info"
        self._action: Callable[[], None] | None = None
        self._asks = False
        self.setObjectName("notice")
        self._icon = QLabel()
        self.message = label(wrap=True)
        self.button = ThemedButton(theme, tr("Do it"))
        self.button.clicked.connect(self._act)
        self.dismissal = IconButton(theme, tr("Dismiss this message"), icon="reject")
        self.dismissal.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon)
        row.addWidget(self.message, 1)
        row.addWidget(self.button)
        row.addWidget(self.dismissal)
        theme.changed.connect(self._refresh)
        self.hide()

    def say(
        self,
        message: str,
        *,
        tone: str = "info",
        action: str = "",
        on_action: Callable[[], None] | None = None,
        tip: str = "",
    ) -> None:
        """Show ``message``; ``tone`` is bad, warn, good or info; ``on_action`` is called by the button ``action``."""
        self._tone, self._action, self._asks = tone, on_action, False
        self.message.setText(message)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setToolTip(tip)
        self.button.setVisible(bool(action))
        self.button.set_kind("primary" if tone == "good" else "secondary")
        restyle(self, "tone", tone)
        self._refresh()
        self.setAccessibleName(message)
        self.show()
        announce(self, message, urgent=tone in {"bad", "warn"})

    def ask(
        self, question: str, *, action: str, on_action: Callable[[], None], tone: str = "warn", tip: str = ""
    ) -> None:
        """Ask before what cannot be taken back; ``question`` names its object.

        The question is taken back when the page is left, and by ``withdraw``: nobody may answer it who has another
        object before them.
        """
        self.say(question, tone=tone, action=action, on_action=on_action, tip=tip)
        self._asks = True

    def withdraw(self) -> None:
        """Take a question back, since its object is not the one on screen any more; other messages stay."""
        if self._asks:
            self.dismiss()

    def dismiss(self) -> None:
        """Take the message away."""
        self._action = None
        self._asks = False
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left."""
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is minimised comes back as it was
            self.withdraw()

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()

    def _refresh(self) -> None:
        tone = self._tone if self._tone in {"bad", "warn", "good"} else "accent"
        self._icon.setPixmap(load_pixmap(ICONS[self._tone], self._theme.colour(tone), 18, self.devicePixelRatioF()))
