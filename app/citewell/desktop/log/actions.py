"""Joins the log, the bar under a past draft and the work behind it; asks before anything is erased."""

import json
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from citewell.desktop.log.controller import Explained, PastDrafts
from citewell.desktop.log.entry import LogEntryPanel
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.wording import count
from citewell.storage.log.review_store import ReviewItem, Verdict


class LogActions(QObject):
    """Explains the chosen draft, and does with it what its bar asks for."""

    changed = Signal()
    """The log is to be read again."""
    draft_wanted = Signal(str)
    """Show the draft with this id."""

    def __init__(self, session: Session, entry: LogEntryPanel, notice: Notice, parent: QWidget) -> None:
        """No draft is chosen yet."""
        super().__init__(parent)
        self._session = session
        self._entry, self._notice, self._page = entry, notice, parent
        self._draft_id = ""
        self.work = PastDrafts(session, self)
        self.to_review = ThemedButton(
            session.theme, "Review", icon="search", tip="Show the next draft that was drawn for a second look"
        )
        self.to_review.hide()
        self._connect()

    def _connect(self) -> None:
        bar, work = self._entry.bar, self.work
        self.to_review.clicked.connect(self._show_next)
        bar.hold_wanted.connect(lambda reason: work.hold(self._draft_id, reason))
        bar.release_wanted.connect(lambda: work.release(self._draft_id))
        bar.erase_wanted.connect(self._ask_erasure)
        bar.verdict_wanted.connect(self._judge)
        work.explained.connect(self._show_explained)
        work.changed.connect(self._say_changed)
        work.erased.connect(self._show_receipt)
        work.failed.connect(self._show_failure)

    def show_draft(self, draft_id: str, *, reveal: bool) -> None:
        """Explain this draft; empty: none is chosen."""
        self._draft_id = draft_id
        if draft_id:
            self.work.explain(draft_id, reveal=reveal)

    def count_reviews(self) -> None:
        """Draw from what is new, and show how many drafts wait."""
        self.work.draw(self._show_waiting)

    def _show_waiting(self, waiting: int) -> None:
        self.to_review.setText(f"Review {waiting}")
        self.to_review.setVisible(waiting > 0)

    def _show_next(self) -> None:
        reviews = self._session.services.compliance.reviews

        def show(items: tuple[ReviewItem, ...]) -> None:
            if items:
                others = [item for item in items if item.draft_id != self._draft_id]
                self.draft_wanted.emit((others or list(items))[0].draft_id)

        self._session.runner.start(STORE, lambda _run: reviews.open(), Listener(done=show, failed=self._show_failure))

    def _judge(self, verdict: Verdict, note: str) -> None:
        self.work.judge(self._draft_id, verdict, note)

    def _show_explained(self, explained: Explained) -> None:
        if explained.record["id"] == self._draft_id:
            self._entry.show_explained(explained)

    def _ask_erasure(self) -> None:
        draft_id = self._draft_id
        self._notice.say(
            "Erase this draft for good, with its ticket, outcome, evidence and personal values? A signed receipt says "
            "what went; copies that were exported before are listed in it.",
            tone="warn",
            action="Erase",
            on_action=lambda: self.work.erase(draft_id),
        )

    def _say_changed(self, said: str) -> None:
        self._notice.say(said, tone="good")
        self.changed.emit()

    def _show_receipt(self, receipt: dict[str, Any]) -> None:
        proof, copies = receipt["proof"], receipt["copies"]
        if receipt["complete"]:
            said = f"Erased. {proof['phrases']} phrases looked for in {proof['pages']:,} database pages: none is left."
        else:
            said = "Erased, but something of it is still found: close other programs that use this home and try again."
        if copies:
            said += f" {count(len(copies), 'copy') if len(copies) == 1 else f'{len(copies)} copies'} may hold it: "
            said += ", ".join(copy["path"] for copy in copies)
        self._notice.say(
            said,
            tone="good" if receipt["complete"] else "warn",
            action="Save the receipt",
            on_action=lambda: self._save(receipt),
        )
        self.changed.emit()

    def _save(self, receipt: dict[str, Any]) -> None:
        name, _ = QFileDialog.getSaveFileName(self._page, "Save the receipt", "erasure.json", "JSON (*.json)")
        if not name:
            return
        text = json.dumps(receipt, ensure_ascii=False, indent=2) + "\n"

        def write() -> None:
            with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123  as the dialog names it
                file.write(text)

        done = Listener[None](done=lambda _: self._notice.say(f"Saved: {name}"), failed=self._show_failure)
        self._session.runner.start(STORE, lambda _run: write(), done)

    def _show_failure(self, failure: Failure) -> None:
        self._notice.say(failure.message, tone="bad")
