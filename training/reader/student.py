"""The student: a cross-encoder of six MiniLM layers that learns from the bank, and from the teacher.

Its first token gives logits of `answers`, `clarify`, the four decisions, and risk; each token one of belonging to the
answer. It reads pairs, tickets with their first passages, and tickets alone, which take turns. The loss of a pair is
that of a list of the bank's labels, the divergence from the teacher's shares, and the cross-entropy of marks.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from citewell.models.encoders.rows import (
    ANSWERS,
    CLARIFY,
    MAX_CHARACTERS,
    PASSAGE_TOKENS,
    RISK,
    ROUTES,
    pair_of,
    texts_of,
    whole_of,
)
from training.minilm.loop import padded
from training.minilm.net import PairNet, start_from
from training.minilm.tokens import PAD
from training.reader.batches import ids_of, set_rates, stream
from training.reader.examples import UNKNOWN, Candidate, Chosen, Grouping, Ranked, Routed, Routing, some
from training.reader.losses import choice_loss, groups_of, per_group, taught_loss
from training.reader.prefetch import Prefetched
from training.reader.scale import OUTPUTS
from training.reader.teacher import means, routing_loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tokenizers import Encoding, Tokenizer

    from training.reader.batches import Machine
    from training.reader.items import Asked, Bundle, Parts, Span
    from training.reader.log import Log
    from training.reader.scale import Scale
    from training.reader.taught import Taught, Written

LAYERS, POSITIONS = 6, 512
TURNS: Final = "pair pair pair pair route pair pair pair route risk".split()
FROZEN, NEW = ("words",), ("heads", "marks")
RATES: Final = (1.8e-4, 1e-3)
"""Of the layers and of the heads."""
GROUPING: Final = Grouping(near=8, near_share=0.75)
GROUP, PAIR_GROUP, WRITTEN_GROUP = 8, 7, 7
GIVEN_SHARE, WRITTEN_PER_RANKED = 0.6, 1.3
"""In a round of pairs: of the tickets with passages, and written questions for each of the bank."""
TIMES_TICKETS, WRITTEN_PER_TICKET = 2, 3
"""In a round of decisions."""
WRITTEN_ROUTE_WEIGHT: Final = 0.7
TIMES_RISKY, PAIRS_AT_RISK, WRITTEN_AT_RISK = 3, 300, 500
"""In a round of risk: how often a risky ticket, and how many others that are none."""
BEHIND: Final = 1.0
"""A written question's passage is marked while the teacher puts it first, or so close behind, in log odds."""
ALONE_WEIGHT, TAUGHT_ALONE_WEIGHT, CLARIFY_WEIGHT, MARK_WEIGHT = 0.5, 0.5, 0.3, 0.7
TOLD_EVERY, TOLD = 400, 60


@dataclass(frozen=True, slots=True)
class Risky:
    """The row of a ticket alone, and whether a person has to see it."""

    rows: list[list[int]]
    risk: float


Batch = list[Ranked] | list[Routed] | list[Risky]


def new_student(weights: Path) -> PairNet:
    """The network with MiniLM's layers, out of its `model.safetensors`."""
    net = PairNet(LAYERS, OUTPUTS, marks=True, positions=POSITIONS)
    return start_from(weights, net, range(LAYERS))


class Tokens:
    """Texts as the student reads them, cut as the product cuts them; offsets are characters of the passage."""

    def __init__(self, tokenizer: Tokenizer, bundle: Bundle, written: Sequence[str]) -> None:
        """Read all passages, tickets and questions once."""

        def read(texts: Iterable[str]) -> list[Encoding]:
            cut_texts = [text[:MAX_CHARACTERS] for text in texts]
            return list(tokenizer.encode_batch(cut_texts, add_special_tokens=False))

        passages = read(one.text for one in bundle.passages)
        self.passages: list[list[int]] = [one.ids for one in passages]
        self._offsets: list[list[Span]] = [one.offsets for one in passages]
        self.tickets: list[list[int]] = [one.ids for one in read(one.ticket for one in bundle.asked)]
        self.written: list[list[int]] = [one.ids for one in read(written)]

    def pair(self, ticket: list[int], passage: int) -> list[int]:
        """A ticket with a passage."""
        return pair_of(ticket, self.passages[passage])

    def route(self, ticket: list[int], passages: Sequence[int]) -> list[int]:
        """A ticket with its first passages."""
        return texts_of(ticket, [self.passages[one] for one in passages])

    @staticmethod
    def risk(ticket: list[int]) -> list[int]:
        """A ticket alone: without a passage that would follow."""
        return whole_of(ticket)

    def marks(self, row: list[int], passage: int, spans: Sequence[Span]) -> list[float]:
        """Of each token of the row of a pair: 1 in a span, 0 beside, `UNKNOWN` outside of the passage.

        Without a token in a span nothing is known: the answer lies beyond what is read.
        """
        offsets = self._offsets[passage][:PASSAGE_TOKENS]
        inside = [float(any(start < last and first < end for start, end in spans)) for first, last in offsets]
        if not any(inside):
            return [UNKNOWN] * len(row)
        return [*[UNKNOWN] * (len(row) - 1 - len(inside)), *inside, UNKNOWN]


