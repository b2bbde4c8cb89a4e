"""The stages of a draft as a list with times; the one that is chosen opens what went in and what came out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from citewell.desktop.trace.stages import StageView, stage_views
from citewell.desktop.trace.text import IN, OUT, SAID, STAGES_NAME, TITLE
from citewell.desktop.widgets.labels import label, section
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.drafts import Draft, Ticket

SIZE = (820, 560)
LIST_WIDTH = 260


class TracePanel(QDialog):
    """Stays open beside the window; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No draft yet."""
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.stages: list[StageView] = []
        self.list = QListWidget()
        self.list.setAccessibleName(STAGES_NAME)
        self.list.setFixedWidth(LIST_WIDTH)
        self.said = label(wrap=True, tone="muted")
        self.went_in, self.came_out = _pane(IN), _pane(OUT)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(section(SAID))
        right.addWidget(self.said)
        right.addSpacing(2 * SPACE)
        for heading, pane in ((IN, self.went_in), (OUT, self.came_out)):
            right.addWidget(section(heading))
            right.addWidget(pane, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        row.setSpacing(4 * SPACE)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.list.currentRowChanged.connect(self._open)
        self.resize(*SIZE)

    def show_draft(self, ticket: Ticket, draft: Draft) -> None:
        """Show the stages of ``draft``; the longest one is opened."""
        self.stages = stage_views(ticket, draft)
        self.list.clear()
        for stage in self.stages:
            item = QListWidgetItem(f"{stage.name}\n{stage.time}  {_bar(stage.share)}")
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


def _bar(share: float) -> str:
    """The part of the whole time as a row of blocks, at least one."""
    return "▬" * max(1, round(share * 12))


def _pane(name: str) -> QPlainTextEdit:
    pane = QPlainTextEdit()
    pane.setReadOnly(True)
    pane.setAccessibleName(name)
    pane.setTabChangesFocus(True)
    return pane
