"""Asks why a text is to be copied although it holds words of confidential documents."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme

LEAST_CHARACTERS = 8
WIDTH = 480


class ReasonDialog(QDialog):
    """``given`` carries the reason, once it is long enough and the button is pressed."""

    given = Signal(str)

    def __init__(self, theme: Theme, findings: Sequence[str], parent: QWidget | None = None) -> None:
        """Show what was found; the messages of ``findings`` name documents, not their text."""
        super().__init__(parent)
        self.setWindowTitle(tr("Copy confidential text?"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        icon = QLabel()
        icon.setPixmap(load_pixmap("lock", theme.colour("confidential"), 20, self.devicePixelRatioF()))
        title = label(tr("This text holds words of confidential documents"), size="title", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        for message in findings:
            column.addWidget(label(message, wrap=True))
        column.addWidget(
            label(
                tr("If it must leave all the same, say why. The reason is kept in the audit log."),
                tone="muted",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why may this be sent?"))
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setMaxLength(300)
        column.addWidget(self.reason)
        self.cancel = ThemedButton(theme, tr("Do not copy"), kind="primary")
        self.copy_anyway = ThemedButton(theme, tr("Copy and note the reason"), kind="danger")
        self.copy_anyway.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy_anyway)
        buttons.addWidget(self.cancel)
        column.addLayout(buttons)
        self.reason.textChanged.connect(self._judge)
        self.cancel.clicked.connect(self.reject)
        self.copy_anyway.clicked.connect(self._give)
        self.reason.setFocus()

    def _judge(self, text: str) -> None:
        self.copy_anyway.setEnabled(len(text.strip()) >= LEAST_CHARACTERS)

    def _give(self) -> None:
        self.given.emit(self.reason.text().strip())
        self.accept()
