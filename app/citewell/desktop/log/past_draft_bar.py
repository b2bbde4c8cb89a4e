"""Under a past draft: its legal hold, its erasure, and the verdict where it was drawn for review."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from citewell.application.compliance.log_book import Explained, Verdict
from citewell.desktop.language.words import Msg, inside, tr
from citewell.desktop.log.text import TOUCHED, UNTOUCHED
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.drafts import OutcomeKind

VERDICTS = {
    Verdict.RIGHT: (Msg("Right"), "accept", Msg("The draft is right as it was shown")),
    Verdict.WRONG: (Msg("Wrong"), "reject", Msg("Something in it is wrong")),
    Verdict.HARMFUL: (Msg("Harmful"), "warn", Msg("It is wrong, and somebody would have come to harm by it")),
    Verdict.UNCLEAR: (Msg("Unclear"), "", Msg("It cannot be told; it does not count")),
}

_OUTCOMES = {
    OutcomeKind.ACCEPTED: (Msg("Accept"), "accept", Msg("The reply was sent as it is")),
    OutcomeKind.REJECTED: (Msg("Reject"), "reject", Msg("The draft was of no use")),
    OutcomeKind.ESCALATED: (Msg("Escalate"), "escalate", Msg("A colleague answered")),
}


class PastDraftBar(QWidget):
    """Says what is wanted; the log does it."""

    hold_wanted = Signal(str)
    """With the reason."""
    release_wanted = Signal()
    erase_wanted = Signal()
    open_wanted = Signal()
    outcome_wanted = Signal(object)
    """An ``OutcomeKind`` of a draft that has none yet."""
    verdict_wanted = Signal(object, str)
    """A ``Verdict`` and a note."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing is known of the draft yet."""
        super().__init__(parent)
        self.standing = label("", tone="muted", size="small", wrap=True)
        self.hold = ThemedButton(theme, tr("Hold"), kind="quiet", tip=tr("Keep it from erasure and retention"))
        self.release = ThemedButton(theme, tr("End the hold"), kind="quiet")
        self.erase = ThemedButton(
            theme, tr("Erase"), icon="forget", kind="quiet", tip=tr("Erase it for good, with proof")
        )
        self.open = ThemedButton(
            theme, tr(Msg("Open", "do")), icon="draft", kind="quiet", tip=tr("Go on with it on the draft page (Enter)")
        )
        self.outcomes = {
            kind: ThemedButton(theme, tr(text), icon=icon, kind="quiet", tip=tr(tip))
            for kind, (text, icon, tip) in _OUTCOMES.items()
        }
        self.judging = QWidget(self)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why it must be kept, then Enter"))
        self.reason.setAccessibleName(tr("Reason of the legal hold"))
        self.why = badge("")
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note, if any"))
        self.note.setAccessibleName(tr("Note of the reviewer"))
        self.verdicts = {
            verdict: ThemedButton(theme, tr(text), icon=icon, tip=tr(tip))
            for verdict, (text, icon, tip) in VERDICTS.items()
        }
        self.review = QWidget(self)
        self._build()
        self._connect()
        self.forget()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.standing, 1)
        row.addWidget(self.open)
        row.addWidget(self.hold)
        row.addWidget(self.release)
        row.addWidget(self.erase)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in self.verdicts.values():
            buttons.addWidget(button)
        buttons.addWidget(self.note, 1)
        inner = QVBoxLayout(self.review)
        inner.setContentsMargins(0, 0, 0, SPACE)
        inner.setSpacing(SPACE)
        head = QHBoxLayout()
        head.addWidget(self.why)
        head.addStretch(1)
        inner.addLayout(head)
        inner.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        judging = QHBoxLayout(self.judging)
        judging.setContentsMargins(0, 0, 0, 0)
        judging.setSpacing(SPACE)
        judging.addWidget(label(tr("What became of it?"), tone="muted", size="small"))
        for button in self.outcomes.values():
            judging.addWidget(button)
        judging.addStretch(1)
        column.addWidget(self.judging)
        column.addWidget(self.review)
        column.addLayout(row)
        column.addWidget(self.reason)

    def _connect(self) -> None:
        self.hold.clicked.connect(self._ask_reason)
        self.reason.returnPressed.connect(self._hold)
        self.reason.installEventFilter(self)
        self.open.clicked.connect(self.open_wanted)
        for kind, button in self.outcomes.items():
            button.clicked.connect(lambda _on=False, chosen=kind: self.outcome_wanted.emit(chosen))
        self.release.clicked.connect(self.release_wanted)
        self.erase.clicked.connect(self.erase_wanted)
        for verdict, button in self.verdicts.items():
            button.clicked.connect(lambda _on=False, chosen=verdict: self._judge(chosen))

    def forget(self) -> None:
        """Another draft is chosen, of which nothing is known yet."""
        self.standing.setText("")
        self.note.clear()
        for widget in (self.review, self.reason, self.release, self.judging):
            widget.hide()
        self.hold.show()
        self.hold.setEnabled(False)
        self.erase.setEnabled(False)
        self.open.setEnabled(False)

    def show_explained(self, explained: Explained) -> None:
        """Show what is known of the draft."""
        record, item = explained.record, explained.review
        held = record["hold"]
        self.hold.setEnabled(True)
        self.open.setEnabled(True)
        self.judging.setVisible(not record["outcomes"])
        self.hold.setVisible(held is None)
        self.release.setVisible(held is not None)
        self.erase.setEnabled(held is None)
        self.reason.hide()
        whole = tr(UNTOUCHED) if record["audit"]["untouched"] else tr(TOUCHED)
        self.standing.setText(tr("Held: {reason}", reason=held) if held else whole)
        if item is None:
            return
        verdict = (
            tr("Reviewed: {verdict}", verdict=inside(tr(VERDICTS[item.verdict][0])))
            if item.verdict
            else tr("Drawn for review: {why}", why=in_window(item.why))
        )
        self.why.setText(verdict)
        self.note.setText(item.note)
        self.review.show()

    def _ask_reason(self) -> None:
        self.reason.clear()
        self.reason.show()
        self.reason.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc takes the question for the reason back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.hold.setFocus()
            self.reason.hide()
            return True
        return super().eventFilter(watched, event)

    def _hold(self) -> None:
        if self.reason.text().strip():
            self.hold_wanted.emit(self.reason.text().strip())

    def _judge(self, verdict: Verdict) -> None:
        self.verdict_wanted.emit(verdict, self.note.text().strip())
