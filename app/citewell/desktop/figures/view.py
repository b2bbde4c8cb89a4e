"""Figures: how good drafts are on golden tickets, by mode, beside a run that was saved."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from citewell.application.evaluation.golden_figures import Result
from citewell.desktop.actions.declared import ACTIONS
from citewell.desktop.figures.controller import FiguresController
from citewell.desktop.figures.golden_editor import GoldenEditor
from citewell.desktop.figures.golden_results import GoldenResults
from citewell.desktop.figures.reviewed_line import ReviewedLine
from citewell.desktop.figures.text import (
    BLOCKED,
    EDIT,
    EMPTY,
    FILES,
    LAST_RUN,
    MODES,
    NO_MODE,
    NO_NAME,
    NOTHING,
    OWN,
    PATTERNS,
    STOPPED,
    default_name,
    verdict_words,
)
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import scrolling
from citewell.desktop.widgets.progress_bar import GO_ON, PAUSE, ProgressStrip, StripWords
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.drafts import Mode
from citewell.domain.progress import GoldenProgress, Progress

STRIP = StripWords(
    Msg("Progress of the golden tickets"),
    Msg("Reading the golden tickets…"),
    Msg("Counting…"),
    Msg("Cancel"),
    Msg("Stop the run"),
    PAUSE,
    GO_ON,
)
COMPARE_WIDTH, COMPARE_LEAST = 190, 110


class FiguresView(QWidget):
    """The page; ``controller`` does the work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing was run yet."""
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        theme = session.theme
        self._names: list[str] = []
        self._path: Path | None = None
        self._blocked = False
        self.controller = FiguresController(session, self)
        self.file = ElidedText(tr(OWN))
        self.choose = ThemedButton(theme, tr("Choose file…"), icon="document", action="figures.choose")
        self.edit = ThemedButton(theme, tr(EDIT), kind="quiet", action="figures.edit")
        self.editor: GoldenEditor | None = None
        self.reset = IconButton(theme, tr("Run the tickets that a new style must pass"), icon="reset")
        self.modes = {mode: QCheckBox(tr(words)) for mode, words in MODES.items()}
        for box in self.modes.values():
            box.setAccessibleName(box.text())
        self.shown = ChoiceBox(theme, tr("Run that is shown"))
        self.compare = ChoiceBox(theme, tr("Compare with a saved run"))
        self.run = ThemedButton(theme, tr("Run"), kind="primary", action="figures.run")
        self.focus_first = self.run.setFocus
        self.progress = ProgressStrip(theme, words=STRIP)
        self.notice = Notice(theme)
        self.empty = label(tr(EMPTY), tone="muted", wrap=True)
        self.reviewed = ReviewedLine()
        self.results = GoldenResults(theme)
        self._below = scrolling(self.results)  # on a low screen they have less room than they want
        self._build()
        self._connect()
        self._show_names(())
        self.modes[Mode.HYBRID].setChecked(True)
        self.choose_path(None)
        self._below.hide()

    def _build(self) -> None:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        wishes = QGridLayout(sheet)
        wishes.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        wishes.setHorizontalSpacing(3 * SPACE)
        wishes.setVerticalSpacing(2 * SPACE)
        wishes.setColumnStretch(1, 1)
        captions = [
            label(words, tone="muted", size="small") for words in (tr("Golden tickets"), tr("Draft with"), tr("Show"))
        ]
        captions[-1].setBuddy(self.shown)
        source, choice, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for number, row in enumerate((source, choice, last)):
            row.setSpacing(2 * SPACE)
            wishes.addWidget(captions[number], number, 0)
            wishes.addLayout(row, number, 1)
        source.addWidget(self.file, 1)
        source.addWidget(self.reset)
        source.addWidget(self.edit)
        source.addWidget(self.choose)
        for box in self.modes.values():
            choice.addWidget(box)
        choice.addStretch(1)
        beside = label(tr("compared with"), tone="muted", size="small")
        beside.setBuddy(self.compare)
        for listed in (self.shown, self.compare):
            listed.setMinimumWidth(COMPARE_LEAST)
            listed.setMaximumWidth(COMPARE_WIDTH)
        last.addWidget(self.shown, 1)
        last.addWidget(beside)
        last.addWidget(self.compare, 1)
        last.addStretch(1)
        last.addWidget(self.run)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        column.addWidget(sheet)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(self.reviewed)
        column.addWidget(self.empty)
        column.addWidget(self._below, 1)
        column.addStretch()

    def _connect(self) -> None:
        controller = self.controller
        controller.busy_changed.connect(self._show_busy)
        controller.progressed.connect(self._show_progress)
        controller.shown.connect(self._show_result)
        controller.failed.connect(self._show_failure)
        controller.stopped.connect(lambda: self.notice.say(tr(STOPPED)))
        controller.names_read.connect(self._show_names)
        controller.saved.connect(lambda name: self.notice.say(tr("Saved as “{name}”.", name=name), tone="good"))
        controller.reported.connect(self._show_report)
        controller.reviewed.connect(self.reviewed.show_words)
        self.run.clicked.connect(self.begin)
        self.progress.paused.connect(controller.pause)
        self.progress.cancelled.connect(self._cancel)
        self.choose.clicked.connect(self._ask_file)
        self.edit.clicked.connect(self.open_editor)
        self.reset.clicked.connect(lambda: self.choose_path(None))
        for box in (self.shown, self.compare):
            box.activated.connect(lambda _index: self._choose_run())
        self.results.save_wanted.connect(self._save)
        self.results.report.clicked.connect(self._ask_report)

    def reload(self) -> None:
        """Read the names of the saved runs anew."""
        self.controller.read_reviewed()
        self.controller.read_names()

    def block(self, busy: bool) -> None:  # noqa: FBT001  a slot
        """While the style may change, no golden ticket is run."""
        self._blocked = busy
        self.run.say(tr(BLOCKED) if busy else ACTIONS["figures.run"].does)
        self.run.setEnabled(not busy and not self.controller.busy)

    def begin(self) -> None:
        """Run what is chosen."""
        modes = [mode for mode, box in self.modes.items() if box.isChecked()]
        if not modes:
            self.notice.say(tr(NO_MODE), tone="warn")
            return
        self.notice.dismiss()
        paths = [] if self._path is None else [self._path]
        self.controller.run(paths, modes, str(self.compare.currentData()))

    def write_report(self, path: Path) -> None:
        """Write the report; a name without an ending gets one."""
        self.controller.report(path if path.suffix else path.with_suffix(".html"))

    def open_editor(self) -> None:
        """Edit the file that is chosen, else the team's own one."""
        self.editor = self.editor or GoldenEditor(self._session, self.window())
        self.editor.edit(self._path)

    def _choose_run(self) -> None:
        if not self.controller.show(str(self.shown.currentData()), str(self.compare.currentData())):
            self.shown.setCurrentIndex(max(0, self.shown.findData(self.controller.kept)))

    def choose_path(self, path: Path | None) -> None:
        """Run the tickets of ``path`` from now on; without one those that a new style must pass."""
        self._path = path
        self.file.show_text(tr(OWN) if path is None else path.name, "" if path is None else str(path))
        self.reset.setVisible(path is not None)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), tr("Golden tickets"), "", tr(FILES, patterns=PATTERNS))
        if chosen:
            self.choose_path(Path(chosen))

    def _ask_report(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), tr("Write the report"), "citewell-report.html", tr("HTML (*.html)")
        )
        if chosen:
            self.write_report(Path(chosen))

    def _save(self) -> None:
        name = " ".join(self.results.name.text().split())
        if not name:
            self.notice.say(tr(NO_NAME), tone="warn")
            self.results.name.setFocus()
            return
        self.controller.save(name)

    def _cancel(self) -> None:
        self.progress.show_stopping(tr("Stopping…"))
        self.controller.stop()

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  a slot
        held = (self.run if busy else self.progress.cancel).hasFocus()
        if busy:
            self.progress.begin()
            self.empty.hide()
        else:
            self.progress.end()
            self.empty.setVisible(self.controller.result is None)
        for widget in (self.choose, self.reset, self.shown, self.compare, *self.modes.values()):
            widget.setEnabled(not busy)
        self.run.setEnabled(not busy and not self._blocked)
        if held:  # the keyboard stays with what can be done now
            (self.progress.cancel if busy else self.run).setFocus()

    def _show_progress(self, progress: Progress) -> None:
        if not self.progress.cancel.isEnabled():
            return
        if isinstance(progress, GoldenProgress):
            progress = replace(progress, item=f"{tr(MODES[progress.mode])}: {progress.ticket}")
        self.progress.show_progress(progress)

    def _show_result(self, result: Result) -> None:
        self.empty.hide()
        self._below.show()
        kept = self.controller.kept
        self.results.show_result(result, kept)
        self.shown.setCurrentIndex(max(0, self.shown.findData(kept)))
        self.results.name.setText(default_name(self._names, result.run.at))
        self.notice.dismiss()
        words, tone = verdict_words(result)
        if words:
            self.notice.say(words, tone=tone)

    def _show_names(self, names: Sequence[str]) -> None:
        self._names = list(names)
        for box, first in ((self.shown, LAST_RUN), (self.compare, NOTHING)):
            chosen = box.currentData()
            box.clear()
            box.addItem(tr(first), "")
            for name in reversed(names):
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_report(self, path: Path) -> None:
        self.notice.say(
            tr("The report is written: {path}", path=path),
            tone="good",
            action=tr("Open report"),
            on_action=lambda: _open(path),
        )

    def _show_failure(self, failure: Failure) -> None:
        self.notice.say(failure.message, tone="bad")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
