"""Passages that share words and phrases with a text: where a copy may have come from."""

import json
from collections.abc import Sequence

from citewell.domain.disclosure import SourcePassage
from citewell.domain.documents import Access
from citewell.governance.text.search_forms import searchable
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.index.search import fts_tokens

FIRST = 40
"""Passages that stand for all that hold a frequent phrase."""
_ANY = "SELECT 1 FROM document WHERE access = 'confidential' LIMIT 1"
_HOLDERS = "SELECT rowid FROM passage_words WHERE passage_words MATCH ? LIMIT ?"
_ACCESS = """
    SELECT p.id, d.access FROM passage p JOIN document d ON d.id = p.document_id
    WHERE p.id IN (SELECT value FROM json_each(?))
"""
_LOAD = """
    SELECT p.id, d.id, d.path, p.entry, d.title, p.text FROM passage p JOIN document d ON d.id = p.document_id
    WHERE p.id IN (SELECT value FROM json_each(?))
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

    def holders(self, phrases: Sequence[str], limit: int) -> dict[str, list[int]]:
        """The passages that hold each of these words or phrases.

        Of phrases that more than ``limit`` hold the first ones (rows of one table, say), of such words none.
        """
        found: dict[str, list[int]] = {}
        with self._database.read() as connection:
            for phrase in phrases:
                ids = [row[0] for row in fetch_all(connection, _HOLDERS, (_quoted(phrase), limit + 1))]
                if len(ids) <= limit:
                    found[phrase] = ids
                elif " " in phrase:
                    found[phrase] = ids[:FIRST]
        return found

    def access_of(self, passage_ids: Sequence[int]) -> dict[int, Access]:
        """The access class of each passage."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _ACCESS, (json.dumps(list(passage_ids)),))
        return {passage_id: Access(access) for passage_id, access in rows}

    def load(self, passage_ids: Sequence[int]) -> list[SourcePassage]:
        """The passages, in any order."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _LOAD, (json.dumps(list(passage_ids)),))
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
    return '"' + searchable(text).replace('"', " ").replace("\x00", " ") + '"'


def _passage(row: tuple[object, ...]) -> SourcePassage:
    passage_id, document_id, path, entry, title, text = row
    return SourcePassage(
        passage_id=int(str(passage_id)),
        document_id=int(str(document_id)),
        document=f"{path}#{entry}" if entry else str(path),
        title=str(title),
        text=str(text),
    )
