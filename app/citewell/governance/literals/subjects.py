"""Numbers that a source states of something else: the grinder has 60 months of warranty, the machine has 36.

A sentence is cut into clauses. A number of the text is compared with the clauses of the source that hold it, and with
those that state another number of the same kind: where the text speaks of what only the latter speak of, and of nothing
that sets the former apart, the number is bound to another subject.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citewell.governance.literals.extraction import LIST_NUMBER, Literal, find_literals
from citewell.governance.literals.units import unit_of
from citewell.governance.text.words import content_stems

_CLAUSE = re.compile(r"[,;(–—]\s+|\s+(?:and|but|while|whereas|though|although|und|aber|während)\s+", re.IGNORECASE)

LEAST_SHARED = 2
"""Stems that the text shares with a sentence of the source, for that to be about the same."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A literal, its kind (unit, currency; empty for a bare number), and the stems of its clause and sentence."""

    normal: str
    kind: str
    clause: frozenset[str]
    sentence: frozenset[str]


def has_other_subject(text: str, sentences: Sequence[str]) -> bool:
    """Whether a number of ``text`` is stated in ``sentences``, but of another subject than in ``text``."""
    known = [stated for sentence in sentences for stated in _stated(sentence)]
    return any(_is_foreign(own, known) for own in _stated(text))


def _is_foreign(own: _Stated, known: Sequence[_Stated]) -> bool:
    if not own.kind:
        return False
    holding = [one for one in known if one.normal == own.normal]
    others = [one for one in known if one.normal != own.normal and one.kind == own.kind]
    if not holding or not others:
        return False
    best = max(len(own.sentence & one.sentence) for one in holding)
    return any(
        all(_nearer(own.clause, other, one) for one in holding)
        for other in others
        if len(own.sentence & other.sentence) >= max(best, LEAST_SHARED)
    )


def _nearer(said: frozenset[str], other: _Stated, one: _Stated) -> bool:
    """Whether ``said`` names what only ``other`` speaks of, and nothing that only ``one`` does."""
    return bool(said & (other.clause - one.clause)) and not said & (one.clause - other.clause)


@lru_cache(maxsize=2048)
def _stated(sentence: str) -> tuple[_Stated, ...]:
    return tuple(_read(sentence))


def _read(sentence: str) -> Iterator[_Stated]:
    numbers = {match.span(1) for match in LIST_NUMBER.finditer(sentence)}
    literals = [one for one in find_literals(sentence) if (one.start, one.end) not in numbers]
    whole = _stems(sentence, literals)
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(sentence)), len(sentence)]
    for one in literals:
        start = max(cut for cut in cuts if cut <= one.start)
        end = min(cut for cut in cuts if cut >= one.end)
        yield _Stated(one.normal, unit_of(sentence, one), _stems(sentence[start:end], literals), whole)


def _stems(text: str, literals: Sequence[Literal]) -> frozenset[str]:
    return frozenset(content_stems(text)) - {stem for one in literals for stem in content_stems(one.text)}
