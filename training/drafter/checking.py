"""Keeps the examples whose completion passes the app's own check against the passages of its prompt."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citewell.domain.ports import Embedder
from citewell.governance.courtesy import is_courtesy
from citewell.governance.literals import missing_literals
from citewell.governance.sentences import split_sentences
from citewell.governance.words import coverage, is_negated
from citewell.models.clients import ProcessEmbedder
from citewell.models.descriptions import EMBEDDER
from citewell.pipeline.citations import read_sentences
from citewell.pipeline.support import SUPPORTED, SupportScorer
from training.drafter.form import RESOURCES, Candidate

LEAST_COVERAGE = 0.2
"""Support is the mean of shared words and cosine: below this share of words it cannot reach 0.6."""
SURE = 0.95
"""With this share of words a cosine of 0.25 is enough, which two such sentences always have: not embedded."""
_PLACEHOLDER = re.compile(r"\{|\}|\[\*\]|\*\*")


def open_embedder(threads: int = 2) -> ProcessEmbedder:
    """The embedder that ships, in a process of its own."""
    return ProcessEmbedder(EMBEDDER, RESOURCES / "models" / EMBEDDER.folder, threads=threads)


def passing(candidates: Sequence[Candidate], embedder: Embedder) -> list[tuple[Candidate, str]]:
    """Each candidate with what is wrong with it; an empty text where it may be trained on.

    Support is scored against the window of the cited passages that shares most words with the sentence: never more
    than what the app's check would find, at a tenth of the texts to embed.
    """
    wrong = [_quick(candidate) for candidate in candidates]
    claims: list[tuple[int, str, str]] = []
    for i, candidate in enumerate(candidates):
        if wrong[i] or candidate.example.task == "clarify":
            continue
        for text, share, window in _nearest(candidate):
            if share < SURE:
                claims.append((i, text, window))
    unique = sorted({(text, window) for _, text, window in claims})
    scores = SupportScorer(embedder).score([text for text, _ in unique], [[window] for _, window in unique])
    weak = {pair for pair, score in zip(unique, scores, strict=True) if score < SUPPORTED}
    for i, text, window in claims:
        if (text, window) in weak:
            wrong[i] = "unsupported"
    return list(zip(candidates, wrong, strict=True))


def _nearest(candidate: Candidate) -> Iterator[tuple[str, float, str]]:
    """Each cited sentence, the share of its words in the nearest window, and that window; 0 where polarity differs."""
    known = {n: f"{p.place}\n{p.text}" for n, p in candidate.passages}
    for sentence in read_sentences(candidate.example.completion):
        windows = [window for n in sentence.cites for window in _windows(known[n])]
        if windows:
            negated = is_negated(sentence.text)
            rated = [(is_negated(w) == negated, coverage(sentence.text, w), -len(w), w) for w in windows]
            same, share, _, window = max(rated)
            yield sentence.text, share if same else 0.0, window


def _windows(passage: str) -> list[str]:
    parts = [passage[start:end] for start, end in split_sentences(passage)]
    return [*parts, *(f"{first} {second}" for first, second in pairwise(parts))]


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
