"""The ticket: the customer's message, what narrows the search, a fact of the agent's own, and the way to draft."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from citewell.desktop.drafts.level_choice import LevelChoice
from citewell.desktop.drafts.mask_line import MaskLine
from citewell.desktop.drafts.recent_menu import RecentMenu
from citewell.desktop.drafts.text import NO_DATE, TICKET_PLACEHOLDER, files_words
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.tickets.text import thread_words
from citewell.desktop.tickets.thread_view import ThreadView
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.date_field import DateField
from citewell.desktop.widgets.labels import label, page_title
from citewell.desktop.widgets.spans import to_qt
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import LEVELS
from citewell.domain.drafts import AttachedFile, Level, Ticket
from citewell.domain.personal import PersonalSpan
from citewell.governance.text.quoted_history import thread_of


class TicketPanel(QWidget):
    """``draft_wanted`` and ``stop_wanted`` are the two faces of one button."""

    draft_wanted = Signal()
    stop_wanted = Signal()
    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty ticket."""
        super().__init__(parent)
        self._theme = theme
        self._marked: Sequence[PersonalSpan] = ()
        self._came = Ticket("")
        self.text = QPlainTextEdit()
        self.text.setObjectName("reading")
        self.text.setPlaceholderText(tr(TICKET_PLACEHOLDER))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Ticket: the customer's message"))
        self.thread_view = ThreadView()
        self.thread_button = ThemedButton(theme, "", icon="list", kind="quiet", action="draft.thread")
        self.thread_button.setAccessibleName(tr("Thread"))
        self.thread_button.setCheckable(True)
        self.thread_button.hide()
        self._body = QStackedWidget()
        self.mask_line = MaskLine(theme, self)
        self.region = _line(tr("Region"), tr("any"))
        self.product = _line(tr("Product"), tr("any"))
        self.as_of = DateField(theme, tr("As of date"))
        self.note = _line(tr("Fact for this reply"), tr("Only you know it; it can be cited"))
        self.level = LevelChoice(theme)
        self.offer = label(tone="muted", size="small", wrap=True)
        self.offer.hide()
        self.files = label(tone="muted", size="small", wrap=True)
        self.files.hide()
        self.problem = label(tone="bad", size="small", wrap=True)
        self.problem.hide()
        self.clear_button = ThemedButton(theme, tr("New"), icon="add-file", kind="quiet", action="draft.new")
        self.list_button = IconButton(theme, tr("List of tickets"), icon="list", action="draft.list", checkable=True)
        self.recent = RecentMenu(theme)
        self.draft_button = ThemedButton(theme, tr(Msg("Draft", "do")), kind="primary", action="draft.draft")
        self.stop_button = ThemedButton(theme, tr("Stop"), icon="stop", tip=tr("Stop drafting (Esc)"))
        self.stop_button.hide()
        self._hint = label("Ctrl+Enter", tone="muted", size="small")
        self.draft_button.clicked.connect(self.draft_wanted)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.text.textChanged.connect(self.problem.hide)
        self.level.changed.connect(self._name_action)
        self._tell_changes()
        theme.changed.connect(self._refresh)
        self._build()
        self._refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.list_button)
        head.addWidget(page_title(tr("Ticket")))
        head.addStretch(1)
        head.addWidget(self.recent)
        head.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        for body in (self.text, self.thread_view):
            self._body.addWidget(body)
        column.addWidget(self._body, 1)
        column.addWidget(self.thread_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.files)
        column.addWidget(self.mask_line)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        fields = (
            (self.region, tr("Region"), 0, 0),
            (self.product, tr("Product"), 0, 1),
            (self.as_of, tr("As of"), 0, 2),
        )
        for field, name, row, place in fields:
            grid.addWidget(_caption(name, field), 2 * row, place)
            grid.addWidget(field, 2 * row + 1, place)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        column.addLayout(grid)
        column.addWidget(_caption(tr("Fact for this reply"), self.note))
        column.addWidget(self.note)
        column.addSpacing(SPACE)
        column.addWidget(self.level)
        column.addWidget(self.offer)
        column.addWidget(self.problem)
        actions = QHBoxLayout()
        actions.setSpacing(2 * SPACE)
        actions.addWidget(self.draft_button)
        actions.addWidget(self.stop_button)
        actions.addWidget(self._hint)
        actions.addStretch(1)
        column.addLayout(actions)

    def _tell_changes(self) -> None:
        self.text.textChanged.connect(self._offer_thread)
        self.text.textChanged.connect(self._show_files)
        self.thread_button.toggled.connect(self._show_thread)
        self.text.textChanged.connect(self.changed)
        for field in (self.region, self.product, self.as_of, self.note):
            field.textChanged.connect(self.changed)
        self.level.changed.connect(self.changed)

    def ticket(self) -> Ticket | None:
        """The ticket as it stands; ``None``, with the reason on screen, where the date is none."""
        if not self.as_of.is_valid():
            self.show_problem(tr(NO_DATE))
            self.as_of.setFocus()
            return None
        return Ticket(
            text=self.text.toPlainText(),
            region=self.region.text().strip(),
            product=self.product.text().strip(),
            as_of=self.as_of.value(),
            note=self.note.text().strip(),
            level=self.level.level,
            attached=self.attached,
        )

    def is_as_in(self, ticket: Ticket) -> tuple[bool, bool]:
        """Whether the message, and the fields beside it, are those of ``ticket``."""
        day = self.as_of.value() if self.as_of.is_valid() else None
        typed = (self.region.text().strip(), self.product.text().strip(), self.note.text().strip(), day)
        same = typed == (ticket.region.strip(), ticket.product.strip(), ticket.note.strip(), ticket.as_of)
        return self.text.toPlainText().strip() == ticket.text.strip(), same

    def show_ticket(self, ticket: Ticket) -> None:
        """Fill the fields; what is to be written stays as it was chosen."""
        self._came = ticket
        self.text.setPlainText(ticket.text.strip())
        self._show_files()
        self.thread_button.setChecked(not self.thread_button.isHidden())
        self.region.setText(ticket.region)
        self.product.setText(ticket.product)
        self.as_of.set_value(ticket.as_of)
        self.note.setText(ticket.note)

    @property
    def attached(self) -> tuple[AttachedFile, ...]:
        """The files that came with the message; none once another message stands in its place."""
        return self._came.attached if self.text.toPlainText().strip() == self._came.text.strip() else ()

    def _show_files(self) -> None:
        self.files.setText(files_words(self.attached))
        self.files.setVisible(bool(self.attached))

    def _offer_thread(self) -> None:
        """A text that quotes earlier messages can be read as a thread."""
        text = self.text.toPlainText()
        earlier = len(thread_of(text)) - 1 if text else 0
        self.thread_button.setVisible(bool(earlier))
        self.thread_button.setText(thread_words(earlier))
        self.thread_button.setAccessibleName(thread_words(earlier))
        if not earlier:
            self.thread_button.setChecked(False)
        elif self.thread_button.isChecked():
            self.thread_view.show_text(text)

    def _show_thread(self, shown: bool) -> None:  # noqa: FBT001  a slot
        if shown:
            self.thread_view.show_text(self.text.toPlainText())
        self._body.setCurrentWidget(self.thread_view if shown else self.text)

    def show_marks(self, spans: Sequence[PersonalSpan]) -> None:
        """Mark what will be masked."""
        self._marked = spans
        text = self.text.toPlainText()
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        shape.setUnderlineColor(QColor(self._theme.colour("accent")))
        shape.setBackground(QColor(self._theme.colour("accent_soft")))
        marks = []
        for span in spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(to_qt(text, span.start))
            cursor.setPosition(to_qt(text, span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = shape
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def _refresh(self) -> None:
        self.as_of.setFixedWidth(QFontMetrics(self._theme.font()).horizontalAdvance("0000-00-00") + 46)
        self.show_marks(self._marked)

    def _name_action(self, level: Level) -> None:
        words = LEVELS[level]
        self.draft_button.setText(tr(words.action))
        self.draft_button.setAccessibleName(tr(words.action))
        self.draft_button.say(tr(words.tip))
        self.draft_button.set_kind("primary")

    def show_problem(self, message: str) -> None:
        """Say what keeps this ticket from being drafted."""
        self.problem.setText(message)
        self.problem.show()

    def show_running(self, *, running: bool) -> None:
        """Offer to stop while a draft is made, else to draft."""
        shown, gone = (self.stop_button, self.draft_button) if running else (self.draft_button, self.stop_button)
        shown.show()
        if gone.hasFocus():
            shown.setFocus()
        gone.hide()
        self._hint.setText("Esc" if running else "Ctrl+Enter")

    def focus_text(self) -> None:
        """Put the keyboard where the ticket is pasted."""
        (self.thread_view if self.thread_button.isChecked() else self.text).setFocus(Qt.FocusReason.OtherFocusReason)


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line


def _caption(text: str, field: QWidget) -> QLabel:
    caption = label(text, tone="muted", size="small")
    caption.setBuddy(field)
    return caption
