"""Query expansion: other spellings of a word, the compounds that it ends, and the parts of a compound.

Only words that the index holds are added, so that an index of texts without compounds is searched as ever.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import apsw

from citewell.governance.text.search_forms import REVERSED, compounds_in, reversal, splits, variants
from citewell.storage.db.database import fetch_one
from citewell.storage.index.term_counts import term_frequencies

MOST_EXPANDED = 24
"""Words of a query that are expanded, in its order."""
MOST_PASSAGES = 400
"""Passages of a term that is added, at most: a frequent part tells little, and costs as much as a word."""
_BEGINS = "SELECT count(*) FROM (SELECT 1 FROM passage_term WHERE term >= ? AND term < ? LIMIT 64)"
_TERMS = 64

Tokens = Callable[[str], list[str]]


def also_found_by(
    connection: apsw.Connection,
    words: Mapping[str, Sequence[str]],
    known: Mapping[str, int],
    language: str,
    tokens: Tokens,
) -> list[str]:
    """FTS5 terms beside ``words`` (each with its tokens) of a query in ``language``.

    ``known`` holds the number of passages of each word.
    """
    if not compounds_in(language) or not _holds(connection, REVERSED):
        return []
    found: dict[str, None] = {}
    for word in list(words)[:MOST_EXPANDED]:
        if word.isalpha():
            found.update(dict.fromkeys(_more(connection, word, known.get(word, 0), tokens)))
    return list(found)


def _more(connection: apsw.Connection, word: str, passages: int, tokens: Tokens) -> Iterator[str]:
    for other in variants(word):
        if 0 < _count(connection, other, tokens) <= MOST_PASSAGES:
            yield f'"{other}"'
    ending = reversal(word)
    if ending and _holds(connection, ending):
        yield f'"{ending}"*'
    if not passages:
        yield from _parts(connection, word, tokens)


def _parts(connection: apsw.Connection, word: str, tokens: Tokens) -> Iterator[str]:
    """The parts of the split whose shorter part is longest, of those that the index holds."""
    best: tuple[int, list[str]] = (0, [])
    for left, right in splits(word):
        terms = [term for part in (left, right) if (term := _known_part(connection, part, tokens))]
        size = min(len(left), len(right))
        if len(terms) == 2 and size > best[0]:
            best = (size, terms)
    yield from best[1]


def _known_part(connection: apsw.Connection, part: str, tokens: Tokens) -> str:
    if 0 < _count(connection, part, tokens) <= MOST_PASSAGES:
        return f'"{part}"'
    token = tokens(part)
    return f'"{part}"*' if len(token) == 1 and _holds(connection, token[0]) else ""


def _count(connection: apsw.Connection, word: str, tokens: Tokens) -> int:
    counts = term_frequencies(connection, tokens(word))
    return min(counts.values(), default=0)


def _holds(connection: apsw.Connection, prefix: str) -> bool:
    """Whether some terms, and not too many, begin with ``prefix``."""
    row = fetch_one(connection, _BEGINS, (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))
    return row is not None and row[0] > 0 and (row[0] < _TERMS or prefix == REVERSED)
