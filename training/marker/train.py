"""Train the marker on two cores, from what has learnt before, and measure it.

`python -m training.marker.train --bundle build/reader/bundle.xz --out build/marker --seconds 3600`: a bundle of
`training.reader bundle`. `--begun` is a file that this wrote (what the repository has, unless told; `none` for the base
model), `--held-out` names knowledge bases; with `--seconds 0` it only measures.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import argparse
import math
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import torch
from corpora.unseen import NEVER_LEARNT, NOT_CHOSEN_ON
from safetensors.torch import load_file, save_file
from torch.nn import functional

from citewell.models.descriptions import find_base_model
from citewell.settings.resources import resources_dir
from training.marker.base import read_base, read_tokenizer
from training.marker.decoder import DECISION, LAYERS, NEW, PASSAGE, SENTENCE, Decoder
from training.marker.lessons import Lessons, Texts
from training.marker.measure import measure
from training.reader.averaging import Averaged
from training.reader.items import read_bundle, split
from training.reader.log import Log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

    from training.marker.lessons import Lesson

LEARNT: Final = Path(__file__).with_name("learnt.safetensors")
"""What has been learnt so far, in the repository."""
RATE, NEW_RATE = 7e-4, 1.5
"""Highest learning rate, and that of what is new as a multiple of it."""
BATCHES: Final = 3
"""Of a step."""
WARM: Final = 0.02
AVERAGED, DECAY = 0.7, 0.985
"""From this share of the time on weights are averaged."""
SENTENCES, LISTED = 2.0, 0.5
"""Weights of each sentence's loss, and of that among all sentences of a ticket."""
EVERY: Final = 20
"""Steps between two lines of progress."""
HELD: Final = 300
"""Tickets that are measured on, at most."""
SHAPES: Final = 256
"""Lengths of batches that layers are compiled for, at most."""


def main() -> None:
    """Read the arguments, train, write, measure."""
    parser = argparse.ArgumentParser(description="Train what marks sentences.")
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--begun", type=Path, default=LEARNT)
    parser.add_argument("--held-out", nargs="*", default=[*NEVER_LEARNT, *NOT_CHOSEN_ON])
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--plain", action="store_true", help="do not compile: for short runs")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    log = Log(options.out / "log.txt")
    torch.manual_seed(options.seed)
    path = find_base_model(resources_dir())
    bundle = read_bundle(options.bundle)
    parts = split(bundle, frozenset(options.held_out))
    texts = Texts(read_tokenizer(path), bundle)
    torch._dynamo.config.cache_size_limit = SHAPES  # noqa: SLF001  torch has no other way
    net = Decoder(read_base(path, LAYERS), compiled=not options.plain)
    if options.begun != Path("none"):
        begin(net, options.begun)
    if options.seconds:
        learn(net, Lessons(texts, parts, random.Random(options.seed)), options.seconds, log)
        learnt = {name: one.detach() for name, one in net.named_parameters() if one.requires_grad}
        save_file({name: one.half().contiguous() for name, one in learnt.items()}, options.out / LEARNT.name)
    held = [one for one in parts.held if one.hits and not one.is_pair]
    random.Random(3).shuffle(held)
    measure(net, texts, bundle, held[:HELD], log)


def begin(net: Decoder, path: Path) -> None:
    """Give `net` what was written. Raises `ValueError` for what is not of it."""
    begun = load_file(path)
    known = {name for name, one in net.named_parameters() if one.requires_grad}
    if begun.keys() != known:
        raise ValueError(f"{path} is not what training.marker.train has written")
    net.load_state_dict(begun, strict=False)


