"""The self-test of "nothing leaves", to be seen: what was looked at, what was found, and a button to look again."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.application.homes.self_test import SelfTest
from citewell.desktop.language.figures import clock
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.theme import SPACE, Theme

WIDTH = 520
EXPLANATION = Msg(
    "Tickets, documents and drafts stay on this computer. Every part of the program refuses to connect to "
    "anything, and the connections of all its processes are counted every few seconds."
)


class OfflineDialog(QDialog):
    """``run_wanted`` when the test is to be run."""

    run_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing was tested yet."""
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(tr("Nothing leaves"))
        self.setMinimumWidth(WIDTH)
        self.verdict = label("", size="title", wrap=True)
        self.when = label("", tone="muted", size="small")
        self.run = ThemedButton(theme, tr("Run now"), kind="primary", tip=tr("Look at everything again"))
        self.close_button = ThemedButton(theme, tr("Close"))
        self._rows = QWidget()
        self._place = QVBoxLayout()
        self._place.addWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self.verdict)
        column.addWidget(label(tr(EXPLANATION), tone="muted", wrap=True))
        column.addLayout(self._place)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.when, 1)
        buttons.addWidget(self.run)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        self.run.clicked.connect(self.run_wanted)
        self.close_button.clicked.connect(self.accept)
        self.show_running()

    def show_running(self) -> None:
        """The test is under way."""
        self.run.setEnabled(False)
        self.when.setText(tr("Looking…"))

    def show_failure(self, message: str) -> None:
        """The test could not be run."""
        self.run.setEnabled(True)
        self.verdict.setText(tr("The test could not be run"))
        restyle(self.verdict, "tone", "bad")
        self.when.setText(message)

    def show_test(self, test: SelfTest) -> None:
        """Show what was found."""
        self.run.setEnabled(True)
        self.verdict.setText(
            tr("Nothing leaves this computer") if test.passed else tr("Something is not as it should be")
        )
        restyle(self.verdict, "tone", "good" if test.passed else "bad")
        rows = QWidget(self)
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(3 * SPACE)
        grid.setColumnStretch(1, 1)
        for row, check in enumerate(test.checks):
            tone = "good" if check.holds else "bad"
            icon = QLabel()
            icon.setPixmap(
                load_pixmap(
                    "accept" if check.holds else "block", self._theme.colour(tone), 18, self.devicePixelRatioF()
                )
            )
            icon.setAccessibleName(tr("holds") if check.holds else tr("does not hold"))
            texts = QVBoxLayout()
            texts.setSpacing(SPACE // 2)
            texts.addWidget(label(in_window(check.name), strong=True, wrap=True))
            texts.addWidget(
                label(in_window(check.found), tone="muted" if check.holds else "bad", size="small", wrap=True)
            )
            grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(texts, row, 1)
        self._place.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()
        self.adjustSize()
        self.when.setText(
            tr("Looked at {time}", time=clock(datetime.fromisoformat(test.at).astimezone(), seconds=True))
        )
