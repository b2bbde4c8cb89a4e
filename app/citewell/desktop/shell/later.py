"""A place whose page is built when it is first gone to, and not when the window starts."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Reads(Protocol):
    """A page that reads when it is gone to."""

    def reload(self) -> None:
        """Read what is shown anew."""
        ...

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        ...


Page = TypeVar("Page", bound=Reads)


class LaterPlace(QWidget, Generic[Page]):
    """Holds the page that ``build`` makes at the first ``reload``; ``page`` is ``None`` before."""

    def __init__(self, build: Callable[[], Page], parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._build = build
        self.page: Page | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def reload(self) -> None:
        """Read the page anew, built first where it is not there yet."""
        if self.page is None:
            self.page = self._build()
            self._column.addWidget(cast("QWidget", self.page))
        self.page.reload()

    def focus_first(self) -> None:
        """Give the keyboard to the page's first thing that can be done."""
        if self.page is not None:
            self.page.focus_first()
