"""Everything in the window of one open home: the rail, the places, the status line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.drafting.working_drafts import WorkingDraft
from citewell.application.sources.sample_packs import find_pack, first_ticket, packs
from citewell.desktop.drafts.view import DraftView
from citewell.desktop.language.words import tr
from citewell.desktop.palette.controller import PaletteController
from citewell.desktop.places.late_pages import LatePages
from citewell.desktop.places.late_place import LatePlace, Page
from citewell.desktop.places.places import Places, may_have_keyboard
from citewell.desktop.places.rail import PLACES, Rail
from citewell.desktop.places.sources_place import SourcesPlace
from citewell.desktop.runtime.auto_index import Following
from citewell.desktop.runtime.rest import Rest
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.runtime.work_controller import WorkController
from citewell.desktop.shell.connection_count import ConnectionCount
from citewell.desktop.shell.first_start import FirstStart
from citewell.desktop.shell.offline_controller import OfflineController
from citewell.desktop.shell.status_bar import StatusLine
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.text import STOPPING
from citewell.desktop.tickets.controller import TicketListController
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.notice import Notice
from citewell.domain.documents import Access, Source
from citewell.domain.drafts import Ticket

if TYPE_CHECKING:
    from citewell.settings.options import Colours

DRAFT_PLACE, SOURCES_PLACE, LOG_PLACE, FIGURES_PLACE, STYLE_PLACE, POLICY_PLACE, MODELS_PLACE = range(7)
PRIVACY_PLACE, APPROACH_PLACE, TOPICS_PLACE, TEAM_PLACE, SETTINGS_PLACE = range(7, 12)
"""In the order of the rail."""


class Workbench(LatePages):
    """Chooses what is shown; the places do the rest."""

    lock_wanted = Signal()

    def __init__(
        self, session: Session, rest: Rest, draft_view: DraftView | None = None, parent: QWidget | None = None
    ) -> None:
        """Build the places, but for a working place that is there already, and read what is indexed."""
        super().__init__(session, parent)
        self.indexing = IndexController(session, self)
        self.rail = Rail(session.theme)
        self.status = StatusLine()
        self.testing = OfflineController(session, self)
        self.draft_view = draft_view or DraftView(session)
        self.work = WorkController(session, self.draft_view, self)
        self.tickets = TicketListController(session, self.draft_view, self.work, self)
        self.first_start = FirstStart(session.theme)
        self.sources_place = SourcesPlace(session, self.indexing)
        self.sources_view = self.sources_place.sources_view
        self.following = Following(session, parent=self)
        self._late: dict[int, LatePlace[Page]] = {
            LOG_PLACE: LatePlace(lambda: self.log_view),
            STYLE_PLACE: LatePlace(lambda: self.style_view),
            FIGURES_PLACE: LatePlace(lambda: self.figures_page),
            PRIVACY_PLACE: LatePlace(lambda: self.privacy_view),
            POLICY_PLACE: LatePlace(lambda: self.policy_view),
            MODELS_PLACE: LatePlace(lambda: self.models_view),
            APPROACH_PLACE: LatePlace(lambda: self.approach_view),
            TOPICS_PLACE: LatePlace(lambda: self.topics_view),
            TEAM_PLACE: LatePlace(lambda: self.team_view),
            SETTINGS_PLACE: LatePlace(lambda: self.settings_view),
        }
        self._working_place = Places()
        self._places = Places()
        self._build()
        self._connect()
        self.palette_controller = PaletteController(
            session,
            self,
            self._places,
            names=[name for name, *_ in PLACES],
            go_to=self.show_place,
            open_draft=self._open_draft,
            open_document=self._open_found,
        )
        self.status.palette_wanted.connect(self.palette_controller.open)
        self.status.keys_wanted.connect(self.palette_controller.open_keys)
        self.connection_count = ConnectionCount(session, self.status, rest, self)
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
        for place in (self._working_place, self.sources_place, *(self._late[number] for number in sorted(self._late))):
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
        self.status.how_wanted.connect(self.draft_view.show_stages)
        run = self.draft_view.controller.run
        run.drafted.connect(lambda _draft: self.status.offer_stages(offered=True))
        run.forgotten.connect(lambda: self.status.offer_stages(offered=False))
        self.first_start.sample_wanted.connect(self.begin_sample)
        self.first_start.folder_wanted.connect(self.sources_view.ask_folder)
        self.first_start.progress.cancelled.connect(self.indexing.cancel)
        self.first_start.progress.paused.connect(self.indexing.pause)
        self.past_draft_wanted.connect(self.work.open_past)
        self.work.opened.connect(lambda: self.show_place(DRAFT_PLACE))
        self.drafts_erased.connect(self.work.drop)
        self.indexing.started.connect(lambda: self.first_start.show_running(running=True))
        self.indexing.progressed.connect(self.first_start.progress.show_progress)
        self.indexing.stopping.connect(lambda: self.first_start.progress.show_stopping(tr(STOPPING)))
        self.indexing.failed.connect(
            lambda failure: self._say_first(tr("Not indexed. {message}", message=failure.message))
        )
        self.indexing.stopped.connect(lambda: self._say_first(tr("Stopped before anything was indexed."), "info"))
        self.following.status_changed.connect(self.sources_view.show_status)
        self._session.indexed.connect(self.reload_sources)
        self._session.failed.connect(self._show_failure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the places where there is room."""
        super().resizeEvent(event)
        self.rail.fit(self.width())

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
            self.sources_place.focus_first()
            return
        if number == DRAFT_PLACE:
            self.focus_working_place()
            return
        self._late[number].reload()
        self._late[number].focus_first()

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
        self._say_first(in_window(message), "warn")

    def focus_working_place(self) -> None:
        """Give the keyboard to what is most likely wanted; before it is known what that is, to nothing."""
        current = self._working_place.currentWidget()
        if current is self.first_start:
            self.first_start.focus_first()
        elif current is self.draft_view:
            self.draft_view.ticket.focus_text()
        else:
            self._working_place.setFocus()

    @property
    def is_first_start(self) -> bool:
        """Whether the window offers ways to begin."""
        return self._working_place.currentWidget() is self.first_start

    def _show_sources(self, read: tuple[Sequence[Source], frozenset[str]]) -> None:
        sources, stopped = read
        self.sources_place.show_sources(sources)
        self.following.follow(sources, stopped)
        if not self.indexing.running:
            self.first_start.show_running(running=False)
        empty = not any(source.passages for source in sources)
        wanted = self.first_start if empty else self.draft_view
        if self._working_place.currentWidget() is not wanted:
            self._working_place.setCurrentWidget(wanted)
            if may_have_keyboard(wanted):
                self.focus_working_place()

    def _open_found(self, document_id: int) -> None:
        self.show_place(SOURCES_PLACE)
        self.sources_place.open_document(document_id)

    def _open_draft(self, entry: WorkingDraft) -> None:
        self.work.show(entry.id, entry.work)
        self.show_place(DRAFT_PLACE)

    def _say_first(self, message: str, tone: str = "bad") -> None:
        self.first_start.show_running(running=self.indexing.running)
        self.first_start.notice.say(message, tone=tone)

    def _choose_theme(self, choice: str) -> None:
        self._session.set_options(replace(self._session.services.options, theme=cast("Colours", choice)))

    def _show_failure(self, failure: Failure) -> None:
        self._say_first(failure.message)
        if failure.retry:
            self.draft_view.draft.notice.say(
                failure.message, tone="bad", action=tr("Start again"), on_action=self._session.warm_up
            )
        else:
            self.draft_view.draft.notice.say(failure.message, tone="bad")
