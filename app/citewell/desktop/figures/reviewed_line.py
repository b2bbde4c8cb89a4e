"""What reviewers' verdicts say of all drafts, in one line of the figures."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE
from citewell.evaluation.reports.reviewed import figures_words, reviewed_figures


class ReviewedLine(QFrame):
    """Hidden until a draft was drawn for review."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self._session = session
        self.words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(label("Reviewed", tone="muted", size="small"))
        row.addWidget(self.words, 1)
        self.hide()

    def reload(self) -> None:
        """Read the verdicts anew."""
        reviews = self._session.services.compliance.reviews

        def read() -> str:
            reviews.draw()
            items = reviews.all()
            return figures_words(reviewed_figures(items), len(reviews.open())) if items else ""

        self._session.runner.start(
            STORE, lambda _run: read(), Listener(done=self._show, failed=self._session.failed.emit)
        )

    def _show(self, words: str) -> None:
        self.words.setText(words)
        self.setVisible(bool(words))
