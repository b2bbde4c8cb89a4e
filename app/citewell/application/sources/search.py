"""Hybrid search over the index: the passages for a query, their conflicts, and how long it took."""

import time

from citewell.domain.documents import Filters
from citewell.domain.drafts import SearchResult
from citewell.domain.errors import BadInputError
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.pipeline.retrieval.retriever import Retriever


def search(retriever: Retriever, query: str, filters: Filters, k: int) -> SearchResult:
    """The ``k`` best passages. Raises ``BadInputError`` for a query without words, and where nothing is indexed."""
    if not query.strip():
        raise BadInputError("The query is empty. Give some words to search for.")
    if is_empty(retriever):
        raise BadInputError("Nothing is indexed yet. Run 'citewell index FOLDER' first.")
    began = time.perf_counter()
    hits = retriever.retrieve((query,), filters, k)
    spent = time.perf_counter() - began
    return SearchResult(tuple(hits), tuple(find_conflicts(hits)), spent * 1000)


def is_empty(retriever: Retriever) -> bool:
    """Whether nothing is indexed."""
    return retriever.totals() == (0, 0)
