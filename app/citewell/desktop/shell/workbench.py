"""Everything in the window of one open home: the rail, the places, the status line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.sources.sample_packs import find_pack, first_ticket, packs
from citewell.desktop.drafts.view import DraftView
from citewell.desktop.figures.view import FiguresView
from citewell.desktop.log.view import LogView
from citewell.desktop.models.view import ModelsView
from citewell.desktop.policy.view import PolicyView
from citewell.desktop.privacy.view import PrivacyView
from citewell.desktop.runtime.auto_index import Following
from citewell.desktop.runtime.session import STORE, WATCH, Session
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.runtime.work_controller import WorkController
from citewell.desktop.shell.first_start import FirstStart
from citewell.desktop.shell.later import LaterPlace
from citewell.desktop.shell.offline_controller import OfflineController
from citewell.desktop.shell.places import Places
from citewell.desktop.shell.rail import Rail
from citewell.desktop.shell.status_bar import StatusLine
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.document_reader import DocumentReader
from citewell.desktop.sources.documents_page import DocumentsPage
from citewell.desktop.sources.text import STOPPING
from citewell.desktop.sources.view import SourcesView
from citewell.desktop.styles.view import StyleView
from citewell.desktop.team.view import TeamView
from citewell.desktop.team.watch import ReleaseWatch
from citewell.desktop.widgets.notice import Notice
from citewell.domain.documents import Access, Source
from citewell.domain.drafts import Ticket
from citewell.settings.connections import count_connections

if TYPE_CHECKING:
    from citewell.settings.options import Colours

POLL_MS = 3000
DRAFT_PLACE, SOURCES_PLACE, LOG_PLACE, STYLE_PLACE, FIGURES_PLACE, PRIVACY_PLACE, POLICY_PLACE, MODELS_PLACE = range(8)
TEAM_PLACE = 8


class Workbench(QWidget):
    """Chooses what is shown; the places do the rest."""

    lock_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the places and read what is indexed."""
        super().__init__(parent)
        self._session = session
        self.indexing = IndexController(session, self)
        self.rail = Rail(session.theme)
        self.status = StatusLine()
        self.testing = OfflineController(session, self)
        self.draft_view = DraftView(session)
        self.work = WorkController(session, self.draft_view, self)
        self.first_start = FirstStart(session.theme)
        self.sources_view = SourcesView(session, self.indexing)
        self.documents_page = DocumentsPage(session, self.indexing)
        self.document_reader = DocumentReader(session)
        self.following = Following(session, parent=self)
        self.log_view = LogView(session)
        self.style_view = StyleView(session)
        self.figures_view = FiguresView(session)
        self.policy_view = PolicyView(session)
        self.privacy_view = PrivacyView(session)
        self.models_view = ModelsView(session)
        self.release_watch = ReleaseWatch(session, self)
        self.team_place = LaterPlace(lambda: TeamView(session, self.release_watch))
        self._arrivals: dict[int, tuple[Callable[[], None], Callable[[], None]]] = {
            LOG_PLACE: (self.log_view.reload, self.log_view.table.setFocus),
            STYLE_PLACE: (self.style_view.reload, self.style_view.focus_first),
            FIGURES_PLACE: (self.figures_view.reload, self.figures_view.run.setFocus),
            PRIVACY_PLACE: (self.privacy_view.reload, self.privacy_view.check.setFocus),
            POLICY_PLACE: (self.policy_view.reload, self.policy_view.focus_first),
            MODELS_PLACE: (self.models_view.reload, self.models_view.focus_first),
            TEAM_PLACE: (self.team_place.reload, self.team_place.focus_first),
        }
        self._working_place = Places()
        self._sources_place = Places()
        self._places = Places()
        self._build()
        self._connect()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._count_connections)
        self._poll.start()
        self._count_connections()
        session.runner.start(
            STORE, lambda _run: packs(), Listener(done=self.first_start.show_packs, failed=self._show_failure)
        )
        self.reload_sources()
        trust = session.services.compliance
        session.runner.start(STORE, lambda _run: trust.retain_daily(), Listener(failed=session.failed.emit))

    def _build(self) -> None:
        self._working_place.addWidget(QWidget())  # nothing, until it is known whether anything is indexed
        self._working_place.addWidget(self.first_start)
        self._working_place.addWidget(self.draft_view)
        self._sources_place.addWidget(self.sources_view)
        self._sources_place.addWidget(self.documents_page)
        self._sources_place.addWidget(self.document_reader)
        pages = (
            self.log_view,
            self.style_view,
            self.figures_view,
            self.privacy_view,
            self.policy_view,
            self.models_view,
            self.team_place,
        )
        for place in (self._working_place, self._sources_place, *pages):
            self._places.addWidget(place)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.release_watch.notice)
        right.addWidget(self._places, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.place_chosen.connect(self.show_place)
        self.rail.theme_chosen.connect(self._choose_theme)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.draft_view.trace_changed.connect(self.status.show_trace)
        self.status.test_wanted.connect(self.testing.open)
        self.first_start.sample_wanted.connect(self.begin_sample)
        self.first_start.folder_wanted.connect(self.sources_view.ask_folder)
        self.first_start.progress.cancelled.connect(self.indexing.cancel)
        self.first_start.progress.paused.connect(self.indexing.pause)
        self.log_view.entry_actions.open_wanted.connect(self.work.open_past)
        self.work.opened.connect(lambda: self.show_place(DRAFT_PLACE))
        self.log_view.controller.erased.connect(
            lambda receipt: self.work.drop([one["id"] for one in receipt["drafts"]])
        )
        self.indexing.started.connect(lambda: self.first_start.show_running(running=True))
        self.indexing.progressed.connect(self.first_start.progress.show_progress)
        self.indexing.stopping.connect(lambda: self.first_start.progress.show_stopping(STOPPING))
        self.indexing.failed.connect(lambda failure: self._say_first(f"Not indexed. {failure.message}"))
        self.indexing.stopped.connect(lambda: self._say_first("Stopped before anything was indexed.", "info"))
        self.sources_view.source_opened.connect(self.open_source)
        self.documents_page.closed.connect(self._close_source)
        self.documents_page.document_opened.connect(self._open_document)
        self.document_reader.closed.connect(self._close_document)
        self.following.status_changed.connect(self.sources_view.show_status)
        self.style_view.controller.busy_changed.connect(self.figures_view.block)
        self.figures_view.controller.busy_changed.connect(self.style_view.block)
        self.style_view.controller.busy_changed.connect(self.models_view.block)
        self._session.indexed.connect(self.reload_sources)
        self._session.failed.connect(self._show_failure)

    def show_place(self, number: int) -> None:
        """Go to a place of the rail. What the place before had to say is said."""
        left = self._places.currentWidget()
        if left is not None and self._places.currentIndex() not in {number, DRAFT_PLACE}:
            for notice in left.findChildren(Notice):
                notice.dismiss()
        self._places.setCurrentIndex(number)
        self.rail.show_place(number)
        self._arrive(number)

    def _arrive(self, number: int) -> None:
        """Read a place anew, and give it the keyboard."""
        if number == SOURCES_PLACE:
            self._focus_sources()
            return
        if number == DRAFT_PLACE:
            self._focus_working_place()
            return
        reload, focus = self._arrivals[number]
        reload()
        focus()

    def open_source(self, source: Source, choice: int) -> None:
        """List the documents of a source; ``choice`` is an index in ``CHOICES``."""
        self._sources_place.setCurrentWidget(self.documents_page)
        self.documents_page.open_source(source, choice)
        self.documents_page.words.setFocus()

    def begin_sample(self, name: str) -> None:
        """Index a sample pack, and fill in its first ticket where none was pasted. Raises ``BadInputError``."""
        pack = find_pack(name)

        def fill(ticket: Ticket | None) -> None:
            if ticket is not None and not self.draft_view.ticket.text.toPlainText().strip():
                self.draft_view.ticket.show_ticket(ticket)

        self.indexing.add(pack.folder, Access.PUBLIC)
        self._session.runner.start(
            STORE, lambda _run: first_ticket(pack), Listener(done=fill, failed=self._show_failure)
        )

    def reload_sources(self) -> None:
        """Read what is indexed, and show it."""
        updates = self._session.source_updates

        def read() -> tuple[Sequence[Source], frozenset[str]]:
            sources = updates.sources()
            return sources, updates.stopped(sources)

        listener = Listener(done=self._show_sources, failed=self._show_failure)
        self._session.runner.start(STORE, lambda _run: read(), listener)

    def welcome(self, message: str) -> None:
        """Say something at the first start."""
        self._say_first(message, "warn")

    @property
    def is_first_start(self) -> bool:
        """Whether the window offers ways to begin."""
        return self._working_place.currentWidget() is self.first_start

    def _show_sources(self, read: tuple[Sequence[Source], frozenset[str]]) -> None:
        sources, stopped = read
        self.sources_view.show_sources(sources)
        self.following.follow(sources, stopped)
        opened = self.documents_page.source
        if opened is not None:
            self.documents_page.show_source(next((source for source in sources if source.id == opened.id), None))
        if not self.indexing.running:
            self.first_start.show_running(running=False)
        empty = not any(source.passages for source in sources)
        wanted = self.first_start if empty else self.draft_view
        if self._working_place.currentWidget() is not wanted:
            self._working_place.setCurrentWidget(wanted)
            self._focus_working_place()

    def _focus_working_place(self) -> None:
        if self.is_first_start:
            self.first_start.focus_first()
        else:
            self.draft_view.ticket.focus_text()

    def _focus_sources(self) -> None:
        shown = self._sources_place.currentWidget()
        if shown is self.documents_page:
            self.documents_page.table.setFocus()
        elif shown is self.document_reader:
            self.document_reader.document.focus_text()
        else:
            self.sources_view.focus_first()

    def _open_document(self, document_id: int) -> None:
        self._sources_place.setCurrentWidget(self.document_reader)
        self.document_reader.open(document_id)

    def _close_document(self) -> None:
        self._sources_place.setCurrentWidget(self.documents_page)
        self.documents_page.table.setFocus()

    def _close_source(self) -> None:
        self._sources_place.setCurrentWidget(self.sources_view)
        self.sources_view.focus_first()

    def _say_first(self, message: str, tone: str = "bad") -> None:
        self.first_start.show_running(running=self.indexing.running)
        self.first_start.notice.say(message, tone=tone)

    def _choose_theme(self, choice: str) -> None:
        self._session.theme.choose(choice)
        self._session.set_options(replace(self._session.services.options, theme=cast("Colours", choice)))

    def _show_failure(self, failure: Failure) -> None:
        self._say_first(failure.message)
        if failure.retry:
            self.draft_view.draft.notice.say(
                failure.message, tone="bad", action="Start again", on_action=self._session.warm_up
            )
        else:
            self.draft_view.draft.notice.say(failure.message, tone="bad")

    def _count_connections(self) -> None:
        self._session.runner.start(WATCH, lambda _run: count_connections(), Listener(done=self.status.show_connections))
