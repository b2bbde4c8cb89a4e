"""The window as a screen reader has it: what is visible, found by the names that are read out."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

Kind = TypeVar("Kind", bound=QWidget)


def spoken_name(widget: QWidget) -> str:
    """The name that Qt gives to assistive technology: an accessible name, or the text of a button."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def visible(root: QWidget, kind: type[Kind]) -> Iterator[Kind]:
    """The widgets of one kind that are on screen."""
    return (widget for widget in root.findChildren(kind) if widget.isVisible())


def offered(root: QWidget, name: str, kind: type[Kind] = QWidget) -> Kind | None:
    """The widget of this name, if it is on screen and can be used."""
    return next((one for one in visible(root, kind) if one.isEnabled() and spoken_name(one) == name), None)
