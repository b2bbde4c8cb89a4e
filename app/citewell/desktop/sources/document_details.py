"""The document that is chosen in a list: its metadata to be set, its problems, and its earlier versions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.sources.document_row import Details, DocumentRow, DocumentState
from citewell.desktop.sources.metadata_editor import MetadataEditor
from citewell.desktop.sources.text import PAST, replaced_words
from citewell.desktop.sources.version_list import VersionList
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, badge, label, restyle
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.documents import Access


class DocumentDetails(QFrame):
    """Empty until ``show_row``."""

    closed = Signal()
    open_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No document."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.row: DocumentRow | None = None
        self._unsaved: dict[str, dict[str, str]] = {}
        self.title = ElidedText("", strong=True)
        self.state = badge("")
        self.passages = label("", tone="muted", size="small")
        self.open_button = ThemedButton(
            theme, tr(Msg("Open", "do")), icon="document", tip=tr("Read this document (Enter)")
        )
        self.open_button.clicked.connect(self.open_wanted)
        self.dismissal = IconButton(theme, tr("Close this document (Esc)"), icon="reject")
        self.dismissal.clicked.connect(self.closed)
        self.path = ElidedText("", tone="muted", size="small")
        self.remark = label("", tone="muted", wrap=True)
        self.editor = MetadataEditor(theme)
        self.versions = VersionList()
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.title, 1)
        head.addWidget(self.passages)
        head.addWidget(self.state)
        head.addWidget(self.open_button)
        head.addWidget(self.dismissal)
        self._inside = QWidget()
        self._inside.setObjectName("cards")
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 2 * SPACE, 0)
        inner.setSpacing(3 * SPACE)
        inner.addWidget(self.remark)
        inner.addWidget(self.editor)
        inner.addWidget(self.versions)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(self._inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("What is known of this document"))  # Tab reaches it, to be scrolled
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        self._titles = QVBoxLayout()
        self._titles.setSpacing(0)
        self._titles.addLayout(head)
        self._titles.addWidget(self.path)
        column.addLayout(self._titles)
        column.addWidget(scroll, 1)

    def show_row(self, row: DocumentRow, details: Details, source_access: Access) -> None:
        """Show a document; edits that were not saved are there again."""
        if self.row is not None and self.editor.is_dirty:
            self._unsaved[self.row.path] = self.editor.typed()
        self.row = row
        entry = row.entry
        self.title.show_text(entry.metadata.title if entry is not None else row.path)
        self.path.show_text(row.path if entry is not None else "")
        self.path.setVisible(entry is not None)
        self.state.setText(row.state.word)
        restyle(self.state, "badge", "neutral" if row.state is DocumentState.PAST else row.state.tone)
        self.open_button.setVisible(entry is not None)
        self.passages.setText(trn("{n} passage", "{n} passages", entry.passages) if entry is not None else "")
        self._show_remark(row)
        can_be_set = entry is not None and not entry.retired
        self.editor.setVisible(can_be_set)
        if entry is not None and can_be_set:
            self.editor.show_entry(entry, details.override, source_access)
            self.editor.type_in(self._unsaved.pop(row.path, {}))
        self.versions.setVisible(entry is not None)
        self.versions.show_versions(details.history)

    def wanted_height(self) -> int:
        """Pixels for all that is said of the document, and a line of room for a problem."""
        return self._titles.sizeHint().height() + self._inside.sizeHint().height() + 12 * SPACE

    def forget_edits(self) -> None:
        """Give up edits that were not saved."""
        self.row = None
        self._unsaved.clear()

    def _show_remark(self, row: DocumentRow) -> None:
        if row.entry is None:
            text, tone = tr("Not indexed: {reason}.", reason=row.reason), "bad"
        elif row.entry.retired:
            past = row.state is DocumentState.PAST
            text, tone = tr(PAST) if past else replaced_words(row.entry.metadata.effective_to), "muted"
        else:
            text, tone = "\n".join(map(in_window, row.entry.problems)), "warn"
        self.remark.setText(text)
        self.remark.setVisible(bool(text))
        restyle(self.remark, "tone", tone)
