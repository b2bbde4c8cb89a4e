"""What is shown while nothing is indexed: two ways to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.desktop.controls import ThemedButton
from citewell.desktop.icons import load_pixmap
from citewell.desktop.notice import Notice
from citewell.desktop.progress_bar import ProgressStrip
from citewell.desktop.texts import label
from citewell.desktop.theme import SPACE, Theme

TITLE = "Nothing is indexed yet"
RUNNING_TITLE = "Reading your documents"
EXPLANATION = (
    "Citewell answers from your own documents and shows, sentence by sentence, which passage says so. "
    "Give it something to read: text, office and PDF files, tables, mail. They stay on this computer, in an encrypted "
    "database."
)


class FirstStart(QWidget):
    """Offers the sample and the user's own documents."""

    sample_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Both offers, nothing running."""
        super().__init__(parent)
        self._theme = theme
        self.is_running = False
        self.setObjectName("page")
        self._icon = QLabel()
        self.sample = ThemedButton(theme, "Try the sample knowledge base", kind="primary")
        self.own = ThemedButton(theme, "Add your documents…", icon="add-folder")
        self.sample.clicked.connect(self.sample_wanted)
        self.own.clicked.connect(self.folder_wanted)
        self.notice = Notice(theme)
        self.progress = ProgressStrip(theme)
        self._title = label(TITLE, size="hero")
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
        inner.addWidget(label(EXPLANATION, tone="muted", wrap=True))
        inner.addSpacing(2 * SPACE)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.sample)
        buttons.addWidget(self.own)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addWidget(self.progress)
        inner.addWidget(self.notice)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(sheet)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)

    def show_running(self, *, running: bool) -> None:
        """While documents are read, nothing else can be begun."""
        if running == self.is_running:
            return
        self.is_running = running
        self._title.setText(RUNNING_TITLE if running else TITLE)
        if running:
            self.notice.dismiss()
            self.progress.begin()
            self.progress.cancel.setFocus()
        for button in (self.sample, self.own):
            button.setVisible(not running)
        if not running:
            self.progress.end()

    def _refresh(self) -> None:
        self._icon.setPixmap(load_pixmap("sources", self._theme.colour("accent"), 32, self.devicePixelRatioF()))
