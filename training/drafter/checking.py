"""Keeps the examples whose completion passes the app's own check against the passages of its prompt."""

import re
from collections.abc import Sequence

from citewell.application.models.fitted import load_fitted
from citewell.domain.ports import Verifier
from citewell.governance.literals.extraction import missing_literals
from citewell.governance.text.courtesy import is_courtesy
from citewell.governance.text.words import coverage
from citewell.models.clients import ProcessVerifier
from citewell.models.descriptions import VERIFIER
from citewell.pipeline.checks.groundedness import SUPPORTED, SupportScorer
from citewell.pipeline.generation.citations import read_sentences
from training.drafter.form import RESOURCES, Candidate

LEAST_COVERAGE = 0.2
"""A sentence shares at least so many of its words with a passage it cites."""
_PLACEHOLDER = re.compile(r"\{|\}|\[\*\]|\*\*")


def open_verifier(threads: int = 2) -> ProcessVerifier:
    """The verifier that ships, in a process of its own."""
    return ProcessVerifier(RESOURCES / "models" / VERIFIER.folder, threads=threads)


def passing(candidates: Sequence[Candidate], verifier: Verifier) -> list[tuple[Candidate, str]]:
    """Each candidate with what is wrong with it; an empty text where it may be trained on."""
    wrong = [_quick(candidate) for candidate in candidates]
    claims: list[tuple[int, str, tuple[str, ...]]] = []
    for i, candidate in enumerate(candidates):
        if wrong[i] or candidate.example.task == "clarify":
            continue
        known = {n: f"{p.place}\n{p.text}" for n, p in candidate.passages}
        claims += [
            (i, sentence.text, tuple(known[n] for n in sentence.cites))
            for sentence in read_sentences(candidate.example.completion)
            if sentence.cites
        ]
    scores = SupportScorer(verifier, load_fitted().support).score(
        [text for _, text, _ in claims], [texts for _, _, texts in claims]
    )
    for (i, _, _), score in zip(claims, scores, strict=True):
        if score < SUPPORTED:
            wrong[i] = "unsupported"
    return list(zip(candidates, wrong, strict=True))


def _quick(candidate: Candidate) -> str:  # noqa: PLR0911  one fault after the other
    """What can be seen without vectors."""
    example = candidate.example
    if _PLACEHOLDER.search(example.user + example.completion):
        return "placeholder"
    if example.task == "clarify":
        return "" if example.completion.endswith("?") and example.completion.count("?") == 1 else "not one question"
    known = {n: f"{p.place}\n{p.text}" for n, p in candidate.passages}
    for sentence in read_sentences(example.completion):
        if not sentence.cites:
            if not is_courtesy(sentence.text):
                return "uncited"
            continue
        sources = [known[n] for n in sentence.cites if n in known]
        if len(sources) < len(sentence.cites):
            return "unknown number"
        if missing_literals(sentence.text, sources):
            return "literal"
        if max(coverage(sentence.text, source) for source in sources) < LEAST_COVERAGE:
            return "words"
    return ""
