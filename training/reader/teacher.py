"""The teacher: a language model of 0.5 billion parameters that learns to rank, to decide, and to write questions.

Ranking is listwise over the passages of a ticket (`losses.py`), deciding a cross-entropy over four decisions, writing
that of the words of a ticket after a passage. Batches of the three take turns until the time is over.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.batches import ids_of, set_rates, stream
from training.reader.examples import Chosen, Grouping, Ranked, Routed, Routing, some
from training.reader.forms import marked
from training.reader.items import PAIR
from training.reader.losses import choice_loss, groups_of, means, routing_loss
from training.reader.qwen import NEW, last_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from training.reader.batches import Machine
    from training.reader.forms import Forms
    from training.reader.items import Asked, Bundle, Parts
    from training.reader.log import Log
    from training.reader.qwen import Qwen
    from training.reader.scale import Scale

TURNS: Final = "rank rank write rank route rank rank write rank rank route".split()
RATES: Final = (1.6e-5, 2e-4)
"""Of the model and of its new heads."""
BETAS: Final = (0.9, 0.95)
GROUPING: Final = Grouping(near=6, near_share=0.7, alone=0.6)
GROUP, PAIR_GROUP = 6, 5
"""Passages of a group, of tickets and of questions of pairs."""
GIVEN_RANKED: Final = 4
"""One in so many of the tickets with passages is ranked in a round."""
TIMES_TICKETS: Final = 3
"""How often a ticket is decided in a round."""
ALONE_WEIGHT, CLARIFY_WEIGHT = 0.5, 0.5
"""Of each passage's own cross-entropy, and of asking back, beside that of the list."""
IGNORED: Final = -100
TOLD_EVERY: Final = 44
"""Steps between lines of progress; losses are means over the last `TOLD` of a kind."""
TOLD: Final = 12


@dataclass(frozen=True, slots=True)
class Writing:
    """The row of a prompt with the ticket that it is answered with, and where that begins."""

    rows: list[list[int]]
    start: int


Batch = Sequence[Ranked] | Sequence[Routed] | Sequence[Writing]


