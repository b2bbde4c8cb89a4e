"""One source: what is in it, who may see it, what could not be read, and what can be done with it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.desktop.controls import ThemedButton
from citewell.desktop.icons import load_pixmap
from citewell.desktop.notice import Notice
from citewell.desktop.texts import ElidedText, label, restyle
from citewell.desktop.theme import SPACE, Theme
from citewell.desktop.wording import age, count
from citewell.domain.documents import Access, Source

ACCESS_WORDS = {Access.PUBLIC: "Public", Access.CONFIDENTIAL: "Confidential"}
SHOWN_FILES = 50
ARROW = 16


class AccessBox(QComboBox):
    """A choice of access class; the confidential one is drawn in its own colour."""

    def __init__(self, theme: Theme, name: str) -> None:
        """``name`` is for screen readers."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setToolTip("Confidential documents are searched, but never quoted in a reply")
        for access, word in ACCESS_WORDS.items():
            self.addItem(word, access.value)
        self.currentIndexChanged.connect(self._refresh)
        self._refresh()

    @property
    def access(self) -> Access:
        """The class that is chosen."""
        return Access(str(self.currentData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow in the theme's colour; a stylesheet can only take a file."""
        super().paintEvent(event)
        painter = QPainter(self)
        tone = "confidential" if self.access is Access.CONFIDENTIAL else "muted"
        arrow = load_pixmap("more", self._theme.colour(tone), ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - 7, (self.height() - ARROW) // 2, arrow)
        painter.end()

    def _refresh(self) -> None:
        restyle(self, "confidential", "true" if self.access is Access.CONFIDENTIAL else "")


class SourceCard(QFrame):
    """A sheet with one source."""

    update_wanted = Signal()
    forget_wanted = Signal()
    access_chosen = Signal(str)

    def __init__(self, theme: Theme, source: Source, parent: QWidget | None = None) -> None:
        """Show ``source``."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.source = source
        self._theme = theme
        name = Path(source.root).name or source.root
        self.access = AccessBox(theme, f"Access to {name}")
        self.access.setCurrentIndex(self.access.findData(source.access.value))
        self.access.activated.connect(lambda _index: self._choose_access())
        self.update_button = ThemedButton(theme, "Update", icon="update", tip=f"Index what has changed in {name}")
        self.forget_button = ThemedButton(
            theme, "Forget", icon="forget", kind="quiet", tip=f"Remove {name} from the index"
        )
        for button in (self.update_button, self.forget_button):
            button.setAccessibleName(f"{button.text()} {name}")
        self.update_button.clicked.connect(self.update_wanted)
        self.forget_button.clicked.connect(self._ask)
        self.notice = Notice(theme)
        self._name = name
        self._icons: list[tuple[QLabel, str, str]] = []
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title = QHBoxLayout()
        title.setSpacing(2 * SPACE)
        title.addWidget(ElidedText(self._name, strong=True), 1)
        texts.addLayout(title)
        texts.addWidget(ElidedText(self.source.root, tone="muted", size="small"))
        texts.addWidget(label(self._summary(), tone="muted", size="small"))
        head.addLayout(texts, 1)
        for widget in (self.access, self.update_button, self.forget_button):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self.notice)
        quarantined = dict(self.source.quarantined)
        problems = {path: "; ".join(notes) for path, notes in self.source.problems.items()}
        if quarantined:
            words = f"{count(len(quarantined), 'file')} not indexed (quarantined)"
            column.addLayout(self._list("quarantine", "bad", words, quarantined))
        if problems:
            words = f"{count(len(problems), 'document')} with metadata that could not be used"
            column.addLayout(self._list("warn", "warn", words, problems))

    def _summary(self) -> str:
        source = self.source
        when = f"indexed {age(source.indexed_at)}" if source.indexed_at else "not finished yet: update it"
        return f"{count(source.documents, 'document')} · {count(source.passages, 'passage')} · {when}"

    def _list(self, icon: str, tone: str, title: str, reasons: dict[str, str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setContentsMargins(0, SPACE, 0, 0)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        mark = QLabel()
        self._icons.append((mark, icon, tone))
        grid.addWidget(mark, 0, 0)
        grid.addWidget(label(title, tone=tone, strong=True, size="small"), 0, 1, 1, 2)
        for row, (path, reason) in enumerate(list(reasons.items())[:SHOWN_FILES], start=1):
            grid.addWidget(ElidedText(path, size="small"), row, 1)
            grid.addWidget(label(reason, tone="muted", size="small", wrap=True), row, 2)
        if len(reasons) > SHOWN_FILES:
            more = f"and {len(reasons) - SHOWN_FILES} more; 'citewell sources' lists them all"
            grid.addWidget(label(more, tone="muted", size="small"), SHOWN_FILES + 1, 1, 1, 2)
        return grid

    def show_running(self, *, running: bool) -> None:
        """While something is indexed, this source is left alone."""
        for widget in (self.access, self.update_button, self.forget_button):
            widget.setEnabled(not running)

    def _ask(self) -> None:
        self.notice.say(
            f"Forget {self._name}? {count(self.source.documents, 'document')} and everything derived from them leave "
            "the index. The files themselves and past drafts stay.",
            tone="warn",
            action="Forget it",
            on_action=self.forget_wanted.emit,
        )
        self.notice.button.setFocus()

    def _choose_access(self) -> None:
        if self.access.access is not self.source.access:
            self.access_chosen.emit(self.access.access.value)

    def _refresh(self) -> None:
        for mark, icon, tone in self._icons:
            mark.setPixmap(load_pixmap(icon, self._theme.colour(tone), 16, self.devicePixelRatioF()))
