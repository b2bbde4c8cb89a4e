"""One source: what is in it, who may see it, whether it is up to date, and what can be done with it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.desktop.language.figures import written
from citewell.desktop.language.words import tr, trn
from citewell.desktop.runtime.auto_index import SourceStatus
from citewell.desktop.sources.text import status_words
from citewell.desktop.widgets.access_box import AccessBox
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, label, restyle
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import age
from citewell.domain.documents import Source

SHOWN_FILES = 5


class SourceCard(QFrame):
    """A sheet with one source."""

    documents_wanted = Signal()
    attention_wanted = Signal()
    """Those of its documents that were not read, or whose metadata was not usable."""
    update_wanted = Signal()
    forget_wanted = Signal()
    access_chosen = Signal(str)

    def __init__(self, theme: Theme, source: Source, parent: QWidget | None = None) -> None:
        """Show ``source``."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.source = source
        self._theme = theme
        self._status: SourceStatus | None = None
        self._name = name = Path(source.root).name or source.root
        self.access = AccessBox(theme, tr("Access to {name}", name=name))
        self.access.activated.connect(lambda _index: self._choose_access())
        self.documents_button = ThemedButton(
            theme, tr("Documents"), icon="list", tip=tr("List the documents of {name}", name=name)
        )
        self.update_button = ThemedButton(
            theme, tr("Update"), icon="update", kind="quiet", tip=tr("Index what has changed in {name} now", name=name)
        )
        self.forget_button = ThemedButton(
            theme, tr("Forget"), icon="forget", kind="quiet", tip=tr("Remove {name} from the index", name=name)
        )
        for button in (self.documents_button, self.update_button, self.forget_button):
            button.setAccessibleName(f"{button.text()} {name}")
        self.documents_button.clicked.connect(self.documents_wanted)
        self.update_button.clicked.connect(self.update_wanted)
        self.forget_button.clicked.connect(self._ask)
        self.notice = Notice(theme)
        self.summary = label("", tone="muted", size="small")
        self.status = ElidedText("", tone="muted", size="small")
        self._lists = QVBoxLayout()
        self._lists.setSpacing(2 * SPACE)
        self._listed: object = None
        self._icons: list[tuple[QLabel, str, str]] = []
        self._build()
        self.show_source(source)
        theme.changed.connect(self._refresh)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(ElidedText(self._name, strong=True))
        texts.addWidget(ElidedText(self.source.root, tone="muted", size="small"))
        told = QHBoxLayout()
        told.setSpacing(SPACE)
        told.addWidget(self.summary)
        told.addWidget(self.status, 1)
        texts.addLayout(told)
        head.addLayout(texts, 1)
        for widget in (self.access, self.documents_button, self.update_button, self.forget_button):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addLayout(self._lists)

    def show_source(self, source: Source) -> None:
        """Show the source as it is now; a question that waits for an answer stays."""
        self.source = source
        self.access.setCurrentIndex(self.access.findData(source.access.value))
        documents = trn("{n} document", "{n} documents", source.documents)
        passages = trn("{n} passage", "{n} passages", source.passages)
        self.summary.setText(f"{documents} · {passages} ·")
        self._show_lists()
        self.refresh_status()

    def show_status(self, status: SourceStatus) -> None:
        """Show whether the source is up to date."""
        self._status = status
        self.refresh_status()

    def refresh_status(self) -> None:
        """Say anew how long ago that was."""
        indexed = self.source.indexed_at
        if self._status is not None:
            words, tone = status_words(self._status)
        else:
            words, tone = (
                (tr("indexed {age}", age=age(indexed)), "muted")
                if indexed
                else (tr("not finished yet: update it"), "warn")
            )
        self.status.show_text(words)
        restyle(self.status, "tone", tone)

    def show_running(self, *, running: bool) -> None:
        """While something is indexed, this source is left alone."""
        for widget in (self.access, self.update_button, self.forget_button):
            widget.setEnabled(not running)

    def _show_lists(self) -> None:
        problems = {path: "; ".join(notes) for path, notes in self.source.problems.items()}
        wanted = (dict(self.source.quarantined), problems)
        if wanted == self._listed:
            return
        self._listed = wanted
        self._icons = []
        while (item := self._lists.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        quarantined, _ = wanted
        if quarantined:
            words = trn("{n} file not indexed", "{n} files not indexed", len(quarantined))
            self._lists.addWidget(self._list("quarantine", "bad", words, quarantined))
        if problems:
            words = trn(
                "{n} document with metadata that could not be used",
                "{n} documents with metadata that could not be used",
                len(problems),
            )
            self._lists.addWidget(self._list("warn", "warn", words, problems))
        self._refresh()

    def _list(self, icon: str, tone: str, title: str, reasons: Mapping[str, str]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setContentsMargins(0, SPACE, 0, 0)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        mark = QLabel()
        self._icons.append((mark, icon, tone))
        grid.addWidget(mark, 0, 0)
        grid.addWidget(label(title, tone=tone, strong=True, size="small"), 0, 1, 1, 2)
        for row, (path, reason) in enumerate(list(reasons.items())[:SHOWN_FILES], start=1):
            grid.addWidget(ElidedText(path, size="small"), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(
                ElidedText(in_window(reason), tone="muted", size="small", lines=2), row, 2, Qt.AlignmentFlag.AlignTop
            )
        if len(reasons) > SHOWN_FILES:
            more = ThemedButton(self._theme, tr("Show all {number}", number=written(len(reasons))), kind="quiet")
            more.setAccessibleName(tr("Show all {number}: {title}", number=written(len(reasons)), title=title))
            more.clicked.connect(self.attention_wanted)
            grid.addWidget(more, SHOWN_FILES + 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        return box

    def _ask(self) -> None:
        self.notice.ask(
            tr(
                "Forget {name}? {documents} and everything derived from them leave the index. The files "
                "themselves and past drafts stay.",
                name=self._name,
                documents=trn("{n} document", "{n} documents", self.source.documents),
            ),
            action=tr("Forget it"),
            on_action=self.forget_wanted.emit,
        )
        self.notice.button.setFocus()

    def _choose_access(self) -> None:
        if self.access.access is not self.source.access:
            self.access_chosen.emit(self.access.access.value)

    def _refresh(self) -> None:
        for mark, icon, tone in self._icons:
            mark.setPixmap(load_pixmap(icon, self._theme.colour(tone), 16, self.devicePixelRatioF()))
