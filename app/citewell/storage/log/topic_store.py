"""Topics in the encrypted database: names, the topic of each draft, and which assist levels are open.

Vectors are those of masked tickets. They go with their drafts, and centroids are made of them when they are needed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from citewell.domain.audit import AuditKind
from citewell.domain.drafts import Decision, Level
from citewell.domain.errors import BadInputError
from citewell.domain.live.topics import LADDER, Label, LevelState, Topic, TopicDraft
from citewell.domain.ports import Vector
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value
from citewell.storage.index.quantisation import as_floats, to_bytes, unit_vectors

Floats = NDArray[np.float32]

MOST_EXAMPLES = 200
"""Newest examples of a topic that its centroid is made of."""
BLOCK = 5000
"""Vectors that are read at once."""
_LABELS = (Label.LIKENESS, Label.GROUP, Label.PERSON)
_MISSING = """
    SELECT number FROM draft EXCEPT SELECT number FROM topic_draft WHERE embedder = ? ORDER BY number DESC
"""
_TEXTS = """
    SELECT number, id, at, json_extract(ticket, '$.text'), coalesce(json_extract(ticket, '$.level'), 'reply'),
        json_extract(body, '$.decision')
    FROM draft WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number DESC
"""
_NUMBER = "SELECT number FROM draft WHERE id = ?"
_VECTORS = """
    SELECT number, vector FROM topic_draft NOT INDEXED WHERE number > ?1 AND example = 0 AND embedder = ?2
    AND (topic IS NULL OR NOT ?4) ORDER BY number LIMIT ?3
"""
_ADD = """
    INSERT INTO topic_draft (number, draft_id, level, decision, topic, embedder, vector)
    SELECT number, id, ?2, ?3, ?4, ?5, ?6 FROM draft WHERE id = ?1
    ON CONFLICT (number) DO UPDATE SET embedder = ?5, vector = ?6,
        topic = CASE WHEN example > 0 THEN topic ELSE ?4 END
"""
_EXAMPLES = """
    SELECT vector FROM topic_draft WHERE embedder = ?2 AND number IN (
        SELECT number FROM topic_draft WHERE topic = ?1 AND example > 0 ORDER BY number DESC LIMIT ?3)
"""
_COUNT_SINCE = """
    SELECT count(*) FROM topic_draft WHERE topic = ?1 AND level = ?2 AND outcome > 0
    AND outcome > coalesce((SELECT since FROM topic_level WHERE topic = ?1 AND level = ?2), 0)
"""
_SINCE = """
    SELECT kind, changed, decision FROM topic_draft WHERE topic = ?1 AND level = ?2 AND outcome > 0
    AND outcome > coalesce((SELECT since FROM topic_level WHERE topic = ?1 AND level = ?2), 0)
    ORDER BY outcome LIMIT -1 OFFSET ?3
"""
_OUTCOMES_BACK = """
    SELECT outcome FROM topic_draft WHERE topic = ? AND level = ? AND outcome > 0 ORDER BY outcome DESC LIMIT 1 OFFSET ?
"""
_SET_LEVEL = """
    INSERT OR REPLACE INTO topic_level (topic, level, open, by_hand, at, since) VALUES (?, ?, ?, ?, ?, ?)
"""
_TOPICS = """
    SELECT t.id, t.name, t.at, count(d.number), coalesce(sum(d.example > 0), 0)
    FROM topic t LEFT JOIN topic_draft d ON d.topic = t.id WHERE ?1 IS NULL OR t.name = ?1
    GROUP BY t.id ORDER BY count(d.number) DESC, t.id
"""
_LABELLED = """
    SELECT topic, example, vector FROM topic_draft WHERE example > 0 AND embedder = ? ORDER BY number DESC LIMIT ?
