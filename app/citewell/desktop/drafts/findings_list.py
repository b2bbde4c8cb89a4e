"""What the policy checker says of the text on screen; pressing a finding selects what it is about."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.controls import CardButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import SEVERITIES
from citewell.domain.drafts import Finding, Severity

MAX_HEIGHT, MAX_HEIGHT_LOW = 132, 60


class FindingRow(CardButton):
    """One finding: a severity with icon and word, and the message."""

    def __init__(self, theme: Theme, finding: Finding) -> None:
        """Show ``finding``."""
        super().__init__(kind="row")
        self.finding = finding
        self._theme = theme
        word, self._tone, self._icon_name = SEVERITIES[finding.severity]
        self.setAccessibleName(f"{word}: {finding.message}")
        self._icon = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        message = label(finding.message, wrap=True)
        message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(label(word, tone=self._tone, strong=True), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(message, 1)
        self.let_mouse_through()
        theme.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._icon.setPixmap(load_pixmap(self._icon_name, self._theme.colour(self._tone), 18, self.devicePixelRatioF()))


class FindingsList(QScrollArea):
    """As high as its findings, up to a limit."""

    span_wanted = Signal(int, int)
    changed = Signal()
    """There are other rows now."""

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

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show ``findings``, the worst first."""
        order = list(SEVERITIES)
        wanted = sorted(findings, key=lambda finding: (order.index(finding.severity), finding.start))
        if [row.finding for row in self.rows] == wanted:
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [FindingRow(self._theme, finding) for finding in wanted]
        for row in self.rows:
            self._column.addWidget(row)
            row.clicked.connect(lambda _checked, f=row.finding: self.span_wanted.emit(f.start, f.end))
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
