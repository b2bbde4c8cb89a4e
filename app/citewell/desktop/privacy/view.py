"""Privacy: what is stored and what protects it, how long it is kept, what was erased, and whether the log is whole."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from citewell.desktop.language.words import inside, tr
from citewell.desktop.privacy.controller import PrivacyController
from citewell.desktop.privacy.text import (
    AUDIT,
    CHANGED,
    CHECKING,
    LIMITS,
    NOTHING_GONE,
    STORED,
    UNCHECKED,
    ask_retention_words,
    audit_words,
    gone_rows,
    personal_words,
    protection_words,
    retained_words,
    stored_rows,
)
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.cells_table import CellsTable
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import label, page_title, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.audit import AuditReport

MOST_DAYS = 36_500
SPIN_WIDTH, SPIN_HEIGHT = 140, 28


class DaysBox(QSpinBox):
    """Days, 0 for no limit. Neither scrolling past it nor a key by chance saves: a limit erases."""

    def __init__(self) -> None:
        """Without limit."""
        super().__init__()
        self.setRange(0, MOST_DAYS)
        self.setSpecialValueText(tr("without limit"))
        self.setSuffix(" days")
        self.setMinimumSize(SPIN_WIDTH, SPIN_HEIGHT)
        self.lineEdit().setTextMargins(2 * SPACE, 0, 2 * SPACE, 0)
        self.setKeyboardTracking(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class PrivacyView(QWidget):
    """The page; ``controller`` reads and acts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self.controller = PrivacyController(session, self)
        self._due: Mapping[str, int] = {}
        self.notice = Notice(theme)
        self.protection = label("", tone="muted", wrap=True)
        self.stored = CellsTable(theme, tr(STORED), numbers=True)
        self.personal = label("", tone="muted", wrap=True)
        self.limits = {name: DaysBox() for name in LIMITS}
        self.apply = ThemedButton(theme, tr("Apply now"), action="privacy.apply")
        self.audit = label(tr(UNCHECKED), tone="muted", wrap=True)
        self.check = ThemedButton(theme, tr("Check the log"), kind="primary", action="privacy.check")
        self.gone = CellsTable(theme, tr("Erasures, holds and copies"))
        self.nothing_gone = label(tr(NOTHING_GONE), tone="muted")
        self._build()
        self._connect()

    def _build(self) -> None:
        box = QWidget()
        box.setObjectName("cards")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(_sheet(tr("What protects it"), self.protection))
        inner.addLayout(self._audit_and_limits())
        inner.addWidget(_sheet(tr("What is stored"), self.stored, self.personal))
        inner.addWidget(_sheet(tr("What went, what must stay, and which copies left"), self.gone, self.nothing_gone))
        area = scrolling(box)
        column = page_column(self)
        column.addWidget(page_title(tr("Privacy")))
        column.addWidget(self.notice)
        column.addWidget(area, 1)

    def _audit_and_limits(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(_sheet(tr("Audit log"), label(tr(AUDIT), wrap=True), self.audit, _right(self.check)), 1)
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setHorizontalSpacing(3 * SPACE)
        cells.setVerticalSpacing(SPACE)
        for line, (name, spin) in enumerate(self.limits.items()):
            spin.setAccessibleName(tr("Days that {what} are kept", what=inside(tr(LIMITS[name]))))
            spin.lineEdit().setAccessibleName(spin.accessibleName())
            cells.addWidget(label(tr(LIMITS[name])), line, 0)
            cells.addWidget(spin, line, 1)
        cells.setColumnStretch(0, 1)
        row.addWidget(_sheet(tr("How long it is kept"), grid, _right(self.apply)), 1)
        return row

    def _connect(self) -> None:
        self.controller.read.connect(self._show)
        self.controller.checked.connect(self._show_audit)
        self.controller.retained.connect(self._show_retained)
        self.controller.failed.connect(self._show_failure)
        self.check.clicked.connect(self._check)
        self.apply.clicked.connect(self._ask_retention)
        for spin in self.limits.values():
            spin.editingFinished.connect(self._save_limits)

    def focus_first(self) -> None:
        """Give the keyboard to what is most likely wanted."""
        self.check.setFocus()

    def reload(self) -> None:
        """Read everything anew."""
        for name, days in self.controller.limits().items():
            with QSignalBlocker(self.limits[name]):  # shown, not chosen
                self.limits[name].setValue(days)
        self.controller.reload()

    def _show(self, record: Mapping[str, Any]) -> None:
        self.protection.setText(protection_words(record))
        self.stored.show_cells(*stored_rows(record))
        _fit(self.stored)
        self.personal.setText(personal_words(record))
        headings, rows = gone_rows(record)
        self.gone.setVisible(bool(rows))
        self.nothing_gone.setVisible(not rows)
        if rows:
            self.gone.show_cells(headings, rows)
            _fit(self.gone)
        if record["retention"]["due"] != self._due:
            self.notice.withdraw()
        self._due = record["retention"]["due"]
        due = sum(self._due.values())
        self.apply.setEnabled(due > 0)
        self.apply.setText(tr("Apply now: {due} due", due=due) if due else tr("Nothing is due"))

    def _check(self) -> None:
        self.check.setEnabled(False)
        self.audit.setText(tr(CHECKING))
        self.controller.check()

    def _show_audit(self, report: AuditReport) -> None:
        self.check.setEnabled(True)
        self.audit.setText(audit_words(report))
        if not report.sound:
            self.notice.say(tr(CHANGED), tone="bad")

    def _save_limits(self) -> None:
        self.notice.withdraw()
        limits = {name: spin.value() for name, spin in self.limits.items()}
        if limits != self.controller.limits():
            self.controller.set_limits(limits)

    def _ask_retention(self) -> None:
        self.notice.ask(ask_retention_words(self._due), action=tr("Erase"), on_action=self.controller.retain)

    def _show_retained(self, receipt: Mapping[str, Any] | None) -> None:
        self.notice.say(retained_words(receipt), tone="good")
        self.controller.reload()

    def _show_failure(self, failure: Failure) -> None:
        self.check.setEnabled(True)
        self.notice.say(failure.message, tone="bad")


def _sheet(title: str, *widgets: QWidget) -> QFrame:
    sheet = QFrame()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
    column.setSpacing(2 * SPACE)
    column.addWidget(section(title))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return sheet


def _right(button: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(button)
    return holder


def _fit(table: CellsTable) -> None:
    """As tall as its rows: the page scrolls, not the table."""
    rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 2 * table.frameWidth() + 2)
