"""Find what a text gives away of confidential documents: before it is shown, copied or recorded as sent."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from citewell.domain.disclosure import RULE, Disclosure, SourcePassage, SourceSearch
from citewell.domain.documents import Access
from citewell.domain.drafts import Finding, Severity
from citewell.governance.literals.identifiers import identifiers, normalise_code
from citewell.governance.text.overlap import Copy, Word, find_copy, is_shared, read_words, windows

CANDIDATES = 8
"""Passages that a window of the text is compared with."""
MOST_COPIES = 3
"""Passages that one window may be copied from, of which each is looked up among the public ones."""
MAX_HOLDERS = 400
"""Words that more passages hold do not tell where a text comes from; of pairs of words the first ones do."""
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
        near = _Near(self._search, words)
        for window in windows(words):
            found = [
                (copy, passage)
                for passage in near.passages(window, Access.CONFIDENTIAL)
                if (copy := find_copy(window, near.words_of(passage))) is not None
            ]
            for copy, passage in sorted(found, key=lambda pair: -pair[0].score)[:MOST_COPIES]:
                public = near.passages(window, Access.PUBLIC)
                if not any(is_shared(copy, near.words_of(other)) for other in public):
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
            yield Disclosure(start, start + len(literal), passage)


class _Near:
    """The passages that share words with a text, and above all words that stand side by side."""

    def __init__(self, search: SourceSearch, words: Sequence[Word]) -> None:
        self._search = search
        self._holders = search.holders(list(dict.fromkeys(_phrases(words))), MAX_HOLDERS)
        ids = {passage_id for found in self._holders.values() for passage_id in found}
        self._access = search.access_of(sorted(ids)) if ids else {}
        self._passages: dict[int, SourcePassage] = {}
        self._words: dict[int, tuple[Word, ...]] = {}

    def passages(self, window: Sequence[Word], access: Access) -> list[SourcePassage]:
        """The ``CANDIDATES`` passages of a class that share most with ``window``; what few hold weighs more."""
        scores: Counter[int] = Counter()
        for phrase in dict.fromkeys(_phrases(window)):
            found = self._holders.get(phrase, ())
            share = 1000 // (1 + len(found).bit_length())
            for passage_id in found:
                if self._access.get(passage_id) is access:
                    scores[passage_id] += share
        best = [passage_id for passage_id, _ in scores.most_common(CANDIDATES)]
        missing = [passage_id for passage_id in best if passage_id not in self._passages]
        if missing:
            self._passages |= {one.passage_id: one for one in self._search.load(missing)}
        return [self._passages[passage_id] for passage_id in best if passage_id in self._passages]

    def words_of(self, passage: SourcePassage) -> tuple[Word, ...]:
        """Its words, read once."""
        if passage.passage_id not in self._words:
            self._words[passage.passage_id] = read_words(passage.text)
        return self._words[passage.passage_id]


def _phrases(words: Sequence[Word]) -> Iterator[str]:
    """The words that tell something, and pairs of neighbours one of which does."""
    for word in words:
        if word.weight >= 1:
            yield word.plain
    for first, second in pairwise(words):
        if max(first.weight, second.weight) >= 1:
            yield f"{first.plain} {second.plain}"


def _disclosure(copy: Copy, passage: SourcePassage) -> Disclosure:
    return Disclosure(copy.start, copy.end, passage, copy.score)


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
