"""The quick draft: a small window above all others with the ticket's first words, the draft, and two things to do."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.actions.action import Action, shown_key
from citewell.desktop.anywhere.text import (
    CLOSE,
    COMMAND_COPIED,
    COPY,
    COPY_COMMAND,
    COPY_TIP,
    DRAFTING,
    OPEN,
    TITLE,
)
from citewell.desktop.drafts.draft_editor import DraftEditor
from citewell.desktop.drafts.trust import NOTHING_TO_SAY, trust_words
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.labels import ElidedText, badge, label, restyle
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import draft_word, shorten
from citewell.domain.documents import Access
from citewell.domain.drafts import Draft, Level

SIZE = (460, 380)
EXCERPT = 240


class Palette(QWidget):
    """Enter copies, Ctrl+Enter opens the window, Esc closes; the ticket is in the list whatever is pressed."""

    copy_wanted = Signal()
    open_wanted = Signal()
    command_wanted = Signal()
    activated = Signal()
    """It has the keyboard: on some desktops the clipboard can be read only now."""

    def __init__(self, theme: Theme) -> None:
        """Hidden until a ticket is given."""
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr(TITLE))
        self.ticket = ElidedText("", lines=2, tone="muted")
        self.decision = badge("")
        self.trust = ElidedText("", strong=True, size="small", lines=2)
        self.draft = DraftEditor(theme)
        self.draft.setObjectName("reading")
        self.draft.setReadOnly(True)
        self.state = label(tone="muted", size="small", wrap=True)
        self.hint = label(tone="muted", size="small", wrap=True)
        self.command = ThemedButton(theme, tr(COPY_COMMAND), kind="quiet")
        self.copy = ThemedButton(theme, tr(COPY), icon="copy", kind="primary", action="anywhere.copy")
        self.copy.setToolTip(f"{tr(COPY_TIP)} ({shown_key('Enter')})")
        self.open = ThemedButton(theme, tr(OPEN), icon="draft", action="anywhere.open")
        self.close_button = IconButton(theme, tr(CLOSE), icon="reject", action="anywhere.close")
        self._build()
        self.copy.clicked.connect(self.copy_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.command.clicked.connect(self.command_wanted)
        self.close_button.clicked.connect(self.hide)
        Action("anywhere.act", self, self._act)
        self.resize(*SIZE)
        self.show_hint("", command=False)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.ticket, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self.decision)
        line.addWidget(self.trust, 1)
        actions = QHBoxLayout()
        actions.setSpacing(2 * SPACE)
        actions.addWidget(self.copy)
        actions.addWidget(self.open)
        actions.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(SPACE)
        last.addWidget(self.hint, 1)
        last.addWidget(self.command)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self.draft, 1)
        column.addWidget(self.state)
        column.addLayout(actions)
        column.addLayout(last)

    def bring_up(self) -> None:
        """Show it above the others, on the screen where the mouse is."""
        screen = QGuiApplication.screenAt(self.cursor().pos()) or QGuiApplication.primaryScreen()
        if not self.isVisible():
            room = screen.availableGeometry()
            self.move(room.center().x() - self.width() // 2, room.top() + (room.height() - self.height()) // 3)
        self.show()
        self.raise_()
        self.activateWindow()
        self.draft.setFocus()

    def show_ticket(self, text: str) -> None:
        """A ticket is drafted."""
        self.ticket.show_text(shorten(" ".join(text.split()), EXCERPT))
        self.draft.show_text("")
        self._show_head(tr(DRAFTING), "neutral", NOTHING_TO_SAY)
        self.show_state("")
        self._enable(copy=False)

    def show_draft(self, draft: Draft) -> None:
        """The draft is there and checked."""
        word, tone = draft_word(draft.decision, Level.REPLY)
        self._show_head(word, tone, trust_words(draft))
        confidential = {one.n for one in draft.evidence if one.access is Access.CONFIDENTIAL}
        tones = {one.n: "confidential" if one.n in confidential else "accent" for one in draft.evidence}
        self.draft.set_tones(tones)
        self.draft.show_text(draft.text)
        self._enable(copy=True)
        announce(self, f"{word}. {draft.text}")

    def show_message(self, words: str, tone: str = "muted") -> None:
        """There is no draft, and why."""
        self._show_head("", "neutral", NOTHING_TO_SAY)
        self.draft.show_text("")
        self.show_state(words, tone)
        self._enable(copy=False)

    def show_state(self, words: str, tone: str = "muted") -> None:
        """One line under the draft."""
        if words and words != self.state.text():
            announce(self, words, urgent=tone in {"bad", "warn"})
        self.state.setText(words)
        self.state.setVisible(bool(words))
        restyle(self.state, "tone", tone)

    def show_hint(self, words: str, *, command: bool) -> None:
        """How this is opened; with ``command``, by a command that can be copied."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        self.command.setVisible(command)

    def prefer_opening(self) -> None:
        """The draft needs a look first: opening the window is what Enter does."""
        self.copy.set_kind("secondary")
        self.open.set_kind("primary")

    def say_command_copied(self) -> None:
        """The command is on the clipboard."""
        self.show_state(tr(COMMAND_COPIED), "good")

    def event(self, event: QEvent) -> bool:
        """Tell that the keyboard is here."""
        if event.type() is QEvent.Type.WindowActivate:
            self.activated.emit()
        return super().event(event)

    def _act(self) -> None:
        if self.open.property("kind") == "primary":
            self.open.click()
        else:
            self.copy.click()

    def _enable(self, *, copy: bool) -> None:
        self.copy.setEnabled(copy)
        self.copy.set_kind("primary")
        self.open.set_kind("secondary")

    def _show_head(self, word: str, tone: str, trust: tuple[str, str]) -> None:
        self.decision.setText(word)
        self.decision.setVisible(bool(word))
        restyle(self.decision, "badge", tone)
        self.trust.show_text(trust[0], tip=trust[0])
        restyle(self.trust, "tone", trust[1])
