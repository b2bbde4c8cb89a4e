"""Topics: groups of the team's own tickets, named by people; a classifier assigns one to each new draft."""

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from citewell.domain.digests import sha256_hex
from citewell.domain.errors import UserError
from citewell.domain.live.topics import Accuracy, Label, Suggested, Suggestion, Topic, TopicDraft
from citewell.domain.ports import Embedder
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.governance.personal.placeholders import PLACEHOLDER
from citewell.governance.text.edit_distance import share_of_words
from citewell.governance.text.quoted_history import without_history
from citewell.learning.topics.classifier import Assigned, TopicClassifier
from citewell.learning.topics.gaps import excerpt
from citewell.learning.topics.grouping import LEAST, group, telling_words
from citewell.storage.log.gap_store import GapStore
from citewell.storage.log.topic_store import MOST_EXAMPLES, TopicStore

logger = logging.getLogger(__name__)

AT_ONCE = 64
"""Tickets that are embedded and kept in one step: what is cancelled loses no more."""
MOST_CHARACTERS = 1500
"""Of a ticket, for its vector."""
SHOWN_GROUPS, SHOWN_EXAMPLES = 12, 3
WORDS_FROM = 60
"""Tickets of a group that its words are taken from."""
MOST_LABELLED = 4000
LEAST_JUDGED = 20
"""Tickets that people must have judged before the accuracy is told by them alone."""


@dataclass(frozen=True, slots=True)
class Held:
    """Held-out accuracy over all topics, ``None`` without labelled tickets, and by topic; judged tickets so far."""

    overall: Accuracy | None
    by_topic: dict[int, Accuracy]
    judged: int