def learn(net: Decoder, lessons: Lessons, seconds: float, log: Log) -> None:
    """Train for so many seconds; `net` has the average of the last weights then."""
    own = {name: one for name, one in net.named_parameters() if one.requires_grad}
    copies = {name: one.detach().float().clone().requires_grad_() for name, one in own.items()}
    body = [one for name, one in copies.items() if not name.startswith(NEW)]
    new = [one for name, one in copies.items() if name.startswith(NEW)]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": new}], weight_decay=0.0, betas=(0.9, 0.98))
    recent: dict[str, list[float]] = defaultdict(list)
    averaged, step, tokens = None, 0, 0
    batches, began = lessons.batches(), time.monotonic()
    while (done := (time.monotonic() - began) / seconds) < 1:
        rate = RATE * min(1.0, done / WARM + 0.05) * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * done)))
        optimiser.param_groups[0]["lr"], optimiser.param_groups[1]["lr"] = rate, NEW_RATE * rate
        for _ in range(BATCHES):
            size, batch = next(batches)
            losses = losses_of(net, batch, size)
            (torch.stack(list(losses.values())).sum() / BATCHES).backward()
            tokens += sum(len(one.tokens) for one in batch)
            for name, loss in losses.items():
                recent[name].append(float(loss.detach()))
        for name, copy in copies.items():
            gradient = own[name].grad
            copy.grad, own[name].grad = None if gradient is None else gradient.float(), None
        torch.nn.utils.clip_grad_norm_(list(copies.values()), 1.0)
        optimiser.step()
        _put(own, copies)
        step += 1
        if averaged is not None:
            averaged.add()
        elif done >= AVERAGED:
            averaged = Averaged(copies.values(), DECAY)
        if step % EVERY == 0:
            means = {name: round(sum(ones[-120:]) / len(ones[-120:]), 3) for name, ones in recent.items()}
            log.tell(f"step {step}, {done:.2f}, {tokens} tokens", means)
    if averaged is not None:
        averaged.put()
    _put(own, copies)
    log.tell(step, "steps", tokens, "tokens")


def _put(own: Mapping[str, Tensor], copies: Mapping[str, Tensor]) -> None:
    with torch.no_grad():
        for name, one in own.items():
            one.copy_(copies[name])


def losses_of(net: Decoder, batch: Sequence[Lesson], size: int) -> dict[str, Tensor]:
    """Of passages and sentences, each by itself and among all of its ticket, and of decisions."""
    ids = torch.zeros((len(batch), size), dtype=torch.long)
    for number, one in enumerate(batch):
        ids[number, : len(one.tokens)] = torch.tensor(one.tokens)
    told = net(ids)
    each: dict[int, list[tuple[Tensor, Tensor]]] = {PASSAGE: [], SENTENCE: []}
    listed: dict[int, list[Tensor]] = {PASSAGE: [], SENTENCE: []}
    for number, one in enumerate(batch):
        for column, places in ((PASSAGE, one.passages), (SENTENCE, one.sentences)):
            if not places:
                continue
            logits = told[number, [place for place, _ in places], column]
            right = torch.tensor([value for _, value in places])
            each[column].append((logits, right))
            if column == PASSAGE:  # one more of them is that none answers
                logits = torch.cat((logits, torch.zeros(1)))
                right = torch.cat((right, 1 - right.max(0, keepdim=True).values))
            if right.any():
                listed[column].append(_among(logits, right, whole=column == SENTENCE))
    losses = {}
    for name, column, weight, among in (("passage", PASSAGE, 1.0, 1.0), ("sentence", SENTENCE, SENTENCES, LISTED)):
        if each[column]:
            logits, right = (torch.cat(ones) for ones in zip(*each[column], strict=True))
            losses[name] = weight * functional.binary_cross_entropy_with_logits(logits, right)
        if listed[column]:
            losses[f"{name}s"] = among * torch.stack(listed[column]).mean()
    last = told[range(len(batch)), [len(one.tokens) - 1 for one in batch], DECISION:]
    wrong = functional.cross_entropy(last, torch.tensor([one.decision for one in batch]), reduction="none")
    losses["decision"] = (wrong * torch.tensor([one.weight for one in batch])).mean()
    return losses


def _among(logits: Tensor, right: Tensor, *, whole: bool) -> Tensor:
    """Cross-entropy among some: of the right ones together, or the mean of each where all are to be told."""
    among, own = torch.logsumexp(logits, 0), logits[right > 0]
    return (among - own).mean() if whole else among - torch.logsumexp(own, 0)


if __name__ == "__main__":
    main()
