"""The extractive draft: the best supporting sentences of the passages, word for word, each cited.

Used where the model's own words fail the check. It can be dull; it cannot be wrong about what a document says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.ports import Embedder
from citewell.governance.courtesy import is_courtesy
from citewell.governance.sentences import split_sentences
from citewell.governance.words import content_stems, coverage, is_english
from citewell.pipeline.vectors import cosines

MAX_WORDS = 110
MAX_SENTENCES = 6
NEAR_BEST = 0.6
"""A sentence is taken from this share of the best one's score on; of another passage, from ``NEAR_BEST_ELSEWHERE``."""
NEAR_BEST_ELSEWHERE = 0.85
OPENING = "Thank you for your message."
CLOSING = "Please let us know if anything is unclear."

_BULLET = re.compile(r"^\s*[-*•]\s+")
_STEP = re.compile(r"^\s*\d{1,3}[.)]\s+")
_MARK_LIKE = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: int
    position: int
    text: str
    score: float
    step: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """An extractive draft, and what any other draft may be written from.

    ``key`` is the one sentence that comes nearest to the ticket; ``snippets`` are the chosen sentences by the number of
    their passage, from 1, best passage first.
    """

    text: str
    key: str
    snippets: Mapping[int, str]


class Extractor:
    """Writes extractive drafts."""

    def __init__(self, embedder: Embedder) -> None:
        """Compare meanings with ``embedder``."""
        self._embedder = embedder

    def extract(self, queries: Sequence[str], hits: Sequence[Hit]) -> Extract:
        """A reply out of sentences of ``hits``, where ``[n]`` names ``hits[n - 1]``; empty where none is of use."""
        candidates = self._candidates(queries, hits)
        if not candidates:
            return Extract("", "", {})
        best = max(candidates, key=lambda candidate: candidate.score)
        chosen = _choose(candidates, best)
        body = _layout(chosen)
        text = f"{OPENING}\n\n{body}\n\n{CLOSING}" if is_english(queries[0]) else body
        return Extract(text, best.text, _snippets(chosen))

    def _candidates(self, queries: Sequence[str], hits: Sequence[Hit]) -> list[_Candidate]:
        units = [
            (passage, position, hit.text[start:end])
            for passage, hit in enumerate(hits)
            for position, (start, end) in enumerate(split_sentences(hit.text))
        ]
        units = [unit for unit in units if _usable(unit[2])]
        if not units:
            return []
        vectors = self._embedder.embed([text for _, _, text in units])
        near = [cosines(query, vectors) for query in self._embedder.embed(queries)]
        best = max(hit.score for hit in hits) or 1.0
        candidates = []
        for i, (passage, position, text) in enumerate(units):
            hit = hits[passage]
            wanted = max(coverage(query, f"{hit.place} {text}") for query in queries)
            cosine = max(values[i] for values in near)
            score = max(0.0, cosine) + 0.5 * wanted + 0.3 * hit.score / best
            candidates.append(_Candidate(passage, position, text, score, bool(_STEP.match(text))))
        return candidates


def _usable(text: str) -> bool:
    """A sentence that says something by itself."""
    return not is_courtesy(text) and len(content_stems(text)) >= 2


def _choose(candidates: Sequence[_Candidate], top: _Candidate) -> list[_Candidate]:
    """The best sentences: of the best passage first, then what comes near it elsewhere; steps come as a whole."""
    chosen: list[_Candidate] = []
    words = 0
    for candidate in sorted(candidates, key=lambda c: (c.passage != top.passage, -c.score)):
        share = NEAR_BEST if candidate.passage == top.passage else NEAR_BEST_ELSEWHERE
        size = len(candidate.text.split())
        if candidate.score < share * top.score or _repeats(candidate, chosen):
            continue
        if chosen and (words + size > MAX_WORDS or len(chosen) >= MAX_SENTENCES):
            continue
        chosen.append(candidate)
        words += size
    if any(candidate.step for candidate in chosen):
        chosen = _with_all_steps(chosen, candidates)
    return sorted(chosen, key=lambda c: (c.passage != top.passage, c.passage, c.position))


def _snippets(chosen: Sequence[_Candidate]) -> dict[int, str]:
    """The chosen sentences of each passage, by its number."""
    snippets: dict[int, str] = {}
    for candidate in chosen:
        n = candidate.passage + 1
        snippets[n] = f"{snippets[n]} {candidate.text}" if n in snippets else candidate.text
    return snippets


def _repeats(candidate: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    return any(coverage(candidate.text, other.text) >= 0.9 for other in chosen)


def _with_all_steps(chosen: list[_Candidate], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """A procedure with a step missing is worse than a long reply."""
    passages = {candidate.passage for candidate in chosen if candidate.step}
    steps = [candidate for candidate in candidates if candidate.step and candidate.passage in passages]
    return list({(c.passage, c.position): c for c in [*chosen, *steps]}.values())


def _layout(chosen: Sequence[_Candidate]) -> str:
    """Steps and bullets on lines of their own, sentences as paragraphs."""
    lines: list[str] = []
    for candidate in chosen:
        text = _MARK_LIKE.sub(r"(\1)", candidate.text.strip())
        listed = candidate.step or _BULLET.match(text)
        text = _cite(text, candidate.passage + 1)
        if lines and not listed and not _STEP.match(lines[-1]) and not _BULLET.match(lines[-1]):
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    return "\n".join(lines)


def _cite(text: str, n: int) -> str:
    """Put the citation before the full stop."""
    body = text.rstrip()
    stop = body[-1] if body[-1] in ".!?:;" else ""
    body = body[: len(body) - len(stop)].rstrip()
    return f"{body} [{n}]{stop if stop in '.!?' and stop else '.'}"
