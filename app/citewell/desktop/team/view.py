"""Team: the release in use and the way back; where releases arrive; counts for the lead; what the company set."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.team.controller import TeamController, TeamStanding, WrittenCounts
from citewell.desktop.team.text import (
    CHANGES,
    COUNTS,
    COUNTS_TIP,
    FILES,
    NOTHING_LOCKED,
    ROLL_BACK,
    ROLL_BACK_TIP,
    change_rows,
    folder_words,
    gate_words,
    held_words,
    locked_rows,
    release_words,
    roll_back_tip,
    taken_words,
    wrote_words,
)
from citewell.desktop.team.watch import ReleaseWatch
from citewell.desktop.widgets.cells_table import Cell, CellsTable
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label, page_title, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.theme import SPACE

ROWS_SHOWN = 12


class TeamView(QWidget):
    """The page; ``controller`` reads, ``watch`` takes releases."""

    def __init__(self, session: Session, watch: ReleaseWatch, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._watch = watch
        self._has_release = False
        self._taking = ""
        self._folder_locked = ""
        self.controller = TeamController(session, watch, self)
        self.notice = Notice(theme)
        self.release = label("", wrap=True)
        self.gate = label("", tone="muted", wrap=True)
        self.notes = label("", tone="muted", wrap=True)
        self.held = label("", tone="muted", wrap=True)
        self.changes = CellsTable(theme, tr("What the last release changed"))
        self.roll_back = ThemedButton(theme, tr(ROLL_BACK), icon="back", tip=tr(ROLL_BACK_TIP))
        self.take = ThemedButton(
            theme, tr("Take a release…"), icon="document", tip=tr("Check a file and take it into use")
        )
        self.folder = label("", tone="muted", wrap=True)
        self.choose = ThemedButton(
            theme, tr("Choose folder…"), icon="add-folder", tip=tr("Where your lead puts releases")
        )
        self.clear = IconButton(theme, tr("Watch no folder"), icon="reset")
        self.write = ThemedButton(theme, tr("Write counts…"), icon="figures", tip=tr(COUNTS_TIP))
        self.locked = CellsTable(theme, tr("Settings that the company set"))
        self.nothing_locked = label(tr(NOTHING_LOCKED), tone="muted", wrap=True)
        for empty in (self.gate, self.notes, self.held, self.changes, self.clear, self.locked):
            empty.hide()  # until it is known that there is something to show
        self._build()
        self._connect()

    def _build(self) -> None:
        box = QWidget()
        box.setObjectName("cards")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(
            _sheet(
                tr("Release in use"),
                self.release,
                self.gate,
                self.notes,
                self.held,
                self.changes,
                _right(self.take, self.roll_back),
            )
        )
        inner.addWidget(_sheet(tr("Where releases arrive"), self.folder, _right(self.clear, self.choose)))
        counts = label(tr(COUNTS), tone="muted", wrap=True)
        inner.addWidget(_sheet(tr("Figures for your lead"), counts, _right(self.write)))
        inner.addWidget(_sheet(tr("Set by the company"), self.locked, self.nothing_locked))
        inner.addStretch(1)
        area = scrolling(box)
        column = page_column(self)
        column.addWidget(page_title(tr("Team")))
        column.addWidget(self.notice)
        column.addWidget(area, 1)

    def _connect(self) -> None:
        self.controller.read.connect(self._show)
        self.controller.failed.connect(self._show_failure)
        self.controller.wrote.connect(self._show_written)
        self.write.clicked.connect(self._ask_counts)
        self._watch.changed.connect(self.reload)
        self._watch.busy_changed.connect(self._show_busy)
        self.roll_back.clicked.connect(self._watch.roll_back)
        self.take.clicked.connect(self._ask_file)
        self.choose.clicked.connect(self._ask_folder)
        self.clear.clicked.connect(lambda: self.controller.choose_folder(None))

    def reload(self) -> None:
        """Read everything anew."""
        self.controller.reload()

    def focus_first(self) -> None:
        """Give the keyboard to what can be done first."""
        self.take.setFocus()

    def _show(self, standing: TeamStanding) -> None:
        self._has_release = standing.info is not None
        self.roll_back.setToolTip(roll_back_tip(standing.state))
        self.release.setText(release_words(standing.state, standing.info))
        for line, text in (
            (self.gate, gate_words(standing.info)),
            (self.notes, " ".join(standing.state.notes)),
            (self.held, held_words(standing.state, standing.info)),
        ):
            line.setText(text)
            line.setVisible(bool(text))
        _fill(self.changes, tuple(map(tr, CHANGES)), change_rows(standing.changes))
        self.folder.setText(folder_words(standing.folder))
        _fill(self.locked, (tr("Setting"), tr("Value"), tr("Set by")), locked_rows(standing.locked))
        self.nothing_locked.setVisible(not standing.locked)
        words = next((in_window(one.words) for one in standing.locked if one.name == "release_folder"), "")
        self.choose.setEnabled(not words)
        self.choose.setToolTip(words or tr("Where your lead puts releases"))
        self.clear.setVisible(bool(standing.folder) and not words)
        self._show_busy(self._watch.busy)

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  a slot
        self.take.setEnabled(not busy)
        self.roll_back.setEnabled(self._has_release and not busy)
        if not busy and self.notice.message.text() == self._taking:
            self.notice.dismiss()  # how it ended is told above every page

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), tr("Take a release"), "", tr(FILES))
        if chosen:
            self._taking = taken_words(Path(chosen))
            self.notice.say(self._taking)
            self._watch.take(Path(chosen))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), tr("Where releases arrive"))
        if chosen:
            self.controller.choose_folder(Path(chosen))

    def _ask_counts(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), tr("Where your lead collects figures"))
        if chosen:
            self.controller.write_counts(Path(chosen))

    def _show_written(self, counts: WrittenCounts) -> None:
        self.notice.say(wrote_words(counts.path, counts.drafts, counts.fingerprint), tone="good")

    def _show_failure(self, failure: Failure) -> None:
        self.notice.say(failure.message, tone="bad")


def _fill(table: CellsTable, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Show ``rows``, as tall as they are up to a limit; hidden where there are none."""
    table.setVisible(bool(rows))
    table.show_cells(headings, rows)
    height = sum(table.rowHeight(row) for row in range(min(table.rowCount(), ROWS_SHOWN)))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + height + 2 * table.frameWidth() + 2)


def _sheet(title: str, *widgets: QWidget) -> QFrame:
    sheet = QFrame()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
    column.setSpacing(2 * SPACE)
    column.addWidget(section(title))
    for widget in widgets:
        column.addWidget(widget)
    sheet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return sheet


def _right(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * SPACE)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return holder
