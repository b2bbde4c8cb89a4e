"""What the marker reads: a ticket with three passages behind each other, and what is known of each sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from citewell.governance.text.sentences import split_sentences
from training.marker.base import DECIDED, READING
from training.marker.rows import cut_ticket, passage_tokens, place_line
from training.reader.items import DECISIONS, GIVEN
from training.reader.marks import LEAST_LETTERS
from training.reader.sentences import is_told

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

    from training.reader.items import Asked, Bundle, Parts, Span

MAX_CHARACTERS: Final = 6000
EMPTIED, PAIR_EMPTIED = 0.25, 0.15
"""How often all that answers is left out, which makes it a ticket to refuse."""
EMPTIED_WEIGHT, PAIR_WEIGHT, GIVEN_WEIGHT = 0.7, 0.3, 0.5
"""Of decisions."""
TWO_RIGHT, ONE_NEAR, WITHOUT_NEAR = 0.4, 0.6, 0.5
FIRST: Final = (3, 3, 4, 6)
"""So many passages found are chosen from where none answers."""
WRONG: Final = 6
"""Others are chosen from the first so many."""
PAIRS, GIVENS = 0.33, 300
"""Of a round: share of the pairs, and tickets with passages."""
SIZES: Final = {192: 16, 256: 12, 320: 10, 384: 8, 448: 7, 512: 6, 576: 5, 640: 5, 768: 4}
"""Rows of a batch by their length in tokens, to which they are filled up."""


@dataclass(frozen=True, slots=True)
class Read:
    """A passage as it is read: its tokens, where its sentences end, and which characters of it they are."""

    tokens: list[int]
    ends: list[int]
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row, and what is known there: passages and sentences that answer, and at its last token the decision."""

    tokens: list[int]
    passages: list[tuple[int, float]]
    sentences: list[tuple[int, float]]
    decision: int
    weight: float


class Texts:
    """Tickets and passages in tokens, each passage once."""

    def __init__(self, tokenizer: Tokenizer, bundle: Bundle) -> None:
        """Read the passages of `bundle`."""
        self._tokenizer, self._bundle = tokenizer, bundle
        self._read: dict[int, Read] = {}

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text."""
        found: list[int] = self._tokenizer.encode(text[:MAX_CHARACTERS], add_special_tokens=False).ids
        return found

    def passage(self, number: int) -> Read:
        """A passage with its own lines; a sentence of few letters belongs to the next one."""
        if number not in self._read:
            one = self._bundle.passages[number]
            place = one.text[: len(one.text) - len(" ".join(one.body.split()))]
            pieces: list[str] = []
            spans: list[Span] = []
            cut, end = 0, len(place)
            for first, last in split_sentences(one.body[:MAX_CHARACTERS]):
                sentence = " ".join(one.body[first:last].split())
                at = one.text.find(sentence, end) if len(sentence) >= LEAST_LETTERS else -1
                if at >= 0:
                    end = at + len(sentence)
                    spans.append((at, end))
                    pieces.append(one.body[cut:last])
                    cut = last
            head = self.tokens(place_line(place.strip().removesuffix(":")))
            tokens, ends = passage_tokens(head, [self.tokens(piece) for piece in pieces], READING)
            self._read[number] = Read(tokens, ends, spans[: len(ends)])
        return self._read[number]

    def row(self, ticket: str, passages: Sequence[int]) -> tuple[list[int], list[int]]:
        """The tokens of a ticket with passages, and where each of these begins; the last token is the decision's."""
        tokens = [*READING.begin, *cut_ticket(self.tokens(ticket), READING), READING.ticket_end]
        begins = []
        for number in passages:
            begins.append(len(tokens))
            tokens += self.passage(number).tokens
        return [*tokens, DECIDED], begins


class Lessons:
    """Endless batches out of the bank."""

    def __init__(self, texts: Texts, parts: Parts, rng: random.Random) -> None:
        """Learn from what is not held out."""
        self._texts, self._parts, self._rng = texts, parts, rng

    def batches(self) -> Iterator[tuple[int, list[Lesson]]]:
        """Lessons of like length, and the tokens to which they are filled up."""
        rng = self._rng
        waiting: dict[int, list[Lesson]] = {size: [] for size in SIZES}
        while True:
            pairs, given = self._parts.pairs, list(self._parts.given)
            asked = [*self._parts.tickets, *rng.sample(pairs, int(PAIRS * len(pairs)))]
            asked += rng.sample(given, min(GIVENS, len(given)))
            for one in rng.sample(asked, len(asked)):
                lesson = self.lesson(one)
                size = next((size for size in SIZES if lesson and len(lesson.tokens) <= size), None)
                if lesson is None or size is None:
                    continue
                waiting[size].append(lesson)
                if len(waiting[size]) == SIZES[size]:
                    yield size, waiting[size]
                    waiting[size] = []

    def lesson(self, asked: Asked) -> Lesson | None:
        """A ticket with passages in any order; `None` where what answers was not found."""
        chosen, decision, weight = self._chosen(asked)
        if not chosen:
            return None
        tokens, begins = self._texts.row(asked.ticket, chosen)
        passages: list[tuple[int, float]] = []
        sentences: list[tuple[int, float]] = []
        for number, begin in zip(chosen, begins, strict=True) if decision != "escalate" else ():
            read, right = self._texts.passage(number), number in asked.answering
            passages.append((begin + len(read.tokens) - 1, float(right)))
            quotes = asked.marks.get(number, ())
            if right and not quotes:
                continue
            sentences += [
                (begin + end, float(right and is_told(span, quotes)))
                for end, span in zip(read.ends, read.spans, strict=True)
            ]
        weight *= PAIR_WEIGHT if asked.is_pair else GIVEN_WEIGHT if asked.kind == GIVEN else 1.0
        return Lesson(tokens, passages, sentences, list[str](DECISIONS).index(decision), weight)

    def _chosen(self, asked: Asked) -> tuple[list[int], str, float]:
        """Passages, the decision over them, and its weight."""
        rng, most = self._rng, READING.together
        if asked.decision == "escalate":
            return asked.found[:most], asked.decision, 1.0
        share = PAIR_EMPTIED if asked.is_pair else EMPTIED
        emptied = asked.decision == "answer" and bool(asked.answering) and rng.random() < share
        if asked.decision == "refuse" or emptied:
            without = {*asked.answering, *(asked.near if emptied and rng.random() < WITHOUT_NEAR else ())}
            found = [one for one in asked.found if one not in without][: rng.choice(FIRST)]
            chosen = rng.sample(found, min(most, len(found)))
            return chosen, "refuse", EMPTIED_WEIGHT if emptied else 1.0
        if not asked.answering:
            return [], asked.decision, 1.0
        wrong = [one for one in asked.found if one not in {*asked.answering, *asked.near}][:WRONG]
        near = [one for one in asked.found if one in asked.near and one not in asked.answering]
        right = rng.sample(asked.answering, min(len(asked.answering), 2 if rng.random() < TWO_RIGHT else 1))
        beside = rng.sample(near[:4], min(len(near), 1)) if rng.random() < ONE_NEAR else []
        left = max(0, most - len(right) - len(beside))
        chosen = [*right, *beside, *rng.sample(wrong, min(left, len(wrong)))]
        return rng.sample(chosen, len(chosen)), asked.decision, 1.0
