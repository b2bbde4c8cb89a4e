"""Buttons of the theme: with text, with an icon alone, and whole cards that can be pressed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from citewell.desktop.actions.action import Action
from citewell.desktop.widgets.icons import SIZE, load_icon
from citewell.desktop.widgets.labels import restyle
from citewell.desktop.widgets.theme import Theme

TEXT_SHARE = 0.85
"""Size of an icon beside a text, relative to one that stands alone."""
GAP = 4
"""Pixels between an icon and its text, on top of the style's own."""


class PressedButton(QPushButton):
    """A button that Enter presses too, where Qt hears the space bar alone.

    What destroys something (``danger``) still wants the space bar: it is asked where Enter was pressed a moment ago.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear Enter, once for each time it is pressed."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if is_enter and plain and self.property("kind") != "danger":
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class ThemedButton(PressedButton):
    """A button whose icon follows the theme. Clicking it does not take the keyboard from a text."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        kind: str = "secondary",
        action: str = "",
        tip: str = "",
    ) -> None:
        """``kind`` is primary, secondary, quiet or danger.

        ``action`` is the id of what is declared in ``desktop/actions``: the tooltip and the keys are made of it.
        Without one ``tip`` is the tooltip.
        """
        super().__init__(text)
        self._theme = theme
        self._icon = icon
        self._shows_icon = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.setProperty("kind", kind)
        self.action = Action(action, self, self.click) if action else None
        self.setToolTip(self.action.toolTip() if self.action is not None else tip)
        theme.changed.connect(self.refresh_icon)
        self.refresh_icon()

    def set_kind(self, kind: str) -> None:
        """Make it primary, secondary, quiet or danger."""
        restyle(self, "kind", kind)
        self.refresh_icon()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.refresh_icon()

    def show_icon(self, *, shown: bool) -> None:
        """Draw the icon beside the text, or the text alone."""
        self._shows_icon = shown
        self.refresh_icon()

    def say(self, does: str) -> None:
        """Tell in the tooltip, and in the palette, what it does now."""
        if self.action is not None:
            self.action.say(does)
        self.setToolTip(does if self.action is None else self.action.toolTip())

    def refresh_icon(self) -> None:
        """Draw the icon in the theme's colour."""
        if not self._icon or not self._shows_icon:
            self.setIcon(QIcon())
            return
        tones = {"primary": "on_accent", "danger": "bad"}
        colour = self._theme.colour(tones.get(str(self.property("kind")), self._icon_tone()))
        gap = GAP if self.text() else 0
        self.setIconSize(QSize(SIZE + gap, SIZE) * (TEXT_SHARE if gap else 1.0))
        self.setIcon(load_icon(self._icon, colour, self._theme.colour("disabled"), gap))

    def _icon_tone(self) -> str:
        return "text"


class IconButton(ThemedButton):
    """A square button with an icon alone; its name is for the tooltip and for screen readers."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        icon: str,
        action: str = "",
        large: bool = False,
        checkable: bool = False,
    ) -> None:
        """32 pixels square, 40 where ``large``."""
        super().__init__(theme, "", icon=icon, kind="icon", action=action, tip=name)
        self.setAccessibleName(name)
        self.setCheckable(checkable)
        self.setProperty("large", "true" if large else "")
        self.toggled.connect(self.refresh_icon)

    def _icon_tone(self) -> str:
        return "accent" if self.isChecked() else "muted"


class CardButton(PressedButton):
    """A card with a layout of its own that can be pressed by mouse and keyboard."""

    def __init__(self, parent: QWidget | None = None, *, kind: str = "card") -> None:
        """``kind`` is card, or row for one without a frame."""
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """The size of what the card holds."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The smallest size of what the card holds."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Texts in a card wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of what the card holds at ``width``."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else super().heightForWidth(width)

    def let_mouse_through(self) -> None:
        """Make the texts inside transparent to the mouse, so that the whole card is one target."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
