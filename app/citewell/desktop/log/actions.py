"""Joins the log, the bar under a past draft and the controller; asks before anything is erased."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from citewell.application.compliance.log_book import Explained, Verdict
from citewell.desktop.language.words import tr
from citewell.desktop.log.controller import LogController
from citewell.desktop.log.entry import LogEntryPanel
from citewell.desktop.log.text import ask_erasure_words, erased_words
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import Theme


class LogActions(QObject):
    """Explains the chosen draft, and does with it what its bar asks for."""

    changed = Signal()
    """The log is to be read again."""
    open_wanted = Signal(str)
    """Go on with the draft of this id on the draft page."""
    draft_wanted = Signal(str)
    """Show the draft with this id."""

    def __init__(
        self, theme: Theme, controller: LogController, entry: LogEntryPanel, notice: Notice, parent: QWidget
    ) -> None:
        """No draft is chosen yet."""
        super().__init__(parent)
        self._controller = controller
        self._entry, self._notice, self._page = entry, notice, parent
        self._draft_id = ""
        self._named = ""
        self.to_review = ThemedButton(theme, tr("Review"), icon="search", action="log.review")
        self.to_review.hide()
        self._connect()

    def _connect(self) -> None:
        bar, controller = self._entry.bar, self._controller
        self.to_review.clicked.connect(self._show_next)
        bar.hold_wanted.connect(lambda reason: controller.hold(self._draft_id, reason))
        bar.release_wanted.connect(lambda: controller.release(self._draft_id))
        bar.erase_wanted.connect(self._ask_erasure)
        bar.verdict_wanted.connect(self._judge)
        bar.open_wanted.connect(self.open)
        bar.outcome_wanted.connect(lambda kind: controller.record(self._draft_id, kind))
        controller.judged.connect(self._show_next)
        controller.explained.connect(self._show_explained)
        controller.changed.connect(self._say_changed)
        controller.erased.connect(self._show_receipt)
        controller.failed.connect(self._show_failure)
        controller.drawn.connect(self._show_waiting)
        controller.waiting_found.connect(self.draft_wanted)
        controller.receipt_saved.connect(self._show_saved)

    def show_draft(self, draft_id: str, *, reveal: bool) -> None:
        """Explain this draft; empty: none is chosen. Until it is on screen, nothing can be done with it.

        A question about another one is taken back.
        """
        if draft_id != self._draft_id:
            self._notice.withdraw()
        self._draft_id = draft_id
        self._entry.bar.forget()
        if not draft_id:
            self._entry.show_record(None)
        else:
            self._controller.explain(draft_id, reveal=reveal)

    def open(self) -> None:
        """Go on with the chosen draft."""
        if self._draft_id:
            self.open_wanted.emit(self._draft_id)

    def count_reviews(self) -> None:
        """Draw from what is new, and show how many drafts wait."""
        self._controller.draw()

    def _show_waiting(self, waiting: int) -> None:
        self.to_review.setText(tr("Review {waiting}", waiting=waiting))
        self.to_review.setVisible(waiting > 0)

    def _show_next(self) -> None:
        self._controller.find_waiting(other_than=self._draft_id)

    def _judge(self, verdict: Verdict, note: str) -> None:
        self._controller.judge(self._draft_id, verdict, note)

    def _show_explained(self, explained: Explained) -> None:
        if explained.record["id"] == self._draft_id:
            self._named = ask_erasure_words(explained.record)
            self._entry.show_record(explained.kept)
            self._entry.show_explained(explained)

    def _ask_erasure(self) -> None:
        draft_id = self._draft_id
        self._notice.ask(
            self._named,
            action=tr("Erase"),
            on_action=lambda: self._controller.erase(draft_id),
        )

    def _say_changed(self, said: str) -> None:
        self._notice.say(said, tone="good")
        self.changed.emit()

    def _show_receipt(self, receipt: dict[str, Any]) -> None:
        self._notice.say(
            erased_words(receipt),
            tone="good" if receipt["complete"] else "warn",
            action=tr("Save the receipt"),
            on_action=lambda: self._save(receipt),
        )
        self.changed.emit()

    def _save(self, receipt: dict[str, Any]) -> None:
        name, _ = QFileDialog.getSaveFileName(self._page, tr("Save the receipt"), "erasure.json", tr("JSON (*.json)"))
        if name:
            self._controller.save_receipt(receipt, Path(name))

    def _show_saved(self, path: Path) -> None:
        self._notice.say(tr("Saved: {path}", path=path))

    def _show_failure(self, failure: Failure) -> None:
        self._notice.say(failure.message, tone="bad")
