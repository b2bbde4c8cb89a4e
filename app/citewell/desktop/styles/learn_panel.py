"""Learning: what the edit log offers, the way to learn from it, how far that is, and what came of the last time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.application.styles.style_work import Offer
from citewell.desktop.language.figures import percent
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.styles.text import (
    NO_RULES,
    PAUSING,
    READING,
    UNREAD,
    advice,
    left_out_words,
    obstacle_words,
    reason_words,
    run_words,
    time_words,
)
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.progress_bar import ProgressStrip, StripWords
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import period
from citewell.domain.learning import LearningRun
from citewell.domain.progress import Progress

STRIP = StripWords(
    Msg("Learning progress"),
    Msg("Reading the edit log…"),
    Msg("Ending…"),
    Msg("Pause"),
    Msg("Pause; what is learned is kept"),
)
ALL_RULES = "all"
"""In the figures of a check: the drafts that follow every rule."""
_CAPTION_WIDTH = 104


class LearnPanel(QFrame):
    """A sheet; nothing here but counts, rules and buttons, no text of any draft."""

    learn_wanted = Signal(bool)
    """Whether a paused run is to go on."""
    pause_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self._offer: Offer | None = None
        self._running = self._busy = False
        self.title = label(tr(READING), strong=True)
        self.advice = label(tone="muted", size="small", wrap=True)
        self.learn = ThemedButton(theme, tr("Learn"), kind="primary", action="style.learn")
        self.resume = ThemedButton(
            theme, tr("Resume"), kind="primary", tip=tr("Go on with the training that was paused")
        )
        self.copy_command = ThemedButton(
            theme, tr("Copy command"), icon="copy", tip=tr("Copy the command that installs it")
        )
        self.progress = ProgressStrip(theme, words=STRIP)
        self.obstacle = label(tone="warn", wrap=True)
        self.command = label(strong=True)
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.values: dict[str, QLabel] = {}
        self._grid_box = QWidget()
        self._grid = QGridLayout(self._grid_box)
        self.result = QWidget()
        self._result = QVBoxLayout(self.result)
        self._build()
        self.learn.clicked.connect(lambda: self.learn_wanted.emit(False))  # noqa: FBT003  a signal has no keywords
        self.resume.clicked.connect(lambda: self.learn_wanted.emit(True))  # noqa: FBT003  a signal has no keywords
        self.progress.cancelled.connect(self._pause)
        self.copy_command.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.command.text()))
        self._refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.advice)
        head.addLayout(texts, 1)
        for button in (self.resume, self.learn):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        install = QHBoxLayout()
        install.setSpacing(2 * SPACE)
        install.addWidget(self.command)
        install.addWidget(self.copy_command)
        install.addStretch(1)
        for layout in (self._grid, self._result):
            layout.setContentsMargins(0, SPACE, 0, 0)
        self._grid.setHorizontalSpacing(4 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self._grid.setColumnMinimumWidth(0, _CAPTION_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._result.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.obstacle)
        column.addLayout(install)
        column.addWidget(self._grid_box)
        column.addWidget(self.result)

    def show_offer(self, offer: Offer) -> None:
        """Show what there is to learn from."""
        self._offer = offer
        data = offer.preview.data
        record = data.record()
        self.title.setText(
            tr(
                "{edits} in {drafts}",
                edits=trn("{n} usable edit", "{n} usable edits", data.edited),
                drafts=trn("{n} draft", "{n} drafts", len(data.examples)),
            )
            if data.examples
            else tr("Nothing to learn from yet")
        )
        rows = {
            tr("Sent"): period(str(record["from"]), str(record["to"])) if data.examples else "",
            tr("Edited for"): reason_words(data.reasons),
            tr("House rules"): "\n".join(in_window(rule.words) for rule in data.rules)
            or (tr(NO_RULES) if data.edited else ""),
            tr("Retired"): "\n".join(f"{one.phrase} → {one.replacement or tr('(dropped)')}" for one in offer.retired),
            tr("Left out"): left_out_words(data.excluded),
            tr("Time"): time_words(offer) if data.edited >= offer.least else "",
        }
        self._fill_grid({name: text for name, text in rows.items() if text})
        self._show_last(offer.last)
        self._refresh()

    def show_running(self, *, running: bool) -> None:
        """Whether learning runs."""
        self._running = running
        held = any(button.hasFocus() for button in (self.learn, self.resume, self.progress.cancel))
        if running:
            self.progress.begin()
            if held:  # the keyboard stays with what can be done now
                self.progress.cancel.setFocus()
        else:
            self.progress.end()
        self._refresh()
        if held and not running:
            (self.learn if self.resume.isHidden() else self.resume).setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """While anything long runs, nothing can be learned beside it."""
        self._busy = busy
        self._refresh()

    def show_unread(self) -> None:
        """The edit log could not be read."""
        if self._offer is None:
            self.title.setText(tr(UNREAD))

    def show_progress(self, progress: Progress) -> None:
        """How far learning is."""
        if self.progress.cancel.isEnabled():
            self.progress.show_progress(progress)

    def _pause(self) -> None:
        self.progress.show_stopping(tr(PAUSING))
        self.pause_wanted.emit()

    def _refresh(self) -> None:
        offer = self._offer
        edited = 0 if offer is None else offer.preview.data.edited
        enough = offer is not None and edited >= offer.least
        paused = offer is not None and offer.paused
        obstacle = None if offer is None else offer.obstacle
        command = "" if obstacle is None else obstacle.command
        self.resume.setVisible(paused and not self._running)
        self.learn.setVisible(not self._running)
        self.learn.setText(tr("Start anew") if paused else tr("Learn"))
        self.learn.set_kind("secondary" if paused else "primary")
        self.learn.setEnabled(enough and obstacle is None and not self._busy)
        self.resume.setEnabled(obstacle is None and not self._busy)
        self.obstacle.setText("" if obstacle is None else obstacle_words(obstacle))
        self.obstacle.setVisible(obstacle is not None)
        self.command.setText(command)
        for widget in (self.command, self.copy_command):
            widget.setVisible(bool(command))
        words, tone = advice(offer, enough=enough, paused=paused)
        self.advice.setText(words)
        self.advice.setVisible(bool(words))
        restyle(self.advice, "tone", tone)

    def _fill_grid(self, rows: dict[str, str]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.values = {}
        for row, (name, text) in enumerate(rows.items()):
            self.values[name] = label(text, wrap=True)
            caption = label(name, tone="muted", size="small")
            caption.setContentsMargins(0, 1, 0, 0)
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self.values[name], row, 1, Qt.AlignmentFlag.AlignTop)
        self._grid_box.setVisible(bool(rows))

    def _show_last(self, run: LearningRun | None) -> None:
        while (item := self._result.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.result.hide()  # what joins a hidden widget is shown with it, what joins a shown one only a moment later
        if run is None:
            return
        text, tone = run_words(run.state, run.at)
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        self._result.addWidget(line)
        self._result.addWidget(label(tr("Last time"), tone="muted", size="small", strong=True))
        self._result.addWidget(label(text, tone=tone))
        reasons = run.body.get("reasons")
        for reason in reasons if isinstance(reasons, list) else []:
            self._result.addWidget(label(f"• {in_window(reason)}", wrap=True))
        table = _shares(run)
        if table is not None:
            self._result.addWidget(table)
        self.result.show()


def _shares(run: LearningRun) -> QWidget | None:
    """The share of held-out drafts that follow each rule, before and after; ``None`` where that was not measured."""
    check = run.body.get("check")
    after = check.get("after") if isinstance(check, dict) else None
    if not isinstance(check, dict) or not isinstance(after, dict) or not after:
        return None
    before = check.get("before")
    before = before if isinstance(before, dict) else {}
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, SPACE, 0, 0)
    grid.setHorizontalSpacing(4 * SPACE)
    grid.setVerticalSpacing(SPACE)
    grid.setColumnStretch(0, 1)
    drafts = int(check.get("drafts", 0))
    title = trn("Share of {n} held-out draft that follows", "Share of {n} held-out drafts that follow", drafts)
    grid.addWidget(label(title, tone="muted", size="small"), 0, 0)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    for place, name in ((1, tr("Before")), (2, tr("After"))):
        grid.addWidget(label(name, tone="muted", size="small"), 0, place, right)
    for row, (name, share) in enumerate(after.items(), start=1):
        all_of_it = name == ALL_RULES
        grid.addWidget(label(tr("All of this") if all_of_it else in_window(name), wrap=True, strong=all_of_it), row, 0)
        grid.addWidget(label(percent(before.get(name, 0)), tone="muted"), row, 1, right)
        grid.addWidget(label(percent(share), strong=True), row, 2, right)
    return box