class Lessons:
    """Endless batches of each kind."""

    def __init__(self, bundle: Bundle, parts: Parts, forms: Forms, tokens: int, rng: random.Random) -> None:
        """Learn from what is not held out, in batches of so many tokens."""
        self._forms, self._parts, self._rng = forms, parts, rng
        self._routing = Routing(rng)
        writing = _writing(bundle, parts.learn, forms)
        self._streams: dict[str, Iterator[Batch]] = {
            "rank": stream(self._to_rank, self._ranked, chunk=256, tokens=tokens, rng=rng),
            "write": stream(lambda: list(writing), lambda one: one, chunk=512, tokens=tokens, rng=rng),
            "route": stream(self._to_route, self._routed, chunk=128, tokens=tokens, rng=rng),
        }

    def next(self, kind: str) -> Batch:
        """The next batch of a kind."""
        return next(self._streams[kind])

    def _to_rank(self) -> list[Asked]:
        given = self._parts.given
        return [*self._parts.ranked, *some(given, len(given) // GIVEN_RANKED, self._rng)]

    def _ranked(self, asked: Asked) -> Ranked | None:
        group = GROUPING.group(asked, PAIR_GROUP if asked.is_pair else GROUP, self._rng)
        ticket = self._forms.tickets[asked.number]
        return Ranked([self._forms.rank(ticket, one.passage) for one in group], tuple(group)) if group else None

    def _to_route(self) -> list[Asked]:
        tickets = self._parts.tickets
        others = (some(ones, len(tickets), self._rng) for ones in (self._parts.pairs, self._parts.given))
        return [*tickets * TIMES_TICKETS, *(one for ones in others for one in ones)]

    def _routed(self, asked: Asked) -> Routed | None:
        chosen: Chosen | None = self._routing.choose(asked)
        ticket = self._forms.tickets[asked.number]
        return Routed([self._forms.route(ticket, chosen.passages)], chosen) if chosen else None


def _writing(bundle: Bundle, learn: Sequence[Asked], forms: Forms) -> list[Writing]:
    """Each ticket after a passage that it could be asked about: with marks where it is answered there."""
    kinds, texts, tickets = [], [], []
    for one in learn:
        kind = PAIR if one.is_pair else one.decision
        passages = one.found if kind == "refuse" else one.answering
        if kind == "escalate" or not passages:
            continue
        spans = one.marks.get(passages[0], ()) if kind in {PAIR, "answer"} else ()
        kinds.append(kind)
        texts.append(marked(bundle.passages[passages[0]].text, spans))
        tickets.append(forms.written(forms.tickets[one.number]))
    prompts = [forms.ask(kind, read) for kind, read in zip(kinds, forms.encode(texts), strict=True)]
    return [Writing([prompt + ticket], len(prompt)) for prompt, ticket in zip(prompts, tickets, strict=True)]


def teach(net: Qwen, lessons: Lessons, scale: Scale, machine: Machine, log: Log) -> int:
    """Train `net` in place, leave it ready to read, and return the steps made."""
    heads = [value for name, value in net.named_parameters() if name.startswith(NEW)]
    body = [value for name, value in net.named_parameters() if not name.startswith(NEW)]
    optimiser = machine.adam([{"params": body}, {"params": heads}], betas=BETAS)
    net.train()
    recent: dict[str, list[Tensor]] = defaultdict(list)
    began, step = time.monotonic(), 0
    while (part := (time.monotonic() - began) / scale.teacher_seconds) < 1 and step < scale.teacher_steps:
        set_rates(optimiser, RATES, part)
        kind = TURNS[step % len(TURNS)]
        step += 1
        loss = loss_of(net, kind, lessons.next(kind), machine)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        recent[kind].append(loss.detach())
        if step % TOLD_EVERY == 0 or step == scale.teacher_steps:
            log.tell("teacher", step, means(recent, TOLD))
    net.eval()
    net.requires_grad_(requires_grad=False)
    if machine.accelerates:  # it only reads from now on
        net.to(torch.bfloat16)
    return step


def loss_of(net: Qwen, kind: str, batch: Batch, machine: Machine) -> Tensor:
    """The mean loss of a batch of the kind `rank`, `write` or `route`."""
    rows = [row for one in batch for row in one.rows]
    ids = machine.take(ids_of(rows))
    with machine.mixed():
        if kind == "write":
            return _writing_loss(net, ids, [one for one in batch if isinstance(one, Writing)])
        last = last_of(net, ids, list(map(len, rows)))
        if kind == "rank":
            return _ranking_loss(net.rank(last).float(), [one for one in batch if isinstance(one, Ranked)])
        chosen = [one.chosen for one in batch if isinstance(one, Routed)]
        labels = torch.tensor([(*one.decision, one.weight) for one in chosen])
        return routing_loss(net.route(last).float(), machine.take(labels))


def _ranking_loss(logits: Tensor, batch: Sequence[Ranked]) -> Tensor:
    device, sizes = logits.device, [len(one.rows) for one in batch]
    groups, count = groups_of(sizes, device), len(batch)
    candidates = [one for ranked in batch for one in ranked.candidates]
    right = torch.tensor([one.answers for one in candidates], device=device)
    clarify = torch.tensor([one.clarify for one in candidates], device=device)
    share = torch.tensor([1 / size for size in sizes for _ in range(size)], device=device)
    alone = functional.binary_cross_entropy_with_logits(logits[:, 0], right, reduction="none") * share
    loss: Tensor = (choice_loss(logits[:, 0], right, groups, count).sum() + ALONE_WEIGHT * alone.sum()) / count
    known = clarify >= 0
    if known.any():
        asked = functional.binary_cross_entropy_with_logits(logits[:, 1][known], clarify[known])
        loss = loss + CLARIFY_WEIGHT * asked
    return loss


def _writing_loss(net: Qwen, ids: Tensor, batch: Sequence[Writing]) -> Tensor:
    targets = torch.full_like(ids, IGNORED)
    for number, one in enumerate(batch):
        end = len(one.rows[0])
        targets[number, one.start - 1 : end - 1] = ids[number, one.start : end]
    known = targets >= 0
    loss: Tensor = functional.cross_entropy(net.words(net(ids)[known]).float(), targets[known])
    return loss