class Lessons:
    """Endless batches of each kind: of the bank, and of what the teacher wrote."""

    def __init__(self, parts: Parts, taught: Taught, tokens: Tokens, size: int, seed: int) -> None:
        """Learn from what is not held out, in batches of so many tokens."""
        self._parts, self._taught, self._tokens = parts, taught, tokens
        rng = self._rng = random.Random(seed)
        self._routing = Routing(rng, taught.scores)
        self._ranked, self._tickets, self._pairs = parts.ranked, parts.tickets, parts.pairs
        self._streams: dict[str, Iterator[Batch]] = {
            "pair": stream(self._to_rank, self._rank, chunk=512, tokens=size, rng=rng),
            "route": stream(self._to_route, self._route, chunk=256, tokens=size, rng=rng),
            "risk": stream(self._to_watch, self._watch, chunk=256, tokens=size, rng=rng),
        }

    def turns(self) -> Iterator[tuple[str, Batch]]:
        """Batches of all kinds in turn."""
        while True:
            for kind in TURNS:
                yield kind, next(self._streams[kind])

    def _some_written(self, most: int) -> list[int]:
        count = len(self._taught.written)
        return self._rng.sample(range(count), min(most, count))

    def _to_rank(self) -> list[Asked | int]:
        given = some(self._parts.given, int(GIVEN_SHARE * len(self._parts.given)), self._rng)
        return [*self._ranked, *given, *self._some_written(int(WRITTEN_PER_RANKED * len(self._ranked)))]

    def _rank(self, one: Asked | int) -> Ranked | None:
        if isinstance(one, int):
            ticket, group = self._tokens.written[one], self._written_group(self._taught.written[one])
        else:
            ticket, group = self._tokens.tickets[one.number], self._asked_group(one)
        rows = [self._tokens.pair(ticket, candidate.passage) for candidate in group]
        return Ranked(rows, tuple(group)) if len(group) > 1 else None

    def _asked_group(self, asked: Asked) -> list[Candidate]:
        group = GROUPING.group(asked, PAIR_GROUP if asked.is_pair else GROUP, self._rng)
        scores = dict(zip(asked.found, map(float, self._taught.scores.get(asked.number, ())), strict=False))
        nothing = float("nan")
        return [
            Candidate(one.passage, one.answers, one.clarify, one.marks, scores.get(one.passage, nothing))
            for one in group
        ]

    def _written_group(self, written: Written) -> list[Candidate]:
        draft, answers = written.draft, dict(zip(written.candidates, map(float, written.answers), strict=True))
        own = [one for one in answers if one == draft.passage and draft.mark]
        others = [one for one in answers if one not in own]
        taken = [*own, *self._rng.sample(others, len(others))][:WRITTEN_GROUP]
        right = bool(own) and answers[own[0]] >= max(answers.values()) - BEHIND
        marks = (draft.mark,) if right and draft.mark else ()
        return [Candidate(one, UNKNOWN, UNKNOWN, marks if one in own else (), answers[one]) for one in taken]

    def _to_route(self) -> list[Asked | int]:
        tickets = self._tickets
        others = [some(ones, len(tickets), self._rng) for ones in (self._pairs, self._parts.given)]
        return [
            *tickets * TIMES_TICKETS,
            *others[0],
            *others[1],
            *self._some_written(WRITTEN_PER_TICKET * len(tickets)),
        ]

    def _route(self, one: Asked | int) -> Routed | None:
        if isinstance(one, int):
            written, which = self._taught.written[one], self._rng.randrange(2)
            grown = np.exp(written.routes[which] - written.routes[which].max())
            decision = tuple(map(float, grown / grown.sum()))
            chosen: Chosen | None = Chosen(written.firsts[which], decision, WRITTEN_ROUTE_WEIGHT)
            ticket = self._tokens.written[one]
        else:
            chosen, ticket = self._routing.choose(one), self._tokens.tickets[one.number]
        return Routed([self._tokens.route(ticket, chosen.passages)], chosen) if chosen else None

    def _to_watch(self) -> list[tuple[list[int], float]]:
        risky = [one for one in self._parts.learn if one.decision == "escalate"]
        others = [one for one in self._tickets if one.decision != "escalate"]
        others += some(self._pairs, PAIRS_AT_RISK, self._rng)
        tickets = self._tokens.tickets
        return [
            *((tickets[one.number], 1.0) for one in risky * TIMES_RISKY),
            *((tickets[one.number], 0.0) for one in others),
            *((self._tokens.written[one], 0.0) for one in self._some_written(WRITTEN_AT_RISK)),
        ]

    def _watch(self, one: tuple[list[int], float]) -> Risky:
        return Risky([self._tokens.risk(one[0])], one[1])

    def marks_of(self, batch: Sequence[Ranked]) -> list[list[float]]:
        """The labels of the tokens of each row."""
        return [
            self._tokens.marks(row, candidate.passage, candidate.marks)
            for one in batch
            for row, candidate in zip(one.rows, one.candidates, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Tensors:
    """A batch ready to be read: what is built beside the training, in a thread."""

    kind: str
    ids: Tensor
    batch: Batch
    labels: Tensor
    marks: Tensor


def prepared(lessons: Lessons) -> Iterator[Tensors]:
    """All batches as tensors. Labels of pairs are [rows, (answers, clarify, taught)], of marks [rows, tokens]."""
    none = torch.zeros(0)
    for kind, batch in lessons.turns():
        ids = ids_of([row for one in batch for row in one.rows])
        if kind == "pair":
            groups = [one for one in batch if isinstance(one, Ranked)]
            known = [(one.answers, one.clarify, one.taught) for group in groups for one in group.candidates]
            yield Tensors(kind, ids, batch, torch.tensor(known), padded(lessons.marks_of(groups), UNKNOWN))
        elif kind == "risk":
            yield Tensors(kind, ids, batch, torch.tensor([one.risk for one in batch if isinstance(one, Risky)]), none)
        else:
            yield Tensors(kind, ids, batch, none, none)


def learn(net: PairNet, lessons: Lessons, scale: Scale, seconds: float, machine: Machine, log: Log) -> int:
    """Train `net` in place for so many seconds, and return the steps made."""
    net.train()
    for name, value in net.named_parameters():
        value.requires_grad = not name.startswith(FROZEN)
    learning = [(name, value) for name, value in net.named_parameters() if value.requires_grad]
    body = [value for name, value in learning if not name.startswith(NEW)]
    optimiser = machine.adam([{"params": body}, {"params": [one for name, one in learning if name.startswith(NEW)]}])
    recent: dict[str, list[Tensor]] = defaultdict(list)
    began, step = time.monotonic(), 0
    with Prefetched(prepared(lessons)) as batches:
        while (part := (time.monotonic() - began) / seconds) < 1 and step < scale.student_steps:
            set_rates(optimiser, RATES, part)
            batch = next(batches)
            step += 1
            losses = losses_of(net, batch, machine)
            total = torch.stack(list(losses.values())).sum()
            total.backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            for kind, loss in losses.items():
                recent[kind].append(loss.detach())
            if step % TOLD_EVERY == 0 or step == scale.student_steps:
                log.tell("student", step, means(recent, TOLD))
    net.eval()
    return step


def losses_of(net: PairNet, batch: Tensors, machine: Machine) -> dict[str, Tensor]:
    """The parts of a batch's loss by name, weighed."""
    ids = machine.take(batch.ids)
    with machine.mixed():
        logits, marks = net.both(ids, ids != PAD)
    logits, marks = logits.float(), marks.float()
    if batch.kind == "route":
        return {
            "route": routing_loss(logits[:, ROUTES], [one.chosen for one in batch.batch if isinstance(one, Routed)])
        }
    labels = machine.take(batch.labels)
    if batch.kind == "risk":
        return {"risk": functional.binary_cross_entropy_with_logits(logits[:, RISK], labels)}
    sizes = [len(one.rows) for one in batch.batch]
    found = _pair_losses(logits, labels, groups_of(sizes, logits.device), len(sizes))
    known = (wanted := machine.take(batch.marks)) >= 0
    if known.any():
        found["mark"] = MARK_WEIGHT * functional.binary_cross_entropy_with_logits(marks[known], wanted[known])
    return found


def _pair_losses(logits: Tensor, labels: Tensor, groups: Tensor, count: int) -> dict[str, Tensor]:
    answers, right, clarify, taught = logits[:, ANSWERS], labels[:, 0], labels[:, 1], labels[:, 2]
    found: dict[str, Tensor] = {}
    if (known := right >= 0).any():
        in_bank = per_group(known.float(), groups, count) > 0
        listed = choice_loss(answers, right, groups, count)[in_bank].mean()
        alone = functional.binary_cross_entropy_with_logits(answers[known], right[known])
        found["bank"] = listed + ALONE_WEIGHT * alone
    if (known := ~torch.isnan(taught)).any():
        own, theirs, of = answers[known], taught[known], groups[known]
        seen = per_group(torch.ones_like(theirs), of, count) > 0
        listed = taught_loss(own, theirs, of, count)[seen].mean()
        alone = functional.binary_cross_entropy_with_logits(own, torch.sigmoid(theirs))
        found["taught"] = listed + TAUGHT_ALONE_WEIGHT * alone
    if (known := clarify >= 0).any():
        asked = functional.binary_cross_entropy_with_logits(logits[:, CLARIFY][known], clarify[known])
        found["clarify"] = CLARIFY_WEIGHT * asked
    return found
