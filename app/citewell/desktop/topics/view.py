"""Topics: how each one's drafts are taken and what is drafted first for it, groups to name, and open questions."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QInputDialog, QVBoxLayout, QWidget

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.places.places import may_have_keyboard
from citewell.desktop.runtime.session import Session
from citewell.desktop.topics.cards import GapCard, GroupCard, TopicCard
from citewell.desktop.topics.controller import TopicsController
from citewell.desktop.topics.judge_card import JudgeCard
from citewell.desktop.topics.text import (
    FOLDER,
    GROUPS,
    JUDGE,
    JUDGE_TIP,
    LEAD,
    NO_QUESTIONS,
    NO_TOPIC,
    NONE_LEFT,
    QUESTIONS,
    QUESTIONS_LEAD,
    STOPPED,
    overview_line,
    suggestion_line,
)
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import label, page_title, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.progress_bar import ProgressStrip, StripWords
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.live.topics import Gap, Suggestion, TopicDraft, TopicsOverview
from citewell.domain.progress import Progress

STRIP = StripWords(
    Msg("Topics progress"), Msg("Reading the log…"), Msg("Ending…"), Msg("Cancel"), Msg("Stop; what was read is kept")
)


class TopicsView(QWidget):
    """The page; ``controller`` does the work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = session.theme
        self.controller = TopicsController(session, self)
        self.topics: list[TopicCard] = []
        self.groups: list[GroupCard] = []
        self.gaps: list[GapCard] = []
        self.suggest = ThemedButton(
            session.theme, tr("Group tickets"), kind="primary", tip=tr("Group the tickets that have no topic")
        )
        self.look = ThemedButton(session.theme, tr("Look up"), tip=tr("Look up what the documents do not answer"))
        self.write = ThemedButton(session.theme, tr("Write articles…"), icon="document", tip=tr("Write first drafts"))
        self.judge = ThemedButton(session.theme, tr(JUDGE), kind="quiet", tip=tr(JUDGE_TIP))
        self.judging = JudgeCard(session.theme)
        self.judge.hide()
        self.judging.hide()
        self.progress = ProgressStrip(session.theme, words=STRIP)
        self.notice = Notice(session.theme)
        self.summary = label(tone="muted", size="small", wrap=True)
        self.empty = label(tr(NO_TOPIC), tone="muted", wrap=True)
        self.group_line = label(tone="muted", size="small", wrap=True)
        self.gap_line = label(tr(QUESTIONS_LEAD), tone="muted", size="small", wrap=True)
        self._topic_list, self._group_list, self._gap_list = (QVBoxLayout() for _ in range(3))
        self._group_part = QWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        for column in (self._topic_list, self._group_list, self._gap_list):
            column.setSpacing(2 * SPACE)
        part = QVBoxLayout(self._group_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(2 * SPACE)
        part.addWidget(section(tr(GROUPS)))
        part.addWidget(self.group_line)
        part.addLayout(self._group_list)
        self._group_part.hide()
        questions = QHBoxLayout()
        questions.addWidget(section(tr(QUESTIONS)), 1)
        questions.addWidget(self.write)
        questions.addWidget(self.look)
        self.write.hide()
        box = QWidget()
        box.setObjectName("cards")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(label(tr(LEAD), tone="muted", wrap=True))
        inner.addWidget(self.empty)
        inner.addLayout(self._topic_list)
        judged = QHBoxLayout()
        judged.addWidget(self.summary, 1)
        judged.addWidget(self.judge)
        inner.addLayout(judged)
        inner.addWidget(self.judging)
        inner.addWidget(self._group_part)
        inner.addLayout(questions)
        inner.addWidget(self.gap_line)
        inner.addLayout(self._gap_list)
        scroll_area = scrolling(box)
        head = QHBoxLayout()
        head.addWidget(page_title(tr("Topics")), 1)
        head.addWidget(self.suggest)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(scroll_area, 1)

    def _connect(self) -> None:
        controller = self.controller
        controller.overview_read.connect(self._show_overview)
        controller.suggested.connect(self._show_groups)
        controller.gaps_found.connect(self._show_gaps)
        controller.busy_changed.connect(self._show_busy)
        controller.progressed.connect(self.progress.show_progress)
        controller.reading.busy_changed.connect(self._show_strip)
        controller.reading.progressed.connect(self._show_reading)
        controller.reading.stopped.connect(lambda: self.notice.say(tr(STOPPED)))
        controller.said.connect(lambda words, tone: self.notice.say(words, tone=tone))
        controller.stopped.connect(lambda: self.notice.say(tr(STOPPED)))
        self.progress.cancelled.connect(self._cancel)
        self.suggest.clicked.connect(controller.suggest)
        self.look.clicked.connect(controller.find_gaps)
        self.judge.clicked.connect(controller.draw)
        controller.drawn.connect(self._show_drawn)
        self.judging.judged.connect(controller.judge)
        self.judging.skipped.connect(controller.draw)
        self.write.clicked.connect(self._ask_folder)

    def reload(self) -> None:
        """Read the topics anew."""
        self.controller.read()

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        (self.progress.cancel if self.controller.busy else self.suggest).setFocus()

    def rename(self, name: str, to: str) -> None:
        """Give a topic another name, if it is one."""
        if to.strip() and to.strip() != name:
            self.controller.rename(name, to)

    def _show_overview(self, found: TopicsOverview) -> None:
        _clear(self.topics)
        self.topics = [TopicCard(self._theme, standing) for standing in found.topics]
        for card in self.topics:
            card.level_wanted.connect(self.controller.set_level)
            card.rename_wanted.connect(self._ask_name)
            card.remove_wanted.connect(self._ask_removal)
            self._topic_list.addWidget(card)
        self.empty.setVisible(not self.topics)
        self.judge.setVisible(bool(self.topics) and self.judging.isHidden())
        self.judging.setVisible(bool(self.topics) and not self.judging.isHidden())
        self.summary.setText(overview_line(found))

    def _show_drawn(self, draft: TopicDraft | None) -> None:
        if draft is None:
            self.notice.say(tr(NONE_LEFT))
        else:
            self.judging.show_ticket(draft, [card.name for card in self.topics])
            if may_have_keyboard(self):
                self.judging.topic.setFocus()
        self.judging.setVisible(draft is not None)
        self.judge.setVisible(draft is None)

    def _show_groups(self, found: Suggestion) -> None:
        _clear(self.groups)
        self.groups = [GroupCard(self._theme, group) for group in found.groups]
        for card in self.groups:
            card.named.connect(lambda group, name, card=card: self._name(card, group, name))
            self._group_list.addWidget(card)
        self.group_line.setText(suggestion_line(found))
        self._group_part.show()
        if self.groups and may_have_keyboard(self):
            self.groups[0].field.setFocus()

    def _show_gaps(self, gaps: Sequence[Gap]) -> None:
        _clear(self.gaps)
        self.gaps = [GapCard(gap) for gap in gaps]
        for card in self.gaps:
            self._gap_list.addWidget(card)
        self.gap_line.setText(tr(QUESTIONS_LEAD) if gaps else tr(NO_QUESTIONS))
        self.write.setVisible(bool(gaps))

    def _name(self, named: GroupCard, group: int, name: str) -> None:
        """A group that got its name is none any more; the others keep their numbers."""
        self.groups = [card for card in self.groups if card is not named]
        _clear([named])
        self._group_part.setVisible(bool(self.groups))
        (self.groups[0].field if self.groups else self.suggest).setFocus()
        self.controller.name(group, name)

    def _ask_name(self, name: str) -> None:
        to, chosen = QInputDialog.getText(self.window(), tr("Rename the topic"), tr("New name"), text=name)
        if chosen:
            self.rename(name, to)

    def _ask_removal(self, name: str) -> None:
        self.notice.ask(
            tr("Remove the topic “{name}” with its levels? Its tickets stay, without a topic.", name=name),
            action=tr("Remove"),
            on_action=lambda: self.controller.remove(name),
        )

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), tr(FOLDER))
        if chosen:
            self.controller.write(Path(chosen))

    def _cancel(self) -> None:
        self.progress.show_stopping(tr("Stopping…"))
        (self.controller if self.controller.busy else self.controller.reading).stop()

    def _show_strip(self) -> None:
        """The strip shows what was asked for, else what is read behind the page."""
        if self.controller.busy or self.controller.reading.busy:
            self.progress.begin()
        else:
            self.progress.end()

    def _show_reading(self, progress: Progress) -> None:
        if not self.controller.busy:
            self.progress.show_progress(progress)

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  a slot
        held = not busy and not self.controller.reading.busy and self.progress.cancel.hasFocus()
        if busy:
            self.notice.dismiss()
        self._show_strip()
        for widget in (self.suggest, self.look, self.write, self.judge, self.judging, *self.topics, *self.groups):
            widget.setEnabled(not busy)
        if held:  # the keyboard stays with what can be done now
            self.suggest.setFocus()


def _clear(cards: Sequence[QWidget]) -> None:
    for card in cards:
        card.hide()
        card.deleteLater()
