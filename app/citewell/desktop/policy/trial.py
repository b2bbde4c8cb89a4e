"""The test box: a reply or a ticket, and what the rules in force say of it at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from citewell.application.policies.own_pack import Trial
from citewell.desktop.drafts.findings_list import FindingsList
from citewell.desktop.language.words import tr
from citewell.desktop.policy.text import EMPTY, risk_words, trial_words
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.spans import to_qt
from citewell.desktop.widgets.theme import SPACE, Theme

PAUSE_MS = 350


class PolicyTrial(QWidget):
    """Text in, findings and escalation out."""

    try_wanted = Signal(str, str)
    """Text and region."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty box."""
        super().__init__(parent)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(tr(EMPTY))
        self.text.setAccessibleName(tr("Reply or ticket to try"))
        self.text.setTabChangesFocus(True)
        self.region = QLineEdit()
        self.region.setPlaceholderText(tr("Region, such as DE"))
        self.region.setAccessibleName(tr("Region"))
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
            self.escalation.say(risk_words(trial.risks), tone="bad")
        self._say(*trial_words(trial))

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
