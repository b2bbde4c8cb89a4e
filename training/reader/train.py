"""Training from a pack: the teacher, what it writes and says, then the student, within one given time.

First with knowledge bases held out whole, and measured on them. Then the student that ships learns from all of the bank
and from what that teacher gave, but for its scores of the held-out ones, which it had not learnt from.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from tokenizers import Tokenizer

from training.minilm.tokens import load_tokenizer
from training.reader import measure, pack, student
from training.reader.batches import Machine
from training.reader.candidates import choose, embed, pools
from training.reader.examples import FIRST, by_score
from training.reader.forms import Forms
from training.reader.items import read_bundle, split
from training.reader.pack import read_parts
from training.reader.questions import prompts_of, write_questions
from training.reader.qwen_weights import load_qwen, read_trimmed
from training.reader.scoring import Scorer
from training.reader.taught import Taught, Written, read_taught, write_taught
from training.reader.teacher import Lessons, teach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from torch import Tensor

    from training.minilm.net import PairNet
    from training.reader.items import Asked, Bundle, Parts
    from training.reader.log import Log
    from training.reader.measure import Floats
    from training.reader.qwen_weights import Teacher
    from training.reader.scale import Scale
    from training.reader.taught import Draft

SEED: Final = 7
TAUGHT, HELD = "taught.xz", "held.json"
STUDENT: Final = ("student.0.pt", "student.1.pt")
"""Halves, without the words, which stay MiniLM's: small enough to be sent back."""
LEFT_AT_END: Final = 8.0
"""Seconds that writing takes."""
HELD_PASSAGES, BANK_PASSAGES, PAIR_PASSAGES = 24, 16, 10
"""First passages that the teacher reads: of what is held out, of the rest, and of any question of a pair."""
SEARCH_WEIGHT: Final = 0.5
"""Of the search beside the teacher, in the figures."""


@dataclass(frozen=True, slots=True)
class Run:
    """What all stages need."""

    folder: Path
    bundle: Bundle
    parts: Parts
    scale: Scale
    machine: Machine
    log: Log


def train(packed: Path, out: Path, held_out: Sequence[str], scale: Scale, seconds: float, log: Log) -> None:
    """Train teacher and student with `held_out` left out, measure both, and write all into `out`.

    Names of `held_out` that nothing asks are passed over.
    """
    teacher = read_trimmed(read_parts(packed, pack.QWEN), scale.teacher_layers)
    log.tell("the teacher's weights are read")
    run = _begin(packed, held_out, scale, log)
    net = student.new_student(packed / pack.MINILM).to(run.machine.name)
    taught = _taught(run, teacher, net)
    write_taught(taught, out / TAUGHT)
    del teacher
    _learn(run, net, taught, seconds, out)


def train_all(
    packed: Path, taught: Path, out: Path, held_out: Sequence[str], scale: Scale, seconds: float, log: Log
) -> None:
    """Train the student that ships: on all of the bank, with what a teacher gave that learnt without `held_out`."""
    run = _begin(packed, (), scale, log)
    numbers = {one.number for one in run.bundle.asked if one.kb in held_out}
    net = student.new_student(packed / pack.MINILM).to(run.machine.name)
    _learn(run, net, read_taught(taught).without(numbers), seconds, out)


def _begin(packed: Path, held_out: Sequence[str], scale: Scale, log: Log) -> Run:
    torch.manual_seed(SEED)
    machine = Machine.best()
    if machine.accelerates:
        torch.backends.cuda.matmul.allow_tf32 = True
    bundle = read_bundle(packed / pack.BUNDLE)
    known = {one.kb for one in bundle.asked}
    parts = split(bundle, frozenset(name for name in held_out if name in known))
    learn = parts.learn
    if len(learn) > scale.learnt:
        learn = tuple(random.Random(SEED).sample(learn, scale.learnt))
    parts = replace(parts, learn=learn, given=parts.given[: scale.given], held=parts.held[: scale.held])
    log.tell(len(parts.learn), "to learn from,", len(parts.given), "given,", len(parts.held), "held out;", machine.name)
    return Run(packed, bundle, parts, scale, machine, log)


def _taught(run: Run, teacher: Teacher, net: PairNet) -> Taught:
    """Train the teacher, and let it score and write."""
    scale, log, bundle, parts = run.scale, run.log, run.bundle, run.parts
    rng = random.Random(SEED)
    tokenizer = Tokenizer.from_file(str(run.folder / pack.QWEN_TOKENIZER))
    forms = Forms(tokenizer, teacher.kept, teacher.end, bundle.passages, bundle.asked)
    qwen = load_qwen(teacher).to(run.machine.name)
    steps = teach(qwen, Lessons(bundle, parts, forms, scale.teacher_tokens, rng), scale, run.machine, log)
    log.tell("the teacher made", steps, "steps")
    scorer = Scorer(qwen, forms, run.machine, scale.scored_tokens)
    held = _told_teacher(run, scorer, forms)
    ranked = [one for one in parts.learn if one.hits and one.decision != "escalate"]
    scores = scorer.bank(ranked, scale.bank_seconds, BANK_PASSAGES, PAIR_PASSAGES)
    log.tell("scored", len(scores), "of", len(ranked))
    prompts = prompts_of(bundle.passages, parts.learn, forms, rng, scale.asked)
    drafts = write_questions(qwen, forms, bundle.passages, prompts, scale, run.machine, log)
    written = _judged(run, scorer, forms, drafts, _candidates(run, net, drafts)) if drafts else ()
    return Taught({**held, **scores}, written)


