"""Hybrid search over the index: the passages for a query, their conflicts, how long it took, and why each matched."""

import time
from dataclasses import dataclass

from citewell.domain.documents import Filters
from citewell.domain.drafts import Citation, Conflict, SearchResult
from citewell.domain.errors import BadInputError
from citewell.governance.text.words import is_stop_word, stem, words
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.pipeline.generation.citations import resolve
from citewell.pipeline.retrieval.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its number among those found, and the words of the query that it has, as they were typed."""

    passage: Citation
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """One search with its reasons; conflicts are told by the numbers of the passages."""

    found: tuple[Found, ...]
    conflicts: tuple[Conflict, ...]
    ms: float


def search_with_reasons(retriever: Retriever, query: str, filters: Filters, k: int) -> Searched:
    """``search``, with why each passage matched. Raises ``BadInputError``."""
    result = search(retriever, query, filters, k)
    found = tuple(
        Found(passage, shared_words(query, f"{passage.place} {passage.text}")) for passage in resolve(result.results)
    )
    return Searched(found, result.conflicts, result.ms)


def shared_words(query: str, text: str) -> tuple[str, ...]:
    """The content words of ``query`` whose stems occur in ``text``, each once, in their order."""
    there = {stem(word) for word in words(text)}
    asked = dict.fromkeys(word for word in words(query) if not is_stop_word(word))
    return tuple(word for word in asked if stem(word) in there)


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
