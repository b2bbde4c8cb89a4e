"""Find passages that contradict each other: sentences of two documents on the same thing that disagree in one fact.

Two sentences speak of the same thing where neither has a word of substance that the other, at its place, lacks. They
disagree where exactly one kind of literal (an amount, a percentage, a duration, a date, a count of something ...)
differs and all others agree, or where one denies what the other says. A false alarm costs more trust than a miss, so in
doubt there is no conflict: rows of a table, products, regions and conditions (``before`` and ``after``, ``over`` and
``under``) keep sentences apart.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from citewell.domain.documents import Hit
from citewell.domain.drafts import Conflict
from citewell.governance.literals.extraction import Literal, find_literals
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, is_negated, words

MOST_SENTENCES = 40
"""Of one passage."""
LEAST_SHARED = 2
"""Stems of substance that two sentences must share, beside their literals; one where they have no others."""
MOST_CONFLICTS = 5
SAME_DURATION = 0.05
"""Durations nearer than this share are the same: a month is 30 or 31 days."""

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_UNIT = re.compile(r"[\s-]*((?:(?:business|working|calendar|full|consecutive)[\s-]+)?)([^\W\d_]+)", re.IGNORECASE)
_SAME = {
    "return": "refund", "reimburs": "refund", "money-back": "refund", "buy": "purchas", "bought": "purchas",
    "ship": "deliv", "shipment": "deliv", "deliveri": "deliv", "deliv": "deliv", "deliver": "deliv",
    "dispatch": "deliv",
    "price": "cost", "fee": "cost", "charg": "cost", "termin": "cancel", "cancel": "cancel", "cancell": "cancel",
    "mail": "email", "repli": "answer", "respond": "answer", "respons": "answer", "guarante": "warranti",
    "subscript": "plan", "paid": "pay", "payment": "pay",
    "annual": "year", "yearli": "year", "month": "month", "monthli": "month", "daili": "day", "weekli": "week",
}  # fmt: skip
_NEUTRAL = frozenset(
    """
    allow offer grant give take make possibl provid receiv complet total amount date period time day week month
    hour minut year custom client user compani polici rule term condit faq question guid help overview info
    inform page support handbook manual articl document section general submit request appli avail current alway
    pleas note entir long last start first begin count set limit valu offici detail chapter summari introduct
    servic team desk our right know contact write send can abl may back away out off up also already still simpli
    """.split()
)
"""Stems that say nothing about what a sentence is about."""
_RELATIONS = frozenset(
    """before after until unless except over above under below more less least most without minimum maximum only
    first if when during between""".split()
)
_PERIODS = frozenset({"minut", "hour", "day", "week", "month", "year"})
"""Stems outside of durations: 10 EUR per month do not contradict 100 EUR per year."""
_NOT_A_DENIAL = re.compile(
    r"\b(?:no|not)\s+(?:later|more|less|fewer|longer|only|earlier|just|until|before)\b|\bwithout\b|\bunless\b|\bexcept\b"
    r"|\bnot?\s+(?:un|in|im|ir)\w+",
    re.IGNORECASE,
)
_NON = re.compile(r"\bnon[\s-]+(?=[^\W\d_])", re.IGNORECASE)
_DENIALS = frozenset("no not never none nor cannot neither non nicht kein keine".split())
_OF_ITSELF = re.compile(
    r"\W*(?:last\s+)?(?:published|issued|updated|changed|revised|reviewed|dated|version|revision|edition|status|stand"
    r"|veröffentlicht|aktualisiert|geändert|überarbeitet|herausgegeben|publié|mis(?:e)? à jour|publicado|actualizado"
    r"|pubblicato|aggiornato|gepubliceerd|bijgewerkt)\b(?=\s*(?::|on\b|am\b|le\b|el\b|il\b|op\b|\d|[A-Z]\w+ \d))",
    re.IGNORECASE,
)
"""A sentence that begins so says when its own document was written, in which two documents may well differ."""
_MARKER = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s+")


@dataclass(frozen=True, slots=True)
class _Fact:
    """A literal by what it measures: ``kind`` for comparing, ``value`` normal, ``number`` (days) for durations."""

    kind: str
    value: str
    text: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence taken apart."""

    text: str
    stems: frozenset[str]
    facts: Mapping[str, tuple[_Fact, ...]]
    relations: frozenset[str]
    denied: bool


