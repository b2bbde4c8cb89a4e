"""How many passages hold a term: what frequent terms occur in is counted once in a while, the rest when asked."""

from collections.abc import Iterable

import apsw

from citewell.storage.db.database import fetch_all, fetch_one

COMMON = 500
"""A term in more passages than this, or than one in ``SHARE``, is counted beforehand: counting reads its postings."""
SHARE = 200
GROWTH = 1.1
"""The counts are made anew when the index has grown or shrunk by this factor."""


def tallies(connection: apsw.Connection) -> dict[str, int]:
    """``documents``, ``passages``, and ``counted_at``: the number of passages when the terms were counted."""
    return dict(fetch_all(connection, "SELECT name, value FROM tally"))


def count_terms(connection: apsw.Connection) -> None:
    """Bring the counts of frequent terms up to date where the index changed its size."""
    known = tallies(connection)
    passages, counted = known["passages"], known["counted_at"]
    if counted / GROWTH <= passages <= counted * GROWTH:
        return
    connection.execute("DELETE FROM common_term")
    connection.execute(
        "INSERT INTO common_term (term, passages) SELECT term, doc FROM passage_term WHERE doc > ?",
        (max(COMMON, passages // SHARE),),
    )
    connection.execute("UPDATE tally SET value = ? WHERE name = 'counted_at'", (passages,))


def term_frequencies(connection: apsw.Connection, terms: Iterable[str]) -> dict[str, int]:
    """Passages that hold each term, a term being what the tokenizer makes of a word."""
    found: dict[str, int] = {}
    for term in terms:
        row = fetch_one(connection, "SELECT passages FROM common_term WHERE term = ?", (term,)) or fetch_one(
            connection, "SELECT doc FROM passage_term WHERE term = ?", (term,)
        )
        found[term] = int(row[0]) if row else 0
    return found
