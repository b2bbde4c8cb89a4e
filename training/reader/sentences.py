"""Which sentences are the answer: groups of them out of passages whose gold quotes are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from citewell.models.encoders.rows import pair_of
from training.reader.examples import Told, some

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    from training.reader.items import Asked, Passage, Span
    from training.reader.lessons import Tokens

GROUP, RIGHT, AWAY = 10, 3, 2
"""Sentences of a group, those of the answer at most, and those of other passages at least."""
PASSAGES: Final = 4
"""Other passages, at most, that sentences come from; of those beside the gold document, from the first `FOUND`."""
FOUND: Final = 8
COVERED: Final = 0.5
"""Share of the shorter one of a sentence and a quote that both have, for the sentence to be part of the answer."""


def is_told(sentence: Span, quotes: Sequence[Span]) -> bool:
    """Whether a quote covers half of a sentence, or a sentence half of a quote."""
    first, last = sentence
    return any(min(last, end) - max(first, start) >= COVERED * min(last - first, end - start) for start, end in quotes)


class Sentences:
    """Makes groups of sentences: of the passage that answers, where they are hardest to tell, and of others."""

    def __init__(self, tokens: Tokens, passages: Sequence[Passage]) -> None:
        """Read the sentences of `passages` as `tokens` reads them."""
        self._tokens = tokens
        self._passages = passages

    def of_asked(self, asked: Asked, rng: random.Random) -> Told | None:
        """A group of a ticket or question; `None` where no sentence of what answers it is known."""
        others = [one for one in asked.found if one not in asked.answering]
        near = [one for one in others if one in asked.near]
        away = [one for one in others if one not in asked.near][:FOUND]
        marks = {passage: spans for passage, spans in asked.marks.items() if spans}
        return self.told(self._tokens.tickets[asked.number], marks, [*near, *away], rng)

    def of_passages(self, asked: Asked) -> Iterator[tuple[list[list[int]], list[bool]]]:
        """The rows of all sentences of each passage that answers, and which are right, unless none or all are."""
        ticket = self._tokens.tickets[asked.number]
        for passage, spans in asked.marks.items() if asked.decision == "answer" else ():
            found = self._rows(passage)
            right = [is_told(span, spans) for span, _ in found]
            if any(right) and not all(right):
                yield [pair_of(ticket, row) for _, row in found], right

    def told(
        self, ticket: list[int], marks: Mapping[int, Sequence[Span]], others: Sequence[int], rng: random.Random
    ) -> Told | None:
        """A group out of the passages of `marks`, which have the quotes there, and of `others`, which have none."""
        if not marks:
            return None
        own = rng.choice(list(marks))
        inside = [(is_told(span, marks[own]), row) for span, row in self._rows(own)]
        right = [row for told, row in inside if told]
        if not right:
            return None
        right += [
            row
            for passage, spans in marks.items()
            for span, row in self._rows(passage)
            if passage != own and is_told(span, spans)
        ]
        right = some(right, RIGHT, rng)
        wrong = some([row for told, row in inside if not told], GROUP - AWAY - len(right), rng)
        away = [row for passage in some(others, PASSAGES, rng) for _, row in self._rows(passage)]
        wrong += some(away, GROUP - len(right) - len(wrong), rng)
        if not wrong:
            return None
        rows = [pair_of(ticket, row) for row in (*right, *wrong)]
        return Told(rows, (*[1.0] * len(right), *[0.0] * len(wrong)))

    def _rows(self, passage: int) -> list[tuple[Span, list[int]]]:
        """Each sentence of a passage, and its tokens with its place before it."""
        one = self._passages[passage]
        place = len(one.text) - len(" ".join(one.body.split()))
        rows = [(span, self._tokens.sentence(passage, span, place)) for span in one.sentences]
        return [(span, row) for span, row in rows if row]
