"""A comparison of two ways of drafting: what differs, the two ways, and those that ended."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.figures.comparisons import ComparisonStanding, Varies
from citewell.desktop.figures.live_text import AND, BEGIN, BEGIN_TIP, COMPARE_LEAD, VARIES, ended_words, way_name
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.theme import SPACE, Theme

SHOWN_ENDED = 3


class CompareRow(QFrame):
    """``wanted`` names what differs and the two ways; they are never the same."""

    wanted = Signal(object, str, str)
    """A ``Varies`` and two values."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing can be compared yet."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self._ways: Mapping[Varies, Sequence[str]] = {}
        self.what = ChoiceBox(theme, tr("What differs"))
        self.first = ChoiceBox(theme, tr("One way"))
        self.second = ChoiceBox(theme, tr("The other way"))
        self.button = ThemedButton(theme, tr(BEGIN), kind="primary", tip=tr(BEGIN_TIP))
        self.ended = [ElidedText("", lines=2, tone="muted", size="small") for _ in range(SHOWN_ENDED)]
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for field in (self.what, self.first):
            row.addWidget(field)
        row.addWidget(label(tr(AND), tone="muted", size="small"))
        row.addWidget(self.second)
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(label(tr(COMPARE_LEAD), tone="muted", size="small", wrap=True))
        column.addLayout(row)
        for line in self.ended:
            column.addWidget(line)
        self.what.currentIndexChanged.connect(self._show_ways)
        self.first.currentIndexChanged.connect(self._show_others)
        self.button.clicked.connect(self._tell)

    def show_ways(self, ways: Mapping[Varies, Sequence[str]], standings: Sequence[ComparisonStanding]) -> None:
        """Offer the proved ``ways`` of each kind, and tell the newest comparisons that ended."""
        told = [one for one in standings if one.trial.ended_at][:SHOWN_ENDED]
        for line, one in zip(self.ended, [*told, *[None] * SHOWN_ENDED], strict=False):
            line.show_text("" if one is None else ended_words(one))
            line.setVisible(one is not None)
        if ways == self._ways:
            return
        self._ways = ways
        self.what.clear()
        for varies in ways:
            self.what.addItem(tr(VARIES[varies]), varies)

    def _show_ways(self) -> None:
        self.first.clear()
        for value in self._offered():
            self.first.addItem(way_name(value), value)

    def _show_others(self) -> None:
        self.second.clear()
        for value in self._offered():
            if value != self.first.currentData():
                self.second.addItem(way_name(value), value)

    def _offered(self) -> Sequence[str]:
        chosen = self.what.currentData()
        return self._ways.get(Varies(chosen), ()) if chosen else ()

    def _tell(self) -> None:
        self.wanted.emit(Varies(self.what.currentData()), self.first.currentData(), self.second.currentData())