def _told_teacher(run: Run, scorer: Scorer, forms: Forms) -> dict[int, Floats]:
    """Score what is held out, tell how well, and return the scores."""
    held = [one for one in run.parts.held if one.hits]
    seconds, log = run.scale.held_seconds, run.log
    scores = scorer.bank(held, seconds, HELD_PASSAGES, PAIR_PASSAGES)
    held = [one for one in held if one.number in scores]
    measure.told_ranking("search", run.bundle, held, _search_scores, log)
    measure.told_ranking("teacher", run.bundle, held, lambda one: scores[one.number], log)

    def fused(one: Asked) -> Floats:
        read = scores[one.number]
        return measure.standard(read) + np.float32(SEARCH_WEIGHT) * measure.standard(_search_scores(one)[: len(read)])

    measure.told_ranking("teacher and search", run.bundle, held, fused, log)
    tickets = [one for one in held if not one.is_pair]
    if tickets:
        rows = [forms.route(forms.tickets[one.number], by_score(one.found, scores[one.number])) for one in tickets]
        made = scorer.read(rows, "route", seconds).argmax(1)
        measure.told_decisions("teacher", measure.codes_of(tickets), made, log)
    return scores


def _search_scores(one: Asked) -> Floats:
    return np.array([score for _, score in one.hits], np.float32)


def _candidates(run: Run, net: PairNet, drafts: Sequence[Draft]) -> list[tuple[int, ...]]:
    """Candidates of the drafts by MiniLM as it is before it learns."""
    tokens = _tokens(run, [one.text for one in drafts])
    net.eval()
    found = {passage for one in run.parts.learn for passage in one.found}
    by_base = pools([one.kb for one in run.bundle.passages], found)

    def embedded(texts: Sequence[list[int]]) -> Tensor:
        return embed(net, texts, run.machine, run.scale.read_tokens)

    return choose(drafts, tokens.written, tokens.passages, by_base, embedded)


def _judged(
    run: Run, scorer: Scorer, forms: Forms, drafts: Sequence[Draft], candidates: Sequence[tuple[int, ...]]
) -> tuple[Written, ...]:
    """What the teacher says of its own questions, of those that it reads in time."""
    tickets = forms.encode([one.text for one in drafts])
    rows = [forms.rank(ticket, one) for ticket, of in zip(tickets, candidates, strict=True) for one in of]
    logits = scorer.read(rows, "rank", run.scale.written_seconds)[:, 0]
    answers = np.split(logits, np.cumsum([len(of) for of in candidates])[:-1])
    firsts = []
    for draft, of, values in zip(drafts, candidates, answers, strict=True):
        order = by_score(of, values)
        firsts.append((tuple(order[:FIRST]), tuple(one for one in order if one != draft.passage)[:FIRST]))
    rows = [forms.route(ticket, of) for ticket, both in zip(tickets, firsts, strict=True) for of in both]
    routes = scorer.read(rows, "route", run.scale.routed_seconds).reshape(len(drafts), 2, -1)
    whole = [
        Written(*one)
        for one in zip(drafts, candidates, answers, firsts, routes, strict=True)
        if not np.isnan(one[2]).any() and not np.isnan(one[4]).any()
    ]
    own = [one.candidates[int(one.answers.argmax())] == one.draft.passage for one in whole if one.draft.mark]
    share = round(float(np.mean(own)), 3) if own else "none"
    run.log.tell("judged", len(whole), "questions; their own passage comes first:", share)
    return tuple(whole)


def _tokens(run: Run, written: Sequence[str]) -> student.Tokens:
    return student.Tokens(load_tokenizer(run.folder / pack.MINILM_TOKENIZER), run.bundle, written)


def _learn(run: Run, net: PairNet, taught: Taught, seconds: float, out: Path) -> None:
    """Train the student in what is left of `seconds`, write it, and measure it on what is held out."""
    tokens = _tokens(run, [one.draft.text for one in taught.written])
    lessons = student.Lessons(run.parts, taught, tokens, run.scale.student_tokens, SEED)
    if run.machine.accelerates:
        torch.cuda.empty_cache()
    left = min(run.scale.student_seconds, seconds - run.log.seconds - LEFT_AT_END)
    run.log.tell("the student learns for", round(left), "seconds")
    steps = student.learn(net, lessons, run.scale, left, run.machine, run.log)
    run.log.tell("the student made", steps, "steps")
    write_student(net, out)
    if run.parts.held:
        found = measure.read_held(net, tokens, run.parts.held, run.machine, run.scale.read_tokens)
        measure.told_student(run.bundle, run.parts.held, found, run.log)
        (out / HELD).write_text(json.dumps(found.record()), encoding="utf-8")


def write_student(net: PairNet, out: Path) -> None:
    """Write the parameters in half precision, in two files, without the words."""
    state = {name: value.half().cpu() for name, value in net.state_dict().items() if not name.startswith("words")}
    names = sorted(state)
    halves = (names[: len(names) // 2], names[len(names) // 2 :])
    for file, part in zip(STUDENT, halves, strict=True):
        torch.save({name: state[name] for name in part}, out / file)
