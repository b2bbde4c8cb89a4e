"""Near-duplicates among many texts, by their runs of words: exact by Jaccard, found without comparing all with all."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from citewell.governance.text.words import words
from citewell.learning.edits.changes import literal_forms
from citewell.pipeline.generation.citations import strip_marks

ALIKE = 0.85
"""Share of the word pairs of both that both hold, from which two texts say the same."""


def collapse(texts: Sequence[str]) -> list[int]:
    """The places of the texts that stay, in order: each is unlike all before it. Other figures make texts unlike."""
    kept: list[int] = []
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    seen: dict[int, tuple[frozenset[tuple[str, str]], frozenset[str]]] = {}
    for place, text in enumerate(texts):
        plain = strip_marks(text)
        pairs, literals = _pairs(plain), frozenset(literal_forms(plain))
        if _is_known(pairs, literals, holders, seen):
            continue
        kept.append(place)
        seen[place] = (pairs, literals)
        for pair in pairs:
            holders[pair].append(place)
    return kept


def _is_known(
    pairs: frozenset[tuple[str, str]],
    literals: frozenset[str],
    holders: dict[tuple[str, str], list[int]],
    seen: dict[int, tuple[frozenset[tuple[str, str]], frozenset[str]]],
) -> bool:
    # Alike texts share all but a few of their pairs, so that one of the rarest few is shared for sure.
    rarest = sorted(pairs, key=lambda pair: (len(holders.get(pair, ())), pair))
    probe = rarest[: int((1 - ALIKE) * len(rarest)) + 1]
    candidates = {place for pair in probe for place in holders.get(pair, ())}
    return any(
        literals == other_literals and len(pairs & other) >= ALIKE * len(pairs | other)
        for other, other_literals in (seen[place] for place in candidates)
    )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    found = ["", *words(text), ""]
    return frozenset(pairwise(found))
