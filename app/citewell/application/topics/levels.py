"""Assist levels by topic: a level opens while its measured quality holds, and closes when it falls.

Measured is the share of the newest drafts of a topic and level that were accepted with little editing. A level opens
where the lower bound of Wilson's interval (1927) of that share reaches the option's limit over as many drafts as the
option asks for. It closes where that bound falls under the second, lower limit, and at once where the upper bound does,
however few drafts there are. What a hand opened or closed stays so until a hand gives it back.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citewell.application.topics.topics import Topics
from citewell.application.topics.words import offer_words
from citewell.domain.drafts import Decision, Level, OutcomeKind
from citewell.domain.errors import UserError
from citewell.domain.live.topics import LADDER, Counted, LevelStanding, LevelState, Topic, TopicsOverview, TopicStanding
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.evaluation.reports.reviewed import wilson
from citewell.settings.options import Options
from citewell.storage.log.topic_store import LevelStore

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is drafted first for a ticket: ``level``, and the topic with the standing that decided, if there is one."""

    level: Level
    topic: Topic | None = None
    standings: tuple[LevelStanding, ...] = ()

    @property
    def words(self) -> str:
        """Why something else than a reply comes first; empty where a reply does."""
        return "" if self.topic is None else offer_words(self.topic.name, self.level, self.standings)


class AssistLevels:
    """Levels of one home. Every call may raise ``StorageError``."""

    def __init__(self, store: LevelStore, topics: Topics, options: Callable[[], Options]) -> None:
        """``options`` gives those in force."""
        self._store = store
        self._topics = topics
        self._options = options

    def standings(self, topic: int) -> tuple[LevelStanding, ...]:
        """How the levels of a topic stand, the least first."""
        newest = self._store.newest(topic, self._options().assist_drafts)
        states = self._store.states()
        return tuple(self._standing(level, states.get((topic, level)), newest[level]) for level in LADDER)

    def review(self, topic: int) -> tuple[LevelStanding, ...]:
        """Open and close what the newest drafts of a topic ask for; each change is in the audit log."""
        for one in self.standings(topic):
            if one.state.by_hand:
                continue
            wanted = self._wanted(one)
            if wanted != one.state.open:
                body = {"good": one.measured.good, "drafts": one.measured.drafts, "low": round(one.low, 4)}
                self._store.set(topic, one.level, LevelState(wanted, by_hand=False), body)
        return self.standings(topic)

    def review_all(self) -> Mapping[int, tuple[LevelStanding, ...]]:
        """The same for every topic, by its id."""
        return {topic.id: self.review(topic.id) for topic in self._topics.store.topics()}

    def set_by_hand(self, name: str, level: Level, *, open_it: bool | None) -> tuple[LevelStanding, ...]:
        """Open or close a level, ``None``: by measure again. Raises ``BadInputError`` for a topic that is not there."""
        topic = self._topics.store.find(name).id
        self._store.set(topic, level, None if open_it is None else LevelState(open_it, by_hand=True), {})
        return self.review(topic)

    def offered(self, text: str) -> Offer:
        """What to draft first for a ticket: the highest open level of its topic, a reply where it has none.

        Raises ``ModelError``.
        """
        assigned = self._topics.of(text).topic
        topic = next((one for one in self._topics.store.topics() if one.id == assigned), None)
        if topic is None:
            return Offer(Level.REPLY)
        standings = self.standings(topic.id)
        return Offer(_highest(standings), topic, standings)

    def overview(
        self, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> TopicsOverview:
        """All topics as they stand, after what is new was read. Raises ``ModelError`` and ``CancelledError``."""
        self._topics.catch_up(progress=progress, cancel=cancel)
        held, by_topic = self._topics.held_out(), self.review_all()
        topics = tuple(
            TopicStanding(topic, by_topic[topic.id], _highest(by_topic[topic.id]), held.by_topic.get(topic.id))
            for topic in self._topics.store.topics()
            if topic.id in by_topic
        )
        return TopicsOverview(topics, self._topics.store.without_topic(), held.overall, held.judged)

    def note_outcome(self, draft_id: str) -> None:
        """What became of a draft counts from now on for its topic's levels. Where that fails, it is caught up later."""
        try:
            topic = self._topics.note_outcome(draft_id)
            if topic is not None:
                self.review(topic)
        except UserError as error:
            logger.info("an outcome was not weighed: %s", type(error).__name__)

    def _standing(
        self, level: Level, state: LevelState | None, newest: Sequence[tuple[str, float | None, str]]
    ) -> LevelStanding:
        options = self._options()
        counts = [taken for taken in (_taken(*row, options.assist_little / 100) for row in newest) if taken is not None]
        good, drafts = sum(counts), len(counts)
        low, high = wilson(good / drafts, drafts) if drafts else (0.0, 1.0)
        begins = level is Level.SUMMARY or not options.assist_earned
        known = state or LevelState(begins, by_hand=False)
        missing = 0 if high < self._closes else max(0, options.assist_drafts - drafts)
        return LevelStanding(level, known, Counted(good, drafts), low, high, missing)

    def _wanted(self, one: LevelStanding) -> bool:
        """Whether a level is to be open by what was measured; summaries, the least that there is, always are."""
        if one.level is Level.SUMMARY:
            return True
        if one.state.open:
            return bool(one.missing) or one.low >= self._closes
        return not one.missing and one.low >= self._options().assist_open / 100

    @property
    def _closes(self) -> float:
        """The share under which a level closes; never above that from which one opens."""
        options = self._options()
        return min(options.assist_close, options.assist_open) / 100


def _highest(standings: Sequence[LevelStanding]) -> Level:
    """The highest level that is open, the least where none is."""
    return next((one.level for one in reversed(standings) if one.state.open), LADDER[0])


def _taken(kind: str, changed: float | None, decision: str, little: float) -> bool | None:
    """Whether a draft was taken with little editing; ``None`` for one that says nothing: rightly handed over."""
    if kind == OutcomeKind.ESCALATED:
        return None if decision == Decision.ESCALATE else False
    return kind != OutcomeKind.REJECTED and (changed or 0.0) <= little
