"""Questions that the teacher writes about passages to learn from, each for a sentence, for nothing, or left open."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor

from training.minilm.tokens import PAD
from training.reader.forms import marked
from training.reader.items import PAIR
from training.reader.qwen import Kept
from training.reader.taught import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.reader.batches import Machine
    from training.reader.forms import Forms
    from training.reader.items import Asked, Passage, Span
    from training.reader.log import Log
    from training.reader.qwen import Qwen
    from training.reader.scale import Scale

SHARES: Final = ((PAIR, 1.0), ("answer", 0.7), ("refuse", 0.25), ("clarify", 0.15))
"""How often each kind is asked about a passage."""
ANSWERED: Final = (PAIR, "answer")
TWO_SENTENCES: Final = 0.25
"""How often the sentence after it is asked for as well."""
SENTENCE_WORDS, QUESTION_WORDS = 6, 5
"""Of a sentence that is asked for, and of a question, at least."""
PAIR_TOKENS, TICKET_TOKENS = 64, 150
"""Of a question and of a ticket, at most; one that does not end in them is left out."""
TEMPERATURE, TOP, MASS = 0.85, 60, 0.92
"""Sampled from: the likeliest words, at most so many, until their probabilities add up to so much."""
LOOKED: Final = 8
"""Words after which it is looked whether all have ended."""
SHOWN: Final = 12
"""Questions in the log."""
_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A passage to ask about."""

    passage: int
    kind: str
    mark: Span | None
    tokens: list[int]


def sentence_of(passage: Passage, rng: random.Random) -> Span | None:
    """One sentence of a passage, or two, that says something; `None` where none does."""
    spans: list[Span] = []
    end = 0
    for part in _ENDS.split(passage.body):
        sentence = " ".join(part.split())
        start = passage.text.find(sentence, end) if sentence else -1
        if start < 0:
            continue
        end = start + len(sentence)
        if len(sentence.split()) >= SENTENCE_WORDS and not sentence.endswith(("?", ":")):
            spans.append((start, end))
    if not spans:
        return None
    number = rng.randrange(len(spans))
    both = rng.random() < TWO_SENTENCES and number + 1 < len(spans)
    return spans[number][0], spans[number + both][1]


def prompts_of(
    passages: Sequence[Passage], learn: Sequence[Asked], forms: Forms, rng: random.Random, most: int
) -> list[Prompt]:
    """Prompts about all passages that were found for what is learnt from, in any order, at most so many."""
    drawn: list[tuple[int, str, Span | None]] = []
    for number in sorted({passage for one in learn for passage in one.found}):
        for kind, share in SHARES:
            if rng.random() >= share:
                continue
            mark = sentence_of(passages[number], rng) if kind in ANSWERED else None
            if mark or kind not in ANSWERED:
                drawn.append((number, kind, mark))
    rng.shuffle(drawn)
    drawn = drawn[:most]
    texts = forms.encode([marked(passages[number].text, [mark] if mark else []) for number, _, mark in drawn])
    return [
        Prompt(number, kind, mark, forms.ask(kind, text))
        for (number, kind, mark), text in zip(drawn, texts, strict=True)
    ]


class Continuing:
    """The keys and values of rows that grow word by word; shorter rows are filled up in front."""

    def __init__(self, net: Qwen, rows: Sequence[list[int]], most: int, machine: Machine) -> None:
        """Make room for `most` words more."""
        self._net, self._machine = net, machine
        self._width = max(map(len, rows))
        self._step = 0
        ids = [[PAD] * (self._width - len(row)) + row for row in rows]
        valid = [[False] * (self._width - len(row)) + [True] * len(row) for row in rows]
        self._ids, self._valid = machine.take(torch.tensor(ids)), machine.take(torch.tensor(valid))
        self._positions = (self._valid.long().cumsum(1) - 1).clamp(min=0)
        own = net.sizes
        shape = (len(rows), own.shared, self._width + most, own.head)
        device = self._ids.device
        self._kept = [
            Kept(*(torch.zeros(shape, dtype=net.kind, device=device) for _ in range(2))) for _ in range(own.layers)
        ]
        self._last = self._positions[:, -1]
        self._readable = torch.cat([self._valid, self._valid.new_ones(len(rows), most)], 1)

    def begin(self) -> Tensor:
        """The last layer of the last words, [rows, width]."""
        square = torch.ones(self._width, self._width, dtype=torch.bool, device=self._ids.device)
        readable = square.tril() & self._valid[:, None, None, :]
        readable = readable | torch.eye(self._width, dtype=torch.bool, device=self._ids.device)  # filling reads itself
        last: Tensor = self._net(self._ids, self._positions, self._kept, 0, readable)[:, -1]
        return last

    def go_on(self, words: Tensor) -> Tensor:
        """The same after one more word each, [rows]."""
        self._last = self._last + 1
        at = self._width + self._step
        self._step += 1
        readable = self._readable[:, None, None, : at + 1]
        last: Tensor = self._net(words[:, None], self._last[:, None], self._kept, at, readable)[:, 0]
        return last


