"""Assist levels by topic: a level opens while its measured quality holds, and closes when it falls.

Measured is the share of the drafts of a topic and level that were accepted with little editing. A level opens where
that share is told to lie above the option's limit, by the drafts since it closed and at least as many as the option
asks for; it closes where it is told to lie below the second, lower limit. Both are told by a sequential test
(``evaluation/live/limits``), since they are looked at after every outcome. What a hand opened or closed stays so until
a hand gives it back. What is shown is the share of the newest drafts with Wilson's interval (1927).
"""

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from citewell.application.topics.topics import Topics
from citewell.application.topics.words import offer_words
from citewell.domain.drafts import Decision, Level, OutcomeKind
from citewell.domain.errors import UserError
from citewell.domain.live.topics import LADDER, Counted, LevelStanding, LevelState, Topic, TopicsOverview, TopicStanding
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.evaluation.live.limits import DECIDES, is_told, log_evidence
from citewell.evaluation.live.sequential import Outcomes, mean_gain
from citewell.evaluation.reports.reviewed import wilson
from citewell.settings.options import Options
from citewell.storage.log.topic_store import LevelStore

logger = logging.getLogger(__name__)

MOST_WEIGHED = 2000
"""Drafts after which the test of a level that did not change starts anew."""

Row: TypeAlias = tuple[str, float | None, str]
"""Outcome, share of words changed, and decision of a draft."""


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
        states, weighed = self._store.states(), self._weighed(topic)
        return tuple(
            self._standing(level, states.get((topic, level)), newest[level], weighed[level]) for level in LADDER
        )

    def review(self, topic: int) -> tuple[LevelStanding, ...]:
        """Open and close what the newest drafts of a topic ask for; each change is in the audit log."""
        weighed = self._weighed(topic)
        for one in self.standings(topic):
            if one.state.by_hand:
                continue
            wanted = self._wanted(one, weighed[one.level])
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
        if open_it is None:
            begins = LevelState(self._begins(level), by_hand=False)
            self._store.set(topic, level, begins, {}, weigh_again=self._options().assist_drafts)
        else:
            self._store.set(topic, level, LevelState(open_it, by_hand=True), {})
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
        self, level: Level, state: LevelState | None, newest: Sequence[Row], weighed: Outcomes
    ) -> LevelStanding:
        counts = self._counted(newest)
        good, drafts = int(counts.sum()), len(counts)
        low, high = wilson(good / drafts, drafts) if drafts else (0.0, 1.0)
        known = state or LevelState(self._begins(level), by_hand=False)
        missing = self._missing(level, known, weighed, good / max(1, drafts))
        return LevelStanding(level, known, Counted(good, drafts), low, high, missing)

    def _missing(self, level: Level, state: LevelState, weighed: Outcomes, share: float) -> int:
        """Drafts that are still needed; of a level that is closed, a forecast by the share of the newest ones."""
        options = self._options()
        few = max(0, options.assist_drafts - len(weighed))
        if state.open or level is Level.SUMMARY:
            return few
        limit = options.assist_open / 100
        gain = mean_gain(share, limit) if share > limit else 0.0
        if not gain:
            return few
        known = float(log_evidence(weighed, limit, options.assist_drafts, above=True)[-1]) if len(weighed) else 0.0
        return max(few, math.ceil((DECIDES - known) / gain), 0)

    def _wanted(self, one: LevelStanding, weighed: Outcomes) -> bool:
        """Whether a level is to be open by what was measured; summaries, the least that there is, always are."""
        options = self._options()
        if one.level is Level.SUMMARY:
            return True
        if one.state.open:
            return not is_told(weighed, self._closes, options.assist_drafts, above=False)
        enough = len(weighed) >= options.assist_drafts
        return enough and is_told(weighed, options.assist_open / 100, options.assist_drafts, above=True)

    def _weighed(self, topic: int) -> Mapping[Level, Outcomes]:
        """Whether each draft since a level last changed was taken with little editing, in the order of judging."""
        return {level: self._counted(rows) for level, rows in self._store.since_change(topic, MOST_WEIGHED).items()}

    def _counted(self, rows: Sequence[Row]) -> Outcomes:
        little = self._options().assist_little / 100
        taken = (_taken(*row, little) for row in rows)
        return np.array([one for one in taken if one is not None], dtype=bool)

    def _begins(self, level: Level) -> bool:
        return level is Level.SUMMARY or not self._options().assist_earned

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