class Topics:
    """Topics of one home. Every call may raise ``StorageError``, and those that read tickets ``ModelError``."""

    def __init__(self, store: TopicStore, outcomes: GapStore, embedder: Callable[[], Embedder]) -> None:
        """``embedder`` gives the one in use; nothing is read yet."""
        self.store = store
        self._outcomes = outcomes
        self._embedder = embedder

    @property
    def identity(self) -> str:
        """Names the embedder in use, shortly: it is kept with each vector."""
        return sha256_hex(self._embedder().identity)[:16]

    def unread(self) -> int:
        """Drafts whose tickets were not read yet."""
        return len(self.store.missing(self.identity))

    def catch_up(
        self,
        *,
        most: int | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> None:
        """Read drafts and outcomes that were not read yet: each ticket is embedded once.

        With ``most`` the newest so many tickets, so that a long log can be looked at before all of it was read. Raises
        ``CancelledError``; what was read is kept.
        """
        identity = self.identity
        missing = self.store.missing(identity)[:most]
        classifier = TopicClassifier(self.store.examples(identity)) if missing else None
        for start in range(0, len(missing), AT_ONCE):
            if cancel is not None:
                cancel.check()
            drafts = self.store.texts(missing[start : start + AT_ONCE])
            if classifier is not None and drafts:
                self._add(drafts, classifier)
            progress(Progress(start + len(drafts), len(missing), "Tickets read"))
        stale = self._outcomes.stale()
        for start in range(0, len(stale), AT_ONCE):
            if cancel is not None:
                cancel.check()
            read = self._outcomes.full(stale[start : start + AT_ONCE])
            self._outcomes.note_outcomes([(one, _changed(one)) for one in read])
            progress(Progress(start + len(read), len(stale), "Outcomes read"))

    def note_draft(self, draft_id: str) -> None:
        """Keep the topic of a draft that was just made; without topics, or where it fails, it is caught up later."""
        try:
            classifier = TopicClassifier(self.store.examples(self.identity))
            draft = self.store.draft(draft_id) if classifier.topics else None
            if draft is not None:
                self._add([draft], classifier)
        except UserError as error:
            logger.info("the topic of a draft was not told: %s", type(error).__name__)

    def note_outcome(self, draft_id: str) -> int | None:
        """Keep what became of a draft; its topic, if it has one. Raises ``StorageError``."""
        draft = self.store.draft(draft_id)
        if draft is not None:
            self._outcomes.note_outcomes([(one, _changed(one)) for one in self._outcomes.full([draft.number])])
        return self.store.topic_of(draft_id)

    def of(self, text: str) -> Assigned:
        """The topic of a ticket that was not drafted yet; nothing of it is kept."""
        embedder = self._embedder()
        classifier = TopicClassifier(self.store.examples(self.identity))
        if not classifier.topics or not text.strip():
            return Assigned(None, 0.0)
        (vector,) = embedder.embed_queries([_read(text)])
        return classifier.assign(np.frombuffer(vector, dtype="<f4").reshape(1, -1))[0]

    def suggest(
        self,
        *,
        most: int | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Suggestion:
        """Group the tickets that have no topic, of those that were read (``most``: see ``catch_up``).

        The groups keep their numbers until the next time.
        """
        self.catch_up(most=most, progress=progress, cancel=cancel)
        numbers: list[int] = []
        blocks = []
        for found, units in self.store.vectors(self.identity, unassigned=True):
            numbers += found
            blocks.append(units)
        groups = group(np.concatenate(blocks))[:SHOWN_GROUPS] if blocks else []
        members = [[numbers[i] for i in one.members] for one in groups]
        self.store.suggest([_spread(inside, MOST_EXAMPLES) for inside in members])
        texts = [[draft.ticket for draft in self.store.texts(inside[:WORDS_FROM])] for inside in members]
        told = telling_words(texts)
        shown = tuple(
            Suggested(place, len(inside), words, tuple(excerpt(text) for text in read[:SHOWN_EXAMPLES]))
            for place, (inside, read, words) in enumerate(zip(members, texts, told, strict=True), start=1)
        )
        return Suggestion(shown, len(numbers), LEAST)

    def name(self, number: int, name: str) -> Topic:
        """Give a suggested group a name, and its topic to all tickets that are like it. Raises ``BadInputError``."""
        self.store.name(number, name)
        self._assign_all()
        return self.store.find(name)

    def rename(self, name: str, to: str) -> Topic:
        """Give a topic another name. Raises ``BadInputError``."""
        self.store.rename(self.store.find(name).id, to)
        return self.store.find(to)

    def remove(self, name: str) -> None:
        """Take a topic away. Raises ``BadInputError`` where there is none of this name."""
        self.store.remove(self.store.find(name).id)
        self._assign_all()

    def judge(self, draft_id: str, name: str) -> None:
        """Note what a person says a ticket is about, an empty ``name`` for none of the topics. ``BadInputError``."""
        self.store.judge(draft_id, self.store.find(name).id if name.strip() else None)

    def to_judge(self) -> TopicDraft | None:
        """A ticket drawn at random that no person judged yet."""
        drawn = self.store.unjudged()
        return None if drawn is None else self.store.draft(drawn)

    def held_out(self) -> Held:
        """How often the classifier is right on labelled tickets, each told as if it were no example itself."""
        labels, vectors = self.store.labelled(self.identity, MOST_LABELLED)
        judged = sum(label is Label.PERSON for _, label in labels)
        own = [topic for topic, _ in labels]
        examples = {topic: vectors[[one == topic for one in own]] for topic in dict.fromkeys(own) if topic is not None}
        classifier = TopicClassifier(examples)
        if not classifier.topics:
            return Held(None, {}, judged)
        by_person = judged >= LEAST_JUDGED
        counted = [i for i, (_, label) in enumerate(labels) if label is Label.PERSON or not by_person]
        told = classifier.assign_unseen(vectors[counted], [own[i] for i in counted])
        right = [assigned.topic == own[i] for i, assigned in zip(counted, told, strict=True)]

        def accuracy(places: Sequence[int]) -> Accuracy:
            return Accuracy(sum(right[place] for place in places), len(places), by_person)

        by_topic = {
            topic: accuracy([place for place, i in enumerate(counted) if own[i] == topic]) for topic in examples
        }
        return Held(accuracy(range(len(counted))), by_topic, judged)

    def _add(self, drafts: Sequence[TopicDraft], classifier: TopicClassifier) -> None:
        read = [_read(draft.ticket) for draft in drafts]
        apart = list(dict.fromkeys(read))  # drafts of one ticket lie side by side: it is embedded once
        embedded = dict(zip(apart, self._embedder().embed_queries(apart), strict=True))
        vectors = [embedded[text] for text in read]
        assigned = classifier.assign(np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(drafts), -1))
        self.store.add(drafts, vectors, [one.topic for one in assigned], self.identity)

    def _assign_all(self) -> None:
        identity = self.identity
        classifier = TopicClassifier(self.store.examples(identity))
        for numbers, units in self.store.vectors(identity):
            assigned = classifier.assign(units)
            self.store.assign({number: one.topic for number, one in zip(numbers, assigned, strict=True)})


def _spread(numbers: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of ``numbers``, evenly: a group's examples are typical ones as well as those at its edge."""
    return numbers[:: max(1, math.ceil(len(numbers) / most))]


def _read(ticket: str) -> str:
    """What of a ticket its vector is made of: what the customer writes now, without what is personal."""
    text = " ".join(PLACEHOLDER.sub(" ", without_history(ticket)).split())
    return text[:MOST_CHARACTERS] or "-"


def _changed(draft: TopicDraft) -> float | None:
    """The share of words that the agent changed; ``None`` where nothing was sent."""
    if draft.outcome is None or draft.outcome.value in {"rejected", "escalated"}:
        return None
    return share_of_words(draft.said, draft.final) if draft.final.strip() else 0.0
