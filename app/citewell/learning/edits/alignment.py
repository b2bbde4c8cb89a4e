"""Which sentence of a draft became which sentence of the text that was sent, and where its citation marks belong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, words
from citewell.pipeline.generation.citations import CitedSentence, read_sentences, strip_marks

SAME = 0.4
"""Likeness from which a sentence counts as another one reworded."""
KEPT = 512
"""Pairs whose alignment is kept: one edit is looked at for house sentences, reasons, suggestions and tone."""
CONTAINED = 0.7
"""Share of a sentence's content words in another from which it counts as a part of it."""

_MARKER = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s+")
_END = re.compile(r"""\s*[.!?…:;,]*["'”’)\]]*\s*$""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the final text, with the draft's sentences that it says again (none: it is new).

    ``start`` and ``end`` are characters into the final text without marks.
    """

    text: str
    start: int
    end: int
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A draft's sentences beside those of the final text. ``final`` is without marks; ``dropped`` are gone."""

    draft: tuple[CitedSentence, ...]
    final: str
    pieces: tuple[Piece, ...]
    dropped: tuple[int, ...]

    def said(self, piece: Piece) -> str:
        """What the draft says in the sentences that ``piece`` says again."""
        return " ".join(self.draft[i].text for i in piece.sources)

    def cites(self, piece: Piece) -> tuple[int, ...]:
        """The citations that ``piece`` inherits."""
        return tuple(dict.fromkeys(n for i in piece.sources for n in self.draft[i].cites))


@lru_cache(maxsize=KEPT)
def align(draft: str, final: str) -> Alignment:
    """Align two texts; either may hold citation marks, and those of ``final`` are left out."""
    before = tuple(read_sentences(draft))
    plain = strip_marks(final).strip()
    spans = split_sentences(plain)
    after = [plain[start:end] for start, end in spans]
    sources = _match([sentence.text for sentence in before], after)
    pieces = tuple(
        Piece(text, start, end, tuple(sorted(found)))
        for text, (start, end), found in zip(after, spans, sources, strict=True)
    )
    used = {i for found in sources for i in found}
    return Alignment(before, plain, pieces, tuple(i for i in range(len(before)) if i not in used))


def without_marker(sentence: str) -> str:
    """A list item without its number or bullet."""
    return _MARKER.sub("", sentence).strip()


def cite(sentence: str, numbers: Sequence[int]) -> str:
    """``sentence`` with citation marks before its full stop, as drafts carry them.

    >>> cite("It costs 10 EUR.", (2,))
    'It costs 10 EUR [2].'
    """
    if not numbers:
        return sentence
    end = _END.search(sentence)
    cut = end.start() if end else len(sentence)
    return f"{sentence[:cut]} {''.join(f'[{n}]' for n in numbers)}{sentence[cut:].rstrip()}"


def _match(before: Sequence[str], after: Sequence[str]) -> list[set[int]]:
    """For each sentence of ``after`` those of ``before`` that it says again: pairs first, then parts and mergers."""
    old = [without_marker(text) for text in before]
    new = [without_marker(text) for text in after]
    old_stems, new_stems = [content_stems(text) for text in old], [content_stems(text) for text in new]
    likeness = sorted(
        (
            (_likeness(old[i], new[j], old_stems[i], new_stems[j]), -abs(i - j), i, j)
            for i in range(len(old))
            for j in range(len(new))
        ),
        reverse=True,
    )
    sources: list[set[int]] = [set() for _ in after]
    taken: set[int] = set()
    for score, _, i, j in likeness:
        if score >= SAME and i not in taken and not sources[j]:
            sources[j].add(i)
            taken.add(i)
    paired = {j for j, found in enumerate(sources) if found}
    for i in (i for i in range(len(old)) if i not in taken):  # two sentences became one
        home = _container(old_stems[i], {j: new_stems[j] for j in paired})
        if home is not None:
            sources[home].add(i)
    for j in (j for j in range(len(new)) if j not in paired):  # one sentence became two
        origin = _container(new_stems[j], {i: old_stems[i] for i in taken})
        if origin is not None:
            sources[j].add(origin)
    return sources


def _likeness(one: str, other: str, stems: set[str], other_stems: set[str]) -> float:
    """How much two sentences say the same, 0 to 1: shared content words, or the same words in the same order."""
    if one == other:
        return 2.0
    total = len(stems) + len(other_stems)
    shared = 2 * len(stems & other_stems) / total if total else 0.0
    if shared >= SAME or (total and not shared):
        return shared
    return max(shared, SequenceMatcher(None, words(one), words(other), autojunk=False).ratio())


def _container(stems: set[str], others: dict[int, set[str]]) -> int | None:
    """The one of ``others`` that holds most of ``stems``, where it holds enough."""
    if len(stems) < 2 or not others:
        return None
    best = max(others, key=lambda key: len(stems & others[key]))
    return best if len(stems & others[best]) >= CONTAINED * len(stems) else None
