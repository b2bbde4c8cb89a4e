"""What stood in a file before: one line for each version, newest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from citewell.desktop.language.figures import written
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.sources.document_row import period
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.theme import SPACE
from citewell.desktop.widgets.wording import moment
from citewell.domain.documents import PastVersion

SHOWN_VERSIONS = 20
HASH_LENGTH = 12
TITLE_COLUMN = 1
HEADINGS = (Msg("Version"), Msg("Title"), Msg("Valid"), Msg("Indexed"), Msg("Replaced"), Msg("File (sha256)"))


class VersionList(QWidget):
    """Says so where a file never changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No version yet."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self.heading = label(tr("Earlier versions"), tone="muted", size="small", strong=True)
        self.none = label(tr("None: the file has not changed since it was added."), tone="muted", size="small")
        self._column.addWidget(self.heading)
        self._column.addWidget(self.none)
        self._table: QWidget | None = None

    def show_versions(self, versions: Sequence[PastVersion]) -> None:
        """Show what stood in the file before, newest first."""
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        self.none.setVisible(not versions)
        if versions:
            self._table = _table(versions)
            self._column.addWidget(self._table)


def _table(versions: Sequence[PastVersion]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(4 * SPACE)
    grid.setVerticalSpacing(SPACE)
    for column, heading in enumerate(HEADINGS):
        grid.addWidget(label(tr(heading), tone="muted", size="small"), 0, column)
        grid.setColumnStretch(column, 3 if column == TITLE_COLUMN else 2)
    for row, version in enumerate(versions[:SHOWN_VERSIONS], start=1):
        for column, text in enumerate(_cells(version)):
            grid.addWidget(ElidedText(text, size="small"), row, column)
    if len(versions) > SHOWN_VERSIONS:
        older = tr("and {number} older", number=written(len(versions) - SHOWN_VERSIONS))
        grid.addWidget(label(older, tone="muted", size="small"), SHOWN_VERSIONS + 1, 0, 1, len(HEADINGS))
    return box


def _cells(version: PastVersion) -> tuple[str, ...]:
    return (
        version.version or "–",
        version.title,
        period(version.effective_from, version.effective_to) or tr("always"),
        moment(version.indexed_at),
        moment(version.replaced_at),
        version.content_hash[:HASH_LENGTH],
    )
