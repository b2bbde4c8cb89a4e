"""The search in all documents behind its page, in a lane of its own."""

from datetime import date

from PySide6.QtCore import QObject, Signal

from citewell.application.sources.search import Searched, search_with_reasons
from citewell.desktop.runtime.session import SEARCH, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.documents import Filters

MOST = 15


class SearchController(QObject):
    """One search at a time: a newer one takes the place of an older one."""

    found = Signal(object)
    """What was ``Searched``."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing is searched yet."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None

    def search(self, query: str) -> None:
        """Search for what holds today, for every region and product."""
        self.forget()
        retriever, filters = self._session.services.search, Filters(date.today())  # noqa: DTZ011  the user's day

        def done(searched: Searched) -> None:
            self._task = None
            self.found.emit(searched)

        def failed(failure: Failure) -> None:
            self._task = None
            self.failed.emit(failure)

        self._task = self._session.runner.start(
            SEARCH,
            lambda _run: search_with_reasons(retriever, query, filters, MOST),
            Listener(done=done, failed=failed),
        )

    def forget(self) -> None:
        """No answer is wanted any more."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
