"""Gaps: tickets about one thing that the documents do not answer, as a question and a first draft of an article.

Grouped by greedy leader clustering over the cosine: the ticket with most others near it takes them, then the next one
of what is left (Daura et al. 1999). How near is near is told from what is usual among the team's tickets.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from citewell.governance.personal.placeholders import PLACEHOLDER
from citewell.governance.personal.records import mask
from citewell.governance.text.courtesy import courtesy_lines, is_courtesy
from citewell.governance.text.quoted_history import without_history
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems
from citewell.pipeline.generation.citations import strip_marks
from citewell.pipeline.intake.query import queries_of

Floats = NDArray[np.float32]

NEAR = 0.5
"""Share of the way from the usual likeness of two tickets to 1 from which they ask the same."""
ALWAYS_NEAR = 0.9
"""Cosine from which two tickets ask the same, whatever is usual: a log may hold little but one question."""
SAME_SENTENCE = 0.6
"""Share of content words that two sentences have in common from which one of them is enough."""
MOST_SENTENCES = 12
MOST_QUESTION = 160
_ANY_PLACEHOLDER = re.compile(r"<[A-Z]+(?:_[A-Z]+)*(?:_\d{1,6})?>")


def asked_alike(vectors: Floats, usual: Floats) -> list[list[int]]:
    """Groups of indices into the unit vectors ``(n, dimensions)``, the most typical first; each is in one group.

    ``usual`` are vectors of any tickets of the team, in no order.
    """
    if not len(vectors):
        return []
    others = usual @ usual.T
    apart = others[~np.eye(len(usual), dtype=bool)]
    mean = float(apart.mean()) if apart.size else 0.0
    near = (vectors @ vectors.T) >= min(mean + NEAR * (1 - mean), ALWAYS_NEAR)
    np.fill_diagonal(near, val=True)
    free = np.ones(len(vectors), dtype=bool)
    counts = near.sum(axis=1)
    groups = []
    while free.any():
        leader = int(np.where(free, counts, 0).argmax())
        inside = np.flatnonzero(near[leader] & free)
        order = inside[np.argsort(-(vectors[inside] @ vectors[leader]), kind="stable")]
        groups.append([int(i) for i in order])
        free[inside] = False
        counts -= near[:, inside].sum(axis=1)
    return groups


def question_of(ticket: str) -> str:
    """What a masked ticket asks, in one line: its last question or fullest sentence, without what is personal."""
    asked = queries_of(without_history(ticket))
    question = " ".join(
        (asked[-1] if len(asked) > 1 and asked[-1].endswith("?") else asked[min(1, len(asked) - 1)]).split()
    )
    shown = _impersonal(question)
    return shown if len(shown) <= MOST_QUESTION else f"{shown[:MOST_QUESTION].rpartition(' ')[0]}…"


def article_sentences(finals: Sequence[str]) -> list[tuple[str, int]]:
    """What agents wrote, a sentence once, in the order of a letter, and how many of the letters say it.

    Courtesy is left out, and so is every sentence that holds something personal: it is one customer's.
    """
    found: list[tuple[str, set[str], float, set[int]]] = []
    for letter, final in enumerate(finals):
        text = strip_marks(final)
        for start, end in reversed(courtesy_lines(text)):
            text = f"{text[:start]}{text[end:]}"
        spans = split_sentences(text)
        for place, (start, end) in enumerate(spans):
            sentence = " ".join(text[start:end].split())
            stems = content_stems(sentence)
            if len(stems) < 2 or is_courtesy(sentence) or _ANY_PLACEHOLDER.search(mask(sentence)):
                continue
            known = next((one for one in found if _alike(one[1], stems)), None)
            if known is None:
                found.append((sentence, stems, place / len(spans), {letter}))
            else:
                known[3].add(letter)
    best = sorted(found, key=lambda one: -len(one[3]))[:MOST_SENTENCES]
    return [(sentence, len(letters)) for sentence, _, _, letters in sorted(best, key=lambda one: one[2])]


def excerpt(ticket: str, most: int = 200) -> str:
    """The start of what a customer wrote, on one line, without what is personal."""
    text = _impersonal(" ".join(without_history(ticket).split()))
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]}…"


def _impersonal(text: str) -> str:
    return _ANY_PLACEHOLDER.sub("…", mask(PLACEHOLDER.sub("…", text)))


def _alike(first: set[str], second: set[str]) -> bool:
    return len(first & second) / len(first | second) >= SAME_SENTENCE
