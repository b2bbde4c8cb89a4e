"""What the policy checker says of the text on screen; pressing a finding selects what it is about."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from citewell.application.drafting.edit_check import is_claimable
from citewell.application.drafting.mends import Mend
from citewell.desktop.drafts.text import MINE, MINE_TIP, mend_words
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.controls import CardButton, ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import SEVERITIES, shorten
from citewell.domain.drafts import Finding, Severity

MAX_HEIGHT, MAX_HEIGHT_LOW = 132, 60
QUOTE_CHARACTERS = 60


class FindingRow(CardButton):
    """One finding: a severity with icon and word, and the message."""

    mine_wanted = Signal()
    mend_wanted = Signal(object)

    def __init__(self, theme: Theme, finding: Finding, quote: str = "", mend: Mend | None = None) -> None:
        """Show ``finding``, with the words that it is about where another one says the same, and its mend."""
        super().__init__(kind="row")
        self.finding = finding
        self._theme = theme
        severity, self._tone, self._icon_name = SEVERITIES[finding.severity]
        word, message = tr(severity), in_window(finding.message)
        told = f"{message} “{quote}”" if quote else message
        self.setAccessibleName(f"{word}: {told}")
        self._icon = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        text = label(told, wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(label(word, tone=self._tone, strong=True), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self.mend = ThemedButton(theme, "", kind="quiet")
        if mend is not None:
            words, tip = mend_words(mend)
            self.mend.setText(words)
            self.mend.setToolTip(tip)
            self.mend.setAccessibleName(f"{words}: {quote or message}")
            self.mend.clicked.connect(lambda: self.mend_wanted.emit(mend))
        row.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignTop)
        self.mend.setVisible(mend is not None)
        self.mine = ThemedButton(theme, tr(MINE), kind="quiet", tip=tr(MINE_TIP))
        self.mine.setAccessibleName(f"{tr(MINE)}: {quote or message}")
        self.mine.clicked.connect(self.mine_wanted)
        row.addWidget(self.mine, 0, Qt.AlignmentFlag.AlignTop)
        self.mine.setVisible(is_claimable(finding))  # only now: without a parent it would be a window
        self.let_mouse_through()
        for button in (self.mend, self.mine):
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)  # noqa: FBT003  Qt's own
        theme.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._icon.setPixmap(load_pixmap(self._icon_name, self._theme.colour(self._tone), 18, self.devicePixelRatioF()))


class FindingsList(QScrollArea):
    """As high as its findings, up to a limit."""

    span_wanted = Signal(int, int)
    changed = Signal()
    """There are other rows now."""
    mine_wanted = Signal(object)
    """The ``Finding`` whose sentence the agent vouches for."""
    mend_wanted = Signal(object)
    """The ``Mend`` of a finding."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No finding yet."""
        super().__init__(parent)
        self._theme = theme
        self.rows: list[FindingRow] = []
        self._most = MAX_HEIGHT
        self._box = QWidget()
        self._box.setObjectName("cards")
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._box)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_findings(
        self, findings: Sequence[Finding], text: str = "", mends: Sequence[Mend | None] | None = None
    ) -> None:
        """Show ``findings``, the worst first; those that say the same are told apart by their words in ``text``.

        ``mends`` are those of the findings, in the same order.
        """
        order = list(SEVERITIES)
        pairs = zip(findings, mends or [None] * len(findings), strict=True)
        known = sorted(pairs, key=lambda pair: (order.index(pair[0].severity), pair[0].start))
        wanted = [finding for finding, _ in known]
        if [row.finding for row in self.rows] == wanted:
            return  # their words are the same, or their spans were others
        for row in self.rows:
            row.hide()
            row.deleteLater()
        said = Counter(finding.message for finding in wanted)
        self.rows = [
            FindingRow(self._theme, one, _quote(text, one) if said[one.message] > 1 else "", mend)
            for one, mend in known
        ]
        for row in self.rows:
            self._column.addWidget(row)
            row.clicked.connect(lambda _checked, f=row.finding: self.span_wanted.emit(f.start, f.end))
            row.mend_wanted.connect(self.mend_wanted)
            row.mine_wanted.connect(lambda f=row.finding: self.mine_wanted.emit(f))
        self.setVisible(bool(self.rows))
        self._fit()
        urgent = any(finding.severity is Severity.BLOCK for finding in wanted)
        announce(self, " ".join(row.accessibleName() for row in self.rows), urgent=urgent)
        self.changed.emit()

    def limit(self, *, low: bool) -> None:
        """Take less of a low screen: two findings, and the others by scrolling."""
        self._most = MAX_HEIGHT_LOW if low else MAX_HEIGHT
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Texts wrap anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        width = max(self.viewport().width(), 120)
        height = sum(row.heightForWidth(width) for row in self.rows)
        self.setFixedHeight(min(height, self._most))


def _quote(text: str, finding: Finding) -> str:
    return shorten(" ".join(text[finding.start : finding.end].split()), QUOTE_CHARACTERS)
