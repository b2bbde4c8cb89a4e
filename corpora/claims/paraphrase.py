"""True claims: a sentence said a little differently, or only a part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corpora.claims.wording import OPENINGS, SAME

if TYPE_CHECKING:
    import random

_LEADING: Final = re.compile(
    r"^(?:however|also|therefore|thus|additionally|moreover|furthermore|in addition|for example|then|but|and|so|note:?)"
    r",?\s+",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_IF: Final = re.compile(r"^((?:If|When|After|Before|Once|In|On|During|For)\b[^,]{5,90}),\s+(.{12,})$")
_TAIL: Final = re.compile(
    r"^(.{25,}?)(?:,? (?:which|where|so that|as well as|such as|including|because|while|although)\b| \(|;|,(?= )).+$"
)
_PLACE: Final = re.compile(r"^(.{20,}) (?:in|on|at|during|since|for|from|with|by|through) [^,.;]{4,50}([.!]?)$")
_GUARDS: Final = re.compile(
    r"\b(?:if|unless|except|only|not|no|never|without|until|up to|at least|or|may|might)\b|n't", re.IGNORECASE
)
_MONTH: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_FORMS: Final = (
    (re.compile(r"\b(can)not\b"), "can't"), (re.compile(r"\bdo not\b"), "don't"), (re.compile(r"\bis not\b"), "isn't"),
    (re.compile(r"\bare not\b"), "aren't"), (re.compile(r"\bwill not\b"), "won't"), (re.compile(r"\bit is\b"), "it's"),
    (re.compile(r"\byou are\b"), "you're"), (re.compile(r"\bdon't\b"), "do not"), (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"\bisn't\b"), "is not"), (re.compile(r"\bit's\b"), "it is"), (re.compile(r"\byou'll\b"), "you will"),
    (re.compile(r"(\d)\s?%"), r"\1 percent"), (re.compile(r"(\d) percent\b"), r"\1%"),
    (re.compile(r"(\d),(\d{3})\b"), r"\1\2"), (re.compile(r"€\s?(\d[\d.,]*\d|\d)"), r"\1 euros"),
    (re.compile(r"\$\s?(\d[\d,.]*\d|\d)"), r"USD \1"), (re.compile(r"\b(\d{1,2}) (a|p)m\b"), r"\1\2m"),
    (re.compile(rf"\b({_MONTH}) (\d{{1,2}})\b"), r"\2 \1"), (re.compile(rf"\b(\d{{1,2}}) ({_MONTH})\b"), r"\2 \1"),
)  # fmt: skip
_NUMBERS: Final = {
    "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
    "10": "ten", "12": "twelve", "14": "fourteen", "15": "fifteen", "20": "twenty", "30": "thirty",
}  # fmt: skip


def paraphrase(sentence: str, rng: random.Random) -> str:
    """`sentence` said otherwise; it still follows from `sentence`."""
    text = _LEADING.sub("", sentence) if rng.random() < 0.7 else sentence
    if rng.random() < 0.5:
        text = _BRACKETS.sub("", text)
    if rng.random() < 0.3:
        text = _shortened(text, rng)
    if rng.random() < 0.4 and (found := _IF.match(text)):
        rest = found[2].rstrip(".")
        text = f"{rest} {found[1][:1].lower()}{found[1][1:]}."
    if rng.random() < 0.6:
        text = _synonyms(text, rng)
    if rng.random() < 0.5:
        text = _forms(text, rng)
    return _dressed(text, rng)


def _shortened(text: str, rng: random.Random) -> str:
    if _GUARDS.search(text):
        return text
    for pattern in rng.sample((_TAIL, _PLACE), 2):
        found = pattern.match(text)
        if found and len(found[1].split()) >= 5:
            return found[1].rstrip(",") + "."
    return text


def _synonyms(text: str, rng: random.Random) -> str:
    found = [old for old in SAME if re.search(rf"\b{re.escape(old)}\b", text)]
    for old in rng.sample(found, min(len(found), rng.randint(1, 3))):
        text = re.sub(rf"\b{re.escape(old)}\b", SAME[old], text, count=1)
    return text


def _forms(text: str, rng: random.Random) -> str:
    for pattern, by in rng.sample(_FORMS, len(_FORMS))[:10]:
        if rng.random() < 0.5:
            text = pattern.sub(by, text)
    if rng.random() < 0.4:
        text = re.sub(
            r"(?<![\w.,:$€£/-])(\d{1,2})(?![\w.,:%/-])(?! [A-Z]| [ap]m)", lambda m: _NUMBERS.get(m[1], m[1]), text
        )
    return text


def _dressed(text: str, rng: random.Random) -> str:
    """Openings, small letters, other ends: what says nothing."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    case = rng.random()
    if case < 0.12:
        opening = rng.choice(OPENINGS)
        text = opening + (text[:1].lower() + text[1:] if text[1:2].islower() else text)
    if rng.random() < 0.12:
        text = text.lower()
    if rng.random() < 0.1:
        text = re.sub(r"([.,!?])(?=\s|$)", r" \1", text)
    return text.rstrip(".") if rng.random() < 0.1 else text
