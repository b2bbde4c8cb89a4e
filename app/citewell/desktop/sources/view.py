"""The sources: add, update, forget, and see what could not be read and why."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.sources.updates import SourceUpdates
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.auto_index import SourceStatus
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.sources.access_dialog import AccessDialog
from citewell.desktop.sources.bundle_controller import BundleController
from citewell.desktop.sources.controller import IndexController
from citewell.desktop.sources.documents_model import ATTENTION, EVERYTHING
from citewell.desktop.sources.source_card import SourceCard
from citewell.desktop.sources.text import EMPTY, FILE_KINDS, PATTERNS, STOPPED, STOPPING, forgotten_words, report_words
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import label, page_title
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.progress_bar import ProgressStrip
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.documents import Access, Forgotten, IndexReport, Source

REFRESH_MS = 5000
"""How often the cards say anew how long ago they were brought up to date."""


class SourcesView(QWidget):
    """Lists the sources, and says how a run goes."""

    source_opened = Signal(object, int)
    """The ``Source`` whose documents are wanted, and which of them: an index in ``CHOICES``."""

    def __init__(self, session: Session, indexing: IndexController, parent: QWidget | None = None) -> None:
        """Empty until ``show_sources``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._theme = theme
        self._indexing = indexing
        self.cards: list[SourceCard] = []
        self.add_folder = ThemedButton(
            theme, tr("Add folder…"), icon="add-folder", kind="primary", action="sources.folder"
        )
        self.add_file = ThemedButton(theme, tr("Add file…"), icon="add-file", action="sources.file")
        self.import_bundle = ThemedButton(
            theme,
            tr("Import bundle…"),
            kind="quiet",
            action="sources.bundle",
        )
        self.progress = ProgressStrip(theme)
        self.notice = Notice(theme)
        self._empty = label(tr(EMPTY), tone="muted")
        self.importing = BundleController(session, self.notice, self)
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(page_title(tr("Sources")))
        head.addStretch(1)
        for widget in (self.import_bundle, self.add_file, self.add_folder):
            head.addWidget(widget)
        box = QWidget()
        box.setObjectName("cards")
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = scrolling(box)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(self._empty)
        column.addWidget(scroll, 1)

    def _connect(self) -> None:
        indexing = self._indexing
        self.add_folder.clicked.connect(self.ask_folder)
        self.import_bundle.clicked.connect(self.importing.ask_file)
        self.add_file.clicked.connect(self._ask_file)
        self.progress.cancelled.connect(indexing.cancel)
        self.progress.paused.connect(indexing.pause)
        indexing.started.connect(self._show_started)
        indexing.progressed.connect(self.progress.show_progress)
        indexing.ended.connect(self._show_report)
        indexing.failed.connect(self._show_failure)
        indexing.stopping.connect(lambda: self.progress.show_stopping(tr(STOPPING)))
        indexing.stopped.connect(self._show_stopped)
        indexing.forgotten.connect(self._show_forgotten)
        indexing.forget_failed.connect(self._show_not_forgotten)
        self._clock.timeout.connect(self._refresh_ages)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show ``sources`` in the order they were added; the cards of those that are shown already stay."""
        shown = {card.source.id: card for card in self.cards}
        wanted = {source.id for source in sources}
        for source_id, card in shown.items():
            if source_id not in wanted:
                card.hide()
                card.deleteLater()
        self.cards = [self._refreshed(shown.get(source.id), source) for source in sources]
        self._empty.setVisible(not sources)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the ages of what was read right while they can be seen."""
        super().showEvent(event)
        self._refresh_ages()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let them be."""
        super().hideEvent(event)
        self._clock.stop()

    def focus_first(self) -> None:
        """Give the keyboard to what is most likely wanted."""
        (self.cards[0].documents_button if self.cards else self.add_folder).setFocus()

    def show_status(self, status: SourceStatus) -> None:
        """Show whether a source is up to date."""
        for card in self.cards:
            if card.source.root == status.root:
                card.show_status(status)

    def _refreshed(self, card: SourceCard | None, source: Source) -> SourceCard:
        if card is not None:
            card.show_source(source)
            return card
        card, path = SourceCard(self._theme, source), Path(source.root)
        self._column.addWidget(card)
        card.documents_wanted.connect(lambda: self.source_opened.emit(card.source, EVERYTHING))
        card.attention_wanted.connect(lambda: self.source_opened.emit(card.source, ATTENTION))
        card.update_wanted.connect(lambda: self._indexing.add(path))
        card.access_chosen.connect(lambda access: self._indexing.add(path, Access(access)))
        card.forget_wanted.connect(lambda: self._indexing.forget(card.source))
        card.show_running(running=self._indexing.running)
        return card

    def add_path(self, path: Path) -> None:
        """Index ``path``, once it is said who may see what is in it; of what is a source already, that is known."""
        if SourceUpdates.is_known(path, [card.source for card in self.cards]):
            self._indexing.add(path)
            return
        dialog = AccessDialog(self._theme, path, self.window())
        dialog.chosen.connect(lambda access: self._indexing.add(path, access))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_folder(self) -> None:
        """Have a folder chosen and index it."""
        chosen = QFileDialog.getExistingDirectory(self.window(), tr("Add a folder of documents"))
        if chosen:
            self.add_path(Path(chosen))

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), tr("Add a document"), "", tr(FILE_KINDS, patterns=PATTERNS)
        )
        if chosen:
            self.add_path(Path(chosen))

    def _show_forgotten(self, source: Source, forgotten: Forgotten) -> None:
        text, tone = forgotten_words(Path(source.root).name, forgotten)
        self.notice.say(text, tone=tone)

    def _show_not_forgotten(self, failure: Failure) -> None:
        self._idle()
        self.notice.say(tr("Not forgotten. {message}", message=failure.message), tone="bad")

    def _show_started(self) -> None:
        self.notice.dismiss()
        self.progress.begin()
        for card in self.cards:
            card.show_running(running=True)

    def _show_report(self, report: IndexReport) -> None:
        self._idle()
        text, tone = report_words(report)
        self.notice.say(text, tone=tone)

    def _show_failure(self, failure: Failure) -> None:
        self._idle()
        self.notice.say(tr("Not indexed. {message}", message=failure.message), tone="bad")

    def _show_stopped(self) -> None:
        self._idle()
        self.notice.say(tr(STOPPED))

    def _idle(self) -> None:
        if not self._indexing.running:
            self.progress.end()
        for card in self.cards:
            card.show_running(running=self._indexing.running)

    def _refresh_ages(self) -> None:
        for card in self.cards:
            card.refresh_status()
