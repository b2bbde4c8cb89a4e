"""From probabilities of tokens to spans of personal data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Floats = np.ndarray

PERSON, ADDRESS, ORGANISATION = "PERSON", "ADDRESS", "ORGANISATION"
THRESHOLDS = {PERSON: 0.5, ADDRESS: 0.45, ORGANISATION: 0.5}
"""The least probability of a name, an address, an organisation; measured on the held-out sets."""
NUMBER_THRESHOLD = 0.35
"""The least probability that a word with digits is of any type: a missed number costs more than a masked one."""
WORD_THRESHOLD = 0.6
"""The same for a word without digits of another type, such as a user name."""
JOINED_BY = 3
"""Characters between two words of one span, at most."""
_TEAM = re.compile(r"(?<!\w)(?:team|your|our|ihr|unser|euer)\s+\Z", re.IGNORECASE)
_OF_A_TEAM = re.compile(
    r"\s+(?:team|support|(?:customer\s+)?(?:service|care)|gmbh|ltd|inc|llc|app|store|shop)(?!\w)", re.IGNORECASE
)
"""Words beside the name of a company."""
_SMALL_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_ARTICLE = re.compile(
    r"(?<!\w)(?:an?|the|this|that|ein\w{0,2}|kein\w{0,2}|d(?:er|ie|as|en|em|es)|un[ea]?|une|l[eao]s?|het|de|een)\s+\Z",
    re.IGNORECASE,
)


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
    ends, starts = {span[1] for span in spans}, {span[0] for span in spans}
    return [
        span
        for span in spans
        if not _is_slip(text, *span[:3], alone=not (_near(span[0], ends, -1) or _near(span[1], starts, 1)))
    ]


def _near(place: int, others: set[int], way: int) -> bool:
    """Whether another span ends or starts so near that the two may belong together."""
    return any(place + way * gap in others for gap in range(JOINED_BY + 1))


def _is_slip(text: str, start: int, end: int, kind: str, *, alone: bool) -> bool:
    """Whether a span is what the model takes for personal data by mistake.

    A lone number of one or two digits, an ordinal; a noun behind an article (``ein Betrieb``);
    a company's name (``Team Acme``); a part of a word.
    """
    value = text[start:end]
    if not any(c.isalnum() for c in value) or (alone and _SMALL_NUMBER.fullmatch(value)):
        return True
    if kind != PERSON:
        return False
    first, *rest = value.split()
    if text[end : end + 2].startswith("-") and text[end + 1 : end + 2].isalnum():
        return True
    if _TEAM.search(text[max(0, start - 12) : start]) or _OF_A_TEAM.match(text, end):
        return True
    behind_article = _ARTICLE.search(text[max(0, start - 12) : start]) is not None
    return behind_article and first[:1].isupper() and all(word.islower() for word in rest)


def _joins(kind: str, between: str) -> bool:
    if kind != ADDRESS and ("\n" in between or "\r" in between):
        return False
    return len(between.strip(" \t\r\n")) <= JOINED_BY and len(between) <= 2 * JOINED_BY + 2
