"""What an edit did to the content of a draft: sentences that say something else, that are new, that are gone."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from citewell.governance.literals.extraction import find_literals
from citewell.governance.text.courtesy import is_courtesy
from citewell.governance.text.words import content_stems, coverage, is_negated, words
from citewell.learning.edits.alignment import Alignment, Piece, align, without_marker

REWORDED = 0.45
"""Share of a sentence's content words that the draft's must hold, else it says something else."""
NEW_WORDS = 3
"""So many new content words in a row say something that the draft does not."""
SIGNATURE_WORDS = 4
"""A new line that is this short and holds no figure is part of a greeting or a signature."""
HOUSE_SHARE, HOUSE_LEAST = 0.2, 3
"""In so many finals (a share, and at least so many) a new sentence is the team's way of writing."""
_SPACE = re.compile(r"\s+")


class ChangeKind(StrEnum):
    """What happened to a sentence's content."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of content: the draft's sentences concerned, and the sentence of the final text (``None``: gone)."""

    kind: ChangeKind
    sources: tuple[int, ...]
    piece: Piece | None


def find_changes(alignment: Alignment, house: Collection[str] = frozenset()) -> tuple[Change, ...]:
    """The changes of content, in the final text's order, then what was removed.

    ``house`` are normal forms of sentences that the team adds as a matter of style: they change nothing.
    """
    changes = [
        Change(ChangeKind.CHANGED if piece.sources else ChangeKind.ADDED, piece.sources, piece)
        for piece in alignment.pieces
        if _says_else(alignment, piece) or _is_new(piece, house)
    ]
    touched = {i for change in changes for i in change.sources}
    changes += [
        Change(ChangeKind.REMOVED, (i,), None)
        for i in alignment.dropped
        if i not in touched and not is_courtesy(alignment.draft[i].text)
    ]
    return tuple(changes)


def literal_forms(text: str) -> set[str]:
    """Normal forms of the figures, dates, codes, links and such in ``text``; numbers of list items are none."""
    plain = "\n".join(without_marker(line) for line in text.splitlines())
    return {literal.normal for literal in find_literals(plain)}


def normal(text: str) -> str:
    """A sentence as it is compared: one space, one kind of quote, no case."""
    return _SPACE.sub(" ", text.replace("’", "'")).strip().casefold()


def house_sentences(edits: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Normal forms of the sentences without figures that many finals add: pairs are draft and final text."""
    counts: Counter[str] = Counter()
    total = 0
    for draft, final in edits:
        total += 1
        alignment = align(draft, final)
        counts.update({normal(piece.text) for piece in alignment.pieces if not piece.sources})
    least = max(HOUSE_LEAST, HOUSE_SHARE * total)
    return frozenset(text for text, count in counts.items() if count >= least and not literal_forms(text))


def _says_else(alignment: Alignment, piece: Piece) -> bool:
    """Whether a sentence that stands for one of the draft's states something that the draft does not, or less."""
    if not piece.sources:
        return False
    said = alignment.said(piece)
    if normal(said) == normal(piece.text):
        return False
    again = " ".join(other.text for other in alignment.pieces if set(other.sources) & set(piece.sources))
    if literal_forms(piece.text) - literal_forms(said) or literal_forms(said) - literal_forms(again):
        return True
    if is_courtesy(piece.text) and is_courtesy(said):
        return False
    if is_negated(again) != is_negated(said):
        return True
    return coverage(piece.text, said) < REWORDED or _adds(piece.text, said)


def _adds(text: str, said: str) -> bool:
    """Whether ``text`` has a run of words that adds content: inserted, standing for nothing that was there."""
    known = content_stems(said)
    old, new = words(said), words(text)
    for kind, old_start, old_end, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind not in {"insert", "replace"}:
            continue
        replaced = len(content_stems(" ".join(old[old_start:old_end])))
        if len(content_stems(" ".join(new[start:end])) - known) - replaced >= NEW_WORDS:
            return True
    return False


def _is_new(piece: Piece, house: Collection[str]) -> bool:
    """Whether a sentence that stands for none of the draft's has content of its own."""
    if piece.sources or is_courtesy(piece.text) or normal(piece.text) in house:
        return False
    return len(words(piece.text)) > SIGNATURE_WORDS or bool(literal_forms(piece.text))
