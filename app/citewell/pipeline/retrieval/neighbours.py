"""A passage with those beside it in its document, out of which the part that answers is chosen.

Search shows exact passages; where a passage was cut is no matter of what a customer asks.
"""

from collections.abc import Sequence

from citewell.domain.documents import Filters, Hit
from citewell.domain.ports import PassageSearch

EACH_WAY = 2
"""Neighbours that are taken before and after a passage."""


def with_neighbours(hit: Hit, search: PassageSearch, filters: Filters) -> tuple[Hit, ...]:
    """``hit`` with the passages beside it, in the order of the document. A row or entry of a file stands alone.

    A passage handed in (without a row in the index) stands alone too. Raises ``StorageError``.
    """
    if not hit.document_id:
        return (hit,)
    return (*reversed(_walk(hit, 0, search, filters)), hit, *_walk(hit, 1, search, filters))


def _walk(hit: Hit, side: int, search: PassageSearch, filters: Filters) -> list[Hit]:
    found: list[Hit] = []
    here = hit
    while len(found) < EACH_WAY:
        beside = search.neighbours(here.passage_id)[side]
        loaded = search.load_hits([beside], filters) if beside is not None else []
        if not loaded or loaded[0].document != hit.document:  # the next row of a table is another document
            break
        here = loaded[0]
        found.append(here)
    return found


def found_ones(hits: Sequence[Hit]) -> list[Hit]:
    """The passages that were found, without neighbours that came with one: these have no score of their own."""
    return [hit for hit in hits if hit.score or hit.exact] or list(hits)
