"""What the embedder learns from: questions with a text that answers, and texts that do not.

Passages answer by a gold quote in them, or because the teacher's question was written about them; sentences answer by
a gold quote that they share words with. Lists are passages with the teacher's scores.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tokenizers import Tokenizer

    from training.reader.items import Asked, Bundle, Parts, Span
    from training.reader.taught import Taught, Written

QUESTION_TOKENS: Final = 160
TEXT_TOKENS: Final = 200
LEADING: Final = 10
"""Passages of a search, of which wrong ones are drawn."""
CLOSE, FAR = 0.5, 2.0
"""In the teacher's log odds behind its best passage: what still answers, and what does not."""
GIVEN_SHARE, SENTENCE_SHARE = 0.35, 0.5
LEAST_SENTENCE: Final = 25
"""Characters."""
SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?](?=\s)|$|\n|[.!?])")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question; texts that answer, one of which is drawn; texts that are not held against it; wrong texts.

    Texts are numbers in `Lessons.texts`.
    """

    kb: str
    question: int
    right: tuple[int, ...]
    spared: frozenset[int]
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question and passages, with the teacher's log odds that each answers it."""

    question: int
    texts: tuple[int, ...]
    odds: tuple[float, ...]


LEAST_LIST: Final = 4
"""Passages of a list."""


class Lessons:
    """All lessons, and the tokens of questions and texts, without the marks of a beginning and an end."""

    def __init__(self, bundle: Bundle, parts: Parts, taught: Taught, tokenizer: Tokenizer, seed: int) -> None:
        """Make lessons of what is not held out, and read the questions that are."""
        self._bundle, self._taught, self._rng, self.seed = bundle, taught, random.Random(seed), seed
        questions = [*(one.ticket for one in bundle.asked), *(one.draft.text for one in taught.written)]
        texts = [one.text for one in bundle.passages]
        self.lessons = [*self._of_bank(parts), *self._of_teacher()]
        for one in parts.learn:
            self.lessons += [lesson for lesson in self._of_sentences(one, texts) if self._rng.random() < SENTENCE_SHARE]
        self.lists = [one for one in self._lists(parts) if len(one.texts) >= LEAST_LIST]
        self.questions = _tokens(tokenizer, questions, QUESTION_TOKENS)
        self.texts = _tokens(tokenizer, texts, TEXT_TOKENS)

    def _lists(self, parts: Parts) -> Iterator[Ranked]:
        for number, one in enumerate(self._taught.written, len(self._bundle.asked)):
            yield Ranked(number, tuple(one.candidates), tuple(map(float, one.answers)))
        for asked in parts.learn:
            scores = self._taught.scores.get(asked.number, {})
            yield Ranked(asked.number, tuple(scores), tuple(scores.values()))

    def _of_bank(self, parts: Parts) -> Iterator[Lesson]:
        given = [one for one in parts.given if one.decision == "answer" and self._rng.random() < GIVEN_SHARE]
        for one in (*parts.learn, *given):
            if one.answering and one.decision in {"answer", "clarify"}:
                scores = self._taught.scores.get(one.number, {})
                right = {*one.answering, *one.near}
                wrong = [number for number in one.found[:LEADING] if number not in right and scores.get(number, -1) < 0]
                yield Lesson(one.kb, one.number, one.answering, frozenset(right), tuple(wrong))

    def _of_teacher(self) -> Iterator[Lesson]:
        for number, one in enumerate(self._taught.written, len(self._bundle.asked)):
            if lesson := _of_written(one, number):
                yield lesson

    def _of_sentences(self, one: Asked, texts: list[str]) -> Iterator[Lesson]:
        """A lesson for each passage with marks; its sentences are added to `texts`."""
        for passage, spans in one.marks.items() if one.decision in {"answer", "clarify"} else ():
            text = self._bundle.passages[passage].text
            right, wrong = _split(text, spans)
            if right and wrong:
                first = len(texts)
                texts += [*right, *wrong]
                answers = tuple(range(first, first + len(right)))
                others = tuple(range(first + len(right), len(texts)))
                yield Lesson(one.kb, one.number, answers, frozenset({*answers, passage}), others)

    def batches(self, size: int) -> Iterator[list[Lesson]]:
        """Endless batches of `size`; half of them are of one knowledge base, whose passages then are the wrong ones."""
        while True:
            order = self._rng.sample(self.lessons, len(self.lessons))
            half = len(order) // 2
            order[:half] = sorted(order[:half], key=lambda one: one.kb)
            batches = [order[start : start + size] for start in range(0, len(order) - size, size)]
            yield from self._rng.sample(batches, len(batches))

    def draw(self, lesson: Lesson) -> tuple[int, int]:
        """A text that answers, and a wrong one: any, where the lesson has none."""
        wrong = lesson.wrong or range(len(self._bundle.passages))
        return self._rng.choice(lesson.right), self._rng.choice(wrong)


def _of_written(one: Written, number: int) -> Lesson | None:
    best = float(np.max(one.answers, initial=-np.inf))
    answers = dict(zip(one.candidates, map(float, one.answers), strict=True))
    passage = one.draft.passage
    if not one.draft.mark or answers.get(passage, -np.inf) < best - CLOSE:
        return None
    spared = frozenset(candidate for candidate, answer in answers.items() if answer > best - FAR)
    wrong = tuple(candidate for candidate, answer in answers.items() if answer < best - FAR)
    return Lesson(one.draft.kb, number, (passage,), spared, wrong)


def _split(text: str, spans: Collection[Span]) -> tuple[list[str], list[str]]:
    """The sentences of a text that share words with a span, and the others."""
    right: list[str] = []
    wrong: list[str] = []
    for found in SENTENCE.finditer(text):
        if len(found[0]) > LEAST_SENTENCE:
            inside = any(found.start() < end and start < found.end() for start, end in spans)
            (right if inside else wrong).append(found[0].strip())
    return right, wrong


def _tokens(tokenizer: Tokenizer, texts: Sequence[str], most: int) -> list[list[int]]:
    return [one.ids[:most] for one in tokenizer.encode_batch(list(texts), add_special_tokens=False)]
