"""The test box: a reply or a ticket, and what the rules in force say of it at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from citewell.desktop.drafts.findings_list import FindingsList
from citewell.desktop.policy.controller import Trial
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.spans import to_qt
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import count

PAUSE_MS = 350
EMPTY = "Paste a reply to see what it breaks, or a customer’s message to see whether it is handed to a person."


class PolicyTrial(QWidget):
    """Text in, findings and escalation out."""

    try_wanted = Signal(str, str)
    """Text and region."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty box."""
        super().__init__(parent)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(EMPTY)
        self.text.setAccessibleName("Reply or ticket to try")
        self.text.setTabChangesFocus(True)
        self.region = QLineEdit()
        self.region.setPlaceholderText("Region, such as DE")
        self.region.setAccessibleName("Region")
        self.region.setFixedWidth(160)
        self.state = label(tone="muted", size="small", wrap=True)
        self.escalation = Notice(theme)
        self.escalation.dismissal.hide()
        self.findings = FindingsList(theme)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.state, 1)
        head.addWidget(self.region)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.text, 1)
        column.addLayout(head)
        column.addWidget(self.escalation)
        column.addWidget(self.findings)
        self.text.textChanged.connect(self._timer.start)
        self.region.textChanged.connect(self._timer.start)
        self.findings.span_wanted.connect(self.select)

    def again(self) -> None:
        """The rules have changed: try the text once more."""
        if self.text.toPlainText().strip():
            self._ask()

    def show_trial(self, trial: Trial) -> None:
        """Show what the rules say, where the text is still the one that was tried."""
        if trial.text != self.text.toPlainText():
            return
        self.findings.show_findings(trial.findings)
        self.escalation.dismiss()
        if not trial.text.strip():
            self._say("", "muted")
            return
        if trial.risks:
            first = trial.risks[0]
            also = ", ".join(one.risk.name for one in trial.risks[1:])
            how = "says" if first.by_words else f"means ({first.probability:.0%})"
            more = f" Also: {also}." if also else ""
            self.escalation.say(
                f"As a ticket: {first.risk.name}, to {first.risk.to}. It {how} “{first.quote}”.{more}", tone="bad"
            )
        as_ticket = "" if trial.risks else "As a ticket: drafted, no risk found. "
        found = f"{count(len(trial.findings), 'finding')} below" if trial.findings else "nothing to mend"
        self._say(f"{as_ticket}As a reply: {found}.", "muted" if trial.findings or trial.risks else "good")

    def select(self, start: int, end: int) -> None:
        """Select what a finding is about."""
        if end <= start:
            return
        text, cursor = self.text.toPlainText(), self.text.textCursor()
        cursor.setPosition(to_qt(text, start))
        cursor.setPosition(to_qt(text, end), cursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _ask(self) -> None:
        self.try_wanted.emit(self.text.toPlainText(), self.region.text().strip())

    def _say(self, text: str, tone: str) -> None:
        self.state.setText(text)
        restyle(self.state, "tone", tone)
