"""Retired phrases, suggestions about facts, and the runs of ``learn``, in the encrypted database."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from citewell.domain.learning import LearningRun, LearningState, RetiredPhrase, Suggestion, SuggestionState
from citewell.records.values import compact_json
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.log.vault import read_values

_FILE = "INSERT INTO suggestion (at, draft_id, document, body) VALUES (?, ?, ?, ?)"
_KNOWN = "SELECT 1 FROM suggestion WHERE draft_id = ? AND body = ?"
_SUGGESTIONS = "SELECT number, at, draft_id, document, body, state FROM suggestion ORDER BY number"
_RETIRE = """
    INSERT INTO retired_phrase (phrase, at, replacement) VALUES (?, ?, ?)
    ON CONFLICT (phrase) DO UPDATE SET at = excluded.at, replacement = excluded.replacement
"""


class LearningStore:
    """The tables of learning. A call that returned is on disk."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def retire(self, phrases: Iterable[RetiredPhrase]) -> None:
        """Mark phrases as outdated; one that is marked already gets the new replacement."""
        with self._database.write() as connection:
            for phrase in phrases:
                connection.execute(_RETIRE, (phrase.phrase, _now(), phrase.replacement))

    def reinstate(self, phrase: str) -> bool:
        """Take a mark back; whether there was one."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM retired_phrase WHERE lower(phrase) = lower(?)", (" ".join(phrase.split()),))
            return connection.changes() > 0

    def retired(self) -> tuple[RetiredPhrase, ...]:
        """Every retired phrase, by the alphabet."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT phrase, replacement FROM retired_phrase ORDER BY phrase")
        return tuple(RetiredPhrase(phrase, replacement) for phrase, replacement in rows)

    def suggest(self, suggestions: Iterable[Suggestion]) -> int:
        """File the suggestions that are not there yet; return how many these were."""
        filed = 0
        with self._database.write() as connection:
            for suggestion in suggestions:
                body = compact_json(suggestion.body())
                if fetch_one(connection, _KNOWN, (suggestion.draft_id, body)) is None:
                    connection.execute(_FILE, (_now(), suggestion.draft_id, suggestion.document, body))
                    filed += 1
        return filed

    def suggestions(self) -> list[Suggestion]:
        """Every suggestion, oldest first."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _SUGGESTIONS)
            values = {draft_id: read_values(connection, draft_id) for draft_id in {row[2] for row in rows}}
        return [
            Suggestion(
                draft_id,
                document,
                **json.loads(body),
                number=number,
                at=at,
                state=SuggestionState(state),
                personal=values[draft_id],
            )
            for number, at, draft_id, document, body, state in rows
        ]

    def dismiss(self, number: int) -> None:
        """Take a suggestion off the list; it stays on file, so that it is not made again."""
        with self._database.write() as connection:
            connection.execute("UPDATE suggestion SET state = 'dismissed' WHERE number = ?", (number,))

    def record_run(self, state: LearningState, body: Mapping[str, object]) -> None:
        """Note how a run ended."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO learning_run (at, state, body) VALUES (?, ?, ?)", (_now(), state.value, compact_json(body))
            )

    def runs(self) -> list[LearningRun]:
        """Every run, oldest first."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT number, at, state, body FROM learning_run ORDER BY number")
        return [LearningRun(number, at, LearningState(state), json.loads(body)) for number, at, state, body in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
