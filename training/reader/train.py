"""Training of the student from a pack, within one given time, and its figures on knowledge bases held out whole.

What a teacher gave is read from a file; `instruct.py` lets a teacher of the pack give it anew.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import torch

from training.minilm.tokens import load_tokenizer
from training.minilm.weights import read_minilm, to_network
from training.reader import measure, pack, student
from training.reader.batches import Machine
from training.reader.items import read_bundle, split
from training.reader.lessons import Lessons, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from training.minilm.net import PairNet
    from training.reader.items import Bundle, Parts
    from training.reader.lessons import Batch
    from training.reader.log import Log
    from training.reader.scale import Scale
    from training.reader.taught import Taught

SEED: Final = 7
HELD: Final = "held.json"
STUDENT: Final = ("student.0.pt", "student.1.pt")
"""Halves, without the words, which stay MiniLM's: small enough to be sent back."""
LEFT_AT_END: Final = 12.0
"""Seconds that writing and measuring take."""


@dataclass(frozen=True, slots=True)
class Run:
    """What all stages need."""

    folder: Path
    bundle: Bundle
    parts: Parts
    scale: Scale
    machine: Machine
    log: Log


def begin(packed: Path, held_out: Sequence[str], scale: Scale, log: Log) -> Run:
    """Read the pack. Names of `held_out` that nothing asks are passed over."""
    torch.manual_seed(SEED)
    machine = Machine.best()
    if machine.accelerates:
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cuda.enable_cudnn_sdp(enabled=False)  # it plans anew for each shape: each batch
    bundle = read_bundle(packed / pack.BUNDLE)
    known = {one.kb for one in bundle.asked}
    parts = split(bundle, frozenset(name for name in held_out if name in known))
    learn = parts.learn
    if len(learn) > scale.learnt:
        learn = tuple(random.Random(SEED).sample(learn, scale.learnt))
    parts = replace(parts, learn=learn, given=parts.given[: scale.given], held=parts.held[: scale.held])
    log.tell(len(parts.learn), "to learn from,", len(parts.given), "given,", len(parts.held), "held out;", machine.name)
    return Run(packed, bundle, parts, scale, machine, log)


def train(run: Run, taught: Taught, seconds: float, out: Path, begun: Path | None = None) -> None:
    """Train the student in what is left of `seconds`, write it, and measure it on what is held out.

    It begins from MiniLM, or from `begun`: the folder of a run that ended, or a graph that ships.
    """
    parts, scale, log = run.parts, run.scale, run.log
    taught = taught.without({one.kb for one in parts.held})
    written = [one.draft.text for one in taught.written]
    tokens = Tokens(load_tokenizer(run.folder / pack.MINILM_TOKENIZER), run.bundle, written)
    net = student.new_student(run.folder / pack.MINILM)
    if begun is not None:
        take_up(net, begun, run.folder / pack.MINILM)
    if run.machine.accelerates:
        torch.cuda.empty_cache()

    def batches(number: int) -> Iterator[Batch]:
        return Lessons(run.bundle, parts, taught, tokens, scale, SEED + number).batches()

    left = seconds - log.seconds - LEFT_AT_END
    log.tell("the student learns for", round(left), "seconds, with", scale.workers, "processes that make batches")
    steps = student.learn(net, batches, scale, left, run.machine, log)
    log.tell("the student made", steps, "steps")
    write_student(net, out)
    if parts.held:
        net.bfloat16()
        found = measure.read_held(net, tokens, parts.held, run.machine, scale.read_tokens)
        measure.told_student(run.bundle, parts.held, found, log)
        measure.told_sentences(net, tokens, run.bundle, parts.held, run.machine, scale.read_tokens, log)
        (out / HELD).write_text(json.dumps(found.record()), encoding="utf-8")


def take_up(net: PairNet, begun: Path, minilm: Path) -> None:
    """Give `net` the weights of the folder of a run, or of a graph, as near as its bytes tell."""
    if begun.is_dir():
        for name in STUDENT:
            net.load_state_dict(torch.load(begun / name, weights_only=True), strict=False)
        return
    from training.minilm.from_graph import read_encoder  # noqa: PLC0415  needs onnx, which a packed run has not

    found = to_network(read_encoder(begun, read_minilm(minilm)), student.LAYERS)
    net.load_state_dict({name: torch.from_numpy(found[name].copy()) for name in net.state_dict()})


def write_student(net: PairNet, out: Path) -> None:
    """Write the parameters in half precision, in two files, without the words."""
    state = {name: value.half().cpu() for name, value in net.state_dict().items() if not name.startswith("words")}
    names = sorted(state)
    halves = (names[: len(names) // 2], names[len(names) // 2 :])
    for file, part in zip(STUDENT, halves, strict=True):
        torch.save({name: state[name] for name in part}, out / file)
