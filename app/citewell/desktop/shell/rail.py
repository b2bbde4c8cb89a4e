"""The rail on the left: where to go, and the colours."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from citewell.desktop.shell.place_tabs import PlaceTabs
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.theme import SPACE, Theme

WIDTH = 56
PLACES = (
    ("Draft", "draft", "Ctrl+1"),
    ("Sources", "sources", "Ctrl+2"),
    ("Log", "log", "Ctrl+3"),
    ("Style", "style", "Ctrl+4"),
    ("Figures", "figures", "Ctrl+5"),
    ("Privacy", "privacy", "Ctrl+6"),
    ("Policy", "policy", "Ctrl+7"),
    ("Models", "models", "Ctrl+8"),
    ("Team", "team", "Ctrl+0"),
)
CHOICES = ("system", "light", "dark")


class Rail(QFrame):
    """One tab a place; ``theme_chosen`` goes round system, light, dark."""

    place_chosen = Signal(int)
    theme_chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """The first place is chosen."""
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self.places = PlaceTabs(theme, PLACES)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 3 * SPACE, 2 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.places)
        column.addStretch(1)
        self.lock_button = IconButton(theme, "Lock", icon="lock", keys=("Ctrl+L",), large=True)
        self.lock_button.clicked.connect(self.lock_wanted)
        column.addWidget(self.lock_button)
        self.theme_button = IconButton(theme, "Theme", icon="theme-system", keys=("Ctrl+Shift+T",), large=True)
        self.theme_button.clicked.connect(self._next_theme)
        column.addWidget(self.theme_button)
        self.places.tabBarClicked.connect(self._choose)
        self.places.currentChanged.connect(self._follow)
        theme.changed.connect(self._refresh)
        self._refresh()

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
        self.theme_button.setAccessibleName(f"Theme: {choice}")
        self.theme_button.setToolTip(f"Theme: {choice} (Ctrl+Shift+T)")
