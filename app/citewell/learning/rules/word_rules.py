"""Words and phrases that a team writes instead of others, or leaves out, counted over drafts and finals."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from citewell.governance.text.words import words
from citewell.learning.edits.alignment import align

LONGEST = 4
"""Words of a phrase."""
AGREE = 0.6
"""Share of a phrase's occurrences in drafts that finals replace alike."""
MOST = 6


@dataclass(frozen=True, slots=True)
class Replacement:
    """``new`` (empty: nothing) instead of ``old``, in ``support`` of the ``count`` drafts that say ``old``."""

    old: str
    new: str
    support: float
    count: int


def find_replacements(pairs: Sequence[tuple[str, str]], least_drafts: int, least_share: float) -> list[Replacement]:
    """The replacements that enough of the drafts concerned share, commonest first. ``pairs`` are draft and final."""
    changes: Counter[tuple[str, str]] = Counter()
    for draft, final in pairs:
        changes.update(set(_changed(draft, final)))
    least = max(least_drafts, least_share * len(pairs))
    drafts = [f" {' '.join(words(draft))} " for draft, _ in pairs]
    finals = [f" {' '.join(words(final))} " for _, final in pairs]
    found: list[Replacement] = []
    for (old, new), count in changes.most_common():
        if count < least or len(found) == MOST:
            break
        said = [i for i, draft in enumerate(drafts) if f" {old} " in draft]
        gone = sum(f" {old} " not in finals[i] and (not new or f" {new} " in finals[i]) for i in said)
        if gone >= AGREE * len(said) and not any(_overlap(old, other.old) for other in found):
            found.append(Replacement(old, new, gone / len(said), len(said)))
    return found


def is_replaced(found: Replacement, text: str) -> bool:
    """Whether ``text`` is without what was replaced."""
    return f" {found.old} " not in f" {' '.join(words(text))} "


def _changed(draft: str, final: str) -> list[tuple[str, str]]:
    """Phrases of the draft with what stands in their place, inside sentences that stand for each other."""
    alignment = align(draft, final)
    changed: list[tuple[str, str]] = []
    for piece in alignment.pieces:
        if not piece.sources:
            continue
        old, new = words(alignment.said(piece)), words(piece.text)
        for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind in {"replace", "delete"} and end - start <= LONGEST and new_end - new_start <= LONGEST:
                changed.append((" ".join(old[start:end]), " ".join(new[new_start:new_end])))
    return [(one, other) for one, other in changed if re.search(r"[^\W\d_]", one) and not re.search(r"\d", one + other)]


def _overlap(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "
