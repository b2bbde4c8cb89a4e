"""Cards of the topics page: a topic with its levels, a group to name, a question without an answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from citewell.application.topics.words import examples_words
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.topics.text import (
    NAME_HINT,
    REMOVE,
    RENAME,
    article_line,
    first_words,
    gap_line,
    level_line,
    level_state,
    topic_line,
)
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import LEVELS
from citewell.domain.drafts import Level
from citewell.domain.live.topics import Gap, LevelStanding, Suggested, TopicStanding

NAME_WIDTH = 240
LEVEL_WIDTH, STATE_WIDTH = 70, 120


class _Card(QFrame):
    """A sheet of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        self.column.setSpacing(SPACE)


class TopicCard(_Card):
    """A topic: what is drafted first for it, and why."""

    level_wanted = Signal(str, object, object)
    """Its name, the ``Level``, and whether it is to be open (``None``: as it is measured)."""
    rename_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, theme: Theme, standing: TopicStanding, parent: QWidget | None = None) -> None:
        """Show ``standing``."""
        super().__init__(parent)
        self._theme, self.name = theme, standing.topic.name
        self.rename = ThemedButton(theme, tr(RENAME), kind="quiet", tip=tr("Give {name} another name", name=self.name))
        self.remove = ThemedButton(
            theme, tr(REMOVE), kind="quiet", tip=tr("Take the topic {name} away; tickets stay", name=self.name)
        )
        self.rename.clicked.connect(lambda: self.rename_wanted.emit(self.name))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.name))
        self.buttons: dict[Level, ThemedButton] = {}
        self.column.addLayout(self._head(standing))
        few = examples_words(standing.topic.examples)
        if few:
            self.column.addWidget(label(in_window(f"{few[0].upper()}{few[1:]}."), tone="warn", size="small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(2, 1)
        for column, width in enumerate((LEVEL_WIDTH, STATE_WIDTH)):
            grid.setColumnMinimumWidth(column, width)
        for row, one in enumerate(reversed(standing.levels)):
            self._add_level(grid, row, one)
        self.column.addLayout(grid)
        for button in (self.rename, self.remove):
            button.setAccessibleName(f"{button.text()}: {self.name}")

    def _head(self, standing: TopicStanding) -> QHBoxLayout:
        name = QHBoxLayout()
        name.setSpacing(2 * SPACE)
        name.addWidget(label(self.name, strong=True))
        name.addWidget(badge(first_words(standing)))
        name.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(name)
        texts.addWidget(ElidedText(topic_line(standing), tone="muted", size="small"))
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addLayout(texts, 1)
        for button in (self.rename, self.remove):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _add_level(self, grid: QGridLayout, row: int, one: LevelStanding) -> None:
        word, tone = level_state(one)
        grid.setRowMinimumHeight(row, 8 * SPACE)
        grid.addWidget(label(tr(LEVELS[one.level].name)), row, 0)
        grid.addWidget(badge(word, tone), row, 1)
        grid.addWidget(label(level_line(one), tone="muted", size="small", wrap=True), row, 2)
        if one.state.by_hand:
            text, tip, wanted = tr("As measured"), tr("Let what is measured decide again"), None
        elif one.state.open:
            text, tip, wanted = tr("Close"), tr("Close it by hand; it stays closed until you give it back"), False
        else:
            text, tip, wanted = tr(Msg("Open", "do")), tr("Open it by hand; it stays open until you give it back"), True
        if one.level is Level.SUMMARY and not one.state.by_hand:
            return  # the least that there is
        button = ThemedButton(self._theme, text, kind="quiet", tip=tip)
        button.setAccessibleName(
            tr("{text}: {level} of {topic}", text=text, level=tr(LEVELS[one.level].name), topic=self.name)
        )
        button.clicked.connect(lambda: self.level_wanted.emit(self.name, one.level, wanted))
        self.buttons[one.level] = button
        grid.addWidget(button, row, 3, Qt.AlignmentFlag.AlignRight)


class GroupCard(_Card):
    """A group of tickets, with a field for its name."""

    named = Signal(int, str)
    """Its number and its name."""

    def __init__(self, theme: Theme, group: Suggested, parent: QWidget | None = None) -> None:
        """Show ``group``."""
        super().__init__(parent)
        self._number = group.number
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(NAME_HINT))
        self.field.setAccessibleName(
            tr("Name of group {number}: {words}", number=group.number, words=", ".join(group.words))
        )
        self.field.setFixedWidth(NAME_WIDTH)
        self.button = ThemedButton(theme, tr(Msg("Name", "do")), tip=tr("Make this group a topic"))
        self.button.setAccessibleName(tr("Name group {number}", number=group.number))
        self.button.clicked.connect(self._tell)
        self.field.returnPressed.connect(self._tell)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(label(", ".join(group.words), strong=True))
        head.addWidget(label(trn("{n} ticket", "{n} tickets", group.tickets), tone="muted", size="small"))
        head.addStretch(1)
        head.addWidget(self.field)
        head.addWidget(self.button)
        self.column.addLayout(head)
        for text in group.examples:
            self.column.addWidget(ElidedText(f"“{text}”", tone="muted", size="small"))

    def _tell(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.named.emit(self._number, name)
        else:
            self.field.setFocus()


class GapCard(_Card):
    """A question, how often it came, and what agents wrote."""

    def __init__(self, gap: Gap, parent: QWidget | None = None) -> None:
        """Show ``gap``."""
        super().__init__(parent)
        self.column.addWidget(label(gap.question, strong=True, wrap=True))
        self.column.addWidget(label(gap_line(gap), tone="muted", size="small"))
        self.column.addWidget(label(article_line(gap), tone="muted", size="small"))
        for sentence, letters in gap.article:
            said = (
                tr("{sentence}  ({some} of {letters})", sentence=sentence, some=letters, letters=gap.letters)
                if gap.letters > 1
                else sentence
            )
            self.column.addWidget(label(f"·  {said}", wrap=True))