"""


class TopicStore:
    """Every call may raise ``StorageError``; one that writes tells the audit log in the same transaction."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    # --- drafts

    def missing(self, embedder: str) -> list[int]:
        """Numbers of the drafts without a vector of this embedder, the newest first."""
        with self._database.read() as connection:
            return [number for (number,) in fetch_all(connection, _MISSING, (embedder,))]

    def draft(self, draft_id: str) -> TopicDraft | None:
        """One draft; ``None`` where it is not in the log."""
        with self._database.read() as connection:
            numbers = [number for (number,) in fetch_all(connection, _NUMBER, (draft_id,))]
            row = fetch_one(connection, _TEXTS, (json.dumps(numbers),))
        return None if row is None else _draft(*row)

    def add(
        self, drafts: Sequence[TopicDraft], vectors: Sequence[Vector], topics: Sequence[int | None], embedder: str
    ) -> None:
        """Keep vectors and topics of drafts; those that were erased meanwhile are passed over."""
        rows = [
            (one.id, one.level.value, one.decision.value, topic, embedder, stored)
            for one, topic, stored in zip(drafts, topics, _stored(vectors), strict=True)
        ]
        with self._database.write() as connection:
            known = {topic_id for (topic_id,) in fetch_all(connection, "SELECT id FROM topic")}
            connection.executemany(_ADD, [(*row[:3], row[3] if row[3] in known else None, *row[4:]) for row in rows])

    def vectors(self, embedder: str, *, unassigned: bool = False) -> Iterator[tuple[list[int], Floats]]:
        """Numbers and unit vectors of drafts that nobody labelled, oldest first, some thousand at a time.

        With ``unassigned`` those without a topic alone.
        """
        last = 0
        while True:
            with self._database.read() as connection:
                rows = fetch_all(connection, _VECTORS, (last, embedder, BLOCK, unassigned))
            if not rows:
                return
            last = int(rows[-1][0])
            yield [int(number) for number, _ in rows], _units([vector for _, vector in rows])

    def texts(self, numbers: Sequence[int]) -> list[TopicDraft]:
        """Drafts by number, in the order asked for, those that were erased left out."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _TEXTS, (json.dumps(list(numbers)),))
        found = {row[0]: _draft(*row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def topic_of(self, draft_id: str) -> int | None:
        """The topic of a draft; ``None`` where it has none."""
        with self._database.read() as connection:
            row = fetch_one(connection, "SELECT topic FROM topic_draft WHERE draft_id = ?", (draft_id,))
        return None if row is None else row[0]

    # --- the classifier

    def examples(self, embedder: str) -> Mapping[int, Floats]:
        """Unit vectors of each topic's newest examples, ``(n, dimensions)``."""
        with self._database.read() as connection:
            found = {
                topic: [row[0] for row in fetch_all(connection, _EXAMPLES, (topic, embedder, MOST_EXAMPLES))]
                for (topic,) in fetch_all(connection, "SELECT id FROM topic")
            }
        return {topic: _units(vectors) for topic, vectors in found.items() if vectors}

    def labelled(self, embedder: str, limit: int) -> tuple[list[tuple[int | None, Label]], Floats]:
        """Topics and labels of the newest labelled drafts, ``None`` for no topic, and their unit vectors."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _LABELLED, (embedder, limit))
        return [(topic, _LABELS[example]) for topic, example, _ in rows], _units([vector for *_, vector in rows])

    def assign(self, topics: Mapping[int, int | None]) -> int:
        """Set the topics of drafts that nobody labelled, by number; how many changed."""
        sql = "UPDATE topic_draft SET topic = ?2 WHERE number = ?1 AND example = 0 AND topic IS NOT ?2"
        with self._database.write() as connection:
            before = connection.total_changes()
            connection.executemany(sql, topics.items())
            return connection.total_changes() - before

    def suggest(self, groups: Sequence[Sequence[int]]) -> None:
        """Keep which drafts (by number) stand for which group of a suggestion, numbered from 1; the last goes."""
        rows = [(place, number) for place, numbers in enumerate(groups, start=1) for number in numbers]
        with self._database.write() as connection:
            connection.execute("UPDATE topic_draft SET suggested = NULL WHERE suggested IS NOT NULL")
            connection.executemany("UPDATE topic_draft SET suggested = ? WHERE number = ?", rows)

    # --- names

    def topics(self) -> list[Topic]:
        """Every topic, that of most tickets first."""
        with self._database.read() as connection:
            return [Topic(*row) for row in fetch_all(connection, _TOPICS, (None,))]

    def find(self, name: str) -> Topic:
        """The topic of this name in any case. Raises ``BadInputError``."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _TOPICS, (" ".join(name.split()),))
        if not rows:
            listed = (
                ", ".join(f"'{topic.name}'" for topic in self.topics()) or "none yet; 'citewell topics suggest' begins"
            )
            raise BadInputError(f"There is no topic '{name}'. Topics: {listed}.")
        return Topic(*rows[0])

    def name(self, group: int, name: str) -> int:
        """Give a suggested group a name, new or one that is there; the id. Raises ``BadInputError``."""
        name = " ".join(name.split())
        if not name:
            raise BadInputError("A topic needs a name.")
        with self._database.write() as connection:
            if not fetch_value(connection, "SELECT EXISTS (SELECT 1 FROM topic_draft WHERE suggested = ?)", (group,)):
                raise BadInputError(f"There is no suggested group {group}. 'citewell topics suggest' shows the groups.")
            connection.execute("INSERT INTO topic (name, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, _now()))
            topic = int(fetch_value(connection, "SELECT id FROM topic WHERE name = ?", (name,)))
            sql = "UPDATE topic_draft SET topic = ?, example = max(example, 1), suggested = NULL WHERE suggested = ?"
            connection.execute(sql, (topic, group))
            append_entry(connection, AuditKind.TOPIC, f"{topic}", {"action": "named", "tickets": connection.changes()})
        return topic

    def rename(self, topic: int, name: str) -> None:
        """Give a topic another name. Raises ``BadInputError`` for one that is taken."""
        name = " ".join(name.split())
        with self._database.write() as connection:
            taken = fetch_one(connection, "SELECT id FROM topic WHERE name = ?", (name,))
            if not name or (taken is not None and taken[0] != topic):
                raise BadInputError(f"'{name}' cannot be the name: it is empty or taken. Choose another one.")
            connection.execute("UPDATE topic SET name = ? WHERE id = ?", (name, topic))
            append_entry(connection, AuditKind.TOPIC, f"{topic}", {"action": "renamed"})

    def remove(self, topic: int) -> None:
        """Take a topic away; its tickets stay, without a topic."""
        with self._database.write() as connection:
            connection.execute("UPDATE topic_draft SET topic = NULL, example = 0 WHERE topic = ?", (topic,))
            connection.execute("DELETE FROM topic WHERE id = ?", (topic,))
            append_entry(connection, AuditKind.TOPIC, f"{topic}", {"action": "removed"})

    def judge(self, draft_id: str, topic: int | None) -> None:
        """Note what a person said a ticket is about. Raises ``BadInputError`` for a draft that is not known."""
        with self._database.write() as connection:
            sql = "UPDATE topic_draft SET topic = ?, example = 2, suggested = NULL WHERE draft_id = ?"
            connection.execute(sql, (topic, draft_id))
            if not connection.changes():
                raise BadInputError(f"There is no draft '{draft_id}' with a topic. 'citewell log' lists the drafts.")
            append_entry(connection, AuditKind.TOPIC, f"{topic or ''}", {"action": "judged", "draft": draft_id})

    def without_topic(self) -> int:
        """How many drafts have no topic."""
        with self._database.read() as connection:
            return int(fetch_value(connection, "SELECT count(*) FROM topic_draft WHERE topic IS NULL"))

    def unjudged(self) -> str | None:
        """A draft drawn at random that no person judged yet; ``None`` where there is none."""
        sql = "SELECT draft_id FROM topic_draft WHERE example < 2 ORDER BY random() LIMIT 1"
        with self._database.read() as connection:
            row = fetch_one(connection, sql)
        return None if row is None else str(row[0])


class LevelStore:
    """Assist levels of topics. Every change is a line of the audit log, in its transaction."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def states(self) -> Mapping[tuple[int, Level], LevelState]:
        """What was decided of levels, by measure or by hand; nothing of the others."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT topic, level, open, by_hand, at FROM topic_level")
        return {
            (topic, Level(level)): LevelState(bool(is_open), bool(hand), at) for topic, level, is_open, hand, at in rows
        }

    def set(
        self, topic: int, level: Level, state: LevelState, measured: Mapping[str, object], *, weigh_again: int = 0
    ) -> None:
        """Open or close a level. ``measured`` are the counts for the audit log.

        What comes from now on is weighed for the next change; with ``weigh_again`` so many of the newest outcomes too:
        a hand gave the level back to what is measured.
        """
        with self._database.write() as connection:
            if fetch_one(connection, "SELECT 1 FROM topic WHERE id = ?", (topic,)) is None:
                return  # removed meanwhile
            row = fetch_one(connection, _OUTCOMES_BACK, (topic, level.value, weigh_again))
            since = 0 if row is None else row[0]
            connection.execute(_SET_LEVEL, (topic, level.value, state.open, state.by_hand, _now(), since))
            body: dict[str, object] = {"action": "by measure again", "level": level.value}
            if not weigh_again:
                action = "opened" if state.open else "closed"
                body = {"action": action, "level": level.value, "by": "hand" if state.by_hand else "measure"}
            append_entry(connection, AuditKind.TOPIC, f"{topic}", {**body, **measured})

    def newest(self, topic: int, most: int) -> Mapping[Level, list[tuple[str, float | None, str]]]:
        """Outcome, share of words changed and decision of the newest drafts with an outcome, of each level."""
        sql = (
            "SELECT kind, changed, decision FROM topic_draft WHERE topic = ? AND level = ? AND outcome > 0 "
            "ORDER BY number DESC LIMIT ?"
        )
        with self._database.read() as connection:
            return {level: fetch_all(connection, sql, (topic, level.value, most)) for level in LADDER}

    def since_change(self, topic: int, most: int) -> Mapping[Level, list[tuple[str, float | None, str]]]:
        """The same of all drafts that were judged since each level last opened or closed, in the order of judging.

        It starts anew after every ``most`` of them, so that a level that never changes is not weighed by all its past.
        """
        with self._database.read() as connection:
            found = {}
            for level in LADDER:
                place = (topic, level.value)
                count = int(fetch_value(connection, _COUNT_SINCE, place))
                found[level] = fetch_all(connection, _SINCE, (*place, count // most * most))
            return found


def _draft(number: int, draft_id: str, at: str, ticket: str, level: str, decision: str) -> TopicDraft:
    return TopicDraft(number, draft_id, at, ticket, Level(level), Decision(decision))


def _stored(vectors: Sequence[Vector]) -> list[bytes]:
    if not vectors:
        return []
    floats = as_floats(b"".join(vectors), len(vectors[0]) // 4)
    return [row.tobytes() for row in to_bytes(floats)]


def _units(stored: Sequence[bytes]) -> Floats:
    if not stored:
        return np.zeros((0, 1), dtype=np.float32)
    return unit_vectors(b"".join(stored), len(stored[0]))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
