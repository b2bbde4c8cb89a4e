"""Working drafts behind the compose page: saved as they are typed, put away before others come, brought back."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from citewell.application.drafting.working_drafts import WorkingDraft
from citewell.desktop.drafts.text import CLEARED_PAGE, DRAFTED_AGAIN, STOPPED, STOPPED_AGAIN
from citewell.desktop.drafts.view import DraftView
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.session_recovery import is_edited, is_finished, read_view, show_in_view
from citewell.desktop.runtime.tasks import Listener
from citewell.domain.drafts import Ticket

SAVE_MS = 1000
"""The longest that something typed is on screen alone."""


class WorkController(QObject):
    """Knows the id of what is on the compose page, and what was there before, for undo."""

    opened = Signal()
    """A past draft is on the page."""
    recent_read = Signal(object)
    """The ``WorkingDraft`` of before, the newest first."""

    def __init__(self, session: Session, view: DraftView, parent: QObject | None = None) -> None:
        """Follow ``view``."""
        super().__init__(parent)
        self._session, self._view = session, view
        self._id = uuid.uuid4().hex
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
        controller.leaving.connect(self.put_away)
        controller.cleared.connect(self._show_cleared)
        view.ticket.recent.wanted.connect(self.read_recent)
        view.ticket.recent.chosen.connect(self.open)
        self.recent_read.connect(view.ticket.recent.show_entries)
        for editor in (view.ticket.text, view.draft.editor):
            editor.installEventFilter(self)

    @property
    def current(self) -> tuple[str, dict[str, Any]]:
        """The id of what is on the page, and all of it."""
        return self._id, read_view(self._view)

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
        self._id = uuid.uuid4().hex

    def undo(self) -> None:
        """Bring back what was on the page before; what is there now is what is before, then."""
        if self._before is not None:
            self.show(*self._before)

    def open(self, entry: WorkingDraft) -> None:
        """Go back to a working draft of before."""
        self.show(entry.id, entry.work)

    def open_past(self, draft_id: str) -> None:
        """Go back to a draft of the log: with its edits where they are kept, else its ticket, to be drafted again."""
        drafts, book = self._session.working_drafts, self._session.log_book

        def find() -> WorkingDraft | Ticket:
            return drafts.of_draft(draft_id) or book.ticket(draft_id)

        def show(found: WorkingDraft | Ticket) -> None:
            if isinstance(found, WorkingDraft):
                if found.id != self._id:
                    self.open(found)
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
        self.put_away()
        self._view.controller.clear()
        self._id = work_id
        show_in_view(self._view, work)
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
            self._id = uuid.uuid4().hex

    def read_recent(self) -> None:
        """Read what can be gone back to."""
        drafts, than = self._session.working_drafts, self._id
        self._session.runner.start(
            STORE,
            lambda _run: drafts.others(than),
            Listener(done=self.recent_read.emit, failed=self._session.failed.emit),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo past the last edit of a text brings back what was on the page before."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Undo)
            and isinstance(watched, QPlainTextEdit | QTextEdit)
            and not watched.document().isUndoAvailable()
            and self._before is not None
        ):
            self.undo()
            return True
        return super().eventFilter(watched, event)

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
            Listener(failed=self._session.failed.emit),
        )

    def _show_drafted(self, _draft: object) -> None:
        self._note()
        notice = self._view.draft.notice
        if self._before is not None and is_edited(self._before[1]) and notice.isHidden() and self._is_again():
            notice.say(DRAFTED_AGAIN, action="Bring them back", on_action=self.undo)

    def _show_stopped(self) -> None:
        if self._before is not None and self._is_again():
            self._view.draft.notice.say(f"{STOPPED} {STOPPED_AGAIN}", action="Bring it back", on_action=self.undo)

    def _is_again(self) -> bool:
        """Whether what is on the page is the ticket of what was there before."""
        return self._before is not None and self._before[1]["ticket"]["text"] == self.current[1]["ticket"]["text"]

    def _show_cleared(self) -> None:
        if self._before is not None and not is_finished(self._before[1]):
            self._view.draft.notice.say(CLEARED_PAGE, action="Undo", on_action=self.undo, tip="Ctrl+Z")


def _draft_id(work: dict[str, Any]) -> str:
    kept = work.get("draft")
    return str(kept["draft"]["id"]) if isinstance(kept, dict) else ""
