"""The rail on the left: where to go, the lock, and the colours."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.places.place_tabs import PlaceTabs
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.theme import SPACE, Theme

NAMES_FROM = 1280
"""Width of the window, in pixels, from which on places have their names beside them."""
PLACES = (
    (Msg("Draft"), "draft", "Ctrl+1"),
    (Msg("Sources"), "sources", "Ctrl+2"),
    (Msg("Log"), "log", "Ctrl+3"),
    (Msg("Figures"), "figures", "Ctrl+4"),
    (Msg("Style"), "style", "Ctrl+5"),
    (Msg("Policy"), "policy", "Ctrl+6"),
    (Msg("Models"), "models", "Ctrl+7"),
    (Msg("Privacy"), "privacy", "Ctrl+8"),
    (Msg("Approach"), "approach", "Ctrl+9"),
    (Msg("Topics"), "topics", "Ctrl+0"),
    (Msg("Team"), "team", "Ctrl+Shift+0"),
    (Msg("Settings"), "settings", "Ctrl+,"),
)
GROUPS = {Msg("Draft"): Msg("Work"), Msg("Figures"): Msg("Manage")}
"""The group that begins with a place."""
CHOICES = ("system", "light", "dark")
THEMES = {"system": Msg("Theme: system"), "light": Msg("Theme: light"), "dark": Msg("Theme: dark")}


class Rail(QFrame):
    """One tab a place; ``theme_chosen`` goes round system, light, dark."""

    place_chosen = Signal(int)
    theme_chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """The first place is chosen."""
        super().__init__(parent)
        self.setObjectName("rail")
        self._theme = theme
        self.places = PlaceTabs(theme, PLACES, GROUPS)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.places, 1)
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.setSpacing(0)
        column.addLayout(self._foot)
        self.lock_button = IconButton(theme, tr("Lock"), icon="lock", action="window.lock", large=True)
        self.lock_button.clicked.connect(self.lock_wanted)
        self._foot.addWidget(self.lock_button)
        self.theme_button = IconButton(theme, tr("Theme"), icon="theme-system", action="window.theme", large=True)
        self.theme_button.clicked.connect(self._next_theme)
        self._foot.addWidget(self.theme_button)
        self._foot.addStretch(1)
        self.places.tabBarClicked.connect(self._choose)
        self.places.currentChanged.connect(self._follow)
        theme.changed.connect(self._refresh)
        self._refresh()

    def fit(self, width: int) -> None:
        """Show the names of the places in a window of this width, where there is room for them."""
        wide = width >= NAMES_FROM
        self.places.show_names(wide=wide)
        self._foot.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_place(self, number: int) -> None:
        """Mark the place that is on screen."""
        with QSignalBlocker(self.places):
            self.places.setCurrentIndex(number)
        self.places.update()

    def _choose(self, number: int) -> None:
        if number >= 0:
            self.show_place(number)
            self.place_chosen.emit(number)

    def _follow(self, number: int) -> None:
        """The arrow keys went to another place; the keyboard stays here."""
        self.place_chosen.emit(number)
        self.places.setFocus()

    def _next_theme(self) -> None:
        at = CHOICES.index(self._theme.choice)
        self.theme_chosen.emit(CHOICES[(at + 1) % len(CHOICES)])

    def _refresh(self) -> None:
        choice = self._theme.choice
        self.theme_button.set_icon(f"theme-{choice}")
        self.theme_button.setAccessibleName(tr(THEMES[choice]))
        self.theme_button.say(tr(THEMES[choice]))
