"""A place that is built when it is first shown, so that the window does not wait for it at its start."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Page(Protocol):
    """What every place can do."""

    def reload(self) -> None:
        """Read what is shown anew."""

    def focus_first(self) -> None:
        """Give the keyboard to what is most likely wanted."""


P = TypeVar("P", bound=Page)


class LatePlace(QWidget, Generic[P]):
    """Empty until it is gone to."""

    def __init__(self, build: Callable[[], P], parent: QWidget | None = None) -> None:
        """``build`` makes the page, once; it has ``reload`` and ``focus_first`` as every page has."""
        super().__init__(parent)
        self.setObjectName("page")
        self._build = build
        self._page: P | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> P:
        """The page, built now where it was not."""
        if self._page is None:
            self._page = self._build()
            widget = cast("QWidget", self._page)
            self._column.addWidget(widget)
            widget.show()  # at once: a layout that is on screen would show it later, and it could not have the keyboard
        return self._page

    def reload(self) -> None:
        """Show the page as things are now."""
        self.page.reload()

    def focus_first(self) -> None:
        """Give the keyboard to the page."""
        self.page.focus_first()
