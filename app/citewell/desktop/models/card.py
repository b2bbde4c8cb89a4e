"""One model: what it is, how fast it is here, what the golden tickets say of it, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.models.tiers import TierStanding
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.models.text import (
    NO_RESULT,
    NOT_MEASURED,
    badges,
    described,
    golden_tiles,
    golden_words,
    measured_words,
    speed_tiles,
    title,
)
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme

SHOWN_REASONS = 3


class ModelCard(QFrame):
    """A sheet with one model."""

    use_wanted = Signal(str, str)
    """Its id and its name, as in the other signals."""
    measure_wanted = Signal(str, str)
    judge_wanted = Signal(str, str)

    def __init__(self, theme: Theme, standing: TierStanding, parent: QWidget | None = None) -> None:
        """Show ``standing``."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.tier_id, self.name = standing.id, title(standing)
        self.use = ThemedButton(theme, tr("Use"), tip=tr("Draft by {name} from now on", name=self.name))
        self.measure = ThemedButton(
            theme, tr(Msg("Measure", "do")), kind="quiet", tip=tr("Measure how fast {name} is here", name=self.name)
        )
        self.judge = ThemedButton(
            theme,
            tr("Golden tickets"),
            kind="quiet",
            tip=tr("Run your golden tickets by {name} and the one that ships", name=self.name),
        )
        self.buttons = (self.use, self.measure, self.judge)
        wanted = (self.use_wanted, self.measure_wanted, self.judge_wanted)
        for button, signal in zip(self.buttons, wanted, strict=True):
            button.setAccessibleName(f"{button.text()}: {self.name}")
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.tier_id, self.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._head(standing))
        usable = standing.tier is not None
        self.use.setVisible(usable and not standing.in_use)
        self.measure.setVisible(usable)
        self.judge.setVisible(usable and standing.tier is not None and standing.tier.own)
        if standing.problem:
            column.addWidget(
                label(
                    tr("Cannot be used: {problem}", problem=in_window(standing.problem)),
                    tone="warn",
                    size="small",
                    wrap=True,
                )
            )
        else:
            self._add_figures(column, standing)

    def show_running(self, *, running: bool) -> None:
        """While something long runs, this model is left alone."""
        for button in self.buttons:
            button.setEnabled(not running)

    def _head(self, standing: TierStanding) -> QHBoxLayout:
        name = QHBoxLayout()
        name.setSpacing(2 * SPACE)
        name.addWidget(label(self.name, strong=True))
        for word, tone in badges(standing):
            name.addWidget(badge(word, tone))
        name.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(name)
        if standing.tier is not None:
            texts.addWidget(ElidedText(described(standing.tier), tone="muted", size="small"))
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addLayout(texts, 1)
        for button in (self.judge, self.measure, self.use):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _add_figures(self, column: QVBoxLayout, standing: TierStanding) -> None:
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        column.addWidget(line)
        speed, golden = standing.speed, standing.golden
        if speed is None:
            column.addWidget(label(tr(NOT_MEASURED), tone="muted", size="small"))
        else:
            column.addWidget(label(measured_words(speed), tone="muted", size="small", strong=True))
            column.addLayout(_tiles([(value, caption, "") for value, caption in speed_tiles(speed)]))
        if standing.unproven:
            column.addWidget(label(tr(NO_RESULT), tone="warn", size="small", wrap=True))
        if golden is not None:
            column.addWidget(label(golden_words(golden), tone="muted", size="small", strong=True))
            column.addLayout(_tiles(golden_tiles(golden)))
            for reason in golden.reasons[:SHOWN_REASONS]:
                column.addWidget(label(reason, tone="warn", size="small", wrap=True))


def _tiles(figures: Sequence[tuple[str, str, str]]) -> QHBoxLayout:
    """Each value over its caption, and over what it is compared with."""
    row = QHBoxLayout()
    row.setSpacing(6 * SPACE)
    for value, caption, beside in figures:
        tile = QVBoxLayout()
        tile.setSpacing(0)
        tile.addWidget(label(value, size="title"))
        tile.addWidget(label(caption, tone="muted", size="small"))
        if beside:
            tile.addWidget(label(beside, tone="muted", size="small"))
        row.addLayout(tile)
    row.addStretch(1)
    return row
