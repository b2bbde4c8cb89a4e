"""Train the marker on two cores, from what has learnt before, and measure it.

`python -m training.marker.train --bundle build/reader/bundle.xz --out build/marker --seconds 3600`: a bundle of
`training.reader bundle`. `--begun` is a file that this wrote (what the repository has, unless told; `none` for the base
model), `--held-out` names knowledge bases; with `--seconds 0` it only measures.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from dataclasses import replace
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
from training.reader.batches import set_rates
from training.reader.copies import Copies
from training.reader.items import read_bundle, split
from training.reader.log import Log
from training.reader.losses import choice_loss, log_total, means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from training.marker.lessons import Lesson

LEARNT: Final = Path(__file__).with_name("learnt.safetensors")
"""What has been learnt so far, in the repository."""
RATE, NEW_RATE = 7e-4, 1e-3
"""Highest learning rates: of the LoRA, and of what is new."""
BATCHES: Final = 3
"""Of a step."""
AVERAGED, DECAY = 0.7, 0.985
"""From this share of the time on weights are averaged."""
SENTENCES, LISTED = 2.0, 0.5
"""Weights of each sentence's loss, and of that among all sentences of a ticket."""
EVERY: Final = 20
"""Steps between two lines of progress."""
LAST: Final = 120
"""Losses whose mean is told."""
HELD, READ = 300, 8
"""Tickets that are measured on, at most, and passages of each, the first of its search."""
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
    held = [replace(one, hits=one.hits[:READ]) for one in parts.held if one.hits and not one.is_pair]
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
    copies = Copies(net, half=False)
    body, new = copies.named(lambda name: not name.startswith(NEW)), copies.named(lambda name: name.startswith(NEW))
    optimiser = torch.optim.AdamW([{"params": body}, {"params": new}], weight_decay=0.0, betas=(0.9, 0.98))
    recent: dict[str, list[Tensor]] = defaultdict(list)
    averaged, step, tokens = None, 0, 0
    batches, began = lessons.batches(), time.monotonic()
    while (done := (time.monotonic() - began) / seconds) < 1:
        set_rates(optimiser, (RATE, NEW_RATE), done)
        for _ in range(BATCHES):
            size, batch = next(batches)
            losses = losses_of(net, batch, size)
            (torch.stack(list(losses.values())).sum() / BATCHES).backward()
            tokens += sum(len(one.tokens) for one in batch)
            for name, loss in losses.items():
                recent[name].append(loss.detach())
        copies.take_gradients()
        torch.nn.utils.clip_grad_norm_([*body, *new], 1.0)
        optimiser.step()
        copies.put()
        step += 1
        if averaged is not None:
            averaged.add()
        elif done >= AVERAGED:
            averaged = Averaged(copies.values.values(), DECAY)
        if step % EVERY == 0:
            log.tell(f"step {step}, {done:.2f}, {tokens} tokens", means(recent, LAST))
    if averaged is not None:
        averaged.put()
    copies.put()
    log.tell(step, "steps", tokens, "tokens")


def losses_of(net: Decoder, batch: Sequence[Lesson], size: int) -> dict[str, Tensor]:
    """Of passages and sentences, each by itself and among all of its ticket, and of decisions."""
    ids = torch.zeros((len(batch), size), dtype=torch.long)
    for number, one in enumerate(batch):
        ids[number, : len(one.tokens)] = torch.tensor(one.tokens)
    told = net(ids)
    losses = {}
    for name, column, weight in (("passage", PASSAGE, 1.0), ("sentence", SENTENCE, SENTENCES)):
        places = [one.passages if column == PASSAGE else one.sentences for one in batch]
        rows = [number for number, own in enumerate(places) for _ in own]
        if not rows:
            continue
        logits = told[rows, [place for own in places for place, _ in own], column]
        right = torch.tensor([value for own in places for _, value in own])
        losses[name] = weight * functional.binary_cross_entropy_with_logits(logits, right)
        groups, count = torch.tensor(rows), len(batch)
        if column == PASSAGE:
            each = choice_loss(logits, right, groups, count)
            losses["passages"] = each[[bool(own) for own in places]].mean()
        elif right.any():
            losses["sentences"] = LISTED * (log_total(logits, groups, count)[groups] - logits)[right > 0].mean()
    last = told[range(len(batch)), [len(one.tokens) - 1 for one in batch], DECISION:]
    wrong = functional.cross_entropy(last, torch.tensor([one.decision for one in batch]), reduction="none")
    losses["decision"] = (wrong * torch.tensor([one.weight for one in batch])).mean()
    return losses


if __name__ == "__main__":
    main()