@dataclass(frozen=True, slots=True)
class _Passage:
    """A hit taken apart. ``known`` are the stems of its place and text, ``place`` those of its place."""

    number: int
    hit: Hit
    place: frozenset[str]
    known: frozenset[str]
    statements: tuple[_Statement, ...]


def find_conflicts(hits: Sequence[Hit]) -> tuple[Conflict, ...]:
    """The contradictions among ``hits`` (numbered from 1), at most one for two passages and ``MOST_CONFLICTS`` in all.

    ``hits`` are those that hold on the day of the ticket; superseded ones, two of one document, and two that are for
    different regions, products or languages are not compared.
    """
    passages = [_take_apart(number, hit) for number, hit in enumerate(hits, start=1) if not hit.superseded]
    found = (_between(one, other) for one, other in combinations(passages, 2) if _comparable(one, other))
    return tuple(conflict for conflict in found if conflict is not None)[:MOST_CONFLICTS]


def _comparable(one: _Passage, other: _Passage) -> bool:
    first, second = one.hit, other.hit
    if (
        first.document.partition("#")[0] == second.document.partition("#")[0]
        and first.document_id == second.document_id
    ):
        return False
    if bool(first.regions) != bool(second.regions) or (first.regions and not {*first.regions} & {*second.regions}):
        return False  # one region's rule stands beside the rule for all others
    if first.product.casefold() != second.product.casefold():
        return False
    if first.language and second.language and first.language != second.language:
        return False
    if _are_siblings(first.title, second.title):
        return False
    return not (one.place - other.known - _NEUTRAL and other.place - one.known - _NEUTRAL)


def _are_siblings(first: str, second: str) -> bool:
    """Whether two titles follow one pattern for two subjects, as ``Gold Account: fees`` and ``Plus Account: fees``.

    Years and other numbers are no subject: last year's page and this year's are to be compared.
    """
    one, other = ({stem for stem in _stems(title) - _NEUTRAL if not stem.isdigit()} for title in (first, second))
    shared = len(one & other)
    return one != other and shared >= 2 and 2 * shared >= max(len(one), len(other))


def _between(one: _Passage, other: _Passage) -> Conflict | None:
    for first in one.statements:
        for second in other.statements:
            if not _on_the_same(first, second, one, other):
                continue
            reason = _difference(first, second) or _denial(first, second)
            if reason:
                return Conflict(one.number, other.number, first.text, second.text, reason)
    return None


def _on_the_same(first: _Statement, second: _Statement, one: _Passage, other: _Passage) -> bool:
    """Whether neither sentence says something of substance that the other, at its place, does not."""
    if first.relations != second.relations or first.stems & _PERIODS != second.stems & _PERIODS:
        return False
    shared = (first.stems & second.stems) - _NEUTRAL
    if len(shared) < LEAST_SHARED and not (shared and first.stems - _NEUTRAL == second.stems - _NEUTRAL):
        return False
    extra = first.stems - second.stems - other.place - _NEUTRAL
    missing = second.stems - first.stems - one.place - _NEUTRAL
    return not extra and not missing


def _difference(first: _Statement, second: _Statement) -> str:
    """The one kind of literal in which two sentences differ, in words; empty where there is none, or more than one."""
    if first.denied != second.denied or first.facts.keys() != second.facts.keys():
        return ""
    differing = [kind for kind in first.facts if not _agree(first.facts[kind], second.facts[kind])]
    if len(differing) != 1 or differing[0] in {"code", "bare"}:
        return ""
    ours, theirs = first.facts[differing[0]], second.facts[differing[0]]
    if len(ours) != 1 or len(theirs) != 1:
        return ""
    return f"{_NAMES.get(differing[0], 'numbers')} differ: {ours[0].text} and {theirs[0].text}"


_NAMES = {
    "amount": "amounts",
    "percent": "percentages",
    "date": "dates",
    "duration": "durations",
    "email": "e-mail addresses",
    "phone": "phone numbers",
    "url": "web addresses",
    "time": "times of day",
}


def _denial(first: _Statement, second: _Statement) -> str:
    if first.denied == second.denied or _NOT_A_DENIAL.search(first.text) or _NOT_A_DENIAL.search(second.text):
        return ""
    if first.facts.keys() != second.facts.keys():
        return ""
    if any(not _agree(first.facts[kind], second.facts[kind]) for kind in first.facts):
        return ""
    return "one says that it is so, the other that it is not"


