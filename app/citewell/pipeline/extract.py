"""The extractive draft: the sentences of the passages that come nearest to what is asked, word for word, each cited.

Used where the model's own words fail the check. It can be dull; it cannot be wrong about what a document says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.governance.courtesy import is_courtesy, is_greeting
from citewell.governance.sentences import split_sentences
from citewell.governance.words import content_stems, coverage, is_english
from citewell.pipeline.prompt import fact_line
from citewell.pipeline.relevance import Relevance

MAX_WORDS = 120
MAX_SENTENCES = 7
NEAR_BEST, NEAR_BEST_ELSEWHERE = 0.65, 0.85
"""For each thing asked: sentences from this share of the best one's score on, in its own passage and in others."""
SENTENCES_EACH, SENTENCES_ELSEWHERE = 4, 2
PASSAGE = 0.6
"""Weight of the similarity of the whole passage beside its sentences' relevance."""
MIN_WORDS, MIN_STEMS = 4, 2
OPENING = "Thank you for your message."
CLOSING = "Please let us know if anything is unclear."

_BULLET = re.compile(r"^\s*[-*•]\s+")
_STEP = re.compile(r"^\s*\d{1,3}[.)]\s+")
_LABEL = re.compile(r"^\s*(?:A|Answer|Antwort|Réponse|Respuesta)\s?:\s+(?=\S)")
"""In lists of questions and answers."""
_MARK_LIKE = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence of a passage: both count from 0."""

    passage: int
    position: int
    text: str

    @property
    def step(self) -> bool:
        return _STEP.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Extract:
    """An extractive draft, and what any other draft may be written from.

    ``keys`` are the sentences that come nearest to each thing asked; ``snippets`` are the chosen sentences by the
    number of their passage, from 1, best passage first.
    """

    text: str
    keys: tuple[str, ...]
    snippets: Mapping[int, str]


class Extractor:
    """Writes extractive drafts."""

    def __init__(self, relevance: Relevance) -> None:
        """Choose sentences by ``relevance``."""
        self._relevance = relevance

    def extract(self, queries: tuple[str, ...], hits: Sequence[Hit]) -> Extract:
        """A reply out of sentences of ``hits``, where ``[n]`` names ``hits[n - 1]``; empty where none is of use."""
        units = [
            _Unit(passage, position, hit.text[start:end])
            for passage, hit in enumerate(hits)
            for position, (start, end) in enumerate(split_sentences(hit.text))
            if not is_courtesy(hit.text[start:end])
        ]
        units = [unit for unit in units if _says_enough(unit.text)] or units  # a short answer is better than none
        if not units:
            return Extract("", (), {})
        texts = [f"{hits[unit.passage].place}: {unit.text}" for unit in units]
        scores = [
            [score + PASSAGE * hits[unit.passage].similarity for score, unit in zip(row, units, strict=True)]
            for row in self._relevance.score(queries, texts)
        ]
        best = [max(range(len(units)), key=row.__getitem__) for row in scores]
        chosen = _within_limits([_near(row, top, units) for row, top in zip(scores, best, strict=True)])
        text = framed(_layout(chosen), queries[0])
        return Extract(text, tuple(dict.fromkeys(units[top].text for top in best)), _snippets(chosen, hits))


def framed(body: str, ticket: str) -> str:
    """``body`` with an opening and a closing where it has none, if ``ticket`` is English."""
    spans = split_sentences(body)
    if not spans or not is_english(ticket):
        return body
    first, last = (body[start:end] for start, end in (spans[0], spans[-1]))
    opening = "" if is_greeting(first) else f"{OPENING}\n\n"
    closing = "" if len(spans) > 1 and is_greeting(last) else f"\n\n{CLOSING}"
    return f"{opening}{body}{closing}"


def _says_enough(text: str) -> bool:
    """Whether a sentence can be understood by itself, and states something: headings end in a colon or ask."""
    if text.rstrip().endswith((":", "?", "：", "？")):
        return False
    return len(text.split()) >= MIN_WORDS and len(content_stems(text)) >= MIN_STEMS


def _near(scores: Sequence[float], top: int, units: Sequence[_Unit]) -> list[_Unit]:
    """The best sentence for one query, with what in its passage comes near it, or with all steps of its procedure."""
    own = [i for i, unit in enumerate(units) if unit.passage == units[top].passage]
    if units[top].step:
        return [units[i] for i in own if units[i].step]
    best_first = sorted(range(len(units)), key=lambda i: (i != top, -scores[i]))
    near = [i for i in best_first if scores[i] >= NEAR_BEST * scores[top] and not units[i].step]
    inside = [i for i in near if i in own][:SENTENCES_EACH]
    outside = [i for i in near if i not in own and scores[i] >= NEAR_BEST_ELSEWHERE * scores[top]][:SENTENCES_ELSEWHERE]
    return [units[i] for i in [*inside, *outside]]


def _within_limits(groups: Sequence[Sequence[_Unit]]) -> list[_Unit]:
    """Take turns between the things asked until the reply is long enough; procedures stay whole."""
    chosen: list[_Unit] = []
    words = 0
    for turn in range(max(len(group) for group in groups)):
        for group in groups:
            if turn >= len(group) or _repeats(group[turn], chosen):
                continue
            size = len(group[turn].text.split())
            if chosen and not group[turn].step and (words + size > MAX_WORDS or len(chosen) >= MAX_SENTENCES):
                continue
            chosen.append(group[turn])
            words += size
    order = list(dict.fromkeys(unit.passage for unit in chosen))
    return sorted(chosen, key=lambda unit: (order.index(unit.passage), unit.position))


def _repeats(unit: _Unit, chosen: Sequence[_Unit]) -> bool:
    return any(coverage(unit.text, other.text) >= 0.9 for other in chosen)


def _snippets(chosen: Sequence[_Unit], hits: Sequence[Hit]) -> dict[int, str]:
    """The chosen sentences by the number of their passage, as a prompt shows them."""
    texts: dict[int, list[str]] = {}
    for unit in chosen:
        texts.setdefault(unit.passage + 1, []).append(unit.text)
    return {n: fact_line(hits[n - 1].place, "\n".join(lines)) for n, lines in texts.items()}


def _layout(chosen: Sequence[_Unit]) -> str:
    """Steps and bullets on lines of their own, sentences as paragraphs."""
    lines: list[str] = []
    for unit in chosen:
        text = _cite(_MARK_LIKE.sub(r"(\1)", _LABEL.sub("", unit.text).strip()), unit.passage + 1)
        listed = unit.step or _BULLET.match(text)
        if lines and not listed and not _STEP.match(lines[-1]) and not _BULLET.match(lines[-1]):
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    return "\n".join(lines)


def _cite(text: str, n: int) -> str:
    """Put the citation before the full stop."""
    stop = text[-1] if text[-1] in ".!?" else "."
    return f"{text.rstrip('.!?:;, ')} [{n}]{stop}"
