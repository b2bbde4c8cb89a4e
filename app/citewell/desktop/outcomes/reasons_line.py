"""Why a draft was edited: a line of reasons, each turned on or off by the agent."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from citewell.application.drafting.edit_reasons import LABELS
from citewell.desktop.drafts.text import REASON_WORDS, REASONS, REASONS_TIP
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme


class ReasonsLine(QWidget):
    """A button a reason; hidden while the draft is as it was."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing was edited."""
        super().__init__(parent)
        self.setAccessibleName(tr(REASONS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(label(tr(REASONS), tone="muted", size="small"))
        self.buttons: dict[str, ThemedButton] = {}
        for name in LABELS:
            button = ThemedButton(theme, tr(REASON_WORDS[name]), kind="chip", tip=tr(REASONS_TIP))
            button.setCheckable(True)
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.hide()

    def show_reasons(self, names: Iterable[str]) -> None:
        """Turn on ``names`` alone."""
        wanted = set(names)
        for name, button in self.buttons.items():
            button.setChecked(name in wanted)

    def chosen(self) -> tuple[str, ...]:
        """Those that are on, in their order."""
        return tuple(name for name, button in self.buttons.items() if button.isChecked())
