"""One table of tokens for light and dark: colours, spacing, radii, font sizes; everything on screen is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from citewell.desktop.widgets.stylesheet import stylesheet

SPACE = 4
"""The grid, in pixels: gaps are multiples of it."""
RADIUS = 6
FONT_SCALE: Mapping[str, float] = MappingProxyType(
    {"small": 0.9, "body": 1.0, "reading": 1.08, "title": 1.2, "hero": 1.7}
)
"""Font sizes relative to the system's font."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by what they mean. ``*_soft`` are backgrounds that carry text of the colour they soften."""

    canvas: str
    surface: str
    rail: str
    hover: str
    border: str
    outline: str
    text: str
    muted: str
    accent: str
    accent_fill: str
    accent_fill_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    confidential: str
    confidential_fill: str
    confidential_soft: str
    mark: str
    shade: str
    found: str
    disabled: str


LIGHT = Colours(
    canvas="#f5f6f8",
    surface="#ffffff",
    rail="#eceef2",
    hover="#e4e7ed",
    border="#dde1e8",
    outline="#868f9f",
    text="#1a202c",
    muted="#566072",
    accent="#3148c8",
    accent_fill="#3a53d6",
    accent_fill_hover="#2c43bd",
    on_accent="#ffffff",
    accent_soft="#e7ebff",
    good="#136b3e",
    good_soft="#e0f4e8",
    warn="#855200",
    warn_soft="#fff1d6",
    bad="#b3261e",
    bad_soft="#fde8e6",
    confidential="#a30f63",
    confidential_fill="#a30f63",
    confidential_soft="#fce4f1",
    mark="#ffe98a",
    shade="#fffae0",
    found="#ffc266",
    disabled="#8b93a1",
)

DARK = Colours(
    canvas="#15181e",
    surface="#1c2028",
    rail="#11141a",
    hover="#2a303b",
    border="#303643",
    outline="#737d90",
    text="#e7eaf0",
    muted="#a3acbc",
    accent="#a5b4ff",
    accent_fill="#4a62dd",
    accent_fill_hover="#5269e0",
    on_accent="#ffffff",
    accent_soft="#2a3358",
    good="#7dd8a4",
    good_soft="#173527",
    warn="#f0c069",
    warn_soft="#3a2d12",
    bad="#ff9e94",
    bad_soft="#45201d",
    confidential="#ff8fcb",
    confidential_fill="#c2187a",
    confidential_soft="#461a33",
    mark="#66580f",
    shade="#2e2b18",
    found="#7d4f00",
    disabled="#6c7585",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in ("canvas", "surface", "rail", "hover")),
    *(("accent", ground) for ground in ("canvas", "surface", "accent_soft", "rail")),
    *((text, "accent_soft") for text in ("text", "muted")),
    *(("text", ground) for ground in ("mark", "shade", "found")),
    ("on_accent", "accent_fill"),
    ("on_accent", "accent_fill_hover"),
    ("on_accent", "confidential_fill"),
    *(
        (tone, ground)
        for tone in ("good", "warn", "bad", "confidential")
        for ground in ("surface", "canvas", f"{tone}_soft")
    ),
    *(("text", f"{tone}_soft") for tone in ("good", "warn", "bad", "confidential")),
)
"""Every pair of text and background that is drawn; each must have a contrast of 4.5 or more (WCAG 2.2 AA)."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (("accent", "surface"), ("accent", "canvas"), ("outline", "surface"))
"""Focus rings and outlines of fields; each must have a contrast of 3 or more."""


class Theme(QObject):
    """The colours in use. ``choice`` is system, light or dark; ``changed`` follows it and the system."""

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        """Style ``application`` from now on."""
        super().__init__(parent)
        self._application = application
        self._font = QFont(application.font())
        self.choice = "system"
        self.colours = LIGHT
        if not application.styleSheet():  # a sheet keeps the style that is under it
            application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: str) -> None:
        """Use ``choice``: system, light or dark."""
        self.choice = choice
        self._apply()

    def font(self, size: str = "body") -> QFont:
        """The system's font at one of the sizes of ``FONT_SCALE``."""
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * FONT_SCALE[size])
        return font

    def colour(self, name: str) -> QColor:
        """A colour by its name in ``Colours``."""
        return QColor(str(getattr(self.colours, name)))

    def _apply(self) -> None:
        dark = self.choice == "dark" or (self.choice == "system" and _system_is_dark())
        self.colours = DARK if dark else LIGHT
        table = {field.name: str(getattr(self.colours, field.name)) for field in fields(Colours)}
        sizes = {name: self._font.pointSizeF() * scale for name, scale in FONT_SCALE.items()}
        sheet = stylesheet(table, sizes, RADIUS)
        if sheet != self._application.styleSheet():  # Qt takes a third of a second to style every widget again
            self._application.setPalette(_palette(self.colours))
            self._application.setStyleSheet(sheet)
        self.changed.emit()


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in {
        role.Window: colours.canvas,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.canvas,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.Highlight: colours.accent_fill,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Shadow: colours.border,
        role.Accent: colours.accent_fill,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.disabled))
    return palette
