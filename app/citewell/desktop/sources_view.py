"""The sources: add, update, forget, and see what could not be read and why."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.controls import ThemedButton
from citewell.desktop.indexing import Indexing
from citewell.desktop.notice import Notice
from citewell.desktop.progress_bar import ProgressStrip
from citewell.desktop.session import STORE, Session
from citewell.desktop.source_card import AccessBox, SourceCard
from citewell.desktop.tasks import Failure, Listener
from citewell.desktop.texts import label
from citewell.desktop.theme import SPACE
from citewell.desktop.wording import count
from citewell.domain.documents import Access, Forgotten, IndexReport, Source

KINDS = "Documents (*.md *.markdown *.txt *.text *.html *.htm)"
EMPTY = "No source yet. Add a folder or a file: Markdown, text or HTML."


class SourcesView(QWidget):
    """Lists the sources, and says how a run goes."""

    def __init__(self, session: Session, indexing: Indexing, parent: QWidget | None = None) -> None:
        """Empty until ``show_sources``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._session = session
        self._indexing = indexing
        self.cards: list[SourceCard] = []
        self.add_folder = ThemedButton(theme, "Add folder…", icon="add-folder", kind="primary")
        self.add_file = ThemedButton(theme, "Add file…", icon="add-file")
        self.access = AccessBox(theme, "Access to new sources")
        self.progress = ProgressStrip(theme)
        self.notice = Notice(theme)
        self._empty = label(EMPTY, tone="muted")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(label("Sources", size="title"))
        head.addStretch(1)
        caption = label("New sources are", tone="muted", size="small")
        caption.setBuddy(self.access)
        for widget in (caption, self.access, self.add_file, self.add_folder):
            head.addWidget(widget)
        box = QWidget()
        box.setObjectName("cards")
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidget(box)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(self._empty)
        column.addWidget(scroll, 1)

    def _connect(self) -> None:
        indexing = self._indexing
        self.add_folder.clicked.connect(self.ask_folder)
        self.add_file.clicked.connect(self._ask_file)
        self.progress.cancelled.connect(indexing.cancel)
        indexing.started.connect(self._show_started)
        indexing.progressed.connect(self.progress.show_progress)
        indexing.ended.connect(self._show_report)
        indexing.failed.connect(self._show_failure)
        indexing.stopped.connect(self._show_stopped)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show ``sources`` in the order they were added."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [SourceCard(self._session.theme, source) for source in sources]
        for card in self.cards:
            self._column.addWidget(card)
            path, source_id = Path(card.source.root), card.source.id
            card.update_wanted.connect(lambda path=path: self._indexing.add(path))
            card.access_chosen.connect(lambda access, path=path: self._indexing.add(path, Access(access)))
            card.forget_wanted.connect(lambda source_id=source_id: self._forget(source_id))
            card.show_running(running=self._indexing.running)
        self._empty.setVisible(not sources)

    def add_path(self, path: Path) -> None:
        """Index ``path`` with the access class chosen for new sources."""
        self._indexing.add(path, self.access.access)

    def ask_folder(self) -> None:
        """Have a folder chosen and index it."""
        chosen = QFileDialog.getExistingDirectory(self.window(), "Add a folder of documents")
        if chosen:
            self.add_path(Path(chosen))

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "Add a document", "", KINDS)
        if chosen:
            self.add_path(Path(chosen))

    def _forget(self, source_id: int) -> None:
        index = self._session.services.index

        def done(forgotten: Forgotten) -> None:
            if forgotten.found:
                left = "; ".join(forgotten.found)
                self.notice.say(f"Forgotten, but this is still found in the database: {left}", tone="bad")
            else:
                removed = count(forgotten.documents, "document")
                self.notice.say(f"Forgot {removed}. The database was searched: nothing is left of it.", tone="good")
            self._session.indexed.emit()

        self._session.runner.start(
            STORE, lambda _run: index.forget(source_id), Listener(done=done, failed=self._show_failure)
        )

    def _show_started(self) -> None:
        self.notice.dismiss()
        self.progress.begin()
        for card in self.cards:
            card.show_running(running=True)

    def _show_report(self, report: IndexReport) -> None:
        self._idle()
        counts = {
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "removed": report.removed,
        }
        parts = [f"{number:,} {word}" for word, number in counts.items() if number] or ["nothing changed"]
        text = f"Indexed in {report.seconds:.1f} s: {', '.join(parts)}."
        bad = len(report.quarantined)
        if bad:
            text += f" {count(bad, 'file')} could not be read; the list below says why."
        self.notice.say(text, tone="warn" if bad else "good")

    def _show_failure(self, failure: Failure) -> None:
        self._idle()
        self.notice.say(f"Not indexed. {failure.message}", tone="bad")

    def _show_stopped(self) -> None:
        self._idle()
        self.notice.say("Stopped. The files that were finished are indexed; update the source to go on.")

    def _idle(self) -> None:
        if not self._indexing.running:
            self.progress.end()
        for card in self.cards:
            card.show_running(running=self._indexing.running)
