"""How the public documents of the index use a word, counted when it is first asked for, anew once the index changed.

Counting beforehand would read every text after each run. A ticket asks for a word or two, whose passages are found by
the full-text index: some milliseconds, and none for a word that was asked for before.
"""

import json
import threading
from collections.abc import Collection, Mapping

import apsw

from citewell.domain.documents import Access
from citewell.domain.personal import WordUse
from citewell.governance.personal.things import count_uses
from citewell.governance.text.search_forms import searchable
from citewell.storage.db.database import Database, fetch_all, fetch_value
from citewell.storage.index.search import fts_tokens
from citewell.storage.index.term_counts import tallies

MOST_PASSAGES = 400
"""Passages of a word that are looked at."""
MOST_WORDS = 2000
"""Words whose use is remembered."""
_PASSAGES = """
    SELECT d.id, d.title, p.heading, p.text FROM passage p JOIN document d ON d.id = p.document_id
    WHERE p.id IN (SELECT rowid FROM passage_words WHERE passage_words MATCH ? LIMIT ?) AND d.access = ?
"""


class IndexedWords:
    """``WordUses`` on the full-text index."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database
        self._lock = threading.Lock()
        self._state: tuple[object, ...] = ()
        self._known: dict[str, WordUse] = {}

    def look_up(self, words: Collection[str]) -> tuple[Mapping[str, WordUse], int]:
        """The use of each of ``words``, by the word in small letters; and the number of documents."""
        with self._lock, self._database.read() as connection:
            counts = tallies(connection)
            indexed_at = fetch_value(connection, "SELECT max(indexed_at) FROM source")
            state = (counts["documents"], counts["passages"], indexed_at)
            if state != self._state or len(self._known) > MOST_WORDS:
                self._state, self._known = state, {}
            for word in {word.lower() for word in words} - self._known.keys():
                self._known[word] = _use(connection, word)
            return {word.lower(): self._known[word.lower()] for word in words}, counts["documents"]


def _use(connection: apsw.Connection, word: str) -> WordUse:
    if not fts_tokens(connection, word):
        return WordUse()
    documents: dict[int, tuple[list[str], list[str]]] = {}
    rows = fetch_all(
        connection, _PASSAGES, (f'"{searchable(word).replace(chr(34), "")}"', MOST_PASSAGES, Access.PUBLIC)
    )
    for document_id, title, heading, text in rows:
        titles, texts = documents.setdefault(document_id, ([title], []))
        titles += json.loads(heading)
        texts.append(text)
    return count_uses(word, documents.values())
