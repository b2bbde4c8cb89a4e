"""Find what a text gives away of confidential documents: before it is shown, copied or recorded as sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from citewell.domain.disclosure import RULE, Disclosure, SourcePassage, SourceSearch
from citewell.domain.documents import Access
from citewell.domain.drafts import Finding, Severity
from citewell.governance.identifiers import identifiers, normalise_code
from citewell.governance.overlap import Copy, Word, find_copy, is_shared, read_words, windows

CANDIDATES = 8
"""Passages that a window of the text is compared with."""
MOST_COPIES = 3
"""Passages that one window may be copied from, of which each is looked up among the public ones."""
MAX_POSTINGS = 3_000
"""Postings that one look-up reads, rarest words first."""
LEAST_TERMS = 3
"""So many of a stretch's words are looked up however frequent they are."""
LEAST_CODE = 5
"""Characters of a code that alone gives something away."""
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)


class DisclosureGuard:
    """Compares texts with the confidential passages of the index, and takes out what public documents say too."""

    def __init__(self, search: SourceSearch) -> None:
        """Look passages up through ``search``."""
        self._search = search

    def has_confidential(self) -> bool:
        """Whether there is anything to give away."""
        return self._search.has_confidential()

    def check(self, text: str, known: str = "") -> list[Disclosure]:
        """The stretches of ``text`` that stand in confidential documents alone, in order.

        Codes and addresses of ``known``, the ticket, may be repeated. Raises ``StorageError``.
        """
        if not text.strip() or not self._search.has_confidential():
            return []
        found = [*self._copies(text), *self._codes(text, known)]
        return _merged(found)

    def findings(self, text: str, known: str = "") -> list[Finding]:
        """``check`` as findings that block. Raises ``StorageError``."""
        return [
            Finding(RULE, Severity.BLOCK, _message(disclosure), disclosure.start, disclosure.end)
            for disclosure in self.check(text, known)
        ]

    def _copies(self, text: str) -> Iterator[Disclosure]:
        words = read_words(text)
        known: dict[int, tuple[Word, ...]] = {}

        def words_of(passage: SourcePassage) -> tuple[Word, ...]:
            if passage.passage_id not in known:  # windows overlap, so they meet the same passages
                known[passage.passage_id] = read_words(passage.text)
            return known[passage.passage_id]

        rarest = _Rarest(text, self._search.frequencies(_content(text, words)))
        for window in windows(words):
            near = self._search.near(rarest.of(window), Access.CONFIDENTIAL, CANDIDATES)
            found = [(copy, one) for one in near if (copy := find_copy(window, words_of(one))) is not None]
            for copy, passage in sorted(found, key=lambda pair: -pair[0].score)[:MOST_COPIES]:
                public = self._search.near(rarest.of(copy.words), Access.PUBLIC, CANDIDATES)
                if not any(is_shared(copy, words_of(other)) for other in public):
                    yield _disclosure(copy, passage)
                    break

    def _codes(self, text: str, known: str) -> Iterator[Disclosure]:
        allowed = {normalise_code(code) for code in (*identifiers(known), *_ADDRESS.findall(known))}
        codes = [code for code in identifiers(text) if len(normalise_code(code)) >= LEAST_CODE]
        for literal in dict.fromkeys((*_ADDRESS.findall(text), *codes)):
            literal = literal.rstrip(".,;:!?")  # noqa: PLW2901  the mark that ends the sentence
            if normalise_code(literal) in allowed or self._search.holding(literal, Access.PUBLIC) is not None:
                continue
            passage = self._search.holding(literal, Access.CONFIDENTIAL)
            if passage is None:
                continue
            start = text.index(literal)
            at = max(passage.text.casefold().find(literal.casefold()), 0)
            yield Disclosure(start, start + len(literal), passage, at, at + len(literal), 0.0)


class _Rarest:
    """Chooses the words of a stretch that are looked up: the rarest ones, as far as their postings may be read."""

    def __init__(self, text: str, counts: Mapping[str, int]) -> None:
        self._text = text
        self._counts = counts

    def of(self, words: Sequence[Word]) -> list[str]:
        known = {word: self._counts[word] for word in _content(self._text, words) if self._counts.get(word)}
        chosen: list[str] = []
        postings = 0
        for word in sorted(known, key=lambda word: known[word]):
            postings += known[word]
            if len(chosen) >= LEAST_TERMS and postings > MAX_POSTINGS:
                break
            chosen.append(word)
        return chosen


def _content(text: str, words: Sequence[Word]) -> list[str]:
    """The words of a stretch that tell something, as they stand in the text."""
    return [text[word.start : word.end] for word in words if word.weight >= 1]


def _disclosure(copy: Copy, passage: SourcePassage) -> Disclosure:
    return Disclosure(copy.start, copy.end, passage, copy.source_start, copy.source_end, copy.score)


def _merged(found: Sequence[Disclosure]) -> list[Disclosure]:
    """Stretches that touch as one, with the passage that matches best."""
    merged: list[Disclosure] = []
    for one in sorted(found, key=lambda disclosure: (disclosure.start, -disclosure.score)):
        if merged and one.start < merged[-1].end:
            last = merged.pop()
            best = max(last, one, key=lambda disclosure: disclosure.score)
            merged.append(replace(best, start=min(last.start, one.start), end=max(last.end, one.end)))
        else:
            merged.append(one)
    return merged


def _message(disclosure: Disclosure) -> str:
    passage = disclosure.passage
    title = f" (“{passage.title}”)" if passage.title and passage.title != passage.document else ""
    return f"This stands in the confidential document {passage.document}{title}. Take it out before the reply leaves."