def _agree(ours: Sequence[_Fact], theirs: Sequence[_Fact]) -> bool:
    if {fact.value for fact in ours} == {fact.value for fact in theirs}:
        return True
    if len(ours) != len(theirs):
        return False
    pairs = [(one.number, other.number) for one, other in zip(ours, theirs, strict=True)]
    return all(a is not None and b is not None and abs(a - b) <= SAME_DURATION * max(a, b) for a, b in pairs)


def _take_apart(number: int, hit: Hit) -> _Passage:
    place = _stems(hit.place)
    spans = split_sentences(hit.text, hit.language)[:MOST_SENTENCES]
    statements = tuple(_statements(hit.text[start:end] for start, end in spans))
    return _Passage(number, hit, place, place | _stems(hit.text), statements)


def _statements(sentences: Iterator[str]) -> Iterator[_Statement]:
    for sentence in sentences:
        text = _MARKER.sub("", sentence).strip()
        if text.endswith(("?", ":")) or _OF_ITSELF.match(text):  # a question and a label state nothing
            continue
        literals = _outermost(find_literals(text))
        plain = _NON.sub("not ", _blank(text, literals))
        facts: dict[str, tuple[_Fact, ...]] = {}
        units: set[str] = set()
        for literal in literals:
            fact, unit = _fact(text, literal)
            facts[fact.kind] = (*facts.get(fact.kind, ()), fact)
            units |= _stems(unit)
        found = set(words(plain))
        yield _Statement(
            text,
            frozenset(_stems(plain) - units - _stems(" ".join(_DENIALS))),
            facts,
            frozenset(found & _RELATIONS),
            is_negated(plain),
        )


def _outermost(literals: Sequence[Literal]) -> list[Literal]:
    """Without literals that lie inside another one."""
    return [
        literal
        for literal in literals
        if not any(
            other is not literal and other.start <= literal.start and literal.end <= other.end for other in literals
        )
    ]


def _blank(text: str, literals: Sequence[Literal]) -> str:
    for literal in literals:
        text = text[: literal.start] + " " * (literal.end - literal.start) + text[literal.end :]
    return text


def _fact(text: str, literal: Literal) -> tuple[_Fact, str]:
    """What a literal measures, and the words of its unit, which are no words of substance then."""
    kind = _kind(literal.normal)
    if kind != "number":
        return _Fact(kind, literal.normal, literal.text), ""
    glued = re.fullmatch(r"[\d.,]+([^\W\d_]+)", literal.text)
    unit = _UNIT.match(text, literal.end)
    name = glued[1].lower() if glued else unit[2].lower() if unit else ""
    shown = literal.text if glued or not unit else text[literal.start : unit.end()]
    if re.fullmatch(r"(?:a|p)m", name) or re.fullmatch(r"\d{1,2}:\d{2}", literal.normal):
        return _Fact("time", f"{literal.normal} {name}", shown), name
    singular = name.removesuffix("s")
    if singular in _DAYS:
        sort = "working" if unit and re.match(r"(?:business|working)", unit[1], re.IGNORECASE) else ""
        days = float(literal.normal) * _DAYS[singular] if re.fullmatch(r"[\d.]+", literal.normal) else None
        return _Fact(
            "duration", f"{literal.normal} {singular} {sort}", shown, days if not sort else None
        ), f"{unit[1] if unit else ''} {name}"
    counted = next(iter(content_stems(name)), "")
    return _Fact(f"count of {counted}" if counted else "bare", literal.normal, shown), ""


def _kind(normal: str) -> str:
    for kind, pattern in _KINDS:
        if pattern.fullmatch(normal):
            return kind
    return "code"


_KINDS = (
    ("amount", re.compile(r"[\d.,]+ [a-z]{3}")),
    ("percent", re.compile(r"[\d.,]+%")),
    ("date", re.compile(r"(?:\d{4}-)?\d{2}-\d{2}")),
    ("email", re.compile(r"\S+@\S+")),
    ("phone", re.compile(r"\d{8,}")),
    ("number", re.compile(r"[\d.,:]+")),
    ("url", re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")),
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_SAME.get(stem, stem) for stem in content_stems(text))
