"""What is shown while nothing is indexed: sample companies to choose from, and one's own documents."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.application.sources.sample_packs import SamplePack
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.places.places import may_have_keyboard
from citewell.desktop.shell.pack_list import PackList
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.progress_bar import ProgressStrip
from citewell.desktop.widgets.sheet import centre
from citewell.desktop.widgets.theme import SPACE, Theme

TITLE = Msg("Nothing is indexed yet")
RUNNING_TITLE = Msg("Reading your documents")
EXPLANATION = Msg(
    "Citewell answers from your own documents and shows, sentence by sentence, which passage says so. "
    "Give it something to read: text, office and PDF files, tables, mail. They stay on this computer, in an encrypted "
    "database."
)
OFFER = Msg("Or look at it first with the documents of an invented company:")


class FirstStart(QWidget):
    """Offers the sample packs and the user's own documents."""

    sample_wanted = Signal(str)
    """The name of a pack."""
    folder_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Both offers, nothing running; the packs come when they are read."""
        super().__init__(parent)
        self._theme = theme
        self.is_running = False
        self.setObjectName("page")
        self._icon = QLabel()
        self.packs = PackList(theme)
        self._offer = label(tr(OFFER), tone="muted", wrap=True)
        self.sample = ThemedButton(theme, tr("Try this company"), kind="primary")
        self.sample.setEnabled(False)
        self.own = ThemedButton(theme, tr("Add your documents…"), icon="add-folder")
        self.sample.clicked.connect(self._begin)
        self.packs.pack_wanted.connect(self._begin)
        self.own.clicked.connect(self.folder_wanted)
        self.notice = Notice(theme)
        self.progress = ProgressStrip(theme)
        self._title = label(tr(TITLE), size="hero")
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        sheet.setFixedWidth(600)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(10 * SPACE, 9 * SPACE, 10 * SPACE, 9 * SPACE)
        inner.setSpacing(3 * SPACE)
        inner.addWidget(self._icon)
        inner.addWidget(self._title)
        inner.addWidget(label(tr(EXPLANATION), tone="muted", wrap=True))
        inner.addWidget(self._offer)
        inner.addWidget(self.packs)
        inner.addSpacing(SPACE)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.sample)
        buttons.addWidget(self.own)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addWidget(self.progress)
        inner.addWidget(self.notice)
        centre(self, sheet)

    def show_packs(self, packs: Sequence[SamplePack]) -> None:
        """Offer ``packs``, the first one chosen."""
        self.packs.show_packs(packs)
        self.sample.setEnabled(bool(packs))

    def focus_first(self) -> None:
        """Let the keyboard choose a pack, or add documents where there is none."""
        (self.packs if self.packs.chosen else self.own).setFocus()

    def show_running(self, *, running: bool) -> None:
        """While documents are read, nothing else can be begun."""
        if running == self.is_running:
            return
        self.is_running = running
        self._title.setText(tr(RUNNING_TITLE) if running else tr(TITLE))
        if running:
            self.notice.dismiss()
            self.progress.begin()
            if may_have_keyboard(self):
                self.progress.cancel.setFocus()
        for offer in (self._offer, self.packs, self.sample, self.own):
            offer.setVisible(not running)
        if not running:
            self.progress.end()

    def _begin(self) -> None:
        if self.packs.chosen and not self.is_running:
            self.sample_wanted.emit(self.packs.chosen)

    def _refresh(self) -> None:
        self._icon.setPixmap(load_pixmap("sources", self._theme.colour("accent"), 32, self.devicePixelRatioF()))
