"""Draws pages of a PDF in the background, and keeps the last one."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from citewell.desktop.evidence.page_view import DrawnPage, PageRequest, PageView
from citewell.desktop.runtime.session import PAGE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.knowledge.loaders.pages.picture import page_size, render_page


@dataclass(frozen=True, slots=True)
class _Kept:
    request: PageRequest
    page: DrawnPage


class PageDrawing(QObject):
    """Answers what a ``PageView`` asks for. One thread alone calls the library that draws."""

    def __init__(self, session: Session, view: PageView, parent: QObject) -> None:
        """Connect ``view``."""
        super().__init__(parent)
        self._session, self._view = session, view
        self._kept: _Kept | None = None
        self._task: Task | None = None
        view.wanted.connect(self._draw)

    def _draw(self, request: PageRequest) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if self._kept is not None and self._kept.request == request:
            self._view.show_drawn(self._kept.page)
            return

        def done(page: DrawnPage) -> None:
            self._task = None
            self._kept = _Kept(request, page)
            self._view.show_drawn(page)

        def failed(failure: Failure) -> None:
            self._task = None
            self._view.show_failure(failure.message)

        self._task = self._session.runner.start(
            PAGE, lambda _run: draw_page(request), Listener(done=done, failed=failed)
        )


def draw_page(request: PageRequest) -> DrawnPage:
    """Draw a page. Raises ``BadInputError``."""
    data = request.pdf.data
    try:
        width, height = page_size(data, request.page)
        scale = max(request.width, 1) / max(width, 1.0) * request.zoom
        pixels_wide, pixels_high, pixels = render_page(data, request.page, scale * request.ratio)
    except UnreadableFileError as error:
        raise BadInputError(f"This page cannot be drawn: the file {error}.") from error
    return DrawnPage(request.page, width, height, scale, pixels_wide, pixels_high, pixels)
