"""Passages of one access class that share the rarer words of a text: where a copy may have come from."""

from collections.abc import Sequence

from citewell.domain.disclosure import SourcePassage
from citewell.domain.documents import Access
from citewell.storage.database import Database, fetch_all, fetch_one
from citewell.storage.passage_search import fts_tokens
from citewell.storage.term_counts import term_frequencies

_ANY = "SELECT 1 FROM document WHERE access = 'confidential' LIMIT 1"
_CANDIDATES = """
    SELECT p.id, d.id, d.path, p.entry, d.title, p.text
    FROM (
        SELECT w.rowid AS id, w.rank AS score FROM passage_words w
        JOIN passage q ON q.id = w.rowid JOIN document e ON e.id = q.document_id
        WHERE passage_words MATCH :match AND e.access = :access ORDER BY w.rank LIMIT :limit
    ) found
    JOIN passage p ON p.id = found.id JOIN document d ON d.id = p.document_id ORDER BY found.score
"""
_HOLDS = """
    SELECT p.id, d.id, d.path, p.entry, d.title, p.text FROM passage_words w
    JOIN passage p ON p.id = w.rowid JOIN document d ON d.id = p.document_id
    WHERE passage_words MATCH :match AND d.access = :access LIMIT 1
"""


class OverlapSearch:
    """``SourceSearch`` on the words of the index. Past and expired versions are looked at too."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def has_confidential(self) -> bool:
        """Whether any document is confidential."""
        with self._database.read() as connection:
            return fetch_one(connection, _ANY) is not None

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many passages each of these words occurs, in any of its forms."""
        with self._database.read() as connection:
            tokens = {word: fts_tokens(connection, word) for word in dict.fromkeys(words)}
            counts = term_frequencies(connection, {token for found in tokens.values() for token in found})
        return {word: min((counts[token] for token in found), default=0) for word, found in tokens.items()}

    def near(self, words: Sequence[str], access: Access, limit: int) -> list[SourcePassage]:
        """The passages of ``access`` that share most of ``words``, by BM25."""
        match = " OR ".join(_quoted(word) for word in words)
        if not match:
            return []
        with self._database.read() as connection:
            rows = fetch_all(connection, _CANDIDATES, {"match": match, "access": access, "limit": limit})
        return [_passage(row) for row in rows]

    def holding(self, literal: str, access: Access) -> SourcePassage | None:
        """A passage of ``access`` in which the parts of a code or address stand side by side."""
        with self._database.read() as connection:
            if not fts_tokens(connection, literal):
                return None
            row = fetch_one(connection, _HOLDS, {"match": _quoted(literal), "access": access})
        return None if row is None else _passage(row)


def _quoted(text: str) -> str:
    """``text`` as an FTS5 string: no character of it is syntax."""
    return '"' + text.replace('"', " ") + '"'


def _passage(row: tuple[object, ...]) -> SourcePassage:
    passage_id, document_id, path, entry, title, text = row
    return SourcePassage(
        passage_id=int(str(passage_id)),
        document_id=int(str(document_id)),
        document=f"{path}#{entry}" if entry else str(path),
        title=str(title),
        text=str(text),
    )
