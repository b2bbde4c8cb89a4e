"""The list of tickets at work: read, added to, gone through by key, and a watched folder that fills it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from citewell.application.drafting.working_drafts import (
    MOST_WAITING,
    ORIGIN,
    VERSION_OF,
    WaitingTicket,
    WorkingDraft,
    line_of,
)
from citewell.application.exchange.dropped_tickets import Dropped, Listed, WatchedTickets, of_text, read_dropped
from citewell.desktop.drafts.view import DraftView
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import INBOX, STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run
from citewell.desktop.runtime.work_controller import WorkController
from citewell.desktop.tickets.text import NO_NEXT, NO_PREVIOUS, READING, TAKEN_OFF, added_words, title_words
from citewell.desktop.widgets.in_window import in_window

LOOK_MS = 3000
"""Between two looks into the watched folder."""


class TicketListController(QObject):
    """Knows which ticket of the list is on the page, and goes to others."""

    def __init__(self, session: Session, view: DraftView, work: WorkController, parent: QObject | None = None) -> None:
        """Read the list, and watch the folder that the options name."""
        super().__init__(parent)
        self._session, self._view, self._work = session, view, work
        self._list = view.tickets
        self._watched: WatchedTickets | None = None
        self._looking = False
        listing = self._list
        listing.opened.connect(self.open)
        listing.taken_off.connect(self.take_off)
        listing.files_given.connect(self.add_files)
        listing.text_given.connect(self.add_text)
        listing.folder_chosen.connect(self.watch)
        view.ticket.text.files_given.connect(self.open_files)
        work.kept.connect(self._note_kept)
        work.shown.connect(self._mark)
        view.step_wanted.connect(self.step)
        view.next_wanted.connect(self.next_open)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._watch(session.services.options.inbox)
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        drafts = self._session.working_drafts
        today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = today.astimezone(UTC).isoformat(timespec="microseconds")
        self._session.runner.start(
            STORE, lambda _run: drafts.tickets(since), Listener(done=self._show, failed=self._session.failed.emit)
        )

    def open(self, ticket: WaitingTicket) -> None:
        """Put a ticket of the list on the page; what is there is kept."""
        if ticket.id == self._work.current[0]:
            self._view.ticket.focus_text()
            return
        drafts = self._session.working_drafts

        def show(found: WorkingDraft | None) -> None:
            if found is None:
                self.reload()  # it was erased meanwhile
            else:
                self._work.show(found.id, found.work)
                self._view.focus_working()

        self._session.runner.start(
            STORE, lambda _run: drafts.of_id(ticket.id), Listener(done=show, failed=self._session.failed.emit)
        )

    def step(self, step: int) -> None:
        """Go to the next ticket of the list, or the one before."""
        ticket = self._list.model.beside(step)
        if ticket is None:
            self._list.notice.say(tr(NO_NEXT) if step > 0 else tr(NO_PREVIOUS))
        else:
            self._list.notice.dismiss()
            self.open(ticket)

    def next_open(self) -> None:
        """Go to the next ticket that is still to be answered; to an empty page where none is."""
        model = self._list.model
        ticket = model.open_after(model.row_of(model.current))
        if ticket is None:
            self._view.controller.next_ticket()
        else:
            self.open(ticket)

    def add_text(self, text: str) -> None:
        """A pasted or dropped message is a ticket."""
        self._add(lambda _run: Dropped([of_text(text)]))

    def add_files(self, paths: list[Path]) -> None:
        """Tickets from files."""
        self._list.notice.say(tr(READING))
        self._add(self._reads(paths))

    def open_files(self, paths: list[Path]) -> None:
        """Tickets from files that were dropped on the page: the first takes its place; what was there is kept."""

        def show(dropped: Dropped) -> None:
            if dropped.problems:
                self._view.ticket.show_problem(" ".join(map(in_window, dropped.problems)))
            if dropped.tickets:
                self._open_first(dropped.tickets)

        self._add(self._reads(paths), show)

    def take_off(self, ticket: WaitingTicket) -> None:
        """Take a ticket off the list; it can be put back."""
        drafts, on_page = self._session.working_drafts, ticket.id == self._work.current[0]
        if on_page:
            self._view.controller.next_ticket()  # which keeps it

        def take() -> WorkingDraft | None:
            found = drafts.of_id(ticket.id)
            drafts.remove(ticket.id)
            return found

        def done(found: WorkingDraft | None) -> None:
            self.reload()
            if found is not None:
                words = tr(TAKEN_OFF, title=title_words(ticket))
                self._list.notice.say(words, action=tr("Undo"), on_action=lambda: self._put_back(found))

        self._session.runner.start(STORE, lambda _run: take(), Listener(done=done, failed=self._session.failed.emit))

    def watch(self, folder: str) -> None:
        """Watch another folder from now on; none where ``folder`` is empty."""
        self._session.set_options(replace(self._session.services.options, inbox=folder))
        self._watch(folder)

    def look(self) -> None:
        """Look into the watched folder, unless a look is under way."""
        watched, drafts = self._watched, self._session.working_drafts
        if watched is None or self._looking:
            return
        self._looking = True

        def done(result: tuple[int, list[str]]) -> None:
            self._looking = False
            added, problems = result
            if added or problems:
                self._list.notice.say(added_words(added, problems, more=False), tone="warn" if problems else "info")
                self.reload()

        def failed(failure: Failure) -> None:
            self._looking = False
            self._watched = None
            self._timer.stop()
            self._list.notice.say(failure.message, tone="warn")

        self._session.runner.start(
            INBOX, lambda run: watched.look(drafts.add, run.cancel), Listener(done=done, failed=failed)
        )

    def _reads(self, paths: list[Path]) -> Callable[[Run], Dropped]:
        """What reads files, and what is attached to mails among them."""
        reader = self._session.services.models.reader
        return lambda run: read_dropped(paths, MOST_WAITING, run.cancel, reader)

    def _add(self, read: Callable[[Run], Dropped], show: Callable[[Dropped], None] | None = None) -> None:
        """Add what ``read`` finds; ``show`` says it on the page, else the first goes on a page that is empty."""
        drafts = self._session.working_drafts

        def work(run: Run) -> tuple[int, Dropped]:
            dropped = read(run)
            added, left = drafts.add(dropped.tickets)
            dropped.more = dropped.more or bool(left)
            return added, dropped

        def done(result: tuple[int, Dropped]) -> None:
            added, dropped = result
            said = added_words(added, dropped.problems, more=dropped.more)
            self._list.notice.say(said, tone="warn" if dropped.problems else "info")
            self.reload()
            if show is not None:
                show(dropped)
            elif added and not self._work.current[1]:
                self._open_first(dropped.tickets)

        def failed(failure: Failure) -> None:
            self._list.notice.say(failure.message, tone="bad")

        self._session.runner.start(INBOX, work, Listener(done=done, failed=failed))

    def _open_first(self, tickets: list[Listed]) -> None:
        """The page is empty: what was just given is put on it."""
        work_id, work = tickets[0]
        self.open(line_of(work_id, work))

    def _put_back(self, found: WorkingDraft) -> None:
        drafts = self._session.working_drafts
        self._session.runner.start(
            STORE,
            lambda _run: drafts.keep(found.id, found.work, on_screen=False),
            Listener(done=lambda _none: self.reload(), failed=self._session.failed.emit),
        )

    def _watch(self, folder: str) -> None:
        self._list.show_folder(folder)
        self._timer.stop()
        services = self._session.services
        self._watched = (
            WatchedTickets(Path(folder), services.home.inbox_ledger, services.models.reader) if folder else None
        )
        if folder:
            self._timer.start()
            self.look()

    def _show(self, tickets: list[WaitingTicket]) -> None:
        self._list.show_tickets(tickets)
        self._mark(self._work.current[0])
        if any(ticket.state.is_open and ticket.id != self._list.model.current for ticket in tickets):
            self._view.show_list(shown=True)

    def _mark(self, work_id: str) -> None:
        self._list.mark(work_id)

    def _note_kept(self, work_id: str, work: dict[str, object]) -> None:
        """A page was saved: its line says what became of it; one that is not listed yet is read."""
        if VERSION_OF in work:
            return
        if not work or not self._list.model.update(line_of(work_id, work)):
            self.reload()
        elif ORIGIN in work or work_id == self._list.model.current:
            self._list.refresh()