def sampled(logits: Tensor) -> Tensor:
    """One word for each row, [rows], of `logits` [rows, words] (nucleus sampling, Holtzman et al. 2020)."""
    likely, numbers = (logits / TEMPERATURE).softmax(-1).topk(min(TOP, logits.shape[-1]), -1)
    before = likely.cumsum(-1) - likely
    drawn = torch.multinomial(likely.masked_fill(before > MASS, 0), 1)
    return numbers.gather(1, drawn)[:, 0]


@torch.inference_mode()  # type: ignore[untyped-decorator]  # torch is not typed for us
def write(net: Qwen, rows: Sequence[list[int]], most: int, end: int, machine: Machine) -> list[list[int]]:
    """What is sampled after each row, at most so many words, without the end where it came."""
    going = Continuing(net, rows, most, machine)
    with machine.mixed():
        last = going.begin()
    done = torch.zeros(len(rows), dtype=torch.bool, device=last.device)
    found = []
    for step in range(most):
        word = sampled(net.words(last).float())
        word = torch.where(done, torch.full_like(word, end), word)
        found.append(word)
        done = done | (word == end)
        if (step % LOOKED == LOOKED - 1 and done.all()) or step + 1 == most:
            break
        with machine.mixed():
            last = going.go_on(word)
    return [[*map(int, row)] for row in torch.stack(found, 1).cpu()]


def write_questions(
    net: Qwen,
    forms: Forms,
    passages: Sequence[Passage],
    prompts: Sequence[Prompt],
    scale: Scale,
    machine: Machine,
    log: Log,
) -> list[Draft]:
    """Questions for as many prompts as time allows."""
    order = sorted(range(len(prompts)), key=lambda i: (prompts[i].kind != PAIR, len(prompts[i].tokens)))
    chunks = [order[start : start + scale.written_rows] for start in range(0, len(order), scale.written_rows)]
    random.Random(len(prompts)).shuffle(chunks)
    drafts: list[Draft] = []
    began = time.monotonic()
    for chunk in chunks:
        if time.monotonic() - began > scale.writing_seconds:
            break
        part = [prompts[i] for i in chunk]
        most = scale.words or (PAIR_TOKENS if all(one.kind == PAIR for one in part) else TICKET_TOKENS)
        rows = write(net, [one.tokens for one in part], most, forms.end, machine)
        texts = forms.decode([_ended(row, forms.end, whole=scale.words is None) for row in rows])
        for one, text in zip(part, (" ".join(text.split()) for text in texts), strict=True):
            if len(text.split()) >= QUESTION_WORDS:
                drafts.append(Draft(passages[one.passage].kb, one.kind, one.passage, one.mark, text))
    log.tell("written", len(drafts), "of", len(prompts))
    for draft in drafts[:SHOWN]:
        start, stop = draft.mark or (0, 80)
        log.tell("   ", draft.kind, "|", passages[draft.passage].text[start:stop], "=>", draft.text)
    return drafts


def _ended(row: list[int], end: int, *, whole: bool) -> list[int]:
    """The words before the end; none where it did not come and only whole ones count."""
    if end in row:
        return row[: row.index(end)]
    return [] if whole else row
