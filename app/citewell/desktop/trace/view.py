"""The stages of a draft as a list with times; the one that is chosen opens what went in and what came out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.trace.delegate import StageDelegate
from citewell.desktop.trace.stages import StageView, stage_views
from citewell.desktop.trace.text import IN, OUT, SAID, STAGES_NAME, TITLE, made_by_words
from citewell.desktop.widgets.labels import ElidedText, label, section
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.drafts import Draft, Ticket

SIZE = (820, 560)
LIST_WIDTH = 260


class TracePanel(QDialog):
    """Stays open beside the window; Esc closes it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No draft yet."""
        super().__init__(parent)
        self.setWindowTitle(tr(TITLE))
        self.stages: list[StageView] = []
        self.list = QListWidget()
        self.list.setAccessibleName(tr(STAGES_NAME))
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setItemDelegate(StageDelegate(theme, self.list))
        self.made_by = ElidedText(tone="muted", size="small", lines=2)
        self.said = label(wrap=True, tone="muted")
        self.went_in, self.came_out = _pane(tr(IN)), _pane(tr(OUT))
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(section(tr(SAID)))
        right.addWidget(self.said)
        right.addSpacing(2 * SPACE)
        for heading, pane in ((tr(IN), self.went_in), (tr(OUT), self.came_out)):
            right.addWidget(section(heading))
            right.addWidget(pane, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        row.setSpacing(4 * SPACE)
        left = QVBoxLayout()
        left.setSpacing(2 * SPACE)
        left.addWidget(self.list, 1)
        left.addWidget(self.made_by)
        row.addLayout(left)
        row.addLayout(right, 1)
        self.list.currentRowChanged.connect(self._open)
        self.resize(*SIZE)

    def show_draft(self, ticket: Ticket, draft: Draft) -> None:
        """Show the stages of ``draft``; the longest one is opened."""
        self.stages = stage_views(ticket, draft)
        self.made_by.show_text(made_by_words(draft.model, draft.prompt_version))
        self.list.clear()
        for stage in self.stages:
            item = QListWidgetItem(stage.name)
            item.setData(Qt.ItemDataRole.UserRole, stage)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{stage.name}, {stage.time}")
            self.list.addItem(item)
        if self.stages:
            self.list.setCurrentRow(max(range(len(self.stages)), key=lambda at: self.stages[at].share))
        self.list.setFocus()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.stages):
            stage = self.stages[row]
            self.said.setText(stage.said)
            self.went_in.setPlainText(stage.went_in)
            self.came_out.setPlainText(stage.came_out)


def _pane(name: str) -> QPlainTextEdit:
    pane = QPlainTextEdit()
    pane.setReadOnly(True)
    pane.setAccessibleName(name)
    pane.setTabChangesFocus(True)
    return pane
