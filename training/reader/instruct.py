"""What a teacher gives, from a pack that has one: it learns, is measured on what is held out, scores and writes."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np
from tokenizers import Tokenizer

from training.minilm.tokens import load_tokenizer
from training.reader import measure, pack
from training.reader.candidates import choose, embed, pools
from training.reader.examples import FIRST, by_score
from training.reader.forms import Forms
from training.reader.lessons import Tokens
from training.reader.questions import prompts_of, write_questions
from training.reader.qwen_weights import load_qwen, read_trimmed
from training.reader.scoring import Scorer
from training.reader.student import new_student
from training.reader.taught import Taught, Written
from training.reader.teacher import Lessons, teach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from training.reader.items import Asked
    from training.reader.measure import Floats
    from training.reader.taught import Draft
    from training.reader.train import Run

SEED: Final = 7
HELD_PASSAGES, BANK_PASSAGES, PAIR_PASSAGES = 24, 16, 10
"""First passages that the teacher reads: of what is held out, of the rest, and of any question of a pair."""
SEARCH_WEIGHT: Final = 0.5
"""Of the search beside the teacher, in the figures."""


def instruct(run: Run) -> Taught:
    """Train the teacher on what is not held out, and let it score and write about that."""
    teacher = read_trimmed(pack.read_parts(run.folder, pack.QWEN), run.scale.teacher_layers)
    scale, log, bundle, parts = run.scale, run.log, run.bundle, run.parts
    rng = random.Random(SEED)
    tokenizer = Tokenizer.from_file(str(run.folder / pack.QWEN_TOKENIZER))
    forms = Forms(tokenizer, teacher.kept, teacher.end, bundle.passages, bundle.asked)
    qwen = load_qwen(teacher).to(run.machine.name)
    steps = teach(qwen, Lessons(bundle, parts, forms, scale.teacher_tokens, rng), scale, run.machine, log)
    log.tell("the teacher made", steps, "steps")
    scorer = Scorer(qwen, forms, run.machine, scale.scored_tokens)
    _told_teacher(run, scorer, forms)
    ranked = [one for one in parts.learn if one.hits and one.decision != "escalate"]
    scores = scorer.bank(ranked, scale.bank_seconds, BANK_PASSAGES, PAIR_PASSAGES)
    log.tell("scored", len(scores), "of", len(ranked))
    prompts = prompts_of(bundle.passages, parts.learn, forms, rng, scale.asked)
    drafts = write_questions(qwen, forms, bundle.passages, prompts, scale, run.machine, log)
    written = _judged(run, scorer, forms, drafts, _candidates(run, drafts)) if drafts else ()
    by_passage = {
        one.number: dict(zip(one.found, map(float, scores[one.number]), strict=False))
        for one in ranked
        if one.number in scores
    }
    return Taught(by_passage, written)


def _told_teacher(run: Run, scorer: Scorer, forms: Forms) -> None:
    """Score what is held out, and tell how well."""
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


def _search_scores(one: Asked) -> Floats:
    return np.array([score for _, score in one.hits], np.float32)


def _candidates(run: Run, drafts: Sequence[Draft]) -> list[tuple[int, ...]]:
    """Candidates of the drafts by MiniLM as it is before it learns."""
    tokens = Tokens(load_tokenizer(run.folder / pack.MINILM_TOKENIZER), run.bundle, [one.text for one in drafts])
    net = new_student(run.folder / pack.MINILM).to(run.machine.name).eval()
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
