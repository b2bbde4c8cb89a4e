"""One table of tokens for light, dark and high contrast; everything on screen is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from citewell.desktop.widgets.stylesheet import stylesheet
from citewell.settings.options import Options
from citewell.settings.resources import resources_dir

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

HIGH_LIGHT = Colours(
    canvas="#ffffff",
    surface="#ffffff",
    rail="#ffffff",
    hover="#dfe6ff",
    border="#000000",
    outline="#000000",
    text="#000000",
    muted="#1f1f1f",
    accent="#00149e",
    accent_fill="#00149e",
    accent_fill_hover="#000c66",
    on_accent="#ffffff",
    accent_soft="#dfe6ff",
    good="#00451f",
    good_soft="#e3ffee",
    warn="#5c3200",
    warn_soft="#fff3d6",
    bad="#8a0000",
    bad_soft="#ffe9e6",
    confidential="#75003f",
    confidential_fill="#75003f",
    confidential_soft="#ffe6f4",
    mark="#ffe14d",
    shade="#fff6c2",
    found="#ffb340",
    disabled="#595959",
)

HIGH_DARK = Colours(
    canvas="#000000",
    surface="#000000",
    rail="#000000",
    hover="#2b2b2b",
    border="#ffffff",
    outline="#ffffff",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#ffe14d",
    accent_fill="#ffe14d",
    accent_fill_hover="#fff2a8",
    on_accent="#000000",
    accent_soft="#3a3300",
    good="#7dffb0",
    good_soft="#00331a",
    warn="#ffcb66",
    warn_soft="#332200",
    bad="#ffaaa3",
    bad_soft="#400a06",
    confidential="#ff9fd6",
    confidential_fill="#ff85ca",
    confidential_soft="#3d0026",
    mark="#5c4d00",
    shade="#332b00",
    found="#704600",
    disabled="#a6a6a6",
)
"""Pure grounds, edges as strong as the text, one accent that is no shade of them: contrast of 7 and more (AAA)."""

TABLES: Mapping[tuple[bool, bool], Colours] = MappingProxyType(
    {(False, False): LIGHT, (True, False): DARK, (False, True): HIGH_LIGHT, (True, True): HIGH_DARK}
)
"""The colours by whether they are dark, and whether they have more contrast."""

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


_HALF = 128
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)


class Theme(QObject):
    """The colours, the contrast and the size of text in use. ``changed`` follows what is chosen, and the system."""

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        """Style ``application`` from now on."""
        super().__init__(parent)
        self._application = application
        self._percent = 100
        self._font = _system_font()
        self.choice = self.contrast = "system"
        self.colours = LIGHT
        self._moves = {effect: application.isEffectEnabled(effect) for effect in _EFFECTS}
        self._flash = application.cursorFlashTime()
        if not application.styleSheet():  # a sheet keeps the style that is under it
            application.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._apply()

    def use(self, options: Options) -> None:
        """Show everything as the options say: colours, contrast, text size, motion."""
        self.choice, self.contrast = options.theme, options.contrast
        self._percent = options.font_percent
        self._move(still=options.reduced_motion)
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

    def follow_system(self) -> None:
        """The system's font or colours have changed."""
        self._apply()

    def _move(self, *, still: bool) -> None:
        """Let menus, tips and the cursor move as the system has it, or not at all."""
        for effect, moves in self._moves.items():
            self._application.setEffectEnabled(effect, moves and not still)
        self._application.setCursorFlashTime(0 if still else self._flash)

    def _apply(self) -> None:
        dark = self.choice == "dark" or (self.choice == "system" and _system_is_dark())
        high = self.contrast == "more" or (self.contrast == "system" and _system_wants_contrast())
        self.colours = TABLES[dark, high]
        self._font = _system_font()
        self._font.setPointSizeF(self._font.pointSizeF() * self._percent / 100)
        if self._application.font() != self._font:
            self._application.setFont(self._font)
        table = {field.name: str(getattr(self.colours, field.name)) for field in fields(Colours)}
        sizes = {name: self._font.pointSizeF() * scale for name, scale in FONT_SCALE.items()}
        sheet = stylesheet(table, sizes, RADIUS, _tick(self.colours))
        if sheet != self._application.styleSheet():  # Qt takes a third of a second to style every widget again
            self._application.setPalette(_palette(self.colours))
            self._application.setStyleSheet(sheet)
        self.changed.emit()


def _system_font() -> QFont:
    return QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _tick(colours: Colours) -> str:
    name = "black" if QColor(colours.on_accent).lightness() < _HALF else "white"
    return (resources_dir() / "ticks" / f"{name}.svg").as_posix()


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
