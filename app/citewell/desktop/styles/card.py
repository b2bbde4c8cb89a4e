"""One style: what it is, what became of it, its golden figures where it is the one in use, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.styles.style_work import StyleStanding
from citewell.desktop.language.words import tr
from citewell.desktop.styles.text import action_words, figures, last_action, origin
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.styles import Activation, Style, StyleAction

SHOWN_REASONS = 4


class StyleCard(QFrame):
    """A sheet with one style."""

    activate_wanted = Signal(str, str)
    """Its id and its name."""
    rollback_wanted = Signal()

    def __init__(
        self, theme: Theme, standing: StyleStanding, history: Sequence[Activation], parent: QWidget | None = None
    ) -> None:
        """Show ``standing`` and the last that ``history`` tells of it."""
        super().__init__(parent)
        self.setObjectName("sheet")
        style = standing.style
        self.style_id = style.id
        self.name = style.name if isinstance(style, Style) else style.id
        self.active = standing.active
        last = last_action(style.id, history)
        self.activate = ThemedButton(
            theme, tr("Activate"), tip=tr("Check {name} and draft in it if it passes", name=self.name)
        )
        self.activate.setAccessibleName(tr("Activate {name}", name=self.name))
        self.activate.clicked.connect(lambda: self.activate_wanted.emit(self.style_id, self.name))
        self.roll_back = ThemedButton(
            theme, tr("Roll back"), kind="quiet", tip=tr("Go back to the style before this one")
        )
        self.roll_back.clicked.connect(self.rollback_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._head(standing, last))
        # only now that the buttons have a parent: without one they would be windows
        self.activate.setVisible(isinstance(style, Style) and not standing.active and not standing.problem)
        self.roll_back.setVisible(
            standing.active and any(line.action is StyleAction.ACTIVATED and line.style == style.id for line in history)
        )
        if standing.active and isinstance(style, Style):
            self._add_figures(column, style)
        if standing.problem:
            column.addWidget(
                label(
                    tr("Cannot be used: {problem}", problem=in_window(standing.problem)),
                    tone="warn",
                    size="small",
                    wrap=True,
                )
            )
        elif last is not None and last.action is StyleAction.REFUSED and not standing.active:
            for reason in last.reasons[:SHOWN_REASONS]:
                column.addWidget(label(in_window(reason), tone="warn", size="small", wrap=True))
            more = len(last.reasons) - SHOWN_REASONS
            if more > 0:
                column.addWidget(label(tr("and {more} more reasons", more=more), tone="muted", size="small"))

    def show_running(self, *, running: bool) -> None:
        """While something long runs, this style is left alone."""
        self.activate.setEnabled(not running)
        self.roll_back.setEnabled(not running)

    def _head(self, standing: StyleStanding, last: Activation | None) -> QHBoxLayout:
        style = standing.style
        title = QHBoxLayout()
        title.setSpacing(2 * SPACE)
        title.addWidget(label(self.name, strong=True))
        if standing.active:
            title.addWidget(badge(tr("Drafts now"), "good"))
        title.addStretch(1)
        told = [origin(style)]
        if isinstance(style, Style) and style.parent:
            told.append(tr("continues {parent}", parent=style.parent))
        if last is not None:
            told.append(action_words(last))
        if self.name != style.id:
            told.append(style.id)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(title)
        texts.addWidget(ElidedText(" · ".join(told), tone="muted", size="small"))
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addLayout(texts, 1)
        for button in (self.activate, self.roll_back):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    @staticmethod
    def _add_figures(column: QVBoxLayout, style: Style) -> None:
        found = figures(style.golden)
        if not found:
            return
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(6 * SPACE)
        for caption, value, before in found:
            tile = QVBoxLayout()
            tile.setSpacing(0)
            tile.addWidget(label(value, size="title"))
            tile.addWidget(label(caption, tone="muted", size="small"))
            tile.addWidget(label(tr("before {before}", before=before) if before else "", tone="muted", size="small"))
            row.addLayout(tile)
        row.addStretch(1)
        column.addWidget(label(tr("On the golden tickets"), tone="muted", size="small", strong=True))
        column.addLayout(row)
