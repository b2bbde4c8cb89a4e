"""From probabilities of tokens to spans of personal data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Floats = np.ndarray

PERSON, ADDRESS, ORGANISATION = "PERSON", "ADDRESS", "ORGANISATION"
THRESHOLDS = {PERSON: 0.5, ADDRESS: 0.45, ORGANISATION: 0.7}
"""The least probability of a name, an address, an organisation; measured on the held-out sets."""
NUMBER_THRESHOLD = 0.35
"""The least probability that a word with digits is of any type: a missed number costs more than a masked one."""
WORD_THRESHOLD = 0.6
"""The same for a word without digits of another type, such as a user name."""
JOINED_BY = 3
"""Characters between two words of one span, at most."""


@dataclass(frozen=True, slots=True)
class NamedWord:
    """A word at ``start:end`` with the mean probability of each label over its tokens."""

    start: int
    end: int
    begins: bool
    kind: str
    score: float


def words_of(
    text: str,
    words: Sequence[tuple[int, int, int]],
    of_token: Sequence[int],
    probabilities: Floats,
    labels: Sequence[str],
) -> list[NamedWord]:
    """The words that are part of personal data. ``probabilities`` is ``(tokens, labels)``; label 0 is none."""
    found = []
    kinds = sorted({label.partition("-")[2] for label in labels[1:]})
    columns = {kind: [labels.index(f"B-{kind}"), labels.index(f"I-{kind}")] for kind in kinds}
    tokens: dict[int, list[int]] = {}
    for token, word in enumerate(of_token):
        if word >= 0:
            tokens.setdefault(word, []).append(token)
    for word, at in tokens.items():
        mean = probabilities[at].mean(axis=0)
        shares = {kind: float(mean[columns[kind]].sum()) for kind in kinds}
        kind = max(shares, key=lambda name: shares[name])
        start, end, _ = words[word]
        if not _is_taken(text[start:end], kind, shares[kind], 1.0 - float(mean[0])):
            continue
        first = probabilities[at[0]][columns[kind]]
        found.append(NamedWord(start, end, bool(first[0] > first[1]), kind, shares[kind]))
    return found


def _is_taken(word: str, kind: str, share: float, any_kind: float) -> bool:
    if kind in THRESHOLDS:
        return share >= THRESHOLDS[kind]
    if any(c.isdigit() for c in word):
        return any_kind >= NUMBER_THRESHOLD
    return any_kind >= WORD_THRESHOLD


def spans_of(text: str, words: Sequence[NamedWord]) -> list[tuple[int, int, str, float]]:
    """``(start, end, kind, score)`` of words that belong together."""
    spans: list[tuple[int, int, str, float]] = []
    for word in words:
        if spans:
            start, end, kind, score = spans[-1]
            between = text[end : word.start]
            if kind == word.kind and not word.begins and _joins(kind, between):
                spans[-1] = (start, word.end, kind, max(score, word.score))
                continue
        spans.append((word.start, word.end, word.kind, word.score))
    return [span for span in spans if any(c.isalnum() for c in text[span[0] : span[1]])]


def _joins(kind: str, between: str) -> bool:
    if kind != ADDRESS and ("\n" in between or "\r" in between):
        return False
    return len(between.strip(" \t\r\n")) <= JOINED_BY and len(between) <= 2 * JOINED_BY + 2
