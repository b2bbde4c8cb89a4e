"""False claims: a true one with a number, date, name, negation, scope, unit or role changed, or something added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpora.claims.wording import ADJUNCTS, NEGATED, OTHER, SCOPE, UNITS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from corpora.claims.articles import Span

_MONTHS: Final = "January February March April May June July August September October November December".split()
_NUMBER: Final = re.compile(r"(?<![\w])\d+(?:[.,:]\d+)*")
_WORD_NUMBER: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty)\b", re.IGNORECASE
)
_NAME: Final = re.compile(r"(?<=[\w,;:] )[A-Z][\w'’&-]+(?: (?:of |the |de )?[A-Z][\w'’&-]+)*")
_CONTENT: Final = re.compile(r"\b[a-z]{5,}\b")
_TAIL: Final = re.compile(r" (?:in|on|at|for|from|with|by|during|within|after|before|to|as) [^,.;()]{6,45}(?=[.,;]|$)")


@dataclass(frozen=True, slots=True)
class Around:
    """What wrong values are taken from: other sentences of the same text, and of other texts."""

    near: str
    far: Sequence[str]


Change = tuple[str, "Span"]
"""The new text, and where it differs."""


def perturb(text: str, around: Around, rng: random.Random) -> tuple[str, Span, str] | None:
    """`text` with one thing made false, where, and the kind; `None` where nothing could be changed."""
    names = list(KINDS)
    weights = [KINDS[name][1] for name in names]
    for _ in range(12):
        name = rng.choices(names, weights)[0]
        found = KINDS[name][0](text, around, rng)
        if found is not None and found[0].casefold() != text.casefold():
            return (*found, name)
    return None


def perturb_as(name: str, text: str, around: Around, rng: random.Random) -> Change | None:
    """One kind of change."""
    found = KINDS[name][0](text, around, rng)
    return found if found is not None and found[0].casefold() != text.casefold() else None


def _put(text: str, start: int, end: int, new: str) -> Change:
    return text[:start] + new + text[end:], (start, start + max(1, len(new)))


def _number(text: str, around: Around, rng: random.Random) -> Change | None:
    found = list(_NUMBER.finditer(text))
    if not found:
        return _number_word(text, rng)
    match = rng.choice(found)
    others = [m[0] for m in _NUMBER.finditer(around.near) if m[0] != match[0]]
    new = rng.choice(others) if others and rng.random() < 0.5 else _varied(match[0], rng)
    return _put(text, *match.span(), new)


def _number_word(text: str, rng: random.Random) -> Change | None:
    found = list(_WORD_NUMBER.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice([n for n in "two three four five six seven eight ten twenty".split() if n != match[0].lower()])
    return _put(text, *match.span(), new)


def _varied(number: str, rng: random.Random) -> str:
    digits = [i for i, c in enumerate(number) if c.isdigit()]
    case = rng.random()
    if case < 0.45 or len(digits) < 2:
        i = rng.choice(digits)
        choices = [d for d in "123456789" if d != number[i]]
        return number[:i] + rng.choice(choices) + number[i + 1 :]
    if case < 0.6 and number.isdigit():
        return str(int(number) + rng.choice([-2, -1, 1, 2, 5, 10])).lstrip("-")
    if case < 0.75 and number.isdigit():
        return number + "0" if rng.random() < 0.5 else number[:-1]
    i, j = rng.sample(digits, 2)
    swapped = list(number)
    swapped[i], swapped[j] = swapped[j], swapped[i]
    return "".join(swapped)


def _date(text: str, _around: Around, rng: random.Random) -> Change | None:
    found = list(re.finditer(rf"\b(?:{'|'.join(_MONTHS)})\b", text)) + list(re.finditer(r"\b(?:1[5-9]|20)\d\d\b", text))
    if not found:
        return None
    match = rng.choice(found)
    if match[0].isdigit():
        new = str(int(match[0]) + rng.choice([-20, -10, -3, -2, -1, 1, 2, 3, 10]))
    else:
        new = rng.choice([m for m in _MONTHS if m != match[0]])
    return _put(text, *match.span(), new)


def _entity(text: str, around: Around, rng: random.Random) -> Change | None:
    found = list(_NAME.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    near = [n for n in _NAME.findall(around.near) if n not in text and match[0] not in n]
    far = [n for s in rng.sample(list(around.far), min(6, len(around.far))) for n in _NAME.findall(s) if n not in text]
    pool = near if near and rng.random() < 0.6 else far or near
    return _put(text, *match.span(), rng.choice(pool)) if pool else None


def _from(pairs: Sequence[tuple[str, str]], text: str, rng: random.Random) -> Change | None:
    found = [(m, new) for old, new in pairs for m in re.finditer(rf"\b{re.escape(old)}\b", text)]
    if not found:
        return None
    match, new = rng.choice(found)
    return _put(text, *match.span(), new)


def _negation(text: str, _around: Around, rng: random.Random) -> Change | None:
    return _from(NEGATED, text, rng)


def _scope(text: str, _around: Around, rng: random.Random) -> Change | None:
    if rng.random() < 0.25 and (spots := list(re.finditer(r" (?=(?:in|on|for|from|with|by|to|at) )", text))):
        spot = rng.choice(spots)
        return _put(text, spot.start(), spot.end(), " only ")
    return _from(SCOPE, text, rng)


def _opposite(text: str, _around: Around, rng: random.Random) -> Change | None:
    pairs = [(a, b) for a, b in OTHER] + [(b, a) for a, b in OTHER]
    pairs += [(a.capitalize(), b.capitalize()) for a, b in pairs]
    return _from(pairs, text, rng)


def _unit(text: str, _around: Around, rng: random.Random) -> Change | None:
    found = []
    for group in UNITS:
        for word in group:
            bound = rf"\b{re.escape(word)}\b" if word.isalpha() else re.escape(word)
            found += [(m, [w for w in group if w != word]) for m in re.finditer(bound, text)]
    if not found:
        return None
    match, others = rng.choice(found)
    return _put(text, *match.span(), rng.choice(others))


def _roles(text: str, _around: Around, rng: random.Random) -> Change | None:
    spans = list(_NAME.finditer(text)) or []
    numbers = list(_NUMBER.finditer(text))
    pool = spans if len(spans) > 1 and (rng.random() < 0.6 or len(numbers) < 2) else numbers
    if len(pool) < 2:
        return None
    first, second = sorted(rng.sample(pool, 2), key=lambda m: m.start())
    if first[0] == second[0] or re.fullmatch(r"\s*(?:and|,|or|/|&)\s*", text[first.end() : second.start()]):
        return None
    new = text[: first.start()] + second[0] + text[first.end() : second.start()] + first[0] + text[second.end() :]
    return new, (first.start(), second.end())


def _added(text: str, around: Around, rng: random.Random) -> Change | None:
    body = text.rstrip(".!")
    end = text[len(body) :] or "."
    case = rng.random()
    if case < 0.35:
        addition = " " + rng.choice(ADJUNCTS)
    elif case < 0.65:
        tails = [t for s in rng.sample(list(around.far), min(8, len(around.far))) for t in _TAIL.findall(s)]
        if not tails:
            return None
        addition = rng.choice(tails)
    else:
        other = rng.choice(around.far).rstrip(".!")
        if not 4 <= len(other.split()) <= 18:
            return None
        addition = rng.choice([", and ", " and ", "; ", ", because ", ", so ", ". "]) + other[:1].lower() + other[1:]
    return body + addition + end, (len(body), len(body) + len(addition))


def _word(text: str, around: Around, rng: random.Random) -> Change | None:
    """A content word gives way to another one with the same ending."""
    found = list(_CONTENT.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    source = around.near if rng.random() < 0.4 else " ".join(rng.sample(list(around.far), min(10, len(around.far))))
    pool = [w for w in _CONTENT.findall(source) if w[-2:] == match[0][-2:] and w[:4] != match[0][:4]]
    return _put(text, *match.span(), rng.choice(pool)) if pool else None


KINDS: Final[dict[str, tuple[Callable[[str, Around, random.Random], Change | None], float]]] = {
    "number": (_number, 2.0),
    "date": (_date, 1.0),
    "entity": (_entity, 2.0),
    "negation": (_negation, 2.0),
    "scope": (_scope, 1.2),
    "opposite": (_opposite, 1.5),
    "unit": (_unit, 1.0),
    "roles": (_roles, 1.0),
    "added": (_added, 2.2),
    "word": (_word, 2.0),
}
"""Each kind of change, and how often it is tried."""
