"""Working drafts behind the compose page: saved as they are typed, put away before others come, brought back."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from citewell.application.drafting.working_drafts import COPIED, ORIGIN, VERSION_OF, WorkingDraft
from citewell.desktop.drafts.text import CLEARED_PAGE, DRAFTED_AGAIN, STOPPED, STOPPED_AGAIN
from citewell.desktop.drafts.view import DraftView
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.session_recovery import is_edited, is_finished, read_view, show_in_view
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.runtime.undo_keys import UndoKeys
from citewell.domain.drafts import Ticket

SAVE_MS = 1000
"""The longest that something typed is on screen alone."""


class WorkController(QObject):
    """Knows the id of what is on the compose page, and what was there before, for undo."""

    opened = Signal()
    """A past draft is on the page."""
    recent_read = Signal(object)
    """The ``WorkingDraft`` of before, the newest first."""
    shown = Signal(str)
    """The id of what is on the page from now on."""
    kept = Signal(str, object)
    """The id of what was saved, and its work; an empty one: it is kept no more."""

    def __init__(self, session: Session, view: DraftView, parent: QObject | None = None) -> None:
        """Follow ``view``."""
        super().__init__(parent)
        self._session, self._view = session, view
        self._id = uuid.uuid4().hex
        self._beside: dict[str, Any] = {}
        self._before: tuple[str, dict[str, Any]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self._save)
        run, controller = view.controller.run, view.controller
        for changed in (view.ticket.changed, view.draft.editor.textChanged, run.recorded, run.forgotten):
            changed.connect(self._note)
        run.drafted.connect(self._show_drafted)
        run.stopped.connect(self._show_stopped)
        view.copying.copied.connect(self._note_copied)
        controller.leaving.connect(self.put_away)
        controller.redrafting.connect(self._keep_version)
        controller.cleared.connect(self._show_cleared)
        view.ticket.recent.wanted.connect(self.read_recent)
        view.ticket.recent.chosen.connect(lambda entry: self.show(entry.id, entry.work))
        view.ticket.recent.chosen.connect(view.ticket.focus_text)
        self.recent_read.connect(view.ticket.recent.show_entries)
        UndoKeys((view.ticket.text, view.draft.editor), lambda: self._before is not None, self.undo, self)

    @property
    def current(self) -> tuple[str, dict[str, Any]]:
        """The id of what is on the page, and all of it."""
        work = read_view(self._view)
        return self._id, work | self._beside if work else work

    def pause(self) -> None:
        """Save nothing until something changes: whoever asks keeps ``current``."""
        self._timer.stop()

    def put_away(self) -> None:
        """What is on the page makes room: it is kept, and what comes next is another."""
        work_id, work = self.current
        self._timer.stop()
        if not work:
            return
        self._keep(work_id, work, on_screen=False)
        self._before = work_id, work
        self._begin_anew()

    def undo(self) -> None:
        """Bring back what was on the page before; what is there now is what is before, then."""
        if self._before is not None:
            self.show(*self._before)
            self._view.ticket.focus_text()

    def open_past(self, draft_id: str) -> None:
        """Go back to a draft of the log: with its edits where they are kept, else its ticket, to be drafted again."""
        drafts, book = self._session.working_drafts, self._session.log_book

        def find() -> WorkingDraft | Ticket:
            return drafts.of_draft(draft_id) or book.ticket(draft_id)

        def show(found: WorkingDraft | Ticket) -> None:
            if isinstance(found, WorkingDraft):
                if found.id != self._id:
                    self.show(found.id, found.work)
            else:
                self._before = None
                self.put_away()
                self._view.controller.clear()
                self._view.ticket.show_ticket(found)
                self._view.ticket.level.buttons[found.level].setChecked(True)
            self.opened.emit()

        self._session.runner.start(STORE, lambda _run: find(), Listener(done=show, failed=self._session.failed.emit))

    def show(self, work_id: str, work: dict[str, Any]) -> None:
        """Put ``work`` on the page in place of what is there, which is put away."""
        self._before = None
        ticket_id = str(work.get(VERSION_OF, work_id))
        if ticket_id == self._id:
            self._keep_version()
        else:
            self.put_away()
        self._view.controller.clear()
        self._id = ticket_id
        self._beside = {name: work[name] for name in (ORIGIN, COPIED) if name in work}
        if ticket_id != work_id:
            self._keep(work_id, {}, on_screen=False)  # it is on the page, under the id of its ticket
        show_in_view(self._view, work)
        self.shown.emit(ticket_id)
        self._note()

    def restore(self, entry: WorkingDraft | None) -> None:
        """Show what was on the page when the window was closed, where nothing was typed meanwhile."""
        if entry is not None and not read_view(self._view):
            self.show(entry.id, entry.work)

    def drop(self, draft_ids: Sequence[str]) -> None:
        """These drafts were erased: nothing of them stays on the page, nor to be brought back."""
        if self._before is not None and _draft_id(self._before[1]) in draft_ids:
            self._before = None
        if _draft_id(self.current[1]) in draft_ids:
            self._view.controller.clear()
            self._begin_anew()

    def read_recent(self) -> None:
        """Read what can be gone back to."""
        drafts, than = self._session.working_drafts, self._id
        self._session.runner.start(
            STORE,
            lambda _run: drafts.others(than),
            Listener(done=self.recent_read.emit, failed=self._session.failed.emit),
        )

    def _begin_anew(self) -> None:
        self._id = uuid.uuid4().hex
        self._beside = {}
        self.shown.emit(self._id)

    def _keep_version(self) -> None:
        """Another draft takes the place of the one on the page: it is kept beside its ticket."""
        work_id, work = self.current
        if not work:
            return
        work.pop(ORIGIN, None)
        self._before = uuid.uuid4().hex, work | {VERSION_OF: work_id}
        self._beside.pop(COPIED, None)
        self._keep(*self._before, on_screen=False)

    def _note_copied(self) -> None:
        self._beside[COPIED] = True
        self._note()

    def _note(self, _told: object = None) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        work_id, work = self.current
        self._keep(work_id, work, on_screen=True)

    def _keep(self, work_id: str, work: dict[str, Any], *, on_screen: bool) -> None:
        drafts = self._session.working_drafts
        self._session.runner.start(
            STORE,
            lambda _run: drafts.keep(work_id, work, on_screen=on_screen),
            Listener(done=lambda _none: self.kept.emit(work_id, work), failed=self._session.failed.emit),
        )

    def _show_drafted(self, _draft: object) -> None:
        self._note()
        notice = self._view.draft.notice
        if self._before is not None and is_edited(self._before[1]) and notice.isHidden() and self._is_again():
            notice.say(tr(DRAFTED_AGAIN), action=tr("Bring them back"), on_action=self.undo)

    def _show_stopped(self) -> None:
        if self._before is not None and self._is_again():
            self._view.draft.notice.say(
                f"{tr(STOPPED)} {tr(STOPPED_AGAIN)}", action=tr("Bring it back"), on_action=self.undo
            )

    def _is_again(self) -> bool:
        """Whether what is on the page is the ticket of what was there before."""
        return self._before is not None and self._before[1]["ticket"]["text"] == self.current[1]["ticket"]["text"]

    def _show_cleared(self) -> None:
        if self._before is not None and not is_finished(self._before[1]):
            self._view.draft.notice.say(tr(CLEARED_PAGE), action=tr("Undo"), on_action=self.undo, tip="Ctrl+Z")


def _draft_id(work: dict[str, Any]) -> str:
    kept = work.get("draft")
    return str(kept["draft"]["id"]) if isinstance(kept, dict) else ""
